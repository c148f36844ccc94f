"""The texts that are open in the editor, and what their URIs say."""

from __future__ import annotations

import os
import re
from collections.abc import Sequence
from typing import TYPE_CHECKING, Any
from urllib.parse import unquote, urlsplit

from ce_lint.document.lines import Lines
from ce_lint.document.nodes import Span
from ce_lint.lsp.positions import Positions, count_units
from ce_lint.lsp.protocol import ContentChange, Position, PositionEncoding, Range

if TYPE_CHECKING:
    from ce_lint.ide.editor_document import EditorDocument

LONG_TEXT = 64 * 1024
"""Texts with more code points are worked on in the background."""
_SUFFIXES = {"json": ".json", "jsonc": ".json", "jsonl": ".jsonl", "yaml": ".yaml"}
_BYTE_ORDER_MARK = "\ufeff"
_DRIVE = re.compile(r"/[A-Za-z]:")


class OpenDocument:
    """One version of an open text, which never changes: a change makes the next version. Offsets are code points.

    ``text`` never starts with a byte order mark. Some clients send one and count it; ``mark_width`` is its width then,
    in the units of ``encoding``, and 0 otherwise. ``name`` is the path under which the text is linted.
    """

    __slots__ = ("_lines", "_page", "_positions", "encoding", "mark_width", "name", "text", "uri", "version")

    def __init__(self, uri: str, name: str, text: str, version: int, encoding: PositionEncoding) -> None:
        self.uri = uri
        self.name = name
        self.text = text.removeprefix(_BYTE_ORDER_MARK)
        self.mark_width = count_units(_BYTE_ORDER_MARK, encoding) if text.startswith(_BYTE_ORDER_MARK) else 0
        self.version = version
        self.encoding: PositionEncoding = encoding
        self._lines: Lines | None = None
        self._page: EditorDocument | None = None
        self._positions: Positions | None = None

    @property
    def data(self) -> bytes:
        """The text as the bytes of a file; a lone surrogate, which no file can hold, becomes a question mark."""
        return self.text.encode("utf-8", "replace")

    @property
    def is_long(self) -> bool:
        return len(self.text) > LONG_TEXT

    @property
    def lines(self) -> Lines:
        if self._lines is None:
            self._lines = Lines(self.text)
        return self._lines

    @property
    def page(self) -> EditorDocument:
        """What the editor features need of this version."""
        if self._page is None:
            from ce_lint.ide.editor_document import EditorDocument

            self._page = EditorDocument(self.name, self.text)
        return self._page

    @property
    def positions(self) -> Positions:
        if self._positions is None:
            self._positions = Positions(self.lines, self.encoding)
        return self._positions

    def with_text(self, text: str, version: int) -> OpenDocument:
        """The same document with another text."""
        return OpenDocument(self.uri, self.name, text, version, self.encoding)

    def apply_changes(self, changes: Sequence[ContentChange], version: int) -> OpenDocument:
        """The next version: each change applies to the text that the one before it made."""
        document = self
        for change in changes:
            text = change.text if change.range is None else document._replace_range(change.range, change.text)
            document = self.with_text(text, version)
        return document

    def _replace_range(self, range_: Range, text: str) -> str:
        """The text with a range of it replaced. The range may include the byte order mark."""
        if not self.mark_width:
            span = self.span_of(range_)
            return self.text[: span.start] + text + self.text[span.end :]
        whole = _BYTE_ORDER_MARK + self.text
        positions = Positions(Lines(whole), self.encoding)
        start, end = (positions.offset(at["line"], at["character"]) for at in (range_["start"], range_["end"]))
        return whole[:start] + text + whole[max(start, end) :]

    def offset_of(self, position: Position) -> int:
        line, character = position["line"], position["character"]
        return self.positions.offset(line, character - (0 if line else self.mark_width))

    def span_of(self, range_: Range) -> Span:
        """The span of a range; empty if the range ends before it starts."""
        start = self.offset_of(range_["start"])
        return Span(start, max(start, self.offset_of(range_["end"])))

    def position_of(self, offset: int) -> Position:
        line, character = self.positions.position(offset)
        return {"line": line, "character": character + (0 if line else self.mark_width)}

    def range_of(self, span: Span) -> Range:
        return {"start": self.position_of(span.start), "end": self.position_of(span.end)}


def path_of(uri: str, language: str = "", folder: str = "") -> str:
    """The path of a document. One that was never saved is in ``folder``, with the suffix of its language."""
    scheme, host, path = _split_uri(uri)
    if scheme == "file" and path:
        return _local_path(host, path)
    name = path.rpartition("/")[2] or "untitled"
    suffix = _SUFFIXES.get(language, "")
    return os.path.join(folder, name if name.endswith(suffix) else name + suffix)


def find_root_folder(params: Any) -> str:
    """The folder that the editor shows, by the params of ``initialize``, or its first one; empty if it shows none."""
    if not isinstance(params, dict):
        return ""
    root, path, folders = (params.get(name) for name in ("rootUri", "rootPath", "workspaceFolders"))
    if root is None and isinstance(path, str) and os.path.isabs(path) and "\0" not in path:
        return path
    first = folders[0] if isinstance(folders, list) and folders else None
    for uri in (root, first.get("uri") if isinstance(first, dict) else None):
        if isinstance(uri, str) and is_file_uri(uri):
            return path_of(uri)
    return ""


def is_file_uri(uri: str) -> bool:
    return _split_uri(uri)[0] == "file"


def _split_uri(uri: str) -> tuple[str, str, str]:
    """Scheme, host and path of a URI; all empty for a string that is none. No path holds a NUL."""
    try:
        found = urlsplit(uri)
    except ValueError:
        return "", "", ""
    path = unquote(found.path)
    return ("" if "\0" in path else found.scheme), found.netloc, path.replace("\0", "")


def _local_path(host: str, path: str) -> str:
    """The path on this machine; ``file://host/share`` and ``file:///C:/folder`` are paths of Windows."""
    if host and host != "localhost":
        path = f"//{host}{path}"
    if os.name != "nt":
        return path
    return path[1:].replace("/", "\\") if _DRIVE.match(path) else path.replace("/", "\\")
