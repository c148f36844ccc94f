"""The tokens of a JSON text, and of what people write in its place.

Comments and other things between the tokens are skipped, and reported.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from typing import Any, Final, NamedTuple

from ce_lint.document.json.broken_strings import (
    KEY,
    ODD_QUOTES,
    BrokenString,
    BrokenStringParser,
    parse_escaped_quotes,
    parse_odd_quotes,
)
from ce_lint.document.json.numbers import BAD_NUMBER, NOT_A_NUMBER, guess_number, parse_number
from ce_lint.document.json.problems import Edits, create_problem, remove_comments, straighten_quotes
from ce_lint.document.json.strings import parse_string_in_place
from ce_lint.document.nodes import Span, SyntaxProblem
from ce_lint.util.lazy_pattern import lazy_pattern

END: Final = ""
PUNCTUATION: Final = frozenset("{}[],:")
STRING: Final = '"'
SCALAR: Final = "0"
"""A number, a word or a template, valid or not."""
STRAY: Final = "?"
"""Something that is neither a value nor punctuation of JSON."""
STATEMENT: Final = "%"
"""A template statement among the members of an object."""

_SPACE = re.compile(r"[ \t\r\n]*+")
_NUMBER = re.compile(r"-?(?:0|[1-9][0-9]*+)(\.[0-9]++)?([eE][-+]?[0-9]++)?(?=[ \t\r\n,\[\]{}/#:;\"]|\Z)")
_WORD = re.compile(r"(?:true|false|null)(?![\w.$@+-])")
_CONSTANTS = {"true": True, "false": False, "null": None}

_COMMENT = re.compile(r"//[^\n]*+|\#(?!\{|[0-9A-Fa-f]{3,8}[ \t]*+[,}\]\n])[^\n]*+|/\*")
_STRANGE_SPACE = re.compile("[\x0b\x0c\x85\xa0\u1680\u2000-\u200d\u2028\u2029\u202f\u205f\u2060\u3000\ufeff]+")
_CONTINUATION = re.compile(r"\\[ \t\r]*+(?:\n|\Z)")
_ELLIPSIS = re.compile(r"(?:\.\.\.+|…)(?![\w\"])")
_FENCE = re.compile(r"```+[a-z]*+(?=[ \t\r]*+(?:\n|\Z))")
_STATEMENT = re.compile(r"\{%[^%\n]*+%\}|\{\{[#/^!>&][^{}\n]*+\}\}")
_SKIPPED_STARTS = frozenset("`/#\\.…\x0b\x0c\x85\xa0\u1680\u2028\u2029\u202f\u205f\u2060\u3000\ufeff") | {
    chr(code) for code in range(0x2000, 0x200E)
}
"""The first characters of what is skipped between tokens, other than whitespace of JSON and templates."""

TEMPLATE = re.compile(
    r"\{\{\{[^{}\n]++\}\}\}|\{\{(?![ \t]*[\"}])[^{}\n]*+\}\}|\$\{[^{}\n]*+\}|%\{[^{}\n]*+\}|\#\{[^{}\n]*+\}"
    r"|<<?[A-Za-z_/!][^<>\n]*+>>?|\$[A-Za-z_]\w*+|\{%[^%\n]*+%\}"
)
_BARE = lazy_pattern(r"""(?>(?:[^ \t\r\n,\[\]{}"“”\\/]|[ \t]++(?!//|\#)|/(?!\*)|\\(?![ \t\r]*+\n))*)""")
"""Text up to the next punctuation of JSON, line break or comment."""
_BARE_KEY = lazy_pattern(r"""[^\s,:\[\]{}"“”][^\s,:\[\]{}"“”<]*+""")
_CLOSING_QUOTE = lazy_pattern(r'"(?=[ \t\r]*+(?:[,:}\]\n]|\Z))')
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


class Token(NamedTuple):
    """A token of a text; ``kind`` as in ``Lexer``."""

    kind: str
    start: int
    end: int


class Lexer:
    """Reads one token of a text at a time; the attributes are those of the last one.

    ``kind`` is ``{``, ``}``, ``[``, ``]``, ``:``, ``,`` or one of the names above. ``value`` is what a string or scalar
    stands for, ``is_open`` tells that the closing quote of a string is missing, and ``statement`` is the template
    statement that was skipped before the token. ``problems`` are those met so far; ``tokens`` are all
    tokens so far, if they are to be kept, which takes time.
    """

    def __init__(self, text: str, *, keep_tokens: bool = False) -> None:
        self.text = text
        self.problems: list[SyntaxProblem] = []
        self.tokens: list[Token] | None = [] if keep_tokens else None
        self.kind = END
        self.start = 0
        self.end = 0
        self.value: Any = None
        self.is_open = False
        self.statement = ""
        self._broken_strings = BrokenStringParser(text)
        self._reported: set[str] = set()
        self._no_comment_end = False
        self._line_starts: list[int] | None = None
        self._next_quote = -1

    def report(self, cause: str, start: int, end: int, edits: Edits = ()) -> None:
        """Add a problem."""
        self.problems.append(create_problem(cause, start, end, edits))

    def report_once(self, cause: str, start: int, end: int) -> None:
        """Add a problem, unless the text has one of this cause already."""
        if cause not in self._reported:
            self._reported.add(cause)
            self.report(cause, start, end)

    def next(self, expected: int) -> str:
        """Read the next token, and return its kind. ``expected`` is what a value or key there would be: ``KEY``, …"""
        text = self.text
        self.is_open = False
        self.statement = ""
        start = self._skip_space(self.end)
        character = text[start : start + 1]
        if character in _SKIPPED_STARTS or (character == "{" and text.startswith(("{%", "{{"), start)):
            start = self._skip_from(start)
            character = text[start : start + 1]
        self.start = start
        if character == '"':
            self._read_string(start, expected)
        elif character in "{}[],:" and not (character == "{" and TEMPLATE.match(text, start)):
            self._set(character, start + len(character))
        else:
            self._read_scalar(start, expected)
        if self.tokens is not None:
            self.tokens.append(Token(self.kind, start, self.end))
        return self.kind

    def replace_typo(self, kind: str, cause: str, typo: re.Match[str], edits: Edits = ()) -> Span:
        """Take what the first group of ``typo`` matched for a token of this kind, and report it. Returns its span."""
        span = Span(*typo.span(1))
        self.report(cause, *span, edits)
        if self.tokens is not None:
            self.tokens.append(Token(kind, *span))
        self.end = typo.end()
        return span

    def line(self, offset: int) -> int:
        """The line, from 1, that an offset is in."""
        if self._line_starts is None:
            self._line_starts = [found.end() for found in re.finditer("\n", self.text)]
        return bisect_right(self._line_starts, offset) + 1

    def skip(self) -> int:
        """Skip whitespace, comments and the like, and return where the next token starts."""
        self.end = self._skip_from(self._skip_space(self.end))
        return self.end

    def peek(self) -> str:
        """The next character that is not whitespace; empty at the end of the text."""
        start = self._skip_space(self.end)
        return self.text[start : start + 1]

    def _set(self, kind: str, end: int, value: Any = None) -> None:
        self.kind = kind
        self.end = end
        self.value = value

    def _skip_space(self, start: int) -> int:
        found = _SPACE.match(self.text, start)
        return found.end() if found is not None else start

    def _read_string(self, start: int, expected: int) -> None:
        valid = parse_string_in_place(self.text, start)
        if valid is not None:
            self._set(STRING, valid[1], valid[0])
        else:
            self._take_string(self._broken_strings.parse(start, expected))

    def _take_string(self, string: BrokenString) -> None:
        for cause, start, end in string.problems:
            is_fixable = cause == "smart-quote" and not string.is_open and len(string.problems) == 1
            self.report(cause, start, end, straighten_quotes(self.text, start, end) if is_fixable else ())
        self._set(STRING, string.end, string.value)
        self.is_open = string.is_open

    def _read_scalar(self, start: int, expected: int) -> None:
        text = self.text
        digits = _NUMBER.match(text, start) if expected != KEY else None
        word = _WORD.match(text, start) if expected != KEY else None
        if digits is not None:
            self._set(SCALAR, digits.end(), parse_number(digits[0], is_integer=digits.lastindex is None))
        elif word is not None:
            self._set(SCALAR, word.end(), _CONSTANTS[word[0]])
        elif text[start] in ODD_QUOTES:
            self._take_string(parse_odd_quotes(text, start, expected))
        elif escaped := parse_escaped_quotes(text, start):
            self.report_once("escaped-quote", start, start + 2)
            self._set(STRING, escaped[1], escaped[0])
        elif expected == KEY:
            self._read_bare_key(start)
        else:
            self._read_bare_value(start)

    def _read_bare_key(self, start: int) -> None:
        """A key without an opening quote, or a template in its place."""
        template = TEMPLATE.match(self.text, start)
        found = template or _BARE_KEY.match(self.text, start)
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

    def _read_bare_value(self, start: int) -> None:
        """A value that is not written as JSON: text and templates up to the next punctuation."""
        text = self.text
        end = start
        has_template = False
        while True:
            template = TEMPLATE.match(text, end)
            after = template.end() if template is not None else self._find_bare_end(end)
            has_template = has_template or template is not None
            if after == end:
                break
            end = after
        end = start + max(1, len(text[start:end].rstrip()))
        quote = self._find_lone_quote(end)
        if quote is not None:
            self._set(SCALAR, quote + 1, text[start:quote])
            self.report("half-quoted-value", start, quote + 1)
        else:
            has_template = has_template or TEMPLATE.search(text, start, end) is not None
            self._classify(start, end, text[start:end], has_template)

    def _find_lone_quote(self, start: int) -> int | None:
        """The closing quote of a string whose opening one is missing; None if there is none."""
        if start > self._next_quote:
            found = _QUOTE.search(self.text, start)
            self._next_quote = found.start() if found is not None else len(self.text)
        quote = self._next_quote
        if self.text[quote : quote + 1] != '"' or self.text[quote - 1] in ' \t,:[{("':
            return None
        return quote if _CLOSING_QUOTE.match(self.text, quote) else None

    def _find_bare_end(self, start: int) -> int:
        bare = _BARE.match(self.text, start)
        end = bare.end() if bare is not None else start
        return end - 1 if end > start and self.text[end : end + 1] == "{" and self.text[end - 1] in "$%#" else end

    def _classify(self, start: int, end: int, bare: str, has_template: bool) -> None:
        """Take a text that is not written as JSON for the value that it most likely means."""
        value: Any = bare
        word = _WORDS.get(bare.lower())
        if has_template:
            cause = "template-expression"
        elif NOT_A_NUMBER.fullmatch(bare):
            cause, value = "not-a-number", None
        elif BAD_NUMBER.fullmatch(bare):
            cause, value = "bad-number", guess_number(bare)
        elif word is not None:
            cause, value = word, _SPELLED[word]
        elif any(character.isalnum() for character in bare):
            cause = "unquoted-value"
        else:
            self._set(STRAY, end, bare)
            return
        self._set(SCALAR, end, value)
        self.report(cause, start, end)

    def _skip_from(self, start: int) -> int:
        """Where the next token starts, after comments and the like."""
        while (end := self._skip_comments(start)) > start or (end := self._skip_foreign(start)) > start:
            start = self._skip_space(end)
        return start

    def _skip_foreign(self, start: int) -> int:
        """The end of something at ``start`` that means nothing in JSON; ``start`` if there is nothing like that."""
        text = self.text
        if found := _CONTINUATION.match(text, start):
            self.report("line-continuation", start, start + 1)
        elif found := _ELLIPSIS.match(text, start):
            self.report("ellipsis", start, found.end())
        elif found := _STRANGE_SPACE.match(text, start):
            self.report_once("strange-space", start, found.end())
        elif found := _FENCE.match(text, start):
            self.report("fence", start, found.end())
        elif found := _STATEMENT.match(text, start):
            self.statement = found[0]
            self.report("template-expression", start, found.end())
        return found.end() if found is not None else start

    def _skip_comments(self, start: int) -> int:
        """The end of the comments that follow one another from ``start``: together they are one problem."""
        end = position = start
        while (found := _COMMENT.match(self.text, position)) and (after := self._find_comment_end(found)) > position:
            end = after
            position = self._skip_space(end)
        if end > start:
            end = start + len(self.text[start:end].rstrip())
            self.report("comment", start, end, remove_comments(self.text, start, end))
        return end

    def _find_comment_end(self, found: re.Match[str]) -> int:
        if found[0] != "/*":
            return found.end()
        end = -1 if self._no_comment_end else self.text.find("*/", found.end())
        if end >= 0:
            return end + 2
        self._no_comment_end = True
        line = self.text.find("\n", found.end())
        return line if line >= 0 else len(self.text)
