"""Redaction: no secret, nor a piece of one longer than three characters, in anything that ce-lint prints.

A random secret is planted somewhere, the file is torn or not, and every command reads it. A piece may stand in the
output by chance (`face` is hexadecimal): such a piece is found again where the same file holds another secret, every
letter and digit of it moved by one. What only the right secret brings about was read from the file.
"""

from __future__ import annotations

import json
import re
from collections.abc import Callable
from random import Random
from typing import Any, NamedTuple

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from ce_lint.checks.secrets import LiteralSecret
from ce_lint.document.nodes import Span
from ce_lint.document.read import read
from ce_lint.document.source import SourceText
from ce_lint.report.redact import Redactor
from tests.helpers import ALL_RULES, Run, body, run
from tests.test_places import EVENTS, File, json_string, yaml_block

FIXED = settings(derandomize=True, deadline=None, database=None)
LONGEST = 3

# -- secrets, of every shape

LOWER, UPPER, DIGITS = "abcdefghijklmnopqrstuvwxyz", "ABCDEFGHIJKLMNOPQRSTUVWXYZ", "0123456789"
OTHERS = "äöüßéñ漢字語😀🎉"
ALPHABET = LOWER + UPPER + DIGITS


def _some(alphabet: str, least: int, most: int = 0) -> Callable[[Random], str]:
    return lambda random: "".join(random.choice(alphabet) for _ in range(random.randint(least, most or least)))


def _uuid(random: Random) -> str:
    return "-".join(_some("0123456789abcdef", size)(random) for size in (8, 4, 4, 4, 12))


def _token(prefix: str, alphabet: str, size: int) -> Callable[[Random], str]:
    return lambda random: prefix + _some(alphabet, size)(random)


SHAPES: dict[str, Callable[[Random], str]] = {
    "hexadecimal": _some("0123456789abcdef", 16, 64),
    "base64": lambda random: _some(ALPHABET + "+/", 30, 43)(random) + "=",
    "uuid": _uuid,
    "github": _token("gh" + "p_", ALPHABET, 36),
    "aws": _token("AK" + "IA", UPPER[:20] + "234567", 16),
    "stripe": _token("sk_" + "live_", ALPHABET, 24),
    "slack": _token("xo" + "xb-", DIGITS, 24),
    "short": _some(ALPHABET + "!$%?+-_", 5, 9),
    "digits": _some(DIGITS, 5, 14),
    "word": _some(LOWER, 6, 12),
    "words": lambda random: " ".join(_some(LOWER, 4, 7)(random) for _ in range(3)),
    "punctuation": lambda random: "".join(random.choice(ALPHABET + "!#$%&()*+,-./:;<=>?@[]^_{|}~ ") for _ in range(14)),
    "unicode": _some(ALPHABET + OTHERS, 8, 16),
    "escapes": lambda random: "".join(random.choice(ALPHABET + "\"'\\\n\t/") for _ in range(16)),
    "json": lambda random: f'{{"{_some(LOWER, 6)(random)}": "{_some(ALPHABET, 8)(random)}"}}',
}
IN_URLS = ["hexadecimal", "uuid", "github", "aws", "stripe", "short", "digits", "base64"]
IN_HEADERS = ["hexadecimal", "uuid", "github", "base64"]


def other(secret: str) -> str:
    """Another secret with the same shape and length: every letter and digit moved by one."""
    moved = {}
    for alphabet in (LOWER, UPPER, DIGITS, OTHERS[:9], OTHERS[9:]):
        for at, character in enumerate(alphabet):
            moved[character] = alphabet[(at + 1) % len(alphabet)]
    if re.fullmatch(r"[0-9a-f-]+", secret) and not secret.isdigit():
        moved |= {character: "123456789abcdef0"[at] for at, character in enumerate("0123456789abcdef")}
    return "".join(moved.get(character, character) for character in secret)


# -- places: a document around a secret

KEYS = [
    "password", "oauth.api.secret", "api.key", "event.notification.signature.key", "event.notification.basic.password",
    "oauth.user.token", "oauth.user.refresh_token", "user.password", "clientSecret", "private_key", "accesstoken",
    "client.secret", "token",
]  # fmt: skip
SINCE = "where=a>='${gmtDate:yyyy-MM-dd}'"


def _config(key: str) -> Callable[[Any], Any]:
    return lambda secret: body({**EVENTS, "event.vendor.type": "pollng", key: secret, "after": "x"})


def _setting(key: str) -> Callable[[Any], Any]:
    return lambda secret: [
        {"id": 1, "key": "username", "propertyValue": "a"},
        {"key": key, "id": 2, "propertyValue": secret},
    ]


def _called(url: str) -> dict[str, Any]:
    return body({**EVENTS, "event.notification.callback.url": url})


def _map(map_: Any) -> dict[str, Any]:
    return body({**EVENTS, "event.poller.configuration": map_})


def _map_text(fields: dict[str, Any]) -> dict[str, Any]:
    map_ = {"contacts": {"url": f"/contacts?{SINCE}", "idField": "id", **fields}, "leads": {"pageSize": "1"}}
    return _map(json.dumps(map_))


def _of_response(secret: Any) -> Any:
    return {
        "id": 1,
        "element": {"id": 5, "key": "sfdc"},
        "token": secret,
        "valid": "yes",
        "configuration": {"password": secret},
    }


PLACES: dict[str, Callable[[Any], Any]] = {
    **{key: _config(key) for key in KEYS},
    "code": lambda secret: body(providerData={"code": secret}, tags=5),
    "oauth_token": lambda secret: body(providerData={"oauth_token": secret, "secret": secret}),
    "response": _of_response,
    "array": lambda secret: [_of_response(secret), _of_response(secret)],
    "wrapper": lambda secret: {"status": "ok", "elementInstance": _of_response(secret)},
    "list": _setting("password"),
    "list of a signature": _setting("event.notification.signature.key"),
    "one setting": lambda secret: {"key": "oauth.api.secret", "propertyValue": secret},
    "map": lambda secret: {**EVENTS, "oauth.api.secret": secret, "event.vendor.type": "pollng"},
    "nested": lambda secret: body({"password": {"value": secret}, "tokens": [secret, secret]}),
    "twice": lambda secret: body({**EVENTS, "password": secret, "api.secret": secret}),
    "poller": lambda secret: _map({"a": {"url": "/a", "password": secret}}),
    "poller text": lambda secret: _map_text({"password": secret}),
    "poller text below": lambda secret: _map_text({"parameters": {"access_token": secret}, "pageSize": "5"}),
    "with a blank": lambda secret: body({"password": f" {secret} "}),
}  # fmt: skip
URL_PLACES: dict[str, Callable[[Any], Any]] = {
    "userinfo": lambda secret: _called(f"http://me:{secret}@example.com/a"),
    "query": lambda secret: _called(f"http://example.com/a?client_secret={secret}&b"),
    "oauth query": lambda secret: body({"oauth.callback.url": f"https;//example.com/a?x=1&access_token={secret}"}),
    "poller url": lambda secret: _map({"a": {"url": f"/b?apiSecret={secret}&{SINCE}'"}}),
    "poller text url": lambda secret: _map_text({"url": f"/contacts?{SINCE}'&client_secret={secret}"}),
    "line": lambda secret: body({**EVENTS, "event.poller.urls": f"contacts|/contact?api_secret={secret}&{SINCE}'"}),
    "base url": lambda secret: body({"base.url": f" https://example.com/?password={secret}"}),
}  # fmt: skip
HEADER_PLACES: dict[str, Callable[[Any], Any]] = {
    "header": lambda secret: body({"note": f"Authorization: User {secret}, Organization {secret}, Element {secret}"}),
    "header in tags": lambda secret: body(tags=[f"Authorization: Element {secret}, User {secret}", 5]),
    "headers": lambda secret: body({"event.notification.callback.headers": f"Authorization: Bearer {secret}"}),
}


class Planted(NamedTuple):
    secret: str
    file: File
    mirror: File
    written: str


def plant(random: Random, place: str, shape: str) -> Planted:
    """A file with a secret, and the same file with another one."""
    make = {**PLACES, **URL_PLACES, **HEADER_PLACES}[place]
    secret = SHAPES[shape](random)
    is_number = secret.isdigit() and secret[0] in "12345678" and random.random() < 0.5
    as_number = is_number and place in PLACES and place != "with a blank"
    values = [make(int(value) if as_number else value) for value in (secret, other(secret))]
    while True:
        seed = random.random()
        files = [_written(value, Random(seed)) for value in values]
        if len(files[0].text) == len(files[1].text):
            break  # a YAML writer may quote the one and not the other
    return Planted(secret, *files, json_string(secret, Random(0), escapes=False)[1:-1])


def _written(value: Any, random: Random) -> File:
    way = random.choice(["line", "indented", "unicode", "yaml", "yaml", "lines"])
    if way == "yaml":
        return File("a.yaml", yaml_block(value, random) + "\n")
    if way == "lines":
        return File("a.jsonl", json.dumps(body()) + "\n" + json.dumps(value, ensure_ascii=False) + "\n")
    return File("a.json", json.dumps(value, indent=2 if way == "indented" else None, ensure_ascii=way == "unicode"))


NAMES = [
    "signature",
    "client_secret=",
    "apiSecret=",
    "api_secret=",
    "access_token=",
    "password=",
    "Authorization",
    "User ",
]
NAME = re.compile("|".join(map(re.escape, [*KEYS, *NAMES, "Organization ", "Element "])))


def torn(planted: Planted, random: Random) -> Planted:
    """The same damage to both files: characters deleted, inserted, replaced near the secret or anywhere, or a cut.

    The name that makes it a secret stays whole: what stands under `passwrd` is any value.
    """
    text, mirror = planted.file.text, planted.mirror.text
    assert len(text) == len(mirror)
    near = text.find(planted.written)
    for _ in range(random.randint(1, 3)):
        if len(text) < 4:
            break
        span = (max(0, near - 8), min(len(text) - 1, near + len(planted.written) + 8))
        at = (
            random.randint(*span)
            if near >= 0 and random.random() < 0.7 and span[0] < span[1]
            else random.randrange(len(text))
        )
        piece = random.choice(
            ["", "", *"\"',:{}[]\\\n#&*!|>- ", '","', '":"', '", "', "\n  ", ": ", "'", '"}', "},", "…", "“"]
        )
        after = at + random.choice([0, 1, 1, 2])
        if any(name.start() < after and at < name.end() for name in NAME.finditer(text)):
            continue
        text, mirror = text[:at] + piece + text[after:], mirror[:at] + piece + mirror[after:]
    if random.random() < 0.2:
        end = random.randrange(len(text))
        text, mirror = text[:end], mirror[:end]
    return planted._replace(file=File(planted.file.name, text), mirror=File(planted.mirror.name, mirror))


# -- what is printed

CHECKS = [
    ["check", "-"],
    ["check", "-v", "--color", "always", "--select", ",".join(ALL_RULES), "-"],
    ["check", "-q", "--select", ",".join(ALL_RULES), "-"],
    ["check", "--format", "json", "--select", ",".join(ALL_RULES), "-"],
]
POLLS = [["poll", "-"], ["poll", "--format", "json", "-"], ["poll", "--resource", "contact", "-"]]
COMMANDS = [*CHECKS, *POLLS]


def printed(command: list[str], file: File) -> str:
    """Everything that a command prints, as it stands and with its escapes undone."""
    done: Run = run(
        command[0], "--stdin-filename", file.name, *command[1:], stdin=file.text.encode("utf-8", "surrogatepass")
    )
    assert "internal error" not in done.err, (done.err, file.text)
    text = re.sub(r"\x1b\[[0-9;]*m", "", done.out + done.err)
    return text + "\n" + re.sub(r"\\u([0-9a-f]{4})", lambda found: chr(int(found[1], 16)), text).replace('\\"', '"')


def leaks(planted: Planted, command: list[str]) -> list[str]:
    """The pieces of a secret that a command prints, and would not print of another secret."""
    text = printed(command, planted.file)
    found = [piece for piece in pieces(planted) if piece in text]
    if not found:
        return []
    by_chance = printed(command, planted.mirror)
    return [piece for piece in found if piece not in by_chance]


def pieces(planted: Planted) -> set[str]:
    size = LONGEST + 1
    return {
        secret[at : at + size] for secret in (planted.secret, planted.written) for at in range(len(secret) - LONGEST)
    }


def assert_silent(planted: Planted, commands: list[list[str]]) -> None:
    for command in commands:
        found = leaks(planted, command)
        assert not found, (
            command,
            found,
            planted.secret,
            planted.file.name,
            planted.file.text,
            printed(command, planted.file),
        )


CASES = [
    *((place, shape) for place in PLACES for shape in SHAPES),
    *((place, shape) for place in URL_PLACES for shape in IN_URLS),
    *((place, shape) for place in HEADER_PLACES for shape in IN_HEADERS),
]


@settings(FIXED, max_examples=120)
@given(st.sampled_from(CASES), st.integers(0, 2**32))
def test_no_secret_is_printed(case: tuple[str, str], seed: int) -> None:
    assert_silent(plant(Random(seed), *case), COMMANDS)


@settings(FIXED, max_examples=200)
@given(st.sampled_from(CASES), st.integers(0, 2**32))
def test_no_secret_is_printed_of_a_torn_file(case: tuple[str, str], seed: int) -> None:
    random = Random(seed)
    assert_silent(torn(plant(random, *case), random), CHECKS)


POLLED = [case for case in CASES if case[0] in ("poller", "poller text", "poller text url", "poller url", "line")]


@settings(FIXED, max_examples=80)
@given(st.sampled_from(POLLED), st.integers(0, 2**32))
def test_no_secret_is_printed_of_the_polls_of_a_torn_file(case: tuple[str, str], seed: int) -> None:
    random = Random(seed)
    assert_silent(torn(plant(random, *case), random), POLLS)


# -- and besides


@pytest.mark.parametrize("place", [*PLACES, *URL_PLACES, *HEADER_PLACES])
def test_no_secret_is_printed_by_a_crash(place: str, monkeypatch: pytest.MonkeyPatch) -> None:
    shape = "uuid" if place in URL_PLACES or place in HEADER_PLACES else "punctuation"
    planted = plant(Random(place), place, shape)

    def crash(_check: LiteralSecret, document: Any) -> Any:
        quoted = f"{document.source.text} {planted.secret}"
        raise ValueError(quoted)

    monkeypatch.setattr(LiteralSecret, "find", crash)
    for command in (["check", "--select", "literal-secret", "-"], ["poll", "-"]):
        done = run(command[0], "--stdin-filename", planted.file.name, *command[1:], stdin=planted.file.text.encode())
        assert not [piece for piece in pieces(planted) if piece in done.out + done.err]
        assert "internal error" in done.err or command[0] == "poll"
        assert done.status == 2 or command[0] == "poll"


def test_what_is_no_document_is_not_printed(tmp_path: Any) -> None:
    secret = "Zq7" + "Xw9Kv2Lp8Tn4"
    texts = [
        f'{{"password": "{secret}"',
        f'{{"element": 5, "password": "{secret}"}}',
        f"password: {secret}\n- x",
        secret,
        f'"{secret}',
    ]
    for number, text in enumerate(texts):
        for name in ("a.json", "b.yaml", "c.jsonl", "d.txt", "e"):
            path = tmp_path / f"{number}{name}"
            path.write_text(text)
            for command in (["check", "-v", str(path)], ["check", "--format", "json", str(path)], ["poll", str(path)]):
                done = run(*command)
                assert secret[:4] not in done.out + done.err


def test_explain_and_rules_show_no_file() -> None:
    for command in (["explain", "literal-secret"], ["rules"], ["rules", "--format", "json"]):
        assert run(*command) == run(*command, stdin=b'{"password": "Zq7Xw9Kv2Lp8Tn4"}')


def source_of(text: str, name: str) -> SourceText:
    source = read(name, text.encode(), included=True).source
    assert source is not None
    return source


@pytest.mark.parametrize("name", ["a.json", "a.yaml"])
def test_an_excerpt_hides_only_what_may_be_secret(name: str) -> None:
    """Values of secret keys, of keys that are nearly such, and values that look random; words and numbers are shown."""
    hidden = ["Wolfgang", "Quetzalcoatl", "tR9vKq27LmZx84Wp", "kq!Zt-9wPd"]
    config = (
        f'"password": "{hidden[0]}", "apiSecre": "{hidden[1]}", "event.vendor.type": "pollng", "n": 15, "on": true, '
        f'"site": "{hidden[2]}", "base.url": "https://example.com/?a=1", "zone": "{hidden[3]}", "key": "<API_KEY>"'
    )
    text = f'{{"element": {{"key": "sfdc"}}, "configuration": {{{config}}}, "name": "Support desk"}}'
    done = run("check", "--stdin-filename", name, "--diff", "-", stdin=text.encode())
    shown = run("check", "--color", "never", "--stdin-filename", name, "-", stdin=text.encode()).out + done.out
    assert '"event.vendor.type": "pollng"' in shown
    for word in hidden:
        assert word not in shown
    redactor = Redactor(source_of(text, name))
    line = redactor.show_line(Span(0, len(text)), Span(0, 0), "events")
    for word in ("sfdc", '"n": 15', "true", "https://example.com/?a=1", "<API_KEY>", "Support desk", '"password"'):
        assert word in line
    assert not [word for word in hidden if word in line]


def test_an_excerpt_of_json_in_a_text_shows_nothing_beside_the_finding() -> None:
    map_ = {"contacts": {"url": f"/contacts?{SINCE}'", "idField": "Wolfgang", "pageSize": "Xylophon"}}
    done = run(
        "check", "-", stdin=json.dumps(body({**EVENTS, "event.poller.configuration": json.dumps(map_)})).encode()
    )
    assert "wrong-poller-type" in done.out
    assert "Xylophon" in done.out
    assert "Wolfgang" not in done.out


def test_in_a_text_with_a_cut_string_only_words_of_the_platform_are_shown() -> None:
    text = '{"element": {"key": "Wolfgang"}, "configuration": {"event.vendor.type": "Xylop"hon", "kum": "quat"}}'
    done = run("check", "--select", "syntax", "-", stdin=text.encode())
    assert "invalid-json" in done.out
    assert "event.vendor.type" in done.out
    for word in ("Wolfgang", "Xylop", "hon", "kum", "quat"):
        assert word not in done.out


def test_numbers_and_words_of_a_line_are_seen_but_for_secrets() -> None:
    config = '"pin": 4711, "password": 9876, "x": true, "event.vendor.type": "c"'
    text = f'{{"element": {{"key": "a"}}, "name": "b", "configuration": {{{config}}}}}'
    done = run("check", "-", stdin=text.encode())
    assert '"pin": 4711' in done.out
    assert '"x": true' in done.out
    assert "9876" not in done.out


@pytest.mark.parametrize("key", ["password", "event.notification.signature.key", "oauth.api.secret"])
def test_a_value_of_a_list_is_as_secret_as_its_key(key: str) -> None:
    text = json.dumps([{"key": "a", "propertyValue": "b"}, {"propertyValue": " x1!kQ 12", "key": key}])
    done = run("check", "--select", ",".join(ALL_RULES), "-", stdin=text.encode())
    assert "x1!kQ" not in done.out


def test_a_long_line_is_masked_in_time() -> None:
    config = {f"key.{number}": f"value {number}" for number in range(5000)} | {
        f"a{number}.sandbox": "no" for number in range(200)
    }
    done = run("check", "-", stdin=json.dumps(body(config)).encode())
    assert done.out.count("invalid-boolean") == 200


# -- aliases

ALIASES = """\
element: {key: hubspot}
name: a
providerData: {code: &code longish}
configuration:
  user.password: &number '3938328003'
  admin.password: &word hunter
  event.notification.enabled: true
  event.vendor.type: polling
  event.objects: *word
  event.poller.configuration:
    contacts: {url: /hubs/crm/contacts, idField: *number, datesConfiguration: {updatedDateField: *code}}
    *word : {url: *word}
"""


@pytest.mark.parametrize(
    "command", [["check", "--select", ",".join(ALL_RULES)], ["poll"], ["check", "--diff", "--unsafe-fixes"]]
)
def test_an_alias_does_not_show_the_secret_of_its_anchor(command: list[str], tmp_path: Any) -> None:
    path = tmp_path / "a.yaml"
    path.write_text(ALIASES, "utf-8")
    result = run(*command, str(path))
    output = result.out + result.err
    assert result.status < 2
    assert output
    assert not [text for text in ("longish", "3938328003", "hunter") if text in output]
