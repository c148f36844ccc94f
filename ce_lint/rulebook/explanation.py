"""Why a rule exists, and its first examples: what a report tells of a rule, and the linter does not need."""

from __future__ import annotations

import os
import tomllib
from typing import NamedTuple

from ce_lint.rulebook.rule import Rule
from ce_lint.rulebook.shipped import data_folder


class Sample(NamedTuple):
    """A document that a rule is shown on, and the language that it is written in."""

    text: str
    language: str


class Explanation(NamedTuple):
    """What happens on the platform, a document that breaks the rule, and the same document without the mistake."""

    why: str
    bad: Sample
    good: Sample


def explanation(rule: Rule) -> Explanation:
    """The explanation of a rule, shipped or not, from its file. The file was judged before: by the tests, or when it
    was loaded. Raises OSError.
    """
    path = rule.path or os.path.join(data_folder("rules"), rule.family, f"{rule.name}.toml")
    with open(path, "rb") as file:
        data = tomllib.load(file)
    return Explanation(data["why"], _sample(data["bad"][0]), _sample(data["good"][0]))


def _sample(example: dict[str, str]) -> Sample:
    name = example.get("file", "instance.json")
    return Sample(example["text"].strip("\n"), "yaml" if name.endswith((".yaml", ".yml")) else "json")
