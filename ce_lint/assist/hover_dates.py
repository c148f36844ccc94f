"""What is said of date patterns, time zones and time variables: their meaning, and what they would be now."""

from __future__ import annotations

from datetime import datetime
from typing import NamedTuple

from ce_lint.assist.facts import words
from ce_lint.assist.words import code
from ce_lint.document.node import Span
from ce_lint.polls import written
from ce_lint.values.date_format import format_date
from ce_lint.values.date_pattern import Token, fault, is_milliseconds, tokens
from ce_lint.values.time_fill import fill
from ce_lint.values.time_variable import TimeVariable, time_variables
from ce_lint.values.time_zone import is_known, is_utc, resolve


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
    if variable.fault is not None:
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
    example = "" if fault(token.text) else f" Here: {code(format_date(token.text, moment, resolve(zone)))}"
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
