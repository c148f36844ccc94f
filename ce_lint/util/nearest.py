"""The choice a misspelt word most likely meant: the "did you mean" of every message."""

from __future__ import annotations

from collections.abc import Iterable

_LONGEST = 64


def nearest(word: str, choices: Iterable[str], limit: int = 2) -> str | None:
    """The choice at most `limit` edits away, letter case aside; the first of equals.

    Short words must be closer: one edit for every three characters, or anything would be near anything.
    """
    if not word or len(word) > _LONGEST:
        return None
    folded, best, best_distance = word.lower(), None, limit + 1
    for choice in choices:
        most = min(best_distance - 1, max(len(word), len(choice)) // 3)
        if most < 0 or abs(len(word) - len(choice)) > most:
            continue
        distance = _edits(folded, choice.lower(), most)
        if distance <= most:
            best, best_distance = choice, distance
    return best


def _edits(one: str, other: str, most: int) -> int:
    """Insertions, deletions, substitutions and swaps of neighbours from one word to the other; `most + 1` for more."""
    if one == other:
        return 0
    too_many = most + 1
    if most == 0:
        return too_many
    before: list[int] = []
    row = list(range(len(other) + 1))
    for i, letter in enumerate(one, 1):
        # Cells farther than `most` from the diagonal cannot lie on a path of at most `most` edits.
        low, high = max(1, i - most), min(len(other), i + most)
        new = [too_many] * (len(other) + 1)
        if low == 1:
            new[0] = i
        for j in range(low, high + 1):
            cost = row[j - 1] if letter == other[j - 1] else 1 + min(row[j - 1], row[j], new[j - 1])
            if before and j > 1 and letter == other[j - 2] and one[i - 2] == other[j - 1]:
                cost = min(cost, before[j - 2] + 1)
            new[j] = cost
        if min(new) > most:
            return too_many
        before, row = row, new
    return min(row[-1], too_many)
