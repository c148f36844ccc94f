"""Absolute http(s) URLs, as a callback needs them."""

from __future__ import annotations

import re
from typing import NamedTuple

from ce_lint.util.lazy_pattern import lazy_pattern

_ABSOLUTE = lazy_pattern(r"(?P<scheme>https?)://(?P<authority>[^/?#\\\s]*)(?P<path>[^?#\s]*)[^\s]*\Z", re.IGNORECASE)
_PLAIN = re.compile(r"https?://[A-Za-z0-9][A-Za-z0-9.-]*+(?:/[A-Za-z0-9._~/-]*+)?\Z")
_BROKEN_SCHEME = lazy_pattern(r"\s*(?P<scheme>https?)\s*(?:[:;]\s*/{0,2}|/{2,3})", re.IGNORECASE)
_HOST = lazy_pattern(r"(?:\[[0-9A-Fa-f:.]+\]|[^\s:@/\[\]<>\"'{}|^`\\,;]+)(?::\d{1,5})?\Z")
_OTHER_SCHEME = lazy_pattern(r"\s*([a-z][a-z0-9+.-]*)://", re.IGNORECASE)
_LOOPBACK = lazy_pattern(r"(?:localhost|.*\.localhost|127(?:\.\d{1,3}){3}|\[::1\]|0\.0\.0\.0|host\.docker\.internal)\Z")


class Url(NamedTuple):
    """The parts of an absolute URL that rules need; scheme and host are in lower case."""

    scheme: str
    host: str
    path: str


def parse(text: str) -> Url | None:
    """The parts of an absolute http(s) URL with a host; None if the text is none."""
    found = _ABSOLUTE.match(text)
    if found is None:
        return None
    authority = found["authority"].rpartition("@")[2]
    if not _HOST.match(authority) or authority.startswith((".", "-", ":")):
        return None
    host = authority.partition(":")[0] if not authority.startswith("[") else authority.partition("]")[0] + "]"
    return Url(found["scheme"].lower(), host.lower(), found["path"])


def is_loopback(host: str) -> bool:
    """Whether a host is the machine itself, so that plain HTTP does not leave it."""
    return _LOOPBACK.match(host) is not None


def find_error(text: str) -> tuple[str, str] | None:
    """What is wrong with a text that should be an absolute http(s) URL, and what to write; None if it is one."""
    if _PLAIN.match(text) or parse(text) is not None:
        return None
    if text != text.strip() and parse(text.strip()) is not None:
        return None  # whitespace around it has a rule of its own
    broken = _BROKEN_SCHEME.match(text)
    if broken is not None and not text.lower().startswith(("http://", "https://")):
        return (
            f"`{broken['scheme'].lower()}` must be followed by `://`",
            f"Write `{broken['scheme'].lower()}://` before the host.",
        )
    if broken is None:
        return _explain_missing_scheme(text)
    if any(character.isspace() for character in text.strip()):
        return "it contains whitespace", "Remove the whitespace, or write each space as `%20`."
    return "the host is missing", "Add the host after `://`, as in `https://example.com/events`."


_BROKEN_SLASHES = lazy_pattern(r"(?P<start>\s*https?)\s*(?:[:;]\s*/{1,2}|/{2,3})(?=[^\s/])", re.IGNORECASE)


def repair_scheme(text: str) -> str | None:
    """The URL with a corrected scheme, for texts such as ``https;//…`` and ``https//…``; None if more is wrong."""
    broken = _BROKEN_SLASHES.match(text)
    if broken is None:
        return None
    whole = f"{broken['start']}://{text[broken.end() :]}"
    parsed = parse(whole.strip())
    if parsed is None:
        return None
    has_host = broken[0].endswith("//") or "." in parsed.host or is_loopback(parsed.host)
    return whole if has_host else None  # the host of `https:/events` is what is missing


def _explain_missing_scheme(text: str) -> tuple[str, str]:
    other = _OTHER_SCHEME.match(text)
    if other is not None:
        return "the scheme is neither http nor https", "Write a URL that begins with `https://`."
    if text.strip().lower() in {"false", "true", "null", "none"}:
        return (
            f"it is the word `{text.strip().lower()}`",
            "Write an absolute URL, such as `https://example.com/events`.",
        )
    return "the scheme is missing", "Write a URL that begins with `https://`."
