"""What of a line may be shown in an excerpt or a diff. Everything else is masked, character by character.

What may be shown is decided on the text as it is written: a scalar is shown if it is written without escapes, tags and
continuations, its key is not that of a secret, and its value is harmless (see ``ce_lint.secrets.redaction``). If a
syntax error may have cut a string, only words of the platform are shown.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterator
from typing import Any, NamedTuple

from ce_lint.document.names import is_known_key, may_be_named
from ce_lint.document.nodes import Node, Span
from ce_lint.document.read import has_broken_strings
from ce_lint.document.scalars import map_span
from ce_lint.document.source import SourceText, parse_json
from ce_lint.secrets.placeholders import is_bracketed
from ce_lint.secrets.redaction import MASK, find_first_secret, is_harmless, may_bear_secret

_NO_STRUCTURE = re.compile(r'[^{}\[\]:,\-|> \t"]')
_NO_QUOTE = re.compile(r'[^"]')
_MOST_DIGITS = 6
_LITERALS = frozenset({"true", "false", "null", "~"})
_JSON_STARTS = ("{", "[", '"')
_DEEPEST_TEXT = 3
_LAYOUT = str.maketrans("", "", "\t\r\n")
_WORD = re.compile(r"\w*\Z"), re.compile(r"\w*")
_DIRECTIVE = re.compile(r"(?:^|(?<=[ \t]))#[ \t]*ce-lint:[ \t]*allow[ \t]+[a-z-]+(?:[ \t]*,[ \t]*[a-z-]+)*")


class _Leaf(NamedTuple):
    """A scalar: its place, how it is written, its value, and whether its key may be that of a secret."""

    span: Span
    style: str
    value: Any
    is_secret: bool


class Redactor:
    """Shows the lines of one text without what may be secret."""

    def __init__(self, source: SourceText) -> None:
        self._text = source.text
        problems = [problem for part in source.parts for problem in part.problems]
        self._is_uncertain = has_broken_strings(problems)
        self._is_broken = any(problem.is_syntax for problem in problems)
        self._leaves: list[_Leaf] = []
        self._keys: list[Span] = []
        for part in source.parts:
            if part.root is not None:
                self._collect(part.root)
        # By an alias of YAML one scalar has several keys: that of a secret wins.
        secret = {leaf.span for leaf in self._leaves if leaf.is_secret}
        self._leaves = [leaf._replace(is_secret=leaf.span in secret) for leaf in self._leaves]
        self._leaves.sort(key=_start)
        self._keys.sort()
        self._lines: dict[Span, str] = {}

    def show_line(self, line: Span, marked: Span, family: str, redact: bool = False) -> str:
        """The line at the span ``line`` with everything masked that may be secret.

        ``marked`` is the place of a violation of a rule of this family; ``redact`` says that it holds a secret. The
        result has as many code points as the line.
        """
        shown = self._lines.get(line)
        if shown is None:
            shown = self._lines[line] = self._mask(line)
        if redact:
            return self._cover(shown, line, marked)
        if not self._is_uncertain and not (self._is_broken and family == "syntax"):
            for leaf in self._between(marked):
                for part in self._find_visible(leaf, marked):
                    shown = self._uncover(shown, line, part)
        return shown

    def has_hidden(self, span: Span, trusts_broken: bool = False) -> bool:
        """Whether something in the span may be secret. Any syntax error makes it so unless ``trusts_broken``."""
        if self._is_uncertain or (self._is_broken and not trusts_broken):
            return True
        text = self._text[span.start : span.end]
        if not text.translate(_LAYOUT).isprintable():
            return True
        rest = list(text)
        for leaf in self._between(span):
            if not self._is_visible(leaf):
                return True
            _erase(rest, leaf.span, span)
        for key in self._keys_between(span):
            _erase(rest, key, span)
        return _NO_STRUCTURE.search("".join(rest).replace("\r", "").replace("\n", "")) is not None

    def _mask(self, line: Span) -> str:
        """The line with its structure, its keys and its harmless values."""
        shown = list(_NO_STRUCTURE.sub(MASK, self._text[line.start : line.end]))
        for leaf in self._between(line):
            start, end = max(leaf.span.start, line.start), min(leaf.span.end, line.end)
            written = self._text[start:end]
            text = _printable(written) if self._is_visible(leaf) else _NO_QUOTE.sub(MASK, written)
            shown[start - line.start : end - line.start] = text
        for key in self._keys_between(line):
            start, end = max(key.start, line.start), min(key.end, line.end)
            shown[start - line.start : end - line.start] = _printable(self._text[start:end])
        directive = _DIRECTIVE.search(self._text, line.start, line.end)
        if directive is not None and not self._is_uncertain and not any(self._between(Span(*directive.span()))):
            shown[directive.start() - line.start : directive.end() - line.start] = directive[0]
        return "".join(shown)

    def _is_visible(self, leaf: _Leaf) -> bool:
        """Whether all of a scalar may be shown."""
        written = self._text[leaf.span.start : leaf.span.end]
        if written in _LITERALS:
            return True
        if self._is_uncertain:
            return False
        if not isinstance(leaf.value, str):
            return not leaf.is_secret and len(written) < 20 and "\n" not in written and not written.startswith("!")
        if written not in (leaf.value, f'"{leaf.value}"', f"'{leaf.value}'"):
            return False
        return is_harmless(leaf.value) and (not leaf.is_secret or not leaf.value or is_bracketed(leaf.value))

    def _find_visible(self, leaf: _Leaf, marked: Span) -> Iterator[Span]:
        """What may be shown of a scalar that a violation is about: the marked part of it, if that is harmless."""
        if leaf.is_secret or not isinstance(leaf.value, str) or self._is_visible(leaf):
            return
        start, end = max(leaf.span.start, marked.start), min(leaf.span.end, marked.end)
        if start >= end or not self._is_harmless_part(Span(start, end)):
            return
        hidden = find_hidden_parts(leaf.value)
        if not hidden:
            yield Span(start, end)
        elif leaf.style == "json":
            raw = self._text[leaf.span.start : leaf.span.end]
            places = [map_span(raw, leaf.style, part) for part in hidden]
            if not any(leaf.span.start + one.start < end and start < leaf.span.start + one.end for one in places):
                yield Span(start, end)

    def _is_harmless_part(self, part: Span) -> bool:
        """Whether a part of the text, extended to whole words, is harmless."""
        before = _WORD[0].search(self._text[max(0, part.start - 80) : part.start])
        after = _WORD[1].match(self._text, part.end, part.end + 80)
        start = part.start - len(before[0] if before else "")
        text = self._text[start : after.end() if after else part.end]
        return is_harmless(text.replace('\\"', '"').strip("\"'"))

    def _between(self, span: Span) -> Iterator[_Leaf]:
        """The scalars that share a character with the span."""
        first = bisect_left(self._leaves, span.start, key=_start)
        while first > 0 and self._leaves[first - 1].span.end > span.start:
            first -= 1
        for at in range(first, len(self._leaves)):
            if self._leaves[at].span.start >= span.end:
                return
            yield self._leaves[at]

    def _keys_between(self, span: Span) -> Iterator[Span]:
        for at in range(max(0, bisect_left(self._keys, span) - 1), len(self._keys)):
            key = self._keys[at]
            if key.start >= span.end:
                return
            if key.end > span.start:
                yield key

    def _uncover(self, shown: str, line: Span, part: Span) -> str:
        start, end = max(part.start, line.start), min(part.end, line.end)
        if start >= end:
            return shown
        return shown[: start - line.start] + _printable(self._text[start:end]) + shown[end - line.start :]

    @staticmethod
    def _cover(shown: str, line: Span, part: Span) -> str:
        start, end = max(part.start, line.start) - line.start, min(part.end, line.end) - line.start
        return shown[:start] + _NO_QUOTE.sub(MASK, shown[start:end]) + shown[end:] if start < end else shown

    def _collect(self, root: Node) -> None:
        nodes = [(root, False, "")]
        for node, is_secret, name in nodes:
            if not node.is_container:
                self._leaves.append(_Leaf(node.span, node.style, node.value, is_secret))
            for key, member in (node.members or {}).items():
                if member.key is not None and self._may_show_key(key, member.key):
                    self._keys.append(member.key)
                is_hidden = is_secret or _is_secret(key, node.value, name) or _is_long_number(key, member, node.value)
                nodes.append((member, is_hidden, key))
            nodes.extend((item, is_secret, name) for item in node.items or ())

    def _may_show_key(self, key: str, span: Span) -> bool:
        if self._text[span.start : span.end] not in (key, f'"{key}"', f"'{key}'"):
            return False
        return is_known_key(key) or (not self._is_uncertain and may_be_named(key))


def _erase(text: list[str], part: Span, within: Span) -> None:
    """Replace the characters of a part of the span ``within``, whose characters are in ``text``, by spaces."""
    start, end = max(part.start, within.start), min(part.end, within.end)
    if start < end:
        text[start - within.start : end - within.start] = " " * (end - start)


def _start(leaf: _Leaf) -> int:
    return leaf.span.start


def _is_secret(key: str, holder: Any, name: str = "") -> bool:
    """Whether the value of a key may be a secret; in a list of settings, the key of the entry says it.

    ``name`` is the key of the object ``holder``. The key of an element or of a setting is not one.
    """
    if key == "key" and (name == "element" or (isinstance(holder, dict) and "propertyValue" in holder)):
        return False
    key = _find_setting(key, holder)
    return key == "providerData" or may_bear_secret(key)


def _find_setting(key: str, holder: Any) -> str:
    """The key, or the one of the setting if it is the ``propertyValue`` of an entry in a list of settings."""
    return str(holder.get("key", "")) if key == "propertyValue" and isinstance(holder, dict) else key


def _is_long_number(key: str, member: Node, holder: Any) -> bool:
    """Whether a member is a number that may be a secret: a long one under a key that the platform does not know."""
    if isinstance(member.value, bool) or not isinstance(member.value, int | float):
        return False
    return member.span.end - member.span.start > _MOST_DIGITS and not is_known_key(_find_setting(key, holder))


def find_hidden_parts(text: str, depth: int = _DEEPEST_TEXT) -> list[Span]:
    """The parts of a string's value that must not be shown, in order; offsets are code points of ``text``.

    Nothing from the first secret on may be shown. In JSON the keys say what is secret; broken JSON is hidden.
    """
    if text.lstrip().startswith(_JSON_STARTS):
        return sorted(_find_hidden_in_json(text, depth))
    start = find_first_secret(text)
    return [] if start is None else [Span(start, len(text))]


def _find_hidden_in_json(text: str, depth: int) -> Iterator[Span]:
    parsed = parse_json(text)
    if parsed.root is None or depth == 0 or any(problem.is_syntax for problem in parsed.problems):
        yield Span(0, len(text))
        return
    nodes = [(parsed.root, False)]
    for node, is_secret in nodes:
        if is_secret:
            yield node.span
        elif isinstance(node.value, str):
            for part in find_hidden_parts(node.value, depth - 1):
                inside = map_span(text[node.start : node.end], node.style, part)
                yield Span(node.start + inside.start, node.start + inside.end)
        for key, member in (node.members or {}).items():
            if member.key is not None and not is_harmless(key):
                yield member.key
            nodes.append((member, _is_secret(key, node.value)))
        nodes.extend((item, False) for item in node.items or ())


def _printable(text: str) -> str:
    if text.isprintable():
        return text
    return "".join(character if character.isprintable() or character == "\t" else " " for character in text)
