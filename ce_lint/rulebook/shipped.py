"""The shipped rules, without reading a file for each of them at every start.

``compiled.json`` is generated from ``rules/`` by ``python -m ce_lint.generate``; a test compares the two.
"""

from __future__ import annotations

import json
import os
from collections.abc import Iterable
from typing import TYPE_CHECKING

from ce_lint.rulebook.rule import Rule

if TYPE_CHECKING:
    from ce_lint.rulebook.loader import LoadedRule


def load_shipped_rules() -> list[Rule]:
    """Every shipped rule, also those that are off by default."""
    path = os.path.join(os.path.dirname(os.path.abspath(__file__)), "compiled.json")
    with open(path, encoding="utf-8") as file:
        return [Rule(name, family, data) for name, family, data in json.load(file)]


def load_shipped_file(rule: Rule) -> LoadedRule:
    """A shipped rule with its examples, from its file."""
    from ce_lint.rulebook.loader import load_file

    return load_file(os.path.join(find_data_folder("rules"), rule.family, f"{rule.name}.toml"))


def load_rules(folders: Iterable[str]) -> list[Rule]:
    """The shipped rules and those of the folders, also those that are off by default. Raises RuleFileError."""
    rules = load_shipped_rules()
    for folder in folders:
        from ce_lint.rulebook.loader import RuleFileError, load_folder

        taken = {rule.name for rule in rules}
        for loaded in load_folder(folder):
            if loaded.rule.name in taken:
                raise RuleFileError(f"{loaded.path}: another rule has the same name; rename this one")
            rules.append(loaded.rule)
    return rules


def find_data_folder(name: str) -> str:
    """The path of the folder ``rules`` or ``schemas``. Raises FileNotFoundError if the installation lacks it."""
    package = os.path.dirname(os.path.dirname(os.path.abspath(__file__)))
    for place in (package, os.path.dirname(package)):
        folder = os.path.join(place, name)
        if os.path.isdir(folder):
            return folder
    raise FileNotFoundError(f"this installation of ce-lint has no folder {name!r}")
