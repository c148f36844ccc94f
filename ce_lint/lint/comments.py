"""Comments of YAML that accept findings: ``# ce-lint: allow RULE -- reason``, on the line or above it.

JSON has no comments, and the platform takes no further keys: there the configuration accepts findings.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterable, Iterator, Mapping, Sequence, Set
from typing import NamedTuple

from ce_lint.document.nodes import Node, Span
from ce_lint.document.read import ParsedFile
from ce_lint.document.source import SourceText
from ce_lint.lint.allow import EXPIRED, EXPIRED_FIX, UNUSED, is_past
from ce_lint.rulebook.rule import Rulebook
from ce_lint.util.lazy_pattern import lazy_pattern
from ce_lint.util.nearest import did_you_mean
from ce_lint.violation import Violation

_COMMENT = lazy_pattern(r"(?:^|(?<=[ \t]))#[ \t]*ce-lint:[ \t]*(?P<word>\w*)(?P<rest>[^\r\n]*)", re.MULTILINE)
_REST = lazy_pattern(
    r"[ \t]+(?P<rules>[\w-]+(?:[ \t]*,[ \t]*[\w-]+)*)(?:[ \t]+until[ \t]+(?P<until>\S+))?(?:[ \t]+--(?P<reason>.*))?$"
)
_NO_CONTENT = lazy_pattern(r"[ \t]*(?:#[^\r\n]*)?\r?$")
FORM = "Write `# ce-lint: allow RULE -- reason`."


class Comment(NamedTuple):
    """One comment: its span, the lines that it applies to (from 0, the end exclusive), and its rules.

    ``error`` says why it accepts nothing; ``is_expired`` is True if its day is past.
    """

    span: Span
    lines: range
    rules: tuple[str, ...] = ()
    error: str = ""
    is_expired: bool = False

    @property
    def accepts(self) -> tuple[str, ...]:
        """The rules whose findings it accepts."""
        return () if self.is_expired else self.rules


def comments(source: SourceText) -> list[Comment]:
    """The comments of a YAML text that are directives for ce-lint."""
    scalars = list(_scalars(source))
    covered = sorted(span for node in scalars for span in _without_comments(source.text, node))
    extents = _extents(source, scalars)
    return [
        _comment(source, match, extents)
        for match in _COMMENT.finditer(source.text)
        if not _is_covered(match.start(), covered)
    ]


def line_above(source: SourceText, number: int) -> int:
    """The line, from 0, above which a comment applies to line ``number``: there are no comments inside a value."""
    extents = _extents(source, list(_scalars(source)))
    return min([number, *(first for first, last in extents.items() if first <= number <= last)])


def _scalars(source: SourceText) -> Iterator[Node]:
    """Keys and values that hold no others, each once: an alias leads to one that was met before."""
    nodes = [part.root for part in source.parts if part.root is not None]
    met: set[int] = set()
    for node in nodes:
        if id(node) in met:
            continue
        met.add(id(node))
        if not node.is_container:
            yield node
        nodes.extend(node.children)


def _extents(source: SourceText, scalars: Iterable[Node]) -> dict[int, int]:
    """From each line in which a scalar begins to the last line that one of these reaches."""
    extents: dict[int, int] = {}
    for node in scalars:
        first = source.lines.number(node.key.start if node.key else node.start)
        last = source.lines.number(max(node.start, node.end - 1))
        extents[first] = max(last, extents.get(first, 0))
    return extents


def _without_comments(text: str, node: Node) -> Iterator[Span]:
    """Where a # is not a comment: in a key and in a value, but for the line of a block's ``|``."""
    if node.key is not None:
        yield node.key
    first_line = text.find("\n", node.start, node.end) if node.style in {"literal", "folded"} else node.start
    yield Span(first_line if first_line >= 0 else node.end, node.end)


def _is_covered(offset: int, spans: Sequence[Span]) -> bool:
    """Whether one of the spans, which are sorted and apart from each other, holds an offset."""
    at = bisect_right(spans, offset, key=lambda span: span.start) - 1
    return at >= 0 and offset < spans[at].end


def _comment(source: SourceText, match: re.Match[str], extents: Mapping[int, int]) -> Comment:
    span = Span(match.start(), match.start() + len(match[0].rstrip()))
    lines = _lines(source, span.start, extents)
    found = _REST.match(match["rest"].rstrip()) if match["word"] == "allow" else None
    if found is None:
        return Comment(span, lines, error="is not valid")
    if not (found["reason"] or "").strip():
        return Comment(span, lines, error="has no reason")
    names = tuple(name.strip() for name in found["rules"].split(","))
    past = is_past(found["until"]) if found["until"] else False
    if past is None:
        return Comment(span, lines, error="has no valid date after `until`, such as 2027-01-31")
    return Comment(span, lines, names, is_expired=past)


def _lines(source: SourceText, start: int, extents: Mapping[int, int]) -> range:
    """The lines that a comment applies to: its own or the next with content, and all of a value that begins there."""
    lines = source.lines
    number = lines.number(start)
    if not source.text[lines.span(number).start : start].strip():
        number = next(_content_below(source, number), number)
    return range(number, extents.get(number, number) + 1)


def _content_below(source: SourceText, number: int) -> Iterator[int]:
    while (number := number + 1) < len(source.lines.starts):
        span = source.lines.span(number)
        if not _NO_CONTENT.match(source.text[span.start : span.end]):
            yield number


def apply_comments(
    path: str, parsed: ParsedFile, violations: Sequence[Violation], rulebook: Rulebook
) -> tuple[list[Violation], int]:
    """Take out the violations that comments of a YAML file accept. Returns the others, and how many were accepted.

    A comment that accepts nothing, or whose day is past, is a violation itself; but if the file has syntax errors, what
    a comment accepts may only be hidden.
    """
    source = parsed.source
    if source is None:
        return [*violations], 0
    whole = not parsed.has_syntax_errors
    found = comments(source)
    number = source.lines.number
    accepted = {(rule, line) for comment in found for rule in comment.accepts for line in comment.lines}
    kept = [violation for violation in violations if (violation.rule, number(violation.span.start)) not in accepted]
    met = {(violation.rule, number(violation.span.start)) for violation in violations}
    own = [one for comment in found for one in _find_unused(path, comment, met, rulebook, whole)]
    return [*kept, *own], len(violations) - len(kept)


def _find_unused(
    path: str, comment: Comment, met: Set[tuple[str, int]], rulebook: Rulebook, whole: bool
) -> Iterator[Violation]:
    def error(rule_name: str, message: str, help: str) -> Iterator[Violation]:
        rule = rulebook.find_rule(rule_name)
        if rule is not None:
            yield Violation(path, rule.name, rule.family, rule.severity, message, help, comment.span, ())

    if comment.error:
        yield from error(UNUSED, f"This comment allows nothing: it {comment.error}", FORM)
    elif comment.is_expired:
        yield from error(EXPIRED, "This `allow` comment has expired", EXPIRED_FIX)
    for name in () if comment.is_expired else comment.rules:
        if name not in rulebook.known:
            yield from error(
                UNUSED,
                f"This comment allows a rule that does not exist.{did_you_mean(name, rulebook.known)}".rstrip("."),
                FORM,
            )
        elif whole and rulebook.find_rule(name) is not None and not any((name, line) in met for line in comment.lines):
            yield from error(UNUSED, f"The `allow` comment for `{name}` matches no finding", "Remove the comment.")
