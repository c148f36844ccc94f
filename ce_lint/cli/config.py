"""``ce-lint config FILE``."""

from __future__ import annotations

import os
from collections import Counter
from collections.abc import Iterator
from typing import Any

import click

from ce_lint.cli import terminal
from ce_lint.cli.options import config_options, parse_overrides
from ce_lint.config.load import ConfigFile
from ce_lint.config.settings import Settings
from ce_lint.lint.context import FileContext, Project
from ce_lint.report.summary import count
from ce_lint.util.paths import shown_path

_WIDTH = 15


@click.command()
@click.argument("file", metavar="FILE")
@config_options
def command(file: str, **given: object) -> int:
    """Show which configuration applies to FILE, what it says, and where each part of it comes from."""
    if os.path.isdir(file):
        raise click.UsageError(f"{file} is a folder: name a file in it")
    context = Project(parse_overrides((), (), given)).context(file)
    terminal.write(file)
    for head, text in _lines(file, context):
        terminal.write(f"  {head:<{_WIDTH}} {text}".rstrip())
    return 0


def _lines(file: str, context: FileContext) -> Iterator[tuple[str, str]]:
    settings = context.settings
    name = settings.relative(file)
    yield "configuration", _chain(settings)
    skip_reason = settings.skip_reason(name)
    yield "linted", f"no: {skip_reason}" if skip_reason else "yes"
    decided = settings.decides("fail-on")
    yield "fail-on", f"{settings.fail_on} ({_place(decided[0], 'fail-on') if decided else 'default'})"
    yield from _rules(settings, name)
    for head in ("severity", "limits", "options"):
        yield from _parts(settings, name, head)
    for allowance in context.allowances:
        if allowance.is_for(name):
            said = allowance.said
            past = ", which has run out" if allowance.is_expired else ""
            place = _place(said.file, *said.steps)
            yield "allow", f"{allowance.rule} at {allowance.at or 'any place'}{past} ({place})"
    if context.baseline is not None:
        known = count(sum(context.baseline.of(file).values()), "known finding")
        yield "baseline", f"{shown_path(context.baseline.path)}: {known} in this file"


def _chain(settings: Settings) -> str:
    if not settings.chain:
        return "none"
    return ", which extends ".join(shown_path(file.path) for file in reversed(settings.chain))


def _rules(settings: Settings, name: str) -> Iterator[tuple[str, str]]:
    chosen = settings.rulebook(name).rules
    counts = Counter(rule.severity for rule in chosen)
    figures = ", ".join(f"{number} {severity}" for severity, number in counts.items())
    yield "rules", f"{len(chosen)} on ({figures}), {len(settings.rules) - len(chosen)} off"
    decided = settings.decides("rules")
    if decided:
        yield "", f"own rules from {decided[1]} ({_place(decided[0], 'rules')})"


def _parts(settings: Settings, name: str, head: str) -> Iterator[tuple[str, str]]:
    """The last word on each key of a table, and where it is said."""
    said: dict[str, tuple[Any, str]] = {}
    for one in settings.applying(name):
        for key, value in one.table.get(head, {}).items():
            said[key] = value, _place(one.file, *one.steps, head, key)
    for key, (value, place) in sorted(said.items()):
        yield head, f"{key} = {_shown(value)} ({place})"
        head = ""


def _shown(value: Any) -> str:
    if isinstance(value, dict):
        return ", ".join(f"{key} = {_shown(inner)}" for key, inner in value.items())
    return str(value).lower() if isinstance(value, bool) else str(value)


def _place(file: ConfigFile, *steps: str | int) -> str:
    return f"{shown_path(file.path)}:{file.line(steps)}"
