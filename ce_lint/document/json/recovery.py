"""The JSON parser for texts that are not valid: it takes any text, names every problem, and reads on after it."""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import Final

from ce_lint.document.json.brackets import EXTRA, OPENING_OF, Pair, find_misplaced, match_closing
from ce_lint.document.json.broken_strings import ITEM, KEY, MEMBER, ROOT
from ce_lint.document.json.lexer import END, SCALAR, STATEMENT, STRAY, STRING, Lexer, Token
from ce_lint.document.json.problems import create_cut_off, create_duplicate_key, create_unclosed, remove, write_comma
from ce_lint.document.nodes import MAX_DEPTH, Node, ParsedText, Span

_FIRST: Final = 0
"""Right after the opening bracket."""
_NEXT: Final = 1
"""After a comma."""
_COLON: Final = 2
"""After a key."""
_VALUE: Final = 3
"""After a colon."""
_AFTER: Final = 4
"""After a value."""

_MOST_OPENERS = 12
"""How many open brackets are looked at to find the one that a wrong bracket should have closed."""

_COLON_TYPO = re.compile(r"[ \t\r\n]*+(=>?|;|->)")
_COMMA_TYPO = re.compile(r"[ \t\r\n]*+([.;|])(?=[ \t\r\n]*+(?:[\"'{\[\d-]|true\b|false\b|null\b))")
_MEMBERS = re.compile(r'([}\] \t\r\n]*+,?[ \t\r\n]*+)"[^"\n]{0,120}"[ \t\r\n]*+:')
_ONLY_CLOSING = re.compile(r"[}\]][}\] \t\r\n]*+\Z")
_NO_KEY_STARTS = (",", " ", ":", "}", "]")


def tokenize(text: str) -> list[Token]:
    """The tokens of any text, valid or not, without the one at its end.

    Where a string ends in a text that is not valid, and what is a comma or a colon, is decided as the parser does it.
    """
    lexer = Lexer(text, keep_tokens=True)
    RecoveringParser(text, lexer).parse()
    while lexer.kind != END:  # the parser stops early at what it cannot make sense of
        lexer.next(ITEM)
    return [token for token in lexer.tokens or () if token.kind != END]


class _Frame:
    """An object or array that is being read.

    ``state`` is what was read last. ``key`` is None where the next value has no key. ``first_keys`` are the spans of
    the keys so far, of equal ones the first; ``is_implicit`` tells that there are no brackets, and ``is_noted`` that
    something unexpected in it was reported.
    """

    __slots__ = (
        "bracket", "colon", "comma", "first_keys", "is_implicit", "is_noted", "key", "key_span", "node", "state"
    )  # fmt: skip

    def __init__(self, bracket: str, node: Node, *, is_implicit: bool = False) -> None:
        self.bracket = bracket
        self.node = node
        self.is_implicit = is_implicit
        self.state = _FIRST
        self.key: str | None = None
        self.key_span = Span(0, 0)
        self.colon = Span(0, 0)
        self.comma = Span(0, 0)
        self.first_keys: dict[str, Span] = {}
        self.is_noted = False


class RecoveringParser:
    """One text: its tokens, the objects and arrays that are open, and where the parser is.

    ``last_end`` and ``last_is_open`` are those of the last key or value, ``has_statement`` tells that a template
    statement came after it. ``repeats`` makes the next token the current one again. ``stray`` is the first of some
    stray characters that are not reported yet.
    """

    def __init__(self, text: str, lexer: Lexer | None = None) -> None:
        self.text = text
        self.lexer = lexer or Lexer(text)
        self.frames: list[_Frame] = []
        self.root: Node | None = None
        self.has_ended = False
        self.has_data_after_end = False
        self.last_end = 0
        self.last_is_open = False
        self.has_statement = False
        self.repeats = False
        self.stray: Span | None = None
        self._pairs: list[Pair] = []
        self._object_steps: dict[int, Callable[[_Frame], None]] = {
            _FIRST: self._read_key,
            _NEXT: self._read_key,
            _COLON: self._read_colon,
            _VALUE: self._read_member,
            _AFTER: self._read_after_value,
        }
        self._array_steps: dict[int, Callable[[_Frame], None]] = {
            _FIRST: self._read_item,
            _NEXT: self._read_item,
            _AFTER: self._read_after_value,
        }

    def parse(self) -> ParsedText:
        """The root node as far as it could be read, and all problems in the order of the text."""
        self._read_root()
        while self.frames and not self.has_ended:
            frame = self.frames[-1]
            steps = self._object_steps if frame.bracket == "{" else self._array_steps
            steps[frame.state](frame)
            if not self.frames and not self.has_ended:
                self._read_after_root()
        end = self.last_end if self.lexer.kind == END else max(self.last_end, self.lexer.end)
        for frame in self.frames:
            frame.node.end = max(frame.node.end, end)
        return ParsedText(self.root, sorted(self.lexer.problems, key=lambda problem: problem.span))

    # -- tokens and problems

    def _next(self, expected: int) -> str:
        if self.repeats:
            self.repeats = False
            return self.lexer.kind
        kind = self.lexer.next(expected)
        if self.lexer.statement:
            self.has_statement = True
        return kind

    def _token(self) -> Span:
        return Span(self.lexer.start, self.lexer.end)

    def _report(self, cause: str, span: Span) -> None:
        self.lexer.report(cause, span.start, span.end)

    def _report_unexpected(self, frame: _Frame) -> None:
        if not frame.is_noted:
            self._report("unexpected-character", self._token())
        frame.is_noted = True

    def _report_stray(self) -> bool:
        """Report the stray characters; whether there were any."""
        stray, self.stray = self.stray, None
        if stray is not None:
            self._report("unexpected-character", stray)
        return stray is not None

    def _report_unclosed(self, bracket: str, start: int, others: int) -> None:
        self.lexer.problems.append(create_unclosed(bracket, start, self.lexer.line(start), others))

    # -- nodes

    def _add_scalar(self) -> None:
        """Add the token as a value."""
        lexer = self.lexer
        style = "json" if lexer.kind == STRING else "bare"
        self._add(Node(lexer.start, lexer.end, lexer.value, style))
        self.last_end = lexer.end
        self.last_is_open = lexer.is_open
        self.has_statement = False

    def _add(self, node: Node) -> None:
        """Add a value to the innermost object or array."""
        if not self.frames:
            self.root = node
            return
        frame = self.frames[-1]
        above = frame.node
        if above.items is not None:
            above.value.append(node.value)
            above.items.append(node)
        elif frame.key is not None and above.members is not None:
            node.key = frame.key_span
            first = frame.first_keys.setdefault(frame.key, frame.key_span)
            if first is not frame.key_span:
                self.lexer.problems.append(create_duplicate_key(frame.key, frame.key_span, first))
            above.value[frame.key] = node.value
            above.members[frame.key] = node

    def _open(self, bracket: str, *, is_implicit: bool = False) -> None:
        """Open an object or array at the token."""
        lexer = self.lexer
        if len(self.frames) >= MAX_DEPTH:
            self._report("too-deep", self._token())
            self.has_ended = True
            return
        node = Node(lexer.start, lexer.end, {} if bracket == "{" else [])
        if bracket == "{":
            node.members = {}
        else:
            node.items = []
        self._add(node)
        self.frames.append(_Frame(bracket, node, is_implicit=is_implicit))
        self.last_end = lexer.end
        self.last_is_open = False
        self.has_statement = False

    def _close(self, closing: str) -> None:
        """Close the innermost object or array, or those around it too if the bracket of the token is theirs."""
        frames = self.frames
        if frames[-1].bracket == OPENING_OF[closing]:
            self._pop(is_matched=True)
            return
        openers = [(frame.bracket, frame.node.start) for frame in frames[-_MOST_OPENERS:]]
        depth = match_closing(self.text, self.lexer.start, openers, are_all=len(frames) <= _MOST_OPENERS)
        if depth == EXTRA:
            self._report("extra-closing", self._token())
            frames[-1].state = _AFTER
        elif depth == 0:
            self._report("mismatched-brace" if closing == "}" else "mismatched-bracket", self._token())
            self._pop(is_matched=False)
        else:
            self._report_unclosed(frames[-1].bracket, frames[-1].node.start, depth - 1)
            for _ in range(depth):
                self._pop(is_matched=False)
            self._pop(is_matched=True)

    def _pop(self, *, is_matched: bool) -> None:
        """End the innermost object or array; ``is_matched`` tells that the token is its bracket."""
        frame = self.frames.pop()
        end = self.lexer.end
        frame.node.end = max(frame.node.end, end if is_matched or not self.frames else self.last_end)
        if is_matched and self.frames:
            self._pairs.append(Pair(frame.node.start, self.lexer.start, self.frames[-1].node.start))
        self.last_end = end
        self.last_is_open = False
        self.has_statement = False

    def _end_text(self) -> None:
        """The text ends: what is still open is one problem, a bracket or a string that is cut off."""
        self.has_ended = True
        missing = [frame for frame in self.frames if not frame.is_implicit]
        if not missing:
            return
        innermost = missing[-1]
        problems = self.lexer.problems
        if self.last_is_open and problems and problems[-1].cause == "unterminated-string":
            cut = problems.pop().span
            problems.append(create_cut_off(cut.start, cut.end, self.lexer.line(innermost.node.start)))
            return
        misplaced = find_misplaced(self.text, self._pairs) if len(missing) == 1 else None
        if misplaced is not None and self.text[misplaced] == innermost.bracket:
            self._report_unclosed(innermost.bracket, misplaced, 0)
        else:
            self._report_unclosed(innermost.bracket, innermost.node.start, len(missing) - 1)

    # -- the root

    def _read_root(self) -> None:
        while not self.frames and self.root is None and not self.has_ended:
            kind = self._next(ROOT)
            if kind == END:
                if not self.lexer.problems:
                    self._report("empty", Span(0, len(self.text)))
                self.has_ended = True
            elif kind in ("{", "["):
                self._open(kind)
            elif kind in (STRING, SCALAR):
                self._read_root_scalar(kind)
            elif kind in ("}", "]"):
                self._report("extra-closing", self._token())
            elif kind == ",":
                self._report("extra-comma", self._read_commas())
            else:
                self._report("unexpected-character", self._token())
        if not self.frames and not self.has_ended:
            self._read_after_root()

    def _read_root_scalar(self, kind: str) -> None:
        lexer = self.lexer
        following = lexer.peek()
        if following == ":":
            lexer.report("missing-brace", lexer.start, lexer.end)
            self._open("{", is_implicit=True)
            self._take_key(self.frames[-1])
        elif kind == SCALAR and following and following in "{[" and lexer.problems:
            lexer.problems.pop()
            self._report("unexpected-character", self._token())
        else:
            self._add_scalar()

    def _read_after_root(self) -> None:
        """Something may follow the root: members of an object that was closed too early are read into it."""
        position = self.lexer.skip()
        if position >= len(self.text):
            self.has_ended = True
            return
        is_object = self.root is not None and self.root.members is not None
        members = _MEMBERS.match(self.text, position) if is_object else None
        only_closing = _ONLY_CLOSING.match(self.text, position)
        if not self.has_data_after_end:
            self.lexer.report("extra-closing" if only_closing else "data-after-end", position, position + 1)
        self.has_data_after_end = True
        if members is None or self.root is None:
            self.has_ended = True
            return
        self.lexer.end = members.end(1)
        frame = _Frame("{", self.root, is_implicit=True)
        frame.first_keys = {key: node.key for key, node in (self.root.members or {}).items() if node.key is not None}
        self.frames.append(frame)

    # -- objects

    def _read_key(self, frame: _Frame) -> None:
        kind = self._next(KEY)
        if kind in (STRING, SCALAR):
            self._take_key(frame)
        elif kind in ("}", "]"):
            self._close_after_comma(frame, kind)
        elif kind == ",":
            self._report("extra-comma", self._read_commas())
        elif kind in ("{", "[", ":"):
            if kind != ":" and self._close_unclosed(frame, "["):
                return
            self._report("missing-key", self._token())
            frame.key = None
            frame.state = _VALUE
            self.repeats = kind != ":"
        elif kind == END:
            self._end_text()
        else:
            if kind == STRAY:
                self._report_unexpected(frame)
            frame.comma = Span(0, 0)

    def _take_key(self, frame: _Frame) -> None:
        """Take the token for a key."""
        lexer = self.lexer
        frame.key = lexer.value if isinstance(lexer.value, str) else self.text[lexer.start : lexer.end]
        frame.key_span = Span(lexer.start, lexer.end)
        frame.state = _COLON
        self.last_end = lexer.end
        self.last_is_open = lexer.is_open

    def _read_colon(self, frame: _Frame) -> None:
        lexer = self.lexer
        typo = _COLON_TYPO.match(self.text, lexer.end)
        if typo is not None:
            frame.colon = lexer.replace_typo(":", "colon-typo", typo)
            frame.state = _VALUE
            return
        kind = self._next(MEMBER)
        if kind == ":":
            frame.colon = Span(lexer.start, lexer.end)
            frame.state = _VALUE
        elif kind in (",", "}", "]") or (kind == STRING and lexer.peek() == ":"):
            self._add_missing_value(frame, frame.key_span)
        elif kind == END:
            self._end_text()
        else:
            if not self.last_is_open:
                lexer.report("missing-colon", frame.key_span.end - 1, frame.key_span.end)
            frame.state = _VALUE
            self.repeats = True

    def _read_member(self, frame: _Frame) -> None:
        kind = self._next(MEMBER)
        lexer = self.lexer
        if kind in ("{", "["):
            frame.state = _AFTER
            self._open(kind)
        elif kind in (",", "}", "]") or (kind == STRING and lexer.peek() == ":"):
            self._add_missing_value(frame, frame.colon)
        elif kind in (STRING, SCALAR):
            frame.state = _AFTER
            self._add_scalar()
        elif kind == ":":
            self._report_unexpected(frame)
        elif kind == END:
            self._end_text()
        else:
            self._report_unexpected(frame)
            frame.state = _AFTER

    def _add_missing_value(self, frame: _Frame, before: Span) -> None:
        """A comma, a bracket or the next key is where a value should be, after the key or colon at ``before``."""
        lexer = self.lexer
        if not lexer.statement and frame.key is not None:
            self._report("missing-value", before)
        self._add(Node(before.end, before.end, lexer.statement or None))
        self.last_end = before.end
        if lexer.kind == STRING:
            self._take_key(frame)
        else:
            frame.state = _AFTER
            self.repeats = True

    # -- arrays

    def _read_item(self, frame: _Frame) -> None:
        kind = self._next(ITEM)
        if kind in ("{", "["):
            frame.state = _AFTER
            self._open(kind)
        elif kind == STRING and self.lexer.peek() == ":" and self._close_unclosed(frame, "{"):
            return
        elif kind in (STRING, SCALAR):
            frame.state = _AFTER
            self._add_scalar()
        elif kind in ("}", "]"):
            self._close_after_comma(frame, kind)
        elif kind == ",":
            self._report("extra-comma", self._read_commas())
        elif kind == END:
            self._end_text()
        else:
            self._report_unexpected(frame)
            frame.state = _AFTER if kind == STRAY else _NEXT

    # -- commas and brackets

    def _read_after_value(self, frame: _Frame) -> None:
        """A comma, or the bracket that closes; or the next value, if the comma is missing."""
        typo = _COMMA_TYPO.match(self.text, self.lexer.end) if not self.repeats else None
        if typo is not None:
            edits = write_comma(*typo.span(1)) if typo[1] == ";" else ()
            self.lexer.replace_typo(",", "comma-typo", typo, edits)
            frame.state = _NEXT
            return
        kind = self._next(KEY if frame.bracket == "{" else ITEM)
        if kind == STRAY:
            self.stray = self.stray or self._token()
        elif kind == STATEMENT:
            self.has_statement = True
        elif kind in (STRING, SCALAR, "{", "["):
            self._start_without_comma(frame, kind)
        else:
            self._report_stray()
            self._read_separator(frame, kind)

    def _read_separator(self, frame: _Frame, kind: str) -> None:
        if kind == ",":
            frame.comma = self._read_commas()
            frame.state = _NEXT
            self.has_statement = False
        elif kind in ("}", "]"):
            self._close(kind)
        elif kind == END:
            self._end_text()
        else:
            self._report_unexpected(frame)
            frame.key = None
            frame.state = _VALUE if frame.bracket == "{" else _NEXT

    def _read_commas(self) -> Span:
        """The span of the commas from the token on; more than one of them is one problem."""
        lexer = self.lexer
        start = lexer.start
        second = -1
        while lexer.peek() == ",":
            lexer.next(ITEM)
            second = lexer.start if second < 0 else second
        if second >= 0 and lexer.peek() not in ("}", "]"):
            lexer.report("extra-comma", second, lexer.end)
        return Span(start, lexer.end)

    def _start_without_comma(self, frame: _Frame, kind: str) -> None:
        """The next value starts at the token, and there was no comma."""
        following = self.lexer.peek()
        if frame.bracket == "{" and kind == STRING and following != ":" and (following in ",}" or not following):
            self.stray = self.stray or self._token()
            return
        self._report_missing_comma(frame, kind)
        self.has_statement = False
        frame.comma = Span(0, 0)
        frame.state = _NEXT
        self.repeats = True

    def _report_missing_comma(self, frame: _Frame, kind: str) -> None:
        if self._report_stray() or self.last_is_open or self.has_statement:
            return
        if (frame.bracket == "{" and kind in "{[") or self._is_reported_word(frame, kind):
            return
        edits = write_comma(self.last_end) if self._needs_only_comma(frame, kind) and not frame.is_noted else ()
        self.lexer.report("missing-comma", self.last_end - 1, self.last_end, edits)

    def _needs_only_comma(self, frame: _Frame, kind: str) -> bool:
        """Whether nothing else is wrong than the comma: no misplaced quote, and none that is doubled."""
        start = self.lexer.start
        if frame.bracket == "{":
            return self.lexer.peek() == ":" and not self.text.startswith(_NO_KEY_STARTS, start + 1)
        return kind != SCALAR and (kind != STRING or start > self.last_end)

    def _is_reported_word(self, frame: _Frame, kind: str) -> bool:
        """Whether the token is a bare word in an array: it is one problem, whatever it should have been."""
        problems = self.lexer.problems
        return frame.bracket == "[" and kind == SCALAR and bool(problems) and problems[-1].span == self._token()

    def _close_after_comma(self, frame: _Frame, kind: str) -> None:
        if frame.state == _NEXT and frame.comma.end and not self.has_statement:
            self.lexer.report("trailing-comma", *frame.comma, remove(*frame.comma))
        self._close(kind)

    def _close_unclosed(self, frame: _Frame, around: str) -> bool:
        """End the innermost object or array if what follows its comma belongs to the bracket ``around`` it.

        Whether it does: then its closing bracket is missing.
        """
        if frame.state != _NEXT or frame.is_noted or len(self.frames) < 2 or self.frames[-2].bracket != around:
            return False
        self._report_unclosed(frame.bracket, frame.node.start, 0)
        self._pop(is_matched=False)
        self.frames[-1].state = _NEXT
        self.repeats = True
        return True
