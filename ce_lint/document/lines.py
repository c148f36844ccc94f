"""From an offset in a text to the line and column that a person sees."""

from __future__ import annotations

import re
from bisect import bisect_right
from itertools import accumulate

from ce_lint.document.nodes import Span

_BREAK = re.compile(r"\r\n|\n|\r")


class Lines:
    """The lines of a text. A line ends at LF, CR LF or a lone CR, as in every editor (LSP 3.17, "Text Documents")."""

    __slots__ = ("starts", "text")

    def __init__(self, text: str) -> None:
        self.text = text
        self.starts = _starts(text)

    def number(self, offset: int) -> int:
        """The line, from 0, that the code point at ``offset`` stands in."""
        return bisect_right(self.starts, offset) - 1

    def position(self, offset: int) -> tuple[int, int]:
        """Line and column of ``offset``, both from 1, in code points."""
        line = self.number(offset)
        return line + 1, offset - self.starts[line] + 1

    def span(self, line: int) -> Span:
        """Where the line numbered from 0 stands, without its line break."""
        start = self.starts[line]
        end = self.starts[line + 1] if line + 1 < len(self.starts) else len(self.text)
        while end > start and self.text[end - 1] in "\r\n":
            end -= 1
        return Span(start, end)

    def clip(self, span: Span) -> Span:
        """The part of ``span`` that stands in its first line: what an annotation on a change can show."""
        return Span(span.start, max(span.start, min(span.end, self.span(self.number(span.start)).end)))


def detect_newline(text: str) -> str:
    """The line break for new lines in a text: CR LF if it has one, else LF."""
    return "\r\n" if "\r\n" in text else "\n"


def _starts(text: str) -> list[int]:
    """Where the lines start. A long text is mostly LF and CR LF, which are found several times as fast."""
    if text.count("\r") != text.count("\r\n"):
        return [0, *(found.end() for found in _BREAK.finditer(text))]
    *lines, _ = text.split("\n")
    return list(accumulate(map((1).__add__, map(len, lines)), initial=0))
