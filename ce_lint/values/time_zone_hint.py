"""What somebody meant who wrote a time zone that Java does not know."""

from __future__ import annotations

import functools
import re

from ce_lint.values.nearest import nearest
from ce_lint.values.time_zone import ids, is_known, short_ids

_OFFSET = re.compile(r"(?:GMT|UTC|UT|Z)?\s*([+\-\u2212\u2013])\s*([0-9]{1,2}(?::?[0-9]{2})?)\Z", re.IGNORECASE)
_LONGEST = 40

# Abbreviations that Java does not know as ids, by the place that most people mean.
_ABBREVIATIONS = {
    "ACDT": "Australia/Adelaide",
    "ACST": "Australia/Adelaide",
    "ADT": "America/Halifax",
    "AEDT": "Australia/Sydney",
    "AEST": "Australia/Sydney",
    "AKDT": "America/Anchorage",
    "AKST": "America/Anchorage",
    "AWST": "Australia/Perth",
    "BRT": "America/Sao_Paulo",
    "CDT": "America/Chicago",
    "CEST": "Europe/Paris",
    "CT": "America/Chicago",
    "EDT": "America/New_York",
    "EEST": "Europe/Athens",
    "ET": "America/New_York",
    "HKT": "Asia/Hong_Kong",
    "IDT": "Asia/Jerusalem",
    "KST": "Asia/Seoul",
    "MDT": "America/Denver",
    "MSK": "Europe/Moscow",
    "MT": "America/Denver",
    "NDT": "America/St_Johns",
    "NZDT": "Pacific/Auckland",
    "NZST": "Pacific/Auckland",
    "PDT": "America/Los_Angeles",
    "PKT": "Asia/Karachi",
    "PT": "America/Los_Angeles",
    "ROC": "Asia/Taipei",
    "SAST": "Africa/Johannesburg",
    "SGT": "Asia/Singapore",
    "UT": "UTC",
    "WEST": "Europe/Lisbon",
    "Z": "GMT",
}
_AMERICAN = {
    "eastern": "America/New_York",
    "central": "America/Chicago",
    "mountain": "America/Denver",
    "pacific": "America/Los_Angeles",
}


@functools.lru_cache(maxsize=64)
def suggestion(id: str) -> str | None:
    """An id that Java knows and that says what an unknown one seems to mean, or None."""
    text = id.strip()
    if not text or len(text) > _LONGEST or is_known(id):
        return None
    if is_known(text):
        return text
    return _as_offset(text) or _ABBREVIATIONS.get(text.upper()) or _as_name(text)


def _as_offset(text: str) -> str | None:
    found = _OFFSET.match(text)
    if found is None:
        return None
    written = f"GMT{'+' if found[1] == '+' else '-'}{found[2]}"
    return written if is_known(written) else None


def _as_name(text: str) -> str | None:
    name = text.replace(" ", "_").lower()
    exact = _by_folded_name().get(name)
    if exact is not None:
        return exact
    region, _, rest = name.partition("_")
    if region in _AMERICAN and rest in {"time", "standard_time", "daylight_time"}:
        return _AMERICAN[region]
    # A slip in a word of three letters could mean any other.
    return nearest(text.replace(" ", "_"), sorted(ids())) if len(text) > 4 and text[0].isalpha() else None


@functools.cache
def _by_folded_name() -> dict[str, str]:
    """Every id by its lower-case form, and by its last part where only one id ends so: `denver`."""
    names: dict[str, str] = {}
    ends: dict[str, set[str]] = {}
    for id in ids() | short_ids():
        names[id.lower()] = id
        ends.setdefault(id.lower().rpartition("/")[2], set()).add(id)
    for end, owners in ends.items():
        places = [owner for owner in owners if "/" in owner]
        if len(places) == 1 and len(end) > 3:
            names.setdefault(end, places[0])
    return names
