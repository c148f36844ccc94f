"""The YAML parser: nodes and problems from the events of ruamel.yaml."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any, NamedTuple

from ce_lint.document.nodes import Node, ParsedText, Span, SyntaxProblem
from ce_lint.document.yaml import problems
from ce_lint.document.yaml.core_schema import SPECIAL_STARTS, resolve_plain, resolve_tagged
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
from ce_lint.document.yaml.problems import explain_error
from ce_lint.util.lazy_pattern import lazy_pattern

_MERGE: Any = object()
"""The key of a value that is merged into its mapping (``<<``)."""

_SKIP: Any = object()
"""The key of a value that is read and dropped, because its key cannot be one."""

_MAX_DEPTH = 1_000
_MAX_EXPANSION = 100_000

_STYLES = {None: "plain", "": "plain", "'": "single", '"': "double", "|": "literal", ">": "folded"}
_BLOCK_STYLES = frozenset(("literal", "folded"))
_OPEN = -1
"""The end of a node that is being read."""
_NOWHERE = Span(0, 0)

_GAP = r"(?>(?:[ \t\r\n]++|(?<![^ \t\r\n])#[^\r\n]*+)*)"
_COLON = lazy_pattern(_GAP + ":")
_DASH = lazy_pattern(_GAP + "-")
_PROPERTIES = lazy_pattern(r"(?>(?:(?:![^\s{}]*+|&[^\s,\[\]{}]*+)(?>(?:[ \t\r\n]++|(?<=[ \t\r\n])#[^\r\n]*+)*))*)")
"""Tags and anchors before a value, with whitespace and comments after each."""


class _Frame:
    """A mapping or sequence that is being read.

    ``value``, ``items`` and ``members`` are those of its node, at hand for the hot loop. ``key`` is that of the next
    value, and None where the next node is a key. ``last`` is where what was read last ends. ``is_key`` tells that the
    whole is a key of the mapping around it. ``size`` counts the nodes below it, with every alias written out, and
    ``height`` how deep they are nested. ``merges`` are the values of ``<<``, ``first_keys`` the first of equal keys.
    """

    __slots__ = (
        "first_keys",
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
        self.first_keys: dict[str, Span] | None = None
        self.size = 0
        self.height = 1


def _copy_with_key(node: Node, key: Span | None) -> Node:
    """The node of an alias: that of the anchor, under another key."""
    copy = Node(node.start, node.end, node.value, node.style, key)
    copy.members, copy.items = node.members, node.items
    return copy


def _resolve_merges(frame: _Frame) -> None:
    """Add the members of ``<<``: explicit keys win over merged ones, earlier merged ones over later ones."""
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


def _skip_properties(text: str, start: int, end: int) -> int:
    """Where a node starts without the anchor and the tag before it."""
    found = _PROPERTIES.match(text, start, end)
    return found.end() if found is not None else start


class _Anchor(NamedTuple):
    """An anchored node: the text of a scalar, or the frame of a collection."""

    node: Node
    text: str | None
    frame: _Frame | None


class _StopError(Exception):
    """The rest of the document is not to be read: its problem has been reported."""


class _Composer:
    """One document of a stream, whose events become nodes.

    ``base`` is the offset of the document in ``text``; ``restore`` has the characters that were replaced before
    parsing. ``has_document`` tells that there was one, and ``bracket`` is the offset of the innermost flow bracket that
    was still open where reading ended.
    """

    def __init__(self, text: str, base: int, restore: dict[int, int]) -> None:
        self.text = text
        self.base = base
        self.restore = restore
        self.problems: list[SyntaxProblem] = []
        self.has_document = False
        self.bracket: int | None = None
        self._anchors: dict[str, _Anchor] = {}
        self._expanded = 0
        root = Node(base, base, [])
        root.items = []
        self._root = _Frame(root, base)
        self._stack: list[_Frame] = [self._root]

    @property
    def node(self) -> Node | None:
        return self._root.items[0] if self._root.items else None

    def compose(self, next_event: NextEvent) -> None:
        """Take all events of the document. If reading ends early, what was read so far is kept.

        Raises what ``next_event`` raises.
        """
        try:
            self._compose(next_event)
        except _StopError:
            pass
        finally:
            self.bracket = self._find_open_bracket()
            while len(self._stack) > 1:
                self._close(None)

    # Fast on purpose, with local names and no calls: ordinary scalars are handled here, everything else elsewhere.
    def _compose(self, next_event: NextEvent) -> None:  # noqa: C901, PLR0912, PLR0915
        base, styles, block, special, restore = self.base, _STYLES, _BLOCK_STYLES, SPECIAL_STARTS, self.restore
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
                    start, end, value = self._read_unusual(frame, event, text, style, start, end)
                elif members is not None and key is None:
                    frame.last = end
                    frame.key = text
                    frame.key_span = new_tuple(Span, (start, end))
                    if text in members or text == "<<":
                        self._take_odd_key(frame, text, style == "plain")
                    continue
                elif style == "plain" and text[0] in special:
                    value = resolve_plain(text)
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
                    self._take_odd_key(frame, text, style == "plain" and event.ctag is None)
                elif key is _SKIP or key is _MERGE:
                    self._add(frame, node)
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
                self._add_alias(frame, event)
            elif kind is DocumentStartEvent:
                self.has_document = True
                frame.last = event.end_mark.index + base
            elif kind is StreamEndEvent:
                return

    def _read_unusual(
        self, frame: _Frame, event: Any, text: str, style: str, start: int, end: int
    ) -> tuple[int, int, Any]:
        """The span and value of a scalar that is empty, has an anchor or a tag, or is a block scalar."""
        if event.anchor or event.ctag is not None:
            start = _skip_properties(self.text, start, end)
        elif start == end:
            start = end = self._find_empty(frame)
        if style in _BLOCK_STYLES:
            end = start + len(self.text[start:end].rstrip())
        tag = event.ctag
        if tag is not None:
            return start, end, resolve_tagged(str(tag), text)
        return start, end, resolve_plain(text) if style == "plain" else text

    def _find_empty(self, frame: _Frame) -> int:
        """The offset of an empty value: after the colon or dash that leads to it."""
        if frame.members is None:
            found = _DASH.match(self.text, frame.last) if frame is not self._root else None
        else:
            found = _COLON.match(self.text, frame.last) if frame.key is not None else None
        return found.end() if found else frame.last

    def _take_odd_key(self, frame: _Frame, text: str, is_plain: bool) -> None:
        """Take a key that is ``<<``, or that the mapping has already."""
        if text == "<<" and is_plain:
            frame.key = _MERGE
        elif frame.members is not None and text in frame.members:
            frame.first_keys = frame.first_keys or {}
            span = frame.key_span or _NOWHERE
            first = frame.first_keys.setdefault(text, frame.members[text].key or span)
            self.problems.append(problems.create_duplicate_key(text, span, first))

    def _add(self, frame: _Frame, node: Node) -> None:
        """Add a value to a mapping or sequence."""
        if frame.members is None:
            frame.value.append(node.value)
            frame.items.append(node)
            return
        key, frame.key = frame.key, None
        if key is _MERGE:
            frame.merges = frame.merges or []
            frame.merges.append(node)
        elif key is not _SKIP:
            frame.value[key] = node.value
            frame.members[key] = node

    def _open(self, parent: _Frame, event: Any, value: Any) -> _Frame:
        start = event.start_mark.index + self.base
        if event.anchor or event.ctag is not None:
            start = _skip_properties(self.text, start, len(self.text))
        node = Node(start, _OPEN, value, "bare", parent.key_span)
        if isinstance(value, dict):
            node.members = {}
        else:
            node.items = []
        is_key = parent.members is not None and parent.key is None
        frame = _Frame(node, start, is_key)
        if is_key:
            self._report_complex_key(start)
        else:
            self._add(parent, node)
        if event.anchor:
            self._anchors[event.anchor] = _Anchor(node, None, frame)
        if len(self._stack) > _MAX_DEPTH:
            self._stop(problems.create_problem("too-deep", Span(start, start + 1)))
        self._stack.append(frame)
        return frame

    def _report_complex_key(self, start: int) -> None:
        """Report a collection that is a key, unless it is a part of one."""
        if not any(frame.is_key for frame in self._stack):
            self.problems.append(problems.create_complex_key(self.text, start))

    def _close(self, event: Any) -> _Frame:
        frame = self._stack.pop()
        parent = self._stack[-1]
        if event is not None and event.start_mark.index != event.end_mark.index:
            frame.last = event.end_mark.index + self.base  # a bracket; block collections end with their last value
        frame.node.end = parent.last = max(frame.last, frame.node.start)
        frame.size += len(frame.value)
        parent.size += frame.size
        parent.height = max(parent.height, frame.height + 1)
        if frame.merges:
            _resolve_merges(frame)
        if frame.is_key:
            parent.key = _SKIP
        return parent

    def _add_alias(self, frame: _Frame, event: Any) -> None:
        start, end = event.start_mark.index + self.base, event.end_mark.index + self.base
        span = Span(start, end)
        frame.last = end
        anchor = self._anchors.get(event.anchor)
        is_key = frame.members is not None and frame.key is None
        if anchor is None:
            self.problems.append(problems.create_problem("unknown-alias", span))
            node, text = Node(start, end, None, "plain"), ""
        elif anchor.node.end == _OPEN:
            self.problems.append(problems.create_problem("recursive-alias", span))
            node, text = Node(start, end, None, "plain"), None
        else:
            node, text = anchor.node, anchor.text
            if anchor.frame is not None and not is_key:
                self._count_alias(frame, anchor.frame, span)
        if not is_key:
            self._add(frame, _copy_with_key(node, frame.key_span))
        elif text is not None and anchor is not None:
            frame.key, frame.key_span = text, span
            self._take_odd_key(frame, text, False)
        else:
            if anchor is not None and anchor.node.end != _OPEN:
                self._report_complex_key(start)
            frame.key = _SKIP

    def _find_open_bracket(self) -> int | None:
        starts = (frame.node.start for frame in reversed(self._stack[1:]))
        return next((start for start in starts if self.text[start : start + 1] in ("[", "{")), None)

    def _count_alias(self, frame: _Frame, source: _Frame, span: Span) -> None:
        """Stop at too many repetitions: an alias costs nothing here, but a walk through the value visits each."""
        self._expanded += source.size
        frame.size += source.size
        frame.height = max(frame.height, source.height + 1)
        if self._expanded > _MAX_EXPANSION:
            self._stop(problems.create_problem("alias-bomb", span))
        if len(self._stack) + source.height > _MAX_DEPTH:
            self._stop(problems.create_problem("too-deep", span))

    def _stop(self, problem: SyntaxProblem) -> None:
        self.problems.append(problem)
        raise _StopError


_MARKER = re.compile(r"(?:---|\.\.\.)(?<![^\r\n][-.]{3})(?![^ \t\r\n])")
_CONTENT = re.compile(r"(?>(?:[ \t\r\n]|[#%][^\r\n]*)*).")
_OLD_BREAKS = "\x85\u2028\u2029\ufeff"
"""Characters of YAML 1.2 that the parsers of 1.1 take for line breaks, or skip."""
_REFUSED = "\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x84\x86-\x9f\ud800-\udfff\ufffe\uffff"
"""Characters that YAML does not allow."""
_REPLACED_CHARACTER = lazy_pattern(f"[{_OLD_BREAKS}{_REFUSED}]")
_REFUSED_CHARACTER = lazy_pattern(f"[{_REFUSED}]")


def parse_yaml(text: str) -> list[ParsedText]:
    """The documents of a YAML stream, with the spans of all values and every problem; none if the text is empty.

    Never raises. Offsets are those of ``text``, also in later documents.
    """
    source = _ReplacedText(text)
    found = (_parse_document(text, source, start, end) for start, end in _split_stream(text))
    documents = [document for document in found if document is not None]
    if not documents and text.strip():
        return [ParsedText(Node(0, 0, None, "plain"), [])]
    return documents


def _parse_document(text: str, source: _ReplacedText, start: int, end: int) -> ParsedText | None:
    """One document of the stream; None if there is none in this piece of the text."""
    composer, error = _compose(text, source, start, end)
    found = composer.problems
    if error is not None:
        broken = explain_error(text, start, end, error, composer.bracket)
        if not (found and _is_same_problem(text, found[-1], broken)):
            found.append(broken)
    refused = source.find_refused(start, end)
    if refused is not None:
        found = [problem for problem in found if not problem.is_syntax]
        found.insert(0, problems.create_problem("special-character", refused))
    if not composer.has_document and not found:
        return None
    return ParsedText(composer.node, [problems.clip_span(problem, len(text)) for problem in found])


def _compose(text: str, source: _ReplacedText, start: int, end: int) -> tuple[_Composer, YAMLError | None]:
    """What the C parser reads; or else what the pure one does, which knows more of YAML 1.2 and describes errors."""
    piece = source.text[start:end]
    events = c_events(piece)
    if events is not None:
        composer = _Composer(text, start, source.restore)
        try:
            composer.compose(events)
        except YAMLError:
            pass
        else:
            return composer, None
    composer = _Composer(text, start, source.restore)
    try:
        composer.compose(pure_events(piece))
    except YAMLError as error:
        return composer, error
    return composer, None


def _is_same_problem(text: str, found: SyntaxProblem, broken: SyntaxProblem) -> bool:
    """Whether the parser gave up because of a problem that the composer has reported on the same line."""
    between = text[found.span.start : broken.span.start]
    return found.is_syntax and "\n" not in between and "\r" not in between


def _split_stream(text: str) -> Iterator[tuple[int, int]]:
    """The pieces of the text that may each have a document: a marker at the start of a line ends whatever is open."""
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


class _ReplacedText:
    """A text in which characters that the parsers refuse or misread are replaced by private ones.

    ``restore`` has the character for each private one, for ``str.translate``.
    """

    def __init__(self, text: str) -> None:
        self.text = text
        self.restore: dict[int, int] = {}
        if _REPLACED_CHARACTER.search(text) is not None:
            table = _choose_replacements(text)
            self.text = text.translate(table)
            self.restore = {private: code for code, private in table.items()}
            self._original = text

    def find_refused(self, start: int, end: int) -> Span | None:
        """The first character of a piece that YAML does not allow."""
        found = _REFUSED_CHARACTER.search(self._original, start, end) if self.restore else None
        return Span(*found.span()) if found is not None else None


def _choose_replacements(text: str) -> dict[int, int]:
    """For each such character a private one that the text neither has nor writes as an escape."""
    used, lowered = set(text), text.lower()
    free = (code for code in range(0x10FFFD, 0xE000, -1) if chr(code) not in used and f"{code:x}" not in lowered)
    return {ord(char): code for char, code in zip(sorted(set(_REPLACED_CHARACTER.findall(text))), free, strict=False)}
