"""Documents with planted secrets: every kind of document, every place of a secret, every way of writing them down.

To add a place, write a function that takes a ``Builder`` and put it into ``PLACES``; to add a way of writing, put a
function into ``RENDERINGS``. Whatever is drawn comes from the random source of the builder, and may depend on the class
of the characters of a secret but not on the characters: a document is made twice, the second time with the mirrors.
"""

from __future__ import annotations

import base64
import codecs
import itertools
from collections.abc import Callable, Iterator, Mapping, Sequence
from random import Random
from typing import Any, NamedTuple, TypeVar

from tests.attack.mutations import Mutation, mutate
from tests.attack.planted import ANY, IN_NAMES, IN_URLS, KNOWN, Planted, plant
from tests.attack.writers import (
    END,
    NAME,
    START,
    JsonStyle,
    Marked,
    Number,
    Span,
    is_planted,
    write_json,
    write_yaml,
)

RandomSource = Callable[[], Random]
SINCE = "where=lastModified>='${gmtDate:yyyy-MM-dd'T'HH:mm:ss'Z'}'"
PATTERN = "yyyy-MM-dd'T'HH:mm:ss'Z'"


class Document(NamedTuple):
    """A file with secrets, and its mirror.

    ``kept`` holds the places of the secrets with the names that make them secrets: what makes a document smaller leaves
    them alone. ``visible`` holds pairs of a rule and of a harmless word that its excerpt must show.
    """

    name: str
    text: str
    mirror: str
    encoding: str
    secrets: tuple[str, ...]
    mirrors: tuple[str, ...]
    labels: tuple[str, ...]
    kept: tuple[Span, ...] = ()
    is_sound: bool = True
    visible: tuple[tuple[str, str], ...] = ()

    @property
    def data(self) -> bytes:
        return encoded(self.text, self.encoding)

    @property
    def mirror_data(self) -> bytes:
        return encoded(self.mirror, self.encoding)

    @property
    def reflected(self) -> Document:
        """The mirror as a document."""
        return self._replace(text=self.mirror, mirror=self.text, secrets=self.mirrors, mirrors=self.secrets)


_MARKS = {"utf-8-sig": codecs.BOM_UTF8, "utf-16-le": codecs.BOM_UTF16_LE, "utf-16-be": codecs.BOM_UTF16_BE}


def encoded(text: str, encoding: str) -> bytes:
    """The bytes of a file, with a byte order mark where the encoding has one."""
    codec = "utf-8" if encoding == "utf-8-sig" else encoding
    return _MARKS.get(encoding, b"") + text.encode(codec, "surrogatepass")


class Builder:
    """What a document is made of, before it is written. Places put secrets into it."""

    def __init__(self, random: Random, mirrored: bool) -> None:
        self.random = random
        self.planted: list[Planted] = []
        self._mirrored = mirrored
        self.element: dict[str, Any] = {"key": random.choice(["sfdc", "zendesk", "hubspot", "acme.crm", 5])}
        self.settings: dict[str, Any] = _settings(random)
        self.provider: dict[str, Any] = {}
        self.tags: list[Any] = ["blue", "green"] if random.random() < 0.3 else []
        self.fields: dict[str, Any] = {}
        self.resources: dict[str, Any] = _resources(random)
        self.lines: list[str] = []
        self.objects: list[str] = []
        self.entries: list[dict[str, Any]] = []
        self.comments: list[str] = []

    def secret(self, shapes: tuple[str, ...] = ANY) -> str:
        """A secret between its marks."""
        found = plant(Random(f"{self.random.random()}/{len(self.planted)}"), shapes)  # random whatever guides the rest
        self.planted.append(found)
        return f"{START}{found.mirror if self._mirrored else found.value}{END}"

    def number(self) -> Number:
        return Number(self.secret(("number",)))

    def resource(self) -> dict[str, Any]:
        """One of the resources."""
        if not self.resources:
            self.settings.pop("event.poller.configuration", None)
            self.resources["contacts"] = {"url": f"/hubs/crm/contacts?{SINCE}"}
        found: dict[str, Any] = self.random.choice([one for one in self.resources.values() if isinstance(one, dict)])
        return found

    def dates(self) -> dict[str, Any]:
        found: dict[str, Any] = self.resource().setdefault("datesConfiguration", {})
        return found


def _settings(random: Random) -> dict[str, Any]:
    """Settings that hold no secret, many of them wrong."""
    every: list[tuple[str, list[Any]]] = [
        ("event.notification.enabled", [True, True, "true", "ture", "yes", False, 1]),
        (
            "event.notification.callback.url",
            [
                "https://events.acme.test/in", "http://events.acme.test/in", "https;//events.acme.test/in",
                "events.acme.test", "false", " https://events.acme.test/in ", "htps://events.acme.test/in",
            ],
        ),
        ("event.vendor.type", ["polling", "polling", "pollng", "webhook", "Polling", " polling", "pull"]),
        ("event.poller.refresh_interval", [15, "15", 0, "soon", 100000, 2.5]),
        ("event.notifcation.enabled", [True]),
        ("event.vendor.typ", ["polling"]),
        ("event.metadata", ["{}"]),
        ("oauth.callback.url", ["https://auth.acme.test/oauth", "http://auth.acme.test", "https//auth.acme.test"]),
        ("oauth.api.key", ["<KEY>", "${KEY}"]),
        ("document.tagging", ["ture", True]),
        ("filter.response.nulls", ["maybe", "true"]),
        ("site.address", ["acme", "acme ", "acme\u00a0corp"]),
        ("base.url", ["https://acme.test", "https://acme.test "]),
        ("bulk.query.operator", [">="]),
        ("pagination.max", [200, "200"]),
        ("name", ["Sales"]),
        ("tags", [["blue"], "blue"]),
        ("event.objects", ["contacts,accounts", "contacts, contacts", "contacts;leads"]),
        ("options", [{"depth": 1}, [1, 2]]),
    ]  # fmt: skip
    share = random.choice([0.15, 0.3, 0.6])
    found = {key: random.choice(values) for key, values in every if random.random() < share}
    if not found.keys() & {"event.vendor.type", "event.notification.enabled"}:
        found["event.vendor.type"] = "pollng"
    return found


def _resources(random: Random) -> dict[str, Any]:
    found: dict[str, Any] = {}
    for name in ["contacts", "accounts", "deals"][: random.choice([1, 1, 2, 3])]:
        resource: dict[str, Any] = {
            "url": random.choice(
                [
                    f"/hubs/crm/{name}?{SINCE}", f"/hubs/crm/{name}", f"hubs/crm/{name}?{SINCE}",
                    f"/hubs/crm/contact?{SINCE}", f"/hubs/crm/{name}?since=2020-01-01",
                    f"/hubs/crm/{name}?where=a>='${{gmtdate:yyyy}}'&x='",
                ]
            )
        }  # fmt: skip
        if random.random() < 0.7:
            resource["idField"] = random.choice(["id", "Id", ""])
        if random.random() < 0.6:
            resource["datesConfiguration"] = {
                "updatedDateField": "changed",
                "updatedDateFormat": random.choice([PATTERN, "YYYY-MM-DD", "yyyy-MM-ddTHH:mm", "milliseconds"]),
                "updatedDateTimezone": random.choice(["GMT", "EDT", "-6:00", "America/Denver"]),
            }
        if random.random() < 0.4:
            resource[random.choice(["pageSize", "createdCheckTolerance", "filterByUpdateDate", "pagSize"])] = "200"
        found[name] = resource
    return found


# -- places

SECRET_KEYS = (
    "password", "oauth.api.secret", "api.key", "event.notification.signature.key", "event.notification.basic.password",
    "oauth.user.token", "oauth.user.refresh_token", "user.password", "clientSecret", "private_key", "accesstoken",
    "client.secret", "token", "apiToken", "oauth.user.token.secret", "webhook.secret", "signing_key", "auth.token",
)  # fmt: skip
NEAR_KEYS = (
    "passwor", "pasword", "passwrd", "apiSecre", "client_seret", "oauth.api.secrt", "oauth.api.secet", "acess_token",
    "accesstokn", "event.notification.signature.kye", "event.notification.basic.pasword", "oauth.user.tokn",
    "privatekye", "secrte", "api_secet", "passwrod", "tokne", "clientsecrt", "refresh_tokn",
)  # fmt: skip
PARAMETERS = (
    "client_secret", "apiSecret", "access_token", "password", "token", "api_key", "sig", "secret", "refresh_token",
)  # fmt: skip
NEAR_PARAMETERS = ("apiSecre", "client_seret", "api_secet", "acess_token", "passwrd", "tokne", "pasword", "secrt")

Place = Callable[[Builder], None]
T = TypeVar("T")


def _one_of(build: Builder, *ways: Callable[[], T]) -> T:
    """What one of some functions makes."""
    return build.random.choice(ways)()


def under_key(build: Builder) -> None:
    """Under a key that bears a secret: as text, in a list, in an object, with spaces around it, behind a scheme."""
    _under(build, build.random.choice(SECRET_KEYS))


def under_near_key(build: Builder) -> None:
    """Under a key that is misspelt."""
    _under(build, build.random.choice(NEAR_KEYS))


def _under(build: Builder, key: str) -> None:
    way = build.random.choice(
        ["text"] * 6 + ["number", "spaces", "scheme", "list", "object", "top", "resource", "twice"]
    )
    if way == "number":
        build.settings[key] = build.number()
    elif way == "spaces":
        build.settings[key] = f"{build.random.choice([' ', '  ', chr(9), chr(160), ''])}{build.secret()} "
    elif way == "scheme":
        scheme = build.random.choice(["Bearer", "Basic", "token", "User"])
        build.settings[key] = f"{scheme} {build.secret()}"
    elif way == "list":
        build.settings[key] = [build.secret(), build.secret()]
    elif way == "object":
        build.settings[key] = {"value": build.secret(), "of": "acme"}
    elif way == "top":
        build.fields[key] = build.secret()
    elif way == "resource":
        build.resource()[key] = build.secret()
    elif way == "twice":
        build.settings[key] = secret = build.secret()
        build.settings[f"{key}.old"] = secret
    else:
        build.settings[key] = build.secret()


def provider_data(build: Builder) -> None:
    """What a provider gave once."""
    build.provider[build.random.choice(["code", "oauth_token", "oauth_verifier", "secret", "apikey"])] = build.secret()


def of_response(build: Builder) -> None:
    """The token of an instance, or the credentials of an account."""
    build.fields[build.random.choice(["token", "userSecret", "orgSecret"])] = build.secret(KNOWN)


def in_entry(build: Builder) -> None:
    """The value of an entry of a list of settings."""
    key = build.random.choice(SECRET_KEYS + NEAR_KEYS)
    build.entries.append({"key": f"{NAME}{key}", "propertyValue": build.secret()})


def _url(build: Builder, shapes: tuple[str, ...] = IN_URLS) -> str:
    """A URL with a secret in it, absolute or from the root."""
    random = build.random
    name = random.choice(PARAMETERS) if random.random() < 0.6 else random.choice(NEAR_PARAMETERS)
    start = random.choice(
        ["https://acme.test/in", "http://acme.test:8080/a", "https;//acme.test/in", "/hubs/crm/contacts"]
    )
    more = random.choice(["", "&x=1", f"&{SINCE}", f"&{SINCE}'", "#top", " "])
    way = random.choice(["?", "?", "?x=1&", ";", "#", "userinfo", "user", "path", "?;", "%3F"])
    secret = build.secret(shapes)
    if way == "userinfo":
        return f"https://{NAME}jane:{secret}@acme.test/in{more}"
    if way == "user":
        return f"https://{secret}@acme.test/in"
    if way == "path":
        return f"{start}/services/{secret}{random.choice(['', '/x'])}"
    return f"{start}{way}{NAME}{name}={secret}{more}"


def in_url(build: Builder) -> None:
    """In a URL: the query, before the host, the fragment, behind a semicolon, the path."""
    key = build.random.choice(
        ["event.notification.callback.url", "oauth.callback.url", "base.url", "oauth.token.url", "site.address", "hook"]
    )
    build.settings[key] = _url(build, KNOWN)


def in_poller_url(build: Builder) -> None:
    """In the URL of a resource."""
    build.resource()["url"] = _url(build, KNOWN)


def in_line(build: Builder) -> None:
    """In a line of ``event.poller.urls``: the name, the URL, a field, a line of its own."""
    secret = _one_of(
        build,
        lambda: f"contacts|{_url(build, KNOWN)}|changed|{PATTERN}",
        lambda: f"contacts|/hubs/crm/contacts|{build.secret(IN_NAMES)}|{PATTERN}",
        lambda: f"contacts|/hubs/crm/contacts?{SINCE}|changed|{build.secret(IN_NAMES)}",
        lambda: f"contacts|/hubs/crm/contacts?{SINCE}|changed|{PATTERN}|{build.secret(IN_NAMES)}",
        lambda: f"{build.secret(IN_NAMES)}|/hubs/crm/contacts?{SINCE}",
        lambda: f"contacts,{build.secret(IN_NAMES)}",
        lambda: f"contacts\n{build.secret(IN_NAMES)}",
        lambda: f"contacts|/hubs/crm/contacts?{SINCE}\n  {build.secret(IN_NAMES)}|x",
        lambda: f"contacts|/hubs?{NAME}client_seret=\n{build.secret(IN_NAMES)}",
    )
    build.lines += ["accounts|/hubs/crm/accounts|changed|yyyy", secret]


def in_header(build: Builder) -> None:
    """In a header of the platform, anywhere."""
    header = _one_of(
        build,
        lambda: f"Authorization: User {build.secret(KNOWN)}, Organization {build.secret(KNOWN)}",
        lambda: f"Authorization: Element {build.secret(KNOWN)}, User {build.secret(KNOWN)}",
        lambda: f"Authorization: Bearer {build.secret(KNOWN)}",
        lambda: f"User {build.secret(KNOWN)}, Organization {build.secret(KNOWN)}",
        lambda: f"X-Api-Key: {build.secret(KNOWN)}",
        lambda: "Authorization: Basic " + _basic(build),
    )
    place = build.random.choice(["note", "tags", "event.notification.callback.headers", "name", "url"])
    if place == "tags":
        build.tags.append(header)
    elif place == "name":
        build.fields["name"] = header
    elif place == "url":
        build.settings["event.notification.callback.url"] = f"https://acme.test -H '{header}'"
    else:
        build.settings[place] = header


def _basic(build: Builder) -> str:
    """User and password as a header has them. The base64 is the secret."""
    raw = build.secret(("hexadecimal",))
    found = build.planted.pop()
    value, mirror = (base64.b64encode(f"jane:{one}".encode()).decode() for one in (found.value, found.mirror))
    build.planted.append(Planted(value, mirror, "basic"))
    return f"{START}{value if found.value in raw else mirror}{END}"


def as_name(build: Builder) -> None:
    """As the name of a resource, an object, a key, a field."""
    secret = build.secret(IN_NAMES)
    way = build.random.choice(
        [
            "resource",
            "object",
            "objects",
            "key",
            "event key",
            "field",
            "poller field",
            "provider",
            "entry",
            "idField",
            "suffix",
        ]
    )
    if way == "resource":
        build.resources[secret] = {
            "url": f"/hubs/crm/{build.random.choice(['contacts', 'deals'])}?{SINCE}",
            "idField": "id",
        }
    elif way in {"object", "objects"}:
        build.objects += ["contacts", *([secret] if way == "object" else [secret, secret])]
    elif way == "key":
        build.settings[secret] = build.random.choice(["acme", " acme", {"a": 1}])
    elif way == "event key":
        build.settings[f"event.{secret}"] = True
    elif way == "field":
        build.fields[secret] = "acme"
    elif way == "poller field":
        build.resource()[secret] = build.random.choice(["1", {"url": "/a"}])
    elif way == "provider":
        build.provider[secret] = build.random.choice(["", "<CODE>"])
    elif way == "entry":
        build.entries.append({"key": secret, "propertyValue": build.random.choice(["acme", build.secret(KNOWN)])})
    elif way == "idField":
        build.resource()["idField"] = secret
    else:
        build.settings[f"password.{secret}"] = build.secret()


def in_date(build: Builder) -> None:
    """As a format or a zone, or in one."""
    secret = build.secret(IN_NAMES)
    field, value = build.random.choice(
        [
            ("updatedDateFormat", secret), ("updatedDateTimezone", secret), ("updatedDateField", secret),
            ("createdDateFormat", f"yyyy'{secret}'"), ("updatedDateTimezone", f"GMT{secret}"),
            ("updatedDateFormat", f"yyyy-MM-dd {secret}"), ("updatedDateFormt", secret), (secret, "yyyy"),
        ]
    )  # fmt: skip
    build.dates()[field] = value


def in_time_variable(build: Builder) -> None:
    """In a time variable of a URL."""
    secret = build.secret(IN_NAMES)
    variable = build.random.choice(
        [
            f"${{{secret}}}", f"${{gmtDate:{secret}}}", f"${{dateTimeZone:{secret}:yyyy}}", f"${{{secret}:yyyy}}",
            f"${{gmtDate:yyyy'{secret}'}}", f"${{gmtDate:yyyy {secret}", f"${{configuration.{secret}}}",
        ]
    )  # fmt: skip
    build.resource()["url"] = f"/hubs/crm/contacts?where=a>='{variable}'"


def as_value(build: Builder) -> None:
    """As the value of a key that means something else."""
    key = build.random.choice(
        [
            "event.vendor.type", "event.notification.enabled", "event.poller.refresh_interval", "document.tagging",
            "event.notification.callback.url", "oauth.callback.url", "oauth.api.key", "username", "name", "element",
            "id", "externalAuthentication", "tags", "site.address", "event.poller.configuration", "event.objects",
            "account.id",
        ]
    )  # fmt: skip
    secret = build.secret(KNOWN)
    if key == "element":
        build.element["key"] = secret
    elif key == "tags":
        build.tags += [secret, 5]
    elif key in {"externalAuthentication", "name", "id"}:
        build.fields[key] = secret
    elif key == "event.poller.configuration":
        build.resources = {}
        build.settings[key] = secret
    else:
        build.settings[key] = build.random.choice(
            [secret, f" {secret}", f"{secret} x", f"<{secret}", f"{secret}\u200b"]
        )


def in_comment(build: Builder) -> None:
    """In a comment, also in one that accepts a finding."""
    key = build.random.choice(SECRET_KEYS)
    build.comments.append(
        _one_of(
            build,
            lambda: f"{NAME}{key}: {build.secret()}",
            lambda: f"ce-lint: allow literal-secret -- {NAME}{key} {build.secret(KNOWN)}",
            lambda: f"ce-lint: allow {build.secret(IN_NAMES)} -- as agreed",
            lambda: f"ce-lint: {build.secret(IN_NAMES)}",
            lambda: f"ce-lint: allow missing-name until {build.secret(IN_NAMES)} -- as agreed",
            lambda: f"{NAME}{key} = {build.secret()}",
        )
    )


def in_placeholder(build: Builder) -> None:
    """Around and in half a placeholder."""
    secret = build.secret(KNOWN)
    build.settings[build.random.choice(SECRET_KEYS)] = build.random.choice(
        [
            f"<{secret}",
            f"{secret}>",
            f"${{{secret}",
            f"{{{{{secret}",
            f"{secret}{{{{x}}}}",
            f"{secret}<NAME>",
            f"********{secret}",
        ]
    )


def in_json_text(build: Builder) -> None:
    """In JSON that stands in a string."""
    key = build.random.choice(SECRET_KEYS + NEAR_KEYS)
    inner = _one_of(
        build,
        lambda: {"contacts": {"url": f"/hubs/crm/contacts?{SINCE}", "idField": "id", key: build.secret()}},
        lambda: {"contacts": {"url": _url(build, KNOWN), "pageSize": "1"}},
        lambda: {key: build.secret(), "x": 1},
        lambda: {"contacts": {"url": "/hubs/crm/contacts", "parameters": {key: build.secret()}, "pageSize": "1"}},
        lambda: [{"key": key, "propertyValue": build.secret()}],
        lambda: {build.secret(IN_NAMES): {"url": "/hubs/crm/contacts", "pageSize": "1"}},
    )
    text = write_json(inner, build.random, JsonStyle.one_line(build.random))
    if build.random.random() < 0.3:
        text = text[: build.random.randrange(len(text))]
    where = build.random.choice(["event.poller.configuration"] * 3 + ["event.metadata", "note", "options"])
    build.settings[where] = text
    if where == "event.poller.configuration":
        build.resources = {}


PLACES: Mapping[str, Place] = {
    place.__name__: place
    for place in (
        under_key, under_near_key, provider_data, of_response, in_entry, in_url, in_poller_url, in_line, in_header,
        as_name, in_date, in_time_variable, as_value, in_comment, in_placeholder, in_json_text,
    )
}  # fmt: skip


# -- kinds of document

KINDS = ("body", "body", "body", "response", "array", "wrapper", "map", "poller", "list", "account", "definition")


def value_of(build: Builder, kind: str) -> Any:
    """The parts of a builder as a document of one kind."""
    random = build.random
    settings = _all_settings(build)
    if kind == "poller" and is_planted(build.resources):
        return build.resources
    if kind == "map":
        return {**settings, **build.fields, **build.provider}
    if kind == "list":
        entries = [_entry(key, value) for key, value in {**settings, **build.fields}.items()]
        entries = [dict(reversed(one.items())) if random.random() < 0.2 else one for one in [*entries, *build.entries]]
        return entries if len(entries) > 1 or random.random() < 0.5 else entries[0]
    if kind == "account":
        return {"oauthUrl": "https://api.acme.test", **build.fields, **build.provider, **settings}
    body = _body(build, settings)
    if kind in {"body", "poller"}:
        return body
    if kind == "definition":
        return {
            "configuration": [{"key": key, "defaultValue": value} for key, value in settings.items()],
            "resources": [],
        }
    response = {"id": 1, **body, "valid": True, "eventsEnabled": random.choice([True, "no"]), "elementId": 5}
    if kind == "array":
        return [response, body]
    return {"status": "ok", "elementInstance": response} if kind == "wrapper" else response


def _entry(key: str, value: Any) -> dict[str, Any]:
    """A setting as the platform lists it."""
    return {"key": f"{NAME}{key}" if is_planted(value) else key, "propertyValue": value}


def _all_settings(build: Builder) -> dict[str, Any]:
    settings = dict(build.settings)
    random = build.random
    if build.resources and "event.poller.configuration" not in settings:
        way = random.choice(
            ["object", "text", "text", "text"] if is_planted(build.resources) else ["object", "text", "none"]
        )
        if way == "object":
            settings["event.poller.configuration"] = build.resources
        elif way == "text":
            text = write_json(build.resources, random, JsonStyle.any(random))
            settings["event.poller.configuration"] = text
    if build.lines:
        settings["event.poller.urls"] = random.choice(["\n", "\r\n", "\n\n"]).join(build.lines)
    if build.objects:
        settings["event.objects"] = random.choice([",", ", ", ";", "|", "\n"]).join(build.objects)
    return settings


def _body(build: Builder, settings: dict[str, Any]) -> dict[str, Any]:
    parts: list[tuple[str, Any]] = [("element", build.element), ("configuration", settings)]
    if build.provider:
        parts.append(("providerData", build.provider))
    if build.tags:
        parts.append(("tags", build.tags))
    if build.entries:
        parts.append(("entries", build.entries))
    if "name" not in build.fields:
        parts.append(("name", "Sales"))
    parts += build.fields.items()
    if build.random.random() < 0.2:
        build.random.shuffle(parts)
    return dict(parts)


# -- renderings

Rendering = Callable[[Any, Builder, set[str]], str]


def as_json(value: Any, build: Builder, _notes: set[str]) -> str:
    """One text of JSON. Comments make it a broken one."""
    text = write_json(value, build.random, JsonStyle.any(build.random))
    head = "".join(f"// {one}\n" for one in build.comments)
    return head + text + build.random.choice(["\n", ""])


def as_json_lines(value: Any, build: Builder, _notes: set[str]) -> str:
    """A value a line."""
    values = [{"element": {"key": "sfdc"}, "configuration": {"event.vendor.type": "pollng"}, "name": "Sales"}, value]
    build.random.shuffle(values)
    lines = [write_json(one, build.random, JsonStyle.one_line(build.random)) for one in values]
    return "\n".join([*lines, *build.comments]) + build.random.choice(["\n", ""])


def as_json_text(value: Any, build: Builder, _notes: set[str]) -> str:
    """JSON that was escaped twice, or stands in an array as text."""
    text = write_json(value, build.random, JsonStyle.one_line(build.random))
    whole = write_json([text, value], build.random, JsonStyle.any(build.random))
    return build.random.choice([text.replace('"', '\\"'), whole])


def as_yaml(value: Any, build: Builder, notes: set[str]) -> str:
    """One or more documents of YAML."""
    random = build.random
    head = random.choice(["", "", "", "---\n", "%YAML 1.2\n---\n", "--- # sales\n"])
    comments = "".join(f"# {one}\n" for one in build.comments)
    text = write_yaml(value, random, notes)
    if build.comments and random.random() < 0.5:
        lines = text.splitlines(keepends=True)
        lines.insert(random.randrange(len(lines)), comments)
        text = "".join(lines)
    else:
        text = comments + text
    if is_planted(value) and isinstance(value, dict) and random.random() < 0.08:
        notes.add("merge key")
        text = _merged(value, random, notes)
    if random.random() < 0.15:
        notes.add("documents")
        other = "element:\n  key: sfdc\nconfiguration:\n  event.vendor.type: pollng\nname: Sales\n"
        text = random.choice([f"{text}---\n{other}", f"{other}---\n{text}", f"{text}...\n---\n{other}"])
    return head + text


def _merged(value: dict[str, Any], random: Random, notes: set[str]) -> str:
    """The settings by way of a merge key."""
    settings = value.get("configuration")
    if not isinstance(settings, dict):
        return write_yaml(value, random, notes)
    rest = {key: member for key, member in value.items() if key != "configuration"}
    base = "".join(f"  {line}\n" for line in write_yaml(settings, random, notes).splitlines())
    merged = "configuration:\n  <<: *base\n  event.vendor.type: pollng\n"
    return f"base: &base\n{base}{merged}{write_yaml(rest, random, notes)}"


RENDERINGS: Mapping[str, tuple[Rendering, tuple[str, ...], int]] = {
    "json": (as_json, (".json", ".json", ""), 8),
    "json lines": (as_json_lines, (".jsonl", ".ndjson", ".json"), 2),
    "json text": (as_json_text, (".json",), 1),
    "yaml": (as_yaml, (".yaml", ".yml"), 11),
}
"""How to write a value, by which endings of a file name, and how often."""


class _Made(NamedTuple):
    written: str
    name: str
    encoding: str
    planted: list[Planted]
    labels: list[str]
    mutation: Mutation
    is_sound: bool


def make(source: RandomSource, mutated: float = 0.6, places: Sequence[str] = ()) -> Document:
    """A document, made twice from the same random source: with its secrets, and with their mirrors.

    ``mutated`` is the share of torn ones; ``places`` are those to choose from. Raises ValueError where they do not fit.
    """
    made, mirror = (_make(source(), mirrored, mutated, places or [*PLACES]) for mirrored in (False, True))
    text, other = Marked.of(made.written), Marked.of(mirror.written)
    if len(text.text) != len(other.text) or text.secrets != other.secrets:
        raise ValueError("the mirror has another form")
    return Document(
        made.name,
        text.text,
        other.text,
        made.encoding,
        tuple(one.value for one in made.planted),
        tuple(one.mirror for one in made.planted),
        tuple(made.labels),
        tuple(sorted([*text.secrets, *text.names])),
        not made.mutation.names and made.is_sound,
        (("unknown-event-type", "pollng"),),
    )


def _make(random: Random, mirrored: bool, mutated: float, every: Sequence[str]) -> _Made:
    build = Builder(random, mirrored)
    kind = random.choice(KINDS)
    places = random.choices(every, k=random.choice([1, 1, 1, 2]))
    for name in places:
        PLACES[name](build)
    notes: set[str] = set()
    rendering = random.choices([*RENDERINGS], [weight for *_, weight in RENDERINGS.values()])[0]
    write, suffixes, _ = RENDERINGS[rendering]
    text = write(value_of(build, kind), build, notes)
    mutation = mutate(text, random) if random.random() < mutated else Mutation(text, ())
    text = mutation.text
    if random.random() < 0.1:
        text = text.replace("\r\n", "\n").replace("\n", "\r\n")
        notes.add("CRLF")
    encoding = random.choices(["utf-8", "utf-8-sig", "utf-16-le", "utf-16-be"], [20, 1, 1, 1])[0]
    labels = [kind, rendering, *places, *(one.shape for one in build.planted), *sorted(notes), *mutation.names]
    is_sound = rendering == "yaml" or (rendering != "json text" and not build.comments)
    return _Made(text, f"a{random.choice(suffixes)}", encoding, build.planted, labels, mutation, is_sound)


def documents(
    seed: int, count: int | None = None, mutated: float = 0.6, places: Sequence[str] = ()
) -> Iterator[tuple[int, Document]]:
    """Documents without end, each with the number that makes it again: ``document(seed, number)``."""
    for number in itertools.count() if count is None else range(count):
        found = document(seed, number, mutated, places)
        if found is not None:
            yield number, found


def document(seed: int, number: int, mutated: float = 0.6, places: Sequence[str] = ()) -> Document | None:
    """One document of a seed; None where its mirror has another form."""
    try:
        return make(lambda: Random(f"{seed}/{number}"), mutated, places)
    except ValueError:
        return None
