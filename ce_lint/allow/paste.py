"""The lines that accept a finding: to be pasted, with a reason."""

from __future__ import annotations

import json
import os

from ce_lint.config.find import OWN_NAME, SHARED_NAME
from ce_lint.values.paths import relative
from ce_lint.values.route_text import route_text
from ce_lint.violation import Violation

REASON = "why this is right"


def entry(violation: Violation, config: str | None, root: str) -> list[str]:
    """The entry of a configuration; without one, of a ``ce-lint.toml`` in the folder ``root``."""
    path = config or os.path.join(root, OWN_NAME)
    table = "tool.ce-lint.allow" if os.path.basename(path) == SHARED_NAME else "allow"
    lines = [
        f"[[{table}]]",
        f"rule = {_quoted(violation.rule)}",
        f"files = [{_quoted('/' + _escaped(relative(violation.path, os.path.dirname(path))))}]",
    ]
    if violation.route:
        lines.append(f"at = {_quoted(route_text(violation.route))}")
    return [*lines, f"reason = {_quoted(REASON)}"]


def comment(violation: Violation) -> str:
    """The comment of a YAML file, for the line of the finding or the one above it."""
    return f"# ce-lint: allow {violation.rule} -- {REASON}"


def _quoted(text: str) -> str:
    """TOML's basic strings escape as JSON does, and DEL too."""
    return json.dumps(text, ensure_ascii=False).replace("\x7f", "\\u007f")


def _escaped(path: str) -> str:
    """A path as a pattern that means only itself."""
    return "".join(f"\\{character}" if character in "*?[]!\\#" else character for character in path)
