"""The texts that are open in the editor, as their changes come in."""

from __future__ import annotations

from collections.abc import Sequence
from urllib.parse import unquote, urlsplit

from lsprotocol import types
from pygls.uris import to_fs_path

from ce_lint.assist.page import Page
from ce_lint.document.lines import Lines
from ce_lint.document.node import Span
from ce_lint.lsp.positions import Encoding, offset, position

_SUFFIXES = {"json": ".json", "jsonc": ".json", "jsonl": ".jsonl", "yaml": ".yaml"}


class OpenDocument:
    """One version of a text; a change makes the next one. Offsets are code points."""

    __slots__ = ("_lines", "_page", "encoding", "name", "text", "uri", "version")

    def __init__(self, uri: str, name: str, text: str, version: int, encoding: Encoding) -> None:
        self.uri = uri
        self.name = name
        self.text = text
        self.version = version
        self.encoding: Encoding = encoding
        self._lines: Lines | None = None
        self._page: Page | None = None

    @property
    def lines(self) -> Lines:
        if self._lines is None:
            self._lines = Lines(self.text)
        return self._lines

    @property
    def page(self) -> Page:
        """What is known of this version beside its findings."""
        if self._page is None:
            self._page = Page(self.name, self.text)
        return self._page

    def changed(self, changes: Sequence[types.TextDocumentContentChangeEvent], version: int) -> OpenDocument:
        """The next version, after the changes in their order."""
        now = self
        for change in changes:
            text = change.text
            if isinstance(change, types.TextDocumentContentChangePartial):
                span = now.span(change.range)
                text = now.text[: span.start] + change.text + now.text[span.end :]
            now = OpenDocument(self.uri, self.name, text, version, self.encoding)
        return now

    def offset(self, place: types.Position) -> int:
        """The offset of a position."""
        return offset(self.lines, place.line, place.character, self.encoding)

    def span(self, range_: types.Range) -> Span:
        """The span of a range; an end before its start is the start."""
        start = self.offset(range_.start)
        return Span(start, max(start, self.offset(range_.end)))

    def position(self, place: int) -> types.Position:
        """The position of an offset."""
        return types.Position(*position(self.lines, place, self.encoding))

    def range(self, span: Span) -> types.Range:
        """The range of a span."""
        return types.Range(self.position(span.start), self.position(span.end))


def name_of(uri: str, language: str = "") -> str:
    """The path of a document; for one that was never saved, a name whose ending says its language."""
    if urlsplit(uri).scheme == "file":
        path = to_fs_path(uri)
        if path:
            return path
    name = unquote(urlsplit(uri).path).rpartition("/")[2] or "untitled"
    suffix = _SUFFIXES.get(language, "")
    return name if name.endswith(suffix) else name + suffix
