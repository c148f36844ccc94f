"""The findings that were there before: they are known, and only new ones fail a run.

An entry is a path, a rule, a route and a count. There is no line number in it, no day and no value: nothing changes
when lines move or a file is formatted anew. Every entry's line ends with a comma, the last item being null, and equal
entries are one: two branches merge as sets of lines do (``merge=union`` in ``.gitattributes``).
"""

from __future__ import annotations

import json
import os
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from typing import Any, NamedTuple

from ce_lint.config import discover
from ce_lint.document.nodes import route_text
from ce_lint.util.errors import UserError
from ce_lint.util.paths import display_path, is_below, relativize_posix
from ce_lint.util.text_file import read_text
from ce_lint.violation import Violation

BASELINE_NAME = discover.BASELINE_NAME
VERSION = 1
SECRET_RULE = "literal-secret"  # noqa: S105 (the name of a rule)

Key = tuple[str, str]
"""A rule and a route, as text."""
Known = Mapping[str, Mapping[Key, int]]
"""The known findings of each path: how many there were of each."""


class Baseline(NamedTuple):
    """A baseline and the absolute folder that its paths start from."""

    path: str
    folder: str
    known: Known

    def of(self, path: str) -> dict[Key, int]:
        """What is known of a file."""
        return dict(self.known.get(relativize_posix(path, self.folder), {}))

    def lost(self, walked: Sequence[str]) -> int:
        """How many findings are known of files that are no more, below absolute folders that were walked."""
        paths = {path: os.path.join(self.folder, path) for path in self.known}
        return sum(
            sum(self.known[path].values())
            for path, place in paths.items()
            if any(is_below(os.path.normpath(place), folder) for folder in walked) and not os.path.lexists(place)
        )


class BaselineError(UserError):
    """A baseline that cannot be used, in one sentence with its path."""


class BaselineMatch(NamedTuple):
    """The findings that are new, the number of known ones, and the known ones that are stale."""

    new: list[Violation]
    known: int
    stale: Counter[Key]


def key(violation: Violation) -> Key:
    """What a baseline knows a finding by."""
    return violation.rule, route_text(violation.route)


def apply_baseline(violations: Iterable[Violation], known: Mapping[Key, int]) -> BaselineMatch:
    """Tell the new findings of a file from the known ones: of equal ones, the last are new."""
    left = Counter(dict(known))
    new = []
    for violation in violations:
        name = key(violation)
        if left[name] > 0:
            left[name] -= 1
        else:
            new.append(violation)
    return BaselineMatch(new, sum(known.values()) - left.total(), +left)


def load_baseline(path: str) -> Known:
    """The known findings in the baseline at ``path``. Raises BaselineError."""
    text = read_text(path, BaselineError)
    try:
        data = json.loads(text)
    except (ValueError, RecursionError):
        raise BaselineError(f"{display_path(path)}: {_describe_json_error(text)}") from None
    return _validate(path, data)


def _describe_json_error(text: str) -> str:
    if any(line.startswith(("<<<<<<<", ">>>>>>>")) for line in text.splitlines()):
        return "contains merge conflict markers. Remove them and keep the entries of both branches."
    return "not valid JSON. Delete the file and run `ce-lint baseline`."


def _validate(path: str, data: Any) -> Known:
    if not isinstance(data, dict) or data.get("version") != VERSION or not isinstance(data.get("entries"), list):
        raise BaselineError(
            f"{display_path(path)}: not a baseline of version {VERSION}. Delete the file and run `ce-lint baseline`."
        )
    known: dict[str, dict[Key, int]] = {}
    for entry in data["entries"]:
        if entry is None:
            continue
        if not _is_entry(entry):
            raise BaselineError(f"{display_path(path)}: an entry has no valid path, rule, route or count.")
        counts = known.setdefault(entry["path"], {})
        name = entry["rule"], entry["route"]
        counts[name] = max(entry["count"], counts.get(name, 0))
    return known


def _is_entry(entry: Any) -> bool:
    return (
        isinstance(entry, dict)
        and all(isinstance(entry.get(name), str) for name in ("path", "rule", "route"))
        and type(entry.get("count")) is int
        and entry["count"] > 0
    )


def baseline_text(known: Known) -> str:
    """The text of a baseline: one line for each entry, sorted."""
    lines = [
        json.dumps({"path": path, "rule": rule, "route": route, "count": count})
        for path, counts in sorted(known.items())
        for (rule, route), count in sorted(counts.items())
        if count
    ]
    head = ["{", f'"version": {VERSION},', '"entries": [']
    return "\n".join([*head, *(f"{line}," for line in lines), "null", "]", "}", ""])
