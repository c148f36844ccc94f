"""Valid texts give what json.loads gives, with every place; and no text is too strange, too deep or too long."""

from __future__ import annotations

import json
import sys
from collections.abc import Callable
from itertools import pairwise
from types import FrameType
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ce_lint.document.json import fast
from ce_lint.document.json.parser import parse_json, parse_valid, parse_with_recovery
from ce_lint.document.json.recovery import tokenize
from ce_lint.document.nodes import ParsedText, Span
from tests.document.texts import STYLE, VALUES, holds_its_values, nodes, same, shape, spans_are_inside

READERS: list[Callable[[str], ParsedText | None]] = [parse_json, parse_valid, parse_with_recovery]


def _is_strict(text: str) -> bool:
    try:
        fast.load(text)
    except ValueError:
        return False
    return True


@given(VALUES, STYLE)
def test_a_valid_text_reads_like_json_loads(value: Any, style: dict[str, Any]) -> None:
    text = json.dumps(value, **style)
    for read in READERS:
        reading = read(text)
        assert reading is not None
        assert reading.problems == []
        assert same(reading.value, json.loads(text))


@given(VALUES, STYLE)
def test_every_span_cuts_out_its_value_and_key(value: Any, style: dict[str, Any]) -> None:
    text = json.dumps(value, **style)
    for read in READERS:
        reading = read(text)
        assert reading is not None and reading.root is not None
        assert holds_its_values(reading.root)
        for node in nodes(reading.root):
            assert same(json.loads(text[node.start : node.end]), node.value)
            assert (node.style == "json") == isinstance(node.value, str)
            for key, member in (node.members or {}).items():
                assert member.key is not None
                assert json.loads(text[member.key.start : member.key.end]) == key


@given(VALUES, STYLE)
def test_the_tokens_of_a_valid_text_are_all_of_it_but_whitespace(value: Any, style: dict[str, Any]) -> None:
    text = json.dumps(value, **style)
    end = 0
    for token in tokenize(text):
        assert not text[end : token.start].strip()
        assert token.kind in ("0", text[token.start])
        end = token.end
    assert not text[end:].strip()


def test_a_typo_is_the_token_that_was_meant() -> None:
    tokens = tokenize('{"a" = 1; "b": "c}')
    assert [(token.kind, token.start) for token in tokens] == [
        ("{", 0), ('"', 1), (":", 5), ("0", 7), (",", 8), ('"', 10), (":", 13), ('"', 15), ("}", 17)
    ]  # fmt: skip


@given(VALUES, STYLE)
def test_the_quick_and_the_patient_reader_agree(value: Any, style: dict[str, Any]) -> None:
    text = json.dumps(value, **style)
    quick, patient = parse_valid(text), parse_with_recovery(text)
    assert quick is not None and quick.root is not None and patient.root is not None
    assert shape(quick.root) == shape(patient.root)


SIGNS = "{}[]:,\"\\\n\r\t '#/*.<>$%-+01eE“”‘’«»\xa0…=;\x00"
WORDS = ['"a"', '"b": ', "true", "{{a}}", "${B}", "{% if %}", "// c\n", "/* d */", "# e\n", "\\u12", "\\ud83d\\ude00"]
PARTS = ["NaN", "01", '"k": "v"', ",\n", '"{"', '"}', '\\"', '<a href="x">', "\\\n", "..."]
PIECES = st.sampled_from([*SIGNS, *WORDS, *PARTS])


@given(st.text() | st.lists(PIECES).map("".join))
def test_any_text_is_read(text: str) -> None:
    _check_any(text)


@given(VALUES, STYLE, st.lists(st.tuples(st.integers(0), st.integers(0, 3), PIECES | st.just("")), max_size=4))
def test_any_torn_text_is_read(value: Any, style: dict[str, Any], tears: list[tuple[int, int, str]]) -> None:
    text = json.dumps(value, **style)
    for place, length, piece in tears:
        start = place % (len(text) + 1)
        text = text[:start] + piece + text[start + length :]
    _check_any(text)


def _check_any(text: str) -> None:
    reading = parse_json(text)
    assert spans_are_inside(reading, text)
    assert holds_its_values(reading.root)
    assert (reading.problems == []) == _is_strict(text)
    assert (parse_with_recovery(text).problems == []) == _is_strict(text)
    assert reading.problems == sorted(reading.problems, key=lambda problem: problem.span)
    tokens = tokenize(text)
    assert all(0 <= token.start < token.end <= len(text) for token in tokens)
    assert all(before.end <= after.start for before, after in pairwise(tokens))


@pytest.mark.parametrize("opening", ["[", '{"a":', '[{"a":', "[1,", '{"a":1,"b":'])
def test_deep_nesting_is_one_problem(opening: str) -> None:
    reading = parse_json(opening * 100_000)
    assert [problem.cause for problem in reading.problems] == ["too-deep"]


@pytest.mark.parametrize(("depth", "count"), [(999, 0), (1000, 0), (1001, 1)])
def test_a_thousand_levels_are_fine(depth: int, count: int) -> None:
    assert len(parse_json("[" * depth + "]" * depth).problems) == count


def test_numbers() -> None:
    assert same(
        parse_json("[0, -0, -0.0, 1e5, 1E+2, 12.50, 1e999]").value, [0, 0, -0.0, 1e5, 100.0, 12.5, float("inf")]
    )
    long = parse_json("9" * 5000)
    assert long.problems == []
    assert isinstance(long.value, float)
    assert parse_json("9" * 4000).value == int("9" * 4000)


def test_lone_surrogates_are_valid() -> None:
    assert parse_json(r'"\ud800 \ud83d\ude00"').value == "\ud800 \U0001f600"


def test_duplicate_keys() -> None:
    text = '{"tags": 1, "a": {"tags": 2}, "tags": 3, "ta\\u0067s": 4}'
    reading = parse_json(text)
    assert reading.value == {"tags": 4, "a": {"tags": 2}}
    assert [problem.rule for problem in reading.problems] == ["duplicate-key"] * 2
    first, second = reading.problems
    assert first.span == Span(30, 36)
    assert first.related == second.related == Span(1, 7)
    assert first.message == "`tags` occurs twice in this object; the last value is used"


@pytest.mark.parametrize("key", ["k" * 61, "42 is secret!", "a\nb", "“x”"])
def test_a_strange_key_is_not_quoted(key: str) -> None:
    text = json.dumps(key) + ": 1"
    (problem,) = parse_json(f"{{{text}, {text}}}").problems
    assert problem.message.startswith("This key occurs twice")


UNITS = ["[", '{"a":', '"a" ', '["a" x ', '{"a" x ', '"{" x', '"a\nx', '"a\n\n', "'a' x ", "“a” b", "/*", "/* ", ","]
UNITS += ["]}", "{{a", "${", "<a", "a, ", "[a, ", "\\", '"\\', '{"a":1}\n', '}, "a":1', '[{"a":]', '{"a":[}', '"a"=']
UNITS += ["// c\n", "# c\n1", "...", "\\\n", "\xa0", "01 ", '"a": "b, "c": 1', '{"a": b", ', '"a": [1, "b": 2', '{"a;']


@pytest.mark.parametrize("start", ["", "[", "{", '{"a": ', '["'])
def test_the_work_grows_with_the_text_and_not_faster(start: str) -> None:
    for unit in UNITS:
        few, many = _work(start + unit * 200), _work(start + unit * 800)
        assert many < 4.5 * few + 200, unit


def _work(text: str) -> int:
    """How many calls, of Python and of C functions, it takes to read a text."""
    count = 0

    def tick(_frame: FrameType, event: str, _argument: object) -> None:
        nonlocal count
        count += event in ("call", "c_call")

    before = sys.getprofile()
    sys.setprofile(tick)
    try:
        parse_json(text)
    finally:
        sys.setprofile(before)
    return count
