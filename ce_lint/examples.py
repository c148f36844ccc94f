"""The law of examples: a good one breaks no rule; a bad one breaks its own, only it, at the places named."""

from __future__ import annotations

import re
from collections.abc import Iterator

from ce_lint.document.nodes import route_text
from ce_lint.document.read import read
from ce_lint.lint.check_file import FileResult, check_parsed
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


def _lint(example: Example, book: Rulebook) -> FileResult | None:
    result = check_parsed(example.file, read(example.file, example.text.encode()), book)
    return result if result.documents else None


def _good(example: Example, book: Rulebook) -> Iterator[str]:
    result = _lint(example, book)
    if result is None:
        yield "it is not an instance document, so nothing is checked"
        return
    for violation in result.violations:
        yield f"it breaks {violation.rule} at {_place(violation, result)}"


def _bad(rule: Rule, example: BadExample, book: Rulebook) -> Iterator[str]:
    result = _lint(example, book)
    if result is None:
        yield "it is not an instance document, so nothing is checked"
        return
    for violation in result.violations:
        if violation.rule != rule.name:
            yield f"it breaks {violation.rule} too, at {_place(violation, result)}"
    own = [violation for violation in result.violations if violation.rule == rule.name]
    missed = [place for place in example.at if not any(_is_at(violation, place, result) for violation in own)]
    extra = [violation for violation in own if not any(_is_at(violation, place, result) for place in example.at)]
    yield from (f"it does not break {rule.name} at {place}" for place in missed)
    yield from (f"it breaks {rule.name} at {_place(one, result)}, which `at` does not name" for one in extra)


def _is_at(violation: Violation, place: str, result: FileResult) -> bool:
    if numbers := _PLACE.match(place):
        return _position(violation, result) == (int(numbers[1]), int(numbers[2]))
    return route_text(violation.route) == place


def _place(violation: Violation, result: FileResult) -> str:
    line, column = _position(violation, result)
    return f"{route_text(violation.route) or 'the root'} ({line}:{column})"


def _position(violation: Violation, result: FileResult) -> tuple[int, int]:
    return result.source.lines.position(violation.span.start) if result.source is not None else (1, 1)
