"""Parser events become a value, its nodes and the problems that a document can have beyond its syntax."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any, NamedTuple

from ce_lint.document.nodes import Node, ParsedText, Span, SyntaxProblem
from ce_lint.document.yaml import problems
from ce_lint.document.yaml.events import (
    AliasEvent,
    DocumentStartEvent,
    MappingEndEvent,
    MappingStartEvent,
    NextEvent,
    ScalarEvent,
    SequenceEndEvent,
    SequenceStartEvent,
    StreamEndEvent,
    YAMLError,
    c_events,
    pure_events,
)
from ce_lint.document.yaml.problems import syntax_problem
from ce_lint.document.yaml.scalars import SPECIAL_STARTS, plain_value, tagged_value, value_start

MERGE: Any = object()
"""The key of a value that is merged into its mapping (``<<``)."""

SKIP: Any = object()
"""The key of a value that is read and dropped, because its key cannot be one."""


class Frame:
    """A collection that is being filled; ``key`` is None where the next node of a mapping is a key.

    ``last`` is where its last part ends, ``size`` how many nodes hang below it with every alias written out, and
    ``height`` how deep they reach. ``items`` and ``members`` are those of the node.
    """

    __slots__ = (
        "firsts",
        "height",
        "is_key",
        "items",
        "key",
        "key_span",
        "last",
        "members",
        "merges",
        "node",
        "size",
        "value",
    )

    def __init__(self, node: Node, last: int, is_key: bool = False) -> None:
        self.node = node
        self.value: Any = node.value
        self.items: Any = node.items
        self.members = node.members
        self.last = last
        self.is_key = is_key
        self.key: Any = None
        self.key_span: Span | None = None
        self.merges: list[Node] | None = None
        self.firsts: dict[str, Span] | None = None
        self.size = 0
        self.height = 1


def again(node: Node, key: Span | None) -> Node:
    """The same places under another key."""
    copy = Node(node.start, node.end, node.value, node.style, key)
    copy.members, copy.items = node.members, node.items
    return copy


def merge(frame: Frame) -> None:
    """Resolve ``<<``: explicit keys win over merged ones, earlier merged ones over later ones."""
    members = frame.members if frame.members is not None else {}
    for node in frame.merges or ():
        sources = [node] if node.items is None else node.items
        if not all(source.members is not None for source in sources):
            frame.value.setdefault("<<", node.value)
            members.setdefault("<<", node)
            continue
        for source in sources:
            for key, member in (source.members or {}).items():
                if key not in members:
                    frame.value[key] = member.value
                    members[key] = member


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
        self.problems: list[SyntaxProblem] = []
        self.found = False
        self.bracket: int | None = None
        self._anchors: dict[str, _Anchor] = {}
        self._expanded = 0
        root = Node(base, base, [])
        root.items = []
        self._root = Frame(root, base)
        self._stack: list[Frame] = [self._root]

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
                node = Node(start, end, value, style, frame.key_span)
                if anchor:
                    self._anchors[anchor] = _Anchor(node, text, None)
                if members is None:
                    frame.value.append(value)
                    frame.items.append(node)
                elif key is None:
                    frame.key, frame.key_span = text, Span(start, end)
                    self._odd_key(frame, text, style == "plain" and event.ctag is None)
                elif key is SKIP or key is MERGE:
                    self._attach(frame, node)
                else:
                    frame.value[key] = value
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

    def _attach(self, frame: Frame, node: Node) -> None:
        if frame.members is None:
            frame.value.append(node.value)
            frame.items.append(node)
            return
        key, frame.key = frame.key, None
        if key is MERGE:
            frame.merges = frame.merges or []
            frame.merges.append(node)
        elif key is not SKIP:
            frame.value[key] = node.value
            frame.members[key] = node

    def _open(self, parent: Frame, event: Any, value: Any) -> Frame:
        start = event.start_mark.index + self.base
        if event.anchor or event.ctag is not None:
            start = value_start(self.text, start, len(self.text))
        node = Node(start, _OPEN, value, "bare", parent.key_span)
        if isinstance(value, dict):
            node.members = {}
        else:
            node.items = []
        is_key = parent.members is not None and parent.key is None
        frame = Frame(node, start, is_key)
        if is_key:
            self._complex(start)
        else:
            self._attach(parent, node)
        if event.anchor:
            self._anchors[event.anchor] = _Anchor(node, None, frame)
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
        frame.size += len(frame.value)
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
            node, text = Node(start, end, None, "plain"), ""
        elif anchor.node.end == _OPEN:
            self.problems.append(problems.invalid("recursive-alias", span))
            node, text = Node(start, end, None, "plain"), None
        else:
            node, text = anchor.node, anchor.text
            if anchor.frame is not None and not is_key:
                self._count(frame, anchor.frame, span)
        if not is_key:
            self._attach(frame, again(node, frame.key_span))
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

    def _stop(self, problem: SyntaxProblem) -> None:
        self.problems.append(problem)
        raise _StopError


_MARKER = re.compile(r"(?:---|\.\.\.)(?<![^\r\n][-.]{3})(?![^ \t\r\n])")
_CONTENT = re.compile(r"(?>(?:[ \t\r\n]|[#%][^\r\n]*)*).")
_HARMLESS = "\x85\u2028\u2029\ufeff"
_OTHERS = "\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x84\x86-\x9f\ud800-\udfff\ufffe\uffff"
_SHIELDED = re.compile(f"[{_HARMLESS}{_OTHERS}]")
_REFUSED = re.compile(f"[{_OTHERS}]")


def parse_yaml(text: str) -> list[ParsedText]:
    """One reading per document of the stream."""
    shielded = _Shielded(text)
    found = (_read(text, shielded, start, end) for start, end in _pieces(text))
    readings = [reading for reading in found if reading is not None]
    if not readings and text.strip():
        return [ParsedText(Node(0, 0, None, "plain"), [])]
    return readings


def _read(text: str, shielded: _Shielded, start: int, end: int) -> ParsedText | None:
    """The reading of one document, None where there is none."""
    composer, error = _composed(text, shielded, start, end)
    found = composer.problems
    if error is not None:
        broken = syntax_problem(text, start, end, error, composer.bracket)
        if not (found and _told(text, found[-1], broken)):
            found.append(broken)
    refused = shielded.refused(start, end)
    if refused is not None:
        found = [problem for problem in found if not problem.is_syntax]
        found.insert(0, problems.invalid("special-character", refused))
    if not composer.found and not found:
        return None
    return ParsedText(composer.node, [problems.shown(problem, len(text)) for problem in found])


def _composed(text: str, shielded: _Shielded, start: int, end: int) -> tuple[Composer, YAMLError | None]:
    """What the C parser reads, or else what the pure one does, which knows more of YAML 1.2 and tells every error."""
    piece = shielded.text[start:end]
    events = c_events(piece)
    if events is not None:
        composer = Composer(text, start, shielded.restore)
        try:
            composer.compose(events)
        except YAMLError:
            pass
        else:
            return composer, None
    composer = Composer(text, start, shielded.restore)
    try:
        composer.compose(pure_events(piece))
    except YAMLError as error:
        return composer, error
    return composer, None


def _told(text: str, found: SyntaxProblem, broken: SyntaxProblem) -> bool:
    """Whether the parser stumbled over what the composer told already: a value on that line that needs quotes."""
    between = text[found.span.start : broken.span.start]
    return found.is_syntax and "\n" not in between and "\r" not in between


def _pieces(text: str) -> Iterator[tuple[int, int]]:
    """Where the documents of the stream stand: a marker at the start of a line ends whatever was open."""
    start = 0
    for found in _MARKER.finditer(text):
        before = text[start : found.start()]
        if found[0] == "...":
            yield start, found.start()
            start = found.end()
        elif _CONTENT.match(before):
            yield start, found.start()
            start = found.start()
    yield start, len(text)


class _Shielded:
    """A text whose characters that the parsers refuse, or took for line breaks in YAML 1.1, stand under a guise.

    ``restore`` gives them back in values.
    """

    def __init__(self, text: str) -> None:
        self.text = text
        self.restore: dict[int, int] = {}
        if _SHIELDED.search(text) is not None:
            table = _guises(text)
            self.text = text.translate(table)
            self.restore = {guise: code for code, guise in table.items()}
            self._original = text

    def refused(self, start: int, end: int) -> Span | None:
        """The first character of the piece that may not stand in YAML."""
        found = _REFUSED.search(self._original, start, end) if self.restore else None
        return Span(*found.span()) if found is not None else None


def _guises(text: str) -> dict[int, int]:
    """For each such character a private one that the text neither has nor writes as an escape."""
    used, lowered = set(text), text.lower()
    free = (code for code in range(0x10FFFD, 0xE000, -1) if chr(code) not in used and f"{code:x}" not in lowered)
    return {ord(char): code for char, code in zip(sorted(set(_SHIELDED.findall(text))), free, strict=False)}
