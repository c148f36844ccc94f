"""Which lines two texts share, in time that grows with the texts and not with their square."""

from __future__ import annotations

from bisect import bisect_left
from collections import Counter
from collections.abc import Iterator, Sequence
from difflib import Match, SequenceMatcher

_MOST_PAIRS = 10_000
"""How many pairs of lines are compared with each other where no line tells the place."""


class LineMatcher(SequenceMatcher[str]):
    """A ``SequenceMatcher`` that begins with the lines that stand once in each text."""

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
    """The lines that stand once in each text, as many as are in the same order in both."""
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
