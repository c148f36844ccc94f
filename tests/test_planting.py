"""Planted mistakes: one in a clean document, found at its place, and nothing else said about it.

The clean documents are bodies and the good examples of the rules that have no finding. Each kind of mistake changes
one of them in one place; the same document is then written in several ways.
"""

from __future__ import annotations

import copy
import io
import json
import random
from collections.abc import Callable, Iterator
from typing import Any

import pytest
from ruamel.yaml import YAML

from ce_lint.document.nodes import Route
from ce_lint.rulebook.loader import load_folder
from ce_lint.rulebook.shipped import find_data_folder
from ce_lint.violation import Violation
from tests.helpers import lint_result

POLLER = "event.poller.configuration"
URL = "/hubs/crm/contacts?where=lastModified>='${gmtDate:yyyy-MM-dd'T'HH:mm:ss'Z'}'"
SECRET = "Zk4" + "vQ9tLm2XcW7bRn5YpD8s"
TOKEN = "c0ffee" + "1d2a9b7e4f6088135acd9e7b42"

BODIES: list[dict[str, Any]] = [
    {
        "element": {"key": "zendesk"},
        "configuration": {
            "event.notification.enabled": True,
            "event.notification.callback.url": "https://example.com/events",
            "event.vendor.type": "polling",
            "event.poller.refresh_interval": "15",
            POLLER: {
                "contacts": {
                    "url": URL,
                    "idField": "id",
                    "datesConfiguration": {
                        "updatedDateField": "lastModified",
                        "updatedDateFormat": "yyyy-MM-dd'T'HH:mm:ss'Z'",
                        "updatedDateTimezone": "GMT",
                    },
                }
            },
        },
        "tags": ["support"],
        "name": "Support desk",
    },
    {
        "element": {"key": "hubspot"},
        "configuration": {
            "oauth.api.key": "<KEY>",
            "oauth.api.secret": "<SECRET>",
            "oauth.callback.url": "https://example.com/auth",
            "filter.response.nulls": True,
            "document.tagging": False,
        },
        "providerData": {"code": "<CODE>"},
        "name": "Marketing",
    },
]

Mistake = Callable[[random.Random, dict[str, Any]], Route | None]
"""Changes a document, and returns the route where it is wrong; None where the mistake cannot be made."""


def misspell(chance: random.Random, word: str) -> str:
    """The word with one edit inside it: two letters swapped, one doubled or one dropped."""
    at = chance.choice([i for i in range(1, len(word) - 2) if word[i].isalpha() and word[i + 1].isalpha()])
    kind = chance.randrange(3)
    if kind == 0 and word[at] != word[at + 1]:
        return word[:at] + word[at + 1] + word[at] + word[at + 2 :]
    return word[:at] + word[at] + word[at:] if kind == 1 else word[:at] + word[at + 1 :]


def follow(value: Any, route: Route) -> Any:
    for step in route:
        value = value.get(step) if isinstance(value, dict) else None
    return value


def at_contacts(*route: str) -> Route:
    return "configuration", POLLER, "contacts", *route


def misspells(holder: Route, *keys: str) -> Mistake:
    """The mistake of a misspelt key in the object at a route."""

    def plant(chance: random.Random, value: dict[str, Any]) -> Route | None:
        found = follow(value, holder)
        here = [key for key in keys if isinstance(found, dict) and key in found]
        if not here:
            return None
        key = chance.choice(here)
        wrong = misspell(chance, key)
        members = [(wrong if name == key else name, member) for name, member in found.items()]
        found.clear()
        found.update(members)
        return (*holder, wrong)

    return plant


def sets(route: Route, *values: Any, needs: Route = ()) -> Mistake:
    """The mistake of a wrong value at a route."""

    def plant(chance: random.Random, value: dict[str, Any]) -> Route | None:
        holder = follow(value, route[:-1])
        if not isinstance(holder, dict) or (needs and follow(value, needs) is None):
            return None
        holder[route[-1]] = chance.choice(values)
        return route

    return plant


def drops(route: Route, where: Route) -> Mistake:
    """The mistake of a key that is missing; it is reported at ``where``."""

    def plant(_: random.Random, value: dict[str, Any]) -> Route | None:
        holder = follow(value, route[:-1])
        if not isinstance(holder, dict) or route[-1] not in holder:
            return None
        del holder[route[-1]]
        return where

    return plant


def moves(source: Route, target: Route) -> Mistake:
    """The mistake of a key that is in another object."""

    def plant(_: random.Random, value: dict[str, Any]) -> Route | None:
        holder, other = follow(value, source[:-1]), follow(value, target)
        if not isinstance(holder, dict) or not isinstance(other, dict) or source[-1] not in holder:
            return None
        other[source[-1]] = holder.pop(source[-1])
        return (*target, source[-1])

    return plant


def write_in_capitals(_: random.Random, value: dict[str, Any]) -> Route | None:
    """The mistake of a field in capitals."""
    resource = follow(value, at_contacts())
    if not isinstance(resource, dict) or "url" not in resource:
        return None
    resource["URL"] = resource.pop("url")
    return at_contacts("URL")


CONFIGURATION: Route = ("configuration",)
CALLBACK: Route = ("configuration", "event.notification.callback.url")
VENDOR_TYPE: Route = ("configuration", "event.vendor.type")
INTERVAL: Route = ("configuration", "event.poller.refresh_interval")
OAUTH_SECRET: Route = ("configuration", "oauth.api.secret")
FIXED_DATES = ("2020-01-31", "1577836800", "20200131", "31.01.2020")
DATES = at_contacts("datesConfiguration")
EVENT_KEYS = (
    "event.notification.callback.url",
    "event.notification.enabled",
    "event.vendor.type",
    "event.poller.refresh_interval",
    POLLER,
)
DATE_KEYS = ("updatedDateField", "updatedDateFormat", "updatedDateTimezone")

MISTAKES: dict[str, tuple[str, Mistake]] = {
    "event key": ("unknown-event-key", misspells(CONFIGURATION, *EVENT_KEYS)),
    "oauth key": ("misspelt-key", misspells(CONFIGURATION, "oauth.api.secret", "oauth.callback.url")),
    "other key": ("misspelt-key", misspells(CONFIGURATION, "filter.response.nulls", "document.tagging")),
    "root field": ("unknown-field", misspells((), "configuration", "name", "element", "providerData")),
    "resource field": ("unknown-poller-field", misspells(at_contacts(), "idField", "datesConfiguration")),
    "date field": ("unknown-poller-field", misspells(DATES, *DATE_KEYS)),
    "capitals": ("unknown-poller-field", write_in_capitals),
    "no name": ("missing-name", drops(("name",), ())),
    "no callback": ("missing-callback-url", drops(CALLBACK, CONFIGURATION)),
    "no secret": ("incomplete-oauth", drops(("configuration", "oauth.api.secret"), CONFIGURATION)),
    "no code": ("missing-provider-data", drops(("providerData",), ())),
    "no url": ("missing-poller-url", drops(at_contacts("url"), at_contacts())),
    "no id": ("missing-id-field", drops(at_contacts("idField"), at_contacts())),
    "no format": ("missing-date-format", drops((*DATES, "updatedDateFormat"), DATES)),
    "name swallowed": ("misplaced-field", moves(("name",), CONFIGURATION)),
    "setting at the top": ("unknown-field", moves(CALLBACK, ())),
    "date field outside": ("misplaced-poller-field", moves((*DATES, "updatedDateFormat"), at_contacts())),
    "id inside": ("misplaced-poller-field", moves(at_contacts("idField"), DATES)),
    "callback": ("invalid-callback-url", sets(CALLBACK, "https;//a.example/e", "a.example/e", needs=CALLBACK)),
    "unset callback": ("missing-callback-url", sets(CALLBACK, "n/a", "null", "false", " ", needs=CALLBACK)),
    "test receiver": ("test-receiver", sets(CALLBACK, "https://webhook.site/a", "https://a.ngrok.io", needs=CALLBACK)),
    "interval": (
        "invalid-refresh-interval",
        sets(INTERVAL, "15m", "0", "often", needs=INTERVAL),
    ),
    "boolean": ("invalid-boolean", sets(("configuration", "document.tagging"), "yes", "tru")),
    "event type": ("unknown-event-type", sets(VENDOR_TYPE, "poling", "push", needs=CALLBACK)),
    "format": (
        "suspicious-date-format",
        sets((*DATES, "updatedDateFormat"), "YYYY-MM-DD hh:mm", "518862600", "HH:mm:ss.SSSSSS"),
    ),
    "broken format": ("invalid-date-format", sets((*DATES, "updatedDateFormat"), "yyyy-MM-ddTHH:mm", "yyyy-MM-dd'T")),
    "zone": ("unknown-time-zone", sets((*DATES, "updatedDateTimezone"), "EDT", "-6:00", "Europe/Nowhere")),
    "window": (
        "empty-time-window",
        sets(at_contacts("url"), "/hubs/crm/contacts?from=${date}&to=${date}", needs=at_contacts("url")),
    ),
    "fixed date": (
        "fixed-poller-date",
        sets(at_contacts("url"), *(f"/hubs/crm/contacts?since={date}" for date in FIXED_DATES)),
    ),
    "swapped": ("swapped-date-fields", sets((*DATES, "createdDateField"), "lastModified", needs=DATES)),
    "secret": ("literal-secret", sets(OAUTH_SECRET, SECRET, needs=OAUTH_SECRET)),
    "api key": ("literal-secret", sets(("configuration", "mailjet.api.key"), SECRET)),
    "url secret": (
        "secret-in-url",
        sets(("configuration", "site"), *(f"https://a.example/b{sign}access_token={SECRET}" for sign in "?#;")),
    ),
    "header": (
        "exposed-authorization",
        sets(("configuration", "header"), f"User {{{{secret}}}}, Organization {TOKEN}", f"Authorization: User {TOKEN}"),
    ),
    "mask": ("masked-secret", sets(("configuration", "password"), "********", "••••••••")),
}  # fmt: skip


FOR_BODIES = {"no name", "no code", "no secret", "swapped"}
"""The mistakes that are made in the bodies above only: whether they are any depends on the rest of a document."""


def write_json(value: Any) -> str:
    return json.dumps(value, indent=2)


def write_compact_json(value: Any) -> str:
    return json.dumps(value, separators=(",", ":"))


def write_yaml(value: Any) -> str:
    out = io.StringIO()
    yaml = YAML()
    yaml.width = 1000
    yaml.dump(value, out)
    return out.getvalue()


def write_poller_as_text(value: Any) -> str:
    """JSON with the poller map in a string."""
    copied = copy.deepcopy(value)
    configuration = copied.get("configuration")
    for key, inner in list(configuration.items()) if isinstance(configuration, dict) else ():
        if isinstance(inner, dict):
            copied["configuration"][key] = json.dumps(inner)
    return json.dumps(copied, indent=2)


WRITERS: dict[str, tuple[str, Callable[[Any], str]]] = {
    "json": ("instance.json", write_json),
    "compact json": ("instance.json", write_compact_json),
    "yaml": ("instance.yaml", write_yaml),
    "poller as text": ("instance.json", write_poller_as_text),
}


def find_clean_documents() -> list[dict[str, Any]]:
    """The bodies above, and the good examples that are bodies in JSON without a finding."""
    found = list(BODIES)
    for loaded in load_folder(find_data_folder("rules")):
        for example in loaded.file.good:
            try:
                value = json.loads(example.text)
            except ValueError:
                continue
            is_body = isinstance(value, dict) and "key" in (value.get("element") or {}) and "name" in value
            if is_body and "id" not in value and value not in found and not lint_result(example.text).violations:
                found.append(value)
    return found


DOCUMENTS = find_clean_documents()


def plant(name: str, seed: int) -> Iterator[tuple[dict[str, Any], Route]]:
    """Every document in which a kind of mistake can be made, with the mistake and its place."""
    for number, document in enumerate(BODIES if name in FOR_BODIES else DOCUMENTS):
        value = copy.deepcopy(document)
        route = MISTAKES[name][1](random.Random(f"{name} {seed} {number}"), value)
        if route is not None:
            yield value, route


def describe(violations: tuple[Violation, ...]) -> list[tuple[str, Route]]:
    return [(one.rule, one.route) for one in violations]


@pytest.mark.parametrize("writer", WRITERS)
@pytest.mark.parametrize("name", MISTAKES)
def test_a_planted_mistake_is_the_one_finding(name: str, writer: str) -> None:
    file, write = WRITERS[writer]
    planted = list(plant(name, 1))
    assert planted
    for value, route in planted:
        found = describe(lint_result(write(value), file).violations)
        assert found == [(MISTAKES[name][0], route)], write(value)


@pytest.mark.parametrize("writer", WRITERS)
def test_the_documents_are_clean(writer: str) -> None:
    file, write = WRITERS[writer]
    for document in DOCUMENTS:
        assert describe(lint_result(write(document), file).violations) == [], write(document)
