"""What the platform will poll: the times, filled URLs and expected dates of each document, with its violations."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import UTC, datetime, timedelta
from typing import Any, NamedTuple

from ce_lint.checks.polling.pieces import find_lines, get_dates
from ce_lint.dates.fill import fill_pieces
from ce_lint.dates.format import format_date, to_epoch
from ce_lint.dates.patterns import find_error, is_milliseconds
from ce_lint.dates.zones import resolve_zone
from ce_lint.document.document import Document
from ce_lint.document.interval import INTERVAL_KEY, find_interval, parse_minutes
from ce_lint.document.nodes import Route
from ce_lint.document.poller_lines import LINES_KEY, convert_to_map, parse_lines
from ce_lint.document.pollers import Resource
from ce_lint.lint.linter import lint
from ce_lint.rulebook.rule import Rulebook
from ce_lint.secrets.redaction import MASK, redact, redact_name
from ce_lint.violation import Violation

_NEXT_POLLS = 3
_FIRST_YEAR, _LAST_YEAR = 1970, 2999


class UrlPart(NamedTuple):
    """A part of a filled URL; ``variable`` is the name of the time variable that it replaces, or empty."""

    text: str
    variable: str = ""


class ExpectedDate(NamedTuple):
    """A date that each object of the answer should have.

    ``which`` is "updated" or "created"; ``example`` is the time of the last poll in this format, empty if the format is
    missing or invalid.
    """

    which: str
    field: str
    format: str
    zone: str
    example: str


class Poll(NamedTuple):
    """The poll of one resource, with the violations in it. Its texts are redacted."""

    resource: str
    url: list[UrlPart]
    id_field: str
    expected: list[ExpectedDate]
    violations: list[Violation]


class Schedule(NamedTuple):
    """The polls of one document.

    * ``minutes``: the refresh interval; None if it is not a number above 0. ``is_default``: whether it is not set
    * ``other``: violations that belong to no single resource
    * ``lists``: names of resources that the element polls without a poller map
    * ``equivalent``: the poller map that replaces the lines of ``event.poller.urls``; None if there are none
    * ``has_broken_strings``: whether a syntax problem may have cut a string; then no value is shown
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


def make_schedules(
    path: str, documents: list[Document], rulebook: Rulebook, now: datetime, last_poll: datetime | None
) -> list[Schedule]:
    """The schedule of each document that polls, of the file called ``path``.

    Times have a time zone. ``last_poll`` None is one interval before ``now``.
    """
    return [
        _make_schedule(path, document, rulebook, now, last_poll)
        for document in documents
        if document.pollers or LINES_KEY in document.settings or "event.objects" in document.settings
    ]


def _make_schedule(
    path: str, document: Document, rulebook: Rulebook, now: datetime, last_poll: datetime | None
) -> Schedule:
    interval = timedelta(minutes=find_interval(document))
    last = last_poll or now - interval
    setting = document.settings.get(INTERVAL_KEY)
    minutes = find_interval(document) if setting is None else parse_minutes(setting)
    if minutes is not None and minutes <= 0:
        minutes = None
    violations = lint(path, document, rulebook)
    if document.has_broken_strings or any(poller.broken for poller in document.pollers):
        return Schedule(minutes, setting is None, last, [], [], violations, [], None, has_broken_strings=True)
    polls = [*_poll_map(document, last, now, violations), *_poll_lines(document, last, now, violations)]
    shown = {violation for poll in polls for violation in poll.violations}
    return Schedule(
        minutes,
        setting is None,
        last,
        _find_next_polls(last, interval, now) if minutes is not None else [],
        polls,
        [violation for violation in violations if violation not in shown],
        _list_names(document),
        _convert_lines(document),
    )


def _find_next_polls(last: datetime, interval: timedelta, now: datetime) -> list[datetime]:
    """The first polls that are not before ``now``, counted from the last."""
    first = max(1, -(-(now - last) // interval))
    polls = []
    for count in range(first, first + _NEXT_POLLS):
        try:
            polls.append(last + count * interval)
        except OverflowError:
            break
    return polls


def _poll_map(document: Document, last: datetime, now: datetime, violations: list[Violation]) -> Iterator[Poll]:
    """The polls of the resources of all poller maps."""
    for poller in document.pollers:
        for resource in poller.resources:
            value = _redact_copies(resource.value, document.secret_texts)
            url = value.get("url")
            route = document.redact_route((*document.base, *resource.route))
            yield Poll(
                _redact_copies(redact_name(resource.name), document.secret_texts),
                _fill_url(url, last, now) if isinstance(url, str) else [],
                _redact_text(value.get("idField")),
                list(_expect_dates(get_dates(resource._replace(value=value)), last)),
                [violation for violation in violations if violation.route[: len(route)] == route],
            )


def _redact_copies(value: Any, secrets: frozenset[str]) -> Any:
    """The value with each text masked that is written under the key of a secret too, as with an alias of YAML."""
    if isinstance(value, Mapping):
        return {key: _redact_copies(member, secrets) for key, member in value.items()}
    return MASK * len(value) if isinstance(value, str) and value in secrets else value


def _read_setting(document: Document, key: str) -> Any:
    return _redact_copies(document.settings.get(key), document.secret_texts)


def _poll_lines(document: Document, last: datetime, now: datetime, violations: list[Violation]) -> Iterator[Poll]:
    """The polls of the lines of ``event.poller.urls``; the first one has the violations of all of them."""
    route, found = find_lines(document)
    if not found or document.settings[LINES_KEY] in document.secret_texts:
        return
    of_setting = _select_violations(document, route, violations)
    resources = convert_to_map(str(document.settings[LINES_KEY])) or {}
    for number, line in enumerate(found):
        expected = _expect_dates(get_dates(Resource(line.name, resources.get(line.name, {}), ())), last)
        url = _fill_url(line.fields[1].text, last, now)
        yield Poll(redact_name(line.name), url, "", list(expected), of_setting if number == 0 else [])


def _select_violations(document: Document, route: Route, violations: list[Violation]) -> list[Violation]:
    shown = document.redact_route((*document.base, *route))
    return [violation for violation in violations if violation.route == shown]


def _fill_url(url: str, last: datetime, now: datetime) -> list[UrlPart]:
    """A URL with its time variables replaced, redacted from its first secret on."""
    return [
        UrlPart(piece.text, piece.variable.name if piece.variable and piece.is_filled else "")
        for piece in fill_pieces(redact(url), last, now)
    ]


def _expect_dates(configuration: dict[str, Any], last: datetime) -> Iterator[ExpectedDate]:
    """The dates that a ``datesConfiguration`` names."""
    for which in ("updated", "created"):
        field = _redact_text(configuration.get(f"{which}DateField"))
        format_ = _redact_text(configuration.get(f"{which}DateFormat"))
        zone = _redact_text(configuration.get(f"{which}DateTimezone"))
        if field or format_:
            yield ExpectedDate(which, field, format_, zone, format_moment(format_, last, zone or "GMT"))


def format_moment(pattern: str, moment: datetime, zone: str) -> str:
    """``moment`` as the platform writes it by a date pattern, in the time zone with the id ``zone``.

    Empty for an invalid pattern.
    """
    if is_milliseconds(pattern):
        return str(to_epoch(moment))
    if not pattern or find_error(pattern) is not None:
        return ""
    return format_date(pattern, moment, resolve_zone(zone))


def _redact_text(value: Any) -> str:
    return redact_name(value.strip()) if isinstance(value, str) else ""


def _list_names(document: Document) -> list[str]:
    """The resources that are only named: in ``event.objects``, or in ``event.poller.urls`` without a URL or a map."""
    names: list[str] = []
    objects = _read_setting(document, "event.objects")
    if isinstance(objects, str):
        names += [redact_name(name.strip()) for name in objects.split(",") if name.strip()]
    value = _read_setting(document, LINES_KEY)
    if isinstance(value, str):
        mapped = {resource.name for poller in document.pollers for resource in poller.resources}
        for line in parse_lines(value):
            if not line.has_url:
                names += [redact_name(field.text) for field in line.fields if field.text and field.text not in mapped]
    return names


def _convert_lines(document: Document) -> dict[str, Any] | None:
    value = _read_setting(document, LINES_KEY)
    return convert_to_map(redact(value)) if isinstance(value, str) and not document.pollers else None


def parse_moment(text: str) -> datetime:
    """The moment of an ISO 8601 text in UTC, which is also the zone of a text without one.

    Raises ValueError for any other text, and for a year before 1970 or after 2999.
    """
    moment = datetime.fromisoformat(text.strip())
    if not _FIRST_YEAR <= moment.year <= _LAST_YEAR:
        raise ValueError("the year is not in 1970 to 2999")
    return moment.replace(tzinfo=UTC) if moment.tzinfo is None else moment.astimezone(UTC)
