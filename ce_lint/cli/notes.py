"""What is written to standard error: notes and errors, never the report."""

from __future__ import annotations

import sys

from ce_lint.util.escape import escape


def print_note(text: str) -> None:
    """Write one line, with the name of the program before it."""
    print(f"ce-lint: {escape(text)}", file=sys.stderr)


def print_error(text: str) -> None:
    """Write an error that may have several lines, each as ``print_note`` does."""
    for line in text.splitlines():
        print_note(line)
