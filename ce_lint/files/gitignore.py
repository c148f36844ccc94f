"""What git ignores, judged by pathspec; the library is loaded when the first ``.gitignore`` is met."""

from __future__ import annotations

import os
from collections.abc import Iterable
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from pathspec import GitIgnoreSpec
    from pathspec.patterns.gitignore.spec import GitIgnoreSpecPattern


class Ignored:
    """The ``.gitignore`` files from the repository's root down to the folder being walked."""

    def __init__(self, start: str) -> None:
        self._specs: list[tuple[str, GitIgnoreSpec] | None] = []
        root = repository(start)
        if root is None:
            return
        exclude = os.path.join(root, ".git", "info", "exclude")
        if os.path.isfile(exclude):
            self._add(root, exclude)
        for folder in _parents(start, root):
            self.enter(folder, os.path.isfile(os.path.join(folder, ".gitignore")))
        if self.covers(os.path.dirname(os.path.abspath(start)), os.path.basename(os.path.abspath(start)), True):
            self._specs.clear()  # whoever names an ignored folder wants to see into it

    def enter(self, folder: str, has_file: bool) -> None:
        """Go down into a folder."""
        if has_file:
            self._add(folder, os.path.join(folder, ".gitignore"))
        else:
            self._specs.append(None)

    def leave(self) -> None:
        """Come back up."""
        self._specs.pop()

    def _add(self, folder: str, path: str) -> None:
        try:
            with open(path, encoding="utf-8", errors="replace") as file:
                lines = [line for line in file.read().split("\n") if line.strip() and not line.startswith("#")]
        except OSError:
            lines = []
        self._specs.append((os.path.abspath(folder), spec(lines)) if lines else None)

    def covers(self, folder: str, name: str, is_folder: bool) -> bool:
        """Whether git would ignore the entry; the deepest file that speaks of it decides."""
        path = ""
        for spec in reversed(self._specs):
            if spec is None:
                continue
            path = path or os.path.join(os.path.abspath(folder), name)
            relative = os.path.relpath(path, spec[0]).replace(os.sep, "/") + ("/" if is_folder else "")
            verdict = spec[1].check_file(relative).include
            if verdict is not None:
                return verdict
        return False


def spec(lines: Iterable[str]) -> GitIgnoreSpec:
    """The patterns of a ``.gitignore``. One that is none means nothing, as for git."""
    from pathspec import GitIgnoreSpec

    return GitIgnoreSpec(pattern for line in lines for pattern in _compiled(line))


def is_pattern(line: str) -> bool:
    """Whether a line is a pattern that can match something."""
    return any(pattern.include is not None for pattern in _compiled(line))


def _compiled(line: str) -> list[GitIgnoreSpecPattern]:
    import re
    import warnings

    from pathspec import GitIgnoreSpec

    try:
        with warnings.catch_warnings(action="ignore", category=FutureWarning):  # of brackets within brackets
            return list(GitIgnoreSpec.from_lines([line]).patterns)
    except (ValueError, re.error):
        return []


def repository(start: str) -> str | None:
    """The folder of the repository that a path stands in."""
    folder = os.path.abspath(start)
    while not os.path.exists(os.path.join(folder, ".git")):
        above = os.path.dirname(folder)
        if above == folder:
            return None
        folder = above
    return folder


def _parents(start: str, root: str) -> list[str]:
    """The folders from the repository's root down to just above ``start``."""
    folder = os.path.abspath(start)
    found: list[str] = []
    while folder != root:
        folder = os.path.dirname(folder)
        found.append(folder)
    return found[::-1]
