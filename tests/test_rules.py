"""The rule files: their own examples, and laws that hold for all of them."""

from __future__ import annotations

import json
import pathlib
import re

import pytest
from jsonschema import Draft202012Validator

from ce_lint import generate
from ce_lint.checks.base import Check
from ce_lint.checks.registry import KINDS, check_class
from ce_lint.document.kinds import KINDS as DOCUMENT_KINDS
from ce_lint.examples import find_problems
from ce_lint.rulebook.loader import LoadedRule, load_file, load_folder
from ce_lint.rulebook.model import FAMILIES, parameters
from ce_lint.rulebook.shipped import data_folder, shipped_file, shipped_rules
from tests.helpers import run

FOLDER = pathlib.Path(data_folder("rules"))
FILES = sorted(FOLDER.glob("*/*.toml"))
RULES = shipped_rules()
LOADED = {path.stem: load_file(str(path)) for path in FILES}

# rules.md of the project: the names that are the product's
NAMES = {
    "syntax": "invalid-json invalid-yaml duplicate-key invisible-character",
    "structure": """missing-element-key missing-configuration missing-name unknown-field response-field misplaced-field
        nested-configuration invalid-tags invalid-boolean text-boolean surrounding-space leftover-placeholder""",
    "events": """missing-callback-url invalid-callback-url insecure-callback-url unlikely-callback-url
        missing-signature-key weak-signature-key unknown-event-type unknown-event-key events-not-enabled missing-poller
        unused-poller invalid-refresh-interval extreme-refresh-interval unpaired-basic-auth platform-managed-key
        events-disagree""",
    "polling": """invalid-event-objects invalid-poller-urls legacy-poller-urls poller-name-mismatch invalid-poller-json
        empty-poller invalid-poller-name missing-poller-url missing-id-field unknown-poller-field misplaced-poller-field
        misplaced-poller wrong-poller-type invalid-poller-url unbalanced-quote invalid-time-variable
        missing-time-variable fixed-poller-date invalid-date-format suspicious-date-format missing-date-format
        unknown-time-zone zone-conflict poller-url-mismatch duplicate-poller-url""",
    "authentication": """incomplete-oauth missing-provider-data incomplete-provider-data invalid-oauth-callback-url
        insecure-oauth-callback-url unknown-external-authentication dead-oauth-key""",
    "secrets": """literal-secret literal-grant-code secret-in-url exposed-authorization masked-secret
        broken-placeholder""",
    "allowances": "unused-allowance expired-allowance",
}


def test_every_rule_of_the_product_is_there_and_no_other() -> None:
    assert {family: set(names.split()) for family, names in NAMES.items()} == {
        family: {path.stem for path in FILES if path.parent.name == family} for family in FAMILIES
    }


@pytest.mark.parametrize("name", LOADED)
def test_the_law_of_examples(name: str) -> None:
    assert list(find_problems(LOADED[name], RULES)) == []


@pytest.mark.parametrize("path", FILES, ids=lambda path: path.stem)
def test_a_rule_file_fits_its_schema(path: pathlib.Path) -> None:
    import tomllib

    schema = json.loads(pathlib.Path(data_folder("schemas"), "rule.schema.json").read_text("utf-8"))
    assert list(Draft202012Validator(schema).iter_errors(tomllib.loads(path.read_text("utf-8")))) == []


@pytest.mark.parametrize("loaded", LOADED.values(), ids=LOADED)
def test_a_rule_explains_itself(loaded: LoadedRule) -> None:
    assert len(loaded.file.title) <= 90
    assert not loaded.file.title.endswith(".")
    assert 1 <= len(re.findall(r"[.!?](?:\s|$)", loaded.file.why)) <= 4
    assert loaded.file.help[-1] in ".?"


def test_nothing_made_is_out_of_step() -> None:
    assert generate.main(["--check"]) == 0


def test_a_stale_file_is_told(monkeypatch: pytest.MonkeyPatch, tmp_path: pathlib.Path) -> None:
    path = tmp_path / "made.txt"
    monkeypatch.setattr(generate, "made", lambda: {str(path): "new"})
    assert generate.main(["--check"]) == 1
    assert not path.exists()
    assert generate.main([]) == 0
    assert path.read_text() == "new"
    assert generate.main(["--check"]) == 0


def test_no_code_lies_among_the_data() -> None:
    assert [path for folder in ("rules", "schemas") for path in pathlib.Path(data_folder(folder)).rglob("*.py")] == []


@pytest.mark.parametrize("kind", KINDS)
def test_a_kind_is_named_once(kind: str) -> None:
    cls = check_class(kind)
    assert cls.kind == kind
    assert cls.__doc__ and cls.__doc__ != Check.__doc__
    assert parameters(cls) is not None


def test_every_kind_is_used_or_for_projects() -> None:
    used = {loaded.file.check["kind"] for loaded in LOADED.values()}
    assert set(KINDS) - used == {"shape"}


def test_a_rule_speaks_of_known_kinds_of_document() -> None:
    assert {kind for rule in RULES for kind in rule.applies} <= set(DOCUMENT_KINDS)


@pytest.mark.parametrize("rule", RULES, ids=lambda rule: rule.name)
def test_explain_shows_the_whole_of_a_rule(rule) -> None:  # type: ignore[no-untyped-def]
    shown = run("explain", rule.name)
    assert shown.status == 0
    for head in (rule.name, "Why", "Help", "Bad", "Good"):
        assert head in shown.out
    assert shipped_file(rule).rule.name == rule.name


def test_the_folder_loads_as_a_project_folder_would() -> None:
    assert [loaded.rule.name for loaded in load_folder(str(FOLDER))] == sorted(LOADED)
