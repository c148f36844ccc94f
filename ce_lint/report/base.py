"""What every report is: entries made file by file, and what stands around and between them."""

from __future__ import annotations

import json
from typing import Any, Protocol

from ce_lint.lint.check_file import Result, Summary
from ce_lint.violation import Violation


class Report(Protocol):
    """One format.

    A run writes ``opening``, then the entries of every file in the order of the files with ``separator`` between them,
    then ``closing``. Entries are made in any process and joined in one, so that a run over many files holds none of
    them for long: a report must not remember a result. It is pickled once for each process.

    ``most`` is the largest number of entries that the format's readers take, or None; ``closing`` is told how many
    there were, and says so in the format's own way where some were left out.
    """

    separator: str
    most: int | None

    def opening(self) -> str:
        """What stands before the first entry."""
        ...

    def entries(self, result: Result) -> list[str]:
        """The entries of one file, whole texts without a separator; none where there is nothing to say."""
        ...

    def closing(self, summary: Summary, entries: int) -> str:
        """What stands behind the last of ``entries`` entries (those beyond ``most`` counted too)."""
        ...


def member(name: str, value: Any, depth: int = 1) -> str:
    """``"name": value`` on lines of its own, ``depth`` levels down."""
    indent = "  " * depth
    written = json.dumps(value, indent=2).replace("\n", "\n" + indent)
    return f"\n{indent}{json.dumps(name)}: {written}"


def item(value: Any, depth: int) -> str:
    """An item of a list on a line of its own, ``depth`` levels down."""
    return f"\n{'  ' * depth}{json.dumps(value)}"


def end(items: int, depth: int) -> str:
    """The end of a list of items."""
    return f"\n{'  ' * depth}]" if items else "]"


def sentences(violation: Violation, between: str = " ") -> str:
    """What is wrong, and what to write instead."""
    return clean(f"{violation.message}.{between}{violation.help}" if violation.help else f"{violation.message}.")


def clean(text: str) -> str:
    """A text without what no encoding can write: a lone surrogate becomes U+FFFD."""
    return text if text.isascii() else "".join("\ufffd" if "\ud800" <= one <= "\udfff" else one for one in text)
