"""Text that is written inside other text, such as JSON in a string, and the offsets of its characters in the file."""

from __future__ import annotations

import json
import re
from bisect import bisect_right

from ce_lint.document.json.escapes import decode, offsets
from ce_lint.document.nodes import Span

_ESCAPE = re.compile(r"\\(?:x([0-9a-fA-F]{2})|u([0-9a-fA-F]{4})|U([0-9a-fA-F]{8})|(\r\n|[\s\S])|\Z)")
_LETTERS = {
    "0": "\0", "a": "\a", "b": "\b", "t": "\t", "n": "\n", "v": "\v", "f": "\f", "r": "\r", "e": "\x1b", "N": "\x85",
    "_": "\xa0", "L": "\u2028", "P": "\u2029", "\r\n": "", "\n": "", "\r": "",
}  # fmt: skip
_FOLD = re.compile(r"[ \t]*(?:\r\n|\r|\n)[ \t\r\n]*")
_LINE = re.compile(r"([^\r\n]*)(\r\n|\r|\n|\Z)")
_LAST_CODE_POINT = 0x10FFFF


class EmbeddedText:
    """The decoded text of a scalar, or the text of the file itself, which has no ``outer`` text.

    ``offsets`` holds the offset in ``outer`` of each character, and one more: of the end. ``style`` is how the scalar
    is written, as in ``Node.style``. Offsets are code points.
    """

    __slots__ = ("offsets", "outer", "style", "text")

    def __init__(
        self, text: str, outer: EmbeddedText | None = None, offsets: list[int] | None = None, style: str = "plain"
    ) -> None:
        self.text = text
        self.outer = outer
        self.offsets = offsets
        self.style = style

    def decode_scalar(self, span: Span, style: str) -> EmbeddedText:
        """The value of the scalar written at ``span`` of this text, its quotes included."""
        text, places = _decode(self.text[span.start : span.end], style)
        return EmbeddedText(text, self, [span.start + place for place in places], style)

    def to_file(self, span: Span) -> Span:
        """The span of the file that a span of this text is written at."""
        if self.offsets is None or self.outer is None:
            return span
        last = len(self.offsets) - 1
        return self.outer.to_file(Span(self.offsets[min(span.start, last)], self.offsets[min(span.end, last)]))

    def from_outer(self, offset: int) -> int:
        """The offset of the character that is written at ``offset`` of the outer text; the end for all after it."""
        if self.offsets is None:
            return offset
        return max(0, min(bisect_right(self.offsets, offset), len(self.offsets)) - 1)

    def starts_character(self, offset: int) -> bool:
        """Whether a character of this text, or its end, is written at ``offset`` of the outer text.

        False within an escape sequence.
        """
        return self.offsets is None or self.offsets[self.from_outer(offset)] == offset

    def encode(self, text: str) -> str:
        """How a piece of this text is written in the file. ``text`` has no line breaks."""
        if self.outer is None:
            return text
        if self.style in {"json", "double"}:
            text = json.dumps(text, ensure_ascii=False)[1:-1]
        elif self.style == "single":
            text = text.replace("'", "''")
        return self.outer.encode(text)


def _decode(raw: str, style: str) -> tuple[str, list[int]]:
    """The value of a scalar that is written as ``raw``, and the offset in it of each of its characters and of the end.

    Unlike ``document.yaml.scalars``, this takes unfinished scalars, and folds all line breaks to a space or a newline:
    between two tokens of JSON they are the same.
    """
    if style == "json":
        places = offsets(raw)
        return decode(raw[places[0] : places[-1]]), places
    if style in {"literal", "folded"}:
        return _decode_block(raw)
    return _decode_flow(raw, {"single": "'", "double": '"'}.get(style, ""))


def _decode_flow(raw: str, quote: str) -> tuple[str, list[int]]:
    """A quoted or plain scalar of YAML: a line break with the whitespace around it becomes one space."""
    at = 1 if quote and raw.startswith(quote) else 0
    end = len(raw) - 1 if at and len(raw) > 1 and raw.endswith(quote) else len(raw)
    text: list[str] = []
    places: list[int] = []
    while at < end:
        character, after = _decode_character(raw, at, quote)
        if character:
            text.append(character)
            places.append(at)
        at = after
    return "".join(text), [*places, end]


def _decode_character(raw: str, at: int, quote: str) -> tuple[str, int]:
    """The character written at ``at``, empty for an escaped line break, and the offset of the next one."""
    char = raw[at]
    if char in " \t\r\n" and (fold := _FOLD.match(raw, at)):
        return " ", fold.end()
    if char == "\\" and quote == '"' and (escape := _ESCAPE.match(raw, at)):
        return _unescape(escape), escape.end()
    if quote == "'" and raw.startswith("''", at):
        return "'", at + 2
    return char, at + 1


def _unescape(found: re.Match[str]) -> str:
    code = found[1] or found[2] or found[3]
    if code is not None:
        return chr(min(int(code, 16), _LAST_CODE_POINT))
    return _LETTERS.get(found[4] or "", found[4] or "")


def _decode_block(raw: str) -> tuple[str, list[int]]:
    """A block scalar of YAML: its lines without the indentation of the first one."""
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
