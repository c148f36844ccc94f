"""The texts that are open in the editor, as their changes come in."""

from __future__ import annotations

import os
import re
from collections.abc import Sequence
from urllib.parse import unquote, urlsplit

from lsprotocol import types

from ce_lint.document.lines import Lines
from ce_lint.document.nodes import Span
from ce_lint.ide.editor_document import Page
from ce_lint.lsp.positions import Encoding, Positions, units

_SUFFIXES = {"json": ".json", "jsonc": ".json", "jsonl": ".jsonl", "yaml": ".yaml"}
_MARK = "\ufeff"
_DRIVE = re.compile(r"/[A-Za-z]:")


class OpenDocument:
    """One version of a text; a change makes the next one. Offsets are code points.

    Some clients send the byte order mark too. No part of the linter sees it, and only the client's positions count it.
    """

    __slots__ = ("_lines", "_page", "_positions", "encoding", "name", "text", "uri", "version", "width")

    def __init__(self, uri: str, name: str, text: str, version: int, encoding: Encoding) -> None:
        self.uri = uri
        self.name = name
        self.text = text.removeprefix(_MARK)
        self.width = units(_MARK, encoding) if text.startswith(_MARK) else 0
        self.version = version
        self.encoding: Encoding = encoding
        self._lines: Lines | None = None
        self._page: Page | None = None
        self._positions: Positions | None = None

    @property
    def data(self) -> bytes:
        """The text as the bytes of a file; half of a surrogate pair, which none can hold, is a question mark."""
        return self.text.encode("utf-8", "replace")

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

    @property
    def _places(self) -> Positions:
        if self._positions is None:
            self._positions = Positions(self.lines, self.encoding)
        return self._positions

    def with_text(self, text: str, version: int) -> OpenDocument:
        """Another version."""
        return OpenDocument(self.uri, self.name, text, version, self.encoding)

    def changed(self, changes: Sequence[types.TextDocumentContentChangeEvent], version: int) -> OpenDocument:
        """The next version, after the changes in their order."""
        now = self
        for change in changes:
            text = change.text
            if isinstance(change, types.TextDocumentContentChangePartial):
                text = now._spliced(change.range, change.text)
            now = self.with_text(text, version)
        return now

    def _spliced(self, range_: types.Range, text: str) -> str:
        """The text with another one in place of a range, which may take the byte order mark with it."""
        if not self.width:
            span = self.span(range_)
            return self.text[: span.start] + text + self.text[span.end :]
        whole = _MARK + self.text
        places = Positions(Lines(whole), self.encoding)
        start = places.offset(range_.start.line, range_.start.character)
        return whole[:start] + text + whole[max(start, places.offset(range_.end.line, range_.end.character)) :]

    def offset(self, place: types.Position) -> int:
        """The offset of a position."""
        return self._places.offset(place.line, place.character - (0 if place.line else self.width))

    def span(self, range_: types.Range) -> Span:
        """The span of a range; an end before its start is the start."""
        start = self.offset(range_.start)
        return Span(start, max(start, self.offset(range_.end)))

    def position(self, place: int) -> types.Position:
        """The position of an offset."""
        line, character = self._places.position(place)
        return types.Position(line, character + (0 if line else self.width))

    def range(self, span: Span) -> types.Range:
        """The range of a span."""
        return types.Range(self.position(span.start), self.position(span.end))


def name_of(uri: str, language: str = "", folder: str = "") -> str:
    """The path of a document; for one that was never saved, one in a folder whose ending says its language."""
    scheme, host, path = _parts(uri)
    if scheme == "file" and path:
        return _local(host, path)
    name = path.rpartition("/")[2] or "untitled"
    suffix = _SUFFIXES.get(language, "")
    return os.path.join(folder, name if name.endswith(suffix) else name + suffix)


def is_file(uri: str) -> bool:
    """Whether a document stands on the disk, or could."""
    return _parts(uri)[0] == "file"


def _parts(uri: str) -> tuple[str, str, str]:
    """Scheme, host and path of a URI, or of what is none; no path holds a NUL."""
    try:
        found = urlsplit(uri)
    except ValueError:
        return "", "", ""
    path = unquote(found.path)
    return ("" if "\0" in path else found.scheme), found.netloc, path.replace("\0", "")


def _local(host: str, path: str) -> str:
    """The path of this machine: ``file://host/share`` and ``file:///C:/folder`` are Windows' own."""
    if host and host != "localhost":
        path = f"//{host}{path}"
    if os.name != "nt":
        return path
    return path[1:].replace("/", "\\") if _DRIVE.match(path) else path.replace("/", "\\")
