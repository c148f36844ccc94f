"""From bytes to text. The platform expects UTF-8; anything else is read as well as it can be, and reported."""

from __future__ import annotations

import codecs
from typing import Literal

from ce_lint.document.nodes import Span, SyntaxProblem

SyntaxRule = Literal["invalid-json", "invalid-yaml"]

_WIDE = (
    (codecs.BOM_UTF32_LE, "utf-32", "UTF-32"),
    (codecs.BOM_UTF32_BE, "utf-32", "UTF-32"),
    (codecs.BOM_UTF16_LE, "utf-16", "UTF-16"),
    (codecs.BOM_UTF16_BE, "utf-16", "UTF-16"),
)


def decode(data: bytes, rule: SyntaxRule = "invalid-json") -> tuple[str, tuple[SyntaxProblem, ...]]:
    """The text of a file without its byte order mark, and what is wrong with its encoding.

    ``rule`` names the rule that reports a mistake. Bytes that are no UTF-8 become U+FFFD.
    """
    try:
        text = data.decode("utf-8")
    except UnicodeDecodeError:
        return _decode_other(data, rule)
    if text.startswith("\ufeff"):
        return text[1:], ()
    if "\0" in text[:256]:
        return _decode_other(data, rule)
    return text, ()


def _decode_other(data: bytes, rule: SyntaxRule) -> tuple[str, tuple[SyntaxProblem, ...]]:
    for mark, codec, name in _WIDE:
        if data.startswith(mark):
            return _decode_wide(data, codec, name, rule)
    if data[1:2] == b"\0" and data[:1] != b"\0":
        return _decode_wide(data, "utf-16-le", "UTF-16", rule)
    if data[:1] == b"\0" and data[1:2] != b"\0":
        return _decode_wide(data, "utf-16-be", "UTF-16", rule)
    text = data.decode("utf-8", "replace").removeprefix("\ufeff")
    at = text.find("\ufffd")
    if at < 0:
        return text, ()
    message = "The file is not valid UTF-8 at this character"
    return text, (_problem(rule, Span(at, at + 1), message),)


def _decode_wide(data: bytes, codec: str, name: str, rule: SyntaxRule) -> tuple[str, tuple[SyntaxProblem, ...]]:
    text = data.decode(codec, "replace").removeprefix("\ufeff")
    message = f"The file is encoded in {name} instead of UTF-8"
    return text, (_problem(rule, Span(0, min(1, len(text))), message),)


def _problem(rule: SyntaxRule, span: Span, message: str) -> SyntaxProblem:
    is_unfinished = rule == "invalid-yaml"  # whose parser stops at any problem
    return SyntaxProblem(rule, "encoding", span, message, "Save the file as UTF-8.", is_unfinished=is_unfinished)


def encode(text: str, like: bytes) -> bytes:
    """The text as the bytes of a UTF-8 file, with a byte order mark where ``like`` has one."""
    mark = codecs.BOM_UTF8 if like.startswith(codecs.BOM_UTF8) else b""
    return mark + text.encode("utf-8", "surrogatepass")


def is_kept(data: bytes, text: str) -> bool:
    """Whether the text of a file, written again, is the same file byte by byte."""
    return encode(text, data) == data
