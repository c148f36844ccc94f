"""Odd names and messages: what a reader of each format reads is what was written."""

from __future__ import annotations

import html
import json
import re
from html.parser import HTMLParser
from typing import Any
from urllib.parse import unquote
from xml.etree import ElementTree

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from markdown_it import MarkdownIt

from ce_lint.document.nodes import Edit, Span
from ce_lint.lint.result import FileResult
from ce_lint.report.junit import xml
from ce_lint.report.text import TextReport
from ce_lint.util.escape import escape
from ce_lint.violation import Fix
from tests.report.samples import parsed, report, violation, whole

FIXED = settings(derandomize=True, deadline=None, database=None, max_examples=200)
ODD = "%:,;|`<>&\"'\\[]()*_#~$@!{}\r\n\t\0\x1b\x85\u2028\ufeff\ufffe\ud800é😀 ab"
ODD_TEXT = st.text(st.sampled_from(ODD) | st.characters(), max_size=40)


def one(message: str, help: str = "Fix it.", path: str = "a.json") -> FileResult:
    return FileResult(path, parsed("{}"), (violation(message, path, help=help),))


# -- GitHub: as the runner undoes it (actions/runner, ActionCommand.cs)

_UNDO_DATA = [("%0D", "\r"), ("%0A", "\n"), ("%25", "%")]
_UNDO_PROPERTY = [("%0D", "\r"), ("%0A", "\n"), ("%3A", ":"), ("%2C", ","), ("%25", "%")]


def command(line: str) -> tuple[str, dict[str, str], str]:
    head, _, data = line.removeprefix("::").partition("::")
    name, _, properties = head.partition(" ")
    pairs = (pair.partition("=")[::2] for pair in properties.split(","))
    return name, {key: undone(value, _UNDO_PROPERTY) for key, value in pairs}, undone(data, _UNDO_DATA)


def undone(value: str, steps: list[tuple[str, str]]) -> str:
    for written, meant in steps:
        value = value.replace(written, meant)
    return value


@settings(FIXED)
@given(ODD_TEXT, ODD_TEXT)
def test_github_reads_what_was_written(message: str, help: str) -> None:
    (entry,) = report("github").entries(one(message, help))
    assert "\n" not in entry
    assert "\r" not in entry
    name, properties, data = command(entry)
    assert name == "error"
    assert data == readable(f"{message}.\n{help}" if help else f"{message}.")
    assert properties == {
        "file": "a.json", "line": "1", "endLine": "1", "col": "1", "endColumn": "2", "title": "ce-lint (missing-name)",
    }  # fmt: skip


@pytest.mark.parametrize("path", ["a,b:c.json", "100%.json", "%2C.json", "a::error::.json", "ä b=c.json"])
def test_github_reads_the_name_of_a_file(path: str) -> None:
    (entry,) = report("github").entries(one("Wrong", path=path))
    assert command(entry)[1]["file"] == path


@pytest.mark.parametrize("path", ["a\nb.json", "a\r::error::x.json", "\x1b[31m.json", "a\u202eb.json"])
def test_only_formats_for_programs_have_a_name_that_cannot_be_printed(path: str) -> None:
    for name in ("github", "markdown", "junit", "text"):
        (entry,) = (TextReport() if name == "text" else report(name)).entries(one("Wrong", path=path))
        read = html.unescape(undone(entry, _UNDO_PROPERTY))
        assert escape(path) in read
        assert path not in read
    for name in ("json", "sarif", "gitlab", "rdjson"):
        assert path in strings(json.loads(report(name).entries(one("Wrong", path=path))[0]))


def strings(value: Any) -> list[str]:
    """Every text in a value read from JSON; URIs undone."""
    if isinstance(value, str):
        return [value, unquote(value)]
    inner = value.values() if isinstance(value, dict) else value if isinstance(value, list) else ()
    return [text for item in inner for text in strings(item)]


@pytest.mark.parametrize(("severity", "name"), [("error", "error"), ("warning", "warning"), ("info", "notice")])
def test_severities(severity: str, name: str) -> None:
    result = FileResult("a.json", parsed("{}"), (violation(severity=severity, family="secrets", redact=True),))
    assert report("github").entries(result)[0].startswith(f"::{name} ")
    levels = {"error": ("error", "critical", "ERROR"), "warning": ("warning", "minor", "WARNING")}
    expected = levels.get(severity, ("note", "info", "INFO"))
    found = [json.loads(report(format_).entries(result)[0]) for format_ in ("sarif", "gitlab", "rdjson")]
    assert (found[0]["level"], found[1]["severity"], found[2]["severity"]) == expected


def test_an_error_that_is_no_secret_is_major() -> None:
    assert json.loads(report("gitlab").entries(one("Wrong"))[0])["severity"] == "major"


def test_a_region_of_more_lines_has_no_columns() -> None:
    result = FileResult("a.json", parsed("{\n}"), (violation(span=Span(0, 3)),))
    assert set(command(report("github").entries(result)[0])[1]) == {"file", "line", "endLine", "title"}


# -- JSON


@settings(FIXED)
@given(st.sampled_from(["sarif", "gitlab", "rdjson"]), ODD_TEXT)
def test_json_reads_what_was_written(name: str, message: str) -> None:
    (entry,) = report(name).entries(one(message))
    assert entry.isascii()
    read = json.loads(entry)
    json.dumps(read, ensure_ascii=False).encode()  # no half of a character, which strict readers refuse
    told = read["message"]["text"] if name == "sarif" else read.get("message", read.get("description"))
    assert told == readable(f"{message}. Fix it.")


@settings(FIXED)
@given(st.text(st.sampled_from("aä漢😀\ud800\t"), min_size=1, max_size=20), st.data())
def test_rdjson_counts_bytes(line: str, data: Any) -> None:
    start = data.draw(st.integers(1, len(line)))
    end = data.draw(st.integers(start, len(line) + 1))
    result = FileResult("a", parsed(f"{{\n{line}\r\n}}"), (violation(line=2, columns=(start, end)),))
    region = json.loads(report("rdjson").entries(result)[0])["location"]["range"]
    raw = line.encode("utf-8", "surrogatepass")
    marked = raw[region["start"]["column"] - 1 : region["end"]["column"] - 1]
    assert marked.decode("utf-8", "surrogatepass") == line[start - 1 : end - 1]
    assert region["start"]["line"] == region["end"]["line"] == 2


# -- JUnit

FORBIDDEN = re.compile("[^\t\n\r\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")


@settings(FIXED)
@given(ODD_TEXT)
def test_xml_reads_what_was_written(value: str) -> None:
    read = ElementTree.fromstring(f'<a b="{xml(value)}">{xml(value)}</a>')
    assert read.attrib["b"] == (read.text or "") == FORBIDDEN.sub("\ufffd", value)
    assert xml(value).isascii()


@pytest.mark.parametrize("name", ["\x00", "\x08", "\x1b[31m", "\ud800", "\ufffe", "]]>", "<!--", "&amp;"])
def test_junit_holds_any_message_and_reason(name: str) -> None:
    results = [one(name), FileResult("b\x1b.json", read_error=f"it has {name}")]
    root = ElementTree.fromstring(whole(report("junit"), results))
    meant = FORBIDDEN.sub("\ufffd", name)
    assert root.findall("testsuite/testcase/failure")[0].attrib["message"] == f"{meant}."
    assert root.findall("testsuite/testcase/error")[0].text == f"it has {meant}"


# -- Markdown, as a renderer shows it


class Cells(HTMLParser):
    """The texts of the cells of a page, and its tags."""

    def __init__(self) -> None:
        super().__init__()
        self.cells: list[str] = []
        self.tags: set[str] = set()
        self.titles: list[str] = []
        self.inside = ""

    def handle_starttag(self, tag: str, attrs: Any) -> None:
        self.tags.add(tag)
        if tag in {"td", "h3"}:
            self.inside = tag
            (self.cells if tag == "td" else self.titles).append("")

    def handle_endtag(self, tag: str) -> None:
        self.inside = "" if tag in {"td", "h3"} else self.inside

    def handle_data(self, data: str) -> None:
        if self.inside:
            (self.cells if self.inside == "td" else self.titles)[-1] += data


def shown(result: FileResult) -> Cells:
    page = Cells()
    page.feed(
        MarkdownIt("commonmark").enable("table").enable("strikethrough").render(whole(report("markdown"), [result]))
    )
    return page


ALLOWED = {"h2", "h3", "table", "thead", "tbody", "tr", "th", "td", "code", "p", "strong"}


def words(value: str) -> list[str]:
    value = "".join(" " if re.match(r"[\x00-\x1f\x7f-\x9f\u2028\u2029]", one) else one for one in readable(value))
    return value.replace("`", "").split()


@settings(FIXED)
@given(ODD_TEXT)
def test_markdown_shows_what_was_written(message: str) -> None:
    page = shown(one(message))
    assert page.tags <= ALLOWED
    assert page.cells[:3] == ["error", "1:1", "missing-name"]
    (cell,) = page.cells[3:]
    assert words(cell) == words(f"{message}. Fix it.")


MARKDOWN = [
    ("a|b", "a&#124;b"),
    ("<b>&lt;", "&#60;b&#62;&#38;lt;"),
    ("`a.b` and `c|d`", "<code>a.b</code> and <code>c&#124;d</code>"),
    ("an odd ` alone", "an odd &#96; alone"),
    ("![x](y) **z** ~~w~~ @me #1", None),
    ("two\nlines", "two lines"),
]


@pytest.mark.parametrize(("message", "cell"), MARKDOWN)
def test_markdown_cells(message: str, cell: str | None) -> None:
    (entry,) = report("markdown").entries(one(message))
    last = entry.splitlines()[-1]
    assert cell is None or f"| {cell}. Fix it. |" in last
    assert last.count("|") == 5
    assert words(shown(one(message)).cells[3]) == words(f"{message}. Fix it.")


@pytest.mark.parametrize("path", ["a_b_c.json", "*a*.json", "# a.json", "a|b.json", "<i>.json", "&amp;.json"])
def test_markdown_shows_the_name_of_a_file(path: str) -> None:
    page = shown(one("Wrong", path=path))
    assert page.titles == [path]
    assert page.tags <= ALLOWED


def readable(value: str) -> str:
    return re.sub("[\ud800-\udfff]", "\ufffd", value)


def test_the_renderer_would_show_more() -> None:
    rendered = MarkdownIt("commonmark").enable("table").render("| a |\n|---|\n| **b** <i>c</i> |")
    assert "<strong>" in rendered
    assert "<i>" in rendered
    assert html.unescape("&#124;") == "|"


# -- what fixes a finding


def fixed(edits: tuple[Edit, ...], family: str = "structure") -> tuple[list[Any], list[Any]]:
    result = FileResult(
        "a",
        parsed('{"ä": 1\n"secret": 2}'),
        (violation(family=family, redact=family == "secrets", fix=Fix(edits, True)),),
    )
    sarif, rdjson = (json.loads(report(name).entries(result)[0]) for name in ("sarif", "rdjson"))
    return sarif.get("fixes", []), rdjson.get("suggestions", [])


def test_new_text_is_a_fix() -> None:
    (fix,), (suggestion,) = fixed((Edit(4, 4, (",", "!")),))
    (replacement,) = fix["artifactChanges"][0]["replacements"]
    assert replacement["insertedContent"] == {"text": ",!"}
    assert replacement["deletedRegion"] == {"startLine": 1, "startColumn": 5, "endLine": 1, "endColumn": 5}
    place = {"line": 1, "column": 6}
    assert suggestion == {"range": {"start": place, "end": place}, "text": ",!"}


def test_two_edits_are_one_fix_and_no_suggestion() -> None:
    (fix,), suggestions = fixed((Edit(0, 1, ()), Edit(4, 10, ("x",))))
    assert len(fix["artifactChanges"][0]["replacements"]) == 2
    assert fix["artifactChanges"][0]["replacements"][1]["deletedRegion"]["endLine"] == 2
    assert suggestions == []


@pytest.mark.parametrize(
    ("edits", "family"),
    [
        ((Edit(0, 1, (Span(1, 4),)),), "events"),
        ((Edit(0, 1, ("x", Span(1, 4))),), "events"),
        ((Edit(0, 1, ("x",)),), "secrets"),
    ],
)
def test_what_moves_text_or_concerns_a_secret_is_none(edits: tuple[Edit, ...], family: str) -> None:
    assert fixed(edits, family) == ([], [])
