"""Values that may be written under a key: words of a closed set, time zones, date patterns, time variables."""

from __future__ import annotations

from collections.abc import Iterator
from functools import cache
from typing import Any

from ce_lint.assist.complete_dates import Choice, patterns, variables
from ce_lint.assist.completion import (
    Completion,
    Kind,
    Parts,
    filtered,
    missing_comma,
    plain,
    replaced,
    scalar,
    snippet,
    style_of,
)
from ce_lint.assist.facts import Fact, level_of
from ce_lint.assist.page import Page
from ce_lint.assist.spot import Spot
from ce_lint.assist.words import literal, marked, summary
from ce_lint.values.time_zone import ids

_TEXT_KINDS = frozenset({"json", "single", "double", "plain", "bare"})
_FREE = frozenset({"URL", "field", "names between commas"})
_MOST_SPECIAL = frozenset("{}[],")


def values(page: Page, spot: Spot) -> Iterator[Completion]:
    """The values of the key that the cursor's value belongs to."""
    fact = spot.fact
    if fact is None or spot.secrecy != "no" or spot.place.style not in _TEXT_KINDS:
        return
    is_empty = spot.place.token.start == spot.place.token.end
    pieces = _PIECES.get(fact.type)
    if pieces is None or is_empty:
        yield from _whole(page, spot, fact)
        return
    content = spot.content()
    if content.is_between(spot.cursor):
        yield from _within(page, spot, list(pieces(content, content.inward(spot.cursor))))


_PIECES = {"path with time variables": variables, "date pattern": patterns}


def _within(page: Page, spot: Spot, choices: list[Choice]) -> Iterator[Completion]:
    """Pieces of the text that is there."""
    content = spot.content()
    is_flow = style_of(page, spot) == "flow" and spot.place.style == "bare"
    for number, choice in enumerate(choices):
        text = plain(choice.parts, content)
        if is_flow and not _MOST_SPECIAL.isdisjoint(text):
            continue
        span = content.outward(choice.span)
        yield Completion(
            choice.label, choice.kind, choice.detail, choice.documentation, span, text, snippet(choice.parts, content),
            f"{number:03d}", choice.filter,
        )  # fmt: skip


def _whole(page: Page, spot: Spot, fact: Fact) -> Iterator[Completion]:
    if fact.is_object or fact.is_list or fact.type in _FREE:
        return
    style, place = style_of(page, spot), spot.place
    span = replaced(spot)
    as_text = spot.root in {"response", "list"}
    for number, (value, kind, detail, documentation) in enumerate(_choices(fact)):
        written = _requoted(scalar(value, style, as_text), value, place.style)
        parts: Parts = ((" " if place.needs_blank else "") + written + ("," if place.comma_after else ""),)
        label = literal(value)
        yield Completion(
            label, kind, detail, documentation, span, plain(parts, spot.host), snippet(parts, spot.host),
            f"{number:03d}", filtered(page, span, label), missing_comma(spot),
        )  # fmt: skip


def _requoted(written: str, value: Any, style: str) -> str:
    """A text in the quotes that stand there already."""
    if not isinstance(value, str) or written.startswith('"'):
        return written
    quote = {"json": '"', "double": '"', "single": "'"}.get(style, "")
    return f"{quote}{written}{quote}" if "'" not in written else written


Row = tuple[Any, Kind, str, str]


def _choices(fact: Fact) -> Iterator[Row]:
    if fact.type == "time zone":
        yield from _zones()
    elif fact.type == "key of a setting":
        yield from _settings()
    elif fact.words:
        for word in fact.words:
            yield word.value, "enum", word.title or summary(fact), marked(word.description)
    elif fact.type == "true or false":
        for value in (True, False):
            yield value, "enum", summary(fact), ""
    else:
        for example in fact.examples:
            yield example, "value", summary(fact), ""


@cache
def _zones() -> tuple[Row, ...]:
    first = ("GMT", "UTC")
    rest = sorted(id for id in ids() if id not in first and "/" in id and not id.startswith(("Etc/", "SystemV/")))
    return tuple((id, "constant", "time zone", "") for id in (*first, *rest))


@cache
def _settings() -> tuple[Row, ...]:
    level = level_of("map")
    fields = level.fields.values() if level is not None else ()
    return tuple((fact.key, "constant", summary(fact), marked(fact.description)) for fact in fields)
