"""Where the data folders are: inside the package in a wheel, beside it in a checkout."""

from __future__ import annotations

import os


def data_folder(name: str) -> str:
    """The path of ``rules`` or ``schemas``. Raises FileNotFoundError where the installation lacks it."""
    package = os.path.dirname(os.path.dirname(os.path.abspath(__file__)))
    for place in (package, os.path.dirname(package)):
        folder = os.path.join(place, name)
        if os.path.isdir(folder):
            return folder
    raise FileNotFoundError(f"this installation of ce-lint has no folder {name!r}")
