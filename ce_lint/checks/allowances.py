"""What is allowed, compared with what is found: no check of a document can tell."""

from __future__ import annotations

from collections.abc import Iterator
from typing import ClassVar

from ce_lint.checks.base import Check
from ce_lint.document.document import Document
from ce_lint.violation import Finding


class Allowance(Check):
    """A rule about allowances, in comments and configurations. It is ``ce_lint.allow`` that finds what breaks it."""

    kind: ClassVar[str] = "allowance"

    def trigger_keys(self) -> frozenset[str] | None:
        return frozenset()

    def find(self, document: Document) -> Iterator[Finding]:
        yield from ()
