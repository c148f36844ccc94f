"""The options that people know from other linters: statuses, statistics, lists of files, standard input, colours."""

from __future__ import annotations

import json
import os
import pathlib
import re
import subprocess
import sys
from collections.abc import Mapping

import pytest
from jsonschema import Draft202012Validator

from ce_lint.report.formats import FORMATS
from ce_lint.rulebook.shipped import find_data_folder
from tests.helpers import EVENTS, body, run
from tests.projects import CLEAN, LOST, PLAIN_HTTP, make

FIXABLE = json.dumps(body({**EVENTS, "event.notification.callback.url": "https//example.com/events"}), indent=2)
FIXED = FIXABLE.replace("https//", "https://")
POLLED = json.dumps(body({**EVENTS, "event.poller.configuration": {"a": {"url": "/a?x='${date}'", "idField": "id"}}}))
OPEN = json.dumps(body({"event.notification.callback.url": "https//a.example"}))
"""Two findings, one of them with a safe fix."""


@pytest.fixture
def folder(tmp_path: pathlib.Path, monkeypatch: pytest.MonkeyPatch) -> pathlib.Path:
    monkeypatch.chdir(tmp_path)
    return make(tmp_path, {"a.json": LOST, "b.json": LOST, "in/c.json": PLAIN_HTTP, "in/other.json": "{}"})


def pipe(
    *arguments: str, stdin: str | bytes = "", env: Mapping[str, str] | None = None
) -> subprocess.CompletedProcess[bytes]:
    command = [sys.executable, "-m", "ce_lint", *arguments]
    data = stdin if isinstance(stdin, bytes) else stdin.encode()
    return subprocess.run(command, input=data, capture_output=True, check=False, env={**os.environ, **(env or {})})


# -- formats and statuses


@pytest.mark.parametrize("format_", FORMATS)
def test_the_other_name_of_format(folder: pathlib.Path, format_: str) -> None:
    assert run("check", "--output-format", format_) == run("check", f"--format={format_}")


def test_every_command_with_formats_has_both_names(folder: pathlib.Path) -> None:
    assert run("rules", "--output-format", "json") == run("rules", "--format", "json")
    make(folder, {"p.json": POLLED})
    assert json.loads(run("poll", "p.json", "--output-format", "json").out)["documents"]


def test_exit_zero(folder: pathlib.Path) -> None:
    shown = run("check")
    assert shown.status == 1
    assert run("check", "--exit-zero") == shown._replace(status=0)
    assert json.loads(run("check", "--exit-zero", "--format", "json").out)["summary"]["failing"] == 2
    assert run("check", "--exit-zero", "absent.json").status == 2
    assert run("check", "--exit-zero", "--select", "nothing").status == 2
    make(folder, {"d.json": FIXABLE})
    assert run("check", "--diff").status == 1
    assert run("check", "--diff", "--exit-zero").status == 0


# -- statistics


def test_statistics_in_text(folder: pathlib.Path) -> None:
    make(folder, {"d.json": FIXABLE, "e.json": FIXABLE, "f.json": FIXABLE})
    shown = run("check", "--statistics")
    assert shown.status == 1
    assert shown.out.splitlines() == [
        "3  error    invalid-callback-url   in 3 files, 3 fixable",
        "2  error    missing-callback-url   in 2 files",
        "1  warning  insecure-callback-url  in 1 file",
        "",
        "6 instance documents in 7 files: 5 errors, 1 warning",
        "`--fix` can fix 3 of them.",
    ]
    assert run("check", "--statistics", "-q").out.splitlines() == shown.out.splitlines()[:3]
    assert run("check", "--statistics", "in/other.json").out == "no instance documents in 1 file\n"
    assert "\x1b[" in run("check", "--statistics", "--color", "always").out


def test_statistics_in_json(folder: pathlib.Path) -> None:
    make(
        folder, {"d.json": FIXABLE, "ce-lint.toml": '[[overrides]]\nfiles = ["b.json"]\nseverity = {events = "info"}\n'}
    )
    schema = json.loads(pathlib.Path(find_data_folder("schemas"), "statistics.schema.json").read_text("utf-8"))
    report = json.loads(run("check", "--statistics", "--format", "json").out)
    assert list(Draft202012Validator(schema).iter_errors(report)) == []
    assert report["summary"] == json.loads(run("check", "--format", "json").out)["summary"]
    rows = [
        (row["rule"], row["severity"], row["findings"], row["files"], row["fixable"]) for row in report["statistics"]
    ]
    assert rows == [
        ("insecure-callback-url", "warning", 1, 1, 0),
        ("invalid-callback-url", "error", 1, 1, 1),
        ("missing-callback-url", "error", 1, 1, 0),
        ("missing-callback-url", "info", 1, 1, 0),
    ]
    empty = json.loads(run("check", "--statistics", "--format", "json", "in/other.json").out)
    assert (empty["statistics"], list(Draft202012Validator(schema).iter_errors(empty))) == ([], [])


def test_statistics_are_the_same_by_any_number_of_processes(folder: pathlib.Path) -> None:
    make(folder, {f"more/{number:04}.json": (LOST, FIXABLE, CLEAN)[number % 3] for number in range(700)})
    shown = [pipe("check", "--statistics", "-j", str(jobs)) for jobs in (1, 2)]
    assert shown[0].stdout == shown[1].stdout
    assert shown[0].stdout.startswith(b"236  error    missing-callback-url")


def test_a_report_beside_statistics_is_whole(folder: pathlib.Path) -> None:
    run("check", "--statistics", "--report", "json=r.out")
    assert (folder / "r.out").read_text() == run("check", "--format", "json").out


# -- files


def test_the_files_that_would_be_checked(folder: pathlib.Path) -> None:
    make(
        folder,
        {"ce-lint.toml": 'exclude = ["b.json"]', ".gitignore": "a.json\n", "d.txt": "", "node_modules/x.json": ""},
    )
    inside = os.path.join("in", "c.json"), os.path.join("in", "other.json")
    shown = run("check", "--show-files")
    assert shown == (0, "".join(f"{path}\n" for path in inside), "")
    assert run("check", "--show-files", "in", "a.json", "b.json").out == "".join(
        f"{path}\n" for path in ("a.json", *inside)
    )
    assert run("check", "--show-files", "-v").err == "ce-lint: b.json: skipped: excluded by ce-lint.toml:1\n"
    shown = run("check", "--show-files", "absent.json", "a.json")
    assert (shown.status, shown.out, "absent.json: no such file" in shown.err) == (2, "a.json\n", True)
    assert run("check", "--show-files", "-", "--stdin-filename", "x/y.yaml").out == "x/y.yaml\n"
    assert run("check", "--show-files", "--select", "nothing").status == 2


@pytest.mark.parametrize("more", [[], ["--show-files"], ["--format", "json"], ["--diff"]])
def test_no_file_at_all_is_told(folder: pathlib.Path, more: list[str]) -> None:
    (folder / "empty").mkdir()
    shown = run("check", "empty", *more)
    assert shown.status == 0
    assert "ce-lint: nothing was checked: there are no JSON or YAML files in `empty`\n" in shown.err
    assert run("check", "empty", "--fail-on-empty", *more) == shown._replace(status=2)


def test_no_instance_document_fails_where_that_is_asked_for(folder: pathlib.Path) -> None:
    assert run("check", "in/other.json") == (0, "no instance documents in 1 file\n", "")
    shown = run("check", "in/other.json", "--fail-on-empty")
    assert shown.status == 2
    assert shown.err == "ce-lint: no instance document was found in 1 file; `-v` shows why each file was skipped\n"
    assert run("check", "in/other.json", "--fail-on-empty", "--exit-zero").status == 2
    assert run("check", "in", "--fail-on-empty").status == 0
    assert run("check", "--fail-on-empty").status == 1
    assert run("check", "-", "--fail-on-empty", stdin=b"{}").status == 2
    (folder / "ce-lint.toml").write_text('exclude = ["*.json"]')
    assert run("check", "--fail-on-empty").status == 2


def test_many_paths_are_not_all_told(folder: pathlib.Path) -> None:
    names = [f"empty{number}" for number in range(9)]
    for name in names:
        (folder / name).mkdir()
    assert "in `empty0`, `empty1`, `empty2` and 6 more\n" in run("check", *names).err


def test_what_cannot_be_read_is_not_called_empty(folder: pathlib.Path) -> None:
    assert run("check", "absent", "--fail-on-empty").err == "ce-lint: absent: no such file or directory\n"


# -- standard input


@pytest.mark.parametrize("command", ["check", "poll"])
def test_a_name_of_standard_input_means_standard_input(folder: pathlib.Path, command: str) -> None:
    shown = run(command, "--stdin-filename", "x.yaml", stdin=LOST.encode())
    assert shown == run(command, "-", "--stdin-filename", "x.yaml", stdin=LOST.encode())
    assert shown.out.startswith("x.yaml")


def test_it_means_so_beside_other_paths(folder: pathlib.Path) -> None:
    lines = run("check", "-q", "a.json", "--stdin-filename", "x.json", stdin=LOST.encode()).out.splitlines()
    assert [line.partition(":")[0] for line in lines] == ["a.json", "x.json"]


def test_nothing_to_poll_is_misuse(folder: pathlib.Path) -> None:
    shown = run("poll")
    assert (shown.status, shown.err) == (2, "ce-lint: name a file, or - for standard input\n")


def test_a_fixed_text_on_standard_output(folder: pathlib.Path) -> None:
    done = pipe("check", "--fix", "-", stdin=FIXABLE)
    assert (done.returncode, done.stdout.decode()) == (0, FIXED)
    assert done.stderr.decode() == "1 instance document in 1 file: no findings (1 fixed)\n"
    done = pipe("check", "--fix", "--stdin-filename", "x.json", "-q", stdin=OPEN)
    assert (done.returncode, done.stdout.decode()) == (0, OPEN.replace("https//", "https://"))
    assert [line.split(" ")[2] for line in done.stderr.decode().splitlines()] == ["events-not-enabled:"]
    assert pipe("check", "--fix", "-", "--fail-on", "warning", stdin=OPEN).returncode == 1


@pytest.mark.parametrize("text", [LOST, CLEAN, "{}", "", "not JSON", '{"element": {"key": "x"}, "configuration": {,}}'])
def test_a_text_without_a_fix_comes_back_as_it_is(folder: pathlib.Path, text: str) -> None:
    for data in (text.encode(), text.replace("\n", "\r\n").encode(), text.encode("utf-16"), b"\xff" + text.encode()):
        assert pipe("check", "--fix", "-", stdin=data).stdout == data
    (folder / "ce-lint.toml").write_text('exclude = ["stdin.json"]')
    assert pipe("check", "--fix", "-", stdin=FIXABLE).stdout.decode() == FIXABLE


def test_its_report_goes_to_standard_error_in_any_format(folder: pathlib.Path) -> None:
    done = pipe("check", "--fix", "-", "--format", "json", "--report", "json=r.out", stdin=OPEN)
    assert done.stdout.decode() == OPEN.replace("https//", "https://")
    assert done.stderr == (folder / "r.out").read_bytes()
    assert [found["rule"] for found in json.loads(done.stderr)["violations"]] == ["events-not-enabled"]


def test_unsafe_fixes_of_standard_input(folder: pathlib.Path) -> None:
    done = pipe("check", "--fix", "--unsafe-fixes", "-", stdin=PLAIN_HTTP)
    assert done.stdout.decode() == PLAIN_HTTP.replace("http://", "https://")
    assert pipe("check", "--fix", "-", stdin=PLAIN_HTTP).stdout.decode() == PLAIN_HTTP


# -- combinations that say nothing

EXCLUSIVE = [
    (["--show-files", "--fix"], "--show-files and --fix exclude each other"),
    (["--show-files", "--watch"], "--show-files and --watch exclude each other"),
    (["--statistics", "--diff"], "--statistics and --diff exclude each other"),
    (["--watch", "-"], "--watch and standard input exclude each other"),
    (["--watch", "--stdin-filename", "x"], "--watch and standard input exclude each other"),
    (["--statistics", "--format", "sarif"], "--statistics has the formats text and json, not sarif"),
    (["--fix", "-", "a.json"], "`-` must be the only path"),
    (["--fix", "a.json", "--stdin-filename", "x.json"], "`-` must be the only path"),
]


@pytest.mark.parametrize(("arguments", "words"), EXCLUSIVE, ids=[" ".join(row[0]) for row in EXCLUSIVE])
def test_what_excludes_each_other(folder: pathlib.Path, arguments: list[str], words: str) -> None:
    shown = run("check", *arguments)
    assert (shown.status, shown.out, words in shown.err) == (2, "", True)


# -- colours

COLORS: list[tuple[dict[str, str], list[str], bool]] = [
    ({}, [], False),
    ({"FORCE_COLOR": "1"}, [], True),
    ({"FORCE_COLOR": "3", "TERM": "dumb"}, [], True),
    ({"FORCE_COLOR": "0"}, [], False),
    ({"FORCE_COLOR": "false"}, [], False),
    ({"FORCE_COLOR": ""}, [], False),
    ({"FORCE_COLOR": "1", "NO_COLOR": "1"}, [], False),
    ({"FORCE_COLOR": "1", "NO_COLOR": ""}, [], True),
    ({"FORCE_COLOR": "1"}, ["--color", "never"], False),
    ({"NO_COLOR": "1"}, ["--color", "always"], True),
]


@pytest.mark.parametrize(("env", "more", "expected"), COLORS)
def test_who_decides_on_colours(
    folder: pathlib.Path, env: dict[str, str], more: list[str], expected: bool, monkeypatch: pytest.MonkeyPatch
) -> None:
    for name, value in env.items():
        monkeypatch.setenv(name, value)
    make(folder, {"p.json": POLLED})
    for command in (["check", "a.json"], ["explain", "missing-callback-url"], ["poll", "p.json"]):
        assert ("\x1b[" in run(*command, *more).out) == expected
    assert "\x1b" not in run("check", "a.json", "--format", "json").out


def test_colours_of_a_report_on_standard_error(folder: pathlib.Path) -> None:
    done = pipe("check", "--fix", "-", stdin=LOST, env={"FORCE_COLOR": "1"})
    assert done.stdout.decode() == LOST
    assert b"\x1b[31m" in done.stderr


# -- annotations in a run of GitHub Actions


def commands(out: str) -> list[str]:
    return re.findall(r"^::(\w+) ", out, re.MULTILINE)


def test_annotations_follow_the_text(folder: pathlib.Path, monkeypatch: pytest.MonkeyPatch) -> None:
    plain = run("check")
    annotated = run("check", "--format", "github").out
    monkeypatch.setenv("GITHUB_ACTIONS", "true")
    for arguments in (["."], ["a.json", "b.json", "in/c.json", "in/other.json"], ["--exit-zero"]):
        shown = run("check", *arguments)
        text, _, rest = shown.out.partition("::")
        assert text == plain.out
        assert sorted(f"::{rest}".splitlines()) == sorted(annotated.splitlines()[:-1])
        assert commands(shown.out) == ["error", "error", "warning"]


@pytest.mark.parametrize("format_", FORMATS)
def test_whoever_names_a_format_gets_it_alone(
    folder: pathlib.Path, format_: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    shown = run("check", "--format", format_)
    monkeypatch.setenv("GITHUB_ACTIONS", "true")
    assert run("check", "--format", format_) == shown


@pytest.mark.parametrize("more", [["--statistics"], ["--diff"], ["--show-files"]])
def test_nothing_else_is_annotated(folder: pathlib.Path, more: list[str], monkeypatch: pytest.MonkeyPatch) -> None:
    shown = run("check", *more)
    monkeypatch.setenv("GITHUB_ACTIONS", "true")
    assert run("check", *more) == shown


@pytest.mark.parametrize("value", ["", "false", "1"])
def test_no_annotations_elsewhere(folder: pathlib.Path, value: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("GITHUB_ACTIONS", value)
    assert commands(run("check").out) == []


def test_no_more_annotations_than_are_shown(folder: pathlib.Path, monkeypatch: pytest.MonkeyPatch) -> None:
    make(folder, {f"{number:03}.json": (LOST, PLAIN_HTTP)[number % 2] for number in range(700)})
    monkeypatch.setenv("GITHUB_ACTIONS", "true")
    for jobs in ("1", "2"):
        out = pipe("check", "-j", jobs).stdout.decode()
        assert commands(out) == ["error"] * 10 + ["warning"] * 10
        assert "704 files: 352 errors, 351 warnings" in out
        assert out.index("::error file=000.json") < out.index("::error file=002.json")
    make(folder / "clean", {"a.json": CLEAN})
    assert run("check", "clean").out == "1 instance document in 1 file: no findings\n"
