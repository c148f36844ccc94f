"""``ce-lint rules``."""

from __future__ import annotations

import json

import click

from ce_lint.cli import terminal
from ce_lint.cli.options import format_option, rules_option
from ce_lint.rulebook.families import rank_family
from ce_lint.rulebook.rule import FixSafety, Rule
from ce_lint.rulebook.shipped import load_rules

_FIXES: dict[FixSafety, str] = {"safe": "fix", "unsafe": "unsafe fix", "none": ""}


@click.command()
@format_option(("text", "json"), "text")
@rules_option
def command(format_: str, folders: tuple[str, ...]) -> int:
    """List the rules with their family, their severity, and whether they have a fix."""
    rules = load_rules(folders)
    if format_ == "json":
        terminal.write(json.dumps({"version": 1, "rules": [_to_json(rule) for rule in rules]}, indent=2))
        return 0
    name_width = max(len(rule.name) for rule in rules)
    for family in sorted(dict.fromkeys(rule.family for rule in rules), key=rank_family):
        terminal.write(family)
        for rule in rules:
            if rule.family == family:
                fix = _FIXES[rule.fix]
                terminal.write(f"  {rule.name:<{name_width}}  {rule.severity:<7}  {fix:<10}  {rule.title}")
    return 0


def _to_json(rule: Rule) -> dict[str, object]:
    return {
        "rule": rule.name,
        "family": rule.family,
        "severity": rule.severity,
        "title": rule.title,
        "help": rule.help,
        "fix": rule.fix,
        "applies": list(rule.applies),
    }
