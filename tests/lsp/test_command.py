"""``ce-lint lsp`` as editors start it, with nothing installed but ce-lint, and how long they wait for it."""

from __future__ import annotations

import os
import pathlib
import subprocess
import sys

import pytest

from tests.lsp.client import ROOT

_LOOK = """
import json, sys
from ce_lint.cli.main import main
status = main(["lsp"])
print(status, *sorted({name.partition(".")[0] for name in sys.modules}), file=sys.stderr)
"""
NOT_NEEDED = {
    "asyncio", "concurrent", "multiprocessing", "pydantic", "jsonschema", "ruamel", "pathspec", "difflib", "email",
    "lsprotocol", "pygls",
}  # fmt: skip


def run_lsp(folder: pathlib.Path, *command: str) -> subprocess.CompletedProcess[str]:
    env = {**os.environ, "PYTHONPATH": str(ROOT)}
    env = {name: value for name, value in env.items() if not name.startswith(("COV", "PYTEST"))}
    whole = [sys.executable, *command]
    return subprocess.run(
        whole, check=False, cwd=folder, env=env, input="", capture_output=True, encoding="utf-8", timeout=60
    )


def test_it_needs_no_more_packages_and_starts_with_few_modules(tmp_path: pathlib.Path) -> None:
    """What is imported before the first message is what an editor waits for."""
    done = run_lsp(tmp_path, "-c", _LOOK)
    status, *names = done.stderr.split()
    assert (status, done.stdout) == ("1", "")
    assert {"click", "ce_lint", "threading"} <= set(names)
    assert not NOT_NEEDED & set(names)


@pytest.mark.parametrize("options", [[], ["--stdio"]])
def test_it_ends_with_its_input_and_writes_nothing(options: list[str], tmp_path: pathlib.Path) -> None:
    done = run_lsp(tmp_path, "-m", "ce_lint", "lsp", *options)
    assert (done.returncode, done.stdout, done.stderr) == (1, "", "")
