"""Kinds about settings that are URLs."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any, ClassVar

from ce_lint.checks.base import Check, difference, is_blank, is_on
from ce_lint.document import url
from ce_lint.document.changes import rewrite
from ce_lint.document.document import Document
from ce_lint.secrets.placeholders import has_no_form
from ce_lint.util.nearest import nearest
from ce_lint.violation import Finding


class UrlCheck(Check):
    """The base of checks over some URL settings."""

    keys: list[str]

    def trigger_keys(self) -> frozenset[str] | None:
        return frozenset(self.keys)

    def find(self, document: Document) -> Iterator[Finding]:
        for key in self.keys:
            value = document.settings.get(key)
            if not is_blank(value):
                yield from self.check_value(document, key, value)

    def check_value(self, document: Document, key: str, value: Any) -> Iterator[Finding]:
        """The findings of one value that is not blank."""
        raise NotImplementedError


class AbsoluteUrl(UrlCheck):
    """Settings that are absolute http(s) URLs with a host.

    ``off_is_absent`` leaves the word "false" to the rule that asks for the setting while events are on.
    """

    kind: ClassVar[str] = "url"
    off_is_absent: bool = False

    def check_value(self, document: Document, key: str, value: Any) -> Iterator[Finding]:
        if not isinstance(value, str):
            if not (self._is_left_to_another(document, value)):
                help = "Write the URL as a string that begins with `https://`."
                yield Finding(document.setting(key), f"`{key}` must be a string that contains a URL", help)
            return
        wrong = url.find_error(value)
        if wrong is not None and not has_no_form(value) and not self._is_left_to_another(document, value):
            route, fixed = document.setting(key), url.with_scheme(value)
            changes = (rewrite(route, difference(value, fixed)),) if fixed is not None else ()
            yield Finding(route, f"`{key}` is not a valid URL: {wrong[0]}", wrong[1], changes=changes)

    def _is_left_to_another(self, document: Document, value: Any) -> bool:
        is_off = value is False or (isinstance(value, str) and value.strip().lower() == "false")
        return self.off_is_absent and is_off and is_on(document.settings)


class SecureUrl(UrlCheck):
    """URLs that travel in clear."""

    kind: ClassVar[str] = "secure-url"
    message: str

    def check_value(self, document: Document, key: str, value: Any) -> Iterator[Finding]:
        if not isinstance(value, str) or value[:1] in "<{$" or value.startswith("https://"):
            return
        parsed = url.parse(value.strip())
        if (
            parsed is not None
            and parsed.scheme == "http"
            and not is_made_up(parsed.host)
            and not url.is_loopback(parsed.host)
        ):
            at = value.lower().index("http")
            end = at + len("http")
            route, message = document.setting(key), self.message.replace("{key}", f"`{key}`")
            yield Finding(route, message, part=(at, end), changes=(rewrite(route, (end, end, "s")),), safe=False)


def is_made_up(host: str) -> bool:
    """Whether a host still holds a placeholder."""
    return any(mark in host for mark in "<>{}$%*#[") and not host.startswith("[")


_PLATFORM = ("cloud-elements.com", "cloud-elements.co.uk", "cloudelements.io")
_PLATFORM_HOST = re.compile(
    r"(?:.+\.)?(?:cloud-elements\.com|cloud-elements\.co\.uk|cloudelements\.io|openconnectors\..+\.hana\.ondemand\.com)\Z"
)


class Receiver(UrlCheck):
    """Callback URLs whose host can receive no events: the platform's own pages, or a misspelt platform host."""

    kind: ClassVar[str] = "receiver"

    def check_value(self, document: Document, key: str, value: Any) -> Iterator[Finding]:
        if not isinstance(value, str) or (
            "cloud" not in value and "elements" not in value and "openconnectors" not in value
        ):
            return  # one wrong letter leaves one of these words whole
        parsed = url.parse(value.strip())
        if parsed is None or is_made_up(parsed.host):
            return
        route = document.setting(key)
        if _PLATFORM_HOST.match(parsed.host):
            path = parsed.path.lower()
            if "/events/" in path and "/instances" not in path:
                return
            if parsed.host.startswith(("console.", "my.")):
                yield Finding(route, f"`{key}` is the platform's console, which does not receive events")
            elif "/instances" in path:
                yield Finding(route, f"`{key}` is the platform's `/instances` resource, which does not receive events")
            return
        meant = _misspelt_platform(parsed.host)
        if meant is not None:
            help = f"Did you mean `{meant}`?"
            yield Finding(route, f"The domain of `{key}` differs from `{meant}` by one character", help)


def _misspelt_platform(host: str) -> str | None:
    for domain in _PLATFORM:
        labels = host.split(".")[-len(domain.split(".")) :]
        meant = nearest(".".join(labels), [domain], 1)
        if meant is not None:
            return meant
    return None
