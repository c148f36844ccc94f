"""Print the lowest version of every runtime dependency as pip constraints: ``python .ci/lowest.py pyproject.toml``."""

from __future__ import annotations

import pathlib
import re
import sys
import tomllib

_REQUIREMENT = re.compile(r"(?P<name>[\w.-]+)(?:\[[^]]*\])?>=(?P<version>[\d.]+)(?:,<[\d.]+)?\Z")


def lowest(requirements: list[str]) -> list[str]:
    """``click>=8.1.7`` as ``click==8.1.7``; constraints name no extras."""
    found = []
    for requirement in requirements:
        match = _REQUIREMENT.match(requirement)
        if match is None:
            sys.exit(f"{requirement}: a requirement is written as name>=lowest or name>=lowest,<bound")
        found.append(f"{match['name']}=={match['version']}")
    return found


if __name__ == "__main__":
    project = tomllib.loads(pathlib.Path(sys.argv[1]).read_text("utf-8"))["project"]
    sys.stdout.write("\n".join(lowest(project["dependencies"])) + "\n")
