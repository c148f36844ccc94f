"""The mistakes that a JSON text can have, in plain words that quote nothing of it but key names."""

from __future__ import annotations

import re

from ce_lint.document.json.strings import read_strict
from ce_lint.document.nodes import Edit, Span, SyntaxProblem

_DOUBLE = 'Enclose it in double quotes: "…".'

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
    "strange-blank": (
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
"""By cause, or by a variety of a cause: the message and the help."""

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
    "strange-blank": "unexpected-character",
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
_KEY = re.compile(r"[A-Za-z_$@][\w.$@ -]{0,59}")


def invalid(word: str, start: int, end: int, edits: tuple[Edit, ...] = ()) -> SyntaxProblem:
    """The problem of a cause, or of a variety of it that has words of its own."""
    message, help = WORDS[word]
    return _problem(_CAUSES.get(word, word), Span(start, end), message, help, edits)


def _problem(cause: str, span: Span, message: str, help: str, edits: tuple[Edit, ...] = ()) -> SyntaxProblem:
    may_cut_strings, is_unfinished = cause not in _KEEPING_STRINGS, cause in _UNFINISHED
    return SyntaxProblem("invalid-json", cause, span, message, help, None, edits, may_cut_strings, is_unfinished)


def unclosed(bracket: str, start: int, line: int, others: int) -> SyntaxProblem:
    name = "brace" if bracket == "{" else "bracket"
    closing = "}" if bracket == "{" else "]"
    message = f"The {name} `{bracket}` opened on line {line} is not closed"
    if others:
        message += f" (and {others} more around it)"
    help = f"Add `{closing}` where the {'object' if bracket == '{' else 'array'} ends."
    return _problem("unclosed", Span(start, start + 1), message, help)


def broken_off(start: int, end: int, line: int) -> SyntaxProblem:
    """The text ends inside of a string, with brackets open: one cut, not two mistakes."""
    message = f"The document ends inside a string, and the bracket opened on line {line} is not closed"
    return _problem("unclosed", Span(start, end), message, "Add the missing end of the document.")


def duplicate_key(key: str, span: Span, first: Span) -> SyntaxProblem:
    name = f"`{key}`" if _KEY.fullmatch(key) and key.isprintable() else "This key"
    message = f"{name} occurs twice in this object; the last value is used"
    help = "Remove one of the two, or rename it."
    return SyntaxProblem("duplicate-key", "duplicate-key", span, message, help, first)


Edits = tuple[Edit, ...]

_REST_OF_LINE = re.compile(r"[ \t]*(\r\n|\r|\n|\Z)")
_LINE = re.compile(r"[^\r\n]*")
_NO_NEIGHBOUR = frozenset(" \t\r\n,:[]{}")


def delete(start: int, end: int) -> Edits:
    """Without these characters."""
    return (Edit(start, end),)


def comma(start: int, end: int | None = None) -> Edits:
    """A comma here, or in the place of what stands there."""
    return (Edit(start, start if end is None else end, (",",)),)


def quotes(text: str, start: int, end: int) -> Edits:
    """Straight quotes around a string, in the place of others; none where the text between them needs more."""
    content = text[start + 1 : end - 1]
    strict = read_strict(f'"{content}"', 0)
    if end - start < 2 or strict is None or strict[1] != len(content) + 2:
        return ()
    return tuple(Edit(at, at + 1, ('"',)) for at in (start, end - 1) if text[at] != '"')


def comment(text: str, start: int, end: int) -> Edits:
    """Without comments: with the blanks before them, and with their lines where nothing else stands on them."""
    first = len(text[:start].rstrip(" \t"))
    rest = _REST_OF_LINE.match(text, end)
    if text.startswith("/*", start) and not text.endswith("*/", start, end) and "*/" not in text[start:end]:
        return ()
    if rest is None:
        parted = text[start - 1 : start] in _NO_NEIGHBOUR or text[end] in _NO_NEIGHBOUR
        return (Edit(first if text[end] in " \t" else start, end, () if parted else (" ",)),)
    if first and text[first - 1] not in "\r\n":
        return () if _may_be_text(text, first, start, end) else (Edit(first, end),)
    return (Edit(first, rest.end()),)


def _may_be_text(text: str, before: int, start: int, end: int) -> bool:
    """Whether a comment behind a value may be its rest, as in ``"https:"//a.b``: a quote is the mistake then."""
    line = _LINE.match(text, start, end)
    has_broken_strings = line is not None and line[0].count('"') % 2 == 1
    return has_broken_strings or text.endswith(':"', 0, before)
