"""In which line of a TOML text a key stands: the library that reads it does not tell."""

from __future__ import annotations

import tomllib

import hypothesis.strategies as st
import pytest
from hypothesis import given, settings

from ce_lint.util.toml_lines import describe_toml_error, find_toml_line

TEXT = '''# [limits]
extends = "base.toml"
include = [
  "a", # fail-on = "never"
  "b]",
]
"fail-on" = "error"
reason = """
[[allow]]
rule = "x"
"""

[limits] # a = b
signature-key = 20

  [[allow]]
  rule = "a"
  reason = \'\'\'
[limits]\'\'\'
[[ allow ]]
rule = "b"
[severity]
"a.b" = "off"
options.x = 1
[options.rule]
key = { rule = 1,
  x = 2 }
'''
PLACES = [
    (["extends"], 2),
    (["include"], 3),
    (["include", 1], 3),
    (["fail-on"], 7),
    (["limits"], 13),
    (["limits", "signature-key"], 14),
    (["limits", "absent"], 13),
    (["allow"], 16),
    (["allow", 0], 16),
    (["allow", 0, "rule"], 17),
    (["allow", 0, "reason"], 18),
    (["allow", 1, "rule"], 21),
    (["severity", "a.b"], 23),
    (["severity", "options", "x"], 24),
    (["options", "rule", "key"], 26),
    (["absent"], 1),
    ([], 1),
]


@pytest.mark.parametrize("eol", ["\n", "\r\n"], ids=["lf", "crlf"])
@pytest.mark.parametrize(("steps", "line"), PLACES, ids=[".".join(map(str, row[0])) for row in PLACES])
def test_the_line_of_a_key(steps: list[str | int], line: int, eol: str) -> None:
    assert find_toml_line(TEXT.replace("\n", eol), steps) == line


@settings(max_examples=300, deadline=None)
@given(st.text(alphabet="[]{}\"'=#.\n\\ab ", max_size=60), st.lists(st.sampled_from(["a", "b", 0, 1]), max_size=3))
def test_any_text_has_an_answer(text: str, steps: list[str | int]) -> None:
    assert 1 <= find_toml_line(text, steps) <= text.count("\n") + 1


MISTAKES = [
    ("a = \nb = 1", ":1:5", "invalid value"),
    ("a = 1\na = 2", "", "cannot overwrite a value at the end of the file"),
    ("[hunter2]\n[hunter2]\n", ":2:", "cannot declare"),
    ("x = {hunter2 = 1, hunter2 = 2}", ":1:", "duplicate inline table key"),
    ("a 1", ":1:3", "expected '=' after a key in a key/value pair"),
    ("a = [1,", "", "at the end of the file"),
    ("a = " + "9" * 5000, "", "too many digits"),
    ("a = " + "[" * 5000, "", "nested too deeply"),
    ('a = "hunter2', "", "at the end of the file"),
    ("a = 2027-02-30", ":1:", "invalid date"),
    ("a = hunter2", ":1:5", "invalid value"),
    ('a = "x\x01hunter2"', ":1:", "illegal character"),
]


@pytest.mark.parametrize(("text", "place", "words"), MISTAKES, ids=[row[2] for row in MISTAKES])
def test_a_mistake_is_told_without_the_text(text: str, place: str, words: str) -> None:
    with pytest.raises((ValueError, RecursionError)) as caught:
        tomllib.loads(text)
    where, said = describe_toml_error(caught.value)
    assert where.startswith(place)
    assert words in said
    assert "hunter2" not in where + said
    assert "999" not in said


@settings(max_examples=300, deadline=None)
@given(st.text(alphabet="[]{}\"'=#.\n\\,-:", max_size=20), st.integers(0, 20))
def test_no_mistake_repeats_the_text(text: str, at: int) -> None:
    text = text[:at] + "hunter2" + text[at:]
    try:
        tomllib.loads(text)
    except (ValueError, RecursionError) as error:
        assert "hunter" not in "".join(describe_toml_error(error))
