"""The text that an editor shows for the key or value under the mouse. It never shows a value that may be a secret."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import NamedTuple

from ce_lint.dates.fill import fill
from ce_lint.dates.format import format_date
from ce_lint.dates.patterns import Token, find_error, is_milliseconds, tokenize
from ce_lint.dates.variables import TimeVariable, find_time_variables
from ce_lint.dates.zones import is_known_zone, is_utc, resolve_zone
from ce_lint.document.interval import DEFAULT_MINUTES, find_interval
from ce_lint.document.nodes import Span
from ce_lint.ide.context import CursorContext, find_context
from ce_lint.ide.editor_document import EditorDocument
from ce_lint.ide.fields import (
    ValueInfo,
    explain_field,
    explain_secret,
    find_values,
    format_code,
    format_keys,
)
from ce_lint.polling import format_moment
from ce_lint.secrets.keys import find_secret_kind
from ce_lint.secrets.redaction import find_first_secret
from ce_lint.util.scalars import format_scalar


class Hover(NamedTuple):
    """An explanation in Markdown, and the span it is about."""

    span: Span
    markdown: str


class Window(NamedTuple):
    """The time that a poll asks for: from the last poll to now."""

    last_poll: datetime
    now: datetime


def find_hover(editor: EditorDocument, offset: int, now: datetime) -> Hover | None:
    """The explanation of what the character after ``offset`` is part of; None where nothing is known of it.

    ``offset`` and the span of the answer are code points of the file. Times are shown as if the last poll was one
    interval before ``now``.
    """
    context = find_context(editor, offset, on_character=True)
    if context is None:
        return None
    if context.place.role == "value":
        inner = _explain_part(context, now)
        if inner is not None:
            return Hover(context.decode_token().to_file(inner.span), inner.markdown)
    return _explain_key(context)


def _explain_key(context: CursorContext) -> Hover | None:
    level = context.level
    if context.field is not None:
        explanation = explain_field(context.field, level)
        return Hover(context.span, "\n\n".join(filter(None, (_explain_value(context), explanation))))
    note = explain_secret(find_secret_kind(context.key), "<SECRET>", level)
    if not note or context.holder is None or context.holder.has_free_keys or context.key.startswith("event."):
        return None
    return Hover(context.span, f"**A setting of the element**\n\n{note}")


def _explain_value(context: CursorContext) -> str:
    """What is known of the value under the cursor, if it is one of those that its field may have; else empty."""
    value = _find_value(context)
    if value is None or not (value.title or value.description):
        return ""
    text = ". ".join(part for part in (value.title, format_keys(value.description)) if part)
    return f"**{format_code(format_scalar(value.value))}** {text}"


def _find_value(context: CursorContext) -> ValueInfo | None:
    if context.place.role != "value" or context.field is None:
        return None
    text = context.decode_token().text
    return next((one for one in context.field.values if format_scalar(one.value) == text), None)


# -- parts of a value: time variables of a URL, date patterns, time zones; spans count code points of the value


def _explain_part(context: CursorContext, now: datetime) -> Hover | None:
    type_ = context.field.type if context.field is not None else ""
    if type_ not in {"path with time variables", "date pattern", "time zone"}:
        return None
    content = context.decode_token()
    at = content.from_outer(context.cursor)
    interval = find_interval(context.document) if context.document is not None else DEFAULT_MINUTES
    window = Window(now - timedelta(minutes=interval), now)
    if type_ == "time zone":
        return _explain_zone(content.text, 0, window)
    if find_first_secret(content.text) is not None:
        return None
    if type_ == "date pattern":
        zone = context.place.siblings.get(context.key.replace("Format", "Timezone"), "") or "GMT"
        return _explain_pattern(content.text, at, 0, window, zone)
    return _explain_url(content.text, at, window)


def _explain_url(url: str, at: int, window: Window) -> Hover | None:
    for variable in find_time_variables(url):
        if variable.start <= at < variable.end:
            return _explain_variable(url, variable, at, window)
    return None


def _explain_variable(url: str, variable: TimeVariable, at: int, window: Window) -> Hover | None:
    """An explanation of the variable, after one of its format or zone if ``at`` is in it."""
    text = _describe_variable(url, variable, window)
    zone, format_ = variable.zone, variable.format
    inner: Hover | None = None
    if format_ is not None and at >= variable.format_start:
        inner = _explain_pattern(format_, at - variable.format_start, variable.format_start, window, zone or "GMT")
    elif zone is not None and variable.zone_start <= at <= variable.zone_start + len(zone):
        inner = _explain_zone(zone, variable.zone_start, window)
    if inner is None:
        return Hover(Span(variable.start, variable.end), text) if text else None
    return Hover(inner.span, f"{inner.markdown}\n\n{text}" if text else inner.markdown)


def _describe_variable(url: str, variable: TimeVariable, window: Window) -> str:
    """What a variable is, and what it is replaced by in a poll now; empty for one that is not the platform's."""
    known = find_values("variable").get(variable.name)
    if known is None:
        return ""
    text = f"**{format_code(known.title)}** {known.description}"
    raw = url[variable.start : variable.end]
    filled = raw if variable.error is not None else fill(raw, *window)
    return text if filled == raw else f"{text}\n\nIn a poll now: {format_code(filled)}"


def _explain_pattern(pattern: str, at: int, start: int, window: Window, zone: str) -> Hover | None:
    """The explanation of the letters at ``at`` of a pattern, which begins at ``start`` of the value."""
    if is_milliseconds(pattern):
        example = format_moment(pattern, window.last_poll, "GMT")
        text = f"Milliseconds since 1970, for example {format_code(example)}."
        return Hover(Span(start, start + len(pattern)), text)
    token = next((one for one in tokenize(pattern) if one.start <= at < one.end), None)
    text = _describe_token(token, window.last_poll, zone) if token is not None else ""
    if token is None or not text:
        return None
    example = format_moment(pattern, window.last_poll, zone)
    if example:
        text += f"\n\nThe whole pattern, if the last poll was one interval ago: {format_code(example)}"
    return Hover(Span(start + token.start, start + token.end), text)


def _describe_token(token: Token, moment: datetime, zone: str) -> str:
    if token.kind == "literal":
        return "Literal text." if token.text.startswith("'") else ""
    letter = find_values("letter").get(token.text[0])
    if letter is None or token.kind != "field":
        return ""
    example = (
        ""
        if find_error(token.text)
        else f" Example: {format_code(format_date(token.text, moment, resolve_zone(zone)))}"
    )
    return f"**{format_code(token.text[:8])}** {letter.description}.{example}"


def _explain_zone(zone: str, start: int, window: Window) -> Hover | None:
    """What Java makes of a time zone id, which begins at ``start`` of the value."""
    if not zone.strip():
        return None
    span = Span(start, start + len(zone))
    if is_utc(zone):
        return Hover(span, "**Time zone** GMT, without an offset.")
    if not is_known_zone(zone):
        return Hover(span, "**Time zone** Java does not know this time zone; it falls back to GMT.")
    found = resolve_zone(zone)
    local = format_date("yyyy-MM-dd HH:mm", window.now, found)
    offset = format_date("XXX", window.now, found).replace("Z", "+00:00")
    is_java_id = found.minutes is None and found.source != found.id
    meaning = f" (Java's id for {format_code(found.source)})" if is_java_id else ""
    return Hover(span, f"**Time zone** {format_code(found.id)}{meaning}: now {local}, GMT{offset}.")
