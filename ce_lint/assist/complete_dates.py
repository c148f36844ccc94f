"""Pieces of texts that hold dates: the time variables of a URL, and the letters of a date pattern."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import UTC, datetime
from typing import Any, NamedTuple

from ce_lint.assist.completion import Hole, Kind, Parts
from ce_lint.assist.facts import level_of, words
from ce_lint.assist.host import Host
from ce_lint.assist.words import code
from ce_lint.document.node import Span
from ce_lint.polls import written
from ce_lint.values.time_descriptor import UNITS
from ce_lint.values.time_zone import ids

_MOMENT = datetime(2026, 11, 23, 13, 45, 0, tzinfo=UTC)
_OPENED = re.compile(r"\$(?:(\{)([^${}]*))?\Z")
_CLOSED = re.compile(r"[^${}]*\}")
_LETTERS = re.compile(r"[A-Za-z]*")
_ZONE = re.compile(r"(?:(?:GMT|UTC)?[+-]\d{1,2}(?::\d{2})?|[^:]*):")
_USUAL = "yyyy-MM-dd'T'HH:mm:ss'Z'"
_ZONED = frozenset({"dateTimeZone", "nowTimeZone"})
_DATED = frozenset({"gmtDate", "date"})


class Choice(NamedTuple):
    """What may stand for a piece of a text, in the text's own offsets."""

    label: str
    kind: Kind
    detail: str
    documentation: str
    span: Span
    parts: Parts
    filter: str


class _Open(NamedTuple):
    """A variable that the cursor stands in: what is written of it before the cursor, and where it ends.

    ``closing`` is the place of its brace, or None where it has none yet.
    """

    start: int
    body: str
    has_brace: bool
    cursor: int
    closing: int | None


def variables(content: Host, cursor: int) -> Iterator[Choice]:
    """What may be written of the time variable that the cursor stands in, where it stands in one."""
    text = content.text
    found = _OPENED.search(text, max(0, cursor - 200), cursor)
    if found is None:
        return
    closed = _CLOSED.match(text, cursor)
    body = found[2] or ""
    open_ = _Open(cursor - len(body), body, bool(found[1]), cursor, closed.end() - 1 if closed else None)
    if not open_.has_brace:
        open_ = open_._replace(closing=None)
    name, colon, rest = body.partition(":")
    if not colon:
        yield from _names(text, open_)
    elif name in _DATED:
        yield from _formats(open_, open_.start + len(name) + 1)
    elif name == "epoch":
        yield from _units(open_, open_.start + len(name) + 1)
    elif name in _ZONED:
        zone = _ZONE.match(rest)
        start = open_.start + len(name) + 1
        yield from _zones(text, open_, start) if zone is None else _formats(open_, start + zone.end())


def _names(text: str, open_: _Open) -> Iterator[Choice]:
    behind = _LETTERS.match(text, open_.cursor)
    end = behind.end() if behind and open_.has_brace else open_.cursor
    has_rest = open_.closing is not None and text[end : end + 1] == ":"
    if open_.closing is not None and not has_rest:
        end = open_.closing
    for word in words("variable").values():
        name = str(word.value)
        rest: Parts = () if has_rest else _rest(name)
        brace: Parts = () if open_.closing is not None else ("}",)
        head = name if open_.has_brace else "{" + name
        yield Choice(
            name, "constant", word.title, word.description, Span(open_.start, end), (head, *rest, *brace), head
        )


def _rest(name: str) -> Parts:
    if name in _DATED:
        return (":", Hole(_USUAL))
    return (":", Hole("GMT"), ":", Hole(_USUAL)) if name in _ZONED else ()


def _formats(open_: _Open, start: int) -> Iterator[Choice]:
    span = Span(start, open_.cursor if open_.closing is None else open_.closing)
    brace = "" if open_.closing is not None else "}"
    for pattern in _common():
        yield _pattern(pattern, span, brace)


def _units(open_: _Open, start: int) -> Iterator[Choice]:
    span = Span(start, open_.cursor if open_.closing is None else open_.closing)
    brace = "" if open_.closing is not None else "}"
    names = {"s": "seconds", "ms": "milliseconds", "us": "microseconds"}
    for unit in UNITS:
        yield Choice(unit, "enum", f"{names[unit]} since 1970", "", span, (unit + brace,), unit)


def _zones(text: str, open_: _Open, start: int) -> Iterator[Choice]:
    end = open_.cursor if open_.closing is None else open_.closing
    colon = text.find(":", open_.cursor, end)
    span = Span(start, colon if colon >= 0 else end)
    rest: Parts = () if colon >= 0 else (":", Hole(_USUAL))
    brace: Parts = () if open_.closing is not None else ("}",)
    for id in ("GMT", *sorted(id for id in ids() if "/" in id and not id.startswith("Etc/"))):
        yield Choice(id, "constant", "time zone", "", span, (id, *rest, *brace), id)


def _common() -> tuple[Any, ...]:
    level = level_of("poller")
    for step in ("resource", "datesConfiguration"):
        level = level.below(step) if level is not None else None
    return level.fields["updatedDateFormat"].examples if level is not None else ()


def patterns(content: Host, cursor: int) -> Iterator[Choice]:
    """Whole patterns for the one that is there, and letters for the run under the cursor."""
    text = content.text
    for pattern in _common():
        yield _pattern(str(pattern), Span(0, len(text)), "")
    if text[:cursor].count("'") % 2:
        return
    start = end = cursor
    while start > 0 and text[start - 1].isalpha() and text[start - 1] == text[cursor - 1]:
        start -= 1
    while start < cursor and end < len(text) and text[end] == text[cursor - 1]:
        end += 1
    for word in words("letter").values():
        yield Choice(word.title, "value", word.description, "", Span(start, end), (word.title,), word.title)


def _pattern(pattern: str, span: Span, behind: str) -> Choice:
    example = written(pattern, _MOMENT, "GMT")
    return Choice(pattern, "value", example, f"Such as {code(example)}.", span, (pattern + behind,), pattern)
