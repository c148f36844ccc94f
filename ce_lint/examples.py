"""The law of examples: a good one breaks no rule; a bad one breaks its own, only it, at the places named."""

from __future__ import annotations

import re
from collections.abc import Iterator

from ce_lint.document.nodes import route_text
from ce_lint.document.read import read
from ce_lint.lint.check_file import check_parsed
from ce_lint.rulebook.loader import LoadedRule
from ce_lint.rulebook.model import BadExample, Example
from ce_lint.rulebook.rule import Rule, Rulebook
from ce_lint.violation import Violation

_PLACE = re.compile(r"(\d+):(\d+)\Z")


def find_problems(loaded: LoadedRule, rules: list[Rule]) -> Iterator[str]:
    """What is wrong with the examples of a rule, in sentences; ``rules`` are all that could speak."""
    own = loaded.rule.with_severity("warning") if loaded.rule.severity == "off" else loaded.rule
    book = Rulebook([own, *(rule for rule in rules if rule.name != own.name and rule.severity != "off")])
    for number, example in enumerate(loaded.file.bad, 1):
        yield from (f"{loaded.path}: bad example {number}: {problem}" for problem in _bad(own, example, book))
    for number, good in enumerate(loaded.file.good, 1):
        yield from (f"{loaded.path}: good example {number}: {problem}" for problem in _good(good, book))


def _lint(example: Example, book: Rulebook) -> list[Violation] | None:
    result = check_parsed(example.file, read(example.file, example.text.encode()), book)
    return list(result.violations) if result.documents else None


def _good(example: Example, book: Rulebook) -> Iterator[str]:
    found = _lint(example, book)
    if found is None:
        yield "it is no instance document, so nothing is judged"
    for violation in found or ():
        yield f"it breaks {violation.rule} at {_place(violation)}"


def _bad(rule: Rule, example: BadExample, book: Rulebook) -> Iterator[str]:
    found = _lint(example, book)
    if found is None:
        yield "it is no instance document, so nothing is judged"
        return
    for violation in found:
        if violation.rule != rule.name:
            yield f"it breaks {violation.rule} too, at {_place(violation)}"
    own = [violation for violation in found if violation.rule == rule.name]
    missed = [place for place in example.at if not any(_is_at(violation, place) for violation in own)]
    extra = [violation for violation in own if not any(_is_at(violation, place) for place in example.at)]
    yield from (f"it does not break {rule.name} at {place}" for place in missed)
    yield from (f"it breaks {rule.name} at {_place(violation)}, which `at` does not name" for violation in extra)


def _is_at(violation: Violation, place: str) -> bool:
    if numbers := _PLACE.match(place):
        return violation.start == (int(numbers[1]), int(numbers[2]))
    return route_text(violation.route) == place


def _place(violation: Violation) -> str:
    return f"{route_text(violation.route) or 'the root'} ({violation.start.line}:{violation.start.column})"
