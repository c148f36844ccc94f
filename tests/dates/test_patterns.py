"""Patterns: what is wrong with one, where, and what to write. The JDK's verdicts are in test_oracle."""

from __future__ import annotations

import re
import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ce_lint.dates.patterns import find_error, is_milliseconds, remove_stray_quote
from ce_lint.dates.suspicious import find_suspicious

SOUND = [
    "yyyy-MM-dd'T'HH:mm:ss.SSSXXX",
    "yyyy-MM-dd'T'HH:mm:ss'Z'",
    "EEE, dd MMM yyyy HH:mm:ss Z",
    "MM/dd/yyyy HH:mm:ss",
    "MM/dd/yyyy hh:mm a",
    "yyyyMMddHHmmss",
    "yyyy-DDD",
    "YYYY-'W'ww-u",
    "yyyy-MM-dd HH:mm:ss -0800",
    "dd MMMM yy",
    "HH'h'mm",
    "ss.S",
    "yyyy-MM-dd mm:ss",
    "''",
    "",
]


@pytest.mark.parametrize("pattern", SOUND)
def test_sound_patterns_pass(pattern: str) -> None:
    assert find_error(pattern) is None
    assert find_suspicious(pattern) is None


@pytest.mark.parametrize(
    ("pattern", "wrong", "message", "help"),
    [
        ("yyyy-MM-ddTHH:mm:ss", "T", "`T` (character 11) is not a pattern letter", "Put it in single quotes: `'T'`."),
        ("yyyy-MM-dd'T'HH:mm:ss'", "'", "The last quote (character 22)", "Remove the last quote."),
        ("milliseconds'", "'", "The last quote (character 13)", "Remove the last quote."),
        ("yyyy-MM-dd'THH:mm", "'", "The quote at character 11 is not closed", "Close the quote after"),
        ("ss.SSSXXXXXX", "XXXXXX", "`X` (character 7) is repeated 6 times; at most 3", "Write `XXX`"),
        ("10 digit integer", "i", "`i` (character 5)", "Put literal text in single quotes"),
        ("key", "e", "`e` (character 2)", "Put literal text in single quotes"),
        ("HH:mm:ss.fff", "fff", "`f` (character 10)", "Write `S` for milliseconds"),
        ("hh:mm p", "p", "`p` (character 7)", "Write `a`"),
        ("yyyy-MM-dd HH:mm:ssxxx", "xxx", "`x` (character 20)", "Write `X`"),
        ("518862600'", "'", "The last quote (character 10)", "Remove the last quote."),
        ("'''", "'", "The last quote (character 3)", "Remove the last quote."),
        ("\U0001f600 T", "T", "`T` (character 3)", "Put it in single quotes"),
    ],
)
def test_an_error_has_the_letter_its_place_and_a_help(pattern: str, wrong: str, message: str, help: str) -> None:
    found = find_error(pattern)
    assert found is not None
    assert pattern[found.start : found.end] == wrong
    assert found.message.startswith(message)
    assert found.help.startswith(help)
    assert find_suspicious(pattern) is None


@pytest.mark.parametrize(
    ("pattern", "wrong", "help"),
    [
        ("YYYY-MM-dd", "YYYY", "Write `yyyy`."),
        ("yyyy-MM-DD", "DD", "Write `dd`"),
        ("yyyy-MM-dd'T'hh:mm:ss'Z'", "hh", "Write `HH`"),
        ("yyyy-mm-dd", "mm", "Write `MM`"),
        ("mm/dd/yyyy", "mm", "Write `MM`"),
        ("HH:MM:ss", "MM", "Write `mm`"),
        ("yyyy-MM-dd HH:MM", "MM", "Write `mm`"),
        ("HH:mm:ss.SSSSSSXXX", "SSSSSS", "Use a date field"),
        ("HH:mm:SS", "SS", "Write `ss`"),
        ("MM/dd/yyy'T'HH:mm:ssXXX", "yyy", "Write `yyyy`."),
    ],
)
def test_a_suspicious_field_is_named(pattern: str, wrong: str, help: str) -> None:
    assert find_error(pattern) is None
    found = find_suspicious(pattern)
    assert found is not None
    assert pattern[found.start : found.end] == wrong
    assert f"`{wrong}`" in found.message
    assert found.help.startswith(help)


@pytest.mark.parametrize(
    ("pattern", "fixed"),
    [
        ("yyyy'", "yyyy"),
        ("milliseconds'", "milliseconds"),
        ("518862600'", None),
        ("yyyy''", None),
        ("yyyy'T'", None),
        ("yyyyT'", None),
        ("yyyy'T", None),
        ("'", None),
    ],
)
def test_a_stray_last_quote_can_be_dropped(pattern: str, fixed: str | None) -> None:
    assert remove_stray_quote(pattern) == fixed


def test_the_platforms_own_word_is_not_javas() -> None:
    assert is_milliseconds("milliseconds")
    assert not is_milliseconds("Milliseconds")
    assert find_error("milliseconds") is not None


@given(st.text(alphabet="yMdHhmsSXTt'Z: é\U0001f600", max_size=40))
def test_places_are_within_and_messages_never_quote_the_pattern(pattern: str) -> None:
    for found in (find_error(pattern), find_suspicious(pattern)):
        if found is not None:
            assert 0 <= found.start < found.end <= len(pattern)
            assert all(len(quoted) <= 8 for quoted in re.findall("`([^`]*)`", found.message))


@pytest.mark.parametrize(
    "unit", ["'", "'a", "''a", "'a'", "y", "yM", "T", "X", "XT", " ", "'a''", "é'", "Sm"], ids=ascii
)
def test_long_patterns_take_linear_time(unit: str) -> None:
    pattern = unit * (100_000 // len(unit))
    begin = time.process_time()
    for text in (pattern, pattern + "'", "'" + pattern, pattern + "T"):
        find_error(text)
        find_suspicious(text)
    assert time.process_time() - begin < 5


def test_all_suspicious_fields_are_one_finding() -> None:
    found = find_suspicious("YYYY-MM-DD hh:mm")
    assert found is not None
    assert (found.start, found.end) == (0, 13)
    assert found.message == "`YYYY`, `DD` and `hh` probably do not mean what was intended"
    assert found.parts == ((0, 4, "yyyy"), (8, 10, "dd"), (11, 13, "HH"))


@pytest.mark.parametrize("pattern", ["518862600", "'Z'"])
def test_a_pattern_without_a_letter_is_suspicious(pattern: str) -> None:
    found = find_suspicious(pattern)
    assert found is not None
    assert "no pattern letter" in found.message
