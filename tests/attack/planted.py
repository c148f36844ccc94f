"""Secrets that are planted: they look like real ones, are random, and hold no word of a dictionary.

Each has a mirror: another secret of the same shape, length and punctuation, with other letters and digits at every
random place. The same document is made with both; what is printed of the one and not of the other was read from it.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from random import Random
from typing import NamedTuple

LOWER, UPPER, DIGITS = "abcdefghijklmnopqrstuvwxyz", "ABCDEFGHIJKLMNOPQRSTUVWXYZ", "0123456789"
BEYOND_ASCII = "äöüßéñçø漢字語密😀🎉🔑"
ALNUM = LOWER + UPPER + DIGITS
HEX = "0123456789abcdef"
PUNCTUATION = "!#$%&()*+,-./:;<=>?@[]^_{|}~"
NASTY = "\"'\\`"
_CONSONANTS = {"lower": "bcdfghjklmnpqrstvwxz", "upper": "BCDFGHJKLMNPQRSTVWXZ"}
_LETTERS = re.compile(r"[A-Za-z]{4,}")
_VOWELS = frozenset("aeiouyAEIOUY")
_CLASSES = {"lower": LOWER, "upper": UPPER, "digit": DIGITS, "beyond": BEYOND_ASCII}


class Planted(NamedTuple):
    """A secret, the one that stands in its place in the mirror, and the name of their shape."""

    value: str
    mirror: str
    shape: str


class Piece(NamedTuple):
    """``size`` random characters of an alphabet, or a fixed text where the alphabet is empty."""

    alphabet: str
    size: int = 0
    fixed: str = ""


Pieces = Iterator[Piece]
Shape = Callable[[Random], Pieces]


def _some(alphabet: str, least: int, most: int = 0) -> Shape:
    def pieces(random: Random) -> Pieces:
        yield Piece(alphabet, random.randint(least, most or least))

    return pieces


def _prefixed(*parts: str | tuple[str, int]) -> Shape:
    """Fixed texts and random ones in turn."""

    def pieces(_random: Random) -> Pieces:
        for part in parts:
            yield Piece("", 0, part) if isinstance(part, str) else Piece(*part)

    return pieces


def _uuid(_random: Random) -> Pieces:
    for number, size in enumerate((8, 4, 4, 4, 12)):
        if number:
            yield Piece("", 0, "-")
        yield Piece(HEX, size)


def _base64(random: Random) -> Pieces:
    yield Piece(ALNUM + "+/", random.randint(30, 43))
    yield Piece("", 0, "=" * random.randint(0, 2))


def _private_key(random: Random) -> Pieces:
    yield Piece("", 0, "-----BEGIN PRIVATE KEY-----\n")
    for _ in range(random.randint(2, 4)):
        yield Piece(ALNUM + "+/", 48)
        yield Piece("", 0, "\n")
    yield Piece("", 0, "-----END PRIVATE KEY-----")


def _passphrase(random: Random) -> Pieces:
    for number in range(random.randint(2, 4)):
        if number:
            yield Piece("", 0, " ")
        yield Piece(LOWER + DIGITS, random.randint(4, 8))


def _number(random: Random) -> Pieces:
    yield Piece("", 0, random.choice("123456789"))
    yield Piece(DIGITS, random.randint(9, 14))
    yield Piece("", 0, random.choice(["", "", ".0", "e3"]))


SHAPES: dict[str, Shape] = {
    "hexadecimal": _some(HEX, 24, 64),
    "base64": _base64,
    "base64url": _some(ALNUM + "-_", 24, 44),
    "uuid": _uuid,
    "github": _prefixed("gh" + "p_", (ALNUM, 36)),
    "gitlab": _prefixed("glp" + "at-", (ALNUM, 20)),
    "aws": _prefixed("AK" + "IA", (UPPER + "234567", 16)),
    "stripe": _prefixed("sk_" + "live_", (ALNUM, 24)),
    "slack": _prefixed("xo" + "xb-", (DIGITS, 12), "-", (ALNUM, 24)),
    "google": _prefixed("AI" + "za", (ALNUM, 35)),
    "sendgrid": _prefixed("S" + "G.", (ALNUM, 22), ".", (ALNUM, 43)),
    "jwt": _prefixed("ey" + "J", (ALNUM, 17), ".ey" + "J", (ALNUM, 24), ".", (ALNUM + "-_", 30)),
    "private key": _private_key,
    "password": _some(ALNUM + PUNCTUATION, 12, 20),
    "nasty password": _some(ALNUM + PUNCTUATION + NASTY * 3, 12, 20),
    "short": _some(ALNUM + "!$%?+-_", 6, 9),
    "consonants": _some(_CONSONANTS["lower"], 8, 14),
    "passphrase": _passphrase,
    "number": _number,
    "beyond ascii": _some(ALNUM + BEYOND_ASCII * 2, 10, 18),
}
ANY = tuple(SHAPES)
KNOWN = ("hexadecimal", "base64", "base64url", "uuid", "github", "gitlab", "aws", "stripe", "slack", "google", "jwt")
"""Shapes that are random text to everybody, wherever they stand."""
IN_NAMES = ("hexadecimal", "base64url", "uuid", "github", "aws", "stripe", "sendgrid", "google")
"""Of those, what may also be a name."""
IN_URLS = (*KNOWN, "short", "consonants")
"""What can be written in a URL as it is."""


def plant(random: Random, shapes: tuple[str, ...]) -> Planted:
    """A secret of one of the shapes, and its mirror."""
    shape = random.choice(shapes)
    value, mirror = "", ""
    while True:
        pairs = [_drawn(random, piece) for piece in SHAPES[shape](random)]
        value, mirror = ("".join(side) for side in zip(*pairs, strict=True))
        if shape not in {"short", "password", "nasty password"} or any(map(str.isdigit, value)):
            return Planted(value, mirror, shape)


def _drawn(random: Random, piece: Piece) -> tuple[str, str]:
    if not piece.alphabet:
        return piece.fixed, piece.fixed
    drawn = [random.choice(piece.alphabet) for _ in range(piece.size)]
    if piece.alphabet == HEX:
        drawn = _with_digits(random, drawn)
    value = _without_words(random, drawn)
    return "".join(value), "".join(_mirrored(random, value, piece.alphabet))


def _with_digits(random: Random, drawn: list[str]) -> list[str]:
    """Hexadecimal digits without four letters in a row: `face` and `dead` are words."""
    for at in range(3, len(drawn)):
        if all(map(str.isalpha, drawn[at - 3 : at + 1])):
            drawn[at] = random.choice(DIGITS)
    return drawn


def _without_words(random: Random, drawn: list[str]) -> list[str]:
    """No vowel in four letters in a row: so there is no word in it."""
    for run in _LETTERS.finditer("".join(drawn)):
        for at in range(run.start(), run.end()):
            if drawn[at] in _VOWELS:
                drawn[at] = random.choice(_CONSONANTS["upper" if drawn[at].isupper() else "lower"])
    return drawn


def _mirrored(random: Random, drawn: list[str], alphabet: str) -> Iterator[str]:
    """Another character of the same class for every letter and digit; punctuation stays."""
    for character in drawn:
        choices = [other for other in _class_of(character) if other in alphabet and other != character]
        yield random.choice(choices) if choices else character


def _class_of(character: str) -> str:
    for name, letters in _CLASSES.items():
        if character in letters:
            if name == "beyond":
                return "".join(other for other in letters if len(other.encode()) == len(character.encode()))
            return _CONSONANTS[name] if character in _CONSONANTS.get(name, "") else letters
    return ""
