"""What is written to standard error: notes and errors, never the report."""

from __future__ import annotations

import sys
from collections.abc import Sequence

from ce_lint.util.escape import escape

SHOWN_NAMES = 3


def name_first(names: Sequence[str]) -> str:
    """The first of some names, and how many more there are."""
    more = f" and {len(names) - SHOWN_NAMES:,} more" if len(names) > SHOWN_NAMES else ""
    return f"{', '.join(names[:SHOWN_NAMES])}{more}"


def print_note(text: str) -> None:
    """Write one line, with the name of the program before it."""
    print(f"ce-lint: {escape(text)}", file=sys.stderr)


def print_error(text: str) -> None:
    """Write an error that may have several lines, each as ``print_note`` does."""
    for line in text.splitlines():
        print_note(line)
