"""The closed vocabulary: every kind of check by the name that a rule file gives."""

from __future__ import annotations

from ce_lint.checks import authentication, events, fields, shape, structure, syntax, urls
from ce_lint.checks.base import Check

_CLASSES: tuple[type[Check], ...] = (
    fields.Requires,
    fields.Forbids,
    fields.Renamed,
    fields.KnownKeys,
    fields.OneOf,
    fields.Together,
    urls.AbsoluteUrl,
    urls.SecureUrl,
    urls.Receiver,
    shape.Shape,
    syntax.Syntax,
    syntax.InvisibleCharacter,
    structure.ElementKey,
    structure.ResponseFields,
    structure.MisplacedField,
    structure.Flat,
    structure.TextList,
    structure.Boolean,
    structure.BooleanForm,
    structure.SurroundingSpace,
    structure.LeftoverPlaceholder,
    events.WeakKey,
    events.EventKeys,
    events.EventsNotEnabled,
    events.Minutes,
    events.MinutesRange,
    events.EventsDisagree,
    authentication.OAuthTriple,
    authentication.ProviderDataMissing,
    authentication.ProviderData,
    authentication.ExternalAuthentication,
)

KINDS: dict[str, type[Check]] = {check.kind: check for check in _CLASSES}
"""Name to class."""
