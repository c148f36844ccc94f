"""Whether the value of a key is a secret, by the words of its name.

There is no list of keys: elements have their own, such as ``acme.api.secret``, ``acme_api_secret``, ``acmeApiSecret``
and ``acmeapisecret``. The words are those of domain.md 4.1.
"""

from __future__ import annotations

import re
from functools import lru_cache
from itertools import pairwise
from typing import Literal

from ce_lint.util.lazy_pattern import lazy_pattern


def _split(words: str) -> frozenset[str]:
    return frozenset(words.split())


SecretLevel = Literal["yes", "maybe", "no"]
"""``"maybe"``: an identifier that some elements keep a secret in, such as ``username``, or an ambiguous name."""

# Exact keys whose level differs from what their words tell.
_EXACT: dict[str, SecretLevel] = {
    "api.key": "yes",  # typed PASSWORD by the platform; all its other spellings name identifiers too
    "webhook.hash": "yes",
    "username": "maybe",  # Stripe, Close.io and Freshdesk expect the API key there
    "userName": "maybe",
}

_WORDS = lazy_pattern(r"API|[A-Z]+(?![a-z])|[A-Z]?[a-z]+|\d+")
# Words that are recognised within a word run together (`clientsecretkey`), and the words that may follow them there.
_SECRET_WORDS = (
    "passphrase", "passcode", "password", "passwd", "secret", "token", "authorization", "credential", "cookie", "jwt",
    "jks",
)  # fmt: skip
_AFTER_SECRET_WORD = _split("access code expiry field hash header id key name path s type uri url value")
# Words that are recognised at the end of a word run together if the rest is one of `_FIRST_PARTS` (`accesskey`).
_LAST_PARTS = ("keys", "key", "id", "code", "string", "name")
_FIRST_PARTS = _split(
    """
    access account api app application auth bearer client connection consumer encryption hapi master partner private
    public refresh sas secret session shared signature signing storage subscription user
    """
)
_SYNONYMS = {
    "authorisation": "authorization", "cookies": "cookie", "cred": "credential", "credentials": "credential",
    "creds": "credential", "keys": "key", "pass": "password", "passcode": "password", "passphrase": "password",
    "passwd": "password", "passwords": "password", "passwort": "password", "pw": "password", "pwd": "password",
    "secrets": "secret", "tokens": "token", "username": "user.name",
}  # fmt: skip

# Last words by which a name is about a secret and not the secret: `token.url`, `password.expired`.
_NOT_SECRET_LAST_WORDS = _split(
    """
    age alg algorithm at attempts audience changed column count created date description enabled endpoint engine
    env expire expired expires expiration expiry field fields file filename format generation header help hint
    host in interval issuer label length lifetime limit location manager max message method min minutes mode
    name names ok path pattern placeholder policy prefix project provider reason ref reference region required
    reset rotation rule rules scheme scope scopes seconds size status store strength suffix table time timeout
    timestamp title ttl type types uri url urls usage used user username valid validity vault version
    """
)
# Words by which a token is not a credential: `next.page.token`.
_NOT_SECRET_TOKENS = _split(
    """
    change continuation count cursor delta last max min next num number page pagination paging previous resume
    since skip start sync total
    """
)
_SECRET_KEYS = _split(
    """
    access account aes auth client encrypt encryption hmac jwt license master order partner private product rsa
    secret service session shared signature signing storage subscription webhook
    """
)
_IDENTIFIER_KEYS = _split("api app application company consumer dev developer hapi integration integrator public user")
_IDENTIFIERS = _split("app application client consumer key session")
_SECRET_CODES = _split("access auth authorization grant pass security verification")
_TICKETS = _split("auth cas login quickbase session sso")

_ALWAYS_SECRET_KINDS = frozenset({"password", "secret", "private key", "signing key"})


@lru_cache(maxsize=4096)
def find_secret_level(key: str) -> SecretLevel:
    """Whether the value of ``key`` is a secret."""
    return _EXACT.get(key) or _classify(_split_words(key))[0]


@lru_cache(maxsize=4096)
def find_secret_kind(key: str) -> str:
    """What to call the secret under ``key``: "password", "token", "API key"; "value" if it is none."""
    return _classify(_split_words(key))[1]


@lru_cache(maxsize=4096)
def is_always_secret(key: str) -> bool:
    """Whether every literal under ``key`` is a secret, however short it is: ``password``, ``oauth.api.secret``."""
    return find_secret_level(key) == "yes" and find_secret_kind(key) in _ALWAYS_SECRET_KINDS


@lru_cache(maxsize=4096)
def is_api_key(key: str) -> bool:
    """Whether a key names an API key in any spelling (``apikey``, ``mailjet.api.key``), not an OAuth client id."""
    words = _split_words(key)
    return words[-2:] == ["api", "key"] and "oauth" not in words


def _split_words(key: str) -> list[str]:
    """The words of a key in lower case, with one spelling for each: ``passwd`` becomes ``password``."""
    words: list[str] = []
    for piece in re.split(r"[^A-Za-z0-9]+", key):
        for word in _WORDS.findall(piece):
            words.extend(_split_joined(word.lower()))
    return words


def _split_joined(word: str) -> list[str]:
    """The known words that a word in lower case is made of; the word itself if it holds none."""
    known = _SYNONYMS.get(word)
    if known is not None:
        return known.split(".")
    for concept in _SECRET_WORDS:
        head, found, tail = word.partition(concept)
        if found and (not tail or tail in _AFTER_SECRET_WORD):
            return [_SYNONYMS.get(part, part) for part in (head, concept, tail) if part]
    for suffix in _LAST_PARTS:
        if word.endswith(suffix) and word.removesuffix(suffix) in _FIRST_PARTS:
            return [word.removesuffix(suffix), _SYNONYMS.get(suffix, suffix)]
    return [word]


def _classify(words: list[str]) -> tuple[SecretLevel, str]:
    """The level of a key made of these words, and the kind of its secret."""
    last = words[-1] if words else ""
    before = words[-2] if len(words) > 1 else ""
    if last == "name" and before == "user" and words[-4:-2] == ["api", "key"]:
        return "maybe", "user name"
    if last == "id":
        return _classify_id(before)
    if last in _NOT_SECRET_LAST_WORDS:
        return "no", "value"
    if last == "key":
        return _classify_key(before, words)
    return _classify_other(words)


def _classify_id(before: str) -> tuple[SecretLevel, str]:
    if before in {"token", "secret"}:
        return "yes", "token"
    return ("maybe", "identifier") if before in _IDENTIFIERS else ("no", "value")


def _classify_key(before: str, words: list[str]) -> tuple[SecretLevel, str]:
    if before in {"signature", "signing", "hmac", "webhook"}:
        return "yes", "signing key"
    if before == "private":
        return "yes", "private key"
    if before in {"secret", "password"} or words[-3:-1] == ["secret", "access"]:
        return "yes", "secret"
    if before in _SECRET_KEYS:
        return "yes", "key"
    if before in _IDENTIFIER_KEYS or len(words) == 1:
        return "maybe", "API key"
    return "no", "value"


def _classify_other(words: list[str]) -> tuple[SecretLevel, str]:
    known = set(words)
    if "password" in known:
        return "yes", "password"
    if "secret" in known:
        return "yes", "secret"
    for word, after in pairwise(words):
        if after == "key" and word in {"private", "signing", "encryption", "access"}:
            return "yes", f"{word} key"
    if "token" in known:
        return ("no", "value") if known & _NOT_SECRET_TOKENS else ("yes", "token")
    return _classify_last_word(words)


_LAST_WORDS: dict[str, tuple[SecretLevel, str]] = {
    "authorization": ("yes", "credential"),
    "bearer": ("yes", "token"),
    "cookie": ("yes", "cookie"),
    "credential": ("yes", "credential"),
    "jks": ("yes", "key store"),
    "jwt": ("yes", "token"),
    "signature": ("yes", "signature"),
    "auth": ("maybe", "credential"),
    "dsn": ("maybe", "connection string"),
    "headers": ("maybe", "headers"),
    "keystore": ("maybe", "key store"),
    "pem": ("maybe", "private key"),
    "pfx": ("maybe", "key store"),
    "sas": ("maybe", "token"),
    "sid": ("maybe", "identifier"),
    "verifier": ("maybe", "code"),
}


def _classify_last_word(words: list[str]) -> tuple[SecretLevel, str]:
    last = words[-1] if words else ""
    before = words[-2] if len(words) > 1 else ""
    if last == "code" and before in _SECRET_CODES:
        return "yes", "code"
    if last == "ticket" and before in _TICKETS:
        return "yes", "ticket"
    if last == "token" or (last == "web" and before == "json"):
        return "yes", "token"
    if last == "string" and before == "connection":
        return "maybe", "connection string"
    return _LAST_WORDS.get(last, ("no", "value"))
