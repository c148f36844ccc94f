"""Comments of YAML that accept findings: ``# ce-lint: allow RULE -- reason``, on the line or above it.

JSON has no comments, and the platform takes no further keys: there the configuration accepts findings.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterable, Iterator, Mapping, Sequence
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

    @property
    def accepts(self) -> tuple[str, ...]:
        """The rules whose findings it accepts."""
        return () if self.has_run_out else self.rules


def comments(source: Text) -> list[Comment]:
    """The comments of a YAML text that speak to ce-lint."""
    scalars = list(_scalars(source))
    covered = sorted(span for node in scalars for span in _without_comments(source.text, node))
    extents = _extents(source, scalars)
    return [
        _comment(source, match, extents)
        for match in _COMMENT.finditer(source.text)
        if not _is_covered(match.start(), covered)
    ]


def line_above(source: Text, number: int) -> int:
    """The line, from 0, above which a comment speaks of what stands in another: inside a value there is no comment."""
    extents = _extents(source, list(_scalars(source)))
    return min([number, *(first for first, last in extents.items() if first <= number <= last)])


def _scalars(source: Text) -> Iterator[Node]:
    """Keys and values that hold no others, each once: an alias leads to one that was met before."""
    nodes = [reading.root for reading in source.readings if reading.root is not None]
    met: set[int] = set()
    for node in nodes:
        if id(node) in met:
            continue
        met.add(id(node))
        if node.members is None and node.items is None:
            yield node
        nodes.extend((node.members or {}).values())
        nodes.extend(node.items or ())


def _extents(source: Text, scalars: Iterable[Node]) -> dict[int, int]:
    """From each line in which a scalar begins to the last line that one of these reaches."""
    extents: dict[int, int] = {}
    for node in scalars:
        first = source.lines.number(node.key.start if node.key else node.start)
        last = source.lines.number(max(node.start, node.end - 1))
        extents[first] = max(last, extents.get(first, 0))
    return extents


def _without_comments(text: str, node: Node) -> Iterator[Span]:
    """Where a # is no comment: in a key and in a value, but for the line of a block's ``|``."""
    if node.key is not None:
        yield node.key
    first_line = text.find("\n", node.start, node.end) if node.style in {"literal", "folded"} else node.start
    yield Span(first_line if first_line >= 0 else node.end, node.end)


def _is_covered(offset: int, spans: Sequence[Span]) -> bool:
    """Whether one of the spans, which are sorted and apart from each other, holds an offset."""
    at = bisect_right(spans, offset, key=lambda span: span.start) - 1
    return at >= 0 and offset < spans[at].end


def _comment(source: Text, match: re.Match[str], extents: Mapping[int, int]) -> Comment:
    span = Span(match.start(), match.start() + len(match[0].rstrip()))
    lines = _lines(source, span.start, extents)
    said = _REST.match(match["rest"].rstrip()) if match["word"] == "allow" else None
    if said is None:
        return Comment(span, lines, fault="is not valid")
    if not (said["reason"] or "").strip():
        return Comment(span, lines, fault="has no reason")
    names = tuple(name.strip() for name in said["rules"].split(","))
    past = is_past(said["until"]) if said["until"] else False
    if past is None:
        return Comment(span, lines, fault="has no valid date after `until`, such as 2027-01-31")
    return Comment(span, lines, names, has_run_out=past)


def _lines(source: Text, start: int, extents: Mapping[int, int]) -> range:
    """The lines that a comment speaks of: its own or the next with content, and all of a text that begins there."""
    lines = source.lines
    number = lines.number(start)
    if not source.text[lines.span(number).start : start].strip():
        number = next(_content_below(source, number), number)
    return range(number, extents.get(number, number) + 1)


def _content_below(source: Text, number: int) -> Iterator[int]:
    while (number := number + 1) < len(source.lines.starts):
        span = source.lines.span(number)
        if not _NO_CONTENT.match(source.text[span.start : span.end]):
            yield number
