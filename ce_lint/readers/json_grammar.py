"""The grammar of JSON, read with patience: names every mistake and reads on after it.

One mistake gives one problem, at the place where a person would mend it. A missing comma or colon is reported
at the last character of what stands before it.
"""

from __future__ import annotations

import re

from ce_lint.document.node import Node, Problem, Reading, Span
from ce_lint.readers.json_builder import AFTER, COLON, FIRST, NEXT, VALUE, Frame
from ce_lint.readers.json_commas import Commas
from ce_lint.readers.json_strings import ITEM, KEY, MEMBER, ROOT
from ce_lint.readers.json_tokens import END, SCALAR, STRAY, STRING

_COLON_TYPO = re.compile(r"[ \t\r\n]*+(=>?|;|->)")
_MEMBERS = re.compile(r'([}\] \t\r\n]*+,?[ \t\r\n]*+)"[^"\n]{0,120}"[ \t\r\n]*+:')
_ONLY_CLOSING = re.compile(r"[}\]][}\] \t\r\n]*+\Z")


class Grammar(Commas):
    """The grammar: what may stand where, and what to make of anything else."""

    def __init__(self, text: str) -> None:
        super().__init__(text)
        self.after_end = False
        self.object_steps = {
            FIRST: self._key,
            NEXT: self._key,
            COLON: self._colon,
            VALUE: self._member,
            AFTER: self._after,
        }
        self.array_steps = {FIRST: self._item, NEXT: self._item, AFTER: self._after}

    def read(self) -> Reading:
        self._start()
        while self.frames and not self.ended:
            frame = self.frames[-1]
            steps = self.object_steps if frame.bracket == "{" else self.array_steps
            steps[frame.state](frame)
            if not self.frames and not self.ended:
                self._after_root()
        self._finish()
        return Reading(self.value, self.root, sorted(self.tokens.problems, key=_place))

    # The root

    def _start(self) -> None:
        while not self.frames and self.root is None and not self.ended:
            kind = self._next(ROOT)
            if kind == END:
                self._empty()
            elif kind in ("{", "["):
                self._open(kind)
            elif kind in (STRING, SCALAR):
                self._root_scalar(kind)
            elif kind in ("}", "]"):
                self._report("extra-closing", self._token())
            elif kind == ",":
                self._report("extra-comma", self._comma())
            else:
                self._report("unexpected-character", self._token())
        if not self.frames and not self.ended:
            self._after_root()

    def _empty(self) -> None:
        if not self.tokens.problems:
            self._report("empty", Span(0, len(self.text)))
        self.ended = True

    def _root_scalar(self, kind: str) -> None:
        tokens = self.tokens
        following = tokens.peek()
        if following == ":":
            tokens.report("missing-brace", tokens.start, tokens.end)
            self._open("{", implicit=True)
            self._take_key(self.frames[-1])
        elif kind == SCALAR and following and following in "{[" and tokens.problems:
            tokens.problems.pop()
            self._report("unexpected-character", self._token())
        else:
            self._scalar()

    def _after_root(self) -> None:
        """Something may follow the root: members of an object that was closed too early are read into it."""
        position = self.tokens.skip()
        if position >= len(self.text):
            self.ended = True
            return
        members = _MEMBERS.match(self.text, position) if isinstance(self.value, dict) else None
        only_closing = _ONLY_CLOSING.match(self.text, position)
        if not self.after_end:
            cause = "extra-closing" if only_closing else "data-after-end"
            self.tokens.report(cause, position, position + 1)
        self.after_end = True
        if members is None or self.root is None:
            self.ended = True
            return
        self.tokens.end = members.end(1)
        frame = Frame("{", self.value, self.root, implicit=True)
        frame.first = {key: node.key for key, node in (self.root.members or {}).items() if node.key is not None}
        self.frames.append(frame)

    # Objects

    def _key(self, frame: Frame) -> None:
        kind = self._next(KEY)
        if kind in (STRING, SCALAR):
            self._take_key(frame)
        elif kind in ("}", "]"):
            self._trailing(frame, kind)
        elif kind == ",":
            self._report("extra-comma", self._comma())
        elif kind in ("{", "[", ":"):
            if kind != ":" and self._left_open(frame, "["):
                return
            self._report("missing-key", self._token())
            frame.key = None
            frame.state = VALUE
            self.again = kind != ":"
        elif kind == END:
            self._end_of_text()
        else:
            if kind == STRAY:
                self._unexpected(frame)
            frame.comma = Span(0, 0)

    def _take_key(self, frame: Frame) -> None:
        tokens = self.tokens
        frame.key = tokens.value if isinstance(tokens.value, str) else self.text[tokens.start : tokens.end]
        frame.key_span = Span(tokens.start, tokens.end)
        frame.state = COLON
        self.last_end = tokens.end
        self.last_open = tokens.is_open

    def _colon(self, frame: Frame) -> None:
        tokens = self.tokens
        typo = _COLON_TYPO.match(self.text, tokens.end)
        if typo is not None:
            tokens.report("colon-typo", *typo.span(1))
            tokens.end = typo.end()
            frame.colon = Span(*typo.span(1))
            frame.state = VALUE
            return
        kind = self._next(MEMBER)
        if kind == ":":
            frame.colon = Span(tokens.start, tokens.end)
            frame.state = VALUE
        elif kind in (",", "}", "]") or (kind == STRING and tokens.peek() == ":"):
            self._no_value(frame, frame.key_span)
        elif kind == END:
            self._end_of_text()
        else:
            if not self.last_open:
                tokens.report("missing-colon", frame.key_span.end - 1, frame.key_span.end)
            frame.state = VALUE
            self.again = True

    def _member(self, frame: Frame) -> None:
        kind = self._next(MEMBER)
        tokens = self.tokens
        if kind in ("{", "["):
            frame.state = AFTER
            self._open(kind)
        elif kind in (",", "}", "]") or (kind == STRING and tokens.peek() == ":"):
            self._no_value(frame, frame.colon)
        elif kind in (STRING, SCALAR):
            frame.state = AFTER
            self._scalar()
        elif kind == ":":
            self._unexpected(frame)
        elif kind == END:
            self._end_of_text()
        else:
            self._unexpected(frame)
            frame.state = AFTER

    def _no_value(self, frame: Frame, span: Span) -> None:
        """A comma, a bracket or the next key stands where a value should."""
        tokens = self.tokens
        if not tokens.statement and frame.key is not None:
            self._report("missing-value", span)
        self._attach(tokens.statement or None, Node(span.end, span.end))
        self.last_end = span.end
        if tokens.kind == STRING:
            self._take_key(frame)
        else:
            frame.state = AFTER
            self.again = True

    # Arrays

    def _item(self, frame: Frame) -> None:
        kind = self._next(ITEM)
        if kind in ("{", "["):
            frame.state = AFTER
            self._open(kind)
        elif kind == STRING and self.tokens.peek() == ":" and self._left_open(frame, "{"):
            return
        elif kind in (STRING, SCALAR):
            frame.state = AFTER
            self._scalar()
        elif kind in ("}", "]"):
            self._trailing(frame, kind)
        elif kind == ",":
            self._report("extra-comma", self._comma())
        elif kind == END:
            self._end_of_text()
        else:
            self._unexpected(frame)
            frame.state = AFTER if kind == STRAY else NEXT

    def _left_open(self, frame: Frame, around: str) -> bool:
        """Whether what stands after this comma belongs to the bracket around, so that ours was never closed."""
        if frame.state != NEXT or frame.noted or len(self.frames) < 2 or self.frames[-2].bracket != around:
            return False
        self._report_unclosed(frame.bracket, frame.node.start, 0)
        self._pop(matched=False)
        self.frames[-1].state = NEXT
        self.again = True
        return True


def _place(problem: Problem) -> Span:
    return problem.span
