"""Where a cursor stands in a JSON text, however broken the text is there: told from its tokens, without a grammar."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Mapping
from typing import Literal, NamedTuple

from ce_lint.document.json.strings import unescape
from ce_lint.document.nodes import Route, Span

Role = Literal["key", "value"]

_STRING = r'"(?>(?:[^"\\\r\n]++|\\.)*)"?'
_JSON = re.compile(rf'{_STRING}|[{{}}\[\],:]|[^\s{{}}\[\],:"]+')
_INNER_COLON = r":(?![\s,\[\]{}]|\Z)"
_YAML_BARE = (
    rf"""(?:[^\s{{}}\[\],:"'#]|{_INNER_COLON})"""
    rf"""(?>(?:[^\s{{}}\[\],:]++|{_INNER_COLON}|[ \t]++(?=[^\s{{}}\[\],:#]|{_INNER_COLON}))*)"""
)
_YAML = re.compile(
    rf"""{_STRING}|'(?>(?:[^'\r\n]++|'')*)'?|[{{}}\[\],]|(?<=["']):|:(?=[\s,\[\]{{}}]|\Z)|#[^\r\n]*|{_YAML_BARE}"""
)
_CLOSING = {"}": "{", "]": "["}
_ENDS = frozenset(",}]")
_STYLES = {'"': "json", "'": "single"}


class Place(NamedTuple):
    """What a cursor stands on.

    ``steps`` lead to the object that a key stands in, or to the value. ``token`` is what is written there, its quotes
    included, and empty where nothing is; ``siblings`` are the other fields of the object, with their texts.
    ``comma_at`` is where a comma is missing before it, ``comma_after`` tells that one is missing behind it.
    ``depth`` is the column that the fields of a YAML block stand in, and None where brackets hold them.
    """

    steps: Route
    role: Role
    token: Span
    style: str
    siblings: Mapping[str, str]
    closed: bool = True
    has_colon: bool = False
    comma_at: int | None = None
    comma_after: bool = False
    depth: int | None = None
    needs_blank: bool = False


class _Frame:
    """An open bracket: the key that was read last, whether its colon was, and whether a value stands complete."""

    __slots__ = ("bracket", "colon", "filled", "index", "key", "keys")

    def __init__(self, bracket: str) -> None:
        self.bracket = bracket
        self.key = ""
        self.keys: dict[str, str] = {}
        self.colon = False
        self.filled = False
        self.index = 0

    @property
    def step(self) -> str | int:
        return self.key if self.bracket == "{" else self.index

    def end_value(self, text: str = "") -> None:
        if self.colon:
            self.keys[self.key] = text
        self.colon = False
        self.filled = True


Token = tuple[str, int, int]


class Scanner:
    """The tokens of one text. ``yaml`` reads a flow collection of YAML, which knows more quotes."""

    def __init__(self, text: str, start: int = 0, end: int | None = None, *, yaml: bool = False) -> None:
        pattern = _YAML if yaml else _JSON
        found = pattern.finditer(text, start, len(text) if end is None else end)
        self.tokens: list[Token] = [(one[0], *one.span()) for one in found if not one[0].startswith("#") or not yaml]

    def place(self, offset: int, on: bool = False) -> Place | None:
        """What stands at an offset. ``on`` asks for what is under it, where otherwise a cursor is between characters.

        None where nothing may be written: right behind a finished value or a key.
        """
        at = bisect_left(self.tokens, offset, key=_start)
        if at > 0 and self._covers(self.tokens[at - 1], offset):
            at -= 1
        is_covered = self._is_scalar(at) and (
            self._covers(self.tokens[at], offset) or (on and self.tokens[at][1] == offset)
        )
        frames = self._read(at)
        if not frames:
            return None
        if is_covered:
            return self._on(frames, at, offset)
        return None if on else self._between(frames, at, offset)

    def tops(self) -> frozenset[str]:
        """The keys of the outermost objects."""
        found: list[str] = []
        frames: list[str] = []
        for at, (text, _, _) in enumerate(self.tokens):
            if text in ("{", "["):
                frames.append(text)
            elif text in _CLOSING:
                frames = frames[:-1]
            elif frames.count("{") == 1 and frames[-1] == "{" and self._text(at + 1) == ":":
                found.append(unquoted(text))
        return frozenset(found)

    @staticmethod
    def _covers(token: Token, offset: int) -> bool:
        text, start, end = token
        if not _is_scalar(token):
            return False
        return start < offset < end or (offset == end and not _is_closed(text))

    def _read(self, count: int) -> list[_Frame]:
        """The brackets that are open before a token."""
        frames: list[_Frame] = []
        for at in range(count):
            text = self.tokens[at][0]
            if text in ("{", "["):
                frames.append(_Frame(text))
            elif text in _CLOSING:
                _close(frames, _CLOSING[text])
            elif frames:
                self._feed(frames[-1], at, text)
        return frames

    def _feed(self, frame: _Frame, at: int, text: str) -> None:
        if text == ",":
            frame.colon = frame.filled = False
            frame.index += 1
        elif text == ":":
            frame.colon = frame.bracket == "{"
        elif frame.bracket == "{" and self._is_key(frame, at):
            frame.key = unquoted(text)
            frame.keys[frame.key] = ""
            frame.colon = frame.filled = False
        else:
            frame.end_value(unquoted(text))

    def _is_key(self, frame: _Frame, at: int) -> bool:
        return not frame.colon or self._text(at + 1) == ":"

    def _text(self, at: int) -> str:
        return self.tokens[at][0] if 0 <= at < len(self.tokens) else ""

    def _on(self, frames: list[_Frame], at: int, offset: int) -> Place:
        frame = frames[-1]
        text, start, end = self.tokens[at]
        is_key = frame.bracket == "{" and self._is_key(frame, at)
        has_colon = is_key and self._text(at + 1) == ":"
        closed = text[0] not in "\"'" or _is_closed(text)
        if closed and text[0] in "\"'" and self._runs_on(at):
            closed, end = False, word_end(text, start, offset)
        comma_at = self.tokens[at - 1][2] if frame.filled else None
        return Place(
            _route(frames, is_key), "key" if is_key else "value", Span(start, end), _STYLES.get(text[0], "bare"),
            self._siblings(frame, at), closed, has_colon, comma_at, self._wants_comma(at + 1),
        )  # fmt: skip

    def _between(self, frames: list[_Frame], at: int, offset: int) -> Place | None:
        frame = frames[-1]
        before, _, end = self.tokens[at - 1]
        is_key = frame.bracket == "{" and not frame.colon
        is_after_key = is_key and not frame.filled and before not in ("{", ",")
        if is_after_key or (frame.filled and (end == offset or not is_key)):
            return None
        if not is_key and (self._text(at) in ("{", "[") or (self._is_scalar(at) and self._text(at + 1) != ":")):
            return None
        comma_at = end if frame.filled else None
        return Place(
            _route(frames, is_key), "key" if is_key else "value", Span(offset, offset), "bare",
            self._siblings(frame, at - 1), comma_at=comma_at, comma_after=self._wants_comma(at),
            needs_blank=before == ":" and end == offset,
        )  # fmt: skip

    def _is_scalar(self, at: int) -> bool:
        return 0 <= at < len(self.tokens) and _is_scalar(self.tokens[at])

    def _runs_on(self, at: int) -> bool:
        """Whether a string ends in the middle of a word: it has lost its quote, and took that of the next one."""
        return self._is_scalar(at + 1) and self.tokens[at + 1][1] == self.tokens[at][2] and self._text(at + 1)[0] != '"'

    def _wants_comma(self, at: int) -> bool:
        return self._text(at) not in ("", ":", *_ENDS)

    def _siblings(self, frame: _Frame, at: int) -> dict[str, str]:
        """The fields before the cursor, and those behind it up to the bracket that closes the object."""
        found = dict(frame.keys)
        depth = 0
        for index in range(at + 1, len(self.tokens)):
            text = self.tokens[index][0]
            depth += (text in ("{", "[")) - (text in _CLOSING)
            if depth < 0:
                break
            if depth == 0 and self._text(index + 1) == ":" and _is_scalar(self.tokens[index]):
                value = self._text(index + 2)
                found[unquoted(text)] = unquoted(value) if value[:1] not in ("{", "[", "") else ""
        return found


def _close(frames: list[_Frame], bracket: str) -> None:
    if any(frame.bracket == bracket for frame in frames):
        while frames.pop().bracket != bracket:
            pass
        if frames:
            frames[-1].end_value()


def _route(frames: list[_Frame], is_key: bool) -> Route:
    return tuple(frame.step for frame in (frames[:-1] if is_key else frames))


def _start(token: Token) -> int:
    return token[1]


def _is_scalar(token: Token) -> bool:
    return token[0] not in ("{", "}", "[", "]", ",", ":")


def _is_closed(text: str) -> bool:
    """Whether a quoted token has its second quote; a word has none to close."""
    quote = text[0]
    if quote not in "\"'":
        return False
    return len(text) > 1 and text.endswith(quote) and (quote == "'" or not _ends_escaped(text))


def _ends_escaped(text: str) -> bool:
    body = text[1:-1]
    return (len(body) - len(body.rstrip("\\"))) % 2 == 1


def word_end(text: str, start: int, offset: int) -> int:
    """Where the word under the cursor ends in a string that has lost its quote and runs on into the next one."""
    at = max(offset - start, 1)
    while at < len(text) and (text[at].isalnum() or text[at] in "._-/"):
        at += 1
    return start + at


def unquoted(text: str) -> str:
    """What a token says."""
    quote = text[:1]
    if quote == '"':
        return unescape(text[1:-1] if _is_closed(text) else text[1:])
    if quote == "'":
        return (text[1:-1] if _is_closed(text) else text[1:]).replace("''", "'")
    return text
