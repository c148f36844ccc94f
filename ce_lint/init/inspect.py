"""What a repository has: the files that matter to a setup, and its CI systems."""

from __future__ import annotations

import os
import shlex
import shutil
import sys
from collections.abc import Iterable, Mapping

from ce_lint.init.ci import SYSTEMS
from ce_lint.init.hooks import NAMES
from ce_lint.lint.baseline import BASELINE_NAME
from ce_lint.util.errors import UserError
from ce_lint.util.paths import shown_path

ATTRIBUTES = ".gitattributes"
_MERGE = f"{BASELINE_NAME} merge=union"


def with_merge(text: str) -> str:
    """The text of the file with the line in it."""
    if _MERGE in map(str.strip, text.splitlines()):
        return text
    gap = "\n" if text and not text.endswith("\n") else ""
    return f"{text}{gap}{_MERGE}\n"


_WORKFLOWS = ".github/workflows"
_HOSTS = {"github": "github.com", "gitlab": "gitlab", "bitbucket": "bitbucket.org", "azure": "dev.azure.com"}


class SetupError(UserError):
    """A repository that cannot be set up, in one sentence."""


def texts(root: str) -> dict[str, str]:
    """The files that matter, by their path from the root. Bytes that are no UTF-8 stay what they are.

    Raises SetupError.
    """
    names = [*NAMES, BASELINE_NAME, ATTRIBUTES, *(system.file for system in SYSTEMS.values()), *_workflows(root)]
    return {name: _text(os.path.join(root, name)) for name in dict.fromkeys(names) if _is_taken(root, name)}


def _is_taken(root: str, name: str) -> bool:
    return os.path.lexists(os.path.join(root, name))


def _workflows(root: str) -> list[str]:
    folder = os.path.join(root, _WORKFLOWS)
    names = sorted(os.listdir(folder)) if os.path.isdir(folder) else []
    return [f"{_WORKFLOWS}/{name}" for name in names if name.endswith((".yml", ".yaml"))]


def _text(path: str) -> str:
    try:
        with open(path, "rb") as file:
            return file.read().decode("utf-8", "surrogateescape")
    except OSError as error:
        raise SetupError(f"{shown_path(path)}: {(error.strerror or 'it cannot be read').lower()}") from None


def systems(root: str, seen: Iterable[str]) -> list[str]:
    """The names of the CI systems that the repository uses, or else that of its host."""
    used = [name for name, system in SYSTEMS.items() if any(system.is_file(path) for path in seen)]
    if not used and os.path.isdir(os.path.join(root, ".github")):
        used = ["github"]
    return used or [name for name, host in _HOSTS.items() if host in _remotes(root)][:1]


def _remotes(root: str) -> str:
    """The lines of git's configuration that name other repositories."""
    try:
        with open(os.path.join(root, ".git", "config"), encoding="utf-8", errors="replace") as file:
            return "".join(line for line in file if line.strip().startswith("url"))
    except OSError:
        return ""


def program(root: str, environment: Mapping[str, str] = os.environ) -> tuple[str, bool]:
    """How a hook calls the ce-lint that runs, and whether it will be found that way."""
    if shutil.which("ce-lint", path=environment.get("PATH", "")):
        return "ce-lint", True
    folder = os.path.dirname(os.path.abspath(sys.executable))
    path = shutil.which("ce-lint", path=folder)
    if path and os.path.commonpath([root, folder]) == root:
        return shlex.quote(os.path.relpath(path, root).replace(os.sep, "/")), True
    return "ce-lint", False
