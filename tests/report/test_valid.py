"""Every format is held against a schema that others wrote, and against what its platform says besides."""

from __future__ import annotations

import hashlib
import json
import os
import pickle
import re
import subprocess
import sys
from typing import Any
from xml.etree import ElementTree

import pytest
import xmlschema
from jsonschema import Draft4Validator, Draft7Validator, Draft202012Validator

from ce_lint.document.nodes import Span
from ce_lint.lint.result import FileResult, Summary
from ce_lint.report.formats import FORMATS, create_report
from ce_lint.report.github import GithubReport
from ce_lint.report.markdown import MarkdownReport
from ce_lint.report.sarif import SarifReport
from ce_lint.rulebook.rule import choose
from ce_lint.rulebook.shipped import load_shipped_file, load_shipped_rules
from tests.helpers import ALL_RULES, lint_result
from tests.report.samples import NAMES, OWN_RULE, ROOT, parsed, report, samples, violation, whole

SCHEMAS = ROOT / "tests" / "data" / "schemas"
EMPTY: dict[str, list[FileResult]] = {
    "no file": [],
    "no document": [FileResult("package.json", skip_reason="it holds no instance document")],
    "clean": [FileResult("a.json", parsed("")), FileResult("b.yaml", parsed("", 2))],
    "unreadable": [FileResult("gone.json", read_error="there is no such file or folder")],
}
CASES = {"samples": samples(), **EMPTY}
# https://docs.gitlab.com/ci/testing/code_quality/#code-quality-report-format
GITLAB = {
    "type": "array",
    "items": {
        "type": "object",
        "required": ["description", "check_name", "fingerprint", "severity", "location"],
        "properties": {
            "description": {"type": "string"},
            "check_name": {"type": "string"},
            "fingerprint": {"type": "string", "minLength": 1},
            "severity": {"enum": ["info", "minor", "major", "critical", "blocker"]},
            "location": {
                "type": "object",
                "required": ["path", "lines"],
                "properties": {
                    "path": {"type": "string", "not": {"pattern": r"^\./"}},
                    "lines": {
                        "type": "object",
                        "required": ["begin"],
                        "properties": {"begin": {"type": "integer", "minimum": 1}},
                    },
                },
            },
        },
    },
}


def schema(path: str) -> Any:
    return json.loads((ROOT / path).read_text("utf-8"))


VALIDATORS = {
    "json": Draft202012Validator(schema("schemas/report.schema.json")),
    "sarif": Draft4Validator(schema("tests/data/schemas/sarif-2.1.0-rtm.5.json")),
    "rdjson": Draft7Validator(schema("tests/data/schemas/rdformat.schema.json")),
    "gitlab": Draft202012Validator(GITLAB),
}


@pytest.fixture(scope="module")
def junit() -> Any:
    return xmlschema.XMLSchema10(str(SCHEMAS / "jenkins-junit.xsd"))


@pytest.mark.parametrize("case", CASES)
@pytest.mark.parametrize("name", VALIDATORS)
def test_json_is_valid(name: str, case: str) -> None:
    written = json.loads(whole(report(name), CASES[case]))
    assert [error.message for error in VALIDATORS[name].iter_errors(written)] == []


@pytest.mark.parametrize(
    ("name", "broken"),
    [
        ("sarif", {"version": "2.1.0", "runs": [{"tool": {"driver": {}}}]}),
        ("rdjson", {"diagnostics": [{"message": "a"}]}),
        ("gitlab", [{"description": "a"}]),
        ("json", {"version": 1}),
    ],
)
def test_the_schemas_refuse(name: str, broken: Any) -> None:
    assert not VALIDATORS[name].is_valid(broken)


@pytest.mark.parametrize("case", CASES)
def test_junit_is_valid(case: str, junit: Any) -> None:
    written = whole(report("junit"), CASES[case])
    junit.validate(written)
    root = ElementTree.fromstring(written)
    suites = root.findall("testsuite")
    assert suites
    for suite in suites:
        assert int(suite.attrib["tests"]) == len(suite.findall("testcase")) > 0
        assert int(suite.attrib["failures"]) == len(suite.findall("testcase/failure"))
        assert int(suite.attrib["errors"]) == len(suite.findall("testcase/error"))


def test_the_schema_of_junit_refuses(junit: Any) -> None:
    assert not junit.is_valid("<testsuites><testsuite/></testsuites>")


@pytest.mark.parametrize("case", EMPTY)
def test_a_run_without_findings_has_none_in_any_report(case: str) -> None:
    results = EMPTY[case]
    assert json.loads(whole(report("sarif"), results))["runs"][0]["results"] == []
    assert json.loads(whole(report("gitlab"), results)) == []
    assert json.loads(whole(report("rdjson"), results))["diagnostics"] == []
    assert json.loads(whole(report("json"), results))["violations"] == []
    assert "|" not in whole(report("markdown"), results)
    assert whole(report("github"), results).count("\n") == 1
    assert "<failure" not in whole(report("junit"), results)
    assert ("<error" in whole(report("junit"), results)) == (case == "unreadable")


def test_a_clean_run_says_so() -> None:
    for name in ("github", "markdown"):
        assert "3 instance documents in 2 files: no findings" in whole(report(name), EMPTY["clean"])
    assert '<testcase name="no findings" classname="b.yaml"/>' in whole(report("junit"), EMPTY["clean"])


def test_every_format_is_made() -> None:
    assert list(FORMATS) == ["text", "json", "github", "sarif", "gitlab", "junit", "rdjson", "markdown"]
    for name in NAMES:
        made = report(name)
        copy = pickle.loads(pickle.dumps(made))
        assert [copy.entries(one) for one in samples()] == [made.entries(one) for one in samples()]
    with pytest.raises(KeyError):
        create_report("yaml", [], "/")


# -- what GitHub code scanning wants of SARIF: https://docs.github.com/en/code-security/code-scanning


@pytest.fixture(scope="module")
def run() -> dict[str, Any]:
    """A run over every bad example, with all rules."""
    results = []
    for rule in load_shipped_rules():
        for number, bad in enumerate(load_shipped_file(rule).file.bad):
            results.append(lint_result(bad.text, f"{rule.name}-{number}-{bad.file}"))
    written = json.loads(whole(report("sarif", choose(load_shipped_rules(), ALL_RULES)), results))
    assert [error.message for error in VALIDATORS["sarif"].iter_errors(written)] == []
    (made,) = written["runs"]
    return made


def test_every_rule_tells_what_github_shows(run: dict[str, Any]) -> None:
    rules = run["tool"]["driver"]["rules"]
    assert sorted(rule["id"] for rule in rules) == sorted(ALL_RULES)
    for rule in rules:
        assert 0 < len(rule["shortDescription"]["text"]) <= 1024
        assert 0 < len(rule["fullDescription"]["text"]) <= 1024
        assert "Help" in rule["help"]["text"]
        assert len(re.findall(r"^`{3,}(?:json|yaml)$", rule["help"]["markdown"], re.MULTILINE)) == 2
        properties = rule["properties"]
        assert properties["precision"] in {"very-high", "high", "medium", "low"}
        assert properties["problem.severity"] in {"error", "warning", "recommendation"}
        assert 0 < len(properties["tags"]) <= 20
        is_secret = "secrets" in properties["tags"]
        assert ("security-severity" in properties) == is_secret == ("security" in properties["tags"])
        assert not is_secret or 0 < float(properties["security-severity"]) <= 10


def test_every_result_is_within_one_line_and_of_a_known_rule(run: dict[str, Any]) -> None:
    rules = run["tool"]["driver"]["rules"]
    assert len(run["results"]) > len(rules)
    for result in run["results"]:
        assert rules[result["ruleIndex"]]["id"] == result["ruleId"]
        (location,) = result["locations"]
        region = location["physicalLocation"]["region"]
        assert region["startLine"] == region["endLine"]
        assert region["startColumn"] <= region["endColumn"]
        assert not re.match(r"/|\./|[a-z]+:", location["physicalLocation"]["artifactLocation"]["uri"])
        assert result["partialFingerprints"]["ceLint/v1"]


def test_a_rule_of_a_project_is_told_too() -> None:
    (rule,) = json.loads(whole(report("sarif", [OWN_RULE]), []))["runs"][0]["tool"]["driver"]["rules"]
    assert rule["id"] == OWN_RULE.name
    assert OWN_RULE.with_severity("info").path == OWN_RULE.path
    assert rule["fullDescription"]["text"] in rule["help"]["text"]


# -- limits


def test_sarif_says_what_it_leaves_out() -> None:
    made = SarifReport([], ".")
    assert made.most == 25_000
    assert "notification" not in made.closing(Summary(1, 1, 0, 0, 0, 0), 25_000)
    assert "25,001 results, of which the first 25,000" in made.closing(Summary(1, 1, 0, 0, 0, 0), 25_001)


def test_markdown_says_what_it_leaves_out() -> None:
    many = tuple(violation(span=Span(at, at + 1)) for at in range(503))
    written = whole(MarkdownReport("."), [FileResult("a.json", parsed("\n" * 600), many)])
    assert written.count("| error |") == 500
    assert "\n… and 3 more.\n" in written
    assert "503 errors" in written


@pytest.mark.parametrize(("errors", "told"), [(10, False), (11, True)])
def test_github_shows_ten(errors: int, told: bool) -> None:
    closing = GithubReport(".").closing(Summary(1, 1, errors, 9, 0, 0), errors + 9)
    assert closing.startswith(f"\n1 instance document in 1 file: {errors} errors, 9 warnings")
    assert ("GitHub shows the first 10 of each level" in closing) == told


# -- the same bytes every time, and only what is needed

_PRINT = """
import hashlib
from tests.report.samples import NAMES, report, samples, whole
print(hashlib.sha256("".join(whole(report(name), samples()) for name in NAMES).encode()).hexdigest())
"""


def _python(code: str, seed: str = "0") -> str:
    env = {name: value for name, value in os.environ.items() if not name.startswith(("COV", "PYTEST"))}
    command = [sys.executable, "-c", code]
    env["PYTHONHASHSEED"] = seed
    return subprocess.run(command, check=True, cwd=ROOT, env=env, capture_output=True, encoding="utf-8").stdout.strip()


def test_another_run_writes_the_same() -> None:
    here = hashlib.sha256("".join(whole(report(name), samples()) for name in NAMES).encode()).hexdigest()
    assert {_python(_PRINT, "1"), _python(_PRINT, "2")} == {here}


def test_no_format_needs_pydantic() -> None:
    code = """
import sys
from ce_lint.report.formats import FORMATS, create_report
from ce_lint.rulebook.shipped import load_shipped_rules
from ce_lint.lint.result import Summary
for name in FORMATS:
    if name != "text":
        made = create_report(name, load_shipped_rules(), ".")
        made.opening() + made.closing(Summary(0, 0, 0, 0, 0, 0), 0)
print(sorted({"pydantic", "jsonschema", "ruamel", "xml", "pathlib"} & {name.partition(".")[0] for name in sys.modules}))
"""
    assert _python(code) == "[]"
