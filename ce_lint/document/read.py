"""From the bytes of a file to its documents."""

from __future__ import annotations

import codecs
import re
from collections.abc import Iterable
from typing import Any, NamedTuple

from ce_lint.document import detect, encoding, kinds
from ce_lint.document.document import Document
from ce_lint.document.json import fast
from ce_lint.document.kinds import DocumentKind, FoundDocument, Skipped
from ce_lint.document.nodes import Node, ParsedText, Span, SyntaxProblem
from ce_lint.document.source import Format, SourceText, parse_json
from ce_lint.util.lazy_pattern import lazy_pattern

MAX_BYTES = 16 * 1024 * 1024
"""A larger file is not an instance body: the largest public one has 60 KB."""

SUFFIXES: dict[str, Format] = {
    ".json": "json", ".jsonl": "json", ".ndjson": "json", ".yaml": "yaml", ".yml": "yaml"
}  # fmt: skip
_LINE_SUFFIXES = (".jsonl", ".ndjson")
_FOREIGN = lazy_pattern(
    rf"""(?:^|[{{,}}])[ \t]*+["']?(?:apiVersion|properties|{"|".join(sorted(kinds.OTHER_FORMATS))})["']?[ \t]*:""",
    re.MULTILINE,
)
"""A field of another format, in a text of which too little could be read."""

Parts = list[tuple[Any, tuple[SyntaxProblem, ...]]]
"""The value and the problems of each part of a text."""


class ParsedFile(NamedTuple):
    """The documents of a file and its text, or why it holds no document (in words, for ``-v``)."""

    documents: list[Document]
    source: SourceText | None
    skip_reason: str = ""

    @property
    def has_syntax_errors(self) -> bool:
        """Whether something in the file could not be parsed; a key that occurs twice can be."""
        return any(problem.is_syntax for document in self.documents for problem in document.problems)


def read(name: str, data: bytes, included: bool = False) -> ParsedFile:
    """Parse the content of the file called ``name`` and find its documents. Never raises, whatever the bytes are.

    The format follows from the suffix of the name, or else from the first character. A file that is ``included`` by the
    configuration is checked whatever it holds: a value of no known kind is taken for a body.
    """
    if included:
        return _take_as_bodies(_read(name, data, "yaml"))
    if not detect.is_possible(data):
        return ParsedFile([], None, "it contains nothing that instances contain")
    return _read(name, data)


def read_as_text(data: bytes) -> ParsedFile:
    """The content of a file of another format as one string, which may hold credentials of the platform."""
    text, _ = encoding.decode(data)
    source = SourceText(text, _take_as_string)
    return ParsedFile([Document(source, text, "text")], source)


def _take_as_string(text: str) -> list[ParsedText]:
    return [ParsedText(Node(0, len(text), text), [])]


def _take_as_bodies(parsed: ParsedFile) -> ParsedFile:
    """The same file; if it has no document, each of its parts is one."""
    if parsed.documents or parsed.source is None:
        return parsed
    documents = []
    for number, part in enumerate(parsed.source.parts):
        kind: DocumentKind = "body" if isinstance(part.value, dict) else "broken"
        problems = tuple(part.problems)
        is_complete = not any(problem.is_syntax for problem in problems)
        documents.append(
            Document(parsed.source, part.value, kind, (), number, problems, has_broken_strings(problems), is_complete)
        )
    return parsed._replace(documents=documents)


def _read(name: str, data: bytes, default: Format | None = None) -> ParsedFile:
    suffix = name[name.rfind(".") :].lower() if "." in name else ""
    format_ = SUFFIXES.get(suffix) or _guess_format(data) or default
    if format_ is None:
        return ParsedFile([], None, "neither its suffix nor its first character is that of JSON or YAML")
    text, problems = encoding.decode(data, "invalid-yaml" if format_ == "yaml" else "invalid-json")
    if format_ == "yaml":
        return _read_yaml(text, problems)
    if suffix in _LINE_SUFFIXES:
        return _read_lines(text, problems)
    return _read_json(text, problems)


def _guess_format(data: bytes) -> Format | None:
    """JSON by its first character; never YAML, for nearly any text is valid YAML."""
    return "json" if data.removeprefix(codecs.BOM_UTF8).lstrip()[:1] in (b"{", b"[") else None


def _read_json(text: str, problems: tuple[SyntaxProblem, ...]) -> ParsedFile:
    source = SourceText(text, _parse_whole)
    try:
        value = fast.load(text)
    except (ValueError, RecursionError):
        if _is_json_lines(text):
            return _read_lines(text, problems)
        return _find_documents(source, _parts_of(source, problems))
    return _find_documents(source, [(value, problems)])


def _parse_whole(text: str) -> list[ParsedText]:
    return [parse_json(text)]


def _is_json_lines(text: str) -> bool:
    """Whether a text that is not valid JSON has an object on every line."""
    lines = [line for line in text.splitlines() if line.strip()]
    if len(lines) < 2 or not all(line.lstrip().startswith("{") for line in lines):
        return False
    return all(line.rstrip().endswith("}") for line in lines)


def _read_lines(text: str, problems: tuple[SyntaxProblem, ...]) -> ParsedFile:
    source = SourceText(text, _parse_lines)
    try:
        parts: Parts = [(fast.load(line), ()) for line in text.split("\n") if line.strip()]
    except (ValueError, RecursionError):
        return _find_documents(source, _parts_of(source, problems))
    return _find_documents(source, _add_problems(parts, problems))


def _parse_lines(text: str) -> list[ParsedText]:
    parts: list[ParsedText] = []
    offset = 0
    for line in text.split("\n"):
        if line.strip():
            parts.append(_shift(parse_json(line), offset))
        offset += len(line) + 1
    return parts


def _shift(part: ParsedText, by: int) -> ParsedText:
    """The part with offsets into the text that it begins in at ``by``; its nodes are changed in place."""
    nodes = [part.root] if part.root is not None else []
    for node in nodes:
        node.start += by
        node.end += by
        if node.key is not None:
            node.key = Span(node.key.start + by, node.key.end + by)
        nodes.extend(node.children)
    return ParsedText(part.root, [_shift_problem(problem, by) for problem in part.problems])


def _shift_problem(problem: SyntaxProblem, by: int) -> SyntaxProblem:
    from ce_lint.document.nodes import shift_edits

    related = problem.related
    return problem._replace(
        span=Span(problem.span.start + by, problem.span.end + by),
        related=Span(related.start + by, related.end + by) if related is not None else None,
        edits=shift_edits(problem.edits, by),
    )


def _read_yaml(text: str, problems: tuple[SyntaxProblem, ...]) -> ParsedFile:
    from ce_lint.document.yaml.parser import parse_yaml

    source = SourceText(text, parse_yaml, has_comments=True)
    if not source.parts and problems:
        source.parts.append(ParsedText(None, []))
    return _find_documents(source, _parts_of(source, problems))


def _parts_of(source: SourceText, problems: tuple[SyntaxProblem, ...]) -> Parts:
    return _add_problems([(part.value, tuple(part.problems)) for part in source.parts], problems)


def _add_problems(parts: Parts, problems: tuple[SyntaxProblem, ...]) -> Parts:
    """The parts, with the problems of the whole text as problems of the first one."""
    if parts and problems:
        parts[0] = (parts[0][0], problems + parts[0][1])
    return parts


def has_broken_strings(problems: Iterable[SyntaxProblem]) -> bool:
    """Whether a problem may have cut a string in two, so that a key may be a piece of a value."""
    return any(problem.may_cut_strings for problem in problems)


def _find_documents(source: SourceText, parts: Parts) -> ParsedFile:
    documents: list[Document] = []
    reason = "it contains no value"
    for number, (value, problems) in enumerate(parts):
        found = kinds.find_documents(value)
        if isinstance(found, Skipped):
            reason = found.reason
            is_sure = all(problem.is_local for problem in problems) or kinds.has_other_vocabulary(value)
            if not is_sure and detect.has_own_key(source.text) and not _FOREIGN.search(source.text):
                documents.append(Document(source, value, "broken", (), number, problems, True, is_complete=False))
            continue
        is_cut = has_broken_strings(problems)
        is_complete = not any(problem.is_unfinished for problem in problems)
        if problems and all(_says_little(document, is_complete) for document in found):
            reason = "it ends before it contains anything of an instance"
            continue
        for count, (base, kind, inner) in enumerate(found):
            own = problems if count == 0 else ()
            documents.append(Document(source, inner, kind, base, number, own, is_cut, is_complete))
    return ParsedFile(documents, source, "" if documents else reason)


def _says_little(found: FoundDocument, is_complete: bool) -> bool:
    """Whether what was read of a broken text could be of another format, or the beginning of one."""
    if found.kind == "poller" and not is_complete:
        return not kinds.is_certain_poller(found.value)
    return kinds.is_unspecific(found.value)
