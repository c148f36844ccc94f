"""What a repository has: the files that matter to ``init`` and its CI systems; and what ce-lint was installed from."""

from __future__ import annotations

import json
import os
import re
import shlex
import shutil
import sys
from collections.abc import Iterable, Mapping
from typing import Any

from ce_lint.init.ci import SYSTEMS
from ce_lint.init.hooks import HOOK_FILES
from ce_lint.lint.baseline import BASELINE_NAME
from ce_lint.util.errors import UserError, describe_os_error
from ce_lint.util.paths import display_path

ATTRIBUTES_FILE = ".gitattributes"
_UNION_MERGE = f"{BASELINE_NAME} merge=union"
_WORKFLOWS = ".github/workflows"
_HOSTS = {"github": "github.com", "gitlab": "gitlab", "bitbucket": "bitbucket.org", "azure": "dev.azure.com"}
_REMOTE_URL = re.compile(r"(?:https?|ssh)://")
_CREDENTIALS = re.compile(r"(?<=://)[^/@\s]*@")


class InitError(UserError):
    """A repository that cannot be set up."""


def add_union_merge(text: str) -> str:
    """The text of a ``.gitattributes`` with the line by which git merges the entries of two baselines."""
    if _UNION_MERGE in map(str.strip, text.splitlines()):
        return text
    gap = "\n" if text and not text.endswith("\n") else ""
    return f"{text}{gap}{_UNION_MERGE}\n"


def read_files(root: str) -> dict[str, str]:
    """The text of each file that matters and exists, by its path relative to the root, with ``/``.

    Bytes that are not valid UTF-8 are kept as surrogates. Raises InitError if a file cannot be read.
    """
    names = [*HOOK_FILES, BASELINE_NAME, ATTRIBUTES_FILE, *(system.file for system in SYSTEMS.values())]
    names += _list_workflows(root)
    paths = {name: os.path.join(root, name) for name in names}
    return {name: _read_file(path) for name, path in paths.items() if os.path.lexists(path)}


def _list_workflows(root: str) -> list[str]:
    folder = os.path.join(root, _WORKFLOWS)
    names = sorted(os.listdir(folder)) if os.path.isdir(folder) else []
    return [f"{_WORKFLOWS}/{name}" for name in names if name.endswith((".yml", ".yaml"))]


def _read_file(path: str) -> str:
    try:
        with open(path, "rb") as file:
            return file.read().decode("utf-8", "surrogateescape")
    except OSError as error:
        raise InitError(f"{display_path(path)}: {describe_os_error(error)}") from None


def detect_ci_systems(root: str, files: Iterable[str]) -> list[str]:
    """The keys in ``SYSTEMS`` of the CI systems that a repository uses: those whose files are among ``files``.

    If there is none, the one of the host that git's remotes are on; an empty list if that is not known either.
    """
    used = [name for name, system in SYSTEMS.items() if any(system.is_file(path) for path in files)]
    if not used and os.path.isdir(os.path.join(root, ".github")):
        used = ["github"]
    return used or [name for name, host in _HOSTS.items() if host in _read_remotes(root)][:1]


def _read_remotes(root: str) -> str:
    """The lines of git's configuration that have the URL of a remote."""
    try:
        with open(os.path.join(root, ".git", "config"), encoding="utf-8", errors="replace") as file:
            return "".join(line for line in file if line.strip().startswith("url"))
    except OSError:
        return ""


def find_program(root: str, environment: Mapping[str, str] = os.environ) -> tuple[str, bool]:
    """The command by which a hook calls the ce-lint that is running, and whether the command will be found.

    A ce-lint that is not on the PATH is found in a virtual environment below the root, by its path relative to that.
    """
    if shutil.which("ce-lint", path=environment.get("PATH", "")):
        return "ce-lint", True
    folder = os.path.dirname(os.path.abspath(sys.executable))
    path = shutil.which("ce-lint", path=folder)
    if path and os.path.commonpath([root, folder]) == root:
        return shlex.quote(os.path.relpath(path, root).replace(os.sep, "/")), True
    return "ce-lint", False


def find_install_requirement() -> str | None:
    """The pip requirement by which others can install the ce-lint that is running; None if it is not known."""
    from importlib.metadata import PackageNotFoundError, distribution

    try:
        record = distribution("ce-lint").read_text("direct_url.json")
    except PackageNotFoundError:
        return None
    return parse_install_record(json.loads(record)) if record else None


def parse_install_record(record: dict[str, Any]) -> str | None:
    """The pip requirement for the repository and commit of an installation; None if it has none that others can reach.

    ``record`` is pip's ``direct_url.json``: of an installation from a git repository, or from a clone of one.
    """
    url, info = record.get("url", ""), record.get("vcs_info", {})
    if "commit_id" in info:
        return _make_requirement(url, info["commit_id"])
    if "dir_info" in record and url.startswith("file:"):
        from urllib.request import url2pathname

        folder = url2pathname(url.removeprefix("file:").removeprefix("//"))
        return _make_requirement(_run_git(folder, "remote", "get-url", "origin"), _run_git(folder, "rev-parse", "HEAD"))
    return None


def _make_requirement(url: str, commit: str) -> str | None:
    """The requirement, without a user name or password in the URL; ``git@`` stays, which ssh needs."""
    if not (_REMOTE_URL.match(url) and commit):
        return None
    public = _CREDENTIALS.sub(lambda match: "git@" if match[0] == "git@" else "", url)
    return f"ce-lint @ git+{public}@{commit}"


def _run_git(folder: str, *arguments: str) -> str:
    """What a git command prints; "" if it fails."""
    import subprocess

    try:
        command = ["git", "-C", folder, *arguments]
        return subprocess.run(command, check=True, capture_output=True, encoding="utf-8", timeout=10).stdout.strip()
    except (OSError, subprocess.SubprocessError, UnicodeDecodeError):
        return ""
