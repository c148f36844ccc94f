from __future__ import annotations

import pathlib

import pytest

from ce_lint.rulebook.explanation import load_explanation
from ce_lint.rulebook.loader import load_file
from ce_lint.rulebook.rule import Rule
from ce_lint.rulebook.shipped import load_shipped_file, load_shipped_rules

OWN = pathlib.Path(__file__).parents[2] / "examples" / "own-rules" / "ownership" / "missing-tags.toml"


@pytest.mark.parametrize("rule", load_shipped_rules(), ids=lambda rule: rule.name)
def test_a_shipped_rule_is_explained_by_its_file(rule: Rule) -> None:
    file, told = load_shipped_file(rule).file, load_explanation(rule)
    assert told.why == file.why
    assert told.bad.text == file.bad[0].text.strip("\n")
    assert told.good.text == file.good[0].text.strip("\n")
    assert told.bad.language == ("yaml" if file.bad[0].file.endswith("yaml") else "json")


def test_a_rule_of_a_project_is_explained_by_its_own_file(tmp_path: pathlib.Path) -> None:
    folder = tmp_path / "ownership"
    folder.mkdir()
    path = folder / "missing-tags.toml"
    path.write_text(OWN.read_text("utf-8").replace("[[bad]]", '[[bad]]\nfile = "a.yml"', 1), "utf-8")
    loaded = load_file(str(path))
    for rule in (loaded.rule, loaded.rule.with_severity("info")):
        told = load_explanation(rule)
        assert (told.why, told.bad.language, told.good.language) == (loaded.file.why, "yaml", "json")
    with pytest.raises(OSError, match="missing-tags"):
        path.unlink()
        load_explanation(loaded.rule)
