"""What an editor says of the word under the mouse. It never shows a value that may be a secret."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import NamedTuple

from ce_lint.dates.fill import fill
from ce_lint.dates.format import format_date
from ce_lint.dates.patterns import Token, find_error, is_milliseconds, tokens
from ce_lint.dates.variables import TimeVariable, time_variables
from ce_lint.dates.zones import is_known, is_utc, resolve
from ce_lint.document.nodes import Span
from ce_lint.ide.context import Spot, find
from ce_lint.ide.editor_document import Page
from ce_lint.ide.fields import Word, code, explained, literal, marked, secret_note, words
from ce_lint.polling import DEFAULT_MINUTES, written
from ce_lint.secrets.hidden import hidden_from
from ce_lint.secrets.keys import kind


class Note(NamedTuple):
    """An explanation, and what of the value it is about."""

    span: Span
    markdown: str


class Window(NamedTuple):
    """The time that a poll asks for: from the last poll to now."""

    last: datetime
    now: datetime


def in_url(url: str, at: int, window: Window) -> Note | None:
    """Of the time variable that stands at a place of a URL."""
    for variable in time_variables(url):
        if variable.start <= at < variable.end:
            return _in_variable(url, variable, at, window)
    return None


def _in_variable(url: str, variable: TimeVariable, at: int, window: Window) -> Note | None:
    whole = Span(variable.start, variable.end)
    about = of_variable(url, variable, window)
    if variable.format is not None and at >= variable.format_start:
        inner = in_pattern(variable.format, at - variable.format_start, variable.format_start, window, variable.zone)
        return _joined(inner, about, whole)
    if variable.zone is not None and variable.zone_start <= at <= variable.zone_start + len(variable.zone):
        span = Span(variable.zone_start, variable.zone_start + len(variable.zone))
        return _joined(of_zone(variable.zone, span, window), about, whole)
    return Note(whole, about) if about else None


def _joined(note: Note | None, about: str, whole: Span) -> Note | None:
    if note is None:
        return Note(whole, about) if about else None
    return note._replace(markdown=f"{note.markdown}\n\n{about}" if about else note.markdown)


def of_variable(url: str, variable: TimeVariable, window: Window) -> str:
    """What a variable is, and what it would be in a poll of now; empty where it is none of the platform's."""
    word = words("variable").get(variable.name)
    if word is None:
        return ""
    said = f"**{code(word.title)}** {word.description}"
    if variable.error is not None:
        return said
    filled = fill(url[variable.start : variable.end], *window)
    return said if filled == url[variable.start : variable.end] else f"{said}\n\nIn a poll of now: {code(filled)}"


def in_pattern(pattern: str, at: int, start: int, window: Window, zone: str | None = None) -> Note | None:
    """Of the letters that stand at a place of a pattern, and of the pattern as a whole.

    ``start`` is where the pattern begins in its value.
    """
    if is_milliseconds(pattern):
        said = f"Milliseconds since 1970, such as {code(written(pattern, window.last, 'GMT'))}."
        return Note(Span(start, start + len(pattern)), said)
    for token in tokens(pattern):
        if token.start <= at < token.end:
            said = _of_token(token, window.last, zone or "GMT")
            span = Span(start + token.start, start + token.end)
            return Note(span, f"{said}\n\n{_whole(pattern, window.last, zone or 'GMT')}".strip()) if said else None
    return None


def _of_token(token: Token, moment: datetime, zone: str) -> str:
    if token.kind == "literal":
        return "Text that is written as it stands." if token.text.startswith("'") else ""
    word = words("letter").get(token.text[0])
    if word is None or token.kind != "field":
        return ""
    example = "" if find_error(token.text) else f" Here: {code(format_date(token.text, moment, resolve(zone)))}"
    return f"**{code(token.text[:8])}** {word.description}.{example}"


def _whole(pattern: str, moment: datetime, zone: str) -> str:
    example = written(pattern, moment, zone)
    return f"The whole pattern, for a last poll of one interval ago: {code(example)}" if example else ""


def of_zone(zone: str, span: Span, window: Window) -> Note | None:
    """Of a time zone: what Java makes of it."""
    if not zone.strip():
        return None
    if is_utc(zone):
        return Note(span, "**Time zone** GMT: the clock without an offset.")
    if not is_known(zone):
        return Note(span, "**Time zone** Java does not know this id, and silently takes GMT for it.")
    found = resolve(zone)
    there = format_date("yyyy-MM-dd HH:mm", window.now, found)
    offset = format_date("XXX", window.now, found).replace("Z", "+00:00")
    known = f" (Java's id for {code(found.source)})" if found.minutes is None and found.source != found.id else ""
    return Note(span, f"**Time zone** {code(found.id)}{known}: now {there}, GMT{offset}.")


class Hover(NamedTuple):
    """An explanation, and what it is about."""

    span: Span
    markdown: str


def hover(page: Page, offset: int, now: datetime) -> Hover | None:
    """What there is to say of the character behind ``offset``; None where there is nothing.

    Times are shown as if the last poll was one interval before ``now``.
    """
    spot = find(page, offset, on=True)
    if spot is None:
        return None
    if spot.place.role == "value":
        note = _in_value(page, spot, now)
        if note is not None:
            return Hover(spot.content().outward(note.span), note.markdown)
    return _of_key(spot)


def _of_key(spot: Spot) -> Hover | None:
    degree = spot.secrecy
    if spot.fact is not None:
        return Hover(spot.span, _with_word(spot, explained(spot.fact, degree)))
    note = secret_note(kind(spot.key), "<SECRET>", degree)
    if not note or spot.level is None or spot.level.is_map or spot.key.startswith("event."):
        return None
    return Hover(spot.span, f"**A setting of the element**\n\n{note}")


def _with_word(spot: Spot, markdown: str) -> str:
    """An explanation with what is known of the value that stands there, where it is one of a few words."""
    word = _word(spot)
    if word is None or not (word.title or word.description):
        return markdown
    said = ". ".join(part for part in (word.title, marked(word.description)) if part)
    return f"**{code(literal(word.value))}** {said}\n\n{markdown}"


def _word(spot: Spot) -> Word | None:
    if spot.place.role != "value" or spot.fact is None:
        return None
    text = spot.content().text
    return next((word for word in spot.fact.words if literal(word.value) == text), None)


def _in_value(page: Page, spot: Spot, now: datetime) -> Note | None:
    type_ = spot.fact.type if spot.fact is not None else ""
    if type_ not in {"path with time variables", "date pattern", "time zone"}:
        return None
    content = spot.content()
    at = content.inward(spot.cursor)
    window = _window(page, spot, now)
    if type_ == "time zone":
        return of_zone(content.text, Span(0, len(content.text)), window)
    if hidden_from(content.text) is not None:
        return None
    if type_ == "date pattern":
        return in_pattern(content.text, at, 0, window, _zone_beside(spot))
    return in_url(content.text, at, window)


def _zone_beside(spot: Spot) -> str:
    return spot.place.siblings.get(spot.key.replace("Format", "Timezone"), "") or "GMT"


def _window(page: Page, spot: Spot, now: datetime) -> Window:
    interval = page.interval(spot.document) if spot.document is not None else DEFAULT_MINUTES
    return Window(now - timedelta(minutes=interval), now)
