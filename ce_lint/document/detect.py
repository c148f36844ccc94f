"""Whether a file can hold a document of ours at all, told from its bytes without reading them as anything."""

from __future__ import annotations

import re

_SIGNS = (
    b"configuration", b"providerData", b"element", b"event.", b"oauth.", b"propertyValue", b"idField",
    b"datesConfiguration", b"ecret", b"oauthUrl", b"/hubs/", b"tags", b"${",
)  # fmt: skip
_OWN_KEY = re.compile(
    r"""["']?\b(?:event\.notification\.(?:enabled|callback\.url|signature\.key)
    |event\.poller\.(?:configuration|urls|refresh_interval)
    |oauth\.(?:api\.key|api\.secret|callback\.url|user\.token|user\.refresh_token))["']?\s*:""",
    re.VERBOSE,
)


def is_possible(data: bytes) -> bool:
    """Whether the bytes hold any of the words without which no document is ours.

    UTF-16 has a NUL in every one of them, and is let through by its byte order mark or its NULs.
    """
    return has_word(data) or b"\0" in data[:256]


def has_word(data: bytes) -> bool:
    """Whether the bytes, as UTF-8, hold a word of ours."""
    return any(sign in data for sign in _SIGNS)


def has_header(data: bytes) -> bool:
    """Whether the bytes can hold the platform's Authorization header with a secret in it."""
    return _HEADER.search(data) is not None


_HEADER = re.compile(rb"(?:user|organization|element|token)[ \t]+[a-z0-9+/=]{16}", re.IGNORECASE)


_WEAK_KEY = re.compile(r"""["']?\b(event\.vendor\.type|event\.objects)["']?\s*:""")
_JSON_ELEMENT = re.compile(r'"element"\s*+:\s*+\{\s*+"key"\s*+:\s*+"[^"]*+"\s*+\}')
_JSON_CONFIGURATION = re.compile(r'"configuration"\s*+:\s*+\{')
_YAML_ELEMENT = re.compile(r"^element:[ \t]*\r?\n[ \t]+key:", re.MULTILINE)
_YAML_CONFIGURATION = re.compile(r"^configuration:[ \t]*\r?$", re.MULTILINE)


def has_own_key(text: str) -> bool:
    """Whether a text too broken to be read has keys that only an instance has, or the two fields of a body."""
    if _OWN_KEY.search(text) is not None or len(set(_WEAK_KEY.findall(text))) > 1:
        return True
    if _JSON_ELEMENT.search(text) is not None and _JSON_CONFIGURATION.search(text) is not None:
        return True
    return _YAML_ELEMENT.search(text) is not None and _YAML_CONFIGURATION.search(text) is not None
