"""The mistakes that a YAML text can have, in plain words that quote nothing of it but key names."""

from __future__ import annotations

import json

from ce_lint.document.node import Problem, Span

_QUOTE = 'Put the whole value in quotes: "…".'

_WORDS = {
    "unquoted-braces": (
        "A value that starts with {{ must be quoted",
        _QUOTE,
    ),
    "unquoted-template": (
        "A template statement is not YAML",
        "Render the template first, or put the value in quotes.",
    ),
    "unquoted-start": (
        "A value cannot start with this character unless it is quoted",
        _QUOTE,
    ),
    "unquoted-asterisk": (
        "A value that starts with * must be quoted, or be the name of an anchor",
        _QUOTE,
    ),
    "unquoted-ampersand": (
        "A value that starts with & must be quoted, or name an anchor",
        _QUOTE,
    ),
    "unquoted-colon": (
        "A value that has a colon and a blank in it must be quoted",
        _QUOTE,
    ),
    "text-after-quote": (
        "There is text after the closing quote of this value",
        "Put the whole value in one pair of quotes.",
    ),
    "text-after-bracket": (
        "There is text after the closing bracket of this value",
        _QUOTE,
    ),
    "text-after-value": (
        "There is text after the end of this document's value",
        "Indent it, or start it with a key.",
    ),
    "tab-indentation": (
        "A tab cannot be used for indentation",
        "Indent with blanks.",
    ),
    "bad-indentation": (
        "The indentation of this line fits none of the lines above",
        "Align it with the keys that it belongs to.",
    ),
    "missing-blank": (
        "There must be a blank after the colon of a key",
        "Write a blank after the colon.",
    ),
    "missing-colon": (
        "This line stands among keys, but has no colon",
        'Write it as "key: value", or indent it if it belongs to the value above.',
    ),
    "list-on-key-line": (
        "A list cannot begin on the line of its key",
        "Start the list on a new line, or write [a, b].",
    ),
    "unclosed-quote": (
        "This quote is never closed",
        "Close it where the text ends.",
    ),
    "bad-escape": (
        "This is no escape that double quotes know",
        r"Write \\ for a backslash, or use single quotes.",
    ),
    "unclosed-bracket": (
        "This bracket is never closed",
        "Close it.",
    ),
    "unexpected-bracket": (
        "This closes a bracket that was not opened",
        "Remove it, or quote the value.",
    ),
    "missing-comma": (
        "There must be a comma between the values in brackets",
        "Write a comma, or quote the value.",
    ),
    "unexpected-comma": (
        "There is no value before this comma",
        "Remove it.",
    ),
    "bad-block-header": (
        "After | or > only + or -, a digit and a comment may stand on the line",
        "Start the text on the next line.",
    ),
    "bad-tag": (
        "This tag is not well-formed, or its handle was not declared",
        "Quote the value if it is a text.",
    ),
    "bad-directive": (
        "This is not a directive of YAML",
        "Remove the line, or quote the value.",
    ),
    "bad-syntax": (
        "Here the text stops being YAML",
        "Check the quotes, brackets and indentation on this line and the one before.",
    ),
    "long-key": (
        "A key can have 1,024 characters at most",
        "Put the value in quotes if it is a text.",
    ),
    "complex-key": (
        "A list or a mapping cannot be a key here",
        "Write a text as the key.",
    ),
    "too-deep": (
        "The nesting is deeper than 1,000 levels",
        "Nest less deeply.",
    ),
    "alias-bomb": (
        "The aliases up to this one repeat more than 100,000 values",
        "Repeat less.",
    ),
    "unknown-alias": (
        "There is no anchor before this alias; a text that starts with * must be quoted",
        "Quote the value, or define the anchor.",
    ),
    "recursive-alias": (
        "This alias stands inside its own anchor",
        "Move the alias out of its anchor.",
    ),
    "special-character": (
        "This character may not stand in YAML",
        r'Remove it, or write it as an escape such as "\x07" in double quotes.',
    ),
}
"""By cause: the message and the help."""


def invalid(cause: str, span: Span) -> Problem:
    message, help = _WORDS[cause]
    return Problem("invalid-yaml", cause, span, message, help)


def duplicate_key(key: str, span: Span, first: Span) -> Problem:
    name = json.dumps(key, ensure_ascii=False).encode("utf-8", "backslashreplace").decode()
    message = f"{name} stands twice in this mapping; the last one wins silently"
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
