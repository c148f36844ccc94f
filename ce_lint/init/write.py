"""A plan shown and written: all of it, or nothing."""

from __future__ import annotations

import difflib
import os
from collections.abc import Iterator, Sequence
from contextlib import suppress

from ce_lint.files.replace import replace
from ce_lint.init.inspect import SetupError
from ce_lint.init.plan import Change
from ce_lint.util.paths import shown_path


def diff(change: Change) -> Iterator[str]:
    """The lines of a unified diff. It has no lines around the change: they are not ours, and may hold a secret."""
    before, after = (change.before or "").splitlines(), change.after.splitlines()
    old = "/dev/null" if change.before is None else f"a/{change.path}"
    yield from difflib.unified_diff(before, after, old, f"b/{change.path}", n=0, lineterm="")


def write(root: str, changes: Sequence[Change]) -> None:
    """Write the files below the root. Raises SetupError: then none is written, or it says which are."""
    done: list[Change] = []
    made: list[str] = []
    for change in changes:
        try:
            made += _folders(root, change.path)
            _write(root, change)
        except OSError as error:
            left = _taken_back(root, done, made)
            told = f"Written all the same: {', '.join(left)}." if left else "Nothing was written."
            path, reason = shown_path(os.path.join(root, change.path)), error.strerror or "the system refused to write"
            raise SetupError(f"{path}: {reason.lower()}. {told}") from None
        done.append(change)


def _taken_back(root: str, done: Sequence[Change], made: Sequence[str]) -> list[str]:
    """Undo what was written, and tell what could not be undone."""
    left = [change.path for change in reversed(done) if not _undone(root, change)]
    for folder in reversed(made):
        with suppress(OSError):
            os.rmdir(folder)
    return left


def _write(root: str, change: Change) -> None:
    path = os.path.join(root, change.path)
    if _content(path) != change.before:
        raise OSError(0, "it was changed meanwhile")
    replace(path, change.after.encode("utf-8", "surrogateescape"))


def _content(path: str) -> str | None:
    if not os.path.lexists(path):
        return None
    with open(path, "rb") as file:
        return file.read().decode("utf-8", "surrogateescape")


def _folders(root: str, path: str) -> list[str]:
    """Make the folders that a file needs, and tell which are new."""
    made = []
    folder = root
    for name in path.split("/")[:-1]:
        folder = os.path.join(folder, name)
        if not os.path.isdir(folder):
            os.mkdir(folder)
            made.append(folder)
    return made


def _undone(root: str, change: Change) -> bool:
    path = os.path.join(root, change.path)
    try:
        if change.before is None:
            os.unlink(path)
        else:
            replace(path, change.before.encode("utf-8", "surrogateescape"))
    except OSError:
        return False
    return True
