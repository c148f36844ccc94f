"""Replacing a file as a whole, or not at all."""

from __future__ import annotations

import os
import pathlib
import stat
import sys

import pytest

from ce_lint.files.replace import open_replacement, replace_file


def test_a_new_file_gets_the_usual_permissions(tmp_path: pathlib.Path) -> None:
    before = os.umask(0o027)
    try:
        replace_file(str(tmp_path / "new"), b"x")
    finally:
        os.umask(before)
    assert (tmp_path / "new").read_bytes() == b"x"
    if sys.platform != "win32":
        assert stat.S_IMODE((tmp_path / "new").stat().st_mode) == 0o640


@pytest.mark.parametrize("error", [OSError, KeyboardInterrupt, SystemExit, ValueError])
def test_on_an_error_the_old_file_stays_alone(tmp_path: pathlib.Path, error: type[BaseException]) -> None:
    path = tmp_path / "x"
    path.write_bytes(b"old")
    with pytest.raises(error), open_replacement(str(path)) as file:
        file.write(b"new")
        raise error
    assert path.read_bytes() == b"old"
    assert os.listdir(tmp_path) == ["x"]


def test_a_name_as_long_as_may_be(tmp_path: pathlib.Path) -> None:
    replace_file(str(tmp_path / ("x" * 255)), b"x")
    assert os.listdir(tmp_path) == ["x" * 255]


def test_a_folder_that_is_none(tmp_path: pathlib.Path) -> None:
    with pytest.raises(FileNotFoundError):
        replace_file(str(tmp_path / "none" / "x"), b"")
    with pytest.raises(OSError):
        replace_file(str(tmp_path), b"")
    assert os.listdir(tmp_path) == []
