"""What the tests of shipping share: commands, a copy of the tree, and installing without a network."""

from __future__ import annotations

import os
import pathlib
import shutil
import subprocess
import sysconfig
from collections.abc import Iterable, Mapping

import pytest

ROOT = pathlib.Path(__file__).parents[1]
SITE = sysconfig.get_paths()["purelib"]
NOT_OURS = {"dist", "build", "htmlcov"}
# the packages of this environment serve what is installed in another: nothing is fetched
BORROWED = {
    "PYTHONPATH": SITE,
    "PIP_NO_DEPS": "1",
    "PIP_NO_BUILD_ISOLATION": "0",  # pip reads it the wrong way round: this is what --no-build-isolation says
    "PIP_IGNORE_INSTALLED": "1",
    "PIP_NO_INDEX": "1",
    "VIRTUALENV_NO_DOWNLOAD": "1",
}


def execute(*command: str | os.PathLike[str], cwd: pathlib.Path, env: Mapping[str, str] | None = None) -> str:
    """The output of a command that must succeed."""
    done = attempt(command, cwd, env)
    assert done.returncode == 0, f"{command}\n{done.stdout}\n{done.stderr}"
    return done.stdout


def attempt(
    command: Iterable[str | os.PathLike[str]], cwd: pathlib.Path, env: Mapping[str, str] | None = None
) -> subprocess.CompletedProcess[str]:
    """What came of a command."""
    clean = {
        name: value for name, value in os.environ.items() if name not in {"PYTHONPATH", "PYTEST_ADDOPTS", "PRE_COMMIT"}
    }
    clean |= {"PIP_DISABLE_PIP_VERSION_CHECK": "1", "PYTHONDONTWRITEBYTECODE": "1", **(env or {})}
    return subprocess.run(
        [str(part) for part in command],
        check=False,
        cwd=cwd,
        env=clean,
        capture_output=True,
        encoding="utf-8",
        timeout=300,
    )


def project_files() -> list[str]:
    """The files of the working tree that git has or would take; all of an unpacked sdist."""
    if (ROOT / ".git").exists() and shutil.which("git"):
        listed = execute("git", "ls-files", "-co", "--exclude-standard", "-z", cwd=ROOT).split("\0")
        return sorted({name for name in listed if name and os.path.lexists(ROOT / name)})
    names = (path.relative_to(ROOT) for path in ROOT.rglob("*") if path.is_file())
    return sorted(
        name.as_posix()
        for name in names
        if name.parts[0] not in NOT_OURS
        and not any(part == "__pycache__" or (part.startswith(".") and part != ".ci") for part in name.parts[:-1])
    )


def copy_of_the_tree(folder: pathlib.Path) -> pathlib.Path:
    for name in project_files():
        target = folder / name
        target.parent.mkdir(parents=True, exist_ok=True)
        shutil.copy2(ROOT / name, target, follow_symlinks=False)
    return folder


def repository_of_the_tree(folder: pathlib.Path) -> pathlib.Path:
    """A git repository with the working tree as its one commit."""
    copy_of_the_tree(new_repository(folder))
    git(folder, "add", "-A")
    git(folder, "commit", "-q", "-m", "all")
    return folder


def new_repository(folder: pathlib.Path) -> pathlib.Path:
    """An empty git repository."""
    if shutil.which("git") is None:
        pytest.skip("there is no git")
    folder.mkdir(exist_ok=True)
    git(folder, "init", "-q")
    return folder


def git(folder: pathlib.Path, *arguments: str) -> str:
    identity = ("-c", "user.name=t", "-c", "user.email=t@example.com", "-c", "commit.gpgsign=false")
    return execute("git", *identity, "-c", "core.hooksPath=/dev/null", *arguments, cwd=folder).strip()
