"""Whether a value is a secret: what its key means decides first, then its shape, then a provider's known form."""

from __future__ import annotations

import re
from typing import Literal, NamedTuple

from ce_lint.secrets.keys import is_sure, kind, secrecy
from ce_lint.secrets.placeholders import (
    embeds_placeholder,
    half_placeholder,
    is_mask,
    is_stand_in,
    without_placeholders,
)
from ce_lint.secrets.provider_tokens import Found, may_hold_token, provider_tokens
from ce_lint.secrets.randomness import SHORTEST, Shape, is_sequence, shape
from ce_lint.secrets.texts import authorization_secrets, secret_spans, url_secrets
from ce_lint.util.lazy_pattern import lazy_pattern

__all__ = [
    "GRANT_MEMBERS",
    "Found",
    "Shape",
    "Verdict",
    "authorization_secrets",
    "find_secret",
    "grant_code",
    "is_mask",
    "provider_tokens",
    "secret_spans",
    "shape",
    "url_secrets",
]

Severity = Literal["error", "warning"]


class Verdict(NamedTuple):
    """That a value is a secret: how sure that is, what to call it, and its length, which may be told."""

    severity: Severity
    kind: str
    length: int


# The members of `providerData` that are used once; `access_token`, `refresh_token` and `apikey` live on.
GRANT_MEMBERS = frozenset({"code", "oauth_token", "oauth_verifier", "secret", "token"})
_SCHEME = lazy_pattern(
    r"(?:bearer|basic|token|apikey|oauth|user|organization|element|\w{2,12}-oauthtoken)\s+", re.IGNORECASE
)
# What identifies and may be told: a Google client, a Twilio account, a mail address, DOMAIN\user.
_PUBLIC = lazy_pattern(r"[\w\-]+\.apps\.googleusercontent\.com|AC[0-9a-f]{32}|[\w.+\-]+@[\w.\-]+|[\w.\-]+\\[\w.\-]+")
_WORDS = frozenset({"true", "false", "null", "none", "nil", "yes", "no", "on", "off", "undefined"})
_LINK = lazy_pattern(r"[a-z][a-z0-9+.\-]*://|(?:~|\.{1,2})?/[\w.\-/]+\.\w{2,5}\Z", re.IGNORECASE)
_SHORTEST_OPAQUE = 8
_LONGEST_WITH_BLANKS = 200


def find_secret(key: str, value: object) -> Verdict | None:
    """What a literal under this key is worth, or None where it is no secret."""
    degree = secrecy(key)
    text = _text(value)
    if degree == "no":
        tokens = provider_tokens(text)
        return Verdict("error", tokens[0].name, len(text)) if tokens else None
    if degree == "semi" and (len(text) < SHORTEST or _is_address(text)):
        return None
    literal = _literal(text)
    if literal is None:
        return None
    found = shape(literal)
    if degree == "semi":
        return _identifier(literal, found)
    return _short(key, literal) if found is None else Verdict("error", kind(key), len(text))


def _is_address(text: str) -> bool:
    """Whether a text is a mail address, which identifies and is no secret."""
    return text.count("@") == 1 and " " not in text and text.isascii() and not may_hold_token(text) and "." in text


def grant_code(member: str, value: object) -> Verdict | None:
    """A real-looking code or OAuth 1 token of `providerData`, by its member; None for the members that are no such."""
    if member.lower() not in GRANT_MEMBERS:
        return None
    literal = _literal(_text(value))
    if literal is None or not (shape(literal) or _is_short_opaque(literal)):
        return None
    return Verdict("warning", "authorization code" if member.lower() == "code" else "OAuth token", len(literal))


def _text(value: object) -> str:
    if isinstance(value, str):
        return value.strip()
    return str(value) if isinstance(value, (int, float)) and not isinstance(value, bool) else ""


def _literal(text: str) -> str | None:
    """What of a text may be a secret: the text without a scheme such as ``Bearer``; None for a stand-in."""
    if not text or text.lower() in _WORDS:
        return None
    if is_stand_in(text) or half_placeholder(text) is not None:
        tokens = provider_tokens(text)
        return text[tokens[0].start : tokens[0].end] if tokens else None
    scheme = _SCHEME.match(text)
    if scheme is not None:
        return _literal(text[scheme.end() :])
    if embeds_placeholder(text):
        pieces = without_placeholders(text).split()
        return next((piece for piece in pieces if shape(piece) is not None), None)
    return text


def _identifier(literal: str, found: Shape | None) -> Verdict | None:
    if found is None or not found.is_random or _PUBLIC.fullmatch(literal):
        return None
    return Verdict("error" if found.is_known else "warning", found.kind, len(literal))


def _short(key: str, literal: str) -> Verdict | None:
    if _LINK.match(literal):
        return None
    if is_sure(key):
        # Of a signing key that can be guessed, weak-signature-key speaks.
        is_weak = kind(key) == "signing key" and is_sequence(literal)
        return None if is_weak or is_counter(literal) else Verdict("warning", kind(key), len(literal))
    if _is_short_opaque(literal) or (literal.isdigit() and len(literal) >= 12 and not is_sequence(literal)):
        return Verdict("warning", kind(key), len(literal))
    return None


def is_counter(literal: str) -> bool:
    """Whether a long text only counts, or repeats one character: nobody's secret."""
    return len(literal) >= 16 and is_sequence(literal)


def _is_short_opaque(literal: str) -> bool:
    """Letters and digits in one word, shorter than the shapes."""
    if not _SHORTEST_OPAQUE <= len(literal) <= _LONGEST_WITH_BLANKS or " " in literal or _LINK.match(literal):
        return False
    has_letter = any(map(str.isalpha, literal))
    return has_letter and any(map(str.isdigit, literal)) and not is_sequence(literal)
