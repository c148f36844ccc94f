"""What an editor's cursor is on in JSON, or in a YAML value in brackets, also while the text is incomplete.

The tokens of JSON are those of the parser that recovers from errors, as the diagnostics see them. Those of a flow
collection of YAML are found by one pattern.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Mapping
from typing import Literal, NamedTuple

from ce_lint.document.json.brackets import OPENING_OF
from ce_lint.document.json.lexer import PUNCTUATION
from ce_lint.document.json.recovery import tokenize
from ce_lint.document.json.strings import unescape
from ce_lint.document.nodes import Route, Span

Role = Literal["key", "value"]

_STRING = r'"(?>(?:[^"\\\r\n]++|\\[^\r\n])*)"?'
_INNER_COLON = r":(?![\s,\[\]{}]|\Z)"
_YAML_PLAIN = (
    rf"""(?:[^\s{{}}\[\],:"'#]|{_INNER_COLON})"""
    rf"""(?>(?:[^\s{{}}\[\],:]++|{_INNER_COLON}|[ \t]++(?=[^\s{{}}\[\],:#]|{_INNER_COLON}))*)"""
)
_YAML = re.compile(
    rf"""{_STRING}|'(?>(?:[^'\r\n]++|'')*)'?|[{{}}\[\],]|(?<=["']):|:(?=[\s,\[\]{{}}]|\Z)|#[^\r\n]*|{_YAML_PLAIN}"""
)
_OPENING = ("{", "[")
_NO_COMMA_BEFORE = frozenset(("", ":", ",", "}", "]"))
_STYLES = {'"': "json", "'": "single"}


class CursorPlace(NamedTuple):
    """The key or value that a cursor is on. Offsets are code points of the text that was scanned.

    * ``route``: leads to the object that a key belongs to, or to the value itself
    * ``token``: what is written there, with its quotes; empty where nothing is written yet
    * ``style``: how the token is written, as in ``Node.style``
    * ``siblings``: the other keys of the object with the text of their values; empty text for objects and arrays
    * ``is_closed``: False for a string without its closing quote
    * ``has_colon``: whether a colon follows a key
    * ``missing_comma_at``: the offset at which a comma is missing before the place, or None
    * ``needs_comma_after``: whether a comma is missing after the place
    * ``indent``: the column, from 0, of the keys of a YAML block mapping; None within brackets
    * ``needs_space``: whether a value needs a space before it
    """

    route: Route
    role: Role
    token: Span
    style: str
    siblings: Mapping[str, str]
    is_closed: bool = True
    has_colon: bool = False
    missing_comma_at: int | None = None
    needs_comma_after: bool = False
    indent: int | None = None
    needs_space: bool = False


class _OpenBracket:
    """An object or array that is not closed yet.

    ``key`` is the last key that was read, ``after_colon`` whether its colon was, and ``has_value`` whether a value was
    read since the last comma.
    """

    __slots__ = ("after_colon", "bracket", "has_value", "index", "key", "values")

    def __init__(self, bracket: str) -> None:
        self.bracket = bracket
        self.key = ""
        self.values: dict[str, str] = {}
        self.after_colon = False
        self.has_value = False
        self.index = 0

    @property
    def is_object(self) -> bool:
        return self.bracket == "{"

    @property
    def step(self) -> str | int:
        return self.key if self.is_object else self.index

    def add_value(self, text: str = "") -> None:
        if self.after_colon:
            self.values[self.key] = text
        self.after_colon = False
        self.has_value = True


Token = tuple[str, int, int]
"""The text of a token, its start and its end."""


class BracketScanner:
    """The tokens of a JSON text; with ``yaml``, those of the flow collection of YAML in ``text[start:end]``."""

    def __init__(self, text: str, start: int = 0, end: int | None = None, *, yaml: bool = False) -> None:
        self.tokens: list[Token]
        if yaml:
            matches = _YAML.finditer(text, start, len(text) if end is None else end)
            self.tokens = [(one[0], *one.span()) for one in matches if not one[0].startswith("#")]
        else:
            self.tokens = [
                (one.kind if one.kind in PUNCTUATION else text[one.start : one.end], one.start, one.end)
                for one in tokenize(text)
            ]

    def find_place(self, offset: int, on_character: bool = False) -> CursorPlace | None:
        """What a cursor at ``offset`` is on.

        An editor's caret is between two characters; with ``on_character`` the question is about the character after
        ``offset``, as for a mouse pointer. None where nothing can be written: outside of all brackets, or directly
        after a complete key or value.
        """
        at = bisect_left(self.tokens, offset, key=_start)
        if at > 0 and _covers(self.tokens[at - 1], offset):
            at -= 1
        is_covered = self._is_scalar(at) and (
            _covers(self.tokens[at], offset) or (on_character and self.tokens[at][1] == offset)
        )
        brackets = self._read_brackets(at)
        if not brackets:
            return None
        if is_covered:
            return self._place_on_token(brackets, at, offset)
        return None if on_character else self._place_between_tokens(brackets, at, offset)

    def find_top_keys(self) -> frozenset[str]:
        """The keys of the outermost objects."""
        keys: list[str] = []
        brackets: list[str] = []
        for at, (text, _, _) in enumerate(self.tokens):
            if text in _OPENING:
                brackets.append(text)
            elif text in OPENING_OF:
                brackets = brackets[:-1]
            elif brackets.count("{") == 1 and brackets[-1] == "{" and self._text(at + 1) == ":":
                keys.append(unquote(text))
        return frozenset(keys)

    def _read_brackets(self, count: int) -> list[_OpenBracket]:
        """The brackets that are open after the first ``count`` tokens, the outermost first."""
        brackets: list[_OpenBracket] = []
        for at in range(count):
            text = self.tokens[at][0]
            if text in _OPENING:
                brackets.append(_OpenBracket(text))
            elif text in OPENING_OF:
                _close_bracket(brackets, OPENING_OF[text])
            elif brackets:
                self._read_token(brackets[-1], at, text)
        return brackets

    def _read_token(self, bracket: _OpenBracket, at: int, text: str) -> None:
        if text == ",":
            bracket.after_colon = bracket.has_value = False
            bracket.index += 1
        elif text == ":":
            bracket.after_colon = bracket.is_object
        elif self._is_key(bracket, at):
            bracket.key = unquote(text)
            bracket.values[bracket.key] = ""
            bracket.after_colon = bracket.has_value = False
        else:
            bracket.add_value(unquote(text))

    def _is_key(self, bracket: _OpenBracket, at: int) -> bool:
        return bracket.is_object and (not bracket.after_colon or self._text(at + 1) == ":")

    def _text(self, at: int) -> str:
        return self.tokens[at][0] if 0 <= at < len(self.tokens) else ""

    def _place_on_token(self, brackets: list[_OpenBracket], at: int, offset: int) -> CursorPlace:
        bracket = brackets[-1]
        text, start, end = self.tokens[at]
        is_key = self._is_key(bracket, at)
        is_closed = text[0] not in "\"'" or _is_closed(text)
        if is_closed and text[0] in "\"'" and self._runs_on(at):
            is_closed, end = False, find_word_end(text, start, offset)
        return CursorPlace(
            _make_route(brackets, is_key),
            "key" if is_key else "value",
            Span(start, end),
            _STYLES.get(text[0], "bare"),
            self._find_siblings(bracket, at),
            is_closed,
            has_colon=is_key and self._text(at + 1) == ":",
            missing_comma_at=self.tokens[at - 1][2] if bracket.has_value else None,
            needs_comma_after=self._text(at + 1) not in _NO_COMMA_BEFORE,
        )

    def _place_between_tokens(self, brackets: list[_OpenBracket], at: int, offset: int) -> CursorPlace | None:
        bracket = brackets[-1]
        before, _, end = self.tokens[at - 1]
        is_key = bracket.is_object and not bracket.after_colon
        is_after_key = is_key and not bracket.has_value and before not in ("{", ",")
        if is_after_key or (bracket.has_value and (end == offset or not is_key)):
            return None
        if not is_key and (self._text(at) in _OPENING or (self._is_scalar(at) and self._text(at + 1) != ":")):
            return None
        return CursorPlace(
            _make_route(brackets, is_key),
            "key" if is_key else "value",
            Span(offset, offset),
            "bare",
            self._find_siblings(bracket, at - 1),
            missing_comma_at=end if bracket.has_value else None,
            needs_comma_after=self._text(at) not in _NO_COMMA_BEFORE,
            needs_space=before == ":" and end == offset,
        )

    def _is_scalar(self, at: int) -> bool:
        return 0 <= at < len(self.tokens) and _is_scalar(self.tokens[at])

    def _runs_on(self, at: int) -> bool:
        """Whether a word follows a string directly: its closing quote is missing, and it ended at the next string's."""
        return self._is_scalar(at + 1) and self.tokens[at + 1][1] == self.tokens[at][2] and self._text(at + 1)[0] != '"'

    def _find_siblings(self, bracket: _OpenBracket, at: int) -> dict[str, str]:
        """The keys that were read, and those after token ``at`` up to the closing bracket, with their values."""
        siblings = dict(bracket.values)
        depth = 0
        for index in range(at + 1, len(self.tokens)):
            text = self.tokens[index][0]
            depth += (text in _OPENING) - (text in OPENING_OF)
            if depth < 0:
                break
            if depth == 0 and self._text(index + 1) == ":" and _is_scalar(self.tokens[index]):
                value = self._text(index + 2)
                siblings[unquote(text)] = unquote(value) if value[:1] not in ("{", "[", "") else ""
        return siblings


def _close_bracket(brackets: list[_OpenBracket], opening: str) -> None:
    if any(one.bracket == opening for one in brackets):
        while brackets.pop().bracket != opening:
            pass
        if brackets:
            brackets[-1].add_value()


def _make_route(brackets: list[_OpenBracket], is_key: bool) -> Route:
    return tuple(one.step for one in (brackets[:-1] if is_key else brackets))


def _start(token: Token) -> int:
    return token[1]


def _covers(token: Token, offset: int) -> bool:
    text, start, end = token
    return _is_scalar(token) and (start < offset < end or (offset == end and not _is_closed(text)))


def _is_scalar(token: Token) -> bool:
    return token[0] not in PUNCTUATION


def _is_closed(text: str) -> bool:
    """Whether a token ends with its closing quote; False for one that is not quoted."""
    quote = text[0]
    if quote not in "\"'":
        return False
    return len(text) > 1 and text.endswith(quote) and (quote == "'" or not _ends_escaped(text))


def _ends_escaped(text: str) -> bool:
    content = text[1:-1]
    return (len(content) - len(content.rstrip("\\"))) % 2 == 1


def find_word_end(text: str, start: int, offset: int) -> int:
    """The end of the word at ``offset`` in ``text``, a string without closing quote that begins at ``start``."""
    at = max(offset - start, 1)
    while at < len(text) and (text[at].isalnum() or text[at] in "._-/"):
        at += 1
    return start + at


def unquote(text: str) -> str:
    """The value of a token: without its quotes, the escapes of its style decoded."""
    quote = text[:1]
    if quote not in ('"', "'"):
        return text
    content = text[1:-1] if _is_closed(text) else text[1:]
    return unescape(content) if quote == '"' else content.replace("''", "'")
