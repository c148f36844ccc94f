"""The tokens of a JSON text, and of what people write in its place.

Blanks, comments and other things that stand between the tokens are passed over (and reported, once each).
"""

from __future__ import annotations

import re
from bisect import bisect_right
from typing import Any, Final

from ce_lint.document.json import problems as fixes
from ce_lint.document.json.problems import invalid
from ce_lint.document.json.strings import (
    BAD_NUMBER,
    KEY,
    NOT_A_NUMBER,
    ODD_QUOTES,
    BrokenString,
    BrokenStrings,
    guess,
    number,
    read_escaped,
    read_odd,
    read_sound,
)
from ce_lint.document.nodes import Edit, SyntaxProblem

END: Final = ""
STRING: Final = '"'
SCALAR: Final = "0"
"""A number, a word or a template, right or wrong."""
STRAY: Final = "?"
"""Something that is neither a value nor a sign of JSON."""
STATEMENT: Final = "%"
"""A template that stands between the members of an object."""

_BLANK = re.compile(r"[ \t\r\n]*+")
_NUMBER = re.compile(r"-?(?:0|[1-9][0-9]*+)(\.[0-9]++)?([eE][-+]?[0-9]++)?(?=[ \t\r\n,\[\]{}/#:;\"]|\Z)")
_WORD = re.compile(r"(?:true|false|null)(?![\w.$@+-])")
_CONSTANTS = {"true": True, "false": False, "null": None}

_COMMENT = re.compile(r"//[^\n]*+|\#(?!\{|[0-9A-Fa-f]{3,8}[ \t]*+[,}\]\n])[^\n]*+|/\*")
_STRANGE = re.compile("[\x0b\x0c\x85\xa0\u1680\u2000-\u200d\u2028\u2029\u202f\u205f\u2060\u3000\ufeff]+")
_CONTINUATION = re.compile(r"\\[ \t\r]*+(?:\n|\Z)")
_ELLIPSIS = re.compile(r"(?:\.\.\.+|…)(?![\w\"])")
_FENCE = re.compile(r"```+[a-z]*+(?=[ \t\r]*+(?:\n|\Z))")
_STATEMENT = re.compile(r"\{%[^%\n]*+%\}|\{\{[#/^!>&][^{}\n]*+\}\}")
_TRIVIA = frozenset("`/#\\.…\x0b\x0c\x85\xa0\u1680\u2028\u2029\u202f\u205f\u2060\u3000\ufeff") | {
    chr(code) for code in range(0x2000, 0x200E)
}

TEMPLATE = re.compile(
    r"\{\{\{[^{}\n]++\}\}\}|\{\{(?![ \t]*[\"}])[^{}\n]*+\}\}|\$\{[^{}\n]*+\}|%\{[^{}\n]*+\}|\#\{[^{}\n]*+\}"
    r"|<<?[A-Za-z_/!][^<>\n]*+>>?|\$[A-Za-z_]\w*+|\{%[^%\n]*+%\}"
)
_ROUGH = re.compile(r"""(?>(?:[^ \t\r\n,\[\]{}"“”\\/]|[ \t]++(?!//|\#)|/(?!\*)|\\(?![ \t\r]*+\n))*)""")
"""Text up to the next sign of JSON, line break or comment."""
_ROUGH_KEY = re.compile(r"""[^\s,:\[\]{}"“”][^\s,:\[\]{}"“”<]*+""")
_CLOSING_QUOTE = re.compile(r'"(?=[ \t\r]*+(?:[,:}\]\n]|\Z))')
_QUOTE = re.compile(r'["\n]')
_WORDS = {
    "undefined": "word-null",
    "true": "word-true",
    "false": "word-false",
    "null": "word-null",
    "none": "word-null",
    "nil": "word-null",
}
_SPELLED = {"word-true": True, "word-false": False, "word-null": None}


class Tokens:
    """Reads one token at a time: ``kind`` is a sign of JSON or one of the names above.

    ``value`` is what a string or scalar stands for, ``is_open`` that its closing quote is missing,
    ``statement`` that a template statement stood before the token.
    """

    def __init__(self, text: str) -> None:
        self.text = text
        self.problems: list[SyntaxProblem] = []
        self.kind = END
        self.start = 0
        self.end = 0
        self.value: Any = None
        self.is_open = False
        self.statement = ""
        self._broken = BrokenStrings(text)
        self._once: set[str] = set()
        self._no_comment_end = False
        self._line_starts: list[int] | None = None
        self._next_quote = -1

    def report(self, cause: str, start: int, end: int, edits: tuple[Edit, ...] = ()) -> None:
        self.problems.append(invalid(cause, start, end, edits))

    def report_once(self, cause: str, start: int, end: int) -> None:
        if cause not in self._once:
            self._once.add(cause)
            self.report(cause, start, end)

    def next(self, place: int) -> str:
        """Read the next token, where ``place`` says what should stand there; the kind of the token."""
        text = self.text
        self.is_open = False
        self.statement = ""
        blank = _BLANK.match(text, self.end)
        start = blank.end() if blank is not None else self.end
        character = text[start : start + 1]
        if character in _TRIVIA or (character == "{" and text.startswith(("{%", "{{"), start)):
            start = self._pass_over(start)
            character = text[start : start + 1]
        self.start = start
        if character == '"':
            self._string(start, place)
        elif character in "{}[],:" and not (character == "{" and TEMPLATE.match(text, start)):
            self._set(character, start + len(character))
        else:
            self._scalar(start, place)
        return self.kind

    def line(self, offset: int) -> int:
        """The number of the line that the offset is in, counted from 1."""
        if self._line_starts is None:
            self._line_starts = [found.end() for found in re.finditer("\n", self.text)]
        return bisect_right(self._line_starts, offset) + 1

    def skip(self) -> int:
        """Pass over blanks, comments and the like; where the next token starts."""
        blank = _BLANK.match(self.text, self.end)
        self.end = self._pass_over(blank.end() if blank is not None else self.end)
        return self.end

    def peek(self) -> str:
        """The next character that is no blank, as it stands."""
        blank = _BLANK.match(self.text, self.end)
        start = blank.end() if blank is not None else self.end
        return self.text[start : start + 1]

    def _set(self, kind: str, end: int, value: Any = None) -> None:
        self.kind = kind
        self.end = end
        self.value = value

    def _string(self, start: int, place: int) -> None:
        sound = read_sound(self.text, start)
        if sound is not None:
            self._set(STRING, *sound)
            return
        broken = self._broken.read(start, place)
        self._broken_string(broken)

    def _broken_string(self, broken: BrokenString) -> None:
        for cause, start, end in broken.found:
            is_quoted = cause == "smart-quote" and not broken.open and len(broken.found) == 1
            self.report(cause, start, end, fixes.quotes(self.text, start, end) if is_quoted else ())
        self._set(STRING, broken.end, broken.value)
        self.is_open = broken.open

    def _scalar(self, start: int, place: int) -> None:
        text = self.text
        digits = _NUMBER.match(text, start) if place != KEY else None
        word = _WORD.match(text, start) if place != KEY else None
        if digits is not None:
            self._set(SCALAR, digits.end(), number(digits[0], whole=digits.lastindex is None))
        elif word is not None:
            self._set(SCALAR, word.end(), _CONSTANTS[word[0]])
        elif text[start] in ODD_QUOTES:
            self._broken_string(read_odd(text, start, place))
        elif escaped := read_escaped(text, start):
            self.report_once("escaped-quote", start, start + 2)
            self._set(STRING, *escaped)
        elif place == KEY:
            self._rough_key(start)
        else:
            self._rough(start)

    def _rough_key(self, start: int) -> None:
        template = TEMPLATE.match(self.text, start)
        found = template or _ROUGH_KEY.match(self.text, start)
        end = found.end() if found is not None else start + 1
        quote = _CLOSING_QUOTE.match(self.text, end)
        self._set(SCALAR, quote.end() if quote is not None else end, self.text[start:end])
        if template is not None and quote is None:
            self.report("template-expression", start, self.end)
            self.kind = SCALAR if self.peek() == ":" else STATEMENT
        elif self.peek() == ":":
            self.report("unquoted-key" if quote is None else "half-quoted-key", start, self.end)
        else:
            self.kind = STRAY

    def _rough(self, start: int) -> None:
        """A value that is not written as JSON: text and templates up to the next sign."""
        text = self.text
        end = start
        has_template = False
        while True:
            template = TEMPLATE.match(text, end)
            after = template.end() if template is not None else self._plain_end(end)
            has_template = has_template or template is not None
            if after == end:
                break
            end = after
        end = start + max(1, len(text[start:end].rstrip()))
        quote = self._lonely_quote(end)
        if quote is not None:
            self._set(SCALAR, quote + 1, text[start:quote])
            self.report("half-quoted-value", start, quote + 1)
        else:
            has_template = has_template or TEMPLATE.search(text, start, end) is not None
            self._classify(start, end, text[start:end], has_template)

    def _lonely_quote(self, start: int) -> int | None:
        """The closing quote of a text whose opening one is missing."""
        if start > self._next_quote:
            found = _QUOTE.search(self.text, start)
            self._next_quote = found.start() if found is not None else len(self.text)
        quote = self._next_quote
        if self.text[quote : quote + 1] != '"' or self.text[quote - 1] in ' \t,:[{("':
            return None
        return quote if _CLOSING_QUOTE.match(self.text, quote) else None

    def _plain_end(self, start: int) -> int:
        rough = _ROUGH.match(self.text, start)
        end = rough.end() if rough is not None else start
        return end - 1 if end > start and self.text[end : end + 1] == "{" and self.text[end - 1] in "$%#" else end

    def _classify(self, start: int, end: int, rough: str, has_template: bool) -> None:
        value: Any = rough
        word = _WORDS.get(rough.lower())
        if has_template:
            cause = "template-expression"
        elif NOT_A_NUMBER.fullmatch(rough):
            cause, value = "not-a-number", None
        elif BAD_NUMBER.fullmatch(rough):
            cause, value = "bad-number", guess(rough)
        elif word is not None:
            cause, value = word, _SPELLED[word]
        elif any(character.isalnum() for character in rough):
            cause = "unquoted-value"
        else:
            self._set(STRAY, end, rough)
            return
        self._set(SCALAR, end, value)
        self.report(cause, start, end)

    def _pass_over(self, start: int) -> int:
        """Where the next token starts after comments and the like."""
        while (end := self._comments(start)) > start or (end := self._oddity(start)) > start:
            blank = _BLANK.match(self.text, end)
            start = blank.end() if blank is not None else end
        return start

    def _oddity(self, start: int) -> int:
        """The end of something that stands here and means nothing in JSON; ``start`` if it means something."""
        text = self.text
        if found := _CONTINUATION.match(text, start):
            self.report("line-continuation", start, start + 1)
        elif found := _ELLIPSIS.match(text, start):
            self.report("ellipsis", start, found.end())
        elif found := _STRANGE.match(text, start):
            self.report_once("strange-blank", start, found.end())
        elif found := _FENCE.match(text, start):
            self.report("fence", start, found.end())
        elif found := _STATEMENT.match(text, start):
            self.statement = found[0]
            self.report("template-expression", start, found.end())
        return found.end() if found is not None else start

    def _comments(self, start: int) -> int:
        """The end of the comments that stand here one after the other: together they are one problem."""
        end = position = start
        while (found := _COMMENT.match(self.text, position)) and (after := self._comment_end(found)) > position:
            end = after
            blank = _BLANK.match(self.text, end)
            position = blank.end() if blank is not None else end
        if end > start:
            end = start + len(self.text[start:end].rstrip())
            self.report("comment", start, end, fixes.comment(self.text, start, end))
        return end

    def _comment_end(self, found: re.Match[str]) -> int:
        if found[0] != "/*":
            return found.end()
        end = -1 if self._no_comment_end else self.text.find("*/", found.end())
        if end >= 0:
            return end + 2
        self._no_comment_end = True
        line = self.text.find("\n", found.end())
        return line if line >= 0 else len(self.text)
