"""The parser events of ruamel.yaml, from its C parser or from its pure Python one: the only module that knows ruamel.

Both parsers give the same events here. Where they would not, only the pure one is asked, and its scanner is patched: it
follows YAML 1.1 in tabs, anchors and blank lines, and no option makes it follow 1.2.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from importlib import import_module
from typing import Any

from ruamel.yaml.docinfo import DocInfo
from ruamel.yaml.error import YAMLError
from ruamel.yaml.events import (
    AliasEvent,
    DocumentEndEvent,
    DocumentStartEvent,
    MappingEndEvent,
    MappingStartEvent,
    ScalarEvent,
    SequenceEndEvent,
    SequenceStartEvent,
    StreamEndEvent,
    StreamStartEvent,
)
from ruamel.yaml.parser import Parser
from ruamel.yaml.reader import Reader
from ruamel.yaml.scanner import Scanner, ScannerError

from ce_lint.util.lazy_pattern import lazy_pattern

try:
    _C: Any = import_module("_ruamel_yaml")  # it has no stubs
except ImportError:  # no wheel for this platform
    _C = None

__all__ = [
    "AliasEvent",
    "DocumentEndEvent",
    "DocumentStartEvent",
    "MappingEndEvent",
    "MappingStartEvent",
    "ScalarEvent",
    "SequenceEndEvent",
    "SequenceStartEvent",
    "StreamEndEvent",
    "StreamStartEvent",
    "YAMLError",
    "c_events",
    "pure_events",
]

NextEvent = Callable[[], Any]

_BREAKS = "\r\n"
_LONGEST_SIMPLE_KEY = 1024
_LINE_ENDS = "\r\n\0"
_ANCHOR = lazy_pattern(r"[A-Za-z0-9_-]+(?=[\s\0?:,\]}%@`])|[^\s\0,\[\]{}]+")
_ODD_TAG = lazy_pattern(r"!(?<![^\s\[{,]!)(?:[^\s!]+!|![^\s!]*!)")
_ROOT_BLOCK = re.compile(r"(?>(?:[ \r\n]|#[^\r\n]*|%[^\r\n]*|---|[&!][^\s]*)*)[|>]")


class _PureParser(Reader, Scanner, Parser):
    """ruamel's Python parser without its loader; the methods without an underscore replace private ones of ruamel."""

    processing_version = (1, 2)

    def __init__(self, text: str) -> None:
        self.comment_handling = None
        self.doc_infos = [DocInfo()]
        self._resolver = self
        Reader.__init__(self, text, loader=self)
        Scanner.__init__(self, loader=self)
        Parser.__init__(self, loader=self)

    def scan_to_next_token(self) -> None:
        peek, forward = self.peek, self.forward
        while True:
            while peek() == " " or (peek() == "\t" and self._is_tab_space()):
                forward()
            if peek() == "#":
                while peek() not in _LINE_ENDS:
                    forward()
            if not self.scan_line_break():
                return
            if not self.flow_level:
                self.allow_simple_key = True

    def stale_possible_simple_keys(self) -> None:
        keys = self.possible_simple_keys  # of each open flow level, outermost first: the oldest come first
        while keys:
            level, key = next(iter(keys.items()))
            if key.line == self.line and self.index - key.index <= _LONGEST_SIMPLE_KEY:
                return
            if key.required:
                problem = "could not find expected ':'"
                raise ScannerError("while scanning a simple key", key.mark, problem, self.get_mark())
            del keys[level]

    def next_possible_simple_key(self) -> Any:
        return next((key.token_number for key in self.possible_simple_keys.values()), None)

    def scan_plain_spaces(self, indent: int, start_mark: Any) -> list[str] | None:
        spaces = self._take_spaces()
        if self.peek() not in _BREAKS:
            return [spaces] if spaces else []
        self.scan_line_break()
        self.allow_simple_key = True
        breaks: list[str] = []
        while not (self.check_document_start() or self.check_document_end()):
            if self.peek() in _BREAKS:
                breaks.append(self.scan_line_break())
            elif self.peek() == " " or (self.peek() == "\t" and (self.column >= indent or self._is_rest_blank())):
                self.forward()
            else:
                return breaks or [" "]
        return None

    def scan_anchor(self, TokenClass: Any) -> Any:  # noqa: N803
        start = self.get_mark()
        self.forward()
        found = _ANCHOR.match(self.buffer, self.pointer)
        if found is None:
            raise ScannerError(None, start, "no anchor name", self.get_mark())
        self.forward(len(found[0]))
        return TokenClass(found[0], start, self.get_mark())

    def scan_block_scalar_indentation(self) -> tuple[list[str], int, Any]:
        breaks: list[str] = []
        deepest, end = 0, self.get_mark()
        while self.peek() in " \r\n":
            if self.peek() == " ":
                self.forward()
                deepest = max(deepest, self.column)
            else:
                breaks.append(self.scan_line_break())
                end = self.get_mark()
        return breaks, deepest, end

    def _take_spaces(self) -> str:
        """Skip and return the spaces and tabs at the pointer."""
        length = 0
        while self.peek(length) in " \t":
            length += 1
        spaces: str = self.prefix(length)
        self.forward(length)
        return spaces

    def _is_tab_space(self) -> bool:
        """Whether a tab is whitespace between tokens; it is not where the indentation of a line is read."""
        return bool(self.flow_level) or not self.allow_simple_key or self._is_rest_blank()

    def _is_rest_blank(self) -> bool:
        """Whether only whitespace or a comment follows on the line."""
        length = 0
        while self.peek(length) in " \t":
            length += 1
        return self.peek(length) in _LINE_ENDS + "#"


def c_events(text: str) -> NextEvent | None:
    """The function that returns the next event of the C parser; it raises YAMLError where the text is not valid.

    None if the C parser is not installed, or would read the text differently.
    """
    if _C is None or "\t" in text or _ROOT_BLOCK.match(text) or ("!" in text and _ODD_TAG.search(text)):
        return None
    next_event: NextEvent = _C.CParser(text).get_event
    return next_event


def pure_events(text: str) -> NextEvent:
    """The function that returns the next event of the pure Python parser; it raises YAMLError, with a position."""
    parser = _PureParser(text)

    def next_event() -> Any:
        try:
            return parser.get_event()
        except YAMLError:
            raise
        except Exception as error:  # ruamel lets ValueError and its like through, as for "\\UFFFFFFFF"
            raise ScannerError(None, None, "unreadable", parser.get_mark()) from error

    return next_event
