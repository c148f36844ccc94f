"""Kinds about the keys of one object: which must be set, which must not, which are known."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Annotated, Any, ClassVar, Literal

from ce_lint.checks.base import (
    Check,
    Conditions,
    add_placeholder,
    are_met,
    choose_form,
    is_blank,
    is_create,
    is_partial,
    is_unset_word,
    join_keys,
    rename_setting,
)
from ce_lint.checks.misspelt import is_explained, is_one_edit
from ce_lint.document.changes import Change, insert, move_in, rename
from ce_lint.document.document import Document, is_set
from ce_lint.document.nodes import Route
from ce_lint.document.vocabulary import CONFIGURATION_KEYS
from ce_lint.secrets.placeholders import has_placeholder, is_mask
from ce_lint.util.nearest import ask_if_meant, nearest
from ce_lint.violation import Finding

Within = Annotated[
    Literal["root", "configuration"], "The object that is checked: the document itself or its `configuration`."
]
When = Annotated[Conditions, "Settings and the values that each may have; the rule applies only if all of them match."]
TypeName = Literal["string", "number", "boolean", "object", "array"]
_OFF = frozenset({"", "false"})


def select_object(document: Document, within: str) -> Mapping[str, Any]:
    """The object that a rule is about (``root`` or ``configuration``)."""
    return document.root if within == "root" else document.settings


def route_to(document: Document, within: str, key: str) -> Route:
    """The route of one key of that object."""
    return (key,) if within == "root" else document.setting(key)


class Requires(Check):
    """Keys that must be set: with a value that is neither null nor an empty string.

    The fix sets each missing key to a placeholder such as `${NAME}`.
    A body that updates an instance contains only the settings that it changes, and so does a single entry of a list of
    settings: in those, no setting is missing.
    """

    kind: ClassVar[str] = "requires"
    message: Annotated[
        str, "The message. `{keys}` is replaced by the keys that are missing, `{is}` by `is` or `are` to match them."
    ]
    keys: Annotated[list[str], "The keys that must be set."]
    within: Within = "configuration"
    when: When = {}
    when_present: Annotated[list[str], "Settings; the rule applies only if all of them are set."] = []
    unless_present: Annotated[list[str], "Fields of the document; the rule does not apply if one of them exists."] = []
    type: Annotated[TypeName | None, "The type that a value must have to count as set."] = None
    any: Annotated[bool, "One of the keys is enough. By default all of them must be set."] = False
    on_create: Annotated[bool, "The rule applies only to a body that creates an instance, not to an update."] = False
    false_is_missing: Annotated[bool, 'The values false and "false" count as not set.'] = False

    def trigger_keys(self) -> frozenset[str] | None:
        return frozenset(list(self.when)[:1] or self.when_present[:1]) or None

    def find(self, document: Document) -> Iterator[Finding]:
        members = select_object(document, self.within)
        fewest = len(self.keys) if self.any else 1
        missing = [key for key in self.keys if self._is_missing(members.get(key))]
        if len(missing) < fewest or not document.is_complete or not self._applies(document):
            return
        missing = [key for key in missing if not is_explained(document, key, self.within)]
        if len(missing) < fewest:
            return
        if self.any and any(members.get(key) is not None for key in self.keys):
            return  # one of them exists with an empty value, which is another problem
        base = () if self.within == "root" else document.settings_route
        written = [key for key in missing if key in members]
        form = choose_form(len(missing), "is", "are")
        message = self.message.replace("{keys}", join_keys(missing)).replace("{is}", form)
        route = route_to(document, self.within, written[0]) if written and not self.any else base
        changes = self._set_placeholders(document, base, members, missing)
        yield Finding(route, message, related=_find_causes(document, self.when, "requires it"), changes=changes)

    def _set_placeholders(
        self, document: Document, base: Route, members: Mapping[str, Any], missing: list[str]
    ) -> tuple[Change, ...]:
        if self.any or document.kind == "list":
            return ()
        if self.type == "object":
            return tuple(insert(base, key, "{}") for key in missing)
        return tuple(add_placeholder(members, base, key) for key in missing) if self.type in {None, "string"} else ()

    def _applies(self, document: Document) -> bool:
        if not is_create(document) if self.on_create else self.within == "configuration" and is_partial(document):
            return False
        if self.unless_present and not document.root.keys().isdisjoint(self.unless_present):
            return False
        if not are_met(self.when, document.settings):
            return False
        return not any(is_blank(document.settings.get(key)) for key in self.when_present)

    def _is_missing(self, value: Any) -> bool:
        if is_blank(value) or is_unset_word(value):
            return True
        if self.false_is_missing and (value is False or (isinstance(value, str) and value.strip().lower() in _OFF)):
            return True
        if self.type is None or _is_of_type(value, self.type):
            return False
        return not (isinstance(value, str) and has_placeholder(value))  # `"configuration": "${CONFIGURATION}"`


def _is_of_type(value: Any, name: TypeName) -> bool:
    if isinstance(value, bool):
        return name == "boolean"
    types: dict[TypeName, tuple[type, ...]] = {
        "string": (str,), "number": (int, float), "object": (dict,), "array": (list,),
    }  # fmt: skip
    return isinstance(value, types.get(name, ()))


class Forbids(Check):
    """Keys that must not be set. Reports each of them at its key."""

    kind: ClassVar[str] = "forbids"
    message: Annotated[str, "The message. `{key}` is replaced by the key, `{is}` by `is` or `are` to match it."]
    keys: Annotated[list[str], "The keys that must not be set."]
    within: Within = "configuration"
    when: When = {}
    allow_when: Annotated[
        Conditions, "Fields of the document and the values that each may have; if all match, `allow_keys` are allowed."
    ] = {}
    allow_keys: Annotated[list[str], "The keys that are allowed if `allow_when` matches."] = []
    once: Annotated[bool, "Report all the keys in one finding, at the first of them."] = False

    def trigger_keys(self) -> frozenset[str] | None:
        return frozenset(self.keys)

    def find(self, document: Document) -> Iterator[Finding]:
        members = select_object(document, self.within)
        if not are_met(self.when, document.settings):
            return
        allowed = self.allow_keys if self.allow_when and are_met(self.allow_when, document.root) else []
        found = [key for key in self.keys if key not in allowed and not is_blank(members.get(key))]
        for group in [found] if self.once and found else [[key] for key in found]:
            form = choose_form(len(group), "is", "are")
            message = self.message.replace("{key}", join_keys(group)).replace("{is}", form)
            related = _find_causes(document, self.when, "does not allow it")
            route = route_to(document, self.within, group[0])
            yield Finding(route, message, on_key=document.kind != "list", related=related)


def _find_causes(document: Document, conditions: Conditions, effect: str) -> tuple[Finding, ...]:
    """The settings because of which a rule applies, for the related places of a finding."""
    return tuple(Finding(document.setting(key), f"`{key}` {effect}") for key in conditions)


class Renamed(Check):
    """Settings with a wrong or old name. The fix renames the key."""

    kind: ClassVar[str] = "renamed"
    message: Annotated[str, "The message. `{key}` is replaced by the key as written, `{name}` by its new name."]
    names: Annotated[Mapping[str, str], "The wrong or old names, each with the name to write instead."]

    def trigger_keys(self) -> frozenset[str] | None:
        return frozenset(self.names)

    def find(self, document: Document) -> Iterator[Finding]:
        for key, name in self.names.items():
            if key in document.raw_settings:
                message = self.message.replace("{key}", f"`{key}`").replace("{name}", f"`{name}`")
                on_key = document.kind != "list"
                changes = rename_setting(document, key, name)
                yield Finding(document.setting(key), message, f"Rename it to `{name}`.", on_key=on_key, changes=changes)


class KnownKeys(Check):
    """Keys that are not in a list of known keys. The fix renames a key that differs from a known one by one letter."""

    kind: ClassVar[str] = "known-keys"
    message: Annotated[str, "The message. `{key}` is replaced by the key."]
    keys: Annotated[list[str], "The known keys."]
    within: Within = "configuration"
    prefix: Annotated[str, "Only keys with this prefix are checked, such as `acme.`; by default all keys are."] = ""
    misspelt_is_error: Annotated[
        bool, "A near miss of a known key is an error if that key is missing. By default the rule has one severity."
    ] = False
    misspelt: Annotated[
        Mapping[str, str], "Common misspellings, each with the key that is meant; reported whatever their prefix."
    ] = {}

    def __init__(self, **parameters: Any) -> None:
        super().__init__(**parameters)
        self._known = frozenset(self.keys)

    def find(self, document: Document) -> Iterator[Finding]:
        members = select_object(document, self.within)
        if members.keys() <= self._known:
            return
        for key in members:
            if (
                key.strip() in self._known
                or not key.isprintable()
                or not (key.startswith(self.prefix) or key in self.misspelt)
            ):
                continue
            yield self._make_finding(document, members, key)

    def _make_finding(self, document: Document, members: Mapping[str, Any], key: str) -> Finding:
        route, message = route_to(document, self.within, key), self.message.replace("{key}", document.quote_key(key))
        if self.within == "root" and key in CONFIGURATION_KEYS and isinstance(document.root.get("configuration"), dict):
            help = f"Move `{key}` into `configuration`."
            return Finding(route, message, help, on_key=True, changes=(move_in(route, "configuration"),))
        meant = self.misspelt.get(key) or nearest(key, self.keys, 3 if self.prefix else 2)
        is_absent = meant is not None and meant not in members
        return Finding(
            route,
            message,
            ask_if_meant(meant),
            on_key=document.kind != "list",
            severity="error" if self.misspelt_is_error and is_absent else None,
            changes=self._rename(document, key, meant) if meant and is_absent else (),
            is_unsafe=meant is None or not (key in self.misspelt or is_one_edit(key, meant)),
        )

    def _rename(self, document: Document, key: str, name: str) -> tuple[Change, ...]:
        return (rename((key,), name),) if self.within == "root" else rename_setting(document, key, name)


class Together(Check):
    """Settings that must be set together: some of them are set, and some are not.

    The fix sets each missing key to a placeholder such as `${NAME}`.
    The asterisks of a masked value prove nothing: they are shown for values that are not set as well. A body that
    updates an instance, or a single entry of a list of settings, may contain one setting alone.
    """

    kind: ClassVar[str] = "together"
    message: Annotated[str, "The message. `{missing}` and `{present}` are replaced by the keys."]
    keys: Annotated[list[str], "The settings that must be set together."]

    def trigger_keys(self) -> frozenset[str] | None:
        return frozenset(self.keys)

    def find(self, document: Document) -> Iterator[Finding]:
        settings = document.settings
        missing = [key for key in self.keys if _is_not_set(document, settings.get(key))]
        present = [key for key in self.keys if key not in missing and not _is_masked(settings[key])]
        if not missing or not present or not document.is_complete or is_partial(document):
            return
        missing = [key for key in missing if not is_explained(document, key)]
        if missing:
            message = self.message.replace("{missing}", join_keys(missing)).replace("{present}", join_keys(present))
            yield Finding(locate_missing(document, missing), message, changes=set_placeholders(document, missing))


def set_placeholders(document: Document, missing: list[str]) -> tuple[Change, ...]:
    """The changes that set missing keys of the configuration to placeholders."""
    if document.kind == "list":
        return ()
    return tuple(add_placeholder(document.raw_settings, document.settings_route, key) for key in missing)


def _is_not_set(document: Document, value: Any) -> bool:
    """Whether a value is not set; outside of a body, where values are those of a response, "false" is not set."""
    return is_blank(value) or (document.kind != "body" and not is_set(value))


def _is_masked(value: Any) -> bool:
    return isinstance(value, str) and is_mask(value)


def locate_missing(document: Document, missing: list[str]) -> Route:
    """Where to report missing settings: at the empty value of one of them, or at the object that lacks them."""
    written = [key for key in missing if key in document.settings]
    return document.setting(written[0]) if written else document.settings_route
