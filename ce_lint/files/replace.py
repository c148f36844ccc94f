"""Replacing a file as a whole: whoever reads it sees the old content or the new one, never a part."""

from __future__ import annotations

import os
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from typing import BinaryIO

_NEW_FILE = 0o666


def replace(path: str, data: bytes) -> None:
    """Give a file another content, or make it. Raises OSError, and leaves nothing behind then."""
    with replacing(path) as file:
        file.write(data)


@contextmanager
def replacing(path: str) -> Iterator[BinaryIO]:
    """A file to write the new content of ``path`` into; it takes its place at the end, and is removed on an error.

    A symbolic link stays one: what it leads to is replaced. The permissions stay too, and the owner where that is
    possible. Raises OSError.
    """
    import tempfile

    target = os.path.realpath(path)
    number, made = tempfile.mkstemp(dir=os.path.dirname(target), prefix=f".{os.path.basename(target)[:40]}.")
    try:
        with os.fdopen(number, "wb") as file:
            yield file
            file.flush()
            os.fsync(file.fileno())
        _keep_owner(made, target)
        os.chmod(made, _permissions(target))
        os.replace(made, target)
    except BaseException:
        with suppress(OSError):
            os.unlink(made)
        raise


def _keep_owner(made: str, target: str) -> None:
    with suppress(OSError, AttributeError):  # Windows has no such owners
        old, new = os.stat(target), os.stat(made)
        if (old.st_uid, old.st_gid) != (new.st_uid, new.st_gid):
            os.chown(made, old.st_uid, old.st_gid)


def _permissions(path: str) -> int:
    """Those of the file, or those that a new one gets."""
    try:
        return os.stat(path).st_mode & 0o7777
    except FileNotFoundError:
        mask = os.umask(0)
        os.umask(mask)
        return _NEW_FILE & ~mask
