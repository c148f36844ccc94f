"""The errors a user can cause, and how an error of the operating system is worded."""

from __future__ import annotations


class UserError(Exception):
    """An error in a configuration, a rule file, a baseline or an argument.

    The text is complete (it names the file and the place) and holds no value of a document. The command line prints it
    and ends with status 2.
    """


def describe_os_error(error: OSError) -> str:
    """The reason of an error of the operating system, as ``permission denied``: in lower case, without the path.

    The three most likely reasons have the same words on every system.
    """
    if isinstance(error, PermissionError):
        return "permission denied"
    if isinstance(error, FileNotFoundError):
        return "no such file or directory"
    if isinstance(error, IsADirectoryError):
        return "is a directory"
    return (error.strerror or "unknown system error").lower()
