"""Values and nodes as they are read, and the brackets that hold them."""

from __future__ import annotations

import re
from collections.abc import Iterable
from typing import Final

from ce_lint.document.json import problems as fixes
from ce_lint.document.json.lexer import END, SCALAR, STATEMENT, STRAY, STRING, Tokens
from ce_lint.document.json.problems import broken_off, duplicate_key, unclosed
from ce_lint.document.json.strings import ITEM, KEY
from ce_lint.document.nodes import Node, Span

Pair = tuple[int, int, int]
"""Where an object or array was opened and closed, and where the one around it was opened."""

EXTRA = -1
OPENING = {"}": "{", "]": "["}

_LONGEST_RUN = 8
_LONGEST_INDENT = 400
_INDENT = re.compile(r"[ \t]*+")
_BLANK = re.compile(r"[ \t\r\n]*+")
_MEMBER = re.compile(r'[ \t\r\n]*+"[^"\n]{0,120}"[ \t\r\n]*+:')


def _line_start(text: str, offset: int) -> int | None:
    lowest = max(0, offset - _LONGEST_INDENT)
    found = text.rfind("\n", lowest, offset)
    return found + 1 if found >= 0 else 0 if lowest == 0 else None


def _indent_of_line(text: str, offset: int) -> int | None:
    """The indentation of the line that the offset is in."""
    start = _line_start(text, offset)
    indent = _INDENT.match(text, start) if start is not None else None
    return indent.end() - indent.start() if indent is not None else None


def _indent_before(text: str, offset: int) -> int | None:
    """The indentation of the line if nothing else stands before the offset."""
    start = _line_start(text, offset)
    indent = _INDENT.match(text, start) if start is not None else None
    return offset - indent.start() if indent is not None and indent.end() == offset else None


def choose(text: str, closing: int, openers: list[tuple[str, int]], *, whole: bool) -> int:
    """What a closing bracket that does not fit the innermost opening one should be.

    0: the innermost one's, mistyped. 1 and more: that of so many further out, and those inside are never closed.
    ``EXTRA``: nothing's, it is one too many. ``openers`` are the open brackets with their places, innermost last;
    ``whole`` says that there are no others. The best guess is the one after which the brackets that follow fit.
    """
    guesses = {0: openers[:-1], EXTRA: openers}
    for depth in range(1, min(len(openers), 4)):
        if openers[-1 - depth][0] == OPENING[text[closing]]:
            guesses[depth] = openers[: -1 - depth]
            break
    ranks = {guess: _fit(text, closing, left, whole=whole) for guess, left in guesses.items()}
    indent = _indent_before(text, closing)
    if indent is not None:
        for guess in guesses:
            if guess != EXTRA and indent == _indent_of_line(text, openers[-1 - guess][1]):
                ranks[guess] += 2
    order = [*(guess for guess in guesses if guess > 0), 0, EXTRA]
    return max(order, key=lambda guess: ranks[guess])


def _fit(text: str, closing: int, openers: list[tuple[str, int]], *, whole: bool) -> int:
    """How well what follows a bracket fits the brackets that would then be open."""
    left = [bracket for bracket, _ in openers]
    position = closing
    for matched in range(_LONGEST_RUN):
        blank = _BLANK.match(text, position + 1)
        position = blank.end() if blank is not None else position + 1
        character = text[position : position + 1]
        if character not in OPENING:
            return matched + 3 * _fits(text, position, left, whole=whole)
        if not left or left.pop() != OPENING[character]:
            return matched
    return _LONGEST_RUN


def _fits(text: str, position: int, left: list[str], *, whole: bool) -> bool:
    if position >= len(text):
        return not left and whole
    if text[position] != "," or not left:
        return False
    return bool(_MEMBER.match(text, position + 1)) == (left[-1] == "{")


def misplaced(text: str, pairs: Iterable[Pair]) -> int | None:
    """The first opening bracket whose closing one stands where that of the bracket around it should stand."""
    for opened, closed, around in pairs:
        indent = _indent_before(text, closed)
        if indent is None or indent == _indent_of_line(text, opened):
            continue
        if indent == _indent_of_line(text, around) and "\n" in text[opened:closed]:
            return opened
    return None


MAX_DEPTH: Final = 1000

FIRST: Final = 0
"""Right after the opening bracket."""
NEXT: Final = 1
"""After a comma."""
COLON: Final = 2
"""After a key."""
VALUE: Final = 3
"""After a colon."""
AFTER: Final = 4
"""After a value."""

_LOOK_OUT = 12
"""How many open brackets are looked at to find the one that a wrong bracket should have closed."""

_MATCHING = {"}": "{", "]": "["}


class Frame:
    """An object or array that is being read; an implicit one has no brackets of its own to close."""

    __slots__ = ("bracket", "colon", "comma", "first", "implicit", "key", "key_span", "node", "noted", "state")

    def __init__(self, bracket: str, node: Node, *, implicit: bool = False) -> None:
        self.bracket = bracket
        self.node = node
        self.implicit = implicit
        self.state = FIRST
        self.key: str | None = None
        self.key_span = Span(0, 0)
        self.colon = Span(0, 0)
        self.comma = Span(0, 0)
        self.first: dict[str, Span] = {}
        self.noted = False


class Builder:
    """The value and the nodes of one text, and the objects and arrays that are still open."""

    def __init__(self, text: str) -> None:
        self.text = text
        self.tokens = Tokens(text)
        self.frames: list[Frame] = []
        self.root: Node | None = None
        self.ended = False
        self.last_end = 0
        self.last_open = False
        self.statement = False
        self._pairs: list[Pair] = []

    def _report(self, cause: str, span: Span) -> None:
        self.tokens.report(cause, span.start, span.end)

    def _token(self) -> Span:
        return Span(self.tokens.start, self.tokens.end)

    def _scalar(self) -> None:
        tokens = self.tokens
        style = "json" if tokens.kind == STRING else "bare"
        self._attach(Node(tokens.start, tokens.end, tokens.value, style))
        self.last_end = tokens.end
        self.last_open = tokens.is_open
        self.statement = False

    def _attach(self, node: Node) -> None:
        if not self.frames:
            self.root = node
            return
        frame = self.frames[-1]
        if frame.node.items is not None:
            frame.node.value.append(node.value)
            frame.node.items.append(node)
        elif frame.key is not None and frame.node.members is not None:
            node.key = frame.key_span
            first = frame.first.setdefault(frame.key, frame.key_span)
            if first is not frame.key_span:
                self.tokens.problems.append(duplicate_key(frame.key, frame.key_span, first))
            frame.node.value[frame.key] = node.value
            frame.node.members[frame.key] = node

    def _open(self, bracket: str, *, implicit: bool = False) -> None:
        tokens = self.tokens
        if len(self.frames) >= MAX_DEPTH:
            self._report("too-deep", self._token())
            self.ended = True
            return
        node = Node(tokens.start, tokens.end, {} if bracket == "{" else [])
        if bracket == "{":
            node.members = {}
        else:
            node.items = []
        self._attach(node)
        self.frames.append(Frame(bracket, node, implicit=implicit))
        self.last_end = tokens.end
        self.last_open = False
        self.statement = False

    def _close(self, closing: str) -> None:
        """Close the innermost object or array, or those around it too if theirs is the bracket that stands here."""
        frames = self.frames
        if frames[-1].bracket == _MATCHING[closing]:
            self._pop(matched=True)
            return
        openers = [(frame.bracket, frame.node.start) for frame in frames[-_LOOK_OUT:]]
        depth = choose(self.text, self.tokens.start, openers, whole=len(frames) <= _LOOK_OUT)
        if depth == EXTRA:
            self._report("extra-closing", self._token())
            frames[-1].state = AFTER
        elif depth == 0:
            self._report("mismatched-brace" if closing == "}" else "mismatched-bracket", self._token())
            self._pop(matched=False)
        else:
            self._report_unclosed(frames[-1].bracket, frames[-1].node.start, depth - 1)
            for _ in range(depth):
                self._pop(matched=False)
            self._pop(matched=True)

    def _pop(self, *, matched: bool) -> None:
        frame = self.frames.pop()
        end = self.tokens.end
        frame.node.end = max(frame.node.end, end if matched or not self.frames else self.last_end)
        if matched and self.frames:
            self._pairs.append((frame.node.start, self.tokens.start, self.frames[-1].node.start))
        self.last_end = end
        self.last_open = False
        self.statement = False

    def _end_of_text(self) -> None:
        """The text ends: what is still open is one mistake, be it a bracket or a text that breaks off."""
        self.ended = True
        missing = [frame for frame in self.frames if not frame.implicit]
        if not missing:
            return
        innermost = missing[-1]
        problems = self.tokens.problems
        if self.last_open and problems and problems[-1].cause == "unterminated-string":
            cut = problems.pop().span
            problems.append(broken_off(cut.start, cut.end, self._line(innermost.node.start)))
            return
        offender = misplaced(self.text, self._pairs) if len(missing) == 1 else None
        if offender is not None and self.text[offender] == innermost.bracket:
            self._report_unclosed(innermost.bracket, offender, 0)
        else:
            self._report_unclosed(innermost.bracket, innermost.node.start, len(missing) - 1)

    def _report_unclosed(self, bracket: str, start: int, others: int) -> None:
        self.tokens.problems.append(unclosed(bracket, start, self._line(start), others))

    def _line(self, offset: int) -> int:
        return self.tokens.line(offset)

    def _finish(self) -> None:
        end = self.last_end if self.tokens.kind == END else max(self.last_end, self.tokens.end)
        for frame in self.frames:
            frame.node.end = max(frame.node.end, end)


_COMMA_TYPO = re.compile(r"[ \t\r\n]*+([.;|])(?=[ \t\r\n]*+(?:[\"'{\[\d-]|true\b|false\b|null\b))")

_NO_KEY = (",", " ", ":", "}", "]")


class Commas(Builder):
    """Reads on from the end of a value to the next one, or to the bracket that closes."""

    def __init__(self, text: str) -> None:
        super().__init__(text)
        self.again = False
        self.stray: Span | None = None

    def _next(self, place: int) -> str:
        if self.again:
            self.again = False
            return self.tokens.kind
        kind = self.tokens.next(place)
        if self.tokens.statement:
            self.statement = True
        return kind

    def _unexpected(self, frame: Frame) -> None:
        if not frame.noted:
            self._report("unexpected-character", self._token())
        frame.noted = True

    def _after(self, frame: Frame) -> None:
        typo = _COMMA_TYPO.match(self.text, self.tokens.end) if not self.again else None
        if typo is not None:
            edits = fixes.comma(*typo.span(1)) if typo[1] == ";" else ()
            self.tokens.report("comma-typo", *typo.span(1), edits)
            self.tokens.end = typo.end()
            frame.state = NEXT
            return
        kind = self._next(KEY if frame.bracket == "{" else ITEM)
        if kind == STRAY:
            self.stray = self.stray or self._token()
        elif kind == STATEMENT:
            self.statement = True
        elif kind in (STRING, SCALAR, "{", "["):
            self._without_comma(frame, kind)
        else:
            self._report_stray()
            self._continue(frame, kind)

    def _continue(self, frame: Frame, kind: str) -> None:
        if kind == ",":
            frame.comma = self._comma()
            frame.state = NEXT
            self.statement = False
        elif kind in ("}", "]"):
            self._close(kind)
        elif kind == END:
            self._end_of_text()
        else:
            self._unexpected(frame)
            frame.key = None
            frame.state = VALUE if frame.bracket == "{" else NEXT

    def _report_stray(self) -> bool:
        stray, self.stray = self.stray, None
        if stray is not None:
            self._report("unexpected-character", stray)
        return stray is not None

    def _without_comma(self, frame: Frame, kind: str) -> None:
        """The next value starts, and there was no comma."""
        tokens = self.tokens
        following = tokens.peek()
        if frame.bracket == "{" and kind == STRING and following != ":" and (following in ",}" or not following):
            self.stray = self.stray or self._token()
            return
        self._report_missing_comma(frame, kind)
        self.statement = False
        frame.comma = Span(0, 0)
        frame.state = NEXT
        self.again = True

    def _report_missing_comma(self, frame: Frame, kind: str) -> None:
        if self._report_stray() or self.last_open or self.statement:
            return
        if (frame.bracket == "{" and kind in "{[") or self._is_reported_word(kind, frame):
            return
        edits = fixes.comma(self.last_end) if self._is_sure(frame, kind) and not frame.noted else ()
        self.tokens.report("missing-comma", self.last_end - 1, self.last_end, edits)

    def _is_sure(self, frame: Frame, kind: str) -> bool:
        """Whether nothing but the comma is wrong: no quote in the wrong place, and no quote that is doubled."""
        start = self.tokens.start
        if frame.bracket == "{":
            return self.tokens.peek() == ":" and not self.text.startswith(_NO_KEY, start + 1)
        return kind != SCALAR and (kind != STRING or start > self.last_end)

    def _is_reported_word(self, kind: str, frame: Frame) -> bool:
        """A bare word in an array, after a value: it is one mistake, whatever it should have been."""
        problems = self.tokens.problems
        return frame.bracket == "[" and kind == SCALAR and bool(problems) and problems[-1].span == self._token()

    def _comma(self) -> Span:
        """The commas from here on; more than one of them is one mistake."""
        tokens = self.tokens
        start = tokens.start
        second = -1
        while tokens.peek() == ",":
            tokens.next(ITEM)
            second = tokens.start if second < 0 else second
        if second >= 0 and tokens.peek() not in ("}", "]"):
            tokens.report("extra-comma", second, tokens.end)
        return Span(start, tokens.end)

    def _trailing(self, frame: Frame, kind: str) -> None:
        if frame.state == NEXT and frame.comma.end and not self.statement:
            self.tokens.report("trailing-comma", *frame.comma, fixes.delete(*frame.comma))
        self._close(kind)
