"""What of a line may be seen: its structure, its keys, and the one value that a finding is about.

Everything that is not known to be harmless is masked, character by character, so that a caret stays in its place.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterator
from typing import Any, NamedTuple

from ce_lint.document.document import is_known_word, is_plain_key
from ce_lint.document.nodes import Node, Span
from ce_lint.document.read import has_broken_strings
from ce_lint.document.scalars import map_span
from ce_lint.document.source import SourceText, parse_json
from ce_lint.secrets.keys import find_secret_level
from ce_lint.secrets.redaction import find_first_secret

MASK = "•"
_NO_STRUCTURE = re.compile(r'[^{}\[\]:,\-|> \t"]')
_NO_QUOTE = re.compile(r'[^"]')
_LITERALS = frozenset({"true", "false", "null", "~"})
_JSON_STARTS = ("{", "[", '"')
_DEEPEST_TEXT = 3


class _Leaf(NamedTuple):
    """A scalar: its place, how it is written, its value, and whether its key bears a secret."""

    span: Span
    style: str
    value: Any
    is_secret: bool


class Masker:
    """The mask over one text."""

    def __init__(self, text: SourceText) -> None:
        self._text = text.text
        problems = [problem for part in text.parts for problem in part.problems]
        self._has_broken_strings = has_broken_strings(problems)
        self._broken = any(problem.is_syntax for problem in problems)
        self._leaves: list[_Leaf] = []
        self._keys: list[Span] = []
        for part in text.parts:
            if part.root is not None:
                self._collect(part.root)
        self._leaves.sort(key=_start)
        self._keys.sort()
        self._lines: dict[tuple[Span, bool], str] = {}

    def line(self, line: Span, shown: Span, rule_family: str) -> str:
        """The text of a line with everything masked but what may be seen; ``shown`` is what the finding is about."""
        about_secrets = rule_family == "secrets"
        seen = self._lines.get((line, about_secrets))
        if seen is None:
            seen = self._lines[line, about_secrets] = self._structure(line, about_secrets)
        if not about_secrets and not self._has_broken_strings and not (self._broken and rule_family == "syntax"):
            for leaf in self._between(shown):
                for part in self._visible(leaf, shown):
                    seen = self._uncovered(seen, line, part)
        return seen

    def hides(self, span: Span) -> bool:
        """Whether something stands in the span that no excerpt would show, even if the finding were about it."""
        if self._has_broken_strings or self._broken:
            return True
        left = list(self._text[span.start : span.end])
        for leaf in self._between(span):
            if leaf.is_secret or (isinstance(leaf.value, str) and hidden_parts(leaf.value)):
                return True
            _blank(left, leaf.span, span)
        for at in range(max(0, bisect_left(self._keys, span) - 1), len(self._keys)):
            if self._keys[at].start >= span.end:
                break
            _blank(left, self._keys[at], span)
        return _NO_STRUCTURE.search("".join(left).replace("\r", "").replace("\n", "")) is not None

    def _structure(self, line: Span, about_secrets: bool) -> str:
        """The line with its keys, its words true, false and null, and its numbers; every other value is masked."""
        seen = list(_NO_STRUCTURE.sub(MASK, self._text[line.start : line.end]))
        for leaf in self._between(line):
            start, end = max(leaf.span.start, line.start), min(leaf.span.end, line.end)
            text = self._text[leaf.span.start : leaf.span.end]
            is_number = isinstance(leaf.value, (int, float)) and not (
                leaf.is_secret or about_secrets or self._has_broken_strings
            )
            written = self._text[start:end]
            seen[start - line.start : end - line.start] = (
                written if is_number or text in _LITERALS else _NO_QUOTE.sub(MASK, written)
            )
        for at in range(max(0, bisect_left(self._keys, line) - 1), len(self._keys)):
            key = self._keys[at]
            if key.start >= line.end:
                break
            if key.end > line.start:
                start, end = max(key.start, line.start), min(key.end, line.end)
                seen[start - line.start : end - line.start] = _printable(self._text[start:end])
        return "".join(seen)

    def _between(self, span: Span) -> Iterator[_Leaf]:
        """The scalars that share a character with the span."""
        first = bisect_left(self._leaves, span.start, key=_start)
        while first > 0 and self._leaves[first - 1].span.end > span.start:
            first -= 1
        for at in range(first, len(self._leaves)):
            if self._leaves[at].span.start >= span.end:
                return
            yield self._leaves[at]

    def _uncovered(self, seen: str, line: Span, part: Span) -> str:
        start, end = max(part.start, line.start), min(part.end, line.end)
        if start >= end:
            return seen
        return seen[: start - line.start] + _printable(self._text[start:end]) + seen[end - line.start :]

    def _visible(self, leaf: _Leaf, shown: Span) -> Iterator[Span]:
        """What may be seen of the value that a finding is about."""
        if leaf.is_secret or not isinstance(leaf.value, str):
            return
        start, end = leaf.span
        if leaf.value.lstrip().startswith(_JSON_STARTS):
            if shown.start <= start and end <= shown.end:
                return  # of JSON in a text, what stands beside the finding is not known
            start, end = max(start, shown.start), min(end, shown.end)
        for hidden in hidden_parts(leaf.value):
            inside = map_span(self._text[leaf.span.start : leaf.span.end], leaf.style, hidden)
            if start < leaf.span.start + inside.start:
                yield Span(start, min(end, leaf.span.start + inside.start))
            start = max(start, leaf.span.start + inside.end)
        if start < end:
            yield Span(start, end)

    def _collect(self, root: Node) -> None:
        nodes = [(root, False)]
        for node, is_secret in nodes:
            if not node.is_container:
                self._leaves.append(_Leaf(node.span, node.style, node.value, is_secret))
            for key, member in (node.members or {}).items():
                if member.key is not None and (
                    is_known_word(key) or (is_plain_key(key) and not self._has_broken_strings)
                ):
                    self._keys.append(member.key)
                nodes.append((member, is_secret or _is_secret(key, node.value)))
            nodes.extend((item, is_secret) for item in node.items or ())


def _blank(text: list[str], part: Span, within: Span) -> None:
    """Take the characters of a part out of the text of a span."""
    start, end = max(part.start, within.start), min(part.end, within.end)
    if start < end:
        text[start - within.start : end - within.start] = " " * (end - start)


def _start(leaf: _Leaf) -> int:
    return leaf.span.start


def _is_secret(key: str, holder: Any) -> bool:
    """Whether a key bears a secret, or a grant of a user; a setting's value means what its entry's key says."""
    if key == "propertyValue" and isinstance(holder, dict):
        key = str(holder.get("key", ""))
    return key == "providerData" or find_secret_level(key) != "no"


def hidden_parts(text: str, depth: int = _DEEPEST_TEXT) -> list[Span]:
    """What must not be seen of a text that a finding is about, in its order.

    Where a secret stands or may stand in it, the rest of it is not seen either: a delimiter in the middle of the secret
    would end it too early. JSON in a text says by its keys what is secret; where it is broken, nothing is known of it.
    """
    if text.lstrip().startswith(_JSON_STARTS):
        return sorted(_hidden_in_json(text, depth))
    start = find_first_secret(text)
    return [] if start is None else [Span(start, len(text))]


def _hidden_in_json(text: str, depth: int) -> Iterator[Span]:
    reading = parse_json(text)
    if reading.root is None or depth == 0 or any(problem.is_syntax for problem in reading.problems):
        yield Span(0, len(text))
        return
    nodes = [(reading.root, False)]
    for node, is_secret in nodes:
        if is_secret:
            yield node.span
        elif isinstance(node.value, str):
            for part in hidden_parts(node.value, depth - 1):
                inside = map_span(text[node.start : node.end], node.style, part)
                yield Span(node.start + inside.start, node.start + inside.end)
        for key, member in (node.members or {}).items():
            nodes.append((member, _is_secret(key, node.value)))
        nodes.extend((item, False) for item in node.items or ())


def _printable(text: str) -> str:
    if text.isprintable():
        return text
    return "".join(character if character.isprintable() or character == "\t" else " " for character in text)
