"""Projects made of a few files, and what the command line says in them."""

from __future__ import annotations

import json
import pathlib
from collections.abc import Mapping

from tests.helpers import EVENTS, body

CLEAN = json.dumps(body(), indent=2)
LOST = json.dumps(body({"event.notification.enabled": True}), indent=2)
"""Breaks missing-callback-url (error) at ``configuration``."""
PLAIN_HTTP = json.dumps(body({**EVENTS, "event.notification.callback.url": "http://example.com/e"}), indent=2)
"""Breaks one rule with a warning."""
LOST_YAML = "element: {key: zendesk}\nconfiguration:\n  event.notification.enabled: true\nname: Support desk\n"
SECRET = "7KqXv2mT9wLpR4sYzB8nDfHjG1cVeAuQ"
LEAKY = json.dumps(body({"password": SECRET}), indent=2)
"""Breaks literal-secret."""


def make(folder: pathlib.Path, files: Mapping[str, str | bytes]) -> pathlib.Path:
    """Write the files of a project, whose root is a repository."""
    (folder / ".git").mkdir(parents=True, exist_ok=True)
    for name, text in files.items():
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(text if isinstance(text, bytes) else text.encode())
    return folder


def found(out: str) -> list[str]:
    """The rules and files of a report in one line each (``-q``): ``a.json missing-callback-url``."""
    lines = [line.split(" ") for line in out.splitlines() if ": " in line]
    return [f"{line[0].split(':')[0]} {line[2].rstrip(':')}" for line in lines]
