"""What applies to a file: the nearest configuration, what it extends, overrides, severities, limits, options."""

from __future__ import annotations

import json
import os
import pathlib

import pytest

from ce_lint.config.settings import NO_SELECTION, RuleSelection, Settings
from tests.helpers import EVENTS, body, run
from tests.projects import CLEAN, LOST, PLAIN_HTTP, found, make

OWN_RULE = """title = "No owner"
severity = "warning"
why = "Nobody knows whom to ask."
help = "Add a tag."
options = ["keys"]
[check]
kind = "requires"
message = "There is no tag"
within = "root"
keys = ["tags"]
[[bad]]
at = [""]
text = '''{"element": {"key": "dropbox"}, "configuration": {}, "name": "n"}'''
[[good]]
text = '''{"element": {"key": "dropbox"}, "configuration": {}, "tags": ["a"], "name": "n"}'''
"""


@pytest.fixture
def folder(tmp_path: pathlib.Path, monkeypatch: pytest.MonkeyPatch) -> pathlib.Path:
    monkeypatch.chdir(tmp_path)
    return tmp_path


def severity(settings: Settings, rule: str, path: str = "a.json") -> str | None:
    made = settings.rulebook(path).find_rule(rule)
    return made.severity if made else None


def settings(folder: pathlib.Path, text: str, choice: RuleSelection = NO_SELECTION) -> Settings:
    path = folder / "ce-lint.toml"
    path.write_text(text)
    return Settings(str(path), choice)


def test_the_nearest_above_each_file_up_to_the_repository(folder: pathlib.Path) -> None:
    make(
        folder / "repo",
        {"a.json": LOST, "in/b.json": LOST, "in/deep/c.json": LOST, "own/d.json": LOST, "own/.git/x": ""},
    )
    (folder / "ce-lint.toml").write_text("exclude = ['*']")
    (folder / "repo/pyproject.toml").write_text("[tool.ce-lint]\nseverity = {missing-callback-url = 'warning'}")
    (folder / "repo/in/ce-lint.toml").write_text("severity = {missing-callback-url = 'info'}")
    (folder / "repo/in/pyproject.toml").write_text("[tool.ce-lint]\nexclude = ['*']")
    (folder / "repo/in/deep/pyproject.toml").write_text("[tool.other]\n")
    shown = run("check", "-q", "repo").out
    said = {line.split(":")[0].replace(os.sep, "/"): line.split(" ")[1] for line in shown.splitlines()}
    assert said == {
        "repo/a.json": "warning",
        "repo/in/b.json": "info",
        "repo/in/deep/c.json": "info",
        "repo/own/d.json": "error",
    }


@pytest.mark.parametrize("where", [".", "in", "in/deep"])
def test_the_working_folder_does_not_matter(folder: pathlib.Path, where: str, monkeypatch: pytest.MonkeyPatch) -> None:
    make(folder, {"in/deep/a.json": LOST, "in/deep/b.json": LOST, "ce-lint.toml": "exclude = ['/in/deep/a.json']"})
    monkeypatch.chdir(folder / where)
    way = os.path.relpath(folder / "in/deep", folder / where)
    assert found(run("check", "-q", way).out) == [
        f"{os.path.normpath(os.path.join(way, 'b.json'))} missing-callback-url"
    ]
    named = [os.path.join(way, "a.json"), str(folder / "in/deep/a.json")]
    assert run("check", *named).out == "no instance documents in 1 file\n"


def test_standard_input_is_where_its_name_says(folder: pathlib.Path) -> None:
    make(folder, {"in/ce-lint.toml": "exclude = ['x.json']\nseverity = {missing-callback-url = 'info'}"})
    assert run("check", "-", stdin=LOST.encode()).status == 1
    assert run("check", "-", "--stdin-filename", "in/b.json", stdin=LOST.encode()).status == 0
    assert (
        "in/x.json: skipped: excluded by" in run("check", "-v", "-", "--stdin-filename", "in/x.json", stdin=b"{}").err
    )
    (folder / "in/ce-lint.toml").write_text("x = 1")
    assert run("check", "-", "--stdin-filename", "in/b.json", stdin=b"").status == 2


def test_include_and_exclude_hold_for_named_files_too(folder: pathlib.Path) -> None:
    make(
        folder,
        {"a.json": LOST, "b.json": LOST, "c/d.json": LOST, "ce-lint.toml": "include = ['*.json']\nexclude = ['c/']"},
    )
    assert found(run("check", "-q", "a.json", "c/d.json").out) == ["a.json missing-callback-url"]
    assert "c/d.json: skipped: excluded by ce-lint.toml:2" in run("check", "-v", "c/d.json").err
    (folder / "ce-lint.toml").write_text("include = ['/a.json']")
    assert found(run("check", "-q", "a.json", "b.json").out) == ["a.json missing-callback-url"]
    assert "b.json: skipped: not included by ce-lint.toml:1" in run("check", "-v", "b.json").err


def test_what_is_included_is_ours_whatever_it_is_called_and_holds(folder: pathlib.Path) -> None:
    make(folder, {"a.json": '{"x": 1}', "b.conf": LOST, "c.conf": LOST, "in/d.md": LOST, "e": LOST})
    (folder / "ce-lint.toml").write_text("include = ['a.*', 'b.conf', 'in/', 'e']")
    assert "no instance documents" in run("check", "--isolated").out
    shown = run("check", "-q")
    assert {line.split(" ")[0] for line in found(shown.out)} == {"a.json", "b.conf"}
    with (folder / "a.json").open("wb") as file:
        file.truncate(17 << 20)
    assert (run("check").status, "a.json: it has 17,825,792 bytes" in run("check").err) == (2, True)


def test_extends_is_relative_to_the_file_that_says_it_and_its_patterns_to_the_nearest(folder: pathlib.Path) -> None:
    make(
        folder,
        {
            "shared/base.toml": "extends = 'more/root.toml'\nexclude = ['old/']\ninclude = ['x']\nfail-on = 'warning'",
            "shared/more/root.toml": "[severity]\nmissing-callback-url = 'info'\ntext-boolean = 'warning'\n",
            "app/ce-lint.toml": "extends = '../shared/base.toml'\nexclude = ['new/']\ninclude = ['*.json']\n"
            "severity = {events = 'warning'}",
            "app/a.json": LOST,
            "app/old/a.json": LOST,
            "app/new/a.json": LOST,
        },
    )
    made = Settings(str(folder / "app/ce-lint.toml"))
    assert made.fail_on == "warning"
    assert severity(made, "missing-callback-url") == "warning"
    assert severity(made, "text-boolean") == "warning"
    assert [made.skip_reason(name) == "" for name in ("a.json", "old/a.json", "new/a.json", "x")] == [
        True,
        False,
        False,
        False,
    ]
    assert found(run("check", "-q", "app").out) == [os.path.join("app", "a.json") + " missing-callback-url"]


SEVERITIES = [
    ("events = 'info'", "missing-callback-url", "info"),
    ("missing-callback-url = 'off'", "missing-callback-url", None),
    ("events = 'off'", "missing-callback-url", None),
    ("events = 'off'\nmissing-callback-url = 'info'", "missing-callback-url", "info"),
    ("structure = 'error'", "text-boolean", None),
    ("text-boolean = 'error'", "text-boolean", "error"),
]


@pytest.mark.parametrize(("text", "rule", "expected"), SEVERITIES, ids=[row[0] for row in SEVERITIES])
def test_severities(folder: pathlib.Path, text: str, rule: str, expected: str | None) -> None:
    assert severity(settings(folder, f"[severity]\n{text}\n"), rule) == expected


def test_later_overrides_win_and_a_family_wakes_no_rule(folder: pathlib.Path) -> None:
    text = """
[severity]
missing-callback-url = "off"
polling = "off"
[[overrides]]
files = ["t/"]
severity = { events = "warning", polling = "info" }
[[overrides]]
files = ["t/x.json"]
severity = { missing-callback-url = "error" }
"""
    made = settings(folder, text)
    assert severity(made, "missing-callback-url", "t/a.json") is None
    assert severity(made, "missing-callback-url", "t/x.json") == "error"
    polled = next(rule.name for rule in made.rules if rule.family == "polling" and rule.severity != "off")
    assert [severity(made, polled, name) for name in ("a.json", "t/a.json")] == [None, "info"]


def test_the_command_line_chooses_among_what_is_configured(folder: pathlib.Path) -> None:
    text = "[severity]\nmissing-callback-url = 'off'\nevents = 'info'\n"
    assert (
        severity(settings(folder, text, RuleSelection(("missing-callback-url",))), "missing-callback-url") == "warning"
    )
    assert severity(settings(folder, text, RuleSelection(("events",))), "missing-callback-url") is None
    assert severity(settings(folder, text, RuleSelection(ignore=("events",))), "insecure-callback-url") is None


def test_fail_on_of_the_command_line_wins(folder: pathlib.Path) -> None:
    make(folder, {"a.json": PLAIN_HTTP, "ce-lint.toml": "fail-on = 'warning'"})
    assert run("check").status == 1
    assert run("check", "--fail-on", "error").status == 0
    assert run("check", "--isolated").status == 0
    (folder / "ce-lint.toml").write_text("fail-on = 'never'")
    assert run("check", "--fail-on", "warning").status == 1


def interval(minutes: int) -> str:
    return json.dumps(body({**EVENTS, "event.vendor.type": "polling", "event.poller.refresh_interval": minutes}))


def test_limits_and_options(folder: pathlib.Path) -> None:
    make(
        folder, {"a.json": interval(3), "b.json": interval(30), "ce-lint.toml": "limits = {refresh-interval = [5, 60]}"}
    )
    rule = "extreme-refresh-interval"
    assert found(run("check", "-q", "--select", rule).out) == [f"a.json {rule}"]
    (folder / "ce-lint.toml").write_text(f"limits = {{refresh-interval = [5, 10]}}\noptions.{rule}.max = 40")
    assert found(run("check", "-q", "--select", rule).out) == [f"a.json {rule}"]
    text = "[limits]\nrefresh-interval = [1, 2]\n[[overrides]]\nfiles = ['b.json']\nlimits.refresh-interval = [1, 40]"
    (folder / "ce-lint.toml").write_text(text)
    assert found(run("check", "-q", "--select", rule).out) == [f"a.json {rule}"]


def own_rules(folder: pathlib.Path) -> None:
    (folder / "house" / "house").mkdir(parents=True)
    (folder / "house" / "house" / "missing-tags.toml").write_text(OWN_RULE)


def test_own_rules_of_a_configuration(folder: pathlib.Path) -> None:
    own_rules(folder)
    make(folder, {"app/a.json": CLEAN, "app/ce-lint.toml": "rules = '../house'\nextends = '../base.toml'"})
    (folder / "base.toml").write_text("rules = 'app/../house'\nseverity.house = 'info'")
    assert found(run("check", "-q", "app").out) == [os.path.join("app", "a.json") + " missing-tags"]
    assert found(run("check", "-q", "--rules", "house", "app").out) == [os.path.join("app", "a.json") + " missing-tags"]
    (folder / "app/ce-lint.toml").write_text("rules = '../house'\noptions.missing-tags.keys = ['owner']")
    assert found(run("check", "-q", "app").out) == [os.path.join("app", "a.json") + " missing-tags"]
    (folder / "app/a.json").write_text(json.dumps({"owner": "me", **body()}))
    assert "missing-tags" not in run("check", "-q", "app").out


WRONG_RULES = [
    ('options = ["keys"]', 'options = ["kyes"]', "options: the check has no parameter `kyes`. Did you mean `keys`?"),
    ('kind = "requires"', 'kind = "requirs"', "check.kind"),
    ("title = ", "title == ", "not valid TOML"),
    ('severity = "warning"', "severity = " + "9" * 5000, "too many digits"),
    ('["tags"]', "[" * 3000, "nested too deep"),
]


@pytest.mark.parametrize(("old", "new", "words"), WRONG_RULES, ids=[row[2] for row in WRONG_RULES])
def test_a_folder_of_wrong_rules(folder: pathlib.Path, old: str, new: str, words: str) -> None:
    own_rules(folder)
    make(folder, {"a.json": CLEAN, "ce-lint.toml": "rules = 'house'"})
    (folder / "house/house/missing-tags.toml").write_text(OWN_RULE.replace(old, new, 1))
    shown = run("check")
    assert (shown.status, words in shown.err) == (2, True), shown.err
    assert shown.err.startswith(f"ce-lint: {os.path.join('house', 'house', 'missing-tags.toml')}")
    (folder / "house/house/missing-tags.toml").write_bytes(b"\xff")
    assert "not valid UTF-8" in run("check").err


def test_an_option_of_an_own_rule_is_judged_by_its_check(folder: pathlib.Path) -> None:
    own_rules(folder)
    make(folder, {"a.json": CLEAN, "ce-lint.toml": "rules = 'house'\noptions.missing-tags.keys = [1]"})
    assert "ce-lint.toml:2: `options.missing-tags.keys` must be an array, such as" in run("check").err


def test_a_path_outside_of_the_repository(folder: pathlib.Path) -> None:
    make(
        folder / "repo",
        {"ce-lint.toml": "exclude = ['x.json']\n[[allow]]\nrule = 'missing-callback-url'\nreason = 'r'"},
    )
    make(folder, {"x.json": LOST, "y.json": LOST})
    config = os.path.join("repo", "ce-lint.toml")
    assert run("check", "-v", "--config", config, "x.json", "y.json").status == 0
    assert run("check", "x.json").status == 1


def test_a_linked_folder_is_where_its_name_says(folder: pathlib.Path) -> None:
    make(
        folder,
        {
            "real/a.json": LOST,
            "real/ce-lint.toml": "severity.events = 'off'",
            "x/ce-lint.toml": "severity.events = 'info'",
        },
    )
    (folder / "x/link").symlink_to(folder / "real", target_is_directory=True)
    assert run("check", "x/link/a.json").status == 0
    assert run("check", "real").status == 0
    (folder / "real/ce-lint.toml").unlink()
    assert "info missing-callback-url" in run("check", "-q", "x/link/a.json").out
    assert run("check", "x").out.startswith("no instance documents in 0 files")


def test_another_drive_of_windows(monkeypatch: pytest.MonkeyPatch) -> None:
    from ce_lint.util.paths import relativize

    def refuse(*_: object) -> str:
        raise ValueError("path is on mount 'D:', start on mount 'C:'")

    monkeypatch.setattr(os.path, "relpath", refuse)
    assert relativize("a.json", "/x") == os.path.abspath("a.json")
