"""What a cursor stands on: its place in the text, and what the platform knows of it."""

from __future__ import annotations

from typing import NamedTuple

from ce_lint.document.document import Document
from ce_lint.document.kinds import Kind
from ce_lint.document.nodes import Route, Span
from ce_lint.document.pollers import POLLER_KEY
from ce_lint.document.vocabulary import PLATFORM_KEYS, REQUEST_FIELDS, RESPONSE_FIELDS
from ce_lint.ide.editor_document import Page
from ce_lint.ide.embedded import Host
from ce_lint.ide.fields import Fact, Level, level_of, setting
from ce_lint.ide.json_cursor import Place, Scanner
from ce_lint.ide.yaml_cursor import Blocks
from ce_lint.secrets.keys import Secrecy, secrecy

_OWN_FIELDS = REQUEST_FIELDS | RESPONSE_FIELDS | {"id", "$schema"}
_OWN_STARTS = ("event.", "oauth.")
_DESCRIBED: frozenset[Kind] = frozenset({"body", "response", "map", "poller", "list"})


class Spot(NamedTuple):
    """A key or a value under the cursor. ``cursor`` and the place count in the text of ``host``.

    ``level`` is the object that it stands in and ``key`` the key itself, or that of the value. ``root`` is the kind of
    the document, also of one that is only begun.
    """

    place: Place
    host: Host
    cursor: int
    root: Kind
    level: Level | None
    key: str
    fact: Fact | None
    document: Document | None

    @property
    def secrecy(self) -> Secrecy:
        """Whether the value is a secret, or might be one."""
        if "providerData" in self.place.steps[:-1] or (self.root == "response" and self.place.steps == ("token",)):
            return "yes"
        if self.fact is not None and self.fact.type.startswith("key of"):
            return "no"
        return secrecy(self.key)

    @property
    def span(self) -> Span:
        """The token in the file."""
        return self.host.outward(self.place.token)

    def content(self) -> Host:
        """The text of the token, without its quotes and escapes."""
        style = self.place.style
        return self.host.nest(self.place.token, "plain" if style == "bare" else style)


def find(page: Page, offset: int, on: bool = False) -> Spot | None:
    """What a cursor before ``offset`` stands on; with ``on``, what the character behind it is part of."""
    scanner = page.scanner(offset)
    place = scanner.place(offset, on)
    if place is None:
        return None
    document = page.document_at(offset)
    root, base = _root(document, scanner)
    spot = _spot(place, page.host, offset, root, base, document)
    return _inside(spot, base, on) if place.role == "value" and spot is not None else spot


def _spot(
    place: Place, host: Host, cursor: int, root: Kind | None, base: Route, document: Document | None
) -> Spot | None:
    if root is None:
        return None
    steps = place.steps[len(base) :] if place.steps[: len(base)] == base else place.steps
    if document is None or root == "list":
        while steps and isinstance(steps[0], int):
            steps = steps[1:]
    if place.role == "key":
        level = _walk(root, steps)
        key = host.nest(place.token, "plain" if place.style == "bare" else place.style).text
        return Spot(place, host, cursor, root, level, key, level.fields.get(key) if level else None, document)
    level, key = _walk(root, steps[:-1]), _last_key(place.steps)
    fact = level.fields.get(key) if level is not None and steps and steps[-1] == key else None
    if root == "list" and key == "propertyValue":
        key = place.siblings.get("key", "")
        fact = setting(key)
    return Spot(place, host, cursor, root, level, key, fact, document)


def _last_key(steps: Route) -> str:
    return next((step for step in reversed(steps) if isinstance(step, str)), "")


def _walk(root: Kind, steps: Route) -> Level | None:
    level = level_of("entry" if root == "list" else root)
    for step in steps:
        level = level.below(step) if level is not None and isinstance(step, str) else None
    return level


def _inside(spot: Spot, base: Route, on: bool) -> Spot | None:
    """The same within the JSON of a poller map that is written as text."""
    is_whole = spot.root == "poller" and spot.place.steps == base and bool(base)
    if not is_whole and spot.key != POLLER_KEY:
        return spot
    inner = spot.content()
    if inner.text.lstrip()[:1] != "{":
        return spot
    cursor = inner.inward(spot.cursor)
    if not on and not inner.is_between(spot.cursor):
        return None
    place = Scanner(inner.text).place(cursor, on)
    if place is None:
        return None
    if spot.root == "list":
        return _spot(place, inner, cursor, "poller", (), spot.document)
    place = place._replace(steps=(*spot.place.steps, *place.steps))
    return _spot(place, inner, cursor, spot.root, base, spot.document)


def _root(document: Document | None, scanner: Scanner | Blocks) -> tuple[Kind | None, Route]:
    """The kind of the document and the way to it; where none is known yet, what its outermost keys promise."""
    if document is not None and document.kind in _DESCRIBED:
        return document.kind, document.base
    if document is not None and document.kind != "broken":
        return None, ()
    tops = scanner.tops()
    if tops <= _OWN_FIELDS:
        return "body", ()
    return ("map" if any(top in PLATFORM_KEYS or top.startswith(_OWN_STARTS) for top in tops) else None), ()
