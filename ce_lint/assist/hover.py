"""What an editor says of the word under the mouse. It never shows a value that may be a secret."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import NamedTuple

from ce_lint.assist.facts import Word
from ce_lint.assist.hover_dates import Note, Window, in_pattern, in_url, of_zone
from ce_lint.assist.page import Page
from ce_lint.assist.spot import Spot, find
from ce_lint.assist.words import code, explained, literal, marked, secret_note
from ce_lint.document.node import Span
from ce_lint.polls import DEFAULT_MINUTES
from ce_lint.values.hidden import hidden_from
from ce_lint.values.secret_keys import kind


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
