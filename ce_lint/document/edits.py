"""Edits of a text: applying them, and moving them to where the text stands in another."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from itertools import pairwise

from ce_lint.document.node import Edit, Span

Place = Callable[[int], int]
"""From an offset in one text to the offset of the same character in another."""


def apply(text: str, edits: Sequence[Edit]) -> str:
    """The text with edits that are in its order and apart from each other."""
    pieces: list[str] = []
    position = 0
    for edit in edits:
        pieces.append(text[position : edit.start])
        pieces += [piece if isinstance(piece, str) else text[piece.start : piece.end] for piece in edit.pieces]
        position = edit.end
    return "".join([*pieces, text[position:]])


def placed(edits: Sequence[Edit], place: Place, written: Callable[[str], str] = str) -> tuple[Edit, ...]:
    """The edits in another text that holds this one: every offset in its place, new text as it is written there."""
    return tuple(
        Edit(
            place(edit.start),
            place(edit.end),
            tuple(
                written(piece) if isinstance(piece, str) else Span(place(piece.start), place(piece.end))
                for piece in edit.pieces
            ),
        )
        for edit in edits
    )


def moved(edits: Sequence[Edit], by: int) -> tuple[Edit, ...]:
    """The edits in a text that holds this one ``by`` characters further on."""
    return placed(edits, lambda offset: offset + by) if by else tuple(edits)


def is_apart(edits: Sequence[Edit]) -> bool:
    """Whether the edits are in order and none begins before the one before it ends."""
    return all(before.end <= after.start for before, after in pairwise(edits))
