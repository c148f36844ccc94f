"""Checks of the family allowances: what is allowed, compared with what was found.

No single document shows that. ``ce_lint.lint`` makes these findings; the classes only say that no document does.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import ClassVar

from ce_lint.checks.base import Check
from ce_lint.document.document import Document
from ce_lint.violation import Finding


class _AllowanceCheck(Check):
    """A check that finds nothing in a document and is never triggered by one."""

    def trigger_keys(self) -> frozenset[str] | None:
        return frozenset()

    def find(self, document: Document) -> Iterator[Finding]:
        yield from ()


class UnusedAllowance(_AllowanceCheck):
    """An `allow` entry or comment that matches no finding."""

    name: ClassVar[str] = "unused-allowance"


class ExpiredAllowance(_AllowanceCheck):
    """An `allow` entry or comment whose last day is past."""

    name: ClassVar[str] = "expired-allowance"
