"""Which of several names a misspelt name most likely means, and how every message asks for it."""

from __future__ import annotations

from collections.abc import Iterable

_LONGEST = 64


def did_you_mean(name: str, choices: Iterable[str]) -> str:
    """The question to append to a message about an unknown name, or "" if no choice is close.

    It begins with a space: ``f"`x` is not a valid key.{did_you_mean('x', keys)}"``.
    """
    question = ask_if_meant(nearest(name, choices))
    return f" {question}" if question else ""


def ask_if_meant(name: str | None) -> str:
    """The question whether a name is meant, as the help of a finding; "" without a name."""
    return f"Did you mean `{name}`?" if name else ""


def nearest(word: str, choices: Iterable[str], limit: int = 2) -> str | None:
    """The choice that is fewest edits away, at most ``limit``; None if there is none. The first of equals wins.

    An edit inserts, deletes or replaces a character, or swaps two neighbours; letter case does not count. A word may
    have one edit for every three characters, since short words would otherwise be close to anything. Words of more than
    64 characters have no near choice.
    """
    if not word or len(word) > _LONGEST:
        return None
    folded, best, best_distance = word.lower(), None, limit + 1
    size, letters = len(word), frozenset(folded)
    for choice in choices:
        most = min(best_distance - 1, max(size, len(choice)) // 3)
        if abs(size - len(choice)) > most:
            continue
        other = choice.lower()
        if len(letters.difference(other)) > most:
            continue  # each letter that the choice lacks takes an edit; nearly every choice ends here
        distance = _count_edits(folded, other, most)
        if distance <= most:
            best, best_distance = choice, distance
    return best


def _count_edits(one: str, other: str, most: int) -> int:
    """How many edits lead from one word to the other; ``most + 1`` if more than ``most`` do."""
    if one == other:
        return 0
    too_many = most + 1
    if most == 0:
        return too_many
    before: list[int] = []
    row = list(range(len(other) + 1))
    for i, letter in enumerate(one, 1):
        # Cells farther than ``most`` from the diagonal cannot lie on a path of at most ``most`` edits.
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
