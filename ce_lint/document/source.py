"""The text of a file: decoded, with its lines, and parsed with all spans when they are needed."""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import Any, Literal

from ce_lint.document.json import fast
from ce_lint.document.lines import Lines
from ce_lint.document.nodes import ParsedText
from ce_lint.util.lazy_pattern import lazy_pattern

Format = Literal["json", "yaml"]

_REFERENCE = lazy_pattern(r"(?:^|[ \t\[{,])[!&*][^\s,\[\]{}]|<<[ \t]*:", re.MULTILINE)
"""What may be a tag, an anchor, an alias or a merge key of YAML."""
_REFERENCE_STARTS = ("!", "&", "*", "<<")
"""One of these is in every such place: the pattern is slow, and most texts have none of them."""


class SourceText:
    """The decoded text of a file, its lines, and its parsed parts.

    A part is a line of JSON Lines or a document of a YAML stream; any other text has one part. ``parse`` parses the
    whole text into its parts, with the spans of all values; it is called when they are first asked for, which for a
    file without violations is never.
    """

    def __init__(
        self, text: str, parse: Callable[[str], list[ParsedText]] | None = None, has_comments: bool = False
    ) -> None:
        self.text = text
        self.has_comments = has_comments
        self._parse = parse
        self._parts: list[ParsedText] | None = None
        self._lines: Lines | None = None
        self._may_have_references: bool | None = None
        self._embedded: dict[str, ParsedText] = {}

    @property
    def may_contain_directive(self) -> bool:
        """Whether a comment of the text may be a directive of ce-lint: the format has comments, and one names it."""
        return self.has_comments and "ce-lint:" in self.text

    @property
    def may_have_references(self) -> bool:
        """Whether the text may have anchors, aliases, merges or tags: a value may then be written somewhere else."""
        if self._may_have_references is None:
            has_start = self.has_comments and any(start in self.text for start in _REFERENCE_STARTS)
            self._may_have_references = has_start and _REFERENCE.search(self.text) is not None
        return self._may_have_references

    @property
    def lines(self) -> Lines:
        """The lines of the text."""
        if self._lines is None:
            self._lines = Lines(self.text)
        return self._lines

    @property
    def parts(self) -> list[ParsedText]:
        """The parsed parts, with offsets into the whole text; none for a text that no parser was given for."""
        if self._parts is None:
            self._parts = self._parse(self.text) if self._parse is not None else []
        return self._parts

    def parse_embedded(self, text: str) -> ParsedText:
        """The JSON in ``text``, the value of a string of this file; offsets count in ``text``. Parsed once."""
        found = self._embedded.get(text)
        if found is None:
            found = self._embedded[text] = parse_json(text)
        return found


def parse_json(text: str) -> ParsedText:
    """A JSON text with the spans of all values and every problem, valid or not.

    The same as ``ce_lint.document.json.parser.parse_json``, which is imported at the first call: a valid file needs it
    only if it has violations.
    """
    from ce_lint.document.json import parser

    return parser.parse_json(text)


def load_json(text: str) -> tuple[Any, bool]:
    """The value of a JSON text as far as it can be read, and whether the text is valid."""
    try:
        return fast.load(text), True
    except (ValueError, RecursionError):
        return parse_json(text).value, False
