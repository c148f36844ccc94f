"""What may be written at a cursor. Nothing in free text, and nothing in the value of a secret."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import UTC, datetime
from functools import cache
from typing import Any, NamedTuple

from ce_lint.dates.variable_parts import UNITS
from ce_lint.dates.zones import ids
from ce_lint.document.nodes import Span
from ce_lint.ide.completion_items import (
    Completion,
    Hole,
    Kind,
    Parts,
    Style,
    filtered,
    missing_comma,
    plain,
    quoted,
    replaced,
    scalar,
    snippet,
    style_of,
)
from ce_lint.ide.context import Spot, find
from ce_lint.ide.editor_document import Page
from ce_lint.ide.embedded import Host
from ce_lint.ide.fields import Fact, code, explained, level_of, literal, marked, placeholder, summary, words
from ce_lint.polling import written
from ce_lint.secrets.keys import Secrecy, secrecy

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
        yield from _all_zones(text, open_, start) if zone is None else _formats(open_, start + zone.end())


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


def _all_zones(text: str, open_: _Open, start: int) -> Iterator[Choice]:
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


_NUMBERS = frozenset({"number", "seconds", "minutes"})
_SHORT_LIST = 9


def complete(page: Page, offset: int) -> list[Completion]:
    """Whatever may be written at a cursor, the most likely first."""
    spot = find(page, offset)
    if spot is None or spot.level is None:
        return []
    if spot.place.role == "value":
        return list(values(page, spot))
    return list(_resource(page, spot) if spot.level.is_map else _keys(page, spot))


def _keys(page: Page, spot: Spot) -> Iterator[Completion]:
    level = spot.level
    if level is None:
        return
    style = style_of(page, spot)
    for number, fact in enumerate(level.fields.values()):
        if fact.key in spot.place.siblings or fact.read_only:
            continue
        rank = 1 if fact.required else 3 if fact.deprecated else 2
        value = () if spot.place.has_colon else _value(page, spot, fact, style)
        yield _key(page, spot, fact.key, value, summary(fact), explained(fact, _degree(spot, fact)))._replace(
            sort=f"{rank}{number:03d}", deprecated=fact.deprecated
        )


def _degree(spot: Spot, fact: Fact) -> Secrecy:
    if fact.type.startswith("key of"):
        return "no"
    return "yes" if spot.place.steps[-1:] == ("providerData",) else secrecy(fact.key)


def _key(page: Page, spot: Spot, key: str, value: Parts, detail: str, documentation: str) -> Completion:
    style, place = style_of(page, spot), spot.place
    name = _name(key, style, place.style)
    parts: Parts = (name, *value)
    if place.comma_after and not place.has_colon:
        parts = (*parts, ",")
    edits = () if place.has_colon else missing_comma(spot)
    span = replaced(spot)
    return Completion(
        key, "property", detail, documentation, span, plain(parts, spot.host), snippet(parts, spot.host), "",
        filtered(page, span, key), edits,
    )  # fmt: skip


def _name(key: str, style: Style, quotes: str) -> str:
    if style == "json" or quotes in {"json", "double"}:
        return f'"{key}"'
    return f"'{key}'" if quotes == "single" else key


def _value(page: Page, spot: Spot, fact: Fact, style: Style) -> Parts:
    """What follows a key: a colon, and a value of the right type to begin with."""
    if fact.is_object or fact.is_list:
        return _container(page, spot, fact.is_list, style)
    return (": ", *_scalar(fact, _degree(spot, fact), style, spot.root in {"response", "list"}))


def _container(page: Page, spot: Spot, is_list: bool, style: Style) -> Parts:
    if is_list:
        return (": [", Hole(), "]")
    if style == "block":
        return (":" + eol(page) + " " * ((spot.place.depth or 0) + 2), Hole())
    return (": {", Hole(), "}")


def eol(page: Page) -> str:
    """The line break of a text."""
    return "\r\n" if "\r\n" in page.text else "\n"


def _scalar(fact: Fact, degree: Secrecy, style: Style, as_text: bool) -> Parts:
    if degree != "no":
        return quoted(placeholder(fact.key), style)
    if 1 <= len(fact.words) <= _SHORT_LIST:
        return (Hole("", tuple(scalar(word.value, style, as_text) for word in fact.words)),)
    if fact.type == "true or false":
        return (Hole("", tuple(scalar(value, style, as_text) for value in (True, False))),)
    first = fact.examples[0] if fact.examples else fact.default
    if fact.type in _NUMBERS:
        return (Hole(scalar(0 if first is None else first, style, as_text)),)
    if fact.type == "any":
        return (Hole("null"),)
    return quoted(str(first or ""), style)


_PATTERN = "yyyy-MM-dd'T'HH:mm:ss'Z'"
_FIELDS = (
    ("url", "/hubs/crm/contacts?where=lastModified>='${gmtDate:" + _PATTERN + "}'"),
    ("idField", "id"),
)
_DATES = (
    ("updatedDateField", "lastModified"), ("updatedDateFormat", _PATTERN), ("updatedDateTimezone", "GMT"),
    ("createdDateField", "created"), ("createdDateFormat", _PATTERN), ("createdDateTimezone", "GMT"),
)  # fmt: skip


def _resource(page: Page, spot: Spot) -> Iterator[Completion]:
    """A whole resource of a poller map."""
    if spot.place.has_colon or (spot.place.style == "bare" and spot.key):
        return
    style = style_of(page, spot)
    value = _block(page, spot.place.depth or 0) if style == "block" else (": ", *_braces(style))
    documentation = "A resource with its URL, its id field and its dates: what to poll, and how to read its dates."
    yield _key(page, spot, "contacts", value, "a resource", documentation)._replace(
        label="resource", kind="snippet", sort="1"
    )


def _braces(style: Style) -> Parts:
    fields = _listed(_FIELDS, style)
    return ("{", *fields, f", {_name('datesConfiguration', style, '')}: {{", *_listed(_DATES, style), "}}")


def _listed(fields: tuple[tuple[str, str], ...], style: Style) -> Parts:
    parts: list[str | Hole] = []
    for number, (name, value) in enumerate(fields):
        parts += [(", " if number else "") + _name(name, style, "") + ": ", *quoted(value, style)]
    return tuple(parts)


def _block(page: Page, depth: int) -> Parts:
    break_ = eol(page)
    parts: list[str | Hole] = [":"]
    for name, value in _FIELDS:
        parts += [f"{break_}{' ' * (depth + 2)}{name}: ", *quoted(value, "block")]
    parts.append(f"{break_}{' ' * (depth + 2)}datesConfiguration:")
    for name, value in _DATES:
        parts += [f"{break_}{' ' * (depth + 4)}{name}: ", *quoted(value, "block")]
    return tuple(parts)
