"""``ce-lint schema`` prints the schemas; ``explain`` lists the rules of a family."""

from __future__ import annotations

import json
import pathlib

import pytest

from ce_lint.rulebook.families import FAMILIES
from ce_lint.rulebook.shipped import find_data_folder, load_shipped_rules
from tests.helpers import run

FILES = sorted(pathlib.Path(find_data_folder("schemas")).glob("*.schema.json"))
NAMES = [path.name.removesuffix(".schema.json") for path in FILES]
RULES = pathlib.Path(__file__).parents[2] / "examples" / "own-rules"


def test_there_is_one_for_everything() -> None:
    expected = {"instance", "response", "poller", "rule", "config", "report", "poll", "elements", "statistics"}
    assert expected <= set(NAMES)


@pytest.mark.parametrize("path", FILES, ids=NAMES)
def test_a_schema_is_printed_as_it_is(path: pathlib.Path) -> None:
    for name in (path.name, path.name.removesuffix(".schema.json")):
        shown = run("schema", name)
        assert (shown.status, shown.out, shown.err) == (0, path.read_text("utf-8"), "")


def test_they_are_listed_with_their_titles() -> None:
    shown = run("schema")
    assert shown.status == 0
    assert [line.split("  ")[0].strip() for line in shown.out.splitlines()] == NAMES
    for path, line in zip(FILES, shown.out.splitlines(), strict=True):
        assert line.endswith(f"  {json.loads(path.read_text('utf-8'))['title']}")


def test_a_wrong_name_lists_them() -> None:
    shown = run("schema", "instnace")
    assert (shown.status, shown.out) == (2, "")
    assert shown.err == (
        f"ce-lint: `instnace` is not a schema. Did you mean `instance`? The schemas are {', '.join(NAMES)}.\n"
    )
    assert "Did you mean" not in run("schema", "x").err


@pytest.mark.parametrize("family", FAMILIES)
def test_a_family_is_explained_by_its_rules(family: str) -> None:
    rules = [rule for rule in load_shipped_rules() if rule.family == family]
    head, *lines, gap, last = run("explain", family).out.splitlines()
    assert head == f"{family} ({len(rules)} rule{'' if len(rules) == 1 else 's'})"
    assert [line.split() for line in lines] == [[rule.name, rule.severity, *rule.title.split()] for rule in rules]
    assert gap == ""
    assert f"`ce-lint explain {rules[0].name}`" in last
    assert run("explain", rules[0].name).out.startswith(f"{rules[0].name} ({family}")


def test_a_family_of_a_project(tmp_path: pathlib.Path) -> None:
    assert run("explain", "ownership", "--rules", str(RULES)).out.startswith("ownership (2 rules)\n  missing-tags")
    shown = run("explain", "ownership")
    assert (shown.status, "`ownership` is not a rule or family" in shown.err) == (2, True)
    assert "Did you mean `secrets`?" in run("explain", "secretes").err
