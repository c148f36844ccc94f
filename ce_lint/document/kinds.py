"""What a value is: an instance body, a response, a map, a poller, a list, or nobody's business (domain.md 1.3)."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any, Literal, NamedTuple

from ce_lint.document.nodes import Route
from ce_lint.document.vocabulary import (
    CONFIGURATION_KEYS,
    PLATFORM_KEYS,
    POLLER_MARKS,
    REQUEST_FIELDS,
    RESPONSE_FIELDS,
    RESPONSE_MARKS,
)
from ce_lint.util.nearest import nearest

Kind = Literal["body", "response", "map", "poller", "list", "account", "broken", "text"]
"""``account`` holds credentials of the platform itself (a tool's account file, what its OAuth calls answer); ``broken``
is a text of ours of which too little could be read to say more; ``text`` is any other file, named."""

KINDS: tuple[Kind, ...] = ("body", "response", "map", "poller", "list", "account", "broken", "text")

_PATCH_FIELDS = frozenset({"id", "tags", "name", "providerData"})
_OWN_FIELDS = REQUEST_FIELDS | RESPONSE_FIELDS | {"id", "$schema"}
_WRAPPER_DEPTH = 2

OTHER_FORMATS = frozenset(
    {"openapi", "swagger", "asyncapi", "compilerOptions", "lockfileVersion", "dependencies", "nbformat"}
)
"""Fields by which a file is known as somebody else's, whatever else is in it."""


class Found(NamedTuple):
    """A value that is a document: the route to it from the root of its text, and its kind."""

    base: Route
    kind: Kind
    value: Any


class Skipped(NamedTuple):
    """Why a value is passed over, in words for ``-v``."""

    reason: str


def find(value: Any) -> list[Found] | Skipped:
    """The documents in ``value``: itself, the members of an array, or what a wrapper holds."""
    if isinstance(value, list):
        return _in_list(value)
    if not isinstance(value, dict):
        return Skipped("neither an object nor a list")
    verdict = classify(value)
    if not isinstance(verdict, Skipped):
        return [Found((), verdict, value)]
    wrapped = list(_wrapped(value, (), _WRAPPER_DEPTH)) if verdict is _UNKNOWN else []
    return wrapped or _setting_default(value) or verdict


def classify(value: dict[str, Any]) -> Kind | Skipped:
    """The kind of one object, by the first line of the table that fits."""
    reason = _foreign(value)
    if reason is not None:
        return reason
    if isinstance(value.get("element"), dict):
        return _with_element(value)
    configuration = value.get("configuration")
    if isinstance(configuration, dict):
        is_known = configuration.keys() & CONFIGURATION_KEYS or "providerData" in value
        if not is_known and not ("element" in value and value.keys() <= _OWN_FIELDS) and not _misspells_element(value):
            return Skipped("a formula instance, or a configuration of something else")
        return "body"
    if is_setting(value):
        return "list"
    if value.keys() <= _PATCH_FIELDS and (isinstance(value.get("tags"), list) or _is_provider_data(value)):
        return "body"
    if value.keys() & PLATFORM_KEYS and _is_flat(value):
        return "map"
    if is_account(value):
        return "account"
    return "poller" if is_poller(value) else _UNKNOWN


def _misspells_element(value: dict[str, Any]) -> bool:
    """Whether the one unknown field of an object is a near miss of ``element``, and holds the key of one."""
    unknown = [key for key in value if key not in _OWN_FIELDS]
    if len(unknown) != 1 or "name" not in value or nearest(unknown[0], ["element"]) is None:
        return False
    inner = value[unknown[0]]
    return isinstance(inner, dict) and inner.keys() == {"key"} and isinstance(inner["key"], str)


def is_account(value: dict[str, Any]) -> bool:
    """What holds credentials of the platform itself: a tool's account file, or what its OAuth calls answer (1.3)."""
    if isinstance(value.get("oauthUrl"), str) or value.keys() == {"token", "secret"}:
        return True
    return isinstance(value.get("userSecret"), str) or isinstance(value.get("orgSecret"), str)


_UNKNOWN = Skipped("no instance, configuration or poller")


def _foreign(value: dict[str, Any]) -> Skipped | None:
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


def _with_element(value: dict[str, Any]) -> Kind | Skipped:
    element = value["element"]
    marks = value.keys() & RESPONSE_MARKS
    if not (isinstance(element.get("key"), str) or marks or value.keys() & {"configuration", "providerData"}):
        if "id" in element and value.keys() <= REQUEST_FIELDS | {"id"}:
            return "body"
        return _UNKNOWN
    if value.keys() & _OWN_FIELDS == {"element"} and (len(value) > 1 or element.keys() != {"key"}):
        inner = element.get("configuration")
        is_swallowed = len(value) == 1 and isinstance(inner, dict) and inner.keys() & CONFIGURATION_KEYS
        return "body" if is_swallowed else _UNKNOWN  # an element of something else
    if marks and not (element.keys() <= {"key"} and "id" not in value):
        return "response"
    return "body"


def _is_provider_data(value: dict[str, Any]) -> bool:
    data = value.get("providerData")
    return isinstance(data, dict) and all(isinstance(member, str) for member in data.values())


def _is_flat(value: dict[str, Any]) -> bool:
    return all(
        not isinstance(member, (dict, list)) or key in PLATFORM_KEYS or is_resource(member)
        for key, member in value.items()
    )


def is_setting(value: dict[str, Any]) -> bool:
    """An entry of ``GET /instances/{id}/configuration``."""
    return "propertyValue" in value and isinstance(value.get("key"), str)


def is_resource(value: Any) -> bool:
    """A resource of a poller map: an object with ``url``, ``idField`` or ``datesConfiguration``."""
    return isinstance(value, dict) and bool(value.keys() & POLLER_MARKS)


def is_poller(value: dict[str, Any]) -> bool:
    """A bare poller map. A ``url`` alone is not enough: half the world's JSON files hold named URLs."""
    resources = [member for member in value.values() if is_resource(member)]
    others = [
        key for key, member in value.items() if member != {} and not key.startswith("$") and member not in resources
    ]
    return not others and any(map(_is_telling, resources))


def _is_telling(resource: dict[str, Any]) -> bool:
    url = resource.get("url")
    return (
        "idField" in resource
        or "datesConfiguration" in resource
        or (isinstance(url, str) and (url.startswith("/hubs/") or "${" in url))
    )


def _in_list(values: list[Any]) -> list[Found] | Skipped:
    objects = [value for value in values if isinstance(value, dict)]
    if not objects:
        return Skipped("a list of no objects")
    if all(map(is_setting, objects)):
        return [Found((), "list", values)]
    if all("key" in value and "type" in value for value in objects) and not any(
        "element" in value for value in objects
    ):
        return Skipped("an element's configuration list")
    found = [
        Found((index,), kind, value)
        for index, value in enumerate(values)
        if isinstance(value, dict) and not isinstance(kind := classify(value), Skipped)
    ]
    return found or Skipped("a list without an instance")


def _wrapped(value: dict[str, Any], base: Route, depth: int) -> Iterator[Found]:
    for key, member in value.items():
        for at, inner in _candidates((*base, key), member):
            if isinstance(inner.get("element"), dict) and is_instance(inner):
                yield Found(at, _kind_of_instance(inner), inner)
            elif depth > 1:
                yield from _wrapped(inner, at, depth - 1)


def _candidates(at: Route, member: Any) -> Iterator[tuple[Route, dict[str, Any]]]:
    if isinstance(member, dict):
        yield at, member
    elif isinstance(member, list):
        yield from (((*at, index), inner) for index, inner in enumerate(member) if isinstance(inner, dict))


def is_instance(value: dict[str, Any]) -> bool:
    """Surely an instance, even inside something else: an element's key beside a configuration or a response's field."""
    element, configuration = value["element"], value.get("configuration")
    if not isinstance(element.get("key"), str):
        return False
    if value.keys() & RESPONSE_FIELDS or "providerData" in value:
        return True
    if element.keys() == {"key"}:
        return "configuration" in value
    return isinstance(configuration, dict) and bool(configuration.keys() & CONFIGURATION_KEYS)


def _kind_of_instance(value: dict[str, Any]) -> Kind:
    kind = classify(value)
    return "response" if isinstance(kind, Skipped) else kind


def _setting_default(value: dict[str, Any]) -> list[Found]:
    """The poller map of one entry of an element's configuration, where it is written as JSON text."""
    if value.get("key") == "event.poller.configuration" and isinstance(value.get("defaultValue"), str):
        return [Found(("defaultValue",), "poller", value["defaultValue"])]
    return []


def is_boolean(value: Any) -> bool:
    """Whether a value is true or false, as a boolean or as text in any case."""
    return isinstance(value, bool) or (isinstance(value, str) and value.strip().lower() in {"true", "false"})
