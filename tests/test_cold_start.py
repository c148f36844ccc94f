"""What a short run may import: a commit hook pays the start every time."""

from __future__ import annotations

import json
import os
import pathlib
import subprocess
import sys

import pytest

from tests.helpers import EVENTS, body

CLEAN = json.dumps(body(EVENTS))
POLLER = {"contacts": {"url": "/contacts?where=updated>'${date:yyyy-MM-dd}'", "idField": "id"}}
_HEAVY = """
    pydantic pydantic_core jsonschema referencing ruamel pathspec tomllib importlib.metadata importlib.resources difflib
    asyncio multiprocessing concurrent unittest logging subprocess socket email http urllib.request xml zoneinfo inspect
    dataclasses argparse pathlib tempfile ctypes decimal
"""
HEAVY = frozenset(_HEAVY.split())
OF_CLICK = frozenset({"inspect", "difflib", "logging", "importlib.metadata"})
_LOOK = """
import json, sys
before = set(sys.modules)
{planted}
from ce_lint.cli.main import main
status = main(sys.argv[1:])
print(json.dumps([status, sorted(set(sys.modules) - before)]))
"""


def imported(*arguments: str, folder: pathlib.Path, planted: str = "") -> set[str]:
    """The modules that a clean run imports, in a process of its own, besides those of a bare Python."""
    env = {name: value for name, value in os.environ.items() if not name.startswith(("COV", "PYTEST"))}
    look = _LOOK.replace("{planted}", planted)
    command = [sys.executable, "-c", look, *arguments]
    done = subprocess.run(command, check=False, cwd=folder, env=env, capture_output=True, encoding="utf-8", timeout=60)
    assert done.returncode == 0, done.stderr
    status, names = json.loads(done.stdout.splitlines()[-1])
    assert status == 0, done.stdout
    return set(names)


def heavy(names: set[str]) -> set[str]:
    """Which of the heavy ones are among them, or are the parents of some."""
    return {name for name in HEAVY if name in names or any(other.startswith(f"{name}.") for other in names)}


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> pathlib.Path:
    made = tmp_path_factory.mktemp("cold")
    texts = {
        "clean.json": CLEAN,
        "clean.yaml": "element: {key: zendesk}\nconfiguration: {site.address: acme}\nname: Support desk\n",
        "polled.json": json.dumps(body({**EVENTS, "event.poller.configuration": POLLER})),
        "package.json": json.dumps({"name": "web", "version": "1.0.0", "scripts": {"test": "true"}}),
    }
    for name, text in texts.items():
        (made / name).write_text(text, "utf-8")
    return made


@pytest.mark.parametrize("name", ["clean.json", "package.json"])
def test_json_imports_nothing_heavy(name: str, folder: pathlib.Path) -> None:
    assert heavy(imported("check", name, folder=folder)) == set()


def test_nor_do_options(folder: pathlib.Path) -> None:
    assert heavy(imported("check", "-q", "clean.json", folder=folder)) <= OF_CLICK


@pytest.mark.parametrize("arguments", [("check",), ("check", "--")])
def test_a_hook_needs_no_option_parser(arguments: tuple[str, ...], folder: pathlib.Path) -> None:
    assert "click" not in imported(*arguments, "clean.json", folder=folder)


def test_yaml_imports_its_reader_alone(folder: pathlib.Path) -> None:
    assert heavy(imported("check", "clean.yaml", folder=folder)) == {"ruamel"}


def test_a_kind_is_imported_when_a_document_wakes_it(folder: pathlib.Path) -> None:
    assert not any(name.startswith("ce_lint.checks.polling") for name in imported("check", "clean.json", folder=folder))
    triggered = imported("check", "polled.json", "--ignore", "missing-date-format", folder=folder)
    assert any(name.startswith("ce_lint.checks.polling") for name in triggered)


@pytest.mark.parametrize("name", ["pydantic", "jsonschema", "difflib", "asyncio", "multiprocessing", "tomllib"])
def test_this_file_would_notice(name: str, folder: pathlib.Path) -> None:
    assert name in heavy(imported("check", "clean.json", folder=folder, planted=f"import {name}"))


SOUND = """
include = ["instances/clean.json", "/clean.json"]
exclude = ["old/"]
fail-on = "warning"
severity = { events = "warning", text-boolean = "info" }
[limits]
refresh-interval = [5, 60]
signature-key = 20
[options.text-boolean]
text = false
[[overrides]]
files = ["t/"]
severity = { structure = "off" }
[[allow]]
rule = "literal-secret"
files = ["x.json"]
until = 2999-12-31
reason = "a test account"
"""
KNOWN = '{"version": 1, "entries": [{"path": "x.json", "rule": "r", "route": "", "count": 1}, null]}'


@pytest.mark.parametrize(("name", "head"), [("ce-lint.toml", ""), ("pyproject.toml", "[tool.ce-lint]")])
def test_a_sound_configuration_costs_a_parser_alone(name: str, head: str, tmp_path: pathlib.Path) -> None:
    text = SOUND.replace("[[", "[[tool.ce-lint.") if head else SOUND
    text = text.replace("\n[l", "\n[tool.ce-lint.l").replace("\n[o", "\n[tool.ce-lint.o") if head else text
    (tmp_path / "clean.json").write_text(CLEAN, "utf-8")
    (tmp_path / name).write_text(head + text, "utf-8")
    (tmp_path / "ce-lint-baseline.json").write_text(KNOWN, "utf-8")
    assert heavy(imported("check", "clean.json", folder=tmp_path)) == {"tomllib"}


def test_a_wildcard_loads_the_library_of_patterns_alone(tmp_path: pathlib.Path) -> None:
    (tmp_path / "clean.json").write_text(CLEAN, "utf-8")
    (tmp_path / "ce-lint.toml").write_text('exclude = ["*.tmp.json"]', "utf-8")
    names = heavy(imported("check", "clean.json", folder=tmp_path))
    assert "pathspec" in names
    assert not names & {"pydantic", "pydantic_core", "jsonschema", "ruamel"}


def test_a_project_of_python_that_does_not_speak_of_us_costs_nothing(tmp_path: pathlib.Path) -> None:
    (tmp_path / "clean.json").write_text(CLEAN, "utf-8")
    (tmp_path / "pyproject.toml").write_text("[tool.ruff]\nline-length = 120\n", "utf-8")
    assert heavy(imported("check", "clean.json", folder=tmp_path)) == set()
