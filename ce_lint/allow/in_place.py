"""What the comments of a file accept, and which of them accept nothing."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from ce_lint.allow.comments import FORM, Comment, comments
from ce_lint.config.tune import unknown
from ce_lint.readers.text import Text
from ce_lint.rulebook.rule import Rulebook
from ce_lint.violation import Position, Violation

UNUSED = "unused-allowance"
EXPIRED = "expired-allowance"


def sift_comments(
    path: str, source: Text, violations: Sequence[Violation], rulebook: Rulebook
) -> tuple[list[Violation], int]:
    """The violations of a YAML text without those that its comments accept, whose number is told too.

    A comment that accepts nothing, or whose day is past, is a violation itself.
    """
    found = comments(source)
    kept = [violation for violation in violations if not any(_accepts(comment, violation) for comment in found)]
    own = [one for comment in found for one in _faults(path, source, comment, violations, rulebook)]
    return [*kept, *own], len(violations) - len(kept)


def _accepts(comment: Comment, violation: Violation) -> bool:
    return violation.rule in comment.rules and not comment.has_run_out and violation.start.line - 1 in comment.lines


def _faults(
    path: str, source: Text, comment: Comment, violations: Sequence[Violation], rulebook: Rulebook
) -> Iterator[Violation]:
    def fault(rule_name: str, message: str, fix: str) -> Iterator[Violation]:
        rule = rulebook.rule(rule_name)
        if rule is not None:
            lines = source.lines
            start, end = Position(*lines.position(comment.span.start)), Position(*lines.position(comment.span.end))
            yield Violation(path, rule.name, rule.family, rule.severity, message, fix, start, end, ())

    if comment.fault:
        yield from fault(UNUSED, f"This comment allows nothing: it {comment.fault}", FORM)
    elif comment.has_run_out:
        yield from fault(EXPIRED, "The day until which this comment allows findings is past", EXPIRED_FIX)
    for name in () if comment.has_run_out else comment.rules:
        if name not in rulebook.known:
            yield from fault(UNUSED, f"This comment allows nothing: {unknown('rule', name, rulebook.known)}"[:-1], FORM)
        elif rulebook.rule(name) is not None and not any(
            violation.rule == name and violation.start.line - 1 in comment.lines for violation in violations
        ):
            yield from fault(UNUSED, f"This comment allows `{name}`, and there is no such finding", "Remove it.")


EXPIRED_FIX = "Mend the finding, or give it a later day."
