"""The part of a text that must not be shown, in texts that are not secret as a whole: a URL, a line, a header."""

from __future__ import annotations

from ce_lint.secrets.keys import find_secret_level
from ce_lint.secrets.randomness import find_shape
from ce_lint.secrets.scan import find_secret_spans
from ce_lint.util.lazy_pattern import lazy_pattern

_PARAMETER = lazy_pattern(r"(?<=[?&;#])([A-Za-z][\w.\-]{0,60})=?")
_OPAQUE = lazy_pattern(r"[A-Za-z0-9+/_\-]{16,}={0,2}")
_USER_INFO = lazy_pattern(r"://[^\s/?#@:\[]*:(?!\d{1,5}(?:[/?#]|\Z))")


def find_first_secret(text: str) -> int | None:
    """The offset, in code points, of the first secret or possible secret; None if there is none.

    Nothing from there on may be shown, because a delimiter within a secret would end it too early. The value of a query
    parameter counts by the parameter's name alone, and any other text by its randomness alone.
    """
    starts = [start for start, _ in find_secret_spans(text)]
    starts += [found.end() for found in _PARAMETER.finditer(text) if find_secret_level(found[1]) != "no"]
    starts += [found.end() for found in _USER_INFO.finditer(text)]
    starts += [found.start() for found in _OPAQUE.finditer(text) if find_shape(found[0]) is not None]
    if -1 < text.find("/") < text.rfind("@"):
        starts.append(text.find("/") + 1)
    return min(starts, default=None)


def redact(text: str, mask: str = "•") -> str:
    """The text with ``mask`` in place of every character from the first secret on."""
    start = find_first_secret(text)
    return text if start is None else text[:start] + mask * (len(text) - start)
