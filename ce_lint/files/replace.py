"""Replacing a file as a whole: a reader sees the old content or the new content, never a part of it."""

from __future__ import annotations

import os
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from typing import BinaryIO

_DEFAULT_MODE = 0o666


def replace_file(path: str, data: bytes) -> None:
    """Replace the content of a file, or create the file. Raises OSError; then everything is as it was."""
    with open_replacement(path) as file:
        file.write(data)


@contextmanager
def open_replacement(path: str) -> Iterator[BinaryIO]:
    """Open a temporary file that replaces ``path`` when the block ends, or is removed if the block raises.

    A symbolic link stays a link: its target is replaced. The permissions are kept, and the owner where this is allowed.
    Raises OSError.
    """
    import tempfile

    target = os.path.realpath(path)
    descriptor, temporary = tempfile.mkstemp(dir=os.path.dirname(target), prefix=f".{os.path.basename(target)[:40]}.")
    try:
        with os.fdopen(descriptor, "wb") as file:
            yield file
            file.flush()
            os.fsync(file.fileno())
        _copy_owner(target, temporary)
        os.chmod(temporary, _find_mode(target))
        os.replace(temporary, target)
    except BaseException:
        with suppress(OSError):
            os.unlink(temporary)
        raise


def _copy_owner(source: str, target: str) -> None:
    with suppress(OSError, AttributeError):  # Windows has no owners of this kind
        old, new = os.stat(source), os.stat(target)
        if (old.st_uid, old.st_gid) != (new.st_uid, new.st_gid):
            os.chown(target, old.st_uid, old.st_gid)


def _find_mode(path: str) -> int:
    """The permissions of a file, or those that a new file gets."""
    try:
        return os.stat(path).st_mode & 0o7777
    except FileNotFoundError:
        mask = os.umask(0)
        os.umask(mask)
        return _DEFAULT_MODE & ~mask
