"""Edits of a scalar's value, as edits of the text that writes it."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from ce_lint.document.json.strings import escape
from ce_lint.document.nodes import Edit, Span, apply, placed
from ce_lint.document.yaml.scalars import indentation, places_of, plain_value


def rewritten(raw: str, style: str, value: str, edits: Sequence[Edit]) -> tuple[Edit, ...] | None:
    """Edits of ``value``, a text that ``raw`` writes in ``style``, as edits of ``raw``.

    None where it is not certain that the result says the changed value, and nothing else.
    """
    return in_yaml(raw, style, value, edits)


_BREAKS = re.compile(r"\r\n|[\r\n\x85\u2028\u2029]")
_FLOW_SIGNS = re.compile(r"[,\[\]{}]")
_CHOMPING = re.compile(r"[|>][1-9]?([-+]?)")
_NO_START = re.compile(r"[-?:](?![^\s,\[\]{}])|[,\[\]{}#&*!|>'\"%@`\s]|---|\.\.\.")
_NO_PLAIN = re.compile(r":(?=[\s,\[\]{}]|\Z)|\s#|\s\Z")


def in_yaml(raw: str, style: str, value: str, edits: Sequence[Edit]) -> tuple[Edit, ...] | None:
    """The edits of ``value`` as edits of ``raw``; None where that is not certain."""
    new = apply(value, edits)
    if style in ("literal", "folded"):
        return _in_block(raw, style, value, new, edits)
    places = _places(raw, style, value)
    if places is None or _BREAKS.search(raw) or not new.isprintable():
        return None
    if style == "single":
        return placed(edits, places.__getitem__, _doubled)
    if style == "double":
        return placed(edits, places.__getitem__, escape)
    if raw != value:
        return None
    return tuple(edits) if _is_plain(new, style == "flow") else _quoted(value, edits)


def _places(raw: str, style: str, value: str) -> list[int] | None:
    """Where each character of the value is written, and where the last one ends; None where that is not certain."""
    pieces = places_of(raw, style, value)
    if len(pieces) != len(value):
        return None
    if not pieces:
        return [1] if style in ("single", "double") and len(raw) == 2 else None
    return [*(piece.start for piece in pieces), pieces[-1].end]


def _doubled(text: str) -> str:
    return text.replace("'", "''")


def _is_plain(text: str, in_brackets: bool) -> bool:
    """Whether a text may stand without quotes, and is read as a text then."""
    if not text or _NO_START.match(text) or _NO_PLAIN.search(text) or plain_value(text) is not text:
        return False
    return not in_brackets or _FLOW_SIGNS.search(text) is None


def _quoted(value: str, edits: Sequence[Edit]) -> tuple[Edit, ...]:
    """The whole plain scalar gives way to its changed text in single quotes."""
    pieces: list[str | Span] = ["'"]
    position = 0
    for edit in edits:
        pieces += _kept(value, position, edit.start)
        for piece in edit.pieces:
            pieces += [_doubled(piece)] if isinstance(piece, str) else _kept(value, piece.start, piece.end)
        position = edit.end
    pieces += [*_kept(value, position, len(value)), "'"]
    return (Edit(0, len(value), tuple(pieces)),)


def _kept(value: str, start: int, end: int) -> Iterator[str | Span]:
    """A part of the text as it stands, but for a second quote behind each of its quotes."""
    while (quote := value.find("'", start, end)) >= 0:
        yield Span(start, quote + 1)
        yield "'"
        start = quote + 1
    if start < end:
        yield Span(start, end)


def _in_block(raw: str, style: str, value: str, new: str, edits: Sequence[Edit]) -> tuple[Edit, ...] | None:
    body = value.rstrip("\n")
    if new == body and body.strip() and "\n" not in body.lstrip("\n"):
        return _chomped(raw)
    places = _places(raw, style, body)
    if places is None or edits[-1].end > len(body) or not _keeps_its_indentation(value, new):
        return None
    if style == "folded" and len(_BREAKS.findall(raw)) > 1:
        return None
    margin = ("\r\n" if "\r\n" in raw else "\n") + " " * indentation(raw, value)
    return placed(edits, places.__getitem__, lambda text: text.replace("\n", margin))


def _keeps_its_indentation(old: str, new: str) -> bool:
    """Whether the first line, which says how far a block is indented, begins as it did."""
    if not new.strip() or not new.replace("\n", "").isprintable() or new.startswith("\n"):
        return False
    return not old[:1].isspace() and not new[:1].isspace()


def _chomped(raw: str) -> tuple[Edit, ...] | None:
    """A block scalar without the line break at its end: ``|-``."""
    found = _CHOMPING.match(raw)
    return (Edit(*found.span(1), ("-",)),) if found is not None and found[1] != "-" else None
