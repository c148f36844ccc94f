"""The JSON Schemas: they are sound, they fit an editor, and they agree with the rules on what both check.

What only one side checks, and why:

* Only the rules know the kind of a document: PUT and PATCH bodies lack fields that the schema, which describes the body
  of POST /instances, requires. The bodies here all create an instance.
* Only the rules read texts: poller maps and lists written as text, URLs, time variables, date patterns, secrets, spaces
  around values; and only they know near misses of `event.*` keys (elsewhere elements have keys of their own).
* Only the rules take prose and lower-case words for placeholders ("your key here"); the schema knows the marked forms.
* Only the schema wants `name` to be text (the platform takes a number, and so do the rules) and knows the types of
  `providerData`, `oauthProxy`, `id`, of date fields and of UiPath's poller fields.
* A setting that is an object or a list is one finding of the schema, and is compared as nested-configuration.
"""

from __future__ import annotations

import json
import pathlib
import re
from collections.abc import Iterator
from typing import Any

import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st
from jsonschema import Draft202012Validator
from jsonschema.exceptions import ValidationError
from referencing import Registry, Resource

from ce_lint.checks.base import is_create
from ce_lint.document.kinds import is_resource
from ce_lint.document.read import read
from ce_lint.document.vocabulary import (
    CONFIGURATION_KEYS,
    DATE_FIELDS,
    EVENT_KEYS,
    POLLER_FIELDS,
    REQUEST_FIELDS,
    RESPONSE_FIELDS,
)
from ce_lint.rulebook.loader import load_file
from ce_lint.rulebook.shipped import find_data_folder
from tests.helpers import ALL_RULES, lint, run

FOLDER = pathlib.Path(find_data_folder("schemas"))
SCHEMAS = {path.name: json.loads(path.read_text("utf-8")) for path in sorted(FOLDER.glob("*.json"))}
REGISTRY: Registry[Any] = Registry().with_resources(
    (name, Resource.from_contents(schema)) for name, schema in SCHEMAS.items()
)


def validator(name: str) -> Draft202012Validator:
    return Draft202012Validator({"$ref": name}, registry=REGISTRY)


INSTANCE, POLLER = validator("instance.schema.json"), validator("poller.schema.json")
RULE_FILES = sorted(pathlib.Path(find_data_folder("rules")).glob("*/*.toml"))


# -- sound, and good for an editor


@pytest.mark.parametrize("name", SCHEMAS)
def test_every_schema_is_one(name: str) -> None:
    assert SCHEMAS[name]["$schema"] == "https://json-schema.org/draft/2020-12/schema"
    Draft202012Validator.check_schema(SCHEMAS[name])


@pytest.mark.parametrize("name", SCHEMAS)
def test_every_reference_leads_somewhere(name: str) -> None:
    resolver = REGISTRY.resolver(base_uri=name)
    for reference in _found(SCHEMAS[name], "$ref"):
        resolver.lookup(reference)


@pytest.mark.parametrize("name", ["instance.schema.json", "poller.schema.json"])
def test_references_resolve_beside_the_file_as_in_an_editor(name: str) -> None:
    """Without an `$id` a reference is resolved against the place of the file, by editors and by check-jsonschema alike.

    An absolute one would send them to the network, a relative one sends check-jsonschema to the working directory.
    """
    assert "$id" not in SCHEMAS[name]
    path = FOLDER / name
    registry: Registry[Any] = Registry(retrieve=lambda uri: Resource.from_contents(_opened(uri)))
    schema_validator = Draft202012Validator({"$ref": path.as_uri()}, registry=registry)
    assert not list(
        schema_validator.iter_errors(whole() if name.startswith("instance") else {"contacts": {"url": "/a"}})
    )
    assert list(schema_validator.iter_errors(whole(**{"event.poller.configuration": {"contacts": 5}})))


def _opened(uri: str) -> Any:
    assert uri.startswith("file:"), uri
    return SCHEMAS[uri.rpartition("/")[2]]


def _found(schema: Any, keyword: str) -> Iterator[Any]:
    if isinstance(schema, dict):
        if keyword in schema and not isinstance(schema[keyword], dict):
            yield schema[keyword]
        for member in schema.values():
            yield from _found(member, keyword)
    elif isinstance(schema, list):
        for item in schema:
            yield from _found(item, keyword)


@pytest.mark.parametrize("name", ["instance.schema.json", "poller.schema.json"])
def test_an_editor_can_explain_every_property(name: str) -> None:
    for properties in _properties(SCHEMAS[name]):
        for key, schema in properties.items():
            assert len(schema.get("description", "")) > 10, key


def _properties(schema: Any) -> Iterator[dict[str, Any]]:
    if isinstance(schema, dict):
        if isinstance(schema.get("properties"), dict):
            yield schema["properties"]
        for member in schema.values():
            yield from _properties(member)
    elif isinstance(schema, list):
        for item in schema:
            yield from _properties(item)


def test_an_editor_completes_every_key_of_the_platform() -> None:
    instance, resource = SCHEMAS["instance.schema.json"], SCHEMAS["poller.schema.json"]["$defs"]["resource"]
    assert set(instance["properties"]) == REQUEST_FIELDS | {"id", "$schema"}
    completed = set(instance["properties"]["configuration"]["properties"])
    assert completed >= EVENT_KEYS
    assert completed == CONFIGURATION_KEYS | {"username", "password"}
    assert set(resource["properties"]) == POLLER_FIELDS
    assert set(SCHEMAS["poller.schema.json"]["$defs"]["dates"]["properties"]) == DATE_FIELDS
    choices = set(*_found(instance["properties"]["configuration"]["properties"]["event.vendor.type"], "enum"))
    assert choices == {"polling", "webhook", "webhooks"}


def test_both_schemas_know_the_same_placeholders() -> None:
    patterns = {
        SCHEMAS[name]["$defs"]["placeholder"]["pattern"] for name in ("instance.schema.json", "poller.schema.json")
    }
    assert len(patterns) == 1


def test_the_good_examples_of_all_rules_fit_the_schema_as_far_as_it_goes() -> None:
    """Every good example that creates an instance and is JSON is good to the schema too."""
    seen = 0
    for path in RULE_FILES:
        for example in load_file(str(path)).file.good:
            try:
                value = json.loads(example.text)
            except ValueError:
                continue
            creates = (
                isinstance(value, dict) and {"element", "configuration", "name"} <= value.keys() and "id" not in value
            )
            if creates:
                seen += 1
                assert not list(INSTANCE.iter_errors(value)), path
    assert seen > 50


# -- the schema and the rules agree

Place = tuple[str | int, ...]
Finding = tuple[str, Place]
KEY = "event.poller.configuration"
JUDGED = {
    "missing-element-key", "missing-configuration", "missing-name", "unknown-field", "response-field", "invalid-tags",
    "nested-configuration", "invalid-boolean", "unknown-event-type", "invalid-refresh-interval",
    "unknown-external-authentication", "missing-poller-url", "unknown-poller-field", "misplaced-poller-field",
    "misplaced-poller", "wrong-poller-type", "invalid-poller-json", "invalid-event-objects", "invalid-poller-urls",
    "invalid-date-format",
}  # fmt: skip
SETTING_RULES = {
    "event.notification.enabled": "invalid-boolean",
    "event.raw.enabled": "invalid-boolean",
    "document.tagging": "invalid-boolean",
    "filter.response.nulls": "invalid-boolean",
    "event.vendor.type": "unknown-event-type",
    "event.poller.refresh_interval": "invalid-refresh-interval",
    "event.objects": "invalid-event-objects",
    "event.poller.urls": "invalid-poller-urls",
}
FLAT = {"event.objects", "event.poller.urls"}


def by_schema(body: dict[str, Any]) -> set[Finding]:
    return {finding for error in INSTANCE.iter_errors(body) for finding in _of_root(error, body)}


def _of_root(error: ValidationError, body: dict[str, Any]) -> Iterator[Finding]:
    place = tuple(error.absolute_path)
    head = place[0] if place else ""
    if not place and error.validator == "required":
        for key, rule in (
            ("element", "missing-element-key"),
            ("configuration", "missing-configuration"),
            ("name", "missing-name"),
        ):
            if key not in body:
                yield rule, ()
    elif not place and error.validator == "additionalProperties":
        for key in body.keys() - SCHEMAS["instance.schema.json"]["properties"].keys():
            yield "response-field" if key in RESPONSE_FIELDS else "unknown-field", (key,)
    elif head == "configuration" and len(place) > 1:
        yield from _of_setting(error, place)
    else:
        rules = {
            "element": ("missing-element-key", place),
            "configuration": ("missing-configuration", place),
            "name": ("missing-name", place),
            "tags": ("invalid-tags", ("tags",)),
            "externalAuthentication": ("unknown-external-authentication", place),
        }
        yield rules[str(head)]


def _of_setting(error: ValidationError, place: Place) -> Iterator[Finding]:
    key, value = str(place[1]), error.instance
    if key == KEY:
        inner = [one for one in error.context if next(iter(one.schema_path)) == 0]
        for one in inner:
            yield from _of_map(one)
    elif isinstance(value, (dict, list)) and key not in FLAT:
        yield "nested-configuration", place
    else:
        yield SETTING_RULES.get(key, "invalid-boolean"), place


def _of_map(error: ValidationError) -> Iterator[Finding]:
    place = tuple(error.absolute_path)
    if len(place) == 2 or (len(place) == 3 and not isinstance(error.instance, dict)):
        yield "invalid-poller-json", place
    elif len(place) == 3:
        for one in error.context:
            if next(iter(one.schema_path)) == 0:
                yield from _of_resource(one)


def _of_resource(error: ValidationError) -> Iterator[Finding]:
    place = tuple(error.absolute_path)
    value = error.instance
    if error.validator == "required":
        yield "missing-poller-url", place
    elif error.validator == "additionalProperties":
        known = error.schema["properties"].keys()
        for key, member in value.items():
            if key not in known and not any(re.search(pattern, key) for pattern in error.schema["patternProperties"]):
                yield _unknown(key, member), (*place, key)
    elif place[-1] == "url":
        yield ("missing-poller-url" if value is None or not str(value).strip() else "wrong-poller-type"), place
    elif place[-1] == "datesConfiguration" and isinstance(value, dict):
        for one in error.context:
            if next(iter(one.schema_path)) == 0:
                yield from _of_resource(one)
    elif str(place[-1]).endswith("Format"):
        yield "invalid-date-format", place
    else:
        yield "wrong-poller-type", place


def _unknown(key: str, member: Any) -> str:
    if is_resource(member):
        return "misplaced-poller"
    return "misplaced-poller-field" if key in POLLER_FIELDS | DATE_FIELDS else "unknown-poller-field"


def by_rules(body: dict[str, Any]) -> set[Finding]:
    found = set()
    for one in lint(body):
        place = one.route
        if one.rule not in JUDGED:
            continue
        if one.rule == "missing-poller-url" and place[-1] == "url" and _at(body, place) is None:
            place = place if "url" in _at(body, place[:-1]) else place[:-1]
        if one.rule == "invalid-tags":
            place = ("tags",)
        setting = _at(body, place[:2]) if place[:1] == ("configuration",) and len(place) == 2 else None
        is_nested = isinstance(setting, (dict, list)) and place[1] not in FLAT | {KEY}
        found.add(("nested-configuration" if is_nested else one.rule, place))
    return found


def _at(value: Any, place: Place) -> Any:
    for step in place:
        value = value[step] if isinstance(value, list) else value.get(step)
    return value


def whole(**config: Any) -> dict[str, Any]:
    return {"element": {"key": "zendesk"}, "configuration": {"site": "acme", **config}, "name": "Support desk"}


PLACEHOLDERS = [
    "<NAME>", "<Provider app key>", "<<name>>", "{{name}}", "{{page.key}}", "${NAME}", "$(NAME)", "%{name}", "#{name}",
    "{name}", "YOUR_NAME", "xxxxxxxx", "XXXXXX", "********", "SOME_NAME", "...", "@NAME@",
]  # fmt: skip
WORDS = [
    "",
    " ",
    "polling",
    "Polling",
    "webhooks",
    "true",
    " FALSE ",
    "false",
    "yes",
    "15",
    "0",
    "-3",
    "+7",
    "1.5",
    "initial",
    "none",
]
texts = st.one_of(st.sampled_from(WORDS), st.sampled_from(PLACEHOLDERS), st.text("ab1 -", max_size=5))
numbers = st.one_of(st.integers(-3, 99), st.sampled_from([0.5, 15.0, 200.5, -0.0]))
scalars = st.one_of(texts, numbers, st.booleans(), st.none())
containers = st.one_of(st.just({}), st.just({"a": 1}), st.just([]), st.just(["a", "b"]))
anything = st.one_of(scalars, scalars, containers)
names = st.one_of(st.sampled_from(["Support desk", "", " ", "5"]), st.none())


def some_of(**members: st.SearchStrategy[Any]) -> st.SearchStrategy[dict[str, Any]]:
    return st.fixed_dictionaries({}, optional=members)


dates = st.fixed_dictionaries(
    {},
    optional={
        "updatedDateField": st.just("lastModified"),
        "updatedDateFormat": st.one_of(st.just("yyyy-MM-dd"), st.integers(0, 9)),
        "updatedDateTimezone": st.just("GMT"),
        "UpdatedDateTimezone": st.just("GMT"),
        "pageSize": st.just(200),
        "{{field}}": st.just("x"),
    },
)
fields: dict[str, st.SearchStrategy[Any]] = {
    "idField": st.one_of(st.just("id"), st.none(), numbers, st.booleans()),
    "filterByUpdatedDate": anything,
    "filterByCurrentDate": scalars,
    "useLastPollDate": scalars,
    "useHydrationBeforePostHooks": scalars,
    "pageSize": anything,
    "createdCheckTolerance": scalars,
    "pollDelay": scalars,
    "batchSize": scalars,
    "datesConfiguration": st.one_of(dates, dates, anything),
    "filterByUpdateDate": scalars,
    "updatedDateTimezone": st.just("GMT"),
    "<FIELD>": scalars,
    "leads": st.just({"url": "/leads?x=${date}", "idField": "id"}),
}
resources = st.fixed_dictionaries(
    {},
    optional={
        "url": st.one_of(
            st.just("/contacts?x=${date}"), st.just("/contacts?x=${date}"), st.sampled_from(["", " ", None, 5, True])
        ),
        **fields,
    },
)
maps = st.dictionaries(
    st.sampled_from(["contacts", "accounts", "<NAME>"]), st.one_of(resources, resources, anything), max_size=3
)
configurations = st.fixed_dictionaries(
    {"site": st.just("acme")},
    optional={
        "event.notification.enabled": anything,
        "document.tagging": anything,
        "filter.response.nulls": scalars,
        "event.raw.enabled": scalars,
        "event.vendor.type": anything,
        "event.poller.refresh_interval": anything,
        "event.objects": st.one_of(st.just("Contact"), st.none(), numbers, st.booleans(), containers),
        "event.poller.urls": st.one_of(st.just("contacts"), st.none(), numbers, st.booleans(), containers),
        KEY: st.one_of(maps, maps, maps, numbers, st.booleans(), st.none(), st.just(["a"])),
        "username": anything,
        "oauth.scope": anything,
        "some.key": anything,
    },
)
elements = st.one_of(
    st.just({"key": "zendesk"}),
    st.just({"key": "zendesk"}),
    st.fixed_dictionaries({}, optional={"key": anything}),
    st.just({"key": "a", "id": 3}),
    scalars,
)
fields_of_root = {
    "tags": st.one_of(st.lists(st.text("ab", max_size=2), max_size=2), anything, st.lists(anything, max_size=3)),
    "externalAuthentication": anything,
    "oauthProxy": st.just({"isOauthProxy": True}),
    "$schema": st.just("instance.schema.json"),
    "tag": anything,
    "descripton": anything,
    "maxCacheSize": st.just(0),
    "disabled": st.just(False),
}
bodies = st.one_of(
    st.fixed_dictionaries(
        {"element": elements, "configuration": st.one_of(configurations, anything)},
        optional={"name": names, **fields_of_root},
    ),
    st.fixed_dictionaries(
        {"element": st.just({"key": "zendesk"}), "name": names, "tags": st.just(["a"])},
        optional={key: values for key, values in fields_of_root.items() if key != "tags"},
    ),
)


def is_ours(body: dict[str, Any]) -> bool:
    """Bodies that create an instance, by fields that are there to be seen."""
    documents = read("a.json", json.dumps(body).encode()).documents
    return len(documents) == 1 and documents[0].kind == "body" and documents[0].base == () and is_create(documents[0])


FIXED = settings(derandomize=True, deadline=None, database=None)


@settings(FIXED, max_examples=400)
@given(bodies)
def test_the_schema_and_the_rules_agree_on_bodies(body: dict[str, Any]) -> None:
    assume(is_ours(body))
    expected = by_rules(body)
    if "oauthProxy" in body:  # it needs no configuration, which the schema does not know
        expected |= {("missing-configuration", ())} if "configuration" not in body else set()
        assume(isinstance(body.get("configuration", {}), dict))
    assert by_schema(body) == expected


@settings(FIXED, max_examples=400)
@given(maps)
def test_the_schema_and_the_rules_agree_on_poller_maps(map_: dict[str, Any]) -> None:
    body = whole(**{KEY: map_})
    assert by_schema(body) == by_rules(body)


@pytest.mark.parametrize("text", [*PLACEHOLDERS, *WORDS])
@pytest.mark.parametrize("key", SETTING_RULES)
def test_the_schema_and_the_rules_take_the_same_texts(key: str, text: str) -> None:
    if key not in FLAT:
        assert by_schema(whole(**{key: text})) == by_rules(whole(**{key: text}))


def test_the_map_schema_is_the_one_that_an_instance_refers_to() -> None:
    for map_ in ({}, {"contacts": {"url": "/a"}}, {"contacts": {"url": ""}}, {"contacts": 5}, []):
        assert POLLER.is_valid(map_) == INSTANCE.is_valid(whole(**{KEY: map_}))


# -- what ce-lint writes

BAD_EXAMPLES = [(path.stem, bad) for path in RULE_FILES for bad in load_file(str(path)).file.bad]


@pytest.mark.parametrize(("rule", "example"), BAD_EXAMPLES, ids=[name for name, _ in BAD_EXAMPLES])
def test_the_reports_of_bad_examples_fit_their_schema(rule: str, example: Any) -> None:
    stdin = example.text.encode()
    checked = run(
        "check", "--format", "json", "--select", ",".join(ALL_RULES), "--stdin-filename", example.file, "-", stdin=stdin
    )
    report = json.loads(checked.out)
    assert not list(validator("report.schema.json").iter_errors(report))
    assert rule in {violation["rule"] for violation in report["violations"]}
    polled = run("poll", "--format", "json", "--stdin-filename", example.file, "-", stdin=stdin)
    assert polled.status == 0, polled.err
    assert not list(validator("poll.schema.json").iter_errors(json.loads(polled.out)))


def test_reports_of_nothing_fit_their_schema() -> None:
    for text in (b"", b"{}", b"\xff\xfe", b'{"a": '):
        checked = run("check", "--format", "json", "-", stdin=text)
        assert not list(validator("report.schema.json").iter_errors(json.loads(checked.out)))
        polled = run("poll", "--format", "json", "-", stdin=text)
        assert not list(validator("poll.schema.json").iter_errors(json.loads(polled.out)))


POLLS = [
    ({"event.objects": "Contact, Account"}, {"polled_by_element": ["Contact", "Account"]}),
    ({"event.poller.refresh_interval": "soon", KEY: {}}, {"minutes": None, "next_polls": []}),
    ({"event.poller.refresh_interval": "5", KEY: {}}, {"minutes": 5}),
    ({KEY: {"contacts": {}}}, {}),
    ({KEY: {"contacts": {"url": 5, "datesConfiguration": {"updatedDateFormat": "bad"}}}}, {}),
    ({"event.poller.urls": "contacts|/contacts?a=${date}||updated|yyyy-MM-dd|GMT|created|yyyy|UTC"}, {}),
    ({"event.poller.urls": "contacts|/contacts|x"}, {}),
    ({"event.poller.urls": "contacts|leads"}, {"equivalent": None, "polled_by_element": ["contacts", "leads"]}),
]


@pytest.mark.parametrize(("config", "expected"), POLLS)
def test_what_poll_writes_fits_its_schema(config: dict[str, Any], expected: dict[str, Any]) -> None:
    polled = run("poll", "--format", "json", "-", stdin=json.dumps(whole(**config)).encode())
    report = json.loads(polled.out)
    assert not list(validator("poll.schema.json").iter_errors(report))
    (document,) = report["documents"]
    assert {key: document[key] for key in expected} == expected


def test_the_schemas_of_reports_refuse_what_they_do_not_know() -> None:
    report = json.loads(run("poll", "--format", "json", "-", stdin=json.dumps(whole(**POLLS[5][0])).encode()).out)
    schema_validator = validator("poll.schema.json")
    for holder in (report, report["documents"][0], report["documents"][0]["polls"][0]):
        for key in list(holder):
            value = holder.pop(key)
            assert list(schema_validator.iter_errors(report)), key
            holder[key] = value
        holder["other"] = 1
        assert list(schema_validator.iter_errors(report))
        del holder["other"]
    assert not list(schema_validator.iter_errors(report))
