"""What fixing a file changes, as a unified diff in which every value that may not be shown is masked."""

from __future__ import annotations

import os
from bisect import bisect_left
from collections import Counter
from collections.abc import Iterator, Sequence
from difflib import Match, SequenceMatcher
from itertools import pairwise

from ce_lint.document.nodes import Span
from ce_lint.document.source import SourceText
from ce_lint.report.redact import Redactor
from ce_lint.report.summary import Paint, plain
from ce_lint.util.difference import find_difference
from ce_lint.util.escape import escape
from ce_lint.util.lazy_pattern import lazy_pattern

_NOWHERE = Span(-1, -1)
_VARIABLE = lazy_pattern(r"\$\{[A-Z][A-Z0-9_]*\}(?=[\"'])")
"""What a fix writes in the place of a secret; it is not one itself."""

_Opcode = tuple[str, int, int, int, int]


class _Side:
    """One of the two files: its lines as they are compared, and as they are shown."""

    def __init__(self, text: SourceText) -> None:
        self._redactor = Redactor(text)
        self._lines = text.lines
        starts = [*text.lines.starts, len(text.text)]
        whole = [text.text[start:end] for start, end in pairwise(starts)]
        self.lines = whole if whole[-1] else whole[:-1]

    def has_hidden(self, start: int, stop: int) -> bool:
        """Whether something in some lines, numbered from 0, may be secret."""
        return any(
            self._redactor.has_hidden(self._lines.span(number), trusts_broken=True) for number in range(start, stop)
        )

    def show(self, number: int, changed: Span) -> str:
        """A line, numbered from 0, with everything masked that may be secret."""
        line = self._lines.span(number)
        shown = self._redactor.show_line(line, changed, "")
        for found in _VARIABLE.finditer(self.lines[number]) if changed != _NOWHERE else ():
            shown = shown[: found.start()] + found[0] + shown[found.end() :]
        return shown

    def changed(self, number: int, other: str) -> Span:
        """What of a line differs from another line."""
        own = self.lines[number]
        start, end, _ = find_difference(own, other)
        first = self._lines.starts[number]
        return Span(first + start, first + end)


def render_diff(path: str, before: SourceText, after: SourceText, paint: Paint = plain) -> Iterator[str]:
    """The lines of a unified diff from one text of a file to another; none if they are equal.

    It is a patch for ``git apply``. In a hunk with a value that may be secret such values are masked.
    """
    old, new = _Side(before), _Side(after)
    for count, hunk in enumerate(LineMatcher(old.lines, new.lines).get_grouped_opcodes(3)):
        if not count:
            yield paint("place", f"--- {_prefix('a', path)}")
            yield paint("place", f"+++ {_prefix('b', path)}")
        yield paint("gutter", _head(hunk))
        is_masked = old.has_hidden(hunk[0][1], hunk[-1][2]) or new.has_hidden(hunk[0][3], hunk[-1][4])
        for opcode in hunk:
            if opcode[0] == "equal":
                numbers = range(opcode[1], opcode[2])
                yield from (line for at in numbers for line in _line(" ", old, at, _NOWHERE, is_masked))
            else:
                yield from _changed(opcode, old, new, paint, is_masked)


def _prefix(side: str, path: str) -> str:
    """The name of a file in a patch, as git writes it."""
    return escape(path if os.path.isabs(path) else f"{side}/{path}")


def _head(hunk: list[_Opcode]) -> str:
    first, last = hunk[0], hunk[-1]
    return f"@@ -{_range(first[1], last[2])} +{_range(first[3], last[4])} @@"


def _range(start: int, stop: int) -> str:
    length = stop - start
    return f"{start + 1}" if length == 1 else f"{start + 1 if length else start},{length}"


def _changed(opcode: _Opcode, old: _Side, new: _Side, paint: Paint, is_masked: bool) -> Iterator[str]:
    _, start, stop, new_start, new_stop = opcode
    pairs = _pairs(old.lines[start:stop], new.lines[new_start:new_stop])
    partners = {new_start + other: start + at for at, other in pairs.items()}
    for number in range(start, stop):
        other = pairs.get(number - start)
        span = old.changed(number, new.lines[new_start + other]) if other is not None else _NOWHERE
        yield from (paint("error", line) for line in _line("-", old, number, span, is_masked))
    for number in range(new_start, new_stop):
        span = new.changed(number, old.lines[partners[number]]) if number in partners else _NOWHERE
        yield from (paint("good", line) for line in _line("+", new, number, span, is_masked))


def _pairs(old: list[str], new: list[str]) -> dict[int, int]:
    """Which line became which: lines of one key, or all in their order where there are as many as before."""
    if len(old) == len(new):
        return dict(zip(range(len(old)), range(len(new)), strict=True))
    blocks = LineMatcher(_heads(old), _heads(new)).get_matching_blocks()
    return {block.a + at: block.b + at for block in blocks for at in range(block.size)}


def _heads(lines: list[str]) -> list[str]:
    return [line.partition(":")[0].strip() for line in lines]


def _line(sign: str, side: _Side, number: int, changed: Span, is_masked: bool) -> Iterator[str]:
    text = side.show(number, changed) if is_masked else side.lines[number].removesuffix("\n")
    yield f"{sign}{text}"
    if not side.lines[number].endswith(("\n", "\r")):
        yield "\\ No newline at end of file"


_MOST_PAIRS = 10_000
"""How many pairs of lines are compared with each other where no line tells the place."""


class LineMatcher(SequenceMatcher[str]):
    """A ``SequenceMatcher`` that begins with the lines that occur once in each text."""

    def __init__(self, old: Sequence[str], new: Sequence[str]) -> None:
        super().__init__(None, "", "", autojunk=False)
        self.a, self.b = old, new

    def get_matching_blocks(self) -> list[Match]:
        blocks: list[Match] = []
        for start, other, length in [*_blocks(self.a, self.b), (len(self.a), len(self.b), 0)]:
            last = blocks[-1] if blocks else Match(0, 0, 0)
            if length and (last.a + last.size, last.b + last.size) == (start, other):
                blocks[-1:] = [Match(last.a, last.b, last.size + length)]
            else:
                blocks.append(Match(start, other, length))
        return blocks


def _blocks(old: Sequence[str], new: Sequence[str]) -> Iterator[tuple[int, int, int]]:
    start = other = 0
    for at, place in [*_anchors(old, new), (len(old), len(new))]:
        yield from _between(old, new, (start, at), (other, place))
        if at < len(old):
            yield at, place, 1
        start, other = at + 1, place + 1


def _anchors(old: Sequence[str], new: Sequence[str]) -> list[tuple[int, int]]:
    """The lines that occur once in each text, as many as are in the same order in both."""
    counts, others = Counter(old), Counter(new)
    places = {line: at for at, line in enumerate(new) if others[line] == 1 and counts[line] == 1}
    pairs = [(at, places[line]) for at, line in enumerate(old) if line in places]
    ends: list[int] = []
    lengths: list[int] = []
    for _, place in pairs:
        length = bisect_left(ends, place)
        ends[length : length + 1] = [place]
        lengths.append(length)
    chosen: list[tuple[int, int]] = []
    wanted = len(ends) - 1
    for pair, length in zip(reversed(pairs), reversed(lengths), strict=True):
        if length == wanted and (not chosen or pair[1] < chosen[-1][1]):
            chosen.append(pair)
            wanted -= 1
    return chosen[::-1]


def _between(
    old: Sequence[str], new: Sequence[str], here: tuple[int, int], there: tuple[int, int]
) -> Iterator[tuple[int, int, int]]:
    """What two parts share that lie between the same anchors: from each end, and within where they are small."""
    (start, stop), (other, end) = here, there
    most = min(stop - start, end - other)
    head = next((at for at in range(most) if old[start + at] != new[other + at]), most)
    most -= head
    tail = next((at for at in range(most) if old[stop - 1 - at] != new[end - 1 - at]), most)
    if head:
        yield start, other, head
    one, two = old[start + head : stop - tail], new[other + head : end - tail]
    if len(one) * len(two) <= _MOST_PAIRS:
        for block in SequenceMatcher(None, one, two, autojunk=False).get_matching_blocks():
            if block.size:
                yield start + head + block.a, other + head + block.b, block.size
    if tail:
        yield stop - tail, end - tail, tail
