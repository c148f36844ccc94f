"""What must not be shown of a text that is no secret as a whole: a URL, a line, a header."""

from __future__ import annotations

from ce_lint.secrets.keys import secrecy
from ce_lint.secrets.randomness import shape
from ce_lint.secrets.texts import secret_spans
from ce_lint.util.lazy_pattern import lazy_pattern

_PARAMETER = lazy_pattern(r"(?<=[?&;#])([A-Za-z][\w.\-]{0,60})=?")
_OPAQUE = lazy_pattern(r"[A-Za-z0-9+/_\-]{16,}={0,2}")
_USER_INFO = lazy_pattern(r"://[^\s/?#@:\[]*:(?!\d{1,5}(?:[/?#]|\Z))")


def hidden_from(text: str) -> int | None:
    """Where the first secret begins, or what may be one; None where there is none.

    What stands behind it is not to be shown either: a delimiter in the middle of a secret would end it too early. A
    parameter counts by its name alone, whatever its value looks like, and what looks random by its looks alone.
    """
    starts = [start for start, _ in secret_spans(text)]
    starts += [found.end() for found in _PARAMETER.finditer(text) if secrecy(found[1]) != "no"]
    starts += [found.end() for found in _USER_INFO.finditer(text)]
    starts += [found.start() for found in _OPAQUE.finditer(text) if shape(found[0]) is not None]
    if -1 < text.find("/") < text.rfind("@"):
        starts.append(text.find("/") + 1)
    return min(starts, default=None)


def without_secrets(text: str, mask: str = "•") -> str:
    """The text with a mask for every character from the first secret on."""
    start = hidden_from(text)
    return text if start is None else text[:start] + mask * (len(text) - start)
