"""What the parser stumbled over, told as the mistake that a person made.

ruamel's messages name tokens and quote the text; here they only choose between causes, and the text around the
place decides.
"""

from __future__ import annotations

import re
from typing import Any

from ce_lint.document.node import Problem, Span
from ce_lint.readers.yaml_problems import invalid

_FIRST_OF_VALUE = re.compile(r"(?m)(?:^|[:\-?,\[{])[ \t]*(\{\{|\{%|[%*@`])")
_KEY_WITHOUT_BLANK = re.compile(r"[^\s:#'\"\[{][^\s:]*:(?=[^\s:/])")
_KEY = re.compile(r":[ \t]")
_ESCAPE = re.compile(r"\\[xuU]\Z")
_LINE_END = re.compile(r"[\r\n]")
_DIRECTIVE = re.compile(r"%(?<![^\r\n]%)")
_LONGEST_KEY = 1_024


class Scene:
    """The text around an error: the piece ``start`` to ``end`` of the text was read, and broke at ``place``."""

    def __init__(self, text: str, start: int, end: int, error: Exception, bracket: int | None) -> None:
        self.text = text
        self.bracket = bracket
        self.start, self.end = start, end
        marked: Any = error
        context = getattr(marked, "context_mark", None)
        mark = getattr(marked, "problem_mark", None) or context
        self.said = f"{getattr(marked, 'context', '')} | {getattr(marked, 'problem', '')}"
        self.context = start + context.index if context is not None else None
        place = start + mark.index if mark is not None else start
        self.at_end = not text[place:end].strip()
        self.place = self._content_before(place) if self.at_end else place

    def _content_before(self, place: int) -> int:
        return max(self.start + len(self.text[self.start : place].rstrip()) - 1, self.start)

    @property
    def char(self) -> str:
        return self.text[self.place : self.place + 1]

    def line_start(self, place: int) -> int:
        return max(self.text.rfind("\n", 0, place), self.text.rfind("\r", 0, place)) + 1

    def line(self, place: int) -> Span:
        """The line around a place, without the blanks at its ends."""
        start = self.line_start(place)
        found = _LINE_END.search(self.text, start)
        line = self.text[start : found.start() if found is not None else None]
        return Span(start + len(line) - len(line.lstrip()), start + len(line.rstrip()))


def syntax_problem(text: str, start: int, end: int, error: Exception, bracket: int | None) -> Problem:
    """The one problem that ended the reading of ``text[start:end]``; ``bracket`` is the innermost open one."""
    scene = Scene(text, start, end, error, bracket)
    cause, span = _cause(scene)
    return invalid(cause, span)


def _cause(scene: Scene) -> tuple[str, Span]:
    return _unquoted(scene) or _scanned(scene) or _parsed(scene)


def _unquoted(scene: Scene) -> tuple[str, Span] | None:
    """A value whose first character means something else, on the line where the parser gave up."""
    line = scene.line(scene.place)
    if "quoted scalar" in scene.said:
        return None
    for found in _FIRST_OF_VALUE.finditer(scene.text, scene.line_start(line.start), line.end):
        at, first = found.start(1), found[1]
        if at > scene.place:
            return None
        if first == "{{":
            return "unquoted-braces", Span(at, _after(scene.text, "}}", at, line.end))
        if first == "{%":
            return "unquoted-template", Span(at, _after(scene.text, "%}", at, line.end))
        if at == scene.place and first in "%@`":
            return "unquoted-start", Span(at, at + 1)
        if first == "*" and scene.place - at <= 1:
            return "unquoted-asterisk", Span(at, at + 1)
    return None


def _after(text: str, closing: str, start: int, end: int) -> int:
    found = text.find(closing, start, end)
    return found + len(closing) if found >= 0 else start + len(closing)


def _scanned(scene: Scene) -> tuple[str, Span] | None:
    """What the scanner refused: characters and the shape of lines."""
    said, one = scene.said, Span(scene.place, scene.place + 1)
    opened = Span(scene.context, scene.context + 1) if scene.context is not None else one
    if "cannot start any token" in said:
        return ("tab-indentation" if scene.char == "\t" else "unquoted-start"), one
    if said == " | unreadable" or "None | unreadable" in said:
        found = _ESCAPE.search(scene.text, scene.line_start(scene.place), scene.place)
        return ("bad-escape", Span(*found.span())) if found is not None else None
    if "could not find expected ':'" in said:
        return _no_colon(scene, opened.start)
    if "mapping values are not allowed" in said:
        return _second_colon(scene)
    if "sequence entries are not allowed" in said:
        return "list-on-key-line", one
    if "quoted scalar" in said:
        return ("unclosed-quote", opened) if "end of stream" in said else ("bad-escape", Span(one.start - 1, one.end))
    if "anchor name" in said:
        return ("unquoted-asterisk" if scene.text[opened.start] == "*" else "unquoted-ampersand"), opened
    if "a directive" in said:
        return "bad-directive", one
    if "a block scalar" in said:
        return "bad-block-header", one
    return ("bad-tag", opened) if " tag" in said or "an tag" in said else None


def _no_colon(scene: Scene, key: int) -> tuple[str, Span]:
    line = scene.line(key)
    found = _KEY_WITHOUT_BLANK.match(scene.text, key, line.end)
    if found is not None:
        return "missing-blank", Span(found.end() - 1, found.end())
    return "missing-colon", Span(key, max(line.end, key + 1))


def _second_colon(scene: Scene) -> tuple[str, Span]:
    line = scene.line(scene.place)
    if scene.place - line.start > _LONGEST_KEY:
        return "long-key", Span(line.start, scene.place)
    if _KEY.search(scene.text, line.start, scene.place):
        return "unquoted-colon", Span(scene.place, scene.place + 1)
    return "bad-indentation", Span(line.start, max(scene.place, line.start + 1))


def _outside(scene: Scene, bracket: int) -> bool:
    """Whether the line of the error is one that was meant to follow what the bracket encloses."""
    line, opening = scene.line(scene.place).start, scene.line(bracket).start
    depth, limit = line - scene.line_start(line), opening - scene.line_start(opening)
    return line > bracket and depth <= limit and scene.text[line] not in "]}\"'"


def _parsed(scene: Scene) -> tuple[str, Span]:
    """What the parser refused: characters that were fine by themselves in an order that is not."""
    one = Span(scene.place, scene.place + 1)
    if scene.bracket is not None and (scene.at_end or _outside(scene, scene.bracket)):
        return "unclosed-bracket", Span(scene.bracket, scene.bracket + 1)
    if scene.char in "]}":
        return "unexpected-bracket", one
    if scene.char == "," and "node content" in scene.said:
        return "unexpected-comma", one
    if scene.bracket is not None:
        key = scene.line(scene.place).start if scene.char == ":" else scene.place
        return "missing-comma", Span(key, max(scene.place, key + 1))
    before = scene.text[scene.line_start(scene.place) : scene.place].rstrip(" \t")
    if before[-1:] in ("'", '"'):
        return "text-after-quote", one
    if before[-1:] in ("]", "}"):
        return "text-after-bracket", one
    if not before and "block" in scene.said:
        line = scene.line(scene.place)
        return "bad-indentation", Span(line.start, max(line.end, line.start + 1))
    directive = _DIRECTIVE.search(scene.text, scene.start, scene.place + 1)
    if directive is not None and "document start" in scene.said:
        return "bad-directive", scene.line(directive.start())
    return ("text-after-value" if "document start" in scene.said else "bad-syntax"), one
