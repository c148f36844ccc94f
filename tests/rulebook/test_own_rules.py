"""A project's own rules: loading and testing them, and the messages for a rule file that is wrong."""

from __future__ import annotations

import json
import pathlib

import pytest

from tests.helpers import body, run

GOOD_RULE = """title = "No owner"
severity = "warning"
why = "Nobody knows whom to ask. Nothing else."
help = "Add a tag that begins with owner-."

[check]
kind = "shape"
schema = { type = "object", properties = { tags = { contains = { pattern = "^owner-" } } }, required = ["tags"] }

[[bad]]
at = [""]
text = '''
{"element": {"key": "dropbox"}, "configuration": {}, "name": "n"}
'''

[[good]]
text = '''
{"element": {"key": "dropbox"}, "configuration": {}, "tags": ["owner-anna"], "name": "n"}
'''
"""


@pytest.fixture
def folder(tmp_path: pathlib.Path, monkeypatch: pytest.MonkeyPatch) -> pathlib.Path:
    monkeypatch.chdir(tmp_path)
    (tmp_path / "house").mkdir()
    (tmp_path / "house" / "missing-owner.toml").write_text(GOOD_RULE)
    return tmp_path


def test_an_own_rule_is_run_listed_and_explained(folder: pathlib.Path) -> None:
    (folder / "a.json").write_text(json.dumps(body()))
    shown = run("check", "--rules", "house", "a.json")
    assert (shown.status, "warning missing-owner: The document must contain `tags`" in shown.out) == (0, True)
    assert run("check", "a.json").out.endswith("no findings\n")
    assert run("check", "--rules", "house", "--select", "house", "--fail-on", "warning", "a.json").status == 1
    assert "missing-owner" in run("rules", "--rules", "house").out
    assert "Nobody knows whom to ask" in run("explain", "--rules", "house", "missing-owner").out


def test_the_examples_are_tested(folder: pathlib.Path) -> None:
    shown = run("test-rules", "house")
    assert (shown.status, shown.out) == (0, "1 rule, 2 examples: all pass\n")
    path = folder / "house" / "missing-owner.toml"
    path.write_text(
        GOOD_RULE.replace('at = [""]', 'at = ["name"]').replace('"owner-anna"], "name": "n"', '"anna"], "x": 1')
    )
    shown = run("test-rules", "house")
    assert shown.status == 1
    for words in (
        "bad example 1: it does not break missing-owner at name",
        "bad example 1: it breaks missing-owner at the root (1:1), which `at` does not name",
        "good example 1: it breaks missing-name at the root (1:1)",
        "good example 1: it breaks missing-owner at tags",
    ):
        assert words in shown.out


def test_an_example_must_be_a_document(folder: pathlib.Path) -> None:
    path = folder / "house" / "missing-owner.toml"
    path.write_text(GOOD_RULE.replace('{"element": {"key": "dropbox"}, "configuration": {}, "name": "n"}', "{}"))
    assert "bad example 1: it is not an instance document" in run("test-rules", "house").out


def test_a_schema_in_a_file_of_its_own(folder: pathlib.Path) -> None:
    rule = GOOD_RULE.splitlines()
    rule[7] = 'schema = "owner.schema.json"'
    (folder / "house" / "missing-owner.toml").write_text("\n".join(rule))
    assert "owner.schema.json: no such file or directory" in run("test-rules", "house").err
    (folder / "house" / "owner.schema.json").write_text("{")
    assert "owner.schema.json: not valid JSON" in run("test-rules", "house").err
    (folder / "house" / "owner.schema.json").write_text(json.dumps({"required": ["tags"]}))
    assert run("test-rules", "house").status == 0


WRONG = [
    ("title = ", "[[", "not valid TOML: "),
    (
        'kind = "shape"',
        'kind = "shpae"',
        ":7: check.kind: unknown kind `shpae`. Did you mean `shape`? The kinds are boolean, forbids, ",
    ),
    ('kind = "shape"', "kind = 'zzz'", "check.kind: unknown kind `zzz`. The kinds are boolean, forbids, "),
    ('kind = "shape"', "kind = ['shape']", "check.kind: unknown kind `['shape']`. The kinds are boolean, "),
    (
        'kind = "shape"',
        "kind = 'poller-url-mismatch'",
        "check.kind: unknown kind `poller-url-mismatch`. The kinds are ",
    ),
    ('kind = "shape"', "", "check.kind: it is missing. The kinds are boolean, forbids, "),
    ('severity = "warning"', 'severity = "warn"', ":2: severity: input should be 'error', 'warning', 'info' or 'off'"),
    (
        "why = ",
        "wyh = ",
        "wyh: unknown field. Did you mean `why`? The fields are applies, bad, check, fix, fix-title, good, ",
    ),
    ("why = ", "wyh = ", "why: it is missing"),
    (
        "schema = {",
        "shema = {",
        "check.shema: unknown field. Did you mean `schema`? The fields are kind, message, schema, within",
    ),
    ('at = [""]', "at = []", "bad.0.at: list should have at least 1 item"),
    ("[[good]]", "[[god]]", "god: unknown field. Did you mean `good`?"),
    ("why = ", "zzz = 1\nwhy = ", ":3: zzz: unknown field. The fields are applies, "),
    (
        "text = ",
        "fixd = ''\ntext = ",
        "bad.0.fixd: unknown field. Did you mean `fixed`? The fields are at, file, fixed, text",
    ),
    ('help = "', 'fix = "perhaps"\nhelp = "', ":4: fix: input should be 'safe', 'unsafe' or 'none'"),
    (
        'help = "',
        'options = ["shema"]\nhelp = "',
        ":4: options: the check has no parameter `shema`. The parameters are ",
    ),
    ('type = "object"', 'pattern = "(?=a)"', ":8: check.schema: the pattern '(?=a)' cannot be used: "),
    ('type = "object"', 'type = "objekt"', "check.schema: not a valid JSON Schema at type"),
    ('help = "', 'applies = ["boody"]\nfix = "', "applies.0: input should be 'body'"),
]


@pytest.mark.parametrize(("old", "new", "words"), WRONG, ids=[row[2][:30] for row in WRONG])
def test_a_wrong_file_is_told_precisely(folder: pathlib.Path, old: str, new: str, words: str) -> None:
    (folder / "house" / "missing-owner.toml").write_text(GOOD_RULE.replace(old, new, 1))
    shown = run("test-rules", "house")
    assert shown.status == 2
    assert words in shown.err
    assert "missing-owner.toml" in shown.err
    assert run("check", "--rules", "house", ".").status == 2


def test_names_are_identities(folder: pathlib.Path) -> None:
    (folder / "house" / "Wrong_Name.toml").write_text(GOOD_RULE)
    assert "a rule is named in lower case with dashes" in run("test-rules", "house").err
    (folder / "house" / "Wrong_Name.toml").unlink()
    (folder / "house" / "more").mkdir()
    (folder / "house" / "more" / "missing-owner.toml").write_text(GOOD_RULE)
    assert "has the same name" in run("test-rules", "house").err
    (folder / "house" / "more" / "missing-owner.toml").unlink()
    (folder / "house" / "missing-owner.toml").rename(folder / "house" / "missing-name.toml")
    assert "another rule has the same name; rename this one" in run("check", "--rules", "house", ".").err


def test_an_empty_folder_is_told(folder: pathlib.Path) -> None:
    (folder / "none").mkdir()
    assert "there are no rule files (*.toml) in it" in run("test-rules", "none").err


SHAPES = [
    ({"properties": {"name": {"type": "integer"}}}, "`name` must be of type integer"),
    ({"properties": {"name": {"enum": ["a", "b"]}}}, "`name` must be one of a, b"),
    ({"properties": {"name": {"maxLength": 2}}}, "`name` must have at most 2 characters"),
    ({"properties": {"name": {"not": {}}}}, "`name` does not match the schema (`not`)"),
    (
        {"additionalProperties": False, "properties": {"element": {}, "configuration": {}, "nam": {}}},
        "`name` is not allowed by the schema",
    ),
    ({"required": ["tags", "owner"]}, "The document must contain `tags` and `owner`"),
]


@pytest.mark.parametrize(("schema", "words"), SHAPES, ids=[row[1] for row in SHAPES])
def test_jsonschema_speaks_in_our_words_and_repeats_no_value(folder: pathlib.Path, schema: object, words: str) -> None:
    rule = GOOD_RULE.splitlines()
    rule[7] = 'schema = "owner.schema.json"'
    (folder / "house" / "missing-owner.toml").write_text("\n".join(rule))
    (folder / "house" / "owner.schema.json").write_text(json.dumps(schema))
    (folder / "a.json").write_text(json.dumps(body(name="quux-quux")))
    shown = run("check", "-q", "--rules", "house", "a.json")
    assert words in shown.out
    assert shown.out.count("missing-owner:") == 1
    assert "quux" not in shown.out
