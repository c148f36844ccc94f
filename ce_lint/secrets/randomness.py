"""The shapes of real secrets: long hexadecimal, base64 and its like, UUIDs; and how random a text looks."""

from __future__ import annotations

import re
from math import log2
from operator import sub
from typing import NamedTuple

from ce_lint.secrets.provider_tokens import provider_tokens
from ce_lint.util.lazy_pattern import lazy_pattern


class Shape(NamedTuple):
    """What a value looks like, and its length.

    ``is_random``: nobody made it up, and no identifier reads so; ``is_known``: its provider documents the form.
    """

    kind: str
    length: int
    is_random: bool = True
    is_known: bool = False


_UUID = lazy_pattern(r"\{?[0-9a-fA-F]{8}-(?:[0-9a-fA-F]{4}-){3}[0-9a-fA-F]{12}\}?")
_HEX = lazy_pattern(r"(?:0x)?[0-9a-fA-F]{16,}")
_LONG_HEX = lazy_pattern(r"(?<![0-9a-zA-Z])(?=[0-9]*[a-f])(?=[a-f]*[0-9])[0-9a-f]{16,4096}(?![0-9a-zA-Z])")
_OPAQUE = lazy_pattern(r"[!-~]{16,}")
_BASE64 = lazy_pattern(r"[A-Za-z0-9+/_\-]+={0,2}")
_NO_SECRET = lazy_pattern(
    r"[a-z][a-z0-9+.\-]*://|[\w.+\-]+@[\w\-]+\.[\w.\-]+\Z|[\w\-]+(?:\.[\w\-]+)*\.(?:com|net|org|io|co|uk|eu|de)\Z"
    r"|\d{4}-\d\d-\d\d[T ]",
    re.IGNORECASE,
)
_JOINTS = frozenset(".:@")
_CLASSES = str.maketrans(
    "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789", "a" * 26 + "A" * 26 + "0" * 10
)
# Where letters meet digits, and capitals small letters: often in random text, seldom in words.
_TURNS = ("aA", "a0", "A0", "0a", "0A", "AAa")
_STEPS = frozenset({-1, 0, 1})
_RANDOM = 0.15
_RANDOM_LETTERS = 0.2
_ENOUGH = 3.0
_SAMPLE = 512
_BEGINNING = 8
SHORTEST = 16


def shape(value: str) -> Shape | None:
    """The shape of a secret that a value has, or None."""
    if len(value) < SHORTEST:
        return None
    tokens = provider_tokens(value)
    if tokens:
        return Shape(tokens[0].name, len(value), is_known=True)
    if _UUID.fullmatch(value):
        return Shape("credential in UUID form", len(value)) if _variety(value) >= 7 else None
    if is_sequence(value):
        return None
    if _HEX.fullmatch(value):
        return Shape("hexadecimal credential", len(value)) if _variety(value) >= 6 and not value.isdigit() else None
    return _opaque(value)


def _opaque(value: str) -> Shape | None:
    if _OPAQUE.fullmatch(value) is None or (not _JOINTS.isdisjoint(value) and _NO_SECRET.match(value)):
        return None
    sample = value[:_SAMPLE]
    classes = sample.translate(_CLASSES)
    turns = sum(map(classes.count, _TURNS)) / len(sample)
    has_digit, has_letter = "0" in classes, "a" in classes or "A" in classes
    if not has_letter or not (has_digit or turns >= _RANDOM_LETTERS) or not _is_varied(sample):
        return None
    is_random = turns >= _RANDOM or (has_digit and _LONG_HEX.search(sample) is not None)
    if value.startswith("/") and not is_random:
        return None  # a path
    return Shape("base64 credential" if _BASE64.fullmatch(value) else "credential", len(value), is_random)


def _variety(value: str) -> int:
    return len(set(value[:_SAMPLE].lower()))


def _is_varied(sample: str) -> bool:
    """Whether the entropy is over 3 bits, which the number of different characters alone often tells."""
    size = len(sample)
    rest = size - len(set(sample)) + 1
    least = rest / size * log2(size / rest) + (size - rest) / size * log2(size)
    return least > _ENOUGH or entropy(sample) > _ENOUGH


def entropy(text: str) -> float:
    """Shannon's entropy of a text, in bits a character."""
    size = len(text)
    counts = [text.count(character) for character in set(text)]
    return -sum(count / size * log2(count / size) for count in counts)


def is_sequence(text: str) -> bool:
    """Whether a text, from its beginning, counts or stays: ``12345``, ``aaaa``, ``0123456789abcdef0123456789``."""
    codes = text[:_SAMPLE].encode("utf-8", "replace")
    return _counts(codes[:_BEGINNING]) and (len(codes) <= _BEGINNING or _counts(codes))


def _counts(codes: bytes) -> bool:
    return sum(map(_STEPS.__contains__, map(sub, codes[1:], codes))) * 5 >= (len(codes) - 1) * 4
