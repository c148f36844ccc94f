"""How reports name files: from the root of the repository, as CI platforms want it."""

from __future__ import annotations

import os
from urllib.parse import quote

from ce_lint.report.base import clean


class Places:
    """The names of files, relative to ``root``, with ``/`` between their folders; those outside of it are absolute.

    Symbolic links are followed, because the platforms show their targets: the same file has one name. A link
    that leads out of the root is named by the place of the link.
    """

    def __init__(self, root: str) -> None:
        self._root = os.path.realpath(root)

    def path(self, path: str) -> str:
        """The name of a file as plain text; what is not Unicode in it becomes U+FFFD."""
        return clean(self._inside(path) or _absolute(path))

    def uri(self, path: str) -> str:
        """The name of a file as a URI: a relative reference inside of the root, ``file:`` outside."""
        inside = self._inside(path)
        if inside is not None:
            return quote(os.fsencode(inside), safe="/")
        absolute = quote(os.fsencode(_absolute(path)), safe="/:" if os.name == "nt" else "/")
        return f"file://{absolute}" if absolute.startswith("/") else f"file:///{absolute}"

    def is_inside(self, path: str) -> bool:
        """Whether a file belongs to the root."""
        return self._inside(path) is not None

    def _inside(self, path: str) -> str | None:
        for real in (os.path.realpath(path), _real_folder(path)):
            if real == self._root or real.startswith(os.path.join(self._root, "")):
                return os.path.relpath(real, self._root).replace(os.sep, "/")
        return None


def _absolute(path: str) -> str:
    return _real_folder(path).replace(os.sep, "/")


def _real_folder(path: str) -> str:
    """The absolute path of a file, its folders' links followed, but not its own."""
    folder, name = os.path.split(path)
    return os.path.join(os.path.realpath(folder or "."), name)
