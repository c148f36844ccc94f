"""What must not be: a piece of a secret in an output, a traceback, a hang, a wrong status, a place out of the text."""

from __future__ import annotations

import base64
import contextlib
import hashlib
import html
import io
import json
import re
import warnings
from collections.abc import Iterator
from functools import lru_cache
from operator import gt
from typing import Any, NamedTuple
from urllib.parse import unquote
from xml.etree import ElementTree

from ruamel.yaml import YAML

from tests.attack.grammar import Document
from tests.attack.surfaces import Output

LONGEST = 3
"""So many characters of a secret in a row may be shown by chance."""
KINDS = ("leak", "hash", "crash", "hang", "status", "place", "control", "form", "fix", "hidden")


class Fault(NamedTuple):
    """Something that must not be.

    ``piece`` is what was shown of a secret, ``line`` where, ``channel`` in what part of an output, ``rule`` the rule
    that the output named last before it.
    """

    kind: str
    surface: str
    detail: str
    piece: str = ""
    line: str = ""
    channel: str = ""
    rule: str = ""


# -- secrets


class _Needles(NamedTuple):
    """What of a secret must not be found: in plain views of a text, in its words, and in any case."""

    pieces: frozenset[str]
    words: frozenset[str]
    derived: frozenset[str]


@lru_cache(maxsize=64)
def _needles(secret: str) -> _Needles:
    size = LONGEST + 1
    pieces = {secret[at : at + size] for at in range(len(secret) - LONGEST)}
    folded = _folded(secret)
    words = {folded[at : at + size + 1] for at in range(len(folded) - size)}
    return _Needles(
        frozenset(piece for piece in pieces if any(map(str.isalnum, piece))),
        frozenset(word for word in words if sum(map(str.isalnum, word)) >= size),
        frozenset(_derived(secret)),
    )


def _derived(secret: str) -> Iterator[str]:
    """The secret as base64, as hexadecimal digits, and its hashes without a key."""
    data = secret.encode("utf-8", "surrogatepass")
    for shift in range(3):
        for code in (base64.b64encode, base64.urlsafe_b64encode):
            text = code(b"x" * shift + data).decode()[4 if shift else 0 :].rstrip("=")[:-1]
            yield from (text[at : at + 8] for at in range(len(text) - 7))
    yield from (data.hex()[at : at + 12] for at in range(0, 2 * len(data) - 11, 2))
    for form in {secret, secret.strip(), secret.lower(), f'"{secret}"'}:
        for name in ("md5", "sha1", "sha256"):
            digest = hashlib.new(name, form.encode("utf-8", "surrogatepass")).digest()
            yield digest.hex()[:12]
            yield digest.hex()[:12].upper()
            yield base64.b64encode(digest).decode()[:12]


def _folded(text: str) -> str:
    """The letters and digits of a text as a name made of it has them."""
    return re.sub(r"[^A-Za-z0-9]+", "_", text).upper()


_COLOUR = re.compile(r"\x1b\[[0-9;]*m")
_CODE = re.compile(r"\\(?:x([0-9a-fA-F]{2})|u([0-9a-fA-F]{4})|U([0-9a-fA-F]{8})|u\{([0-9a-fA-F]{1,6})\})")
_BACKSLASH = re.compile(r"\\(.)", re.DOTALL)


def views(text: str) -> list[str]:
    """A text as it stands, and with its escapes undone: those of JSON, of URLs, of HTML, and of JSON in JSON."""
    found = [_COLOUR.sub("", text)]
    for _ in range(2):
        if "\\" not in found[-1]:
            break
        found.append(_BACKSLASH.sub(r"\1", _CODE.sub(_character, found[-1])))
    last = found[-1]
    if "%" in last:
        found.append(unquote(last))
    if "&" in last:
        found.append(html.unescape(last))
    return found


def _character(found: re.Match[str]) -> str:
    code = int(next(group for group in found.groups() if group), 16)
    return chr(code) if code < 0x110000 else found[0]


_OPAQUE = re.compile(r"[A-Za-z0-9+/_=-]{8,}")


def shown_pieces(text: str, secrets: tuple[str, ...]) -> set[str]:
    """The pieces of secrets that a text shows, in one of its views."""
    found: set[str] = set()
    seen = views(text)
    folded = _folded(seen[0])
    opaque = " ".join(word for word in _OPAQUE.findall(seen[0]) if not word.isalpha())
    for secret in secrets:
        needles = _needles(secret)
        found.update(piece for piece in needles.pieces if any(piece in view for view in seen))
        found.update(word for word in needles.words if word in folded)
        found.update(piece for piece in needles.derived if piece in opaque)
    return found


def leaks(output: Output, document: Document) -> set[str]:
    """The pieces of the document's secrets in an output, but for those that it may move from place to place.

    Some may stand there by chance: hold them against the output of the mirror with ``by_chance``.
    """
    found = shown_pieces(output.text, document.secrets)
    if found and output.allowed:
        found -= shown_pieces(output.allowed, document.secrets)
    if found:
        found -= shown_pieces("\n".join(document.mirrors), document.secrets)  # such as the head of a private key
    return found


def by_chance(pieces: set[str], outputs: list[Output]) -> set[str]:
    """Those pieces that stand in the outputs of a document with other secrets too."""
    if not pieces:
        return set()
    seen = [views(output.text) for output in outputs]
    folded = [_folded(each[0]) for each in seen]
    flat = [view for each in seen for view in each]
    return {piece for piece in pieces if any(piece in view for view in [*flat, *folded])}


def line_of(text: str, piece: str) -> str:
    """The line of an output that shows a piece, shortened."""
    for view in views(text):
        for line in view.splitlines():
            at = line.find(piece)
            if at < 0 and piece in _folded(line):
                at = 0
            if at >= 0:
                return line[max(0, at - 100) : at + 100].strip()
    return ""


_RULE = re.compile(r"(?<![\w-])[a-z]+(?:-[a-z]+)+(?![\w-])")
_EXCERPT = re.compile(r"^\s*\d+ \| ")
_QUOTED = re.compile(r"`[^`]*`")
_NOUNS = frozenset({"resource", "field", "setting", "key", "value", "names", "configures", "URL", "of"})
_WORD = re.compile(r"(?<![\w.|/!'])(?!(?:and|or|error|warning|info)\b)[A-Za-z]?[a-z]+(?![\w.|/!'])")
_NEAR = 300
_MOST_PIECES = 200


def leaks_of(output: Output, pieces: set[str], rules: frozenset[str]) -> Iterator[Fault]:
    """The faults of an output that shows pieces of a secret: one for each part of it, and each message."""
    met: set[tuple[str, str]] = set()
    for view in views(output.text):
        for piece in sorted(pieces)[:_MOST_PIECES]:
            for found in re.finditer(re.escape(piece), view):
                channel, rule = _channel(output, view, found.start(), rules)
                if (channel, rule) not in met:
                    met.add((channel, rule))
                    yield Fault("leak", output.surface, "", piece, _around(view, found.start()), channel, rule)
        if met:
            return
    piece = min(pieces)
    yield Fault("leak", output.surface, "", piece, line_of(output.text, piece), "a name made of it")


def _channel(output: Output, view: str, at: int, rules: frozenset[str]) -> tuple[str, str]:
    """In what part of an output something stands, and the rule or the message that it belongs to."""
    first = max(view.rfind("\n", 0, at) + 1, at - _NEAR)
    line = view[first:at]
    named = [found[0] for found in _RULE.finditer(view, 0, at) if found[0] in rules]
    if _EXCERPT.match(line) and output.surface in {"check", "text", "fix", "unsafe_fix", "check --baseline"}:
        return "excerpt", named[-1] if named else ""
    if line.count("`") % 2 and (end := view.find("`", at, at + _NEAR)) >= 0:
        before = [word for word in _WORD.findall(_QUOTED.sub("", line[: line.rfind("`")])) if word in _NOUNS]
        after = _WORD.findall(_QUOTED.sub("", view[end + 1 : end + _NEAR]))
        return "message", " ".join([*before[-1:], "`…`", *after[:1]])
    return re.sub(r"^(?:poll|diff|editor completion).*", lambda found: found[0].partition(" ")[0], output.surface), ""


def _around(view: str, at: int) -> str:
    """What stands around a place in its line."""
    first = max(view.rfind("\n", 0, at) + 1, at - 100)
    end = view.find("\n", at)
    return view[first : min(at + 100, end if end >= 0 else len(view))].strip()


_HASH = re.compile(r"(?<![0-9a-f])[0-9a-f]{12,64}(?::\d+)?(?![0-9a-f])")


def hash_faults(mine: list[Output], mirrored: list[Output]) -> Iterator[Fault]:
    """Hashes that differ where all else is equal: a secret had a part in them."""
    for one, other in zip(mine, mirrored, strict=False):
        if one.text == other.text or _HASH.sub("#", one.text) != _HASH.sub("#", other.text):
            continue
        pairs = zip(_HASH.findall(one.text), _HASH.findall(other.text), strict=True)
        piece = next(left for left, right in pairs if left != right)
        yield Fault("hash", one.surface, "a hash that a secret has a part in", piece, line_of(one.text, piece))


# -- everything else


def faults(document: Document, output: Output) -> Iterator[Fault]:
    """What is wrong with an output besides secrets in it."""
    name = output.surface
    if "internal error: " in output.text or "Traceback (most recent call last)" in output.text:
        found = re.search(r"internal error: [^\n\"]*|Traceback[\s\S]*", output.text)
        yield Fault("crash", name, found[0][-300:] if found else "")
    if output.status not in (None, 0, 1, 2):
        yield Fault("status", name, f"exit status {output.status}")
    if output.status == 2 and not re.search(r"^ce-lint: ", output.text, re.MULTILINE) and name not in _REPORTS:
        yield Fault("status", name, "exit status 2 without a word on it")
    if output.stray:
        yield Fault("place" if "--fix" not in output.stray else "fix", name, output.stray)
    yield from _form_faults(output)
    if output.fixed is not None:
        yield from _fix_faults(document, output)
    if document.is_sound and name in {"text", "check"}:
        yield from _hidden(document, output)


_TYPES = re.compile(r"""event\.vendor\.type["']?\s*:\s*["']?([^"',}\s]*)""")


def _hidden(document: Document, output: Output) -> Iterator[Fault]:
    """A harmless word that a finding is about, and its excerpt does not show, in a text without a mistake."""
    text = _COLOUR.sub("", output.text)
    values = _TYPES.findall(document.text)
    for rule, word in document.visible:
        is_written = set(values) == {word} and document.text.count("vendor") == len(values)
        is_written = is_written and "\\" not in document.text
        is_hidden = is_written and re.search(rf"\b{rule}:", text) and word not in text
        if is_hidden and read_values(document.name, document.data) is not None:
            yield Fault("hidden", output.surface, f"the excerpt of {rule} does not show {word}")


_REPORTS = {"json", "sarif", "gitlab", "github", "junit", "rdjson", "markdown"}
_CONTROL = re.compile(r"[\x00-\x08\x0b-\x1f\x7f-\x9f\u2028\u2029\u202a-\u202e\u2066-\u2069\u200e\u200f\u061c]")


def _form_faults(output: Output) -> Iterator[Fault]:
    """What makes an output unreadable: control characters, JSON or XML that is none."""
    text = _COLOUR.sub("", output.text) if output.form == "colour" else output.text
    if output.surface.endswith("diff"):
        text = text.replace("\r\n", "\n")  # a patch keeps the line breaks of its file
    if output.form and (found := _CONTROL.search(text)):
        shown = f"U+{ord(found[0]):04X}"
        line = text[max(0, found.start() - 60) : found.start() + 20]
        yield Fault("control", output.surface, f"a raw {shown}", line=ascii(line))
    try:
        if output.form == "json":
            json.loads(output.text)
        elif output.form == "xml":
            ElementTree.fromstring(output.text)
    except (ValueError, ElementTree.ParseError) as error:
        yield Fault("form", output.surface, f"no {output.form}: {type(error).__name__}")


def _fix_faults(document: Document, output: Output) -> Iterator[Fault]:
    """A fixed file that reads no more, though it did before, or whose secrets are other ones after safe fixes."""
    assert output.fixed is not None
    before, after = document.data, output.fixed
    if before == after:
        return
    kept = read_values(document.name, before)
    if kept is not None:
        values = read_values(document.name, after)
        if values is None:
            yield Fault("fix", output.surface, "the file reads no more after it")
        elif output.surface == "fix" and any(map(gt, _secrets_in(kept, document), _secrets_in(values, document))):
            yield Fault("fix", output.surface, "a secret is gone after safe fixes")


def _secrets_in(values: list[Any], document: Document) -> list[bool]:
    text = json.dumps(values, ensure_ascii=False, default=str)
    return [json.dumps(secret, ensure_ascii=False)[1:-1] in text for secret in document.secrets]


def read_values(name: str, data: bytes) -> list[Any] | None:
    """What a file says, by readers that are not ce-lint's; None where they refuse it."""
    try:
        text = data.decode("utf-16" if data[:2] in (b"\xff\xfe", b"\xfe\xff") else "utf-8-sig")
        if name.endswith((".yaml", ".yml")):
            return _read_yaml(text)
    except UnicodeError:
        return None
    for parts in ([text], [line for line in text.split("\n") if line.strip()]):
        with contextlib.suppress(ValueError, RecursionError):
            return [json.loads(part) for part in parts]
    return None


class _AnyTag:
    """Takes whatever tag a scalar has for the tag of a string."""

    @staticmethod
    def construct(constructor: Any, _suffix: str, node: Any) -> Any:
        if node.id == "mapping":
            return constructor.construct_mapping(node, deep=True)
        return constructor.construct_sequence(node, deep=True) if node.id == "sequence" else node.value


def _read_yaml(text: str) -> list[Any] | None:
    reader = YAML(typ="safe", pure=True)
    reader.constructor.add_multi_constructor("", _AnyTag.construct)
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # of anchors that stand twice
        try:
            return list(reader.load_all(io.StringIO(text)))
        except Exception:
            return None
