"""The rule files: their own examples, and laws that hold for all of them."""

from __future__ import annotations

import json
import pathlib
import re
import tomllib
from collections.abc import Iterator

import pytest
from jsonschema import Draft202012Validator

from ce_lint import generate
from ce_lint.checks.base import Check
from ce_lint.checks.discovery import find_kinds, find_rule_checks, locate_class
from ce_lint.document.kinds import KINDS as DOCUMENT_KINDS
from ce_lint.examples import find_problems
from ce_lint.lint.check_file import run_bytes
from ce_lint.rulebook.families import FAMILIES
from ce_lint.rulebook.loader import LoadedRule, load_file, load_folder
from ce_lint.rulebook.model import RuleFile, find_parameters, get_meaning
from ce_lint.rulebook.rule import Rule, Rulebook
from ce_lint.rulebook.shipped import find_data_folder, load_shipped_file, load_shipped_rules
from tests.helpers import run

FOLDER = pathlib.Path(find_data_folder("rules"))
FILES = sorted(FOLDER.glob("*/*.toml"))
RULES = load_shipped_rules()
LOADED = {path.stem: load_file(str(path)) for path in FILES}


@pytest.mark.parametrize("name", LOADED)
def test_the_law_of_examples(name: str) -> None:
    assert list(find_problems(LOADED[name], RULES)) == []


@pytest.mark.parametrize("path", FILES, ids=lambda path: path.stem)
def test_a_rule_file_fits_its_schema(path: pathlib.Path) -> None:
    schema = json.loads(pathlib.Path(find_data_folder("schemas"), "rule.schema.json").read_text("utf-8"))
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
    monkeypatch.setattr(generate, "make_files", lambda: {str(path): "new"})
    assert generate.main(["--check"]) == 1
    assert not path.exists()
    assert generate.main([]) == 0
    assert path.read_text() == "new"
    assert generate.main(["--check"]) == 0


def test_no_code_lies_among_the_data() -> None:
    assert [
        path for folder in ("rules", "schemas") for path in pathlib.Path(find_data_folder(folder)).rglob("*.py")
    ] == []


CHECKS: dict[str, type[Check]] = {**find_kinds(), **find_rule_checks()}


@pytest.mark.parametrize("name", CHECKS)
def test_a_check_and_its_parameters_are_documented(name: str) -> None:
    cls = CHECKS[name]
    assert bool(cls.kind) != bool(cls.name)
    assert cls.__doc__ != Check.__doc__
    assert len(cls.__doc__ or "") > 10
    assert [name for name, hint in find_parameters(cls).items() if not get_meaning(hint)] == []


def test_no_two_checks_have_the_same_name() -> None:
    classes = [cls for cls in _subclasses(Check) if cls.__module__.startswith("ce_lint.checks") and _own_name(cls)]
    assert sorted(map(_own_name, classes)) == sorted([*find_kinds(), *find_rule_checks()])


def _subclasses(cls: type[Check]) -> Iterator[type[Check]]:
    for one in cls.__subclasses__():
        yield one
        yield from _subclasses(one)


def _own_name(cls: type[Check]) -> str:
    return str(vars(cls).get("name") or vars(cls).get("kind") or "")


@pytest.mark.parametrize("name", find_rule_checks())
def test_the_check_of_a_rule_bears_its_name(name: str) -> None:
    cls = find_rule_checks()[name]
    assert cls.__name__ == "".join(part.capitalize() for part in name.split("-"))
    loaded = LOADED[name]
    assert loaded.compiled["check"] == locate_class(cls)
    assert "kind" not in loaded.file.check
    module = cls.__module__.removeprefix("ce_lint.checks.")
    assert module.split(".")[0] == loaded.rule.family


def test_every_rule_has_a_check() -> None:
    assert {rule.name for rule in RULES} == set(LOADED)
    for name, loaded in LOADED.items():
        assert loaded.file.check.get("kind") in find_kinds() or name in find_rule_checks()


def test_a_folder_of_rules_is_a_family() -> None:
    assert {path.parent.name for path in FILES} == set(FAMILIES)


@pytest.mark.parametrize("loaded", LOADED.values(), ids=LOADED)
def test_a_rule_says_what_fix_its_check_has(loaded: LoadedRule) -> None:
    """Whatever the file says, the check is asked for a fix of each bad example."""
    asked = Rule(loaded.rule.name, loaded.rule.family, {**loaded.compiled, "fix": "safe", "severity": "warning"})
    fixes = [
        violation.fix
        for example in loaded.file.bad
        for violation in run_bytes(example.file, example.text.encode(), Rulebook([asked])).violations
    ]
    assert any(fixes) == (loaded.rule.fix != "none")
    assert bool(loaded.rule.fix_title) == (loaded.rule.fix != "none")
    assert not loaded.rule.fix_title.endswith(".")


def test_facts_of_rules_are_in_their_files() -> None:
    assert {rule.name for rule in RULES if rule.redact} == {rule.name for rule in RULES if rule.family == "secrets"}
    assert {rule.name for rule in RULES if rule.syntax} == {"invalid-json", "invalid-yaml"}
    assert [rule.tags for rule in RULES if rule.name == "legacy-poller-urls"] == [["deprecated"]]
    assert all(rule.tags for rule in RULES if rule.family == "allowances")


def test_a_rule_that_lies_about_its_fix_is_reported(tmp_path: pathlib.Path) -> None:
    text = LOADED["dead-oauth-key"].path
    written = pathlib.Path(text).read_text("utf-8")
    (tmp_path / "authentication").mkdir()
    path = tmp_path / "authentication" / "dead-oauth-key.toml"

    def problems(changed: str) -> list[str]:
        assert changed != written
        path.write_text(changed, "utf-8")
        return list(find_problems(load_file(str(path)), RULES))

    wrong = problems(written.replace('"oauth.user.refresh_interval": "3600" }', '"oauth.user.refresh": "3600" }', 1))
    assert wrong == [
        f"{path}: bad example 1: its fix does not make the text of `fixed`: line 3 is "
        """'  "configuration": { "oauth.user.refresh_interval": "3600" },'"""
    ]
    assert problems(written.replace('fix = "safe"\n', "")) == [
        f'{path}: bad example 1: it has `fixed`, but the rule offers no fix: set `fix` to "safe" or "unsafe"'
    ]
    without = re.sub(r"fixed = '''.*?'''\n", "", written, flags=re.DOTALL)
    assert problems(without) == [f"{path}: the rule has a fix, but no bad example shows it: add `fixed` to one"]


def test_contributing_shows_a_check_that_exists() -> None:
    text = (FOLDER.parent / "CONTRIBUTING.md").read_text("utf-8")
    (shown,) = re.findall(r"```python\n(class .*?)```", text, re.DOTALL)
    assert shown in (FOLDER.parent / "ce_lint" / "checks" / "events.py").read_text("utf-8")
    described = set(re.findall(r"^   \| `\[*([\w-]+)\]*`", text, re.MULTILINE))
    assert described == {field.alias or name for name, field in RuleFile.model_fields.items()}


KIND_EXAMPLES = load_folder(str(FOLDER.parent / "examples" / "own-rules"))


def test_every_kind_has_an_example_that_passes() -> None:
    assert sorted(loaded.file.check["kind"] for loaded in KIND_EXAMPLES) == sorted(find_kinds())
    rules = [*(loaded.rule for loaded in KIND_EXAMPLES), *RULES]
    assert [problem for loaded in KIND_EXAMPLES for problem in find_problems(loaded, rules)] == []


def test_the_schema_of_a_rule_file_has_the_public_kinds_alone() -> None:
    schema = json.loads(pathlib.Path(find_data_folder("schemas"), "rule.schema.json").read_text("utf-8"))
    kinds = {name.removeprefix("check-") for name in schema["$defs"] if name.startswith("check-")}
    assert kinds == set(find_kinds())
    validator = Draft202012Validator(schema)
    data = tomllib.loads(pathlib.Path(KIND_EXAMPLES[0].path).read_text("utf-8"))
    data["check"]["kind"] = "poller-url-mismatch"
    assert {error.json_path for error in validator.iter_errors(data)} == {"$.check", "$.check.kind"}


def test_rules_says_which_have_a_fix() -> None:
    listed = {one["rule"]: one["fix"] for one in json.loads(run("rules", "--format", "json").out)["rules"]}
    assert listed == {rule.name: rule.fix for rule in RULES}
    lines = {line.split()[0]: line.split()[1:4] for line in run("rules").out.splitlines() if line.startswith(" ")}
    assert lines["response-field"] == ["warning", "unsafe", "fix"]
    assert lines["invalid-json"][:2] == ["error", "fix"]
    assert lines["duplicate-key"][1] != "fix"


def test_explain_says_whether_a_fix_is_safe() -> None:
    assert "dead-oauth-key (authentication, error, safe fix)" in run("explain", "dead-oauth-key").out
    assert "only `ce-lint check --fix --unsafe-fixes`" in " ".join(run("explain", "response-field").out.split())
    assert "fix" not in run("explain", "duplicate-key").out.splitlines()[0]


def test_a_rule_speaks_of_known_kinds_of_document() -> None:
    assert {kind for rule in RULES for kind in rule.applies} <= set(DOCUMENT_KINDS)


@pytest.mark.parametrize("rule", RULES, ids=lambda rule: rule.name)
def test_explain_shows_the_whole_of_a_rule(rule) -> None:  # type: ignore[no-untyped-def]
    shown = run("explain", rule.name)
    assert shown.status == 0
    for head in (rule.name, "Why", "Help", "Bad", "Good"):
        assert head in shown.out
    assert load_shipped_file(rule).rule.name == rule.name


def test_the_folder_loads_as_a_project_folder_would() -> None:
    assert [loaded.rule.name for loaded in load_folder(str(FOLDER))] == sorted(LOADED)
