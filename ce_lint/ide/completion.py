"""The completions at a cursor: keys, values, and pieces of time variables and date patterns.

There are none for free text, nor for the value of a secret.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import UTC, datetime
from functools import cache
from typing import Any, NamedTuple

from ce_lint.dates.variable_parts import UNITS
from ce_lint.dates.zones import list_zone_ids
from ce_lint.document.lines import detect_newline
from ce_lint.document.nodes import Span
from ce_lint.ide.completion_items import (
    Completion,
    CompletionKind,
    Gap,
    Notation,
    Parts,
    find_notation,
    find_replaced_span,
    insert_missing_comma,
    make_filter,
    make_string_gap,
    write_scalar,
)
from ce_lint.ide.context import CursorContext, find_context
from ce_lint.ide.editor_document import EditorDocument
from ce_lint.ide.embedded import EmbeddedText
from ce_lint.ide.fields import (
    FieldInfo,
    explain_field,
    find_object,
    find_values,
    format_code,
    format_keys,
    make_placeholder,
    summarize,
)
from ce_lint.polling import format_moment
from ce_lint.secrets.keys import SecretLevel, find_secret_level
from ce_lint.util.scalars import format_scalar

_BREAK = re.compile(r"[\r\n]")


def complete(editor: EditorDocument, offset: int) -> list[Completion]:
    """The completions at ``offset``, in code points of the file, the most likely first.

    Each replaces a part of one line, as LSP demands.
    """
    context = find_context(editor, offset)
    if context is None or context.holder is None:
        return []
    if context.place.role == "value":
        found = _complete_value(editor, context)
    else:
        found = (_complete_resource if context.holder.has_free_keys else _complete_key)(editor, context)
    return [one for one in found if _BREAK.search(editor.text, *one.span) is None]


# -- keys

_NUMBERS = frozenset({"number", "seconds", "minutes"})
_MOST_CHOICES = 9


def _complete_key(editor: EditorDocument, context: CursorContext) -> Iterator[Completion]:
    holder = context.holder
    for number, field in enumerate(holder.fields.values() if holder is not None else ()):
        if field.key in context.place.siblings or field.is_read_only:
            continue
        rank = 1 if field.is_required else 3 if field.is_deprecated else 2
        value = () if context.place.has_colon else _begin_value(editor, context, field)
        documentation = explain_field(field, _find_level(context, field))
        yield _make_key(editor, context, field.key, value, summarize(field), documentation)._replace(
            sort=f"{rank}{number:03d}", is_deprecated=field.is_deprecated
        )


def _find_level(context: CursorContext, field: FieldInfo) -> SecretLevel:
    if field.type.startswith("key of"):
        return "no"
    return "yes" if context.place.route[-1:] == ("providerData",) else find_secret_level(field.key)


def _make_key(
    editor: EditorDocument, context: CursorContext, key: str, value: Parts, detail: str, documentation: str
) -> Completion:
    place = context.place
    parts: Parts = (_write_key(key, find_notation(editor, context), place.style), *value)
    if place.needs_comma_after and not place.has_colon:
        parts = (*parts, ",")
    span = find_replaced_span(context)
    filter_ = make_filter(editor, span, key)
    edits = () if place.has_colon else insert_missing_comma(context)
    return Completion(key, "property", detail, documentation, span, parts, context.text, "", filter_, edits)


def _write_key(key: str, notation: Notation, style: str = "") -> str:
    """A key, in the quotes that are already there (``style``) or that its notation wants."""
    if notation == "json" or style in {"json", "double"}:
        return f'"{key}"'
    return f"'{key}'" if style == "single" else key


def _begin_value(editor: EditorDocument, context: CursorContext, field: FieldInfo) -> Parts:
    """What is written after a new key: a colon, and a value of the right type to begin with."""
    notation = find_notation(editor, context)
    if field.is_array:
        return (": [", Gap(), "]")
    if field.is_object and notation == "block":
        return (":" + detect_newline(editor.text) + " " * ((context.place.indent or 0) + 2), Gap())
    if field.is_object:
        return (": {", Gap(), "}")
    as_string = context.kind in {"response", "list"}
    return (": ", *_begin_scalar(field, _find_level(context, field), notation, as_string))


def _begin_scalar(field: FieldInfo, level: SecretLevel, notation: Notation, as_string: bool) -> Parts:
    if level != "no":
        return make_string_gap(make_placeholder(field.key), notation)
    if 1 <= len(field.values) <= _MOST_CHOICES:
        return (Gap("", tuple(write_scalar(one.value, notation, as_string) for one in field.values)),)
    if field.type == "boolean":
        return (Gap("", tuple(write_scalar(value, notation, as_string) for value in (True, False))),)
    first = field.examples[0] if field.examples else field.default
    if field.type in _NUMBERS:
        return (Gap(write_scalar(0 if first is None else first, notation, as_string)),)
    if field.type == "any":
        return (Gap("null"),)
    return make_string_gap(str(first or ""), notation)


# -- whole resources of a poller map

_USUAL_FORMAT = "yyyy-MM-dd'T'HH:mm:ss'Z'"
_RESOURCE_FIELDS = (
    ("url", "/hubs/crm/contacts?where=lastModified>='${gmtDate:" + _USUAL_FORMAT + "}'"),
    ("idField", "id"),
)
_RESOURCE_DATES = (
    ("updatedDateField", "lastModified"), ("updatedDateFormat", _USUAL_FORMAT), ("updatedDateTimezone", "GMT"),
    ("createdDateField", "created"), ("createdDateFormat", _USUAL_FORMAT), ("createdDateTimezone", "GMT"),
)  # fmt: skip


def _complete_resource(editor: EditorDocument, context: CursorContext) -> Iterator[Completion]:
    place = context.place
    if place.has_colon or (place.style == "bare" and context.key):
        return
    notation = find_notation(editor, context)
    if notation == "block":
        value = _write_resource_lines(detect_newline(editor.text) + " " * (place.indent or 0))
    else:
        value = _write_resource_object(notation)
    documentation = "A resource with its URL, its id field, and the fields and formats of its dates."
    yield _make_key(editor, context, "contacts", value, "a resource", documentation)._replace(
        label="resource", kind="snippet", sort="1"
    )


def _write_resource_object(notation: Notation) -> Parts:
    fields, dates = _write_pairs(_RESOURCE_FIELDS, notation), _write_pairs(_RESOURCE_DATES, notation)
    return (": {", *fields, f", {_write_key('datesConfiguration', notation)}: {{", *dates, "}}")


def _write_pairs(pairs: tuple[tuple[str, str], ...], notation: Notation) -> Parts:
    parts: list[str | Gap] = []
    for number, (key, value) in enumerate(pairs):
        parts += [(", " if number else "") + _write_key(key, notation) + ": ", *make_string_gap(value, notation)]
    return tuple(parts)


def _write_resource_lines(line_start: str) -> Parts:
    parts: list[str | Gap] = [":"]
    for key, value in _RESOURCE_FIELDS:
        parts += [f"{line_start}  {key}: ", *make_string_gap(value, "block")]
    parts.append(f"{line_start}  datesConfiguration:")
    for key, value in _RESOURCE_DATES:
        parts += [f"{line_start}    {key}: ", *make_string_gap(value, "block")]
    return tuple(parts)


# -- values

_COMPLETED_STYLES = frozenset({"json", "single", "double", "plain", "bare"})
_FREE_TYPES = frozenset({"URL", "field", "comma-separated names"})
_SPECIAL_IN_FLOW = frozenset("{}[],")


def _complete_value(editor: EditorDocument, context: CursorContext) -> Iterator[Completion]:
    field, place = context.field, context.place
    if field is None or context.level != "no" or place.style not in _COMPLETED_STYLES:
        return
    complete_piece = _PIECES.get(field.type)
    if complete_piece is None or place.token.start == place.token.end:
        yield from _complete_whole_value(editor, context, field)
        return
    content = context.decode_token()
    if content.starts_character(context.cursor):
        pieces = complete_piece(content.text, content.from_outer(context.cursor))
        yield from _complete_pieces(editor, context, content, pieces)


def _complete_pieces(
    editor: EditorDocument, context: CursorContext, content: EmbeddedText, pieces: Iterator[Piece]
) -> Iterator[Completion]:
    is_plain_in_flow = find_notation(editor, context) == "flow" and context.place.style == "bare"
    for number, piece in enumerate(pieces):
        label, kind, detail, documentation, span, parts, filter_ = piece
        sort = f"{number:03d}"
        one = Completion(label, kind, detail, documentation, content.to_file(span), parts, content, sort, filter_)
        if not is_plain_in_flow or _SPECIAL_IN_FLOW.isdisjoint(one.text):
            yield one


def _complete_whole_value(editor: EditorDocument, context: CursorContext, field: FieldInfo) -> Iterator[Completion]:
    if field.is_object or field.is_array or field.type in _FREE_TYPES:
        return
    notation, place = find_notation(editor, context), context.place
    span = find_replaced_span(context)
    as_string = context.kind in {"response", "list"}
    for number, (value, kind, detail, documentation) in enumerate(_list_values(field)):
        written = _keep_quotes(write_scalar(value, notation, as_string), value, place.style)
        parts: Parts = ((" " if place.needs_space else "") + written + ("," if place.needs_comma_after else ""),)
        label, sort = format_scalar(value), f"{number:03d}"
        filter_ = make_filter(editor, span, label)
        edits = insert_missing_comma(context)
        yield Completion(label, kind, detail, documentation, span, parts, context.text, sort, filter_, edits)


def _keep_quotes(written: str, value: Any, style: str) -> str:
    """A string in the quotes that are already there."""
    if not isinstance(value, str) or written.startswith('"'):
        return written
    quote = {"json": '"', "double": '"', "single": "'"}.get(style, "")
    return f"{quote}{written}{quote}" if "'" not in written else written


Row = tuple[Any, CompletionKind, str, str]
"""A value, its kind, a detail and a documentation."""


def _list_values(field: FieldInfo) -> Iterator[Row]:
    if field.type == "time zone":
        yield from _list_zones()
    elif field.type == "key of a setting":
        yield from _list_settings()
    elif field.values:
        for one in field.values:
            yield one.value, "enum", one.title or summarize(field), format_keys(one.description)
    elif field.type == "boolean":
        for value in (True, False):
            yield value, "enum", summarize(field), ""
    else:
        for example in field.examples:
            yield example, "value", summarize(field), ""


@cache
def _list_zones() -> tuple[Row, ...]:
    first = ("GMT", "UTC")
    rest = sorted(
        id for id in list_zone_ids() if id not in first and "/" in id and not id.startswith(("Etc/", "SystemV/"))
    )
    return tuple((id, "constant", "time zone", "") for id in (*first, *rest))


@cache
def _list_settings() -> tuple[Row, ...]:
    configuration = find_object("map")
    fields = configuration.fields.values() if configuration is not None else ()
    return tuple((field.key, "constant", summarize(field), format_keys(field.description)) for field in fields)


# -- pieces of a value: time variables of a URL, date patterns

_EXAMPLE_TIME = datetime(2026, 11, 23, 13, 45, 0, tzinfo=UTC)
_OPEN_VARIABLE = re.compile(r"\$(?:(\{)([^${}]*))?\Z")
_TO_BRACE = re.compile(r"[^${}]*\}")
_LETTERS = re.compile(r"[A-Za-z]*")
_ZONE = re.compile(r"(?:(?:GMT|UTC)?[+-]\d{1,2}(?::\d{2})?|[^:]*):")
_WITH_ZONE = frozenset({"dateTimeZone", "nowTimeZone"})
_WITH_FORMAT = frozenset({"gmtDate", "date"})
_UNIT_NAMES = {"s": "seconds", "ms": "milliseconds", "us": "microseconds"}
_LONGEST_VARIABLE = 200


class Piece(NamedTuple):
    """A completion of a part of a string. ``span`` counts code points of the decoded string."""

    label: str
    kind: CompletionKind
    detail: str
    documentation: str
    span: Span
    parts: Parts
    filter: str


class _OpenVariable(NamedTuple):
    """The time variable that the cursor is in.

    ``start`` is the offset after ``${``, or after ``$`` where the brace is missing; ``before_cursor`` the text from
    there to the cursor. ``closing`` is the offset of the closing brace, or None where it is missing.
    """

    start: int
    before_cursor: str
    has_brace: bool
    cursor: int
    closing: int | None

    @property
    def end(self) -> int:
        return self.cursor if self.closing is None else self.closing

    @property
    def missing_brace(self) -> str:
        return "}" if self.closing is None else ""


def _complete_variable(url: str, cursor: int) -> Iterator[Piece]:
    found = _OPEN_VARIABLE.search(url, max(0, cursor - _LONGEST_VARIABLE), cursor)
    if found is None:
        return
    has_brace = found[1] is not None
    closed = _TO_BRACE.match(url, cursor) if has_brace else None
    before = found[2] or ""
    variable = _OpenVariable(cursor - len(before), before, has_brace, cursor, closed.end() - 1 if closed else None)
    name, colon, rest = before.partition(":")
    start = variable.start + len(name) + 1
    if not colon:
        yield from _complete_name(url, variable)
    elif name in _WITH_FORMAT:
        yield from _complete_format(variable, start)
    elif name == "epoch":
        yield from _complete_unit(variable, start)
    elif name in _WITH_ZONE:
        zone = _ZONE.match(rest)
        yield from (
            _complete_zone(url, variable, start) if zone is None else _complete_format(variable, start + zone.end())
        )


def _complete_name(url: str, variable: _OpenVariable) -> Iterator[Piece]:
    letters = _LETTERS.match(url, variable.cursor)
    end = letters.end() if letters and variable.has_brace else variable.cursor
    has_rest = variable.closing is not None and url[end : end + 1] == ":"
    if variable.closing is not None and not has_rest:
        end = variable.closing
    for one in find_values("variable").values():
        name = str(one.value)
        rest: Parts = () if has_rest else _begin_rest(name)
        head = name if variable.has_brace else "{" + name
        parts = (head, *rest, variable.missing_brace)
        yield Piece(name, "constant", one.title, one.description, Span(variable.start, end), parts, head)


def _begin_rest(name: str) -> Parts:
    """What follows the name of a variable."""
    if name in _WITH_FORMAT:
        return (":", Gap(_USUAL_FORMAT))
    return (":", Gap("GMT"), ":", Gap(_USUAL_FORMAT)) if name in _WITH_ZONE else ()


def _complete_format(variable: _OpenVariable, start: int) -> Iterator[Piece]:
    for pattern in _list_patterns():
        yield _make_pattern(pattern, Span(start, variable.end), variable.missing_brace)


def _complete_unit(variable: _OpenVariable, start: int) -> Iterator[Piece]:
    span = Span(start, variable.end)
    for unit in UNITS:
        yield Piece(unit, "enum", f"{_UNIT_NAMES[unit]} since 1970", "", span, (unit + variable.missing_brace,), unit)


def _complete_zone(url: str, variable: _OpenVariable, start: int) -> Iterator[Piece]:
    colon = url.find(":", variable.cursor, variable.end)
    span = Span(start, colon if colon >= 0 else variable.end)
    rest: Parts = () if colon >= 0 else (":", Gap(_USUAL_FORMAT))
    for id in ("GMT", *sorted(id for id in list_zone_ids() if "/" in id and not id.startswith("Etc/"))):
        yield Piece(id, "constant", "time zone", "", span, (id, *rest, variable.missing_brace), id)


def _list_patterns() -> tuple[str, ...]:
    """The usual date patterns."""
    resource = find_object("poller")
    for step in ("resource", "datesConfiguration"):
        resource = resource.find_child(step) if resource is not None else None
    return tuple(map(str, resource.fields["updatedDateFormat"].examples)) if resource is not None else ()


def _complete_pattern(pattern: str, cursor: int) -> Iterator[Piece]:
    """Whole patterns in place of ``pattern``, and letters in place of the run of one letter at the cursor."""
    for usual in _list_patterns():
        yield _make_pattern(usual, Span(0, len(pattern)), "")
    if pattern[:cursor].count("'") % 2:
        return
    start = end = cursor
    while start > 0 and pattern[start - 1].isalpha() and pattern[start - 1] == pattern[cursor - 1]:
        start -= 1
    while start < cursor and end < len(pattern) and pattern[end] == pattern[cursor - 1]:
        end += 1
    for one in find_values("letter").values():
        yield Piece(one.title, "value", one.description, "", Span(start, end), (one.title,), one.title)


def _make_pattern(pattern: str, span: Span, after: str) -> Piece:
    example = format_moment(pattern, _EXAMPLE_TIME, "GMT")
    return Piece(pattern, "value", example, f"For example {format_code(example)}.", span, (pattern + after,), pattern)


_PIECES = {"path with time variables": _complete_variable, "date pattern": _complete_pattern}
