"""The nearest word, for every "did you mean"."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ce_lint.util.nearest import did_you_mean, nearest

WORDS = st.text(alphabet="abAB", max_size=8)


@pytest.mark.parametrize(
    ("word", "found"),
    [
        ("gmtDate", "gmtDate"),
        ("gtmDate", "gmtDate"),
        ("gmtdate", "gmtDate"),
        ("gmtDte", "gmtDate"),
        ("dat", "date"),
        ("id", None),
        ("x", None),
        ("", None),
        ("something else", None),
        ("x" * 1000, None),
    ],
)
def test_nearest(word: str, found: str | None) -> None:
    assert nearest(word, ["gmtDate", "date", "epoch"]) == found


def test_the_first_of_equals_and_the_limit() -> None:
    assert nearest("filter_x", ["filter_a", "filter_b"]) == "filter_a"
    assert nearest("updatedDate", ["updatedDates", "updatedDate"]) == "updatedDate"
    assert nearest("abcdefghi", ["abcdefxyz"]) is None
    assert nearest("abcdefghi", ["abcdefxyz"], limit=3) == "abcdefxyz"


def test_the_question() -> None:
    assert did_you_mean("gmtdat", ["gmtDate", "date"]) == " Did you mean `gmtDate`?"
    assert did_you_mean("x", ["gmtDate"]) == ""


@given(WORDS, WORDS)
def test_agrees_with_the_textbook(one: str, other: str) -> None:
    distance = _distance(one.lower(), other.lower())
    most = min(2, max(len(one), len(other)) // 3)
    assert nearest(one, [other]) == (other if one and distance <= most else None)


def _distance(one: str, other: str) -> int:
    rows = [[i + j if not i or not j else 0 for j in range(len(other) + 1)] for i in range(len(one) + 1)]
    for i in range(1, len(one) + 1):
        for j in range(1, len(other) + 1):
            change = rows[i - 1][j - 1] + (one[i - 1] != other[j - 1])
            rows[i][j] = min(rows[i - 1][j] + 1, rows[i][j - 1] + 1, change)
            if i > 1 and j > 1 and one[i - 1] == other[j - 2] and one[i - 2] == other[j - 1]:
                rows[i][j] = min(rows[i][j], rows[i - 2][j - 2] + 1)
    return rows[-1][-1]
