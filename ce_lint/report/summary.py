"""The last line of a report."""

from __future__ import annotations

from collections.abc import Callable

from ce_lint.lint.result import Summary

Paint = Callable[[str, str], str]
"""Gives a text a style: ``paint("error", "7 errors")``."""


def plain(_style: str, text: str) -> str:
    """No style at all."""
    return text


def counted(summary: Summary, paint: Paint = plain) -> str:
    """What was looked at, and what was found, in one line."""
    files = count(summary.files, "file")
    found = _found(summary, paint)
    if not summary.documents:
        return f"no instance documents in {files}{': ' if found else ''}{found}"
    looked = f"{count(summary.documents, 'instance document')} in {files}"
    figures = ((summary.fixed, "fixed"), (summary.allowed, "allowed"), (summary.known, "known"))
    accepted = ", ".join(f"{number:,} {word}" for number, word in figures if number)
    nothing = "nothing new" if summary.known else "no findings"
    return f"{looked}: {found or paint('good', nothing)}{f' ({accepted})' if accepted else ''}"


def _found(summary: Summary, paint: Paint) -> str:
    counts = (("error", summary.errors), ("warning", summary.warnings), ("info", summary.infos))
    return ", ".join(paint(name, count(number, name)) for name, number in counts if number)


def count(number: int, noun: str) -> str:
    """``1 file``, ``2 files``."""
    return f"{number:,} {noun}{'' if number == 1 else 's'}"


def last_lines(summary: Summary, brief: bool, paint: Paint) -> str:
    """How a report for people ends; a brief one has no end."""
    if brief:
        return ""
    line = f"{counted(summary, paint)}\n"
    return f"{line}`--fix` can fix {summary.fixable:,} of them.\n" if summary.fixable else line
