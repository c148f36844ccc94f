"""What may stand between two values, and what stands there instead of a comma."""

from __future__ import annotations

import re

from ce_lint.document.node import Span
from ce_lint.readers import json_mends as mends
from ce_lint.readers.json_builder import NEXT, VALUE, Builder, Frame
from ce_lint.readers.json_strings import ITEM, KEY
from ce_lint.readers.json_tokens import END, SCALAR, STATEMENT, STRAY, STRING

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
            edits = mends.comma(*typo.span(1)) if typo[1] == ";" else ()
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
        edits = mends.comma(self.last_end) if self._is_sure(frame, kind) and not frame.noted else ()
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
            self.tokens.report("trailing-comma", *frame.comma, mends.delete(*frame.comma))
        self._close(kind)
