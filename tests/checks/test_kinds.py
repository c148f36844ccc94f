"""The kinds of check that people's own rules use: what each reports, and what it leaves alone."""

from __future__ import annotations

import json
import pickle
from typing import Any

import pytest

from ce_lint.checks.discovery import find_kinds, locate_class
from ce_lint.checks.kinds.shape import Shape
from ce_lint.lint.check_file import run_bytes
from ce_lint.lint.fix import apply_fixes
from ce_lint.rulebook.rule import Rule, Rulebook
from ce_lint.util.errors import UserError
from tests.helpers import body

KINDS = find_kinds()


def make_rule(kind: str, fix: str = "safe", **parameters: Any) -> Rule:
    message = {} if kind == "shape" else {"message": "{key} is wrong"}
    data = {
        "title": "t",
        "severity": "warning",
        "help": "The help.",
        "applies": ["body"],
        "trigger_keys": None,
        "fix": fix,
        "check": locate_class(KINDS[kind]),
        "parameters": {**message, **parameters},
    }
    return Rule("own-rule", "house", data)


def check(rule: Rule, document: Any) -> list[tuple[str, str]]:
    """The places and messages of what a rule finds in a document."""
    found = run_bytes("a.json", json.dumps(document).encode(), Rulebook([rule])).violations
    return [("/".join(map(str, one.route)), one.message) for one in found]


def is_wrong(rule: Rule, value: Any) -> bool:
    return check(rule, body({"x.y": value})) != []


FORMS = [
    make_rule("number-range", keys=["x.y"], min=1),
    make_rule("boolean", keys=["x.y"]),
    make_rule("url", keys=["x.y"]),
    make_rule("secure-url", keys=["x.y"]),
    make_rule("matches", keys=["x.y"], pattern="^q$"),
    make_rule("one-of", keys=["x.y"], values=["q"]),
    make_rule("shape", within="configuration", schema={"properties": {"x.y": {"enum": ["q", "", "  ", None]}}}),
]
"""Rules that no value of the next test matches by its form."""


@pytest.mark.parametrize("value", ["", "  ", None, "<SIZE>", "${SIZE}", "{{size}}", "https://{{host}}/a"])
@pytest.mark.parametrize("rule", FORMS, ids=lambda rule: rule.check.kind)
def test_what_is_not_set_or_a_placeholder_breaks_no_form(rule: Rule, value: Any) -> None:
    assert not is_wrong(rule, value)


@pytest.mark.parametrize(
    ("parameters", "right", "wrong"),
    [
        (
            {"min": 1, "max": 20},
            [1, 20, "7", " 7 ", 7.0, "+7"],
            [0, 21, -1, "0", "21", 7.5, "7.5", "seven", True, "7x"],
        ),
        ({"min": 0.5, "whole": False}, [0.5, "0.75", 9], [0.25, "0.25"]),
        ({"max": 3}, [-9, 3], [4, 1e30]),
        ({}, [5], ["five", 1.5]),
    ],
)
def test_number_range(parameters: dict[str, Any], right: list[Any], wrong: list[Any]) -> None:
    rule = make_rule("number-range", keys=["x.y"], **parameters)
    assert [value for value in right if is_wrong(rule, value)] == []
    assert [value for value in wrong if not is_wrong(rule, value)] == []


@pytest.mark.parametrize(
    ("parameters", "help"),
    [
        ({"min": 1, "max": 2000}, "Write a whole number from 1 to 2000."),
        ({"min": 0.5, "whole": False}, "Write a number of at least 0.5."),
        ({"max": 1_000_000}, "Write a whole number of at most 1000000."),
        ({}, "Write a whole number."),
    ],
)
def test_number_range_says_which_numbers_are_valid(parameters: dict[str, Any], help: str) -> None:
    rule = make_rule("number-range", keys=["x.y"], **parameters)
    (found,) = run_bytes("a.json", json.dumps(body({"x.y": "q"})).encode(), Rulebook([rule])).violations
    assert (found.message, found.help) == ("`x.y` is wrong", help)


@pytest.mark.parametrize(
    ("pattern", "forbidden", "right", "wrong"),
    [
        ("^(?:eu|us)-[1-9]$", False, ["eu-1", "us-9"], ["eu-0", "EU-1", "xeu-1"]),
        ("(?i)^eu", False, ["EU-1"], ["us"]),
        (r"^\d+$", False, ["5", 5], ["5a", 5.5, True]),
        ("^true$", False, [True, "true"], [False]),
        (r"\.ngrok\.", True, ["https://a.example.com"], ["https://a.ngrok.io", "https://<TENANT>.ngrok.io"]),
        ("a", True, ["<a>", "${a}"], ["a"]),
        ("^(a+)+$", False, ["a" * 5000, "b" * 10_001], ["a" * 5000 + "b"]),
    ],
)
def test_matches(pattern: str, forbidden: bool, right: list[Any], wrong: list[Any]) -> None:
    rule = make_rule("matches", keys=["x.y"], pattern=pattern, forbidden=forbidden)
    assert [value for value in right if is_wrong(rule, value)] == []
    assert [value for value in wrong if not is_wrong(rule, value)] == []


def test_objects_and_arrays_are_the_matter_of_another_rule() -> None:
    for kind, parameters in (("number-range", {}), ("matches", {"pattern": "a"}), ("one-of", {"values": ["a"]})):
        rule = make_rule(kind, keys=["x.y"], **parameters)
        assert not is_wrong(rule, {"a": 1})
        assert not is_wrong(rule, [1])


def test_one_of_takes_the_text_of_numbers_and_booleans_and_corrects_case() -> None:
    rule = make_rule("one-of", keys=["x.y"], values=["1", "true", "csv"])
    assert not any(is_wrong(rule, value) for value in (1, True, "csv"))
    assert all(is_wrong(rule, value) for value in (2, False, "CSV", "tsv"))
    text = json.dumps(body({"x.y": " CSV"})).encode()
    book = Rulebook([rule])
    fixed = apply_fixes(text, run_bytes("a.json", text, book), lambda data: run_bytes("a.json", data, book))
    assert fixed.data == text.replace(b" CSV", b"csv")


def test_boolean_looks_at_suffixes_too() -> None:
    rule = make_rule("boolean", keys=["x.y"], suffixes=[".enabled"])
    assert check(rule, body({"a.enabled": "on", "x.y": "TRUE", "other": "on"})) == [
        ("configuration/a.enabled", "`a.enabled` is wrong")
    ]


@pytest.mark.parametrize(
    ("type_", "right", "wrong"),
    [
        ("string", ["a"], [1, True, {}, []]),
        ("number", [1, 1.5], ["1", True]),
        ("boolean", [True, False], ["true", 0]),
        ("object", [{}], [[], "a"]),
        ("array", [[]], [{}, "a"]),
    ],
)
def test_requires_a_type(type_: str, right: list[Any], wrong: list[Any]) -> None:
    rule = make_rule("requires", message="{keys} {is} not set", keys=["x.y"], type=type_)
    assert [value for value in right if is_wrong(rule, value)] == []
    assert [value for value in wrong if not is_wrong(rule, value)] == []


def test_requires_names_what_is_missing() -> None:
    rule = make_rule("requires", message="{keys} {is} not set", keys=["a", "b", "c"])
    assert check(rule, body({"b": 1})) == [("configuration", "`a` and `c` are not set")]
    assert check(rule, body({"a": 1, "b": 1, "c": ""})) == [("configuration/c", "`c` is not set")]
    assert check(rule, body({"a": 1, "b": 1, "c": 1})) == []
    one = make_rule("requires", message="{keys} {is} not set", keys=["a", "b"], any=True, when={"t": ["x"]})
    assert check(one, body({"t": "x"})) == [("configuration", "`a` and `b` are not set")]
    assert check(one, body({"t": "y"})) == check(one, body({"t": "x", "b": 1})) == []


def test_a_fix_is_offered_only_if_the_rule_says_so() -> None:
    text = json.dumps(body({"old": 1})).encode()
    for fix, safe in (("safe", True), ("unsafe", False), ("none", None)):
        rule = make_rule("renamed", fix, message="{key} is {name}", names={"old": "new"})
        (found,) = run_bytes("a.json", text, Rulebook([rule])).violations
        assert (found.fix.safe if found.fix else None) is safe


SCHEMAS: list[tuple[Any, Any, list[str]]] = [
    ({"properties": {"name": {"pattern": "^q"}}}, body(name="${NAME}"), []),
    ({"properties": {"name": {"enum": ["q"]}}}, body(name="<NAME>"), []),
    ({"properties": {"name": {"const": "q"}}}, body(name="{{name}}"), []),
    ({"properties": {"name": {"type": "integer"}}}, body(name="<NUMBER>"), []),
    ({"properties": {"name": {"format": "date"}}}, body(name="<DATE>"), []),
    ({"properties": {"name": {"format": "date"}}}, body(name="today"), ["`name` must have the format `date`"]),
    ({"properties": {"name": {"not": {"const": "q"}}}}, body(name="<NAME>"), []),
    ({"not": {"properties": {"name": {"const": "q"}}}}, body(name="<NAME>"), []),
    (
        {"oneOf": [{"properties": {"name": {"const": word}}} for word in ("a", "b")]},
        body(name="<NAME>"),
        [],
    ),
    (
        {"if": {"properties": {"name": {"const": "a"}}}, "then": {"required": ["tags"]}},
        body(name="<NAME>"),
        [],
    ),
    (
        {"if": {"properties": {"name": {"const": "a"}}}, "then": {"required": ["tags"]}},
        body(name="a", x="<X>"),
        ["The document must contain `tags`"],
    ),
    ({"properties": {"tags": {"contains": {"pattern": "^team-"}}}}, body(tags=["<TAG>"]), []),
    (
        {"properties": {"tags": {"contains": {"pattern": "^team-"}}}},
        body(tags=["a"]),
        ["`tags` does not match the schema (`contains`)"],
    ),
    (
        {
            "patternProperties": {"^(?:element|configuration|name)$": {}, "^x-": {"type": "string"}},
            "additionalProperties": False,
        },
        body(**{"x-a": "a", "x-b": 1, "nam": 1}),
        ["`nam` is not allowed by the schema", "`x-b` must be of type string"],
    ),
    (
        {"properties": {"name": {"pattern": "^(a+)+$"}}},
        body(name="a" * 60 + "b"),
        ["`name` must match the pattern `^(a+)+$`"],
    ),
    ({"additionalProperties": {"type": "object"}}, body(name="a"), ["`name` must be of type object"]),
]  # fmt: skip


@pytest.mark.parametrize(("schema", "document", "messages"), SCHEMAS)
def test_a_placeholder_is_no_violation_of_a_shape(schema: Any, document: Any, messages: list[str]) -> None:
    assert sorted(message for _, message in check(make_rule("shape", schema=schema), document)) == messages


def test_shape_has_a_message_of_its_own() -> None:
    schema = {"properties": {"name": {"maxLength": 2}}, "additionalProperties": {"not": {"const": 7}}}
    rule = make_rule("shape", schema=schema, message="By our rules, {key} {problem}")
    assert check(rule, body(name="long")) == [("name", "By our rules, `name` must have at most 2 characters")]


def test_a_shape_that_was_used_goes_to_another_process() -> None:
    rule = make_rule("shape", schema={"required": ["tags"]})
    before = check(rule, body())
    assert before == [("", "The document must contain `tags`")]
    assert check(pickle.loads(pickle.dumps(rule)), body()) == before


def test_a_recursive_shape_ends() -> None:
    schema = {"properties": {"configuration": {"$ref": "#/properties/configuration"}}}
    assert check(make_rule("shape", schema=schema), body()) == []


@pytest.mark.parametrize(
    ("schema", "words"),
    [
        ({"$ref": "#"}, "it refers to itself endlessly"),
        ({"$ref": "https://example.com/schema.json"}, "points outside the schema"),
        ({"properties": {"a": {"$ref": "#/$defs/b"}}}, "points to nothing in the schema"),
        ({"pattern": "(?=a)"}, "the pattern '(?=a)' cannot be used: `(?=` is not supported"),
        ({"patternProperties": {"(a)\\1": {}}}, "`\\1` is not supported"),
        ({"patternProperties": {"a": {}}, "unevaluatedProperties": False}, "is not supported together with"),
        ({"type": "objekt"}, "not a valid JSON Schema at type"),
    ],
)
def test_a_schema_that_cannot_be_used(schema: Any, words: str) -> None:
    error = Shape(schema=schema).find_parameter_error()
    assert error is not None
    assert error[0] == "schema"
    assert words in error[1]


def test_an_option_is_validated_too() -> None:
    rule = make_rule("matches", keys=["x.y"], pattern="a")
    with pytest.raises(UserError, match=r"options\.own-rule\.pattern: `\(\?=` is not supported"):
        rule.with_options({"pattern": "(?=a)"})
    numbers = make_rule("number-range", keys=["x.y"], min=1, max=5)
    with pytest.raises(UserError, match=r"options\.own-rule\.max: it is less than `min`"):
        numbers.with_options({"max": 0})
    assert numbers.with_options({"max": 9}).get_option("max") == 9
