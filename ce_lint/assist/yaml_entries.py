"""The keys and values of a YAML document, read line by line: what fits nothing is passed over."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import NamedTuple

from ce_lint.assist.json_cursor import unquoted
from ce_lint.document.node import Span

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
