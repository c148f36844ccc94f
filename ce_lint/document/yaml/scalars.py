"""A YAML scalar as it is written (``raw``, with its quotes or block header) and its value, character by character.

The only place that knows how the notations of YAML write a character. Spans and edits of a value are mapped by it, and
it decodes a scalar that no parser has read, such as the one under an editor's cursor.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from functools import lru_cache
from typing import NamedTuple

from ce_lint.document.json.strings import escape
from ce_lint.document.lines import detect_newline
from ce_lint.document.nodes import Edit, Span, apply, placed
from ce_lint.document.yaml.core_schema import resolve_plain

_ESCAPE = re.compile(r"\\(?:x([0-9a-fA-F]{2})|u([0-9a-fA-F]{4})|U([0-9a-fA-F]{8})|\r\n|[\s\S]?)")
_LETTERS = {
    "0": "\0", "a": "\a", "b": "\b", "t": "\t", "n": "\n", "v": "\v", "f": "\f", "r": "\r", "e": "\x1b", "N": "\x85",
    "_": "\xa0", "L": "\u2028", "P": "\u2029",
}  # fmt: skip
_LAST_CODE = 0x10FFFF
_BLANKS = re.compile(r"[ \t]*+")
_BREAK = re.compile(r"\r\n|\r|\n")
_FOLD = re.compile(r"(?>(?:[ \t]*+(?:\r\n|\r|\n))+)[ \t]*+")
_HEADER = re.compile(r"[|>][-+0-9]*+[^\r\n]*+(?:\r\n|\r|\n|\Z)")
_EXPLICIT = re.compile(r"[|>][-+]?([1-9])")
_LINE = re.compile(r"( *+)([^\r\n]*+)(\r\n|\r|\n|\Z)")

Characters = Iterator[tuple[str, Span]]
"""Characters of a value, each with the piece of the raw text that writes it."""


class ScalarText(NamedTuple):
    """The value of a scalar, as far as ``raw`` reaches: of a block scalar without the line breaks after it.

    ``pieces`` has for each code point of ``text`` the span of ``raw`` that writes it; ``end`` is where the content ends
    in ``raw``, before a closing quote.
    """

    text: str
    pieces: list[Span]
    end: int


@lru_cache(maxsize=4)  # many findings and edits of one scalar ask for the same; nobody changes it
def decode_scalar(raw: str, style: str, value: str | None = None) -> ScalarText:
    """The value of any scalar, and where its characters are written.

    ``style`` is that of ``Node.style``. If the value is known, it tells the indentation of a block scalar whose header
    gives a digit; that digit counts from the collection around, which ``raw`` does not show.
    """
    if style in ("literal", "folded"):
        found = list(_decode_block(raw, style == "folded", value))
        end = found[-1][1].end if found else len(raw)
    else:
        quote = {"single": "'", "double": '"'}.get(style, "")
        start = 1 if quote and raw.startswith(quote) else 0
        end = len(raw) - 1 if start and len(raw) > 1 and raw.endswith(quote) else len(raw)
        found = list(_decode_flow(raw, start, end, quote))
    return ScalarText("".join(character for character, _ in found), [piece for _, piece in found], end)


def map_span(raw: str, style: str, part: Span, value: str | None = None) -> Span:
    """The span of ``raw`` that writes the code points ``part`` of the value; its end if the value is shorter."""
    start, end = max(part.start, 0), max(part.start, part.end, 0)
    pieces = decode_scalar(raw, style, value).pieces
    if start >= len(pieces):
        return Span(len(raw), len(raw))
    at = pieces[start].start
    return Span(at, pieces[min(end, len(pieces)) - 1].end if end > start else at)


# -- plain and quoted scalars


def _decode_flow(raw: str, at: int, end: int, quote: str) -> Characters:
    """Line breaks fold with the whitespace around them; escapes depend on the quote."""
    while at < end:
        character = raw[at]
        if character in " \t\r\n":
            fold = _FOLD.match(raw, at, end)
            after = fold.end() if fold is not None else _match_end(_BLANKS, raw, at, end)
            yield from _fold(raw, at, after) if fold is not None else _decode_literally(raw, at, after)
        elif character == "\\" and quote == '"':
            found = _ESCAPE.match(raw, at, end)
            after = found.end() if found is not None else at + 1
            if found is not None and found[0][-1] in "\r\n":
                after = _match_end(_FOLD, raw, at + 1, end)
                yield from (("\n", piece) for piece in _find_breaks(raw, at, after)[1:])
            else:
                yield _unescape(found) if found is not None else character, Span(at, after)
        else:
            after = at + (2 if quote == "'" and raw.startswith("''", at) else 1)
            yield character, Span(at, after)
        at = after


def _match_end(pattern: re.Pattern[str], raw: str, start: int, end: int) -> int:
    found = pattern.match(raw, start, end)
    return max(found.end(), start + 1) if found is not None else start + 1


def _decode_literally(raw: str, start: int, end: int) -> Characters:
    return ((raw[at], Span(at, at + 1)) for at in range(start, end))


def _find_breaks(raw: str, start: int, end: int) -> list[Span]:
    return [Span(*found.span()) for found in _BREAK.finditer(raw, start, end)]


def _fold(raw: str, start: int, end: int) -> Characters:
    """One line break is a space in the value; of several the first is dropped."""
    breaks = _find_breaks(raw, start, end)
    return iter([(" ", breaks[0])] if len(breaks) == 1 else [("\n", piece) for piece in breaks[1:]])


def _unescape(found: re.Match[str]) -> str:
    code = found[1] or found[2] or found[3]
    if code is not None:
        return chr(min(int(code, 16), _LAST_CODE))
    letter = found[0][1:]
    return _LETTERS.get(letter, letter) or "\\"


# -- block scalars


class _Line(NamedTuple):
    """A line of a block scalar: the span without indentation and line break, and where the line break ends."""

    start: int
    end: int
    after: int
    is_indented: bool

    @property
    def breaks(self) -> list[Span]:
        return [Span(self.end, self.after)] if self.after > self.end else []


def _decode_block(raw: str, is_folded: bool, value: str | None) -> Characters:
    """Every line without the indentation of the first one; in a folded scalar, line breaks fold."""
    _, lines = _split_block(raw, value)
    breaks: list[Span] = []
    last: _Line | None = None
    for line in lines:
        if line.start >= line.end:
            breaks += line.breaks
            continue
        if is_folded:
            yield from _fold_between(last, line, breaks)
        else:
            yield from (("\n", piece) for piece in [*(last.breaks if last else ()), *breaks])
        yield from _decode_literally(raw, line.start, line.end)
        last, breaks = line, []
    yield from (("\n", piece) for piece in [*(last.breaks if last else ()), *breaks])


def _fold_between(last: _Line | None, line: _Line, breaks: list[Span]) -> Characters:
    """What a folded scalar has for the line break between two lines, and for the empty lines between them."""
    if last is None:
        return (("\n", piece) for piece in breaks)
    if last.is_indented or line.is_indented:
        return (("\n", piece) for piece in last.breaks + breaks)
    return (("\n", piece) for piece in breaks) if breaks else ((" ", piece) for piece in last.breaks)


def _split_block(raw: str, value: str | None) -> tuple[int, list[_Line]]:
    """The indentation of a block scalar, in spaces, and its lines."""
    header = _HEADER.match(raw)
    if header is None:
        return 0, []
    found = [line for line in _LINE.finditer(raw, header.end()) if line[0]]
    indent = _find_indentation(header[0], found, value)
    lines: list[_Line] = []
    for line in found:
        start = line.start() + min(indent, len(line[1]))
        lines.append(_Line(start, line.end(2), line.end(), raw[start : start + 1] in (" ", "\t")))
    return indent, lines


def _find_indentation(header: str, lines: list[re.Match[str]], value: str | None) -> int:
    """How many spaces before each line are indentation and no part of the value.

    With a digit in the header: what the value has kept of the spaces of its first line tells it, or else the least
    indented line.
    """
    depths = [len(line[1]) for line in lines if line[2]] or [max((len(line[1]) for line in lines), default=0)]
    explicit = _EXPLICIT.match(header)
    least = min(depths)
    if explicit is None:
        return depths[0]
    if value is not None and value.strip():
        first = value.lstrip("\n")
        return depths[0] - (len(first) - len(first.lstrip(" ")))
    return least if depths[0] > least else min(int(explicit[1]), least)


# -- edits

_BREAKS_1_1 = re.compile(r"\r\n|[\r\n\x85\u2028\u2029]")
"""Line breaks, those of YAML 1.1 too: another program may read the file."""
_FLOW_PUNCTUATION = re.compile(r"[,\[\]{}]")
_CHOMPING = re.compile(r"[|>][1-9]?([-+]?)")
_NO_PLAIN_START = re.compile(r"[-?:](?![^\s,\[\]{}])|[,\[\]{}#&*!|>'\"%@`\s]|---|\.\.\.")
_NOT_IN_PLAIN = re.compile(r":(?=[\s,\[\]{}]|\Z)|\s#|\s\Z")


def map_edits(raw: str, style: str, value: str, edits: Sequence[Edit]) -> tuple[Edit, ...] | None:
    """Edits of ``value`` as edits of ``raw``; None unless it is certain that these make just that of the value.

    A plain scalar is put in single quotes if its new value needs quotes. One within brackets has the style ``flow``.
    """
    new = apply(value, edits)
    if style in ("literal", "folded"):
        return _edit_block(raw, style, value, new, edits)
    offsets = _find_offsets(raw, style, value)
    if offsets is None or _BREAKS_1_1.search(raw) or not new.isprintable():
        return None
    if style == "single":
        return placed(edits, offsets.__getitem__, _double_quotes)
    if style == "double":
        return placed(edits, offsets.__getitem__, escape)
    if raw != value:
        return None
    return tuple(edits) if _can_be_plain(new, style == "flow") else _quote(value, edits)


def _find_offsets(raw: str, style: str, value: str) -> list[int] | None:
    """The offset in ``raw`` of each character of the value, and of its end; None if that is not certain."""
    text, pieces, _ = decode_scalar(raw, style, value)
    if text != value:
        return None
    if not pieces:
        return [1] if style in ("single", "double") and len(raw) == 2 else None
    return [*(piece.start for piece in pieces), pieces[-1].end]


def _double_quotes(text: str) -> str:
    return text.replace("'", "''")


def _can_be_plain(text: str, in_brackets: bool) -> bool:
    """Whether a string can be written without quotes, and is read as this string then."""
    if not text or _NO_PLAIN_START.match(text) or _NOT_IN_PLAIN.search(text) or resolve_plain(text) is not text:
        return False
    return not in_brackets or _FLOW_PUNCTUATION.search(text) is None


def _quote(value: str, edits: Sequence[Edit]) -> tuple[Edit, ...]:
    """The edit that replaces a whole plain scalar by its edited value in single quotes."""
    pieces: list[str | Span] = ["'"]
    position = 0
    for edit in edits:
        pieces += _keep(value, position, edit.start)
        for piece in edit.pieces:
            pieces += [_double_quotes(piece)] if isinstance(piece, str) else _keep(value, piece.start, piece.end)
        position = edit.end
    pieces += [*_keep(value, position, len(value)), "'"]
    return (Edit(0, len(value), tuple(pieces)),)


def _keep(value: str, start: int, end: int) -> Iterator[str | Span]:
    """A part of the old text, with a second quote after each of its quotes."""
    while (quote := value.find("'", start, end)) >= 0:
        yield Span(start, quote + 1)
        yield "'"
        start = quote + 1
    if start < end:
        yield Span(start, end)


def _edit_block(raw: str, style: str, value: str, new: str, edits: Sequence[Edit]) -> tuple[Edit, ...] | None:
    body = value.rstrip("\n")
    if new == body and body.strip() and "\n" not in body.lstrip("\n"):
        return _chomp(raw)
    offsets = _find_offsets(raw, style, body)
    if offsets is None or edits[-1].end > len(body) or not _keeps_indentation(value, new):
        return None
    if style == "folded" and len(_BREAKS_1_1.findall(raw)) > 1:
        return None
    margin = detect_newline(raw) + " " * _split_block(raw, value)[0]
    return placed(edits, offsets.__getitem__, lambda text: text.replace("\n", margin))


def _keeps_indentation(old: str, new: str) -> bool:
    """Whether the first line, which tells how far a block is indented, begins as it did."""
    if not new.strip() or not new.replace("\n", "").isprintable() or new.startswith("\n"):
        return False
    return not old[:1].isspace() and not new[:1].isspace()


def _chomp(raw: str) -> tuple[Edit, ...] | None:
    """The edit that removes the line break at the end of a block scalar: ``|-``."""
    found = _CHOMPING.match(raw)
    return (Edit(*found.span(1), ("-",)),) if found is not None and found[1] != "-" else None
