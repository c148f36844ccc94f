"""Showing the changes of a plan, and writing all of them or none."""

from __future__ import annotations

import difflib
import os
from collections.abc import Iterator, Sequence
from contextlib import suppress

from ce_lint.files.replace import replace_file
from ce_lint.init.inspect import InitError
from ce_lint.init.plan import FileChange
from ce_lint.util.errors import describe_os_error
from ce_lint.util.paths import display_path


class _ChangedError(OSError):
    """A file is not what it was when the plan was made."""


def diff_change(change: FileChange) -> Iterator[str]:
    """The lines of a unified diff, without context lines: those may hold a secret."""
    before, after = (change.before or "").splitlines(), change.after.splitlines()
    old = "/dev/null" if change.before is None else f"a/{change.path}"
    yield from difflib.unified_diff(before, after, old, f"b/{change.path}", n=0, lineterm="")


def write_changes(root: str, changes: Sequence[FileChange]) -> None:
    """Write the files below the root. On an error, those already written are restored.

    Raises InitError with the reason; it names the files that could not be restored.
    """
    written: list[FileChange] = []
    new_folders: list[str] = []
    for change in changes:
        try:
            new_folders += _create_folders(root, change.path)
            _write(root, change)
        except OSError as error:
            reason = "changed in the meantime" if isinstance(error, _ChangedError) else describe_os_error(error)
            kept = _undo_all(root, written, new_folders)
            outcome = f"These files could not be restored: {', '.join(kept)}." if kept else "Nothing was written."
            raise InitError(f"{display_path(os.path.join(root, change.path))}: {reason}. {outcome}") from None
        written.append(change)


def _undo_all(root: str, written: Sequence[FileChange], new_folders: Sequence[str]) -> list[str]:
    """Undo changes and remove new folders. Returns the paths of the files that could not be restored."""
    kept = [change.path for change in reversed(written) if not _undo(root, change)]
    for folder in reversed(new_folders):
        with suppress(OSError):
            os.rmdir(folder)
    return kept


def _write(root: str, change: FileChange) -> None:
    path = os.path.join(root, change.path)
    if _read(path) != change.before:
        raise _ChangedError
    replace_file(path, change.after.encode("utf-8", "surrogateescape"))


def _read(path: str) -> str | None:
    """The text of a file; None if it does not exist."""
    if not os.path.lexists(path):
        return None
    with open(path, "rb") as file:
        return file.read().decode("utf-8", "surrogateescape")


def _create_folders(root: str, path: str) -> list[str]:
    """Create the folders above a file that are missing, and return them, outermost first."""
    created = []
    folder = root
    for name in path.split("/")[:-1]:
        folder = os.path.join(folder, name)
        if not os.path.isdir(folder):
            os.mkdir(folder)
            created.append(folder)
    return created


def _undo(root: str, change: FileChange) -> bool:
    """Restore a file. Returns whether that succeeded."""
    path = os.path.join(root, change.path)
    try:
        if change.before is None:
            os.unlink(path)
        else:
            replace_file(path, change.before.encode("utf-8", "surrogateescape"))
    except OSError:
        return False
    return True
