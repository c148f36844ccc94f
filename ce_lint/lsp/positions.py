"""From code points to the units that a client counts in, and back (LSP 3.17, "Position").

The position encodings are those of the protocol: ``utf-16`` units unless client and server agree on another,
``utf-8`` bytes, or ``utf-32``, which are code points. Lines are counted from 0.
"""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from itertools import accumulate
from typing import Literal

from ce_lint.document.lines import Lines

Encoding = Literal["utf-8", "utf-16", "utf-32"]
_WIDE = {"utf-8": re.compile(r"[^\x00-\x7f]"), "utf-16": re.compile(r"[\U00010000-\U0010ffff]")}


def units(text: str, encoding: Encoding) -> int:
    """The length of a text."""
    if encoding == "utf-32" or text.isascii():
        return len(text)
    if encoding == "utf-8":
        return len(text.encode("utf-8", "surrogatepass"))
    return len(text.encode("utf-16-le", "surrogatepass")) // 2


class _Scale:
    """The columns of one line beside their units, by the characters of it that are wider than one unit."""

    __slots__ = ("_columns", "_extra", "_units")

    def __init__(self, text: str, encoding: Encoding) -> None:
        wide = [] if encoding == "utf-32" or text.isascii() else list(_WIDE[encoding].finditer(text))
        self._columns = [found.start() for found in wide]
        self._extra = [0, *accumulate(units(found[0], encoding) - 1 for found in wide)]
        self._units = [column + extra for column, extra in zip(self._columns, self._extra, strict=False)]

    def units(self, column: int) -> int:
        return column + self._extra[bisect_left(self._columns, column)]

    def column(self, unit: int) -> int:
        """The column of a unit; in the middle of a character it is that character's."""
        count = bisect_right(self._units, unit)
        behind = unit - self._extra[count]
        return behind if not count else max(behind, self._columns[count - 1])


class Positions:
    """The places of one text as the client counts them."""

    __slots__ = ("_encoding", "_lines", "_scales")

    def __init__(self, lines: Lines, encoding: Encoding) -> None:
        self._lines = lines
        self._encoding: Encoding = encoding
        self._scales: dict[int, _Scale] = {}

    def position(self, offset: int) -> tuple[int, int]:
        """Line and character of an offset in code points; one behind the text is its end."""
        offset = min(offset, len(self._lines.text))
        number = self._lines.number(offset)
        return number, self._scale(number).units(offset - self._lines.starts[number])

    def offset(self, line: int, character: int) -> int:
        """The offset, in code points, of a line and a character.

        What lies beyond the end of a line is its end, as the protocol says, and what lies beyond the text is the
        text's. A place in the middle of a character is the one before it.
        """
        if line >= len(self._lines.starts):
            return len(self._lines.text)
        if line < 0:
            return 0
        span = self._lines.span(line)
        return min(span.start + self._scale(line).column(max(0, character)), span.end)

    def _scale(self, line: int) -> _Scale:
        found = self._scales.get(line)
        if found is None:
            span = self._lines.span(line)
            found = self._scales[line] = _Scale(self._lines.text[span.start : span.end], self._encoding)
        return found
