"""Every problem that the YAML reader reports, at the exact place, and what it could read all the same."""

from __future__ import annotations

from typing import Any

import pytest

from ce_lint.document.nodes import Span, SyntaxProblem
from ce_lint.document.yaml import problems
from ce_lint.document.yaml.parser import parse_yaml

# cause, text, the marked part, the value
TABLE: list[tuple[str, str, str, Any]] = [
    ("unquoted-braces", "a: 1\nb: {{ x }}\nc: 2", "{{ x }}", {"a": 1, "b": {}, "c": 2}),
    ("unquoted-braces", "a: 1\nb: {{ x }}/y\nc: 2", "{{ x }}", {"a": 1, "b": {}}),
    ("unquoted-braces", "- {{ x", "{{", [{}]),
    ("unquoted-template", "a: 1\n{% if x %}\nb: 2", "{% if x %}", {"a": 1}),
    ("unquoted-start", "a: 1\nb: %x", "%", {"a": 1}),
    ("unquoted-start", "a: @x", "@", {}),
    ("unquoted-start", "- `x`", "`", []),
    ("unquoted-asterisk", "a: * * *", "*", {}),
    ("unquoted-ampersand", "a: & b", "&", {}),
    ("unknown-alias", "a: *x\nb: 1", "*x", {"a": None, "b": 1}),
    ("unknown-alias", "a: *x y\nb: 1", "*x", {"a": None}),
    ("recursive-alias", "a: &x [1, *x]\nb: 1", "*x", {"a": [1, None], "b": 1}),
    ("unquoted-colon", "a: 1\nb: c: d", ":", {"a": 1, "b": "c"}),
    ("text-after-quote", 'a: "x" y', "y", {"a": "x"}),
    ("text-after-bracket", "a: [x] y", "y", {"a": ["x"]}),
    ("text-after-value", "[x]\ny", "y", ["x"]),
    ("tab-indentation", "a:\n\tb: 1", "\t", {}),
    ("bad-indentation", "a:\n  b: 1\n c: 2", "c: 2", {"a": {"b": 1}}),
    ("bad-indentation", "a: 1\n  b: 2", "b", {"a": "1 b"}),
    ("missing-space", "a: 1\nb:2\nc: 3", ":", {"a": 1}),
    ("missing-colon", "a: 1\nfoo bar\nc: 3", "foo bar", {"a": 1}),
    ("list-on-key-line", "a: - b", "-", {}),
    ("unclosed-quote", "a: 1\nb: 'x\nc: 2", "'", {"a": 1}),
    ("bad-escape", 'a: "\\q"', "\\q", {}),
    ("unclosed-bracket", "a: [1, 2\nb: 3", "[", {"a": [1, "2 b"]}),
    ("unclosed-bracket", "a: {b: [1, 2", "[", {"a": {"b": [1, 2]}}),
    ("unexpected-bracket", "a: ]", "]", {}),
    ("missing-comma", '{\n  "a": 1\n  "b": 2\n}', '"b"', {"a": '1 "b"'}),
    ("unexpected-comma", "[1,,2]", ",", [1]),
    ("bad-block-header", "a: | x\n  y", "x", {}),
    ("bad-tag", "a: !x!y z", "!", {}),
    ("bad-directive", "%x\na: 1", "%x", None),
    ("complex-key", "? [a]\n: b\nc: d", "[", {"c": "d"}),
    ("complex-key", "? {? [a] : b} : c\nd: e", "{", {"d": "e"}),
    ("special-character", "a: b\x07c\nd: [", "\x07", {"a": "b\x07c", "d": []}),
    ("special-character", "a: \ud800", "\ud800", {"a": "\ud800"}),
    ("long-key", "a" * 2_000 + ": b", "a" * 2_000, "a" * 2_000),
]


@pytest.mark.parametrize(("cause", "text", "marked", "value"), TABLE)
def test_a_mistake_is_told_once_where_it_stands(cause: str, text: str, marked: str, value: Any) -> None:
    (reading,) = parse_yaml(text)
    assert [(problem.rule, problem.cause) for problem in reading.problems] == [("invalid-yaml", cause)]
    span = reading.problems[0].span
    assert text[span.start : span.end] == marked
    assert reading.value == value


def test_every_cause_has_an_example() -> None:
    elsewhere = {"too-deep", "alias-bomb", "bad-syntax"}
    assert {cause for cause, *_ in TABLE} | elsewhere == set(problems._WORDS)


def test_equal_keys_point_at_the_first_one() -> None:
    (reading,) = parse_yaml("tags: 1\nb: 2\ntags: 3")
    (problem,) = reading.problems
    assert problem == SyntaxProblem(
        "duplicate-key",
        "duplicate-key",
        Span(13, 17),
        "`tags` occurs twice in this mapping; the last value is used",
        "Remove one of the two, or rename it.",
        Span(0, 4),
        is_local=True,
    )
    assert reading.value == {"tags": 3, "b": 2}


def test_a_broken_document_leaves_the_others_alone() -> None:
    readings = parse_yaml("a: 1\n---\nb: [\n---\nc: 3\n...\n%x\n---\nd: 4")
    assert [reading.value for reading in readings] == [{"a": 1}, {"b": []}, {"c": 3}, {"d": 4}]
    assert [[problem.cause for problem in reading.problems] for reading in readings] == [
        [],
        ["unclosed-bracket"],
        [],
        [],
    ]


def test_two_mistakes_on_two_lines_are_two_problems() -> None:
    (reading,) = parse_yaml("a: {{ x }}\nb: c: d")
    assert [problem.cause for problem in reading.problems] == ["unquoted-braces", "unquoted-colon"]


def test_messages_quote_nothing() -> None:
    for cause, text, *_ in TABLE:
        (problem,) = parse_yaml(text.replace("x", "s3cr3t"))[0].problems
        assert "s3cr3t" not in problem.message + problem.help, cause
