"""What the text of a YAML scalar means, by the core schema of YAML 1.2."""

from __future__ import annotations

import re
from typing import Any

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

_MOST_DIGITS = 1_000
"""Python refuses to convert very long ones, here or where somebody prints them."""

_INT = re.compile(r"[-+]?[0-9]+")
_PREFIXED = re.compile(r"0o[0-7]+|0x[0-9a-fA-F]+")
_FLOAT = re.compile(r"[-+]?(?:\.[0-9]+|[0-9]+(?:\.[0-9]*)?)(?:[eE][-+]?[0-9]+)?")

# What may stand between the start of a node and its value: tags and anchors, with blanks and comments after each.
_PROPERTIES = re.compile(r"(?>(?:(?:![^\s{}]*+|&[^\s,\[\]{}]*+)(?>(?:[ \t\r\n]++|(?<=[ \t\r\n])#[^\r\n]*+)*))*)")


def plain_value(text: str) -> Any:
    """The value of an unquoted scalar without a tag."""
    if text[:1] not in SPECIAL_STARTS:
        return text
    if text in _WORDS:
        return _WORDS[text]
    return _number(text) if text[:1] in _NUMBER_STARTS else text


def tagged_value(tag: str, text: str) -> Any:
    """The value of a scalar with a tag; one that only its own program knows stays visible: ``"!secret name"``."""
    if tag in _TEXT_TAGS:
        return text
    if tag in _VALUE_TAGS:
        return _converted(tag, text)
    return f"{_written(tag)} {text}" if text else _written(tag)


def _written(tag: str) -> str:
    if tag.startswith(_CORE):
        return "!!" + tag[len(_CORE) :]
    return tag if tag.startswith("!") else f"!<{tag}>"


def _converted(tag: str, text: str) -> Any:
    value = plain_value(text)
    return float(value) if tag == _CORE + "float" and type(value) is int else value


def _number(text: str) -> Any:
    if (text.isdecimal() and text.isascii()) or _INT.fullmatch(text):
        return _integer(text, 10)
    if _PREFIXED.fullmatch(text):
        return _integer(text[2:], 8 if text[1] == "o" else 16)
    return float(text) if _FLOAT.fullmatch(text) else text


def _integer(digits: str, base: int) -> int | float:
    if len(digits) > _MOST_DIGITS:
        return float(digits) if base == 10 else float("inf")
    return int(digits, base)


def value_start(text: str, start: int, end: int) -> int:
    """Where a node starts without the anchor and the tag before it."""
    found = _PROPERTIES.match(text, start, end)
    return found.end() if found else start
