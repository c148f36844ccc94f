"""The text of a new ``ce-lint.toml``.

It is a file of its own, also where there is a ``pyproject.toml``: nothing that exists is touched, and who looks for the
configuration of a repository of instances finds it by its name. It says aloud what ce-lint does by itself, and changes
nothing: ``include`` stays a comment, for a project that names its files hears nothing of one that is put elsewhere.
"""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Sequence

from ce_lint.reports.summary import count

_MOST = 5
_TEXT = """\
# What ce-lint does in this repository; `ce-lint config FILE` shows what applies to a file.

# The lowest severity that fails a run: error, warning, info or never.
fail-on = "error"

# {found}
# With `include`, these are judged whatever they hold, and no others are.
# include = [{include}]

# Files that are never judged.
# exclude = ["/generated/"]

# Findings that are accepted, with the reason.
# [[allow]]
# rule = "insecure-oauth-callback-url"
# files = ["/local/"]
# reason = "Only for the machines of developers."

# [severity]
# text-boolean = "warning"
"""


def configuration(instances: Sequence[str]) -> str:
    """The text, told the paths of the files with instance documents."""
    folders = Counter(path.partition("/")[0] if "/" in path else "" for path in instances)
    names = sorted(folder for folder in folders if folder)[:_MOST] or ["instances"]
    found = f"Instance documents were found in {count(len(instances), 'file')}."
    return _TEXT.format(found=found, include=", ".join(_pattern(name) for name in names))


def _pattern(folder: str) -> str:
    """A folder as a pattern; a file's name may hold anything, also what is no text."""
    escaped = "".join(f"\\{character}" if character in "*?[]\\!#" else character for character in folder)
    return json.dumps(f"/{escaped}/".encode("utf-8", "replace").decode())
