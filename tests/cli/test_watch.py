"""``check --watch``: it checks again after a change, and goes on after a mistake."""

from __future__ import annotations

import os
import pathlib
import queue
import signal
import subprocess
import sys
import threading
import time
from collections.abc import Callable, Iterator

import pytest

from ce_lint.cli.run import CheckOptions
from ce_lint.cli.watch import stamp_files
from ce_lint.config.settings import RuleSelection
from ce_lint.lint.context import CliOverrides
from tests.projects import CLEAN, LOST, make

PATIENCE = 30.0
RULE = (pathlib.Path(__file__).parents[2] / "examples/own-rules/ownership/missing-tags.toml").read_text("utf-8")


@pytest.fixture
def folder(tmp_path: pathlib.Path, monkeypatch: pytest.MonkeyPatch) -> pathlib.Path:
    monkeypatch.chdir(tmp_path)
    return make(tmp_path, {"a.json": CLEAN, "in/b.json": CLEAN})


class Watched:
    """A running ``check --watch``, its output line by line."""

    def __init__(self, *arguments: str) -> None:
        command = [sys.executable, "-u", "-m", "ce_lint", "check", "--watch", "-q", *arguments]
        self.process = subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True)
        self._lines: queue.Queue[str] = queue.Queue()
        threading.Thread(target=self._read, daemon=True).start()

    def _read(self) -> None:
        assert self.process.stdout is not None
        for line in self.process.stdout:
            self._lines.put(line.rstrip("\n"))

    def until_waiting(self) -> list[str]:
        """The lines up to the one that says that it waits for a change."""
        lines: list[str] = []
        end = time.monotonic() + PATIENCE
        while True:
            line = self._lines.get(timeout=max(0.1, end - time.monotonic()))
            if "; Ctrl-C ends" in line:
                return lines
            lines.append(line)

    def is_quiet_for(self, seconds: float) -> bool:
        try:
            self._lines.get(timeout=seconds)
        except queue.Empty:
            return True
        return False


@pytest.fixture
def start() -> Iterator[Callable[..., Watched]]:
    started: list[Watched] = []

    def begin(*arguments: str) -> Watched:
        started.append(Watched(*arguments))
        return started[-1]

    yield begin
    for watched in started:
        watched.process.kill()
        watched.process.wait()
        if watched.process.stdout is not None:
            watched.process.stdout.close()


def rules(lines: list[str]) -> list[str]:
    return [line.split(" ")[0].partition(":")[0] for line in lines if " error " in line]


@pytest.mark.skipif(sys.platform == "win32", reason="signals")
def test_a_change_is_checked(folder: pathlib.Path, start: Callable[..., Watched]) -> None:
    watched = start("--report", "json=report.json")
    assert watched.until_waiting() == []
    (folder / "a.json").write_text(LOST)
    lines = watched.until_waiting()
    assert lines[0] == "ce-lint: changed: a.json"
    assert rules(lines) == ["a.json"]
    (folder / "in/c.json").write_text(LOST)
    lines = watched.until_waiting()
    assert rules(lines) == ["a.json", os.path.join("in", "c.json")]
    (folder / "a.json").unlink()
    assert rules(watched.until_waiting()) == [os.path.join("in", "c.json")]
    (folder / "ce-lint.toml").write_text("exclud = []")
    lines = watched.until_waiting()
    assert lines[0] == "ce-lint: changed: ce-lint.toml"
    assert "Did you mean `exclude`?" in lines[1]
    (folder / "ce-lint.toml").write_text('exclude = ["c.json"]')
    assert rules(watched.until_waiting()) == []
    assert watched.is_quiet_for(1.5)
    watched.process.send_signal(signal.SIGINT)
    assert watched.process.wait(PATIENCE) == 130


def test_a_fix_is_not_fixed_again_and_again(folder: pathlib.Path, start: Callable[..., Watched]) -> None:
    watched = start("--fix")
    watched.until_waiting()
    (folder / "a.json").write_text(CLEAN.replace("},", "}", 1))
    watched.until_waiting()
    watched.until_waiting()
    assert (folder / "a.json").read_text() == CLEAN
    assert watched.is_quiet_for(1.5)


def test_a_mistake_at_the_start_ends_it(folder: pathlib.Path, start: Callable[..., Watched]) -> None:
    assert start("--select", "nothing").process.wait(PATIENCE) == 2


def test_everything_that_a_run_depends_on_is_watched(folder: pathlib.Path) -> None:
    make(
        folder,
        {
            "ce-lint.toml": 'extends = "in/base.toml"\nrules = "rules"',
            "in/base.toml": "",
            "rules/ownership/missing-tags.toml": RULE,
            "more/ownership/missing-owner.toml": RULE,
            "given.toml": "",
            "known.json": "",
            "ce-lint-baseline.json": '{"version": 1, "entries": []}',
            "report.json": "",
            "notes.txt": "",
        },
    )

    def names(options: CheckOptions) -> set[str]:
        return {os.path.relpath(path, folder).replace(os.sep, "/") for path in stamp_files(options)}

    expected = {
        "a.json",
        "in/b.json",
        "known.json",
        "ce-lint-baseline.json",
        "ce-lint.toml",
        "in/base.toml",
        "rules/ownership/missing-tags.toml",
    }
    assert names(CheckOptions(reports=[("json", "report.json")])) == expected
    assert names(CheckOptions()) == {*expected, "report.json"}
    overrides = CliOverrides(RuleSelection((), (), ("more",)), config="given.toml", baseline="known.json")
    assert names(CheckOptions(["in/b.json"], overrides)) == {
        "in/b.json",
        "known.json",
        "given.toml",
        "ce-lint.toml",
        "ce-lint-baseline.json",
        "more/ownership/missing-owner.toml",
    }


def test_a_broken_configuration_and_missing_paths_are_watched(folder: pathlib.Path) -> None:
    (folder / "ce-lint.toml").write_text("[")
    assert len(stamp_files(CheckOptions())) == 3
    assert [os.path.basename(path) for path in stamp_files(CheckOptions(["absent.json"]))] == ["ce-lint.toml"]
    (folder / "absent.json").write_text("{}")
    assert len(stamp_files(CheckOptions(["absent.json"]))) == 2
