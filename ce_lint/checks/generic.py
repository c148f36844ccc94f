"""Kinds about the members of one object: which must be there, which may not, which are known."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any, ClassVar, Literal

from ce_lint.checks.base import Check, Conditions, holds, is_blank, is_create, listed, renamed_setting, verb
from ce_lint.document.changes import Change, rename, rewrite
from ce_lint.document.document import Document
from ce_lint.document.nodes import Route
from ce_lint.secrets.placeholders import has_placeholder
from ce_lint.util.nearest import nearest
from ce_lint.violation import Finding

Within = Literal["root", "configuration"]
TypeName = Literal["text", "object", "list"]
_TYPES: dict[str, type] = {"text": str, "object": dict, "list": list}
_OFF_WORDS = frozenset({"", "false"})


def holder(document: Document, within: Within) -> tuple[Route, Mapping[str, Any]]:
    """The object that a rule speaks of, with its route."""
    if within == "root":
        return (), document.root
    return document.settings_route, document.settings


def route_of(document: Document, within: Within, key: str) -> Route:
    """The route of one key of that object."""
    return (key,) if within == "root" else document.setting(key)


class Requires(Check):
    """Keys that must be there, and say something, when conditions hold.

    ``any`` asks for one of the keys instead of all; ``created`` speaks only of a body that creates an instance;
    ``unless`` names fields of the root that make it silent; ``off`` takes the text "false" for absent.
    """

    kind: ClassVar[str] = "requires"
    message: str
    keys: list[str]
    within: Within = "configuration"
    when: Conditions = {}
    present: list[str] = []
    unless: list[str] = []
    type: TypeName | None = None
    any: bool = False
    created: bool = False
    off: bool = False

    def trigger_keys(self) -> frozenset[str] | None:
        return frozenset(list(self.when)[:1] or self.present[:1]) or None

    def find(self, document: Document) -> Iterator[Finding]:
        base, members = holder(document, self.within)
        missing = [key for key in self.keys if self._is_missing(members.get(key))]
        if len(missing) < (len(self.keys) if self.any else 1) or not document.complete or not self._speaks(document):
            return
        if self.any and any(members.get(key) is not None for key in self.keys):
            return  # one of them is there and says nothing, which is another mistake
        written = [key for key in missing if key in members]
        state = verb(len(missing), "is not set", "are not set")
        message = self.message.replace("{keys}", listed(missing)).replace("{is} missing", state)
        route = route_of(document, self.within, written[0]) if written and not self.any else base
        yield Finding(route, message, related=_causes(document, self.when, "requires it"))

    def _speaks(self, document: Document) -> bool:
        if self.created and not is_create(document):
            return False
        if any_in(self.unless, document.root) or not holds(self.when, document.settings):
            return False
        return not (self.present and any(is_blank(document.settings.get(key)) for key in self.present))

    def _is_missing(self, value: Any) -> bool:
        if (
            is_blank(value)
            or (self.off and value is False)
            or (self.off and isinstance(value, str) and value.strip().lower() in _OFF_WORDS)
        ):
            return True
        return self.type is not None and not isinstance(value, _TYPES[self.type])


def any_in(keys: list[str], members: Mapping[str, Any]) -> bool:
    """Whether one of the keys is a member."""
    return bool(keys) and not members.keys().isdisjoint(keys)


class Forbids(Check):
    """Keys that have no place there: one finding for each, or with ``once`` one for all.

    ``unless`` are conditions of the root under which ``unless_keys`` are in their place.
    """

    kind: ClassVar[str] = "forbids"
    message: str
    keys: list[str]
    within: Within = "configuration"
    when: Conditions = {}
    unless: Conditions = {}
    unless_keys: list[str] = []
    once: bool = False

    def trigger_keys(self) -> frozenset[str] | None:
        return frozenset(self.keys)

    def find(self, document: Document) -> Iterator[Finding]:
        _, members = holder(document, self.within)
        if not holds(self.when, document.settings):
            return
        excused = self.unless_keys if self.unless and holds(self.unless, document.root) else []
        found = [key for key in self.keys if key not in excused and not is_blank(members.get(key))]
        for group in [found] if self.once and found else [[key] for key in found]:
            message = self.message.replace("{key}", listed(group)).replace("{is}", verb(len(group), "is", "are"))
            related = _causes(document, self.when, "does not allow it")
            route = route_of(document, self.within, group[0])
            yield Finding(route, message, on_key=document.kind != "list", related=related)


def _causes(document: Document, conditions: Conditions, what: str) -> tuple[Finding, ...]:
    """The settings that a rule speaks because of."""
    return tuple(Finding(document.setting(key), f"`{key}` {what}") for key in conditions)


class Renamed(Check):
    """Keys that the platform never reads, with what it reads instead."""

    kind: ClassVar[str] = "renamed"
    message: str
    names: Mapping[str, str]

    def trigger_keys(self) -> frozenset[str] | None:
        return frozenset(self.names)

    def find(self, document: Document) -> Iterator[Finding]:
        for key, name in self.names.items():
            if key in document.raw_settings:
                message = self.message.replace("{key}", f"`{key}`").replace("{name}", f"`{name}`")
                on_key = document.kind != "list"
                changes = renamed_setting(document, key, name)
                yield Finding(document.setting(key), message, f"Rename it to `{name}`.", on_key=on_key, changes=changes)


class KnownKeys(Check):
    """Keys that nobody knows: those of a reserved prefix, or the fields of the root.

    ``prefix`` limits the check to keys that begin with it; a key of other families is reported only when it is one
    of ``misspelt`` (which maps a seen mistake to what was meant).
    """

    kind: ClassVar[str] = "known-keys"
    message: str
    keys: list[str]
    within: Within = "configuration"
    prefix: str = ""
    misspelt: Mapping[str, str] = {}

    def __init__(self, **parameters: Any) -> None:
        super().__init__(**parameters)
        self._known = frozenset(self.keys)

    def find(self, document: Document) -> Iterator[Finding]:
        _, members = holder(document, self.within)
        if members.keys() <= self._known:
            return
        for key in members:
            if key.strip() in self._known or not (key.startswith(self.prefix) or key in self.misspelt):
                continue
            meant = self.misspelt.get(key) or nearest(key, self.keys, 3 if self.prefix else 2)
            message = self.message.replace("{key}", document.shown(key))
            help = f"Did you mean `{meant}`?" if meant else ""
            on_key = document.kind != "list"
            is_sure = meant is not None and (key in self.misspelt or nearest(key, [meant], 1) is not None)
            changes = self._rename(document, key, meant) if meant and is_sure else ()
            yield Finding(route_of(document, self.within, key), message, help, on_key=on_key, changes=changes)

    def _rename(self, document: Document, key: str, name: str) -> tuple[Change, ...]:
        return (rename((key,), name),) if self.within == "root" else renamed_setting(document, key, name)


class OneOf(Check):
    """A value that must be one of a few words."""

    kind: ClassVar[str] = "one-of"
    message: str
    key: str
    values: list[str]
    within: Within = "configuration"

    def trigger_keys(self) -> frozenset[str] | None:
        return frozenset({self.key})

    def find(self, document: Document) -> Iterator[Finding]:
        value = holder(document, self.within)[1].get(self.key)
        if (
            is_blank(value)
            or value in self.values
            or isinstance(value, (dict, list))
            or (isinstance(value, str) and has_placeholder(value))
        ):
            return
        route = route_of(document, self.within, self.key)
        help = ""
        changes: tuple[Change, ...] = ()
        if isinstance(value, str) and (meant := nearest(value.strip().lower(), self.values)):
            help = f"Did you mean `{meant}`?"
            changes = (rewrite(route, (0, len(value), meant)),) if value.strip().lower() == meant.lower() else ()
        yield Finding(route, self.message, help, changes=changes)


class Together(Check):
    """Keys that only work as a set: some are there, and some are not."""

    kind: ClassVar[str] = "together"
    message: str
    keys: list[str]

    def trigger_keys(self) -> frozenset[str] | None:
        return frozenset(self.keys)

    def find(self, document: Document) -> Iterator[Finding]:
        missing = [key for key in self.keys if is_blank(document.settings.get(key))]
        if missing and len(missing) < len(self.keys) and document.complete:
            present = [key for key in self.keys if key not in missing]
            message = self.message.replace("{missing}", listed(missing)).replace("{present}", listed(present))
            yield Finding(lacking(document, missing), message)


def lacking(document: Document, missing: list[str]) -> Route:
    """Where a missing setting is shown: its blank value, or the object that lacks it."""
    written = [key for key in missing if key in document.settings]
    return document.setting(written[0]) if written else document.settings_route
