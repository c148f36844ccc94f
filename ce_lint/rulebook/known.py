"""The shipped rules together with those of a project."""

from __future__ import annotations

from collections.abc import Iterable

from ce_lint.rulebook.rule import Rule
from ce_lint.rulebook.shipped import shipped_rules


def known_rules(folders: Iterable[str] = ()) -> list[Rule]:
    """The shipped rules, those that are off too, and those of the folders. Raises RuleFileError."""
    rules = shipped_rules()
    for folder in folders:
        from ce_lint.rulebook.files import RuleFileError, load_folder

        taken = {rule.name for rule in rules}
        for loaded in load_folder(folder):
            if loaded.rule.name in taken:
                raise RuleFileError(f"{loaded.path}: there is another rule with this name; give yours its own")
            rules.append(loaded.rule)
    return rules
