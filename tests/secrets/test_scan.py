from __future__ import annotations

import pytest

from ce_lint.secrets.scan import find_authorization_secrets, find_secret_spans, find_url_secrets

USER = "0/4+jyTJmxY6RgimMif" + "yYJQLKhqcUEPmy3AV+dh4azj="
ORGANIZATION = "9317ebcbf83c49ec" + "bafec63becdb1500"
ELEMENT = "xLHcpPLDQoVsewU63Idq" + "135aUwisa+KPUFEjBC6YlqI="


@pytest.mark.parametrize(
    ("url", "found"),
    [
        (
            f"https://x.example.com/oauth/url?apiKey={ORGANIZATION}&apiSecret=s3cr3t!",
            [(ORGANIZATION, "apiKey"), ("s3cr3t!", "apiSecret")],
        ),
        ("https://example.com/a?client_secret=abc123&state=x", [("abc123", "client_secret")]),
        ("https://example.com/a?access_token=abc123xyz#top", [("abc123xyz", "access_token")]),
        (f"https://example.com/#access_token={ORGANIZATION}", [(ORGANIZATION, "access_token")]),
        ("https://anna:s3cr3t@example.com/", [("s3cr3t", "password")]),
        (f"https://{ORGANIZATION}@example.com/", [(ORGANIZATION, "user")]),
        ("https://example.com/?password=x1", [("x1", "password")]),
        (f"https://acme.blob.example.net/c?sv=2018&sig={ORGANIZATION}%3D", [(ORGANIZATION + "%3D", "sig")]),
        (f"see https://example.com/?hapikey={ORGANIZATION} there", [(ORGANIZATION, "hapikey")]),
    ],
)
def test_secrets_in_urls_are_found(url: str, found: list[tuple[str, str]]) -> None:
    assert [(url[one.start : one.end], one.name) for one in find_url_secrets(url)] == found


@pytest.mark.parametrize(
    "url",
    [
        "https://example.com/?apiSecret=<SECRET>&apiKey=<KEY>",
        "https://example.com/?apiSecret={{secret}}&token=${TOKEN}",
        "https://example.com/?apiSecret=%3CSECRET%3E",
        "https://example.com/?apiKey=fake_Dropbox_api_key&apiSecret=fake_Dropbox_api_secret",
        "https://example.com/?client_id=26412761&redirect_uri=https://example.com/",
        "https://user@example.com/",
        "https://<user>:<password>@example.com/",
        "https://user:password@example.com/",
        "https://example.com/@name?page_token=abc123xyz789",
        "/hubs/crm/contacts?where=token='x1'",
        "https://example.com/a.png?itok=yDDuLcdL",
        "https://example.com/?oauth_token=",
        "https://example.com/oauth?response_type=code&code=abc",
    ],
)
def test_placeholders_and_harmless_parameters_are_silent(url: str) -> None:
    assert find_url_secrets(url) == []


@pytest.mark.parametrize(
    ("text", "found"),
    [
        (f"Authorization: User {USER}, Organization {ORGANIZATION}, Element {ELEMENT}", [USER, ORGANIZATION, ELEMENT]),
        (f"authorization: Element {ELEMENT}, User {USER}", [ELEMENT, USER]),
        (f"User {USER}, Organization {ORGANIZATION}", [USER, ORGANIZATION]),
        (f"curl -H 'authorization: user {USER} organization {ORGANIZATION}'", [USER, ORGANIZATION]),
        (f'"Authorization": "User <USER>, Organization {ORGANIZATION}, Token {ELEMENT}"', [ORGANIZATION, ELEMENT]),
        (f"Authorization- User {USER}, Organization <ORGANIZATION>", [USER]),
        ("Authorization: User s3cr3t99, Organization 0rgan1z", ["s3cr3t99", "0rgan1z"]),
        (f"Authorization: Bearer {ORGANIZATION}", [ORGANIZATION]),
    ],
)
def test_authorization_headers_are_found_in_any_text(text: str, found: list[str]) -> None:
    assert [text[one.start : one.end] for one in find_authorization_secrets(text)] == found


@pytest.mark.parametrize(
    "text",
    [
        "Authorization: User <USER_SECRET>, Organization <ORGANIZATION_SECRET>, Element <TOKEN>",
        "Authorization: User {userSecret}, Organization {{orgSecret}}",
        "Authorization: User ${USER}, Organization xxxxxxxx",
        "The authorization of a user needs an organization account; element instances have tokens of their own.",
        "Add an instance to connect your existing user account with the organization, element by element.",
        "oauth.authorization.url",
    ],
)
def test_headers_with_placeholders_and_prose_are_silent(text: str) -> None:
    assert find_authorization_secrets(text) == []


def test_spans_cover_every_secret_of_a_text_in_order() -> None:
    text = f"https://a:s3cr3t@x.example.com/?token={ORGANIZATION} Authorization: User {USER}, Element <X>"
    assert [text[start:end] for start, end in find_secret_spans(text)] == ["s3cr3t", ORGANIZATION, USER]


@pytest.mark.parametrize(
    "piece", ["?a=", "&token=", "://", "://a:", "user ", "Authorization: User a1 ", "user" + " " * 50, "?", "%3C"]
)
def test_long_texts_are_read_in_linear_time(piece: str) -> None:
    text = piece * (1_000_000 // len(piece))
    find_secret_spans(text)
    find_secret_spans(text + "!")
