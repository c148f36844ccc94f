"""A folder with files to fix, an editor with the lines of ``docs/editors.md``, and the server of this environment."""

from __future__ import annotations

import json
import os
import pathlib
import re
import subprocess
import sys
from typing import Any

HERE = pathlib.Path(__file__).parent
GUIDE = (HERE.parents[1] / "docs" / "editors.md").read_text("utf-8")

BROKEN_JSON = """{
  "element": { "key": "zendesk " },
  "configuration": {
    "event.notification.enabled": true,
    "event.notification.callback.url": "https//example.com/events"
  },
  "name": "Bureau d\u2019aide \N{TELEPHONE RECEIVER}\N{OLD PERSONAL COMPUTER}"
}
"""
BROKEN_YAML = """# the key of the element ends with a blank
element: { key: "zendesk " }
configuration:
  event.notification.enabled: true
  event.notification.callback.url: "https//example.com/events" # a scheme without its colon
name: Support desk
"""
ONE_MISTAKE = BROKEN_JSON.replace("zendesk ", "zendesk")
NOT_OURS = '{ "name": "other", "version": "1.0.0", "private": true }\n'


def fixed(text: str) -> str:
    return text.replace("zendesk ", "zendesk").replace("https//", "https://")


def blocks(editor: str, language: str) -> list[str]:
    """The blocks of the guide's section about an editor."""
    section = GUIDE.partition(f"\n## {editor}\n")[2].partition("\n## ")[0]
    found = re.findall(rf"^```{language}\n(.*?)^```$", section, re.MULTILINE | re.DOTALL)
    assert found, f"{editor} has no {language}"
    return found


def workspace(folder: pathlib.Path, **files: str) -> pathlib.Path:
    """A folder with these files (``broken_json`` is ``broken.json``), and beside it the program of this environment."""
    work = folder / "work"
    work.mkdir()
    for name, text in files.items():
        (work / name.replace("_", ".")).write_text(text, "utf-8")
    program = folder / "bin" / "ce-lint"
    program.parent.mkdir()
    program.write_text(f'#!/bin/sh\nexec "{sys.executable}" -m ce_lint "$@"\n', "utf-8")
    program.chmod(0o755)
    return work


def drive(command: list[str], work: pathlib.Path, scenario: str) -> dict[str, Any]:
    """What an editor saw that was started with this command in ``work``, with a home of its own."""
    home = work.parent
    seen = home / "seen.json"
    env = {
        **os.environ,
        "HOME": str(home),
        "XDG_CONFIG_HOME": str(home / "config"),
        "XDG_DATA_HOME": str(home / "data"),
        "XDG_STATE_HOME": str(home / "state"),
        "XDG_CACHE_HOME": str(home / "cache"),
        "LC_ALL": "C.UTF-8",
        "PATH": f"{home / 'bin'}{os.pathsep}{os.environ['PATH']}",
        "PYTHONPATH": str(HERE.parents[1]),
        "CE_LINT_SEEN": str(seen),
        "CE_LINT_SCENARIO": scenario,
    }
    done = subprocess.run(
        command,
        check=False,
        cwd=work,
        env=env,
        stdin=subprocess.DEVNULL,
        capture_output=True,
        encoding="utf-8",
        timeout=120,
    )
    assert seen.exists(), done.stdout + done.stderr
    told: dict[str, Any] = json.loads(seen.read_text("utf-8"))
    assert not told.get("problem"), f"{told}\n{done.stdout}{done.stderr}"
    return told
