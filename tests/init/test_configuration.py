"""The new configuration: it is one, it changes nothing, and what stands in its comments could be used."""

from __future__ import annotations

import pathlib
import re

import pytest

from ce_lint.config.settings import Settings
from ce_lint.init.plan import render_config

FOLDERS = ["plain", "with blanks", "zürich", 'quo"te', "[ab]", "!not", "#no", "st*r", "bad\udcff"]


def uncommented(text: str) -> str:
    return re.sub(r"^# (?=[\w\[]\S* = |\[)", "", text, flags=re.MULTILINE)


@pytest.mark.parametrize("instances", [[], ["a.json"], ["in/a.json", "in/b.json", "c.yaml"]])
def test_it_changes_nothing(instances: list[str], tmp_path: pathlib.Path) -> None:
    path = tmp_path / "ce-lint.toml"
    path.write_text(render_config(instances), "utf-8")
    settings = Settings(str(path))
    assert settings.fail_on == Settings().fail_on
    assert not settings.has_includes
    assert settings.skip_reason("any.json") == ""
    mine, usual = (one.rulebook("any.json").rules for one in (settings, Settings()))
    assert [(rule.name, rule.severity) for rule in mine] == [(rule.name, rule.severity) for rule in usual]


@pytest.mark.parametrize("folder", FOLDERS)
def test_its_comments_can_be_used(folder: str, tmp_path: pathlib.Path) -> None:
    path = tmp_path / "ce-lint.toml"
    path.write_text(uncommented(render_config([f"{folder}/x.json"])), "utf-8")
    settings = Settings(str(path))
    assert settings.has_includes
    assert settings.skip_reason("elsewhere/x.json")
    assert settings.skip_reason("generated/x.json")
    if folder.isprintable():
        assert settings.skip_reason(f"{folder}/deep/x.json") == ""
    assert len(list(settings.tables("allow"))) == 1
