"""From code points to the units that a client counts in, and back (LSP 3.17, "Position").

The position encodings are those of the protocol: ``utf-16`` units unless client and server agree on another,
``utf-8`` bytes, or ``utf-32``, which are code points. Lines are counted from 0.
"""

from __future__ import annotations

from bisect import bisect_right
from itertools import accumulate

from ce_lint.document.lines import Lines
from ce_lint.lsp.protocol import PositionEncoding

_PIECE = 1024


def count_units(text: str, encoding: PositionEncoding) -> int:
    """The length of a text in the units of an encoding."""
    if encoding == "utf-32" or text.isascii():
        return len(text)
    if encoding == "utf-8":
        return len(text.encode("utf-8", "surrogatepass"))
    return len(text.encode("utf-16-le", "surrogatepass")) // 2


class _LineIndex:
    """Converts between the columns and the units of one line. It knows how many units precede each piece of it."""

    __slots__ = ("_encoding", "_is_plain", "_sums", "_text")

    def __init__(self, text: str, encoding: PositionEncoding) -> None:
        self._text = text
        self._encoding: PositionEncoding = encoding
        self._is_plain = encoding == "utf-32" or text.isascii()
        starts = () if self._is_plain else range(0, len(text), _PIECE)
        self._sums = [0, *accumulate(count_units(text[start : start + _PIECE], encoding) for start in starts)]

    def units(self, column: int) -> int:
        """The number of units before a column; columns are code points."""
        if self._is_plain:
            return column
        piece = min(column, len(self._text)) // _PIECE
        within = count_units(self._text[piece * _PIECE : column], self._encoding)
        return self._sums[piece] + within + max(0, column - len(self._text))

    def column(self, unit: int) -> int:
        """The column of a unit; a unit in the middle of a character has the column of that character."""
        if self._is_plain:
            return unit
        piece = bisect_right(self._sums, unit) - 1
        column, left = piece * _PIECE, unit - self._sums[piece]
        for character in self._text[column : column + _PIECE]:
            left -= count_units(character, self._encoding)
            if left < 0:
                break
            column += 1
        return column


class Positions:
    """Converts between the offsets of one text and the positions that the client counts."""

    __slots__ = ("_encoding", "_indexes", "_lines")

    def __init__(self, lines: Lines, encoding: PositionEncoding) -> None:
        self._lines = lines
        self._encoding: PositionEncoding = encoding
        self._indexes: dict[int, _LineIndex] = {}

    def position(self, offset: int) -> tuple[int, int]:
        """Line and character, both from 0, of an offset in code points; an offset beyond the text is its end."""
        offset = min(offset, len(self._lines.text))
        number = self._lines.number(offset)
        return number, self._index(number).units(offset - self._lines.starts[number])

    def offset(self, line: int, character: int) -> int:
        """The offset, in code points, of a line and a character, both from 0.

        Beyond the end of a line it is the end of the line, as the protocol says, and beyond the text the end of the
        text. In the middle of a character it is the start of that character.
        """
        if line >= len(self._lines.starts):
            return len(self._lines.text)
        if line < 0:
            return 0
        span = self._lines.span(line)
        return min(span.start + self._index(line).column(max(0, character)), span.end)

    def _index(self, line: int) -> _LineIndex:
        found = self._indexes.get(line)
        if found is None:
            span = self._lines.span(line)
            found = self._indexes[line] = _LineIndex(self._lines.text[span.start : span.end], self._encoding)
        return found
