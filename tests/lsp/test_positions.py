"""Places of a text in each position encoding, against Python's own encoders."""

from __future__ import annotations

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ce_lint.document.lines import Lines
from ce_lint.lsp.positions import Positions, count_units
from ce_lint.lsp.protocol import PositionEncoding

ENCODINGS: tuple[PositionEncoding, ...] = ("utf-8", "utf-16", "utf-32")
CODECS = {"utf-8": ("utf-8", 1), "utf-16": ("utf-16-le", 2), "utf-32": ("utf-32-le", 4)}
TEXTS = st.text(st.sampled_from("ab é中🤖🏽\r\n\u2028\u0085\t\ufeff\x00\ud800"), max_size=40)


def encoded(text: str, encoding: PositionEncoding) -> int:
    codec, size = CODECS[encoding]
    return len(text.encode(codec, "surrogatepass")) // size


@given(TEXTS, st.sampled_from(ENCODINGS))
def test_each_offset_has_the_line_and_the_units_that_python_counts(text: str, encoding: PositionEncoding) -> None:
    places = Positions(Lines(text), encoding)
    ends = [found.end() for found in re.finditer(r"\r\n|\r|\n", text)]
    for offset in range(len(text) + 1):
        if text[max(0, offset - 1) : offset + 1] == "\r\n":
            continue  # between the two there is no place
        line = sum(end <= offset for end in ends)
        start = ends[line - 1] if line else 0
        position = places.position(offset)
        assert position == (line, encoded(text[start:offset], encoding))
        if text[offset - 1 : offset] not in {"\r", "\n"} or offset in {0, start}:
            assert places.offset(*position) == offset


@given(TEXTS, st.sampled_from(ENCODINGS), st.integers(-3, 10**10), st.integers(-3, 10**10))
def test_a_place_beyond_is_the_end_and_one_within_a_character_is_its_start(
    text: str, encoding: PositionEncoding, line: int, character: int
) -> None:
    lines = Lines(text)
    offset = Positions(lines, encoding).offset(line, character)
    if line < 0:
        assert offset == 0
    elif line >= len(lines.starts):
        assert offset == len(text)
    else:
        span = lines.span(line)
        reached = [
            at for at in range(span.start, span.end + 1) if encoded(text[span.start : at], encoding) <= character
        ]
        assert offset == max(reached, default=span.start)


@pytest.mark.parametrize("encoding", ENCODINGS)
@pytest.mark.parametrize(
    "text", ["a🤖é中" * 700, "a" * 3000 + "🤖", "🤖" * 1024, "é" * 2048 + "a", "\n" + "中a" * 999 + "\n🤖"]
)
def test_the_places_of_long_lines(text: str, encoding: PositionEncoding) -> None:
    places = Positions(Lines(text), encoding)
    for offset in (*range(0, len(text), 77), *range(1020, 1030), *range(2045, 2050), len(text)):
        line, character = places.position(min(offset, len(text)))
        start = text.rfind("\n", 0, offset) + 1
        assert character == encoded(text[start:offset], encoding)
        assert places.offset(line, character) == min(offset, len(text))


@pytest.mark.parametrize(
    ("encoding", "places"), [("utf-8", [0, 1, 3, 6, 10]), ("utf-16", [0, 1, 2, 3, 5]), ("utf-32", [0, 1, 2, 3, 4])]
)
def test_the_units_of_characters_of_one_to_four_bytes(encoding: PositionEncoding, places: list[int]) -> None:
    text = "aé中🤖"
    found = Positions(Lines(text), encoding)
    assert [found.position(offset)[1] for offset in range(5)] == places
    assert [found.offset(0, place) for place in places] == list(range(5))
    assert count_units(text, encoding) == places[-1]
