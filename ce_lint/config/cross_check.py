"""What a configuration of the right shape may still get wrong: patterns that match nothing, folders that are none."""

from __future__ import annotations

import os
from collections.abc import Iterator

from ce_lint.config.load import ConfigFile
from ce_lint.config.overrides import find_pattern_error

_Steps = tuple[str | int, ...]


def make_sense(file: ConfigFile) -> None:
    """Look for what cannot be meant. Raises ConfigError."""
    for steps, patterns in _patterns(file):
        if not patterns and steps[-1] == "files":
            raise file.wrong(steps, 'it names no file. For every file, write ["*"]')
        for pattern in patterns:
            if sentence := find_pattern_error(pattern):
                raise file.wrong(steps, sentence)
    for at, allow in enumerate(file.data.get("allow", ())):
        if not allow["reason"].strip():
            raise file.wrong(("allow", at, "reason"), "it says nothing")


def rules_folder(file: ConfigFile) -> str | None:
    """The folder of own rules that a file names. Raises ConfigError."""
    named = file.data.get("rules")
    if named is None:
        return None
    folder = os.path.normpath(os.path.join(file.folder, named))
    if not os.path.isdir(folder):
        raise file.wrong(["rules"], "there is no such folder; it is looked for from the folder of this file")
    return folder


def _patterns(file: ConfigFile) -> Iterator[tuple[_Steps, list[str]]]:
    for key in ("include", "exclude"):
        yield (key,), file.data.get(key, [])
    for key in ("overrides", "allow"):
        for at, table in enumerate(file.data.get(key, ())):
            if "files" in table:
                yield (key, at, "files"), table["files"]
