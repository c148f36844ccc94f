"""Misspelt keys: which reserved key is meant, and which missing key a misspelt or misplaced one explains.

One cause is one finding. A rule that reports a key as missing asks ``is_explained`` first; the rules that report the
misspelt key itself use the same functions, so that nothing is silent on both sides.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Mapping
from functools import lru_cache
from typing import Any

from ce_lint.checks.base import rename_setting
from ce_lint.document.document import Document
from ce_lint.document.pollers import Resource
from ce_lint.document.vocabulary import (
    CONFIGURATION_KEYS,
    DATE_FIELDS,
    EVENT_KEYS,
    OAUTH_KEYS,
    OTHER_DOTTED_KEYS,
    POLLER_FIELDS,
    REQUEST_FIELDS,
    RESPONSE_FIELDS,
)
from ce_lint.util.lazy_pattern import lazy_pattern
from ce_lint.util.nearest import ask_if_meant, nearest
from ce_lint.violation import Finding

_EVENT_KEYS = sorted(EVENT_KEYS)
_OTHER_KEYS = sorted((OAUTH_KEYS | OTHER_DOTTED_KEYS) - {"base.url"})
_SHORTEST_FOR_TWO_EDITS = 12
_SHORTEST_WITHOUT_PREFIX = 17
_SHORTEST = 9


@lru_cache(maxsize=4096)
def find_meant_key(key: str) -> str | None:
    """The reserved key of the configuration that an unknown key most likely means; None if there is none.

    The keys of elements are not reserved: what is not close to a reserved key as a whole is one of theirs.
    """
    if key in CONFIGURATION_KEYS or len(key) < _SHORTEST:
        return None
    return _find_meant_event_key(key) or _find_close(key, _OTHER_KEYS)


def _find_meant_event_key(key: str) -> str | None:
    if key.startswith("event."):
        return nearest(key, _EVENT_KEYS, 3) or _find_reordered(key)
    if "event" in key.lower():
        found = _find_reordered(key) or (nearest(key, _EVENT_KEYS, 1) if len(key) >= _SHORTEST_WITHOUT_PREFIX else None)
        return found or (None if key.lower().startswith("events") else _find_close(key, _EVENT_KEYS))
    return _find_close(key, _EVENT_KEYS)


_WORDS = re.compile(r"[a-z]+")
_SORTED_KEYS = {frozenset(_WORDS.findall(key)): key for key in EVENT_KEYS}


def _find_reordered(key: str) -> str | None:
    """The event key that differs from ``key`` in the order, the case or the separators of its words alone."""
    words = _WORDS.findall(key.lower())
    return _SORTED_KEYS.get(frozenset(words)) if len(words) == len(set(words)) else None


def _find_close(key: str, choices: list[str]) -> str | None:
    """The choice that is one edit away, or two in a long key if no word of it may be another word."""
    if "." not in key and "_" not in key and "-" not in key:
        return None
    meant = nearest(key, choices, 2 if len(key) >= _SHORTEST_FOR_TWO_EDITS else 1)
    if meant is None:
        return None
    if is_one_edit(key, meant):
        is_own_word = key.lower().startswith("auth.") and len(key) < len("auth.api.secret")
        return None if is_own_word else meant
    return meant if _has_same_words(key, meant) else None


_SEPARATOR = lazy_pattern(r"[._-]")


def _has_same_words(key: str, meant: str) -> bool:
    """Whether each word of a key is a misspelt word of the other: ``min`` is not ``max``."""
    words, others = _SEPARATOR.split(key.lower()), _SEPARATOR.split(meant)
    if len(words) != len(others):
        return True
    return all(
        word == other or nearest(word, [other], 2) is not None for word, other in zip(words, others, strict=True)
    )


def is_one_edit(word: str, meant: str) -> bool:
    """Whether one edit leads from one word to the other, so that the fix of a misspelt word is safe."""
    return nearest(word, [meant], 1) is not None


def find_misspelt_settings(document: Document) -> Mapping[str, str]:
    """The misspelt reserved keys of the configuration, each with the key that it means."""
    return document.compute_once("misspelt settings", _collect_misspelt_settings)


def _collect_misspelt_settings(document: Document) -> dict[str, str]:
    found = {}
    for key in document.raw_settings:
        if key not in CONFIGURATION_KEYS and (meant := find_meant_key(key.strip())) is not None:
            found[key] = meant
    return found


def is_reported_otherwise(key: str) -> bool:
    """Whether another rule reports what is wrong with a key: whitespace or invisible characters in it."""
    return key != key.strip() or not key.isprintable()


def make_misspelt_finding(document: Document, key: str, meant: str | None, what: str) -> Finding:
    """The finding about a key of the configuration that is not ``what``: an error, unless the right key is set too."""
    is_beside = meant is not None and meant in document.raw_settings
    if meant is None:
        help = "Correct the key, or remove it."
    else:
        help = f"`{meant}` is set too: remove the misspelt key." if is_beside else ask_if_meant(meant)
    is_near = meant is not None and nearest(key, [meant], 3) is not None
    changes = rename_setting(document, key, meant) if meant is not None and is_near and not is_beside else ()
    return Finding(
        document.setting(key),
        f"{document.quote_key(key)} is not {what}",
        help,
        on_key=document.kind != "list",
        severity="warning" if is_beside else "error",
        changes=changes,
        is_unsafe=meant is None or not is_one_edit(key, meant),
    )


def is_explained(document: Document, key: str, within: str = "configuration") -> bool:
    """Whether another finding explains why a key of the root or of the configuration is missing.

    It is misspelt, has whitespace around it, or is in the other of the two objects.
    """
    if within == "root":
        return is_misspelt_at_top(document, key) or _is_swallowed(document, key)
    if key in find_misspelt_settings(document).values() or any(
        other.strip() == key for other in document.raw_settings if other != key
    ):
        return True
    return document.kind == "body" and any(other == key or find_meant_key(other) == key for other in document.root)


_ROOT_FIELDS = REQUEST_FIELDS | RESPONSE_FIELDS | {"id", "$schema"}


def is_misspelt_at_top(document: Document, key: str) -> bool:
    """Whether an unknown top-level field of a document is a near miss of ``key``."""
    return is_misspelt_in(document.root, key, _ROOT_FIELDS)


_FIELD_TYPES: dict[str, type] = {"name": str, "element": dict, "providerData": dict, "tags": list}


def _is_swallowed(document: Document, key: str) -> bool:
    """Whether a field of the body is inside its configuration or its element, as the rule misplaced-field reports."""
    element = document.root.get("element")
    if isinstance(element, dict) and isinstance(element.get("configuration"), dict) and key in element:
        return key not in document.root and "configuration" not in document.root
    return key in _FIELD_TYPES and isinstance(document.settings.get(key), _FIELD_TYPES[key])


def is_misspelt_in(holder: Mapping[str, Any], key: str, known: Collection[str]) -> bool:
    """Whether an unknown key of an object is a near miss of ``key``."""
    if key in holder:
        return False
    return any(other not in known and nearest(other.strip(), [key]) is not None for other in holder)


_FIELDS = POLLER_FIELDS | DATE_FIELDS
_SORTED_FIELDS = sorted(POLLER_FIELDS), sorted(DATE_FIELDS), sorted(_FIELDS)
_OTHER_NAMES = {"id": "idField", "idfields": "idField", "idfieldname": "idField", "id_field": "idField", "uri": "url"}


def find_meant_field(key: str, is_date: bool) -> str | None:
    """The field of a resource, or of its ``datesConfiguration``, that an unknown field most likely means."""
    bare = key.strip()
    if not is_date and bare.lower() in _OTHER_NAMES:
        return _OTHER_NAMES[bare.lower()]
    return nearest(bare, _SORTED_FIELDS[is_date]) or nearest(bare, _SORTED_FIELDS[2])


def is_field_explained(resource: Resource, key: str) -> bool:
    """Whether another finding explains why a resource lacks a field: it is misspelt, or on the wrong level."""
    dates = resource.value.get("datesConfiguration")
    inner: Mapping[str, Any] = dates if isinstance(dates, dict) else {}
    below, beside = (inner, resource.value) if key in DATE_FIELDS else (resource.value, inner)
    if key in beside:
        return True
    return any(
        other not in _FIELDS and find_meant_field(other, holder is inner) == key
        for holder in (below, beside)
        for other in holder
    )
