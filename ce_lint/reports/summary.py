"""The last line of a report."""

from __future__ import annotations

from collections.abc import Callable

from ce_lint.run import Result, Summary, summarize

Paint = Callable[[str, str], str]
"""Gives a text a style: ``paint("error", "7 errors")``."""


def plain(_style: str, text: str) -> str:
    """No style at all."""
    return text


def summary_line(results: list[Result], paint: Paint = plain) -> str:
    """What was looked at, and what was found."""
    summary = summarize(results)
    files = count(summary.files, "file")
    found = _found(summary, paint)
    if not summary.documents:
        return f"no instance documents in {files}{': ' if found else ''}{found}"
    looked = f"{count(summary.documents, 'instance document')} in {files}"
    return f"{looked}: {found or paint('good', 'no mistakes found')}"


def _found(summary: Summary, paint: Paint) -> str:
    counts = (("error", summary.errors), ("warning", summary.warnings), ("info", summary.infos))
    words = {"error": "error", "warning": "warning", "info": "note"}
    return ", ".join(paint(name, count(number, words[name])) for name, number in counts if number)


def count(number: int, noun: str) -> str:
    """``1 file``, ``2 files``."""
    return f"{number:,} {noun}{'' if number == 1 else 's'}"
