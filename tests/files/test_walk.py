"""From paths to files: each once, in order, and nothing on the disk ends in a traceback."""

from __future__ import annotations

import os
import pathlib
import subprocess
import sys
from collections.abc import Mapping
from itertools import permutations

import pytest

from ce_lint.files.walk import File, Unreadable, _order, find_files
from tests.helpers import run


@pytest.fixture
def folder(tmp_path: pathlib.Path, monkeypatch: pytest.MonkeyPatch) -> pathlib.Path:
    monkeypatch.chdir(tmp_path)
    return tmp_path


def make(folder: pathlib.Path, texts: Mapping[str, str] | list[str]) -> None:
    for name in texts:
        (folder / name).parent.mkdir(parents=True, exist_ok=True)
        (folder / name).write_text(texts[name] if isinstance(texts, Mapping) else "")


def paths(*arguments: str) -> list[str]:
    return [found.path.replace(os.sep, "/") for found in find_files(list(arguments))]


def test_order_is_that_of_names(folder: pathlib.Path) -> None:
    make(folder, ["b.json", "a/z.json", "a.json", "a-b.json", "a/b/c.yaml", "B.JSON", "c.txt", "a b/x.yml"])
    assert paths(".") == ["B.JSON", "a/b/c.yaml", "a/z.json", "a b/x.yml", "a-b.json", "a.json", "b.json"]


OVERLAPS = [
    (["a.json", "a.json"], ["a.json"]),
    (["a.json", "./a.json"], ["a.json"]),
    (["a.json", "."], ["a.json", "in/b.json"]),
    ([".", "a.json", "in"], ["a.json", "in/b.json"]),
    (["in", ".", "in/b.json"], ["a.json", "in/b.json"]),
    (["in/../in", "in/"], ["in/b.json"]),
    (["in/b.json", "a.json"], ["a.json", "in/b.json"]),
    ([".", "node_modules/x.json", "node_modules"], ["a.json", "in/b.json", "node_modules/x.json"]),
    (["in", "in-b"], ["in/b.json", "in-b/c.txt.json"]),
]


@pytest.mark.parametrize(("arguments", "expected"), OVERLAPS, ids=[" ".join(row[0]) for row in OVERLAPS])
def test_each_file_once(folder: pathlib.Path, arguments: list[str], expected: list[str]) -> None:
    make(folder, ["a.json", "in/b.json", "node_modules/x.json"])
    if "in-b" in arguments:
        make(folder, ["in-b/c.txt.json"])
    for order in permutations(arguments):
        assert paths(*order) == expected


def test_a_file_that_is_named_and_in_a_folder_counts_as_named(folder: pathlib.Path) -> None:
    make(folder, ["a.json", "in/b.json"])
    expected = [File("a.json", False), File(os.path.join("in", "b.json"), True)]
    for order in permutations([".", "in/b.json", "in"]):
        assert [one._replace(path=os.path.normpath(one.path)) for one in find_files(list(order))] == expected


def test_a_folder_comes_before_names_that_begin_as_it_does(folder: pathlib.Path) -> None:
    make(folder, ["a/z.json", "a-b.json", "a.json", "b/x.json"])
    for order in permutations(["b", "a.json", "a", "a-b.json"]):
        assert paths(*order) == ["a/z.json", "a-b.json", "a.json", "b/x.json"] == paths(".", *order)


def test_the_root_of_the_disk_is_above_everything() -> None:
    assert _order(os.getcwd()).startswith(_order(os.path.abspath(os.sep)) + "\0")


def test_the_same_by_an_absolute_path(folder: pathlib.Path) -> None:
    make(folder, ["a.json"])
    assert len(paths("a.json", str(folder / "a.json"), str(folder))) == 1


@pytest.mark.skipif(sys.platform == "win32", reason="symbolic links")
def test_links(folder: pathlib.Path) -> None:
    make(folder, ["real/a.json"])
    (folder / "b.json").symlink_to("real/a.json")
    (folder / "dangling.json").symlink_to("none.json")
    (folder / "self.json").symlink_to("self.json")
    (folder / "folder.json").symlink_to("real", target_is_directory=True)
    (folder / "linked").symlink_to("real", target_is_directory=True)
    (folder / "real/up").symlink_to("..", target_is_directory=True)
    assert paths(".") == ["b.json", "real/a.json"]
    assert paths("linked") == ["linked/a.json"]
    assert run("check").status == 0
    trouble = list(find_files(["self.json", "dangling.json"]))
    assert [isinstance(one, Unreadable) for one in trouble] == [True, True]


def test_a_folder_with_the_name_of_a_file_is_walked(folder: pathlib.Path) -> None:
    make(folder, ["x.json/a.json"])
    assert paths(".") == ["x.json/a.json"]


@pytest.mark.skipif(sys.platform == "win32", reason="long paths")
def test_folders_in_folders_without_end(folder: pathlib.Path) -> None:
    depth = 1200
    for _ in range(depth):
        os.mkdir("d")
        os.chdir("d")
    pathlib.Path("a.json").write_text("{}")
    os.chdir(folder)
    try:
        assert [path.count("/") for path in paths(".")] == [depth]
        assert run("check").status == 0
    finally:
        subprocess.run(["rm", "-rf", "d"], check=True)  # shutil.rmtree goes no deeper than Python's stack


def test_a_pipe_is_no_file(folder: pathlib.Path) -> None:
    if hasattr(os, "mkfifo"):
        os.mkfifo("p.json")
        assert paths(".") == []
        assert list(find_files(["p.json"])) == [Unreadable("p.json", "neither a file nor a folder")]


def test_a_folder_that_cannot_be_read(folder: pathlib.Path, monkeypatch: pytest.MonkeyPatch) -> None:
    make(folder, ["a.json", "in/b.json", "z.json"])
    real = os.scandir

    def refuse(path: str) -> object:
        if path == "in":
            raise PermissionError(13, "Permission denied")
        return real(path)

    monkeypatch.setattr(os, "scandir", refuse)
    assert list(find_files(["."])) == [
        File("a.json", False),
        Unreadable("in", "permission denied"),
        File("z.json", False),
    ]


def test_other_endings_where_they_are_wanted(folder: pathlib.Path) -> None:
    make(folder, ["a.json", "b.conf", "in/c.conf", "in/d.txt"])
    wanted = find_files(["."], lambda path: path.endswith("c.conf"))
    assert [found.path for found in wanted] == ["a.json", os.path.join("in", "c.conf")]


def test_gitignore_with_lines_that_are_no_patterns(folder: pathlib.Path) -> None:
    lines = [
        "!",
        "\\",
        "a[z-a]",
        "[[:alpha:]]1.json",
        "# x",
        "",
        "b.json\\",
        "*.yaml",
        "!kept.yaml",
        "in/*\x0cx",
        "c.json",
    ]
    make(
        folder,
        {".gitignore": "\n".join(lines), **dict.fromkeys(["a.json", "b.json", "c.json", "d.yaml", "kept.yaml"], "")},
    )
    (folder / ".git").mkdir()
    assert paths(".") == ["a.json", "b.json", "kept.yaml"]
    (folder / ".gitignore").write_bytes(b"\xff\xfe\x00*.json")
    assert run("check").status == 0


def test_names_that_are_no_text(folder: pathlib.Path) -> None:
    name = os.fsencode(str(folder)) + b"/\xff.json"
    try:
        with open(name, "wb") as file:
            file.write(b'{"element": {"key": "x"}, "configuration": {,}}')
    except OSError:
        pytest.skip("this disk takes only text")
    for arguments in (
        ["."],
        ["--format", "json"],
        ["--report", "json=r.out", "--report", "sarif=s.out", "--show-allow"],
    ):
        shown = run("check", *arguments)
        assert (shown.status, shown.err) == (1, "")
    assert run("baseline").status == 0
    assert run("check").status == 0
