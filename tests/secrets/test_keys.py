from __future__ import annotations

import pytest

from ce_lint.secrets.keys import find_secret_kind, find_secret_level, is_always_secret


def _keys(text: str) -> list[str]:
    return text.split()


SECRET = _keys("""
oauth.api.secret event.notification.signature.key password oauth.user.token event.notification.basic.password
oauth.user.refresh_token api.key user.password token oauth.user.token.secret private.key netsuite.single.session.key
api-token secret signature.secret apim.subscription.key base64.encoded.jks jks.password client.secret
quickbase.apptoken clientSecret secret.key consumer_secret token_id token_secret partner.key ecwid.order.key
ecwid.product.key authorization.code sfdc.session.signature client.key jwt clientAccessCode accessCode clientJwt
session.key json.web.token saps4.csrf.token saps4.cookie authorization.token access.key xvcloudauthorization
filemanagement.provider.access_key messaging.sendgrid.user.confirmpassword helpdesk.wrike.tokenaccess webhook.hash
quickbase.ticket accessToken requestToken stripe.secretKey clientsecret API_TOKEN passphrase db.pass pwd authToken
bearer webhook.secret signing_key encryptionKey privateKeyPem sas_token AWS_SECRET_ACCESS_KEY secretAccessKey
userSecret orgSecret oauth.user.refresh.token
""")
PERHAPS = _keys("""
oauth.api.key username event.notification.callback.headers public.key userName client_id hubspot.authorization.apikey
netsuite.appId session.id public_key clientId key consumer_key api_key AppID apikey brighttalk.api.key
apikey.user.name apikey.user.key company.key client.id clientid sessionId APIkey x-applicationkey x-api-key
connectionString hapikey
""")
HARMLESS = _keys("""
event.notification.enabled oauth.callback.url oauth.scope oauth.token.url oauth.token.refresh_url
oauth.token.revoke_url oauth.authorization.url oauth.user.refresh_time oauth.user.refresh_interval
oauth.request.authorization.type oauth.basic.header event.notification.instance.finder event.helper.key
messagebus.hook.link_clicked.key db.table.names autopilot.hook.contactadded.id netsuite.single.session since_token
organizer_key user.username api.username jira.username sapanywhere.hooks.ordersadded.id
pagination.next.page.token.path token.url tokenExpiry password.policy secret.name passwordField idField
api.key.header.name primary.key sort.key nextPageToken maxTokens monkey compass author secretary bulk.query.operator
taleo.company.code partner.user.id
""")


@pytest.mark.parametrize("key", SECRET)
def test_a_secrets_key_is_known_in_any_spelling(key: str) -> None:
    assert find_secret_level(key) == "yes"


@pytest.mark.parametrize("key", PERHAPS)
def test_an_identifier_may_be_a_secret(key: str) -> None:
    assert find_secret_level(key) == "maybe"
    assert not is_always_secret(key)


@pytest.mark.parametrize("key", HARMLESS)
def test_a_key_about_a_secret_is_no_secret(key: str) -> None:
    assert find_secret_level(key) == "no"


@pytest.mark.parametrize(
    ("key", "called", "sure"),
    [
        ("password", "password", True),
        ("db.pass", "password", True),
        ("oauth.api.secret", "secret", True),
        ("private.key", "private key", True),
        ("event.notification.signature.key", "signing key", True),
        ("token", "token", False),
        ("accessCode", "code", False),
        ("oauth.api.key", "API key", False),
    ],
)
def test_a_secret_has_a_name(key: str, called: str, sure: bool) -> None:
    assert find_secret_kind(key) == called
    assert is_always_secret(key) is sure


@pytest.mark.parametrize("key", ["", ".", "{{page.x}}", "é", "a" * 100_000, "token" * 20_000, "." * 100_000])
def test_any_text_can_be_a_key(key: str) -> None:
    assert find_secret_level(key) in {"yes", "maybe", "no"}
