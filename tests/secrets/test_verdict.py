from __future__ import annotations

import base64
import uuid

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ce_lint.secrets.provider_tokens import find_provider_tokens
from ce_lint.secrets.randomness import find_shape
from ce_lint.secrets.verdict import find_grant_code, find_secret

SURE = st.sampled_from(["password", "oauth.api.secret", "db.pass", "clientSecret", "private.key"])
SECRET = st.sampled_from(
    ["password", "oauth.api.secret", "token", "api.key", "accessToken", "oauth.user.token", "clientJwt"]
)
# Assembled, so that no scanner takes them for tokens of somebody.
HEX, LETTERS = "0123456789abcdef", "9TQv3Lk8I6hfw9qXwtaNNX7bCRVpt7u2Zm4Yd1Ke5Gs"
PROVIDERS = {
    "AWS access key": "AK" + "IA" + "Q3EGVJ5T7ZN2WXKM",
    "GitHub token": "gh" + "p_" + LETTERS[:36],
    "Slack token": "xo" + "xb-" + "1234567890-" + LETTERS[:24],
    "Stripe key": "sk" + "_live_" + LETTERS[:24],
    "Google API key": "AI" + "za" + LETTERS[:35],
    "SendGrid key": "S" + "G." + LETTERS[:22] + "." + LETTERS,
    "Twilio key": "S" + "K" + (HEX * 2)[3:] + "abc",
    "Shopify token": "shp" + "at_" + (HEX * 2)[::-1],
    "npm token": "np" + "m_" + LETTERS[:36],
    "GitLab token": "gl" + "pat-" + LETTERS[:20],
    "Mailchimp key": (HEX * 2)[::-1] + "-us" + "12",
    "JSON web token": "ey" + "JhbGciOiJIUzI1" + ".ey" + "JzdWIiOiIxMjM0" + "." + LETTERS,
    "private key": "-----BEGIN " + "RSA PRIVATE KEY-----\n" + LETTERS * 4 + "\n-----END RSA PRIVATE KEY-----",
}


def _bytes(size: int) -> st.SearchStrategy[bytes]:
    """Bytes that could be somebody's: with a good many different values."""
    return st.binary(min_size=size, max_size=size).filter(lambda found: len(set(found)) > size * 2 // 3)


@given(key=SECRET, secret=_bytes(32))
def test_the_platforms_base64_secrets_are_found(key: str, secret: bytes) -> None:
    text = base64.b64encode(secret).decode()
    if any(map(str.isdigit, text)):
        assert find_secret(key, text) == ("error", find_secret(key, text).kind, 44)  # type: ignore[union-attr]


@given(key=SECRET, secret=_bytes(16))
def test_the_platforms_hexadecimal_secrets_are_found(key: str, secret: bytes) -> None:
    text = secret.hex()
    if not text.isalpha() and not text.isdigit():
        found = find_secret(key, text)
        assert found is not None
        assert found.severity == "error"


@given(key=SECRET, secret=st.uuids(version=4))
def test_uuids_are_found(key: str, secret: uuid.UUID) -> None:
    assert find_secret(key, str(secret)) is not None


@pytest.mark.parametrize(("name", "token"), PROVIDERS.items())
def test_a_providers_token_is_found_under_any_key(name: str, token: str) -> None:
    assert find_secret("base.url", token) == ("error", name, len(token))
    assert [found.name for found in find_provider_tokens(f"see {token} there")] == [name]
    assert find_secret("oauth.api.key", token) is not None


@pytest.mark.parametrize("token", ["sk_live_" + "x" * 24, "AKIA" + "IOSFODNN7EXAMPLE"])
def test_a_made_up_token_is_not_found(token: str) -> None:
    assert find_secret("base.url", token) is None
    assert find_secret("oauth.api.secret", token) is None


@pytest.mark.parametrize("value", ["x1!", "hunter2", 12345, "Password1!", "admin"])
@pytest.mark.parametrize("key", ["password", "oauth.api.secret"])
def test_a_short_literal_under_an_always_secret_key_is_a_warning(key: str, value: object) -> None:
    found = find_secret(key, value)
    assert found is not None
    assert found.severity == "warning"
    assert found.length == len(str(value))


def test_a_short_literal_under_another_secrets_key_needs_letters_and_digits() -> None:
    assert find_secret("requestToken", "a1b2c3d4e5") is not None
    assert find_secret("requestToken", "something") is None


@pytest.mark.parametrize("value", ["12345", "123456", "aaaaaa"])
def test_a_weak_signing_key_is_left_to_another_rule(value: str) -> None:
    assert find_secret("event.notification.signature.key", value) is None


@pytest.mark.parametrize("key", ["oauth.api.key", "username", "clientId"])
@pytest.mark.parametrize(
    "value",
    [
        "zuora_user",
        "someone@example.com",
        "ACME\\administrator2018",
        "salesforcemarketing2018v2",
        "1234567890-abc123def456.apps.googleusercontent.com",
        "AC" + HEX * 2,
        "1234567890123456",
        "short1",
    ],
)
def test_an_identifier_is_silent(key: str, value: str) -> None:
    assert find_secret(key, value) is None


@pytest.mark.parametrize(
    "value", ["8d4e397c02b4b3f9" + "7b63b5f2e6069ba0", LETTERS, "3f2504e0-4f89-41d3-9a0c-0305e82c3301", LETTERS[:22]]
)
def test_an_identifier_with_a_secrets_shape_is_a_warning(value: str) -> None:
    found = find_secret("oauth.api.key", value)
    assert found is not None
    assert found.severity == "warning"


@pytest.mark.parametrize("value", [None, True, False, "", "  ", "false", "null", [], {}])
@pytest.mark.parametrize("key", ["password", "token", "name"])
def test_what_is_not_set_is_no_secret(key: str, value: object) -> None:
    assert find_secret(key, value) is None


NAMES = st.from_regex(r"[A-Z]{3,8}(_[A-Z]{2,8}){1,3}", fullmatch=True)
SYNTAXES = [
    "<%s>",
    "<<%s>>",
    "{{%s}}",
    "{%s}",
    "${%s}",
    "$%s",
    "%%{%s}",
    "#{%s}",
    "YOUR_%s",
    "%s",
    "Bearer <%s>",
    "<%s",
]


@given(key=SECRET, name=NAMES, syntax=st.sampled_from(SYNTAXES))
def test_placeholders_in_every_syntax_are_silent(key: str, name: str, syntax: str) -> None:
    assert find_secret(key, syntax % name) is None
    assert find_grant_code("code", syntax % name) is None


@given(
    key=SECRET,
    length=st.integers(3, 60),
    character=st.sampled_from("xX*•"),
    head=st.sampled_from(["", "2OF", "ABC/D..."]),
)
def test_runs_and_masks_are_silent(key: str, length: int, character: str, head: str) -> None:
    assert find_secret(key, head * (length > 20) + character * length) is None


@given(key=SURE, value=st.text(min_size=1, max_size=60))
def test_any_text_has_a_verdict_that_does_not_quote_it(key: str, value: str) -> None:
    found = find_secret(key, value)
    assert found is None or (len(value) <= 20 or value not in repr(found))


@pytest.mark.parametrize(
    "value", ["/hubs/crm/contacts2018/changes", "https://example.com/token1", "2018-01-01T00:00:00Z"]
)
def test_paths_links_and_dates_have_no_shape(value: str) -> None:
    assert find_shape(value) is None


@pytest.mark.parametrize("value", [HEX * 2, "0" * 32, "12345678901234567890", "00000000-0000-0000-0000-000000000000"])
def test_a_sequence_has_no_shape(value: str) -> None:
    assert find_shape(value) is None


@pytest.mark.parametrize(
    ("member", "value", "found"),
    [
        ("code", "7fe4ae1024eca7809212", True),
        ("code", "8_aD3RpheJjUg0gLSThEZQpiEP6iBkN", True),
        ("oauth_token", LETTERS, True),
        ("secret", "15D1CFxxxxxxxxxxxxxxxxxxxxxx", False),
        ("code", "Code on Return the URL", False),
        ("code", "", False),
        ("code", None, False),
        ("realmId", "1234567890123456", False),
        ("state", LETTERS, False),
    ],
)
def test_a_grant_code_is_a_warning(member: str, value: object, found: bool) -> None:
    verdict = find_grant_code(member, value)
    assert (verdict is not None) is found
    assert verdict is None or verdict.severity == "warning"


MEGABYTE = 1_000_000
PIECES = [
    "a",
    "aA1",
    "0f",
    "eyJ",
    "eyJaaaaaaaaaa.",
    ".",
    "-",
    "sk-",
    "gh" + "p_",
    "xo" + "xb-",
    "00D",
    "-us1",
    ":AA",
    "AccountKey=",
]


@pytest.mark.parametrize("piece", [*PIECES, "-----BEGIN PRIVATE KEY-----", "a b ", "@a.", "=", "é"])
def test_long_values_take_linear_time(piece: str) -> None:
    text = piece * (MEGABYTE // len(piece))
    for key in ("password", "oauth.api.key", "name"):
        find_secret(key, text)
