"""``ce-lint init``: from a repository with mistakes to a green hook that stops new ones."""

from __future__ import annotations

import json
import os
import pathlib
import shutil
import subprocess
import sys

import pytest

from tests.helpers import EVENTS, body
from tests.shipping import attempt, git, new_repository

SECRET = "k8mPq2Lx0vT7rYw3"
BAD = body({"event.notification.enabled": True})
SECRETIVE = body({"username": "me", "password": SECRET})
FILES = {
    "instances/clean.json": json.dumps(body(EVENTS), indent=2),
    "instances/bad.json": json.dumps(BAD, indent=2),
    "instances/torn.json": json.dumps(body({"event.vendor.type": "polling"}), indent=2)[:-12],
    "other instances/ümlaut.yaml": json.dumps(BAD),
    "package.json": '{"name": "web", "version": "1.0.0"}\n',
    "tsconfig.json": '{\n  // a comment\n  "files": []\n}\n',
}
WORKFLOW = ".github/workflows/ce-lint.yml"
ALL = ["ce-lint.toml", ".pre-commit-config.yaml", WORKFLOW, "ce-lint-baseline.json", ".gitattributes"]
HOOKED = "repos:\n- repo: local\n  hooks:\n  - {id: a, name: a, entry: git --version, language: system}\n"
PATH = f"{pathlib.Path(sys.executable).parent}{os.pathsep}{os.environ['PATH']}"

slow = pytest.mark.packaging


@pytest.fixture
def root(tmp_path: pathlib.Path) -> pathlib.Path:
    folder = new_repository(tmp_path / "a repository")
    add(folder, FILES)
    (folder / ".github").mkdir()
    return folder


def add(folder: pathlib.Path, texts: dict[str, str]) -> None:
    for name, text in texts.items():
        (folder / name).parent.mkdir(parents=True, exist_ok=True)
        (folder / name).write_text(text, "utf-8", newline="\n")


def command(*arguments: str) -> list[str]:
    return [sys.executable, "-m", "ce_lint", *arguments]


def init(folder: pathlib.Path, *arguments: str, path: str = PATH) -> str:
    done = attempt(command("init", *arguments), folder, {"PATH": path})
    assert done.returncode == 0, done.stdout + done.stderr
    assert SECRET not in done.stdout + done.stderr
    return done.stdout


def held(folder: pathlib.Path) -> dict[str, bytes]:
    files = (path for path in folder.rglob("*") if path.is_file())
    return {path.relative_to(folder).as_posix(): path.read_bytes() for path in files if ".git" not in path.parts}


@pytest.mark.parametrize("arguments", [[], ["--dry-run"], ["--dry-run", "--yes"]])
def test_it_only_shows(arguments: list[str], root: pathlib.Path) -> None:
    before = held(root)
    shown = init(root, *arguments)
    assert held(root) == before
    for name in ALL:
        assert f"+++ b/{name}" in shown
    assert "Nothing was written" in shown


def test_it_writes_and_then_has_nothing_to_do(root: pathlib.Path) -> None:
    before = held(root)
    init(root, "--yes")
    after = held(root)
    assert after.keys() - before.keys() == set(ALL)
    assert {name: after[name] for name in before} == before
    again = init(root, "--yes")
    assert "Nothing to do." in again
    assert held(root) == after
    for name in ALL[:-1]:
        assert f"exists  {name}" in again


def test_a_folder_below_leads_to_the_repository(root: pathlib.Path) -> None:
    init(root / "instances", "--yes")
    assert set(ALL) <= held(root).keys()
    assert "Nothing to do." in init(root.parent, str(root))


def test_the_baseline_is_that_of_the_command(root: pathlib.Path, tmp_path: pathlib.Path) -> None:
    add(root, {"secret.json": json.dumps(SECRETIVE)})
    for options in ([], ["--include-secrets"]):
        init(root, "--yes", *options)
        mine = (root / "ce-lint-baseline.json").read_bytes()
        assert attempt(command("baseline", *options, "--output", str(root / "x.json")), root).returncode == 0
        assert (root / "x.json").read_bytes() == mine
        (root / "ce-lint-baseline.json").unlink()
        (root / "x.json").unlink()


def test_secrets_are_told_and_stay_findings(root: pathlib.Path) -> None:
    add(root, {"secret.json": json.dumps(SECRETIVE)})
    assert "1 literal secret is not in the baseline" in init(root, "--yes")
    assert attempt(command("check"), root).returncode == 1
    assert "1 literal secret is not in the baseline" in init(root)
    (root / "ce-lint-baseline.json").unlink()
    assert "literal secret" not in init(root, "--yes", "--include-secrets")
    assert attempt(command("check"), root).returncode == 0


def test_what_an_older_baseline_lacks_is_told(root: pathlib.Path) -> None:
    init(root, "--yes")
    add(root, {"new.json": json.dumps(BAD)})
    assert "1 finding is not in ce-lint-baseline.json" in init(root)


def test_an_existing_configuration_is_used_and_stays(root: pathlib.Path) -> None:
    add(root, {"pyproject.toml": '[tool.ce-lint]\nexclude = ["/instances/"]\n'})
    shown = init(root, "--yes")
    assert "exists  pyproject.toml: the configuration" in shown
    assert not (root / "ce-lint.toml").exists()
    assert b"instances/bad.json" not in (root / "ce-lint-baseline.json").read_bytes().replace(b"other instances", b"")


def test_a_system_can_be_chosen(root: pathlib.Path) -> None:
    assert init(root, "--ci", "none").count("workflows") == 0
    shown = init(
        root, "--ci", "gitlab", "--ci", "jenkins", "--install", "ce-lint @ git+https://git.example.com/ce-lint@1"
    )
    assert "+++ b/.gitlab-ci.yml" in shown
    assert "Add this to Jenkinsfile by hand" in shown
    assert shown.count("git.example.com/ce-lint@1") == 3
    assert "--ci" in init_without_ci(root)


def init_without_ci(root: pathlib.Path) -> str:
    (root / ".github").rmdir()
    return init(root)


def test_one_that_is_not_on_the_path_is_told(root: pathlib.Path) -> None:
    git_only = str(pathlib.Path(shutil.which("git") or "").parent)
    if shutil.which("ce-lint", path=git_only):
        pytest.skip("ce-lint stands beside git")
    assert "not on the PATH" in init(root, path=git_only)
    assert "not on the PATH" not in init(root, "--install", "ce-lint", path=git_only)


def test_what_cannot_be_written_leaves_nothing_behind(root: pathlib.Path) -> None:
    (root / ".github" / "workflows").write_text("a file\n", "utf-8")
    before = held(root)
    done = attempt(command("init", "--yes"), root, {"PATH": PATH})
    assert done.returncode == 2
    assert "Nothing was written" in done.stderr
    assert held(root) == before


@pytest.mark.skipif(os.name == "nt", reason="there are no pseudo-terminals")
@pytest.mark.parametrize(("answer", "is_written"), [("y", True), ("n", False), ("", False)])
def test_it_asks_in_a_terminal(answer: str, is_written: bool, root: pathlib.Path) -> None:
    import pty

    mine, theirs = pty.openpty()
    streams = {"stdin": theirs, "stdout": theirs, "stderr": theirs}
    process = subprocess.Popen(command("init"), cwd=root, env={**os.environ, "PATH": PATH}, **streams)
    os.close(theirs)
    os.write(mine, f"{answer}\n".encode())
    seen = b""
    try:
        while piece := os.read(mine, 4096):
            seen += piece
    except OSError:
        pass  # Linux ends the reading so
    assert process.wait(30) == 0
    os.close(mine)
    assert b"Write these 5 files?" in seen
    assert (root / "ce-lint-baseline.json").exists() is is_written


# --- the way of a newcomer


@slow
@pytest.mark.parametrize("runner", ["pre-commit", "prek"])
@pytest.mark.parametrize("hooks", [None, HOOKED], ids=["no hooks", "hooks"])
def test_the_hook_is_green_and_stops_what_is_new(
    runner: str, hooks: str | None, root: pathlib.Path, tmp_path: pathlib.Path
) -> None:
    program = shutil.which(runner, path=PATH)
    if program is None:
        pytest.skip(f"there is no {runner}")
    env = {"PATH": PATH, "PRE_COMMIT_HOME": str(tmp_path / "home"), "PREK_HOME": str(tmp_path / "home")}
    if hooks:
        add(root, {".pre-commit-config.yaml": hooks})
    git(root, "add", "-A")
    git(root, "commit", "-q", "-m", "before")
    init(root, "--yes")
    git(root, "add", "-A")
    run = [program, "run", "--all-files"]
    green = attempt(run, root, env)
    assert green.returncode == 0, green.stdout + green.stderr
    assert "Passed" in green.stdout
    git(root, "commit", "-q", "-m", "set up")
    moved = {"tags": ["a"], **BAD, "configuration": {**BAD["configuration"], "event.vendor.typ": "polling"}}
    add(root, {"instances/bad.json": json.dumps(moved, indent=2)})
    git(root, "add", "-A")
    red = attempt(run, root, env)
    assert red.returncode == 1
    assert "unknown-event-key" in red.stdout
    assert "missing-callback-url" not in red.stdout
    assert attempt(command("check"), root).returncode == 1
