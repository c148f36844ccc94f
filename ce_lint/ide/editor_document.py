"""One version of a text that an editor shows, and what is known of it; every part is made when it is asked for."""

from __future__ import annotations

from functools import cached_property
from typing import Literal

from ce_lint.checks.events import read_minutes
from ce_lint.document.document import Document
from ce_lint.document.lines import Lines
from ce_lint.document.read import SUFFIXES, ParsedFile, read
from ce_lint.document.source import SourceText
from ce_lint.ide.embedded import Host
from ce_lint.ide.json_cursor import Scanner
from ce_lint.ide.yaml_cursor import Blocks, part_of, scanner_of
from ce_lint.polling import DEFAULT_MINUTES, INTERVAL_KEY


class Page:
    """A text under its name. The caller keeps one for each version of a text."""

    def __init__(self, name: str, text: str) -> None:
        self.name = name
        self.text = text
        self.host = Host(text)
        self._scanners: dict[tuple[int, int], Scanner | Blocks] = {}

    @cached_property
    def format(self) -> Literal["json", "yaml"]:
        """By the name; where that says nothing, by the first character."""
        suffix = self.name[self.name.rfind(".") :].lower() if "." in self.name else ""
        return SUFFIXES.get(suffix) or ("json" if self.text.lstrip("\ufeff \t\r\n")[:1] in ("{", "[") else "yaml")

    @cached_property
    def reading(self) -> ParsedFile:
        """What the readers make of it."""
        return read(self.name if "." in self.name else f"text.{self.format}", self._data)

    @property
    def _data(self) -> bytes:
        return self.text.encode("utf-8", "surrogatepass")

    @property
    def documents(self) -> list[Document]:
        return self.reading.documents

    @cached_property
    def source(self) -> SourceText | None:
        """The text with its places; None where nothing was read, or where the reader saw another text than this."""
        source = self.reading.source
        return source if source is not None and source.text == self.text else None

    @cached_property
    def lines(self) -> Lines:
        return Lines(self.text)

    def scanner(self, offset: int) -> Scanner | Blocks:
        """What tells where a cursor stands; of a stream of YAML, in the document that the offset is in."""
        part = (0, len(self.text)) if self.format == "json" else part_of(self.text, offset)
        if part not in self._scanners:
            self._scanners[part] = Scanner(self.text) if self.format == "json" else scanner_of(self.text, *part)
        return self._scanners[part]

    def document_at(self, offset: int) -> Document | None:
        """The document that an offset stands in, the innermost one of its value."""
        if self.source is None:
            return None
        found = None
        for document in self.documents:
            node = document.node
            if node is not None and node.start <= offset <= max(node.end, node.start):
                found = document
        return found or (self.documents[0] if len(self.documents) == 1 and not self.documents[0].base else None)

    def interval(self, document: Document) -> int:
        """The minutes between two polls of a document."""
        value = document.settings.get(INTERVAL_KEY)
        found = read_minutes(value) if value is not None else None
        return min(found, 10**8) if found is not None and found > 0 else DEFAULT_MINUTES
