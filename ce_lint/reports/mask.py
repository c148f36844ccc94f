"""What of a line may be seen: its structure, its keys, and the one value that a finding is about.

Everything that is not known to be harmless is masked, character by character, so that a caret stays in its place.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import NamedTuple

from ce_lint.document.document import is_known_word
from ce_lint.document.node import Node, Span
from ce_lint.readers.read import is_torn
from ce_lint.readers.text import Text
from ce_lint.values.secret_keys import secrecy
from ce_lint.values.secret_texts import secret_spans

MASK = "•"
_PUNCTUATION = frozenset("{}[]:,-|> \t")
_LITERALS = frozenset({"true", "false", "null", "~"})


class Masker:
    """The mask over one text."""

    def __init__(self, text: Text) -> None:
        self._text = text.text
        self._torn = is_torn(problem for reading in text.readings for problem in reading.problems)
        self._leaves: list[_Leaf] = []
        self._keys: list[Span] = []
        for reading in text.readings:
            if reading.root is not None:
                self._collect(reading.root)

    def line(self, line: Span, shown: Span, rule_family: str) -> str:
        """The text of a line with everything masked but what may be seen; ``shown`` is what the finding is about."""
        visible = [span for span in self._keys if span.start < line.end and span.end > line.start]
        for leaf in self._leaves:
            if leaf.span.start < line.end and leaf.span.end > line.start:
                visible.extend(self._visible(leaf, shown, rule_family))
        return "".join(self._character(at, visible, line) for at in range(line.start, line.end))

    def _character(self, at: int, visible: list[Span], line: Span) -> str:
        character = self._text[at]
        if any(span.start <= at < span.end for span in visible):
            return character if character.isprintable() or character == "\t" else " "
        is_structure = character in _PUNCTUATION and not self._inside_leaf(at)
        return character if is_structure or character == '"' else MASK

    def _inside_leaf(self, at: int) -> bool:
        return any(leaf.span.start <= at < leaf.span.end for leaf in self._leaves)

    def _visible(self, leaf: _Leaf, shown: Span, family: str) -> Iterator[Span]:
        text = self._text[leaf.span.start : leaf.span.end]
        if text in _LITERALS:
            yield leaf.span
            return
        if leaf.is_secret or family == "secrets" or self._torn:
            return
        if leaf.style == "bare":
            yield leaf.span
            return
        start, end = max(leaf.span.start, shown.start), min(leaf.span.end, shown.end)
        if start >= end:
            return
        if text.lstrip("\"'|> \n\\n")[:1] not in ("{", "["):
            start, end = leaf.span  # all of it but where it is JSON: there, what stands beside the finding is not known
        for hidden in secret_spans(text):
            hidden_start = leaf.span.start + hidden[0]
            if start < hidden_start:
                yield Span(start, min(end, hidden_start))
            start = max(start, leaf.span.start + hidden[1])
        if start < end:
            yield Span(start, end)

    def _collect(self, root: Node) -> None:
        nodes = [(root, False)]
        for node, is_secret in nodes:
            if node.members is None and node.items is None:
                self._leaves.append(_Leaf(node.span, node.style, is_secret))
            for key, member in (node.members or {}).items():
                if member.key is not None and (not self._torn or is_known_word(key)):
                    self._keys.append(member.key)
                nodes.append((member, is_secret or secrecy(key) != "no"))
            nodes.extend((item, is_secret) for item in node.items or ())


class _Leaf(NamedTuple):
    span: Span
    style: str
    is_secret: bool
