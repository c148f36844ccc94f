"""Reading a text file that a person wrote: a configuration, a rule, a baseline."""

from __future__ import annotations

from ce_lint.util.errors import UserError, describe_os_error
from ce_lint.util.paths import display_path


def read_text(path: str, error_class: type[UserError]) -> str:
    """The text of the UTF-8 file at ``path``, without a byte order mark; its line ends stay as they are.

    Raises ``error_class``, whose text begins with the path, if the file cannot be read or is not UTF-8.
    """
    try:
        with open(path, "rb") as file:
            return file.read().decode("utf-8-sig")
    except OSError as error:
        reason = describe_os_error(error)
    except UnicodeDecodeError:
        reason = "not valid UTF-8"
    raise error_class(f"{display_path(path)}: {reason}")
