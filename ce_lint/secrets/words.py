"""Words in place of a value that is to be filled in: ``CLIENT_ID``, ``your-api-key``, "code on the return URL".

The shapes and words are those that public documents have (domain.md 4.2).
"""

from __future__ import annotations

import re

from ce_lint.util.lazy_pattern import lazy_pattern


def _split(words: str) -> frozenset[str]:
    return frozenset(words.split())


# What a placeholder is for.
CREDENTIAL_WORDS = _split(
    """
    access account address alias api apikey app application appid auth authorization authtoken bearer bucket
    callback certificate client clientid clientsecret code company consumer credential credentials customer
    database developer domain email endpoint grant header host hostname hours id identifier instance integrator
    interval jwt key keys login merchant minutes name number oauth oauth2 object objects org organization owner
    partner pass passcode passphrase passwd password path phone pin port private project provider public pwd
    redirect refresh region resource return scope seconds secret server session sid signature signing site store
    string subdomain subscription tag tags tenant token tokens type uri url user userid username value verifier
    webhook
    """
)
# Words of placeholders and of made-up values.
PLACEHOLDER_WORDS = _split(
    """
    any bar baz changeme changeit changethis demo dummy enter example fake foo foobar here insert my none null
    optional our paste placeholder put redacted removed replace replaceme required sample some tbd temp test
    todo unset your yours undefined random mock stub secretsecret xyz abc
    """
)
_SMALL_WORDS = _split(
    """
    a an and as at be by can cannot either enter for from get have if in insert is it its like must no not of on
    only or our same see set should that the their then these this those to use used via we when where which
    with will you your
    """
)
_PROSE_WORDS = CREDENTIAL_WORDS | PLACEHOLDER_WORDS | _SMALL_WORDS

_CAMEL = lazy_pattern(r"[A-Z]+(?![a-z])|[A-Z]?[a-z]+|\d+")
_WORDS = lazy_pattern(r"[^\W\d]+(?:[ _.\-]+[^\W\d]+)*\d{0,2}[!?.:]?")
_ADMITS = lazy_pattern(
    r"example|sample|dummy|placeholder|redacted|change_?me|replace|(?<![a-z\d])fake(?![a-z\d])|(?<![a-z])(?:your|insert)[-_]"
)
_LEET = str.maketrans("013457$@", "oieastsa")
_INSTRUCTION = lazy_pattern(
    r"(?:your|insert|enter|replace|paste|put|'?code'?|see|from|value|user'?s|optional|required|choose|select|specify|"
    r"provide|either|same)\s+[^\W\d]",
    re.IGNORECASE,
)
_CREDENTIAL = lazy_pattern("key|secret|token|pass|api|code|id")
_LONGEST_WORD = max(map(len, CREDENTIAL_WORDS | PLACEHOLDER_WORDS))
_SEPARATORS = frozenset("_-. ")
_LONGEST = 200


def is_instruction(text: str) -> bool:
    """Whether a text tells its reader what to put there: "code on the return URL", "Insert your host"."""
    if len(text) > _LONGEST or " " not in text or "://" in text or _INSTRUCTION.match(text.lstrip()) is None:
        return False
    return len(text.split()) <= 15


def is_prose(text: str) -> bool:
    """Whether a text is prose: several words, at least one of which is usual there or in names of credentials."""
    words = text[: 5 * _LONGEST].split()
    if len(words) < 2:
        return False
    bare = [word.strip("\"'`.,:;!?()[]<>").lower() for word in words]
    alphabetic = sum(word.replace("'", "").replace("-", "").replace("’", "").isalpha() for word in bare)
    hints = sum(word in _PROSE_WORDS or word.removesuffix("'s") in _PROSE_WORDS for word in bare)
    return hints > 0 and alphabetic * 4 >= len(words) * 3 and max(map(len, bare)) < 24


def is_name(text: str) -> bool:
    """Whether a text is a name and not a value: ``MAGENTO_API_SECRET``, ``my-token``, ``userSecret``."""
    if len(text) > _LONGEST or _WORDS.fullmatch(text) is None:
        return False
    words = _CAMEL.findall(text)
    if not words:
        return False
    if words[-1].isdigit() and _SEPARATORS.isdisjoint(text[:-1]):  # `app_key_1` is a name, `Password1` a password
        return False
    names = [word.lower() for word in words if not word.isdigit()]
    if max(map(len, names), default=0) > 20:
        return False
    known = sum(len(name) for name in names if name in CREDENTIAL_WORDS or name in PLACEHOLDER_WORDS)
    if not all(map(_is_plain, re.split(r"[ _.\-]", text))):
        return known * 3 >= len(text)  # random letters, too, hold a short word here and there
    return known > 0 or _count_words(text.lower()) > 0


def _is_plain(word: str) -> bool:
    return word.islower() or word.isupper() or word.istitle() or not word.isalpha()


def is_made_up(text: str) -> bool:
    """Whether a text is a made-up value: ``AKIA…EXAMPLE``, or words spelt with digits as in ``fak3-s3cr3t-k3y``."""
    if len(text) > _LONGEST:
        return False
    low = text.lower()
    if _ADMITS.search(low) is not None:
        return True
    return len(text) <= 40 and not text.isalpha() and _is_leetspeak(low)


def _is_leetspeak(low: str) -> bool:
    spelt = low.translate(_LEET)
    if _CREDENTIAL.search(spelt) is None:
        return False
    counts = [_count_words(word) for word in re.split(r"[^a-z]+", spelt) if word]
    return min(counts) > 0 and sum(counts) > 1


def _count_words(word: str) -> int:
    """The least number of known words that make up ``word``, run together; 0 if other letters are left."""
    fewest = [0, *[-1] * len(word)]
    for end in range(1, len(word) + 1):
        for start in range(max(0, end - _LONGEST_WORD), end):
            if (
                fewest[start] >= 0
                and fewest[end] != 1
                and (word[start:end] in CREDENTIAL_WORDS or word[start:end] in PLACEHOLDER_WORDS)
            ):
                fewest[end] = fewest[start] + 1 if fewest[end] < 0 else min(fewest[end], fewest[start] + 1)
    return max(fewest[-1], 0)
