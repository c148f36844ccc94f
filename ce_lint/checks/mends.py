"""Changes that several checks want."""

from __future__ import annotations

import re

from ce_lint.document.changes import Change, Part, rename, rewrite
from ce_lint.document.document import Document
from ce_lint.document.node import Route


def difference(old: str, new: str, at: int = 0) -> Part:
    """The one part in which two texts differ; ``at`` is where the old one begins in its value."""
    start = 0
    while start < min(len(old), len(new)) and old[start] == new[start]:
        start += 1
    end = 0
    while end < min(len(old), len(new)) - start and old[-1 - end] == new[-1 - end]:
        end += 1
    return at + start, at + len(old) - end, new[start : len(new) - end]


def trimmed(text: str, bare: str) -> tuple[Part, ...]:
    """Without what stands around ``bare``."""
    at = text.index(bare)
    end = at + len(bare)
    return tuple((start, stop, "") for start, stop in ((0, at), (end, len(text))) if start < stop)


def renamed_setting(document: Document, key: str, name: str) -> tuple[Change, ...]:
    """Another key for a setting; in a list of settings that is a value of its entry."""
    route = document.setting(key)
    if document.kind != "list":
        return (rename(route, name),)
    return (rewrite((*route[:-1], "key"), (0, len(key), name)),) if name not in document.raw_settings else ()


_HUMP = re.compile(r"(?<=[a-z0-9])(?=[A-Z])")
_NO_WORD = re.compile(r"[^A-Za-z0-9]+")


def variable(key: str) -> str:
    """The environment variable that a key suggests, as a placeholder: ``${OAUTH_API_SECRET}``."""
    name = _NO_WORD.sub("_", _HUMP.sub("_", key)).strip("_").upper()
    return f"${{{name}}}"


def in_poller(route: Route) -> bool:
    """Whether a route leads into the settings of a poller, where ``${…}`` is a time variable."""
    return any(isinstance(step, str) and step.startswith("event.poller.") for step in route)
