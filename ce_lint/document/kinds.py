"""The kind of a value: an instance body, a response, a map, a poller, a list, or nothing we know (domain.md 1.3)."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any, Literal, NamedTuple

from ce_lint.document.nodes import Route
from ce_lint.document.vocabulary import (
    CONFIGURATION_KEYS,
    DATE_FIELDS,
    ELEMENT_FIELDS,
    EVENT_KEYS,
    PLATFORM_KEYS,
    POLLER_FIELDS,
    POLLER_MARKS,
    REQUEST_FIELDS,
    RESPONSE_FIELDS,
    RESPONSE_MARKS,
    TELLING_KEYS,
    TELLING_SETTINGS,
)
from ce_lint.util.lazy_pattern import lazy_pattern
from ce_lint.util.nearest import nearest

DocumentKind = Literal["body", "response", "map", "poller", "list", "account", "broken", "text"]
"""``account`` has credentials of the platform itself: a tool's account file, or the answer of an OAuth call.
``broken`` is a document of which too little could be read to say more. ``text`` is a file of another format, taken as
one string."""

KINDS: tuple[DocumentKind, ...] = ("body", "response", "map", "poller", "list", "account", "broken", "text")

_PATCH_FIELDS = frozenset({"id", "tags", "name", "providerData"})
_OWN_FIELDS = REQUEST_FIELDS | RESPONSE_FIELDS | {"id", "$schema"}
_WRAPPER_DEPTH = 2

OTHER_FORMATS = frozenset(
    {"openapi", "swagger", "asyncapi", "compilerOptions", "lockfileVersion", "dependencies", "nbformat"}
)
"""Fields that only files of other formats have, whatever else is in them."""


class FoundDocument(NamedTuple):
    """A value that is a document: the route to it from the root of its text, and its kind."""

    base: Route
    kind: DocumentKind
    value: Any


class Skipped(NamedTuple):
    """Why a value is skipped, in words for ``-v``."""

    reason: str


def find_documents(value: Any) -> list[FoundDocument] | Skipped:
    """The documents in ``value``: itself, the items of an array, or what is in a wrapper. Skipped if there is none."""
    if isinstance(value, list):
        return _find_in_list(value)
    if not isinstance(value, dict):
        return Skipped("neither an object nor an array")
    verdict = classify(value)
    if not isinstance(verdict, Skipped):
        return [FoundDocument((), verdict, value)]
    wrapped = list(_find_wrapped(value, (), _WRAPPER_DEPTH)) if verdict is _UNKNOWN else []
    return wrapped or _find_default(value) or verdict


def classify(value: dict[str, Any]) -> DocumentKind | Skipped:
    """The kind of one object, by the first row of the table in domain.md 1.3 that fits."""
    reason = _find_foreign(value)
    if reason is not None:
        return reason
    if isinstance(value.get("element"), dict):
        return _classify_with_element(value)
    if isinstance(value.get("configuration"), dict):
        return _classify_with_configuration(value)
    if is_setting(value):
        return "list"
    if value.keys() <= _PATCH_FIELDS and (_is_text_list(value.get("tags")) or _is_provider_data(value)):
        return "body"
    if _is_map(value):
        return "map"
    if is_account(value):
        return "account"
    return "poller" if is_poller(value) else _UNKNOWN


def _misspells_element(value: dict[str, Any]) -> bool:
    """Whether the one unknown field of an object is a misspelt ``element``, with the key of one."""
    unknown = [key for key in value if key not in _OWN_FIELDS]
    if len(unknown) != 1 or "name" not in value or nearest(unknown[0], ["element"]) is None:
        return False
    inner = value[unknown[0]]
    return isinstance(inner, dict) and inner.keys() == {"key"} and isinstance(inner["key"], str)


def is_account(value: dict[str, Any]) -> bool:
    """Whether an object has credentials of the platform itself (domain.md 1.3)."""
    if isinstance(value.get("oauthUrl"), str):
        return True
    if value.keys() == {"token", "secret"}:
        return not any(isinstance(member, dict | list) for member in value.values())
    return isinstance(value.get("userSecret"), str) or isinstance(value.get("orgSecret"), str)


_UNKNOWN = Skipped("no instance, configuration or poller")


def _find_foreign(value: dict[str, Any]) -> Skipped | None:
    if "apiVersion" in value and "kind" in value:
        return Skipped("a Kubernetes manifest")
    if not OTHER_FORMATS.isdisjoint(value):
        return Skipped("a file of another format")
    if "elements" in value and "formulas" in value and "vdrs" in value:
        return Skipped("a doctor backup")
    if isinstance(value.get("configuration"), list) and ("key" in value or "resources" in value):
        return Skipped("an element definition")
    if "steps" in value or "triggers" in value:
        return Skipped("a formula")
    if isinstance(value.get("formula"), dict):
        return Skipped("a formula instance")
    if "level" in value and "vendorName" in value and "fields" in value:
        return Skipped("a transformation")
    return None


def _classify_with_element(value: dict[str, Any]) -> DocumentKind | Skipped:
    is_request = "configuration" in value or "providerData" in value
    if value.keys() & RESPONSE_MARKS:
        is_trimmed = value["element"].keys() == {"key"} and "id" not in value
        if _is_answer(value) and not (is_trimmed and is_request):
            return "response"
    if is_request:
        return "body" if _is_request(value) else _UNKNOWN
    if value["element"].keys() == {"id"} and value.keys() <= REQUEST_FIELDS | {"id"}:
        return "body"  # PATCH: the instance gets another element
    inner = value["element"].get("configuration")
    is_swallowed = len(value) == 1 and isinstance(inner, dict) and bool(inner.keys() & CONFIGURATION_KEYS)
    return "body" if is_swallowed or _has_lost_its_configuration(value) else _UNKNOWN


def _is_answer(value: dict[str, Any]) -> bool:
    """Whether ``element`` is that of a response, next to a field that only responses have."""
    element, marks = value["element"], value.keys() & RESPONSE_MARKS
    if not isinstance(element.get("key"), str) and "id" not in element:
        return False
    return element.keys() <= ELEMENT_FIELDS | _OWN_FIELDS or len(marks) > 1  # a lost brace: the rest is in it


def _is_request(value: dict[str, Any]) -> bool:
    """Whether ``element`` is that of a request, next to a configuration or provider data."""
    element, configuration = value["element"], value.get("configuration")
    if element.keys() == {"key"} or _names_settings(configuration):
        return True
    if not isinstance(configuration, (dict, str)) and not _is_provider_data(value):
        return False
    if not all(key in ELEMENT_FIELDS or nearest(key, ("key",)) for key in element):
        return False
    return "key" in element or (value.keys() <= _OWN_FIELDS and _has_dotted_key(configuration))


def _has_lost_its_configuration(value: dict[str, Any]) -> bool:
    """Whether an object with an ``element`` alone is a body whose configuration is missing, or has a misspelt name."""
    if value["element"].keys() != {"key"}:
        return False
    if "oauthProxy" in value or (value.keys() <= REQUEST_FIELDS and {"name", "tags"} <= value.keys()):
        return True
    return any(
        isinstance(member, dict) and nearest(key, ("configuration", "providerData")) is not None
        for key, member in value.items()
    )


def _classify_with_configuration(value: dict[str, Any]) -> DocumentKind | Skipped:
    configuration = value["configuration"]
    if _names_settings(configuration) or _is_provider_data(value) or _misspells_element(value):
        return "body"
    if value.keys() <= _OWN_FIELDS and not configuration.keys().isdisjoint(TELLING_SETTINGS):
        return "body"
    if configuration.keys() & CONFIGURATION_KEYS and _is_patch_of_one_setting(value):
        return "body"
    if "element" in value and value.keys() <= _OWN_FIELDS and _has_dotted_key(configuration):
        return "body"
    return Skipped("a formula instance, or a configuration of something else")


def _is_patch_of_one_setting(value: dict[str, Any]) -> bool:
    if any(isinstance(member, (dict, list)) for member in value["configuration"].values()):
        return False
    return value.keys() <= _PATCH_FIELDS | {"configuration"} and ("id" in value or "name" not in value)


def _has_dotted_key(configuration: Any) -> bool:
    return isinstance(configuration, dict) and any(
        "." in key and not isinstance(member, (dict, list)) for key, member in configuration.items()
    )


def _names_settings(holder: Any) -> bool:
    """Whether an object has a key of the platform that nothing else has, or two that other files have as well."""
    if not isinstance(holder, dict):
        return False
    own = holder.keys() & PLATFORM_KEYS
    return len(own) > 1 or not own.isdisjoint(TELLING_KEYS)


def _is_map(value: dict[str, Any]) -> bool:
    return _names_settings(value) and _is_flat(value) and not has_other_vocabulary(value)


def has_other_vocabulary(value: Any) -> bool:
    """Whether a flat map has keys of the platform by chance only: translations, or the attributes of a log line."""
    known = value.keys() & PLATFORM_KEYS if isinstance(value, dict) else set()
    if not known:
        return False
    strange = [
        key for key in value if key.startswith("event.") and key not in known and nearest(key, EVENT_KEYS, 3) is None
    ]
    if len(strange) > len(known):
        return True
    if not all(_is_label(value[key]) for key in known):
        return False
    return len(known) > 1 or bool(strange) or any(_is_label(member) and " " in member for member in value.values())


def _is_label(value: Any) -> bool:
    """Whether a value is words for people: "Callback URL", "Sign in"."""
    if not isinstance(value, str) or is_boolean(value):
        return False
    text = value.strip()
    is_worded = " " in text or text[:1].isupper() or not text.isascii()
    return is_worded and text[:1].isalpha() and not text.isupper() and "://" not in text


def _is_text_list(value: Any) -> bool:
    return isinstance(value, list) and all(isinstance(item, str) for item in value)


def _is_provider_data(value: dict[str, Any]) -> bool:
    data = value.get("providerData")
    return isinstance(data, dict) and all(isinstance(item, str) for item in data.values())


def _is_flat(value: dict[str, Any]) -> bool:
    return all(_fits_in_map(key, member) for key, member in value.items())


def _fits_in_map(key: str, member: Any) -> bool:
    if isinstance(member, dict):  # an object under another key describes a field, as in a mapping of a search index
        return key in TELLING_KEYS or is_resource(member)
    return not isinstance(member, list) or key in PLATFORM_KEYS


def is_setting(value: dict[str, Any]) -> bool:
    """Whether an object is an entry of ``GET /instances/{id}/configuration``."""
    return "propertyValue" in value and isinstance(value.get("key"), str)


def is_resource(value: Any) -> bool:
    """Whether a value is a resource of a poller map: it has ``datesConfiguration``, or ``url`` or ``idField``.

    Half the world's objects have a ``url``: where it is no path of ours, no field may be another's (``method``).
    """
    if not isinstance(value, dict):
        return False
    if "datesConfiguration" in value or _is_poller_url(value.get("url")):
        return True
    has_mark = "idField" in value or ("url" in value and "://" not in str(value["url"]))
    return has_mark and all(map(_is_poller_field, value))


def is_poller(value: dict[str, Any]) -> bool:
    """Whether an object is a poller map: each of its values may be a resource, and one of them certainly is."""
    resources = [member for member in value.values() if _has_mark(member)]
    is_plain = all(_has_mark(member) or member == {} or key.startswith("$") for key, member in value.items())
    return is_plain and any(map(_is_telling, resources))


def _has_mark(value: Any) -> bool:
    return isinstance(value, dict) and not value.keys().isdisjoint(POLLER_MARKS)


def _is_telling(resource: dict[str, Any]) -> bool:
    if "datesConfiguration" in resource or _is_poller_url(resource.get("url")):
        return True
    has_both = "idField" in resource and isinstance(resource.get("url"), str)
    return has_both and all(map(_is_poller_field, resource))


def is_certain_poller(value: Any) -> bool:
    """Whether a poller map has dates or a path of the platform, so that it is no other format, even if cut off."""
    return isinstance(value, dict) and any(
        "datesConfiguration" in resource or _is_poller_url(resource.get("url"))
        for resource in value.values()
        if isinstance(resource, dict)
    )


def is_unspecific(value: Any) -> bool:
    """Whether a body has no field but those that many other files have as well: a PATCH of the name and the tags."""
    if not isinstance(value, dict) or not value.keys() <= {"id", "name", "tags", "element"}:
        return False
    element = value.get("element", {})
    return isinstance(element, dict) and "key" not in element


def _is_poller_field(key: str) -> bool:
    return key in _POLLER_WORDS or nearest(key, _POLLER_WORDS) is not None


_POLLER_WORDS = POLLER_FIELDS | DATE_FIELDS
_POLLER_URL = lazy_pattern(r"/hubs/|/[^?#]*\?.*(?:'\$\{|\$\{[^{}]*(?:date|time|epoch))", re.IGNORECASE)


def _is_poller_url(url: Any) -> bool:
    """Whether a value is a path of a hub, or a path whose query has a time variable."""
    return isinstance(url, str) and _POLLER_URL.match(url.strip()) is not None


def _find_in_list(values: list[Any]) -> list[FoundDocument] | Skipped:
    objects = [value for value in values if isinstance(value, dict)]
    if not objects:
        return Skipped("an array without objects")
    if all(map(is_setting, objects)):
        return [FoundDocument((), "list", values)]
    if all("key" in value and "type" in value for value in objects) and not any(
        "element" in value for value in objects
    ):
        return Skipped("the configuration fields of an element definition")
    found = [
        FoundDocument((index,), kind, value)
        for index, value in enumerate(values)
        if isinstance(value, dict) and not isinstance(kind := classify(value), Skipped)
    ]
    return found or Skipped("an array without an instance")


def _find_wrapped(value: dict[str, Any], base: Route, depth: int) -> Iterator[FoundDocument]:
    for key, member in value.items():
        for at, inner in _candidates((*base, key), member):
            kind = classify(inner) if isinstance(inner.get("element"), dict) and is_instance(inner) else None
            if kind is not None and not isinstance(kind, Skipped):
                yield FoundDocument(at, kind, inner)
            elif depth > 1:
                yield from _find_wrapped(inner, at, depth - 1)


def _candidates(at: Route, member: Any) -> Iterator[tuple[Route, dict[str, Any]]]:
    if isinstance(member, dict):
        yield at, member
    elif isinstance(member, list):
        yield from (((*at, index), inner) for index, inner in enumerate(member) if isinstance(inner, dict))


def is_instance(value: dict[str, Any]) -> bool:
    """Whether an object with an element is certainly an instance: it has a configuration or fields of a response."""
    element, configuration = value["element"], value.get("configuration")
    if not isinstance(element.get("key"), str) or isinstance(classify(value), Skipped):
        return False
    if value.keys() & RESPONSE_MARKS or "providerData" in value or _names_settings(configuration):
        return True
    if not isinstance(configuration, dict):
        return element.keys() == {"key"} and "configuration" in value and "name" in value
    return element.keys() == {"key"} and ("name" in value or _has_dotted_key(configuration))


def _find_default(value: dict[str, Any]) -> list[FoundDocument]:
    """The poller map of an entry of an element's configuration, if it is JSON in a string."""
    if value.get("key") == "event.poller.configuration" and isinstance(value.get("defaultValue"), str):
        return [FoundDocument(("defaultValue",), "poller", value["defaultValue"])]
    return []


def is_boolean(value: Any) -> bool:
    """Whether a value is true or false, as a boolean or as a string in any case."""
    return isinstance(value, bool) or (isinstance(value, str) and value.strip().lower() in {"true", "false"})
