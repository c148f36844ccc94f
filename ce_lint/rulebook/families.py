"""The families of the shipped rules, in the order in which lists show them."""

from __future__ import annotations

from collections.abc import Mapping

from ce_lint.document.kinds import KINDS, Kind

FAMILIES: Mapping[str, tuple[Kind, ...]] = {
    "syntax": KINDS,
    "structure": ("body",),
    "events": ("body", "response", "map", "list"),
    "polling": ("body", "response", "map", "list", "poller"),
    "authentication": ("body",),
    "secrets": KINDS,
    "allowances": KINDS,
}
"""Each family with the kinds of document that its rules check, where a rule file does not say."""

_ORDER = tuple(FAMILIES)


def rank_family(family: str) -> int:
    """The place of a family in a list: a project's own families come after the shipped ones."""
    return _ORDER.index(family) if family in _ORDER else len(_ORDER)
