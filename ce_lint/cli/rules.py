"""``ce-lint rules``."""

from __future__ import annotations

import json

import click

from ce_lint.cli import terminal
from ce_lint.cli.options import rules_option
from ce_lint.rulebook.rule import Rule
from ce_lint.rulebook.shipped import known_rules


@click.command()
@click.option(
    "--format", "format_", type=click.Choice(["text", "json"]), default="text", show_default=True, help="How to list."
)
@rules_option
def command(format_: str, folders: tuple[str, ...]) -> int:
    """List the rules with their family and severity."""
    rules = known_rules(folders)
    if format_ == "json":
        terminal.write(json.dumps({"version": 1, "rules": [_plain(rule) for rule in rules]}, indent=2))
        return 0
    name_width = max(len(rule.name) for rule in rules)
    for family in dict.fromkeys(rule.family for rule in sorted(rules, key=_order)):
        terminal.write(family)
        for rule in rules:
            if rule.family == family:
                terminal.write(f"  {rule.name:<{name_width}}  {rule.severity:<7}  {rule.title}")
    return 0


_FAMILY_ORDER = ("syntax", "structure", "events", "polling", "authentication", "secrets", "allowances")


def _order(rule: Rule) -> int:
    return _FAMILY_ORDER.index(rule.family) if rule.family in _FAMILY_ORDER else len(_FAMILY_ORDER)


def _plain(rule: Rule) -> dict[str, object]:
    return {
        "rule": rule.name,
        "family": rule.family,
        "severity": rule.severity,
        "title": rule.title,
        "help": rule.help,
        "applies": list(rule.applies),
    }
