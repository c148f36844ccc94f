"""Whether a path matches one of some patterns, which are written as in a ``.gitignore``."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from pathspec import GitIgnoreSpec

_SPECIAL = frozenset("*?[]!\\")


class Patterns:
    """Patterns of files below a folder. A plain path needs no library: only one with a wildcard loads it."""

    def __init__(self, patterns: Sequence[str]) -> None:
        self._patterns = patterns
        self._plain = all(map(is_plain, patterns))
        self._spec: GitIgnoreSpec | None = None

    def match(self, path: str) -> bool:
        """Whether a path, relative to the folder and with ``/``, is meant by them."""
        if self._plain:
            return any(_is_meant(path, pattern) for pattern in self._patterns)
        if self._spec is None:
            from pathspec import GitIgnoreSpec

            self._spec = GitIgnoreSpec.from_lines(self._patterns)
        return self._spec.match_file(path)


def is_plain(pattern: str) -> bool:
    """Whether a pattern names one file or folder, without a wildcard."""
    return not _SPECIAL.intersection(pattern)


def _is_meant(path: str, pattern: str) -> bool:
    """As git reads a pattern without a wildcard: one with a slash inside leads down from the folder."""
    bare = pattern.strip("/")
    if pattern.endswith("/") and path == bare:
        return False
    if "/" in pattern.rstrip("/"):
        return path == bare or path.startswith(f"{bare}/")
    *folders, name = path.split("/")
    return bare in folders or (bare == name and not pattern.endswith("/"))
