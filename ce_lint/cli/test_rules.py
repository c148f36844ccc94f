"""``ce-lint test-rules``."""

from __future__ import annotations

import click

from ce_lint.cli import terminal
from ce_lint.cli.exit_status import CLEAN, VIOLATIONS
from ce_lint.cli.options import complete_folder
from ce_lint.examples import find_problems
from ce_lint.report.summary import count
from ce_lint.rulebook.loader import load_folder
from ce_lint.rulebook.shipped import load_shipped_rules


@click.command()
@click.argument("folder", metavar="FOLDER", shell_complete=complete_folder)
def command(folder: str) -> int:
    """Test the rules in FOLDER by their examples, and report what is wrong with a rule file.

    A good example must break no rule. A bad one must break its own rule, no other, and only at the places that it
    names; with `fixed`, the fix of the rule must make exactly that text of it. The rules of FOLDER and the shipped
    ones are used together.
    """
    loaded = load_folder(folder)
    if not loaded:
        raise click.ClickException(f"{folder}: there are no rule files (*.toml) in it")
    own = {item.rule.name for item in loaded}
    rules = [item.rule for item in loaded] + [rule for rule in load_shipped_rules() if rule.name not in own]
    problems = [problem for item in loaded for problem in find_problems(item, rules)]
    for problem in problems:
        terminal.write(problem)
    examples = sum(len(item.file.bad) + len(item.file.good) for item in loaded)
    verdict = count(len(problems), "problem") if problems else "all pass"
    terminal.write(f"{count(len(loaded), 'rule')}, {count(examples, 'example')}: {verdict}")
    return VIOLATIONS if problems else CLEAN
