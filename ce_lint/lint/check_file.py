"""Check one file: read it, lint its documents, and take out what the project accepts."""

from __future__ import annotations

from typing import TYPE_CHECKING

from ce_lint.document.detect import has_header
from ce_lint.document.read import ParsedFile, read, read_as_text
from ce_lint.files.walk import File, TooLarge, Unreadable, read_file
from ce_lint.lint.context import FileContext, Project
from ce_lint.lint.linter import lint, sort
from ce_lint.lint.result import NOTHING, FileResult, Suppressions, count_failing
from ce_lint.rulebook.rule import Rulebook
from ce_lint.util.errors import describe_os_error
from ce_lint.violation import Violation

if TYPE_CHECKING:
    from ce_lint.lint.allow import Allowance


def check_file(file: File | Unreadable, project: Project) -> FileResult:
    """Read and check one file by what its project says."""
    data = read_content(file, project)
    if isinstance(data, FileResult) or isinstance(file, Unreadable):
        return data if isinstance(data, FileResult) else FileResult(file.path)
    return check_bytes(file, data, project.context(file.path))


def read_content(file: File | Unreadable, project: Project) -> bytes | FileResult:
    """The content of a file; the result of checking it if it is not to be read, or cannot be."""
    if isinstance(file, Unreadable):
        return FileResult(file.path, read_error=file.reason)
    settings = project.context(file.path).settings
    if reason := settings.skip_reason(settings.relative_path(file.path)):
        return FileResult(file.path, skip_reason=reason, config=settings.path)
    try:
        data = read_file(file.path)
    except OSError as error:
        return FileResult(file.path, read_error=describe_os_error(error))
    return _refuse_size(file, data, settings.has_includes) if isinstance(data, TooLarge) else data


def _refuse_size(file: File, data: TooLarge, is_included: bool) -> FileResult:
    reason = f"it has {data.size:,} bytes, and no instance document has more than 16 MiB"
    if is_included or (file.is_named and data.may_be_instance):
        return FileResult(file.path, read_error=reason)
    return FileResult(file.path, skip_reason=reason)


def check_bytes(file: File, data: bytes, context: FileContext, fail_on: str | None = None) -> FileResult:
    """Check the content of one file by the settings, suppressions and baseline that apply to it.

    ``fail_on`` overrides the severity from which on the configuration fails a run.
    """
    settings = context.settings
    name = settings.relative_path(file.path)
    if reason := settings.skip_reason(name):
        return FileResult(file.path, skip_reason=reason, config=settings.path)
    rulebook = settings.rulebook(name)
    if settings.has_includes:
        result = check_parsed(file.path, read(file.path, data, included=True), rulebook)
    else:
        result = run_bytes(file.path, data, rulebook)
        if result.skip_reason and file.is_named and has_header(data):
            as_text = check_parsed(file.path, read_as_text(data), rulebook)
            result = as_text._replace(skip_reason=result.skip_reason)
    return _apply_context(result, name, context, fail_on or settings.fail_on)


def run_bytes(path: str, data: bytes, rulebook: Rulebook) -> FileResult:
    """Lint the content of one file, named ``path``, by the rules of ``rulebook`` alone."""
    return check_parsed(path, read(path, data), rulebook)


def check_parsed(path: str, parsed: ParsedFile, rulebook: Rulebook) -> FileResult:
    """Lint the documents of a parsed file, and apply the suppressions in its comments."""
    if not parsed.documents:
        return FileResult(path, skip_reason=parsed.skip_reason)
    violations = [violation for document in parsed.documents for violation in lint(path, document, rulebook)]
    allowed = 0
    if parsed.source is not None and parsed.source.may_contain_directive:
        from ce_lint.lint.comments import apply_comments

        violations, allowed = apply_comments(path, parsed, violations, rulebook)
    return FileResult(path, parsed, tuple(sort(violations)), allowed=allowed)


def _apply_context(result: FileResult, name: str, context: FileContext, fail_on: str) -> FileResult:
    """The result without the violations that the configuration and the baseline accept."""
    if context.allowances or context.baseline is not None:
        return _apply_suppressions(result, name, context, fail_on)
    config = context.settings.path
    if config is None and not result.violations:
        return result
    return result._replace(failing=count_failing(result.violations, fail_on), config=config)


def _apply_suppressions(result: FileResult, name: str, context: FileContext, fail_on: str) -> FileResult:
    from ce_lint.lint.baseline import apply_baseline

    active = {rule.name for rule in context.settings.rulebook(name).rules}
    matching = {at for at, allowance in enumerate(context.allowances) if allowance.is_for(name)}
    kept: list[Violation] = []
    used: set[int] = set()
    for violation in result.violations:
        by = _find_accepting(violation, context.allowances, matching)
        used.update(by)
        if not by:
            kept.append(violation)
    allowed = result.allowed + len(result.violations) - len(kept)
    baseline = context.baseline
    entries = baseline.of(result.path) if baseline else NOTHING
    kept, known, stale = apply_baseline(kept, {key: count for key, count in entries.items() if key[0] in active})
    applicable = {at for at in matching if result.is_whole and context.allowances[at].rule in active}
    return result._replace(
        violations=tuple(kept),
        failing=count_failing(kept, fail_on),
        allowed=allowed,
        known=known,
        config=context.settings.path,
        suppressions=Suppressions(
            frozenset(applicable if result.documents else ()),
            frozenset(used),
            frozenset(matching - applicable if result.documents else ()),
            baseline.path if baseline else None,
            stale if result.is_whole else NOTHING,
        ),
    )


def _find_accepting(violation: Violation, allowances: list[Allowance], matching: set[int]) -> list[int]:
    return [at for at in matching if not allowances[at].is_expired and allowances[at].accepts(violation)]
