"""What an editor writes between the lines: the URL that will be called, and an interval in hours."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime, timedelta
from typing import NamedTuple

from ce_lint.checks.events import read_minutes
from ce_lint.dates.fill import pieces
from ce_lint.document.document import Document
from ce_lint.document.kinds import is_resource
from ce_lint.document.nodes import Span
from ce_lint.ide.editor_document import Page
from ce_lint.ide.fields import code
from ce_lint.ide.outline import Branch, roots
from ce_lint.polling import INTERVAL_KEY
from ce_lint.secrets.hidden import hidden_from

_LONGEST = 80
_HOUR, _DAY = 60, 24 * 60
_LONGEST_INTERVAL = 10**7


class Hint(NamedTuple):
    """A text behind the character before ``offset``."""

    offset: int
    text: str
    tooltip: str


def hints(page: Page, span: Span, now: datetime) -> list[Hint]:
    """The hints whose place is within ``span``, as if the last poll was one interval before ``now``."""
    found: list[Hint] = []
    for document, branch in roots(page):
        if not document.has_broken_strings:
            found += [*_interval(document), *_urls(page, document, branch, now)]
    return [hint for hint in sorted(found) if span.start <= hint.offset <= span.end]


def _interval(document: Document) -> Iterator[Hint]:
    value = document.settings.get(INTERVAL_KEY)
    count = read_minutes(value) if value is not None else None
    if count is not None and _HOUR <= count <= _LONGEST_INTERVAL:
        offset = document.locate(document.setting(INTERVAL_KEY)).end
        yield Hint(offset, f"= {spoken(count)}", "The time between two polls.")


def spoken(count: int) -> str:
    """Minutes in days, hours and minutes."""
    days, rest = divmod(count, _DAY)
    hours, rest = divmod(rest, _HOUR)
    parts = [f"{number} {unit}" for number, unit in ((days, "d"), (hours, "h"), (rest, "min")) if number]
    return " ".join(parts)


def _urls(page: Page, document: Document, root: Branch, now: datetime) -> Iterator[Hint]:
    last = now - timedelta(minutes=page.interval(document))
    for branch in root.all():
        if branch.safe and is_resource(branch.value):
            url = next(below for below in branch.below() if below.step == "url") if "url" in branch.value else None
            text = _filled(url.value, last, now) if url is not None and isinstance(url.value, str) else ""
            if url is not None and text:
                yield Hint(url.span.end, f"→ {shortened(text)}", f"A poll of now would call:\n\n{code(text)}")


def _filled(url: str, last: datetime, now: datetime) -> str:
    """The URL that would be called; empty where nothing would be filled in, or a secret may stand in it."""
    if "${" not in url or hidden_from(url) is not None:
        return ""
    found = pieces(url, last, now)
    text = "".join(piece.text for piece in found)
    return text if any(piece.filled for piece in found) and hidden_from(text) is None and text.isprintable() else ""


def shortened(url: str) -> str:
    """The end of a long URL: there its times stand."""
    return url if len(url) <= _LONGEST else "…" + url[-_LONGEST + 1 :]
