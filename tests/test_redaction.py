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
from tests.helpers import ALL_RULES, Run, body, run
from tests.test_places import EVENTS, File, Whole, json_string, yaml_block

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


def _map_text(fields: dict[str, Any]) -> dict[str, Any]:
    map_ = {"contacts": {"url": f"/contacts?{SINCE}", "idField": "id", **fields}, "leads": {"pageSize": "1"}}
    return body({**EVENTS, "event.poller.configuration": json.dumps(map_)})


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
    "poller": lambda secret: body({**EVENTS, "event.poller.configuration": {"a": {"url": "/a", "password": secret}}}),
    "poller text": lambda secret: _map_text({"password": secret}),
    "poller text below": lambda secret: _map_text({"parameters": {"access_token": secret}, "pageSize": "5"}),
    "with a blank": lambda secret: body({"password": f" {secret} "}),
}  # fmt: skip
URL_PLACES: dict[str, Callable[[Any], Any]] = {
    "userinfo": lambda secret: body({**EVENTS, "event.notification.callback.url": f"http://me:{secret}@example.com/a"}),
    "query": lambda secret: body({**EVENTS, "event.notification.callback.url": f"http://example.com/a?client_secret={secret}&b"}),
    "oauth query": lambda secret: body({"oauth.callback.url": f"https;//example.com/a?x=1&access_token={secret}"}),
    "poller url": lambda secret: body({**EVENTS, "event.poller.configuration": {"a": {"url": f"/b?apiSecret={secret}&{SINCE}'"}}}),
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


NAMES = re.compile(
    "|".join(map(re.escape, [*KEYS, "signature", "secret", "apiSecret", "Authorization", "User ", "Element "]))
)


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
        if any(name.start() < after and at < name.end() for name in NAMES.finditer(text)):
            continue
        text, mirror = text[:at] + piece + text[after:], mirror[:at] + piece + mirror[after:]
    if random.random() < 0.2:
        end = random.randrange(len(text))
        text, mirror = text[:end], mirror[:end]
    return planted._replace(file=File(planted.file.name, text), mirror=File(planted.mirror.name, mirror))


# -- what is printed

COMMANDS = [
    ["check", "-"],
    ["check", "-v", "--color", "always", "--select", ",".join(ALL_RULES), "-"],
    ["check", "-q", "--select", ",".join(ALL_RULES), "-"],
    ["check", "--format", "json", "--select", ",".join(ALL_RULES), "-"],
    ["poll", "-"],
    ["poll", "--format", "json", "-"],
    ["poll", "--resource", "contact", "-"],
]


def printed(command: list[str], file: File) -> str:
    """Everything that a command prints, as it stands and with its escapes undone."""
    done: Run = run(
        command[0], "--stdin-filename", file.name, *command[1:], stdin=file.text.encode("utf-8", "surrogatepass")
    )
    assert "mistake of its own" not in done.err, (done.err, file.text)
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


def assert_silent(planted: Planted) -> None:
    for command in COMMANDS:
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
    assert_silent(plant(Random(seed), *case))


@settings(FIXED, max_examples=400)
@given(st.sampled_from(CASES), st.integers(0, 2**32))
def test_no_secret_is_printed_of_a_torn_file(case: tuple[str, str], seed: int) -> None:
    random = Random(seed)
    assert_silent(torn(plant(random, *case), random))
