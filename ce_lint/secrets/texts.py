"""Secrets inside longer texts: in URLs, in ``Authorization`` headers, and tokens of a provider's known form."""

from __future__ import annotations

import re

from ce_lint.secrets.keys import is_sure, secrecy
from ce_lint.secrets.placeholders import embeds_placeholder, half_placeholder, is_stand_in
from ce_lint.secrets.provider_tokens import Found, provider_tokens
from ce_lint.secrets.randomness import is_sequence, shape
from ce_lint.util.lazy_pattern import lazy_pattern

_USER_INFO = lazy_pattern(r"://([^\s/?#@:\"'\\<>{}]*)(?::([^\s/?#@\"'\\]*))?@")
_PARAMETER = lazy_pattern(r"[?&;#]([A-Za-z][\w.\-]{1,40})=([^&#\s\"'\\<>;]+|<[^<>]*>)")
_ESCAPES = {"%2B": "+", "%2F": "/", "%3D": "=", "%3C": "<", "%3E": ">", "%7B": "{", "%7D": "}", "%24": "$", "%20": " "}
_ESCAPE = lazy_pattern("|".join(_ESCAPES), re.IGNORECASE)
_OTHER_NAMES = frozenset({"sig", "signature", "hmac", "sas", "hapikey"})
_HARMLESS_NAMES = frozenset({"key", "username", "client_id", "clientid", "code", "state"})


def url_secrets(url: str) -> list[Found]:
    """The passwords and the secret query parameters with literal values in a URL, or in a text with URLs."""
    found: list[Found] = []
    if "@" in url and "://" in url:
        found.extend(_user_info(url))
    if "=" in url and ("?" in url or "&" in url or "#" in url):
        for match in _PARAMETER.finditer(url):
            if _is_secret_parameter(match[1], match[2]):
                found.append(Found(match.start(2), match.end(2), match[1]))
    return found


def _user_info(url: str) -> list[Found]:
    found: list[Found] = []
    for match in _USER_INFO.finditer(url):
        if match[2] and not _is_no_secret(_decoded(match[2])):
            found.append(Found(match.start(2), match.end(2), "password"))
        elif not match[2] and _is_random(_decoded(match[1])):
            found.append(Found(match.start(1), match.end(1), "user"))
    return found


def _is_secret_parameter(name: str, value: str) -> bool:
    degree = secrecy(name)
    if degree == "yes":
        text = _decoded(value)
        return (is_sure(name) or len(text) >= 6) and not _is_no_secret(text)
    if degree == "semi" and name.lower() not in _HARMLESS_NAMES:
        return _is_random(_decoded(value))
    return name.lower() in _OTHER_NAMES and _is_random(_decoded(value))


def _decoded(value: str) -> str:
    return _ESCAPE.sub(lambda escape: _ESCAPES[escape[0].upper()], value) if "%" in value else value


def _is_random(text: str) -> bool:
    found = shape(text)
    return found is not None and found.is_random and not _is_no_secret(text)


def _is_no_secret(text: str) -> bool:
    return not text or is_stand_in(text) or embeds_placeholder(text) or half_placeholder(text) is not None


_HEADER_WORD = lazy_pattern(
    r"(?<![\w<{$])(user|organi[sz]ation|element|token|bearer|basic)\s{1,20}[\"']?"
    r"([A-Za-z0-9+/_\-.~]{4,}={0,2})(?![\w>}])",
    re.IGNORECASE,
)
_MENTION = lazy_pattern(r"authorization", re.IGNORECASE)
_NEAR = 300
_SHORTEST_HEADER = 20


def authorization_secrets(text: str) -> list[Found]:
    """The literals of ``Authorization: User …, Organization …, Element …``, in any order, in any text."""
    if len(text) < _SHORTEST_HEADER or (" " not in text and "\t" not in text):
        return []
    low = text.lower()
    mentions = "authorization" in low
    if not mentions and not ("organi" in low and ("user" in low or "element" in low)):
        return []
    words = list(_HEADER_WORD.finditer(text))
    return [
        Found(word.start(2), word.end(2), word[1].capitalize())
        for at, word in enumerate(words)
        if _is_header_secret(text, words, at, mentions)
    ]


def _is_header_secret(text: str, words: list[re.Match[str]], at: int, mentions: bool) -> bool:
    word = words[at]
    value = word[2]
    if _is_no_secret(value):
        return False
    before = max(0, word.start() - _NEAR)
    is_near = mentions and _MENTION.search(text, before, word.start()) is not None
    if not is_near and not _has_company(words, at):
        return False
    if _is_random(value):
        return True
    digits = sum(map(str.isdigit, value))
    return is_near and 0 < digits < len(value) and len(value) >= 6 and not is_sequence(value)


def _has_company(words: list[re.Match[str]], at: int) -> bool:
    """Whether another word of the header stands beside this one."""
    for other in (at - 1, at + 1):
        if 0 <= other < len(words) and words[other][1].lower() != words[at][1].lower():
            first, second = words[min(at, other)], words[max(at, other)]
            if second.start() - first.end() <= 20:
                return True
    return False


def secret_spans(text: str) -> list[tuple[int, int]]:
    """Where secrets stand in any text, in order: what must not be shown of it."""
    found = [*provider_tokens(text), *url_secrets(text), *authorization_secrets(text)]
    return sorted((one.start, one.end) for one in found)
