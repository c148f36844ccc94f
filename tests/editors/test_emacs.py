"""A real Emacs with the lines of the guide: findings are shown, fixed by a quick fix and on save, and gone."""

from __future__ import annotations

import pathlib
import subprocess
from typing import Any

import pytest

from tests.editors.at_work import BROKEN_JSON, BROKEN_YAML, HERE, ONE_MISTAKE, blocks, drive, fixed, workspace
from tests.editors.needs import needed, without

START, ON_SAVE = blocks("Emacs", "elisp")
TWO = ["invalid-callback-url", "surrounding-space"]


def emacs(work: pathlib.Path, scenario: str, *more: str) -> dict[str, Any]:
    init = work.parent / "init.el"
    init.write_text("\n".join(["(package-initialize)", START, *more]), "utf-8")
    return drive(["emacs", "--batch", "-l", str(init), "-l", str(HERE / "emacs.el")], work, scenario)


@pytest.fixture(scope="module", autouse=True)
def _there_is_an_emacs_with_its_packages() -> None:
    needed("emacs")
    ask = (
        "(progn (package-initialize) (require 'eglot) (with-temp-buffer"
        ' (setq buffer-file-name "a.yaml") (set-auto-mode) (when (eq major-mode \'fundamental-mode) (kill-emacs 1))))'
    )
    if subprocess.run(["emacs", "--batch", "--eval", ask], check=False, capture_output=True).returncode:
        without("this Emacs has no eglot, or no mode for YAML")


def test_a_quick_fix_fixes_the_file(tmp_path: pathlib.Path) -> None:
    work = workspace(tmp_path, broken_json=ONE_MISTAKE)
    seen = emacs(work, "quick-fix")
    assert seen["before"] == ["invalid-callback-url"]
    assert "https//" in seen["under_cursor"]
    assert (work / "broken.json").read_text("utf-8") == fixed(ONE_MISTAKE)


def test_on_save_all_is_fixed(tmp_path: pathlib.Path) -> None:
    work = workspace(tmp_path, broken_json=BROKEN_JSON, broken_yaml=BROKEN_YAML)
    seen = emacs(work, "fix-all-on-save", ON_SAVE)
    assert seen["broken.json"] == seen["broken.yaml"] == TWO
    assert (work / "broken.json").read_text("utf-8") == "\n" + fixed(BROKEN_JSON)
    assert (work / "broken.yaml").read_text("utf-8") == "\n" + fixed(BROKEN_YAML)
