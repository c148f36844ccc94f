"""The text between the braces of a time variable: a name, and what the name needs after colons (domain.md 3.1).

    gmtDate:FORMAT   date[:FORMAT]   epoch[:s|ms|us]   milliseconds
    dateTimeZone:ZONE:FORMAT   nowTimeZone:ZONE:FORMAT   configuration.KEY (UiPath)

A zone can be an offset, which contains a colon, or a placeholder ``{…}``. Formats are checked in ``patterns``.
"""

from __future__ import annotations

import functools
import re
from typing import NamedTuple

from ce_lint.util.nearest import ask_if_meant, nearest

DESCRIPTORS = ("gmtDate", "date", "epoch", "milliseconds", "dateTimeZone", "nowTimeZone")
UNITS = ("s", "ms", "us")

_FOLDED = {name.lower(): name for name in DESCRIPTORS}
_ZONED = frozenset({"dateTimeZone", "nowTimeZone"})
_CONFIGURATION = re.compile(r"configuration\.[\w.-]+\Z")
_WORD = re.compile(r"[A-Za-z]+")
_ZONE = re.compile(
    r"""(?: (?:GMT|UTC)? [+-]? \d{1,2}+ (?: :?\d{2} )?   # an offset
        | \$? \{ [^{}]*+ \}                             # not filled in yet
        | [A-Za-z] [A-Za-z0-9_/+-]*+
        ) (?= : | \Z )""",
    re.VERBOSE,
)
_DATE_LIKE = re.compile(r"(?>(?:[yYMdDEHhmsSaZzX]++|'[^']++'|[^A-Za-z']|(?<=d)T(?=[Hh]))+)\Z")
_DOUBLED = re.compile(r"([yYMdDEHhms])\1")
_LONGEST_QUOTED = 20
_LONGEST_DATE = 60
_LONGEST_CACHED = 100

# Names that other systems have for the same.
_SYNONYMS = {
    "lastpolldate": "gmtDate",
    "now": "nowTimeZone",
    "seconds": "epoch:s",
    "timestamp": "epoch",
    "unix": "epoch",
    "utcdate": "gmtDate",
}


class VariableParts(NamedTuple):
    """The parts of a variable's text. ``zone_start`` and ``format_start`` count code points of it.

    ``error`` and ``help`` are what is wrong and what to write; ``replacement`` is the corrected text, if upper and
    lower case are the only error.
    """

    name: str
    zone: str | None = None
    zone_start: int = 0
    format: str | None = None
    format_start: int = 0
    error: str | None = None
    help: str | None = None
    replacement: str | None = None


def read_variable(body: str) -> VariableParts:
    """The parts of ``body``, the text between the braces, and its first error."""
    return _read_cached(body) if len(body) < _LONGEST_CACHED else _read(body)


def _read(body: str) -> VariableParts:
    name, colon, rest = body.partition(":")
    if body.startswith(("{", "<")) or _CONFIGURATION.match(body):
        return VariableParts(body)  # a placeholder, or a setting
    if name in DESCRIPTORS:
        return _read_known(name, rest if colon else None)
    meant = _FOLDED.get(name.lower())
    if meant is not None:
        return _report_wrong_case(name, _read_known(meant, rest if colon else None), meant + body[len(name) :])
    return _report_unknown(body, name)


_read_cached = functools.lru_cache(maxsize=500)(_read)


def find_descriptor(word: str) -> str | None:
    """The name of a time variable that ``word`` is, in any case of its letters; None if it is none."""
    return _FOLDED.get(word.lower())


def looks_like_date(text: str) -> bool:
    """Whether a text is a date pattern and not a name: it has pattern letters only, at least one of them doubled."""
    return len(text) <= _LONGEST_DATE and bool(_DOUBLED.search(text) and _DATE_LIKE.match(text))


def _read_known(name: str, rest: str | None) -> VariableParts:
    if name in _ZONED:
        return _read_zoned(name, rest or "")
    if name == "milliseconds":
        error = None if rest is None else "`milliseconds` does not take a format"
        return VariableParts(name, error=error, help=error and "Write `${milliseconds}`.")
    if name == "epoch":
        return _read_epoch(rest)
    if rest is None:
        return VariableParts(name) if name == "date" else _report_missing_format(VariableParts(name))
    return _require_format(VariableParts(name, format=rest, format_start=len(name) + 1))


def _read_epoch(unit: str | None) -> VariableParts:
    if unit is None or unit in UNITS:
        return VariableParts("epoch")
    replacement = f"epoch:{unit.lower()}" if unit.lower() in UNITS else None
    help = "Write `${epoch:s}` for seconds, `${epoch:ms}` for milliseconds or `${epoch:us}` for microseconds."
    return VariableParts("epoch", error="`epoch` has an unknown unit", help=help, replacement=replacement)


def _read_zoned(name: str, rest: str) -> VariableParts:
    found = _ZONE.match(rest)
    zone = found[0] if found else rest.partition(":")[0]
    start = len(name) + 1
    if not zone.strip() or looks_like_date(zone):
        help = f"Write `${{{name}:ZONE:FORMAT}}`, such as `${{{name}:America/Denver:yyyy-MM-dd}}`."
        return VariableParts(name, error=f"`{name}` has no time zone", help=help)
    parts = VariableParts(name, zone, start)
    if len(rest) == len(zone):
        return _report_missing_format(parts)
    return _require_format(parts._replace(format=rest[len(zone) + 1 :], format_start=start + len(zone) + 1))


def _require_format(parts: VariableParts) -> VariableParts:
    return parts if (parts.format or "").strip() else _report_missing_format(parts._replace(format=None))


def _report_missing_format(parts: VariableParts) -> VariableParts:
    error = f"`{parts.name}` has no date format"
    return parts._replace(error=error, help="Add a colon and a format, such as `yyyy-MM-dd'T'HH:mm:ss'Z'`.")


def _report_wrong_case(written: str, parts: VariableParts, replacement: str) -> VariableParts:
    if parts.error is not None:
        return parts._replace(name=written)
    return parts._replace(
        name=written,
        error=f"`{written}` is not a known time variable: upper and lower case matter",
        help=ask_if_meant(parts.name),
        replacement=replacement,
    )


def _report_unknown(body: str, name: str) -> VariableParts:
    error, help = _diagnose_unknown(body, name)
    return VariableParts(name, error=error, help=help)


def _diagnose_unknown(body: str, name: str) -> tuple[str, str]:
    if not body.strip():
        return "The time variable is empty", "Write a name and a format, such as `${gmtDate:yyyy-MM-dd}`."
    if body.strip().isdigit():
        return "A number is not a time variable", "Write `${epoch:s}` for seconds, or `${epoch}` for milliseconds."
    if looks_like_date(body):
        return "The name of the time variable is missing before the format", "Write `${gmtDate:` before the format."
    word = _WORD.match(name.lstrip())
    known = find_descriptor(word[0]) if word else None
    if known is not None:
        return _diagnose_known(known, name)
    shown = f"`{name}`" if _WORD.fullmatch(name) and len(name) <= _LONGEST_QUOTED else "This"
    likely = _SYNONYMS.get(name.strip().lower()) or nearest(name, DESCRIPTORS)
    if likely is not None:
        return f"{shown} is not a known time variable", ask_if_meant(likely)
    return f"{shown} is not a known time variable", f"Use one of {', '.join(f'`{one}`' for one in DESCRIPTORS)}."


def _diagnose_known(known: str, name: str) -> tuple[str, str]:
    if name.strip().lower() == known.lower():
        return f"`{known}` is surrounded by whitespace", "Remove the whitespace."
    return f"`{known}` is not followed by a colon", f"Write `{known}:` before the format."
