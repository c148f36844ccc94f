"""A completion, and how its text is written in JSON, in YAML and in strings within them."""

from __future__ import annotations

import json
import re
from typing import Any, Literal, NamedTuple

from ce_lint.document.nodes import Edit, Span
from ce_lint.document.yaml.core_schema import resolve_plain
from ce_lint.ide.context import CursorContext
from ce_lint.ide.editor_document import EditorDocument
from ce_lint.ide.embedded import EmbeddedText
from ce_lint.ide.json_cursor import find_word_end
from ce_lint.util.scalars import format_scalar

CompletionKind = Literal["property", "enum", "value", "constant", "snippet"]
Notation = Literal["json", "flow", "block"]
"""JSON, YAML in brackets, or YAML in lines."""

_PLAIN = re.compile(r"[\w/<$.][\w/<>=${}'?&+.:,()|@~* -]*")
_PLAIN_IN_FLOW = re.compile(r"[\w/<.][\w/<>=+.:()@~-]*")
_SPECIAL_IN_SNIPPET = re.compile(r"[\\$}]")
_SPECIAL_IN_CHOICE = re.compile(r"[\\$},|]")


class Gap(NamedTuple):
    """A part of a completion that the user is to fill in: a text to begin with, or a choice of several."""

    text: str = ""
    choices: tuple[str, ...] = ()


Parts = tuple[str | Gap, ...]
"""The text of a completion, with its gaps. Strings are not escaped yet."""


class Completion(NamedTuple):
    """One completion: ``parts``, written in ``target``, replace ``span`` of the file.

    * ``detail``: a few words shown next to the label; ``documentation``: Markdown
    * ``sort``: the key to sort by; ``filter``: what an editor compares with the text that the user typed
    * ``edits``: edits elsewhere in the file that go with it, such as a missing comma
    """

    label: str
    kind: CompletionKind
    detail: str
    documentation: str
    span: Span
    parts: Parts
    target: EmbeddedText
    sort: str
    filter: str
    edits: tuple[Edit, ...] = ()
    is_deprecated: bool = False

    @property
    def text(self) -> str:
        """What is written in the file: each gap with its first choice, or the text to begin with."""
        return "".join(
            self.target.encode(part if isinstance(part, str) else (part.choices or (part.text,))[0])
            for part in self.parts
        )

    @property
    def snippet(self) -> str:
        """The same in the snippet syntax of LSP, with a tab stop for each gap. It is already indented."""
        written: list[str] = []
        number = 0
        for part in self.parts:
            if isinstance(part, str):
                written.append(_SPECIAL_IN_SNIPPET.sub(r"\\\g<0>", self.target.encode(part)))
                continue
            number += 1
            if part.choices:
                choices = (_SPECIAL_IN_CHOICE.sub(r"\\\g<0>", self.target.encode(one)) for one in part.choices)
                written.append(f"${{{number}|{','.join(choices)}|}}")
            else:
                inner = _SPECIAL_IN_SNIPPET.sub(r"\\\g<0>", self.target.encode(part.text))
                written.append(f"${{{number}:{inner}}}" if inner else f"${number}")
        return "".join(written)


def find_notation(editor: EditorDocument, context: CursorContext) -> Notation:
    """How keys and values are written at a cursor."""
    if context.place.indent is not None:
        return "block"
    return "flow" if editor.format == "yaml" and context.text.outer is None else "json"


def find_replaced_span(context: CursorContext) -> Span:
    """The span of the file that a completion of the whole token replaces.

    Of a string that is not closed, or only on a later line, it is the word that the cursor is in.
    """
    start, end = context.place.token
    raw = context.text.text[start:end]
    if not context.place.is_closed or "\n" in raw or "\r" in raw:
        end = find_word_end(raw, start, context.cursor)
    return context.text.to_file(Span(start, end))


def insert_missing_comma(context: CursorContext) -> tuple[Edit, ...]:
    """The edit of the file that inserts the comma missing before the cursor; empty where none is missing."""
    at = context.place.missing_comma_at
    return () if at is None else (Edit(*context.text.to_file(Span(at, at)), (",",)),)


def make_filter(editor: EditorDocument, span: Span, label: str) -> str:
    """What an editor compares with the replaced text, whose opening quote counts."""
    first = editor.text[span.start : span.start + 1]
    return first + label if first in ('"', "'") else '\\"' + label if first == "\\" else label


def write_scalar(value: Any, notation: Notation, as_string: bool = False) -> str:
    """A scalar as it is written in a notation. With ``as_string``, booleans and numbers become strings."""
    text = format_scalar(value)
    if not isinstance(value, str) and not as_string:
        return text
    pattern = {"flow": _PLAIN_IN_FLOW, "block": _PLAIN}.get(notation)
    is_plain = pattern is not None and pattern.fullmatch(text) is not None and resolve_plain(text) == text
    if is_plain and text == text.strip() and ": " not in text and not text.endswith(":"):
        return text
    return json.dumps(text, ensure_ascii=False)


def make_string_gap(text: str, notation: Notation) -> Parts:
    """A string to fill in, in its quotes if it needs them, that begins as ``text``."""
    written = write_scalar(text, notation)
    return ('"', Gap(written[1:-1]), '"') if written.startswith('"') else (Gap(written),)
