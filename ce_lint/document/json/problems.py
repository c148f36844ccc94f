"""The mistakes that a JSON text can have, in plain words that quote nothing of it but key names."""

from __future__ import annotations

import re

from ce_lint.document.json.strings import read_strict
from ce_lint.document.nodes import Edit, Span, SyntaxProblem

_DOUBLE = 'Put it in straight double quotes: "…".'

WORDS = {
    "missing-comma": (
        "A comma is missing after this value",
        "Put a comma after it.",
    ),
    "comma-typo": (
        "A comma should stand here instead",
        "Replace this by a comma.",
    ),
    "trailing-comma": (
        "This comma is one too many: nothing follows it before the closing bracket",
        "Remove the comma.",
    ),
    "extra-comma": (
        "There is a comma too many",
        "Remove it, or write the missing value.",
    ),
    "missing-colon": (
        "A colon is missing between this key and its value",
        "Put a colon after the key.",
    ),
    "colon-typo": (
        "A colon should stand between key and value, nothing else",
        "Replace this by a colon.",
    ),
    "missing-value": (
        "This key has no value",
        "Write the value, or null, or remove the key.",
    ),
    "missing-key": (
        "In an object, every value needs a key before it",
        "Write a key and a colon before it, or remove the brackets around it.",
    ),
    "comment": (
        "JSON has no comments",
        "Remove the comment.",
    ),
    "ellipsis": (
        "JSON has no sign for something left out",
        "Remove the dots, or write out what they stand for.",
    ),
    "smart-quote": (
        'This text is in typographic quotes; JSON knows only the straight "',
        'Replace them by straight double quotes: "…".',
    ),
    "single-quote": (
        "This text is in single quotes; JSON knows only double quotes",
        'Replace them by double quotes: "…".',
    ),
    "escaped-quote": (
        "The quotes around texts are escaped here, as if this JSON stood in a string itself",
        r'Write " instead of \" throughout.',
    ),
    "unquoted-key": (
        "A key must be in double quotes",
        _DOUBLE,
    ),
    "unquoted-value": (
        "A text must be in double quotes",
        _DOUBLE,
    ),
    "half-quoted-key": (
        "The opening quote of this key is missing",
        'Put " before it.',
    ),
    "half-quoted-value": (
        "The opening quote of this text is missing",
        'Put " before it.',
    ),
    "word-true": (
        "This is not how JSON writes true",
        "Write true, in small letters.",
    ),
    "word-false": (
        "This is not how JSON writes false",
        "Write false, in small letters.",
    ),
    "word-null": (
        "This is not how JSON writes null",
        "Write null, in small letters.",
    ),
    "raw-line-break": (
        "A string cannot go on in the next line",
        r"Write \n for a line break, or put the text on one line.",
    ),
    "control-character": (
        "A tab or another control character cannot stand in a string as it is",
        r"Write \t for a tab, \u and four digits for another.",
    ),
    "unescaped-quote": (
        "This quote ends the string too early",
        r"Write \" for each quote inside a string.",
    ),
    "unterminated-string": (
        "The closing quote of this string is missing",
        'Put " where the text ends.',
    ),
    "bad-escape": (
        "This is no escape that JSON knows",
        r"Write \\ for a backslash.",
    ),
    "template-expression": (
        "A template expression stands outside of quotes; this is no JSON before the template is filled in",
        'Put it in double quotes, "…", or check the text that the template makes.',
    ),
    "mismatched-brace": (
        "This brace closes an array that was opened with [",
        "Replace it by ].",
    ),
    "mismatched-bracket": (
        "This bracket closes an object that was opened with {",
        "Replace it by }.",
    ),
    "extra-closing": (
        "There is nothing left to close here",
        "Remove it.",
    ),
    "data-after-end": (
        "The JSON text has ended before this; nothing may follow",
        "Remove what follows, or the bracket that closes too early.",
    ),
    "not-a-number": (
        "JSON knows neither NaN nor Infinity",
        "Write null, or a number.",
    ),
    "bad-number": (
        "This is not how JSON writes a number",
        "Write digits only: no leading zero or plus, and digits on both sides of the point.",
    ),
    "unexpected-character": (
        "This does not belong here",
        "Remove it.",
    ),
    "strange-blank": (
        "This looks like a blank, but it is none that JSON knows (a no-break space, for instance)",
        "Replace it by an ordinary blank, here and wherever it stands between the values.",
    ),
    "fence": (
        "A Markdown fence is no part of the JSON text",
        "Remove it.",
    ),
    "empty": (
        "There is no JSON here",
        "Write a value.",
    ),
    "too-deep": (
        "The nesting is deeper than 1,000 levels",
        "Nest less deeply.",
    ),
    "line-continuation": (
        "A backslash cannot continue a line in JSON",
        "Remove the backslash.",
    ),
    "missing-brace": (
        "The opening brace { is missing before this key",
        "Put { before it, and } at the end.",
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
_KEY = re.compile(r"[A-Za-z_$@][\w.$@ -]{0,59}")


def invalid(word: str, start: int, end: int, edits: tuple[Edit, ...] = ()) -> SyntaxProblem:
    """The problem of a cause, or of a variety of it that has words of its own."""
    message, help = WORDS[word]
    return SyntaxProblem("invalid-json", _CAUSES.get(word, word), Span(start, end), message, help, edits=edits)


def unclosed(bracket: str, start: int, line: int, others: int) -> SyntaxProblem:
    name = "brace" if bracket == "{" else "bracket"
    closing = "}" if bracket == "{" else "]"
    message = f"The {name} {bracket} opened in line {line} is never closed"
    if others:
        message += f", nor {'is' if others == 1 else 'are'} {others} around it"
    return SyntaxProblem("invalid-json", "unclosed", Span(start, start + 1), message, f"Put {closing} where it ends.")


def broken_off(start: int, end: int, line: int) -> SyntaxProblem:
    """The text ends inside of a string, with brackets open: one cut, not two mistakes."""
    message = f"The text breaks off in a string; the bracket opened in line {line} is never closed"
    return SyntaxProblem("invalid-json", "unclosed", Span(start, end), message, "Add what is missing at the end.")


def duplicate_key(key: str, span: Span, first: Span) -> SyntaxProblem:
    name = f'"{key}"' if _KEY.fullmatch(key) and key.isprintable() else "This key"
    message = f"{name} stands twice in this object; the last one wins silently"
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
