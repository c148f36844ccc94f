"""Which keys may be named in a message or a report: none that might be a secret, or a piece of one."""

from __future__ import annotations

from ce_lint.document.vocabulary import CONFIGURATION_KEYS, DATE_FIELDS, POLLER_FIELDS, REQUEST_FIELDS, RESPONSE_FIELDS
from ce_lint.secrets.redaction import is_harmless
from ce_lint.util.lazy_pattern import lazy_pattern

_KNOWN_KEYS = (
    CONFIGURATION_KEYS | REQUEST_FIELDS | RESPONSE_FIELDS | POLLER_FIELDS | DATE_FIELDS
    | {"id", "key", "propertyValue", "code", "username", "password", "oauth_token", "oauth_verifier", "secret"}
)  # fmt: skip
_PLAIN_KEY = lazy_pattern(r"[\w.$/{}<>\[\]()@+*~%#&=|, -]{0,80}")

UNNAMED = "this key"
"""How a message names a key that must not be shown."""
HIDDEN_STEP = "…"
"""What a report shows of such a key in a route."""


def is_known_key(key: str) -> bool:
    """Whether a key is one of the platform: it is not a secret, wherever it occurs."""
    return key in _KNOWN_KEYS


def is_plain_key(key: str) -> bool:
    """Whether a key looks like one. In YAML, what is left of a broken value may become a key, with quotes and colon."""
    return _PLAIN_KEY.fullmatch(key) is not None and key.isprintable()


def may_be_named(key: str) -> bool:
    """Whether a key that is certainly one may be named: if it is known, or looks like a key and not like a secret."""
    return is_known_key(key) or (is_plain_key(key) and is_harmless(key))
