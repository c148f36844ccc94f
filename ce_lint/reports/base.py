"""What every report is: entries made file by file, and what stands around and between them."""

from __future__ import annotations

from typing import Protocol

from ce_lint.run import Result, Summary


class Report(Protocol):
    """One format.

    A run writes ``opening``, then the entries of every file in the order of the files with ``separator`` between them,
    then ``closing``. Entries are made in any process and joined in one, so that a run over many files holds none of
    them for long: a report must not remember a result. It is pickled once for each process.

    ``most`` is the largest number of entries that the format's readers take, or None; ``closing`` is told how many
    there were, and says so in the format's own way where some were left out.
    """

    separator: str
    most: int | None

    def opening(self) -> str:
        """What stands before the first entry."""
        ...

    def entries(self, result: Result) -> list[str]:
        """The entries of one file, whole texts without a separator; none where there is nothing to say."""
        ...

    def closing(self, summary: Summary, entries: int) -> str:
        """What stands behind the last of ``entries`` entries (those beyond ``most`` counted too)."""
        ...
