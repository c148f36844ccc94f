"""Which configuration file applies: the nearest above a file, up to the root of its repository."""

from __future__ import annotations

import os
import re
from collections.abc import Iterator

OWN_NAME = "ce-lint.toml"
SHARED_NAME = "pyproject.toml"
BASELINE_NAME = "ce-lint-baseline.json"
_NAME = b"ce-lint"
_TABLE = rb"(?m)^\[\[?tool\.ce-lint[.\]]"


def find_config(folder: str) -> str | None:
    """The path of the nearest configuration at or above an absolute folder."""
    for parent in upwards(folder):
        own = os.path.join(parent, OWN_NAME)
        if os.path.isfile(own):
            return own
        shared = os.path.join(parent, SHARED_NAME)
        if _has_table(shared):
            return shared
    return None


def find_above(folder: str, name: str) -> str | None:
    """The path of the nearest file of that name at or above an absolute folder, up to the repository's root."""
    for parent in upwards(folder):
        path = os.path.join(parent, name)
        if os.path.isfile(path):
            return path
    return None


def upwards(folder: str) -> Iterator[str]:
    """An absolute folder and those above it, up to the root of the repository or else of the disk."""
    while True:
        yield folder
        above = os.path.dirname(folder)
        if above == folder or os.path.exists(os.path.join(folder, ".git")):
            return
        folder = above


def _has_table(path: str) -> bool:
    """Whether a ``pyproject.toml`` speaks of ce-lint: most do not, and are not worth a parser."""
    try:
        with open(path, "rb") as file:
            data = file.read()
    except (FileNotFoundError, NotADirectoryError, IsADirectoryError):
        return False
    except OSError:
        return True  # whoever loads it says why it cannot be read
    if _NAME not in data:
        return False
    if re.search(_TABLE, data):
        return True
    from ce_lint.config.load import has_table

    return has_table(data.decode("utf-8-sig", "replace"))
