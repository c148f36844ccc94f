"""What the platform's words mean. The schemas say it, to every editor that reads them and to this one."""

from __future__ import annotations

import json
import os
from collections.abc import Iterator, Mapping
from functools import cache, cached_property
from typing import Any, NamedTuple

from ce_lint.document.kinds import Kind
from ce_lint.rulebook.folders import data_folder

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
