"""``ce-lint check`` as a user meets it: statuses, formats, streams, and what becomes of bad input."""

from __future__ import annotations

import json
import os
import pathlib
import signal
import subprocess
import sys
import time

import pytest
from jsonschema import Draft202012Validator

from ce_lint.rulebook.shipped import find_data_folder
from tests.helpers import EVENTS, body, run

CLEAN = json.dumps(body())
BROKEN = json.dumps(body({"event.notification.enabled": True}), indent=2)
WARNED = json.dumps(body({**EVENTS, "event.notification.callback.url": "http://example.com/e"}), indent=2)
LEGACY = json.dumps(body({**EVENTS, "event.poller.urls": "a|/a?x='${date}'"}), indent=2)


@pytest.fixture
def folder(tmp_path: pathlib.Path, monkeypatch: pytest.MonkeyPatch) -> pathlib.Path:
    monkeypatch.chdir(tmp_path)
    return tmp_path


def write(path: pathlib.Path, text: str) -> pathlib.Path:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(text, "utf-8")
    return path


def test_statuses(folder: pathlib.Path) -> None:
    write(folder / "clean.json", CLEAN)
    assert run("check").status == 0
    write(folder / "warned.json", WARNED)
    assert run("check").status == 0
    assert run("check", "--fail-on", "warning").status == 1
    write(folder / "broken.json", BROKEN)
    assert run("check").status == 1
    assert run("check", "--fail-on", "never").status == 0
    assert run("check", "clean.json").status == 0


def test_an_info_fails_only_where_asked(folder: pathlib.Path) -> None:
    write(folder / "legacy.json", LEGACY)
    assert run("check", "--fail-on", "warning").status == 0
    assert run("check", "--fail-on", "info").status == 1


def test_text_report(folder: pathlib.Path) -> None:
    write(folder / "broken.json", BROKEN)
    shown = run("check").out
    assert shown.startswith("broken.json:5:3 error missing-callback-url: Events are enabled, but `event.")
    assert '    5 |   "configuration": {' in shown
    assert "      |   ^^^^^^^^^^^^^^^" in shown
    assert "= help: Set `event.notification.callback.url`" in shown
    assert shown.endswith("1 instance document in 1 file: 1 error\n")
    assert "\x1b" not in shown


def test_quiet_is_one_line_for_each(folder: pathlib.Path) -> None:
    write(folder / "broken.json", BROKEN)
    lines = run("check", "-q").out.splitlines()
    assert len(lines) <= 2
    assert lines[0].startswith("broken.json:5:3 error missing-callback-url:")


def test_color(folder: pathlib.Path, monkeypatch: pytest.MonkeyPatch) -> None:
    write(folder / "broken.json", BROKEN)
    assert "\x1b[" in run("check", "--color", "always").out
    monkeypatch.setenv("NO_COLOR", "1")
    assert "\x1b[" not in run("check").out


def test_json_report_fits_its_schema(folder: pathlib.Path) -> None:
    write(folder / "broken.json", BROKEN)
    write(folder / "other.json", "{}")
    shown = run("check", "--format", "json")
    report = json.loads(shown.out)
    schema = json.loads(pathlib.Path(find_data_folder("schemas"), "report.schema.json").read_text("utf-8"))
    assert list(Draft202012Validator(schema).iter_errors(report)) == []
    assert report["version"] == 2
    assert report["files"] == 2
    (violation,) = report["violations"]
    assert violation["path"] == "broken.json"
    assert violation["route"] == ["configuration"]
    assert (violation["start"], violation["end"]) == ({"line": 5, "column": 3}, {"line": 5, "column": 18})
    assert report["summary"]["errors"] == 1
    assert not list(Draft202012Validator(schema).iter_errors({**report, "files": 2}))
    assert list(Draft202012Validator(schema).iter_errors({**report, "files": "2"}))


def test_select_and_ignore(folder: pathlib.Path) -> None:
    write(folder / "broken.json", BROKEN)
    assert run("check", "--ignore", "events").status == 0
    assert run("check", "--ignore", "missing-callback-url,literal-secret").status == 0
    assert run("check", "--select", "events").status == 1
    assert run("check", "--select", "structure").status == 0
    assert run("check", "--select", "events", "--ignore", "events", "--select", "missing-callback-url").status == 1


def test_a_rule_that_is_off_runs_when_selected(folder: pathlib.Path) -> None:
    write(folder / "text.json", json.dumps(body({"document.tagging": "true"})))
    assert run("check", "--fail-on", "info").status == 0
    assert "text-boolean" in run("check", "--select", "text-boolean").out


@pytest.mark.parametrize(
    ("arguments", "words"),
    [
        (
            ["check", "--select", "missing-calback-url"],
            "`missing-calback-url` is not a rule or family. Did you mean `missing-callback-url`?",
        ),
        (["check", "absent.json"], "absent.json: no such file or directory"),
        (["check", "--format", "xml"], "'xml' is not one of"),
        (["chekc"], "`chekc` is not a command. Did you mean `check`?"),
        (["check", "--selec", "x"], "`--selec` is not an option of `ce-lint check`. Did you mean `--select`?"),
        (
            ["check", "--no-cache"],
            "`--no-cache` is not an option of `ce-lint check`. `ce-lint check --help` lists them.",
        ),
        (
            ["explain", "missing-calback-url"],
            "`missing-calback-url` is not a rule or family. Did you mean `missing-callback-url`?",
        ),
        (["test-rules", "absent"], "absent: the folder does not exist"),
        (["check", "--rules", "absent"], "absent: the folder does not exist"),
        (["check", "--fail-on"], "requires an argument"),
    ],
)
def test_misuse_is_told_in_a_sentence(folder: pathlib.Path, arguments: list[str], words: str) -> None:
    shown = run(*arguments)
    assert shown.status == 2
    assert words in shown.err
    assert "Traceback" not in shown.err


def test_a_file_given_as_a_command(folder: pathlib.Path) -> None:
    write(folder / "a.json", CLEAN)
    assert "ce-lint check a.json" in run("a.json").err


def test_no_arguments_show_the_help() -> None:
    shown = run()
    assert shown.status == 2
    assert "check" in shown.out
    assert run("--help").status == 0
    assert run("--version").out.startswith("ce-lint ")


def test_stdin(folder: pathlib.Path) -> None:
    shown = run("check", "-", stdin=BROKEN.encode())
    assert shown.status == 1
    assert shown.out.startswith("stdin.json:5:3")
    yaml = b"element: {key: x}\nconfiguration: {event.notification.enabled: true}\nname: n\n"
    assert run("check", "-", "--stdin-filename", "a.yaml", stdin=yaml).out.startswith("a.yaml:2:1")


def test_nothing_recognized(folder: pathlib.Path) -> None:
    for name in ("a.json", "b.json", "c.yaml"):
        write(folder / name, "{}")
    shown = run("check")
    assert shown.status == 0
    assert shown.out == "no instance documents in 3 files\n"


def test_folders_are_walked_without_what_git_ignores(folder: pathlib.Path) -> None:
    write(folder / "a" / "one.json", BROKEN)
    write(folder / "b" / "two.json", BROKEN)
    write(folder / "node_modules" / "x.json", BROKEN)
    write(folder / "a" / "kept" / "three.json", BROKEN)
    (folder / ".git").mkdir()
    write(folder / ".gitignore", "b/\n/a/*.json\n!/a/one.json\n")
    write(folder / "a" / ".gitignore", "kept/\n")
    paths = {line.split(":")[0] for line in run("check", "-q").out.splitlines() if line.startswith(("a", "b"))}
    assert paths == {os.path.join("a", "one.json")}
    assert "two.json" in run("check", "-q", os.path.join("b", "two.json")).out
    assert "two.json" in run("check", "-q", "b").out


def test_each_file_once_and_in_order(folder: pathlib.Path) -> None:
    for name in ("b.json", "a.json", "c.json"):
        write(folder / name, BROKEN)
    for arguments in (["c.json", ".", "c.json"], ["."], ["b.json", "c.json", "a.json"]):
        shown = run("check", "-q", *arguments).out.splitlines()
        assert [line[:6] for line in shown] == ["a.json", "b.json", "c.json"]


@pytest.mark.skipif(sys.platform == "win32" or os.geteuid() == 0, reason="root reads everything")
def test_no_permission(folder: pathlib.Path) -> None:
    write(folder / "a.json", BROKEN).chmod(0)
    assert "permission denied" in run("check", "a.json").err


def test_what_cannot_be_read_is_told(folder: pathlib.Path, monkeypatch: pytest.MonkeyPatch) -> None:
    write(folder / "a.json", CLEAN)
    import ce_lint.files.walk
    import ce_lint.lint.check_file

    def refuse(*_: object) -> bytes:
        raise PermissionError(13, "Permission denied")

    monkeypatch.setattr(ce_lint.lint.check_file, "read_file", refuse)
    shown = run("check", "a.json")
    assert (shown.status, "permission denied" in shown.err) == (2, True)
    monkeypatch.setattr(os, "scandir", refuse)
    shown = run("check", ".")
    assert (shown.status, "permission denied" in shown.err) == (2, True)


def test_a_large_file(folder: pathlib.Path) -> None:
    with (folder / "large.json").open("wb") as file:
        file.write(b'{"element": {"key": "x"}, "configuration": {}, "x": [')
        file.truncate(200 * 1024 * 1024)
    with (folder / "data.json").open("wb") as file:
        file.write(b'{"x": [')
        file.truncate(200 * 1024 * 1024)
    start = time.monotonic()
    assert run("check").status == 0
    shown = run("check", "large.json", "data.json")
    assert shown.status == 2
    assert "large.json: it has 209,715,200 bytes" in shown.err
    assert "data.json" not in shown.err
    assert time.monotonic() - start < 20


HOSTILE = {
    "invalid utf-8": b'{"element": {"key": "x"}, "configuration": {"a": "\xff"}, "name": "n"}',
    "utf-16": CLEAN.encode("utf-16"),
    "utf-16 without a mark": CLEAN.encode("utf-16-le"),
    "utf-32": CLEAN.encode("utf-32"),
    "nul": b'{"element": {"key": "x"}, "configuration": {}, "name": "n"}\0\0',
    "brackets": b'{"configuration": {"event.objects": ' + b"[" * 100_000,
    "digits": b'{"element": {"key": "x"}, "name": "n", "configuration": {"event.objects": ' + b"9" * 5000 + b"}}",
    "empty": b"",
    "bom": b"\xef\xbb\xbf" + CLEAN.encode(),
    "crlf": CLEAN.replace("\n", "\r\n").encode(),
    "lone surrogate": b'{"element": {"key": "x"}, "configuration": {"event.objects": "\\ud800"}, "name": "n"}',
    "bomb": b"configuration: &a [1,2,3,4,5,6,7,8,9]\n"
    + b"".join(b"k%d: &b%d [%s]\n" % (n, n, b",".join([b"*b%d" % (n - 1) if n else b"*a"] * 9)) for n in range(12)),
}


@pytest.mark.parametrize("suffix", ["json", "yaml", "jsonl"])
@pytest.mark.parametrize("name", HOSTILE)
def test_any_bytes_end_in_a_result(folder: pathlib.Path, name: str, suffix: str) -> None:
    (folder / f"a.{suffix}").write_bytes(HOSTILE[name])
    for format_ in ("text", "json"):
        shown = run("check", "--format", format_, f"a.{suffix}")
        assert shown.status in {0, 1}
        assert shown.err == ""


def command(*arguments: str) -> list[str]:
    return [sys.executable, "-m", "ce_lint", *arguments]


def test_a_closed_pipe_is_quiet(folder: pathlib.Path) -> None:
    for number in range(400):
        write(folder / f"{number}.json", BROKEN)
    process = subprocess.Popen(command("check", "."), stdout=subprocess.PIPE, stderr=subprocess.PIPE)
    assert process.stdout is not None
    assert process.stderr is not None
    process.stdout.readline()
    process.stdout.close()
    assert process.stderr.read() == b""
    process.stderr.close()
    assert process.wait(20) in {1, 141}


@pytest.mark.skipif(sys.platform == "win32", reason="signals")
def test_ctrl_c_is_a_sentence(folder: pathlib.Path) -> None:
    process = subprocess.Popen(command("check", "-"), stdin=subprocess.PIPE, stderr=subprocess.PIPE)
    time.sleep(1.5)
    process.send_signal(signal.SIGINT)
    _, err = process.communicate(timeout=20)
    assert err.decode().strip() == "ce-lint: interrupted"
    assert process.returncode == 130


def test_a_narrow_terminal(folder: pathlib.Path, monkeypatch: pytest.MonkeyPatch) -> None:
    write(folder / "a.json", json.dumps(body({"x" * 150: "y", **EVENTS, "event.vendor.type": "pol"})))
    from ce_lint.cli import terminal
    from ce_lint.report.text import Style

    monkeypatch.setattr(terminal, "style", lambda *_: Style(60, True))
    assert max(map(len, run("check").out.splitlines())) <= 60


def test_an_output_without_bullets(folder: pathlib.Path) -> None:
    write(folder / "a.json", json.dumps(body({**EVENTS, "event.vendor.type": "pol", "username": "abc"})))
    environment = {**os.environ, "PYTHONIOENCODING": "ascii"}
    shown = subprocess.run(command("check", "a.json"), capture_output=True, env=environment, check=False)
    assert shown.returncode == 1
    assert b"***" in shown.stdout


def test_a_crash_of_ours_repeats_no_value(folder: pathlib.Path, monkeypatch: pytest.MonkeyPatch) -> None:
    write(folder / "a.json", json.dumps(body({"password": "hunter2-hunter2"})))
    import ce_lint.lint.check_file

    def crash(*_: object) -> None:
        raise RuntimeError("hunter2-hunter2")

    monkeypatch.setattr(ce_lint.lint.check_file, "lint", crash)
    shown = run("check", "a.json")
    assert shown.status == 2
    assert "internal error: RuntimeError at" in shown.err
    assert "hunter2" not in shown.err + shown.out


def test_rules_lists_them(folder: pathlib.Path) -> None:
    assert "  missing-callback-url" in run("rules").out
    listed = json.loads(run("rules", "--format", "json").out)
    assert {"rule", "family", "severity", "title", "help", "fix", "applies"} == set(listed["rules"][0])


def test_files_of_other_kinds_are_looked_through_for_the_header_when_named(folder: pathlib.Path) -> None:
    secrets = "7KqXv2mT9wLpR4sYzB8nDfHjG1cVeAuQ3oIxW5tKbMk=", "3f8a1c9e7b2d4f60a5c8e1b39d7f2064"
    script = 'curl -H "Authorization: User {}, Organization {}" https://x\n'
    write(folder / "call.sh", script.format(*secrets))
    write(folder / "safe.sh", script.format("<USER_SECRET>", "${ORG}"))
    write(folder / "notes.md", "configuration:\nthis is prose: and no YAML\n\tat all\n")
    assert run("check", "safe.sh", "notes.md").status == 0
    assert run("check").status == 0
    shown = run("check", "call.sh")
    assert shown.status == 1
    assert "call.sh:1:30 error exposed-authorization" in shown.out
    assert not any(secret[at : at + 4] in shown.out for secret in secrets for at in range(len(secret) - 3))
    assert "no instance documents in 1 file" in shown.out
