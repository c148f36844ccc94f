"""The URL that a poller calls."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import ClassVar

from ce_lint.checks.base import cut_around, find_difference
from ce_lint.checks.polling.pieces import Piece, PollerCheck, collect_urls, find_variables
from ce_lint.dates.variables import TimeVariable
from ce_lint.document.changes import Part
from ce_lint.document.document import Document
from ce_lint.secrets.placeholders import has_placeholder, is_placeholder
from ce_lint.secrets.redaction import is_harmless
from ce_lint.util.nearest import nearest
from ce_lint.violation import Finding


def has_url_placeholder(url: str) -> bool:
    """Whether a URL is a placeholder, or contains one outside of its time variables and path variables."""
    if url[:1] != "/" and is_placeholder(url):
        return True
    if url[:1] in "<":
        return True
    has_marks = "<" in url or "{{" in url or "%{" in url or "#{" in url
    return has_marks and has_placeholder(_remove_variables(url))


_BRACES = re.compile(r"(?<![%#])\$?\{[^{}]*\}")


def _remove_variables(url: str) -> str:
    """A URL without its time variables and path variables."""
    return _BRACES.sub("", url) if "{{" not in url else url


class InvalidPollerUrl(PollerCheck):
    """Poller URLs that are not a path from the root with at most one query."""

    name: ClassVar[str] = "invalid-poller-url"

    def find(self, document: Document) -> Iterator[Finding]:
        for piece in collect_urls(document):
            if piece.text.strip() and not has_url_placeholder(piece.text):
                yield from self._check(piece)

    @staticmethod
    def _check(piece: Piece) -> Iterator[Finding]:
        url = piece.text
        bare = url.strip()
        if bare != url:
            at = url.index(bare)
            part = (0, at) if at else (len(bare), len(url))
            message = "The poller URL has leading or trailing whitespace"
            yield piece.mark(*part, message, "Delete the whitespace.", *cut_around(url, bare))
        elif not url.startswith("/"):
            yield piece.mark_all(
                "The poller URL must be a path that begins with `/`",
                "Write a path such as `/hubs/crm/contacts?where=…`.",
            )
        if empty := _EMPTY_WHERE.search(url):
            yield piece.mark(
                *empty.span(1),
                "The condition after `where=` is missing",
                "Add a condition after `where=`, or remove `where=`.",
            )
        masked = _mask(url) if url.count("?") > 1 else ""
        if masked.count("?") > 1:
            at = masked.index("?", masked.index("?") + 1)
            yield piece.mark(
                at, at + 1, "The poller URL contains more than one `?`", "Replace the second `?` with `&`."
            )


_EMPTY_WHERE = re.compile(r"[?&](where=)(?:\s*(?:&|\Z))")


def _mask(url: str) -> str:
    """The URL with spaces in the place of its time variables and quoted strings."""
    return _MASKED.sub(lambda found: " " * len(found[0]), url)


_MASKED = re.compile(r"\$\{[^{}]*\}|'[^']*'")


class UnbalancedQuote(PollerCheck):
    """Single quotes without a partner in a poller URL, those in time variables left aside."""

    name: ClassVar[str] = "unbalanced-quote"

    def find(self, document: Document) -> Iterator[Finding]:
        for piece in collect_urls(document):
            if "'" not in piece.text:
                continue
            outside = mask_variables(document, piece)
            if outside.count("'") % 2:
                at = outside.rindex("'")
                count = outside.count("'")
                others = "" if count == 1 else f" ({count} quotes in total)"
                message = f"The poller URL has an unmatched single quote{others}"
                yield piece.mark(at, at + 1, message)


def mask_variables(document: Document, piece: Piece) -> str:
    """A URL with spaces in the place of its closed time variables."""
    url = piece.text
    pieces, position = [], 0
    for variable in find_variables(document, url):
        closed = url[variable.start : variable.start + 1] == "$" and url[variable.end - 1 : variable.end] == "}"
        if closed and variable.end - variable.start > 2:
            pieces += [url[position : variable.start], " " * (variable.end - variable.start)]
            position = variable.end
    return "".join([*pieces, url[position:]])


class InvalidTimeVariable(PollerCheck):
    """Time variables that are unknown or malformed."""

    name: ClassVar[str] = "invalid-time-variable"

    def find(self, document: Document) -> Iterator[Finding]:
        for piece in collect_urls(document):
            if has_url_placeholder(piece.text):
                continue
            for variable in find_variables(document, piece.text):
                if variable.error is not None:
                    start, end = variable.start, variable.end
                    parts = _find_parts(piece.text[start:end], variable)
                    is_named = is_harmless(variable.name) and variable.error.isprintable()
                    message = variable.error if is_named else "This is not a known time variable"
                    yield piece.mark(start, end, message, variable.help or "", *parts)


def _find_parts(written: str, variable: TimeVariable) -> tuple[Part, ...]:
    """What to replace to get the variable that is certainly meant; nothing where none is."""
    return (find_difference(written, variable.replacement, variable.start),) if variable.replacement else ()


_FEED = re.compile(r"chang|notification|event|updates|/feed|stream|delta", re.IGNORECASE)
_MONTH = r"(?:jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec)[a-z]{0,6}"
_DATE = re.compile(
    rf"""(?<![\w.])(?:
      (?:19|20)\d\d(?P<sign>[-/.])\d{{1,2}}(?P=sign)\d{{1,2}}(?:[T ][\d:.%]+(?:Z|[+-]\d\d:?\d\d)?)?  # 2020-01-31
    | \d{{1,2}}(?P<other>[-/.])\d{{1,2}}(?P=other)(?:19|20)\d\d                                # 31.01.2020, 1/31/2020
    | (?:19|20)\d\d(?:0[1-9]|1[0-2])(?:0[1-9]|[12]\d|3[01])T\d{{4,6}}Z?                 # 20200131T235900Z
    | \d{{1,2}}[- ]{_MONTH}[- ](?:19|20)\d\d | {_MONTH}[ ]\d{{1,2}},?[ ](?:19|20)\d\d           # 31-Jan-2020
    )(?![\w-])""",
    re.IGNORECASE | re.VERBOSE,
)
_DIGITS = re.compile(
    r"(?:date|time|since|after|before|from|until|updat|modif|creat|chang)\w{0,20}\s*[<>=]+\s*'?(1\d{9}(?:\d{3})?|(?:19|20)\d\d(?:0[1-9]|1[0-2])(?:0[1-9]|[12]\d|3[01]))(?!\d)",
    re.IGNORECASE,
)


def _find_query(url: str) -> int:
    """The offset of the query; the length of a URL that has none."""
    at = url.find("?")
    return at if at >= 0 else len(url)


def _find_fixed_date(url: str) -> tuple[int, int] | None:
    """The span of a date in the query of a URL, as a date, or as digits behind a name that says so."""
    start = _find_query(url)
    found = _DATE.search(url, start)
    if found is not None:
        return found.span()
    digits = _DIGITS.search(url, start)
    return digits.span(1) if digits is not None else None


class MissingTimeVariable(PollerCheck):
    """Poller URLs without a time variable, which read everything at each poll; change feeds need none."""

    name: ClassVar[str] = "missing-time-variable"

    def find(self, document: Document) -> Iterator[Finding]:
        for piece in collect_urls(document):
            url = piece.text
            if (
                not url.startswith("/")
                or has_url_placeholder(url)
                or find_variables(document, url)
                or _FEED.search(url)
            ):
                continue
            if _find_fixed_date(url) is None:
                yield piece.mark_all(f"The URL of {document.shown(piece.resource)} has no time variable")


class FixedPollerDate(PollerCheck):
    """Poller URLs with a fixed date in their query."""

    name: ClassVar[str] = "fixed-poller-date"

    def find(self, document: Document) -> Iterator[Finding]:
        for piece in collect_urls(document):
            found = None if find_variables(document, piece.text) else _find_fixed_date(piece.text)
            if found is not None:
                message = (
                    f"The URL of {document.shown(piece.resource)} contains a fixed date instead of a time variable"
                )
                yield piece.mark(*found, message)


_START = re.compile(
    r"(?:>=?\s*|(?:from|start|since|after|begin|min|gte?)[a-z_]{0,20}\]?\s*=\s*)['\"(]{0,2}\Z", re.IGNORECASE
)
_END = re.compile(
    r"(?:<=?\s*|(?:(?<![a-z])to|[a-z](?-i:To)|end|until|before|max|lte?)[a-z_]{0,20}\]?\s*=\s*)['\"(]{0,2}\Z",
    re.IGNORECASE,
)


class EmptyTimeWindow(PollerCheck):
    """Poller URLs with the same time variable as the start and as the end of what they ask for."""

    name: ClassVar[str] = "empty-time-window"

    def find(self, document: Document) -> Iterator[Finding]:
        for piece in collect_urls(document):
            variables = [one for one in find_variables(document, piece.text) if one.error is None]
            starts = {_text_of(piece, one) for one in variables if _is_side(_START, piece, one)}
            for one in variables:
                if _text_of(piece, one) in starts and _is_side(_END, piece, one):
                    message = f"The URL of {document.shown(piece.resource)} has the same time as start and as end"
                    yield piece.mark(one.start, one.end, message)
                    break


def _text_of(piece: Piece, variable: TimeVariable) -> str:
    return piece.text[variable.start : variable.end]


def _is_side(side: re.Pattern[str], piece: Piece, variable: TimeVariable) -> bool:
    return side.search(piece.text[max(0, variable.start - 40) : variable.start]) is not None


_JUNK = "}'\" "


class PollerUrlMismatch(PollerCheck):
    """Poller URLs whose path ends in another name than that of their resource."""

    name: ClassVar[str] = "poller-url-mismatch"

    def find(self, document: Document) -> Iterator[Finding]:
        pieces = [piece for piece in collect_urls(document) if piece.text.strip().startswith("/")]
        names = {piece.resource for piece in pieces}
        for piece in pieces:
            segment = _find_last_segment(piece.text)
            if not segment.isprintable():
                continue
            name = piece.resource.strip("/ ").rpartition("/")[2]
            if (
                segment
                and name
                and segment != name
                and not is_placeholder(name)
                and not _may_differ(find_variables(document, piece.text), segment, name)
            ):
                yield self._make_finding(document, piece, segment, name, names)

    @staticmethod
    def _make_finding(document: Document, piece: Piece, segment: str, name: str, names: set[str]) -> Finding:
        end = len(piece.text[: _find_query(piece.text)].rstrip("/" + _JUNK))
        resource = document.shown(piece.resource)
        where = (end - len(segment), end)
        if segment in names:
            message = f"The URL of {resource} polls another resource of this poller map"
            return piece.mark(*where, message)
        if nearest(segment, [name], 1) is not None:
            message = f"The URL of {resource} ends in a different spelling of the resource name"
            return piece.mark(*where, message, "Use the same spelling in the resource name and in the path.")
        return piece.mark(*where, f"The URL of {resource} ends in the name of a different resource", severity="info")


def _find_last_segment(url: str) -> str:
    path = url.strip()[: _find_query(url.strip())].rstrip("/" + _JUNK)
    return path.rpartition("/")[2]


def _may_differ(found: list[TimeVariable], segment: str, name: str) -> bool:
    """Whether the end of a path may differ from the name: change feeds, events, path variables, other characters."""
    if any(mark in segment for mark in "{}$<=.@") or any(mark in name for mark in "{}$<"):
        return True
    if segment.lower() == "events" or segment.endswith(("_events", "-events")):
        return True
    is_feed = _FEED.search(segment) is not None
    return is_feed and (segment not in {"changes"} or not found) and nearest(segment, [name], 1) is None


class DuplicatePollerUrl(PollerCheck):
    """Resources with the same URL."""

    name: ClassVar[str] = "duplicate-poller-url"

    def find(self, document: Document) -> Iterator[Finding]:
        seen: dict[str, Piece] = {}
        for piece in collect_urls(document):
            url = piece.text.strip()
            if not url or has_url_placeholder(url):
                continue
            first = seen.setdefault(url, piece)
            if first.resource != piece.resource:
                one, other = document.shown(piece.resource), document.shown(first.resource)
                finding = piece.mark_all(f"{one} polls the same URL as {other}, so every event is sent twice")
                yield finding._replace(related=(first.mark_all(f"{other} uses this URL first"),))
