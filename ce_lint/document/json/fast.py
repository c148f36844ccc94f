"""The C parser of the standard library, held to RFC 8259. Fast on purpose: a file without violations needs no other.

It finds no spans; ``ce_lint.document.json.parser`` does.
"""

from __future__ import annotations

from json import JSONDecoder
from typing import Any


class NotPlain(ValueError):
    """The text is not valid JSON, or an object has equal keys."""


def _build_object(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    members = dict(pairs)
    if len(members) != len(pairs):
        raise NotPlain
    return members


def _refuse_constant(_name: str) -> Any:
    raise NotPlain  # NaN and Infinity


_DECODER = JSONDecoder(object_pairs_hook=_build_object, parse_constant=_refuse_constant)


def load(text: str) -> Any:
    """The value of a valid JSON text without equal keys in one object.

    Raises ValueError (NotPlain, JSONDecodeError, a number of too many digits) or RecursionError for any other text.
    """
    return _DECODER.decode(text)
