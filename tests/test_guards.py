"""Laws about the project itself, that no other tool keeps."""

from __future__ import annotations

import ast
import os
import pathlib
import re
import subprocess
import sys
import tomllib
from collections.abc import Iterator

import pytest

from tests.test_readme import INSTALLS, README

ROOT = pathlib.Path(__file__).parents[1]
MODULES = sorted((ROOT / "ce_lint").rglob("*.py"))
PROJECT = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))
MOST_LINES = 600
# who alone may know a package, below ce_lint/
KNOWS = {
    "ruamel": {"document/yaml"},
    "jsonschema": {"checks/kinds/shape.py"},
    "referencing": {"checks/kinds/shape.py"},
    "pydantic": {"rulebook", "config/validate.py"},
    "pydantic_core": {"rulebook", "config/validate.py"},
    "click": {"cli"},
    "pathspec": {"files"},
    "asyncio": set(),
    "threading": {"lsp"},
    "logging": set(),
    "tomllib": {"rulebook", "config", "init/hooks.py", "util/toml_lines.py"},
}
_POSSESSIVE_GROUP = re.compile(r"[^\\]\)(?:[*+?]|\{\d*,?\d*\})\+")


def imports(path: pathlib.Path) -> Iterator[str]:
    for node in ast.walk(ast.parse(path.read_bytes())):
        if isinstance(node, ast.Import):
            yield from (alias.name.partition(".")[0] for alias in node.names)
        elif isinstance(node, ast.ImportFrom) and not node.level and node.module:
            yield node.module.partition(".")[0]


@pytest.mark.parametrize("path", MODULES, ids=lambda path: path.relative_to(ROOT).as_posix())
def test_a_package_is_known_in_one_place(path: pathlib.Path) -> None:
    name = path.relative_to(ROOT / "ce_lint").as_posix()
    for package in KNOWS.keys() & set(imports(path)):
        assert any(name == place or name.startswith(f"{place}/") for place in KNOWS[package]), f"{name}: {package}"


@pytest.mark.parametrize("package", KNOWS)
def test_no_place_is_listed_that_does_not_use_its_package(package: str) -> None:
    for place in KNOWS[package]:
        root = ROOT / "ce_lint" / place
        assert any(package in imports(path) for path in ([root] if root.is_file() else root.rglob("*.py"))), place


@pytest.mark.parametrize("path", MODULES, ids=lambda path: path.relative_to(ROOT).as_posix())
def test_a_module_is_short(path: pathlib.Path) -> None:
    assert len(path.read_text("utf-8").splitlines()) <= MOST_LINES


def test_only_the_command_line_writes_and_ends() -> None:
    for path in MODULES:
        name = path.relative_to(ROOT / "ce_lint").as_posix()
        if name.startswith("cli/") or name in {"generate.py", "__main__.py"}:
            continue
        calls = [node.func for node in ast.walk(ast.parse(path.read_bytes())) if isinstance(node, ast.Call)]
        assert not [call for call in calls if isinstance(call, ast.Name) and call.id in {"print", "exit"}], name
        assert not [call for call in calls if isinstance(call, ast.Attribute) and call.attr == "exit"], name


def test_no_group_is_repeated_possessively() -> None:
    """Before Python 3.11.5 ``(?:…)*+`` forgets to step back where the group fails half-way: write ``(?>(?:…)*)``."""
    for path in MODULES:
        for number, line in enumerate(path.read_text("utf-8").splitlines(), 1):
            assert not _POSSESSIVE_GROUP.search(line), f"{path.relative_to(ROOT)}:{number}"


def test_continuous_integration_runs_the_commands_of_readme() -> None:
    script = (ROOT / ".ci" / "run").read_text("utf-8")
    assert len(INSTALLS) == 2
    for command in INSTALLS:
        assert f"\n{command}" in script
        assert command in README


def test_every_test_that_continuous_integration_leaves_out_exists() -> None:
    script = (ROOT / ".ci" / "run").read_text("utf-8")
    left_out = re.findall(r"--(?:deselect|ignore) (\S+?)(?:::(\w+))?(?=\s)", script)
    assert left_out
    for path, test in left_out:
        assert (ROOT / path).exists(), path
        assert not test or f"def {test}(" in (ROOT / path).read_text("utf-8"), test


@pytest.mark.skipif(os.name == "nt", reason="no permission to execute on Windows")
def test_continuous_integration_can_be_executed() -> None:
    assert os.access(ROOT / ".ci" / "run", os.X_OK)
    subprocess.run(["bash", "-n", str(ROOT / ".ci" / "run")], check=True)


def test_every_runtime_dependency_has_a_lowest_version() -> None:
    command = [sys.executable, str(ROOT / ".ci" / "lowest.py"), str(ROOT / "pyproject.toml")]
    constraints = subprocess.run(command, check=True, capture_output=True, encoding="utf-8").stdout.splitlines()
    assert len(constraints) == len(PROJECT["project"]["dependencies"])
    assert {line.partition("==")[0] for line in constraints} >= {"click", "pydantic", "jsonschema", "ruamel.yaml"}


def test_the_change_log_knows_the_version() -> None:
    from ce_lint import __version__

    assert f"\n## {__version__}" in (ROOT / "CHANGELOG.md").read_text("utf-8")
