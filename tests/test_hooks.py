"""The hooks, run by pre-commit and by prek: what they stop, and that they say what a run over the folder says."""

from __future__ import annotations

import json
import os
import pathlib
import re
import shlex
import shutil
import stat
import subprocess
import sys
import tomllib

import pytest

from ce_lint.document.yaml.parser import parse_yaml
from tests.helpers import EVENTS, body
from tests.shipping import BORROWED, ROOT, attempt, git, new_repository, repository_of_the_tree

DOCS = (ROOT / "docs" / "ci.md").read_text("utf-8")
CLEAN = json.dumps(body(EVENTS), indent=2) + "\n"
FIXABLE = CLEAN.replace("https://example", "https//example")
BAD = json.dumps(body({"event.notification.enabled": True}), indent=2) + "\n"
WARNED = json.dumps(body({"oauth.callback.url": "http://acme.example.com/auth"}), indent=2) + "\n"
HEADER = json.dumps({"headers": {"Authorization": "User k8mPq2Lx0vT7rYw3, Organization 5d41402abc4b2a76b9719d91"}})
OTHERS = {
    "package.json": '{"name": "web", "version": "1.0.0"}\n',
    "tsconfig.json": '{\n  // a comment\n  "files": []\n}\n',
    "compose.yaml": "services:\n  web:\n    image: nginx\n",
    "readme.md": "# element: configuration\n",
}
NAMES = ["a/with blanks.json", "a/zürich 東京.yaml", "-v.json", "--select.json", "b'c$d.json", "UP.JSON"]

slow = pytest.mark.packaging


class Runner:
    """pre-commit or prek, with a home of its own, and without a network."""

    def __init__(self, name: str, home: pathlib.Path) -> None:
        program = shutil.which(name, path=f"{pathlib.Path(sys.executable).parent}{os.pathsep}{os.environ['PATH']}")
        if program is None:
            pytest.skip(f"there is no {name}")
        if name == "prek" and shutil.which("uv", path=self.path) is None:
            pytest.skip("there is no uv, by which prek installs Python hooks")
        self.program = program
        dropped = home / "overrides.txt"
        dropped.write_text("".join(f'{name} ; sys_platform == "never"\n' for name in dependencies()), "utf-8")
        self.env = {
            **BORROWED,
            "PATH": self.path,
            "PRE_COMMIT_HOME": str(home / "pre-commit"),
            "PREK_HOME": str(home / "prek"),
            "UV_OFFLINE": "1",
            "UV_NO_BUILD_ISOLATION": "1",
            "UV_OVERRIDE": str(dropped),
            "UV_CACHE_DIR": str(home / "uv"),
        }

    path = f"{pathlib.Path(sys.executable).parent}{os.pathsep}{os.environ['PATH']}"

    def __call__(self, work: pathlib.Path, *arguments: str) -> subprocess.CompletedProcess[str]:
        return attempt([self.program, *arguments], work, self.env)


def dependencies() -> list[str]:
    project = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))["project"]
    return [re.split(r"[<>=\[]", text)[0] for text in project["dependencies"]]


@pytest.fixture(scope="module")
def source(tmp_path_factory: pytest.TempPathFactory) -> pathlib.Path:
    return repository_of_the_tree(tmp_path_factory.mktemp("source"))


@pytest.fixture(scope="module", params=["pre-commit", "prek"])
def runner(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Runner:
    return Runner(request.param, tmp_path_factory.mktemp("home"))


@pytest.fixture
def work(tmp_path: pathlib.Path) -> pathlib.Path:
    return fill(new_repository(tmp_path / "a repository"), {**OTHERS, "clean.json": CLEAN})


def fill(folder: pathlib.Path, texts: dict[str, str]) -> pathlib.Path:
    for name, text in texts.items():
        (folder / name).parent.mkdir(parents=True, exist_ok=True)
        (folder / name).write_text(text, "utf-8", newline="\n")
    git(folder, "add", "-A")
    return folder


def pin(work: pathlib.Path, source: pathlib.Path, *lines: str) -> None:
    head = ["repos:", f"- repo: {source}", f"  rev: {git(source, 'rev-parse', 'HEAD')}", "  hooks:"]
    fill(work, {".pre-commit-config.yaml": "\n".join([*head, *(f"  {line}" for line in lines), ""])})


def findings(text: str) -> list[str]:
    """The findings of a report, without their places and the indentation that prek adds."""
    found = re.findall(r"^ *(\S.*):\d+:\d+ (?:error|warning) ([\w-]+)", text, re.MULTILINE)
    return sorted(f"{path} {rule}" for path, rule in found)


# --- the files


@pytest.mark.skipif(os.name == "nt", reason="a clone on Windows may have no symbolic links")
def test_the_hook_is_a_file_and_the_other_name_a_link() -> None:
    hooks, link = ROOT / ".pre-commit-hooks.yaml", ROOT / "pre-commit-hooks.yaml"
    assert stat.S_ISREG(hooks.lstat().st_mode)
    assert link.is_symlink()
    assert os.readlink(link) == ".pre-commit-hooks.yaml"


def test_the_hooks_run_one_process_at_a_time_and_end_the_options() -> None:
    (reading,) = parse_yaml((ROOT / ".pre-commit-hooks.yaml").read_text("utf-8"))
    assert [hook["id"] for hook in reading.value] == ["ce-lint", "ce-lint-fix", "ce-lint-strict"]
    for hook in reading.value:
        assert hook["require_serial"] is True
        assert hook["args"] == ["--"]


# --- pinned, as a team has it


@slow
def test_a_pinned_hook_lets_pass_what_is_clean_and_stops_the_rest(
    runner: Runner, source: pathlib.Path, work: pathlib.Path
) -> None:
    pin(work, source, "- id: ce-lint")
    passed = runner(work, "run", "--all-files")
    assert passed.returncode == 0, passed.stdout + passed.stderr
    fill(work, dict.fromkeys(NAMES, BAD))
    stopped = runner(work, "run", "--all-files")
    assert stopped.returncode == 1
    assert findings(stopped.stdout) == sorted(f"{name} missing-callback-url" for name in NAMES)


@slow
def test_it_stops_a_commit(runner: Runner, source: pathlib.Path, work: pathlib.Path) -> None:
    pin(work, source, "- id: ce-lint")
    assert runner(work, "install").returncode == 0
    hooked = ["git", "-c", "user.name=t", "-c", "user.email=t@example.com", "commit", "-q", "-m", "all"]
    made = attempt(hooked, work, runner.env)
    assert made.returncode == 0, made.stdout + made.stderr
    fill(work, {"bad.json": BAD})
    stopped = attempt(hooked, work, runner.env)
    assert stopped.returncode == 1
    assert findings(stopped.stdout + stopped.stderr) == ["bad.json missing-callback-url"]


@slow
def test_a_warning_stops_the_strict_hook_alone(runner: Runner, source: pathlib.Path, work: pathlib.Path) -> None:
    fill(work, {"-warned.json": WARNED})
    pin(work, source, "- id: ce-lint")
    assert runner(work, "run", "--all-files").returncode == 0
    pin(work, source, "- id: ce-lint-strict")
    stopped = runner(work, "run", "--all-files")
    assert stopped.returncode == 1
    assert findings(stopped.stdout) == ["-warned.json insecure-oauth-callback-url"]


@slow
def test_the_hook_that_fixes(runner: Runner, source: pathlib.Path, work: pathlib.Path) -> None:
    broken = body({"event.notification.enabled": True, "event.vendor.type": "polling"})
    both = json.dumps(broken, indent=2).replace('"zendesk"', '"zendesk",') + "\n"
    fill(work, {**dict.fromkeys(NAMES, FIXABLE), "both.json": both})
    pin(work, source, "- id: ce-lint-fix")
    stopped = runner(work, "run", "--all-files")
    assert stopped.returncode == 1
    assert [(work / name).read_text("utf-8") for name in NAMES] == [CLEAN] * len(NAMES)
    assert (work / "both.json").read_text("utf-8") == both.replace('"zendesk",', '"zendesk"')
    assert findings(stopped.stdout) == ["both.json missing-callback-url", "both.json missing-poller"]
    (work / "both.json").unlink()
    git(work, "add", "-A")
    assert runner(work, "run", "--all-files").returncode == 0
    assert {name: (work / name).read_text("utf-8") for name in OTHERS} == OTHERS


@slow
def test_options_of_a_project_take_their_place(runner: Runner, source: pathlib.Path, work: pathlib.Path) -> None:
    fill(work, {"-bad.json": BAD, "lines.jsonl": json.dumps(json.loads(BAD)) + "\n"})
    pin(
        work,
        source,
        "- id: ce-lint",
        "  args: [--ignore, missing-callback-url, --]",
        "- id: ce-lint",
        "  name: ce-lint (JSON Lines)",
        "  types_or: [text]",
        r"  files: \.(jsonl|ndjson)$",
    )
    stopped = runner(work, "run", "--all-files")
    assert findings(stopped.stdout) == ["lines.jsonl missing-callback-url"]


@slow
def test_it_can_be_tried(runner: Runner, source: pathlib.Path, work: pathlib.Path) -> None:
    fill(work, {"bad.json": BAD})
    tried = runner(work, "try-repo", str(source), "ce-lint", "--all-files")
    assert tried.returncode == 1
    assert findings(tried.stdout) == ["bad.json missing-callback-url"]


# --- other managers of hooks: the page's own lines


def block(name: str) -> str:
    """The block of the page that begins with the name of a file."""
    (found,) = re.findall(rf"^```\w+\n# {re.escape(name)}\n(.*?)^```$", DOCS, re.MULTILINE | re.DOTALL)
    return str(found)


@pytest.fixture
def on_path(tmp_path: pathlib.Path) -> dict[str, str]:
    """An environment with ``ce-lint`` on the PATH."""
    program = tmp_path / "bin" / "ce-lint"
    program.parent.mkdir()
    program.write_text(f'#!/bin/sh\nPYTHONPATH={shlex.quote(str(ROOT))} exec {sys.executable} -m ce_lint "$@"\n')
    program.chmod(0o755)
    return {"PATH": f"{program.parent}{os.pathsep}{Runner.path}"}


def commit(work: pathlib.Path, env: dict[str, str]) -> subprocess.CompletedProcess[str]:
    return attempt(["git", "-c", "user.name=t", "-c", "user.email=t@example.com", "commit", "-m", "all"], work, env)


def stops_what_is_bad(work: pathlib.Path, env: dict[str, str]) -> None:
    """Whether a commit of clean files passes, and one of bad files is stopped; what is not staged does not count."""
    passed = commit(work, env)
    assert passed.returncode == 0, passed.stdout + passed.stderr
    fill(work, {**dict.fromkeys(NAMES, BAD), "header.json": HEADER})
    (work / "later.json").write_text(BAD, "utf-8")
    stopped = commit(work, env)
    assert stopped.returncode != 0
    assert findings(stopped.stdout + stopped.stderr) == sorted(f"{name} missing-callback-url" for name in NAMES)


@pytest.mark.skipif(os.name == "nt", reason="a shell script")
def test_husky(work: pathlib.Path, on_path: dict[str, str]) -> None:
    script = work / ".husky" / "_" / "pre-commit"  # husky points git to this folder, whose scripts call those above it
    script.parent.mkdir(parents=True)
    script.write_text('#!/bin/sh\nsh -e "$(dirname "$0")/../pre-commit"\n', "utf-8")
    script.chmod(0o755)
    (work / ".husky" / "pre-commit").write_text(block(".husky/pre-commit"), "utf-8")
    git(work, "config", "core.hooksPath", ".husky/_")
    stops_what_is_bad(work, on_path)


@slow
def test_lefthook(work: pathlib.Path, on_path: dict[str, str]) -> None:
    if shutil.which("lefthook", path=on_path["PATH"]) is None:
        pytest.skip("there is no lefthook")
    fill(work, {"lefthook.yml": block("lefthook.yml")})
    installed = attempt(["lefthook", "install"], work, on_path)
    assert installed.returncode == 0, installed.stdout + installed.stderr
    stops_what_is_bad(work, on_path)


# --- the hook and CI agree


@slow
def test_the_hook_says_what_a_run_over_the_folder_says(
    runner: Runner, source: pathlib.Path, work: pathlib.Path
) -> None:
    passed_over = {"header.json": HEADER, "ipynb.ipynb": HEADER, "ignored.json": BAD, ".gitignore": "ignored.json\n"}
    fill(work, {**dict.fromkeys(NAMES, BAD), "warned.yaml": WARNED, "torn.json": BAD[:-30], **passed_over})
    pin(work, source, "- id: ce-lint")
    hooked = runner(work, "run", "--all-files")
    walked = attempt([sys.executable, "-m", "ce_lint", "check", "."], work)
    assert (hooked.returncode, walked.returncode) == (1, 1)
    assert findings(hooked.stdout) == findings(walked.stdout)
    assert len(findings(walked.stdout)) >= len(NAMES) + 2


@pytest.mark.parametrize(("names", "status"), [("a person", 1), ("a hook", 0)])
def test_a_file_that_a_hook_names_is_judged_as_one_that_is_met(names: str, status: int, tmp_path: pathlib.Path) -> None:
    (tmp_path / "header.json").write_text(HEADER, "utf-8")
    command = [sys.executable, "-m", "ce_lint", "check"]
    named = attempt([*command, "header.json"], tmp_path, {"PRE_COMMIT": "1"} if names == "a hook" else None)
    assert named.returncode == status
    assert attempt([*command, "."], tmp_path).returncode == 0
