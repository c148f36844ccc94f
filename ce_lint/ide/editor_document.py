"""One version of a text that is open in an editor; whatever is derived from it is made when it is first asked for."""

from __future__ import annotations

from functools import cached_property
from typing import Literal

from ce_lint.document.document import Document
from ce_lint.document.read import SUFFIXES, ParsedFile, read
from ce_lint.document.source import SourceText
from ce_lint.ide.embedded import EmbeddedText
from ce_lint.ide.json_cursor import BracketScanner
from ce_lint.ide.yaml_cursor import BlockScanner, find_document_bounds, make_scanner


class EditorDocument:
    """A text and its file name; keep one for each version of the text. Offsets are code points.

    ``parsed`` is the file as it was parsed for the diagnostics of the same version, if it was: it is used in place of
    parsing the text again.
    """

    def __init__(self, name: str, text: str, parsed: ParsedFile | None = None) -> None:
        self.name = name
        self.text = text
        self.file_text = EmbeddedText(text)
        self._parsed = parsed
        self._scanners: dict[tuple[int, int], BracketScanner | BlockScanner] = {}

    @cached_property
    def format(self) -> Literal["json", "yaml"]:
        """The format, by the file name; where that does not tell, by the first character."""
        suffix = self.name[self.name.rfind(".") :].lower() if "." in self.name else ""
        return SUFFIXES.get(suffix) or ("json" if self.text.lstrip("\ufeff \t\r\n")[:1] in ("{", "[") else "yaml")

    @cached_property
    def parsed(self) -> ParsedFile:
        """The parsed file.

        Parsed here if it was not parsed before, or if the linter could not tell its format from the file name.
        """
        given = self._parsed
        if given is not None and given.source is not None and all(one.kind != "text" for one in given.documents):
            return given
        name = self.name if "." in self.name else f"text.{self.format}"
        return read(name, self.text.encode("utf-8", "replace"))

    @cached_property
    def source(self) -> SourceText | None:
        """The text with the spans of its values; None if nothing was parsed, or a text that differs from this one.

        It differs where half of a surrogate pair is in the text, which no file can hold.
        """
        source = self.parsed.source
        return source if source is not None and source.text == self.text else None

    def find_scanner(self, offset: int) -> BracketScanner | BlockScanner:
        """The scanner that finds places at ``offset``: of the whole text, or of one document of a YAML stream."""
        bounds = (0, len(self.text)) if self.format == "json" else find_document_bounds(self.text, offset)
        if bounds not in self._scanners:
            is_json = self.format == "json"
            self._scanners[bounds] = BracketScanner(self.text) if is_json else make_scanner(self.text, *bounds)
        return self._scanners[bounds]

    def find_document(self, offset: int) -> Document | None:
        """The innermost document whose value is at ``offset``; None where there is none, or nothing was parsed."""
        if self.source is None:
            return None
        documents = self.parsed.documents
        found = None
        for document in documents:
            node = document.node
            if node is not None and node.start <= offset <= max(node.end, node.start):
                found = document
        return found or (documents[0] if len(documents) == 1 and not documents[0].base else None)
