"""A text that is written inside another one, such as JSON in a string, and the way of its characters to the file."""

from __future__ import annotations

import json
import re
from bisect import bisect_right

from ce_lint.document.json.strings import character_offsets, unescape
from ce_lint.document.nodes import Span

_ESCAPE = re.compile(r"\\(?:x([0-9a-fA-F]{2})|u([0-9a-fA-F]{4})|U([0-9a-fA-F]{8})|(\r\n|[\s\S])|\Z)")
_LETTERS = {
    "0": "\0", "a": "\a", "b": "\b", "t": "\t", "n": "\n", "v": "\v", "f": "\f", "r": "\r", "e": "\x1b", "N": "\x85",
    "_": "\xa0", "L": "\u2028", "P": "\u2029", "\r\n": "", "\n": "", "\r": "",
}  # fmt: skip
_FOLD = re.compile(r"[ \t]*(?:\r\n|\r|\n)[ \t\r\n]*")
_LINE = re.compile(r"([^\r\n]*)(\r\n|\r|\n|\Z)")
_LAST_CODE = 0x10FFFF


class Host:
    """A text with the place of each of its characters in the text around it; the file itself has none around it.

    ``places`` has one more entry than the text has characters: where the text ends.
    """

    __slots__ = ("outer", "places", "style", "text")

    def __init__(
        self, text: str, outer: Host | None = None, places: list[int] | None = None, style: str = "plain"
    ) -> None:
        self.text = text
        self.outer = outer
        self.places = places
        self.style = style

    def nest(self, span: Span, style: str) -> Host:
        """The text of a scalar that stands at ``span``, its quotes included."""
        text, places = _decoded(self.text[span.start : span.end], style)
        return Host(text, self, [span.start + place for place in places], style)

    def outward(self, span: Span) -> Span:
        """A span of this text as one of the file."""
        if self.places is None or self.outer is None:
            return span
        last = len(self.places) - 1
        return self.outer.outward(Span(self.places[min(span.start, last)], self.places[min(span.end, last)]))

    def inward(self, offset: int) -> int:
        """The character that the offset of the text around falls on; its end for whatever is behind it."""
        if self.places is None:
            return offset
        return max(0, min(bisect_right(self.places, offset), len(self.places)) - 1)

    def is_between(self, offset: int) -> bool:
        """Whether an offset of the text around is before a character of this one, and not within an escape."""
        return self.places is None or self.places[self.inward(offset)] == offset

    def write(self, text: str) -> str:
        """A text of one line as it is written here in the file."""
        if self.outer is None:
            return text
        if self.style in {"json", "double"}:
            text = json.dumps(text, ensure_ascii=False)[1:-1]
        elif self.style == "single":
            text = text.replace("'", "''")
        return self.outer.write(text)


def _decoded(raw: str, style: str) -> tuple[str, list[int]]:
    if style == "json":
        places = character_offsets(raw)
        return unescape(raw[places[0] : places[-1]]), places
    if style in {"literal", "folded"}:
        return _block(raw)
    return _flow(raw, {"single": "'", "double": '"'}.get(style, ""))


def _flow(raw: str, quote: str) -> tuple[str, list[int]]:
    """A YAML scalar in quotes or without: a break of the line with the blanks around it is one blank."""
    at = 1 if quote and raw.startswith(quote) else 0
    end = len(raw) - 1 if at and len(raw) > 1 and raw.endswith(quote) else len(raw)
    text: list[str] = []
    places: list[int] = []
    while at < end:
        piece, after = _piece(raw, at, quote)
        if piece:
            text.append(piece)
            places.append(at)
        at = after
    return "".join(text), [*places, end]


def _piece(raw: str, at: int, quote: str) -> tuple[str, int]:
    """One character of the value, or none, and where the next one is written."""
    char = raw[at]
    if char in " \t\r\n" and (fold := _FOLD.match(raw, at)):
        return " ", fold.end()
    if char == "\\" and quote == '"' and (escape := _ESCAPE.match(raw, at)):
        return _unescaped(escape), escape.end()
    if quote == "'" and raw.startswith("''", at):
        return "'", at + 2
    return char, at + 1


def _unescaped(found: re.Match[str]) -> str:
    code = found[1] or found[2] or found[3]
    if code is not None:
        return chr(min(int(code, 16), _LAST_CODE))
    return _LETTERS.get(found[4] or "", found[4] or "")


def _block(raw: str) -> tuple[str, list[int]]:
    """A block scalar, each line without the indentation of the first; a folded one keeps its lines: JSON takes both."""
    header = _LINE.match(raw)
    at = header.end() if header else 0
    depth: int | None = None
    text: list[str] = []
    places: list[int] = []
    while at < len(raw):
        line = _LINE.match(raw, at)
        if line is None or not line[0]:
            break
        bare = line[1].lstrip(" ")
        if depth is None and bare:
            depth = len(line[1]) - len(bare)
        cut = min(depth or 0, len(line[1]) - len(bare))
        text.append(line[1][cut:] + ("\n" if line[2] else ""))
        places.extend(range(at + cut, line.end(1) + (1 if line[2] else 0)))
        at = line.end()
    return "".join(text), [*places, len(raw)]
