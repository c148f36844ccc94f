"""Patterns of files as in a ``.gitignore``: matching, checking and writing them."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from ce_lint.util.lazy_pattern import lazy_pattern

if TYPE_CHECKING:
    from pathspec import GitIgnoreSpec

_PLAIN = lazy_pattern(r"[^*?\[\]!\\#\s/][^*?\[\]!\\#\s]*|/[^*?\[\]!\\#\s/][^*?\[\]!\\#\s]*")
_WINDOWS = lazy_pattern(r"(?<!\\)(?:\\\\)*\\[^\W_]")


class Patterns:
    """Patterns of files below a folder. If all are plain, pathspec is not imported."""

    def __init__(self, patterns: Sequence[str]) -> None:
        self._patterns = patterns
        self._are_plain = all(map(is_plain, patterns))
        self._spec: GitIgnoreSpec | None = None

    def match(self, path: str) -> bool:
        """Whether the patterns match a file; ``path`` is relative to the folder, with ``/``."""
        if self._are_plain:
            return any(_matches_plain(path, pattern) for pattern in self._patterns)
        if self._spec is None:
            from ce_lint.files.gitignore import compile_patterns

            self._spec = compile_patterns(self._patterns)
        return self._spec.match_file(path)


def is_plain(pattern: str) -> bool:
    """Whether a pattern is the name or path of a file or folder, with no character that has a meaning in patterns."""
    return _PLAIN.fullmatch(pattern) is not None and "//" not in pattern


def find_single_file(patterns: Sequence[str]) -> str | None:
    """The path of the only file that the patterns can match; None if they may match several."""
    if len(patterns) != 1 or not is_plain(patterns[0]) or "/" not in patterns[0].rstrip("/"):
        return None
    return patterns[0].strip("/")


def escape_pattern(path: str) -> str:
    """The pattern that matches exactly this path; ``path`` is relative, with ``/``."""
    return "/" + "".join(f"\\{character}" if character in "*?[]!\\#" else character for character in path)


def find_pattern_error(pattern: str) -> str:
    """Why a pattern can match nothing; "" if it can.

    The text continues a sentence that begins with the place of the pattern: "is empty: …".
    """
    has_dots = not {".", ".."}.isdisjoint(pattern.split("/"))
    if is_plain(pattern) and not has_dots:
        return ""
    if not pattern.strip():
        return "is empty: it matches no file."
    if pattern.startswith("#"):
        return r"starts with #, which makes it a comment. Write '\#' instead of '#'."
    if has_dots:
        return "must not contain ./ or ../: patterns are relative to the folder of the configuration."
    if _WINDOWS.search(pattern):
        return r"contains \, which escapes the next character. Write / between folders."
    from ce_lint.files.gitignore import is_pattern

    return "" if is_pattern(pattern) else "is not a valid .gitignore pattern."


def _matches_plain(path: str, pattern: str) -> bool:
    """As git matches a plain pattern: with a slash inside it is relative to the folder, else it is a name anywhere."""
    name = pattern.strip("/")
    if pattern.endswith("/") and path == name:
        return False
    if "/" in pattern.rstrip("/"):
        return path == name or path.startswith(f"{name}/")
    *folders, file = path.split("/")
    return name in folders or (name == file and not pattern.endswith("/"))
