"""Finding and reading the files to lint.

Fast on purpose where it says so: a repository may hold a hundred thousand files, most of them not instances.
"""

from __future__ import annotations

import os
from collections.abc import Callable, Iterator
from errno import ELOOP
from itertools import pairwise
from typing import TYPE_CHECKING, NamedTuple

from ce_lint.document.detect import has_word
from ce_lint.document.read import MAX_BYTES, SUFFIXES
from ce_lint.util.errors import describe_os_error

if TYPE_CHECKING:
    from ce_lint.files.gitignore import GitIgnore

_SKIPPED_FOLDERS = frozenset(
    {".git", ".hg", ".svn", "node_modules", ".venv", "venv", "__pycache__", ".tox", ".mypy_cache"}
)
_SUFFIXES = tuple(SUFFIXES)
_HEAD = 1 << 16
_SEPARATOR = "\0"


class File(NamedTuple):
    """A file to lint. ``is_named`` is False if it was found in a folder, True if the user named it."""

    path: str
    is_named: bool


class Unreadable(NamedTuple):
    """A path that cannot be linted, and the reason: ``permission denied``."""

    path: str
    reason: str


class TooLarge(NamedTuple):
    """A file that is larger than any instance document, with its size in bytes.

    ``may_be_instance`` is True if its first 64 KiB contain a key of an instance document.
    """

    size: int
    may_be_instance: bool


def _want_nothing(_path: str) -> bool:
    return False


def find_files(paths: list[str], is_wanted: Callable[[str], bool] = _want_nothing) -> Iterator[File | Unreadable]:
    """The files at the paths, each once, in order of their absolute paths, whatever the order of ``paths``.

    In a folder, the files with a suffix of JSON or YAML are found, and those for which ``is_wanted`` returns True.
    Files that git ignores, symbolic links to folders and folders such as ``node_modules`` are skipped.
    """
    if len(paths) < 2:
        for path in paths:
            yield from _find_at(path, is_wanted)
        return
    names: dict[str, str] = {}
    for path in paths:
        key = _order(path)
        known = names.setdefault(key, path)
        if known is not path:
            names[key] = min(known, path, key=_length)
    ordered = sorted(names)
    found = [_find_at(names[key], is_wanted) for key in ordered]
    if any(below.startswith(above + _SEPARATOR) for above, below in pairwise(ordered)):
        yield from _merge(found)
        return
    for files in found:
        yield from files


def _order(path: str) -> str:
    """What sorts paths as walks meet them: the names on the way from the root, with what sorts first between them."""
    return os.path.abspath(path).rstrip(os.sep).replace(os.sep, _SEPARATOR)


def _length(path: str) -> tuple[int, str]:
    return len(path), path


def _merge(found: list[Iterator[File | Unreadable]]) -> Iterator[File | Unreadable]:
    """The files of several walks that may meet the same file, in their order, each under its shortest name."""
    from heapq import merge
    from itertools import groupby

    for _, group in groupby(merge(*found, key=_order_found), key=_order_found):
        same = sorted(group, key=lambda one: _length(one.path))
        is_named = any(isinstance(one, File) and one.is_named for one in same)
        yield same[0]._replace(is_named=is_named) if isinstance(same[0], File) else same[0]


def _order_found(found: File | Unreadable) -> str:
    return _order(found.path)


def _find_at(path: str, is_wanted: Callable[[str], bool]) -> Iterator[File | Unreadable]:
    if os.path.isdir(path):
        from ce_lint.files.gitignore import GitIgnore

        yield from _walk(path, GitIgnore(path), is_wanted)
    elif os.path.exists(path):
        yield File(path, True) if os.path.isfile(path) else Unreadable(path, "neither a file nor a folder")
    else:
        yield Unreadable(path, _describe_absence(path))


def _describe_absence(path: str) -> str:
    try:
        os.stat(path)
    except OSError as error:
        return describe_os_error(error)
    except ValueError:
        return "not a valid path"
    return describe_os_error(FileNotFoundError())  # it has just been created


def _walk(path: str, gitignore: GitIgnore, is_wanted: Callable[[str], bool]) -> Iterator[File | Unreadable]:
    """The files below a folder.

    A stack instead of a recursion, since folders may be nested deeper than functions: it holds each open folder and
    the names in it that are still to come.
    """
    stack: list[tuple[str, Iterator[str]]] = []
    yield from _enter(path, stack, gitignore, is_wanted)
    while stack:
        folder, names = stack[-1]
        prefix = _join(folder, "")
        for entry in names:
            name = entry.rstrip(os.sep)
            is_folder = name is not entry
            if gitignore.ignores(folder, name, is_folder):
                continue
            if is_folder:
                yield from _enter(prefix + name, stack, gitignore, is_wanted)
                break
            yield File(prefix + name, False)
        else:
            stack.pop()
            gitignore.leave()


def _enter(
    path: str, stack: list[tuple[str, Iterator[str]]], gitignore: GitIgnore, is_wanted: Callable[[str], bool]
) -> Iterator[Unreadable]:
    """Put a folder on the stack, if it can be read."""
    try:
        names = _list_folder(path, is_wanted)
    except OSError as error:
        yield Unreadable(path, describe_os_error(error))
    else:
        gitignore.enter(path, os.path.isfile(os.path.join(path, ".gitignore")))
        stack.append((path, iter(names)))


def _list_folder(folder: str, is_wanted: Callable[[str], bool]) -> list[str]:
    """The names of the files to lint and of the folders to walk, sorted; those of folders end with a separator.

    Strings and not objects, since a folder may hold a million files. Raises OSError.
    """
    names = []
    with os.scandir(folder) as scan:
        for entry in scan:
            name = entry.name
            if name.lower().endswith(_SUFFIXES) and _is_file(entry):
                names.append(name)
            elif _is_walked(entry):
                names.append(name + os.sep)
            elif is_wanted is not _want_nothing and _is_file(entry) and is_wanted(_join(folder, name)):
                names.append(name)
    names.sort(key=_strip_separator)
    return names


def _strip_separator(name: str) -> str:
    return name.rstrip(os.sep)


def _is_file(entry: os.DirEntry[str]) -> bool:
    """Whether an entry is a file. One that cannot be examined counts, so that reading it reports why.

    A symbolic link that leads to itself is not a file.
    """
    try:
        return entry.is_file()
    except OSError as error:
        return error.errno != ELOOP


def _is_walked(entry: os.DirEntry[str]) -> bool:
    return entry.name not in _SKIPPED_FOLDERS and entry.is_dir(follow_symlinks=False)


def _join(folder: str, name: str) -> str:
    return name if folder == "." else os.path.join(folder, name)


def read_file(path: str) -> bytes | TooLarge:
    """The bytes of a file. Raises OSError.

    Fast on purpose: ``os.read`` takes half the time of a file object, and most files need one call.
    """
    descriptor = os.open(path, os.O_RDONLY | getattr(os, "O_BINARY", 0))
    try:
        data = os.read(descriptor, _HEAD)
        return data if len(data) < _HEAD and not os.read(descriptor, 1) else _read_large(descriptor, data)
    finally:
        os.close(descriptor)


def _read_large(descriptor: int, head: bytes) -> bytes | TooLarge:
    size = os.fstat(descriptor).st_size
    if size > MAX_BYTES:
        return TooLarge(size, has_word(head))
    os.lseek(descriptor, 0, os.SEEK_SET)
    pieces: list[bytes] = []
    length = 0
    while length <= MAX_BYTES and (piece := os.read(descriptor, MAX_BYTES)):
        pieces.append(piece)
        length += len(piece)
    return b"".join(pieces) if length <= MAX_BYTES else TooLarge(length, has_word(head))
