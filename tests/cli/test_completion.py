"""``ce-lint completion``: what the Tab key offers, asked of real shells where they are installed."""

from __future__ import annotations

import os
import pathlib
import shlex
import shutil
import subprocess
import sys
import time

import pytest

from ce_lint.cli.commands import cli
from ce_lint.report.formats import FORMATS
from ce_lint.rulebook.shipped import load_shipped_rules
from tests.helpers import run

EVENTS_RULES = [rule.name for rule in load_shipped_rules() if rule.name.startswith("missing-c")]


def shell(name: str) -> str:
    found = shutil.which(name)
    if found is None or sys.platform == "win32":
        pytest.skip(f"there is no {name}")
    return found


@pytest.fixture
def env(tmp_path: pathlib.Path) -> dict[str, str]:
    """An environment in which ``ce-lint`` is the program that is tested."""
    program = tmp_path / "bin" / "ce-lint"
    program.parent.mkdir()
    program.write_text(f'#!/bin/sh\nexec {shlex.quote(sys.executable)} -m ce_lint "$@"\n')
    program.chmod(0o755)
    root = str(pathlib.Path(__file__).parents[2])
    return {**os.environ, "PATH": f"{program.parent}:{os.environ['PATH']}", "PYTHONPATH": root, "HOME": str(tmp_path)}


def execute(command: list[str], env: dict[str, str], folder: pathlib.Path) -> list[str]:
    done = subprocess.run(command, capture_output=True, text=True, env=env, cwd=folder, check=False, timeout=60)
    assert (done.returncode, done.stderr) == (0, ""), done.stdout
    return done.stdout.splitlines()


def in_bash(words: list[str], env: dict[str, str], folder: pathlib.Path) -> list[str]:
    """What bash would offer for the last word."""
    written = " ".join(map(shlex.quote, words))
    script = f"""
        eval "$(ce-lint completion bash)"
        compopt() {{ echo "compopt $1 $2"; }}
        COMP_WORDS=({written}); COMP_CWORD={len(words) - 1}
        function=$(complete -p ce-lint | sed 's/.*-F \\([^ ]*\\) .*/\\1/')
        $function ce-lint
        printf '%s\\n' "${{COMPREPLY[@]}}"
    """
    return [line for line in execute([shell("bash"), "--norc", "-c", script], env, folder) if line]


COMPLETIONS = [
    (["po"], ["poll"]),
    (["c"], ["check", "config", "completion"]),
    (["check", "--output-f"], ["--output-format"]),
    (["check", "--stat"], ["--statistics"]),
    (["check", "--format", ""], [*FORMATS]),
    (["check", "--format", "j"], ["json", "junit"]),
    (["check", "--select", "even"], ["events", "events-disagree", "events-not-enabled"]),
    (["check", "--ignore", "secrets,missing-c"], [f"secrets,{name}" for name in EVENTS_RULES]),
    (["explain", "missing-c"], EVENTS_RULES),
    (["schema", "po"], ["poll", "poller"]),
    (["completion", ""], ["bash", "zsh", "fish"]),
]


@pytest.mark.parametrize(("words", "expected"), COMPLETIONS, ids=[" ".join(row[0]) for row in COMPLETIONS])
def test_bash(words: list[str], expected: list[str], env: dict[str, str], tmp_path: pathlib.Path) -> None:
    assert in_bash(["ce-lint", *words], env, tmp_path) == expected


@pytest.mark.parametrize(
    ("words", "asked"),
    [
        (["check", ""], "compopt -o default"),
        (["check", "--rules", ""], "compopt -o dirnames"),
        (["check", "--config", ""], "compopt -o default"),
        (["poll", "a"], "compopt -o default"),
        (["baseline", ""], "compopt -o default"),
        (["config", ""], "compopt -o default"),
        (["test-rules", ""], "compopt -o dirnames"),
    ],
)
def test_bash_completes_paths_itself(words: list[str], asked: str, env: dict[str, str], tmp_path: pathlib.Path) -> None:
    assert in_bash(["ce-lint", *words], env, tmp_path) == [asked]


def test_bash_at_a_keyboard(env: dict[str, str], tmp_path: pathlib.Path) -> None:
    import pty

    leader, follower = pty.openpty()
    command = [shell("bash"), "--norc", "--noprofile", "-i"]
    process = subprocess.Popen(
        command,
        stdin=follower,
        stdout=follower,
        stderr=follower,
        env={**env, "PS1": "$ ", "TERM": "dumb"},
        cwd=tmp_path,
    )
    os.close(follower)
    os.write(leader, b'eval "$(ce-lint completion bash)"; echo rea""dy\n')
    seen = read_until(leader, b"\nready")
    os.write(leader, b"ce-lint explain missing-callb\t")
    seen = read_until(leader, b"missing-callback-url")
    assert b"ce-lint explain missing-callback-url" in seen
    process.kill()
    process.wait()
    os.close(leader)


def read_until(descriptor: int, words: bytes) -> bytes:
    seen, end = b"", time.monotonic() + 30
    while words not in seen.replace(b"\r", b"") and time.monotonic() < end:
        seen += os.read(descriptor, 10_000)
    return seen


def in_fish(words: str, env: dict[str, str], folder: pathlib.Path) -> list[str]:
    script = f"ce-lint completion fish | source; complete -C {shlex.quote(words)}"
    return [line.partition("\t")[0] for line in execute([shell("fish"), "--no-config", "-c", script], env, folder)]


def test_fish(env: dict[str, str], tmp_path: pathlib.Path) -> None:
    (tmp_path / "zebra.json").write_text("{}")
    assert in_fish("ce-lint po", env, tmp_path) == ["poll"]
    assert in_fish("ce-lint check --format j", env, tmp_path) == ["json", "junit"]
    assert in_fish("ce-lint explain missing-c", env, tmp_path) == EVENTS_RULES
    assert in_fish("ce-lint check zeb", env, tmp_path) == ["zebra.json"]


def test_zsh(env: dict[str, str], tmp_path: pathlib.Path) -> None:
    """The function of the script is called as zsh calls it, with its answers printed."""
    script = """
        compdef() { defined=$1; }
        _describe() { print -rl -- ${(P)3}; }
        compadd() { print -rl -- ${(P)5}; }
        _path_files() { print -r -- "files $*"; }
        eval "$(ce-lint completion zsh)"
        ask() { words=(ce-lint "$@"); CURRENT=$#words; $defined; }
        ask po; ask check --format j; ask explain missing-c; ask check ''; ask test-rules ''
    """
    program = [shell("zsh"), "--no-rcs", "-c", script]
    lines = [line.partition(":")[0] for line in execute(program, env, tmp_path)]
    assert lines == ["poll", "json", "junit", *EVENTS_RULES, "files -f", "files -/"]


@pytest.mark.parametrize("name", ["bash", "zsh", "fish"])
def test_every_script_is_one_of_its_shell(name: str, tmp_path: pathlib.Path) -> None:
    (tmp_path / "script").write_text(run("completion", name).out)
    subprocess.run([shell(name), "-n", str(tmp_path / "script")], check=True)


def test_another_shell() -> None:
    shown = run("completion", "powershell")
    assert (shown.status, "'bash', 'zsh', 'fish'" in shown.err) == (2, True)


def test_the_help_shows_a_line_for_each_shell() -> None:
    text = run("completion", "--help").out
    assert 'in ~/.bashrc:      eval "$(ce-lint completion bash)"\n' in text
    assert "ce-lint completion fish | source\n" in text


def test_what_may_come_next_is_found_without_importing_every_command(
    env: dict[str, str], tmp_path: pathlib.Path
) -> None:
    asked = {**env, "_CE_LINT_COMPLETE": "bash_complete", "COMP_WORDS": "ce-lint ", "COMP_CWORD": "1"}
    code = (
        "import sys\nfrom ce_lint.cli.main import main\n"
        "try: main([])\nexcept SystemExit: print(sorted(m for m in sys.modules if m.startswith('ce_lint.cli.')))"
    )
    *offered, modules = execute([sys.executable, "-c", code], asked, tmp_path)
    assert [line.removeprefix("plain,") for line in offered] == cli.list_commands(None)  # type: ignore[attr-defined]
    assert "ce_lint.cli.explain" not in modules
