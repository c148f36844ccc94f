"""Whether a path matches one of some patterns, which are written as in a ``.gitignore``."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from ce_lint.values.lazy import lazy

if TYPE_CHECKING:
    from pathspec import GitIgnoreSpec

_PLAIN = lazy(r"[^*?\[\]!\\#\s/][^*?\[\]!\\#\s]*|/[^*?\[\]!\\#\s/][^*?\[\]!\\#\s]*")
_WINDOWS = lazy(r"(?<!\\)(?:\\\\)*\\[^\W_]")


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
            from ce_lint.sources.ignore import spec

            self._spec = spec(self._patterns)
        return self._spec.match_file(path)


def is_plain(pattern: str) -> bool:
    """Whether a pattern names files or folders by their whole name, without a wildcard."""
    return _PLAIN.fullmatch(pattern) is not None and "//" not in pattern


def only_file(patterns: Sequence[str]) -> str | None:
    """The one path that the patterns can mean as a file, or None where it may be several."""
    if len(patterns) != 1 or not is_plain(patterns[0]) or "/" not in patterns[0].rstrip("/"):
        return None
    return patterns[0].strip("/")


def fault(pattern: str) -> str:
    """Why a pattern can match nothing, in words; nothing where it can."""
    if is_plain(pattern) and not {".", ".."}.intersection(pattern.split("/")):
        return ""
    if not pattern.strip() or pattern.startswith("#"):
        return "an empty pattern matches nothing, and one that begins with # is a comment: write \\\\#"
    if {".", ".."}.intersection(pattern.split("/")):
        return "a pattern leads down from the folder of the configuration: write it without ./ and ../"
    if _WINDOWS.search(pattern):
        return "write / between folders: in a pattern, \\ takes the meaning of the next character away"
    from ce_lint.sources.ignore import is_pattern

    return "" if is_pattern(pattern) else "it is no pattern as in a .gitignore"


def _is_meant(path: str, pattern: str) -> bool:
    """As git reads a pattern without a wildcard: one with a slash inside leads down from the folder."""
    bare = pattern.strip("/")
    if pattern.endswith("/") and path == bare:
        return False
    if "/" in pattern.rstrip("/"):
        return path == bare or path.startswith(f"{bare}/")
    *folders, name = path.split("/")
    return bare in folders or (bare == name and not pattern.endswith("/"))
