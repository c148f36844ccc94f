"""From the paths of a command line to files."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterator
from errno import ELOOP
from itertools import pairwise
from typing import TYPE_CHECKING, NamedTuple

from ce_lint.document.detect import has_word
from ce_lint.document.read import MAX_BYTES, SUFFIXES

if TYPE_CHECKING:
    from ce_lint.files.gitignore import Ignored

_SKIPPED = frozenset({".git", ".hg", ".svn", "node_modules", ".venv", "venv", "__pycache__", ".tox", ".mypy_cache"})
_SUFFIXES = tuple(SUFFIXES)
_HEAD = 1 << 16


class File(NamedTuple):
    """A file to lint; ``named`` is True where the user gave its path, False where a folder led to it."""

    path: str
    named: bool


class Unreadable(NamedTuple):
    """A path that cannot be linted, and why, in one sentence."""

    path: str
    reason: str


class TooLarge(NamedTuple):
    """A file larger than any document of ours. ``is_ours`` tells whether its beginning looks like one."""

    size: int
    is_ours: bool


def never(_path: str) -> bool:
    """No file besides those that are known by their names."""
    return False


def files(paths: list[str], also: Callable[[str], bool] = never) -> Iterator[File | Unreadable]:
    """The files of the paths, folders in order of name, each file once.

    In a folder, JSON and YAML files are looked for, and those that ``also`` wants.
    """
    if not _overlap(paths):
        for path in paths:
            yield from _under(path, also)
        return
    seen: set[str] = set()
    for path in paths:
        for found in _under(path, also):
            name = os.path.abspath(found.path)
            if name not in seen:
                seen.add(name)
                yield found


def _overlap(paths: list[str]) -> bool:
    """Whether a path is another or stands below it: only then are files remembered."""
    if len(paths) < 2:
        return False
    ordered = sorted(os.path.abspath(path).rstrip(os.sep) + os.sep for path in paths)
    return any(below.startswith(above) for above, below in pairwise(ordered))


def _under(path: str, also: Callable[[str], bool]) -> Iterator[File | Unreadable]:
    if os.path.isdir(path):
        from ce_lint.files.gitignore import Ignored

        yield from _folder(path, Ignored(path), also)
    elif os.path.exists(path):
        yield File(path, True) if os.path.isfile(path) else Unreadable(path, "it is neither a file nor a folder")
    else:
        yield Unreadable(path, _absence(path))


def _absence(path: str) -> str:
    try:
        os.stat(path)
    except OSError as error:
        return sentence(error)
    except ValueError:
        return "it is no path"
    return "there is no such file or folder"


def _folder(path: str, ignored: Ignored, also: Callable[[str], bool]) -> Iterator[File | Unreadable]:
    """The files below a folder. The stack holds the names that are still to come, of it and of those above."""
    stack: list[tuple[str, Iterator[str]]] = []
    yield from _enter(path, stack, ignored, also)
    while stack:
        folder, names = stack[-1]
        prefix = _join(folder, "")
        for name in names:
            bare = name.rstrip(os.sep)
            if ignored.covers(folder, bare, bare is not name):
                continue
            if bare is not name:
                yield from _enter(prefix + bare, stack, ignored, also)
                break
            yield File(prefix + name, False)
        else:
            stack.pop()
            ignored.leave()


def _enter(
    path: str, stack: list[tuple[str, Iterator[str]]], ignored: Ignored, also: Callable[[str], bool]
) -> Iterator[Unreadable]:
    """Go down into a folder, if it can be read."""
    try:
        names = _names(path, also)
    except OSError as error:
        yield Unreadable(path, sentence(error))
    else:
        ignored.enter(path, os.path.isfile(os.path.join(path, ".gitignore")))
        stack.append((path, iter(names)))


def _names(folder: str, also: Callable[[str], bool]) -> list[str]:
    """The files that are looked for and the folders that are walked, which end with a separator, in order of name.

    Names alone: a folder may hold a million. Raises OSError.
    """
    found = []
    with os.scandir(folder) as scan:
        for entry in scan:
            name = entry.name
            if name.lower().endswith(_SUFFIXES) and _is_file(entry):
                found.append(name)
            elif _is_open_folder(entry):
                found.append(name + os.sep)
            elif also is not never and _is_file(entry) and also(_join(folder, name)):
                found.append(name)
    found.sort(key=_bare)
    return found


def _bare(name: str) -> str:
    return name.rstrip(os.sep)


def _is_file(entry: os.DirEntry[str]) -> bool:
    """Whether it is a file, or may be one: who reads it will say. A link that leads to itself is none."""
    try:
        return entry.is_file()
    except OSError as error:
        return error.errno != ELOOP


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
