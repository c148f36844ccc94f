"""A real Neovim with the lines of the guide: findings are shown, fixed by a quick fix and on save, and gone."""

from __future__ import annotations

import pathlib
from typing import Any

from tests.editors.at_work import (
    BROKEN_JSON,
    BROKEN_YAML,
    HERE,
    NOT_OURS,
    ONE_MISTAKE,
    blocks,
    drive,
    fixed,
    workspace,
)
from tests.editors.needs import needed

OF_0_11, BEFORE, ON_SAVE = blocks("Neovim", "lua")
TWO = ["invalid-callback-url", "surrounding-space"]


def neovim(work: pathlib.Path, scenario: str, *more: str) -> dict[str, Any]:
    init = work.parent / "init.lua"
    start = f"if vim.lsp.config then\n{OF_0_11}\nelse\n{BEFORE}\nend\n"
    init.write_text("\n".join([start, *more]), "utf-8")
    needed("nvim")
    return drive(
        ["nvim", "--headless", "-n", "-i", "NONE", "-u", str(init), "-S", str(HERE / "neovim.lua")], work, scenario
    )


def test_a_quick_fix_fixes_the_file(tmp_path: pathlib.Path) -> None:
    work = workspace(tmp_path, broken_json=ONE_MISTAKE)
    seen = neovim(work, "quick_fix")
    assert seen["before"] == ["invalid-callback-url"]
    assert "https//" in seen["under_cursor"]
    assert seen["kind"] == "quickfix"
    assert (work / "broken.json").read_text("utf-8") == fixed(ONE_MISTAKE)


def test_on_save_all_is_fixed_in_two_files_by_one_server(tmp_path: pathlib.Path) -> None:
    work = workspace(tmp_path, broken_json=BROKEN_JSON, broken_yaml=BROKEN_YAML)
    seen = neovim(work, "fix_all_on_save", ON_SAVE)
    assert seen["before"] == {"broken.json": TWO, "broken.yaml": TWO}
    assert seen["servers"] == 1
    assert (work / "broken.json").read_text("utf-8") == "\n" + fixed(BROKEN_JSON)
    assert (work / "broken.yaml").read_text("utf-8") == "\n" + fixed(BROKEN_YAML)


def test_other_files_are_passed_over(tmp_path: pathlib.Path) -> None:
    work = workspace(tmp_path, package_json=NOT_OURS, broken_json=ONE_MISTAKE)
    seen = neovim(work, "silence")
    assert (seen["of_all"], seen["of_this"]) == (1, 1)
