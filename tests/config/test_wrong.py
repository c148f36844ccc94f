"""A wrong configuration gives a line for each mistake, with file, line, key and choices, and status 2."""

from __future__ import annotations

import os
import pathlib
from typing import Any

import hypothesis.strategies as st
import pytest
from hypothesis import HealthCheck, given, settings

from ce_lint.config.discover import find_config
from ce_lint.config.load import ConfigError
from ce_lint.config.settings import Settings
from tests.helpers import run
from tests.projects import CLEAN, make

SECRET = "hunter2"
WRONG: list[tuple[str, int, str]] = [
    (
        "excludes = ['x']",
        1,
        "`excludes` is not a valid key. Did you mean `exclude`? The valid keys are allow, exclude,",
    ),
    ("fail_on = 'error'", 1, "`fail_on` is not a valid key. Did you mean `fail-on`?"),
    ("\nfail-on = 'fatal'", 2, "`fail-on` must be one of error, warning, info, never."),
    ("include = 'a.json'", 1, "`include` must be an array of patterns"),
    ("include = ['a', 1]", 1, "`include[1]` must be a string."),
    ("severity = 'off'", 1, "`severity` must be a table."),
    ("[severity]\nevents = 'fatal'", 2, "`severity.events` must be one of error, warning, info, off."),
    ("[severity]\nevnets = 'off'", 2, "`severity.evnets` is not a rule or family. Did you mean `events`?"),
    ("[severity]\nmissing-calback-url = 'off'", 2, "Did you mean `missing-callback-url`?"),
    (
        "[limits]\nrefresh = 1",
        2,
        "`limits.refresh` is not a valid key. The valid keys are refresh-interval, signature-key.",
    ),
    (
        "[limits]\nrefresh-interval = 5",
        2,
        "must be an array of the shortest and the longest interval in minutes, such as [1, 1440].",
    ),
    ("[limits]\nrefresh-interval = [5]", 2, "must have two numbers, the shortest and the longest interval in minutes"),
    ("[limits]\nrefresh-interval = [9, 5]", 2, "must have the shortest interval first, such as [1, 1440]."),
    ("[limits]\nrefresh-interval = [0, 5]", 2, "`limits.refresh-interval` must be greater than 0."),
    ("[limits]\nsignature-key = true", 2, "`limits.signature-key` must be an integer."),
    ("[limits]\nsignature-key = 0", 2, "`limits.signature-key` must be greater than 0."),
    ("overrides = {files = ['x']}", 1, "`overrides` must be an array of tables: write [[overrides]]"),
    ("[[overrides]]\nseverity = {}", 1, "`overrides[0].files` is missing."),
    ("[[overrides]]\nfiles = []", 2, "`overrides[0].files` is empty."),
    (
        "[[overrides]]\nfiles = ['x']\n[[overrides]]\nfiles = ['y']\nrules = 'x'",
        5,
        "`overrides[1].rules` is not a valid key.",
    ),
    ("[[overrides]]\nfiles = ['x']\n[overrides.limits]\nsignature-kye = 1", 4, "Did you mean `signature-key`?"),
    ("[[allow]]\nreason = 'r'", 1, "`allow[0].rule` is missing."),
    ("[[allow]]\nrule = 'literal-secret'", 1, "`allow[0].reason` is missing: write why these findings are accepted."),
    ("[[allow]]\nrule = 'literal-secret'\nreason = ' '", 3, "`allow[0].reason` is empty: write why"),
    (
        "[[allow]]\nrule = 'litteral-secret'\nreason = 'r'",
        2,
        "`allow[0].rule` is not the name of a rule. Did you mean `literal-secret`?",
    ),
    (
        "[[allow]]\nrule = 'events'\nreason = 'r'",
        2,
        "`allow[0].rule` is not the name of a rule. `ce-lint rules` lists all rules.",
    ),
    (
        "[[allow]]\nrule = 'literal-secret'\nreason = 'r'\nuntil = 'May'",
        4,
        "`allow[0].until` must be a date without a time, such as 2027-01-31.",
    ),
    ("[[allow]]\nrule = 'literal-secret'\nreason = 'r'\nuntil = '2027-02-30'", 4, "must be a date"),
    (
        "[[allow]]\nrule = 'literal-secret'\nreason = 'r'\nuntil = 2027-01-31T10:00:00",
        4,
        "must be a date without a time",
    ),
    ("[[allow]]\nrule = 'literal-secret'\nreason = 'r'\nfiles = []", 4, "`allow[0].files` is empty."),
    ("exclude = ['a', '']", 1, "`exclude[1]` is empty: it matches no file."),
    ("exclude = ['# a']", 1, r"`exclude[0]` starts with #, which makes it a comment. Write '\#' instead of '#'."),
    ("exclude = ['a\\']", 1, "`exclude[0]` is not a valid .gitignore pattern."),
    ("exclude = ['a[z-a]']", 1, "`exclude[0]` is not a valid .gitignore pattern."),
    (
        "exclude = ['instances\\eu.json']",
        1,
        r"`exclude[0]` contains \, which escapes the next character. Write / between",
    ),
    ("exclude = ['./a.json']", 1, "`exclude[0]` must not contain ./ or ../: patterns are relative to the folder of"),
    ("extends = 'none.toml'", 1, "`extends` refers to none.toml, which does not exist."),
    ("extends = ''", 1, "`extends` refers to ., which is not a file."),
    ("extends = 'ce-lint.toml'", 1, "`extends` is circular: ce-lint.toml already extends this file."),
    ("extends = 'folder'", 1, "`extends` refers to folder, which is not a file."),
    ("extends = ['a']", 1, "`extends` must be a string."),
    ("rules = 'none'", 1, "`rules` must be a folder that exists, relative to the folder of this file."),
    ("rules = ''", 1, "`rules` must not be the folder of this file: every TOML file in it is read as a rule."),
    ("rules = '.'", 1, "`rules` must not be the folder of this file"),
    ("rules = 'ce-lint.toml'", 1, "`rules` must be a folder that exists"),
    ('rules = "a\\u0000b"', 1, "`rules` must be a folder that exists"),
    (
        "[options]\nextreme-refresh-interval = {mni = 1}",
        2,
        "is not an option of `extreme-refresh-interval`. Did you mean `min`? Its options are min, max.",
    ),
    ("[options]\nextreme-refresh-interval = {min = 'x'}", 2, "must be an integer, such as 1."),
    ("[options]\nextreme-refresh-interval = {min = true}", 2, "must be an integer, such as 1."),
    ("[options.text-boolean]\ntext = 1", 2, "`options.text-boolean.text` must be true or false."),
    ("[options]\nmissing-callback-url = {x = 1}", 2, "is not an option of `missing-callback-url`. It has no options."),
    ("[options]\nnobody = {}", 2, "`options.nobody` is not a rule. `ce-lint rules` lists all rules."),
    ("tool = 1", 1, "`tool` is not a valid key."),
    ("[tool]\nce-lint = 1", 2, "`tool.ce-lint` must be a table."),
    ('"\\u001b[31m\\n" = 1', 1, "`?[31m?` is not a valid key."),
    ('extends = "\\u001b\\n"', 1, "`extends` refers to ??, which does not exist."),
    ("a b", 1, "not valid TOML: expected '=' after a key in a key/value pair"),
    ("a = " + "9" * 5000, 0, "not valid TOML: a number has too many digits"),
    ("a = " + "[" * 2000, 0, "not valid TOML: nested too deeply"),
]


@pytest.fixture
def folder(tmp_path: pathlib.Path, monkeypatch: pytest.MonkeyPatch) -> pathlib.Path:
    monkeypatch.chdir(tmp_path)
    make(tmp_path, {"a.json": CLEAN, "folder/x": ""})
    return tmp_path


@pytest.mark.parametrize(("text", "line", "words"), WRONG, ids=[f"{row[2][:40]}-{at}" for at, row in enumerate(WRONG)])
def test_a_mistake_is_told(folder: pathlib.Path, text: str, line: int, words: str) -> None:
    (folder / "ce-lint.toml").write_text(text + "\n")
    shown = run("check", "a.json")
    assert (shown.status, shown.out) == (2, "")
    assert shown.err.startswith(f"ce-lint: ce-lint.toml:{line}:" if line else "ce-lint: ce-lint.toml:")
    assert words in shown.err
    assert run("config", "a.json") == shown
    assert run("baseline").err == shown.err


def test_the_same_in_pyproject(folder: pathlib.Path) -> None:
    (folder / "pyproject.toml").write_text('[project]\nname = "x"\n\n[tool.ce-lint]\nincldue = []\n')
    assert "pyproject.toml:5: `incldue` is not a valid key. Did you mean `include`?" in run("check").err
    (folder / "pyproject.toml").write_text("[tool]\nce-lint = 1\n")
    assert "pyproject.toml:2: `tool.ce-lint` must be a table." in run("check").err


def test_every_mistake_of_shape_is_told_at_once(folder: pathlib.Path) -> None:
    (folder / "ce-lint.toml").write_text("fail-on = 1\ninclude = 1\n")
    assert len(run("check").err.splitlines()) == 2


def test_a_mistake_in_an_extended_file_is_told_there(folder: pathlib.Path) -> None:
    (folder / "ce-lint.toml").write_text("extends = 'folder/base.toml'\n")
    (folder / "folder" / "base.toml").write_text("\nextends = '../ce-lint.toml'\n")
    base = os.path.join("folder", "base.toml")
    assert f"{base}:2: `extends` is circular: ce-lint.toml already extends this file." in run("check").err


def test_a_circle_through_a_link_is_seen(folder: pathlib.Path) -> None:
    (folder / "ce-lint.toml").write_text("extends = 'again/ce-lint.toml'\n")
    (folder / "again").symlink_to(folder, target_is_directory=True)
    assert "`extends` is circular" in run("check", "a.json").err


BYTES = {
    "utf-16": "fail-on = 'error'".encode("utf-16"),
    "latin-1": "# \xe4".encode("latin-1"),
    "nul": b"\0",
    "bom": None,
}


@pytest.mark.parametrize("data", [data for data in BYTES.values() if data], ids=[name for name in BYTES if BYTES[name]])
def test_bytes_that_are_no_text(folder: pathlib.Path, data: bytes) -> None:
    (folder / "ce-lint.toml").write_bytes(data)
    shown = run("check", "a.json")
    assert (shown.status, len(shown.err.splitlines())) == (2, 1)
    assert "UTF-8" in shown.err or "not valid TOML" in shown.err


def test_a_byte_order_mark_is_no_mistake(folder: pathlib.Path) -> None:
    (folder / "ce-lint.toml").write_bytes(b"\xef\xbb\xbfexclude = ['a.json']\r\n")
    assert "excluded by ce-lint.toml:1" in run("check", "-v", "a.json").err
    (folder / "ce-lint.toml").unlink()
    (folder / "pyproject.toml").write_bytes(b"\xef\xbb\xbf[tool.ce-lint]\r\nexclude = ['a.json']\r\n")
    assert "excluded by pyproject.toml:2" in run("check", "-v", "a.json").err


def test_folders_in_place_of_files(folder: pathlib.Path) -> None:
    for name in ("ce-lint.toml", "pyproject.toml", "ce-lint-baseline.json"):
        (folder / name).mkdir()
    assert run("check", "a.json").status == 0
    assert "ce-lint-baseline.json: is a directory" in run("baseline").err
    assert run("check", "--config", "ce-lint.toml", "a.json").status == 2
    assert run("check", "--config", "none.toml", "a.json").status == 2


@pytest.mark.parametrize("name", ["ce-lint.toml", "pyproject.toml", "ce-lint-baseline.json"])
def test_a_file_that_cannot_be_read(folder: pathlib.Path, name: str, monkeypatch: pytest.MonkeyPatch) -> None:
    (folder / name).write_text("[tool.ce-lint]\n")
    real = open

    def refuse(path: Any, *arguments: Any, **options: Any) -> Any:
        if os.path.basename(str(path)) == name:
            raise PermissionError(13, "Permission denied")
        return real(path, *arguments, **options)

    monkeypatch.setattr("builtins.open", refuse)
    shown = run("check", "a.json")
    assert (shown.status, shown.err) == (2, f"ce-lint: {name}: permission denied\n")


def test_a_pyproject_that_does_not_speak_of_us_is_not_read(folder: pathlib.Path) -> None:
    (folder / "pyproject.toml").write_text("this is no TOML")
    assert run("check", "a.json").status == 0
    (folder / "pyproject.toml").write_text("# [tool.ce-lint]\n[project]\ndependencies = ['ce-lint']\n")
    assert find_config(str(folder)) is None
    for text in ("[tool.ce-lint]", "[ tool . 'ce-lint' ]", "[tool]\nce-lint = {}", "tool.ce-lint.include = []"):
        (folder / "pyproject.toml").write_text(text)
        assert find_config(str(folder)) == str(folder / "pyproject.toml")
    (folder / "pyproject.toml").write_text("ce-lint = [")
    assert "pyproject.toml: not valid TOML" in run("check", "a.json").err


VALUES = st.recursive(
    st.sampled_from(["1", "true", "1.5", "2027-01-31", f'"{SECRET}"', "'x'", "''", "10:00:00", "nan", "'off'"]),
    lambda inner: (
        st.lists(inner, max_size=2).map(lambda items: f"[{', '.join(items)}]")
        | st.tuples(st.sampled_from(["a", "files", "rule", "'x y'", '""']), inner).map(
            lambda pair: f"{{{pair[0]}={pair[1]}}}"
        )
    ),
    max_leaves=4,
)
KEYS = st.sampled_from(
    [
        *(
            "include",
            "exclude",
            "rules",
            "extends",
            "fail-on",
            "severity",
            "limits",
            "options",
            "overrides",
            "allow",
            "x",
        ),
        *("severity.events", "limits.signature-key", "options.text-boolean", "options.text-boolean.text"),
        *("tool", "tool.ce-lint"),
    ]
)
LINES = st.one_of(
    st.tuples(KEYS, VALUES).map(" = ".join),
    st.sampled_from(["[[overrides]]", "[[allow]]", "[limits]", "[severity]", "[tool.ce-lint]", "[overrides.limits]"]),
    st.tuples(st.sampled_from(["files", "rule", "reason", "at", "until"]), VALUES).map(" = ".join),
    st.text(alphabet="[]{}\"'=#\\,-:a", max_size=8),
)


@settings(max_examples=300, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.lists(LINES, max_size=6).map("\n".join))
def test_nothing_that_a_person_writes_ends_in_a_traceback(folder: pathlib.Path, text: str) -> None:
    path = folder / "ce-lint.toml"
    path.write_text(text)
    try:
        made = Settings(str(path))
        assert made.skip_reason("a.json") is not None
        assert made.rulebook("a.json").rules
    except ConfigError as error:
        first = str(error).splitlines()[0]
        assert "ce-lint.toml:" in first
        assert SECRET not in str(error)
