"""What the text of a YAML scalar means, by the core schema of YAML 1.2."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import lru_cache
from typing import Any, NamedTuple

from ce_lint.document.nodes import Span

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


_ESCAPE = re.compile(r"\\(?:x[0-9a-fA-F]{2}|u[0-9a-fA-F]{4}|U[0-9a-fA-F]{8}|[\s\S]?)")
_BLANKS = re.compile(r"[ \t]*+")
_BREAK = re.compile(r"\r\n|\r|\n")
_FOLD = re.compile(r"(?>(?:[ \t]*+(?:\r\n|\r|\n))+)[ \t]*+")
_HEADER = re.compile(r"[|>][-+0-9]*+[^\r\n]*+(?:\r\n|\r|\n|\Z)")
_LINE = re.compile(r"( *+)([^\r\n]*+)(\r\n|\r|\n|\Z)")


def inside(raw: str, style: str, start: int, end: int, value: str | None = None) -> Span:
    """The span within ``raw`` of the characters ``start`` to ``end`` of ``value``, which it writes."""
    start, end = max(start, 0), max(start, end, 0)
    pieces = places_of(raw, style, value)
    if start >= len(pieces):
        return Span(len(raw), len(raw))
    at = pieces[start].start
    return Span(at, pieces[min(end, len(pieces)) - 1].end if end > start else at)


@lru_cache(maxsize=4)  # many findings and edits of one text ask for the same; nobody changes it
def places_of(raw: str, style: str, value: str | None) -> list[Span]:
    """For each character of ``value`` the piece of ``raw`` that writes it."""
    return list(_pieces(raw, style, value))


def indentation(raw: str, value: str) -> int:
    """How many blanks before each line of a block scalar belong to the notation and not to its text."""
    header = _HEADER.match(raw)
    if header is None:
        return 0
    return _depth(header[0], [line for line in _LINE.finditer(raw, header.end()) if line[0]], value)


def _pieces(raw: str, style: str, value: str | None) -> Iterator[Span]:
    """For each character of the value the piece of the raw text that stands for it."""
    if style in ("literal", "folded"):
        return _block(raw, style == "folded", value)
    quote = {"single": "'", "double": '"'}.get(style, "")
    first = 1 if quote and raw.startswith(quote) else 0
    last = len(raw) - 1 if first and len(raw) > 1 and raw.endswith(quote) else len(raw)
    return _flow(raw, first, last, quote)


def _flow(raw: str, place: int, end: int, quote: str) -> Iterator[Span]:
    """Plain and quoted scalars: line breaks fold with the blanks around them, quotes have their escapes."""
    while place < end:
        char = raw[place]
        if char in " \t\r\n":
            found = _FOLD.match(raw, place, end)
            after = found.end() if found is not None else _end(_BLANKS, raw, place, end)
            yield from _folded(raw, place, after) if found is not None else _each(place, after)
        elif char == "\\" and quote == '"':
            after = _end(_ESCAPE, raw, place, end)
            if raw[after - 1] in "\r\n":
                after = _end(_FOLD, raw, place + 1, end)
                yield from list(_breaks(raw, place, after))[1:]
            else:
                yield Span(place, after)
        else:
            after = place + (2 if quote == "'" and raw.startswith("''", place) else 1)
            yield Span(place, after)
        place = after


def _end(pattern: re.Pattern[str], raw: str, place: int, end: int) -> int:
    found = pattern.match(raw, place, end)
    return max(found.end(), place + 1) if found is not None else place + 1


def _each(start: int, end: int) -> Iterator[Span]:
    return (Span(place, place + 1) for place in range(start, end))


def _breaks(raw: str, start: int, end: int) -> Iterator[Span]:
    return (Span(*found.span()) for found in _BREAK.finditer(raw, start, end))


def _folded(raw: str, start: int, end: int) -> list[Span]:
    """One line break is a blank in the value; of several the first is dropped."""
    breaks = list(_breaks(raw, start, end))
    return breaks[1:] or breaks


class _Line(NamedTuple):
    """A line of a block scalar without its indentation, and the line break that ends it."""

    start: int
    end: int
    after: int
    indented: bool

    @property
    def broken(self) -> list[Span]:
        return [Span(self.end, self.after)] if self.after > self.end else []


def _block(raw: str, folded: bool, value: str | None) -> Iterator[Span]:
    """Literal and folded scalars: every line loses the indentation of the first one."""
    header = _HEADER.match(raw)
    if header is None:
        return
    found = [line for line in _LINE.finditer(raw, header.end()) if line[0]]
    depth = _depth(header[0], found, value)
    lines = [_line(line, depth) for line in found]
    breaks: list[Span] = []
    last: _Line | None = None
    for line in lines:
        if line.start >= line.end:
            breaks += line.broken
            continue
        yield from _between(last, line, breaks) if folded else [*(last.broken if last else ()), *breaks]
        yield from _each(line.start, line.end)
        last, breaks = line, []
    yield from [*(last.broken if last else ()), *breaks]


def _between(last: _Line | None, line: _Line, breaks: list[Span]) -> list[Span]:
    """What stands for the line break between two lines and the empty lines between them, when it is folded."""
    if last is None:
        return breaks
    if last.indented or line.indented or not breaks:
        return last.broken + breaks
    return breaks


def _line(line: re.Match[str], depth: int) -> _Line:
    start = line.start() + min(depth, len(line[1]))
    return _Line(start, line.end(2), line.end(), line.string[start : start + 1] in (" ", "\t"))


def _depth(header: str, lines: list[re.Match[str]], value: str | None) -> int:
    """The indentation that belongs to the notation and not to the text.

    An explicit one counts from the collection around, which is not here to be seen: what the value kept of its first
    line's blanks tells it, or else the least indented line.
    """
    depths = [len(line[1]) for line in lines if line[2]] or [max((len(line[1]) for line in lines), default=0)]
    explicit = re.match(r"[|>][-+]?([1-9])", header)
    least = min(depths)
    if explicit is None:
        return depths[0]
    if value is not None and value.strip():
        return depths[0] - (len(value.lstrip("\n")) - len(value.lstrip("\n").lstrip(" ")))
    return least if depths[0] > least else min(int(explicit[1]), least)
