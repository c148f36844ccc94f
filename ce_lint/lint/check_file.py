"""One run: files in, results out. The command line, hooks, editors and tests are thin around it."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import TYPE_CHECKING, NamedTuple

from ce_lint.document.detect import has_header
from ce_lint.document.read import ParsedFile, read, read_as_text
from ce_lint.document.source import SourceText
from ce_lint.files.walk import File, TooLarge, Unreadable, content, sentence
from ce_lint.lint.context import FileContext, Project
from ce_lint.lint.linter import lint, sort
from ce_lint.rulebook.rule import Rulebook
from ce_lint.violation import SEVERITIES, Violation

if TYPE_CHECKING:
    from ce_lint.lint.allow import Allowance
    from ce_lint.lint.baseline import Key


class Result(NamedTuple):
    """What came of one file.

    ``documents`` counts the instance documents in it; ``skip_reason`` says why there are none, ``read_error`` why it
    could not be read. ``source`` is kept only where there is something to show. ``failing`` counts the violations that fail a
    run, ``allowed`` those that were accepted with a reason, ``known`` those of the baseline; ``config`` is the absolute
    path of the configuration that applied. ``whole`` is False where a syntax problem may hide other violations.
    """

    path: str
    documents: int = 0
    violations: tuple[Violation, ...] = ()
    source: SourceText | None = None
    skip_reason: str = ""
    read_error: str = ""
    failing: int = 0
    allowed: int = 0
    known: int = 0
    config: str | None = None
    whole: bool = True


NOTHING: Mapping[Key, int] = {}


class FileOutcome(NamedTuple):
    """The result of a file in its project.

    ``applicable`` and ``used`` count, by their position in its configuration, the allowances that spoke of the file and
    those that accepted something; ``uncertain`` those that spoke of it where a mistake of syntax may hide what they
    accept. ``stale`` holds what the baseline at ``baseline`` knows of the file and nobody finds any more.
    """

    result: Result
    applicable: frozenset[int] = frozenset()
    used: frozenset[int] = frozenset()
    baseline: str | None = None
    stale: Mapping[Key, int] = NOTHING
    uncertain: frozenset[int] = frozenset()


def judge_file(file: File | Unreadable, project: Project, fail_on: str | None = None) -> FileOutcome:
    """Lint one file as its project wants it. ``fail_on`` wins over what the configuration says fails a run."""
    data = content_of(file, project)
    if isinstance(data, FileOutcome) or isinstance(file, Unreadable):
        return data if isinstance(data, FileOutcome) else FileOutcome(Result(file.path))
    return check_bytes(file, data, project.context(file.path), fail_on)


def content_of(file: File | Unreadable, project: Project) -> bytes | FileOutcome:
    """The content of a file; what comes of it where that is not to be read, or cannot be."""
    if isinstance(file, Unreadable):
        return FileOutcome(Result(file.path, read_error=file.reason))
    settings = project.context(file.path).settings
    if skip_reason := settings.skip_reason(settings.relative(file.path)):
        return FileOutcome(Result(file.path, skip_reason=skip_reason, config=settings.path))
    try:
        data = content(file.path)
    except OSError as error:
        return FileOutcome(Result(file.path, read_error=sentence(error)))
    return FileOutcome(_too_large(file, data, settings.has_includes)) if isinstance(data, TooLarge) else data


def check_bytes(file: File, data: bytes, context: FileContext, fail_on: str | None = None) -> FileOutcome:
    """Lint the content of one file, on the context that it stands on."""
    settings = context.settings
    name = settings.relative(file.path)
    if skip_reason := settings.skip_reason(name):
        return FileOutcome(Result(file.path, skip_reason=skip_reason, config=settings.path))
    rulebook = settings.rulebook(name)
    if settings.has_includes:
        result = check_parsed(file.path, read(file.path, data, included=True), rulebook)
    else:
        result = run_bytes(file.path, data, rulebook)
        if result.skip_reason and file.named and has_header(data):
            result = check_parsed(file.path, read_as_text(data), rulebook)._replace(
                documents=0, skip_reason=result.skip_reason
            )
    return _apply_context(result, name, context, fail_on or settings.fail_on)


def _too_large(file: File, data: TooLarge, is_included: bool) -> Result:
    reason = f"it has {data.size:,} bytes, and no instance document has more than 16 MiB"
    if is_included or (file.named and data.is_ours):
        return Result(file.path, read_error=reason)
    return Result(file.path, skip_reason=reason)


def run_bytes(path: str, data: bytes, rulebook: Rulebook) -> Result:
    """Lint the content of one file, which is called ``path``, by these rules."""
    return check_parsed(path, read(path, data), rulebook)


def check_parsed(path: str, reading: ParsedFile, rulebook: Rulebook) -> Result:
    """Lint the documents of a file that was read; comments in it may accept something."""
    if not reading.documents:
        return Result(path, skip_reason=reading.skip_reason)
    violations = [violation for document in reading.documents for violation in lint(path, document, rulebook)]
    allowed = 0
    whole = not any(problem.rule != "duplicate-key" for document in reading.documents for problem in document.problems)
    if reading.source is not None and reading.source.may_contain_directive:
        from ce_lint.lint.comments import apply_comments

        violations, allowed = apply_comments(path, reading.source, violations, rulebook, whole)
    source = reading.source if violations else None
    return Result(path, len(reading.documents), tuple(sort(violations)), source, allowed=allowed, whole=whole)


def _apply_context(result: Result, name: str, context: FileContext, fail_on: str) -> FileOutcome:
    """The result without what the configuration and the baseline accept."""
    if context.allowances or context.baseline is not None:
        return _apply_suppressions(result, name, context, fail_on)
    config = context.settings.path
    if config is None and not result.violations:
        return FileOutcome(result)
    return FileOutcome(result._replace(failing=failing_count(result.violations, fail_on), config=config))


def _apply_suppressions(result: Result, name: str, context: FileContext, fail_on: str) -> FileOutcome:
    from ce_lint.lint.baseline import apply_baseline

    running = {rule.name for rule in context.settings.rulebook(name).rules}
    spoke = {at for at, allowance in enumerate(context.allowances) if allowance.is_for(name)}
    kept: list[Violation] = []
    used: set[int] = set()
    for violation in result.violations:
        by = _accepting(violation, context.allowances, spoke)
        used.update(by)
        if not by:
            kept.append(violation)
    allowed = result.allowed + len(result.violations) - len(kept)
    baseline = context.baseline
    entries = baseline.of(result.path) if baseline else NOTHING
    kept, known, stale = apply_baseline(kept, {key: count for key, count in entries.items() if key[0] in running})
    accepted = result._replace(
        violations=tuple(kept),
        source=result.source if kept else None,
        failing=failing_count(kept, fail_on),
        allowed=allowed,
        known=known,
        config=context.settings.path,
    )
    applicable = {at for at in spoke if result.whole and context.allowances[at].rule in running}
    return FileOutcome(
        accepted,
        frozenset(applicable if result.documents else ()),
        frozenset(used),
        baseline.path if baseline else None,
        stale if result.whole else NOTHING,
        frozenset(spoke - applicable if result.documents else ()),
    )


def _accepting(violation: Violation, allowances: list[Allowance], applicable: set[int]) -> list[int]:
    return [at for at in applicable if not allowances[at].is_expired and allowances[at].accepts(violation)]


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
    fixable: int = 0
    fixed: int = 0

    def plus(self, other: Summary) -> Summary:
        """The figures of two runs together."""
        return Summary(*(mine + yours for mine, yours in zip(self, other, strict=True)))


def summarize(results: Iterable[Result]) -> Summary:
    """Count what a run found."""
    files = documents = errors = warnings = infos = unreadable = allowed = known = failing = fixable = 0
    for result in results:
        if result.read_error:
            unreadable += 1
        else:
            files += 1
        documents += result.documents
        allowed += result.allowed
        known += result.known
        if result.violations:
            severities = [violation.severity for violation in result.violations]
            errors += severities.count("error")
            warnings += severities.count("warning")
            infos += severities.count("info")
            failing += result.failing
            fixable += sum(violation.fix is not None and violation.fix.safe for violation in result.violations)
    return Summary(files, documents, errors, warnings, infos, unreadable, allowed, known, failing, fixable)
