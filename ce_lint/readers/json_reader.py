"""JSON with its places and its mistakes: it names a mistake where a person would mend it, and reads on.

Linear in the length of the text, and without recursion: no text takes it far.
"""

from __future__ import annotations

import re
from typing import Any, NamedTuple

from ce_lint.document.node import Node, Problem, Reading, Span
from ce_lint.readers.json_problems import duplicate, problem, unclosed
from ce_lint.readers.json_strings import SMART, read_string

DEEPEST = 1000
_MOST_PROBLEMS = 100

_SPACE = re.compile(r"[ \t\r\n]*+")
_NUMBER = re.compile(r"-?(?:0|[1-9][0-9]*+)(?:\.[0-9]++)?(?:[eE][+-]?[0-9]++)?")
_NUMBER_LIKE = re.compile(r"[+-]?[.\w][\w.+-]*+")
_WORD = re.compile(r"[A-Za-z_$][\w$./@-]*+")
_BARE = re.compile(r"[^\s,\]}{\[\":]++")
_COMMENT = re.compile(r"//[^\r\n]*+|\#[^\r\n]*+|/\*(?:[^*]|\*(?!/))*+(?:\*/)?")
_TEMPLATE = re.compile(r"\{\{[^{}\r\n]*+\}\}|\{%[^%\r\n]*+%\}|<[A-Za-z_{][^<>\r\n\"]*+>|[$%\#]\{[^{}\r\n\"]*+\}|\$[A-Z_][A-Z0-9_]*+")
_CONTINUATION = re.compile(r"\\[ \t]*+(?=[\r\n]|\Z)")
_MEMBER = re.compile(r'[\s,}\]]*+"[^"\r\n]{0,200}"[ \t]*:')
_FIRST_MEMBER = re.compile(r'"[^"\r\n]{0,200}"[ \t]*:')
_LITERALS: dict[str, Any] = {"true": True, "false": False, "null": None}
_PYTHON = {"True": True, "False": False, "None": None, "TRUE": True, "FALSE": False, "NULL": None, "undefined": None, "nil": None}
_NOT_NUMBERS = frozenset({"NaN", "Infinity", "-Infinity", "+Infinity", "-NaN"})
_MOST_DIGITS = 4300
_NOTHING = Span(-1, -1)


class Frame:
    """An object or a list that is open: its node, its value, and what was read last in it."""

    __slots__ = ("comma", "is_list", "key", "last", "node", "value")

    def __init__(self, node: Node, is_list: bool) -> None:
        self.node = node
        self.is_list = is_list
        self.value: Any = [] if is_list else {}
        self.key: tuple[str, Span] | None = None
        self.comma = _NOTHING
        self.last = _NOTHING
        if is_list:
            node.items = []
        else:
            node.members = {}


class _Scalar(NamedTuple):
    value: Any
    node: Node


def read_json(text: str) -> Reading:
    """Read a JSON text. ``problems`` is empty exactly for strict RFC 8259 JSON without equal keys in an object."""
    return _Reader(text).read()


class _Reader:
    def __init__(self, text: str) -> None:
        self.text = text
        self.at = 0
        self.problems: list[Problem] = []
        self.stack: list[Frame] = []
        self.root: Node | None = None
        self.value: Any = None
        self.is_done = False
        self.is_braceless = False

    def read(self) -> Reading:
        self._skip()
        if self.at >= len(self.text):
            if not self.problems:
                self._tell("empty", 0, min(1, len(self.text)))
        elif _FIRST_MEMBER.match(self.text, self.at):
            self._tell("missing-brace", self.at, self.at + 1)
            self.is_braceless = True
            self._open(Node(self.at, self.at), False)
            self._loop()
        else:
            self._value(None)
            self._loop()
        problems = sorted(self.problems, key=lambda told: (told.span.start, told.span.end))
        return Reading(self.value, self.root, problems)

    # -- the loop over open objects and lists

    def _loop(self) -> None:
        while not self.is_done:
            while self.stack and not self.is_done:
                self._step(self.stack[-1])
            if self.is_done or not self._after_root():
                return

    def _step(self, frame: Frame) -> None:
        self._skip()
        character = self.text[self.at : self.at + 1]
        if not character:
            self._unclosed()
        elif character in "}]":
            self._close_bracket(frame, character)
        elif character == ",":
            self._comma(frame)
        elif len(self.problems) >= _MOST_PROBLEMS:
            self.is_done = True
        else:
            if frame.last is not _NOTHING and frame.comma is _NOTHING:
                self._missing_comma(frame)
            frame.comma = _NOTHING
            if frame.is_list:
                self._value(frame)
            else:
                self._member(frame)

    def _missing_comma(self, frame: Frame) -> None:
        if not (self.problems and self.problems[-1].cause == "unterminated-string" and self.problems[-1].span.end >= frame.last.end):
            self._tell("missing-comma", max(frame.last.start, frame.last.end - 1), frame.last.end)

    def _comma(self, frame: Frame) -> None:
        span = Span(self.at, self.at + 1)
        if frame.last is _NOTHING or frame.comma is not _NOTHING:
            if frame.comma is _NOTHING or self.problems[-1:] == [] or self.problems[-1].cause != "extra-comma":
                self._tell("extra-comma", *span)
        frame.comma = span
        self.at += 1

    def _close_bracket(self, frame: Frame, character: str) -> None:
        wanted = "]" if frame.is_list else "}"
        if character != wanted:
            if any(outer.is_list != frame.is_list for outer in self.stack[-8:-1]):
                line = self.text.count("\n", 0, frame.node.start) + 1
                self._tell_problem(unclosed(self.at, self.at + 1, "[" if frame.is_list else "{", line))
                self._close(self.at)
                return
            self._tell("mismatched-bracket", self.at, self.at + 1)
        if frame.comma is not _NOTHING and frame.last is not _NOTHING:
            self._tell("trailing-comma", *frame.comma)
        self.at += 1
        self._close(self.at)

    def _close(self, end: int) -> None:
        frame = self.stack.pop()
        frame.node.end = end
        if self.stack:
            self._store(self.stack[-1], _Scalar(frame.value, frame.node))
        else:
            self.root, self.value = frame.node, frame.value

    def _unclosed(self) -> None:
        frame = self.stack[-1]
        end = len(self.text.rstrip())
        if not self.is_braceless:
            line = self.text.count("\n", 0, frame.node.start) + 1
            self._tell_problem(unclosed(max(0, end - 1), max(1, end), "[" if frame.is_list else "{", line))
        elif frame.comma is not _NOTHING:
            self._tell("trailing-comma", *frame.comma)
        while self.stack:
            self._close(len(self.text))

    def _after_root(self) -> bool:
        """What follows the root: nothing, members that a brace cut off, or data that nobody asked for."""
        self._skip()
        if self.at >= len(self.text):
            return False
        character = self.text[self.at]
        cause = "extra-closing" if character in "}]" else "data-after-end"
        if all(told.cause not in {"extra-closing", "data-after-end"} for told in self.problems):
            self._tell(cause, self.at, self.at + 1)
        if isinstance(self.value, dict) and self.root is not None and _MEMBER.match(self.text, self.at):
            self._reopen(self.root, self.value)
            return True
        return False

    def _reopen(self, root: Node, value: dict[str, Any]) -> None:
        """A brace closed the root too early: what follows still belongs to it."""
        members = root.members
        frame = Frame(root, False)
        root.members = members
        frame.value = value
        while self.text[self.at] in ",}] \t\r\n":
            self.at += 1
        self.is_braceless = True
        self.stack.append(frame)

    # -- members and values

    def _member(self, frame: Frame) -> None:
        key = self._key()
        if key is None:
            return
        self._skip()
        character = self.text[self.at : self.at + 1]
        if character == ":":
            self.at += 1
            self._skip()
        elif character in {",", "}", "]", ""}:
            self._tell("missing-value", *key[1])
            frame.last = key[1]
            return
        else:
            self._tell("missing-colon", *key[1])
            if character == "=":
                self.at += 2 if self.text.startswith("=>", self.at) else 1
                self._skip()
        if self.text[self.at : self.at + 1] in {",", "}", "]", ""}:
            self._tell("missing-value", *key[1])
            frame.last = key[1]
            return
        frame.key = key
        self._value(frame)

    def _key(self) -> tuple[str, Span] | None:
        start, character = self.at, self.text[self.at]
        if character in "\"'" or character in SMART:
            string = read_string(self.text, start, False)
            self.problems.extend(string.problems)
            self.at = string.end
            return string.value, Span(start, string.end)
        if template := self._template():
            self._tell("template-expression", *template)
            self.at = template.end
            if self.text[self.at : self.at + 1] == ":":
                return self.text[template.start : template.end], template
            self.stack[-1].last = template
            self.stack[-1].comma = template
            return None
        if word := _WORD.match(self.text, start):
            self._tell("unquoted-key", *word.span())
            self.at = word.end()
            return word[0], Span(*word.span())
        if character in "{[":
            self._tell("missing-key", start, start + 1)
            return "", Span(start, start)
        self._unexpected()
        return None

    def _value(self, frame: Frame | None) -> None:
        character = self.text[self.at : self.at + 1]
        template = self._template()
        if character in "{[" and template is None:
            key = frame.key[1] if frame is not None and frame.key is not None else None
            self._open(Node(self.at, self.at, key=key), character == "[")
            return
        scalar = self._scalar(frame, character, template)
        if scalar is None:
            return
        if frame is not None:
            self._store(frame, scalar)
        else:
            self.root, self.value = scalar.node, scalar.value

    def _open(self, node: Node, is_list: bool) -> None:
        if len(self.stack) >= DEEPEST:
            self._tell("too-deep", self.at, self.at + 1)
            while self.stack:
                self._close(self.at)
            self.is_done = True
            return
        self.stack.append(Frame(node, is_list))
        if not self.is_braceless or len(self.stack) > 1:
            self.at += 1

    def _store(self, frame: Frame, scalar: _Scalar) -> None:
        node = scalar.node
        frame.last = Span(node.start, node.end)
        if frame.is_list:
            frame.value.append(scalar.value)
            if frame.node.items is not None:
                frame.node.items.append(node)
            return
        if frame.key is None or frame.node.members is None:
            return
        key, span = frame.key
        frame.key = None
        node.key = span
        if key in frame.value:
            first = frame.node.members[key].key or _NOTHING
            self._tell_problem(duplicate(key, not self.problems, span, first))
        elif not key and span.start == span.end:
            return
        frame.value[key] = scalar.value
        frame.node.members[key] = node

    def _scalar(self, frame: Frame | None, character: str, template: Span | None) -> _Scalar | None:
        start = self.at
        if character in "\"'" or character in SMART:
            string = read_string(self.text, start, frame is not None and frame.is_list)
            self.problems.extend(string.problems)
            self.at = string.end
            return _Scalar(string.value, Node(start, string.end, "json"))
        if template is not None:
            self._tell("template-expression", *template)
            self.at = template.end
            return _Scalar(self.text[start : self.at], Node(start, self.at))
        number = _NUMBER.match(self.text, start)
        if number is not None and not self.text[number.end() : number.end() + 1].isalnum() and self.text[number.end() : number.end() + 1] not in {"_", ".", "+", "-"}:
            self.at = number.end()
            return _Scalar(_number(number[0]), Node(start, self.at))
        return self._word(start, character)

    def _word(self, start: int, character: str) -> _Scalar | None:
        found = _NUMBER_LIKE.match(self.text, start) if character in "+-.0123456789" else _WORD.match(self.text, start)
        if found is None:
            found = _BARE.match(self.text, start) if character not in ":\\" else None
            if found is None:
                self._unexpected()
                return None
        word = found[0]
        self.at = found.end()
        node = Node(start, self.at)
        if word in _LITERALS:
            return _Scalar(_LITERALS[word], node)
        if word in _NOT_NUMBERS:
            self._tell("not-a-number", start, self.at)
            return _Scalar(None, node)
        if word in _PYTHON:
            self._tell("python-word", start, self.at)
            return _Scalar(_PYTHON[word], node)
        cause = "bad-number" if character in "+-.0123456789" else "unquoted-value"
        self._tell(cause, start, self.at)
        return _Scalar(word, node)

    # -- between values

    def _skip(self) -> None:
        """Pass over blanks, and over what people write between values: comments, backslashes at line ends."""
        while True:
            found = _SPACE.match(self.text, self.at)
            self.at = found.end() if found is not None else self.at
            character = self.text[self.at : self.at + 1]
            if character not in {"/", "#", "\\"} or self.text.startswith("#{", self.at):
                return
            if character == "\\":
                if not self._continuation():
                    return
            elif not self._comment():
                return

    def _continuation(self) -> bool:
        found = _CONTINUATION.match(self.text, self.at)
        if found is None:
            return False
        if all(told.cause != "line-continuation" for told in self.problems):
            self._tell("line-continuation", self.at, self.at + 1)
        self.at = found.end()
        return True

    def _comment(self) -> bool:
        found = _COMMENT.match(self.text, self.at)
        if found is None:
            return False
        last = self.problems[-1] if self.problems else None
        is_next = last is not None and last.cause == "comment" and not self.text[last.span.end : self.at].strip()
        if is_next and last is not None:
            self.problems[-1] = problem("comment", last.span.start, found.end())
        else:
            self._tell("comment", *found.span())
        self.at = found.end()
        return True

    def _template(self) -> Span | None:
        if self.text[self.at : self.at + 1] not in {"{", "<", "$", "%", "#"}:
            return None
        found = _TEMPLATE.match(self.text, self.at)
        return Span(*found.span()) if found is not None else None

    def _unexpected(self) -> None:
        """Something that nobody knows: told once for a stretch, then passed over."""
        last = self.problems[-1] if self.problems else None
        found = _BARE.match(self.text, self.at)
        end = found.end() if found is not None else self.at + 1
        if last is not None and last.cause == "unexpected-character" and not self.text[last.span.end : self.at].strip():
            self.problems[-1] = problem("unexpected-character", last.span.start, end)
        else:
            self._tell("unexpected-character", self.at, end)
        self.at = end
        if self.stack:
            self.stack[-1].comma = Span(self.at, self.at)

    def _tell(self, cause: str, start: int, end: int) -> None:
        self._tell_problem(problem(cause, start, end))

    def _tell_problem(self, told: Problem) -> None:
        self.problems.append(told)


def _number(text: str) -> int | float:
    if "." in text or "e" in text or "E" in text or len(text.lstrip("-")) > _MOST_DIGITS:
        return float(text)
    return int(text)
