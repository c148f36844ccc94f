"""``ce-lint config FILE``: what applies, and where each setting comes from."""

from __future__ import annotations

import os
import pathlib

import pytest

from tests.helpers import run
from tests.projects import LOST, make

BASE = """fail-on = "warning"
exclude = ["old/"]

[severity]
events = "warning"
"""
OWN = """extends = "../base.toml"
exclude = ["*.tmp.json"]

[limits]
signature-key = 20

[[overrides]]
files = ["t/"]
severity = { missing-callback-url = "info" }

[[allow]]
rule = "literal-secret"
at = "configuration"
files = ["a.json"]
until = 2020-01-31
reason = "a test account"
"""


@pytest.fixture
def folder(tmp_path: pathlib.Path, monkeypatch: pytest.MonkeyPatch) -> pathlib.Path:
    monkeypatch.chdir(tmp_path)
    return make(tmp_path, {"base.toml": BASE, "app/ce-lint.toml": OWN, "app/a.json": LOST, "app/t/b.json": LOST})


def shown(path: str) -> dict[str, str]:
    done = run("config", path)
    assert (done.status, done.err) == (0, "")
    first, *lines = done.out.splitlines()
    assert first == path
    return {line[2:17].strip(): line[18:] for line in lines}


def test_every_part_and_its_place(folder: pathlib.Path) -> None:
    own = os.path.join("app", "ce-lint.toml")
    said = shown(os.path.join("app", "a.json"))
    assert said["configuration"] == f"{own}, which extends base.toml"
    assert said["linted"] == "yes"
    assert said["fail-on"] == "warning (base.toml:1)"
    assert said["severity"] == "events = warning (base.toml:5)"
    assert said["limits"] == f"signature-key = 20 ({own}:5)"
    assert said["allow"] == f"literal-secret at configuration, expired ({own}:11)"
    said = shown("app/t/b.json")
    assert "allow" not in said
    assert f"missing-callback-url = info ({own}:9)" in run("config", "app/t/b.json").out


def test_why_a_file_is_not_judged(folder: pathlib.Path) -> None:
    own = os.path.join("app", "ce-lint.toml")
    for name in ("app/x.tmp.json", "app/old/x.json"):
        assert shown(name)["linted"] == f"no (excluded by {own}:2 or base.toml:2)"


def test_without_any(tmp_path: pathlib.Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(make(tmp_path, {}))
    assert shown("absent.json")["configuration"] == "none"
    assert shown("absent.json")["fail-on"] == "error (default)"
    assert shown("absent.json")["linted"] == "yes"


def test_a_folder_is_no_file(folder: pathlib.Path) -> None:
    assert (run("config", "app").status, "app is a folder. Name a file in it." in run("config", "app").err) == (2, True)


def test_config_and_isolated(folder: pathlib.Path) -> None:
    assert "configuration   base.toml" in run("config", "--config", "base.toml", "app/a.json").out
    assert "configuration   none" in run("config", "--isolated", "app/a.json").out
    assert "--config and --isolated exclude each other" in run("config", "--isolated", "--config", "base.toml", "x").err
