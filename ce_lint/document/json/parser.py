"""JSON with every place, and with a name for every mistake.

A valid text gives exactly the value of ``json.loads`` and no problem. Most texts are valid: those are read by the
quick loop below. At the first oddity it gives up, and the patient ``json_grammar`` reads the text again.
"""

from __future__ import annotations

import re
from typing import Any, Final

from ce_lint.document.json.lexer import END, SCALAR, STRAY, STRING
from ce_lint.document.json.recovery import AFTER, COLON, FIRST, NEXT, VALUE, Commas, Frame
from ce_lint.document.json.strings import ITEM, KEY, MEMBER, ROOT, number, read_strict
from ce_lint.document.nodes import Node, ParsedText, Span, SyntaxProblem

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


def parse_json(text: str) -> ParsedText:
    """The value, the places and the mistakes of a text. Never raises; takes time linear in its length."""
    return parse_valid(text) or parse_with_recovery(text)


def parse_valid(text: str) -> ParsedText | None:
    """The same for a valid text, quickly; None for any other."""
    try:
        return _Quick(text).read()
    except _OddError:
        return None


def parse_with_recovery(text: str) -> ParsedText:
    """The same for any text, slowly."""
    return Grammar(text).read()


class _OddError(Exception):
    """The text is not valid, has equal keys in one object, or is nested very deeply."""


class _Quick:
    def __init__(self, text: str) -> None:
        self.text = text
        self.position = 0
        self.open: list[Node] = []
        self.root = Node(0, 0, None)
        self.key = ""
        self.key_span: Span | None = None

    def read(self) -> ParsedText:
        while True:
            found = _VALUE.match(self.text, self.position)
            if found is None:
                raise _OddError
            ready = self._enter(found) if found.lastindex == _BRACKET else self._scalar(found)
            if ready and self._leave():
                return ParsedText(self.root, [])

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
        self._attach(Node(start, end, value, style))
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
        node: Node
        if bracket == "{":
            node = Node(self.position - 1, self.position, {})
            node.members = {}
        else:
            node = Node(self.position - 1, self.position, [])
            node.items = []
        self._attach(node)
        empty = _EMPTY[bracket].match(self.text, self.position)
        if empty is not None:
            self.position = node.end = empty.end()
            return True
        if len(self.open) >= _MAX_DEPTH - 1:
            raise _OddError
        self.open.append(node)
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

    def _attach(self, node: Node) -> None:
        if not self.open:
            self.root = node
            return
        above = self.open[-1]
        if above.items is not None:
            above.value.append(node.value)
            above.items.append(node)
        elif above.members is not None:
            if self.key in above.members:
                raise _OddError
            node.key = self.key_span
            above.value[self.key] = node.value
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
            node = self.open[-1]
            if found[1] == ",":
                if node.members is not None:
                    self._read_key()
                return False
            if (found[1] == "}") != (node.members is not None):
                raise _OddError
            node.end = self.position
            self.open.pop()


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

    def read(self) -> ParsedText:
        self._start()
        while self.frames and not self.ended:
            frame = self.frames[-1]
            steps = self.object_steps if frame.bracket == "{" else self.array_steps
            steps[frame.state](frame)
            if not self.frames and not self.ended:
                self._after_root()
        self._finish()
        return ParsedText(self.root, sorted(self.tokens.problems, key=_place))

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
        members = (
            _MEMBERS.match(self.text, position) if self.root is not None and self.root.members is not None else None
        )
        only_closing = _ONLY_CLOSING.match(self.text, position)
        if not self.after_end:
            cause = "extra-closing" if only_closing else "data-after-end"
            self.tokens.report(cause, position, position + 1)
        self.after_end = True
        if members is None or self.root is None:
            self.ended = True
            return
        self.tokens.end = members.end(1)
        frame = Frame("{", self.root, implicit=True)
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
        self._attach(Node(span.end, span.end, tokens.statement or None))
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


def _place(problem: SyntaxProblem) -> Span:
    return problem.span
