"""The sentences of a violation, as every reader takes them."""

from __future__ import annotations

from ce_lint.violation import Violation


def sentences(violation: Violation, between: str = " ") -> str:
    """What is wrong, and what to write instead."""
    return clean(f"{violation.message}.{between}{violation.help}" if violation.help else f"{violation.message}.")


def clean(text: str) -> str:
    """A text without what no encoding can write: a lone surrogate becomes U+FFFD."""
    return text if text.isascii() else "".join("\ufffd" if "\ud800" <= one <= "\udfff" else one for one in text)
