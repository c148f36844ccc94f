"""Secrets within longer texts: in URLs, in ``Authorization`` headers, and tokens of known providers (domain.md 4.3)."""

from __future__ import annotations

import re

from ce_lint.secrets.keys import find_secret_level, is_always_secret
from ce_lint.secrets.placeholders import contains_placeholder, find_half_placeholder, is_secret_placeholder
from ce_lint.secrets.provider_tokens import FoundSecret, find_provider_tokens
from ce_lint.secrets.randomness import find_shape, is_sequence
from ce_lint.util.lazy_pattern import lazy_pattern

_USER_INFO = lazy_pattern(r"://([^\s/?#@:\"'\\<>{}]*)(?::([^\s/?#@\"'\\]*))?@")
_PARAMETER = lazy_pattern(r"[?&;#]([A-Za-z][\w.\-]{1,40})=([^&#\s\"'\\<>;]+|<[^<>]*>)")
_ESCAPES = {"%2B": "+", "%2F": "/", "%3D": "=", "%3C": "<", "%3E": ">", "%7B": "{", "%7D": "}", "%24": "$", "%20": " "}
_ESCAPE = lazy_pattern("|".join(_ESCAPES), re.IGNORECASE)
_MORE_SECRET_NAMES = frozenset({"sig", "signature", "hmac", "sas", "hapikey"})
_NOT_SECRET_NAMES = frozenset({"key", "username", "client_id", "clientid", "code", "state"})


def find_url_secrets(url: str) -> list[FoundSecret]:
    """The passwords and the secret values of query parameters in a URL, or in a text with URLs."""
    found: list[FoundSecret] = []
    if "@" in url and "://" in url:
        found.extend(_find_user_info(url))
    is_url = "?" in url or "&" in url or "#" in url or (";" in url and ("://" in url or url.startswith("/")))
    if "=" in url and is_url:
        for match in _PARAMETER.finditer(url):
            if _is_secret_parameter(match[1], match[2]):
                found.append(FoundSecret(match.start(2), match.end(2), match[1]))
    return found


def _find_user_info(url: str) -> list[FoundSecret]:
    found: list[FoundSecret] = []
    for match in _USER_INFO.finditer(url):
        if match[2] and not _is_not_secret(_decode(match[2])):
            found.append(FoundSecret(match.start(2), match.end(2), "password"))
        elif not match[2] and _is_random(_decode(match[1])):
            found.append(FoundSecret(match.start(1), match.end(1), "user"))
    return found


def _is_secret_parameter(name: str, value: str) -> bool:
    level = find_secret_level(name)
    if level == "yes":
        text = _decode(value)
        return (is_always_secret(name) or len(text) >= 6) and not _is_not_secret(text)
    if level == "maybe" and name.lower() not in _NOT_SECRET_NAMES:
        return _is_random(_decode(value))
    return name.lower() in _MORE_SECRET_NAMES and _is_random(_decode(value))


def _decode(value: str) -> str:
    return _ESCAPE.sub(lambda escape: _ESCAPES[escape[0].upper()], value) if "%" in value else value


def _is_random(text: str) -> bool:
    found = find_shape(text)
    return found is not None and found.is_random and not _is_not_secret(text)


def _is_not_secret(text: str) -> bool:
    return (
        not text or is_secret_placeholder(text) or contains_placeholder(text) or find_half_placeholder(text) is not None
    )


_HEADER_PART = lazy_pattern(
    r"(?<![\w<{$])(user|organi[sz]ation|element|token|bearer|basic)\s{1,20}[\"']?"
    r"([A-Za-z0-9+/_\-.~]{4,}={0,2})(?![\w>}])",
    re.IGNORECASE,
)
_HEADER_PLACEHOLDER = lazy_pattern(
    r"(?<![\w<{$])(user|organi[sz]ation|element|token)\s{1,20}[\"']?[<{$%#\[][^\s,;\"']{1,60}", re.IGNORECASE
)
_MENTION = lazy_pattern(r"authorization", re.IGNORECASE)
_NEAR = 300
_SHORTEST_HEADER = 20


def find_authorization_secrets(text: str) -> list[FoundSecret]:
    """The secrets of ``Authorization: User …, Organization …, Element …`` in any text, in any order (domain.md 4.3)."""
    if len(text) < _SHORTEST_HEADER or (" " not in text and "\t" not in text):
        return []
    low = text.lower()
    mentions = "authorization" in low
    if not mentions and not ("organi" in low and ("user" in low or "element" in low)):
        return []
    parts = list(_HEADER_PART.finditer(text))
    around = sorted([*parts, *_HEADER_PLACEHOLDER.finditer(text)], key=re.Match.start) if parts else []
    return [
        FoundSecret(part.start(2), part.end(2), part[1].capitalize())
        for part in parts
        if _is_header_secret(text, around, around.index(part), mentions)
    ]


def _is_header_secret(text: str, parts: list[re.Match[str]], at: int, mentions: bool) -> bool:
    part = parts[at]
    value = part[2]
    if _is_not_secret(value):
        return False
    before = max(0, part.start() - _NEAR)
    is_near = mentions and _MENTION.search(text, before, part.start()) is not None
    if not is_near and not _has_neighbour(parts, at):
        return False
    if _is_random(value):
        return True
    digits = sum(map(str.isdigit, value))
    return is_near and 0 < digits < len(value) and len(value) >= 6 and not is_sequence(value)


def _has_neighbour(parts: list[re.Match[str]], at: int) -> bool:
    """Whether another part of the header, a value or a placeholder, is written next to part ``at``."""
    for other in (at - 1, at + 1):
        if 0 <= other < len(parts) and parts[other][1].lower() != parts[at][1].lower():
            first, second = parts[min(at, other)], parts[max(at, other)]
            if second.start() - first.end() <= 20:
                return True
    return False


def find_secret_spans(text: str) -> list[tuple[int, int]]:
    """Start and end of every secret in any text, in its order. Spans may overlap."""
    found = [*find_provider_tokens(text), *find_url_secrets(text), *find_authorization_secrets(text)]
    return sorted((one.start, one.end) for one in found)
