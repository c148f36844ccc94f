"""``ce-lint lsp`` where its packages are not installed, and where it is started as editors start it."""

from __future__ import annotations

import os
import pathlib
import subprocess
import sys

import pytest

from tests.lsp.client import ROOT

_BLOCKED = """
import sys

class Blocker:
    def find_spec(self, name, path=None, target=None):
        if name.partition(".")[0] == sys.argv[1]:
            raise ModuleNotFoundError(f"No module named {name!r}", name=name)

sys.meta_path.insert(0, Blocker())
from ce_lint.cli.main import main
sys.exit(main(["lsp", *sys.argv[2:]]))
"""


def started(folder: pathlib.Path, *command: str) -> subprocess.CompletedProcess[str]:
    env = {**os.environ, "PYTHONPATH": str(ROOT)}
    whole = [sys.executable, *command]
    return subprocess.run(
        whole, check=False, cwd=folder, env=env, input="", capture_output=True, encoding="utf-8", timeout=60
    )


@pytest.mark.parametrize("missing", ["pygls", "lsprotocol", "cattrs"])
def test_without_the_extra_it_says_in_one_sentence_what_to_install(missing: str, tmp_path: pathlib.Path) -> None:
    done = started(tmp_path, "-c", _BLOCKED, missing)
    assert done.returncode == 2
    assert done.stdout == ""
    assert done.stderr == "ce-lint: the language server needs more packages: pip install 'ce-lint[lsp]'\n"


@pytest.mark.parametrize("options", [[], ["--stdio"]])
def test_it_ends_with_its_input_and_writes_nothing(options: list[str], tmp_path: pathlib.Path) -> None:
    done = started(tmp_path, "-m", "ce_lint", "lsp", *options)
    assert (done.returncode, done.stdout, done.stderr) == (1, "", "")
