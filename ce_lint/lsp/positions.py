"""From code points to the units that a client counts in, and back (LSP 3.17, "Position").

The position encodings are those of the protocol: ``utf-16`` units unless client and server agree on another,
``utf-8`` bytes, or ``utf-32``, which are code points. Lines are counted from 0.
"""

from __future__ import annotations

from typing import Literal

from ce_lint.document.lines import Lines

Encoding = Literal["utf-8", "utf-16", "utf-32"]
_FIRST_BEYOND = 0x10000


def units(text: str, encoding: Encoding) -> int:
    """The length of a text."""
    if encoding == "utf-32" or text.isascii():
        return len(text)
    if encoding == "utf-8":
        return len(text.encode("utf-8", "surrogatepass"))
    return len(text) + sum(ord(character) >= _FIRST_BEYOND for character in text)


def position(lines: Lines, offset: int, encoding: Encoding) -> tuple[int, int]:
    """Line and character of an offset in code points."""
    number = lines.number(offset)
    start = lines.starts[number]
    return number, units(lines.text[start:offset], encoding)


def offset(lines: Lines, line: int, character: int, encoding: Encoding) -> int:
    """The offset, in code points, of a line and a character.

    What lies beyond the end of a line is its end, as the protocol says, and what lies beyond the text is the text's.
    A place in the middle of a character is the one before it.
    """
    if line < 0 or character < 0:
        return 0 if line < 0 else lines.starts[min(line, len(lines.starts) - 1)]
    if line >= len(lines.starts):
        return len(lines.text)
    span = lines.span(line)
    text = lines.text[span.start : span.end]
    if encoding == "utf-32" or text.isascii():
        return span.start + min(character, len(text))
    for count, one in enumerate(text):
        width = units(one, encoding)
        if character < width:
            return span.start + count
        character -= width
    return span.end
