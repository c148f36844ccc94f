"""A completion, and how its text is written: as JSON, as YAML, inside a string, with holes to fill in or without."""

from __future__ import annotations

import json
import re
from typing import Any, Literal, NamedTuple

from ce_lint.document.nodes import Edit, Span
from ce_lint.document.yaml.scalars import plain_value
from ce_lint.ide.context import Spot
from ce_lint.ide.editor_document import Page
from ce_lint.ide.embedded import Host
from ce_lint.ide.fields import literal
from ce_lint.ide.json_cursor import word_end

Kind = Literal["property", "enum", "value", "constant", "snippet"]
Style = Literal["json", "flow", "block"]

_PLAIN = re.compile(r"[\w/<$.][\w/<>=${}'?&+.:,()|@~* -]*")
_PLAIN_IN_FLOW = re.compile(r"[\w/<.][\w/<>=+.:()@~-]*")
_SNIPPET = re.compile(r"[\\$}]")
_CHOICE = re.compile(r"[\\$},|]")


class Hole(NamedTuple):
    """What is left to fill in: a text that stands there at first, or a few of which one is chosen."""

    text: str = ""
    choices: tuple[str, ...] = ()


Parts = tuple[str | Hole, ...]


class Completion(NamedTuple):
    """One thing that may be written at a cursor, in place of ``span``.

    ``snippet`` is ``text`` with places to fill in, in the syntax of LSP; line breaks and indentation are written as
    they should stand. ``edits`` go along with it elsewhere: a comma that is missing before.
    """

    label: str
    kind: Kind
    detail: str
    documentation: str
    span: Span
    text: str
    snippet: str
    sort: str
    filter: str
    edits: tuple[Edit, ...] = ()
    deprecated: bool = False


def plain(parts: Parts, host: Host) -> str:
    """The text without holes: the first choice, or what stands there at first."""
    return "".join(host.write(part if isinstance(part, str) else (part.choices or (part.text,))[0]) for part in parts)


def snippet(parts: Parts, host: Host) -> str:
    """The text as a snippet of LSP."""
    written: list[str] = []
    number = 0
    for part in parts:
        if isinstance(part, str):
            written.append(_SNIPPET.sub(r"\\\g<0>", host.write(part)))
            continue
        number += 1
        if part.choices:
            choices = ",".join(_CHOICE.sub(r"\\\g<0>", host.write(choice)) for choice in part.choices)
            written.append(f"${{{number}|{choices}|}}")
        else:
            inner = _SNIPPET.sub(r"\\\g<0>", host.write(part.text))
            written.append(f"${{{number}:{inner}}}" if inner else f"${number}")
    return "".join(written)


def style_of(page: Page, spot: Spot) -> Style:
    """How keys and values are written at a place."""
    if spot.place.depth is not None:
        return "block"
    return "flow" if page.format == "yaml" and spot.host.outer is None else "json"


def replaced(spot: Spot) -> Span:
    """What of the text a completion of the whole token replaces: of a string without its end, the word alone."""
    start, end = spot.place.token
    if not spot.place.closed:
        end = word_end(spot.host.text[start:end], start, spot.cursor)
    return spot.host.outward(Span(start, end))


def missing_comma(spot: Spot) -> tuple[Edit, ...]:
    """The comma that is missing before a place."""
    at = spot.place.comma_at
    return () if at is None else (Edit(*spot.host.outward(Span(at, at)), (",",)),)


def filtered(page: Page, span: Span, label: str) -> str:
    """What an editor compares with the text that is replaced: its quote counts."""
    first = page.text[span.start : span.start + 1]
    return first + label if first in ('"', "'") else '\\"' + label if first == "\\" else label


def scalar(value: Any, style: Style, as_text: bool = False) -> str:
    """A value as it is written; ``as_text`` makes a text of true, false and numbers."""
    text = literal(value)
    if not isinstance(value, str) and not as_text:
        return text
    pattern = {"flow": _PLAIN_IN_FLOW, "block": _PLAIN}.get(style)
    is_plain = pattern is not None and pattern.fullmatch(text) is not None and plain_value(text) == text
    if is_plain and text == text.strip() and ": " not in text and not text.endswith(":"):
        return text
    return json.dumps(text, ensure_ascii=False)


def quoted(text: str, style: Style, hole: bool = True) -> Parts:
    """A text to fill in, in its quotes."""
    written = scalar(text, style)
    if written.startswith('"'):
        return ('"', Hole(written[1:-1]), '"') if hole else (written,)
    return (Hole(written),)
