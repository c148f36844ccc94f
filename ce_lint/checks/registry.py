"""The closed vocabulary: every kind of check by the name that a rule file gives.

A kind is imported when a document trigger_keys a rule of it: a body without a poller pays for no date pattern.
"""

from __future__ import annotations

from importlib import import_module

from ce_lint.checks.base import Check

KINDS: dict[str, str] = {
    "requires": "generic.Requires",
    "forbids": "generic.Forbids",
    "renamed": "generic.Renamed",
    "known-keys": "generic.KnownKeys",
    "one-of": "generic.OneOf",
    "together": "generic.Together",
    "url": "urls.AbsoluteUrl",
    "secure-url": "urls.SecureUrl",
    "receiver": "urls.Receiver",
    "shape": "shape.Shape",
    "syntax": "syntax.Syntax",
    "invisible-character": "syntax.InvisibleCharacter",
    "element-key": "structure.ElementKey",
    "response-fields": "structure.ResponseFields",
    "misplaced-field": "structure.MisplacedField",
    "flat": "structure.Flat",
    "text-list": "structure.TextList",
    "boolean": "structure.Boolean",
    "boolean-form": "structure.BooleanForm",
    "surrounding-space": "structure.SurroundingSpace",
    "leftover-placeholder": "structure.LeftoverPlaceholder",
    "weak-key": "events.WeakKey",
    "event-keys": "events.EventKeys",
    "events-not-enabled": "events.EventsNotEnabled",
    "minutes": "events.Minutes",
    "minutes-range": "events.MinutesRange",
    "events-disagree": "events.EventsDisagree",
    "event-objects": "polling.lists.EventObjects",
    "poller-urls": "polling.lists.PollerUrls",
    "legacy-poller-urls": "polling.lists.LegacyPollerUrls",
    "poller-names": "polling.lists.PollerNames",
    "poller-json": "polling.map.PollerJson",
    "empty-poller": "polling.map.EmptyPoller",
    "poller-name": "polling.map.PollerName",
    "poller-url-missing": "polling.map.PollerUrlMissing",
    "id-field-missing": "polling.map.IdFieldMissing",
    "poller-fields": "polling.map.PollerFields",
    "poller-field-level": "polling.map.PollerFieldLevel",
    "misplaced-poller": "polling.map.MisplacedPoller",
    "poller-types": "polling.map.PollerTypes",
    "poller-path": "polling.url.PollerPath",
    "quote-pairs": "polling.url.QuotePairs",
    "time-variables": "polling.url.TimeVariables",
    "missing-time-variable": "polling.url.MissingTimeVariable",
    "fixed-date": "polling.url.FixedDate",
    "resource-url": "polling.url.ResourceUrl",
    "duplicate-url": "polling.url.DuplicateUrl",
    "date-format": "polling.dates.DateFormat",
    "odd-date-format": "polling.dates.OddDateFormat",
    "date-format-pairs": "polling.dates.DateFormatPairs",
    "time-zone": "polling.dates.TimeZone",
    "zone-conflict": "polling.dates.ZoneConflict",
    "oauth-triple": "authentication.OAuthTriple",
    "provider-data-missing": "authentication.ProviderDataMissing",
    "provider-data": "authentication.ProviderData",
    "external-authentication": "authentication.ExternalAuthentication",
    "literal-secret": "secrets.LiteralSecret",
    "grant-code": "secrets.GrantCode",
    "url-secret": "secrets.UrlSecret",
    "authorization": "secrets.Authorization",
    "mask": "secrets.Mask",
    "half-placeholder": "secrets.HalfPlaceholder",
    "allowance": "allowances.Allowance",
}
"""The name of a kind and where its class stands, below ``ce_lint.checks``."""


def check_class(kind: str) -> type[Check]:
    """The class of a kind. Raises KeyError for an unknown one."""
    module, _, name = KINDS[kind].rpartition(".")
    found: type[Check] = getattr(import_module(f"ce_lint.checks.{module}"), name)
    return found
