"""What may be written at a cursor. Nothing in free text, and nothing in the value of a secret."""

from __future__ import annotations

from collections.abc import Iterator

from ce_lint.assist.complete_values import values
from ce_lint.assist.completion import (
    Completion,
    Hole,
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
from ce_lint.assist.facts import Fact
from ce_lint.assist.page import Page
from ce_lint.assist.spot import Spot, find
from ce_lint.assist.words import explained, placeholder, summary
from ce_lint.values.secret_keys import Secrecy, secrecy

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
