"""What ships: the wheel, the sdist, and every other way to have ce-lint finds its rules and schemas."""

from __future__ import annotations

import json
import os
import pathlib
import shutil
import sys
import tarfile
import zipfile
from collections.abc import Callable, Mapping

import pytest

from tests.helpers import EVENTS, body
from tests.shipping import (
    NOT_OURS,
    ROOT,
    SITE,
    attempt,
    copy_of_the_tree,
    execute,
    project_files,
    repository_of_the_tree,
)  # fmt: skip

FOLDERS = {"ce_lint", "rules", "schemas", "tests", "benchmarks", "examples", "docs", "editors", "templates"}
CLEAN = json.dumps(body(EVENTS))
BAD = json.dumps(body({"event.notification.enabled": True}))

slow = pytest.mark.packaging


@pytest.fixture(scope="module")
def tree(tmp_path_factory: pytest.TempPathFactory) -> pathlib.Path:
    """A copy of the project, as a clone would have it."""
    return copy_of_the_tree(tmp_path_factory.mktemp("tree"))


@pytest.fixture(scope="module")
def dist(tree: pathlib.Path) -> pathlib.Path:
    """The sdist, and the wheel that was built from it."""
    execute(sys.executable, "-m", "build", "--no-isolation", "--outdir", tree / "dist", cwd=tree)
    return tree / "dist"


@pytest.fixture(scope="module")
def repository(tmp_path_factory: pytest.TempPathFactory) -> pathlib.Path:
    """A git repository with the working tree as its one commit."""
    return repository_of_the_tree(tmp_path_factory.mktemp("repository"))


def one(folder: pathlib.Path, pattern: str) -> pathlib.Path:
    (found,) = folder.glob(pattern)
    return found


# --- what the archives hold


def wanted() -> set[str]:
    """Every file of the package, the rules and the schemas, as a wheel names it."""
    names = set()
    for name in project_files():
        top, _, rest = name.partition("/")
        if top == "ce_lint":
            names.add(name)
        elif top in {"rules", "schemas"}:
            names.add(f"ce_lint/{top}/{rest}")
    return names


@slow
def test_the_wheel_holds_the_package_its_rules_and_its_schemas_and_nothing_else(dist: pathlib.Path) -> None:
    names = set(zipfile.ZipFile(one(dist, "*.whl")).namelist())
    assert {name for name in names if ".dist-info/" not in name} == wanted()
    assert {"ce_lint/py.typed", "ce_lint/rules/events/missing-callback-url.toml"} <= names
    assert "ce_lint/schemas/instance.schema.json" in names
    assert any(name.endswith(".dist-info/licenses/LICENSE") for name in names)


@slow
def test_the_sdist_holds_what_building_and_testing_need(dist: pathlib.Path) -> None:
    with tarfile.open(one(dist, "*.tar.gz")) as archive:
        names = {name.partition("/")[2] for name in archive.getnames()}
    tops = FOLDERS | {".ci"}
    assert {name for name in project_files() if name.partition("/")[0] in tops} <= names
    top_files = {"pyproject.toml", "README.md", "CHANGELOG.md", "CONTRIBUTING.md", "SECURITY.md", "LICENSE", "PKG-INFO"}
    assert top_files | {"action.yml", ".pre-commit-hooks.yaml", "pre-commit-hooks.yaml"} <= names


@slow
def test_the_wheel_of_the_tree_is_that_of_the_sdist(
    dist: pathlib.Path, tree: pathlib.Path, tmp_path: pathlib.Path
) -> None:
    execute(sys.executable, "-m", "build", "--no-isolation", "--wheel", "--outdir", tmp_path, cwd=tree)
    assert _contents(one(tmp_path, "*.whl")) == _contents(one(dist, "*.whl"))


def _contents(wheel: pathlib.Path) -> dict[str, bytes]:
    with zipfile.ZipFile(wheel) as archive:
        return {name: archive.read(name) for name in archive.namelist()}


# --- every way to have it


def environment(folder: pathlib.Path) -> pathlib.Path:
    """An environment that borrows the packages of this one, but not its ce-lint; the path of its Python."""
    execute(sys.executable, "-m", "venv", "--without-pip", folder, cwd=folder.parent)
    python = folder / ("Scripts/python.exe" if os.name == "nt" else "bin/python")
    purelib = execute(python, "-c", "import sysconfig; print(sysconfig.get_paths()['purelib'])", cwd=folder).strip()
    pathlib.Path(purelib, "borrowed.pth").write_text(SITE + "\n", "utf-8")
    return python


def install(python: pathlib.Path, *what: str | os.PathLike[str]) -> None:
    options = ("--no-deps", "--no-build-isolation", "--ignore-installed", "--no-index", "-q")
    execute(sys.executable, "-m", "pip", "--python", python, "install", *options, *what, cwd=python.parent)


def _wheel(python: pathlib.Path, get: Callable[[str], pathlib.Path]) -> str:
    install(python, one(get("dist"), "*.whl"))
    return "environment"


def _sdist(python: pathlib.Path, get: Callable[[str], pathlib.Path]) -> str:
    install(python, one(get("dist"), "*.tar.gz"))
    return "environment"


def _editable(python: pathlib.Path, get: Callable[[str], pathlib.Path]) -> str:
    install(python, "-e", get("tree"))
    return "tree"


def _git(python: pathlib.Path, get: Callable[[str], pathlib.Path]) -> str:
    install(python, f"git+file://{get('repository')}")
    return "environment"


WAYS = {"wheel": _wheel, "sdist": _sdist, "editable": _editable, "git": _git}


@slow
@pytest.mark.parametrize("way", WAYS)
def test_an_installation_works(way: str, request: pytest.FixtureRequest, tmp_path: pathlib.Path) -> None:
    python = environment(tmp_path / "environment")
    home = WAYS[way](python, request.getfixturevalue)
    place = tmp_path / "environment" if home == "environment" else request.getfixturevalue("tree")
    works([python, "-m", "ce_lint"], tmp_path / "elsewhere", place)
    program = python.with_name("ce-lint.exe" if os.name == "nt" else "ce-lint")
    assert attempt([program, "--version"], tmp_path).stdout.startswith("ce-lint ")


@slow
def test_a_bare_checkout_works(tree: pathlib.Path, tmp_path: pathlib.Path) -> None:
    python = environment(tmp_path / "environment")
    works([python, "-m", "ce_lint"], tmp_path / "elsewhere", tree, {"PYTHONPATH": str(tree)})


def works(
    program: list[str | os.PathLike[str]],
    elsewhere: pathlib.Path,
    place: pathlib.Path,
    env: Mapping[str, str] | None = None,
) -> None:
    """It runs from a folder without any of its files, on the files of ``place``."""
    elsewhere.mkdir()
    (elsewhere / "bad.json").write_text(BAD, "utf-8")
    (elsewhere / "clean.json").write_text(CLEAN, "utf-8")
    (elsewhere / "clean.yaml").write_text(CLEAN, "utf-8")
    where = execute(program[0], "-c", "import ce_lint; print(ce_lint.__file__)", cwd=elsewhere, env=env)
    assert pathlib.Path(where.strip()).resolve().is_relative_to(place.resolve())

    found = attempt([*program, "check", "bad.json"], elsewhere, env)
    assert (found.returncode, "missing-callback-url" in found.stdout) == (1, True), found.stderr
    execute(*program, "check", "clean.json", "clean.yaml", cwd=elsewhere, env=env)
    assert "missing-callback-url" in execute(*program, "rules", cwd=elsewhere, env=env)
    assert "Help" in execute(*program, "explain", "missing-callback-url", cwd=elsewhere, env=env)
    shutil.copytree(ROOT / "examples" / "own-rules", elsewhere / "own-rules")
    assert "all pass" in execute(*program, "test-rules", "own-rules", cwd=elsewhere, env=env)
    find = "from ce_lint.rulebook.shipped import find_data_folder as f; print(f('rules')); print(f('schemas'))"
    for folder in execute(program[0], "-c", find, cwd=elsewhere, env=env).splitlines():
        assert pathlib.Path(folder).resolve().is_relative_to(place.resolve())


# --- the tree


def test_the_folders_explain_themselves() -> None:
    found = {path.name for path in ROOT.iterdir() if path.is_dir() and not path.name.startswith(".")}
    assert {name for name in found - NOT_OURS if not name.endswith(".egg-info")} - {"__pycache__"} == FOLDERS
