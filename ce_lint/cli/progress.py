"""A progress bar on standard error: shown after two seconds, only in a terminal, and removed at the end."""

from __future__ import annotations

import os
import sys
import time
from collections.abc import Callable

PATIENCE = 2.0
"""Seconds before the first bar."""
_EVERY = 0.1
_WIDTH = 30
_CLEAR = "\r\x1b[K"


class Progress:
    """Counts the files that are done. ``total`` is called when the bar is drawn for the first time."""

    def __init__(self, total: Callable[[], int]) -> None:
        self._is_seen = sys.stderr.isatty() and os.environ.get("TERM") != "dumb"
        self._next = time.monotonic() + PATIENCE
        self._ask = total
        self._total: int | None = None
        self._done = 0
        self._is_drawn = False

    def add(self, count: int) -> None:
        """Count files as done."""
        self._done += count
        if self._is_seen and time.monotonic() >= self._next:
            self._draw()
            self._next = time.monotonic() + _EVERY

    def clear(self) -> None:
        """Remove the bar, before something else is written."""
        if self._is_drawn:
            sys.stderr.write(_CLEAR)
            sys.stderr.flush()
            self._is_drawn = False

    def _draw(self) -> None:
        if self._total is None:
            self._total = self._ask()
        share = min(1.0, self._done / max(self._total, 1))
        bar = "#" * round(share * _WIDTH)
        sys.stderr.write(f"{_CLEAR}[{bar:<{_WIDTH}}] {self._done:,} of {self._total:,} files")
        sys.stderr.flush()
        self._is_drawn = True
