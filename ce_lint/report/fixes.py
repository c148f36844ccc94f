"""The edits of a fix, as far as a report for programs may contain them."""

from __future__ import annotations

from typing import NamedTuple

from ce_lint.document.nodes import Span
from ce_lint.violation import Violation


class Replacement(NamedTuple):
    """A span of a file's text, and the text to write in its place."""

    span: Span
    text: str


def list_replacements(violation: Violation) -> list[Replacement]:
    """The replacements that fix a violation; none if they would repeat text of the document, or touch a secret."""
    if violation.fix is None or violation.redact:
        return []
    found = []
    for edit in violation.fix.edits:
        texts = [piece for piece in edit.pieces if isinstance(piece, str)]
        if len(texts) != len(edit.pieces):
            return []
        found.append(Replacement(Span(edit.start, edit.end), "".join(texts)))
    return found
