"""What ``ce-lint poll`` shows: for people, and as JSON (version 2, ``schemas/poll.schema.json``)."""

from __future__ import annotations

import json
from collections.abc import Iterator
from datetime import datetime
from typing import Any

from ce_lint.document.lines import Lines
from ce_lint.polling import ExpectedDate, Poll, Schedule
from ce_lint.report.base import find_region
from ce_lint.report.json import as_json
from ce_lint.report.text import Style
from ce_lint.util.escape import escape, escape_path
from ce_lint.violation import Violation

VERSION = 2


def render_polls(path: str, schedules: list[Schedule], lines: Lines, style: Style) -> Iterator[str]:
    """The lines for people."""
    for number, schedule in enumerate(schedules, 1):
        which = f" (document {number} of {len(schedules)})" if len(schedules) > 1 else ""
        yield f"{style.paint('place', escape_path(path))}{which}"
        if schedule.has_broken_strings:
            yield "  it has syntax errors that may have cut values: fix them first"
        else:
            yield from _times(schedule)
        for poll in schedule.polls:
            yield ""
            yield from _poll(poll, lines, style)
        if schedule.lists:
            yield ""
            yield f"  polled with the settings of the element: {escape(', '.join(schedule.lists))}"
        yield from _rest(schedule, lines, style)


def _times(schedule: Schedule) -> Iterator[str]:
    if schedule.minutes is None:
        yield "  interval    unknown: `event.poller.refresh_interval` is not a number of minutes"
    else:
        default = ", the usual default" if schedule.is_default else ""
        yield f"  interval    {schedule.minutes} minute{'' if schedule.minutes == 1 else 's'}{default}"
    yield f"  last poll   {_iso(schedule.last_poll)}"
    for count, moment in enumerate(schedule.next_polls):
        yield f"  {'next polls' if count == 0 else '':<10}  {_iso(moment)}"


def _poll(poll: Poll, lines: Lines, style: Style) -> Iterator[str]:
    yield f"  {style.paint('rule', escape(poll.resource))}"
    parts = ((escape(part.text), part.variable) for part in poll.url)
    url = "".join(style.paint("good", text) if variable else text for text, variable in parts)
    yield f"    GET       {url}" if url else "    GET       nothing: it has no URL"
    if poll.id_field:
        yield f"    id        {escape(poll.id_field)}"
    for expected in poll.expected:
        yield f"    {expected.which:<8}  {escape(_expected(expected))}"
    for violation in poll.violations:
        yield from _finding(violation, lines, style)


def _finding(violation: Violation, lines: Lines, style: Style) -> Iterator[str]:
    start = find_region(violation.span, lines).start
    place = f"{escape_path(violation.path)}:{start.line}:{start.column}"
    severity = style.paint(violation.severity, f"{violation.severity:<8}")
    yield f"    {severity}  {escape(violation.message)}. [{style.paint('rule', violation.rule)}]"
    yield f"              {escape(violation.help)}"
    yield f"              {style.paint('place', place)}"


def _expected(expected: ExpectedDate) -> str:
    written = f", such as {expected.example}" if expected.example else ""
    zone = f" in {expected.zone}" if expected.zone else ""
    field, format_ = expected.field or "(no field)", expected.format or "(no format)"
    return f"{field} as {format_}{zone}{written}"


def _rest(schedule: Schedule, lines: Lines, style: Style) -> Iterator[str]:
    if schedule.equivalent is not None:
        yield ""
        yield "  the same as a poller map (look up the id field):"
        text = json.dumps({"event.poller.configuration": schedule.equivalent}, indent=2, ensure_ascii=False)
        yield from (f"    {escape(line)}" for line in text.split("\n"))
    if schedule.other:
        yield ""
        yield "  and of the whole document:"
    for violation in schedule.other:
        yield from _finding(violation, lines, style)


def _iso(moment: datetime) -> str:
    return moment.strftime("%Y-%m-%dT%H:%M:%SZ")


def render_polls_json(path: str, schedules: list[Schedule], lines: Lines) -> str:
    """The JSON report."""
    plain = {"version": VERSION, "path": path, "documents": [_plain(schedule, lines) for schedule in schedules]}
    return json.dumps(plain, indent=2) + "\n"


def _plain(schedule: Schedule, lines: Lines) -> dict[str, Any]:
    return {
        "has_broken_strings": schedule.has_broken_strings,
        "minutes": schedule.minutes,
        "last_poll": _iso(schedule.last_poll),
        "next_polls": [_iso(moment) for moment in schedule.next_polls],
        "polls": [_plain_poll(poll, lines) for poll in schedule.polls],
        "polled_by_element": schedule.lists,
        "equivalent": schedule.equivalent,
        "violations": [as_json(violation, lines) for violation in schedule.other],
    }


def _plain_poll(poll: Poll, lines: Lines) -> dict[str, Any]:
    return {
        "resource": poll.resource,
        "url": "".join(part.text for part in poll.url),
        "id_field": poll.id_field,
        "expected": [expected._asdict() for expected in poll.expected],
        "violations": [as_json(violation, lines) for violation in poll.violations],
    }
