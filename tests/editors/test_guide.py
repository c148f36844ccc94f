"""``docs/editors.md``: what can be read is well-formed, and every editor starts the same server."""

from __future__ import annotations

import json
import re
import tomllib

import pytest

from tests.editors.at_work import GUIDE, HERE, blocks

EDITORS = re.findall(r"^## (.+)$", GUIDE, re.MULTILINE)
KIND = "source.fixAll.ce-lint"


def section(editor: str) -> str:
    return GUIDE.partition(f"\n## {editor}\n")[2].partition("\n## ")[0]


@pytest.mark.parametrize("editor", EDITORS)
def test_an_editor_has_its_findings_and_its_quick_fix(editor: str) -> None:
    text = section(editor)
    assert "\n| findings | " in text
    assert "\n| quick fix" in text
    assert "on save" in text or editor == "JetBrains"  # which has nothing of the kind


@pytest.mark.parametrize("editor", ["VS Code", "Neovim", "Emacs", "Sublime Text"])
def test_all_is_fixed_on_save_by_the_kind_of_ce_lint(editor: str) -> None:
    assert KIND in section(editor)
    assert set(re.findall(r"source\.fixAll[\w.-]*", section(editor))) == {KIND}


def test_the_lines_for_helix() -> None:
    (text,) = blocks("Helix", "toml")
    settings = tomllib.loads(text)
    assert settings["language-server"] == {"ce-lint": {"command": "ce-lint", "args": ["lsp"]}}
    assert {one["name"] for one in settings["language"] if "ce-lint" in one["language-servers"]} == {"json", "yaml"}


def test_the_lines_for_sublime_text() -> None:
    (text,) = blocks("Sublime Text", "json")
    assert json.loads(text)["clients"]["ce-lint"]["command"] == ["ce-lint", "lsp"]


def test_a_link_leads_somewhere() -> None:
    links = re.findall(r"\]\(([^)#:]+)\)", GUIDE)
    assert links
    assert [link for link in links if not (HERE.parents[1] / "docs" / link).exists()] == []
