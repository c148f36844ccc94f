"""The files that reports are written to: none of them may be linted in the same run, and each is written once."""

from __future__ import annotations

import os
from collections.abc import Sequence

from ce_lint.util.errors import UserError


class TargetError(UserError):
    """A file that no report can be written to."""


class Targets:
    """The files of a run's reports. Raises TargetError where they cannot be meant."""

    def __init__(self, paths: Sequence[str] = ()) -> None:
        met: set[str] = set()
        for path in paths:
            place = os.path.realpath(path)
            if place in met:
                raise TargetError(f"{path}: two reports cannot be written to one file")
            if os.path.isdir(place):
                raise TargetError(f"{path}: a report is written to a file, and this is a folder")
            met.add(place)
        self._files = {identity for path in met if (identity := _identity(path)) is not None}

    def spare(self, path: str) -> None:
        """Refuse to write over a file that is linted. Raises TargetError."""
        if self._files and _identity(path) in self._files:
            raise TargetError(f"{path}: a report cannot be written over a file that is linted")


def _identity(path: str) -> tuple[int, int] | None:
    """What two names of one file have in common."""
    try:
        found = os.stat(path)
    except (OSError, ValueError):
        return None
    return found.st_dev, found.st_ino
