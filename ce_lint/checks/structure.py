"""Is it an instance? The shape of a body."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any, ClassVar

from ce_lint.checks.base import Check, is_blank, is_create, trimmed
from ce_lint.checks.syntax import is_word_for_machines
from ce_lint.document.changes import move_out, put, remove, rewrite, rewrite_key
from ce_lint.document.document import Document
from ce_lint.document.kinds import is_boolean, is_resource
from ce_lint.document.nodes import Route
from ce_lint.document.pollers import POLLER_KEY
from ce_lint.document.vocabulary import POLLER_MARKS, RESPONSE_FIELDS
from ce_lint.secrets.keys import find_secret_level
from ce_lint.secrets.placeholders import has_no_form, has_placeholder, is_placeholder, is_reference
from ce_lint.violation import Finding


class ElementKey(Check):
    """A body that creates an instance names its element by key."""

    kind: ClassVar[str] = "element-key"

    def find(self, document: Document) -> Iterator[Finding]:
        root = document.root
        if not document.complete or not is_create(document) or is_only_formula(root):
            return
        element = root.get("element")
        if isinstance(element, dict):
            key = element.get("key")
            if isinstance(key, str) and key.strip():
                return
            route: Route = ("element", "key") if "key" in element else ("element",)
            what = "not a string" if "key" in element and element["key"] is not None else "not set"
            what = "not set" if isinstance(key, str) else what
            yield Finding(route, f"`element.key` is {what}")
        elif "element" in root:
            yield Finding(("element",), '`element` must be an object such as {"key": "dropbox"}')
        else:
            yield Finding((), "`element.key` is not set")


def is_only_formula(root: Any) -> bool:
    """Whether a body belongs to a formula instance."""
    return "formula" in root


class ResponseFields(Check):
    """Fields that only the platform writes, in a document that is otherwise a request."""

    kind: ClassVar[str] = "response-fields"

    def trigger_keys(self) -> frozenset[str] | None:
        return RESPONSE_FIELDS

    def find(self, document: Document) -> Iterator[Finding]:
        for key in document.root:
            if key in RESPONSE_FIELDS:
                message = f"`{key}` is a response field, not a request field"
                yield Finding((key,), message, on_key=True, changes=(remove((key,)),), safe=False)


class MisplacedField(Check):
    """Fields of the body that were swallowed by its configuration."""

    kind: ClassVar[str] = "misplaced-field"

    def trigger_keys(self) -> frozenset[str] | None:
        return frozenset({"tags", "name", "element", "providerData"})

    def find(self, document: Document) -> Iterator[Finding]:
        settings = document.settings
        for key in ("element", "providerData", "tags", "name"):
            if key in settings and self._is_swallowed(document, key, settings[key]):
                message = f"`{key}` is inside `configuration`, but belongs at the top level of the body"
                help = f"Move `{key}` to the top level: close the brace of `configuration` before it."
                route = document.setting(key)
                changes = (move_out(route),) if route == ("configuration", key) else ()
                yield Finding(route, message, help, on_key=True, changes=changes)

    @staticmethod
    def _is_swallowed(document: Document, key: str, value: Any) -> bool:
        if key in document.root:
            return False
        if key == "tags":
            return isinstance(value, list)
        return isinstance(value, str if key == "name" else dict) and (key != "name" or is_create(document))


class Flat(Check):
    """Values of the configuration are text, numbers and booleans; only some keys may hold more."""

    kind: ClassVar[str] = "flat"
    message: str
    unless: list[str] = []

    def find(self, document: Document) -> Iterator[Finding]:
        for key, value in document.settings.items():
            if value.__class__ is not dict and value.__class__ is not list:
                continue
            if not document.complete:
                return  # a broken text may only look nested
            if key in self.unless or is_misplaced(document, key, value):
                continue
            yield Finding(document.setting(key), self.message.replace("{key}", document.shown(key)), on_key=True)


def is_misplaced(document: Document, key: str, value: Any) -> bool:
    """Whether another rule says more of a nested value: a swallowed field or a resource of a poller."""
    if is_resource(value) and value.keys() & (POLLER_MARKS - {"url"}):
        return True
    return key in {"tags", "element", "providerData"} and MisplacedField._is_swallowed(document, key, value)


class TextList(Check):
    """A field that is a list of text."""

    kind: ClassVar[str] = "text-list"
    message: str
    key: str

    def trigger_keys(self) -> frozenset[str] | None:
        return frozenset({self.key})

    def find(self, document: Document) -> Iterator[Finding]:
        if self.key not in document.root:
            return
        value = document.root[self.key]
        if has_no_form(value):
            return
        if not isinstance(value, list):
            yield Finding((self.key,), self.message.replace("{what}", _described(value)))
            return
        wrong = [index for index, item in enumerate(value) if not isinstance(item, str)]
        if wrong:
            message = self.message.replace("{what}", f"an array that contains {_described(value[wrong[0]])}")
            yield Finding((self.key, wrong[0]), message)


def _described(value: Any) -> str:
    if value is None:
        return "null"
    if isinstance(value, bool):
        return "a boolean"
    names: dict[type, str] = {str: "a string", int: "a number", float: "a number", dict: "an object", list: "an array"}
    return names.get(type(value), "another type")


class BooleanCheck(Check):
    """The base of checks over switches: some keys, and all that end in a suffix."""

    keys: list[str]
    suffixes: list[str] = []

    def switches(self, document: Document) -> Iterator[tuple[str, Any]]:
        """The switches of a document that say something."""
        settings = document.settings
        names = [key for key in self.keys if key in settings]
        ends = tuple(self.suffixes)
        names += [key for key in settings if key.endswith(ends)] if ends else []
        return ((key, settings[key]) for key in names if not is_blank(settings[key]))


class Boolean(BooleanCheck):
    """Settings that are true or false, as a boolean or as text."""

    kind: ClassVar[str] = "boolean"
    message: str

    def find(self, document: Document) -> Iterator[Finding]:
        for key, value in self.switches(document):
            if is_boolean(value) or isinstance(value, (dict, list)):
                continue
            if not has_no_form(value):
                yield Finding(document.setting(key), self.message.replace("{key}", document.shown(key)))


class BooleanForm(BooleanCheck):
    """One way to write a boolean: ``true``, or ``"true"`` where ``text`` asks for it."""

    kind: ClassVar[str] = "boolean-form"
    text: bool = False

    def find(self, document: Document) -> Iterator[Finding]:
        for key, value in self.switches(document):
            if is_boolean(value) and isinstance(value, str) != self.text:
                route, is_true = document.setting(key), str(value).strip().lower() == "true"
                change = put(route, str(is_true).lower() if self.text else is_true)
                yield Finding(route, *self._words(key), changes=(change,))

    def _words(self, key: str) -> tuple[str, str]:
        if self.text:
            return f"`{key}` is a boolean, not a string", 'Write "true" or "false" with quotes.'
        return f"`{key}` is a boolean written as a string", "Write true or false without quotes."


_AFFIXES = ("separator", "delimiter", "prefix", "suffix")
_BLANKS = " \t\r\n"  # others are invisible characters, of which another rule speaks


class SurroundingSpace(Check):
    """Blanks around a key, or around a value that a machine reads."""

    kind: ClassVar[str] = "surrounding-space"
    unless: list[str] = []

    def find(self, document: Document) -> Iterator[Finding]:
        if set(map(str.strip, document.keys)) != document.keys:
            yield from self._keys(document)
        for parent, key, _, value in document.scalars:
            if isinstance(value, str) and value != value.strip(_BLANKS):
                yield from self._in_value(document, parent, key, value)

    @staticmethod
    def _keys(document: Document) -> Iterator[Finding]:
        for parent, key in document.key_routes:
            if key != key.strip() and POLLER_KEY not in parent:  # the polling family says more of those
                name = document.shown(key.strip())
                message = f"{name} has leading or trailing whitespace, which makes it a different key"
                bare = key.strip()
                changes = (rewrite_key((*parent, key), *trimmed(key, bare)),) if bare else ()
                yield Finding((*parent, key), message, on_key=True, changes=changes)

    def _in_value(self, document: Document, parent: Route, key: str | int, value: str) -> Iterator[Finding]:
        if key in self.unless or not isinstance(key, str) or not value.strip() or not self._is_read(parent, key, value):
            return
        bare = value.strip(_BLANKS)
        if "\n" in bare or is_placeholder(bare) or is_reference(bare):
            return
        changes = (rewrite((*parent, key), *trimmed(value, bare)),)
        if value == bare + "\n":
            message = f"The value of {document.shown(key)} ends with a line break"
            yield Finding(
                (*parent, key), message, "Delete the line break. In YAML, write `|-` or `>-`.", changes=changes
            )
            return
        at = value.index(bare)
        part = (0, at) if at else (len(bare), len(value))
        where = "begins" if at else "ends"
        yield Finding(
            (*parent, key), f"The value of {document.shown(key)} {where} with whitespace", part=part, changes=changes
        )

    @staticmethod
    def _is_read(parent: Route, key: str, value: str) -> bool:
        if (key == "name" and not parent) or (key == "key" and parent == ("element",)):
            return True
        if key in POLLER_MARKS or POLLER_KEY in parent:
            return False  # the polling family says more of them
        if not any(map(str.isalnum, value)) or key.lower().endswith(_AFFIXES):
            return False  # a blank belongs to ` / ` between names
        return is_word_for_machines(value) or find_secret_level(key) != "no"


class LeftoverPlaceholder(Check):
    """Placeholders that nobody has filled in."""

    kind: ClassVar[str] = "leftover-placeholder"

    def find(self, document: Document) -> Iterator[Finding]:
        for parent, key, _, value in document.scalars:
            route = (*parent, key)
            if not isinstance(value, str) or any(str(step).startswith("event.poller.") for step in route):
                continue
            if is_placeholder(value) or has_placeholder(value):
                where = f"The value of {document.shown(key)}" if isinstance(key, str) else "This item"
                yield Finding(route, f"{where} still contains a placeholder")
