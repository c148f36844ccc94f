"""One run: files in, results out. The command line, hooks and tests are thin around it."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import NamedTuple

from ce_lint.linter import lint, sort
from ce_lint.readers.read import FileReading, read, read_as_text
from ce_lint.readers.sniff import has_header
from ce_lint.readers.text import Text
from ce_lint.rulebook.rule import Rulebook
from ce_lint.sources.walk import File, TooLarge, Trouble, content, sentence
from ce_lint.violation import Violation


class Result(NamedTuple):
    """What came of one file.

    ``documents`` counts the instance documents in it; ``passed`` says why there are none; ``trouble`` says why it
    could not be read at all. ``text`` is kept only where there is something to show.
    """

    path: str
    documents: int = 0
    violations: tuple[Violation, ...] = ()
    text: Text | None = None
    passed: str = ""
    trouble: str = ""


def run(found: Iterable[File | Trouble], rulebook: Rulebook) -> Iterator[Result]:
    """Lint every file, in the order given."""
    for item in found:
        yield Result(item.path, trouble=item.reason) if isinstance(item, Trouble) else _run_file(item, rulebook)


def _run_file(file: File, rulebook: Rulebook) -> Result:
    try:
        data = content(file.path)
    except OSError as error:
        return Result(file.path, trouble=sentence(error))
    if isinstance(data, TooLarge):
        return _too_large(file, data)
    result = run_bytes(file.path, data, rulebook)
    if result.passed and file.named and has_header(data):
        return judge(file.path, read_as_text(data), rulebook)._replace(documents=0, passed=result.passed)
    return result


def _too_large(file: File, data: TooLarge) -> Result:
    reason = f"it has {data.size:,} bytes, and no instance document has more than 16 MiB"
    if file.named and data.is_ours:
        return Result(file.path, trouble=reason)
    return Result(file.path, passed=reason)


def run_bytes(path: str, data: bytes, rulebook: Rulebook) -> Result:
    """Lint the content of one file, which is called ``path``."""
    return judge(path, read(path, data), rulebook)


def judge(path: str, reading: FileReading, rulebook: Rulebook) -> Result:
    """Lint the documents of a file that was read."""
    if not reading.documents:
        return Result(path, passed=reading.passed)
    violations = [violation for document in reading.documents for violation in lint(path, document, rulebook)]
    if not violations:
        return Result(path, len(reading.documents))
    return Result(path, len(reading.documents), tuple(sort(violations)), reading.text)


class Summary(NamedTuple):
    """The figures of a run."""

    files: int
    documents: int
    errors: int
    warnings: int
    infos: int
    unreadable: int


def summarize(results: list[Result]) -> Summary:
    """Count what a run found."""
    counts = {"error": 0, "warning": 0, "info": 0}
    for result in results:
        for violation in result.violations:
            counts[violation.severity] += 1
    unreadable = sum(bool(result.trouble) for result in results)
    documents = sum(result.documents for result in results)
    files = len(results) - unreadable
    return Summary(files, documents, counts["error"], counts["warning"], counts["info"], unreadable)
