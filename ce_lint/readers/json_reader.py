"""JSON with every place, and with a name for every mistake.

A valid text gives exactly the value of ``json.loads`` and no problem. Most texts are valid: those are read by the
quick loop below. At the first oddity it gives up, and the patient ``json_grammar`` reads the text again.
"""

from __future__ import annotations

import re
from typing import Any, Final

from ce_lint.document.node import Node, Reading, Span
from ce_lint.readers.json_numbers import number
from ce_lint.readers.json_strings import read_strict

_W = r"[ \t\r\n]*+"
_DIGITS = r"(-?(?:0|[1-9][0-9]*+))(\.[0-9]++)?([eE][-+]?[0-9]++)?"
_VALUE: Final = re.compile(rf'{_W}(?:"([^"\\\x00-\x1f]*+)"|(")|([\[{{])|{_DIGITS}|(true|false|null))')
_TEXT, _QUOTE, _BRACKET, _NUMBER, _FRACTION, _EXPONENT, _WORD = range(1, 8)
_KEY: Final = re.compile(rf'{_W}"([^"\\\x00-\x1f]*+)"{_W}:|{_W}(")')
_COLON: Final = re.compile(rf"{_W}:")
_FOLLOWING: Final = re.compile(rf"{_W}(?:([,}}\]])|\Z)")
_EMPTY: Final = {"{": re.compile(rf"{_W}\}}"), "[": re.compile(rf"{_W}\]")}
_CONSTANTS: Final = {"true": True, "false": False, "null": None}
_MAX_DEPTH: Final = 1000


def read_json(text: str) -> Reading:
    """The value, the places and the mistakes of a text. Never raises; takes time linear in its length."""
    return read_valid(text) or read_patiently(text)


def read_valid(text: str) -> Reading | None:
    """The same for a valid text, quickly; None for any other."""
    try:
        return _Quick(text).read()
    except _OddError:
        return None


def read_patiently(text: str) -> Reading:
    """The same for any text, slowly."""
    from ce_lint.readers.json_grammar import Grammar

    return Grammar(text).read()


class _OddError(Exception):
    """The text is not valid, has equal keys in one object, or is nested very deeply."""


class _Quick:
    def __init__(self, text: str) -> None:
        self.text = text
        self.position = 0
        self.open: list[tuple[Any, Node]] = []
        self.value: Any = None
        self.root = Node(0, 0)
        self.key = ""
        self.key_span: Span | None = None

    def read(self) -> Reading:
        while True:
            found = _VALUE.match(self.text, self.position)
            if found is None:
                raise _OddError
            ready = self._enter(found) if found.lastindex == _BRACKET else self._scalar(found)
            if ready and self._leave():
                return Reading(self.value, self.root, [])

    def _scalar(self, found: re.Match[str]) -> bool:
        kind = found.lastindex
        style = "bare"
        end = found.end()
        value: Any
        if kind == _TEXT:
            value = found[_TEXT]
            start = found.start(_TEXT) - 1
            style = "json"
        elif kind == _QUOTE:
            start = end - 1
            value, end = self._string(start)
            style = "json"
        elif kind == _WORD:
            start = found.start(_WORD)
            value = _CONSTANTS[found[_WORD]]
        else:
            start = found.start(_NUMBER)
            value = number(self.text[start:end], whole=kind == _NUMBER)
        self.position = end
        self._attach(value, Node(start, end, style))
        return True

    def _string(self, start: int) -> tuple[str, int]:
        strict = read_strict(self.text, start)
        if strict is None:
            raise _OddError
        return strict

    def _enter(self, found: re.Match[str]) -> bool:
        """Open an object or array; whether it is already complete, being empty."""
        bracket = found[_BRACKET]
        self.position = found.end()
        node = Node(self.position - 1, self.position)
        value: Any
        if bracket == "{":
            value = {}
            node.members = {}
        else:
            value = []
            node.items = []
        self._attach(value, node)
        empty = _EMPTY[bracket].match(self.text, self.position)
        if empty is not None:
            self.position = node.end = empty.end()
            return True
        if len(self.open) >= _MAX_DEPTH - 1:
            raise _OddError
        self.open.append((value, node))
        if bracket == "{":
            self._read_key()
        return False

    def _read_key(self) -> None:
        found = _KEY.match(self.text, self.position)
        if found is None:
            raise _OddError
        if found.lastindex == 1:
            self.key = found[1]
            self.key_span = Span(found.start(1) - 1, found.end(1) + 1)
            self.position = found.end()
            return
        start = found.end() - 1
        self.key, end = self._string(start)
        self.key_span = Span(start, end)
        colon = _COLON.match(self.text, end)
        if colon is None:
            raise _OddError
        self.position = colon.end()

    def _attach(self, value: Any, node: Node) -> None:
        if not self.open:
            self.value, self.root = value, node
            return
        holder, above = self.open[-1]
        if above.items is not None:
            holder.append(value)
            above.items.append(node)
        elif above.members is not None:
            if self.key in holder:
                raise _OddError
            node.key = self.key_span
            holder[self.key] = value
            above.members[self.key] = node

    def _leave(self) -> bool:
        """Go on to the next value, out of all that is closed here; whether the text ends instead."""
        while True:
            found = _FOLLOWING.match(self.text, self.position)
            if found is None or bool(self.open) != bool(found[1]):
                raise _OddError
            if not self.open:
                return True
            self.position = found.end()
            node = self.open[-1][1]
            if found[1] == ",":
                if node.members is not None:
                    self._read_key()
                return False
            if (found[1] == "}") != (node.members is not None):
                raise _OddError
            node.end = self.position
            self.open.pop()
