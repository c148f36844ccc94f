"""Would it leak? Kinds about credentials.

No message holds a value or a piece of one: it names the key, the length and the kind.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any, ClassVar

from ce_lint.checks.base import Check, in_poller, variable
from ce_lint.document.changes import Change, put
from ce_lint.document.document import Document
from ce_lint.document.nodes import Route
from ce_lint.document.pollers import POLLER_KEY, Poller
from ce_lint.document.walk import Scalar
from ce_lint.secrets.keys import find_secret_level
from ce_lint.secrets.placeholders import find_half_placeholder, is_bracketed, is_mask
from ce_lint.secrets.provider_tokens import may_contain_token
from ce_lint.secrets.randomness import SHORTEST
from ce_lint.secrets.scan import find_authorization_secrets, find_url_secrets
from ce_lint.secrets.verdict import GRANT_MEMBERS, Verdict, find_grant_code, find_secret
from ce_lint.violation import Finding


def scalars(document: Document) -> list[Scalar]:
    """Every text and number of a document, those of JSON inside text values too."""
    inner = list(embedded(document))
    return document.scalars + inner if inner else document.scalars


def embedded(document: Document) -> Iterator[Scalar]:
    """Every text of the poller maps that are written as JSON inside text values."""
    if document.kind == "poller" or POLLER_KEY in document.keys:
        for poller in document.pollers:
            for resource in poller.resources if poller.text is not None else ():
                yield from _inside(resource.route, resource.value)


def _inside(route: Route, value: Any) -> Iterator[Scalar]:
    for key, member in value.items():
        if isinstance(member, dict):
            yield from _inside((*route, key), member)
        elif isinstance(member, (str, int, float)) and not isinstance(member, bool):
            yield route, key, key, member


class LiteralSecret(Check):
    """A key that bears a secret with a value that looks real, and documented tokens of providers anywhere."""

    kind: ClassVar[str] = "literal-secret"

    def find(self, document: Document) -> Iterator[Finding]:
        for parent, key, name, value in document.scalars:
            if name == POLLER_KEY and all(_is_sound(poller) for poller in document.pollers):
                continue  # what stands in the map is looked at by its own keys
            if find_secret_level(name) == "no":
                if value.__class__ is not str or len(value) < SHORTEST or not may_contain_token(value):
                    continue
            elif is_bracketed(value):
                continue
            if parent == ("providerData",) and name in GRANT_MEMBERS:
                continue  # what the provider gave has a rule of its own
            yield from self._check_value(document, (*parent, key), name, value)
        for parent, key, name, value in embedded(document):
            if find_secret_level(name) != "no" or may_contain_token(value):
                yield from self._check_value(document, (*parent, key), name, value)

    @staticmethod
    def _check_value(document: Document, route: Route, name: str, value: Any) -> Iterator[Finding]:
        verdict = find_secret(name, value)
        if verdict is not None:
            changes = _placeholder(document, route, name)
            message = _message(document, name, verdict)
            yield Finding(route, message, severity=verdict.severity, changes=changes, safe=False)


def _placeholder(document: Document, route: Route, name: str) -> tuple[Change, ...]:
    """A placeholder named after the key; none where ``${…}`` means something else, or the key may be a secret too."""
    if not name or in_poller(route) or document.kind == "poller" or not document.names(name):
        return ()
    return (put(route, variable(name)),)


def _is_sound(poller: Poller) -> bool:
    return isinstance(poller.value, dict) and not poller.broken


def _message(document: Document, name: str, verdict: Verdict) -> str:
    what = f"`{name}`" if name and document.names(name) else "This value"
    looks = "looks like" if find_secret_level(name) != "no" or name in GRANT_MEMBERS else "contains what looks like"
    return f"{what} {looks} a real {verdict.kind} ({verdict.length} characters)"


class GrantCode(Check):
    """A code or token that a user's consent gave, written into the file."""

    kind: ClassVar[str] = "grant-code"

    def trigger_keys(self) -> frozenset[str] | None:
        return frozenset({"providerData"})

    def find(self, document: Document) -> Iterator[Finding]:
        data = document.root.get("providerData")
        for member, value in data.items() if isinstance(data, dict) else ():
            verdict = find_grant_code(member, value) if isinstance(value, str) and not is_bracketed(value) else None
            if verdict is not None:
                route, message = ("providerData", member), _message(document, member, verdict)
                changes = _placeholder(document, route, member)
                yield Finding(route, message, severity=verdict.severity, changes=changes, safe=False)


class UrlSecret(Check):
    """A credential in a URL: in its userinfo or in its query."""

    kind: ClassVar[str] = "url-secret"

    def find(self, document: Document) -> Iterator[Finding]:
        text = document.source.text
        if "?" not in text and "@" not in text and "&" not in text and "\\u" not in text:
            return
        for parent, key, _, value in scalars(document):
            if isinstance(value, str) and ("=" in value or "://" in value):
                for start, end, name in find_url_secrets(value):
                    message = f"The URL contains a literal `{name}` ({end - start} characters)"
                    yield Finding((*parent, key), message, part=(start, end))


class Authorization(Check):
    """The platform's header, ``Authorization: User …, Organization …, Element …``, with literals."""

    kind: ClassVar[str] = "authorization"

    def find(self, document: Document) -> Iterator[Finding]:
        text = document.source.text.lower()
        if not (
            "user " in text or "organization " in text or "element " in text or "token " in text or "\\u0020" in text
        ):
            return
        if isinstance(document.value, str):
            yield from _exposed((), document.value)
        for parent, key, _, value in scalars(document):
            if isinstance(value, str) and " " in value:
                yield from _exposed((*parent, key), value)


_HEADER_SECRETS = {"user": "user secret", "organization": "organization secret", "element": "element token"}


def _exposed(route: Route, text: str) -> Iterator[Finding]:
    for start, end, name in find_authorization_secrets(text):
        what = _HEADER_SECRETS.get(name.lower(), "credential")
        message = f"The `Authorization` header contains a literal {what} ({end - start} characters)"
        yield Finding(route, message, part=(start, end))


class Mask(Check):
    """Asterisks in a request: a response was copied, and they would overwrite the credential."""

    kind: ClassVar[str] = "mask"

    def find(self, document: Document) -> Iterator[Finding]:
        if "**" not in document.source.text and "•" not in document.source.text:
            return
        for parent, key, name, value in scalars(document):
            if isinstance(value, str) and is_mask(value):
                message = f"The value of {document.shown(name)} is masked, as in a response"
                yield Finding((*parent, key), message)


class HalfPlaceholder(Check):
    """Half of a placeholder is a literal to whatever fills them in. ``unless`` names keys that hold operators."""

    kind: ClassVar[str] = "half-placeholder"
    unless: list[str] = []

    def find(self, document: Document) -> Iterator[Finding]:
        for parent, key, name, value in document.scalars:
            if value.__class__ is str and ("<" in value or ">" in value or "{" in value or "}" in value):
                if is_bracketed(value) or name in self.unless or _is_of_a_poller((*parent, key)):
                    continue
                found = find_half_placeholder(value)
                if found is not None:
                    message = f"The value of {document.shown(name)} contains a placeholder with a missing bracket"
                    yield Finding((*parent, key), message, part=found)


def _is_of_a_poller(route: Route) -> bool:
    return any(isinstance(step, str) and step.startswith(("event.poller.", "event.objects")) for step in route)
