"""What a key's name says of its value: a secret, perhaps one, or none.

The names are judged, not a list of keys: elements invent their own, in dots, snakes, camels and run together.
"""

from __future__ import annotations

import re
from functools import lru_cache
from itertools import pairwise
from typing import Literal

from ce_lint.util.lazy_pattern import lazy_pattern


def _set(words: str) -> frozenset[str]:
    return frozenset(words.split())


Secrecy = Literal["yes", "semi", "no"]

# Spellings that mean more, or less, than their words.
_SPECIAL: dict[str, Secrecy] = {
    "api.key": "yes",  # typed PASSWORD by the platform; all its other spellings name identifiers too
    "webhook.hash": "yes",
    "username": "semi",  # Stripe, Close.io and Freshdesk expect the API key there
    "userName": "semi",
}

_WORDS = lazy_pattern(r"API|[A-Z]+(?![a-z])|[A-Z]?[a-z]+|\d+")
# What stands out of a run-together word, whatever is before it, and what may follow.
_CONCEPTS = (
    "passphrase", "passcode", "password", "passwd", "secret", "token", "authorization", "credential", "cookie", "jwt",
    "jks",
)  # fmt: skip
_TAILS = _set("access code expiry field hash header id key name path s type uri url value")
# What stands out only behind a word that is known.
_SUFFIXES = ("keys", "key", "id", "code", "string", "name")
_HEADS = _set(
    """
    access account api app application auth bearer client connection consumer encryption hapi master partner private
    public refresh sas secret session shared signature signing storage subscription user
    """
)
_SAME = {
    "authorisation": "authorization", "cookies": "cookie", "cred": "credential", "credentials": "credential",
    "creds": "credential", "keys": "key", "pass": "password", "passcode": "password", "passphrase": "password",
    "passwd": "password", "passwords": "password", "passwort": "password", "pw": "password", "pwd": "password",
    "secrets": "secret", "tokens": "token", "username": "user.name",
}  # fmt: skip

# A last word that makes of a secret's name the name of something about it.
_ABOUT = _set(
    """
    age alg algorithm at attempts audience changed column count created date description enabled endpoint engine
    env expire expired expires expiration expiry field fields file filename format generation header help hint
    host in interval issuer label length lifetime limit location manager max message method min minutes mode
    name names ok path pattern placeholder policy prefix project provider reason ref reference region required
    reset rotation rule rules scheme scope scopes seconds size status store strength suffix table time timeout
    timestamp title ttl type types uri url urls usage used user username valid validity vault version
    """
)
# Tokens and keys that lead through pages and tables, not through doors.
_OTHER_TOKENS = _set(
    """
    change continuation count cursor delta last max min next num number page pagination paging previous resume
    since skip start sync total
    """
)
_SECRET_KEYS = _set(
    """
    access account aes auth client encrypt encryption hmac jwt license master order partner private product rsa
    secret service session shared signature signing storage subscription webhook
    """
)
_IDENTIFIER_KEYS = _set("api app application company consumer dev developer hapi integration integrator public user")
_IDENTIFIERS = _set("app application client consumer key session")
_SECRET_CODES = _set("access auth authorization grant pass security verification")
_TICKETS = _set("auth cas login quickbase session sso")

_SURE = frozenset({"password", "secret", "private key", "signing key"})


@lru_cache(maxsize=4096)
def secrecy(key: str) -> Secrecy:
    """Whether the value of a key is a secret, might be one (elements differ, or an identifier), or is none."""
    return _SPECIAL.get(key) or _classify(_words(key))[0]


@lru_cache(maxsize=4096)
def kind(key: str) -> str:
    """What a secret of this key is called: "password", "token", "API key"."""
    return _classify(_words(key))[1]


@lru_cache(maxsize=4096)
def is_sure(key: str) -> bool:
    """Whether any literal under this key is a secret, however short: ``password``, ``oauth.api.secret``."""
    return secrecy(key) == "yes" and kind(key) in _SURE


def _words(key: str) -> list[str]:
    words: list[str] = []
    for piece in re.split(r"[^A-Za-z0-9]+", key):
        for word in _WORDS.findall(piece):
            words.extend(_parts(word.lower()))
    return words


def _parts(word: str) -> list[str]:
    known = _SAME.get(word)
    if known is not None:
        return known.split(".")
    for concept in _CONCEPTS:
        head, found, tail = word.partition(concept)
        if found and (not tail or tail in _TAILS):
            return [_SAME.get(part, part) for part in (head, concept, tail) if part]
    for suffix in _SUFFIXES:
        if word.endswith(suffix) and word.removesuffix(suffix) in _HEADS:
            return [word.removesuffix(suffix), _SAME.get(suffix, suffix)]
    return [word]


def _classify(words: list[str]) -> tuple[Secrecy, str]:
    last = words[-1] if words else ""
    before = words[-2] if len(words) > 1 else ""
    if last == "name" and before == "user" and words[-4:-2] == ["api", "key"]:
        return "semi", "user name"
    if last == "id":
        return _identifier(before)
    if last in _ABOUT:
        return "no", "value"
    if last == "key":
        return _key(before, words)
    return _inner(words)


def _identifier(before: str) -> tuple[Secrecy, str]:
    if before in {"token", "secret"}:
        return "yes", "token"
    return ("semi", "identifier") if before in _IDENTIFIERS else ("no", "value")


def _key(before: str, words: list[str]) -> tuple[Secrecy, str]:
    if before in {"signature", "signing", "hmac", "webhook"}:
        return "yes", "signing key"
    if before == "private":
        return "yes", "private key"
    if before in {"secret", "password"} or words[-3:-1] == ["secret", "access"]:
        return "yes", "secret"
    if before in _SECRET_KEYS:
        return "yes", "key"
    if before in _IDENTIFIER_KEYS or len(words) == 1:
        return "semi", "API key"
    return "no", "value"


def _inner(words: list[str]) -> tuple[Secrecy, str]:
    known = set(words)
    if "password" in known:
        return "yes", "password"
    if "secret" in known:
        return "yes", "secret"
    for word, after in pairwise(words):
        if after == "key" and word in {"private", "signing", "encryption", "access"}:
            return "yes", f"{word} key"
    if "token" in known:
        return ("no", "value") if known & _OTHER_TOKENS else ("yes", "token")
    return _by_last(words)


_LAST_WORDS: dict[str, tuple[Secrecy, str]] = {
    "authorization": ("yes", "credential"),
    "bearer": ("yes", "token"),
    "cookie": ("yes", "cookie"),
    "credential": ("yes", "credential"),
    "jks": ("yes", "key store"),
    "jwt": ("yes", "token"),
    "signature": ("yes", "signature"),
    "auth": ("semi", "credential"),
    "dsn": ("semi", "connection string"),
    "headers": ("semi", "headers"),
    "keystore": ("semi", "key store"),
    "pem": ("semi", "private key"),
    "pfx": ("semi", "key store"),
    "sas": ("semi", "token"),
    "sid": ("semi", "identifier"),
    "verifier": ("semi", "code"),
}


def _by_last(words: list[str]) -> tuple[Secrecy, str]:
    last = words[-1] if words else ""
    before = words[-2] if len(words) > 1 else ""
    if last == "code" and before in _SECRET_CODES:
        return "yes", "code"
    if last == "ticket" and before in _TICKETS:
        return "yes", "ticket"
    if last == "token" or (last == "web" and before == "json"):
        return "yes", "token"
    if last == "string" and before == "connection":
        return "semi", "connection string"
    return _LAST_WORDS.get(last, ("no", "value"))
