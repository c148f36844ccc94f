"""Options that several commands have, and what they make of them."""

from __future__ import annotations

from collections.abc import Iterable

import click

from ce_lint.rulebook.choose import UnknownRuleError, choose
from ce_lint.rulebook.rule import Rule, Rulebook
from ce_lint.rulebook.shipped import shipped_rules

rules_option = click.option(
    "--rules", "folders", multiple=True, metavar="FOLDER", help="A folder of your own rules, besides the shipped ones."
)
color_option = click.option(
    "--color",
    type=click.Choice(["auto", "always", "never"]),
    default="auto",
    show_default=True,
    help="NO_COLOR is respected.",
)


def split(names: Iterable[str]) -> list[str]:
    """``a,b`` and ``-x a -x b`` alike."""
    return [name.strip() for group in names for name in group.split(",") if name.strip()]


def known_rules(folders: Iterable[str]) -> list[Rule]:
    """The shipped rules and those of the folders. Raises click.ClickException."""
    rules = shipped_rules()
    for folder in folders:
        from ce_lint.rulebook.files import RuleFileError, load_folder

        try:
            loaded = load_folder(folder)
        except RuleFileError as error:
            raise click.ClickException(str(error)) from None
        names = {rule.name for rule in rules}
        for item in loaded:
            if item.rule.name in names:
                raise click.ClickException(f"{item.path}: there is another rule with this name; give yours its own")
            rules.append(item.rule)
    return rules


def load_rules(folders: Iterable[str], select: Iterable[str], ignore: Iterable[str]) -> Rulebook:
    """The rules of a run. Raises click.ClickException."""
    try:
        return Rulebook(choose(known_rules(folders), select, ignore))
    except UnknownRuleError as error:
        raise click.UsageError(str(error)) from None
