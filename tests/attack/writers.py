"""Values as text, in the ways that JSON and YAML have of writing them.

Two marks surround a secret inside of its string and go through every layer of escaping, a third stands before the key
or the name that makes a secret of it; ``Marked`` takes them out again and knows where they stood.
"""

from __future__ import annotations

import json
import re
from collections.abc import Callable
from random import Random
from typing import Any, NamedTuple

START, END, NAME = "\ue000", "\ue001", "\ue002"
MARKS = re.compile(f"[{START}{END}{NAME}]")
_NAME = re.compile(rf"{NAME}[\"'\\\s?]*([\w.\-$]+)")


_NEAR = 40
"""How far a name may be from its secret to be kept with all that stands between them."""


class Number(str):
    """A number as it is written, marks and all."""

    __slots__ = ()


class Span(NamedTuple):
    """From the first character to the one behind the last."""

    start: int
    end: int


def bare(text: str) -> str:
    """A text without its marks."""
    return MARKS.sub("", text)


def is_planted(value: Any) -> bool:
    """Whether a value, or anything in it, holds a secret."""
    if isinstance(value, str):
        return START in value
    if isinstance(value, dict):
        return any(is_planted(key) or is_planted(member) for key, member in value.items())
    return isinstance(value, list) and any(map(is_planted, value))


def _mark(key: str, value: Any) -> str:
    """The mark of a key whose value is a secret by its name. The value of an entry is one by the entry's ``key``."""
    is_secret = isinstance(value, str) and START in value and key != "propertyValue"
    return NAME if is_secret or is_planted(key) else ""


class Marked(NamedTuple):
    """A text without its marks, where secrets stand in it, with their names, and which names must stay whole."""

    text: str
    secrets: list[Span]
    names: list[Span]

    @classmethod
    def of(cls, written: str) -> Marked:
        """Take the marks out. A secret without an end goes on to the end of the text."""
        names = [Span(*found.span(1)) for found in _NAME.finditer(written)]
        pieces: list[str] = []
        secrets: list[Span] = []
        length, name, start = 0, None, None
        places: list[int] = []
        for character in written:
            places.append(length)
            if character == NAME:
                name = length
            elif character == START:
                start = length if name is None or length - name > _NEAR else name
            elif character == END:
                if start is not None:
                    secrets.append(Span(start, length))
                start = name = None
            else:
                pieces.append(character)
                length += 1
        places.append(length)
        if start is not None:
            secrets.append(Span(start, length))
        return cls("".join(pieces), secrets, [Span(places[one.start], places[one.end]) for one in names])


def names_of(written: str) -> list[Span]:
    """Where the names that make a secret of their value stand in a text with marks."""
    return [Span(*found.span(1)) for found in _NAME.finditer(written)]


# -- JSON


class JsonStyle(NamedTuple):
    """How JSON is written. ``escapes`` and ``in_keys`` are the share of characters written as escapes."""

    indent: str | None = "  "
    colon: str = ": "
    comma: str = ", "
    escapes: float = 0.0
    in_keys: float = 0.0
    is_ascii: bool = False

    @classmethod
    def any(cls, random: Random) -> JsonStyle:
        minified = random.random() < 0.2
        return cls(
            None if minified else random.choice([None, "  ", "  ", "    ", "\t", ""]),
            ":" if minified else random.choice([": ", ": ", " : ", ":", ":\t"]),
            "," if minified else ", ",
            random.choice([0.0, 0.0, 0.1, 0.6, 1.0]),
            random.choice([0.0, 0.0, 0.0, 0.1]),
            random.random() < 0.3,
        )

    @classmethod
    def one_line(cls, random: Random) -> JsonStyle:
        return cls.any(random)._replace(indent=None, colon=random.choice([":", ": "]))


def write_json(value: Any, random: Random, style: JsonStyle) -> str:
    """A value as JSON."""
    return _json(value, random, style, "\n")


def _json(value: Any, random: Random, style: JsonStyle, line: str) -> str:
    if isinstance(value, Number):
        return str(value)
    if isinstance(value, str):
        return _json_string(value, random, style.escapes, style.is_ascii)
    if not isinstance(value, (dict, list)):
        return json.dumps(value)
    opening, closing = "{}" if isinstance(value, dict) else "[]"
    if not value:
        return opening + closing
    inner = line if style.indent is None else line + style.indent
    gap, comma, end = ("", style.comma, "") if style.indent is None else (inner, f",{inner}", line)
    if isinstance(value, dict):
        parts = [_member(key, member, random, style, inner) for key, member in value.items()]
    else:
        parts = [_json(item, random, style, inner) for item in value]
    return f"{opening}{gap}{comma.join(parts)}{end}{closing}"


def _member(key: str, value: Any, random: Random, style: JsonStyle, line: str) -> str:
    name = _mark(key, value)
    written = _json_string(key, random, style.in_keys, style.is_ascii)
    return f"{name}{written}{style.colon}{_json(value, random, style, line)}"


_SHORT = {"\n": "\\n", "\r": "\\r", "\t": "\\t", '"': '\\"', "\\": "\\\\", "\b": "\\b", "\f": "\\f"}


def _json_string(text: str, random: Random, rate: float, is_ascii: bool) -> str:
    return '"' + "".join(_json_character(character, random, rate, is_ascii) for character in text) + '"'


def _json_character(character: str, random: Random, rate: float, is_ascii: bool) -> str:
    if MARKS.match(character):
        return character
    turn, upper = random.random(), random.random() < 0.5  # drawn for each, so that the mirror draws as many
    if character in _SHORT and turn >= rate / 4:
        return _SHORT[character]
    if character == "/" and turn < rate / 2:
        return "\\/"
    if turn < rate or character < " " or (is_ascii and character > "~"):
        code = character.encode("utf-16-be").hex()
        code = code.upper() if upper else code
        return "".join(f"\\u{code[at : at + 4]}" for at in range(0, len(code), 4))
    return character


# -- YAML

_UNSAFE = re.compile(
    r"""^[\s\-?:,\[\]{}#&*!|>'"%@`~=<]|:\ |:$|\s\#|\s$|[\r\n\t"\\]
    |^(?:true|false|null|yes|no|on|off|y|n|~)$|^[-+.\d][\da-f_.:+\-x]*$""",
    re.IGNORECASE | re.VERBOSE,
)
_FLOW = re.compile(r"[{}\[\],:?]")
_TAGS = (
    "!!str", "!secret", "!env", "!vault", "!<tag:yaml.org,2002:str>", "!custom/a.long-tag-name", "!", "!encrypted/aes",
)  # fmt: skip
_LETTERS = {"\n": "n", "\t": "t", "\r": "r", '"': '"', "\\": "\\", "/": "/", " ": " ", "\0": "0", "\x1b": "e"}


class YamlStyle(NamedTuple):
    """How YAML is written; the figures are shares."""

    step: int = 2
    styles: tuple[str, ...] = ("plain", "single", "double", "literal", "folded")
    tags: float = 0.15
    anchors: float = 0.1
    aliases: float = 0.3
    flow: float = 0.1
    comments: float = 0.1
    folds: float = 0.4
    explicit_keys: float = 0.03

    @classmethod
    def any(cls, random: Random) -> YamlStyle:
        styles = list(cls._field_defaults["styles"])
        chosen = random.choice([styles, styles, ["plain", "double"], ["double"], ["literal", "folded"], ["single"]])
        is_plain = random.random() < 0.3
        return cls(
            random.choice([2, 2, 4, 1, 3]),
            tuple(chosen),
            0.0 if is_plain else random.choice([0.0, 0.2, 0.8]),
            0.0 if is_plain else random.choice([0.0, 0.2, 0.5]),
            random.choice([0.0, 0.3]),
            random.choice([0.0, 0.0, 0.2, 1.0]),
            random.choice([0.0, 0.3]),
            random.choice([0.0, 0.5, 1.0]),
            0.0 if is_plain else 0.05,
        )


class YamlWriter:
    """Writes one document of YAML. ``notes`` collects the ways that a secret was written in."""

    def __init__(self, random: Random, style: YamlStyle, notes: set[str]) -> None:
        self._random = random
        self._style = style
        self._notes = notes
        self._anchors: list[str] = []
        self._count = 0

    def write(self, value: Any) -> str:
        """A value as a document, with a line break at its end."""
        if isinstance(value, (dict, list)) and value and self._random.random() >= self._style.flow / 4:
            return self._block(value, 0)
        return f"{self._flow(value, '')}\n"

    def _block(self, value: Any, column: int) -> str:
        if isinstance(value, dict):
            return "".join(self._entry(key, member, column) for key, member in value.items())
        return "".join(self._item(item, column) for item in value)

    def _entry(self, key: str, value: Any, column: int) -> str:
        pad = " " * column
        name = _mark(key, value)
        written = self._key(key)
        head = f"{pad}{name}{written}:"
        if isinstance(value, str) and START in value and self._random.random() < self._style.explicit_keys:
            self._notes.add("explicit key")
            head = f"{pad}{name}? {written}\n{pad}:"
        return head + self._value(value, column, column + self._style.step)

    def _item(self, item: Any, column: int) -> str:
        pad = " " * column
        if isinstance(item, dict) and item and self._random.random() >= self._style.flow:
            inner = self._block(item, column + 2)
            return f"{pad}- {inner[column + 2 :]}"
        return f"{pad}-" + self._value(item, column, column + 2)

    def _value(self, value: Any, column: int, below: int) -> str:
        """What stands behind a colon or a dash, to the end of its lines."""
        if isinstance(value, (dict, list)) and value:
            if self._random.random() < self._style.flow:
                return f" {self._flow(value, ' ' * below)}{self._comment()}\n"
            anchor = self._anchor("")
            indent = column if isinstance(value, list) and self._random.random() < 0.4 and below > column else below
            return f"{anchor}{self._comment()}\n{self._block(value, indent)}"
        return f" {self._scalar(value, column, below)}"

    def _comment(self) -> str:
        return " # as agreed" if self._random.random() < self._style.comments else ""

    def _anchor(self, style: str, is_secret: bool = False) -> str:
        if self._random.random() >= self._style.anchors:
            return ""
        self._count += 1
        name = f"a{self._count}"
        if style:
            self._anchors.append(name)
        if is_secret:
            self._notes.add("anchor")
        return f" &{name}"

    def _props(self, is_secret: bool) -> str:
        """A tag, an anchor, both or nothing, each with a space behind it."""
        found = [self._anchor("scalar", is_secret).strip()]
        if self._random.random() < self._style.tags:
            tag = self._random.choice(_TAGS)
            found.append(tag)
            if is_secret:
                self._notes.add("tag")
        self._random.shuffle(found)
        return "".join(f"{one} " for one in found if one)

    def _scalar(self, value: Any, column: int, below: int) -> str:
        """A scalar with its properties, to the end of its last line."""
        if not isinstance(value, str) or isinstance(value, Number):
            return f"{_literal(value)}{self._comment()}\n"
        if START not in value and self._anchors and self._random.random() < self._style.aliases / 4:
            self._notes.add("alias")
            return f"*{self._random.choice(self._anchors)}\n"
        style = self._random.choice(self._styles(value))
        if START in value:
            self._notes.add(style)
        props = self._props(START in value)
        if style in {"literal", "folded"}:
            return f"{props}{self._block_scalar(value, style, column)}"
        return f"{props}{self._quoted(value, style, ' ' * below)}{self._comment()}\n"

    def _styles(self, value: str, flow: bool = False) -> list[str]:
        text = bare(value)
        allowed = ["double"]
        if "\n" not in text and text.isprintable():
            allowed.append("single")
        if text and not _UNSAFE.search(text) and not (flow and _FLOW.search(text)):
            allowed.append("plain")
        if not flow and text and _is_block(text):
            allowed += ["literal", *(["folded"] if "\n" not in text else [])]
        wanted = [style for style in self._style.styles if style in allowed]
        return wanted or ["double" if "\n" in text or not text.isprintable() else "single"]

    def _key(self, key: str) -> str:
        style = "plain" if not _UNSAFE.search(bare(key)) and not _FLOW.search(bare(key)) else "double"
        if style == "plain" and self._random.random() < 0.1:
            style = self._random.choice(["single", "double"])
        return self._quoted(key, style, None)

    def _quoted(self, value: str, style: str, pad: str | None) -> str:
        """A scalar of one of the flow styles; ``pad`` indents further lines, None where there must be none."""
        folds = pad is not None and self._random.random() < self._style.folds
        if style == "double":
            return f'"{self._double(value, pad if folds else None)}"'
        text = value.replace("'", "''") if style == "single" else value
        if folds and pad is not None:
            text = self._folded(text, f"\n{pad}", not_before="#" if style == "plain" else "")
            if START in value and "\n" in text:
                self._notes.add("fold")
        return f"'{text}'" if style == "single" else text

    def _folded(self, text: str, line: str, not_before: str = "") -> str:
        """The text with line breaks for some of its single spaces."""
        pieces = []
        for at, character in enumerate(text):
            is_single = character == " " and 0 < at < len(text) - 1 and " " not in (text[at - 1], text[at + 1])
            safe = is_single and text[at + 1] not in not_before
            pieces.append(line if safe and self._random.random() < 0.5 else character)
        return "".join(pieces)

    def _double(self, value: str, pad: str | None) -> str:
        rate = self._random.choice([0.0, 0.0, 0.0, 0.1, 0.5, 1.0])
        breaks = self._random.choice([0.05, 0.15, 0.4]) if pad is not None else 0.0
        pieces: list[str] = []
        for character in value:
            if MARKS.match(character):
                pieces.append(character)
                continue
            if pad is not None and self._random.random() < breaks:
                pieces.append(f"\\\n{pad}" + ("\\" if character in " \t" else ""))
                self._notes.add("continuation")
            pieces.append(self._double_character(character, rate))
        return "".join(pieces)

    def _double_character(self, character: str, rate: float) -> str:
        turn, way = self._random.random(), self._random.random()
        if character in '"\\\n\r\t\0\x1b' or (character == "/" and turn < rate / 2):
            return f"\\{_LETTERS[character]}"
        if turn >= rate and character.isprintable():
            return character
        code = ord(character)
        if code < 256 and way < 0.5:
            return f"\\x{code:02x}"
        return f"\\u{code:04X}" if code < 0x10000 and way < 0.8 else f"\\U{code:08x}"

    def _block_scalar(self, value: str, style: str, column: int) -> str:
        """A literal or folded scalar below its header."""
        depth = self._random.choice([1, 2, 2, 4])
        explicit = bare(value).startswith((" ", "\n")) or self._random.random() < 0.5
        chomping = self._random.choice(["", "-", "+"])
        indicators = [str(depth) if explicit else "", chomping]
        self._random.shuffle(indicators)
        if explicit:
            self._notes.add("indicator")
        lines = value.split("\n")
        if style == "folded":
            lines = self._folded(value, "\n").split("\n")
        comment = self._comment()
        pad = " " * (column + depth)
        blank = "\n" * (self._random.randint(1, 2) if chomping == "+" and self._random.random() < 0.3 else 0)
        body = "".join(f"{pad}{line}\n" if bare(line) else f"{line}\n" for line in lines)
        return f"{'|' if style == 'literal' else '>'}{''.join(indicators)}{comment}\n{body}{blank}"

    def _flow(self, value: Any, pad: str) -> str:
        """A value in brackets or as a scalar, on one line or on more."""
        if isinstance(value, (dict, list)):
            opening, closing = "{}" if isinstance(value, dict) else "[]"
            if not value:
                return opening + closing
            gap = f"\n{pad}  " if pad and self._random.random() < 0.3 else ""
            if isinstance(value, dict):
                parts = [self._flow_member(key, member, pad) for key, member in value.items()]
            else:
                parts = [self._flow(item, pad) for item in value]
            return f"{opening}{gap}{(',' + (gap or ' ')).join(parts)}{closing}"
        if not isinstance(value, str) or isinstance(value, Number):
            return _literal(value)
        style = self._random.choice(self._styles(value, flow=True))
        if START in value:
            self._notes.add(f"flow {style}")
        return self._props(START in value) + self._quoted(value, style, f"{pad}  " if pad else None)

    def _flow_member(self, key: str, value: Any, pad: str) -> str:
        name = _mark(key, value)
        return f"{name}{self._key(key)}: {self._flow(value, pad)}"


def _literal(value: Any) -> str:
    return str(value) if isinstance(value, Number) else json.dumps(value)


def _is_block(text: str) -> bool:
    """Whether a block scalar can hold a text: printable lines, none of them only of spaces, no space at their ends."""
    lines = text.split("\n")
    return bool(lines[0].strip()) and all(line.isprintable() and line == line.rstrip() for line in lines)


Writer = Callable[[Any, Random, set[str]], str]


def write_yaml(value: Any, random: Random, notes: set[str]) -> str:
    """A value as a document of YAML in a random style."""
    return YamlWriter(random, YamlStyle.any(random), notes).write(value)
