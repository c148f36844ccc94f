"""Checks of the family authentication: OAuth settings, and what the provider returned after the user's consent."""

from __future__ import annotations

from collections.abc import Iterator
from typing import ClassVar

from ce_lint.checks.base import Check, choose_form, is_blank, is_create, join_keys
from ce_lint.checks.kinds.keys import locate_missing, set_placeholders
from ce_lint.checks.misspelt import is_explained, is_misspelt_in
from ce_lint.document.changes import insert
from ce_lint.document.document import Document, is_set
from ce_lint.secrets.placeholders import has_placeholder
from ce_lint.violation import Finding

_TRIPLE = ["oauth.api.key", "oauth.api.secret", "oauth.callback.url"]


class IncompleteOauth(Check):
    """An OAuth application of which only some of key, secret and callback URL are set."""

    name: ClassVar[str] = "incomplete-oauth"

    def trigger_keys(self) -> frozenset[str] | None:
        return frozenset(_TRIPLE)

    def find(self, document: Document) -> Iterator[Finding]:
        settings = document.settings
        missing = [key for key in _TRIPLE if is_blank(settings.get(key)) and not is_explained(document, key)]
        if len(missing) not in {1, 2} or not document.is_complete or not is_create(document):
            return
        is_key_pair = "oauth.callback.url" in missing and "providerData" not in document.root
        is_console_app = missing == _TRIPLE[:2]
        if is_key_pair or is_console_app:
            return
        form = choose_form(len(missing), "is", "are")
        yield Finding(
            locate_missing(document, missing),
            f"The OAuth settings are incomplete: {join_keys(missing)} {form} not set",
            changes=set_placeholders(document, missing),
        )


class MissingProviderData(Check):
    """An OAuth application without ``providerData``, which holds the authorization code."""

    name: ClassVar[str] = "missing-provider-data"

    def trigger_keys(self) -> frozenset[str] | None:
        return frozenset({"oauth.callback.url"})

    def find(self, document: Document) -> Iterator[Finding]:
        root, settings = document.root, document.settings
        if not is_create(document) or not document.is_complete or any(is_blank(settings.get(key)) for key in _TRIPLE):
            return
        if "providerData" in root or "externalAuthentication" in root or "oauthProxy" in root:
            return
        if is_explained(document, "providerData", "root"):
            return
        has_password = not is_blank(settings.get("password")) and not is_blank(settings.get("username"))
        if is_blank(settings.get("oauth.user.token")) and not has_password and "providerData" not in settings:
            message = "`providerData` is not set, but the OAuth settings require an authorization code"
            yield Finding((), message, changes=(insert((), "providerData", '{"code": "${CODE}"}'),))


class IncompleteProviderData(Check):
    """``providerData`` that is empty, has an empty value, or lacks a value that OAuth 1 needs."""

    name: ClassVar[str] = "incomplete-provider-data"

    def trigger_keys(self) -> frozenset[str] | None:
        return frozenset({"providerData"})

    def find(self, document: Document) -> Iterator[Finding]:
        data = document.root.get("providerData")
        if not isinstance(data, dict):
            is_placeholder = isinstance(data, str) and has_placeholder(data)
            if "providerData" in document.root and document.kind == "body" and not is_placeholder:
                yield Finding(("providerData",), "`providerData` must be an object")
            return
        if not data:
            yield Finding(("providerData",), "`providerData` is empty: it must contain a code or a token")
            return
        for key, value in data.items():
            if is_blank(value):
                yield Finding(("providerData", key), f"{document.quote_key(key)} in `providerData` is not set")
        if "oauth_token" not in data and "oauth_verifier" not in data:
            return
        names = ("oauth_token", "oauth_verifier", "secret")
        missing = [key for key in names if key not in data and not is_misspelt_in(data, key, names)]
        if missing:
            yield Finding(("providerData",), f"`providerData` must also contain {join_keys(missing)} for OAuth 1")


class UnknownExternalAuthentication(Check):
    """A value of ``externalAuthentication`` other than ``initial`` in a request, or ``none`` in a response."""

    name: ClassVar[str] = "unknown-external-authentication"

    def trigger_keys(self) -> frozenset[str] | None:
        return frozenset({"externalAuthentication"})

    def find(self, document: Document) -> Iterator[Finding]:
        value = document.root.get("externalAuthentication", "initial")
        if document.kind == "response" and not is_set(value):
            return
        legal = {"initial", "none"} if document.kind == "response" else {"initial"}
        if value in legal if isinstance(value, str) else value is None and document.kind == "response":
            return
        if isinstance(value, str) and has_placeholder(value):
            return
        words = (
            "must be `initial` or `none` in a response"
            if document.kind == "response"
            else "must be `initial` in a request"
        )
        yield Finding(("externalAuthentication",), f"`externalAuthentication` {words}")
