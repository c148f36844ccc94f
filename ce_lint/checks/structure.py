"""Checks of the family structure: the fields of a body and the form of its configuration."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Annotated, Any, ClassVar

from ce_lint.checks.base import Check, choose_form, cut_around, is_create, is_unset_word, join_keys
from ce_lint.checks.kinds.values import BooleanCheck
from ce_lint.checks.misspelt import (
    find_misspelt_settings,
    is_explained,
    is_misspelt_at_top,
    is_reported_otherwise,
    make_misspelt_finding,
)
from ce_lint.checks.syntax import is_word_for_machines
from ce_lint.document.changes import Change, insert, move_out, remove, replace_scalar, rewrite, rewrite_key
from ce_lint.document.document import Document
from ce_lint.document.kinds import is_boolean, is_resource, is_unspecific
from ce_lint.document.nodes import Route
from ce_lint.document.pollers import POLLER_KEY
from ce_lint.document.vocabulary import EVENT_KEYS, POLLER_MARKS, RESPONSE_FIELDS
from ce_lint.secrets.keys import find_secret_level
from ce_lint.secrets.placeholders import has_no_form, has_placeholder, is_placeholder, is_reference
from ce_lint.violation import Finding


class MissingElementKey(Check):
    """A body that creates an instance without ``element.key``."""

    name: ClassVar[str] = "missing-element-key"

    def find(self, document: Document) -> Iterator[Finding]:
        root = document.root
        element = root.get("element")
        key = element.get("key") if isinstance(element, dict) else None
        if isinstance(key, str) and key.strip() and not is_unset_word(key):
            return
        if (
            not document.is_complete
            or not is_create(document)
            or is_formula(root)
            or is_explained(document, "element", "root")
        ):
            return
        if isinstance(element, dict):
            route: Route = ("element", "key") if "key" in element else ("element",)
            what = "not a string" if "key" in element and element["key"] is not None else "not set"
            what = "not set" if isinstance(key, str) else what
            yield Finding(route, f"`element.key` is {what}", changes=(_set_key(element),))
        elif isinstance(element, str) and has_placeholder(element):
            return
        elif "element" in root:
            yield Finding(("element",), '`element` must be an object such as {"key": "dropbox"}')
        else:
            changes = (insert((), "element", '{"key": "<ELEMENT_KEY>"}'),)
            yield Finding((), "`element.key` is not set", changes=changes)


def _set_key(element: dict[str, Any]) -> Change:
    """The change that writes a placeholder for the key of an element."""
    placeholder = "<ELEMENT_KEY>"
    return (
        replace_scalar(("element", "key"), placeholder)
        if "key" in element
        else insert(("element",), "key", f'"{placeholder}"')
    )


def is_formula(root: Any) -> bool:
    """Whether a body is that of a formula instance, which has no element."""
    return "formula" in root


class ResponseField(Check):
    """Fields that only responses have, in a request."""

    name: ClassVar[str] = "response-field"

    def trigger_keys(self) -> frozenset[str] | None:
        return RESPONSE_FIELDS

    def find(self, document: Document) -> Iterator[Finding]:
        for key in document.root:
            if key in RESPONSE_FIELDS:
                message = f"`{key}` is a response field, not a request field"
                yield Finding((key,), message, on_key=True, changes=(remove((key,)),))


class MisplacedField(Check):
    """Fields of the body that are inside its configuration."""

    name: ClassVar[str] = "misplaced-field"

    def trigger_keys(self) -> frozenset[str] | None:
        return frozenset({"tags", "name", "element", "providerData"})

    def find(self, document: Document) -> Iterator[Finding]:
        yield from _find_in_element(document)
        settings = document.settings
        for key in ("element", "providerData", "tags", "name"):
            if key in settings and _is_swallowed(document, key, settings[key]):
                message = f"`{key}` is inside `configuration`, but belongs at the top level of the body"
                help = f"Move `{key}` to the top level: close the brace of `configuration` before it."
                route = document.setting(key)
                changes = (move_out(route),) if route == ("configuration", key) else ()
                yield Finding(route, message, help, on_key=True, changes=changes)


def _find_in_element(document: Document) -> Iterator[Finding]:
    """The fields of a body that are inside its ``element``, the configuration among them, in one finding."""
    element = document.root.get("element")
    if not isinstance(element, dict) or not isinstance(element.get("configuration"), dict):
        return
    if not is_explained(document, "configuration", "root"):
        return
    keys = [
        key for key in ("configuration", "providerData", "tags", "name") if key in element.keys() - document.root.keys()
    ]
    message = f"{join_keys(keys)} {choose_form(len(keys), 'is', 'are')} inside `element`"
    help = "Close the brace of `element` after its `key`."
    changes = tuple(move_out(("element", key)) for key in keys)
    yield Finding(("element", "configuration"), message, help, on_key=True, changes=changes)


def _is_swallowed(document: Document, key: str, value: Any) -> bool:
    """Whether a setting is a field of the body that was written inside its configuration by mistake."""
    if key in document.root or is_misspelt_at_top(document, key):
        return False
    if key == "tags":
        return isinstance(value, list)
    return isinstance(value, str if key == "name" else dict) and (key != "name" or is_create(document))


class NestedConfiguration(Check):
    """Values of the configuration that are objects or arrays."""

    name: ClassVar[str] = "nested-configuration"
    message: Annotated[str, "The message. `{key}` is replaced by the key."]
    unless: Annotated[list[str], "The keys whose values may be objects or arrays."] = []

    def find(self, document: Document) -> Iterator[Finding]:
        for key, value in document.settings.items():
            if value.__class__ is not dict and value.__class__ is not list:
                continue
            if not document.is_complete:
                return  # a broken text may only look nested
            if (
                key in self.unless
                or _is_reported_otherwise(document, key, value)
                or find_misspelt_settings(document).get(key) == POLLER_KEY
            ):
                continue
            yield Finding(document.setting(key), self.message.replace("{key}", document.quote_key(key)), on_key=True)


def _is_reported_otherwise(document: Document, key: str, value: Any) -> bool:
    """Whether another rule reports a nested value: as a misplaced field, or as a resource of a poller."""
    if is_resource(value):
        return True
    return key in {"tags", "element", "providerData"} and _is_swallowed(document, key, value)


class MisspeltKey(Check):
    """Misspelt keys of the platform other than event keys: those of OAuth, filters, bulk jobs and pagination."""

    name: ClassVar[str] = "misspelt-key"

    def find(self, document: Document) -> Iterator[Finding]:
        for key, meant in find_misspelt_settings(document).items():
            is_reported = meant in EVENT_KEYS or is_reported_otherwise(key) or key == meant.replace("_", ".")
            if (
                not is_reported
                and not has_placeholder(key)
                and not isinstance(document.raw_settings[key], (dict, list))
            ):
                yield make_misspelt_finding(document, key, meant, "a known key")


class InvalidTags(Check):
    """A field of the body that is not an array of strings."""

    name: ClassVar[str] = "invalid-tags"
    message: Annotated[str, "The message. `{what}` is replaced by what the value is."]
    key: Annotated[str, "The field."]

    def trigger_keys(self) -> frozenset[str] | None:
        return frozenset({self.key})

    def find(self, document: Document) -> Iterator[Finding]:
        if self.key not in document.root:
            return
        value = document.root[self.key]
        if has_no_form(value):
            return
        if not isinstance(value, list):
            yield Finding((self.key,), self.message.replace("{what}", _describe_type(value)))
            return
        wrong = [index for index, item in enumerate(value) if not isinstance(item, str)]
        if wrong:
            message = self.message.replace("{what}", f"an array that contains {_describe_type(value[wrong[0]])}")
            yield Finding((self.key, wrong[0]), message)


def _describe_type(value: Any) -> str:
    if value is None:
        return "null"
    if isinstance(value, bool):
        return "a boolean"
    names: dict[type, str] = {str: "a string", int: "a number", float: "a number", dict: "an object", list: "an array"}
    return names.get(type(value), "another type")


class TextBoolean(BooleanCheck):
    """Booleans that are written as a string; with ``text``, those that are not."""

    name: ClassVar[str] = "text-boolean"
    text: Annotated[bool, 'Require strings, "true" and "false", instead of booleans.'] = False

    def find(self, document: Document) -> Iterator[Finding]:
        for key, value in self.find_booleans(document):
            if is_boolean(value) and isinstance(value, str) != self.text:
                route, is_true = document.setting(key), str(value).strip().lower() == "true"
                change = replace_scalar(route, str(is_true).lower() if self.text else is_true)
                yield Finding(route, *self._word(key), changes=(change,))

    def _word(self, key: str) -> tuple[str, str]:
        if self.text:
            return f"`{key}` is a boolean, not a string", 'Write "true" or "false" with quotes.'
        return f"`{key}` is a boolean written as a string", "Write true or false without quotes."


_AFFIXES = ("separator", "delimiter", "prefix", "suffix")
_BLANKS = " \t\r\n"  # other whitespace is reported as invisible characters


class SurroundingSpace(Check):
    """Whitespace around a key, or around a value that is not text for people."""

    name: ClassVar[str] = "surrounding-space"
    unless: Annotated[list[str], "The keys whose values may begin or end with whitespace."] = []

    def find(self, document: Document) -> Iterator[Finding]:
        if set(map(str.strip, document.keys)) != document.keys:
            yield from self._find_in_keys(document)
        for parent, key, _, value in document.scalars:
            if isinstance(value, str) and value != value.strip(_BLANKS):
                yield from self._find_in_value(document, parent, key, value)

    @staticmethod
    def _find_in_keys(document: Document) -> Iterator[Finding]:
        for parent, key in document.key_routes:
            if key != key.strip() and POLLER_KEY not in parent:  # the polling family reports them
                name = document.quote_key(key.strip())
                message = f"{name} has leading or trailing whitespace, which makes it a different key"
                bare = key.strip()
                changes = (rewrite_key((*parent, key), *cut_around(key, bare)),) if bare else ()
                yield Finding((*parent, key), message, on_key=True, changes=changes)

    def _find_in_value(self, document: Document, parent: Route, key: str | int, value: str) -> Iterator[Finding]:
        if (
            key in self.unless
            or not isinstance(key, str)
            or not value.strip()
            or not self._is_read(document, parent, key, value)
        ):
            return
        bare = value.strip(_BLANKS)
        if "\n" in bare or is_placeholder(bare) or is_reference(bare):
            return
        changes = (rewrite((*parent, key), *cut_around(value, bare)),)
        if value == bare + "\n":
            message = f"The value of {document.quote_key(key)} ends with a line break"
            yield Finding(
                (*parent, key), message, "Delete the line break. In YAML, write `|-` or `>-`.", changes=changes
            )
            return
        at = value.index(bare)
        part = (0, at) if at else (len(bare), len(value))
        where = "begins" if at else "ends"
        yield Finding(
            (*parent, key),
            f"The value of {document.quote_key(key)} {where} with whitespace",
            part=part,
            changes=changes,
        )

    @staticmethod
    def _is_read(document: Document, parent: Route, key: str, value: str) -> bool:
        if key == "name" and not parent:
            return not is_unspecific(document.root)
        if key == "key" and parent == ("element",):
            return True
        if key in POLLER_MARKS or POLLER_KEY in parent:
            return False  # the polling family reports them
        if not any(map(str.isalnum, value)) or key.lower().endswith(_AFFIXES):
            return False  # a space belongs to ` / ` between names
        return is_word_for_machines(value) or find_secret_level(key) != "no"


class LeftoverPlaceholder(Check):
    """Placeholders in a body that should be complete."""

    name: ClassVar[str] = "leftover-placeholder"

    def find(self, document: Document) -> Iterator[Finding]:
        for parent, key, _, value in document.scalars:
            route = (*parent, key)
            if not isinstance(value, str) or any(str(step).startswith("event.poller.") for step in route):
                continue
            if is_placeholder(value) or has_placeholder(value):
                where = f"The value of {document.quote_key(key)}" if isinstance(key, str) else "This item"
                yield Finding(route, f"{where} still contains a placeholder")
