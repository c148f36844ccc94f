"""What mends a mistake of syntax in JSON: edits, where nobody could mean anything else."""

from __future__ import annotations

import re

from ce_lint.document.node import Edit
from ce_lint.readers.json_strings import read_strict

Edits = tuple[Edit, ...]

_REST_OF_LINE = re.compile(r"[ \t]*(\r\n|\r|\n|\Z)")
_LINE = re.compile(r"[^\r\n]*")
_NO_NEIGHBOUR = frozenset(" \t\r\n,:[]{}")


def delete(start: int, end: int) -> Edits:
    """Without these characters."""
    return (Edit(start, end),)


def comma(start: int, end: int | None = None) -> Edits:
    """A comma here, or in the place of what stands there."""
    return (Edit(start, start if end is None else end, (",",)),)


def quotes(text: str, start: int, end: int) -> Edits:
    """Straight quotes around a string, in the place of others; none where the text between them needs more."""
    content = text[start + 1 : end - 1]
    strict = read_strict(f'"{content}"', 0)
    if end - start < 2 or strict is None or strict[1] != len(content) + 2:
        return ()
    return tuple(Edit(at, at + 1, ('"',)) for at in (start, end - 1) if text[at] != '"')


def comment(text: str, start: int, end: int) -> Edits:
    """Without comments: with the blanks before them, and with their lines where nothing else stands on them."""
    first = len(text[:start].rstrip(" \t"))
    rest = _REST_OF_LINE.match(text, end)
    if text.startswith("/*", start) and not text.endswith("*/", start, end) and "*/" not in text[start:end]:
        return ()
    if rest is None:
        parted = text[start - 1 : start] in _NO_NEIGHBOUR or text[end] in _NO_NEIGHBOUR
        return (Edit(first if text[end] in " \t" else start, end, () if parted else (" ",)),)
    if first and text[first - 1] not in "\r\n":
        return () if _may_be_text(text, first, start, end) else (Edit(first, end),)
    return (Edit(first, rest.end()),)


def _may_be_text(text: str, before: int, start: int, end: int) -> bool:
    """Whether a comment behind a value may be its rest, as in ``"https:"//a.b``: a quote is the mistake then."""
    line = _LINE.match(text, start, end)
    is_torn = line is not None and line[0].count('"') % 2 == 1
    return is_torn or text.endswith(':"', 0, before)
