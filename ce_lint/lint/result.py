"""What came of checking one file, and the figures of a run."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import TYPE_CHECKING, NamedTuple

from ce_lint.document.read import ParsedFile
from ce_lint.document.source import SourceText
from ce_lint.violation import SEVERITIES, Violation

if TYPE_CHECKING:
    from ce_lint.lint.baseline import Key

NOTHING: Mapping[Key, int] = {}


class Suppressions(NamedTuple):
    """Which suppressions were looked at for one file.

    The sets hold positions of ``allow`` entries in the file's configuration: ``applicable`` those that are for this
    file, ``used`` those that accepted a violation, ``uncertain`` those that may accept one that a syntax problem hides.
    ``stale`` counts the entries of the baseline at path ``baseline`` that match no violation any more.
    """

    applicable: frozenset[int] = frozenset()
    used: frozenset[int] = frozenset()
    uncertain: frozenset[int] = frozenset()
    baseline: str | None = None
    stale: Mapping[Key, int] = NOTHING


NO_SUPPRESSIONS = Suppressions()


class FileResult(NamedTuple):
    """What came of one file: the parsed file with its violations, or why there are none.

    ``skip_reason`` says why it holds no instance document, ``read_error`` why it could not be read. ``failing`` counts
    the violations that fail a run, ``allowed`` those that were accepted with a reason, ``known`` those of the baseline.
    ``config`` is the absolute path of the configuration that applied.
    """

    path: str
    parsed: ParsedFile | None = None
    violations: tuple[Violation, ...] = ()
    skip_reason: str = ""
    read_error: str = ""
    failing: int = 0
    allowed: int = 0
    known: int = 0
    config: str | None = None
    suppressions: Suppressions = NO_SUPPRESSIONS

    @property
    def documents(self) -> int:
        """The number of instance documents in the file."""
        return 0 if self.parsed is None or self.skip_reason else len(self.parsed.documents)

    @property
    def source(self) -> SourceText | None:
        """The text of the file; None if there is nothing to show in it."""
        return self.parsed.source if self.parsed is not None and self.violations else None

    @property
    def is_whole(self) -> bool:
        """Whether no syntax problem can hide other violations."""
        return self.parsed is None or not self.parsed.has_syntax_errors


def count_failing(violations: Iterable[Violation], fail_on: str) -> int:
    """How many violations fail a run: those of the severity ``fail_on`` or worse, none if it is "never"."""
    if fail_on == "never":
        return 0
    failing = SEVERITIES[: [*SEVERITIES].index(fail_on) + 1]  # type: ignore[arg-type]
    return sum(violation.severity in failing for violation in violations)


class Summary(NamedTuple):
    """The figures of a run."""

    files: int = 0
    documents: int = 0
    errors: int = 0
    warnings: int = 0
    infos: int = 0
    unreadable: int = 0
    allowed: int = 0
    known: int = 0
    failing: int = 0
    fixable: int = 0
    fixed: int = 0

    def plus(self, other: Summary) -> Summary:
        """The figures of two runs together."""
        return Summary(*(mine + yours for mine, yours in zip(self, other, strict=True)))


class Tally:
    """Counts what a run finds, one result after the other."""

    __slots__ = ("_allowed", "_documents", "_failing", "_files", "_fixable", "_known", "_severities", "_unreadable")

    def __init__(self) -> None:
        self._files = self._documents = self._unreadable = self._fixable = 0
        self._allowed = self._known = self._failing = 0
        self._severities: dict[str, int] = dict.fromkeys(SEVERITIES, 0)

    def add(self, result: FileResult) -> None:
        """Count one result."""
        if result.read_error:
            self._unreadable += 1
        else:
            self._files += 1
        self._documents += result.documents
        if result.allowed or result.known or result.violations:
            self._allowed += result.allowed
            self._known += result.known
            self._failing += result.failing
            for violation in result.violations:
                self._severities[violation.severity] += 1
                self._fixable += violation.fix is not None and violation.fix.safe

    def summary(self) -> Summary:
        """The figures so far."""
        return Summary(
            self._files,
            self._documents,
            self._severities["error"],
            self._severities["warning"],
            self._severities["info"],
            self._unreadable,
            self._allowed,
            self._known,
            self._failing,
            self._fixable,
        )


def summarize(results: Iterable[FileResult]) -> Summary:
    """Count what a run found."""
    tally = Tally()
    for result in results:
        tally.add(result)
    return tally.summary()
