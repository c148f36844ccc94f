"""How well, and how fast, secrets are found: ce-lint beside detect-secrets, on a labelled set of a fixed seed.

    python benchmarks/secrets.py [--documents 400] [--corpus FOLDER]

Every document is an instance body with secrets, placeholders, identifiers and false friends; a value is right or wrong
by what was put there. FOLDER, if given, holds documents and a ``labels.jsonl`` that says which of them hold a literal
secret. The time of ce-lint's functions includes reading the JSON with the standard library, that of detect-secrets its
settings and a temporary file.
"""

from __future__ import annotations

import argparse
import base64
import json
import random
import string
import tempfile
import time
import uuid
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any, NamedTuple

from ce_lint.secrets.placeholders import find_half_placeholder
from ce_lint.secrets.scan import find_authorization_secrets, find_url_secrets
from ce_lint.secrets.verdict import GRANT_MEMBERS, find_grant_code, find_secret

ALNUM = string.ascii_letters + string.digits
HEX = "0123456789abcdef"
Maker = Callable[[random.Random], str]


class Document(NamedTuple):
    text: str
    secret_lines: frozenset[int]


def pick(alphabet: str, count: int) -> Maker:
    return lambda chance: "".join(chance.choice(alphabet) for _ in range(count))


def encoded(count: int) -> Maker:
    return lambda chance: base64.b64encode(chance.randbytes(count)).decode()


def prefixed(prefix: str, rest: Maker) -> Maker:
    return lambda chance: prefix + rest(chance)


def constant(text: str) -> Maker:
    return lambda _: text


SECRETS: list[Maker] = [
    pick(HEX, 32),
    pick(HEX, 40),
    pick(HEX, 64),
    pick(ALNUM, 20),
    pick(ALNUM, 32),
    encoded(32),
    encoded(24),
    lambda chance: str(uuid.UUID(int=chance.getrandbits(128), version=4)),
    prefixed("sk" + "_live_", pick(ALNUM, 24)),
    prefixed("xo" + "xb-1234567890-", pick(ALNUM, 24)),
    prefixed("gh" + "p_", pick(ALNUM, 36)),
]
SHORT: list[Maker] = [
    pick(ALNUM + "!#%+", 10),
    prefixed("Summer", pick("0123456789!", 5)),
    pick(string.ascii_lowercase, 7),
]
NAMES = ["API_SECRET", "CLIENT_ID", "USER_PASSWORD", "ACME_TOKEN", "SIGNATURE_KEY"]
SYNTAXES = ["<%s>", "<<%s>>", "{{%s}}", "{%s}", "${%s}", "$%s", "%%{%s}", "#{%s}", "YOUR_%s", "%s", "<INSERT %s HERE>"]
PLACEHOLDERS: list[Maker] = [
    lambda chance: chance.choice(SYNTAXES) % chance.choice(NAMES),
    lambda chance: "x" * chance.randint(3, 40),
    lambda chance: pick(ALNUM, 3)(chance) + "x" * chance.randint(8, 30),
    constant("********"),
    constant("Code on the return URL"),
    constant("fake_api_secret"),
    constant("fak3AP1-s3Cr3t"),
    constant("{{ vault.acme.secret }}"),
    constant("op://acme/instance/secret"),
    constant("vault:secret/data/acme#token"),
    constant("your-secret-here"),
]
IDENTIFIERS: list[Maker] = [
    constant("integration.user@example.com"),
    prefixed("acme-app-", pick("0123456789", 4)),
    constant("zuora_user"),
    constant("123456789012-acme.apps.googleusercontent.com"),
]
SECRET_KEYS = [
    "oauth.api.secret",
    "password",
    "api.key",
    "oauth.user.token",
    "clientSecret",
    "acme_access_token",
    "private.key",
]
SURE_KEYS = ["oauth.api.secret", "password", "clientSecret"]
IDENTIFIER_KEYS = ["oauth.api.key", "username", "client_id"]
FALSE_FRIENDS: dict[str, Maker] = {
    "oauth.token.url": constant("https://acme.example.com/oauth2/token"),
    "oauth.user.refresh_time": pick("0123456789", 13),
    "event.notification.instance.finder": constant("authorization.token|token"),
    "acme.hooks.ordersadded.id": lambda chance: str(uuid.UUID(int=chance.getrandbits(128), version=4)),
    "oauth.scope": constant("users.read users.write offline_access"),
    "pagination.next.page.token.path": constant("$.meta.next_page_token"),
    "document.etag": pick(HEX, 32),
    "secret.name": constant("acme-production-credentials"),
}


def make_set(count: int, seed: int = 20240229) -> Iterator[Document]:
    chance = random.Random(seed)
    for at in range(count):
        settings: dict[str, str] = {}
        secret: set[str] = set()
        for key in chance.sample(SECRET_KEYS, 3):
            is_secret = at % 3 == 0 and chance.random() < 0.6
            makers = (SHORT if key in SURE_KEYS and chance.random() < 0.3 else SECRETS) if is_secret else PLACEHOLDERS
            settings[key] = chance.choice(makers)(chance)
            secret |= {key} if is_secret else set()
        settings[chance.choice(IDENTIFIER_KEYS)] = chance.choice(IDENTIFIERS)(chance)
        for key in chance.sample(sorted(FALSE_FRIENDS), 3):
            settings[key] = FALSE_FRIENDS[key](chance)
        yield _document(settings, secret, at)


def _document(settings: dict[str, str], secret: set[str], at: int) -> Document:
    body = {"name": f"Instance {at}", "element": {"key": "acme"}, "configuration": settings, "tags": ["benchmark"]}
    text = json.dumps(body, indent=2)
    lines = text.split("\n")
    marks = {number for number, line in enumerate(lines, 1) if any(line.startswith(f'    "{key}": ') for key in secret)}
    return Document(text, frozenset(marks))


def leaves(value: Any, key: str = "", parent: str = "") -> Iterator[tuple[str, str, Any]]:
    if isinstance(value, dict):
        for name, member in value.items():
            yield from leaves(member, name, key)
    elif isinstance(value, list):
        for item in value:
            yield from leaves(item, key, parent)
    else:
        yield parent, key, value


def is_found(parent: str, key: str, value: Any) -> bool:
    if parent == "providerData" and key in GRANT_MEMBERS:
        return find_grant_code(key, value) is not None
    text = value if isinstance(value, str) else ""
    find_half_placeholder(text)
    return bool(find_secret(key, value) or find_url_secrets(text) or find_authorization_secrets(text))


def by_ce_lint(document: Document) -> set[int]:
    """The lines that ce-lint's functions find; each member stands on a line of its own."""
    found = {key for parent, key, value in leaves(json.loads(document.text)) if is_found(parent, key, value)}
    if not found:
        return set()
    lines = document.text.split("\n")
    return {
        number for number, line in enumerate(lines, 1) if line.strip().split('"')[1:2] and line.split('"')[1] in found
    }


def by_detect_secrets(document: Document) -> set[int]:
    from detect_secrets.core.scan import scan_file
    from detect_secrets.settings import default_settings

    with tempfile.TemporaryDirectory() as folder, default_settings():
        path = Path(folder, "instance.json")
        path.write_text(document.text, encoding="utf-8")
        return {found.line_number for found in scan_file(str(path))}


def measure(documents: list[Document], finder: Callable[[Document], set[int]]) -> str:
    hit = missed = extra = 0
    finder(documents[0])
    begin = time.perf_counter()
    for document in documents:
        found = finder(document)
        hit += len(found & document.secret_lines)
        missed += len(document.secret_lines - found)
        extra += len(found - document.secret_lines)
    spent = (time.perf_counter() - begin) * 1e6 / (sum(len(document.text) for document in documents) / 1024)
    return (
        f"{hit / max(1, hit + extra):9.3f} {hit / max(1, hit + missed):9.3f} {hit:6} {missed:7} {extra:6} {spent:9.0f}"
    )


def measure_corpus(folder: Path, finder: Callable[[Document], set[int]]) -> str:
    """By document: whether something is found where, and only where, the label says so."""
    hit = missed = extra = size = 0
    begin = time.perf_counter()
    for row in map(json.loads, (folder / "labels.jsonl").read_text(encoding="utf-8").splitlines()):
        text = (folder / row["file"]).read_text(encoding="utf-8")
        try:
            is_one = bool(finder(Document(json.dumps(json.loads(text), indent=2), frozenset())))
        except ValueError:
            continue
        is_meant = not {"literal-secret", "literal-grant-code"}.isdisjoint(row["rules"])
        hit, missed, extra = hit + (is_one and is_meant), missed + (is_meant > is_one), extra + (is_one > is_meant)
        size += len(text)
    spent = (time.perf_counter() - begin) * 1e6 / (size / 1024)
    return (
        f"{hit / max(1, hit + extra):9.3f} {hit / max(1, hit + missed):9.3f} {hit:6} {missed:7} {extra:6} {spent:9.0f}"
    )


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--documents", type=int, default=400)
    parser.add_argument("--corpus", type=Path)
    args = parser.parse_args()
    documents = list(make_set(args.documents))
    print(f"{'':24}{'precision':>9} {'recall':>9} {'hit':>6} {'missed':>7} {'extra':>6} {'µs/KB':>9}")
    finders = {"ce-lint": by_ce_lint, "detect-secrets": by_detect_secrets}
    for name, finder in finders.items():
        print(f"{name + ', made':24}{measure(documents, finder)}")
    for name, finder in finders.items() if args.corpus else ():
        print(f"{name + ', corpus':24}{measure_corpus(args.corpus, finder)}")


if __name__ == "__main__":
    main()
