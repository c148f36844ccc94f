"""Whether a value is a secret: by its key first, then by its shape (domain.md 4.2)."""

from __future__ import annotations

import re
from typing import Literal, NamedTuple

from ce_lint.secrets.keys import find_secret_kind, find_secret_level, is_always_secret, is_api_key
from ce_lint.secrets.placeholders import (
    contains_placeholder,
    find_half_placeholder,
    is_secret_placeholder,
    remove_placeholders,
)
from ce_lint.secrets.provider_tokens import find_provider_tokens, may_contain_token
from ce_lint.secrets.randomness import SHORTEST, Shape, find_shape, is_sequence
from ce_lint.util.lazy_pattern import lazy_pattern

Severity = Literal["error", "warning"]


class Verdict(NamedTuple):
    """A value that is a secret: how certain that is, what to call it, and its length in code points."""

    severity: Severity
    kind: str
    length: int


# The members of `providerData` that are valid once; `access_token`, `refresh_token` and `apikey` stay valid.
GRANT_MEMBERS = frozenset({"code", "oauth_token", "oauth_verifier", "secret", "token"})
_SCHEME = lazy_pattern(
    r"(?:bearer|basic|token|apikey|oauth|user|organization|element|\w{2,12}-oauthtoken)\s+", re.IGNORECASE
)
# Identifiers that are not secrets: a Google client, a Twilio account, a mail address, DOMAIN\user.
_PUBLIC = lazy_pattern(r"[\w\-]+\.apps\.googleusercontent\.com|AC[0-9a-f]{32}|[\w.+\-]+@[\w.\-]+|[\w.\-]+\\[\w.\-]+")
_CONSTANTS = frozenset({"true", "false", "null", "none", "nil", "yes", "no", "on", "off", "undefined"})
_LINK = lazy_pattern(r"[a-z][a-z0-9+.\-]*://|(?:~|\.{1,2})?/[\w.\-/]+\.\w{2,5}\Z", re.IGNORECASE)
_SHORTEST_OPAQUE = 8
_SHORTEST_API_KEY = 20
_LONGEST_OPAQUE = 200


def find_secret(key: str, value: object) -> Verdict | None:
    """The verdict on a value under ``key``; None if it is not a secret, or is a placeholder."""
    level = find_secret_level(key)
    text = _to_text(value)
    if level == "no":
        tokens = find_provider_tokens(text)
        return Verdict("error", tokens[0].name, len(text)) if tokens else None
    if level == "maybe" and (len(text) < SHORTEST or _is_address(text)):
        return None
    literal = _find_literal(text)
    if literal is None:
        return None
    found = find_shape(literal)
    if level == "maybe":
        return _classify_identifier(key, literal, found)
    return _classify_short(key, literal) if found is None else Verdict("error", find_secret_kind(key), len(text))


def _is_address(text: str) -> bool:
    """Whether a text is a mail address, which is an identifier and no secret."""
    return text.count("@") == 1 and " " not in text and text.isascii() and not may_contain_token(text) and "." in text


def find_grant_code(member: str, value: object) -> Verdict | None:
    """The verdict on a code or OAuth 1 token of ``providerData`` by its key; None for other keys, and placeholders."""
    if member.lower() not in GRANT_MEMBERS:
        return None
    literal = _find_literal(_to_text(value))
    if literal is None or not (find_shape(literal) or _is_short_opaque(literal)):
        return None
    return Verdict("warning", "authorization code" if member.lower() == "code" else "OAuth token", len(literal))


def _to_text(value: object) -> str:
    if isinstance(value, str):
        return value.strip()
    return str(value) if isinstance(value, (int, float)) and not isinstance(value, bool) else ""


def _find_literal(text: str) -> str | None:
    """The part of a text that may be a secret: without a scheme such as ``Bearer``; None for a placeholder."""
    if not text or text.lower() in _CONSTANTS:
        return None
    if is_secret_placeholder(text) or find_half_placeholder(text) is not None:
        tokens = find_provider_tokens(text)
        return text[tokens[0].start : tokens[0].end] if tokens else None
    scheme = _SCHEME.match(text)
    if scheme is not None:
        return _find_literal(text[scheme.end() :])
    if contains_placeholder(text):
        pieces = remove_placeholders(text).split()
        return next((piece for piece in pieces if find_shape(piece) is not None), None)
    return text


def _classify_identifier(key: str, literal: str, found: Shape | None) -> Verdict | None:
    if found is None or not found.is_random or _PUBLIC.fullmatch(literal):
        return None
    is_certain = found.is_known or (len(literal) >= _SHORTEST_API_KEY and is_api_key(key))
    return Verdict("error" if is_certain else "warning", found.kind, len(literal))


def _classify_short(key: str, literal: str) -> Verdict | None:
    if len(literal) == 1 or _LINK.match(literal):
        return None  # one letter is a dummy: Freshdesk wants an `X` next to the API key
    if is_always_secret(key):
        # weak-signature-key reports a signing key that can be guessed
        is_weak = find_secret_kind(key) == "signing key" and is_sequence(literal)
        return None if is_weak or _is_counting(literal) else Verdict("warning", find_secret_kind(key), len(literal))
    if _is_short_opaque(literal) or (literal.isdigit() and len(literal) >= 12 and not is_sequence(literal)):
        return Verdict("warning", find_secret_kind(key), len(literal))
    return None


def _is_counting(literal: str) -> bool:
    """Whether a text of 16 characters or more counts, or repeats one character."""
    return len(literal) >= 16 and is_sequence(literal)


def _is_short_opaque(literal: str) -> bool:
    """Whether a text is one word of letters and digits, of at least 8 characters."""
    if not _SHORTEST_OPAQUE <= len(literal) <= _LONGEST_OPAQUE or " " in literal or _LINK.match(literal):
        return False
    has_letter = any(map(str.isalpha, literal))
    return has_letter and any(map(str.isdigit, literal)) and not is_sequence(literal)
