"""Delta debugging: the smallest document that still shows a fault, its secrets and the names of these left whole."""

from __future__ import annotations

import time
from collections.abc import Callable, Sequence
from typing import NamedTuple

from tests.attack.grammar import Document
from tests.attack.writers import Span

Shows = Callable[[Document], bool]


class _Character(NamedTuple):
    """A character, the one in its place in the mirror, and whether it must stay."""

    text: str
    mirror: str
    is_kept: bool


def shrunk(document: Document, shows: Shows, seconds: float) -> Document:
    """A smaller document for which ``shows`` is True; the same one where there is none, or no time."""
    end = time.monotonic() + seconds
    if document.encoding != "utf-8" and shows(document._replace(encoding="utf-8")):
        document = document._replace(encoding="utf-8")
    plain = _without_returns(document)
    if plain is not document and shows(plain):
        document = plain
    characters = _characters(document)
    for make_parts in (_lines, _tokens, _pairs, _single):
        before = -1
        while len(characters) != before and time.monotonic() < end:
            before = len(characters)
            characters = _reduced(document, characters, make_parts, shows, end)
    return _document(document, characters)


def _characters(document: Document) -> list[_Character]:
    kept = [False] * len(document.text)
    for start, stop in document.kept:
        kept[start:stop] = [True] * (stop - start)
    return [_Character(*each) for each in zip(document.text, document.mirror, kept, strict=True)]


def _document(document: Document, characters: Sequence[_Character]) -> Document:
    text = "".join(one.text for one in characters)
    mirror = "".join(one.mirror for one in characters)
    spans: list[Span] = []
    for at, one in enumerate(characters):
        if one.is_kept and spans and spans[-1].end == at:
            spans[-1] = Span(spans[-1].start, at + 1)
        elif one.is_kept:
            spans.append(Span(at, at + 1))
    return document._replace(text=text, mirror=mirror, kept=tuple(spans))


def _without_returns(document: Document) -> Document:
    if "\r\n" not in document.text:
        return document
    characters = _characters(document)
    left = [one for one, after in zip(characters, [*characters[1:], None], strict=True) if not _is_return(one, after)]
    return _document(document, left)


def _is_return(one: _Character, after: _Character | None) -> bool:
    return one.text == "\r" and after is not None and after.text == "\n"


Parts = list[list[_Character]]


def _lines(characters: Sequence[_Character]) -> Parts:
    return _split(characters, lambda one, after: one.text == "\n")


def _tokens(characters: Sequence[_Character]) -> Parts:
    return _split(characters, lambda one, after: one.text.isalnum() != after.text.isalnum() or one.text in ",{}[]\n")


def _pairs(characters: Sequence[_Character]) -> Parts:
    return [list(characters[at : at + 2]) for at in range(0, len(characters), 2)]


def _single(characters: Sequence[_Character]) -> Parts:
    return [[one] for one in characters]


def _split(characters: Sequence[_Character], is_end: Callable[[_Character, _Character], bool]) -> Parts:
    """Parts of the text, never in the middle of what must stay."""
    parts: Parts = [[]]
    for one, after in zip(characters, [*characters[1:], None], strict=True):
        parts[-1].append(one)
        if after is not None and (is_end(one, after) or one.is_kept != after.is_kept):
            parts.append([])
    return parts


def _reduced(
    document: Document,
    characters: list[_Character],
    make_parts: Callable[[Sequence[_Character]], Parts],
    shows: Shows,
    end: float,
) -> list[_Character]:
    """One pass: take groups of parts out, large ones first, as long as the fault shows."""
    parts = make_parts(characters)
    size = max(1, len(parts) // 2)
    while size >= 1:
        at = 0
        while at < len(parts):
            if time.monotonic() > end:
                return [one for part in parts for one in part]
            group = parts[at : at + size]
            left = [[one for one in part if one.is_kept] for part in group]
            if left != group:
                tried = [*parts[:at], *(part for part in left if part), *parts[at + size :]]
                if shows(_document(document, [one for part in tried for one in part])):
                    parts = tried
                    at += sum(bool(part) for part in left)
                    continue
            at += size
        size //= 2
    return [one for part in parts for one in part]
