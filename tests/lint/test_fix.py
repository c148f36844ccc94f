"""The engine: what it applies, what it leaves out, and when it stops."""

from __future__ import annotations

import json

import pytest

from ce_lint.document.nodes import Edit, Span, apply_edits
from ce_lint.lint.check_file import run_bytes
from ce_lint.lint.fix import MOST_FAILURES, FixResult, bisect_group, select_compatible
from ce_lint.lint.result import FileResult
from ce_lint.rulebook.loader import load_folder
from ce_lint.rulebook.rule import Rulebook
from ce_lint.rulebook.shipped import find_data_folder, load_shipped_rules
from ce_lint.violation import Fix, Violation
from tests.helpers import EVENTS, body, fix_data, lint, lint_result

LOADED = {loaded.rule.name: loaded for loaded in load_folder(find_data_folder("rules"))}
FIXED = {name for name, loaded in LOADED.items() if loaded.rule.fix != "none"}


def fixed(text: str | bytes, name: str = "instance.json", unsafe: bool = False) -> FixResult:
    data = text if isinstance(text, bytes) else text.encode()
    return fix_data(name, data, lambda data: lint_result(data, name), unsafe)


EXAMPLES = [(loaded, example) for loaded in LOADED.values() for example in loaded.file.bad if loaded.rule.name in FIXED]


@pytest.mark.parametrize(
    ("loaded", "example"), EXAMPLES, ids=lambda value: getattr(getattr(value, "rule", None), "name", "")
)
def test_a_fix_of_an_example_takes_its_finding_away(loaded, example) -> None:  # type: ignore[no-untyped-def]
    rules = [rule if rule.name != loaded.rule.name else rule.with_severity("warning") for rule in load_shipped_rules()]
    book = Rulebook(rule for rule in rules if rule.severity != "off")

    def find(data: bytes) -> FileResult:
        return run_bytes(example.file, data, book)

    before = find(example.text.encode()).violations
    fixable = [violation for violation in before if violation.fix is not None]
    after = fix_data(example.file, example.text.encode(), find, unsafe=True)
    assert len(after.applied) == len(fixable)
    assert len(after.result.violations) == len(before) - len(fixable)
    assert not {violation.rule for violation in after.result.violations} - {loaded.rule.name}
    assert fix_data(example.file, after.data, find, unsafe=True).data == after.data


def test_an_edit_that_brings_another_finding_is_left_out() -> None:
    """With the right key, events would be enabled without a callback URL."""
    text = json.dumps(body({"event.notification.enable": True, "base.url": " https://a.b"}))
    after = fixed(text)
    assert [violation.rule for violation in after.applied] == ["surrounding-space"]
    assert [violation.rule for violation in after.result.violations] == ["unknown-event-key"]
    assert after.data.decode() == text.replace('" https', '"https')


def test_a_culprit_is_found_among_many() -> None:
    many = {f"x{count}.url": " https://a.b" for count in range(40)}
    text = json.dumps(body({**many, "event.notification.enable": True}))
    after = fixed(text)
    assert len(after.applied) == 40
    assert after.data.decode() == text.replace('" https', '"https')


def test_more_of_one_kind_than_a_report_tells() -> None:
    lines = json.dumps(body({f"x{count}": "y" for count in range(200)}), indent=2)
    assert fixed(lines.replace('"y",', '"y"')).data.decode() == lines
    urls = "\n".join(f"a{count}|/a?b=${{%s:yyyy}}" for count in range(60))
    texts = [json.dumps(body({"event.poller.urls": urls % ((name,) * 60)})) for name in ("gmtdate", "gmtDate")]
    assert fixed(texts[0]).data.decode() == texts[1]


def test_mistakes_of_syntax_go_first() -> None:
    text = '{"element": {"key": "a"}, "configuration": {"b": "https://c " "event.objects": "d;e",}, // f\n"name": "g"}'
    want = '{"element": {"key": "a"}, "configuration": {"b": "https://c", "event.objects": "d,e"},\n"name": "g"}'
    assert fixed(text).data.decode() == want


def test_a_secret_is_only_touched_on_request() -> None:
    text = json.dumps(body({"password": "tR9vKq27LmZx84Wp "}))
    assert fixed(text).data.decode() == text
    assert fixed(text, unsafe=True).data.decode() == text.replace("tR9vKq27LmZx84Wp ", "${PASSWORD}")


def test_no_edit_holds_a_text_of_the_document() -> None:
    text = '{"element": {"key": "a"}, "configuration": {"x": "y", "name": "Zebra", "tags": ["Quagga"]}}'
    found = lint(text.replace('"x": "y"', '"event.poller.urls": "okapi|/okapi|tapir"'))
    fixes = [violation.fix for violation in found if violation.fix]
    assert len(fixes) == 3
    shown = repr(fixes)
    assert not [word for word in ("Zebra", "Quagga", "okapi", "tapir") if word in shown]


@pytest.mark.parametrize("encoding", ["utf-16", "utf-16-le", "utf-32", "latin-1"])
def test_another_encoding_is_left_alone(encoding: str) -> None:
    data = json.dumps(body({"x": "é", "base.url": " https://a.b"}), ensure_ascii=False).encode(encoding)
    after = fixed(data)
    assert after.data == data
    assert after.applied == ()
    assert after.reason == "it is not encoded in UTF-8"


@pytest.mark.parametrize("data", [b"", b"{}", b"\xff", b"null", b"{", json.dumps(body(EVENTS)).encode()])
def test_nothing_to_fix(data: bytes) -> None:
    after = fixed(data)
    assert (after.data, after.applied, after.reason) == (data, (), "")


def _violation(*edits: Edit) -> Violation:
    return Violation("a", "b", "c", "error", str(edits), "", Span(0, 0), (), (), Fix(edits, True))


@pytest.mark.parametrize(
    ("one", "other", "both"),
    [
        ([Edit(0, 5)], [Edit(5, 9)], True),
        ([Edit(0, 5)], [Edit(4, 9)], False),
        ([Edit(0, 9)], [Edit(4, 5)], False),
        ([Edit(0, 5)], [Edit(5, 5, ("a",))], False),
        ([Edit(5, 5, ("a",))], [Edit(5, 5, ("b",))], False),
        ([Edit(0, 2), Edit(8, 9)], [Edit(4, 5)], True),
        ([Edit(0, 2), Edit(8, 9)], [Edit(4, 5), Edit(8, 8, ("a",))], False),
    ],
)
def test_which_fixes_go_together(one: list[Edit], other: list[Edit], both: bool) -> None:
    first, second = _violation(*one), _violation(*other)
    assert select_compatible([first, second]) == ([first, second] if both else [first])


def test_edits_move_pieces_of_the_text() -> None:
    assert apply_edits("abcdef", [Edit(0, 2), Edit(3, 4, ("<", Span(0, 2), ">")), Edit(6, 6, ("!",))]) == "c<ab>ef!"


TORN = '{"element": {"key": "a"}, "configuration": {"base.url": " https://a.b",}, "name": %s}'


def test_a_file_that_would_still_not_read_is_left_alone() -> None:
    after = fixed(TORN % 'say "x"')
    assert (after.data.decode(), after.applied) == (TORN % 'say "x"', ())
    assert after.reason == "it would still have a syntax error"
    assert {violation.rule for violation in after.result.violations} == {"invalid-json", "surrounding-space"}
    assert json.loads(fixed(TORN % '"x"').data)["configuration"] == {"base.url": "https://a.b"}


def test_many_culprits_cost_few_looks() -> None:
    """Each body has one fix that does harm and one that does none."""
    looks = 0

    def look(data: bytes) -> FileResult:
        nonlocal looks
        looks += 1
        return lint_result(data, "a.json")

    one = body({"base.url": " https://a.b", "event.notification.enable": True})
    text = json.dumps([one] * 60)
    after = fix_data("a.json", text.encode(), look)
    assert after.data.decode() == text.replace('" https', '"https')
    assert looks <= MOST_FAILURES + 10


def test_harm_is_parted_by_its_place() -> None:
    at = [_violation(Edit(0, 1))._replace(route=route) for route in [("a", "x"), ("a", "y"), ("b", "x"), ("c",)]]
    assert bisect_group(at, [("a", "new"), ("b", "x", "y")]) == [[at[0], at[3]], [at[1]], [at[2]]]
    assert bisect_group(at, []) == [at[:2], at[2:]]


def test_an_object_that_is_missing_is_made_once() -> None:
    zones = {"updatedDateTimezone": "GMT", "createdDateTimezone": "GMT"}
    resource = {"url": "/a?where=u>'${gmtDate:yyyy-MM-dd}'", "idField": "id", **zones}
    text = json.dumps(body({**EVENTS, "event.poller.configuration": {"a": resource}}))
    after = json.loads(fixed(text).data)["configuration"]["event.poller.configuration"]["a"]
    assert after == {"url": resource["url"], "idField": "id", "datesConfiguration": zones}
