"""Strings of a JSON text, and where a broken one was meant to end."""

from __future__ import annotations

import re
from typing import NamedTuple

from ce_lint.document.node import Problem
from ce_lint.readers.json_escapes import decoded
from ce_lint.readers.json_problems import problem

_STRICT = re.compile(r'"(?:[^"\\\x00-\x1f]|\\(?:["\\/bfnrt]|u[0-9a-fA-F]{4}))*+"')
_RUN = re.compile(r'[^"\\\x00-\x1f]*+')
_GOOD_ESCAPE = re.compile(r'\\(?:["\\/bfnrt]|u[0-9a-fA-F]{4})')
_CLOSERS = {'"': '"', "'": "'", "“": "”“\"", "”": "”\"", "„": "“”\"", "‘": "’‘'", "’": "’'", "«": "»", "`": "`'"}
SMART = frozenset("“”„‘’«`")

# What may stand behind a string: the end of the line, a comment, a colon, a closing bracket, or a comma with more to come.
_END = re.compile(
    r"""[ \t]*(?:$|[\r\n:}\]]|//|/\*|\#|\\[ \t]*[\r\n]|,\s*(?:["“”'}\]\[{\d\-\\<]|true|false|null|//|/\*|\#|[A-Za-z_]+\s*:|\Z))""",
    re.VERBOSE,
)
_NEXT_MEMBER = re.compile(r'[ \t]*"[^"\n]{0,200}"[ \t]*:')
_NEXT_ITEM = re.compile(r'[ \t]+"')
_MOST_QUOTES = 60
_LONGEST_BREAK = 5000


class String(NamedTuple):
    """A string as read: its value, where it ends, and what is wrong with it."""

    value: str
    end: int
    problems: list[Problem]


def read_string(text: str, at: int, in_list: bool) -> String:
    """The string that begins with a quote of any kind at ``at``."""
    quote = text[at]
    if quote != '"':
        return _other_quotes(text, at, quote)
    found = _STRICT.match(text, at)
    if found is None:
        return _broken(text, at)
    end = found.end()
    if _END.match(text, end) or _is_next(text, end, in_list):
        return String(decoded(text[at + 1 : end - 1]), end, [])
    true_end = _true_end(text, end, in_list)
    if true_end is None:
        return String(decoded(text[at + 1 : end - 1]), end, [])
    return String(decoded(text[at + 1 : true_end - 1]), true_end, [problem("unescaped-quote", end - 1, end)])


def _is_next(text: str, end: int, in_list: bool) -> bool:
    """Whether the next member begins behind a string, so that only a comma is missing."""
    return (_NEXT_ITEM if in_list else _NEXT_MEMBER).match(text, end) is not None


def _true_end(text: str, after: int, in_list: bool) -> int | None:
    """Behind the quote of the same line that a string with inner quotes was meant to end with."""
    line_end = text.find("\n", after)
    line_end = len(text) if line_end < 0 else line_end
    at = after
    for _ in range(_MOST_QUOTES):
        at = text.find('"', at, line_end)
        if at < 0:
            return None
        at += 1
        if text[at - 2] != "\\" and _END.match(text, at) and text[at : at + 1] != ":":
            return at
    return None


def _other_quotes(text: str, at: int, quote: str) -> String:
    closers = _CLOSERS[quote]
    line_end = text.find("\n", at)
    line_end = len(text) if line_end < 0 else line_end
    ends = [found for closer in closers if (found := text.find(closer, at + 1, line_end)) >= 0]
    cause = "single-quote" if quote == "'" else "smart-quote"
    if not ends:
        return String(decoded(text[at + 1 : line_end].rstrip("\r")), line_end, [problem(cause, at, at + 1)])
    end = min(ends)
    return String(decoded(text[at + 1 : end]), end + 1, [problem(cause, at, at + 1)])


def _broken(text: str, at: int) -> String:
    """A string with a raw control character, a wrong escape, or no end."""
    problems: list[Problem] = []
    position = at + 1
    while True:
        run = _RUN.match(text, position)
        position = run.end() if run is not None else position
        character = text[position : position + 1]
        if character == '"':
            return String(decoded(text[at + 1 : position]), position + 1, problems)
        if not character:
            return _unterminated(text, at, len(text.rstrip()), problems)
        if character == "\\":
            position = _escape(text, position, problems)
        elif character in "\r\n":
            after = _line_break_end(text, position)
            if after is None:
                return _unterminated(text, at, position, problems)
            _tell(problems, "raw-line-break", position, position + 1)
            return String(decoded(text[at + 1 : after - 1]), after, problems)
        else:
            _tell(problems, "control-character", position, position + 1)
            position += 1


def _escape(text: str, position: int, problems: list[Problem]) -> int:
    found = _GOOD_ESCAPE.match(text, position)
    if found is not None:
        return found.end()
    if text[position + 1 : position + 2] in ("\r", "\n", ""):
        return position + 1
    _tell(problems, "bad-escape", position, min(position + 2, len(text)))
    return position + 2 if text[position + 1] != '"' else position + 1


def _tell(problems: list[Problem], cause: str, start: int, end: int) -> None:
    """One mistake of a kind is told for one string."""
    if all(told.cause != cause for told in problems):
        problems.append(problem(cause, start, end))


def _line_break_end(text: str, position: int) -> int | None:
    """Behind the quote that ends a string which goes on after a line break; None where it was not meant to."""
    at = position
    limit = min(len(text), position + _LONGEST_BREAK)
    for _ in range(3):
        at = text.find('"', at, limit)
        if at < 0:
            return None
        if text[at - 1] == "\\":
            at += 1
            continue
        begins_line = not text[text.rfind("\n", position, at) + 1 : at].strip() and "\n" in text[position:at]
        is_member = _NEXT_MEMBER.match(text, at) is not None
        return at + 1 if not is_member and not begins_line and _END.match(text, at + 1) else None
    return None


def _unterminated(text: str, at: int, end: int, problems: list[Problem]) -> String:
    """The string ends with its line; a comma at its end was meant for the reader."""
    stop = max(at + 1, end)
    body = text[at + 1 : stop].rstrip()
    stop = at + 1 + len(body)
    if body.endswith(","):
        stop, body = stop - 1, body[:-1]
    problems.append(problem("unterminated-string", max(at, stop - 1), max(stop, at + 1)))
    return String(decoded(body), max(stop, at + 1), problems)
