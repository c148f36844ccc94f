"""One run: files in, results out. The command line, hooks, editors and tests are thin around it."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping
from typing import NamedTuple

from ce_lint.allow.allowances import Allowance
from ce_lint.allow.baseline import Key, sift
from ce_lint.linter import lint, sort
from ce_lint.project import Ground, Project
from ce_lint.readers.read import FileReading, read, read_as_text
from ce_lint.readers.sniff import has_header
from ce_lint.readers.text import Text
from ce_lint.rulebook.rule import Rulebook
from ce_lint.sources.walk import File, TooLarge, Trouble, content, sentence
from ce_lint.violation import SEVERITIES, Violation


class Result(NamedTuple):
    """What came of one file.

    ``documents`` counts the instance documents in it; ``passed`` says why there are none; ``trouble`` says why it
    could not be read at all. ``text`` is kept only where there is something to show. ``failing`` counts the violations
    that fail a run, ``allowed`` those that were accepted with a reason, ``known`` those of the baseline; ``config`` is
    the absolute path of the configuration that applied.
    """

    path: str
    documents: int = 0
    violations: tuple[Violation, ...] = ()
    text: Text | None = None
    passed: str = ""
    trouble: str = ""
    failing: int = 0
    allowed: int = 0
    known: int = 0
    config: str | None = None


NOTHING: Mapping[Key, int] = {}


class Judged(NamedTuple):
    """The result of a file in its project.

    ``concerned`` and ``used`` count, by their position in its configuration, the allowances that spoke of the file and
    those that accepted something. ``gone`` holds what the baseline at ``baseline`` knows of the file and nobody finds
    any more.
    """

    result: Result
    concerned: frozenset[int] = frozenset()
    used: frozenset[int] = frozenset()
    baseline: str | None = None
    gone: Mapping[Key, int] = NOTHING


def judge_file(file: File | Trouble, project: Project, fail_on: str | None = None) -> Judged:
    """Lint one file as its project wants it. ``fail_on`` wins over what the configuration says fails a run."""
    if isinstance(file, Trouble):
        return Judged(Result(file.path, trouble=file.reason))
    ground = project.ground(file.path)
    settings = ground.settings
    name = settings.relative(file.path)
    if passed := settings.passes(name):
        return Judged(Result(file.path, passed=passed, config=settings.path))
    try:
        data = content(file.path)
    except OSError as error:
        return Judged(Result(file.path, trouble=sentence(error)))
    if isinstance(data, TooLarge):
        return Judged(_too_large(file, data))
    return judge_bytes(file, data, ground, fail_on)


def judge_bytes(file: File, data: bytes, ground: Ground, fail_on: str | None = None) -> Judged:
    """Lint the content of one file, on the ground that it stands on."""
    settings = ground.settings
    name = settings.relative(file.path)
    rulebook = settings.rulebook(name)
    if settings.has_includes:
        result = judge(file.path, read(file.path, data, included=True), rulebook)
    else:
        result = run_bytes(file.path, data, rulebook)
        if result.passed and file.named and has_header(data):
            result = judge(file.path, read_as_text(data), rulebook)._replace(documents=0, passed=result.passed)
    return _accepted(result, name, ground, fail_on or settings.fail_on)


def _too_large(file: File, data: TooLarge) -> Result:
    reason = f"it has {data.size:,} bytes, and no instance document has more than 16 MiB"
    if file.named and data.is_ours:
        return Result(file.path, trouble=reason)
    return Result(file.path, passed=reason)


def run_bytes(path: str, data: bytes, rulebook: Rulebook) -> Result:
    """Lint the content of one file, which is called ``path``, by these rules."""
    return judge(path, read(path, data), rulebook)


def judge(path: str, reading: FileReading, rulebook: Rulebook) -> Result:
    """Lint the documents of a file that was read; comments in it may accept something."""
    if not reading.documents:
        return Result(path, passed=reading.passed)
    violations = [violation for document in reading.documents for violation in lint(path, document, rulebook)]
    allowed = 0
    if reading.text is not None and reading.text.may_speak_to_us:
        from ce_lint.allow.in_place import sift_comments

        violations, allowed = sift_comments(path, reading.text, violations, rulebook)
    if not violations:
        return Result(path, len(reading.documents), allowed=allowed)
    return Result(path, len(reading.documents), tuple(sort(violations)), reading.text, allowed=allowed)


def _accepted(result: Result, name: str, ground: Ground, fail_on: str) -> Judged:
    """The result without what the configuration and the baseline accept."""
    concerned = {at for at, allowance in enumerate(ground.allowances) if allowance.is_for(name)}
    kept: list[Violation] = []
    used: set[int] = set()
    for violation in result.violations:
        by = _accepting(violation, ground.allowances, concerned)
        used.update(by)
        if not by:
            kept.append(violation)
    allowed = result.allowed + len(result.violations) - len(kept)
    gone: Mapping[Key, int] = NOTHING
    known = 0
    if ground.baseline is not None and (entries := ground.baseline.of(result.path)):
        rules = {rule.name for rule in ground.settings.rulebook(name).rules}
        kept, known, gone = sift(kept, {key: count for key, count in entries.items() if key[0] in rules})
    failing = failing_count(kept, fail_on)
    result = Result(
        result.path,
        result.documents,
        tuple(kept),
        result.text if kept else None,
        result.passed,
        failing=failing,
        allowed=allowed,
        known=known,
        config=ground.settings.path,
    )
    baseline = ground.baseline.path if ground.baseline else None
    return Judged(result, frozenset(concerned), frozenset(used), baseline, gone)


def _accepting(violation: Violation, allowances: list[Allowance], concerned: set[int]) -> list[int]:
    return [at for at in concerned if not allowances[at].has_run_out and allowances[at].accepts(violation)]


def failing_count(violations: Iterable[Violation], fail_on: str) -> int:
    """How many violations fail a run: those at ``fail_on`` (or never) and above."""
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

    def plus(self, other: Summary) -> Summary:
        """The figures of two runs together."""
        return Summary(*(mine + yours for mine, yours in zip(self, other, strict=True)))


def summarize(results: Iterable[Result]) -> Summary:
    """Count what a run found."""
    total = Summary()
    for result in results:
        counts = Counter(violation.severity for violation in result.violations)
        unreadable = int(bool(result.trouble))
        total = total.plus(
            Summary(
                1 - unreadable,
                result.documents,
                counts["error"],
                counts["warning"],
                counts["info"],
                unreadable,
                result.allowed,
                result.known,
                result.failing,
            )
        )
    return total
