"""What is known of the terminal: colours, width, characters."""

from __future__ import annotations

import os
import shutil
import sys
from typing import Literal

import click

from ce_lint.reports.text_report import Paint

ColorChoice = Literal["auto", "always", "never"]
PIPED_WIDTH = 120
_STYLES: dict[str, dict[str, str | bool]] = {
    "error": {"fg": "red", "bold": True},
    "warning": {"fg": "yellow", "bold": True},
    "info": {"fg": "blue", "bold": True},
    "place": {"bold": True},
    "rule": {"fg": "cyan"},
    "gutter": {"fg": "blue"},
    "good": {"fg": "green"},
}


def is_colored(choice: ColorChoice) -> bool:
    """Whether to colour: ``--color`` first, then NO_COLOR (any value that is not empty), then whether it is a terminal."""
    if choice != "auto":
        return choice == "always"
    return not os.environ.get("NO_COLOR") and os.environ.get("TERM") != "dumb" and sys.stdout.isatty()


def painter(colored: bool) -> Paint:
    """The function that gives a text a style."""
    if not colored:
        return lambda _style, text: text
    return lambda style, text: click.style(text, **_STYLES.get(style, {}))  # type: ignore[arg-type]


def is_terminal() -> bool:
    """Whether a person reads along."""
    return sys.stdout.isatty()


def width() -> int:
    """Columns to write in."""
    return shutil.get_terminal_size((PIPED_WIDTH, 24)).columns if sys.stdout.isatty() else PIPED_WIDTH


def write(text: str, color: bool = False) -> None:
    """Write to standard output, what its encoding lacks replaced."""
    encoding = sys.stdout.encoding or "utf-8"
    try:
        text.encode(encoding)
    except UnicodeEncodeError:
        text = text.replace("•", "*").replace("…", "...").encode(encoding, "replace").decode(encoding)
    click.echo(text, color=color or None)
