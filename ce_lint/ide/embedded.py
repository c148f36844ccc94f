"""Text that is written inside other text, such as JSON in a string, and the offsets of its characters in the file."""

from __future__ import annotations

import json
from bisect import bisect_right
from collections.abc import Sequence

from ce_lint.document.json.strings import character_offsets, unescape
from ce_lint.document.nodes import Span
from ce_lint.document.yaml.scalars import places_of

_LETTERS = {
    "0": "\0", "a": "\a", "b": "\b", "t": "\t", "n": "\n", "v": "\v", "f": "\f", "r": "\r", "e": "\x1b", "N": "\x85",
    "_": "\xa0", "L": "\u2028", "P": "\u2029",
}  # fmt: skip
_LAST_CODE_POINT = 0x10FFFF


class EmbeddedText:
    """The decoded text of a scalar, or the text of the file itself, which has no ``outer`` text.

    ``starts`` and ``ends`` hold the offsets in ``outer`` at which each character is written; ``starts`` has one more,
    for the end of the text. ``style`` is how the scalar is written, as in ``Node.style``. Offsets are code points.
    """

    __slots__ = ("ends", "outer", "starts", "style", "text")

    def __init__(
        self,
        text: str,
        outer: EmbeddedText | None = None,
        starts: Sequence[int] = (0,),
        ends: Sequence[int] = (),
        style: str = "plain",
    ) -> None:
        self.text = text
        self.outer = outer
        self.starts = starts
        self.ends = ends
        self.style = style

    def decode_scalar(self, span: Span, style: str) -> EmbeddedText:
        """The value of the scalar written at ``span`` of this text, its quotes included."""
        text, starts, ends = _decode(self.text[span.start : span.end], style)
        return EmbeddedText(text, self, [span.start + at for at in starts], [span.start + at for at in ends], style)

    def to_file(self, span: Span) -> Span:
        """The span of the file that a span of this text is written at."""
        if self.outer is None:
            return span
        start = self.starts[min(span.start, len(self.ends))]
        end = self.ends[min(span.end, len(self.ends)) - 1] if span.end > span.start and self.ends else start
        return self.outer.to_file(Span(start, max(start, end)))

    def from_outer(self, offset: int) -> int:
        """The offset of the character that is written at ``offset`` of the outer text; the end for all after it."""
        return offset if self.outer is None else max(0, bisect_right(self.starts, offset) - 1)

    def starts_character(self, offset: int) -> bool:
        """Whether a character of this text, or its end, is written at ``offset`` of the outer text.

        False within an escape sequence.
        """
        return self.outer is None or self.starts[self.from_outer(offset)] == offset

    def encode(self, text: str) -> str:
        """How a piece of this text is written in the file. ``text`` has no line breaks."""
        if self.outer is None:
            return text
        if self.style in {"json", "double"}:
            text = json.dumps(text, ensure_ascii=False)[1:-1]
        elif self.style == "single":
            text = text.replace("'", "''")
        return self.outer.encode(text)


def _decode(raw: str, style: str) -> tuple[str, list[int], list[int]]:
    """The value of a scalar that is written as ``raw``, and the offsets in it at which each character starts and ends.

    In YAML every line break but those of a literal scalar becomes a space, as if it were the only one in a row: where
    JSON has several, a space and a newline are the same.
    """
    if style == "json":
        starts = character_offsets(raw)
        return unescape(raw[starts[0] : starts[-1]]), starts, starts[1:]
    pieces = places_of(raw, style, None)
    text = "".join(_decode_piece(raw[piece.start : piece.end], style) for piece in pieces)
    empty = 1 if style in {"single", "double"} else len(raw)
    end = pieces[-1].end if pieces else min(empty, len(raw))
    return text, [*(piece.start for piece in pieces), end], [piece.end for piece in pieces]


def _decode_piece(piece: str, style: str) -> str:
    """The character that a piece of a YAML scalar stands for."""
    if piece[0] in "\r\n":
        return "\n" if style == "literal" else " "
    if style == "double" and piece[0] == "\\":
        return _unescape(piece)
    return piece[0]


def _unescape(piece: str) -> str:
    letter, digits = piece[1:2], piece[2:]
    if digits:
        return chr(min(int(digits, 16), _LAST_CODE_POINT))
    return _LETTERS.get(letter, letter or "\\")
