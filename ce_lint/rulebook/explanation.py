"""Why a rule exists, and its first examples: what reports show of a rule, and the linter does not need."""

from __future__ import annotations

import os
import tomllib
from typing import NamedTuple

from ce_lint.rulebook.rule import Rule
from ce_lint.rulebook.shipped import find_data_folder


class Sample(NamedTuple):
    """An example of a rule, and the language that it is written in: ``json`` or ``yaml``."""

    text: str
    language: str


class Explanation(NamedTuple):
    """What happens on the platform, a document that breaks the rule, and one that does not."""

    why: str
    bad: Sample
    good: Sample


def load_explanation(rule: Rule) -> Explanation:
    """The explanation of a rule, shipped or not, from its file, which is not validated again. Raises OSError."""
    path = rule.path or os.path.join(find_data_folder("rules"), rule.family, f"{rule.name}.toml")
    with open(path, "rb") as file:
        data = tomllib.load(file)
    return Explanation(data["why"], _make_sample(data["bad"][0]), _make_sample(data["good"][0]))


def _make_sample(example: dict[str, str]) -> Sample:
    name = example.get("file", "instance.json")
    return Sample(example["text"].strip("\n"), "yaml" if name.endswith((".yaml", ".yml")) else "json")
