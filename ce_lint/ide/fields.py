"""What the platform's words mean. The schemas say it, to every editor that reads them and to this one."""

from __future__ import annotations

import json
import os
import re
from collections.abc import Iterator, Mapping
from functools import cache, cached_property
from typing import Any, NamedTuple

from ce_lint.document.kinds import Kind
from ce_lint.document.vocabulary import CONFIGURATION_KEYS, DATE_FIELDS, POLLER_FIELDS, REQUEST_FIELDS
from ce_lint.rulebook.shipped import data_folder
from ce_lint.secrets.keys import Secrecy, kind

Pointed = tuple[str, Mapping[str, Any]]
"""A schema, and the file that its references count from."""

BODY = "instance.schema.json"
_POLLER = "poller.schema.json"
_RESPONSE = "response.schema.json"


class Word(NamedTuple):
    """One of the values that a field may have, or one of a list of words."""

    value: Any
    title: str = ""
    description: str = ""


class Fact(NamedTuple):
    """What is known of one field. ``type`` is in words; ``default`` is None where none is known."""

    key: str
    description: str
    type: str
    default: Any
    examples: tuple[Any, ...]
    words: tuple[Word, ...]
    is_object: bool
    is_list: bool
    read_only: bool
    deprecated: bool
    required: bool


class Level:
    """An object as a schema describes it: what fields it may have, and what is below them."""

    def __init__(self, file: str, schema: Mapping[str, Any]) -> None:
        self._file = file
        self._schema = schema
        self._below: dict[str, Level | None] = {}

    @cached_property
    def fields(self) -> dict[str, Fact]:
        """The known fields, in the order of the schema."""
        required = self._schema.get("required", ())
        return {
            key: _fact(key, (self._file, schema), key in required)
            for key, schema in self._schema.get("properties", {}).items()
        }

    @property
    def is_map(self) -> bool:
        """Whether people choose the names of its fields, as those of a poller map's resources."""
        return "properties" not in self._schema

    def below(self, key: str) -> Level | None:
        """What stands under a field; None where that is no object, or nothing is known of it."""
        if key not in self._below:
            known = self._schema.get("properties", {})
            schema = known.get(key, self._schema.get("additionalProperties"))
            self._below[key] = _level((self._file, schema)) if isinstance(schema, dict) else None
        return self._below[key]


@cache
def level_of(kind: Kind | str) -> Level | None:
    """The outermost object of a document of this kind; ``entry`` is one of a list of settings."""
    place = {
        "body": (BODY, ""),
        "response": (_RESPONSE, ""),
        "map": (BODY, "/properties/configuration"),
        "poller": (_POLLER, ""),
        "entry": (_RESPONSE, "/$defs/entry"),
    }.get(kind)
    return None if place is None else _level(_pointed(*place))


@cache
def words(name: str) -> Mapping[str, Word]:
    """A list of words of a poller map: ``letter`` of a date pattern, ``variable`` of a URL."""
    return {str(word.value): word for word in _words(_pointed(_POLLER, f"/$defs/{name}"))}


@cache
def setting(key: str) -> Fact | None:
    """What is known of a key of the configuration."""
    level = level_of("map")
    return level.fields.get(key) if level is not None else None


@cache
def _file(name: str) -> Mapping[str, Any]:
    with open(os.path.join(data_folder("schemas"), name), encoding="utf-8") as file:
        found: Mapping[str, Any] = json.load(file)
    return found


def _pointed(name: str, pointer: str) -> Pointed:
    schema = _file(name)
    for step in pointer.split("/")[1:]:
        schema = schema[step]
    return name, schema


def _chain(pointed: Pointed) -> Iterator[Pointed]:
    """A schema, what it refers to and its alternatives: whatever may say something of it, the nearest first."""
    open_ = [pointed]
    for file, schema in open_:
        yield file, schema
        if "$ref" in schema:
            name, _, pointer = schema["$ref"].partition("#")
            open_.append(_pointed(name or file, pointer))
        open_.extend((file, inner) for inner in schema.get("anyOf", ()))


def _said(pointed: Pointed, keyword: str) -> Any:
    """What a schema says by itself or by its references: an alternative's words are not its own."""
    while True:
        file, schema = pointed
        if keyword in schema:
            return schema[keyword]
        if "$ref" not in schema:
            return None
        name, _, pointer = schema["$ref"].partition("#")
        pointed = _pointed(name or file, pointer)


def _level(pointed: Pointed) -> Level | None:
    for file, schema in _chain(pointed):
        if "properties" in schema or isinstance(schema.get("additionalProperties"), dict):
            return Level(file, schema)
    return None


def _fact(key: str, pointed: Pointed, required: bool) -> Fact:
    return Fact(
        key,
        _said(pointed, "description") or "",
        _said(pointed, "title") or "",
        _said(pointed, "default"),
        tuple(_said(pointed, "examples") or ()),
        tuple(_words(pointed)),
        _level(pointed) is not None,
        any(schema.get("type") == "array" for _, schema in _chain(pointed)),
        bool(_said(pointed, "readOnly")),
        bool(_said(pointed, "deprecated")),
        required,
    )


def _words(pointed: Pointed) -> Iterator[Word]:
    for _, schema in _chain(pointed):
        if "enum" in schema:
            said = schema.get("enumDescriptions", [""] * len(schema["enum"]))
            for value, description in zip(schema["enum"], said, strict=True):
                if value not in ("true", "false"):
                    yield Word(value, "", description)
        if "const" in schema:
            yield _word(schema)
        for one in schema.get("oneOf", ()):
            yield _word(one)


def _word(schema: Mapping[str, Any]) -> Word:
    return Word(schema["const"], schema.get("title", ""), schema.get("description", ""))


_CODE = frozenset(
    word
    for word in CONFIGURATION_KEYS | DATE_FIELDS | POLLER_FIELDS | REQUEST_FIELDS
    if "." in word or word != word.lower()
)
_WORD = re.compile(r"[A-Za-z$_]+(?:\.\w+)*")


def code(text: str) -> str:
    """A text as code; Markdown has no other way to write a backtick in it."""
    return f"`` {text} ``" if "`" in text else f"`{text}`"


def marked(description: str) -> str:
    """A description with the platform's keys as code."""
    return _WORD.sub(lambda found: code(found[0]) if found[0] in _CODE else found[0], description)


def literal(value: Any) -> str:
    """A value as JSON and YAML write it: ``true``, not ``True``."""
    if isinstance(value, bool):
        return "true" if value else "false"
    return str(value)


def summary(fact: Fact) -> str:
    """Type and default in a few words."""
    parts = [fact.type] if fact.type else []
    if fact.default is not None:
        parts.append(f"default {literal(fact.default)}")
    return ", ".join(parts)


def explained(fact: Fact, degree: Secrecy) -> str:
    """All that is known of a field, of which the value is a secret to this degree."""
    head = code(fact.key) + (f" ({summary(fact)})" if summary(fact) else "")
    notes = [marked(fact.description)]
    notes += ["The platform writes it: it is not for you to set."] if fact.read_only else []
    notes += ["Out of use: the platform still reads it."] if fact.deprecated else []
    parts = [f"**{head}**", " ".join(notes), _values(fact), secret_note(kind(fact.key), placeholder(fact.key), degree)]
    if fact.examples and not fact.words:
        parts.append("Such as " + ", ".join(code(literal(example)) for example in fact.examples[:3]) + ".")
    return "\n\n".join(part for part in parts if part)


def _values(fact: Fact) -> str:
    told = [word for word in fact.words if word.description]
    if not 1 < len(told) < 10:
        return ""
    return "\n".join(f"* {code(literal(word.value))}: {marked(word.description)}" for word in told)


def secret_note(what: str, stand_in: str, degree: Secrecy) -> str:
    """What to write for a secret instead of it."""
    if degree not in {"yes", "semi"}:
        return ""
    named = f" ({what})" if what not in {"secret", "value"} else ""
    is_one = f"The value is a secret{named}" if degree == "yes" else "The value may be a secret"
    return (
        f"{is_one}: keep it out of the file. Write a placeholder such as {code(stand_in)}; your pipeline fills it in."
    )


def placeholder(key: str) -> str:
    """A stand-in for the secret of a known key."""
    return "<" + re.sub(r"[^A-Z0-9]+", "_", key.upper()).strip("_") + ">"
