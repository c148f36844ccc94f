"""From code points to the units that a client counts in, and back (LSP 3.17, "Position").

The position encodings are those of the protocol: ``utf-16`` units unless client and server agree on another,
``utf-8`` bytes, or ``utf-32``, which are code points. Lines are counted from 0.
"""

from __future__ import annotations

from bisect import bisect_right
from itertools import accumulate
from typing import Literal

from ce_lint.document.lines import Lines

Encoding = Literal["utf-8", "utf-16", "utf-32"]
_PIECE = 1024


def units(text: str, encoding: Encoding) -> int:
    """The length of a text."""
    if encoding == "utf-32" or text.isascii():
        return len(text)
    if encoding == "utf-8":
        return len(text.encode("utf-8", "surrogatepass"))
    return len(text.encode("utf-16-le", "surrogatepass")) // 2


class _Scale:
    """The columns of one line beside their units: how many of these there are before each piece of it."""

    __slots__ = ("_encoding", "_is_plain", "_sums", "_text")

    def __init__(self, text: str, encoding: Encoding) -> None:
        self._text = text
        self._encoding: Encoding = encoding
        self._is_plain = encoding == "utf-32" or text.isascii()
        starts = () if self._is_plain else range(0, len(text), _PIECE)
        self._sums = [0, *accumulate(units(text[start : start + _PIECE], encoding) for start in starts)]

    def units(self, column: int) -> int:
        if self._is_plain:
            return column
        piece = min(column, len(self._text)) // _PIECE
        within = units(self._text[piece * _PIECE : column], self._encoding)
        return self._sums[piece] + within + max(0, column - len(self._text))

    def column(self, unit: int) -> int:
        """The column of a unit; in the middle of a character it is that character's."""
        if self._is_plain:
            return unit
        piece = bisect_right(self._sums, unit) - 1
        column, left = piece * _PIECE, unit - self._sums[piece]
        for character in self._text[column : column + _PIECE]:
            left -= units(character, self._encoding)
            if left < 0:
                break
            column += 1
        return column


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
