"""Paths, relative to a folder or to the working directory."""

from __future__ import annotations

import os


def display_path(path: str) -> str:
    """A path as messages show it: relative to the working directory if it is below, else as it was given."""
    relative = relativize(path, os.getcwd())
    return path if relative.startswith("..") else relative


def relativize(path: str, folder: str) -> str:
    """``path`` relative to an absolute folder, with the separators of this system.

    On Windows a path on another drive stays absolute.
    """
    try:
        return os.path.relpath(os.path.abspath(path), folder)
    except ValueError:
        return os.path.abspath(path)


def relativize_posix(path: str, folder: str) -> str:
    """``path`` relative to an absolute folder, with ``/`` on every system, as patterns and baselines have it."""
    return relativize(path, folder).replace(os.sep, "/")


def is_below(path: str, folder: str) -> bool:
    """Whether an absolute path is the absolute folder itself or is below it."""
    return path == folder or path.startswith(folder.rstrip(os.sep) + os.sep)
