"""Where two texts differ."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ce_lint.util.difference import count_common, find_difference

TEXTS = st.text("ab\r\n", max_size=12)


@given(TEXTS, TEXTS)
def test_the_rest_is_equal_and_no_longer_than_it_must_be(old: str, new: str) -> None:
    start, old_end, new_end = find_difference(old, new)
    assert old[:start] + new[start:new_end] + old[old_end:] == new
    assert start <= old_end and start <= new_end
    assert old[start : start + 1] != new[start : start + 1] or start in (old_end, new_end)
    assert start in (old_end, new_end) or old[old_end - 1] != new[new_end - 1]


@given(TEXTS, TEXTS, TEXTS)
def test_what_texts_begin_with_is_counted(common: str, one: str, other: str) -> None:
    count = count_common(common + one, common + other)
    assert count >= len(common)
    assert (common + one)[:count] == (common + other)[:count]
    assert (common + one)[count : count + 1] != (common + other)[count : count + 1] or one == other


@pytest.mark.parametrize(
    ("old", "new", "expected"),
    [
        ("", "", (0, 0, 0)),
        ("a", "a", (1, 1, 1)),
        ("aa", "aaa", (2, 2, 3)),
        ("abc", "axc", (1, 2, 2)),
        ("abc", "ac", (1, 2, 1)),
        ("x" * 1000 + "a", "x" * 1000 + "bb", (1000, 1001, 1002)),
    ],
)
def test_differences(old: str, new: str, expected: tuple[int, int, int]) -> None:
    assert find_difference(old, new) == expected
