"""Checks of the family syntax: what the parsers could not read, and invisible characters."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any, ClassVar

from ce_lint.checks.base import Check
from ce_lint.document.changes import Part, rewrite, rewrite_key
from ce_lint.document.document import Document
from ce_lint.document.nodes import Edit, Route, SyntaxProblem
from ce_lint.document.pollers import POLLER_KEY, Poller
from ce_lint.document.walk import collect_scalars, iterate_keys
from ce_lint.util.lazy_pattern import lazy_pattern
from ce_lint.violation import Finding

_ONE_HABIT = frozenset({"single-quote", "unquoted-key", "smart-quote"})
"""Causes that an author repeats throughout a text: reported once for each text."""


class _SyntaxCheck(Check):
    """The base of checks that report the syntax problems which the parser assigned to their rule."""

    def find(self, document: Document) -> Iterator[Finding]:
        seen: set[str] = set()
        for problem in document.problems:
            if problem.rule == self.name and not (problem.cause in seen and problem.cause in _ONE_HABIT):
                seen.add(problem.cause)
                yield _make_finding(document, problem)


class InvalidJson(_SyntaxCheck):
    """JSON that cannot be parsed."""

    name: ClassVar[str] = "invalid-json"


class InvalidYaml(_SyntaxCheck):
    """YAML that cannot be parsed."""

    name: ClassVar[str] = "invalid-yaml"


class DuplicateKey(_SyntaxCheck):
    """A key that occurs twice in one object, in poller maps written as a string of JSON too."""

    name: ClassVar[str] = "duplicate-key"

    def find(self, document: Document) -> Iterator[Finding]:
        yield from super().find(document)
        if POLLER_KEY in document.keys:
            yield from _find_in_pollers(document)


def _make_finding(document: Document, problem: SyntaxProblem) -> Finding:
    message = problem.message
    related: tuple[Finding, ...] = ()
    if problem.related is not None and not problem.is_syntax:
        message += f" (the first is on line {document.source.lines.number(problem.related.start) + 1})"
        related = (Finding((), "The first occurrence", span=problem.related),)
    edits = _collect_edits(document, problem) if problem.cause in _ONE_HABIT else problem.edits
    return Finding((), message, problem.help, span=problem.span, edits=edits, related=related)


def _collect_edits(document: Document, problem: SyntaxProblem) -> tuple[Edit, ...]:
    """The edits for all problems with the cause of this one; nothing if one of them cannot be fixed."""
    alike = [other.edits for other in document.problems if other.cause == problem.cause]
    return tuple(edit for edits in alike for edit in edits) if all(alike) else ()


def _find_in_pollers(document: Document) -> Iterator[Finding]:
    """Duplicate keys in poller maps that are written as a string of JSON."""
    for poller in document.pollers:
        if poller.broken and poller.text is not None:
            for problem in document.source.parse_embedded(poller.text).problems:
                if not problem.is_syntax:
                    related = _find_first(poller, problem)
                    yield Finding(poller.route, problem.message, problem.help, part=problem.span, related=related)


def _find_first(poller: Poller, problem: SyntaxProblem) -> tuple[Finding, ...]:
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
_INVISIBLE = lazy_pattern(f"[{''.join(_NAMES)}\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\u202a-\u202e\u2066-\u2069]+")


class InvisibleCharacter(Check):
    """Invisible characters and smart quotes in keys, and in values that are URLs, paths, numbers or booleans."""

    name: ClassVar[str] = "invisible-character"

    def find(self, document: Document) -> Iterator[Finding]:
        text = document.source.text
        if (
            text.isascii()
            and "\x7f" not in text
            and ("\\" not in text or not any(escape in text for escape in _ESCAPES))
        ):
            return
        for parent, word in (*document.key_routes, *_find_keys_in_pollers(document)):
            if found := _INVISIBLE.search(word):
                name = document.quote_key(_INVISIBLE.sub("", word))
                parts = _make_visible(word)
                is_certain = _is_certain(word) and all(new in ("", " ") for _, _, new in parts)
                changes = (rewrite_key((*parent, word), *parts),) if is_certain else ()
                message = f"{name} contains a {_name_character(found)}, which makes it a different key"
                yield Finding((*parent, word), message, on_key=True, changes=changes)
        for parent, key, value in (
            *(scalar[:2] + scalar[3:] for scalar in document.scalars),
            *_find_values_in_pollers(document),
        ):
            if isinstance(value, str) and is_for_machines(parent, key, value):
                yield from _find_in_value(document, (*parent, key), key, value)


def _find_text_pollers(document: Document) -> Iterator[Poller]:
    """The poller maps that are written as a string of valid JSON."""
    if document.kind == "poller" or POLLER_KEY in document.keys:
        yield from (one for one in document.pollers if one.text is not None and not one.broken and not one.misplaced)


def _find_keys_in_pollers(document: Document) -> Iterator[tuple[Route, str]]:
    for poller in _find_text_pollers(document):
        yield from (((*poller.route, *parent), key) for parent, key in iterate_keys(poller.value))


def _find_values_in_pollers(document: Document) -> Iterator[tuple[Route, str | int, Any]]:
    for poller in _find_text_pollers(document):
        yield from (
            ((*poller.route, *parent), key, value) for parent, key, _, value in collect_scalars(poller.value)[1]
        )


def _find_in_value(document: Document, route: tuple[str | int, ...], key: str | int, value: str) -> Iterator[Finding]:
    found = _INVISIBLE.search(value)
    if found is None:
        return
    where = f"The value of {document.quote_key(key)}" if isinstance(key, str) else "This value"
    changes = (rewrite(route, *_make_visible(value)),) if _is_certain(value) else ()
    yield Finding(route, f"{where} contains a {_name_character(found)}", part=found.span(), changes=changes)


def _make_visible(text: str) -> list[Part]:
    """The parts to replace: a wide space by a plain one, smart quotes by straight ones; the others are deleted.

    Those at the very start and end of the text are deleted too.
    """
    last = len(text) - 1
    is_wrapped = all(_INVISIBLE.match(text, at) for at in (0, last))
    parts: list[Part] = []
    for found in _INVISIBLE.finditer(text):
        for at in range(*found.span()):
            is_around = at in (0, last) and (is_wrapped or text[at] not in _QUOTES)
            parts.append((at, at + 1, "" if is_around else _LIKE.get(text[at], "")))
    return parts


_VARIABLE = lazy_pattern(r"\$\{[^{}]*\}")
_IN_DOUBT = lazy_pattern(
    r"[\b\f]"  # `C:\bin` in JSON, more often than not
    r"|(?<=.)[\x85\u2028\u2029](?=.)"  # parts two lines
    r"|(?<=[^\x00-\x7f])[\u200c\u200d]|[\u200c\u200d](?=[^\x00-\x7f])"  # joins letters, or the parts of an emoji
    r"|(?<=\w)[‘’](?=\w)",  # the apostrophe of a name
    re.DOTALL,
)


def _is_certain(text: str) -> bool:
    """Whether what ``_make_visible`` makes of a text is certainly what its author meant."""
    bare = _VARIABLE.sub("", text)
    if _IN_DOUBT.search(bare):
        return False
    singles, doubles = (sum(map(bare.count, signs)) for signs in ("'‘’", '"“”„'))
    return singles % 2 == 0 and doubles % 2 == 0 and not (bare[:1] in _QUOTES and singles + doubles > 2)


def _name_character(found: re.Match[str]) -> str:
    character = found[0][0]
    return _NAMES.get(character) or f"control character (U+{ord(character):04X})"


_ESCAPES = ("\\u", "\\b", "\\f", "\\x")
_MACHINE_WORD = lazy_pattern(r"\s*(?:[a-z][a-z0-9+.-]*:/|/|true\s*$|false\s*$|[-+]?\d+(?:\.\d+)?\s*$)", re.IGNORECASE)
_FREE_TEXT = frozenset({"description", "configDescription", "existingAccountDescription", "firstName", "lastName"})


def is_for_machines(parent: tuple[str | int, ...], key: str | int, value: str) -> bool:
    """Whether a string is read by the platform (the key of an element, a URL, a number, a boolean), not by people."""
    if key in _FREE_TEXT:
        return False
    if key == "key" and parent in {("element",), ()}:
        return True
    bare = _INVISIBLE.sub("", value)
    return _MACHINE_WORD.match(bare) is not None and not (parent and parent[-1] == "tags")


def is_word_for_machines(value: Any) -> bool:
    """Whether a value is a string that looks like a URL, a path, a number or a boolean."""
    return isinstance(value, str) and _MACHINE_WORD.match(value) is not None
