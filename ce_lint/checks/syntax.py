"""Can it be read? What the readers met, and characters that nobody sees."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any, ClassVar, Literal

from ce_lint.checks.base import Check
from ce_lint.document.changes import Part, rewrite, rewrite_key
from ce_lint.document.document import Document
from ce_lint.document.nodes import Edit, SyntaxProblem
from ce_lint.document.pollers import POLLER_KEY, Poller
from ce_lint.violation import Finding

_ONE_HABIT = frozenset({"single-quote", "unquoted-key", "smart-quote"})
"""Mistakes that somebody makes everywhere or nowhere: told once for a text."""


class Syntax(Check):
    """The mistakes of syntax that the reader of the file met."""

    kind: ClassVar[str] = "syntax"
    problem: Literal["invalid-json", "invalid-yaml", "duplicate-key"]

    def find(self, document: Document) -> Iterator[Finding]:
        told: set[str] = set()
        for problem in document.problems:
            if problem.rule != self.problem or (problem.cause in told and problem.cause in _ONE_HABIT):
                continue
            told.add(problem.cause)
            yield self._finding(document, problem)
        if self.problem == "duplicate-key" and POLLER_KEY in document.keys:
            yield from _in_pollers(document)

    @staticmethod
    def _finding(document: Document, problem: SyntaxProblem) -> Finding:
        message = problem.message
        related: tuple[Finding, ...] = ()
        if problem.related is not None and problem.rule == "duplicate-key":
            message += f" (the first is on line {document.source.lines.number(problem.related.start) + 1})"
            related = (Finding((), "The first occurrence", span=problem.related),)
        edits = _habit(document, problem) if problem.cause in _ONE_HABIT else problem.edits
        return Finding((), message, problem.help, span=problem.span, edits=edits, related=related)


def _habit(document: Document, problem: SyntaxProblem) -> tuple[Edit, ...]:
    """What fixes every mistake of one habit; nothing where one of them needs a person."""
    alike = [other.edits for other in document.problems if other.cause == problem.cause]
    return tuple(edit for edits in alike for edit in edits) if all(alike) else ()


def _in_pollers(document: Document) -> Iterator[Finding]:
    """Equal keys in the JSON of a poller map that is written as text."""
    for poller in document.pollers:
        if poller.broken and poller.text is not None:
            for problem in document.source.embedded(poller.text).problems:
                if problem.rule == "duplicate-key":
                    yield Finding(
                        poller.route, problem.message, problem.help, part=problem.span, related=_first(poller, problem)
                    )


def _first(poller: Poller, problem: SyntaxProblem) -> tuple[Finding, ...]:
    return (Finding(poller.route, "The first occurrence", part=problem.related),) if problem.related is not None else ()


_NAMES = {
    "\u00a0": "no-break space", "\u202f": "narrow no-break space", "\u2007": "figure space",
    "\u200b": "zero-width space", "\u200c": "zero-width non-joiner", "\u200d": "zero-width joiner",
    "\u2060": "word joiner", "\ufeff": "byte order mark", "\u00ad": "soft hyphen",
    "\u2028": "line separator", "\u2029": "paragraph separator",
    "\u200e": "left-to-right mark", "\u200f": "right-to-left mark",
    "“": "smart quote", "”": "smart quote", "„": "smart quote", "‘": "smart quote", "’": "smart quote",
}  # fmt: skip
_LIKE = {"\u00a0": " ", "\u202f": " ", "\u2007": " ", "‘": "'", "’": "'", "“": '"', "”": '"', "„": '"'}
_QUOTES = frozenset("‘’“”„")
_INVISIBLE = re.compile(f"[{''.join(_NAMES)}\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\u202a-\u202e\u2066-\u2069]+")


class InvisibleCharacter(Check):
    """Characters that look like nothing or like another, in keys and in values that a machine reads."""

    kind: ClassVar[str] = "invisible-character"

    def find(self, document: Document) -> Iterator[Finding]:
        text = document.source.text
        if text.isascii() and ("\\" not in text or not any(escape in text for escape in _ESCAPES)):
            return
        for parent, word in document.key_routes:
            if found := _INVISIBLE.search(word):
                name = document.shown(_INVISIBLE.sub("", word))
                parts = _visible(word)
                is_certain = _is_certain(word) and all(new in ("", " ") for _, _, new in parts)
                changes = (rewrite_key((*parent, word), *parts),) if is_certain else ()
                message = f"{name} contains a {_name(found)}, which makes it a different key"
                yield Finding((*parent, word), message, on_key=True, changes=changes)
        for parent, key, _, value in document.scalars:
            if isinstance(value, str) and is_for_machines(parent, key, value):
                yield from _in_value(document, (*parent, key), key, value)


def _in_value(document: Document, route: tuple[str | int, ...], key: str | int, value: str) -> Iterator[Finding]:
    found = _INVISIBLE.search(value)
    if found is None:
        return
    where = f"The value of {document.shown(key)}" if isinstance(key, str) else "This value"
    changes = (rewrite(route, *_visible(value)),) if _is_certain(value) else ()
    yield Finding(route, f"{where} contains a {_name(found)}", part=found.span(), changes=changes)


def _visible(text: str) -> list[Part]:
    """The parts that make a text visible: a blank inside for a wide one, straight quotes inside for smart ones."""
    last = len(text) - 1
    is_wrapped = all(_INVISIBLE.match(text, at) for at in (0, last))
    parts: list[Part] = []
    for found in _INVISIBLE.finditer(text):
        for at in range(*found.span()):
            is_around = at in (0, last) and (is_wrapped or text[at] not in _QUOTES)
            parts.append((at, at + 1, "" if is_around else _LIKE.get(text[at], "")))
    return parts


_VARIABLE = re.compile(r"\$\{[^{}]*\}")
_IN_DOUBT = re.compile(
    r"[\b\f]"  # `C:\bin` in JSON, more often than not
    r"|(?<=.)[\x85\u2028\u2029](?=.)"  # parts two lines
    r"|(?<=[^\x00-\x7f])[\u200c\u200d]|[\u200c\u200d](?=[^\x00-\x7f])"  # joins letters, or the parts of an emoji
    r"|(?<=\w)[‘’](?=\w)",  # the apostrophe of a name
    re.DOTALL,
)


def _is_certain(text: str) -> bool:
    """Whether nothing else can be meant by a text than what ``_visible`` makes of it."""
    bare = _VARIABLE.sub("", text)
    if _IN_DOUBT.search(bare):
        return False
    singles, doubles = (sum(map(bare.count, signs)) for signs in ("'‘’", '"“”„'))
    return singles % 2 == 0 and doubles % 2 == 0 and not (bare[:1] in _QUOTES and singles + doubles > 2)


def _name(found: re.Match[str]) -> str:
    character = found[0][0]
    return _NAMES.get(character) or f"control character (U+{ord(character):04X})"


_ESCAPES = ("\\u", "\\b", "\\f", "\\x")
_MACHINE_WORD = re.compile(r"\s*(?:[a-z][a-z0-9+.-]*:/|/|true\s*$|false\s*$|[-+]?\d+(?:\.\d+)?\s*$)", re.IGNORECASE)
_FREE_TEXT = frozenset({"description", "configDescription", "existingAccountDescription", "firstName", "lastName"})


def is_for_machines(parent: tuple[str | int, ...], key: str | int, value: str) -> bool:
    """Whether a text is a key, a URL, a number or a boolean, and no text for people."""
    if key in _FREE_TEXT:
        return False
    if key == "key" and parent in {("element",), ()}:
        return True
    bare = _INVISIBLE.sub("", value)
    return _MACHINE_WORD.match(bare) is not None and not (parent and parent[-1] == "tags")


def is_word_for_machines(value: Any) -> bool:
    """Whether a value is text that looks like a URL, a path, a number or a boolean."""
    return isinstance(value, str) and _MACHINE_WORD.match(value) is not None
