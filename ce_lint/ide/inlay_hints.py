"""The inlay hints of an editor: the URL that will be called, and a long refresh interval in hours."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime, timedelta
from typing import NamedTuple

from ce_lint.dates.fill import fill_pieces
from ce_lint.document.document import Document
from ce_lint.document.interval import INTERVAL_KEY, find_interval, parse_minutes
from ce_lint.document.kinds import is_resource
from ce_lint.document.nodes import Span
from ce_lint.ide.editor_document import EditorDocument
from ce_lint.ide.fields import format_code
from ce_lint.ide.outline import OutlineItem, find_roots
from ce_lint.secrets.redaction import find_first_secret

_LONGEST_URL = 80
_HOUR, _DAY = 60, 24 * 60
_LONGEST_INTERVAL = 10**7


class InlayHint(NamedTuple):
    """A text to show at ``offset`` of the file, after the character before it. ``tooltip`` is Markdown."""

    offset: int
    text: str
    tooltip: str


def find_hints(editor: EditorDocument, span: Span, now: datetime) -> list[InlayHint]:
    """The hints within ``span``, in the order of the text, as if the last poll was one interval before ``now``."""
    hints: list[InlayHint] = []
    for document, root in find_roots(editor):
        if not document.has_broken_strings:
            hints += [*_hint_interval(document), *_hint_urls(document, root, now)]
    return [hint for hint in sorted(hints) if span.start <= hint.offset <= span.end]


def _hint_interval(document: Document) -> Iterator[InlayHint]:
    minutes = parse_minutes(document.settings.get(INTERVAL_KEY))
    if minutes is not None and _HOUR <= minutes <= _LONGEST_INTERVAL:
        offset = document.locate(document.setting(INTERVAL_KEY)).end
        yield InlayHint(offset, f"= {format_minutes(minutes)}", "The time between two polls.")


def format_minutes(minutes: int) -> str:
    """Minutes in days, hours and minutes: "1 h 30 min"."""
    days, rest = divmod(minutes, _DAY)
    hours, rest = divmod(rest, _HOUR)
    parts = [f"{number} {unit}" for number, unit in ((days, "d"), (hours, "h"), (rest, "min")) if number]
    return " ".join(parts)


def _hint_urls(document: Document, root: OutlineItem, now: datetime) -> Iterator[InlayHint]:
    last_poll = now - timedelta(minutes=find_interval(document))
    for item in root.walk():
        if not item.has_safe_keys or not is_resource(item.value):
            continue
        url = next((child for child in item.list_children() if child.step == "url"), None)
        filled = _fill_url(url.value, last_poll, now) if url is not None and isinstance(url.value, str) else ""
        if url is not None and filled:
            tooltip = f"A poll now would call:\n\n{format_code(filled)}"
            yield InlayHint(url.span.end, f"→ {_shorten_url(filled)}", tooltip)


def _fill_url(url: str, last_poll: datetime, now: datetime) -> str:
    """The URL that would be called; empty if it has nothing to fill in, or may hold a secret."""
    if "${" not in url or find_first_secret(url) is not None:
        return ""
    filled = fill_pieces(url, last_poll, now)
    text = "".join(piece.text for piece in filled)
    is_shown = any(piece.is_filled for piece in filled) and find_first_secret(text) is None and text.isprintable()
    return text if is_shown else ""


def _shorten_url(url: str) -> str:
    """The end of a long URL, where its times are."""
    return url if len(url) <= _LONGEST_URL else "…" + url[-_LONGEST_URL + 1 :]
