"""The quick verdict: the standard library's C parser, held to RFC 8259.

Places are not known here; they are read by ``json_reader`` when something has to be shown.
"""

from __future__ import annotations

from json import JSONDecoder
from typing import Any


class NotPlain(ValueError):
    """The text is not strict JSON with different keys: read it with care."""


def _members(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    members = dict(pairs)
    if len(members) != len(pairs):
        raise NotPlain
    return members


def _constant(_name: str) -> Any:
    raise NotPlain  # NaN and Infinity


_DECODER = JSONDecoder(object_pairs_hook=_members, parse_constant=_constant)


def load(text: str) -> Any:
    """The value of a valid JSON text without equal keys in one object.

    Raises ValueError (NotPlain, JSONDecodeError, a number of too many digits) or RecursionError for any other.
    """
    return _DECODER.decode(text)
