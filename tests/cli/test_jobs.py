"""``-j`` and progress: the same results in the same order for any number of processes; a bar for those who wait."""

from __future__ import annotations

import io
import json
import os
import pathlib
import pickle
import signal
import subprocess
import sys
import time
from collections.abc import Iterator

import pytest

from ce_lint.cli.progress import Progress
from ce_lint.lint.context import CliOverrides, Project
from ce_lint.util import processes
from ce_lint.util.processes import CHUNK, FEW, count_cores, map_in_order
from tests.helpers import run
from tests.projects import CLEAN, LEAKY, LOST, LOST_YAML, PLAIN_HTTP, make

TEXTS = [LOST, CLEAN, PLAIN_HTTP, LEAKY, "{}", '{"element": {"key": "x"}, "configuration": {,}}']


@pytest.fixture
def folder(tmp_path: pathlib.Path, monkeypatch: pytest.MonkeyPatch) -> pathlib.Path:
    monkeypatch.chdir(tmp_path)
    make(tmp_path, {f"{n % 7}/{n:04}.json": TEXTS[n % len(TEXTS)] for n in range(FEW + 300)})
    allow = '[[allow]]\nrule = "{}"\nfiles = ["/{}"]\nreason = "r"\n'
    rules = ["missing-callback-url", "literal-secret", "insecure-callback-url"]
    make(
        tmp_path,
        {"ce-lint.toml": "".join(allow.format(rule, at) for at, rule in enumerate(rules)), "x.yaml": LOST_YAML},
    )
    return tmp_path


def whole(*arguments: str) -> tuple[int, str, str]:
    done = subprocess.run(
        [sys.executable, "-m", "ce_lint", "check", *arguments], capture_output=True, text=True, check=False
    )
    return done.returncode, done.stdout, done.stderr


def test_any_number_of_processes_says_the_same(folder: pathlib.Path) -> None:
    run("baseline", "5")
    (folder / "5" / "0005.json").write_text(CLEAN)
    arguments = ["-v", "--report", "sarif=s.sarif", "--report", "json=j.out"]
    expected = whole("-j", "1", *arguments)
    texts = (folder / "s.sarif").read_bytes(), (folder / "j.out").read_bytes()
    assert expected[0] == 1
    assert "unused-allowance" in expected[1] + expected[2] or "allowed" in expected[1]
    for number in ("2", "3", "0"):
        assert whole("-j", number, *arguments) == expected
        assert ((folder / "s.sarif").read_bytes(), (folder / "j.out").read_bytes()) == texts
    assert json.loads(texts[1])["summary"]["known"] > 0


def test_another_process_gets_a_project_without_what_was_read(folder: pathlib.Path) -> None:
    project = Project(CliOverrides(config="ce-lint.toml"))
    sent = pickle.dumps(project)
    expected = project.context("1/0001.json").settings.rulebook("1/0001.json").known
    assert pickle.dumps(project) == sent
    assert pickle.loads(sent).context("1/0001.json").settings.rulebook("1/0001.json").known == expected


def test_a_wrong_configuration_in_another_process_is_told(folder: pathlib.Path) -> None:
    make(folder, {"6/z/ce-lint.toml": "inclde = []", "6/z/a.json": LOST})
    status, _, err = whole("-q", "-j", "2")
    assert (status, len(err.splitlines())) == (2, 1)
    assert "Did you mean `include`?" in err


def test_a_crash_in_another_process_repeats_no_value(folder: pathlib.Path) -> None:
    code = (
        "import sys, ce_lint.lint.check_file\n"
        "def crash(path, *_): raise RuntimeError('hunter2')\n"
        "from ce_lint.cli.main import main\n"
        "real = ce_lint.lint.check_file.lint\n"
        "def lint(path, *more): return crash(path) if path.startswith('6') else real(path, *more)\n"
        "ce_lint.lint.check_file.lint = lint\n"
        "sys.exit(main(['check', '-q', '-j', '2']))\n"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=False)
    assert (done.returncode, len(done.stderr.splitlines())) == (2, 1)
    assert "internal error: RuntimeError" in done.stderr
    assert "hunter2" not in done.stdout + done.stderr


@pytest.mark.skipif(sys.platform == "win32", reason="signals")
def test_ctrl_c_ends_all_of_them(folder: pathlib.Path) -> None:
    make(folder, {f"more/{n:05}.json": LOST for n in range(4000)})
    command = [sys.executable, "-m", "ce_lint", "check", "-j", "2", "--report", "json=r.out"]
    process = subprocess.Popen(
        command, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True, start_new_session=True
    )
    assert process.stdout is not None
    for _ in range(3000):
        process.stdout.readline()
    os.killpg(process.pid, signal.SIGINT)
    _, err = process.communicate(timeout=30)
    assert (process.returncode, err.strip()) == (130, "ce-lint: interrupted")
    assert not [name for name in os.listdir() if "r.out" in name]


def double(items: list[int]) -> list[int]:
    return [2 * item for item in items]


@pytest.mark.parametrize("processes", [1, 2, 100])
@pytest.mark.parametrize("count", [0, 1, CHUNK, FEW, FEW + 1, FEW + 5 * CHUNK + 3])
def test_order_is_kept(processes: int, count: int) -> None:
    assert [item for made in map_in_order(double, range(count), min(processes, 4)) for item in made] == [
        2 * item for item in range(count)
    ]


def test_no_more_than_a_few_are_taken_in_advance() -> None:
    taken = 0

    def items() -> Iterator[int]:
        nonlocal taken
        while True:
            taken += 1
            yield taken

    made = map_in_order(double, items(), 2)
    for _ in range(FEW // CHUNK + 2):
        next(made)
    assert taken <= FEW + 12 * CHUNK
    made.close()


def test_a_system_that_starts_no_process(monkeypatch: pytest.MonkeyPatch) -> None:
    import concurrent.futures

    def refuse(*_: object, **__: object) -> None:
        raise OSError(38, "Function not implemented")

    monkeypatch.setattr(concurrent.futures, "ProcessPoolExecutor", refuse)
    made = [item for part in map_in_order(double, range(FEW + 200), 2) for item in part]
    assert made == double(list(range(FEW + 200)))


def test_processes_are_limited(monkeypatch: pytest.MonkeyPatch) -> None:
    asked: list[int] = []

    def note(number: int, **_: object) -> None:
        asked.append(number)
        raise NotImplementedError

    import concurrent.futures

    monkeypatch.setattr(concurrent.futures, "ProcessPoolExecutor", note)
    assert sum(len(part) for part in map_in_order(double, range(FEW + 1), 5000)) == FEW + 1
    assert asked == [processes._MAX_PROCESSES]


def test_cores() -> None:
    assert count_cores() >= 1


class _Screen(io.StringIO):
    def isatty(self) -> bool:
        return True


def test_a_bar_after_two_seconds(monkeypatch: pytest.MonkeyPatch) -> None:
    screen = _Screen()
    monkeypatch.setattr(sys, "stderr", screen)
    monkeypatch.setenv("TERM", "xterm")
    clock = [100.0]
    monkeypatch.setattr(time, "monotonic", lambda: clock[0])
    bar = Progress(lambda: 400)
    bar.add(100)
    clock[0] += 1.9
    bar.add(100)
    assert screen.getvalue() == ""
    clock[0] += 0.2
    bar.add(100)
    assert screen.getvalue().endswith("] 300 of 400 files")
    assert screen.getvalue().count("#") == 22
    bar.add(50)
    assert screen.getvalue().count("files") == 1
    bar.clear()
    assert screen.getvalue().endswith("\r\x1b[K")
    length = len(screen.getvalue())
    bar.clear()
    assert len(screen.getvalue()) == length


@pytest.mark.parametrize("where", ["no terminal", "dumb"])
def test_no_bar(where: str, monkeypatch: pytest.MonkeyPatch) -> None:
    out = io.StringIO() if where == "no terminal" else _Screen()
    monkeypatch.setattr(sys, "stderr", out)
    monkeypatch.setenv("TERM", "dumb" if where == "dumb" else "xterm")
    clock = [0.0]
    monkeypatch.setattr(time, "monotonic", lambda: clock[0])
    bar = Progress(lambda: 1)
    clock[0] = 9.0
    bar.add(1)
    bar.clear()
    assert out.getvalue() == ""


@pytest.mark.skipif(sys.platform == "win32", reason="no pty")
def test_in_a_real_terminal_it_is_gone_at_the_end(folder: pathlib.Path) -> None:
    import pty

    code = (
        "import sys\nfrom ce_lint.cli import progress\nprogress.PATIENCE = 0.0\nprogress._EVERY = 0.0\n"
        "from ce_lint.cli.main import main\nsys.exit(main(['check', '-q', '-j', '1', '1']))\n"
    )
    leader, follower = pty.openpty()
    command = [sys.executable, "-c", code]
    environment = {**os.environ, "TERM": "xterm"}
    process = subprocess.Popen(command, stdout=subprocess.PIPE, stderr=follower, text=True, env=environment)
    os.close(follower)
    out, _ = process.communicate(timeout=60)
    seen = os.read(leader, 100_000).decode()
    os.close(leader)
    assert " files" in seen
    assert seen.endswith("\r\x1b[K")
    assert "\x1b" not in out
