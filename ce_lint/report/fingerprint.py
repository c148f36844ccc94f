"""What makes a finding the same finding after an edit."""

from __future__ import annotations

import hashlib
import json
import re
from collections import Counter
from collections.abc import Sequence
from functools import cached_property
from operator import mul

from ce_lint.document.nodes import Span
from ce_lint.document.source import SourceText
from ce_lint.report.redact import Redactor
from ce_lint.violation import Violation

_BLOCK = 100
_BLOCK_OF_TEXT = re.compile(rf"(?:[ \t]*(?:\r\n|[^ \t])){{0,{_BLOCK}}}")
_END_OF_FILE = "\uffff"
_POWERS = [37**power for power in reversed(range(_BLOCK))]


def fingerprints(violations: Sequence[Violation], path: str) -> list[str]:
    """One for each violation of a file, apart from each other, that neither lines nor values have a part in.

    It is made of the rule, the name of the file, the route, and the number among those that are equal so far.
    """
    seen: Counter[str] = Counter()
    found = []
    for violation in violations:
        same = json.dumps([violation.rule, path, violation.route])
        found.append(hashlib.sha256(f"{same}:{seen[same]}".encode()).hexdigest())
        seen[same] += 1
    return found


class LineHashes:
    """The hashes of lines that GitHub code scanning tracks alerts by, where they may be seen.

    Such a hash is made of a line and of what follows it, with a public base and no salt: whoever knows the rest of the
    text can compute the few characters that they do not know. So there is none where a secret has a part in it, and
    none where it is not sure what is a secret. GitHub's action for uploads adds those that are missing.
    """

    def __init__(self, text: SourceText, violations: Sequence[Violation]) -> None:
        self._text = text
        self._redactor = Redactor(text)
        self._secret_lines = {
            text.lines.number(violation.span.start) + 1 for violation in violations if violation.redact
        }
        self._most = max((text.lines.number(violation.span.start) + 1 for violation in violations), default=0)

    @cached_property
    def _hashes(self) -> list[str]:
        return line_hashes(self._text.text, self._most)

    def of(self, line: int) -> str | None:
        """The hash of a line, counted from 1, or None where there must be none."""
        start = self._text.lines.starts[line - 1]
        end = _reach(self._text.text, start)
        lines = range(line, self._text.lines.number(end) + 2)
        if not self._secret_lines.isdisjoint(lines) or self._redactor.has_hidden(Span(start, end)):
            return None
        return self._hashes[line - 1]


def _reach(text: str, start: int) -> int:
    """Where the characters end that the hash of a line at ``start`` is made of."""
    found = _BLOCK_OF_TEXT.match(text, start)
    return found.end() if found else start


def line_hashes(text: str, most: int) -> list[str]:
    """The hashes of the first lines of a text, ``most`` of them at most, as ``primaryLocationLineHash`` wants them.

    A hash is a polynomial of the first hundred UTF-16 units from the start of the line on, without spaces and tabs,
    every line break being LF; the end of the file is a unit of its own. Equal hashes are numbered.
    """
    packed = text.replace("\r\n", "\n").replace("\r", "\n").replace(" ", "").replace("\t", "") + _END_OF_FILE
    counts: Counter[str] = Counter()
    known: dict[str, str] = {}
    found: list[str] = []
    start = 0
    while len(found) < most and (start or not found):
        window = packed[start : start + _BLOCK]
        hashed = known[window] if window in known else known.setdefault(window, _hash(window))
        counts[hashed] += 1
        found.append(f"{hashed}:{counts[hashed]}")
        start = packed.find("\n", start) + 1
    return found


def _hash(window: str) -> str:
    data = window.encode("utf-16-le", "surrogatepass")
    units = (low + (high << 8) for low, high in zip(data[::2], data[1::2], strict=True))
    return f"{sum(map(mul, _POWERS, units)) % 2**64:x}"
