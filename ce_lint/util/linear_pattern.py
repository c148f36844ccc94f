"""Regular expressions that are searched for in linear time, for patterns that users write.

``re`` backtracks: a pattern such as ``(a+)+b`` takes longer than anybody waits. Here all ways through the pattern are
followed at once, character by character (Thompson's construction), and the sets of states that occur are remembered.
The price is a smaller syntax: no lookaround, no backreferences, no atomic groups and no flags but a leading ``(?i)``.
Single characters and classes are left to ``re``, so that they mean exactly what they mean there.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import NamedTuple

_LONGEST = 1000
_DEEPEST = 40
_MOST_STATES = 1000
_MOST_REMEMBERED = 4000
_ATOM_LETTERS = frozenset("dDwWsSnrtfvaxuUN")
_ASSERTIONS = {"^": "start", r"\A": "start", "$": "end of line", r"\Z": "end", r"\b": "word boundary"}
_CLASS = re.compile(r"\[\^?\]?(?:[^\]\\]|\\.)*\]", re.DOTALL)
_ESCAPE = re.compile(r"\\(?:N\{[^}]*\}|x[0-9a-fA-F]{2}|u[0-9a-fA-F]{4}|U[0-9a-fA-F]{8}|.)", re.DOTALL)
_GROUP = re.compile(r"\((?:\?:|\?P<\w+>|(?!\?))")
_REPEAT = re.compile(r"(?:[*+?]|\{(?=\d|,\d)\d*,?\d*\})")
_WORD = re.compile(r"\w")


class PatternError(ValueError):
    """Why a pattern cannot be used, in a few words."""


class _Node(NamedTuple):
    """A part of a pattern: ``what`` is ``atom``, ``assertion``, ``all`` (in a row), ``any`` (one of) or ``repeat``."""

    what: str
    text: str = ""
    parts: tuple[_Node, ...] = ()
    least: int = 1
    most: int | None = 1


class _State(NamedTuple):
    """A state of the machine: it consumes a character that ``accepts`` takes, or goes on without one to ``ways``.

    ``assertion`` must hold for that; ``ways`` is a list because a loop leads back to a state that is being made.
    """

    accepts: Callable[[str], object] | None
    assertion: str
    ways: list[int]


class _Context(NamedTuple):
    """What the assertions ask of a place between two characters."""

    is_start: bool
    is_end: bool
    is_end_of_line: bool
    is_boundary: bool


_Set = frozenset[int]


class Pattern:
    """A compiled pattern. Raises PatternError for one that is not valid or needs more than is supported."""

    def __init__(self, source: str) -> None:
        if len(source) > _LONGEST:
            raise PatternError(f"it has more than {_LONGEST} characters")
        try:
            re.compile(source)
        except (re.error, RecursionError, OverflowError) as error:
            raise PatternError(f"it is not a valid regular expression: {error}") from None
        self._flags = re.IGNORECASE if source.startswith("(?i)") else re.NOFLAG
        body = source.removeprefix("(?i)")
        self._states: list[_State] = []
        self._accepting = self._add(_State(None, "", []))
        self._start = self._build(_Parser(body).parse(), self._accepting)
        self._asks_context = any(state.assertion for state in self._states)
        self._closed: dict[tuple[_Set, _Context | None], _Set] = {}
        self._steps: dict[tuple[_Set, str], _Set] = {}

    def search(self, text: str) -> bool:
        """Whether the pattern matches somewhere in ``text``, in time proportional to its length and the pattern's."""
        states: _Set = frozenset()
        for at in range(len(text) + 1):
            context = _find_context(text, at) if self._asks_context else None
            states = self._close(states | {self._start}, context)
            if self._accepting in states:
                return True
            if at < len(text):
                states = self._step(states, text[at])
        return False

    def _close(self, states: _Set, context: _Context | None) -> _Set:
        """The states that can be reached without eating a character."""
        found = self._closed.get((states, context))
        if found is None:
            if len(self._closed) > _MOST_REMEMBERED:
                self._closed.clear()
            reached = set(states)
            waiting = list(states)
            while waiting:
                state = self._states[waiting.pop()]
                if state.accepts is None and _holds(state.assertion, context):
                    waiting += [way for way in state.ways if way not in reached]
                    reached.update(state.ways)
            found = self._closed[states, context] = frozenset(reached)
        return found

    def _step(self, states: _Set, character: str) -> _Set:
        """The states after a character was eaten."""
        found = self._steps.get((states, character))
        if found is None:
            if len(self._steps) > _MOST_REMEMBERED:
                self._steps.clear()
            eating = [state for number in states if (state := self._states[number]).accepts is not None]
            ways = (state.ways[0] for state in eating if state.accepts is not None and state.accepts(character))
            found = self._steps[states, character] = frozenset(ways)
        return found

    def _add(self, state: _State) -> int:
        if len(self._states) >= _MOST_STATES:
            raise PatternError("it is too large: repeat less, or less often")
        self._states.append(state)
        return len(self._states) - 1

    def _build(self, node: _Node, after: int) -> int:
        """Add the states of a node, which go on to ``after``; returns the first of them."""
        if node.what == "atom":
            return self._add(_State(re.compile(node.text, self._flags).match, "", [after]))
        if node.what == "assertion":
            return self._add(_State(None, node.text, [after]))
        if node.what == "all":
            for part in reversed(node.parts):
                after = self._build(part, after)
            return after
        if node.what == "any":
            return self._add(_State(None, "", [self._build(part, after) for part in node.parts]))
        return self._build_repeat(node, after)

    def _build_repeat(self, node: _Node, after: int) -> int:
        (part,) = node.parts
        if node.most is None:
            loop = self._add(_State(None, "", [after]))
            self._states[loop].ways.append(self._build(part, loop))
            first = loop
        else:
            first = after
            for _ in range(node.most - node.least):
                first = self._add(_State(None, "", [after, self._build(part, first)]))
        for _ in range(node.least):
            first = self._build(part, first)
        return first


def _find_context(text: str, at: int) -> _Context:
    before = at > 0 and _WORD.match(text[at - 1]) is not None
    behind = at < len(text) and _WORD.match(text[at]) is not None
    is_last_break = at == len(text) - 1 and text[at] == "\n"
    return _Context(at == 0, at == len(text), at == len(text) or is_last_break, before != behind)


def _holds(assertion: str, context: _Context | None) -> bool:
    if not assertion or context is None:
        return True
    return {
        "start": context.is_start,
        "end": context.is_end,
        "end of line": context.is_end_of_line,
        "word boundary": context.is_boundary,
    }[assertion]


class _Parser:
    """Reads a pattern that ``re`` accepts, and refuses what a machine without memory cannot do."""

    def __init__(self, source: str) -> None:
        self._source = source
        self._at = 0
        self._depth = 0

    def parse(self) -> _Node:
        """The tree of the whole pattern."""
        return self._read_alternatives()

    def _read_alternatives(self) -> _Node:
        self._depth += 1
        if self._depth > _DEEPEST:
            raise PatternError("its groups are nested too deeply")
        branches = [self._read_sequence()]
        while self._peek() == "|":
            self._at += 1
            branches.append(self._read_sequence())
        self._depth -= 1
        return branches[0] if len(branches) == 1 else _Node("any", parts=tuple(branches))

    def _read_sequence(self) -> _Node:
        parts = []
        while self._peek() not in {"", "|", ")"}:
            parts.append(self._read_repeat(self._read_item()))
        return _Node("all", parts=tuple(parts))

    def _peek(self) -> str:
        return self._source[self._at : self._at + 1]

    def _take(self, pattern: re.Pattern[str]) -> str:
        """What a pattern matches at the current place, which is passed; nothing where it does not match."""
        found = pattern.match(self._source, self._at)
        if found is None:
            return ""
        self._at = found.end()
        return found[0]

    def _read_item(self) -> _Node:
        character = self._peek()
        if character == "(":
            return self._read_group()
        text = self._take(_CLASS) or self._take(_ESCAPE)
        if not text:
            self._at += 1
            text = character
        if text in _ASSERTIONS:
            return _Node("assertion", _ASSERTIONS[text])
        if text[0] == "\\" and text[1].isalnum() and text[1].isascii() and text[1] not in _ATOM_LETTERS:
            raise PatternError(f"`{text}` is not supported")
        return _Node("atom", text if len(text) > 1 or text == "." else re.escape(text))

    def _read_group(self) -> _Node:
        if not self._take(_GROUP):
            raise PatternError(f"`{self._source[self._at : self._at + 3]}` is not supported")
        inner = self._read_alternatives()
        self._at += 1
        return inner

    def _read_repeat(self, node: _Node) -> _Node:
        while text := self._take(_REPEAT):
            if self._peek() == "+":
                raise PatternError(f"`{text}+` is not supported")
            self._at += self._peek() == "?"  # a lazy one matches the same texts
            node = _Node("repeat", "", (node,), *_read_bounds(text))
        return node


def _read_bounds(text: str) -> tuple[int, int | None]:
    if text in {"*", "+", "?"}:
        return int(text == "+"), 1 if text == "?" else None
    least, comma, most = text[1:-1].partition(",")
    if not comma:
        return int(least), int(least)
    return int(least or 0), int(most) if most else None
