"""docs/configuration.md says what is so: every example of it is run, and every key has one."""

from __future__ import annotations

import json
import pathlib
import re
import shutil
import tomllib
from typing import Any

import pytest

from ce_lint.config.settings import Settings
from ce_lint.config.validate import config_schema
from ce_lint.lint.baseline import load_baseline
from tests.helpers import lint_result, run
from tests.projects import LOST, make

ROOT = pathlib.Path(__file__).parents[2]
PAGE = (ROOT / "docs" / "configuration.md").read_text("utf-8")
EXAMPLES = re.findall(r"^```(\w+)\n(.*?)^```$", PAGE, re.DOTALL | re.MULTILINE)
TOML = [text for language, text in EXAMPLES if language == "toml"]


@pytest.fixture
def folder(tmp_path: pathlib.Path, monkeypatch: pytest.MonkeyPatch) -> pathlib.Path:
    monkeypatch.chdir(tmp_path)
    make(tmp_path, {"shared/base.toml": "", "instances/hubspot.json": LOST})
    shutil.copytree(ROOT / "examples" / "own-rules", tmp_path / "own-rules")
    return tmp_path


@pytest.mark.parametrize("text", TOML, ids=[text.splitlines()[0] for text in TOML])
@pytest.mark.parametrize("head", ["", "tool.ce-lint."], ids=["own", "pyproject"])
def test_an_example_is_sound(folder: pathlib.Path, text: str, head: str) -> None:
    if head:
        text = "[tool.ce-lint]\n" + re.sub(r"^(\[+)", rf"\g<1>{head}", text, flags=re.MULTILINE)
    path = folder / ("pyproject.toml" if head else "ce-lint.toml")
    path.write_text(text)
    assert Settings(str(path)).rulebook("instances/a.json").rules
    assert run("check").status in {0, 1}


def test_every_key_has_an_example() -> None:
    schema = config_schema()
    used: set[str] = set()
    for text in TOML:
        data: dict[str, Any] = tomllib.loads(text)
        used |= data.keys()
        tables = [data.get("limits", {}), *data.get("overrides", []), *data.get("allow", [])]
        used |= {key for table in tables for key in table}
    known = set(schema["properties"]).union(*(table["properties"] for table in schema["$defs"].values()))
    assert used == known
    assert set(re.findall(r"^### ([\w-]+)$", PAGE, re.MULTILINE)) == set(schema["properties"])


def test_the_allowance_and_the_baseline_of_the_page_accept(folder: pathlib.Path) -> None:
    assert run("check").status == 1
    allow = next(text for text in TOML if text.startswith("[[allow]]"))
    (folder / "ce-lint.toml").write_text(allow)
    assert "(1 allowed)" in run("check").out
    (folder / "ce-lint.toml").unlink()
    baseline = next(text for language, text in EXAMPLES if language == "json")
    (folder / "ce-lint-baseline.json").write_text(baseline)
    assert load_baseline("ce-lint-baseline.json")
    assert "(1 known)" in run("check").out
    (folder / "ce-lint-baseline.json").unlink()
    run("baseline")
    assert (folder / "ce-lint-baseline.json").read_text() == baseline


def test_the_comment_of_the_page_accepts() -> None:
    text = next(text for language, text in EXAMPLES if language == "yaml")
    result = lint_result(text, "a.yaml")
    assert (list(result.violations), result.allowed) == ([], 1)


def test_the_headings_that_it_links_to_are_there() -> None:
    anchors = {heading.lower().replace(" ", "-") for heading in re.findall(r"^#+ (.+)$", PAGE, re.MULTILINE)}
    assert set(re.findall(r"\]\(#([\w-]+)\)", PAGE)) <= anchors
    for target in re.findall(r"\]\((\.\.?/[^)#]+)", PAGE):
        assert (ROOT / "docs" / target).exists()


def test_patterns_of_the_page_that_match_nothing_are_told(folder: pathlib.Path) -> None:
    for pattern in ("./a.json", "../a.json", "a\\b"):
        (folder / "ce-lint.toml").write_text(f"exclude = [{json.dumps(pattern)}]")
        assert run("check").status == 2
