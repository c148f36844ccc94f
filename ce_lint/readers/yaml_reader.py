"""Read a YAML 1.2 stream with every place: one reading per document, whatever the text."""

from __future__ import annotations

import re
from collections.abc import Iterator

from ce_lint.document.node import Node, Problem, Reading, Span
from ce_lint.readers import yaml_problems as problems
from ce_lint.readers.yaml_composer import Composer
from ce_lint.readers.yaml_events import YAMLError, c_events, pure_events
from ce_lint.readers.yaml_syntax import syntax_problem

_MARKER = re.compile(r"(?:---|\.\.\.)(?<![^\r\n][-.]{3})(?![^ \t\r\n])")
_CONTENT = re.compile(r"(?>(?:[ \t\r\n]|[#%][^\r\n]*)*).")
_HARMLESS = "\x85\u2028\u2029\ufeff"
_OTHERS = "\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x84\x86-\x9f\ud800-\udfff\ufffe\uffff"
_SHIELDED = re.compile(f"[{_HARMLESS}{_OTHERS}]")
_REFUSED = re.compile(f"[{_OTHERS}]")


def read_yaml(text: str) -> list[Reading]:
    """One reading per document of the stream."""
    shielded = _Shielded(text)
    found = (_read(text, shielded, start, end) for start, end in _pieces(text))
    readings = [reading for reading in found if reading is not None]
    if not readings and text.strip():
        return [Reading(None, Node(0, 0, "plain"), [])]
    return readings


def _read(text: str, shielded: _Shielded, start: int, end: int) -> Reading | None:
    """The reading of one document, None where there is none."""
    composer, error = _composed(text, shielded, start, end)
    found = composer.problems
    if error is not None:
        broken = syntax_problem(text, start, end, error, composer.bracket)
        if not (found and _told(text, found[-1], broken)):
            found.append(broken)
    refused = shielded.refused(start, end)
    if refused is not None:
        found = [problem for problem in found if problem.rule != "invalid-yaml"]
        found.insert(0, problems.invalid("special-character", refused))
    if not composer.found and not found:
        return None
    return Reading(composer.value, composer.node, [problems.shown(problem, len(text)) for problem in found])


def _composed(text: str, shielded: _Shielded, start: int, end: int) -> tuple[Composer, YAMLError | None]:
    """What the C parser reads, or else what the pure one does, which knows more of YAML 1.2 and tells every error."""
    piece = shielded.text[start:end]
    events = c_events(piece)
    if events is not None:
        composer = Composer(text, start, shielded.restore)
        try:
            composer.compose(events)
        except YAMLError:
            pass
        else:
            return composer, None
    composer = Composer(text, start, shielded.restore)
    try:
        composer.compose(pure_events(piece))
    except YAMLError as error:
        return composer, error
    return composer, None


def _told(text: str, found: Problem, broken: Problem) -> bool:
    """Whether the parser stumbled over what the composer told already: a value on that line that needs quotes."""
    between = text[found.span.start : broken.span.start]
    return found.rule == "invalid-yaml" and "\n" not in between and "\r" not in between


def _pieces(text: str) -> Iterator[tuple[int, int]]:
    """Where the documents of the stream stand: a marker at the start of a line ends whatever was open."""
    start = 0
    for found in _MARKER.finditer(text):
        before = text[start : found.start()]
        if found[0] == "...":
            yield start, found.start()
            start = found.end()
        elif _CONTENT.match(before):
            yield start, found.start()
            start = found.start()
    yield start, len(text)


class _Shielded:
    """A text whose characters that the parsers refuse, or took for line breaks in YAML 1.1, stand under a guise.

    ``restore`` gives them back in values.
    """

    def __init__(self, text: str) -> None:
        self.text = text
        self.restore: dict[int, int] = {}
        if _SHIELDED.search(text) is not None:
            table = _guises(text)
            self.text = text.translate(table)
            self.restore = {guise: code for code, guise in table.items()}
            self._original = text

    def refused(self, start: int, end: int) -> Span | None:
        """The first character of the piece that may not stand in YAML."""
        found = _REFUSED.search(self._original, start, end) if self.restore else None
        return Span(*found.span()) if found is not None else None


def _guises(text: str) -> dict[int, int]:
    """For each such character a private one that the text neither has nor writes as an escape."""
    used, lowered = set(text), text.lower()
    free = (code for code in range(0x10FFFD, 0xE000, -1) if chr(code) not in used and f"{code:x}" not in lowered)
    return {ord(char): code for char, code in zip(sorted(set(_SHIELDED.findall(text))), free, strict=False)}
