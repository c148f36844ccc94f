"""What a repository and an installation tell of themselves."""

from __future__ import annotations

import pathlib
import sys
from typing import Any

import pytest

from ce_lint.init.inspect import InitError, detect_ci_systems, find_program, parse_install_record, read_files
from tests.shipping import git, new_repository

COMMIT = "8d1cd1ea9ba4d0b5c7e0e3a6b4f1f3f4d9b0a1c2"


@pytest.mark.parametrize(
    ("files", "found"),
    [
        ({}, []),
        ({".github/workflows/a.yml": ""}, ["github"]),
        ({".github/CODEOWNERS": ""}, ["github"]),
        ({".gitlab-ci.yml": "", "Jenkinsfile": ""}, ["gitlab", "jenkins"]),
        ({"azure-pipelines.yml": ""}, ["azure"]),
        ({"bitbucket-pipelines.yml": ""}, ["bitbucket"]),
        ({".git/config": '[remote "origin"]\n\turl = git@github.com:team/repo.git\n'}, ["github"]),
        ({".git/config": '[remote "origin"]\n\turl = https://gitlab.example.com/team/repo.git\n'}, ["gitlab"]),
        ({".git/config": "[core]\n\t# github.com\n"}, []),
    ],
)
def test_ci_systems(files: dict[str, str], found: list[str], tmp_path: pathlib.Path) -> None:
    for name, text in files.items():
        (tmp_path / name).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / name).write_text(text, "utf-8")
    assert detect_ci_systems(str(tmp_path), read_files(str(tmp_path))) == found


@pytest.mark.parametrize(
    ("record", "wanted"),
    [
        ({"url": "https://git.example.com/ce-lint", "vcs_info": {"vcs": "git", "commit_id": COMMIT}}, "https://git.example.com/ce-lint"),
        ({"url": "https://me:k8mPq2Lx@git.example.com/l", "vcs_info": {"vcs": "git", "commit_id": COMMIT}}, "https://git.example.com/l"),
        ({"url": "ssh://git@git.example.com/l", "vcs_info": {"vcs": "git", "commit_id": COMMIT}}, "ssh://git@git.example.com/l"),
        ({"url": "file:///srv/ce-lint", "vcs_info": {"vcs": "git", "commit_id": COMMIT}}, None),
        ({"url": "file:///nowhere/at/all", "dir_info": {}}, None),
        ({"url": "https://files.example.com/ce_lint-0.1.0-py3-none-any.whl", "archive_info": {}}, None),
        ({}, None),
    ],
)  # fmt: skip
def test_where_it_came_from(record: dict[str, Any], wanted: str | None) -> None:
    assert parse_install_record(record) == (f"ce-lint @ git+{wanted}@{COMMIT}" if wanted else None)


def test_a_clone_came_from_where_it_was_cloned(tmp_path: pathlib.Path) -> None:
    clone = new_repository(tmp_path / "a clone")
    record = {"url": clone.as_uri(), "dir_info": {"editable": True}}
    git(clone, "commit", "-q", "--allow-empty", "-m", "all")
    assert parse_install_record(record) is None
    git(clone, "remote", "add", "origin", "https://me:k8mPq2Lx@git.example.com/ce-lint.git")
    assert (
        parse_install_record(record)
        == f"ce-lint @ git+https://git.example.com/ce-lint.git@{git(clone, 'rev-parse', 'HEAD')}"
    )


def test_how_a_hook_calls_it(tmp_path: pathlib.Path, monkeypatch: pytest.MonkeyPatch) -> None:
    scripts = tmp_path / "a venv" / "bin"
    scripts.mkdir(parents=True)
    for name in ("ce-lint", "ce-lint.exe"):
        (scripts / name).write_text("#!/bin/sh\n", "utf-8")
        (scripts / name).chmod(0o755)
    monkeypatch.setattr(sys, "executable", str(scripts / "python"))
    found, is_found = find_program(str(tmp_path), {"PATH": ""})
    assert (found.removesuffix(".exe'") if found.endswith(".exe'") else found.removesuffix("'"), is_found) == (
        "'a venv/bin/ce-lint",
        True,
    )
    assert find_program(str(tmp_path / "elsewhere"), {"PATH": ""}) == ("ce-lint", False)
    assert find_program(str(tmp_path / "elsewhere"), {"PATH": str(scripts)}) == ("ce-lint", True)


def test_what_cannot_be_read_is_told(tmp_path: pathlib.Path) -> None:
    (tmp_path / "prek.toml").mkdir()
    with pytest.raises(InitError, match=r"prek\.toml"):
        read_files(str(tmp_path))
