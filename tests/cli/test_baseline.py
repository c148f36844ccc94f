"""``ce-lint baseline``: known findings fail nothing, and two branches that both found some merge."""

from __future__ import annotations

import json
import os
import pathlib
import random
import subprocess
from collections.abc import Iterable

import hypothesis.strategies as st
import pytest
from hypothesis import given, settings

from ce_lint.lint.baseline import BaselineError, baseline_text, load_baseline
from tests.helpers import EVENTS, body, run
from tests.projects import CLEAN, LEAKY, LOST, PLAIN_HTTP, SECRET, make

NAME = "ce-lint-baseline.json"
RULE = "missing-callback-url"
BROKEN = LOST.replace('"name"', ',"name"')


@pytest.fixture
def folder(tmp_path: pathlib.Path, monkeypatch: pytest.MonkeyPatch) -> pathlib.Path:
    monkeypatch.chdir(tmp_path)
    return make(tmp_path, {"a.json": LOST, "in/b.json": PLAIN_HTTP, "clean.json": CLEAN})


def entries(path: pathlib.Path) -> list[list[object]]:
    return [list(entry.values()) for entry in json.loads(path.read_text())["entries"] if entry]


def test_only_new_findings_fail(folder: pathlib.Path) -> None:
    shown = run("baseline")
    assert (shown.status, shown.err) == (0, "")
    assert f"{NAME}: 2 known findings in 2 files" in shown.out
    assert entries(folder / NAME) == [
        ["a.json", RULE, "configuration", 1],
        ["in/b.json", "insecure-callback-url", "configuration/event.notification.callback.url", 1],
    ]
    shown = run("check")
    assert (shown.status, shown.out) == (0, "3 instance documents in 4 files: nothing new (2 known)\n")
    (folder / "c.json").write_text(LOST)
    assert run("check").status == 1
    assert run("check", "--no-baseline", "a.json").status == 1
    os.chdir(folder / "in")
    assert run("check", os.path.join("..", "a.json"), "b.json").status == 0


def test_moving_and_formatting_change_nothing(folder: pathlib.Path) -> None:
    run("baseline")
    before = (folder / NAME).read_bytes()
    (folder / "a.json").write_text("\n\n" + json.dumps(json.loads(LOST)))
    assert run("check").status == 0
    run("baseline")
    assert (folder / NAME).read_bytes() == before


def test_of_equal_ones_the_count_decides(folder: pathlib.Path) -> None:
    twice = '{"element": {"key": "zendesk"}, "configuration": {"a": 1, "a": 2}, "name": "n"}'
    make(folder, {"a.json": twice})
    run("baseline")
    assert run("check").status == 0
    (folder / "a.json").write_text(twice.replace('"a": 2', '"a": 2, "a": 3'))
    shown = run("check")
    assert (shown.status, "(2 known)" in shown.out) == (1, True)


def test_what_was_mended_is_told_and_pruned(folder: pathlib.Path) -> None:
    run("baseline")
    (folder / "a.json").write_text(CLEAN)
    told = f"ce-lint: {NAME}: 1 known finding is fixed; `ce-lint baseline --prune` removes them from it\n"
    assert run("check").err == told
    assert run("check", "a.json").err == told
    assert run("check", "--select", "structure").err == ""
    assert run("check", "clean.json").err == ""
    (folder / "new.json").write_text(LOST)
    assert "1 known finding in 1 file" in run("baseline", "--prune").out
    assert entries(folder / NAME) == [
        ["in/b.json", "insecure-callback-url", "configuration/event.notification.callback.url", 1]
    ]
    assert run("check", "a.json").err == ""


def test_a_deleted_file_is_mended(folder: pathlib.Path) -> None:
    run("baseline")
    (folder / "in/b.json").unlink()
    assert "1 known finding is fixed" in run("check").err
    assert run("check", "a.json").err == ""
    run("baseline", "--prune")
    assert [entry[0] for entry in entries(folder / NAME)] == ["a.json"]


def test_of_a_broken_or_unreadable_file_nothing_is_called_mended(
    folder: pathlib.Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    run("baseline")
    before = entries(folder / NAME)
    (folder / "a.json").write_text(BROKEN)
    shown = run("check")
    assert ("invalid-json" in shown.out, "fixed" in shown.err) == (True, False)
    run("baseline", "--prune")
    assert entries(folder / NAME) == before
    run("baseline")
    assert [entry for entry in entries(folder / NAME) if entry[1] != "invalid-json"] == before
    (folder / "a.json").write_text(LOST)
    run("baseline")
    import ce_lint.lint.check_file

    def refuse(*_: object) -> bytes:
        raise PermissionError(13, "Permission denied")

    monkeypatch.setattr(ce_lint.lint.check_file, "read_file", refuse)
    for arguments in (["baseline"], ["baseline", "--prune"]):
        assert run(*arguments).status == 2
        assert entries(folder / NAME) == before


def test_a_part_of_the_files(folder: pathlib.Path) -> None:
    run("baseline", "a.json")
    assert [entry[0] for entry in entries(folder / NAME)] == ["a.json"]
    run("baseline", "in")
    assert [entry[0] for entry in entries(folder / NAME)] == ["a.json", "in/b.json"]
    (folder / "a.json").write_text(CLEAN)
    os.chdir(folder / "in")
    run("baseline", "..")
    assert [entry[0] for entry in entries(folder / NAME)] == ["in/b.json"]
    run("baseline", "--output", "own.json", "..")
    assert [entry[0] for entry in entries(folder / "in/own.json")] == ["b.json"]
    (folder / "in/b.json").write_text(CLEAN)
    (folder / "a.json").write_text(LOST)
    run("baseline", "--output", "own.json", "..")
    assert [entry[0] for entry in entries(folder / "in/own.json")] == ["../a.json"]
    os.chdir(folder)
    assert run("check", "--baseline", "in/own.json", "a.json").status == 0


def test_secrets_are_known_only_where_that_is_wanted(folder: pathlib.Path) -> None:
    make(folder, {"leak.json": LEAKY})
    shown = run("baseline")
    assert "1 literal secret not among them" in shown.out
    assert run("check").status == 1
    shown = run("baseline", "--include-secrets")
    assert "literal secret" not in shown.out
    assert run("check").status == 0
    assert "literal secret" not in run("baseline").out
    assert run("check").status == 0
    texts = [path.read_text() for path in folder.iterdir() if path.is_file() and path.name != "leak.json"]
    assert not any(SECRET[at : at + 6] in text for text in texts for at in range(len(SECRET) - 5))


def test_where_it_is_written(tmp_path: pathlib.Path, monkeypatch: pytest.MonkeyPatch) -> None:
    make(tmp_path / "repo", {"in/a.json": LOST, ".gitattributes": "# ce-lint-baseline.json merge=union\r\n*.x text"})
    monkeypatch.chdir(tmp_path / "repo/in")
    shown = run("baseline")
    assert (tmp_path / "repo" / NAME).exists()
    line = f"{NAME} merge=union\n"
    assert (tmp_path / "repo/.gitattributes").read_bytes().endswith(b"*.x text\n" + line.encode())
    assert "two branches may now add to the baseline without a conflict" in shown.out
    assert ".gitattributes" not in run("baseline").out
    (tmp_path / "loose").mkdir()
    monkeypatch.chdir(tmp_path / "loose")
    assert run("baseline").status == 0
    assert sorted(os.listdir()) == [NAME]


WRONG = [
    ("", "not valid JSON"),
    ("[]", "not a baseline of version 1. Delete the file and run `ce-lint baseline`."),
    ('{"version": 2, "entries": []}', "not a baseline of version 1. Delete the file and run `ce-lint baseline`."),
    ('{"version": 1, "entries": {}}', "not a baseline of version 1. Delete the file and run `ce-lint baseline`."),
    ('{"version": 1, "entries": [{}]}', "an entry has no valid path, rule, route or count"),
    ('{"version": 1, "entries": [[]]}', "an entry has no valid"),
    ('{"version": 1, "entries": [{"path": "a", "rule": "b", "route": "", "count": 0}]}', "an entry has no valid"),
    ('{"version": 1, "entries": [{"path": "a", "rule": "b", "route": "", "count": true}]}', "an entry has no valid"),
    ('{"version": 1, "entries": [{"path": "a", "rule": "b", "route": "", "count": 1.0}]}', "an entry has no valid"),
    ("[" * 100_000, "not valid JSON"),
    ('{"version": 1, "entries": [' + "9" * 5000 + "]}", "not valid JSON"),
    ('{"version": 1,\n<<<<<<< ours\n=======\n>>>>>>> theirs\n}', "contains merge conflict markers"),
]


@pytest.mark.parametrize(("text", "words"), WRONG, ids=[f"{row[1]}-{at}" for at, row in enumerate(WRONG)])
def test_a_wrong_one_is_told_in_a_sentence(folder: pathlib.Path, text: str, words: str) -> None:
    (folder / NAME).write_text(text)
    for arguments in (["check"], ["baseline"], ["baseline", "--prune"], ["config", "a.json"]):
        shown = run(*arguments)
        assert (shown.status, shown.out) == (2, "")
        assert shown.err.startswith(f"ce-lint: {NAME}: ")
        assert words in shown.err
        assert len(shown.err.splitlines()) == 1
    assert run("check", "--no-baseline").status == 1
    assert (folder / NAME).read_text() == text


@pytest.mark.parametrize("data", [b"\xff", b"\xfe\xff", "{}".encode("utf-16")])
def test_bytes_that_are_no_text(folder: pathlib.Path, data: bytes) -> None:
    (folder / NAME).write_bytes(data)
    assert (run("check").status, "not valid UTF-8" in run("check").err) == (2, True)


def test_a_byte_order_mark_and_windows_line_ends(folder: pathlib.Path) -> None:
    run("baseline")
    text = (folder / NAME).read_text()
    (folder / NAME).write_bytes(b"\xef\xbb\xbf" + text.replace("\n", "\r\n").encode())
    assert run("check").status == 0


def test_it_is_no_instance_itself(folder: pathlib.Path) -> None:
    (folder / "ce-lint.toml").write_text("include = ['*.json']")
    run("baseline")
    assert run("check", NAME).out == "no instance documents in 1 file\n"
    assert run("check").status == 0


def test_config_names_it(folder: pathlib.Path) -> None:
    run("baseline")
    assert f"baseline        {NAME}: 1 known finding in this file" in run("config", "a.json").out


KNOWN = st.dictionaries(
    st.text(st.characters(codec="utf-8"), max_size=5),
    st.dictionaries(st.tuples(st.text(max_size=3), st.text(max_size=3)), st.integers(1, 9), min_size=1, max_size=3),
    max_size=3,
)


@settings(max_examples=100, deadline=None)
@given(KNOWN)
def test_what_is_written_is_read_again(
    tmp_path_factory: pytest.TempPathFactory, known: dict[str, dict[tuple[str, str], int]]
) -> None:
    path = tmp_path_factory.getbasetemp() / "known.json"
    path.write_text(baseline_text(known), "utf-8")
    assert load_baseline(str(path)) == known
    text = path.read_text("utf-8")
    assert baseline_text({key: known[key] for key in reversed(list(known))}) == text
    assert text.isascii()


def git(folder: pathlib.Path, *arguments: str) -> subprocess.CompletedProcess[str]:
    names = ["-c", "user.name=n", "-c", "user.email=n@example.com", "-c", "commit.gpgsign=false"]
    return subprocess.run(["git", *names, *arguments], cwd=folder, capture_output=True, text=True, check=False)


def commit(folder: pathlib.Path, message: str) -> None:
    git(folder, "add", "-A")
    assert git(folder, "commit", "-qm", message).returncode == 0


def write(folder: pathlib.Path, numbers: Iterable[int]) -> None:
    for number in numbers:
        (folder / f"f{number:03}.json").write_text(LOST)


@pytest.mark.parametrize("seed", range(6))
def test_branches_that_both_extend_it_merge(tmp_path: pathlib.Path, seed: int, monkeypatch: pytest.MonkeyPatch) -> None:
    chance = random.Random(seed)
    monkeypatch.chdir(tmp_path)
    git(tmp_path, "init", "-q", "-b", "main")
    write(tmp_path, chance.sample(range(100), chance.choice([0, 1, 5])))
    (tmp_path / "base.json").write_text(LOST)
    run("baseline")
    commit(tmp_path, "base")
    for branch in ("one", "two"):
        git(tmp_path, "checkout", "-q", "-b", branch, "main")
        write(tmp_path, chance.sample(range(100), chance.choice([1, 3, 20])))
        if chance.random() < 0.5:
            (tmp_path / "base.json").write_text(CLEAN)
        run("baseline")
        commit(tmp_path, branch)
    merged = git(tmp_path, "merge", "-q", "-m", "both", "one")
    assert merged.returncode == 0, merged.stdout + merged.stderr
    load_baseline(str(tmp_path / NAME))
    assert run("check").status == 0
    after = run("baseline")
    assert after.status == 0
    assert (run("check").status, run("check").err) == (0, "")


def test_branches_that_both_begin_one_merge(tmp_path: pathlib.Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    git(tmp_path, "init", "-q", "-b", "main")
    (tmp_path / "base.json").write_text(LOST)
    commit(tmp_path, "base")
    for branch, numbers in (("one", [1, 5]), ("two", [3, 7])):
        git(tmp_path, "checkout", "-q", "-b", branch, "main")
        write(tmp_path, numbers)
        run("baseline")
        commit(tmp_path, branch)
    merged = git(tmp_path, "merge", "-q", "-m", "both", "one")
    assert merged.returncode == 0, merged.stdout + merged.stderr
    assert (run("check").status, run("check").err) == (0, "")


def test_a_real_conflict_is_told(tmp_path: pathlib.Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    git(tmp_path, "init", "-q", "-b", "main")
    (tmp_path / "base.json").write_text(LOST)
    run("baseline")
    (tmp_path / ".gitattributes").unlink()
    commit(tmp_path, "base")
    for branch, number in (("one", 1), ("two", 2)):
        git(tmp_path, "checkout", "-q", "-b", branch, "main")
        write(tmp_path, [number])
        run("baseline")
        commit(tmp_path, branch)
    assert git(tmp_path, "merge", "-q", "-m", "both", "one").returncode != 0
    assert "contains merge conflict markers. Remove them and keep the entries of both branches." in run("check").err


def test_the_error_is_one_of_ours(tmp_path: pathlib.Path) -> None:
    with pytest.raises(BaselineError, match="no such file"):
        load_baseline(str(tmp_path / "none"))
    assert body(EVENTS)
