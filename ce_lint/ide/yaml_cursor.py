"""Where a cursor stands in a YAML text, however broken the text is there: told from its lines and their indentation."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import NamedTuple

from ce_lint.document.nodes import Route, Span
from ce_lint.ide.json_cursor import Place, Scanner, unquoted

MARKER = re.compile(r"^(?:---|\.\.\.)(?=[ \t\r\n]|\Z)", re.MULTILINE)
_COLON = re.compile(r":(?=[ \t]|\Z)")
_QUOTED_KEY = re.compile(r"""("(?>(?:[^"\\\r\n]++|\\.)*)"|'(?>(?:[^'\r\n]++|'')*)')[ \t]*:(?=[ \t]|\Z)""")
COMMENT = re.compile(r"(?:^|(?<=[ \t]))#")
_NO_KEY = frozenset("\"'{}[]|>&*!%@`,")
_STYLES = {"|": "literal", ">": "folded", "{": "flow", "[": "flow", '"': "double", "'": "single"}
_QUOTES = {
    "double": re.compile(r'"(?>(?:[^"\\]++|\\[\s\S])*)"'),
    "single": re.compile(r"'(?>(?:[^']++|'')*)'"),
}
_BRACKET = re.compile(r"""[{}\[\]]|"(?>(?:[^"\\\r\n]++|\\.)*)"?|(?<=[\s{\[,:])'(?>(?:[^'\r\n]++|'')*)'?""")


class Line(NamedTuple):
    """A line without its break, and the column of its first word; -1 where it has none."""

    start: int
    end: int
    indent: int


class Entry(NamedTuple):
    """A key with its value, or the dash of a list, of which the key is None. ``value`` reaches over all its lines."""

    indent: int
    key: str | None
    token: Span
    value: Span
    style: str


class EntryReader:
    """The lines of a piece of a text, and the entries that stand in them."""

    def __init__(self, text: str, start: int, end: int) -> None:
        self.text = text
        self.lines = list(_lines(text, start, end))

    def read(self) -> Iterator[Entry]:
        at = 0
        while at < len(self.lines):
            line = self.lines[at]
            at += 1
            if line.indent < 0 or self.text[line.start + line.indent] == "#":
                continue
            entries = list(self._entries(line))
            yield from entries[:-1]
            if entries:
                last = self._whole(entries[-1], at)
                yield last
                while at < len(self.lines) and self.lines[at].start <= last.value.end and last.style != "plain":
                    at += 1

    def _entries(self, line: Line) -> Iterator[Entry]:
        at = line.start + line.indent
        while self.text[at : at + 1] == "-" and (at + 1 >= line.end or self.text[at + 1] in " \t"):
            after = at + 1
            while after < line.end and self.text[after] in " \t":
                after += 1
            yield Entry(at - line.start, None, Span(at, at + 1), Span(min(after, at + 2), line.end), "plain")
            at = after
        found = self._key(at, line.end)
        if found is not None:
            token, colon = found
            yield self._entry(at - line.start, token, colon, line.end)

    def _entry(self, indent: int, token: Span, colon: int, end: int) -> Entry:
        start = colon
        while start < end and self.text[start] in " \t":
            start += 1
        style = _STYLES.get(self.text[start : start + 1], "plain") if start < end else "plain"
        if style in {"plain", "literal", "folded"}:
            comment = COMMENT.search(self.text, colon, end)
            stop = comment.start() if comment else end
            while style == "plain" and stop > start and self.text[stop - 1] in " \t":
                stop -= 1
            end = max(stop, start) if start < stop else start
        if start == end:
            start = end = colon
        key = unquoted(self.text[token.start : token.end])
        return Entry(indent, key, token, Span(start, end), style)

    def _key(self, at: int, end: int) -> tuple[Span, int] | None:
        first = self.text[at : at + 1]
        if first in ('"', "'"):
            quoted = _QUOTED_KEY.match(self.text, at, end)
            return (Span(*quoted.span(1)), quoted.end()) if quoted else None
        colon = _COLON.search(self.text, at, end)
        if colon is None or first in _NO_KEY or colon.start() == at:
            return None
        comment = COMMENT.search(self.text, at, colon.start())
        if comment is not None:
            return None
        word = self.text[at : colon.start()].rstrip()
        return Span(at, at + len(word)), colon.end()

    def _whole(self, entry: Entry, at: int) -> Entry:
        """An entry with all the lines of its value."""
        if entry.style == "plain" or entry.key is None:
            return entry
        bound = self._bound(entry, at)
        if entry.style in {"literal", "folded"}:
            return entry._replace(value=Span(entry.value.start, bound))
        if entry.style == "flow":
            return entry._replace(value=Span(entry.value.start, self._balanced(entry.value.start, bound)))
        closed = _QUOTES[entry.style].match(self.text, entry.value.start, bound)
        return entry._replace(value=Span(entry.value.start, closed.end())) if closed else entry

    def _bound(self, entry: Entry, at: int) -> int:
        """The end of the lines that are indented more than an entry."""
        end = self.lines[at - 1].end
        for line in self.lines[at:]:
            closes = (
                entry.style == "flow" and self.text[line.start + line.indent : line.start + line.indent + 1] in "}]"
            )
            if 0 <= line.indent <= entry.indent and not closes:
                break
            end = line.end if line.indent >= 0 else end
        return end

    def _balanced(self, start: int, bound: int) -> int:
        depth = 0
        for found in _BRACKET.finditer(self.text, start, bound):
            depth += (found[0] in "{[") - (found[0] in "}]")
            if depth == 0:
                return found.end()
        return bound


def part_of(text: str, offset: int) -> tuple[int, int]:
    """Where the document of the stream stands that an offset is in."""
    start, end = 0, len(text)
    for found in MARKER.finditer(text):
        if found.end() <= offset:
            start = found.end()
        elif found.start() >= offset:
            end = found.start()
            break
    return start, end


_BREAK = re.compile(r"\r\n|\r|\n|\Z")


def _lines(text: str, start: int, end: int) -> Iterator[Line]:
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


class Blocks:
    """The entries of one YAML document of a text, and the cursor among them."""

    def __init__(self, text: str, start: int, end: int) -> None:
        self.text = text
        reader = EntryReader(text, start, end)
        self._lines = reader.lines
        self.entries: list[Entry] = list(reader.read())

    def place(self, offset: int, on: bool = False) -> Place | None:
        """What stands at an offset; see ``json_cursor``."""
        line = self._line(offset)
        start = max(self.text.rfind("\n", 0, offset), self.text.rfind("\r", 0, offset)) + 1
        if line is None or MARKER.match(self.text, start):
            return None
        for at, entry in enumerate(self.entries):
            if entry.token.start <= offset <= entry.token.end and entry.key is not None:
                return self._on_key(at, entry)
            if entry.key is not None and entry.value.start <= offset <= entry.value.end:
                return self._in_value(at, entry, offset, on)
        return self._on_line(line, offset, on)

    def tops(self) -> frozenset[str]:
        """The keys of the outermost objects."""
        keys = [entry for entry in self.entries if entry.key is not None]
        least = min((entry.indent for entry in keys), default=0)
        return frozenset(entry.key for entry in keys if entry.indent == least and entry.key is not None)

    def _on_key(self, at: int, entry: Entry) -> Place:
        style = {'"': "double", "'": "single"}.get(self.text[entry.token.start], "plain")
        return Place(
            self._parents(at, entry.indent), "key", entry.token, style, self._siblings(at, entry.indent, at),
            has_colon=True, depth=entry.indent,
        )  # fmt: skip

    def _in_value(self, at: int, entry: Entry, offset: int, on: bool) -> Place | None:
        steps = (*self._parents(at, entry.indent), entry.key or "")
        if entry.style == "flow":
            place = Scanner(self.text, entry.value.start, entry.value.end, yaml=True).place(offset, on)
            return None if place is None else place._replace(steps=(*steps, *place.steps))
        raw = self.text[entry.value.start : entry.value.end]
        quote = {"double": '"', "single": "'"}.get(entry.style)
        closed = quote is None or (len(raw) > 1 and raw.endswith(quote))
        if quote is not None and closed and offset in (entry.value.start, entry.value.end) and not on:
            return None
        siblings = self._siblings(at, entry.indent, -1)
        needs_blank = bool(not raw and self.text[offset - 1 : offset] == ":")
        return Place(
            steps, "value", entry.value, entry.style, siblings, closed, depth=entry.indent, needs_blank=needs_blank
        )

    def _on_line(self, line: Line, offset: int, on: bool) -> Place | None:
        """A cursor on a line that holds no key yet, or behind the colon of one."""
        if COMMENT.search(self.text, line.start, offset):
            return None
        at = sum(1 for entry in self.entries if entry.token.start < offset)
        behind = self.entries[at - 1] if at else None
        if behind is not None and behind.token.start >= line.start and behind.key is not None:
            return self._behind_colon(at - 1, behind, offset, on)
        start = behind.value.start if behind is not None and behind.token.start >= line.start else line.start
        while start < line.end and self.text[start] in " \t":
            start += 1
        end = line.start + len(self.text[line.start : line.end].rstrip())
        if self.text[start : start + 1] == "#" or (start < end and not start <= offset <= end):
            return None
        token = Span(start, end) if start < end else Span(offset, offset)
        indent = token.start - line.start
        if behind is not None and behind.style in {"literal", "folded"} and start >= end and indent > behind.indent:
            return self._in_value(at - 1, behind._replace(value=Span(behind.value.start, offset)), offset, on)
        if (on and token.start == token.end) or not self._fits(at, indent):
            return None
        raw = self.text[token.start : token.end]
        style = {'"': "double", "'": "single"}.get(raw[:1], "plain")
        closed = style == "plain" or (len(raw) > 1 and raw[0] == raw[-1])
        return Place(
            self._parents(at, indent), "key", token, style, self._siblings(at, indent, -1), closed, depth=indent
        )

    def _fits(self, at: int, indent: int) -> bool:
        """Whether a key may begin in a column before the entry number ``at``, and leaves what follows as it is."""
        if at < len(self.entries) and self.entries[at].indent > indent:
            return False
        for index in range(at - 1, -1, -1):
            entry = self.entries[index]
            if entry.indent < indent:
                return index == at - 1 and self._may_hold(entry)
            if entry.indent == indent and entry.key is not None:
                return True
        return at == len(self.entries) or self.entries[at].indent <= indent

    @staticmethod
    def _may_hold(entry: Entry) -> bool:
        return entry.key is None or entry.value.start == entry.value.end

    def _behind_colon(self, at: int, entry: Entry, offset: int, on: bool) -> Place | None:
        if on or entry.value.start != entry.value.end or offset < entry.value.start:
            return None
        steps = (*self._parents(at, entry.indent), entry.key or "")
        siblings = self._siblings(at, entry.indent, -1)
        return Place(steps, "value", Span(offset, offset), "plain", siblings, depth=entry.indent)

    def _line(self, offset: int) -> Line | None:
        found = [line for line in self._lines if line.start <= offset <= line.end]
        return found[-1] if found else None

    def _parents(self, at: int, indent: int) -> Route:
        """The way to the entries of a column, of which the first after the cursor has the number ``at``."""
        steps: list[str | int] = []
        is_dash = at < len(self.entries) and self.entries[at].key is None and self.entries[at].indent == indent
        for index in range(at - 1, -1, -1):
            entry = self.entries[index]
            if entry.indent < indent or (entry.indent == indent and is_dash and entry.key is not None):
                is_dash = entry.key is None
                steps.append(self._number(index) if entry.key is None else entry.key)
                indent = entry.indent
        return tuple(reversed(steps))

    def _number(self, at: int) -> int:
        """The position of a dash in its list."""
        count, indent = 0, self.entries[at].indent
        for entry in reversed(self.entries[:at]):
            if entry.indent < indent or (entry.indent == indent and entry.key is not None):
                break
            count += entry.indent == indent
        return count

    def _siblings(self, at: int, indent: int, own: int) -> dict[str, str]:
        """The other keys of a column around a place, with what stands on their line."""
        found: dict[str, str] = {}
        for numbers in (range(at - 1, -1, -1), range(at, len(self.entries))):
            for number in numbers:
                entry = self.entries[number]
                if entry.indent < indent:
                    break
                if entry.indent == indent and entry.key is not None and number != own:
                    raw = self.text[entry.value.start : entry.value.end]
                    found[entry.key] = unquoted(raw) if entry.style in {"plain", "single", "double"} else ""
        return found


_FIRST = re.compile(r"(?>(?:[ \t\r\n]++|#[^\r\n]*+)*)([{\[])")


def scanner_of(text: str, start: int, end: int) -> Scanner | Blocks:
    """What reads one YAML document: one that is a flow collection as a whole, such as JSON, by its brackets."""
    if _FIRST.match(text, start, end):
        return Scanner(text, start, end, yaml=True)
    return Blocks(text, start, end)
