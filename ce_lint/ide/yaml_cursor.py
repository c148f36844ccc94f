"""What an editor's cursor is on in YAML, also while the text is incomplete: by its lines and their indentation."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import NamedTuple

from ce_lint.document.nodes import Route, Span
from ce_lint.ide.json_cursor import BracketScanner, CursorPlace, unquote

_MARKER = re.compile(r"^(?:---|\.\.\.)(?=[ \t\r\n]|\Z)", re.MULTILINE)
_COLON = re.compile(r":(?=[ \t]|\Z)")
_QUOTED_KEY = re.compile(r"""("(?>(?:[^"\\\r\n]++|\\.)*)"|'(?>(?:[^'\r\n]++|'')*)')[ \t]*:(?=[ \t]|\Z)""")
_COMMENT = re.compile(r"(?:^|(?<=[ \t]))#")
_BREAK = re.compile(r"\r\n|\r|\n|\Z")
_NO_KEY_START = frozenset("\"'{}[]|>&*!%@`,")
_BLOCK_SCALARS = frozenset({"literal", "folded"})
_QUOTE_STYLES = {'"': "double", "'": "single"}
_STYLES = {"|": "literal", ">": "folded", "{": "flow", "[": "flow", **_QUOTE_STYLES}
_QUOTED = {
    "double": re.compile(r'"(?>(?:[^"\\]++|\\[\s\S])*)"'),
    "single": re.compile(r"'(?>(?:[^']++|'')*)'"),
}
_BRACKET = re.compile(r"""[{}\[\]]|"(?>(?:[^"\\\r\n]++|\\.)*)"?|(?<=[\s{\[,:])'(?>(?:[^'\r\n]++|'')*)'?""")


class Line(NamedTuple):
    """A line without its line break, and the column, from 0, of its first character; -1 where the line is empty."""

    start: int
    end: int
    indent: int


class Entry(NamedTuple):
    """A key with its value, or the dash of a list item, whose ``key`` is None.

    ``token`` is the span of the key or the dash, ``value`` that of the value over all its lines. ``style`` is as in
    ``Node.style``, or ``"flow"`` for a value in brackets.
    """

    indent: int
    key: str | None
    token: Span
    value: Span
    style: str

    @property
    def has_value(self) -> bool:
        return self.value.start < self.value.end


class EntryReader:
    """The lines of ``text[start:end]``, and the entries of its block mappings and lists."""

    def __init__(self, text: str, start: int, end: int) -> None:
        self.text = text
        self.lines = list(_split_lines(text, start, end))

    def read(self) -> Iterator[Entry]:
        """The entries, in the order of the text."""
        at = 0
        while at < len(self.lines):
            line = self.lines[at]
            at += 1
            if line.indent < 0 or self.text[line.start + line.indent] == "#":
                continue
            entries = list(self._read_line(line))
            yield from entries[:-1]
            if entries:
                last = self._read_whole_value(entries[-1], at)
                yield last
                while at < len(self.lines) and self.lines[at].start <= last.value.end and last.style != "plain":
                    at += 1

    def _read_line(self, line: Line) -> Iterator[Entry]:
        """The dashes and the key of one line, with what is written of their values on it."""
        at = line.start + line.indent
        while self.text[at : at + 1] == "-" and (at + 1 >= line.end or self.text[at + 1] in " \t"):
            after = self._skip_spaces(at + 1, line.end)
            yield Entry(at - line.start, None, Span(at, at + 1), Span(min(after, at + 2), line.end), "plain")
            at = after
        found = self._find_key(at, line.end)
        if found is not None:
            token, value_start = found
            yield self._make_entry(at - line.start, token, value_start, line.end)

    def _skip_spaces(self, at: int, end: int) -> int:
        while at < end and self.text[at] in " \t":
            at += 1
        return at

    def _make_entry(self, indent: int, token: Span, after_colon: int, end: int) -> Entry:
        start = self._skip_spaces(after_colon, end)
        style = _STYLES.get(self.text[start : start + 1], "plain") if start < end else "plain"
        if style == "plain" or style in _BLOCK_SCALARS:
            comment = _COMMENT.search(self.text, after_colon, end)
            stop = comment.start() if comment else end
            while style == "plain" and stop > start and self.text[stop - 1] in " \t":
                stop -= 1
            end = max(stop, start)
        if start == end:
            start = end = after_colon
        return Entry(indent, unquote(self.text[token.start : token.end]), token, Span(start, end), style)

    def _find_key(self, at: int, end: int) -> tuple[Span, int] | None:
        """The key that begins at ``at``, and the offset after its colon."""
        first = self.text[at : at + 1]
        if first in _QUOTE_STYLES:
            quoted = _QUOTED_KEY.match(self.text, at, end)
            return (Span(*quoted.span(1)), quoted.end()) if quoted else None
        colon = _COLON.search(self.text, at, end)
        if colon is None or first in _NO_KEY_START or colon.start() == at:
            return None
        if _COMMENT.search(self.text, at, colon.start()) is not None:
            return None
        key = self.text[at : colon.start()].rstrip()
        return Span(at, at + len(key)), colon.end()

    def _read_whole_value(self, entry: Entry, next_line: int) -> Entry:
        """The entry with the span of all lines of its value."""
        if entry.style == "plain" or entry.key is None:
            return entry
        start = entry.value.start
        end = self._find_block_end(entry, next_line)
        if entry.style in _BLOCK_SCALARS:
            return entry._replace(value=Span(start, end))
        if entry.style == "flow":
            return entry._replace(value=Span(start, self._find_closing_bracket(start, end)))
        closed = _QUOTED[entry.style].match(self.text, start, end)
        return entry._replace(value=Span(start, closed.end())) if closed else entry

    def _find_block_end(self, entry: Entry, next_line: int) -> int:
        """The end of the lines that are indented more than an entry."""
        end = self.lines[next_line - 1].end
        for line in self.lines[next_line:]:
            first = line.start + line.indent
            closes = entry.style == "flow" and self.text[first : first + 1] in "}]"
            if 0 <= line.indent <= entry.indent and not closes:
                break
            end = line.end if line.indent >= 0 else end
        return end

    def _find_closing_bracket(self, start: int, end: int) -> int:
        """The offset after the bracket that closes the one at ``start``; ``end`` where none does."""
        depth = 0
        for found in _BRACKET.finditer(self.text, start, end):
            depth += (found[0] in "{[") - (found[0] in "}]")
            if depth == 0:
                return found.end()
        return end


def find_document_bounds(text: str, offset: int) -> tuple[int, int]:
    """Start and end of the document of a YAML stream that ``offset`` is in."""
    start, end = 0, len(text)
    for found in _MARKER.finditer(text):
        if found.end() <= offset:
            start = found.end()
        elif found.start() >= offset:
            end = found.start()
            break
    return start, end


def _split_lines(text: str, start: int, end: int) -> Iterator[Line]:
    while start <= end:
        found = _BREAK.search(text, start, end)
        stop = found.start() if found else end
        indent = start
        while indent < stop and text[indent] == " ":
            indent += 1
        yield Line(start, stop, indent - start if text[indent:stop].strip() else -1)
        if found is None or found.end() == found.start():
            return
        start = found.end()


class BlockScanner:
    """The entries of one YAML document, which is ``text[start:end]``."""

    def __init__(self, text: str, start: int, end: int) -> None:
        self.text = text
        reader = EntryReader(text, start, end)
        self._lines = reader.lines
        self.entries: list[Entry] = list(reader.read())

    def find_place(self, offset: int, on_character: bool = False) -> CursorPlace | None:
        """What a cursor at ``offset`` is on; see ``BracketScanner.find_place``."""
        line = self._find_line(offset)
        start = max(self.text.rfind("\n", 0, offset), self.text.rfind("\r", 0, offset)) + 1
        if line is None or _MARKER.match(self.text, start):
            return None
        for at, entry in enumerate(self.entries):
            if entry.token.start <= offset <= entry.token.end and entry.key is not None:
                return self._place_on_key(at, entry)
            if entry.key is not None and entry.value.start <= offset <= entry.value.end:
                return self._place_in_value(at, entry, offset, on_character)
        return self._place_on_line(line, offset, on_character)

    def find_top_keys(self) -> frozenset[str]:
        """The keys of the outermost mapping."""
        keys = [(entry.indent, entry.key) for entry in self.entries if entry.key is not None]
        least = min((indent for indent, _ in keys), default=0)
        return frozenset(key for indent, key in keys if indent == least)

    def _place_on_key(self, at: int, entry: Entry) -> CursorPlace:
        return CursorPlace(
            self._find_parents(at, entry.indent),
            "key",
            entry.token,
            _QUOTE_STYLES.get(self.text[entry.token.start], "plain"),
            self._find_siblings(at, entry.indent, at),
            has_colon=True,
            indent=entry.indent,
        )

    def _place_in_value(self, at: int, entry: Entry, offset: int, on_character: bool) -> CursorPlace | None:
        route = (*self._find_parents(at, entry.indent), entry.key or "")
        if entry.style == "flow":
            scanner = BracketScanner(self.text, entry.value.start, entry.value.end, yaml=True)
            place = scanner.find_place(offset, on_character)
            return None if place is None else place._replace(route=(*route, *place.route))
        raw = self.text[entry.value.start : entry.value.end]
        is_quoted = entry.style in _QUOTED
        is_closed = not is_quoted or _has_closing_quote(raw)
        if is_quoted and is_closed and offset in (entry.value.start, entry.value.end) and not on_character:
            return None
        return CursorPlace(
            route,
            "value",
            entry.value,
            entry.style,
            self._find_siblings(at, entry.indent),
            is_closed,
            indent=entry.indent,
            needs_space=bool(not raw and self.text[offset - 1 : offset] == ":"),
        )

    def _place_on_line(self, line: Line, offset: int, on_character: bool) -> CursorPlace | None:
        """The place on a line that has no key yet, or after the colon of one."""
        if _COMMENT.search(self.text, line.start, offset):
            return None
        at = sum(1 for entry in self.entries if entry.token.start < offset)
        before = self.entries[at - 1] if at else None
        is_on_line = before is not None and before.token.start >= line.start
        if before is not None and is_on_line and before.key is not None:
            return self._place_after_colon(at - 1, before, offset, on_character)
        start = before.value.start if before is not None and is_on_line else line.start
        while start < line.end and self.text[start] in " \t":
            start += 1
        end = line.start + len(self.text[line.start : line.end].rstrip())
        if self.text[start : start + 1] == "#" or (start < end and not start <= offset <= end):
            return None
        token = Span(start, end) if start < end else Span(offset, offset)
        indent = token.start - line.start
        if before is not None and before.style in _BLOCK_SCALARS and start >= end and indent > before.indent:
            value = Span(before.value.start, offset)
            return self._place_in_value(at - 1, before._replace(value=value), offset, on_character)
        if (on_character and token.start == token.end) or not self._can_begin_key(at, indent):
            return None
        raw = self.text[token.start : token.end]
        style = _QUOTE_STYLES.get(raw[:1], "plain")
        is_closed = style == "plain" or _has_closing_quote(raw)
        siblings = self._find_siblings(at, indent)
        return CursorPlace(self._find_parents(at, indent), "key", token, style, siblings, is_closed, indent=indent)

    def _can_begin_key(self, at: int, indent: int) -> bool:
        """Whether a key can be written in a column before entry ``at`` without changing what the others belong to."""
        if at < len(self.entries) and self.entries[at].indent > indent:
            return False
        for index in range(at - 1, -1, -1):
            entry = self.entries[index]
            if entry.indent < indent:
                return index == at - 1 and (entry.key is None or not entry.has_value)
            if entry.indent == indent and entry.key is not None:
                return True
        return at == len(self.entries) or self.entries[at].indent <= indent

    def _place_after_colon(self, at: int, entry: Entry, offset: int, on_character: bool) -> CursorPlace | None:
        if on_character or entry.has_value or offset < entry.value.start:
            return None
        route = (*self._find_parents(at, entry.indent), entry.key or "")
        siblings = self._find_siblings(at, entry.indent)
        return CursorPlace(route, "value", Span(offset, offset), "plain", siblings, indent=entry.indent)

    def _find_line(self, offset: int) -> Line | None:
        lines = [line for line in self._lines if line.start <= offset <= line.end]
        return lines[-1] if lines else None

    def _find_parents(self, at: int, indent: int) -> Route:
        """The route to the mapping whose keys are in column ``indent`` around entry ``at``."""
        route: list[str | int] = []
        is_dash = at < len(self.entries) and self.entries[at].key is None and self.entries[at].indent == indent
        for index in range(at - 1, -1, -1):
            entry = self.entries[index]
            if entry.indent < indent or (entry.indent == indent and is_dash and entry.key is not None):
                is_dash = entry.key is None
                route.append(self._find_index(index) if entry.key is None else entry.key)
                indent = entry.indent
        return tuple(reversed(route))

    def _find_index(self, at: int) -> int:
        """The position of a dash in its list, from 0."""
        count, indent = 0, self.entries[at].indent
        for entry in reversed(self.entries[:at]):
            if entry.indent < indent or (entry.indent == indent and entry.key is not None):
                break
            count += entry.indent == indent
        return count

    def _find_siblings(self, at: int, indent: int, own: int = -1) -> dict[str, str]:
        """The keys in column ``indent`` around entry ``at``, without entry ``own``, with the text of their values."""
        siblings: dict[str, str] = {}
        for numbers in (range(at - 1, -1, -1), range(at, len(self.entries))):
            for number in numbers:
                entry = self.entries[number]
                if entry.indent < indent:
                    break
                if entry.indent == indent and entry.key is not None and number != own:
                    raw = self.text[entry.value.start : entry.value.end]
                    siblings[entry.key] = unquote(raw) if entry.style in {"plain", "single", "double"} else ""
        return siblings


def _has_closing_quote(raw: str) -> bool:
    return len(raw) > 1 and raw[0] == raw[-1]


_FIRST_BRACKET = re.compile(r"(?>(?:[ \t\r\n]++|#[^\r\n]*+)*)([{\[])")


def make_scanner(text: str, start: int, end: int) -> BracketScanner | BlockScanner:
    """The scanner of one YAML document: by its brackets if it begins with one, as JSON does, else by its lines."""
    if _FIRST_BRACKET.match(text, start, end):
        return BracketScanner(text, start, end, yaml=True)
    return BlockScanner(text, start, end)
