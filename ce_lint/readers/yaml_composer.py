"""Parser events become a value, its nodes and the problems that a document can have beyond its syntax."""

from __future__ import annotations

import re
from typing import Any, NamedTuple

from ce_lint.document.node import Node, Problem, Span
from ce_lint.readers import yaml_problems as problems
from ce_lint.readers.yaml_events import (
    AliasEvent,
    DocumentStartEvent,
    MappingEndEvent,
    MappingStartEvent,
    NextEvent,
    ScalarEvent,
    SequenceEndEvent,
    SequenceStartEvent,
    StreamEndEvent,
)
from ce_lint.readers.yaml_frames import MERGE, SKIP, Frame, again, merge
from ce_lint.readers.yaml_scalars import SPECIAL_STARTS, plain_value, tagged_value, value_start

MAX_DEPTH = 1_000
MAX_EXPANSION = 100_000

_STYLES = {None: "plain", "": "plain", "'": "single", '"': "double", "|": "literal", ">": "folded"}
_BLOCK = frozenset(("literal", "folded"))
_OPEN = -1
_NOWHERE = Span(0, 0)

_GAP = r"(?>(?:[ \t\r\n]++|(?<![^ \t\r\n])#[^\r\n]*+)*)"
_COLON = re.compile(_GAP + ":")
_DASH = re.compile(_GAP + "-")


class _Anchor(NamedTuple):
    value: Any
    node: Node
    text: str | None
    frame: Frame | None


class _StopError(Exception):
    """The rest of the document is not worth composing: what there is to say has been said."""


class Composer:
    """One document. ``base`` is where its text begins in the whole; ``restore`` gives shielded characters back."""

    def __init__(self, text: str, base: int, restore: dict[int, int]) -> None:
        self.text = text
        self.base = base
        self.restore = restore
        self.problems: list[Problem] = []
        self.found = False
        self.bracket: int | None = None
        self._anchors: dict[str, _Anchor] = {}
        self._expanded = 0
        root = Node(base, base)
        root.items = []
        self._root = Frame([], root, base)
        self._stack: list[Frame] = [self._root]

    @property
    def value(self) -> Any:
        return self._root.box[0] if self._root.box else None

    @property
    def node(self) -> Node | None:
        return self._root.items[0] if self._root.items else None

    def compose(self, next_event: NextEvent) -> None:
        """Take every event of the document; whatever ends it early leaves what was composed so far."""
        try:
            self._compose(next_event)
        except _StopError:
            pass
        finally:
            self.bracket = self._open_bracket()
            while len(self._stack) > 1:
                self._close(None)

    # The one hot loop of the YAML reader: ordinary scalars are handled in it, everything else is handed over.
    def _compose(self, next_event: NextEvent) -> None:  # noqa: C901, PLR0912, PLR0915
        base, styles, block, special, restore = self.base, _STYLES, _BLOCK, SPECIAL_STARTS, self.restore
        new_tuple = tuple.__new__
        frame = self._root
        while True:
            event = next_event()
            kind = type(event)
            if kind is ScalarEvent:
                start = event.start_mark.index + base
                end = event.end_mark.index + base
                text = event.value
                style = styles[event.style]
                if restore:
                    text = text.translate(restore)
                members, key = frame.members, frame.key
                anchor = event.anchor
                if start == end or anchor or event.ctag is not None or style in block:
                    start, end, value = self._unusual(frame, event, text, style, start, end)
                elif members is not None and key is None:
                    frame.last = end
                    frame.key = text
                    frame.key_span = new_tuple(Span, (start, end))
                    if text in members or text == "<<":
                        self._odd_key(frame, text, style == "plain")
                    continue
                elif style == "plain" and text[0] in special:
                    value = plain_value(text)
                else:
                    value = text
                frame.last = end
                node = Node(start, end, style, frame.key_span)
                if anchor:
                    self._anchors[anchor] = _Anchor(value, node, text, None)
                if members is None:
                    frame.box.append(value)
                    frame.items.append(node)
                elif key is None:
                    frame.key, frame.key_span = text, Span(start, end)
                    self._odd_key(frame, text, style == "plain" and event.ctag is None)
                elif key is SKIP or key is MERGE:
                    self._attach(frame, value, node)
                else:
                    frame.box[key] = value
                    members[key] = node
                    frame.key = None
            elif kind is MappingStartEvent:
                frame = self._open(frame, event, {})
            elif kind is SequenceStartEvent:
                frame = self._open(frame, event, [])
            elif kind is MappingEndEvent or kind is SequenceEndEvent:
                frame = self._close(event)
            elif kind is AliasEvent:
                self._alias(frame, event)
            elif kind is DocumentStartEvent:
                self.found = True
                frame.last = event.end_mark.index + base
            elif kind is StreamEndEvent:
                return

    def _unusual(self, frame: Frame, event: Any, text: str, style: str, start: int, end: int) -> tuple[int, int, Any]:
        """Span and value of a scalar that is empty, has an anchor or a tag, or stands below its indicator."""
        if event.anchor or event.ctag is not None:
            start = value_start(self.text, start, end)
        elif start == end:
            start = end = self._empty(frame)
        if style in _BLOCK:
            end = start + len(self.text[start:end].rstrip())
        tag = event.ctag
        if tag is not None:
            return start, end, tagged_value(str(tag), text)
        return start, end, plain_value(text) if style == "plain" else text

    def _empty(self, frame: Frame) -> int:
        """Where a value stands that is not there: after the colon or dash that leads to it."""
        if frame.members is None:
            found = _DASH.match(self.text, frame.last) if frame is not self._root else None
        else:
            found = _COLON.match(self.text, frame.last) if frame.key is not None else None
        return found.end() if found else frame.last

    def _odd_key(self, frame: Frame, text: str, plain: bool) -> None:
        if text == "<<" and plain:
            frame.key = MERGE
        elif frame.members is not None and text in frame.members:
            frame.firsts = frame.firsts or {}
            span = frame.key_span or _NOWHERE
            first = frame.firsts.setdefault(text, frame.members[text].key or span)
            self.problems.append(problems.duplicate_key(text, span, first))

    def _attach(self, frame: Frame, value: Any, node: Node) -> None:
        if frame.members is None:
            frame.box.append(value)
            frame.items.append(node)
            return
        key, frame.key = frame.key, None
        if key is MERGE:
            frame.merges = frame.merges or []
            frame.merges.append((value, node))
        elif key is not SKIP:
            frame.box[key] = value
            frame.members[key] = node

    def _open(self, parent: Frame, event: Any, box: Any) -> Frame:
        start = event.start_mark.index + self.base
        if event.anchor or event.ctag is not None:
            start = value_start(self.text, start, len(self.text))
        node = Node(start, _OPEN, "bare", parent.key_span)
        if isinstance(box, dict):
            node.members = {}
        else:
            node.items = []
        is_key = parent.members is not None and parent.key is None
        frame = Frame(box, node, start, is_key)
        if is_key:
            self._complex(start)
        else:
            self._attach(parent, box, node)
        if event.anchor:
            self._anchors[event.anchor] = _Anchor(box, node, None, frame)
        if len(self._stack) > MAX_DEPTH:
            self._stop(problems.invalid("too-deep", Span(start, start + 1)))
        self._stack.append(frame)
        return frame

    def _complex(self, start: int) -> None:
        if not any(frame.is_key for frame in self._stack):
            self.problems.append(problems.complex_key(self.text, start))

    def _close(self, event: Any) -> Frame:
        frame = self._stack.pop()
        parent = self._stack[-1]
        if event is not None and event.start_mark.index != event.end_mark.index:
            frame.last = (
                event.end_mark.index + self.base
            )  # a closing bracket; block collections end with their last part
        frame.node.end = parent.last = max(frame.last, frame.node.start)
        frame.size += len(frame.box)
        parent.size += frame.size
        parent.height = max(parent.height, frame.height + 1)
        if frame.merges:
            merge(frame)
        if frame.is_key:
            parent.key = SKIP
        return parent

    def _alias(self, frame: Frame, event: Any) -> None:
        start, end = event.start_mark.index + self.base, event.end_mark.index + self.base
        span = Span(start, end)
        frame.last = end
        anchor = self._anchors.get(event.anchor)
        is_key = frame.members is not None and frame.key is None
        if anchor is None:
            self.problems.append(problems.invalid("unknown-alias", span))
            value, node, text = None, Node(start, end, "plain"), ""
        elif anchor.node.end == _OPEN:
            self.problems.append(problems.invalid("recursive-alias", span))
            value, node, text = None, Node(start, end, "plain"), None
        else:
            value, node, text = anchor.value, anchor.node, anchor.text
            if anchor.frame is not None and not is_key:
                self._count(frame, anchor.frame, span)
        if not is_key:
            self._attach(frame, value, again(node, frame.key_span))
        elif text is not None and anchor is not None:
            frame.key, frame.key_span = text, span
            self._odd_key(frame, text, False)
        else:
            if anchor is not None and anchor.node.end != _OPEN:
                self._complex(start)
            frame.key = SKIP

    def _open_bracket(self) -> int | None:
        """Where the innermost bracket that is still open stands."""
        starts = (frame.node.start for frame in reversed(self._stack[1:]))
        return next((start for start in starts if self.text[start : start + 1] in ("[", "{")), None)

    def _count(self, frame: Frame, source: Frame, span: Span) -> None:
        """Sharing is cheap, but whoever walks the value walks every repetition: there must not be too many."""
        self._expanded += source.size
        frame.size += source.size
        frame.height = max(frame.height, source.height + 1)
        if self._expanded > MAX_EXPANSION:
            self._stop(problems.invalid("alias-bomb", span))
        if len(self._stack) + source.height > MAX_DEPTH:
            self._stop(problems.invalid("too-deep", span))

    def _stop(self, problem: Problem) -> None:
        self.problems.append(problem)
        raise _StopError
