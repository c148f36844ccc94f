"""What the comments of a file accept, and which of them accept nothing."""

from __future__ import annotations

from collections.abc import Iterator, Sequence, Set

from ce_lint.allow.allowances import EXPIRED, EXPIRED_FIX, UNUSED
from ce_lint.allow.comments import FORM, Comment, comments
from ce_lint.config.tune import unknown
from ce_lint.readers.text import Text
from ce_lint.rulebook.rule import Rulebook
from ce_lint.violation import Position, Violation


def sift_comments(
    path: str, source: Text, violations: Sequence[Violation], rulebook: Rulebook, whole: bool = True
) -> tuple[list[Violation], int]:
    """The violations of a YAML text without those that its comments accept, whose number is told too.

    A comment that accepts nothing, or whose day is past, is a violation itself; but in a text that is not ``whole``,
    what one accepts may only be hidden.
    """
    found = comments(source)
    accepted = {(rule, line) for comment in found for rule in comment.accepts for line in comment.lines}
    kept = [violation for violation in violations if (violation.rule, violation.start.line - 1) not in accepted]
    met = {(violation.rule, violation.start.line - 1) for violation in violations}
    own = [one for comment in found for one in _faults(path, source, comment, met, rulebook, whole)]
    return [*kept, *own], len(violations) - len(kept)


def _faults(
    path: str, source: Text, comment: Comment, met: Set[tuple[str, int]], rulebook: Rulebook, whole: bool
) -> Iterator[Violation]:
    def fault(rule_name: str, message: str, help: str) -> Iterator[Violation]:
        rule = rulebook.rule(rule_name)
        if rule is not None:
            lines = source.lines
            start, end = Position(*lines.position(comment.span.start)), Position(*lines.position(comment.span.end))
            yield Violation(path, rule.name, rule.family, rule.severity, message, help, start, end, ())

    if comment.fault:
        yield from fault(UNUSED, f"This comment allows nothing: it {comment.fault}", FORM)
    elif comment.has_run_out:
        yield from fault(EXPIRED, "This `allow` comment has expired", EXPIRED_FIX)
    for name in () if comment.has_run_out else comment.rules:
        if name not in rulebook.known:
            yield from fault(UNUSED, f"This comment allows nothing: {unknown('rule', name, rulebook.known)}"[:-1], FORM)
        elif whole and rulebook.rule(name) is not None and not any((name, line) in met for line in comment.lines):
            yield from fault(UNUSED, f"The `allow` comment for `{name}` matches no finding", "Remove the comment.")
