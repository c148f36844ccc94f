"""The law of examples, by which rules are tested.

A good example breaks no rule. A bad one breaks its own rule, no other, and only at the places that it names; where it
has ``fixed``, the fixes of the rule turn it into exactly that text. A rule with a fix has such an example.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from ce_lint.document.nodes import route_text
from ce_lint.lint.check_file import run_bytes
from ce_lint.lint.fix import apply_fixes
from ce_lint.lint.result import FileResult
from ce_lint.rulebook.loader import LoadedRule
from ce_lint.rulebook.model import BadExample, Example
from ce_lint.rulebook.rule import Rule, Rulebook
from ce_lint.violation import Violation

_PLACE = re.compile(r"(\d+):(\d+)\Z")
_NO_DOCUMENT = "it is not an instance document, so nothing is checked"


def find_problems(loaded: LoadedRule, rules: list[Rule]) -> Iterator[str]:
    """What is wrong with the examples of a rule, in sentences that begin with its path.

    ``rules`` are all rules that the examples are checked by, this one included. One that is off counts as a warning.
    """
    own = loaded.rule.with_severity("warning") if loaded.rule.severity == "off" else loaded.rule
    book = Rulebook([own, *(rule for rule in rules if rule.name != own.name and rule.severity != "off")])
    for number, bad in enumerate(loaded.file.bad, 1):
        yield from (f"{loaded.path}: bad example {number}: {problem}" for problem in _check_bad(own, bad, book))
    for number, good in enumerate(loaded.file.good, 1):
        yield from (f"{loaded.path}: good example {number}: {problem}" for problem in _check_good(good, book))
    if own.fix != "none" and all(example.fixed is None for example in loaded.file.bad):
        yield f"{loaded.path}: the rule has a fix, but no bad example shows it: add `fixed` to one"


def _check_good(example: Example, book: Rulebook) -> Iterator[str]:
    result = _check(example, book)
    if not result.documents:
        yield _NO_DOCUMENT
    for violation in result.violations:
        yield f"it breaks {violation.rule} at {_describe_place(violation, result)}"


def _check_bad(rule: Rule, example: BadExample, book: Rulebook) -> Iterator[str]:
    result = _check(example, book)
    if not result.documents:
        yield _NO_DOCUMENT
        return
    for violation in result.violations:
        if violation.rule != rule.name:
            yield f"it breaks {violation.rule} too, at {_describe_place(violation, result)}"
    own = [violation for violation in result.violations if violation.rule == rule.name]
    missed = [place for place in example.at if not any(_is_at(violation, place, result) for violation in own)]
    extra = [violation for violation in own if not any(_is_at(violation, place, result) for place in example.at)]
    yield from (f"it does not break {rule.name} at {place}" for place in missed)
    yield from (f"it breaks {rule.name} at {_describe_place(one, result)}, which `at` does not name" for one in extra)
    if example.fixed is not None:
        yield from _check_fixed(rule, example, example.fixed, book)


def _check_fixed(rule: Rule, example: BadExample, wanted: str, book: Rulebook) -> Iterator[str]:
    if rule.fix == "none":
        yield 'it has `fixed`, but the rule offers no fix: set `fix` to "safe" or "unsafe"'
        return
    fixed = apply_fixes(
        example.text.encode(),
        _check(example, book),
        lambda data: run_bytes(example.file, data, book),
        unsafe=rule.fix == "unsafe",
        only={rule.name},
    )
    if fixed.data.decode() != wanted:
        reason = f" ({fixed.reason})" if fixed.reason else ""
        difference = _describe_difference(fixed.data.decode(), wanted)
        yield f"its fix does not make the text of `fixed`{reason}: {difference}"


def _describe_difference(text: str, wanted: str) -> str:
    """The first line in which two different texts differ."""
    lines, expected = text.split("\n"), wanted.split("\n")
    number = next((at for at, pair in enumerate(zip(lines, expected, strict=False)) if pair[0] != pair[1]), None)
    if number is None:
        return f"it has {len(lines)} lines, not {len(expected)}"
    return f"line {number + 1} is {lines[number]!r}"


def _check(example: Example, book: Rulebook) -> FileResult:
    return run_bytes(example.file, example.text.encode(), book)


def _is_at(violation: Violation, place: str, result: FileResult) -> bool:
    if numbers := _PLACE.match(place):
        return _find_position(violation, result) == (int(numbers[1]), int(numbers[2]))
    return route_text(violation.route) == place


def _describe_place(violation: Violation, result: FileResult) -> str:
    line, column = _find_position(violation, result)
    return f"{route_text(violation.route) or 'the root'} ({line}:{column})"


def _find_position(violation: Violation, result: FileResult) -> tuple[int, int]:
    """The line and column, both from 1, where a violation begins."""
    return result.source.lines.position(violation.span.start) if result.source is not None else (1, 1)
