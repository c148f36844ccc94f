"""Checks of the family events: settings of pollers, webhooks and callbacks."""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import pairwise
from typing import Annotated, Any, ClassVar

from ce_lint.checks.base import Check, cut_around, is_blank, is_create, is_on
from ce_lint.checks.kinds.urls import has_placeholder_host
from ce_lint.checks.kinds.values import ValueCheck
from ce_lint.checks.misspelt import find_misspelt_settings, is_explained, is_reported_otherwise, make_misspelt_finding
from ce_lint.document import url
from ce_lint.document.changes import rewrite
from ce_lint.document.document import Document
from ce_lint.document.interval import parse_minutes
from ce_lint.document.pollers import POLLER_KEY
from ce_lint.document.vocabulary import EVENT_KEYS
from ce_lint.secrets.placeholders import has_no_form, has_placeholder, is_bracketed, is_placeholder
from ce_lint.util.lazy_pattern import lazy_pattern
from ce_lint.util.nearest import ask_if_meant, nearest
from ce_lint.violation import Finding


class WeakSignatureKey(Check):
    """A signature key that is easy to guess: too short, one or two characters repeated, or a sequence."""

    name: ClassVar[str] = "weak-signature-key"
    key: Annotated[str, "The setting."]
    shortest: Annotated[int, "The fewest characters of a key."] = 16

    def trigger_keys(self) -> frozenset[str] | None:
        return frozenset({self.key})

    def find(self, document: Document) -> Iterator[Finding]:
        value = document.settings.get(self.key)
        if is_blank(value) or isinstance(value, (bool, dict, list)):
            return
        text = str(value).strip()
        if is_bracketed(text) or (not text.isdigit() and is_placeholder(text)):
            return
        why = self._find_weakness(text)
        if why is not None:
            yield Finding(document.setting(self.key), f"`{self.key}` is easy to guess: {why}")

    def _find_weakness(self, text: str) -> str | None:
        if len(text) < self.shortest:
            return f"its length is {len(text)}, less than {self.shortest}"
        if len(set(text)) <= 2:
            return "it repeats one or two characters"
        steps = {ord(after) - ord(before) for before, after in pairwise(text)}
        return "its characters form a sequence" if steps <= {1, -9} or steps <= {-1, 9} else None


class UnknownEventKey(Check):
    """Unknown keys with the reserved prefix ``event.``, and misspelt event keys without it."""

    name: ClassVar[str] = "unknown-event-key"

    def find(self, document: Document) -> Iterator[Finding]:
        misspelt = find_misspelt_settings(document)
        for key, value in document.raw_settings.items():
            if key in EVENT_KEYS:
                continue
            meant = misspelt.get(key)
            if not (key.startswith("event.") or meant in EVENT_KEYS):
                continue
            if is_reported_otherwise(key) or has_placeholder(key):
                continue
            if isinstance(value, (dict, list)) and meant != POLLER_KEY:
                continue  # nested-configuration reports a nested object, whatever its key
            yield make_misspelt_finding(document, key, meant, "a known event key")


class EventsNotEnabled(Check):
    """Event settings in a body that does not enable events."""

    name: ClassVar[str] = "events-not-enabled"
    keys: Annotated[list[str], "The settings that need events."]

    def trigger_keys(self) -> frozenset[str] | None:
        return frozenset(self.keys)

    def find(self, document: Document) -> Iterator[Finding]:
        settings = document.settings
        if not is_create(document) or not document.is_complete or "event.notification.enabled" in settings:
            return
        if is_explained(document, "event.notification.enabled"):
            return
        found = next((key for key in self.keys if not is_blank(settings.get(key))), None)
        if found is not None:
            message = f"`{found}` is set, but `event.notification.enabled` is not"
            yield Finding(document.settings_route, message)


class InvalidRefreshInterval(Check):
    """A refresh interval that is not a whole number of minutes above 0."""

    name: ClassVar[str] = "invalid-refresh-interval"
    key: Annotated[str, "The setting."]

    def trigger_keys(self) -> frozenset[str] | None:
        return frozenset({self.key})

    def find(self, document: Document) -> Iterator[Finding]:
        value = document.settings.get(self.key)
        if is_blank(value) or has_no_form(value) or isinstance(value, (dict, list)):
            return
        if (parse_minutes(value) or 0) <= 0:
            route = document.setting(self.key)
            text = value if isinstance(value, str) else ""
            found = _MINUTES.fullmatch(text)
            changes = (rewrite(route, *cut_around(text, found[1])),) if found is not None else ()
            message = f"`{self.key}` must be a whole number of minutes greater than 0"
            yield Finding(route, message, f"Write `{found[1]}`." if found is not None else "", changes=changes)


_MINUTES = lazy_pattern(r"\s*(?:PT)?0*([1-9]\d{0,5})(?:\.0+)?\s*(?:m|mins?|minutes?)?\.?\s*", re.IGNORECASE)


class ExtremeRefreshInterval(Check):
    """A refresh interval outside of what is usual."""

    name: ClassVar[str] = "extreme-refresh-interval"
    key: Annotated[str, "The setting."]
    min: Annotated[int, "The shortest usual interval, in minutes."]
    max: Annotated[int, "The longest usual interval, in minutes."]

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
    """A response whose ``eventsEnabled`` contradicts its setting ``event.notification.enabled``."""

    name: ClassVar[str] = "events-disagree"

    def trigger_keys(self) -> frozenset[str] | None:
        return frozenset({"eventsEnabled"})

    def find(self, document: Document) -> Iterator[Finding]:
        enabled = document.root.get("eventsEnabled")
        if isinstance(enabled, str):
            enabled = {"true": True, "false": False}.get(enabled.strip().lower())
        setting = document.raw_settings.get("event.notification.enabled")
        if not isinstance(enabled, bool) or is_blank(setting) or has_placeholder(str(setting)):
            return
        if is_on(document.raw_settings) != enabled:
            state = "true" if enabled else "false"
            message = f"`eventsEnabled` is {state}, which contradicts `event.notification.enabled`"
            yield Finding(("eventsEnabled",), message)


_TEST_RECEIVER = lazy_pattern(
    r"(?:.+\.)?(?:httpbin\.org|webhook\.site|requestbin\.(?:com|net|io|fullcontact\.com)|requestb\.in|hookbin\.com"
    r"|requestcatcher\.com|beeceptor\.com|smee\.io|ngrok(?:-free)?\.(?:io|app|dev|com)|localtunnel\.me|loca\.lt"
    r"|[a-z0-9-]+\.ngrok\.\w+\.\w+)\Z"
)


class TestReceiver(ValueCheck):
    """Callback URLs whose host is a test service."""

    name: ClassVar[str] = "test-receiver"

    def check_value(self, document: Document, key: str, value: Any) -> Iterator[Finding]:
        parsed = url.parse(value.strip()) if isinstance(value, str) else None
        if parsed is not None and _TEST_RECEIVER.match(parsed.host):
            yield Finding(self.route_to(document, key), f"The host of `{key}` is a test service")


_PLATFORM = ("cloud-elements.com", "cloud-elements.co.uk", "cloudelements.io")
_PLATFORM_HOST = lazy_pattern(
    r"(?:.+\.)?(?:cloud-elements\.com|cloud-elements\.co\.uk|cloudelements\.io|openconnectors\..+\.hana\.ondemand\.com)\Z"
)


class UnlikelyCallbackUrl(ValueCheck):
    """Callback URLs that do not lead to a receiver: pages of the platform itself, or a misspelt host of it."""

    name: ClassVar[str] = "unlikely-callback-url"

    def check_value(self, document: Document, key: str, value: Any) -> Iterator[Finding]:
        if not isinstance(value, str) or (
            "cloud" not in value and "elements" not in value and "openconnectors" not in value
        ):
            return  # a host with one wrong letter still contains one of these words
        parsed = url.parse(value.strip())
        if parsed is None or has_placeholder_host(parsed.host):
            return
        route = self.route_to(document, key)
        if _PLATFORM_HOST.match(parsed.host):
            path = parsed.path.lower()
            if "/events/" in path and "/instances" not in path:
                return
            if parsed.host.startswith(("console.", "my.")):
                yield Finding(route, f"`{key}` is the platform's console, which does not receive events")
            elif "/instances" in path:
                yield Finding(route, f"`{key}` is the platform's `/instances` resource, which does not receive events")
            return
        meant = _find_meant_platform(parsed.host)
        if meant is not None:
            message = f"The domain of `{key}` differs from `{meant}` by one character"
            yield Finding(route, message, ask_if_meant(meant))


def _find_meant_platform(host: str) -> str | None:
    """The domain of the platform that a host misspells by one letter."""
    for domain in _PLATFORM:
        labels = host.split(".")[-len(domain.split(".")) :]
        meant = nearest(".".join(labels), [domain], 1)
        if meant is not None:
            return meant
    return None
