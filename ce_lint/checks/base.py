"""What every kind of check is: a small class whose annotated attributes are the parameters of a rule file."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from typing import Any, ClassVar

from ce_lint.document.changes import Change, Part, rename, rewrite
from ce_lint.document.document import Document
from ce_lint.document.nodes import Route
from ce_lint.violation import Finding

Conditions = Mapping[str, list[str | bool | int]]
"""Settings and the values that they must have for a rule to speak; true and false count in any case."""


class Check:
    """A kind of check, and with its parameters a check.

    A subclass names itself in ``kind`` and declares its parameters as annotated class attributes, those without a
    value being required; ``ce_lint.rulebook.model`` makes the judge of rule files and their schema from them. A check
    never changes after it was made.
    """

    kind: ClassVar[str]

    def __init__(self, **parameters: Any) -> None:
        for name, value in parameters.items():
            setattr(self, name, value)

    def trigger_keys(self) -> frozenset[str] | None:
        """The keys without one of which there is nothing to find; None to look at every document."""
        return None

    def find(self, document: Document) -> Iterator[Finding]:
        """The findings of one document."""
        raise NotImplementedError


def holds(conditions: Conditions, settings: Mapping[str, Any]) -> bool:
    """Whether every condition is met."""
    for key, values in conditions.items():  # noqa: SIM110 (a generator costs more than the loop, for every document)
        if key not in settings or not _is_one_of(settings[key], values):
            return False
    return True


def _is_one_of(value: Any, choices: list[str | bool | int]) -> bool:
    if isinstance(value, str):
        word = value.strip()
        return word in choices or (word.lower() in {"true", "false"} and word.lower() in choices)
    return any(choice == value and type(choice) is type(value) for choice in choices)


def is_blank(value: Any) -> bool:
    """Whether a value says nothing: absent, null or blank text."""
    return value is None or (isinstance(value, str) and not value.strip())


def is_on(settings: Mapping[str, Any]) -> bool:
    """Whether events are on: ``event.notification.enabled`` is true or "true" in any case."""
    value = settings.get("event.notification.enabled")
    return value is True or (isinstance(value, str) and value.strip().lower() == "true")


def is_create(document: Document) -> bool:
    """Whether a body creates an instance: PUT and PATCH send an ``id``, an ``element.id``, or a part of the fields."""
    root = document.root
    if "id" in root:
        return False
    element = root.get("element")
    if isinstance(element, dict):
        return "id" not in element or "key" in element
    return "element" in root or ("configuration" in root and "name" in root)


def listed(keys: list[str]) -> str:
    """``a``, `b` and `c`` as a sentence has them."""
    quoted = [f"`{key}`" for key in keys]
    return quoted[0] if len(quoted) == 1 else f"{', '.join(quoted[:-1])} and {quoted[-1]}"


def lower_first(sentence: str) -> str:
    """A sentence as it goes on behind a colon."""
    return sentence[:1].lower() + sentence[1:]


def verb(count: int, one: str, many: str) -> str:
    """The form of a verb or noun that goes with ``count``."""
    return one if count == 1 else many


def difference(old: str, new: str, at: int = 0) -> Part:
    """The one part in which two texts differ; ``at`` is where the old one begins in its value."""
    start = 0
    while start < min(len(old), len(new)) and old[start] == new[start]:
        start += 1
    end = 0
    while end < min(len(old), len(new)) - start and old[-1 - end] == new[-1 - end]:
        end += 1
    return at + start, at + len(old) - end, new[start : len(new) - end]


def trimmed(text: str, bare: str) -> tuple[Part, ...]:
    """Without what stands around ``bare``."""
    at = text.index(bare)
    end = at + len(bare)
    return tuple((start, stop, "") for start, stop in ((0, at), (end, len(text))) if start < stop)


def renamed_setting(document: Document, key: str, name: str) -> tuple[Change, ...]:
    """Another key for a setting; in a list of settings that is a value of its entry."""
    route = document.setting(key)
    if document.kind != "list":
        return (rename(route, name),)
    return (rewrite((*route[:-1], "key"), (0, len(key), name)),) if name not in document.raw_settings else ()


_HUMP = re.compile(r"(?<=[a-z0-9])(?=[A-Z])")
_NO_WORD = re.compile(r"[^A-Za-z0-9]+")


def variable(key: str) -> str:
    """The environment variable that a key suggests, as a placeholder: ``${OAUTH_API_SECRET}``."""
    name = _NO_WORD.sub("_", _HUMP.sub("_", key)).strip("_").upper()
    return f"${{{name}}}"


def in_poller(route: Route) -> bool:
    """Whether a route leads into the settings of a poller, where ``${…}`` is a time variable."""
    return any(isinstance(step, str) and step.startswith("event.poller.") for step in route)
