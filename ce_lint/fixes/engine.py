"""Mending a file, round by round, until there is nothing left that can be mended."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Collection, Sequence
from typing import NamedTuple

from ce_lint.document.document import Document
from ce_lint.document.edits import apply
from ce_lint.document.node import Route
from ce_lint.fixes.choice import apart, edits_of
from ce_lint.linter import MOST_AT_ONE_ROUTE
from ce_lint.readers import encoding
from ce_lint.readers.read import read
from ce_lint.violation import Violation

MOST_ROUNDS = 100

Lint = Callable[[bytes], Sequence[Violation]]
_SYNTAX = frozenset({"invalid-json", "invalid-yaml"})


class Fixed(NamedTuple):
    """A file after its mends: its bytes, what was mended and what remains to be mended by a person.

    ``reason`` says in a sentence why the file was left alone although something in it could be mended.
    """

    data: bytes
    mended: tuple[Violation, ...]
    remaining: tuple[Violation, ...]
    reason: str = ""


class _State(NamedTuple):
    """A file between two rounds: its bytes and its text, and what the linter finds in it."""

    data: bytes
    text: str
    found: tuple[Violation, ...]


def fix(name: str, data: bytes, lint: Lint, unsafe: bool = False, only: Collection[str] | None = None) -> Fixed:
    """Mend what ``lint`` finds in the file called ``name``: what is safe, or all with ``unsafe``; ``only`` some rules.

    An edit that brings another finding, or after which the file does not read, is left out.
    """
    return _Fixer(name, lint, unsafe, only).fix(data)


class _Fixer:
    def __init__(self, name: str, lint: Lint, unsafe: bool, only: Collection[str] | None) -> None:
        self._name = name
        self._lint = lint
        self._unsafe = unsafe
        self._only = only

    def fix(self, data: bytes) -> Fixed:
        text, _ = encoding.decode(data, "")
        state = _State(data, text, tuple(self._lint(data)))
        if not encoding.is_kept(data, text):
            reason = "it is not written in UTF-8" if self._candidates(state) else ""
            return Fixed(data, (), state.found, reason)
        mended: list[Violation] = []
        for _ in range(MOST_ROUNDS):
            done, state = self._round(state)
            if not done:
                break
            mended += done
        return Fixed(state.data, tuple(mended), state.found)

    def _candidates(self, state: _State) -> list[Violation]:
        return [
            violation
            for violation in state.found
            if violation.mend is not None
            and (violation.mend.safe or self._unsafe)
            and (self._only is None or violation.rule in self._only)
        ]

    def _round(self, state: _State) -> tuple[list[Violation], _State]:
        """Mend what can be mended at once; mistakes of syntax go first, for they hide others."""
        candidates = self._candidates(state)
        first = [violation for violation in candidates if violation.rule in _SYNTAX]
        for group in (first, [violation for violation in candidates if violation.rule not in _SYNTAX]):
            done, after = self._settle(state, apart(group))
            if done:
                return done, after
        return [], state

    def _settle(self, state: _State, chosen: list[Violation]) -> tuple[list[Violation], _State]:
        """Apply as many of the mends as can be: a group that does harm is halved until the culprit stands alone."""
        done: list[Violation] = []
        after = state
        groups = [chosen] if chosen else []
        while groups:
            group = groups.pop()
            tried = self._tried(state, done + group)
            if tried is not None:
                done, after = done + group, tried
            elif len(group) > 1:
                middle = len(group) // 2
                groups += [group[middle:], group[:middle]]
        return done, after

    def _tried(self, state: _State, mends: list[Violation]) -> _State | None:
        """The file after some mends; None where they do harm."""
        text = apply(state.text, edits_of(mends))
        data = encoding.encode(text, state.data)
        if text == state.text:
            return None
        after = _State(data, text, tuple(self._lint(data)))
        if mends[0].rule in _SYNTAX:
            return after if self._mistakes(data) < self._mistakes(state.data) else None
        is_same_kind = self._kinds(data) == self._kinds(state.data)
        return after if is_same_kind and not _brings(state.found, mends, after.found) else None

    def _kinds(self, data: bytes) -> list[str]:
        return [document.kind for document in self._documents(data)]

    def _mistakes(self, data: bytes) -> int:
        """How many mistakes of syntax there are, told or not."""
        return sum(problem.rule in _SYNTAX for document in self._documents(data) for problem in document.problems)

    def _documents(self, data: bytes) -> list[Document]:
        return read(self._name, data, included=True).documents


_Key = tuple[str, Route]


def _brings(before: Sequence[Violation], mended: Sequence[Violation], after: Sequence[Violation]) -> bool:
    """Whether there are findings that were not there, or that should be gone.

    A finding that only stands elsewhere, as below a key with a new name, is the same one.
    """
    expected = _counted(before)
    expected.subtract({key: count for key, count in _counted(mended).items() if expected[key] < MOST_AT_ONE_ROUTE})
    found = _counted(after)
    new, gone = found - expected, expected - found
    vanished = Counter[str]()
    for (rule, _), count in gone.items():
        vanished[rule] += count
    for (rule, _), count in new.items():
        vanished[rule] -= count
    return any(count < 0 for count in vanished.values())


def _counted(violations: Sequence[Violation]) -> Counter[_Key]:
    return Counter((violation.rule, violation.route) for violation in violations)
