"""What git ignores. pathspec matches the patterns; it is imported when there is a pattern to match."""

from __future__ import annotations

import os
from collections.abc import Iterable
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from pathspec import GitIgnoreSpec
    from pathspec.patterns.gitignore.spec import GitIgnoreSpecPattern


class GitIgnore:
    """The ``.gitignore`` files that apply in the folder being walked, from the root of its repository down.

    ``enter`` and ``leave`` follow the walk. A folder that git ignores, but which the user named, is walked all the
    same.
    """

    def __init__(self, folder: str) -> None:
        self._specs: list[tuple[str, GitIgnoreSpec] | None] = []
        root = find_repository(folder)
        if root is None:
            return
        exclude = os.path.join(root, ".git", "info", "exclude")
        if os.path.isfile(exclude):
            self._add(root, exclude)
        for parent in _list_parents(folder, root):
            self.enter(parent, os.path.isfile(os.path.join(parent, ".gitignore")))
        path = os.path.abspath(folder)
        if self.ignores(os.path.dirname(path), os.path.basename(path), True):
            self._specs.clear()

    def enter(self, folder: str, has_gitignore: bool) -> None:
        """Go down into a folder."""
        if has_gitignore:
            self._add(folder, os.path.join(folder, ".gitignore"))
        else:
            self._specs.append(None)

    def leave(self) -> None:
        """Go back up to the folder above."""
        self._specs.pop()

    def _add(self, folder: str, path: str) -> None:
        """Add the patterns in the file at ``path``, relative to ``folder``. One that cannot be read has none."""
        try:
            with open(path, encoding="utf-8", errors="replace") as file:
                lines = [line for line in file.read().split("\n") if line.strip() and not line.startswith("#")]
        except OSError:
            lines = []
        self._specs.append((os.path.abspath(folder), compile_patterns(lines)) if lines else None)

    def ignores(self, folder: str, name: str, is_folder: bool) -> bool:
        """Whether git ignores the file or folder ``name`` in ``folder``; the deepest file that matches it decides."""
        path = ""
        for spec in reversed(self._specs):
            if spec is None:
                continue
            path = path or os.path.join(os.path.abspath(folder), name)
            relative = os.path.relpath(path, spec[0]).replace(os.sep, "/") + ("/" if is_folder else "")
            is_ignored = spec[1].check_file(relative).include
            if is_ignored is not None:
                return is_ignored
        return False


def compile_patterns(lines: Iterable[str]) -> GitIgnoreSpec:
    """The patterns in the lines of a ``.gitignore``. An invalid line matches nothing, as in git."""
    from pathspec import GitIgnoreSpec

    return GitIgnoreSpec(pattern for line in lines for pattern in _compile_line(line))


def is_pattern(line: str) -> bool:
    """Whether a line is a valid pattern, which can match something."""
    return any(pattern.include is not None for pattern in _compile_line(line))


def _compile_line(line: str) -> list[GitIgnoreSpecPattern]:
    import re
    import warnings

    from pathspec import GitIgnoreSpec

    try:
        with warnings.catch_warnings(action="ignore", category=FutureWarning):  # re warns of "[[" in a pattern
            return list(GitIgnoreSpec.from_lines([line]).patterns)
    except (ValueError, re.error):
        return []


def find_repository(path: str) -> str | None:
    """The absolute path of the git repository that a file or folder is in (the folder with ``.git``), or None."""
    folder = os.path.abspath(path)
    while not os.path.exists(os.path.join(folder, ".git")):
        above = os.path.dirname(folder)
        if above == folder:
            return None
        folder = above
    return folder


def _list_parents(folder: str, root: str) -> list[str]:
    """The folders from the root of the repository down to the one above ``folder``."""
    parent = os.path.abspath(folder)
    parents: list[str] = []
    while parent != root:
        parent = os.path.dirname(parent)
        parents.append(parent)
    return parents[::-1]
