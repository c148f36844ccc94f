"""Paths as people and patterns write them."""

from __future__ import annotations

import os


def shown_path(path: str) -> str:
    """A path as a person would write it: from the working directory, where it is below."""
    relative = path_from(path, os.getcwd())
    return path if relative.startswith("..") else relative


def path_from(path: str, folder: str) -> str:
    """The way from an absolute folder to a path; on Windows there is none to another drive."""
    try:
        return os.path.relpath(os.path.abspath(path), folder)
    except ValueError:
        return os.path.abspath(path)


def relative(path: str, folder: str) -> str:
    """A path from an absolute folder, with ``/``."""
    return path_from(path, folder).replace(os.sep, "/")


def is_below(folder: str, other: str) -> bool:
    """Whether an absolute path is another or stands below it."""
    return folder == other or folder.startswith(other.rstrip(os.sep) + os.sep)
