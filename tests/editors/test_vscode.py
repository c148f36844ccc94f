"""The extension for VS Code: what it says about itself is true, and it can be built from its lockfile."""

from __future__ import annotations

import json
import os
import pathlib
import re
import shutil
import subprocess
import zipfile
from typing import Any

import pytest

from ce_lint import __version__
from tests.editors.needs import needed, without
from tests.test_packaging import project_files

ROOT = pathlib.Path(__file__).parents[2]
HOME = ROOT / "editors" / "vscode"
MANIFEST: dict[str, Any] = json.loads((HOME / "package.json").read_text("utf-8"))
LOCK: dict[str, Any] = json.loads((HOME / "package-lock.json").read_text("utf-8"))
SETTINGS: dict[str, Any] = MANIFEST["contributes"]["configuration"]["properties"]
README = (HOME / "README.md").read_text("utf-8")
SOURCES = {path.name: path.read_text("utf-8") for path in (HOME / "src").iterdir()}
OFFLINE = re.compile(r"\b(ENOTFOUND|EAI_AGAIN|ECONNREFUSED|ETIMEDOUT|ENETUNREACH)\b")


def table(heading: str) -> list[str]:
    """The first cells of the table under a heading of README, without their marks."""
    section = README.partition(f"\n## {heading}\n")[2].partition("\n## ")[0]
    return [cell.strip("`*") for cell in re.findall(r"^\| ([^|]+?) \|", section, re.MULTILINE)[1:]]


# --- what needs no npm


def test_the_version_is_that_of_ce_lint() -> None:
    assert {MANIFEST["version"], LOCK["version"], LOCK["packages"][""]["version"]} == {__version__}
    assert f"\n## {__version__}\n" in (HOME / "CHANGELOG.md").read_text("utf-8")


def test_the_licence_is_that_of_ce_lint() -> None:
    assert (HOME / "LICENSE").read_bytes() == (ROOT / "LICENSE").read_bytes()


def test_readme_names_every_setting_and_command() -> None:
    assert table("Settings") == list(SETTINGS)
    titles = [f"{command['category']}: {command['title']}" for command in MANIFEST["contributes"]["commands"]]
    assert table("Commands") == titles


def test_every_command_and_setting_is_known_to_the_code() -> None:
    registered = set(re.findall(r'registerCommand\("([^"]+)"', SOURCES["extension.ts"]))
    assert registered == {command["command"] for command in MANIFEST["contributes"]["commands"]}
    read = {f"ce-lint.{name}" for name in re.findall(r'settings\.get(?:<[^>]+>)?\("(\w+)"', SOURCES["server.ts"])}
    assert read | {"ce-lint.trace.server"} == set(SETTINGS)  # the client library reads the last one itself


def test_it_wakes_for_the_languages_that_it_serves() -> None:
    (languages,) = re.findall(r"^const LANGUAGES = (\[.*\]);$", SOURCES["server.ts"], re.MULTILINE)
    assert MANIFEST["activationEvents"] == [f"onLanguage:{language}" for language in json.loads(languages)]


def test_a_workspace_that_is_not_trusted_decides_on_no_program() -> None:
    limits = MANIFEST["capabilities"]["untrustedWorkspaces"]
    assert limits["supported"] == "limited"
    assert set(limits["restrictedConfigurations"]) == {"ce-lint.path", "ce-lint.args"}
    assert SETTINGS["ce-lint.path"] | {"scope": "machine-overridable", "default": ""} == SETTINGS["ce-lint.path"]


def test_nothing_tells_to_install_from_an_index() -> None:
    """ce-lint is on none: a checkout and a URL of git are what pip can install."""
    pages = [
        *SOURCES.values(),
        README,
        *((ROOT / name).read_text("utf-8") for name in ("README.md", "docs/editors.md")),
    ]
    lines = [line for page in pages for line in re.findall(r"pip install +(?:-\S+ +)*([^\n]*)", page)]
    assert len(lines) >= 5
    assert not [line for line in lines if not re.match(r"""\.|"git\+|'\.\[|"\$CE_LINT""", line)]


def test_the_lockfile_names_no_registry_and_a_digest_for_every_package() -> None:
    packages = {name: package for name, package in LOCK["packages"].items() if name}
    assert not [name for name, package in packages.items() if "resolved" in package]
    assert not [name for name, package in packages.items() if not package["integrity"].startswith("sha512-")]
    assert LOCK["packages"][""]["dependencies"] == MANIFEST["dependencies"]
    assert LOCK["packages"][""]["devDependencies"] == MANIFEST["devDependencies"]


# --- what builds it


def npm(folder: pathlib.Path, *arguments: str) -> None:
    command = [shutil.which("npm") or "npm", *arguments]
    done = subprocess.run(command, check=False, cwd=folder, capture_output=True, encoding="utf-8", timeout=300)
    if done.returncode and OFFLINE.search(done.stderr):
        without("npm reaches no registry")
    assert done.returncode == 0, done.stdout + done.stderr


@pytest.fixture(scope="module")
def built(tmp_path_factory: pytest.TempPathFactory) -> pathlib.Path:
    """A copy of the extension with its dependencies, and the vsix that was packaged in it."""
    needed("node", "npm")
    folder = tmp_path_factory.mktemp("vscode")
    for name in project_files():
        if name.startswith("editors/vscode/"):
            target = folder / name.removeprefix("editors/vscode/")
            target.parent.mkdir(parents=True, exist_ok=True)
            shutil.copy2(ROOT / name, target)
    npm(folder, "ci", "--prefer-offline")
    npm(folder, "run", "package")
    return folder


@pytest.mark.packaging
def test_the_vsix_holds_the_bundle_and_no_sources(built: pathlib.Path) -> None:
    with zipfile.ZipFile(built / "ce-lint.vsix") as archive:
        assert set(archive.namelist()) == {
            "[Content_Types].xml",
            "extension.vsixmanifest",
            "extension/package.json",
            "extension/readme.md",
            "extension/changelog.md",
            "extension/LICENSE.txt",
            "extension/dist/extension.js",
            "extension/dist/LICENSES.txt",
        }
        assert json.loads(archive.read("extension/package.json"))["main"] == "./dist/extension.js"
        bundle = archive.read("extension/dist/extension.js").decode()
        manifest = archive.read("extension.vsixmanifest").decode()
    assert f'Id="ce-lint" Version="{__version__}"' in manifest
    assert set(re.findall(r'\brequire\("([^"]+)"\)', bundle)) <= {"vscode", *_node_modules(built)}
    assert str(built) not in bundle


def _node_modules(folder: pathlib.Path) -> set[str]:
    command = ["node", "-p", "JSON.stringify(require('node:module').builtinModules)"]
    names = json.loads(subprocess.run(command, check=True, cwd=folder, capture_output=True).stdout)
    return {spelling for name in names for spelling in (name, f"node:{name}")}


@pytest.mark.packaging
@pytest.mark.skipif(os.name == "nt", reason="the small server of the tests is a script")
def test_its_own_tests_pass(built: pathlib.Path) -> None:
    npm(built, "test")
