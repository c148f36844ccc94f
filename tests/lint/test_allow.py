"""Allowances of configurations: what they accept, and when one is called unused — never where that is not known."""

from __future__ import annotations

import json
import os
import pathlib

import pytest

from tests.helpers import EVENTS, body, run
from tests.projects import CLEAN, LEAKY, LOST, found, make

RULE = "missing-callback-url"
UNUSED = "ce-lint.toml unused-allowance"
BROKEN = LOST.replace("true", "true,,", 1)


def allow(files: list[str] | None = None, rule: str = RULE, **more: str) -> str:
    """One entry."""
    lines = [f"{key} = {json.dumps(value)}" for key, value in {"rule": rule, "reason": "because", **more}.items()]
    return "\n".join(["[[allow]]", *lines, *([f"files = {json.dumps(files)}"] if files is not None else [])]) + "\n"


@pytest.fixture
def folder(tmp_path: pathlib.Path, monkeypatch: pytest.MonkeyPatch) -> pathlib.Path:
    monkeypatch.chdir(tmp_path)
    return make(tmp_path, {"a.json": LOST, "in/b.json": LOST, "in/clean.json": CLEAN})


def check(folder: pathlib.Path, text: str, *arguments: str) -> list[str]:
    (folder / "ce-lint.toml").write_text(text)
    return sorted(name.replace(os.sep, "/") for name in found(run("check", "-q", *arguments).out))


A, B = f"a.json {RULE}", f"in/b.json {RULE}"
ACCEPTS = [
    (allow(), []),
    (allow(["a.json"]), [B]),
    (allow(["in/"]), [A]),
    (allow(["**/b.json", "a.json"]), []),
    (allow(at="configuration"), []),
    (allow(["a.json"], rule="insecure-callback-url"), [A, UNUSED, B]),
    (allow(at="configuration/event.notification.enabled"), [A, UNUSED, B]),
    (allow(at="config"), [A, UNUSED, B]),
    (allow(until="9999-12-31"), []),
    (allow(until="2020-01-31"), [A, "ce-lint.toml expired-allowance", B]),
    (allow(["a.json"]) + allow(["in/b.json"]), []),
    (allow(["none.json"]) + allow(), [UNUSED]),
    (allow() + allow(), []),
]


@pytest.mark.parametrize(("text", "expected"), ACCEPTS, ids=[str(at) for at in range(len(ACCEPTS))])
def test_what_is_accepted(folder: pathlib.Path, text: str, expected: list[str]) -> None:
    assert check(folder, text) == expected


def test_the_summary_counts_them_and_they_fail_nothing(folder: pathlib.Path) -> None:
    check(folder, allow())
    shown = run("check")
    assert (shown.status, shown.out) == (0, "3 instance documents in 3 files: no findings (2 allowed)\n")


def test_an_unused_one_is_shown_at_its_place(folder: pathlib.Path) -> None:
    check(folder, "# first\n\n" + allow(["in/clean.json"]))
    shown = run("check", "-q", "in/clean.json")
    assert shown.out.startswith(
        "ce-lint.toml:3:1 warning unused-allowance: The `allow` entry for `missing-callback-url`"
    )
    assert shown.status == 0
    assert run("check", "--fail-on", "warning", "in/clean.json").status == 1
    report = json.loads(run("check", "--format", "json", "in/clean.json").out)
    assert report["violations"][0]["end"] == {"line": 3, "column": 10}
    assert report["summary"]["files"] == 1


ALARMS: list[tuple[str, list[str], bool]] = [
    # a hook lints one file
    (allow(["*.json"]), ["in/clean.json"], False),
    (allow(), ["in/clean.json"], False),
    (allow(["in"]), ["in/clean.json"], False),
    (allow(["in/"]), ["in/clean.json"], False),
    (allow(["clean.json"]), ["in/clean.json"], False),
    (allow(["/in/clean.json"]), ["in/clean.json"], True),
    (allow(["in/clean.json"]), ["in/clean.json"], True),
    (allow(["in/clean.json"]), ["a.json"], False),
    (allow(["in/clean.json"]), ["in"], True),
    # a part of the rules
    (allow(["in/clean.json"]), [".", "--select", "structure"], False),
    (allow(["in/clean.json"]), [".", "--select", "unused-allowance"], False),
    (allow(["in/clean.json"]), [".", "--ignore", "structure"], False),
    # a rule that is off
    (allow(["in/clean.json"], rule="text-boolean"), ["."], False),
    (f"severity.{RULE} = 'off'\n" + allow(["in/clean.json"]), ["."], False),
    ("severity.unused-allowance = 'off'\n" + allow(["in/clean.json"]), ["."], False),
    # a part of the files
    (allow(["in/x*.json"]), ["in"], False),
    (allow(["in/x*.json"]), ["."], True),
    (allow(["none.json"]), ["a.json"], False),
    (allow(["/none.json"]), ["."], True),
    (allow(["in/clean.json"]), [".", "absent.json"], False),
    (allow(["ignored/d.json"]), ["."], False),
    (allow(["broken.json"], rule="literal-secret"), ["."], False),
    (allow(["broken.json"], rule="literal-secret"), ["broken.json"], False),
    (allow(["in/clean.json"]), ["-", "--stdin-filename", "in/clean.json"], True),
]


@pytest.mark.parametrize(
    ("text", "arguments", "is_told"), ALARMS, ids=[" ".join(row[1]) + f"-{at}" for at, row in enumerate(ALARMS)]
)
def test_no_false_alarm(folder: pathlib.Path, text: str, arguments: list[str], is_told: bool) -> None:
    make(folder, {"ignored/d.json": LOST, ".gitignore": "ignored/\n", "broken.json": BROKEN})
    (folder / "ce-lint.toml").write_text(text)
    shown = run("check", "-q", *arguments, stdin=CLEAN.encode())
    assert ("unused-allowance" in shown.out) == is_told, shown


def test_what_an_extended_file_allows_may_be_for_another_project(folder: pathlib.Path) -> None:
    make(
        folder,
        {"base.toml": allow(["x.json"]) + allow(until="2020-01-01"), "one/ce-lint.toml": "extends = '../base.toml'"},
    )
    make(folder, {"two/ce-lint.toml": "extends = '../base.toml'", "one/a.json": CLEAN, "two/a.json": CLEAN})
    assert check(folder, "", "one", "two") == ["base.toml expired-allowance"]


def test_in_pyproject(folder: pathlib.Path) -> None:
    text = "[tool.ce-lint]\n" + allow(["in/clean.json"]).replace("[[allow]]", "[[tool.ce-lint.allow]]")
    (folder / "pyproject.toml").write_text(text)
    assert "pyproject.toml:2:1 warning unused-allowance" in run("check", "-q").out


def test_a_reason_is_never_shown_as_a_value_would_be(folder: pathlib.Path) -> None:
    check(folder, allow(["in/clean.json"], at="configuration/hunter2").replace("because", "hunter2"))
    assert "hunter2" not in run("check").out


NAMES = [
    "a.json",
    "b c.json",
    "[q].json",
    "in/ü!.json",
    "#x.json",
    "!x.json",
    "a\\b.json",
    "sp .yaml.json",
    "x\x7fy.json",
]


@pytest.mark.parametrize("name", NAMES)
@pytest.mark.parametrize("where", ["ce-lint.toml", "pyproject.toml", "in/ce-lint.toml", None])
def test_the_lines_to_paste_accept_what_they_stand_below(
    tmp_path: pathlib.Path, name: str, where: str | None, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    make(tmp_path, {name: LOST, "in/other.json": LOST, "other.json": LOST})
    if where:
        make(tmp_path, {where: "[tool.ce-lint]\n" if where == "pyproject.toml" else ""})
    shown = run("check", "--show-allow", name).out
    assert "= allow: in " in shown
    lines = shown.partition("= allow: in ")[2].splitlines()
    target = tmp_path / lines[0].rstrip(":")
    pasted = [line.strip() for line in lines[1:] if line.startswith(" " * 10)]
    before = target.read_text() if target.exists() else ""
    target.write_text(before + "\n".join(pasted) + "\n", "utf-8")
    assert "(1 allowed)" in run("check", name).out
    assert run("check", "-q", "other.json", "in/other.json").out.count(RULE) == 2


def test_a_comment_to_paste_is_never_inside_of_a_text(tmp_path: pathlib.Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    settings = "\n".join(
        f"  {key}: {json.dumps(value)}" for key, value in {**EVENTS, "event.vendor.type": "polling"}.items()
    )
    poller = '  event.poller.configuration: |\n    {"contacts": {\n      "url": "/c?x=${date:YYYY}"}}\n'
    text = f"element: {{key: zendesk}}\nname: n\nconfiguration:\n{settings}\n{poller}"
    make(tmp_path, {"a.yaml": text})
    while "= allow: " in (shown := run("check", "--show-allow", "a.yaml").out):
        line = int(shown.partition("= allow: above line ")[2].partition(":")[0])
        comment = shown.partition("= allow: ")[2].splitlines()[1].strip()
        lines = (tmp_path / "a.yaml").read_text().splitlines(keepends=True)
        (tmp_path / "a.yaml").write_text("".join([*lines[: line - 1], f"  {comment}\n", *lines[line - 1 :]]))
        assert len(lines) < 40
    assert "no findings" in shown
    assert "allowed" in shown


def test_secrets_may_be_allowed_too(folder: pathlib.Path) -> None:
    make(folder, {"leak.json": LEAKY, "b.json": json.dumps(body(EVENTS))})
    assert "literal-secret" in run("check", "leak.json").out
    check(folder, allow(["leak.json"], rule="literal-secret"))
    assert "(1 allowed)" in run("check", "leak.json").out
