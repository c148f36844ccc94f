"""Strings of a JSON text, also those that a person has broken.

The question is always where the string ends. Every rule looks only at what is around a quote, a bounded piece,
and never goes back behind what it has read by more than a key: that keeps the reader linear.
"""

from __future__ import annotations

import re
from json import JSONDecoder
from typing import Any, Final, NamedTuple

from ce_lint.document.json.escapes import ESCAPE, decode

KEY: Final = 0
MEMBER: Final = 1
ITEM: Final = 2
ROOT: Final = 3

Found = tuple[str, int, int]
"""A cause with its start and end."""


class BrokenString(NamedTuple):
    """A string that is not written as JSON wants it; ``open`` says that its closing quote is missing."""

    end: int
    value: str
    found: list[Found]
    open: bool = False


_W = r"[ \t\r\n]*+"
_B = r"[ \t\r]*+"
_PLAIN = re.compile(rf'"([^"\\\x00-\x1f]*+)"(?={_W}(?:[,:}}\]]|\Z))')
_RUN = re.compile(r'[^"\\\x00-\x1f]*+')
_ESCAPES = re.compile(r'(?:\\(?:["\\/bfnrt]|u[0-9A-Fa-f]{4})[^"\\\x00-\x1f]*+){1,200}')  # bounded: so is its memory
_SOUND = re.compile(rf"{_W}(?:[,:}}\]]|\Z)")
_scan: Any = JSONDecoder().parse_string  # type: ignore[attr-defined]  # unknown to typeshed


def read_sound(text: str, start: int) -> tuple[int, str] | None:
    """The end and the value of a valid string with a sensible neighbour, or None."""
    plain = _PLAIN.match(text, start)
    if plain is not None:
        return plain.end(), plain[1]
    end = _strict_end(text, start)
    if end is None or not _SOUND.match(text, end):
        return None
    return end, _scan(text, start + 1, True)[0]


def read_strict(text: str, start: int) -> tuple[str, int] | None:
    """The value and the end of a valid string, whatever follows it."""
    return _scan(text, start + 1, True) if _strict_end(text, start) is not None else None


def _strict_end(text: str, start: int) -> int | None:
    """Behind the closing quote of a valid string, or None; the library would count lines for each that is none."""
    at = start + 1
    while True:
        run = _RUN.match(text, at)
        at = run.end() if run is not None else at
        if text[at : at + 1] == '"':
            return at + 1
        escapes = _ESCAPES.match(text, at)
        if escapes is None:
            return None
        at = escapes.end()


_VALUE_START = r'(?:["“‘\'{\[<$]|-?\d|true\b|false\b|null\b)'
_NEXT_KEY = r"""(?:["'“][^"\n]{0,120}["'”]""" + rf"{_B}:)"
_CLOSERS = r"[}\]][ \t\r}\]]*+(?:[,\n']|\Z)"
_ENDS = {
    KEY: re.compile(rf"{_B}:"),
    MEMBER: re.compile(rf"{_B}(?:\n|\Z|{_CLOSERS}|,{_B}(?:\n|\Z|{_NEXT_KEY}|[}}\]/#]))"),
    ITEM: re.compile(rf"{_B}(?:\n|\Z|{_CLOSERS}|,{_B}(?:\n|\Z|{_VALUE_START}|[}}\]/#]))"),
    ROOT: re.compile(rf"{_B}(?:\n|\Z)"),
}
"""What follows the quote that ends a broken string, by the place of the string."""

_LOOSE = rf"""{_B}(?:\n|//|/\*|\.\.\.|\\{_B}\n|\{{{_W}["}}]|\[{_W}["{{\[\]\d-])|[ \t]+(?:["#“‘]|\{{%)"""
_SHORT = rf'"[^"\n]{{0,120}}"{_W}[:,}}\]]'
_JOINT = rf"|{_B}[.;|)]{_B}\n|{_B}[;|]{_W}{_SHORT}|{_B}\+{_B}\"|{_SHORT}"
_ACCEPTED = {
    KEY: re.compile(rf"{_LOOSE}{_JOINT}|{_B}(?:=|-|;|{_VALUE_START})"),
    MEMBER: re.compile(_LOOSE + _JOINT),
    ITEM: re.compile(rf"{_LOOSE}{_JOINT}|{_B}(?:-?\d|true\b|false\b|null\b)"),
    ROOT: re.compile(""),
}
"""What may follow a valid string although a comma or a colon is missing there."""

_OPEN_KEY = re.compile(rf'"([\w.$@-]{{1,80}}){_B}:{_W}{_VALUE_START}')
_KEY_BEFORE = re.compile(rf"{_B}:{_B}(?:{_VALUE_START}|\n)")
_KEY_TEXT = re.compile(r"[\w.$@-]{1,80}")
_LONGEST_KEY = 120

_INTERESTING = re.compile(r'["\\\x00-\x1f]')
_BAD_ESCAPE = re.compile(r"\\(?:u[0-9a-fA-F]{0,3}|[^\r\n\"])?")
_LINE_BREAK = re.compile(r"\r?\n|\r")
_LITERAL_LINE = rf"(?:-?\d[\d.eE+-]*+|true|false|null){_B},?{_B}(?:\n|\Z)"
_CONTINUED = re.compile(
    rf"""{_W}(?:(?="{_B}(?:[,}}\]\n]|\Z))"""
    rf"""|(?!["}}\],:\#]|//|/\*|\{{%|\Z|[\[{{]{_B}(?:\n|\Z)|{_LITERAL_LINE}|[\w.$@-]{{1,80}}{_B}:{_B}{_VALUE_START}))"""
)
_EMBEDDED = re.compile(rf'"{_B}[\[{{]{_B}["\[{{]')
_EMBEDDED_END = re.compile(rf'[}}\]]{_B}"(?={_B}(?:[,}}\]\n]|\Z))|\n|\Z')
_TAIL = " \t\r,]}"


class BrokenStrings:
    """Reads the strings of one text that ``read_sound`` has refused: broken ones, or with a strange neighbour."""

    def __init__(self, text: str) -> None:
        self._text = text
        self._plain_until = -1

    def read(self, start: int, place: int) -> BrokenString:
        text = self._text
        key = _OPEN_KEY.match(text, start) if place == KEY else None
        if key is not None:
            return BrokenString(key.end(1), key[1], [("unterminated-string", key.end(1) - 1, key.end(1))], True)
        end = _strict_end(text, start)
        if end is not None and _ACCEPTED[place].match(text, end):
            return BrokenString(end, _scan(text, start + 1, True)[0], [])
        return self._embedded(start, place) or _Reader(text, start, place).read()

    def _embedded(self, start: int, place: int) -> BrokenString | None:
        """JSON pasted into a string: its own quotes look like ends, so look for the bracket before the end."""
        if place == KEY or start < self._plain_until or not _EMBEDDED.match(self._text, start):
            return None
        end = _EMBEDDED_END.search(self._text, start)
        if end is None or end[0] in ("\n", ""):
            self._plain_until = end.start() if end is not None else len(self._text)
            return None
        first = self._text.find('"', start + 1)
        value = decode(self._text[start + 1 : end.end() - 1])
        return BrokenString(end.end(), value, [("unescaped-quote", first, first + 1)])


class _Reader:
    """One broken string, read mark by mark."""

    def __init__(self, text: str, start: int, place: int) -> None:
        self.text = text
        self.start = start
        self.place = place
        self.found: dict[str, Found] = {}
        self.quotes: list[int] = []
        self.limit = min(len(text), start + _LONGEST_KEY) if place == KEY else len(text)

    def read(self) -> BrokenString:
        position = self.start + 1
        while mark := _INTERESTING.search(self.text, position, self.limit):
            character = mark[0]
            if character == '"':
                after = self._quote(mark.start())
            elif character == "\\":
                after = self._backslash(mark.start())
            else:
                after = self._control(mark.start())
            if isinstance(after, BrokenString):
                return after
            position = after
        return self._cut(self.limit)

    def _note(self, cause: str, start: int, end: int) -> None:
        self.found.setdefault(cause, (cause, start, end))

    def _broken(self, end: int, content_end: int, *, is_open: bool = False) -> BrokenString:
        if self.quotes:
            self._note("unescaped-quote", self.quotes[0], self.quotes[0] + 1)
        value = decode(self.text[self.start + 1 : content_end])
        return BrokenString(end, value, list(self.found.values()), is_open)

    def _quote(self, position: int) -> BrokenString | int:
        if _ENDS[self.place].match(self.text, position + 1):
            return self._broken(position + 1, position)
        if self.place in (MEMBER, ITEM) and self.quotes and _KEY_BEFORE.match(self.text, position + 1):
            before = self.quotes[-1]
            if _KEY_TEXT.fullmatch(self.text, before + 1, position) and self.text[before - 1] in " \t,":
                return self._unterminated(before)
        self.quotes.append(position)
        return position + 1

    def _backslash(self, position: int) -> int:
        escape = ESCAPE.match(self.text, position)
        if escape is not None:
            return escape.end()
        if _LINE_BREAK.match(self.text, position + 1):
            return position + 1
        bad = _BAD_ESCAPE.match(self.text, position)
        end = bad.end() if bad is not None else position + 1
        if end < len(self.text):
            self._note("bad-escape", position, end)
        return end

    def _control(self, position: int) -> BrokenString | int:
        found = _LINE_BREAK.match(self.text, position)
        if found is None:
            self._note("control-character", position, position + 1)
            return position + 1
        continued = _CONTINUED.match(self.text, found.end())
        if self.place == KEY or len(self.quotes) == 1 or continued is None:
            return self._cut(position)
        self._note("raw-line-break", position - (self.text[position - 1] == "\\"), found.end())
        return continued.end()

    def _cut(self, position: int) -> BrokenString:
        """The line ends and the string does not."""
        if len(self.quotes) == 1 or (self.quotes and self.place == KEY):
            end = self.quotes[0]
            self.quotes = []
            return self._broken(end + 1, end)
        if self.quotes:
            end = self._tail(position)
            return self._broken(end, end, is_open=True)
        return self._unterminated(position)

    def _unterminated(self, position: int) -> BrokenString:
        end = self._tail(position)
        self.quotes = []
        self.found.pop("raw-line-break", None)
        if self.text[end - 1] in "”“»" and end - 1 > self.start:
            self._note("smart-quote", self.start, end)
            return self._broken(end, end - 1)
        if "bad-escape" in self.found and self.text.startswith('\\"', end - 2) and end - 2 > self.start:
            return self._broken(end, end - 1)
        self._note("unterminated-string", end - 1, end)
        return self._broken(end, end, is_open=True)

    def _tail(self, position: int) -> int:
        return tail(self.text, self.start + 1, position)


def tail(text: str, start: int, end: int) -> int:
    """Where the text of an open string ends: without the comma and the brackets that belong to its host."""
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
    "'": re.compile(r"(['’])|\n"),
    "`": re.compile(r"(`)|\n"),
    "‘": re.compile(r"(['’‘‛])|\n"),
    "’": re.compile(r"(['’‘‛])|\n"),
    "‚": re.compile(r"(['’‘‛])|\n"),
    "‛": re.compile(r"(['’‘‛])|\n"),
}
_SMART_MARK = re.compile(r'(["”“»«„‟])|\n')
ODD_QUOTES = frozenset("'`‘’‚‛“”„‟«»")
_BARE_KEY = re.compile(rf"{_B},{_B}[A-Za-z_$][\w.$-]{{0,80}}{_B}:")


def read_odd(text: str, start: int, place: int) -> BrokenString:
    """A string in other quotes than JSON's; the one problem is the quotes."""
    marks = _ODD_MARKS.get(text[start], _SMART_MARK)
    cause = "single-quote" if text[start] in "'`" else "smart-quote"
    limit = min(len(text), start + _LONGEST_KEY) if place == KEY else len(text)
    position = start + 1
    while found := marks.search(text, position, limit):
        position = found.end()
        if found[1] is None:
            limit = found.start()
            break
        if _ends_odd(text, found, place):
            return BrokenString(position, decode(text[start + 1 : found.start()]), [(cause, start, position)])
    end = tail(text, start + 1, limit)
    return BrokenString(end, decode(text[start + 1 : end]), [(cause, start, end)], True)


def _ends_odd(text: str, found: re.Match[str], place: int) -> bool:
    patterns = (_ENDS[place], _ACCEPTED[place], _BARE_KEY)
    return place == ROOT or any(pattern.match(text, found.end()) for pattern in patterns)


_ESCAPED = re.compile(r'\\"([^"\\\n]*+)\\"')


def read_escaped(text: str, start: int) -> tuple[int, str] | None:
    r"""A string between ``\"`` and ``\"``: the whole text has been copied out of a string."""
    found = _ESCAPED.match(text, start)
    return (found.end(), found[1]) if found is not None else None


NOT_A_NUMBER = re.compile(r"[+-]?(?:nan|inf|infinity)", re.IGNORECASE)
BAD_NUMBER = re.compile(r"[+-]?(?:0[xX][0-9a-fA-F]+|0[bBoO][0-7]+|(?=[\d.]*\d)[\d_]*\.?\d*(?:[eE][+-]?\d*)?)|-")


def number(text: str, *, whole: bool) -> int | float:
    """The value of a number, as ``json.loads`` has it; of too many digits for that, a float."""
    if whole:
        try:
            return int(text)
        except ValueError:  # more digits than Python wants to convert
            return float(text)
    return float(text)


def guess(rough: str) -> int | float | str:
    """What a number that JSON does not know most likely means; the text itself if nothing."""
    text = rough.replace("_", "")
    try:
        return int(text, 0) if text[1:2].isalpha() and text[0] == "0" else int(text)
    except ValueError:
        pass
    try:
        return float(text)
    except ValueError:
        return rough
