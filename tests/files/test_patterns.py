"""Patterns mean what they mean to git, with a wildcard and without."""

from __future__ import annotations

import pathlib
import subprocess

import hypothesis.strategies as st
import pytest
from hypothesis import given, settings

from ce_lint.files.gitignore import compile_patterns
from ce_lint.files.patterns import Patterns, find_pattern_error, find_single_file, is_plain

NAMES = st.sampled_from(["a", "b", "a.json", "b.json", "x y", "A"])
PATHS = st.lists(NAMES, min_size=1, max_size=4).map("/".join)
PIECES = st.sampled_from(["a", "b", ".json", "*", "**", "/", "?", "[ab]", "!", " ", "\\*", "#", "a.json"])
PATTERNS = st.lists(PIECES, min_size=1, max_size=5).map("".join)


@settings(max_examples=400, deadline=None)
@given(st.lists(st.one_of(PATHS, PATTERNS), min_size=1, max_size=3), PATHS)
def test_what_needs_no_library_means_the_same(patterns: list[str], path: str) -> None:
    assert Patterns(patterns).match(path) == compile_patterns(patterns).match_file(path)


TABLE = [
    ("a.json", {"a.json", "x/a.json"}),
    ("/a.json", {"a.json"}),
    ("x", {"x/a.json", "x/y/b.yaml", "z/x/c.json"}),
    ("x/", {"x/a.json", "x/y/b.yaml", "z/x/c.json"}),
    ("/x", {"x/a.json", "x/y/b.yaml"}),
    ("x/y", {"x/y/b.yaml"}),
    ("y/b.yaml", set()),
    ("*.json", {"a.json", "x/a.json", "z/x/c.json", "[q].json"}),
    ("x/*.json", {"x/a.json"}),
    ("**/x/*.json", {"x/a.json", "z/x/c.json"}),
    ("x/**", {"x/a.json", "x/y/b.yaml"}),
    ("\\[q\\].json", {"[q].json"}),
    ("[q].json", set()),
    ("a.json/", set()),
    ("A.json", set()),
]
FILES = ["a.json", "x/a.json", "x/y/b.yaml", "z/x/c.json", "[q].json"]


@pytest.mark.parametrize(("pattern", "meant"), TABLE, ids=[row[0] for row in TABLE])
def test_git_agrees(pattern: str, meant: set[str], tmp_path: pathlib.Path) -> None:
    assert {path for path in FILES if Patterns([pattern]).match(path)} == meant
    for name in FILES:
        (tmp_path / name).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / name).touch()
    (tmp_path / ".gitignore").write_text(pattern + "\n")
    subprocess.run(["git", "init", "-q"], cwd=tmp_path, check=True)
    command = ["git", "check-ignore", "--no-index", "-z", "--stdin"]
    asked = "\0".join(FILES)
    said = subprocess.run(command, cwd=tmp_path, input=asked, capture_output=True, check=False, text=True).stdout
    assert {path for path in said.split("\0") if path} == meant


def test_a_later_pattern_takes_back() -> None:
    patterns = Patterns(["*.json", "!kept.json"])
    assert (patterns.match("a.json"), patterns.match("kept.json")) == (True, False)


@pytest.mark.parametrize(
    "pattern", ["", "  ", "# x", "!", "\\", "a\\", "/", "a[z-a]", "./a.json", "../a", "x/../a", "a\\b"]
)
def test_what_can_match_nothing_is_a_fault(pattern: str) -> None:
    assert find_pattern_error(pattern)
    assert not Patterns([pattern]).match("a")


@pytest.mark.parametrize(
    "pattern", ["a", "/a/", "*.json", "!a", "\\#a", "[[:alpha:]]x", "a b", "ä.json", "a.b/..c", "\\*"]
)
def test_what_can_match_is_none(pattern: str) -> None:
    assert not find_pattern_error(pattern)


@pytest.mark.parametrize(
    ("patterns", "path"),
    [
        (["/a.json"], "a.json"),
        (["x/a.json"], "x/a.json"),
        (["a.json"], None),
        (["x/"], None),
        (["/x/*.json"], None),
        (["/a", "/b"], None),
        ([], None),
    ],
)
def test_patterns_that_mean_one_file(patterns: list[str], path: str | None) -> None:
    assert find_single_file(patterns) == path


def test_plain_patterns() -> None:
    assert is_plain("instances/eu.json")
    assert not any(map(is_plain, ["*.json", "a b", "#a", "!a", "a//b", "", "/", "\\a"]))
