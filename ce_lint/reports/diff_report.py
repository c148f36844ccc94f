"""What mending a file changes, as a unified diff in which every value that may not be seen is masked."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import pairwise

from ce_lint.document.node import Span
from ce_lint.readers.read import read
from ce_lint.readers.text import Text
from ce_lint.reports.mask import Masker
from ce_lint.reports.summary import Paint, plain
from ce_lint.values.lazy import lazy

_NOWHERE = Span(-1, -1)
_VARIABLE = lazy(r"\$\{[A-Z][A-Z0-9_]*\}(?=[\"'])")
"""What a mend writes in the place of a secret, which is none."""

_Opcode = tuple[str, int, int, int, int]


class _Side:
    """One of the two files: its lines as they are compared, and as they are shown."""

    def __init__(self, path: str, data: bytes) -> None:
        text = read(path, data, included=True).text or Text("", lambda _: [])
        self._masker = Masker(text)
        self._lines = text.lines
        starts = [*text.lines.starts, len(text.text)]
        whole = [text.text[start:end] for start, end in pairwise(starts)]
        self.lines = whole if whole[-1] else whole[:-1]

    def shown(self, number: int, changed: Span = _NOWHERE) -> str:
        """A line, numbered from 0, with those values that share a character with ``changed`` and may be seen."""
        line = self._lines.span(number)
        seen = self._masker.line(line, changed, "")
        for found in _VARIABLE.finditer(self.lines[number]) if changed != _NOWHERE else ():
            seen = seen[: found.start()] + found[0] + seen[found.end() :]
        return seen

    def changed(self, number: int, other: str) -> Span:
        """What of a line differs from another line."""
        own = self.lines[number]
        least = min(len(own), len(other))
        start = next((at for at in range(least) if own[at] != other[at]), least)
        end = next((at for at in range(least - start) if own[-1 - at] != other[-1 - at]), least - start)
        first = self._lines.starts[number]
        return Span(first + start, first + len(own) - end)


def render_diff(path: str, before: bytes, after: bytes, paint: Paint = plain) -> Iterator[str]:
    """The lines of a unified diff from one content of a file to another; none where they are equal."""
    from ce_lint.reports.line_diff import LineMatcher

    old, new = _Side(path, before), _Side(path, after)
    for count, hunk in enumerate(LineMatcher(old.lines, new.lines).get_grouped_opcodes(3)):
        if not count:
            yield paint("place", f"--- {path}")
            yield paint("place", f"+++ {path}")
        yield paint("gutter", _head(hunk))
        for opcode in hunk:
            if opcode[0] == "equal":
                yield from (line for at in range(opcode[1], opcode[2]) for line in _line(" ", old, at, _NOWHERE))
            else:
                yield from _changed(opcode, old, new, paint)


def _head(hunk: list[_Opcode]) -> str:
    first, last = hunk[0], hunk[-1]
    return f"@@ -{_range(first[1], last[2])} +{_range(first[3], last[4])} @@"


def _range(start: int, stop: int) -> str:
    length = stop - start
    return f"{start + 1}" if length == 1 else f"{start + 1 if length else start},{length}"


def _changed(opcode: _Opcode, old: _Side, new: _Side, paint: Paint) -> Iterator[str]:
    _, start, stop, new_start, new_stop = opcode
    pairs = _pairs(old.lines[start:stop], new.lines[new_start:new_stop])
    partners = {new_start + other: start + at for at, other in pairs.items()}
    for number in range(start, stop):
        other = pairs.get(number - start)
        span = old.changed(number, new.lines[new_start + other]) if other is not None else _NOWHERE
        yield from (paint("error", line) for line in _line("-", old, number, span))
    for number in range(new_start, new_stop):
        span = new.changed(number, old.lines[partners[number]]) if number in partners else _NOWHERE
        yield from (paint("good", line) for line in _line("+", new, number, span))


def _pairs(old: list[str], new: list[str]) -> dict[int, int]:
    """Which line became which: lines of one key, or all in their order where there are as many as before."""
    from ce_lint.reports.line_diff import LineMatcher

    if len(old) == len(new):
        return dict(zip(range(len(old)), range(len(new)), strict=True))
    blocks = LineMatcher(_heads(old), _heads(new)).get_matching_blocks()
    return {block.a + at: block.b + at for block in blocks for at in range(block.size)}


def _heads(lines: list[str]) -> list[str]:
    return [line.partition(":")[0].strip() for line in lines]


def _line(sign: str, side: _Side, number: int, changed: Span) -> Iterator[str]:
    yield f"{sign}{side.shown(number, changed)}"
    if not side.lines[number].endswith(("\n", "\r")):
        yield "\\ No newline at end of file"
