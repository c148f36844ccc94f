"""From a character of a string's value back to where it is written."""

from __future__ import annotations

import json
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ce_lint.document.json.parser import parse_json
from ce_lint.document.json.strings import character_offsets, map_span, unescape
from ce_lint.document.nodes import Span
from tests.document.texts import nodes


@given(st.text(), st.booleans())
def test_decoding_is_that_of_json(text: str, ascii_only: bool) -> None:
    raw = json.dumps(text, ensure_ascii=ascii_only)
    assert unescape(raw[1:-1]) == json.loads(raw)
    assert len(character_offsets(raw)) == len(json.loads(raw)) + 1


@given(st.text(min_size=1), st.booleans(), st.data())
def test_what_is_cut_out_decodes_to_the_part(text: str, ascii_only: bool, data: st.DataObject) -> None:
    raw = json.dumps(text, ensure_ascii=ascii_only)
    value = json.loads(raw)
    start = data.draw(st.integers(0, len(value)))
    end = data.draw(st.integers(start, len(value)))
    span = map_span(raw, Span(start, end))
    assert unescape(raw[span.start : span.end]) == value[start:end]


@pytest.mark.parametrize(
    ("raw", "part", "written"),
    [
        ('"plain"', (1, 3), "la"),
        (r'"a\nb"', (1, 2), r"\n"),
        (r'"a\u003eb"', (1, 2), r"\u003e"),
        (r'"\ud83d\ude00x"', (0, 1), r"\ud83d\ude00"),
        (r'"\ud83d\ude00x"', (1, 2), "x"),
        (r'"\ud83dx"', (1, 2), "x"),
        (r'"\\ud83d"', (0, 1), r"\\"),
        (r'"\\"', (0, 1), r"\\"),
        ("“smart”", (0, 5), "smart"),
        (r"'a\tb'", (2, 3), "b"),
        ('"a\nb\\tc"', (3, 4), "\\t"),
        (r'"never \/ closed', (7, 13), " close"),
        (r'"C:\dir\x"', (0, 4), r"C:\d"),
        (r"\"a b\"", (2, 3), "b"),
        ("\"it's", (0, 4), "it's"),
        ('"', (0, 1), ""),
        ("", (0, 1), ""),
        ("bare", (0, 2), "ba"),
    ],
)
def test_the_span_of_a_part(raw: str, part: tuple[int, int], written: str) -> None:
    span = map_span(raw, Span(*part))
    assert raw[span.start : span.end] == written


@given(st.text(alphabet="\"\\und83dabc0 “”'\n"), st.integers(0, 20), st.integers(0, 20))
def test_never_raises_and_stays_inside(raw: str, start: int, length: int) -> None:
    span = map_span(raw, Span(start, start + length))
    assert 0 <= span.start <= span.end <= len(raw)


@pytest.mark.parametrize(
    "text", [r'{"a": “x\ty”}', '{"a": "x\n \\u0041 y"}', '{"a": "x \\u0041 y\n}', r"{'a': 'x\ny'}"]
)
def test_recovered_strings_map_back(text: str) -> None:
    reading = parse_json(text)
    value: Any = reading.value["a"]
    (node,) = [node for node in nodes(reading.root) if node.style == "json"]
    raw = text[node.start : node.end]
    assert len(character_offsets(raw)) == len(value) + 1
    assert map_span(raw, Span(0, len(value))) == Span(1, character_offsets(raw)[-1])
