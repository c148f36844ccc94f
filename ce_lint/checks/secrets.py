"""Checks of the family secrets: credentials in the file.

No message contains a value or a part of one: it names the key, the length and the kind of secret.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Annotated, Any, ClassVar

from ce_lint.checks.base import Check, is_in_poller, make_placeholder
from ce_lint.document.changes import Change, replace_scalar
from ce_lint.document.document import Document
from ce_lint.document.kinds import is_unspecific
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


def collect_scalars(document: Document) -> list[Scalar]:
    """Every string and number of a document; of a poller map written as a string of JSON, those in the map instead."""
    inner = list(find_embedded(document))
    if not inner or not all(_is_sound(poller) for poller in document.pollers if not poller.misplaced):
        return document.scalars
    return [scalar for scalar in document.scalars if scalar[2] != POLLER_KEY and scalar[:2] != ((), "")] + inner


def find_embedded(document: Document) -> Iterator[Scalar]:
    """Every string and number of the poller maps that are written as a string of JSON."""
    if document.kind == "poller" or POLLER_KEY in document.keys:
        for poller in document.pollers:
            for resource in poller.resources if poller.text is not None and not poller.misplaced else ():
                yield from _walk(resource.route, resource.value)


def _walk(route: Route, value: Any) -> Iterator[Scalar]:
    for key, member in value.items():
        if isinstance(member, dict):
            yield from _walk((*route, key), member)
        elif isinstance(member, (str, int, float)) and not isinstance(member, bool):
            yield route, key, key, member


class LiteralSecret(Check):
    """Values that look like a real secret under the key of one, and documented tokens of providers under any key."""

    name: ClassVar[str] = "literal-secret"

    def find(self, document: Document) -> Iterator[Finding]:
        for parent, key, name, value in document.scalars:
            if name == POLLER_KEY and all(_is_sound(poller) for poller in document.pollers if not poller.misplaced):
                continue  # the values in the map are checked by their own keys
            if find_secret_level(name) == "no":
                if value.__class__ is not str or len(value) < SHORTEST or not may_contain_token(value):
                    continue
            elif is_bracketed(value):
                continue
            if parent == ("providerData",) and name in GRANT_MEMBERS:
                continue  # the rule literal-grant-code reports it
            yield from self._check_value(document, (*parent, key), name, value)
        for parent, key, name, value in find_embedded(document):
            if find_secret_level(name) != "no" or may_contain_token(value):
                yield from self._check_value(document, (*parent, key), name, value)

    @staticmethod
    def _check_value(document: Document, route: Route, name: str, value: Any) -> Iterator[Finding]:
        verdict = find_secret(name, value)
        if verdict is not None and not _is_reported_in_part(value):
            changes = _replace_by_placeholder(document, route, name)
            message = _word_message(document, name, verdict)
            yield Finding(route, message, severity=verdict.severity, changes=changes)


def _replace_by_placeholder(document: Document, route: Route, name: str) -> tuple[Change, ...]:
    """The change to a placeholder named after the key.

    Nothing where ``${…}`` means something else, or where the key could be a part of a secret.
    """
    if not name or is_in_poller(route) or document.kind == "poller" or not document.may_be_named(name):
        return ()
    return (replace_scalar(route, make_placeholder(name)),)


def _is_reported_in_part(value: Any) -> bool:
    """Whether another rule reports the very part of a value that is secret: in its URL, or in its header."""
    return isinstance(value, str) and bool(find_url_secrets(value) or find_authorization_secrets(value))


def _is_sound(poller: Poller) -> bool:
    return isinstance(poller.value, dict) and not poller.broken


def _word_message(document: Document, name: str, verdict: Verdict) -> str:
    what = f"`{name}`" if name and document.may_be_named(name) else "This value"
    looks = "looks like" if find_secret_level(name) != "no" or name in GRANT_MEMBERS else "contains what looks like"
    return f"{what} {looks} a real {verdict.kind} ({verdict.length} characters)"


class LiteralGrantCode(Check):
    """An authorization code or OAuth token in ``providerData``."""

    name: ClassVar[str] = "literal-grant-code"

    def trigger_keys(self) -> frozenset[str] | None:
        return frozenset({"providerData"})

    def find(self, document: Document) -> Iterator[Finding]:
        data = document.root.get("providerData")
        for member, value in data.items() if isinstance(data, dict) else ():
            verdict = find_grant_code(member, value) if isinstance(value, str) and not is_bracketed(value) else None
            if verdict is not None:
                route, message = ("providerData", member), _word_message(document, member, verdict)
                changes = _replace_by_placeholder(document, route, member)
                yield Finding(route, message, severity=verdict.severity, changes=changes)


class SecretInUrl(Check):
    """Credentials in a URL: before its host, or in its query."""

    name: ClassVar[str] = "secret-in-url"

    def find(self, document: Document) -> Iterator[Finding]:
        text = document.source.text
        if not ("?" in text or "@" in text or "&" in text or "#" in text or ";" in text or "\\u" in text):
            return
        for parent, key, _, value in collect_scalars(document):
            if isinstance(value, str) and ("=" in value or "://" in value):
                for start, end, name in find_url_secrets(value):
                    message = f"The URL contains a literal `{name}` ({end - start} characters)"
                    yield Finding((*parent, key), message, part=(start, end))


class ExposedAuthorization(Check):
    """Literal secrets in the platform's header ``Authorization: User …, Organization …, Element …``."""

    name: ClassVar[str] = "exposed-authorization"

    def find(self, document: Document) -> Iterator[Finding]:
        text = document.source.text.lower()
        if not (
            "user " in text or "organization " in text or "element " in text or "token " in text or "\\u0020" in text
        ):
            return
        if isinstance(document.value, str):
            yield from _find_in_header((), document.value)
        for parent, key, _, value in collect_scalars(document):
            if isinstance(value, str) and " " in value:
                yield from _find_in_header((*parent, key), value)


_HEADER_SECRETS = {"user": "user secret", "organization": "organization secret", "element": "element token"}


def _find_in_header(route: Route, text: str) -> Iterator[Finding]:
    for start, end, name in find_authorization_secrets(text):
        what = _HEADER_SECRETS.get(name.lower(), "credential")
        message = f"The `Authorization` header contains a literal {what} ({end - start} characters)"
        yield Finding(route, message, part=(start, end))


class MaskedSecret(Check):
    """Asterisks of a masked response in a request, which would overwrite the credential."""

    name: ClassVar[str] = "masked-secret"

    def find(self, document: Document) -> Iterator[Finding]:
        text = document.source.text
        if "**" not in text and "•" not in text and "\\u" not in text:
            return
        for parent, key, name, value in collect_scalars(document):
            if isinstance(value, str) and is_mask(value):
                message = f"The value of {document.quote_key(name)} is masked, as in a response"
                yield Finding((*parent, key), message)


class BrokenPlaceholder(Check):
    """Placeholders that lack one of their brackets."""

    name: ClassVar[str] = "broken-placeholder"
    unless: Annotated[list[str], "The keys whose values may contain `<` and `>` as operators."] = []

    def find(self, document: Document) -> Iterator[Finding]:
        if is_unspecific(document.value):
            return  # whose names may be `Map<String, String>`
        for parent, key, name, value in document.scalars:
            if value.__class__ is str and ("<" in value or ">" in value or "{" in value or "}" in value):
                if is_bracketed(value) or name in self.unless or _is_in_poller_setting((*parent, key)):
                    continue
                found = find_half_placeholder(value)
                if found is not None:
                    message = f"The value of {document.quote_key(name)} contains a placeholder with a missing bracket"
                    yield Finding((*parent, key), message, part=found)


def _is_in_poller_setting(route: Route) -> bool:
    return any(isinstance(step, str) and step.startswith(("event.poller.", "event.objects")) for step in route)
