"""Which configuration file applies: the nearest one above a file, up to the root of its repository."""

from __future__ import annotations

import os
from collections.abc import Iterator, Mapping
from typing import Any

from ce_lint.util.lazy_pattern import lazy_pattern

OWN_NAME = "ce-lint.toml"
SHARED_NAME = "pyproject.toml"
BASELINE_NAME = "ce-lint-baseline.json"
TABLE = ("tool", "ce-lint")
"""The table of ``pyproject.toml`` that is a configuration."""
_HEADER = lazy_pattern(rb"(?m)^\[\[?tool\.ce-lint[.\]]")


def find_config(folder: str) -> str | None:
    """The path of the nearest configuration in or above an absolute folder; None if there is none."""
    for parent in list_parents(folder):
        own = os.path.join(parent, OWN_NAME)
        if os.path.isfile(own):
            return own
        shared = os.path.join(parent, SHARED_NAME)
        if _has_configuration(shared):
            return shared
    return None


def find_above(folder: str, name: str) -> str | None:
    """The path of the nearest file called ``name`` in or above an absolute folder; None if there is none."""
    for parent in list_parents(folder):
        path = os.path.join(parent, name)
        if os.path.isfile(path):
            return path
    return None


def list_parents(folder: str) -> Iterator[str]:
    """An absolute folder and those above it, up to the root of its repository (the folder with ``.git``) or disk."""
    while True:
        yield folder
        above = os.path.dirname(folder)
        if above == folder or os.path.exists(os.path.join(folder, ".git")):
            return
        folder = above


def find_table(data: Mapping[str, Any]) -> Any:
    """The value of ``tool.ce-lint`` in a parsed ``pyproject.toml``; None if there is none."""
    tool = data.get("tool")
    return tool.get("ce-lint") if isinstance(tool, dict) else None


def _has_configuration(path: str) -> bool:
    """Whether the ``pyproject.toml`` at ``path`` has a table of ce-lint, or may have one but cannot be read.

    Most have none: they are searched for the name, not parsed. Loading the file reports why it cannot be read.
    """
    try:
        with open(path, "rb") as file:
            data = file.read()
    except (FileNotFoundError, NotADirectoryError, IsADirectoryError):
        return False
    except OSError:
        return True
    if b"ce-lint" not in data:
        return False
    return _HEADER.search(data) is not None or _parses_to_configuration(data)


def _parses_to_configuration(data: bytes) -> bool:
    import tomllib

    try:
        return find_table(tomllib.loads(data.decode("utf-8-sig", "replace"))) is not None
    except (ValueError, RecursionError):
        return True
