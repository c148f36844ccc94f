"""Patterns without backtracking: they match what ``re`` matches, and never take long."""

from __future__ import annotations

import re
import time

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from ce_lint.util.linear_pattern import Pattern, PatternError

ATOMS = [
    *"abcA1",
    ".",
    "[ab]",
    "[^a]",
    "[]a]",
    r"[\w-]",
    r"\d",
    r"\W",
    r"\b",
    "^",
    "$",
    r"\Z",
    r"\A",
    r"\n",
    r"\.",
    "{",
    "}",
]
QUANTIFIERS = ["*", "+", "?", "{2}", "{1,3}", "{,2}", "{2,}", "*?", "+?", "??"]


def patterns() -> st.SearchStrategy[str]:
    def extend(inner: st.SearchStrategy[str]) -> st.SearchStrategy[str]:
        return st.one_of(
            st.tuples(inner, inner).map("".join),
            st.tuples(inner, inner).map(lambda pair: f"(?:{pair[0]}|{pair[1]})"),
            inner.map(lambda text: f"({text})"),
            st.tuples(inner, st.sampled_from(QUANTIFIERS)).map(lambda pair: f"(?:{pair[0]}){pair[1]}"),
        )

    whole = st.recursive(st.sampled_from(ATOMS), extend, max_leaves=8)
    return st.tuples(st.sampled_from(["", "(?i)"]), whole).map("".join)


@settings(max_examples=400, deadline=None)
@given(patterns(), st.lists(st.text("abcA1 \n{.", max_size=7), min_size=1, max_size=4))
def test_a_pattern_matches_what_re_matches(source: str, texts: list[str]) -> None:
    try:
        pattern = Pattern(source)
    except PatternError as error:
        assert "not a valid regular expression" in str(error)
        return
    for text in texts:
        assert pattern.search(text) == (re.search(source, text) is not None), (source, text)


@pytest.mark.parametrize(
    "source", ["(a+)+b", "(a|a)*b", "(a|aa)*b", "(?:(?:a*)*)*b", "a*a*a*a*a*a*b", "(?:a?){150}a{150}b", ".*.*.*.*.*b"]
)
def test_no_pattern_hangs(source: str) -> None:
    start = time.process_time()
    assert not Pattern(source).search("a" * 3000)
    assert time.process_time() - start < 10


def test_many_different_states_do_not_fill_the_memory() -> None:
    pattern = Pattern("(?:a|b)*a(?:a|b){14}c")
    text = "".join(format(number, "b").replace("0", "a").replace("1", "b") for number in range(3000))
    assert not pattern.search(text)
    assert len(pattern._steps) < 6000


@pytest.mark.parametrize(
    ("source", "words"),
    [
        ("(a", "not a valid regular expression"),
        ("(?=a)", "`(?=` is not supported"),
        ("(?<!a)", "`(?<` is not supported"),
        ("(?>a)", "`(?>` is not supported"),
        (r"(a)\1", r"`\1` is not supported"),
        (r"\Ba", r"`\B` is not supported"),
        ("a*+", "`*+` is not supported"),
        ("(?s)a", "`(?s` is not supported"),
        ("a" * 1001, "more than 1000 characters"),
        ("(?:a{100}){100}", "too large"),
        ("(?:" * 60 + "a" + ")" * 60, "nested too deeply"),
    ],
)
def test_what_is_refused(source: str, words: str) -> None:
    with pytest.raises(PatternError) as caught:
        Pattern(source)
    assert words in str(caught.value)


def test_names_of_groups_and_characters() -> None:
    assert Pattern(r"^(?P<region>eu|us)-\x31\N{DIGIT TWO}$").search("eu-12")
    assert not Pattern(r"^(?P<region>eu|us)-\x31$").search("eu-2")
