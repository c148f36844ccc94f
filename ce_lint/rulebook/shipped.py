"""The shipped rules, without reading a file for each of them at every start.

``compiled.json`` is made from ``rules/`` by ``python -m ce_lint.generate``; a test keeps it in step.
"""

from __future__ import annotations

import json
import os
from typing import TYPE_CHECKING

from ce_lint.rulebook.rule import Rule

if TYPE_CHECKING:
    from ce_lint.rulebook.files import LoadedRule


def shipped_rules() -> list[Rule]:
    """Every shipped rule, those that are off too."""
    path = os.path.join(os.path.dirname(os.path.abspath(__file__)), "compiled.json")
    with open(path, encoding="utf-8") as file:
        return [Rule(name, family, data) for name, family, data in json.load(file)]


def shipped_file(rule: Rule) -> LoadedRule:
    """A shipped rule with its explanation and its examples, from its file."""
    from ce_lint.rulebook.files import load_file
    from ce_lint.rulebook.folders import data_folder

    return load_file(os.path.join(data_folder("rules"), rule.family, f"{rule.name}.toml"))
