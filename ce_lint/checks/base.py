"""The base class of checks, and the small functions that several checks share."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any, ClassVar

from ce_lint.document.changes import Change, Part, insert, rename, replace_scalar, rewrite
from ce_lint.document.document import Document
from ce_lint.document.nodes import Route
from ce_lint.document.walk import list_entries
from ce_lint.util.lazy_pattern import lazy_pattern
from ce_lint.violation import Finding

Conditions = Mapping[str, list[str | bool | int]]
"""Keys and the values that each may have. The condition is met if every key has one of its values; the strings "true"
and "false" are compared without case."""


class Check:
    """The code behind a rule: finds what is wrong in one document.

    The check of one rule has that rule's name in ``name``. A check that people's own rules may use as well has a
    ``kind`` instead, which a rule file names in its ``[check]`` table; all of those are in ``ce_lint.checks.kinds``.

    The annotated attributes of a subclass are the parameters of the ``[check]`` table; one without a value is
    required. ``Annotated[type, "meaning"]`` documents a parameter: the meaning appears in ``docs/rule-kinds.md`` and
    in ``schemas/rule.schema.json``. A check is never changed after it was created.
    """

    name: ClassVar[str] = ""
    kind: ClassVar[str] = ""

    def __init__(self, **parameters: Any) -> None:
        for name, value in parameters.items():
            setattr(self, name, value)

    def trigger_keys(self) -> frozenset[str] | None:
        """The keys of which a document must contain at least one for the check to run; None to run it on all."""
        return None

    def find_parameter_error(self) -> tuple[str, str] | None:
        """A parameter whose value cannot be used although its type is right, and why, in a sentence."""
        return None

    def find(self, document: Document) -> Iterator[Finding]:
        """Yield what is wrong in one document, by routes: a check counts neither lines nor offsets of the file."""
        raise NotImplementedError


def are_met(conditions: Conditions, settings: Mapping[str, Any]) -> bool:
    """Whether every condition is met by the settings."""
    for key, values in conditions.items():  # noqa: SIM110 (a generator costs more than the loop, for every document)
        if key not in settings or not _is_one_of(settings[key], values):
            return False
    return True


def _is_one_of(value: Any, choices: list[str | bool | int]) -> bool:
    if isinstance(value, str):
        text = value.strip()
        return text in choices or (text.lower() in {"true", "false"} and text.lower() in choices)
    return any(choice == value and type(choice) is type(value) for choice in choices)


def is_blank(value: Any) -> bool:
    """Whether a value is not set: None, an empty string, or a string of whitespace."""
    return value is None or (isinstance(value, str) and not value.strip())


_UNSET_WORDS = frozenset({"null", "undefined", "n/a"})


def is_unset_word(value: Any) -> bool:
    """Whether a string is a word that a program or a person writes for a value that is not set, such as "null"."""
    return isinstance(value, str) and value.strip().lower() in _UNSET_WORDS


def is_on(settings: Mapping[str, Any]) -> bool:
    """Whether events are enabled: ``event.notification.enabled`` is true, or the string "true" in any case."""
    value = settings.get("event.notification.enabled")
    return value is True or (isinstance(value, str) and value.strip().lower() == "true")


def is_create(document: Document) -> bool:
    """Whether a body creates an instance. A body for PUT or PATCH has an ``id``, an ``element.id``, or few fields."""
    root = document.root
    if "id" in root:
        return False
    element = root.get("element")
    if isinstance(element, dict):
        return "id" not in element or "key" in element
    return "element" in root or ("configuration" in root and "name" in root)


def is_partial(document: Document) -> bool:
    """Whether a document names only the settings that it changes, so that the others are not missing.

    Such are the body of a PATCH, which has no ``element.key``, and a single entry of the configuration.
    """
    if document.kind == "list":
        return len(list_entries(document.value)) == 1
    if document.kind != "body" or is_create(document):
        return False
    element = document.root.get("element")
    return not (isinstance(element, dict) and "key" in element)


def join_keys(keys: list[str]) -> str:
    """The keys in backquotes, as a sentence lists them: ```a`, `b` and `c```."""
    quoted = [f"`{key}`" for key in keys]
    return quoted[0] if len(quoted) == 1 else f"{', '.join(quoted[:-1])} and {quoted[-1]}"


def lower_first(sentence: str) -> str:
    """The sentence with a small first letter, to follow a colon."""
    return sentence[:1].lower() + sentence[1:]


def choose_form(count: int, one: str, many: str) -> str:
    """The singular or the plural form of a word, whichever goes with ``count``."""
    return one if count == 1 else many


def find_difference(old: str, new: str, at: int = 0) -> Part:
    """The one part of ``old`` that must be replaced to get ``new``. ``at`` is added to its offsets (code points)."""
    from ce_lint.util import difference

    start, old_end, new_end = difference.find_difference(old, new)
    return at + start, at + old_end, new[start:new_end]


def cut_around(text: str, kept: str) -> tuple[Part, ...]:
    """The parts to delete from ``text`` so that only ``kept``, which it contains, is left."""
    at = text.index(kept)
    end = at + len(kept)
    return tuple((start, stop, "") for start, stop in ((0, at), (end, len(text))) if start < stop)


def rename_setting(document: Document, key: str, name: str) -> tuple[Change, ...]:
    """The changes that rename a setting; in a document of kind ``list`` the key is a value of its entry.

    Nothing where an entry with the new name exists already.
    """
    route = document.setting(key)
    if document.kind != "list":
        return (rename(route, name),)
    return (rewrite((*route[:-1], "key"), (0, len(key), name)),) if name not in document.raw_settings else ()


_HUMP = lazy_pattern(r"(?<=[a-z0-9])(?=[A-Z])")
_NO_WORD = lazy_pattern(r"[^A-Za-z0-9]+")


def make_placeholder(key: str) -> str:
    """A placeholder named after a key, for an environment variable: ``${OAUTH_API_SECRET}``."""
    name = _NO_WORD.sub("_", _HUMP.sub("_", key)).strip("_").upper()
    return f"${{{name}}}"


def add_placeholder(holder: Mapping[str, Any], route: Route, key: str) -> Change:
    """The change that sets a missing key of the object at ``route`` to a placeholder named after the key."""
    placeholder = make_placeholder(key)
    return replace_scalar((*route, key), placeholder) if key in holder else insert(route, key, f'"{placeholder}"')


def is_in_poller(route: Route) -> bool:
    """Whether a route leads into the settings of a poller, where ``${…}`` is a time variable, not a placeholder."""
    return any(isinstance(step, str) and step.startswith("event.poller.") for step in route)
