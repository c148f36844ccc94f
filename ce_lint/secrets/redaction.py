"""What of a text may be shown. Everything that leaves the program by name or by value passes one of these functions.

A value is hidden unless it is harmless: made of words, numbers and marks that a person would write. A name is checked
as a value is, because a secret in the wrong place can be a key, the name of a resource or a part of a URL.
"""

from __future__ import annotations

import re
from functools import lru_cache

from ce_lint.secrets.keys import find_secret_level
from ce_lint.secrets.placeholders import is_bracketed
from ce_lint.secrets.randomness import find_shape
from ce_lint.secrets.scan import find_secret_spans
from ce_lint.util.lazy_pattern import lazy_pattern
from ce_lint.util.nearest import nearest

MASK = "•"
"""What is shown in place of each code point that may not be shown."""

_PARAMETER = lazy_pattern(r"(?:(?<=[?&;#|,\s])|\A)([A-Za-z][\w.\-]{0,60})=")
_BARE_PARAMETER = lazy_pattern(r"(?<=[?&;#])([A-Za-z][\w.\-]{0,60}+)(?!=)")
_OPAQUE = lazy_pattern(r"[A-Za-z0-9+/_\-]{16,}={0,2}")
_MEMBER = lazy_pattern(r"(?<![\w.\-])([A-Za-z][\w.\-]{0,60})[\"']?\s{0,8}:(?!//)")
_FIELD = lazy_pattern(r"[^/?&=,;|\s]*\Z")
_USER_INFO = lazy_pattern(r"://[^\s/?#@:\[]*:(?!\d{1,5}(?:[/?#]|\Z))")

_TOKEN = lazy_pattern(r"[^\W_]+")
_HUMPS = lazy_pattern(r"[A-Z]+(?![a-z])|[A-Z]?[a-z]+|\d+")
_CONSONANTS = lazy_pattern(r"[b-df-hj-np-tv-xz]{5}", re.IGNORECASE)
_VOWEL = lazy_pattern(r"[aeiouyäöüàáâãåèéêëìíîïòóôõùúûýœæ]", re.IGNORECASE)
_LONGEST_WORD = 24
_MOST_DIGITS = 10
_MOST_HUMPS = 6
_SHORTEST_PIECE = 7
"""Of a token that alone makes a text secret: shorter ones are as often part of a name."""
_PATTERN_LETTERS = frozenset("GyYMwWDdFEuaHkKhmsSzZXT")
_ODD_MARKS = lazy_pattern(r"[!^~`\\]|[*$%+@#]{2}|\w[!$^*~]\w|\w[^\w\x00-\uffff]|[^\w\x00-\uffff]\w")
"""Marks inside words, as passwords have them; also emoji."""

_KNOWN = frozenset({"http", "https", "xmlns", "httpbin", "nginx"})
_UNIT = lazy_pattern(r"\d{1,4}[A-Za-z]{1,2}|\d\d?T\d\d?")
_NOT_NEAR = frozenset({"taken"})
_SECRET_WORDS = (
    "password", "passwd", "passphrase", "passcode", "secret", "token", "credential", "authorization", "signature",
    "cookie", "bearer", "apikey", "accesskey", "authkey", "clientkey", "consumerkey", "encryptionkey", "masterkey",
    "privatekey", "secretkey", "sessionkey", "sharedkey", "signingkey",
)  # fmt: skip
_LONGEST_SECRET_WORD = max(map(len, _SECRET_WORDS)) + 1
_NEAR_IN_LENGTH = {
    size: [word for word in _SECRET_WORDS if abs(len(word) - size) <= 1] for size in range(4, _LONGEST_SECRET_WORD + 1)
}


@lru_cache(maxsize=4096)
def may_bear_secret(name: str) -> bool:
    """Whether the value of a key or parameter may be a secret, because its name is that of a secret or nearly."""
    if find_secret_level(name) != "no":
        return True
    words = [word.lower() for word in _HUMPS.findall(name)]
    return any(map(_ends_like_secret, {*words, "".join(words)} - _NOT_NEAR))


def _ends_like_secret(word: str) -> bool:
    """Whether the end of a word in lower case is nearly one that names secrets: ``passwrd``, ``clientsecrt``."""
    longest = min(len(word), _LONGEST_SECRET_WORD)
    return any(nearest(word[-size:], _NEAR_IN_LENGTH[size], 1) is not None for size in range(longest, 3, -1))


def find_first_secret(text: str) -> int | None:
    """The offset, in code points, of the first secret or possible secret; None if there is none.

    Nothing from there on may be shown, because a delimiter within a secret would end it too early. The value of a query
    parameter counts by the parameter's name alone, and any other text by its randomness alone.
    """
    start = _find_first_certain(text)
    if start is None:
        return None
    # What is short is judged as a secret only beside one: it may be the head of the same secret, interrupted.
    for found in _TOKEN.finditer(text, 0, start):
        if not _is_harmless_token(found[0]):
            field = _FIELD.search(text, 0, found.start())
            return field.start() if field is not None else found.start()
    return start


def _find_first_certain(text: str) -> int | None:
    starts = [start for start, _ in find_secret_spans(text)]
    starts += [found.end() for found in _PARAMETER.finditer(text) if may_bear_secret(found[1])]
    starts += [found.end() for found in _BARE_PARAMETER.finditer(text) if may_bear_secret(found[1])]
    starts += [found.end() for found in _MEMBER.finditer(text) if may_bear_secret(found[1])]
    starts += [found.end() for found in _USER_INFO.finditer(text)]
    starts += [found.start() for found in _OPAQUE.finditer(text) if find_shape(found[0]) is not None]
    starts += [
        found.start()
        for found in _TOKEN.finditer(text)
        if len(found[0]) >= _SHORTEST_PIECE and not _is_harmless_token(found[0])
    ]
    if -1 < text.find("/") < text.rfind("@"):
        starts.append(text.find("/") + 1)
    return min(starts, default=None)


def redact(text: str) -> str:
    """The text with ``MASK`` in place of every character from the first secret on."""
    start = find_first_secret(text)
    return text if start is None else text[:start] + MASK * (len(text) - start)


def redact_name(text: str) -> str:
    """A name, a zone or a format as it may be shown: as it is, or all of it masked."""
    return text if is_harmless(text) else MASK * len(text)


@lru_cache(maxsize=4096)
def is_harmless(text: str) -> bool:
    """Whether a text is surely not a secret, nor contains one: it is made of words, numbers and dates.

    A placeholder in brackets is harmless if its name is.
    """
    if not text.strip().isprintable():
        return False
    if text.isalpha() and len(text) <= 5:
        return True
    if is_bracketed(text) and len(text) <= 60:
        return all(map(_is_harmless_token, _TOKEN.findall(text)))
    if find_first_secret(text) is not None or _ODD_MARKS.search(text.replace("${", "{")) is not None:
        return False
    return all(map(_is_harmless_token, _TOKEN.findall(text)))


@lru_cache(maxsize=8192)
def _is_harmless_token(token: str) -> bool:
    """Whether letters and digits in a row are a word, a number, a piece of a date format, or words run together."""
    if token.isdigit():
        return len(token) <= _MOST_DIGITS
    if token.lower() in _KNOWN or _UNIT.fullmatch(token) is not None:
        return True
    if len(set(token)) == 1 or (_PATTERN_LETTERS.issuperset(token) and len(set(token)) * 2 <= len(token) + 1):
        return True
    token = _to_ascii(token)
    humps = _HUMPS.findall(token)
    if "".join(humps) != token:  # letters of an alphabet without upper and lower case
        return token.isalpha() and len(token) <= _LONGEST_WORD
    digits = [hump for hump in humps if hump.isdigit()]
    if len(digits) > 1 or (digits and (token[:1].isdigit() or len(digits[0]) > 4)):
        return False
    words = [hump for hump in humps if not hump.isdigit()]
    if digits and len(words) > 1 and min(map(len, words)) < 4:
        return False
    if len(words) > _MOST_HUMPS or (len(words) > 1 and len(token) / len(words) < 2.5):
        return False
    return all(map(_is_word, words))


def _to_ascii(token: str) -> str:
    """The token with ``A`` or ``a`` for each letter beyond ASCII that is an upper or lower case one."""
    if token.isascii():
        return token
    return "".join(one if one.isascii() else "A" if one.isupper() else "a" if one.islower() else one for one in token)


def _is_word(word: str) -> bool:
    """Whether letters could be a word or an abbreviation of a language: its vowels and consonants alternate."""
    if len(word) <= 3:
        return True
    if len(word) > _LONGEST_WORD or _CONSONANTS.search(word) is not None:
        return False
    vowels = len(_VOWEL.findall(word))
    return 0.15 <= vowels / len(word) <= 0.8
