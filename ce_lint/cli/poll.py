"""``ce-lint poll``."""

from __future__ import annotations

import sys
from datetime import UTC, datetime

import click

from ce_lint.cli import terminal
from ce_lint.cli.exit_status import CLEAN
from ce_lint.cli.options import color_option, complete_path, format_option
from ce_lint.cli.run import STDIN, STDIN_FILENAME
from ce_lint.config.settings import Settings
from ce_lint.document.lines import Lines
from ce_lint.document.read import ParsedFile, read
from ce_lint.files.walk import TooLarge, read_file
from ce_lint.polling import Schedule, make_schedules, parse_moment
from ce_lint.report.poll import render_polls, render_polls_json
from ce_lint.util.errors import describe_os_error
from ce_lint.util.escape import escape_path


class _Moment(click.ParamType):  # type: ignore[type-arg, unused-ignore]
    """A moment in ISO 8601; UTC where it names no zone."""

    name = "time"

    def convert(self, value: str | datetime, param: click.Parameter | None, ctx: click.Context | None) -> datetime:
        if isinstance(value, datetime):
            return value
        try:
            return parse_moment(value)
        except (ValueError, OverflowError):
            self.fail("it is not a time such as 2026-11-23T08:00:00Z", param, ctx)


@click.command()
@click.argument("file", metavar="[FILE]", required=False, shell_complete=complete_path)
@click.option("--last-poll", type=_Moment(), help="The time of the last poll; by default one interval before --now.")
@click.option("--now", type=_Moment(), help="The current time; by default now.")
@click.option("--resource", metavar="NAME", help="Only this resource.")
@click.option(
    "--stdin-filename",
    metavar="NAME",
    help="Read standard input, as `-` does, under this name.",
)
@format_option(("text", "json"), "text")
@color_option
def command(
    file: str | None,
    last_poll: datetime | None,
    now: datetime | None,
    resource: str | None,
    stdin_filename: str | None,
    format_: str,
    color: str,
) -> int:
    """Show what the platform will call for each resource of FILE (or -), and what it expects back."""
    if file is None:
        if stdin_filename is None:
            raise click.UsageError("name a file, or - for standard input")
        file = STDIN
    name = file if file != STDIN else stdin_filename or STDIN_FILENAME
    reading = _read(file, name)
    found = make_schedules(name, reading.documents, Settings().rulebook(name), now or datetime.now(UTC), last_poll)
    lines = reading.source.lines if reading.source is not None else Lines("")
    if resource is not None:
        found = _only(found, resource)
    if format_ == "json":
        sys.stdout.write(render_polls_json(name, found, lines))
        return CLEAN
    if not found:
        why = f": {reading.skip_reason}" if reading.skip_reason else ""
        terminal.write(f"{escape_path(name)}: it defines nothing to poll{why}")
        return CLEAN
    style = terminal.style(color)
    for line in render_polls(name, found, lines, style):
        terminal.write(line, style)
    return CLEAN


def _read(file: str, name: str) -> ParsedFile:
    if file == STDIN:
        return read(name, sys.stdin.buffer.read())
    try:
        data = read_file(file)
    except OSError as error:
        raise click.ClickException(f"{file}: {describe_os_error(error)}") from None
    if isinstance(data, TooLarge):
        raise click.ClickException(f"{file}: it has {data.size:,} bytes, which is more than any instance document")
    return read(name, data)


def _only(found: list[Schedule], resource: str) -> list[Schedule]:
    names = [poll.resource for schedule in found for poll in schedule.polls]
    if resource not in names:
        choices = f" The resources are {', '.join(dict.fromkeys(names))}." if names else " It has none."
        raise click.UsageError(f"{resource!r} is not a resource of the poller.{choices}")
    return [
        schedule._replace(polls=[poll for poll in schedule.polls if poll.resource == resource], other=[])
        for schedule in found
        if any(poll.resource == resource for poll in schedule.polls)
    ]
