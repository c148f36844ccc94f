"""``ce-lint config FILE``: show the configuration of a file."""

from __future__ import annotations

import os
from collections import Counter
from collections.abc import Iterator
from typing import Any

import click

from ce_lint.cli import terminal
from ce_lint.cli.options import complete_path, config_options, parse_overrides
from ce_lint.config.load import ConfigFile
from ce_lint.config.settings import Settings
from ce_lint.lint.context import FileContext, Project
from ce_lint.report.summary import count
from ce_lint.util.escape import escape, escape_path
from ce_lint.util.paths import display_path
from ce_lint.util.scalars import format_scalar

_WIDTH = 15


@click.command()
@click.argument("file", metavar="FILE", shell_complete=complete_path)
@config_options
def command(file: str, **given: object) -> int:
    """Show which configuration applies to FILE, what it sets, and in which file and line."""
    if os.path.isdir(file):
        raise click.UsageError(f"{file} is a folder. Name a file in it.")
    context = Project(parse_overrides((), (), given)).context(file)
    terminal.write(escape_path(file))
    for label, text in _list_settings(file, context):
        terminal.write(f"  {label:<{_WIDTH}} {escape(text)}".rstrip())
    return 0


def _list_settings(file: str, context: FileContext) -> Iterator[tuple[str, str]]:
    """The label and the text of each line; a line that continues the one before has no label."""
    settings = context.settings
    path = settings.relative_path(file)
    yield "configuration", _describe_chain(settings)
    skip_reason = settings.skip_reason(path)
    yield "linted", f"no ({skip_reason})" if skip_reason else "yes"
    source = settings.find_value("fail-on")
    yield "fail-on", f"{settings.fail_on} ({_locate(source[0], 'fail-on') if source else 'default'})"
    yield from _describe_rules(settings, path)
    for key in ("severity", "limits", "options"):
        yield from _list_table(settings, path, key)
    for allowance in context.allowances:
        if allowance.is_for(path):
            expired = ", expired" if allowance.is_expired else ""
            location = _locate(allowance.said.file, *allowance.said.route)
            yield "allow", f"{allowance.rule} at {allowance.at or 'any route'}{expired} ({location})"
    if context.baseline is not None:
        known = count(sum(context.baseline.of(file).values()), "known finding")
        yield "baseline", f"{display_path(context.baseline.path)}: {known} in this file"


def _describe_chain(settings: Settings) -> str:
    if not settings.chain:
        return "none"
    return ", which extends ".join(display_path(file.path) for file in reversed(settings.chain))


def _describe_rules(settings: Settings, path: str) -> Iterator[tuple[str, str]]:
    rules = settings.rulebook(path).rules
    severities = Counter(rule.severity for rule in rules)
    figures = ", ".join(f"{number} {severity}" for severity, number in severities.items())
    yield "rules", f"{len(rules)} on ({figures}), {len(settings.rules) - len(rules)} off"
    source = settings.find_value("rules")
    if source:
        yield "", f"own rules from {source[1]} ({_locate(source[0], 'rules')})"


def _list_table(settings: Settings, path: str, key: str) -> Iterator[tuple[str, str]]:
    """The values that apply to a file in a table such as ``severity``, and where each is set."""
    values: dict[str, tuple[Any, str]] = {}
    for table in settings.find_tables_for(path):
        for name, value in table.data.get(key, {}).items():
            values[name] = value, _locate(table.file, *table.route, key, name)
    label = key
    for name, (value, location) in sorted(values.items()):
        yield label, f"{name} = {_format_value(value)} ({location})"
        label = ""


def _format_value(value: Any) -> str:
    if isinstance(value, dict):
        return ", ".join(f"{key} = {_format_value(inner)}" for key, inner in value.items())
    return format_scalar(value)


def _locate(file: ConfigFile, *route: str | int) -> str:
    """Where a key is: ``ce-lint.toml:3``."""
    return f"{display_path(file.path)}:{file.line(route)}"
