"""The time variables ``${…}`` of a poller's URL, also those that are misspelt (domain.md 3.1)."""

from __future__ import annotations

import re
from typing import NamedTuple

from ce_lint.dates.variable_parts import VariableParts, find_descriptor, looks_like_date, read_variable

_SOUND = re.compile(r"(?>(?:[^${}]*+\$\{[^${}]*+\})*)[^${}]*+\Z")
_PLAIN = re.compile(r"\$\{([^${}]*+)\}")
_MARK = re.compile(r"\$[ \t]{0,2}\{|\$(?=[A-Za-z])|\{\{|[{}]")
_BRACE = re.compile(r"\$[ \t]{0,2}\{|[{}]")
_NAME = re.compile(r"[A-Za-z]+")
# The end of an unclosed variable: from here on the text cannot be a format, because a literal in quotes is too long.
_TO_OPEN_END = re.compile(r"(?>(?:[^'&{}$]|'[A-Za-z .:+0-9-]{0,6}')*)")
_BROKEN = re.compile(r"[^{}$&]{0,80}\}")


class TimeVariable(NamedTuple):
    """A time variable, or a part of one: ``text[start:end]``. All offsets are code points of the text.

    ``error`` and ``help`` are what is wrong and what to write; ``replacement`` is the corrected variable, if upper and
    lower case are the only error.
    """

    start: int
    end: int
    name: str
    zone: str | None = None
    zone_start: int = 0
    format: str | None = None
    format_start: int = 0
    error: str | None = None
    help: str | None = None
    replacement: str | None = None


def find_time_variables(text: str) -> list[TimeVariable]:
    """The time variables of a text, in its order, and what looks like one with a missing or superfluous brace."""
    if _SOUND.match(text):
        return [_place(read_variable(found[1]), *found.span(), found.start(1)) for found in _PLAIN.finditer(text)]
    braces = _Braces(text)
    variables: list[TimeVariable] = []
    position = 0
    while found := _MARK.search(text, position):
        variable = _read_at(text, found, braces)
        if variable is None:
            position = _skip(text, found, braces)
            continue
        position = variable.end
        if not (variable.name == "" and variables and variables[-1].end == variable.start):
            variables.append(variable)
    return variables


class _Braces:
    """Which brace closes which. Found once for a text, so that the time stays linear."""

    def __init__(self, text: str) -> None:
        self.closing: dict[int, int] = {}
        self.last_double = text.rfind("}}")
        opened: list[tuple[int, bool]] = []
        for found in _BRACE.finditer(text):
            if found[0] == "}":
                if opened:
                    self.closing[opened.pop()[0]] = found.start()
                continue
            starts_variable = found[0] != "{"
            if starts_variable and opened and opened[-1][1] and text[found.start() - 1] != ":":
                opened.pop()  # a variable contains another only as its zone: the outer one is not closed
            opened.append((found.end() - 1, starts_variable))
        self.closers = frozenset(self.closing.values())


def _read_at(text: str, found: re.Match[str], braces: _Braces) -> TimeVariable | None:
    mark = found[0]
    if mark == "}":
        return None if found.start() in braces.closers else _read_stray_brace(text, found.start())
    if mark == "$":
        return _read_without_brace(text, found.start())
    if mark == "{":
        return _read_without_dollar(text, found.start(), braces)
    return None if mark == "{{" else _read_closed(text, found, braces)


def _skip(text: str, found: re.Match[str], braces: _Braces) -> int:
    """The offset after a mark that is not a variable; after all of ``{{…}}``, which belongs to a template engine."""
    if found[0] == "{{" and found.start() < braces.last_double:
        return text.find("}}", found.end()) + 2
    return found.end()


def _read_closed(text: str, found: re.Match[str], braces: _Braces) -> TimeVariable:
    opened = found.end()
    closed = braces.closing.get(opened - 1)
    if closed is None:
        return _read_unclosed(text, found.start(), opened)
    body = text[opened:closed]
    variable = _place(read_variable(body), found.start(), closed + 1, opened)
    if opened - found.start() > 2:
        return variable._replace(
            error="Unexpected whitespace between `$` and `{`", help="Remove the whitespace.", replacement=None
        )
    return variable


def _place(parts: VariableParts, start: int, end: int, opened: int) -> TimeVariable:
    placed = parts._replace(
        zone_start=0 if parts.zone is None else opened + parts.zone_start,
        format_start=0 if parts.format is None else opened + parts.format_start,
        replacement=None if parts.replacement is None else f"${{{parts.replacement}}}",
    )
    return TimeVariable(start, end, *placed)


def _read_unclosed(text: str, start: int, opened: int) -> TimeVariable:
    end = _find_open_end(text, opened)
    name = text[opened:end].partition(":")[0]
    shown = f"`{name}`" if find_descriptor(name) else "The time variable"
    return TimeVariable(
        start, end, name, error=f"{shown} is not closed", help="Add `}` at the end of the time variable."
    )


def _find_open_end(text: str, start: int) -> int:
    found = _TO_OPEN_END.match(text, start)
    return found.end() if found else start


def _read_without_brace(text: str, start: int) -> TimeVariable | None:
    """The variable in ``$gmtDate:…}`` or ``$yyyy-MM-dd}``; None for the dollar of a query such as ``$filter=``."""
    found = _NAME.match(text, start + 1)
    name = found[0] if found else ""
    behind = start + 1 + len(name)
    known = find_descriptor(name) is not None
    broken = _BROKEN.match(text, start + 1)
    if known and text[behind : behind + 1] in {":", "}"}:
        end = broken.end() if broken else _find_open_end(text, start + 1)
        error = f"The opening brace of `{name}` is missing" if broken else f"The braces of `{name}` are missing"
        help = "Add `{` after `$`." if broken else "Add `{` after `$`, and `}` at the end of the time variable."
        return TimeVariable(start, end, name, error=error, help=help)
    if broken and looks_like_date(broken[0][:-1]):
        error = "The name and the opening brace of the time variable are missing"
        return TimeVariable(start, broken.end(), "", error=error, help="Write `${gmtDate:` instead of `$`.")
    return None


def _read_without_dollar(text: str, start: int, braces: _Braces) -> TimeVariable | None:
    """The variable in ``{gmtDate:…}``; None for any other ``{…}``, which the platform fills in from a setting."""
    found = _NAME.match(text, start + 1)
    if found is None or find_descriptor(found[0]) is None or text[found.end() : found.end() + 1] != ":":
        return None
    closed = braces.closing.get(start)
    end = _find_open_end(text, start + 1) if closed is None else closed + 1
    error = f"The dollar sign of `{found[0]}` is missing"
    return TimeVariable(start, end, found[0], error=error, help="Add `$` before the brace.")


def _read_stray_brace(text: str, start: int) -> TimeVariable:
    end = start + 1
    while text[end : end + 1] == "}":
        end += 1
    error = "This closing brace has no opening brace"
    return TimeVariable(start, end, "", error=error, help="Remove it, or add the missing `${`.")
