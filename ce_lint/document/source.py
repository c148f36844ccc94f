"""A text with its places, read on demand: what a document asks when something has to be shown."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from typing import Any, Literal

from ce_lint.document.json import fast
from ce_lint.document.lines import Lines
from ce_lint.document.nodes import Edit, Node, ParsedText, Span, SyntaxProblem
from ce_lint.util.lazy_pattern import lazy_pattern

Format = Literal["json", "yaml"]

_SHARING = lazy_pattern(r"(?:^|[ \t\[{,])[!&*][^\s,\[\]{}]|<<[ \t]*:", re.MULTILINE)
"""What may be a tag, an anchor, an alias or a merge of YAML."""
_MARKS = ("!", "&", "*", "<<")
"""What such a place holds: the pattern is slow, and most texts have none of these."""


class SourceText:
    """One text and the readings of its parts (the lines of JSON Lines, the documents of a YAML stream).

    ``places`` reads them with every place; it is called when the first place is asked for.
    """

    def __init__(self, text: str, places: Callable[[str], list[ParsedText]], has_comments: bool = False) -> None:
        self.text = text
        self.has_comments = has_comments
        self._places = places
        self._readings: list[ParsedText] | None = None
        self._lines: Lines | None = None
        self._may_share: bool | None = None
        self._embedded: dict[str, ParsedText] = {}

    @property
    def may_contain_directive(self) -> bool:
        """Whether a comment in it may be meant for ce-lint: the format has comments, and one names it."""
        return self.has_comments and "ce-lint:" in self.text

    @property
    def may_share(self) -> bool:
        if self._may_share is None:
            has_marks = self.has_comments and any(mark in self.text for mark in _MARKS)
            self._may_share = has_marks and _SHARING.search(self.text) is not None
        return self._may_share

    @property
    def lines(self) -> Lines:
        if self._lines is None:
            self._lines = Lines(self.text)
        return self._lines

    @property
    def readings(self) -> list[ParsedText]:
        if self._readings is None:
            self._readings = self._places(self.text)
        return self._readings

    def root(self, part: int) -> Node | None:
        return self.readings[part].root if part < len(self.readings) else None

    def problems(self, part: int) -> list[SyntaxProblem]:
        return self.readings[part].problems if part < len(self.readings) else []

    def embedded(self, text: str) -> ParsedText:
        found = self._embedded.get(text)
        if found is None:
            found = self._embedded[text] = read_careful(text)
        return found

    def plain(self, text: str) -> tuple[Any, bool]:
        try:
            return fast.load(text), True
        except (ValueError, RecursionError):
            return read_careful(text).value, False

    def inside(self, raw: str, style: str, part: Span, value: str | None = None) -> Span:
        if style == "json":
            from ce_lint.document.json.escapes import inside

            return inside(raw, part.start, part.end)
        if style == "bare":
            return part
        from ce_lint.document.yaml.scalars import inside as inside_yaml

        return inside_yaml(raw, style, part.start, part.end, value)

    def rewritten(self, raw: str, style: str, value: str, edits: Sequence[Edit]) -> tuple[Edit, ...] | None:
        from ce_lint.document.rewrite import rewritten

        return rewritten(raw, style, value, edits)


def read_careful(text: str) -> ParsedText:
    """A JSON text with its places and mistakes."""
    from ce_lint.document.json.parser import read_json

    return read_json(text)
