"""The problems of a YAML text: message and help of each cause. They quote nothing of the text but key names."""

from __future__ import annotations

from typing import Any

from ce_lint.document.names import may_be_named
from ce_lint.document.nodes import Span, SyntaxProblem
from ce_lint.util.lazy_pattern import lazy_pattern

_QUOTE = 'Put the whole value in quotes: "…".'

_WORDS = {
    "unquoted-braces": (
        "A value that begins with `{{` must be quoted",
        _QUOTE,
    ),
    "unquoted-template": (
        "A template statement is not valid YAML",
        "Render the template first, or quote the value.",
    ),
    "unquoted-start": (
        "A value that begins with this character must be quoted",
        _QUOTE,
    ),
    "unquoted-asterisk": (
        "A value that begins with `*` must be quoted, unless it is an alias",
        _QUOTE,
    ),
    "unquoted-ampersand": (
        "A value that begins with `&` must be quoted, unless it defines an anchor",
        _QUOTE,
    ),
    "unquoted-colon": (
        "A value that contains a colon followed by a space must be quoted",
        _QUOTE,
    ),
    "text-after-quote": (
        "Unexpected text after the closing quote of the value",
        "Put the whole value in one pair of quotes.",
    ),
    "text-after-bracket": (
        "Unexpected text after the closing bracket of the value",
        _QUOTE,
    ),
    "text-after-value": (
        "Unexpected text after the value of the document",
        "Indent the text, or begin it with a key.",
    ),
    "tab-indentation": (
        "Indentation cannot contain a tab",
        "Indent with spaces.",
    ),
    "bad-indentation": (
        "The indentation of this line does not match any line above",
        "Align the line with the keys that it belongs to.",
    ),
    "missing-space": (
        "A space is missing after the colon of this key",
        "Add a space after the colon.",
    ),
    "missing-colon": (
        "A colon is missing in this line",
        'Write "key: value", or indent the line if it belongs to the value above.',
    ),
    "list-on-key-line": (
        "A list cannot begin on the line of its key",
        "Begin the list on a new line, or write [a, b].",
    ),
    "unclosed-quote": (
        "This quote is not closed",
        "Add the closing quote where the string ends.",
    ),
    "bad-escape": (
        "This is not a valid escape sequence in double quotes",
        r"Write \\ for a backslash, or use single quotes.",
    ),
    "unclosed-bracket": (
        "This bracket is not closed",
        "Add the closing bracket.",
    ),
    "unexpected-bracket": (
        "This closing bracket has no opening bracket",
        "Remove it, or quote the value.",
    ),
    "missing-comma": (
        "A comma is missing between the values in brackets",
        "Add a comma, or quote the value.",
    ),
    "unexpected-comma": (
        "Unexpected comma: no value precedes it",
        "Remove the comma, or add the missing value.",
    ),
    "bad-block-header": (
        "Unexpected text after `|` or `>`",
        "Begin the text on the next line.",
    ),
    "bad-tag": (
        "This tag is not valid, or its handle is not declared",
        "Quote the value if it is a string.",
    ),
    "bad-directive": (
        "This is not a valid YAML directive",
        "Remove the line, or quote the value.",
    ),
    "bad-syntax": (
        "The text from here on is not valid YAML",
        "Check the quotes, brackets and indentation on this line and on the line before it.",
    ),
    "long-key": (
        "A key cannot be longer than 1,024 characters",
        "Quote the value if it is a string.",
    ),
    "complex-key": (
        "A list or a mapping cannot be a key here",
        "Use a string as the key.",
    ),
    "too-deep": (
        "The nesting is deeper than 1,000 levels",
        "Reduce the nesting.",
    ),
    "alias-bomb": (
        "The aliases expand to more than 100,000 values",
        "Use fewer aliases.",
    ),
    "unknown-alias": (
        "The anchor of this alias is not defined",
        "Define the anchor before the alias, or quote the value if it is a string.",
    ),
    "recursive-alias": (
        "This alias refers to the anchor that contains it",
        "Move the alias out of its anchor.",
    ),
    "special-character": (
        "This character is not allowed in YAML",
        r'Remove it, or write it as an escape such as "\x07" in double quotes.',
    ),
}
"""By cause: the message and the help."""


_KEEPING_STRINGS = frozenset({"missing-comma", "bad-escape", "too-deep"})
"""Causes with which every string is still read to its end."""
_LOCAL = frozenset({"missing-comma", "bad-escape"})
"""Causes that say nothing about the kind of the document."""


def create_problem(cause: str, span: Span) -> SyntaxProblem:
    message, help = _WORDS[cause]
    return SyntaxProblem(
        "invalid-yaml", cause, span, message, help,
        may_cut_strings=cause not in _KEEPING_STRINGS, is_unfinished=True, is_local=cause in _LOCAL,
    )  # fmt: skip


def create_duplicate_key(key: str, span: Span, first: Span) -> SyntaxProblem:
    name = f"`{key}`" if may_be_named(key) else "This key"
    message = f"{name} occurs twice in this mapping; the last value is used"
    help = "Remove one of the two, or rename it."
    return SyntaxProblem("duplicate-key", "duplicate-key", span, message, help, first, is_local=True)


def create_complex_key(text: str, start: int) -> SyntaxProblem:
    """A collection where a key should be: most often the inner brace of an unquoted ``{{ placeholder }}``."""
    if not text.startswith("{{", start - 1):
        return create_problem("complex-key", Span(start, start + 1))
    end = text.find("}}", start)
    closed = end >= 0 and "\n" not in text[start:end]
    return create_problem("unquoted-braces", Span(start - 1, end + 2 if closed else start + 1))


def clip_span(problem: SyntaxProblem, length: int) -> SyntaxProblem:
    """The problem with a span of at least one character, within a text of this length."""
    start = min(max(problem.span.start, 0), max(length - 1, 0))
    end = min(max(problem.span.end, start + 1), length)
    return problem._replace(span=Span(start, end))


_FIRST_OF_VALUE = lazy_pattern(r"(?m)(?:^|[:\-?,\[{])[ \t]*(\{\{|\{%|[%*@`])")
_KEY_WITHOUT_SPACE = lazy_pattern(r"[^\s:#'\"\[{][^\s:]*:(?=[^\s:/])")
_KEY = lazy_pattern(r":[ \t]")
_ESCAPE = lazy_pattern(r"\\[xuU]\Z")
_LINE_END = lazy_pattern(r"[\r\n]")
_DIRECTIVE = lazy_pattern(r"%(?<![^\r\n]%)")
_LONGEST_KEY = 1_024


class _ErrorContext:
    """What is around an error of the parser, which read ``text[start:end]`` and gave up at ``place``.

    ``said`` is ruamel's message, ``opening`` where the construct begins that it is about, and ``bracket`` the innermost
    bracket that is open. ``at_end`` tells that only whitespace follows; then ``place`` is the last character before it.
    """

    def __init__(self, text: str, start: int, end: int, error: Exception, bracket: int | None) -> None:
        self.text = text
        self.bracket = bracket
        self.start, self.end = start, end
        marked: Any = error
        context = getattr(marked, "context_mark", None)
        mark = getattr(marked, "problem_mark", None) or context
        self.said = f"{getattr(marked, 'context', '')} | {getattr(marked, 'problem', '')}"
        self.opening = start + context.index if context is not None else None
        place = start + mark.index if mark is not None else start
        self.at_end = not text[place:end].strip()
        self.place = self._find_content_before(place) if self.at_end else place

    def _find_content_before(self, place: int) -> int:
        return max(self.start + len(self.text[self.start : place].rstrip()) - 1, self.start)

    @property
    def char(self) -> str:
        return self.text[self.place : self.place + 1]

    def line_start(self, place: int) -> int:
        return max(self.text.rfind("\n", 0, place), self.text.rfind("\r", 0, place)) + 1

    def line(self, place: int) -> Span:
        """The line around an offset, without the whitespace at its ends."""
        start = self.line_start(place)
        found = _LINE_END.search(self.text, start)
        line = self.text[start : found.start() if found is not None else None]
        return Span(start + len(line) - len(line.lstrip()), start + len(line.rstrip()))


def explain_error(text: str, start: int, end: int, error: Exception, bracket: int | None) -> SyntaxProblem:
    """The problem that ended the parsing of ``text[start:end]``; ``bracket`` is the innermost open one."""
    context = _ErrorContext(text, start, end, error, bracket)
    cause, span = _find_cause(context)
    return create_problem(cause, span)


def _find_cause(context: _ErrorContext) -> tuple[str, Span]:
    return _find_unquoted(context) or _explain_scanner(context) or _explain_parser(context)


def _find_unquoted(context: _ErrorContext) -> tuple[str, Span] | None:
    """A value whose first character means something else, on the line where the parser gave up."""
    line = context.line(context.place)
    if "quoted scalar" in context.said:
        return None
    for found in _FIRST_OF_VALUE.finditer(context.text, context.line_start(line.start), line.end):
        at, first = found.start(1), found[1]
        if at > context.place:
            return None
        if first == "{{":
            return "unquoted-braces", Span(at, _find_end(context.text, "}}", at, line.end))
        if first == "{%":
            return "unquoted-template", Span(at, _find_end(context.text, "%}", at, line.end))
        if at == context.place and first in "%@`":
            return "unquoted-start", Span(at, at + 1)
        if first == "*" and context.place - at <= 1:
            return "unquoted-asterisk", Span(at, at + 1)
    return None


def _find_end(text: str, closing: str, start: int, end: int) -> int:
    found = text.find(closing, start, end)
    return found + len(closing) if found >= 0 else start + len(closing)


def _explain_scanner(context: _ErrorContext) -> tuple[str, Span] | None:
    """Errors of the scanner: characters, and the shape of lines."""
    said, one = context.said, Span(context.place, context.place + 1)
    opened = Span(context.opening, context.opening + 1) if context.opening is not None else one
    if "cannot start any token" in said:
        return ("tab-indentation" if context.char == "\t" else "unquoted-start"), one
    if said == " | unreadable" or "None | unreadable" in said:
        found = _ESCAPE.search(context.text, context.line_start(context.place), context.place)
        return ("bad-escape", Span(*found.span())) if found is not None else None
    if "could not find expected ':'" in said:
        return _explain_missing_colon(context, opened.start)
    if "mapping values are not allowed" in said:
        return _explain_second_colon(context)
    if "sequence entries are not allowed" in said:
        return "list-on-key-line", one
    if "quoted scalar" in said:
        return ("unclosed-quote", opened) if "end of stream" in said else ("bad-escape", Span(one.start - 1, one.end))
    if "anchor name" in said:
        return ("unquoted-asterisk" if context.text[opened.start] == "*" else "unquoted-ampersand"), opened
    if "a directive" in said:
        return "bad-directive", one
    if "a block scalar" in said:
        return "bad-block-header", one
    return ("bad-tag", opened) if " tag" in said or "an tag" in said else None


def _explain_missing_colon(context: _ErrorContext, key: int) -> tuple[str, Span]:
    line = context.line(key)
    found = _KEY_WITHOUT_SPACE.match(context.text, key, line.end)
    if found is not None:
        return "missing-space", Span(found.end() - 1, found.end())
    return "missing-colon", Span(key, max(line.end, key + 1))


def _explain_second_colon(context: _ErrorContext) -> tuple[str, Span]:
    line = context.line(context.place)
    if context.place - line.start > _LONGEST_KEY:
        return "long-key", Span(line.start, context.place)
    if _KEY.search(context.text, line.start, context.place):
        return "unquoted-colon", Span(context.place, context.place + 1)
    return "bad-indentation", Span(line.start, max(context.place, line.start + 1))


def _is_after_brackets(context: _ErrorContext, bracket: int) -> bool:
    """Whether the line of the error was meant to follow what the bracket encloses."""
    line, opening = context.line(context.place).start, context.line(bracket).start
    depth, limit = line - context.line_start(line), opening - context.line_start(opening)
    return line > bracket and depth <= limit and context.text[line] not in "]}\"'"


def _explain_parser(context: _ErrorContext) -> tuple[str, Span]:
    """Errors of the parser: valid tokens in an order that is not valid."""
    one = Span(context.place, context.place + 1)
    if context.bracket is not None and (context.at_end or _is_after_brackets(context, context.bracket)):
        return "unclosed-bracket", Span(context.bracket, context.bracket + 1)
    if context.char in "]}":
        return "unexpected-bracket", one
    if context.char == "," and "node content" in context.said:
        return "unexpected-comma", one
    if context.bracket is not None:
        key = context.line(context.place).start if context.char == ":" else context.place
        return "missing-comma", Span(key, max(context.place, key + 1))
    before = context.text[context.line_start(context.place) : context.place].rstrip(" \t")
    if before[-1:] in ("'", '"'):
        return "text-after-quote", one
    if before[-1:] in ("]", "}"):
        return "text-after-bracket", one
    if not before and "block" in context.said:
        line = context.line(context.place)
        return "bad-indentation", Span(line.start, max(line.end, line.start + 1))
    directive = _DIRECTIVE.search(context.text, context.start, context.place + 1)
    if directive is not None and "document start" in context.said:
        return "bad-directive", context.line(directive.start())
    return ("text-after-value" if "document start" in context.said else "bad-syntax"), one
