"""Kinds about settings that are URLs."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Annotated, Any, ClassVar

from ce_lint.checks.base import find_difference, is_on, is_unset_word
from ce_lint.checks.kinds.values import ValueCheck
from ce_lint.document import url
from ce_lint.document.changes import rewrite
from ce_lint.document.document import Document
from ce_lint.secrets.placeholders import has_no_form
from ce_lint.violation import Finding

_NO_STRING = ("it is not a string", "Write the URL as a string that begins with `https://`.")


class AbsoluteUrl(ValueCheck):
    """Values that must be absolute http(s) URLs with a host. The fix corrects the colon and slashes of the scheme."""

    kind: ClassVar[str] = "url"
    message: Annotated[
        str, "The message. `{key}` is replaced by the key, `{problem}` by what is wrong with the URL."
    ] = "{key} is not a valid URL: {problem}"
    allow_false: Annotated[
        bool,
        "Accept false and strings such as null while events are enabled: another rule reports the setting as missing.",
    ] = False

    also: Annotated[list[str], "Values that are valid although they are not absolute URLs, in any case."] = []

    def check_value(self, document: Document, key: str, value: Any) -> Iterator[Finding]:
        if isinstance(value, str) and value.strip().lower().rstrip("/") in self.also:
            return
        error = url.find_error(value) if isinstance(value, str) else _NO_STRING
        if error is None or has_no_form(value) or self._is_allowed_false(document, value):
            return
        route = self.route_to(document, key)
        problem, help = error
        fixed = url.repair_scheme(value) if isinstance(value, str) else None
        changes = (rewrite(route, find_difference(value, fixed)),) if fixed is not None else ()
        message = self.message.replace("{key}", f"`{key}`").replace("{problem}", problem)
        yield Finding(route, message, help, changes=changes)

    def _is_allowed_false(self, document: Document, value: Any) -> bool:
        is_false = value is False or (isinstance(value, str) and value.strip().lower() == "false")
        return self.allow_false and (is_false or is_unset_word(value)) and is_on(document.settings)


class SecureUrl(ValueCheck):
    """URLs that must be https, except those of the machine itself (`localhost`). The fix writes `https`."""

    kind: ClassVar[str] = "secure-url"
    message: Annotated[str, "The message. `{key}` is replaced by the key."]

    def check_value(self, document: Document, key: str, value: Any) -> Iterator[Finding]:
        if not isinstance(value, str) or value[:1] in "<{$" or value.startswith("https://"):
            return
        parsed = url.parse(value.strip())
        if (
            parsed is not None
            and parsed.scheme == "http"
            and not has_placeholder_host(parsed.host)
            and not url.is_loopback(parsed.host)
        ):
            route = self.route_to(document, key)
            at = value.lower().index("http")
            end = at + len("http")
            message = self.message.replace("{key}", f"`{key}`")
            yield Finding(route, message, part=(at, end), changes=(rewrite(route, (end, end, "s")),))


def has_placeholder_host(host: str) -> bool:
    """Whether the host of a URL contains a placeholder."""
    return any(character in host for character in "<>{}$%*#[") and not host.startswith("[")
