"""``ce-lint explain RULE``."""

from __future__ import annotations

import textwrap
from collections.abc import Iterator

import click

from ce_lint.cli import terminal
from ce_lint.cli.options import color_option, rules_option
from ce_lint.rulebook.loader import LoadedRule, load_folder
from ce_lint.rulebook.rule import word_unknown_rule
from ce_lint.rulebook.shipped import known_rules, shipped_file


@click.command(short_help="Tell why a rule exists, how to mend what it finds, and show examples.")
@click.argument("name", metavar="RULE")
@rules_option
@color_option
def command(name: str, folders: tuple[str, ...], color: str) -> int:
    """Tell why RULE exists, how to mend what it finds, and show a bad and a good example."""
    style = terminal.style(color)
    for line in explained(_loaded(name, folders), style.width):
        terminal.write(style.paint("place", line) if line and not line.startswith(" ") else line, style)
    return 0


def _loaded(name: str, folders: tuple[str, ...]) -> LoadedRule:
    rules = known_rules(folders)
    own = {loaded.rule.name: loaded for folder in folders for loaded in load_folder(folder)}
    if name in own:
        return own[name]
    found = next((rule for rule in rules if rule.name == name), None)
    if found is None:
        raise click.UsageError(word_unknown_rule(name, [rule.name for rule in rules]))
    try:
        return shipped_file(found)
    except FileNotFoundError as error:
        raise click.ClickException(str(error)) from None


def explained(loaded: LoadedRule, width: int) -> Iterator[str]:
    """The lines of an explanation."""
    rule, file = loaded.rule, loaded.file
    yield f"{rule.name} ({rule.family}, {_severity(rule.severity)})"
    yield from _block("", file.title)
    for head, text in (("Why", file.why), ("How to mend it", file.help)):
        yield from ("", head)
        yield from _block("", text, width)
    if rule.options:
        options = ", ".join(f"{name} = {_written(rule.option(name))}" for name in rule.options)
        yield from ("", "Options", f"  [options.{rule.name}] in the configuration: {options}")
    for head, example in (("Bad", file.bad[0]), ("Good", file.good[0])):
        yield from ("", head)
        yield from (f"  {line}".rstrip() for line in example.text.strip("\n").splitlines())


def _written(value: object) -> str:
    """A value as TOML has it."""
    return str(value).lower() if isinstance(value, bool) else str(value)


def _severity(severity: str) -> str:
    return "off: run it with --select" if severity == "off" else severity


def _block(_head: str, text: str, width: int = 100) -> list[str]:
    return textwrap.wrap(" ".join(text.split()), min(width, 100), initial_indent="  ", subsequent_indent="  ")
