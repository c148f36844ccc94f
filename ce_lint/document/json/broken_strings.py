"""Strings of a JSON text that people have broken: where does each one end, and what is wrong with it?

Every rule looks only at a bounded piece of text around a quotation mark, and never goes back behind what was read by
more than a key: the time stays linear in the length of the text.
"""

from __future__ import annotations

import re
from typing import Final, NamedTuple

from ce_lint.document.json.strings import ESCAPE, parse_string, unescape
from ce_lint.util.lazy_pattern import lazy_pattern

KEY: Final = 0
"""A key of an object."""
MEMBER: Final = 1
"""The value of a key."""
ITEM: Final = 2
"""An item of an array."""
ROOT: Final = 3
"""The value of the whole text."""

Problem = tuple[str, int, int]
"""A cause (see ``problems``) with its start and end."""


class BrokenString(NamedTuple):
    """What was made of a string that is not valid, or of a valid one that something unexpected follows.

    ``end`` is exclusive, ``is_open`` tells that the closing quote is missing.
    """

    end: int
    value: str
    problems: list[Problem]
    is_open: bool = False


_W = r"[ \t\r\n]*+"
_B = r"[ \t\r]*+"
_VALUE_START = r'(?:["“‘\'{\[<$]|-?\d|true\b|false\b|null\b)'
_NEXT_KEY = r"""(?:["'“][^"\n]{0,120}["'”]""" + rf"{_B}:)"
_CLOSERS = r"[}\]][ \t\r}\]]*+(?:[,\n']|\Z)"
_ENDS = {
    KEY: lazy_pattern(rf"{_B}:"),
    MEMBER: lazy_pattern(rf"{_B}(?:\n|\Z|{_CLOSERS}|,{_B}(?:\n|\Z|{_NEXT_KEY}|[}}\]/#]))"),
    ITEM: lazy_pattern(rf"{_B}(?:\n|\Z|{_CLOSERS}|,{_B}(?:\n|\Z|{_VALUE_START}|[}}\]/#]))"),
    ROOT: lazy_pattern(rf"{_B}(?:\n|\Z)"),
}
"""What follows the quote that ends a broken string, by what the string is."""

_LOOSE = rf"""{_B}(?:\n|//|/\*|\.\.\.|\\{_B}\n|\{{{_W}["}}]|\[{_W}["{{\[\]\d-])|[ \t]+(?:["#“‘]|\{{%)"""
_SHORT = rf'"[^"\n]{{0,120}}"{_W}[:,}}\]]'
_JOINT = rf"|{_B}[.;|)]{_B}\n|{_B}[;|]{_W}{_SHORT}|{_B}\+{_B}\"|{_SHORT}"
_ACCEPTED = {
    KEY: lazy_pattern(rf"{_LOOSE}{_JOINT}|{_B}(?:=|-|;|{_VALUE_START})"),
    MEMBER: lazy_pattern(_LOOSE + _JOINT),
    ITEM: lazy_pattern(rf"{_LOOSE}{_JOINT}|{_B}(?:-?\d|true\b|false\b|null\b)"),
    ROOT: lazy_pattern(""),
}
"""What may follow a valid string although a comma or a colon is missing there, by what the string is."""

_OPEN_KEY = lazy_pattern(rf'"([\w.$@-]{{1,80}}){_B}:{_W}{_VALUE_START}')
_KEY_BEFORE = lazy_pattern(rf"{_B}:{_B}(?:{_VALUE_START}|\n)")
_KEY_TEXT = lazy_pattern(r"[\w.$@-]{1,80}")
_LONGEST_KEY = 120

_INTERESTING = lazy_pattern(r'["\\\x00-\x1f]')
_BAD_ESCAPE = lazy_pattern(r"\\(?:u[0-9a-fA-F]{0,3}|[^\r\n\"])?")
_LINE_BREAK = lazy_pattern(r"\r?\n|\r")
_LITERAL_LINE = rf"(?:-?\d[\d.eE+-]*+|true|false|null){_B},?{_B}(?:\n|\Z)"
_CONTINUED = lazy_pattern(
    rf"""{_W}(?:(?="{_B}(?:[,}}\]\n]|\Z))"""
    rf"""|(?!["}}\],:\#]|//|/\*|\{{%|\Z|[\[{{]{_B}(?:\n|\Z)|{_LITERAL_LINE}|[\w.$@-]{{1,80}}{_B}:{_B}{_VALUE_START}))"""
)
_EMBEDDED = lazy_pattern(rf'"{_B}[\[{{]{_B}["\[{{]')
_EMBEDDED_END = lazy_pattern(rf'[}}\]]{_B}"(?={_B}(?:[,}}\]\n]|\Z))|\n|\Z')
_TAIL = " \t\r,]}"


class BrokenStringParser:
    """Parses the strings of one text that are not valid, or that are followed by something unexpected."""

    def __init__(self, text: str) -> None:
        self._text = text
        self._plain_until = -1

    def parse(self, start: int, expected: int) -> BrokenString:
        """The string whose opening quote ``"`` is at ``start``; ``expected`` is what a value there would be."""
        text = self._text
        key = _OPEN_KEY.match(text, start) if expected == KEY else None
        if key is not None:
            return BrokenString(key.end(1), key[1], [("unterminated-string", key.end(1) - 1, key.end(1))], True)
        valid = parse_string(text, start)
        if valid is not None and _ACCEPTED[expected].match(text, valid[1]):
            return BrokenString(valid[1], valid[0], [])
        return self._parse_embedded(start, expected) or _Scan(text, start, expected).run()

    def _parse_embedded(self, start: int, expected: int) -> BrokenString | None:
        """JSON pasted into a string: its own quotes look like ends, so look for a bracket before the end."""
        if expected == KEY or start < self._plain_until or not _EMBEDDED.match(self._text, start):
            return None
        end = _EMBEDDED_END.search(self._text, start)
        if end is None or end[0] in ("\n", ""):
            self._plain_until = end.start() if end is not None else len(self._text)
            return None
        first = self._text.find('"', start + 1)
        value = unescape(self._text[start + 1 : end.end() - 1])
        return BrokenString(end.end(), value, [("unescaped-quote", first, first + 1)])


class _Scan:
    """The scan of one broken string, from one quote, backslash or control character to the next.

    ``problems`` has the first one of each cause, ``quotes`` the offsets of quotes that do not end the string.
    """

    def __init__(self, text: str, start: int, expected: int) -> None:
        self.text = text
        self.start = start
        self.expected = expected
        self.problems: dict[str, Problem] = {}
        self.quotes: list[int] = []
        self.limit = min(len(text), start + _LONGEST_KEY) if expected == KEY else len(text)

    def run(self) -> BrokenString:
        position = self.start + 1
        while mark := _INTERESTING.search(self.text, position, self.limit):
            character = mark[0]
            if character == '"':
                after = self._scan_quote(mark.start())
            elif character == "\\":
                after = self._scan_backslash(mark.start())
            else:
                after = self._scan_control(mark.start())
            if isinstance(after, BrokenString):
                return after
            position = after
        return self._end_at_line_break(self.limit)

    def _add(self, cause: str, start: int, end: int) -> None:
        self.problems.setdefault(cause, (cause, start, end))

    def _result(self, end: int, content_end: int, *, is_open: bool = False) -> BrokenString:
        if self.quotes:
            self._add("unescaped-quote", self.quotes[0], self.quotes[0] + 1)
        value = unescape(self.text[self.start + 1 : content_end])
        return BrokenString(end, value, list(self.problems.values()), is_open)

    # Each of these returns where to go on, or the result if the string ends.

    def _scan_quote(self, position: int) -> BrokenString | int:
        if _ENDS[self.expected].match(self.text, position + 1):
            return self._result(position + 1, position)
        if self.expected in (MEMBER, ITEM) and self.quotes and _KEY_BEFORE.match(self.text, position + 1):
            before = self.quotes[-1]
            if _KEY_TEXT.fullmatch(self.text, before + 1, position) and self.text[before - 1] in " \t,":
                return self._end_without_quote(before)
        self.quotes.append(position)
        return position + 1

    def _scan_backslash(self, position: int) -> int:
        escape = ESCAPE.match(self.text, position)
        if escape is not None:
            return escape.end()
        if _LINE_BREAK.match(self.text, position + 1):
            return position + 1
        bad = _BAD_ESCAPE.match(self.text, position)
        end = bad.end() if bad is not None else position + 1
        if end < len(self.text):
            self._add("bad-escape", position, end)
        return end

    def _scan_control(self, position: int) -> BrokenString | int:
        found = _LINE_BREAK.match(self.text, position)
        if found is None:
            self._add("control-character", position, position + 1)
            return position + 1
        continued = _CONTINUED.match(self.text, found.end())
        if self.expected == KEY or len(self.quotes) == 1 or continued is None:
            return self._end_at_line_break(position)
        self._add("raw-line-break", position - (self.text[position - 1] == "\\"), found.end())
        return continued.end()

    def _end_at_line_break(self, position: int) -> BrokenString:
        """The line ends, and no quote has ended the string."""
        if len(self.quotes) == 1 or (self.quotes and self.expected == KEY):
            end = self.quotes[0]
            self.quotes = []
            return self._result(end + 1, end)
        if self.quotes:
            end = _find_content_end(self.text, self.start + 1, position)
            return self._result(end, end, is_open=True)
        return self._end_without_quote(position)

    def _end_without_quote(self, position: int) -> BrokenString:
        end = _find_content_end(self.text, self.start + 1, position)
        self.quotes = []
        self.problems.pop("raw-line-break", None)
        if self.text[end - 1] in "”“»" and end - 1 > self.start:
            self._add("smart-quote", self.start, end)
            return self._result(end, end - 1)
        if "bad-escape" in self.problems and self.text.startswith('\\"', end - 2) and end - 2 > self.start:
            return self._result(end, end - 1)
        self._add("unterminated-string", end - 1, end)
        return self._result(end, end, is_open=True)


def _find_content_end(text: str, start: int, end: int) -> int:
    """Where the content of an open string ends: before the comma and the brackets that belong to what holds it."""
    surplus: dict[str, int] = {}
    while end > start and text[end - 1] in _TAIL:
        bracket = text[end - 1]
        if bracket in "]}":
            if bracket not in surplus:
                opening = "[" if bracket == "]" else "{"
                surplus[bracket] = text.count(bracket, start, end) - text.count(opening, start, end)
            if surplus[bracket] <= 0:
                break
            surplus[bracket] -= 1
        end -= 1
    return end


_ODD_MARKS = {
    "'": lazy_pattern(r"(['’])|\n"),
    "`": lazy_pattern(r"(`)|\n"),
    "‘": lazy_pattern(r"(['’‘‛])|\n"),
    "’": lazy_pattern(r"(['’‘‛])|\n"),
    "‚": lazy_pattern(r"(['’‘‛])|\n"),
    "‛": lazy_pattern(r"(['’‘‛])|\n"),
}
_SMART_MARK = lazy_pattern(r'(["”“»«„‟])|\n')
ODD_QUOTES = frozenset("'`‘’‚‛“”„‟«»")
_BARE_KEY = lazy_pattern(rf"{_B},{_B}[A-Za-z_$][\w.$-]{{0,80}}{_B}:")


def parse_odd_quotes(text: str, start: int, expected: int) -> BrokenString:
    """The string at ``start`` that is in other quotes than JSON's; its only problem is the quotes."""
    marks = _ODD_MARKS.get(text[start], _SMART_MARK)
    cause = "single-quote" if text[start] in "'`" else "smart-quote"
    limit = min(len(text), start + _LONGEST_KEY) if expected == KEY else len(text)
    position = start + 1
    while found := marks.search(text, position, limit):
        position = found.end()
        if found[1] is None:
            limit = found.start()
            break
        if _ends_odd(text, found, expected):
            return BrokenString(position, unescape(text[start + 1 : found.start()]), [(cause, start, position)])
    end = _find_content_end(text, start + 1, limit)
    return BrokenString(end, unescape(text[start + 1 : end]), [(cause, start, end)], True)


def _ends_odd(text: str, found: re.Match[str], expected: int) -> bool:
    patterns = (_ENDS[expected], _ACCEPTED[expected], _BARE_KEY)
    return expected == ROOT or any(pattern.match(text, found.end()) for pattern in patterns)


_ESCAPED = lazy_pattern(r'\\"([^"\\\n]*+)\\"')


def parse_escaped_quotes(text: str, start: int) -> tuple[str, int] | None:
    r"""The value and the end of a string between ``\"`` and ``\"``: the whole text was copied out of a string."""
    found = _ESCAPED.match(text, start)
    return (found[1], found.end()) if found is not None else None
