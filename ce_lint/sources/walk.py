"""From the paths of a command line to files."""

from __future__ import annotations

import os
from collections.abc import Iterator
from typing import TYPE_CHECKING, NamedTuple

from ce_lint.readers.read import MAX_BYTES, SUFFIXES
from ce_lint.readers.sniff import has_word

if TYPE_CHECKING:
    from ce_lint.sources.ignore import Ignored

_SKIPPED = frozenset({".git", ".hg", ".svn", "node_modules", ".venv", "venv", "__pycache__", ".tox", ".mypy_cache"})
_SUFFIXES = tuple(SUFFIXES)
_HEAD = 1 << 16


class File(NamedTuple):
    """A file to lint; ``named`` is True where the user gave its path, False where a folder led to it."""

    path: str
    named: bool


class Trouble(NamedTuple):
    """A path that cannot be linted, and why, in one sentence."""

    path: str
    reason: str


class TooLarge(NamedTuple):
    """A file larger than any document of ours. ``is_ours`` tells whether its beginning looks like one."""

    size: int
    is_ours: bool


def files(paths: list[str]) -> Iterator[File | Trouble]:
    """The files of the paths, folders in order of name, each file once."""
    seen: set[str] = set()
    for path in paths:
        for found in _under(path):
            if found.path not in seen:
                seen.add(found.path)
                yield found


def _under(path: str) -> Iterator[File | Trouble]:
    if os.path.isdir(path):
        from ce_lint.sources.ignore import Ignored

        yield from _folder(path, Ignored(path))
    elif os.path.exists(path):
        yield File(path, True) if os.path.isfile(path) else Trouble(path, "it is neither a file nor a folder")
    else:
        yield Trouble(path, _absence(path))


def _absence(path: str) -> str:
    try:
        os.stat(path)
    except OSError as error:
        return sentence(error)
    return "there is no such file or folder"


def _folder(path: str, ignored: Ignored) -> Iterator[File | Trouble]:
    try:
        with os.scandir(path) as scan:
            entries = sorted(scan, key=lambda entry: entry.name)
    except OSError as error:
        yield Trouble(path, sentence(error))
        return
    names = [entry.name for entry in entries]
    ignored.enter(path, ".gitignore" in names)
    for entry in entries:
        name = entry.name
        if name.lower().endswith(_SUFFIXES):
            if entry.is_file() and not ignored.covers(path, name, False):
                yield File(_join(path, name), False)
        elif _is_open_folder(entry) and not ignored.covers(path, name, True):
            yield from _folder(_join(path, name), ignored)
    ignored.leave()


def _is_open_folder(entry: os.DirEntry[str]) -> bool:
    return entry.name not in _SKIPPED and entry.is_dir(follow_symlinks=False)


def _join(folder: str, name: str) -> str:
    return name if folder == "." else os.path.join(folder, name)


def content(path: str) -> bytes | TooLarge:
    """The bytes of a file. Raises OSError."""
    file = os.open(path, os.O_RDONLY | getattr(os, "O_BINARY", 0))  # half the time of a file object, for every file
    try:
        data = os.read(file, _HEAD)
        return data if len(data) < _HEAD and not os.read(file, 1) else _rest(file, data)
    finally:
        os.close(file)


def _rest(file: int, head: bytes) -> bytes | TooLarge:
    size = os.fstat(file).st_size
    if size > MAX_BYTES:
        return TooLarge(size, has_word(head))
    os.lseek(file, 0, os.SEEK_SET)
    pieces: list[bytes] = []
    length = 0
    while length <= MAX_BYTES and (piece := os.read(file, MAX_BYTES)):
        pieces.append(piece)
        length += len(piece)
    return b"".join(pieces) if length <= MAX_BYTES else TooLarge(length, has_word(head))


def sentence(error: OSError, verb: str = "read") -> str:
    """An error of the system in words; ``verb`` is what was tried."""
    if isinstance(error, PermissionError):
        return f"you have no permission to {verb} it"
    if isinstance(error, FileNotFoundError):
        return "there is no such file or folder"
    return (error.strerror or f"the system could not {verb} it").lower()
