"""Making text safe for a terminal and for the log of a CI run.

Anyone can choose the name of a file, or a key of a document. A line break, an escape sequence or a bidirectional
override in it would move the cursor, forge a line of the report, or be a workflow command of GitHub.
"""

from __future__ import annotations

import re

from ce_lint.util.lazy_pattern import lazy_pattern

_CHARACTERS = (
    r"\x00-\x1f\x7f-\x9f"  # control characters
    r"\u00ad\u061c\u200b\u200e\u200f\u2028-\u202e\u2060-\u206f\ufeff\ufff9-\ufffb\U000e0000-\U000e007f"
    r"\ud800-\udfff"  # bytes of a file name that are not valid UTF-8
)
"""Joiners (U+200C, U+200D) are not among them: names in some scripts, and emoji, need them."""
_UNPRINTABLE = lazy_pattern(rf"[{_CHARACTERS}]|(?<=#)#(?=\[)")
_CHARACTER = lazy_pattern(f"[{_CHARACTERS}]")
_SHORT = {"\n": r"\n", "\r": r"\r", "\t": r"\t"}
_OLD_COMMAND = "##["
"""How a command of GitHub and Azure Pipelines begins that is recognized anywhere in a line."""
_COMMAND = "::"
"""How a workflow command of GitHub begins, after any whitespace at the beginning of a line."""


def escape(text: str) -> str:
    r"""A text in which nothing but printable characters is left, for a message: ``a<line break>b`` becomes ``a\nb``.

    Control characters, line breaks, bidirectional overrides and other invisible characters become ``\n``, ``\x1b`` or
    ``\u202e``; a byte of a file name that is not valid UTF-8 becomes ``\xff``.
    """
    return text if text.isprintable() and _OLD_COMMAND not in text else _UNPRINTABLE.sub(_escape_character, text)


def escape_path(path: str) -> str:
    """The name of a file as a report shows it, also at the beginning of a line: see ``escape``."""
    escaped = escape(path)
    return f"./{escaped}" if escaped.lstrip().startswith(_COMMAND) else escaped


def escape_lines(text: str) -> str:
    """As ``escape``, but line breaks stay."""
    return "\n".join(map(escape, text.split("\n")))


def blot(text: str) -> str:
    """A text of the same length, for an excerpt: what ``escape`` would escape becomes U+FFFD."""
    return text if text.isprintable() else _CHARACTER.sub("\ufffd", text)


def _escape_character(found: re.Match[str]) -> str:
    character = found[0]
    code = ord(character)
    if 0xDC80 <= code <= 0xDCFF:  # how Python decodes a byte that is not valid UTF-8
        code -= 0xDC00
    if character in _SHORT:
        return _SHORT[character]
    return f"\\x{code:02x}" if code < 0x100 else f"\\u{code:04x}" if code < 0x10000 else f"\\U{code:08x}"
