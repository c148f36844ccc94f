"""The shipped rules, without reading a file for each of them at every start.

``ce_lint.generated.py`` is made from ``rules/`` by ``python -m ce_lint.rulebook.compile``; a test keeps it in step.
"""

from __future__ import annotations

import os
from typing import TYPE_CHECKING

from ce_lint.rulebook.compiled import RULES
from ce_lint.rulebook.folders import data_folder
from ce_lint.rulebook.rule import Rule

if TYPE_CHECKING:
    from ce_lint.rulebook.files import LoadedRule


def shipped_rules() -> list[Rule]:
    """Every shipped rule, those that are off too."""
    return [Rule(name, family, data) for name, family, data in RULES]


def shipped_file(rule: Rule) -> LoadedRule:
    """A shipped rule with its explanation and its examples, from its file."""
    from ce_lint.rulebook.files import load_file

    return load_file(os.path.join(data_folder("rules"), rule.family, f"{rule.name}.toml"))
