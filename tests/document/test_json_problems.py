"""Every cause: what is reported where, and what is read nevertheless."""

from __future__ import annotations

import re
from typing import Any

import pytest

from ce_lint.document.json import problems
from ce_lint.document.json.parser import parse_json

TABLE: list[tuple[str, str, Any]] = [
    # commas
    ("missing-comma", '{"a": «1» "b": 2}', {"a": 1, "b": 2}),
    ("missing-comma", '{"a": "x«"»\n "b": 2}', {"a": "x", "b": 2}),
    ("missing-comma", '["a«"» "b"]', ["a", "b"]),
    ("missing-comma", '["a«"»"b", "c"]', ["a", "b", "c"]),
    ("missing-comma", '{"a": {"b": 1«}» "c": 2}', {"a": {"b": 1}, "c": 2}),
    ("missing-comma", "[{«}» {}]", [{}, {}]),
    ("missing-comma", '{"a": "x"«;» "b": 2}', {"a": "x", "b": 2}),
    ("missing-comma", '{"a": "x"«.»\n "b": 2}', {"a": "x", "b": 2}),
    ("trailing-comma", '{"a": 1«,»\n}', {"a": 1}),
    ("trailing-comma", '["a"«,,»]', ["a"]),
    ("extra-comma", "[1,«,» 2]", [1, 2]),
    ("extra-comma", '{«,» "a": 1}', {"a": 1}),
    ("extra-comma", '{"a": 1, «, ,» "b": 2}', {"a": 1, "b": 2}),
    # colons, keys and values
    ("missing-colon", '{"a«"» 1, "b": 2}', {"a": 1, "b": 2}),
    ("missing-colon", '{"a«"» {"b": 2}}', {"a": {"b": 2}}),
    ("missing-colon", '{"a" «=» "x"}', {"a": "x"}),
    ("missing-colon", '{"a" «=>» 1}', {"a": 1}),
    ("missing-value", '{"a"«:» , "b": 1}', {"a": None, "b": 1}),
    ("missing-value", '{"a"«:» }', {"a": None}),
    ("missing-value", '{«"a"», "b": 1}', {"a": None, "b": 1}),
    ("missing-value", '{"a"«:»\n "b": 1}', {"a": None, "b": 1}),
    ("missing-value", '{«"a"»\n "b": 1}', {"a": None, "b": 1}),
    ("missing-key", '{«:» 1, "b": 2}', {"b": 2}),
    ("missing-key", '{«{»"a": 1}, "b": 2}', {"b": 2}),
    ("unquoted-key", '{«a.b»: 1, "c": 2}', {"a.b": 1, "c": 2}),
    ("unquoted-key", "{«1»: 2}", {"1": 2}),
    ("unquoted-key", '{«a"»: 1}', {"a": 1}),
    ("unquoted-value", '{"a": «some words», "b": 1}', {"a": "some words", "b": 1}),
    ("unquoted-value", '{"a": «http://x/y»\n}', {"a": "http://x/y"}),
    ("unquoted-value", '{"a": «2024-01-01»}', {"a": "2024-01-01"}),
    ("unquoted-value", '{"a": «x, y{z}"», "b": 1}', {"a": "x, y{z}", "b": 1}),
    ("unquoted-value", "[«True»]", [True]),
    ("unquoted-value", "[«FALSE»]", [False]),
    ("unquoted-value", "[«None», 1]", [None, 1]),
    # what JSON does not have
    ("comment", '{"a": 1, «// see http://x»\n "b": 2}', {"a": 1, "b": 2}),
    ("comment", '{«//////\n//"id": 1,//\n//////»\n "a": "http://x"}', {"a": "http://x"}),
    ("comment", '{"a": «/* one\n two */» 1}', {"a": 1}),
    ("comment", '[1 «# one\n # two»\n, 2]', [1, 2]),
    ("comment", '{"a": "x" «// y»\n, "b": 1}', {"a": "x", "b": 1}),
    ("comment", '[1] «/* never closed»', [1]),
    ("ellipsis", '{"a": 1,\n «...»\n "b": 2}', {"a": 1, "b": 2}),
    ("not-a-number", "[«NaN»]", [None]),
    ("not-a-number", "[«-Infinity»]", [None]),
    ("bad-number", "[«01»]", [1]),
    ("bad-number", "[«1.»]", [1.0]),
    ("bad-number", "[«.5»]", [0.5]),
    ("bad-number", "[«+1»]", [1]),
    ("bad-number", "[«0x1F»]", [31]),
    ("bad-number", "[«1e»]", ["1e"]),
    ("template-expression", '{"a": «{{page.id}}», "b": 1}', {"a": "{{page.id}}", "b": 1}),
    ("template-expression", '{"a": {"b": «{{x}}»}}', {"a": {"b": "{{x}}"}}),
    ("template-expression", '{"a": «<NAME>»}', {"a": "<NAME>"}),
    ("template-expression", '{"a": «${NAME}»}', {"a": "${NAME}"}),
    ("template-expression", '{"a": «https://${HOST}/{{x}}/y»}', {"a": "https://${HOST}/{{x}}/y"}),
    ("template-expression", '{"a": «{% x %}», "b": 1}', {"a": "{% x %}", "b": 1}),
    ("template-expression", '{"a": 1, «{% endif %}» }', {"a": 1}),
    ("template-expression", '{«{{members}}» "b": 1}', {"b": 1}),
    ("line-continuation", '{ «\\»\n "a": 1}', {"a": 1}),
    ("unexpected-character", '{"a": 1 «)»}', {"a": 1}),
    ("unexpected-character", "[«*», 1]", [1]),
    ("unexpected-character", '{«\xa0\xa0»"a":\xa01}', {"a": 1}),
    ("unexpected-character", '[«@@», 1]', [1]),
    ("unexpected-character", '«```json»\n[1]', [1]),
    # strings
    ("smart-quote", '{"a": «“x”», "b": 1}', {"a": "x", "b": 1}),
    ("smart-quote", '{«“a”»: 1}', {"a": 1}),
    ("smart-quote", '{"a": «“x"», "b": 1}', {"a": "x", "b": 1}),
    ("smart-quote", '{"a": «"x”»,\n "b": 1}', {"a": "x", "b": 1}),
    ("smart-quote", "{\"a\": «‘it's’»}", {"a": "it's"}),
    ("single-quote", "{\"a\": «'it's'», \"b\": 1}", {"a": "it's", "b": 1}),
    ("smart-quote", '{"a": «“x “y” z”», "b": 2}', {"a": "x “y” z", "b": 2}),
    ("template-expression", '{"a": 1,\n «<MORE>»\n}', {"a": 1}),
    ("unquoted-value", '{"a": «#FF00FF», "b": 1}', {"a": "#FF00FF", "b": 1}),
    ("unquoted-value", '[«undefined»]', [None]),
    ("single-quote", "{«'a'»: 1}", {"a": 1}),
    ("escaped-quote", '{«\\"»a\\": \\"b\\"}', {"a": "b"}),
    ("raw-line-break", '{"a": "one«\n»  two", "b": 1}', {"a": "one\n  two", "b": 1}),
    ("raw-line-break", '["one«\r\n»two\n\nthree\n", 2]', ["one\r\ntwo\n\nthree\n", 2]),
    ("raw-line-break", '["one«\\\n»two"]', ["one\\\ntwo"]),
    ("control-character", '["a«\t»b\tc"]', ["a\tb\tc"]),
    ("unescaped-quote", '{"a": "see <a href=«"»http://x" target="_b">y</a>.", "b": 1}',
     {"a": 'see <a href="http://x" target="_b">y</a>.', "b": 1}),
    ("unescaped-quote", '{"a": "say «"»yes", then go", "b": 1}', {"a": 'say "yes", then go', "b": 1}),
    ("unescaped-quote", '["an «"»inner" one"]', ['an "inner" one']),
    ("unescaped-quote", '{"a": "{«"»b": "c", "d": 1}", "e": 2}', {"a": '{"b": "c", "d": 1}', "e": 2}),
    ("unterminated-string", '{"a": "xy«z»\n "b": 1}', {"a": "xyz", "b": 1}),
    ("unterminated-string", '{"a": "xy«z»,\n "b": 1}', {"a": "xyz", "b": 1}),
    ("unterminated-string", '{"a": "xy«z», "b": 1}', {"a": "xyz", "b": 1}),
    ("unterminated-string", '{"a": {"b": "xy«z»}}', {"a": {"b": "xyz"}}),
    ("unterminated-string", '{"«a»: 1, "b": 2}', {"a": 1, "b": 2}),
    ("unterminated-string", '{"a": {"«b»: "c"}}', {"a": {"b": "c"}}),
    ("bad-escape", r'["C:«\d»ir\x"]', [r"C:\dir\x"]),
    ("bad-escape", r'["a«\u12»"]', [r"a\u12"]),
    # brackets, and the text as a whole
    ("unclosed", '{"a": 1, "b": «[»1', {"a": 1, "b": [1]}),
    ("unclosed", '«{»"a": 1', {"a": 1}),
    ("unclosed", '{\n  "a": «{»\n    "b": 1,\n  "c": 2,\n  "d": 3\n}', {"a": {"b": 1, "c": 2, "d": 3}}),
    ("unclosed", '{"tags": «[»"a", "name": "b"}', {"tags": ["a"], "name": "b"}),
    ("unclosed", '{"a": «[»1, 2}', {"a": [1, 2]}),
    ("unclosed", '{"a": "brea«k»', {"a": "break"}),
    ("mismatched-bracket", '{"a": [1, 2«}», "b": 1}', {"a": [1, 2], "b": 1}),
    ("mismatched-bracket", '{"a": 1«]»', {"a": 1}),
    ("extra-closing", '{"a": 1}«}»', {"a": 1}),
    ("extra-closing", '{"a": [1]«]», "b": 2}', {"a": [1], "b": 2}),
    ("data-after-end", '{"a": 1}«,» "b": 2, "c": [3]}', {"a": 1, "b": 2, "c": [3]}),
    ("data-after-end", '{"a": 1}«}», "b": 2}', {"a": 1, "b": 2}),
    ("data-after-end", '{"a": 1}\n«{»"b": 2,}', {"a": 1}),
    ("data-after-end", '[1]«x»', [1]),
    ("missing-brace", '«"a"»: 1, "b": 2', {"a": 1, "b": 2}),
    ("missing-brace", '«"a"»: 1, "b": 2}', {"a": 1, "b": 2}),
    ("empty", "«»", None),
    ("empty", "« \n »", None),
]  # fmt: skip
"""The cause, the text with its place between « and » (the outermost ones), and what is read."""


def _split(marked: str) -> tuple[str, int, int]:
    start, end = marked.index("«"), marked.rindex("»")
    return marked[:start] + marked[start + 1 : end] + marked[end + 1 :], start, end - 1


@pytest.mark.parametrize(("cause", "marked", "value"), TABLE, ids=[row[1] for row in TABLE])
def test_one_mistake_is_one_problem_at_its_place(cause: str, marked: str, value: Any) -> None:
    text, start, end = _split(marked)
    reading = parse_json(text)
    assert [(problem.cause, tuple(problem.span)) for problem in reading.problems] == [(cause, (start, end))]
    assert reading.value == value
    assert {problem.rule for problem in reading.problems} == {"invalid-json"}


def test_every_cause_is_in_the_table() -> None:
    causes = {problems.create_problem(word, 0, 0).cause for word in problems.WORDS} | {"unclosed"}
    assert causes - {"too-deep"} == {row[0] for row in TABLE}


@pytest.mark.parametrize("word", problems.WORDS)
def test_messages_are_one_sentence_with_a_fix(word: str) -> None:
    problem = problems.create_problem(word, 0, 0)
    assert re.fullmatch(r"[A-Z].*[^.]", problem.message)
    assert re.fullmatch(r"[A-Z].*[.]", problem.help)


@pytest.mark.parametrize(("cause", "marked", "value"), TABLE, ids=[row[1] for row in TABLE])
def test_no_message_quotes_the_text(cause: str, marked: str, value: Any) -> None:
    text, _, _ = _split(marked)
    del value
    secret = re.sub(r"[a-z]{2,}", "geheim", text)
    for problem in (problem for problem in parse_json(secret).problems if problem.rule == "invalid-json"):
        assert "geheim" not in problem.message + problem.help, cause


def test_several_mistakes_are_all_found() -> None:
    text = '{\n  // note\n  "a": "x"\n  "b": {{y}},\n  \'c\': True,\n  "d": [1, 2,],\n}'
    causes = [problem.cause for problem in parse_json(text).problems]
    assert causes == [
        "comment", "missing-comma", "template-expression", "single-quote", "unquoted-value",
        "trailing-comma", "trailing-comma",
    ]  # fmt: skip


def test_a_script_literal_is_read_through() -> None:
    reading = parse_json("{a: 'x', b: 'it\\'s', c: [1, 2,],}")
    assert reading.value == {"a": "x", "b": "it\\'s", "c": [1, 2]}
    assert len(reading.problems) == 7


def test_unclosed_names_the_line() -> None:
    (problem,) = parse_json('{\n "a": [\n  {\n').problems
    assert problem.message == "The brace `{` opened on line 3 is not closed (and 2 more around it)"
