from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ce_lint.secrets.placeholders import (
    find_half_placeholder,
    has_placeholder,
    is_mask,
    is_placeholder,
    is_reference,
    is_secret_placeholder,
)

WHOLE = (
    """
<NAME>|<INSERT x>|<<name>>|{{name}}|{name}|${NAME}|${process.env.X}|$NAME|%{name}|#{name}|%NAME%|@NAME@|[YOUR NAME]|xxx
xxxxxxxxx|XXXXXXXX|*****|2OFxxxxxxxxxxxxxx|B5BYxxxxxxx|CLIENT_ID|USERNAME|PASSWORD|SESSIONID|YOUR_KEY|your-api-key
your_callback_url|yourdomain.com|my_secret|...|…|ABC/D...xxxxxxxx|ABC/Dxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxx=|OAUTH.REFRESH.TOKEN
<{{page.heading}} {{page.apiSecret}}>|<{{page.callbackURL}}>|Code on Return the URL|insert_dropbox_client_id0
'code' from the oauth call (required for OAuth only)|{{page.apiProvider}} {{page.apiKey}}|fake_Dropbox_api_key|changeme
SAPS4HANA_PASSWORD|<minutes>|${{ secrets.X }}|$(VAR)|((concourse))|API_KEY_HERE|<Provider app Key>|??
""".replace("\n", "|")
    .strip("|")
    .split("|")
)

NONE = (
    """
polling|POLLING|WEBHOOK|TRUE|FALSE|NULL|15|true|https://example.com/x|my-host.com|my host.com|yyyy-MM-dd'T'HH:mm:ssXXX
YYYY-MM-DD|HH:mm:ssXXX|EST|UTC|America/New_York|GMT-6:00|15 minutes|https//mycoolapp.com|Eastern Standard Time|id
Contact,Account|/hubs/crm/contacts|>=|password|every 15 minutes|true or not|x|*
""".replace("\n", "|")
    .strip("|")
    .split("|")
)

EMBEDDED = [
    "https://<domain>.example.com/{{page.key}}",
    "https://{{host}}/events",
    "https://{site.url}/rest",
    "https://$HOST/x",
    "https://xxxx.example.com",
    "https://YOUR_DOMAIN.example.com",
    "https://${HOST}/a",
    "https://...",
    "<domain>.crm.example.com",
]

REFERENCES = (
    """
${ENV}|{{ vault.x }}|op://a/b|vault:secret/data/x#y|!secret x|!vault |ENC[AES256_GCM,data:x]|$ANSIBLE_VAULT;1.1;AES256
arn:aws:secretsmanager:us-east-1:1:secret:x|{{resolve:secretsmanager:x}}|@Microsoft.KeyVault(SecretUri=https://x)
file:/run/secrets/x|env:FOO|((c))|$(VAR)|${{ secrets.X }}|sm://x/y|doppler://x|process.env.SECRET|keyvault:name/secret
https://acme.vault.azure.net/secrets/x|projects/acme/secrets/x/versions/latest
""".strip("\n")
    .replace("\n", "|")
    .split("|")
)

PLACEHOLDERS = (
    """
password|secret|token|changeme|foo|User's password|USER SECRET|user.secret|NETSUITE_PASSWORD!|BaseCRM_API_SECRET
ePages_PASSWORD|zuora_user|pass_good|fake_api_secret|fak3AP1-s3Cr3t|Rand0MAP1-key|15D1CFxxxxxxxxxxxxxxxxxxxxxx|mysecret
userSecret|app_key_1|the code from the OAuth call|********|••••••••
""".replace("\n", "|")
    .strip("|")
    .split("|")
)


@pytest.mark.parametrize("text", WHOLE)
def test_a_placeholder_is_known_in_every_syntax(text: str) -> None:
    assert is_placeholder(text)
    assert has_placeholder(text)
    assert is_secret_placeholder(text)


@pytest.mark.parametrize("text", ["", *NONE])
def test_other_values_are_no_placeholders(text: str) -> None:
    assert not is_placeholder(text)
    assert not has_placeholder(text)


@pytest.mark.parametrize("text", EMBEDDED)
def test_a_value_can_hold_a_placeholder(text: str) -> None:
    assert has_placeholder(text)
    assert not is_placeholder(text)


def test_inside_a_poller_braces_are_the_platforms_own() -> None:
    assert has_placeholder("/hubs/{id}?since=${date}")
    assert not has_placeholder("/hubs/{id}?since=${date}", braces=False)
    assert has_placeholder("/hubs/<id>?since=${date}", braces=False)


@pytest.mark.parametrize("text", REFERENCES)
def test_a_reference_to_a_store_is_no_secret(text: str) -> None:
    assert is_reference(text)
    assert is_secret_placeholder(text)


@pytest.mark.parametrize(
    "text", ["vaulted", "https://example.com", "a:b", "file", "$2b$10$abcdefghijklmnop", "environment"]
)
def test_other_values_are_no_references(text: str) -> None:
    assert not is_reference(text)


@pytest.mark.parametrize("text", PLACEHOLDERS)
def test_names_prose_and_made_up_values_are_secret_placeholders(text: str) -> None:
    assert is_secret_placeholder(text)


@pytest.mark.parametrize("text", ["x1!", "hunter2", "Password1!", "P@ssw0rd", "1i75zjpr9tyo", "12345", "admin"])
def test_short_passwords_are_no_placeholders(text: str) -> None:
    assert not is_secret_placeholder(text)


@pytest.mark.parametrize(
    ("text", "expected"), [("********", True), ("••••", True), ("**", False), ("ab**", False), ("", False)]
)
def test_a_mask_is_what_the_platform_shows(text: str, expected: bool) -> None:
    assert is_mask(text) is expected


@pytest.mark.parametrize(
    "text",
    [
        "<INSERT_SECRET",
        "<<x>",
        "<x>>",
        "INSERT_SECRET>",
        "{{x}",
        "{x}}",
        "x}}",
        "${x",
        "<<marketo_identity_url",
        "<{{page.apiProvider}} Company Name",
        "https://<domain/x",
    ],
)
def test_half_a_placeholder_is_found(text: str) -> None:
    found = find_half_placeholder(text)
    assert found is not None
    assert 0 <= found[0] < found[1] <= len(text)


@pytest.mark.parametrize(
    "text",
    [
        *WHOLE,
        *EMBEDDED,
        *(
            ">=",
            "<",
            "<=",
            "->",
            "=>",
            "<3",
            "x > y",
            "a -> b",
            "a<b",
            "where=a>'x'",
            "/x?where=created>='${date}' and a<'b",
        ),
        *(
            "<b>bold</b>",
            "<a href=",
            "<br",
            "{}",
            '{"a":{"b":{}}}',
            '{"a":{}}',
            "/hubs/general/contacts}'",
            "no placeholder",
        ),
    ],
)
def test_operators_markup_and_whole_placeholders_are_no_halves(text: str) -> None:
    assert find_half_placeholder(text) is None


NAMES = st.from_regex(r"[A-Z]{3,8}(_[A-Z]{2,8}){1,3}", fullmatch=True)
SYNTAXES = ["<%s>", "<<%s>>", "{{%s}}", "{%s}", "${%s}", "$%s", "%%{%s}", "#{%s}", "YOUR_%s", "%s", "<INSERT %s>"]


@given(name=NAMES, syntax=st.sampled_from(SYNTAXES))
def test_any_name_in_any_syntax_is_a_placeholder(name: str, syntax: str) -> None:
    assert is_placeholder(syntax % name)
    assert find_half_placeholder(syntax % name) is None


MEGABYTE = 1_000_000


@pytest.mark.parametrize(
    "piece",
    [
        "<",
        "<A",
        "<<",
        "{",
        "{{",
        "${",
        "$(",
        "@A_",
        "%A",
        "x",
        "xxxa",
        "*",
        ".",
        "A_",
        "a ",
        "your_",
        "}",
        ">",
        " ",
        "((",
    ],
)
def test_long_values_are_read_in_linear_time(piece: str) -> None:
    text = piece * (MEGABYTE // len(piece))
    for question in (
        is_placeholder,
        has_placeholder,
        is_secret_placeholder,
        is_mask,
        is_reference,
        find_half_placeholder,
    ):
        question(text)
        question(text + "!")
