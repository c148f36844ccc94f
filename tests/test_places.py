"""Places: a finding is planted, the file is written in every legal way, and the reported span must cut the finding out.

The writers below put two marks around the offending text and carry them through every layer of escaping; the marks are
then taken out of the file, and where they stood is what the report has to say. Nothing here asks ce-lint for a place.
"""

from __future__ import annotations

import json
import pathlib
import re
from collections.abc import Callable, Iterator
from random import Random
from typing import Any, NamedTuple

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from ce_lint.document.json.parser import parse_json
from ce_lint.report.base import Position
from ce_lint.rulebook.loader import load_file
from ce_lint.rulebook.shipped import find_data_folder, load_shipped_rules
from tests.helpers import WHOLE_BOOK, find

FIXED = settings(derandomize=True, deadline=None, database=None, max_examples=25)
FROM, TO = "\ue000", "\ue001"
MARKS = re.compile(f"[{FROM}{TO}]")


def m(text: str) -> str:
    """The offending text, inside its quotes."""
    return f"{FROM}{text}{TO}"


class Whole(str):
    """An offending key or value, quotes included."""

    __slots__ = ()


class WholeNumber(int):
    """The same for a number."""


# -- writers: each leaves the marks where they are


def json_text(value: Any, random: Random, escapes: bool = True) -> str:
    """JSON with random legal escapes and random layout."""
    indent = random.choice([None, None, 1, 2, 4])
    return _json(value, random, "" if indent is None else " " * indent, "", escapes)


def _json(value: Any, random: Random, step: str, before: str, escapes: bool) -> str:
    if isinstance(value, (dict, list)):
        opening, closing = ("{", "}") if isinstance(value, dict) else ("[", "]")
        if not value:
            return opening + closing
        inner = before + step
        gap, end = (f"\n{inner}", f"\n{before}") if step else (random.choice(["", " "]), "")
        if isinstance(value, dict):
            members = [
                f"{_key(key, random, escapes)}{random.choice(['', ' ', ''])}:{random.choice([' ', ' ', ''])}"
                + _json(member, random, step, inner, escapes)
                for key, member in value.items()
            ]
        else:
            members = [_json(member, random, step, inner, escapes) for member in value]
        return f"{opening}{gap}{f',{gap}'.join(members)}{end}{closing}"
    if isinstance(value, WholeNumber):
        return m(str(int(value)))
    if isinstance(value, str):
        written = json_string(value, random, escapes)
        return m(written) if isinstance(value, Whole) else written
    return json.dumps(value)


def _key(key: str, random: Random, escapes: bool) -> str:
    written = json_string(key, random, escapes, 0.1)
    return m(written) if isinstance(key, Whole) else written


_SHORT = {"\n": "\\n", "\r": "\\r", "\t": "\\t", '"': '\\"', "\\": "\\\\", "\b": "\\b", "\f": "\\f"}


def json_string(text: str, random: Random, escapes: bool = True, most: float = 0.4) -> str:
    rate = random.choice([0.0, 0.0, 0.1, most]) if escapes and not text.startswith("event.") else 0.0
    return '"' + "".join(_json_escape(character, random, rate) for character in text) + '"'


def _json_escape(character: str, random: Random, rate: float) -> str:
    if character in (FROM, TO):
        return character
    if character in '"\\' or character < " ":
        if random.random() >= rate and character in _SHORT:
            return _SHORT[character]
        return _unicode_escape(character, random)
    if random.random() < rate:
        return "\\/" if character == "/" and random.random() < 0.5 else _unicode_escape(character, random)
    return character


def _unicode_escape(character: str, random: Random) -> str:
    code = character.encode("utf-16-be").hex()
    code = code.upper() if random.random() < 0.5 else code
    return "".join(f"\\u{code[at : at + 4]}" for at in range(0, len(code), 4))


_UNSAFE_PLAIN = re.compile(
    r"""^[\s\-?:,\[\]{}#&*!|>'"%@`~=<]|: |:$| #|\s$|^(?:true|false|null|yes|no|on|off|y|n|~)$|^[-+.\d]|[\n"]""", re.I
)


def yaml_styles(text: str, flow: bool = False) -> list[str]:
    bare = MARKS.sub("", text)
    safe = bare and not _UNSAFE_PLAIN.search(bare) and not (flow and re.search(r"[{}\[\],]", bare))
    styles = ["single", "double", *(["plain"] * 3 if safe else [])]
    return [style for style in styles if style == "double" or "\n" not in bare]


def yaml_scalar(text: str, random: Random, indent: str, style: str = "", fold: bool = True) -> str:
    """A scalar in a random style; single blanks may become line breaks, as YAML allows."""
    style = style or random.choice(yaml_styles(text))
    if style == "double":
        written = '"' + "".join(_yaml_escape(character, random) for character in text) + '"'
    elif style == "single":
        written = "'" + text.replace("'", "''") + "'"
    else:
        written = text
    if fold and random.random() < 0.3:
        written = _folded(written, random, indent)
    return m(written) if isinstance(text, Whole) else written


def _yaml_escape(character: str, random: Random) -> str:
    if character in (FROM, TO):
        return character
    if random.random() < 0.05 and ord(character) < 256:
        return f"\\x{ord(character):02x}"
    if character == "\n" or character in '"\\' or random.random() < 0.05:
        return _SHORT.get(character) or (
            f"\\U{ord(character):08X}" if ord(character) > 0xFFFF else _unicode_escape(character, random)
        )
    return character


def _folded(written: str, random: Random, indent: str) -> str:
    """Some single blanks between two words as a line break and an indent."""

    def fold(found: re.Match[str]) -> str:
        return f"\n{indent}" if random.random() < 0.3 else found[0]

    return re.sub(r"(?<=[\w,{])\ (?=[\w\"{/])", fold, written)


def yaml_block(value: Any, random: Random, indent: str = "") -> str:
    """A mapping or a list in block style."""
    lines = []
    pairs = value.items() if isinstance(value, dict) else ((None, item) for item in value)
    deeper = indent + random.choice(["  ", "    "])
    for key, member in pairs:
        head = "- " if key is None else yaml_scalar(key, random, "", fold=False) + ":"
        if isinstance(member, Block):
            lines.append(f"{indent}{head} {member.written(random, deeper)}")
        elif isinstance(member, (dict, list)) and member:
            inner = yaml_block(member, random, deeper)
            if key is None:
                lines.append(f"{indent}- {yaml_block(member, random, indent + '  ').lstrip()}")
            else:
                lines.append(f"{indent}{head}\n{inner}")
        elif isinstance(member, str):
            lines.append(f"{indent}{head} {yaml_scalar(member, random, deeper)}")
        else:
            lines.append(f"{indent}{head} {_json(member, random, '', '', False)}".replace("-  ", "- "))
    return "\n".join(lines)


class Block(NamedTuple):
    """A text that a YAML writer puts into a scalar of one style."""

    text: str
    style: str

    def written(self, random: Random, indent: str) -> str:
        if self.style not in ("literal", "folded"):
            styles = yaml_styles(self.text)
            return yaml_scalar(self.text, random, indent, self.style if self.style in styles else "double")
        text = re.sub(r"\A(\n*)\s*|\n\Z", r"\1", self.text)
        mark = {"literal": "|", "folded": ">"}[self.style]
        lines = text.split("\n")
        out = [mark + random.choice(["", "-", "+"])]
        for before, line in zip([None, *lines], lines, strict=False):
            is_folded = self.style == "folded"
            if is_folded and before and line and before[:1] != " " and MARKS.sub("", line)[:1] != " ":
                out.append("")
            if is_folded and line[:1] != " " and random.random() < 0.5:
                out.append(indent + _folded(line, random, indent))
            else:
                out.append(f"{indent}{line}" if line else "")
        return "\n".join(out)


# -- files: a setting, wherever a document may keep it

EVENTS: dict[str, Any] = {
    "event.notification.enabled": True,
    "event.notification.callback.url": "https://example.com/events",
}
KEY = "event.poller.configuration"


def body(config: dict[str, Any], element: str) -> dict[str, Any]:
    return {
        "element": {"key": element},
        "configuration": {"site": "größe 🎉", **EVENTS, **config},
        "name": "Support 😀 desk",
    }


def response(config: dict[str, Any], element: str) -> dict[str, Any]:
    events = {"event.notification.enabled": "true", "event.notification.callback.url": "https://example.com/events"}
    return {
        "id": 4711,
        "name": "Support 😀 desk",
        "element": {"id": 12, "key": element, "name": "An element"},
        "valid": True,
        "disabled": False,
        "tags": ["größe 🎉"],
        "configuration": {**events, "event.notification.signature.key": None, **config},
    }


def setting_list(config: dict[str, Any], _element: str) -> list[dict[str, Any]]:
    rows = {
        "event.notification.enabled": "true",
        "event.notification.callback.url": "https://example.com/events",
        **config,
    }
    return [
        {"id": at, "key": key, "name": "größe 🎉", "propertyValue": value}
        for at, (key, value) in enumerate(rows.items())
    ]


def bare_map(config: dict[str, Any], _element: str) -> dict[str, Any]:
    return {**EVENTS, **config}


def wrapped(config: dict[str, Any], element: str) -> dict[str, Any]:
    return {"status": 200, "elementInstance": response(config, element)}


def array(config: dict[str, Any], element: str) -> list[dict[str, Any]]:
    return [response({}, element), response(config, element)]


HOLDERS: dict[str, Callable[[dict[str, Any], str], Any]] = {
    "body": body, "response": response, "list": setting_list, "map": bare_map, "wrapper": wrapped, "array": array,
}  # fmt: skip
REQUESTS = ["body", "map"]
YAML_STYLES = ["single", "double", "literal", "folded", "plain"]


class File(NamedTuple):
    name: str
    text: str


def text_files(holder: str, config: dict[str, Any], element: str, random: Random) -> Iterator[File]:
    """The file as JSON, as one line of JSON Lines, and in YAML; texts of the configuration in every style."""
    whole = HOLDERS[holder](config, element)
    yield File("a.json", json_text(whole, random))
    lines = [json.dumps(body({}, element)), _json(whole, random, "", "", True)]
    yield File("a.jsonl", "\n".join(lines) + "\n")
    for style in YAML_STYLES:
        styled = {key: Block(value, style) if is_plain_text(value) else value for key, value in config.items()}
        yield File("a.yaml", yaml_block(HOLDERS[holder](styled, element), random) + "\n")
    multi = f"{yaml_block(body({}, element), random)}\n---\n# größe 🎉\n{yaml_block(whole, random)}\n"
    yield File("a.yml", multi)


def some_text_files(holder: str, config: dict[str, Any], element: str, random: Random) -> list[File]:
    return random.sample(list(text_files(holder, config, element, random)), 3)


def is_plain_text(value: Any) -> bool:
    return isinstance(value, str) and not isinstance(value, Whole)


def finished(file: File, random: Random) -> tuple[bytes, list[tuple[Position, Position]]]:
    """The bytes of a file without its marks, and where they stood: line and column, within one line."""
    text = file.text
    if random.random() < 0.3:
        text = text.replace("\n", "\r\n")
    spans = []
    while FROM in text:
        start = text.index(FROM)
        text = text.replace(FROM, "", 1)
        end = text.index(TO)
        text = text.replace(TO, "", 1)
        spans.append((start, end))
    mark = b"\xef\xbb\xbf" if random.random() < 0.2 else b""
    return mark + text.encode(), [_positions(text, start, end) for start, end in spans]


def _positions(text: str, start: int, end: int) -> tuple[Position, Position]:
    begins = max(text.rfind("\n", 0, start), text.rfind("\r", 0, start)) + 1
    line = len(re.findall(r"\r\n|\r|\n", text[:begins])) + 1
    breaks = re.search(r"[\r\n]", text[start:])
    if breaks is not None:
        end = min(end, start + breaks.start())
    return Position(line, start - begins + 1), Position(line, end - begins + 1)


def expect(file: File, rule: str, random: Random, beside: str = "", alone: bool = True) -> None:
    """The rule is reported at every pair of marks and nowhere else; nothing else is, but what stands ``beside`` it."""
    data, places = finished(file, random)
    found = [one for one in find(data, file.name) if one.rule != beside]
    if not alone:
        found = [one for one in found if one.rule == rule]
    assert [(one.rule, one.start, one.end) for one in found] == [(rule, *place) for place in places], data.decode()


# -- the poller map: findings of each rule

DATES = {
    "updatedDateField": "lastModified",
    "updatedDateFormat": "yyyy-MM-dd'T'HH:mm:ss'Z'",
    "updatedDateTimezone": "GMT",
    "createdDateField": "größe😀",
    "createdDateFormat": "milliseconds",
}
TIME = "${gmtDate:yyyy-MM-dd'T'HH:mm:ss'Z'}"
URL = f"/hubs/crm/contacts?where=lastModified>='{TIME}'"


def resource(url: str | None = URL, dates: dict[str, Any] | None = None, **fields: Any) -> dict[str, Any]:
    whole = {"url": url, "idField": "id", "datesConfiguration": {**DATES, **(dates or {})}, **fields}
    return {key: value for key, value in whole.items() if value is not None}


def with_contacts(contacts: Any, name: str = "contacts") -> dict[str, Any]:
    other = f"/hubs/crm/accounts?where=größe='😀'&since='{TIME}'"
    return {
        "accounts": resource(other, pageSize=200),
        name: contacts,
        "leads": resource(URL.replace("contacts", "leads")),
    }


class Plant(NamedTuple):
    rule: str
    map: dict[str, Any]


def _without(mapping: dict[str, Any], *keys: str) -> dict[str, Any]:
    return {key: value for key, value in mapping.items() if key not in keys}


def _dates(**dates: Any) -> dict[str, Any]:
    return with_contacts(resource(dates=dates))


def _url(query: str, path: str = "/hubs/crm/contacts") -> dict[str, Any]:
    return with_contacts(resource(f"{path}?{query}"))


CONTACTS = Whole("contacts")
MAP_PLANTS = [
    Plant("invalid-poller-json", with_contacts(Whole("größe"))),
    Plant("invalid-poller-json", with_contacts(WholeNumber(15))),
    Plant("invalid-poller-name", with_contacts(resource(), Whole("/contacts"))),
    Plant("invalid-poller-name", with_contacts(resource(), Whole("contacts "))),
    Plant("missing-poller-url", with_contacts(resource(url=None), CONTACTS)),
    Plant("missing-poller-url", with_contacts(resource(url=Whole(" ")))),
    Plant("missing-id-field", with_contacts(resource(idField=None), CONTACTS)),
    Plant("missing-id-field", with_contacts(resource(idField=Whole("")))),
    Plant("unknown-poller-field", with_contacts({**resource(), Whole("filterByUpdateDate"): True})),
    Plant("unknown-poller-field", with_contacts(resource(dates={Whole("UpdatedDateTimezone"): "GMT"}))),
    Plant("misplaced-poller-field", with_contacts({**resource(), Whole("createdDateTimezone"): "GMT"})),
    Plant("misplaced-poller-field", with_contacts(resource(dates={Whole("createdCheckTolerance"): 2}))),
    Plant("misplaced-poller", with_contacts({**resource(), Whole("tasks"): resource(f"/tasks?since='{TIME}'")})),
    Plant("wrong-poller-type", with_contacts(resource(pageSize=Whole("200")))),
    Plant("wrong-poller-type", with_contacts(resource(pollDelay=WholeNumber(-1)))),
    Plant("wrong-poller-type", with_contacts(resource(filterByUpdatedDate=Whole("false")))),
    Plant("wrong-poller-type", with_contacts(resource(pageSize=Whole("größe 🎉")))),
    Plant("invalid-poller-url", with_contacts(resource(m(URL[1:])))),
    Plant("invalid-poller-url", with_contacts(resource(URL + m(" ")))),
    Plant("invalid-poller-url", with_contacts(resource(m("\n") + URL))),
    Plant("invalid-poller-url", _url(f"{m('where=')}&since='{TIME}'")),
    Plant("invalid-poller-url", _url(f"x='😀'{m('?')}where=a>'{TIME}'")),
    Plant("unbalanced-quote", _url(f"where=größe>={m(chr(39))}{TIME}")),
    Plant("unbalanced-quote", _url(f"where=a>='{TIME}'{m(chr(39))}")),
    Plant("invalid-time-variable", _url(f"where=a>='{m('${GmtDate:yyyy-MM-dd}')}'")),
    Plant("invalid-time-variable", _url("where=😀>='" + m("${gmtDat:yyyy-MM-dd}") + "'")),
    Plant("missing-time-variable", with_contacts(resource(m("/hubs/crm/contacts?where=größe='😀'")))),
    Plant("fixed-poller-date", _url(f"where=größe>='{m('2017-02-28T16:11:29-06:00')}'")),
    Plant("invalid-date-format", _url(f"where=😀>='${{gmtDate:yyyy-MM-dd{m('T')}HH:mm:ss}}'")),
    Plant("invalid-date-format", _dates(updatedDateFormat=f"yyyy-MM-dd{m('T')}HH:mm:ss")),
    Plant("invalid-date-format", _dates(createdDateFormat=f"yyyy-MM-dd' 'HH:mm:ss{m(chr(39))}")),
    Plant("invalid-date-format", _dates(createdDateFormat=WholeNumber(518862600))),
    Plant("suspicious-date-format", _dates(createdDateFormat=f"{m('YYYY')}-MM-dd")),
    Plant("suspicious-date-format", _dates(updatedDateFormat=f"yyyy-MM-{m('DD')}")),
    Plant("missing-date-format", _dates(updatedDateFormat=Whole(""))),
    Plant(
        "missing-date-format",
        with_contacts({"url": URL, "idField": "id", Whole("datesConfiguration"): _without(DATES, "updatedDateField")}),
    ),
    Plant("unknown-time-zone", _dates(createdDateTimezone=m("EDT"))),
    Plant("unknown-time-zone", _url(f"where=😀>='${{dateTimeZone:{m('-6:00')}:yyyy-MM-dd HH:mm:ss}}'")),
    Plant("swapped-date-fields", _dates(updatedDateField="changed", createdDateField=Whole("changed"))),
    Plant("empty-time-window", _url(f"from=${{date}}&to={m('${date}')}")),
    Plant("zone-conflict", _dates(updatedDateTimezone=Whole("America/Denver"))),
    Plant("zone-conflict", _url(f"where=😀>='${{dateTimeZone:{m('America/Denver')}:yyyy-MM-dd'Z'}}'")),
    Plant("poller-url-mismatch", _url(f"where=a>='{TIME}'", f"/hubs/crm/{m('leads')}")),
    Plant("poller-url-mismatch", _url(f"where=a>='{TIME}'", f"/hubs/crm/{m('contact')}")),
    Plant("poller-url-mismatch", _url(f"where=a>='{TIME}'", f"/hubs/{m('größe')}")),
    Plant("duplicate-poller-url", with_contacts(resource()) | {"all/contacts": resource(m(URL))}),
]  # fmt: skip


def as_text(map_: dict[str, Any], random: Random, depth: int = 1) -> str:
    """The map as JSON text, or as the JSON text of such a text."""
    text = random.choice(["", "", " ", "\n", "\n  "]) + json_text(map_, random) + random.choice(["", "", "\n"])
    for _ in range(depth - 1):
        text = json_string(text, random)
    return text


def map_files(map_: dict[str, Any], random: Random) -> Iterator[File]:
    """A poller map, wherever it may stand."""
    yield from text_files("body", {KEY: as_text(map_, random)}, "zendesk", random)
    yield from text_files("body", {KEY: as_text(map_, random, 2)}, "zendesk", random)
    for holder, held in HOLDERS.items():
        yield from some_text_files(holder, {KEY: as_text(map_, random, random.choice([1, 2]))}, "zendesk", random)
        if holder != "list":
            yield from object_files(held({KEY: map_}, "zendesk"), random)
    if all(isinstance(one, dict) for one in map_.values()):
        yield from object_files(map_, random)
    entry = {"key": KEY, "type": "TEXTAREA", "name": "größe 🎉", "defaultValue": as_text(map_, random)}
    yield File("a.json", json_text(entry, random))


def object_files(whole: Any, random: Random) -> Iterator[File]:
    yield File("a.json", json_text(whole, random))
    yield File("a.yaml", yaml_block(whole, random))
    yield File("a.yaml", json_text(whole, random, escapes=False) + "\n")


def _names(plants: list[Any]) -> list[str]:
    counts: dict[str, int] = {}
    names = []
    for plant in plants:
        counts[plant.rule] = counts.get(plant.rule, 0) + 1
        names.append(f"{plant.rule}-{counts[plant.rule]}")
    return names


BESIDE = {"invalid-poller-name": "surrounding-space"}


@pytest.mark.parametrize("plant", MAP_PLANTS, ids=_names(MAP_PLANTS))
def test_a_flaw_of_a_poller_map_is_shown_where_it_stands(plant: Plant) -> None:
    random = Random(plant.rule)
    for file in map_files(plant.map, random):
        expect(file, plant.rule, random, BESIDE.get(plant.rule, ""))


# -- the lines of event.poller.urls, and event.objects

LINE = f"accounts|/hubs/crm/accounts?where=größe>='{TIME}'||updated|yyyy-MM-dd HH:mm:ss|GMT|created|milliseconds|UTC"


def _line(text: str) -> str:
    return f"{LINE}\n{text}\nleads|/hubs/crm/leads?where=a>='{TIME}'"


def _contacts(query: str, rest: str = "") -> str:
    return _line(f"contacts|/hubs/crm/contacts?{query}{rest}")


class TextPlant(NamedTuple):
    rule: str
    key: str
    text: str
    element: str = "hubspot"


LINES_KEY, OBJECTS_KEY = "event.poller.urls", "event.objects"
_SINCE = f"where=a>='{TIME}'"
LINE_PLANTS = [
    TextPlant("invalid-poller-urls", LINES_KEY, _line(m(f"|/hubs/crm/contacts?{_SINCE}"))),
    TextPlant("invalid-poller-urls", LINES_KEY, _line(m("größe😀|hubs/crm/contacts"))),
    TextPlant("invalid-poller-urls", LINES_KEY, _line(m(f"contacts|/hubs/crm/contacts?{_SINCE}||||||||"))),
    TextPlant("invalid-poller-urls", LINES_KEY, "accounts|leads\n" + m("contactsaccountsinvoicesvendorscustomers" * 2)),
    TextPlant("legacy-poller-urls", Whole(LINES_KEY), LINE, "zendesk"),
    TextPlant("invalid-poller-url", LINES_KEY, _contacts(f"{m('where=')}&since='{TIME}'")),
    TextPlant("invalid-poller-url", LINES_KEY, _contacts(f"{_SINCE}{m('?')}größe=1")),
    TextPlant("unbalanced-quote", LINES_KEY, _contacts(f"{_SINCE}{m(chr(39))}")),
    TextPlant("invalid-time-variable", LINES_KEY, _contacts(f"where=😀>='{m('${DateTimeZone:GMT:yyyy-MM-dd}')}'")),
    TextPlant("missing-time-variable", LINES_KEY, _line(f"contacts|{m('/hubs/crm/contacts?where=größe=1')}")),
    TextPlant("fixed-poller-date", LINES_KEY, _contacts(f"where=a>='{m('2017-02-28')}'")),
    TextPlant("invalid-date-format", LINES_KEY, _contacts(f"where=a>='${{date:yyyy-MM-dd{m('T')}HH}}'")),
    TextPlant("invalid-date-format", LINES_KEY, _contacts(_SINCE, f"||größe|yyyy-MM-dd{m('T')}HH")),
    TextPlant("invalid-date-format", LINES_KEY, _contacts(_SINCE, f"|| a | yyyy |GMT|created| HH:mm{m(chr(39))} ")),
    TextPlant("suspicious-date-format", LINES_KEY, _contacts(_SINCE, f"||größe|{m('YYYY')}-MM-dd")),
    TextPlant("missing-date-format", LINES_KEY, _contacts(_SINCE, f"||{m('größe')}")),
    TextPlant("missing-date-format", LINES_KEY, _contacts(_SINCE, f"||||GMT||{m('yyyy')} ")),
    TextPlant("unknown-time-zone", LINES_KEY, _contacts(_SINCE, f"||größe|yyyy-MM-dd|{m('EDT')}")),
    TextPlant("unknown-time-zone", LINES_KEY, _contacts(_SINCE, f"||größe|yyyy-MM-dd|GMT|a|yyyy| {m('-6:00')} ")),
    TextPlant("zone-conflict", LINES_KEY, _contacts(_SINCE, f"||größe|yyyy-MM-dd'Z'|{m('America/Denver')}")),
    TextPlant("zone-conflict", LINES_KEY, _contacts(f"a='${{dateTimeZone:{m('America/Denver')}:yyyy-MM-dd'Z'}}'")),
    TextPlant("poller-url-mismatch", LINES_KEY, _line(f"contacts|/hubs/crm/{m('contact')}?{_SINCE}")),
    TextPlant(
        "duplicate-poller-url", LINES_KEY, _contacts(_SINCE) + f"\na/contacts|{m(f'/hubs/crm/contacts?{_SINCE}')}"
    ),
    TextPlant("invalid-event-objects", OBJECTS_KEY, f"Größe😀{m(';')}Account"),
    TextPlant("invalid-event-objects", OBJECTS_KEY, f"Größe😀,Account{m('|')}Lead"),
    TextPlant("invalid-event-objects", OBJECTS_KEY, f"Größe😀,Account,{m('{objectName}')}"),
    TextPlant("invalid-event-objects", OBJECTS_KEY, f"Größe😀,Account,{m('Account')}"),
    TextPlant("invalid-event-objects", OBJECTS_KEY, f"Größe😀{m(',')},Account"),
]  # fmt: skip


@pytest.mark.parametrize("plant", LINE_PLANTS, ids=_names(LINE_PLANTS))
def test_a_flaw_of_a_line_or_of_a_list_is_shown_where_it_stands(plant: TextPlant) -> None:
    random = Random(plant.text)
    for holder in HOLDERS:
        if holder in ("list", "map") and isinstance(plant.key, Whole):
            continue  # a map names no element, and a list has no key to point at
        text = plant.text.replace("\n", random.choice(["\n", "\n", "\r\n", "\n\n"]))
        files = text_files if holder == "body" else some_text_files
        for file in files(holder, {plant.key: text}, plant.element, random):
            legacy = "legacy-poller-urls" if holder in ("list", "map") else ""  # they do not name their element
            expect(file, plant.rule, random, legacy)


def test_names_that_differ_are_shown_at_the_lines() -> None:
    random = Random(1)
    for text in ("contacts|tasks|leads|accounts", "contacts\nleads", "größe😀"):
        for held in HOLDERS.values():
            for map_ in (with_contacts(resource()), as_text(with_contacts(resource()), random)):
                whole = held({LINES_KEY: Whole(text), KEY: map_}, "hubspot")
                for file in (File("a.json", json_text(whole, random)), File("a.yaml", yaml_block(whole, random))):
                    expect(file, "poller-name-mismatch", random)


def test_an_empty_map_is_shown_by_its_key_or_as_its_text() -> None:
    random = Random(2)
    for holder in REQUESTS:
        for config in ({Whole(KEY): {}}, {KEY: Whole("{}")}, {KEY: Whole(" {\n} ")}):
            whole = HOLDERS[holder](config, "zendesk")
            expect(File("a.json", json_text(whole, random)), "empty-poller", random)
            expect(File("a.yaml", yaml_block(whole, random)), "empty-poller", random)


def test_every_rule_of_the_family_is_planted() -> None:
    planted = {plant.rule for plant in [*MAP_PLANTS, *LINE_PLANTS]} | {"poller-name-mismatch", "empty-poller"}
    assert planted == {rule.name for rule in load_shipped_rules() if rule.family == "polling"}


# -- JSON that is broken inside a text

SOUND = '{"a": {"url": "/a/a?x=${date}", "idField": "id"}, "b": {"url": "/b/b?größe=😀${date}", "idField": "id"}}'


def broken(old: str, new: str) -> str:
    assert SOUND.count(old) == 1
    return SOUND.replace(old, new)


BROKEN_JSON = {
    "missing comma": broken('date}", "idField": "id"}, "b"', f'date}}{m(chr(34))} "idField": "id"}}, "b"'),
    "trailing comma": broken('"id"}, "b"', f'"id"{m(",")}}}, "b"'),
    "trailing comma before a break": broken('"id"}, "b"', f'"id"{m(",")}\n\t }}, "b"'),
    "extra comma": broken('}, "b"', f'}},{m(",")} "b"'),
    "missing colon": broken('"a": {"url": ', f'"a": {{"url{m(chr(34))} '),
    "missing value": broken('"idField": "id"}, "b"', f'"idField"{m(":")} }}, "b"'),
    "comment": broken('}, "b"', f'}}, {m("/* größe 🎉 */")} "b"'),
    "line comment": broken('}, "b"', f'}}, {m("// größe 🎉")}\n "b"'),
    "single quotes": broken('"id"}, "b"', f'{m(chr(39) + "größe" + chr(39))}}}, "b"'),
    "smart quotes": broken('"id"}, "b"', f'{m("“größe”")}}}, "b"'),
    "unquoted key": broken('"idField": "id"}, "b"', f'{m("idField")}: "id"}}, "b"'),
    "unquoted value": broken('"id"}, "b"', f'{m("größe")}}}, "b"'),
    "unclosed": m("{") + SOUND[1:-1],
    "extra closing": SOUND + m("}"),
    "data after the end": SOUND + " " + m("x"),
    "bad escape": broken("/b/b", f"/b{m(chr(92) + 'q')}b"),
    "mismatched bracket": broken('"id"}, "b"', f'"id"{m("]")}, "b"'),
    "template expression": broken('"id"}, "b"', f'{m("{{größe}}")}}}, "b"'),
    "raw line break": broken("größe", "gr" + m("\n") + "öße"),
    "bad number": broken('"id"}, "b"', f'{m("015")}}}, "b"'),
}


def without_folded_breaks(text: str, files: Iterator[File]) -> Iterator[File]:
    """Two line breaks of a folded scalar make one: which of them is the mistake is anybody's guess."""
    return (file for file in files if f"{FROM}\n{TO}" not in text or not re.search(r" >[-+]?\n", file.text))


@pytest.mark.parametrize("cause", BROKEN_JSON)
def test_a_mistake_of_json_in_a_text_is_shown_where_it_stands(cause: str) -> None:
    random = Random(cause)
    for holder in HOLDERS:
        text = random.choice(["", " ", "\n", "\n\n  "]) + BROKEN_JSON[cause]
        for file in without_folded_breaks(text, text_files(holder, {KEY: text}, "zendesk", random)):
            expect(file, "invalid-poller-json", random, alone=False)


@FIXED
@given(st.data(), st.integers(0, 2**32))
def test_any_mistake_of_json_in_a_text_is_shown_where_it_is_in_a_file(data: st.DataObject, seed: int) -> None:
    text = SOUND
    for _ in range(data.draw(st.integers(1, 3))):
        at = data.draw(st.integers(1, len(text) - 1))
        text = (
            text[:at]
            + data.draw(st.sampled_from(["", "", ",", '"', "}", "{", ":", "\n", "ü", "\\", "'"]))
            + text[at + 1 :]
        )
    problems = [problem for problem in parse_json(text).problems if problem.rule == "invalid-json"]
    for problem in problems:
        start, end = problem.span
        marked = text[:start] + m(text[start:end]) + text[end:]
        files = text_files("body", {KEY: marked}, "zendesk", Random(seed))
        for file in without_folded_breaks(marked, files):
            content, places = finished(file, Random(seed))
            found = [(one.start, one.end) for one in find(content, file.name) if one.rule == "invalid-poller-json"]
            assert places[0] in found, (problem, content.decode())


# -- the examples of the rules


@pytest.mark.parametrize("rule", [rule.name for rule in load_shipped_rules()])
def test_the_spans_of_bad_examples_stand_in_one_line_of_the_text(rule: str) -> None:
    for example in load_file(str(EXAMPLES[rule])).file.bad:
        violations = find(example.text, example.file, WHOLE_BOOK)
        assert rule in {one.rule for one in violations}
        lines = re.split(r"\r\n|\r|\n", example.text)
        for one in violations:
            assert one.start.line == one.end.line
            assert 1 <= one.start.column <= one.end.column <= len(lines[one.start.line - 1]) + 1


EXAMPLES = {path.stem: path for path in pathlib.Path(find_data_folder("rules")).glob("*/*.toml")}
