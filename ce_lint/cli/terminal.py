"""What is known of the terminal: colours, width, characters."""

from __future__ import annotations

import os
import re
import sys
from typing import Any

from ce_lint.report.summary import plain
from ce_lint.report.text import Style
from ce_lint.util.escape import escape_lines

PIPED_WIDTH = 120
_STYLES: dict[str, dict[str, Any]] = {
    "error": {"fg": "red", "bold": True},
    "warning": {"fg": "yellow", "bold": True},
    "info": {"fg": "blue", "bold": True},
    "place": {"bold": True},
    "rule": {"fg": "cyan"},
    "gutter": {"fg": "blue"},
    "good": {"fg": "green"},
}


def style(color: str = "auto", brief: bool = False, is_on_stderr: bool = False) -> Style:
    """How to write to standard output or standard error: in its width and wrapped for a person, plain for a program.

    ``color`` is always, never or auto: then the environment and the terminal decide.
    """
    is_terminal = (sys.stderr if is_on_stderr else sys.stdout).isatty()
    colored = color == "always" or (color == "auto" and _wants_color(is_terminal))
    painted = _paint_linked if is_terminal else _paint
    return Style(_width() if is_terminal else PIPED_WIDTH, is_terminal, painted if colored else plain, brief)


def _wants_color(is_terminal: bool) -> bool:
    """Any value of NO_COLOR means no colours; of FORCE_COLOR colours, but 0 and false; empty ones mean nothing."""
    if os.environ.get("NO_COLOR"):
        return False
    if forced := os.environ.get("FORCE_COLOR"):
        return forced not in {"0", "false"}
    return is_terminal and os.environ.get("TERM") != "dumb"


def _width() -> int:
    from shutil import get_terminal_size

    return get_terminal_size((PIPED_WIDTH, 24)).columns


def _paint(name: str, text: str) -> str:
    import click

    return click.style(text, **_STYLES.get(name, {}))


def _paint_linked(name: str, text: str) -> str:
    """As ``_paint``, and a place in a file is a link that the terminal can open (OSC 8)."""
    painted = _paint(name, text)
    path = _PLACE.sub("", text)
    if name != "place" or not os.path.isfile(path):
        return painted
    from pathlib import Path

    return f"\x1b]8;;{Path(path).resolve().as_uri()}\x1b\\{painted}\x1b]8;;\x1b\\"


_PLACE = re.compile(r":\d+:\d+\Z")


def write(text: str, style: Style | None = None) -> None:
    """Write a line to standard output, what its encoding lacks replaced.

    Without colours, unprintable characters are escaped; a text with colours is escaped before it is painted.
    """
    if style is None or style.paint is plain:
        text = escape_lines(text)
    import click

    encoding = sys.stdout.encoding or "utf-8"
    try:
        text.encode(encoding)
    except UnicodeEncodeError:
        text = text.replace("•", "*").replace("…", "...").encode(encoding, "replace").decode(encoding)
    click.echo(text, color=True if style is not None and style.paint is not plain else None)
