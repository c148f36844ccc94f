"""Will anything arrive? Kinds about event settings."""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import pairwise
from typing import ClassVar

from ce_lint.checks.base import Check, is_blank, is_create, is_on, renamed_setting
from ce_lint.document.document import Document
from ce_lint.document.interval import parse_minutes
from ce_lint.document.vocabulary import EVENT_KEYS
from ce_lint.secrets.placeholders import has_no_form, has_placeholder, is_bracketed, is_placeholder
from ce_lint.util.nearest import nearest
from ce_lint.violation import Finding


class WeakKey(Check):
    """A signing key that can be guessed: shorter than ``shortest`` characters, a run or a sequence."""

    kind: ClassVar[str] = "weak-key"
    key: str
    shortest: int = 16

    def trigger_keys(self) -> frozenset[str] | None:
        return frozenset({self.key})

    def find(self, document: Document) -> Iterator[Finding]:
        value = document.settings.get(self.key)
        if is_blank(value) or isinstance(value, (bool, dict, list)):
            return
        text = str(value).strip()
        if is_bracketed(text) or (not text.isdigit() and is_placeholder(text)):
            return
        why = self._weakness(text)
        if why is not None:
            yield Finding(document.setting(self.key), f"`{self.key}` is easy to guess: {why}")

    def _weakness(self, text: str) -> str | None:
        if len(text) < self.shortest:
            return f"its length is {len(text)}, less than {self.shortest}"
        if len(set(text)) <= 2:
            return "it repeats one or two characters"
        steps = {ord(after) - ord(before) for before, after in pairwise(text)}
        return "its characters form a sequence" if steps <= {1, -9} or steps <= {-1, 9} else None


class EventKeys(Check):
    """Keys of the reserved prefix ``event.`` that the platform does not have, and near misses of those it has."""

    kind: ClassVar[str] = "event-keys"

    def find(self, document: Document) -> Iterator[Finding]:
        for key, value in document.raw_settings.items():
            if key in EVENT_KEYS or "event" not in key.lower():
                continue
            if key != key.strip() or has_placeholder(key) or isinstance(value, (dict, list)):
                continue  # a nested object is one mistake, whatever it is called
            if key.startswith("event."):
                yield self._finding(document, key, nearest(key, EVENT_KEYS, 3) or _normal(key))
            elif meant := _normal(key):
                yield self._finding(document, key, meant)

    @staticmethod
    def _finding(document: Document, key: str, meant: str | None) -> Finding:
        help = f"Did you mean `{meant}`?" if meant else "Correct the key, or remove it."
        message = f"{document.shown(key)} is not a known event key"
        is_near = meant is not None and nearest(key, [meant], 1) is not None
        changes = renamed_setting(document, key, meant) if is_near and meant else ()
        return Finding(document.setting(key), message, help, on_key=document.kind != "list", changes=changes)


_WORDS = re.compile(r"[a-z]+")
_SORTED_KEYS = {frozenset(_WORDS.findall(key)): key for key in EVENT_KEYS}


def _normal(key: str) -> str | None:
    """The event key with the same words in another order, case or spelling of the dots."""
    lower = key.lower()
    words = _WORDS.findall(lower)
    meant = _SORTED_KEYS.get(frozenset(words)) if len(words) == len(set(words)) else None
    return meant or (nearest(lower, EVENT_KEYS, 1) if len(key) > 16 else None)


class EventsNotEnabled(Check):
    """Settings of a poller or a webhook in a body that never turns events on."""

    kind: ClassVar[str] = "events-not-enabled"
    keys: list[str]

    def trigger_keys(self) -> frozenset[str] | None:
        return frozenset(self.keys)

    def find(self, document: Document) -> Iterator[Finding]:
        settings = document.settings
        if not is_create(document) or not document.complete or "event.notification.enabled" in settings:
            return
        if any(key != "event.notification.enabled" and _is_misspelt_switch(key) for key in settings):
            return  # the misspelt key is the one cause of both
        found = next((key for key in self.keys if not is_blank(settings.get(key))), None)
        if found is not None:
            message = f"`{found}` is set, but `event.notification.enabled` is not"
            yield Finding(document.settings_route, message)


def _is_misspelt_switch(key: str) -> bool:
    return nearest(key, ["event.notification.enabled"], 3) is not None


class Minutes(Check):
    """A whole number of minutes above 0, as number or text."""

    kind: ClassVar[str] = "minutes"
    key: str

    def trigger_keys(self) -> frozenset[str] | None:
        return frozenset({self.key})

    def find(self, document: Document) -> Iterator[Finding]:
        value = document.settings.get(self.key)
        if is_blank(value) or has_no_form(value) or isinstance(value, (dict, list)):
            return
        if (parse_minutes(value) or 0) <= 0:
            yield Finding(document.setting(self.key), f"`{self.key}` must be a whole number of minutes greater than 0")


class MinutesRange(Check):
    """A number of minutes outside what is usual: ``min`` to ``max``."""

    kind: ClassVar[str] = "minutes-range"
    key: str
    min: int
    max: int

    def trigger_keys(self) -> frozenset[str] | None:
        return frozenset({self.key})

    def find(self, document: Document) -> Iterator[Finding]:
        number = parse_minutes(document.settings.get(self.key))
        if number is not None and number > 0 and not self.min <= number <= self.max:
            side = "less" if number < self.min else "more"
            limit = self.min if number < self.min else self.max
            message = f"`{self.key}` is {side} than {limit} minutes"
            yield Finding(document.setting(self.key), message)


class EventsDisagree(Check):
    """A response whose two words on events contradict each other."""

    kind: ClassVar[str] = "events-disagree"

    def trigger_keys(self) -> frozenset[str] | None:
        return frozenset({"eventsEnabled"})

    def find(self, document: Document) -> Iterator[Finding]:
        says = document.root.get("eventsEnabled")
        if isinstance(says, str):
            says = {"true": True, "false": False}.get(says.strip().lower())
        setting = document.raw_settings.get("event.notification.enabled")
        if not isinstance(says, bool) or is_blank(setting) or has_placeholder(str(setting)):
            return
        if is_on(document.raw_settings) != says:
            state = "true" if says else "false"
            message = f"`eventsEnabled` is {state}, which contradicts `event.notification.enabled`"
            yield Finding(("eventsEnabled",), message)
