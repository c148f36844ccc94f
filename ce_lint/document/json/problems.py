"""The problems of a JSON text: message, help and edits of each cause. They quote nothing of the text but key names."""

from __future__ import annotations

import re

from ce_lint.document.json.brackets import CLOSING_OF
from ce_lint.document.json.strings import parse_string
from ce_lint.document.names import may_be_named
from ce_lint.document.nodes import Edit, Span, SyntaxProblem

_DOUBLE = 'Enclose it in double quotes: "…".'

Edits = tuple[Edit, ...]

WORDS = {
    "missing-comma": (
        "A comma is missing after this value",
        "Add a comma after the value.",
    ),
    "comma-typo": (
        "A comma is expected here",
        "Replace this character with a comma.",
    ),
    "trailing-comma": (
        "A trailing comma is not allowed in JSON",
        "Remove the comma.",
    ),
    "extra-comma": (
        "Unexpected comma: no value precedes it",
        "Remove the comma, or add the missing value.",
    ),
    "missing-colon": (
        "A colon is missing between this key and its value",
        "Add a colon after the key.",
    ),
    "colon-typo": (
        "A colon is expected between the key and its value",
        "Replace this with a colon.",
    ),
    "missing-value": (
        "The value of this key is missing",
        "Add a value such as null, or remove the key.",
    ),
    "missing-key": (
        "A key is missing before this value",
        "Add a key and a colon before the value, or remove the brackets around it.",
    ),
    "comment": (
        "Comments are not allowed in JSON",
        "Remove the comment.",
    ),
    "ellipsis": (
        "An ellipsis is not allowed in JSON",
        "Remove the dots, or write the values that they stand for.",
    ),
    "smart-quote": (
        "Typographic quotes cannot enclose a string in JSON",
        'Replace them with straight double quotes: "…".',
    ),
    "single-quote": (
        "Only double quotes can enclose a string in JSON",
        'Replace them with double quotes: "…".',
    ),
    "escaped-quote": (
        r"Unexpected `\"` around a string: the JSON was escaped twice",
        r'Write " instead of \" in the whole document.',
    ),
    "unquoted-key": (
        "A key must be enclosed in double quotes",
        _DOUBLE,
    ),
    "unquoted-value": (
        "A string must be enclosed in double quotes",
        _DOUBLE,
    ),
    "half-quoted-key": (
        "The opening quote of this key is missing",
        'Add " before it.',
    ),
    "half-quoted-value": (
        "The opening quote of this string is missing",
        'Add " before it.',
    ),
    "word-true": (
        "Invalid boolean: true must be written in lower case",
        "Write true in lower case.",
    ),
    "word-false": (
        "Invalid boolean: false must be written in lower case",
        "Write false in lower case.",
    ),
    "word-null": (
        "Invalid value: null must be written as `null`",
        "Write null.",
    ),
    "raw-line-break": (
        "A string cannot contain a line break",
        r"Write \n for the line break, or put the string on one line.",
    ),
    "control-character": (
        "A string cannot contain an unescaped tab or control character",
        r"Write \t for a tab, or \u and four hexadecimal digits for another control character.",
    ),
    "unescaped-quote": (
        "An unescaped quote ends the string too early",
        r"Write \" for each quote inside the string.",
    ),
    "unterminated-string": (
        "The closing quote of this string is missing",
        'Add " at the end of the string.',
    ),
    "bad-escape": (
        "This is not a valid escape sequence in JSON",
        r"Write \\ for a backslash.",
    ),
    "template-expression": (
        "A template expression must be inside a string in JSON",
        'Enclose it in double quotes, "…", or check the file that the template produces.',
    ),
    "mismatched-brace": (
        "This brace closes an array that was opened with `[`",
        "Replace it with `]`.",
    ),
    "mismatched-bracket": (
        "This bracket closes an object that was opened with `{`",
        "Replace it with `}`.",
    ),
    "extra-closing": (
        "This closing bracket has no opening bracket",
        "Remove it.",
    ),
    "data-after-end": (
        "Unexpected text after the end of the JSON document",
        "Remove the text, or the bracket that closes the document too early.",
    ),
    "not-a-number": (
        "A number cannot be NaN or Infinity in JSON",
        "Write null or a number.",
    ),
    "bad-number": (
        "This is not a valid number in JSON",
        "Write a decimal number without a leading zero or plus sign, and with digits on both sides of the point.",
    ),
    "unexpected-character": (
        "Unexpected text",
        "Remove it.",
    ),
    "strange-space": (
        "This whitespace character is not allowed between values in JSON",
        "Replace it with a normal space, here and everywhere else between values.",
    ),
    "fence": (
        "A Markdown code fence is not part of a JSON document",
        "Remove it.",
    ),
    "empty": (
        "The document contains no value",
        "Add a JSON value, such as an object.",
    ),
    "too-deep": (
        "The nesting is deeper than 1,000 levels",
        "Reduce the nesting.",
    ),
    "line-continuation": (
        "A backslash cannot continue a line in JSON",
        "Remove the backslash.",
    ),
    "missing-brace": (
        "The opening brace `{` is missing before this key",
        "Add `{` before the key and `}` at the end.",
    ),
}
"""By cause, or by variety of a cause: the message and the help."""

_CAUSES = {
    "comma-typo": "missing-comma",
    "colon-typo": "missing-colon",
    "half-quoted-key": "unquoted-key",
    "half-quoted-value": "unquoted-value",
    "word-true": "unquoted-value",
    "word-false": "unquoted-value",
    "word-null": "unquoted-value",
    "mismatched-brace": "mismatched-bracket",
    "fence": "unexpected-character",
    "strange-space": "unexpected-character",
}
_KEEPING_STRINGS = frozenset(
    {
        "missing-comma", "trailing-comma", "extra-comma", "comment", "ellipsis", "template-expression",
        "line-continuation", "extra-closing", "data-after-end", "unclosed", "mismatched-bracket", "not-a-number",
        "bad-number", "missing-brace", "bad-escape", "control-character", "too-deep", "empty",
    }
)  # fmt: skip
"""Causes with which every string is still read to its end."""
_UNFINISHED = frozenset({"unclosed", "too-deep", "empty", "missing-brace", "missing-value"})
"""Causes after which a part of the text was not read."""
_LOCAL = frozenset(
    {
        "trailing-comma", "extra-comma", "missing-comma", "comment", "bad-number", "not-a-number", "bad-escape",
        "control-character",
    }
)  # fmt: skip
"""Causes in spite of which all of the text is read as it is meant."""


def create_problem(word: str, start: int, end: int, edits: Edits = ()) -> SyntaxProblem:
    """The problem of a cause, or of a variety of a cause that ``WORDS`` has too."""
    message, help = WORDS[word]
    return _create(_CAUSES.get(word, word), Span(start, end), message, help, edits)


def create_unclosed(bracket: str, start: int, line: int, others: int) -> SyntaxProblem:
    """The problem of an opening bracket at ``start``, on ``line`` (from 1), and ``others`` around it."""
    name = "brace" if bracket == "{" else "bracket"
    message = f"The {name} `{bracket}` opened on line {line} is not closed"
    if others:
        message += f" (and {others} more around it)"
    help = f"Add `{CLOSING_OF[bracket]}` where the {'object' if bracket == '{' else 'array'} ends."
    return _create("unclosed", Span(start, start + 1), message, help)


def create_cut_off(start: int, end: int, line: int) -> SyntaxProblem:
    """The problem of a text that ends within a string, which was cut at this span: one cut is not two problems."""
    message = f"The document ends inside a string, and the bracket opened on line {line} is not closed"
    return _create("unclosed", Span(start, end), message, "Add the missing end of the document.")


_KEY = re.compile(r"[A-Za-z_$@][\w.$@ -]{0,59}")


def create_duplicate_key(key: str, span: Span, first: Span) -> SyntaxProblem:
    """The problem of a key that its object has already, at ``first``."""
    name = f"`{key}`" if _KEY.fullmatch(key) and may_be_named(key) else "This key"
    message = f"{name} occurs twice in this object; the last value is used"
    help = "Remove one of the two, or rename it."
    return SyntaxProblem("duplicate-key", "duplicate-key", span, message, help, first, is_local=True)


def _create(cause: str, span: Span, message: str, help: str, edits: Edits = ()) -> SyntaxProblem:
    return SyntaxProblem(
        "invalid-json", cause, span, message, help, None, edits,
        may_cut_strings=cause not in _KEEPING_STRINGS, is_unfinished=cause in _UNFINISHED, is_local=cause in _LOCAL,
    )  # fmt: skip


# -- edits

_REST_OF_LINE = re.compile(r"[ \t]*(\r\n|\r|\n|\Z)")
_LINE = re.compile(r"[^\r\n]*")
_SEPARATORS = frozenset(" \t\r\n,:[]{}")


def remove(start: int, end: int) -> Edits:
    """Remove these characters."""
    return (Edit(start, end),)


def write_comma(start: int, end: int | None = None) -> Edits:
    """Insert a comma at ``start``, or replace the characters up to ``end`` by one."""
    return (Edit(start, start if end is None else end, (",",)),)


def straighten_quotes(text: str, start: int, end: int) -> Edits:
    """Replace the quotes of a string by JSON's; no edits if its content would not be valid between them."""
    content = text[start + 1 : end - 1]
    valid = parse_string(f'"{content}"', 0)
    if end - start < 2 or valid is None or valid[1] != len(content) + 2:
        return ()
    return tuple(Edit(at, at + 1, ('"',)) for at in (start, end - 1) if text[at] != '"')


def remove_comments(text: str, start: int, end: int) -> Edits:
    """Remove comments with the whitespace before them, and with their lines if nothing else is on these.

    No edits if the comment may be a part of a string, or is not closed.
    """
    first = len(text[:start].rstrip(" \t"))
    rest = _REST_OF_LINE.match(text, end)
    if text.startswith("/*", start) and not text.endswith("*/", start, end) and "*/" not in text[start:end]:
        return ()
    if rest is None:
        is_separated = text[start - 1 : start] in _SEPARATORS or text[end] in _SEPARATORS
        return (Edit(first if text[end] in " \t" else start, end, () if is_separated else (" ",)),)
    if first and text[first - 1] not in "\r\n":
        return () if _may_be_string(text, first, start, end) else (Edit(first, end),)
    return (Edit(first, rest.end()),)


def _may_be_string(text: str, before: int, start: int, end: int) -> bool:
    """Whether a comment after a value may be its rest, as in ``"https:"//a.b``: then a quote is the problem."""
    line = _LINE.match(text, start, end)
    has_odd_quote = line is not None and line[0].count('"') % 2 == 1
    return has_odd_quote or text.endswith(':"', 0, before)
