"""From the bytes of a file to its documents."""

from __future__ import annotations

import codecs
import re
from collections.abc import Iterable
from typing import Any, NamedTuple

from ce_lint.document import detect, encoding, kinds
from ce_lint.document.document import Document
from ce_lint.document.json import fast
from ce_lint.document.kinds import Kind, Skipped
from ce_lint.document.nodes import Node, ParsedText, Span, SyntaxProblem
from ce_lint.document.source import Format, SourceText, read_careful
from ce_lint.util.lazy_pattern import lazy_pattern

MAX_BYTES = 16 * 1024 * 1024
"""A larger file is no instance body: the largest public one has 60 KB."""

SUFFIXES: dict[str, Format] = {
    ".json": "json", ".jsonl": "json", ".ndjson": "json", ".yaml": "yaml", ".yml": "yaml"
}  # fmt: skip
_LINE_SUFFIXES = (".jsonl", ".ndjson")
_WHOLE_STRINGS = frozenset(
    {
        "missing-comma", "comma-typo", "trailing-comma", "extra-comma", "comment", "ellipsis", "template-expression",
        "line-continuation", "strange-blank", "fence", "extra-closing", "data-after-end", "unclosed",
        "mismatched-brace", "mismatched-bracket", "not-a-number", "bad-number", "word-true", "word-false", "word-null",
        "missing-brace", "bad-escape", "control-character", "too-deep", "empty", "encoding",
    }
)  # fmt: skip
"""Mistakes beside which every string is still read whole, so that a key is surely a key."""
_FOREIGN = lazy_pattern(
    rf"""(?:^|[{{,}}])[ \t]*+["']?(?:apiVersion|properties|{"|".join(sorted(kinds.OTHER_FORMATS))})["']?[ \t]*:""",
    re.MULTILINE,
)
"""A field of another format, in a text of which too little could be read."""
_UNFINISHED = frozenset({"unclosed", "too-deep", "empty", "missing-brace", "missing-value"})


class ParsedFile(NamedTuple):
    """The documents of a file and its text, or why it holds no document (in words, for ``-v``)."""

    documents: list[Document]
    source: SourceText | None
    skip_reason: str = ""

    @property
    def has_syntax_errors(self) -> bool:
        """Whether something in the file could not be parsed; a key that occurs twice can be."""
        return any(problem.rule != "duplicate-key" for document in self.documents for problem in document.problems)


def read(name: str, data: bytes, included: bool = False) -> ParsedFile:
    """Read the file called ``name``. Never raises, whatever the bytes are.

    What is ``included`` is ours whatever it holds: a value that is nobody else's is taken for a body.
    """
    if included:
        return _included(_read_possible(name, data, "yaml"))
    if not detect.is_possible(data):
        return ParsedFile([], None, "no word of an instance in it")
    return _read_possible(name, data)


def _included(reading: ParsedFile) -> ParsedFile:
    if reading.documents or reading.source is None:
        return reading
    documents = []
    for part, read_part in enumerate(reading.source.readings):
        problems, value = tuple(read_part.problems), read_part.value
        kind: Kind = "body" if isinstance(value, dict) else "broken"
        complete = not any(problem.rule != "duplicate-key" for problem in problems)
        documents.append(
            Document(reading.source, value, kind, (), part, problems, has_broken_strings(problems), complete)
        )
    return reading._replace(documents=documents)


def read_as_text(data: bytes) -> ParsedFile:
    """A file of another kind as one text, in which credentials of the platform may stand."""
    text, _ = encoding.decode(data, "invalid-json")
    source = SourceText(text, _whole_text)
    return ParsedFile([Document(source, text, "text")], source)


def _whole_text(text: str) -> list[ParsedText]:
    return [ParsedText(Node(0, len(text), text), [])]


def _read_possible(name: str, data: bytes, otherwise: Format | None = None) -> ParsedFile:
    suffix = name[name.rfind(".") :].lower() if "." in name else ""
    format_ = SUFFIXES.get(suffix) or _guess(data) or otherwise
    if format_ is None:
        return ParsedFile([], None, "neither JSON nor YAML by its name, and no JSON by its beginning")
    text, problems = encoding.decode(data, f"invalid-{format_}")
    if format_ == "yaml":
        return _read_yaml(text, problems)
    if suffix in _LINE_SUFFIXES:
        return _read_lines(text, problems)
    return _read_json(text, problems)


def _guess(data: bytes) -> Format | None:
    """JSON is known by its beginning; YAML is not, for any text is nearly YAML."""
    return "json" if data.removeprefix(codecs.BOM_UTF8).lstrip()[:1] in (b"{", b"[") else None


def _read_json(text: str, problems: tuple[SyntaxProblem, ...]) -> ParsedFile:
    try:
        value = fast.load(text)
    except (ValueError, RecursionError):
        return _read_broken_json(text, problems)
    return _documents(SourceText(text, _one_reading), [(value, problems)])


def _one_reading(text: str) -> list[ParsedText]:
    return [read_careful(text)]


def _read_broken_json(text: str, problems: tuple[SyntaxProblem, ...]) -> ParsedFile:
    if _is_json_lines(text):
        return _read_lines(text, problems)
    source = SourceText(text, _one_reading)
    reading = source.readings[0]
    return _documents(source, [(reading.value, problems + tuple(reading.problems))])


def _is_json_lines(text: str) -> bool:
    lines = [line for line in text.splitlines() if line.strip()]
    if len(lines) < 2 or not all(line.lstrip().startswith("{") for line in lines):
        return False
    return all(line.rstrip().endswith("}") for line in lines)


def _read_lines(text: str, problems: tuple[SyntaxProblem, ...]) -> ParsedFile:
    source = SourceText(text, _line_readings)
    parts: list[tuple[Any, tuple[SyntaxProblem, ...]]] = []
    try:
        parts = [(fast.load(line), ()) for line in text.split("\n") if line.strip()]
    except (ValueError, RecursionError):
        parts = [(reading.value, tuple(reading.problems)) for reading in source.readings]
    if parts and problems:
        parts[0] = (parts[0][0], problems + parts[0][1])
    return _documents(source, parts)


def _line_readings(text: str) -> list[ParsedText]:
    readings: list[ParsedText] = []
    offset = 0
    for line in text.split("\n"):
        if line.strip():
            readings.append(_moved(read_careful(line), offset))
        offset += len(line) + 1
    return readings


def _moved(reading: ParsedText, by: int) -> ParsedText:
    if reading.root is not None:
        _move(reading.root, by)
    return ParsedText(reading.root, [_moved_problem(problem, by) for problem in reading.problems])


def _moved_problem(problem: SyntaxProblem, by: int) -> SyntaxProblem:
    from ce_lint.document.nodes import moved

    related = problem.related
    return problem._replace(
        span=Span(problem.span.start + by, problem.span.end + by),
        related=Span(related.start + by, related.end + by) if related is not None else None,
        edits=moved(problem.edits, by),
    )


def _move(root: Node, by: int) -> None:
    nodes = [root]
    for node in nodes:
        node.start += by
        node.end += by
        if node.key is not None:
            node.key = Span(node.key.start + by, node.key.end + by)
        nodes.extend(node.children)


def _read_yaml(text: str, problems: tuple[SyntaxProblem, ...]) -> ParsedFile:
    from ce_lint.document.yaml.parser import read_yaml

    source = SourceText(text, read_yaml, has_comments=True)
    readings = source.readings
    if not readings and problems:
        readings.append(ParsedText(None, []))
    parts = [(reading.value, tuple(reading.problems)) for reading in readings]
    if parts and problems:
        parts[0] = (parts[0][0], problems + parts[0][1])
    return _documents(source, parts)


def has_broken_strings(problems: Iterable[SyntaxProblem]) -> bool:
    """Whether a mistake was met that may have cut a string, so that a key may be a piece of a value."""
    return any(problem.rule != "duplicate-key" and problem.cause not in _WHOLE_STRINGS for problem in problems)


def _documents(source: SourceText, parts: list[tuple[Any, tuple[SyntaxProblem, ...]]]) -> ParsedFile:
    documents: list[Document] = []
    reason = "nothing in it"
    for part, (value, problems) in enumerate(parts):
        found = kinds.find(value)
        if isinstance(found, Skipped):
            reason = found.reason
            if problems and detect.has_own_key(source.text) and not _FOREIGN.search(source.text):
                documents.append(
                    Document(source, value, "broken", (), part, problems, has_broken_strings=True, complete=False)
                )
            continue
        is_cut = has_broken_strings(problems)
        complete = not any(problem.cause in _UNFINISHED or problem.rule == "invalid-yaml" for problem in problems)
        if not complete and all(_says_little(inner) for _, _, inner in found):
            reason = "broken off before anything of an instance"
            continue
        for count, (base, kind, inner) in enumerate(found):
            own = problems if count == 0 else ()
            documents.append(Document(source, inner, kind, base, part, own, is_cut, complete))
    return ParsedFile(documents, source, "" if documents else reason)


def _says_little(value: Any) -> bool:
    """Whether of a broken text no more was read than many a file begins with."""
    return isinstance(value, dict) and value.keys() <= {"id", "name", "tags"}
