"""Comments of YAML that accept findings: ``# ce-lint: allow RULE -- reason``, on the line or above it.

JSON has no comments, and the platform takes no further keys: there the configuration accepts findings.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from typing import NamedTuple

from ce_lint.document.node import Node, Span
from ce_lint.readers.text import Text
from ce_lint.values.day import is_past
from ce_lint.values.lazy import lazy

_COMMENT = lazy(r"(?:^|(?<=[ \t]))#[ \t]*ce-lint:[ \t]*(?P<word>\w*)(?P<rest>[^\r\n]*)", re.MULTILINE)
_REST = lazy(
    r"[ \t]+(?P<rules>[\w-]+(?:[ \t]*,[ \t]*[\w-]+)*)(?:[ \t]+until[ \t]+(?P<until>\S+))?(?:[ \t]+--(?P<reason>.*))?$"
)
_NO_CONTENT = lazy(r"[ \t]*(?:#[^\r\n]*)?\r?$")
FORM = "Write `# ce-lint: allow RULE -- reason`."


class Comment(NamedTuple):
    """One comment: its place, the lines that it speaks of (from 0, the end exclusive), and what it says.

    ``fault`` says why it accepts nothing; ``has_run_out`` whether its day is past.
    """

    span: Span
    lines: range
    rules: tuple[str, ...] = ()
    fault: str = ""
    has_run_out: bool = False


def comments(source: Text) -> list[Comment]:
    """The comments of a YAML text that speak to ce-lint."""
    scalars = list(_scalars(source))
    covered = [span for node in scalars for span in _without_comments(source.text, node)]
    starts = [(node.key.start if node.key else node.start, node.end) for node in scalars]
    return [
        _comment(source, match, starts)
        for match in _COMMENT.finditer(source.text)
        if not any(span.start <= match.start() < span.end for span in covered)
    ]


def _scalars(source: Text) -> Iterator[Node]:
    nodes = [reading.root for reading in source.readings if reading.root is not None]
    for node in nodes:
        if node.members is None and node.items is None:
            yield node
        nodes.extend((node.members or {}).values())
        nodes.extend(node.items or ())


def _without_comments(text: str, node: Node) -> Iterator[Span]:
    """Where a # is no comment: in a key and in a value, but for the line of a block's ``|``."""
    if node.key is not None:
        yield node.key
    first_line = text.find("\n", node.start, node.end) if node.style in {"literal", "folded"} else node.start
    yield Span(first_line if first_line >= 0 else node.end, node.end)


def _comment(source: Text, match: re.Match[str], starts: Sequence[tuple[int, int]]) -> Comment:
    span = Span(match.start(), match.start() + len(match[0].rstrip()))
    lines = _lines(source, span.start, starts)
    said = _REST.match(match["rest"].rstrip()) if match["word"] == "allow" else None
    if said is None:
        return Comment(span, lines, fault="is not understood")
    if not (said["reason"] or "").strip():
        return Comment(span, lines, fault="gives no reason")
    names = tuple(name.strip() for name in said["rules"].split(","))
    past = is_past(said["until"]) if said["until"] else False
    if past is None:
        return Comment(span, lines, fault="has no day behind `until`, such as 2027-01-31")
    return Comment(span, lines, names, has_run_out=past)


def _lines(source: Text, start: int, starts: Sequence[tuple[int, int]]) -> range:
    """The lines that a comment speaks of: its own or the next with content, and all of a text that begins there."""
    lines = source.lines
    number = lines.number(start)
    if not source.text[lines.span(number).start : start].strip():
        number = next(_content_below(source, number), number)
    line = lines.span(number)
    ends = [lines.number(max(0, end - 1)) for begin, end in starts if line.start <= begin <= line.end]
    return range(number, max([number, *ends]) + 1)


def _content_below(source: Text, number: int) -> Iterator[int]:
    while (number := number + 1) < len(source.lines.starts):
        span = source.lines.span(number)
        if not _NO_CONTENT.match(source.text[span.start : span.end]):
            yield number
