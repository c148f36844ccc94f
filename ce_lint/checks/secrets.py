"""Would it leak? Kinds about credentials. No message holds a value or a piece of one: it names the key, the length and the kind."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any, ClassVar

from ce_lint.checks.base import Check
from ce_lint.document.document import Document
from ce_lint.document.node import Route
from ce_lint.values.placeholder import half_placeholder, is_mask
from ce_lint.values.secret_shapes import Verdict, grant_code, judge
from ce_lint.values.secret_texts import authorization_secrets, url_secrets
from ce_lint.violation import Flaw


def named(document: Document) -> Iterator[tuple[Route, str, Any]]:
    """Every scalar with its route and the key that says what it means; an item of a list has its list's key.

    An entry of an instance's configuration list is named by its ``key``. JSON inside text values is looked into.
    """
    for parent, key, value in document.members:
        if value.__class__ is dict or value.__class__ is list:
            continue
        name = key if isinstance(key, str) else next((step for step in reversed(parent) if isinstance(step, str)), "")
        if key == "propertyValue" and document.kind == "list":
            name = _entry_key(document, parent)
        yield (*parent, key), name, value
    for poller in document.pollers:
        if poller.text is not None:
            for resource in poller.resources:
                yield from _inside(resource.route, resource.value)


def _inside(route: Route, value: Any) -> Iterator[tuple[Route, str, Any]]:
    for key, member in value.items():
        if isinstance(member, dict):
            yield from _inside((*route, key), member)
        elif isinstance(member, str):
            yield (*route, key), key, member


def _entry_key(document: Document, parent: Route) -> str:
    entry = document.value[parent[0]] if parent else document.value
    return str(entry.get("key", "")) if isinstance(entry, dict) else ""


class LiteralSecret(Check):
    """A key that bears a secret with a value that looks real, and documented tokens of providers anywhere."""

    kind: ClassVar[str] = "literal-secret"

    def find(self, document: Document) -> Iterator[Flaw]:
        for route, name, value in named(document):
            if value is None or value is True or value is False or value == "":
                continue
            if len(route) == 2 and route[0] == "providerData":
                continue  # what the provider gave has a rule of its own
            verdict = judge(name, value if isinstance(value, str) else str(value))
            if verdict is not None:
                yield Flaw(route, _message(document, name, verdict), severity=verdict.severity)


def _message(document: Document, name: str, verdict: Verdict) -> str:
    what = f"{document.shown(name)} holds" if name else "This value is"
    return f"{what} what looks like a real {verdict.kind} ({verdict.length} characters)"


class GrantCode(Check):
    """A code or token that a user's consent gave, written into the file."""

    kind: ClassVar[str] = "grant-code"

    def wakes(self) -> frozenset[str] | None:
        return frozenset({"providerData"})

    def find(self, document: Document) -> Iterator[Flaw]:
        data = document.root.get("providerData")
        for member, value in data.items() if isinstance(data, dict) else ():
            verdict = grant_code(member, value) if isinstance(value, str) else None
            if verdict is not None:
                yield Flaw(("providerData", member), _message(document, member, verdict), severity=verdict.severity)


class UrlSecret(Check):
    """A credential in a URL: in its userinfo or in its query."""

    kind: ClassVar[str] = "url-secret"

    def find(self, document: Document) -> Iterator[Flaw]:
        for route, _name, value in named(document):
            if value.__class__ is not str or ("=" not in value and "@" not in value):
                continue
            for start, end, name in url_secrets(value):
                message = f"A URL carries a literal {name} ({end - start} characters)"
                yield Flaw(route, message, part=(start, end))


class Authorization(Check):
    """The platform's header, ``Authorization: User …, Organization …, Element …``, with literals."""

    kind: ClassVar[str] = "authorization"

    def find(self, document: Document) -> Iterator[Flaw]:
        if _HEADER.search(document.source.text) is None:
            return
        for route, _name, value in named(document):
            if value.__class__ is str:
                for start, end, name in authorization_secrets(value):
                    yield Flaw(route, authorization_message(name, end - start), part=(start, end))


_HEADER = re.compile(r"\b(?:user|organization|element|token)\s", re.IGNORECASE)


def authorization_message(name: str, length: int) -> str:
    """What to say of a literal in the platform's header. ``length`` is in characters."""
    return f"An Authorization header carries a literal {name} ({length} characters)"


class Mask(Check):
    """Asterisks in a request: a response was copied, and they would overwrite the credential."""

    kind: ClassVar[str] = "mask"

    def find(self, document: Document) -> Iterator[Flaw]:
        if "**" not in document.source.text and "•" not in document.source.text:
            return
        for route, name, value in named(document):
            if value.__class__ is str and is_mask(value):
                yield Flaw(route, f"{document.shown(name)} holds the asterisks of a masked response, which would overwrite it")


class HalfPlaceholder(Check):
    """Half of a placeholder is a literal to whatever fills them in. ``unless`` names keys that hold operators."""

    kind: ClassVar[str] = "half-placeholder"
    unless: list[str] = []

    def find(self, document: Document) -> Iterator[Flaw]:
        for route, name, value in named(document):
            if value.__class__ is not str or name in self.unless or _is_of_a_poller(route):
                continue
            if "<" in value or ">" in value or "{" in value or "}" in value:
                found = half_placeholder(value)
                if found is not None:
                    message = f"The value of {document.shown(name)} is half a placeholder: one of its brackets is missing"
                    yield Flaw(route, message, part=found)


def _is_of_a_poller(route: Route) -> bool:
    return any(isinstance(step, str) and step.startswith(("event.poller.", "event.objects")) for step in route)


