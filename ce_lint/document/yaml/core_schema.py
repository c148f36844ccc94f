"""What a YAML scalar means, by the core schema of YAML 1.2."""

from __future__ import annotations

from typing import Any

from ce_lint.util.lazy_pattern import lazy_pattern

_CORE = "tag:yaml.org,2002:"
_TEXT_TAGS = frozenset({"!", *(_CORE + kind for kind in ("str", "binary", "timestamp"))})
_VALUE_TAGS = frozenset(_CORE + kind for kind in ("null", "bool", "int", "float"))

_WORDS: dict[str, Any] = {
    "": None,
    "~": None,
    **dict.fromkeys(("null", "Null", "NULL")),
    **dict.fromkeys(("true", "True", "TRUE"), True),
    **dict.fromkeys(("false", "False", "FALSE"), False),
    **dict.fromkeys((".inf", ".Inf", ".INF", "+.inf", "+.Inf", "+.INF"), float("inf")),
    **dict.fromkeys(("-.inf", "-.Inf", "-.INF"), float("-inf")),
    **dict.fromkeys((".nan", ".NaN", ".NAN"), float("nan")),
}
_WORD_STARTS = frozenset(word[:1] for word in _WORDS)
_NUMBER_STARTS = frozenset("0123456789+-.")
SPECIAL_STARTS = _WORD_STARTS | _NUMBER_STARTS
"""The first characters of unquoted scalars that may be something else than a string."""

_MOST_DIGITS = 1_000
"""Python refuses to convert very long numbers, also when they are printed."""

_INT = lazy_pattern(r"[-+]?[0-9]+")
_PREFIXED = lazy_pattern(r"0o[0-7]+|0x[0-9a-fA-F]+")
_FLOAT = lazy_pattern(r"[-+]?(?:\.[0-9]+|[0-9]+(?:\.[0-9]*)?)(?:[eE][-+]?[0-9]+)?")


def resolve_plain(text: str) -> Any:
    """The value of an unquoted scalar without a tag; the text itself if it is a string."""
    if text[:1] not in SPECIAL_STARTS:
        return text
    if text in _WORDS:
        return _WORDS[text]
    return _parse_number(text) if text[:1] in _NUMBER_STARTS else text


def resolve_tagged(tag: str, text: str) -> Any:
    """The value of a scalar with a tag; with an unknown tag it is a string such as ``"!secret name"``."""
    if tag in _TEXT_TAGS:
        return text
    if tag in _VALUE_TAGS:
        value = resolve_plain(text)
        return float(value) if tag == _CORE + "float" and type(value) is int else value
    return f"{_format_tag(tag)} {text}" if text else _format_tag(tag)


def _format_tag(tag: str) -> str:
    if tag.startswith(_CORE):
        return "!!" + tag[len(_CORE) :]
    return tag if tag.startswith("!") else f"!<{tag}>"


def _parse_number(text: str) -> Any:
    if (text.isdecimal() and text.isascii()) or _INT.fullmatch(text):
        return _parse_integer(text, 10)
    if _PREFIXED.fullmatch(text):
        return _parse_integer(text[2:], 8 if text[1] == "o" else 16)
    return float(text) if _FLOAT.fullmatch(text) else text


def _parse_integer(digits: str, base: int) -> int | float:
    if len(digits) > _MOST_DIGITS:
        return float(digits) if base == 10 else float("inf")
    return int(digits, base)
