"""``--report FORMAT=FILE``: any number in one run, each replaced as a whole, none over a file that is linted."""

from __future__ import annotations

import json
import os
import pathlib
import stat
import subprocess
import sys
from typing import Any
from xml.etree import ElementTree

import pytest

from ce_lint.report.formats import FORMATS
from tests.helpers import run
from tests.projects import CLEAN, LOST, make

JSON = ("json", "sarif", "gitlab", "rdjson")


@pytest.fixture
def folder(tmp_path: pathlib.Path, monkeypatch: pytest.MonkeyPatch) -> pathlib.Path:
    monkeypatch.chdir(tmp_path)
    return make(tmp_path, {"in/a.json": LOST, "in/b.json": LOST, "clean/c.json": CLEAN})


def everything(where: str) -> list[str]:
    return [part for name in FORMATS for part in ("--report", f"{name}={where}/{name}.out")]


@pytest.mark.parametrize("path", ["in", "clean"])
def test_every_format_in_one_run(folder: pathlib.Path, path: str) -> None:
    plain = run("check", path)
    shown = run("check", *everything("reports"), path)
    assert shown == plain
    for name in FORMATS:
        text = (folder / "reports" / f"{name}.out").read_text("utf-8")
        assert text == run("check", "--format", name, path).out
        if name in JSON:
            json.loads(text)
        if name == "junit":
            ElementTree.fromstring(text)
    assert sorted(os.listdir("reports")) == sorted(f"{name}.out" for name in FORMATS)


def test_an_error_leaves_the_old_file(folder: pathlib.Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (folder / "report.txt").write_text("old")
    (folder / "in/deep").mkdir()
    (folder / "in/deep/ce-lint.toml").write_text("x = 1")
    (folder / "in/deep/a.json").write_text(LOST)
    assert run("check", "--report", "json=report.txt", "in").status == 2
    assert (folder / "report.txt").read_text() == "old"
    import ce_lint.lint.check_file

    for error in (KeyboardInterrupt, RuntimeError, MemoryError):

        def fail(*_: object, error: type[BaseException] = error) -> None:
            raise error

        monkeypatch.setattr(ce_lint.lint.check_file, "lint", fail)
        assert run("check", "--report", "json=report.txt", "clean").status in {2, 130}
        assert (folder / "report.txt").read_text() == "old"
    assert sorted(os.listdir()) == [".git", "clean", "in", "report.txt"]


def test_it_is_replaced_and_not_written_to(folder: pathlib.Path) -> None:
    (folder / "report.txt").write_text("old" * 10_000)
    (folder / "report.txt").chmod(0o640)
    with (folder / "report.txt").open() as old:
        run("check", "--report", "json=report.txt", "clean")
        assert old.read() == "old" * 10_000
    assert json.loads((folder / "report.txt").read_text())["violations"] == []
    assert stat.S_IMODE((folder / "report.txt").stat().st_mode) == 0o640
    (folder / "link.txt").symlink_to("report.txt")
    run("check", "--report", "text=link.txt", "clean")
    assert (folder / "link.txt").is_symlink()
    assert "no findings" in (folder / "report.txt").read_text()


REFUSED: list[tuple[list[str], str]] = [
    (["--report", "json=in/a.json", "in/a.json"], "a report cannot be written over a file that is linted"),
    (["--report", "json=in/a.json", "in"], "a report cannot be written over a file that is linted"),
    (["--report", "json=in/../in/a.json"], "a report cannot be written over a file that is linted"),
    (["--report", "json=link.json", "in"], "a report cannot be written over a file that is linted"),
    (["--report", "json=in/a.json", "-", "--stdin-filename", "in/a.json"], "over a file that is linted"),
    (["--report", "json=x.out", "--report", "sarif=x.out"], "x.out: two reports cannot be written to one file"),
    (["--report", "json=x.out", "--report", "sarif=in/../x.out"], "two reports cannot be written to one file"),
    (["--report", "json=x.out", "--report", "json=x.out"], "two reports cannot be written to one file"),
    (["--report", "json=in"], "a report is written to a file, and this is a folder"),
    (["--report", "json=in/a.json/x.out"], "the report cannot be written"),
    (["--report", "json"], "write FORMAT=FILE; the formats are text, json"),
    (["--report", "json="], "write FORMAT=FILE"),
    (["--report", "xml=x.out"], "write FORMAT=FILE"),
]


@pytest.mark.parametrize(("arguments", "words"), REFUSED, ids=[f"{row[0][1]}-{at}" for at, row in enumerate(REFUSED)])
def test_what_is_refused(folder: pathlib.Path, arguments: list[str], words: str) -> None:
    (folder / "link.json").symlink_to("in/a.json")
    shown = run("check", *arguments, stdin=LOST.encode())
    assert (shown.status, words in shown.err) == (2, True), shown.err
    assert len(shown.err.splitlines()) == 1
    assert (folder / "in/a.json").read_text() == LOST
    assert not (folder / "x.out").exists()


def test_the_report_of_the_last_run_is_no_instance(folder: pathlib.Path) -> None:
    for _ in range(2):
        shown = run("check", *[part.replace(".out", ".json") for part in everything(".")])
        assert (shown.status, shown.err) == (1, "")


def test_beside_another_process(folder: pathlib.Path) -> None:
    for number in range(700):
        (folder / f"in/{number:04}.json").write_text(LOST)
    command = [sys.executable, "-m", "ce_lint", "check", "-j", "2", "--report", "json=in/0650.json", "in", "-q"]
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    assert (done.returncode, "in/0650.json: a report cannot be written over" in done.stderr) == (2, True)
    assert (folder / "in/0650.json").read_text() == LOST


@pytest.mark.skipif(sys.platform == "win32", reason="devices")
def test_devices_are_written_to_and_stay(folder: pathlib.Path) -> None:
    before = os.stat(os.devnull)
    assert run("check", "--report", f"json={os.devnull}", "clean").status == 0
    assert os.stat(os.devnull).st_rdev == before.st_rdev
    command = [sys.executable, "-m", "ce_lint", "check", "-q", "--report", "json=/dev/stdout", "clean"]
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    assert json.loads(done.stdout)["violations"] == []


def test_a_full_disk_is_told(folder: pathlib.Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (folder / "report.txt").write_text("old")

    def full(*_: Any) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(os, "fsync", full)
    shown = run("check", "--report", "json=report.txt", "clean")
    assert (shown.status, "no space left on device" in shown.err.lower()) == (2, True)
    assert (folder / "report.txt").read_text() == "old"
    assert sorted(os.listdir()) == [".git", "clean", "in", "report.txt"]


def test_an_output_that_is_closed_leaves_the_old_file(folder: pathlib.Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (folder / "report.txt").write_text("old")

    def closed(_text: str) -> None:
        raise BrokenPipeError

    import ce_lint.cli.main
    import ce_lint.cli.run

    monkeypatch.setattr(ce_lint.cli.run, "to_stdout", closed)
    monkeypatch.setattr(ce_lint.cli.main, "_drop_output", lambda: None)
    assert run("check", "--report", "json=report.txt", "in").status == 141
    assert (folder / "report.txt").read_text() == "old"
