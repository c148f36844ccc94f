"""The mistakes that a YAML text can have, in plain words that quote nothing of it but key names."""

from __future__ import annotations

import json

from ce_lint.document.node import Problem, Span

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
    "missing-blank": (
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


def invalid(cause: str, span: Span) -> Problem:
    message, help = _WORDS[cause]
    return Problem("invalid-yaml", cause, span, message, help)


def duplicate_key(key: str, span: Span, first: Span) -> Problem:
    name = json.dumps(key, ensure_ascii=False).encode("utf-8", "backslashreplace").decode()
    message = f"`{name[1:-1]}` occurs twice in this mapping; the last value is used"
    return Problem("duplicate-key", "duplicate-key", span, message, "Remove one of the two, or rename it.", first)


def complex_key(text: str, start: int) -> Problem:
    """A collection where a key should be: most often the inner brace of an unquoted ``{{ placeholder }}``."""
    if not text.startswith("{{", start - 1):
        return invalid("complex-key", Span(start, start + 1))
    end = text.find("}}", start)
    closed = end >= 0 and "\n" not in text[start:end]
    return invalid("unquoted-braces", Span(start - 1, end + 2 if closed else start + 1))


def shown(problem: Problem, length: int) -> Problem:
    """The problem with a place to look at: at least one character, and inside the text."""
    start = min(max(problem.span.start, 0), max(length - 1, 0))
    end = min(max(problem.span.end, start + 1), length)
    return problem._replace(span=Span(start, end))
