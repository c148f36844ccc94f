"""The words for every mistake of JSON: what is wrong, in one sentence, and how to mend it. No value is ever quoted."""

from __future__ import annotations

from ce_lint.document.node import Problem, Span

WORDS: dict[str, tuple[str, str]] = {
    "missing-comma": ("A comma is missing after this value", "Put a comma after it."),
    "trailing-comma": ("This comma has nothing behind it: JSON allows none after the last member", "Delete the comma."),
    "extra-comma": ("This comma is one too many", "Delete the comma."),
    "missing-colon": ("A colon is missing after this key", "Put a colon between the key and its value."),
    "missing-value": ("This key has no value", 'Write a value behind the colon, such as "" or null.'),
    "comment": ("JSON allows no comments", "Delete the comment."),
    "smart-quote": ("This string stands between smart quotes, which JSON does not know", 'Write straight quotes: ".'),
    "single-quote": ("This string stands between single quotes", 'Write double quotes: ".'),
    "unquoted-key": ("This key has no quotes", "Put the key between double quotes."),
    "unquoted-value": ("This word has no quotes, and is none of true, false and null", "Put it between double quotes."),
    "python-word": ("JSON writes true, false and null in lower case", "Write true, false or null."),
    "raw-line-break": ("This string goes on after a line break, which JSON allows in no string", "Write it in one line, or write \\n for the break."),
    "control-character": ("This string holds a raw tab or control character", "Write \\t for a tab, or delete the character."),
    "unescaped-quote": ("A quote inside this string ends it too early", 'Write \\" for each quote inside.'),
    "unterminated-string": ("The closing quote of this string is missing", "Put a double quote at its end."),
    "bad-escape": ("This is no escape that JSON knows", "Write \\\\ for a backslash."),
    "template-expression": ("A template expression stands outside of a string", "Put it between double quotes, or fill it in first."),
    "mismatched-bracket": ("This bracket closes another kind than was opened last", "Write the bracket that fits the one it closes."),
    "extra-closing": ("This bracket closes nothing", "Delete it, or look for a bracket that was closed too early."),
    "data-after-end": ("The text goes on after its end", "Delete what follows, or look for a brace that was closed too early."),
    "not-a-number": ("JSON knows no NaN and no Infinity", "Write null, or a number."),
    "bad-number": ("This is no number as JSON writes it", "Write it like 15, 0.5 or -1e3, or put it between quotes."),
    "unexpected-character": ("This belongs to no value", "Delete it, or put it between double quotes."),
    "empty": ("The file holds no JSON value", "Write an object: { … }."),
    "too-deep": ("The text is nested deeper than 1,000 levels", "Flatten it."),
    "line-continuation": ("A backslash at the end of a line stands outside of a string", "Delete the backslash."),
    "missing-brace": ("The braces around these members are missing", "Put { before the first one and } after the last."),
    "missing-key": ("A value stands here without a key", 'Write a key before it: "key": …'),
}  # fmt: skip


def problem(cause: str, start: int, end: int) -> Problem:
    """A mistake of this kind at ``start`` to ``end``."""
    return Problem("invalid-json", cause, Span(start, end), *WORDS[cause])


def unclosed(start: int, end: int, bracket: str, line: int) -> Problem:
    """The text ends before the bracket that was opened in ``line`` (from 1) is closed."""
    other = "}" if bracket == "{" else "]"
    message = f"The text ends before the `{bracket}` of line {line} is closed"
    return Problem("invalid-json", "unclosed", Span(start, end), message, f"Put `{other}` where it should end.")


def duplicate(key: str, is_sure: bool, later: Span, first: Span) -> Problem:
    """A key that stands twice. It is named where it is surely a key."""
    name = f"`{key}`" if is_sure and len(key) <= 60 and key.isprintable() else "This key"
    message = f"{name} stands twice in this object; the last one wins silently"
    return Problem("duplicate-key", "duplicate-key", later, message, "Keep one of the two.", first)
