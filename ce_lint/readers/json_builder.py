"""Values and nodes as they are read, and the brackets that hold them."""

from __future__ import annotations

from typing import Any, Final

from ce_lint.document.node import Node, Span
from ce_lint.readers.json_brackets import EXTRA, Pair, choose, misplaced
from ce_lint.readers.json_problems import broken_off, duplicate_key, unclosed
from ce_lint.readers.json_tokens import END, STRING, Tokens

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

    __slots__ = ("bracket", "colon", "comma", "first", "implicit", "key", "key_span", "node", "noted", "state", "value")

    def __init__(self, bracket: str, value: Any, node: Node, *, implicit: bool = False) -> None:
        self.bracket = bracket
        self.value = value
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
        self.value: Any = None
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
        self._attach(tokens.value, Node(tokens.start, tokens.end, style))
        self.last_end = tokens.end
        self.last_open = tokens.is_open
        self.statement = False

    def _attach(self, value: Any, node: Node) -> None:
        if not self.frames:
            self.value, self.root = value, node
            return
        frame = self.frames[-1]
        if frame.node.items is not None:
            frame.value.append(value)
            frame.node.items.append(node)
        elif frame.key is not None and frame.node.members is not None:
            node.key = frame.key_span
            first = frame.first.setdefault(frame.key, frame.key_span)
            if first is not frame.key_span:
                self.tokens.problems.append(duplicate_key(frame.key, frame.key_span, first))
            frame.value[frame.key] = value
            frame.node.members[frame.key] = node

    def _open(self, bracket: str, *, implicit: bool = False) -> None:
        tokens = self.tokens
        if len(self.frames) >= MAX_DEPTH:
            self._report("too-deep", self._token())
            self.ended = True
            return
        node = Node(tokens.start, tokens.end)
        value: Any = {} if bracket == "{" else []
        if bracket == "{":
            node.members = {}
        else:
            node.items = []
        self._attach(value, node)
        self.frames.append(Frame(bracket, value, node, implicit=implicit))
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
        culprit = misplaced(self.text, self._pairs) if len(missing) == 1 else None
        if culprit is not None and self.text[culprit] == innermost.bracket:
            self._report_unclosed(innermost.bracket, culprit, 0)
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
