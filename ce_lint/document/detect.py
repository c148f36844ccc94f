"""Whether a file can have a document of the platform at all, from its bytes alone: most files of a folder have none."""

from __future__ import annotations

import re

from ce_lint.util.lazy_pattern import lazy_pattern

_WORDS = (
    b"configuration", b"providerData", b"element", b"event.", b"oauth.", b"propertyValue", b"idField",
    b"datesConfiguration", b"ecret", b"oauthUrl", b"/hubs/", b"tags", b"${",
)  # fmt: skip
_OWN_KEY = lazy_pattern(
    r"""["']?\b(?:event\.notification\.(?:enabled|callback\.url|signature\.key)
    |event\.poller\.(?:configuration|urls|refresh_interval)
    |oauth\.(?:api\.key|api\.secret|callback\.url|user\.token|user\.refresh_token))["']?\s*:""",
    re.VERBOSE,
)
_HEADER = lazy_pattern(rb"(?:user|organization|element|token)[ \t]+[a-z0-9+/=]{16}", re.IGNORECASE)
_WEAK_KEY = lazy_pattern(r"""["']?\b(event\.vendor\.type|event\.objects)["']?\s*:""")
_JSON_ELEMENT = lazy_pattern(r'"element"\s*+:\s*+\{\s*+"key"\s*+:\s*+"[^"]*+"\s*+\}')
_JSON_CONFIGURATION = lazy_pattern(r'"configuration"\s*+:\s*+\{')
_YAML_ELEMENT = lazy_pattern(r"^element:[ \t]*\r?\n[ \t]+key:", re.MULTILINE)
_YAML_CONFIGURATION = lazy_pattern(r"^configuration:[ \t]*\r?$", re.MULTILINE)


def is_possible(data: bytes) -> bool:
    """Whether the bytes have one of the words without which there is no document, or NUL bytes, as UTF-16 has."""
    return has_word(data) or b"\0" in data[:256]


def has_word(data: bytes) -> bool:
    """Whether the bytes, as UTF-8, have one of the words without which there is no document."""
    return any(word in data for word in _WORDS)


def has_header(data: bytes) -> bool:
    """Whether the bytes can have the platform's Authorization header, with a secret in it."""
    return _HEADER.search(data) is not None


def has_own_key(text: str) -> bool:
    """Whether a text of which too little could be read has keys that only an instance has, or the fields of a body."""
    if _OWN_KEY.search(text) is not None or len(set(_WEAK_KEY.findall(text))) > 1:
        return True
    if _JSON_ELEMENT.search(text) is not None and _JSON_CONFIGURATION.search(text) is not None:
        return True
    return _YAML_ELEMENT.search(text) is not None and _YAML_CONFIGURATION.search(text) is not None
