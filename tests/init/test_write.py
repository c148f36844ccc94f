"""A plan is shown without what is not ours, and written whole or not at all."""

from __future__ import annotations

import os
import pathlib
import subprocess

import pytest

from ce_lint.init.inspect import InitError, read_files
from ce_lint.init.plan import FileChange
from ce_lint.init.write import diff_change, write_changes

NEW = FileChange(".github/workflows/new.yml", None, "a: 1\n", "new")
MORE = FileChange("old.txt", "one\ntwo", "one\ntwo\nthree\n", "more")


@pytest.fixture
def root(tmp_path: pathlib.Path) -> pathlib.Path:
    (tmp_path / "old.txt").write_bytes(b"one\ntwo")
    return tmp_path


def held(root: pathlib.Path) -> dict[str, bytes]:
    return {path.relative_to(root).as_posix(): path.read_bytes() for path in root.rglob("*") if path.is_file()}


def test_everything_is_written(root: pathlib.Path) -> None:
    write_changes(str(root), [NEW, MORE])
    assert held(root) == {".github/workflows/new.yml": b"a: 1\n", "old.txt": b"one\ntwo\nthree\n"}


def test_bytes_that_are_no_text_stay(root: pathlib.Path) -> None:
    (root / ".gitattributes").write_bytes(b"# caf\xe9\r\n")
    before = read_files(str(root))[".gitattributes"]
    write_changes(str(root), [FileChange(".gitattributes", before, before + "x\n", "")])
    assert (root / ".gitattributes").read_bytes() == b"# caf\xe9\r\nx\n"


@pytest.mark.parametrize("late", [FileChange("old.txt", "one", "two", ""), FileChange("old.txt", None, "two", "")])
def test_what_changed_meanwhile_is_not_replaced(late: FileChange, root: pathlib.Path) -> None:
    before = held(root)
    with pytest.raises(InitError, match=r"changed in the meantime\. Nothing was written"):
        write_changes(str(root), [NEW, late])
    assert held(root) == before
    assert not (root / ".github").exists()


def test_a_folder_that_was_there_stays(root: pathlib.Path) -> None:
    (root / ".github").mkdir()
    (root / ".github" / "workflows").write_text("a file\n")
    with pytest.raises(InitError, match="Nothing was written"):
        write_changes(str(root), [MORE, NEW])
    assert held(root) == {"old.txt": b"one\ntwo", ".github/workflows": b"a file\n"}


def test_what_cannot_be_undone_is_named(root: pathlib.Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse(path: str) -> None:
        raise PermissionError(13, "no", path)

    monkeypatch.setattr(os, "unlink", refuse)
    with pytest.raises(InitError, match=r"These files could not be restored: \.github/workflows/new\.yml"):
        write_changes(str(root), [NEW, FileChange("old.txt", "changed", "", "")])


def test_a_diff_shows_our_lines_alone(root: pathlib.Path) -> None:
    before = "token: k8mPq2Lx0vT7rYw3\nlast: k8mPq2Lx0vT7rYw3"
    lines = list(diff_change(FileChange("old.txt", before, before + "\nours: 1\n", "")))
    assert lines[2:] == ["@@ -2,0 +3 @@", "+ours: 1"]
    assert "k8mPq2Lx0vT7rYw3" not in "\n".join(lines)


def test_patch_understands_it(root: pathlib.Path) -> None:
    shown = "\n".join(
        line for change in (NEW, FileChange("b.txt", "1\n2\n3\n", "1\n2\nx\n3\n", "")) for line in diff_change(change)
    )
    (root / "b.txt").write_text("1\n2\n3\n", "utf-8", newline="\n")
    subprocess.run(["git", "apply", "--unidiff-zero"], input=shown + "\n", cwd=root, check=True, encoding="utf-8")
    assert (root / "b.txt").read_text("utf-8") == "1\n2\nx\n3\n"
    assert (root / NEW.path).read_text("utf-8") == NEW.after
