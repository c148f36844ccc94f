"""Where two texts differ."""

from __future__ import annotations


def find_difference(old: str, new: str) -> tuple[int, int, int]:
    """What to replace in ``old`` to get ``new``: ``old[start:old_end]`` by ``new[start:new_end]``.

    Returns ``start``, ``old_end`` and ``new_end``, in code points. What could be of the common start or of the common
    end is of the start.
    """
    start = count_common(old, new)
    rest = min(len(old), len(new)) - start
    end = count_common(old[len(old) - rest :][::-1], new[len(new) - rest :][::-1])
    return start, len(old) - end, len(new) - end


def count_common(one: str, other: str) -> int:
    """With how many equal characters two texts begin. Compares slices, so that long texts take little time."""
    low, high = 0, min(len(one), len(other))
    while low < high:
        middle = (low + high + 1) // 2
        low, high = (middle, high) if one[low:middle] == other[low:middle] else (low, middle - 1)
    return low
