"""The JSON parser with spans: quick for a valid text, with recovery for any other."""

from __future__ import annotations

import re
from typing import Any, Final

from ce_lint.document.json.numbers import parse_number
from ce_lint.document.json.strings import parse_string
from ce_lint.document.nodes import MAX_DEPTH, Node, ParsedText, Span

_W = r"[ \t\r\n]*+"
_DIGITS = r"(-?(?:0|[1-9][0-9]*+))(\.[0-9]++)?([eE][-+]?[0-9]++)?"
_VALUE: Final = re.compile(rf'{_W}(?:"([^"\\\x00-\x1f]*+)"|(")|([\[{{])|{_DIGITS}|(true|false|null))')
_STRING, _QUOTE, _BRACKET, _NUMBER, _FRACTION, _EXPONENT, _WORD = range(1, 8)
_KEY: Final = re.compile(rf'{_W}"([^"\\\x00-\x1f]*+)"{_W}:|{_W}(")')
_COLON: Final = re.compile(rf"{_W}:")
_FOLLOWING: Final = re.compile(rf"{_W}(?:([,}}\]])|\Z)")
_EMPTY: Final = {"{": re.compile(rf"{_W}\}}"), "[": re.compile(rf"{_W}\]")}
_CONSTANTS: Final = {"true": True, "false": False, "null": None}


def parse_json(text: str) -> ParsedText:
    """The nodes and the problems of a text; a valid one has the value of ``json.loads`` and no problem.

    Never raises; takes time linear in the length of the text.
    """
    return parse_valid(text) or parse_with_recovery(text)


def parse_valid(text: str) -> ParsedText | None:
    """The same for a valid text, quickly; None if it is not valid, has equal keys, or is nested too deeply."""
    try:
        return _ValidParser(text).parse()
    except _NotValidError:
        return None


def parse_with_recovery(text: str) -> ParsedText:
    """The same for any text, slowly."""
    from ce_lint.document.json.recovery import RecoveringParser

    return RecoveringParser(text).parse()


class _NotValidError(Exception):
    """The text is for the other parser."""


class _ValidParser:
    """One text; ``open`` are the nodes of the objects and arrays around ``position``."""

    def __init__(self, text: str) -> None:
        self.text = text
        self.position = 0
        self.open: list[Node] = []
        self.root = Node(0, 0, None)
        self.key = ""
        self.key_span: Span | None = None

    def parse(self) -> ParsedText:
        while True:
            found = _VALUE.match(self.text, self.position)
            if found is None:
                raise _NotValidError
            is_complete = self._open(found) if found.lastindex == _BRACKET else self._add_scalar(found)
            if is_complete and self._read_on():
                return ParsedText(self.root, [])

    def _add_scalar(self, found: re.Match[str]) -> bool:
        kind = found.lastindex
        style = "bare"
        end = found.end()
        value: Any
        if kind == _STRING:
            value = found[_STRING]
            start = found.start(_STRING) - 1
            style = "json"
        elif kind == _QUOTE:
            start = end - 1
            value, end = self._parse_string(start)
            style = "json"
        elif kind == _WORD:
            start = found.start(_WORD)
            value = _CONSTANTS[found[_WORD]]
        else:
            start = found.start(_NUMBER)
            value = parse_number(self.text[start:end], is_integer=kind == _NUMBER)
        self.position = end
        self._add(Node(start, end, value, style))
        return True

    def _parse_string(self, start: int) -> tuple[str, int]:
        found = parse_string(self.text, start)
        if found is None:
            raise _NotValidError
        return found

    def _open(self, found: re.Match[str]) -> bool:
        """Open an object or array; whether it is complete already, being empty."""
        bracket = found[_BRACKET]
        self.position = found.end()
        node = Node(self.position - 1, self.position, {} if bracket == "{" else [])
        if bracket == "{":
            node.members = {}
        else:
            node.items = []
        self._add(node)
        empty = _EMPTY[bracket].match(self.text, self.position)
        if empty is not None:
            self.position = node.end = empty.end()
            return True
        if len(self.open) >= MAX_DEPTH - 1:
            raise _NotValidError
        self.open.append(node)
        if bracket == "{":
            self._read_key()
        return False

    def _read_key(self) -> None:
        found = _KEY.match(self.text, self.position)
        if found is None:
            raise _NotValidError
        if found.lastindex == 1:
            self.key = found[1]
            self.key_span = Span(found.start(1) - 1, found.end(1) + 1)
            self.position = found.end()
            return
        start = found.end() - 1
        self.key, end = self._parse_string(start)
        self.key_span = Span(start, end)
        colon = _COLON.match(self.text, end)
        if colon is None:
            raise _NotValidError
        self.position = colon.end()

    def _add(self, node: Node) -> None:
        """Add a value to the innermost object or array."""
        if not self.open:
            self.root = node
            return
        above = self.open[-1]
        if above.items is not None:
            above.value.append(node.value)
            above.items.append(node)
        elif above.members is not None:
            if self.key in above.members:
                raise _NotValidError
            node.key = self.key_span
            above.value[self.key] = node.value
            above.members[self.key] = node

    def _read_on(self) -> bool:
        """Go on to the next value, closing what is closed before it; whether the text ends instead."""
        while True:
            found = _FOLLOWING.match(self.text, self.position)
            if found is None or bool(self.open) != bool(found[1]):
                raise _NotValidError
            if not self.open:
                return True
            self.position = found.end()
            node = self.open[-1]
            if found[1] == ",":
                if node.members is not None:
                    self._read_key()
                return False
            if (found[1] == "}") != (node.members is not None):
                raise _NotValidError
            node.end = self.position
            self.open.pop()
