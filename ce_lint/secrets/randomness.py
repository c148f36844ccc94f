"""The shapes of real secrets (long hexadecimal, base64, UUIDs), and how random a text is (domain.md 4.2)."""

from __future__ import annotations

import re
from math import log2
from operator import sub
from typing import NamedTuple

from ce_lint.secrets.provider_tokens import find_provider_tokens
from ce_lint.util.lazy_pattern import lazy_pattern


class Shape(NamedTuple):
    """What a secret looks like, and its length in code points.

    ``is_random`` is False if it may be an identifier that a person chose. ``is_known``: a provider documents it.
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
_NOT_SECRET = lazy_pattern(
    r"[a-z][a-z0-9+.\-]*://|[\w.+\-]+@[\w\-]+\.[\w.\-]+\Z|[\w\-]+(?:\.[\w\-]+)*\.(?:com|net|org|io|co|uk|eu|de)\Z"
    r"|\d{4}-\d\d-\d\d[T ]",
    re.IGNORECASE,
)
_NOT_SECRET_MARKS = frozenset(".:@")
_CLASSES = str.maketrans(
    "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789", "a" * 26 + "A" * 26 + "0" * 10
)
# Neighbours of different classes: frequent in random text, rare in words.
_CLASS_CHANGES = ("aA", "a0", "A0", "0a", "0A", "AAa")
_STEPS = frozenset({-1, 0, 1})
_RANDOM = 0.15
_RANDOM_WITHOUT_DIGITS = 0.2
_LEAST_ENTROPY = 3.0
_SAMPLE_SIZE = 512
_START = 8
SHORTEST = 16


def find_shape(value: str) -> Shape | None:
    """The shape of a value that looks like a secret; None for any other."""
    if len(value) < SHORTEST:
        return None
    tokens = find_provider_tokens(value)
    if tokens:
        return Shape(tokens[0].name, len(value), is_known=True)
    if _UUID.fullmatch(value):
        return Shape("credential in UUID form", len(value)) if _count_different(value) >= 7 else None
    if is_sequence(value):
        return None
    if _HEX.fullmatch(value):
        return (
            Shape("hexadecimal credential", len(value))
            if _count_different(value) >= 6 and not value.isdigit()
            else None
        )
    return _find_opaque_shape(value)


def _find_opaque_shape(value: str) -> Shape | None:
    if _OPAQUE.fullmatch(value) is None or (not _NOT_SECRET_MARKS.isdisjoint(value) and _NOT_SECRET.match(value)):
        return None
    sample = value[:_SAMPLE_SIZE]
    classes = sample.translate(_CLASSES)
    changes = sum(map(classes.count, _CLASS_CHANGES)) / len(sample)
    has_digit, has_letter = "0" in classes, "a" in classes or "A" in classes
    if not has_letter or not (has_digit or changes >= _RANDOM_WITHOUT_DIGITS) or not _is_varied(sample):
        return None
    is_random = changes >= _RANDOM or (has_digit and _LONG_HEX.search(sample) is not None)
    if value.startswith("/") and not is_random:
        return None  # a path
    return Shape("base64 credential" if _BASE64.fullmatch(value) else "credential", len(value), is_random)


def _count_different(value: str) -> int:
    return len(set(value[:_SAMPLE_SIZE].lower()))


def _is_varied(sample: str) -> bool:
    """Whether the entropy of a text is over 3 bits a character.

    Often the number of different characters already proves it, which is faster to compute.
    """
    size = len(sample)
    rest = size - len(set(sample)) + 1
    least = rest / size * log2(size / rest) + (size - rest) / size * log2(size)
    return least > _LEAST_ENTROPY or compute_entropy(sample) > _LEAST_ENTROPY


def compute_entropy(text: str) -> float:
    """The Shannon entropy of a text, in bits a character."""
    size = len(text)
    counts = [text.count(character) for character in set(text)]
    return -sum(count / size * log2(count / size) for count in counts)


def is_sequence(text: str) -> bool:
    """Whether the characters of a text count up or down or stay the same: ``12345``, ``aaaa``, ``0123456789abcdef``."""
    codes = text[:_SAMPLE_SIZE].encode("utf-8", "replace")
    return _is_counting(codes[:_START]) and (len(codes) <= _START or _is_counting(codes))


def _is_counting(codes: bytes) -> bool:
    return sum(map(_STEPS.__contains__, map(sub, codes[1:], codes))) * 5 >= (len(codes) - 1) * 4
