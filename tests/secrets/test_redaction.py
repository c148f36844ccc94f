"""What may be shown, by its own looks and by the name it stands under."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ce_lint.secrets.redaction import find_first_secret, is_harmless, may_bear_secret

NAMES = ("clientsecret", "privatekey", "accesstoken", "userpassword", "sharedkey", "bearer", "sessioncookie")


@given(name=st.sampled_from(NAMES), data=st.data())
def test_a_name_of_a_secret_with_one_slip_is_still_one(name: str, data: st.DataObject) -> None:
    at = data.draw(st.integers(len(name) - 4, len(name) - 2))
    dropped = name[:at] + name[at + 1 :]
    swapped = name[:at] + name[at + 1] + name[at] + name[at + 2 :]
    assert may_bear_secret(dropped)
    assert may_bear_secret(swapped)


@pytest.mark.parametrize("name", ["event.objects", "idField", "callback.url", "refresh_interval", "leads", "taken"])
def test_other_names_are_not(name: str) -> None:
    assert not may_bear_secret(name)


@pytest.mark.parametrize(
    "text",
    ["http://www.mycoolapp.com/auth", "https://mycoolapp.com", "contacts,companies", "größe", "日本語", "Übersicht"],
)
def test_what_a_person_writes_is_harmless(text: str) -> None:
    assert is_harmless(text)


@pytest.mark.parametrize("text", ["qHQçVdPmTRçpöbnX", "2🔑FznSüozF", '{c:{p{"api_secet": "597253080 #58"}'])
def test_what_may_be_a_secret_is_not(text: str) -> None:
    assert not is_harmless(text)


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("/hubs/QK7XBO7{2VVBTKBBR2IA", "/hubs/"),
        ("/hubs/crm?where=a&token=abc", "/hubs/crm?where=a&token="),
        ("sig=qz7_p8X[wcnDkcgHwJ9BlJtNT3qDndGB55C5qFR2X", "sig="),
        ("/v2.1/b2b4x/leads", None),
    ],
)
def test_an_interrupted_secret_is_hidden_from_its_first_piece(text: str, shown: str | None) -> None:
    assert find_first_secret(text) == (None if shown is None else len(shown))
