"""Text that is written inside other text, such as JSON in a string, and the offsets of its characters in the file."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Sequence

from ce_lint.document.json.strings import escape
from ce_lint.document.nodes import Span
from ce_lint.document.scalars import decode_scalar


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
        text, starts, ends = decode_scalar(self.text[span.start : span.end], style)
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
            text = escape(text)
        elif self.style == "single":
            text = text.replace("'", "''")
        return self.outer.encode(text)
