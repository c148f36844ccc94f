"""Where the ce-lint that runs came from: others can install it from there too."""

from __future__ import annotations

import json
import re
from typing import Any

_PUBLIC = re.compile(r"(?:https?|ssh)://")
_WHO = re.compile(r"(?<=://)[^/@\s]*@")


def source() -> str | None:
    """What pip installs this very ce-lint by elsewhere, or None where nothing tells."""
    from importlib.metadata import PackageNotFoundError, distribution

    try:
        record = distribution("ce-lint").read_text("direct_url.json")
    except PackageNotFoundError:
        return None
    return requirement(json.loads(record)) if record else None


def requirement(record: dict[str, Any]) -> str | None:
    """The same, told pip's record of the installation: it came from a repository, or from a clone of one."""
    url, info = record.get("url", ""), record.get("vcs_info", {})
    if "commit_id" in info:
        return _pinned(url, info["commit_id"])
    if "dir_info" in record and url.startswith("file:"):
        from urllib.request import url2pathname

        folder = url2pathname(url.removeprefix("file:").removeprefix("//"))
        return _pinned(_git(folder, "remote", "get-url", "origin"), _git(folder, "rev-parse", "HEAD"))
    return None


def _pinned(url: str, commit: str) -> str | None:
    """A requirement that holds no password."""
    return f"ce-lint @ git+{_WHO.sub(_kept, url)}@{commit}" if _PUBLIC.match(url) and commit else None


def _kept(who: re.Match[str]) -> str:
    return "git@" if who[0] == "git@" else ""


def _git(folder: str, *arguments: str) -> str:
    import subprocess

    try:
        command = ["git", "-C", folder, *arguments]
        return subprocess.run(command, check=True, capture_output=True, encoding="utf-8", timeout=10).stdout.strip()
    except (OSError, subprocess.SubprocessError, UnicodeDecodeError):
        return ""
