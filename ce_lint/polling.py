"""What the platform will call: the pollers of a file with their times, filled URLs and findings."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from typing import Any, NamedTuple

from ce_lint.checks.events import read_minutes
from ce_lint.checks.polling.pieces import find_lines, get_dates
from ce_lint.dates.fill import pieces
from ce_lint.dates.format import epoch, format_date
from ce_lint.dates.patterns import find_error, is_milliseconds
from ce_lint.dates.zones import resolve
from ce_lint.document.document import Document
from ce_lint.document.nodes import Route
from ce_lint.document.poller_lines import LINES_KEY, convert, poller_lines
from ce_lint.document.pollers import Resource
from ce_lint.lint.linter import lint
from ce_lint.rulebook.rule import Rulebook
from ce_lint.secrets.hidden import without_secrets
from ce_lint.violation import Violation

INTERVAL_KEY = "event.poller.refresh_interval"
DEFAULT_MINUTES = 15
"""The interval of 37 of the 43 public element definitions (domain.md 2)."""
_NEXT_POLLS = 3
_FIRST_YEAR, _LAST_YEAR = 1970, 2999


class UrlPart(NamedTuple):
    """A stretch of a URL; ``variable`` is the name of the time variable that it was filled in for, or empty."""

    text: str
    variable: str = ""


class Expected(NamedTuple):
    """A date that the answer should carry: its field, format and zone, and how the last poll would be written in it."""

    which: str
    field: str
    format: str
    zone: str
    example: str


class Poll(NamedTuple):
    """One resource as it will be polled."""

    resource: str
    url: list[UrlPart]
    id_field: str
    expected: list[Expected]
    violations: list[Violation]


class Schedule(NamedTuple):
    """The polling of one document. ``minutes`` is None where the setting is no number; ``is_default``: it is absent.

    ``other`` holds findings that concern no single resource; ``lists`` names resources that the element itself knows
    how to poll; ``torn`` tells that mistakes of syntax may have cut values, so that none of them is shown;
    ``equivalent`` is the poller map that says the same as the lines of ``event.poller.urls``.
    """

    minutes: int | None
    is_default: bool
    last_poll: datetime
    next_polls: list[datetime]
    polls: list[Poll]
    other: list[Violation]
    lists: list[str]
    equivalent: dict[str, Any] | None
    has_broken_strings: bool = False


def schedules(
    path: str, documents: list[Document], rulebook: Rulebook, now: datetime, last_poll: datetime | None = None
) -> list[Schedule]:
    """What will be called for each document that polls. Times are aware; the last poll defaults to one interval ago."""
    found = []
    for document in documents:
        if document.pollers or LINES_KEY in document.settings or "event.objects" in document.settings:
            found.append(_schedule(path, document, rulebook, now, last_poll))
    return found


def _schedule(path: str, document: Document, rulebook: Rulebook, now: datetime, last_poll: datetime | None) -> Schedule:
    value = document.settings.get(INTERVAL_KEY)
    interval = DEFAULT_MINUTES if value is None else read_minutes(value)
    step = timedelta(minutes=min(interval, 10**8)) if interval and interval > 0 else None
    last = last_poll or now - (step or timedelta(minutes=DEFAULT_MINUTES))
    violations = lint(path, document, rulebook)
    if document.has_broken_strings or any(poller.broken for poller in document.pollers):
        return Schedule(
            interval if step else None, value is None, last, [], [], violations, [], None, has_broken_strings=True
        )
    polls = [*_mapped(document, last, now, violations), *_lined(document, last, now, violations)]
    told = {violation for poll in polls for violation in poll.violations}
    return Schedule(
        interval if step else None,
        value is None,
        last,
        _next_polls(last, step, now),
        polls,
        [violation for violation in violations if violation not in told],
        _listed(document),
        _equivalent(document),
    )


def _next_polls(last: datetime, step: timedelta | None, now: datetime) -> list[datetime]:
    """The first polls that are not in the past, one interval apart, counted from the last."""
    if step is None:
        return []
    behind = max(1, -(-(now - last) // step))
    found = []
    for count in range(behind, behind + _NEXT_POLLS):
        try:
            found.append(last + count * step)
        except OverflowError:
            break
    return found


def _mapped(document: Document, last: datetime, now: datetime, violations: list[Violation]) -> Iterator[Poll]:
    for poller in document.pollers:
        for resource in poller.resources:
            url = resource.value.get("url")
            route = document.shown_route((*document.base, *resource.route))
            yield Poll(
                without_secrets(resource.name),
                filled(url, last, now) if isinstance(url, str) else [],
                _text(resource.value.get("idField")),
                list(_expected(get_dates(resource), last)),
                [violation for violation in violations if violation.route[: len(route)] == route],
            )


def _lined(document: Document, last: datetime, now: datetime, violations: list[Violation]) -> Iterator[Poll]:
    route, found = find_lines(document)
    if not found:
        return
    beside = _of_setting(document, route, violations)
    maps = convert(str(document.settings[LINES_KEY])) or {}
    for number, line in enumerate(found):
        holder = get_dates(Resource(line.name, maps.get(line.name, {}), ()))
        parts = filled(line.fields[1].text, last, now)
        yield Poll(without_secrets(line.name), parts, "", list(_expected(holder, last)), beside if number == 0 else [])


def _of_setting(document: Document, route: Route, violations: list[Violation]) -> list[Violation]:
    shown = document.shown_route((*document.base, *route))
    return [violation for violation in violations if violation.route == shown]


def filled(url: str, last: datetime, now: datetime) -> list[UrlPart]:
    """A URL with its time variables filled in, and without its secrets."""
    return [
        UrlPart(piece.text, piece.variable.name if piece.variable and piece.filled else "")
        for piece in pieces(without_secrets(url), last, now)
    ]


def _expected(holder: dict[str, Any], last: datetime) -> Iterator[Expected]:
    for which in ("updated", "created"):
        field, format_ = _text(holder.get(f"{which}DateField")), _text(holder.get(f"{which}DateFormat"))
        zone = _text(holder.get(f"{which}DateTimezone"))
        if field or format_:
            yield Expected(which, field, format_, zone, written(format_, last, zone or "GMT"))


def written(pattern: str, moment: datetime, zone: str) -> str:
    """The moment as the platform would write it; empty where the pattern is refused."""
    if is_milliseconds(pattern):
        return str(epoch(moment))
    if not pattern or find_error(pattern) is not None:
        return ""
    return format_date(pattern, moment, resolve(zone))


def _text(value: Any) -> str:
    return without_secrets(value.strip()) if isinstance(value, str) else ""


def _listed(document: Document) -> list[str]:
    found: list[str] = []
    objects = document.settings.get("event.objects")
    if isinstance(objects, str):
        found += [without_secrets(name.strip()) for name in objects.split(",") if name.strip()]
    value = document.settings.get(LINES_KEY)
    if isinstance(value, str):
        mapped = {resource.name for poller in document.pollers for resource in poller.resources}
        for line in poller_lines(value):
            if not line.has_url:
                found += [
                    without_secrets(field.text) for field in line.fields if field.text and field.text not in mapped
                ]
    return found


def _equivalent(document: Document) -> dict[str, Any] | None:
    value = document.settings.get(LINES_KEY)
    return convert(without_secrets(value)) if isinstance(value, str) and not document.pollers else None


def utc(text: str) -> datetime:
    """The moment, in 1970 to 2999, that an ISO 8601 text names, UTC where it names no zone. Raises ValueError."""
    moment = datetime.fromisoformat(text.strip())
    if not _FIRST_YEAR <= moment.year <= _LAST_YEAR:
        raise ValueError("no time of a poller")
    return moment.replace(tzinfo=UTC) if moment.tzinfo is None else moment.astimezone(UTC)
