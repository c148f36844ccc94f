"""What becomes of the files themselves."""

from __future__ import annotations

import errno
import json
import os
from pathlib import Path

import pytest

from ce_lint.cli import fixing
from tests.helpers import body, run

BEFORE = json.dumps(body({"base.url": " https://a.b"}))
AFTER = BEFORE.replace(" https", "https")


def test_what_is_not_fixed_is_not_written(tmp_path: Path) -> None:
    path = tmp_path / "a.json"
    path.write_text(AFTER)
    os.utime(path, (1, 1))
    assert run("check", str(path), "--fix").status == 0
    assert path.stat().st_mtime == 1


def test_a_link_and_its_permissions_stay(tmp_path: Path) -> None:
    path, link = tmp_path / "a.json", tmp_path / "b.json"
    path.write_text(BEFORE)
    path.chmod(0o640)
    link.symlink_to(path)
    assert run("check", str(link), "--fix").status == 0
    assert path.read_text() == AFTER
    assert link.is_symlink()
    assert path.stat().st_mode & 0o777 == 0o640


@pytest.mark.skipif(not hasattr(os, "geteuid") or os.geteuid() != 0, reason="only root gives a file away")
def test_the_owner_stays(tmp_path: Path) -> None:
    path = tmp_path / "a.json"
    path.write_text(BEFORE)
    os.chown(path, 1234, 1234)
    assert run("check", str(path), "--fix").status == 0
    assert (path.read_text(), path.stat().st_uid, path.stat().st_gid) == (AFTER, 1234, 1234)


def test_a_read_only_file_is_fixed_and_stays_one(tmp_path: Path) -> None:
    """As with ``sed -i``: what counts is whether its folder may be written."""
    path = tmp_path / "a.json"
    path.write_text(BEFORE)
    path.chmod(0o444)
    assert run("check", str(path), "--fix").status == 0
    assert (path.read_text(), path.stat().st_mode & 0o777) == (AFTER, 0o444)


def test_a_crash_leaves_the_file(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = tmp_path / "a.json"
    path.write_text(BEFORE)

    def crash(*_: object) -> None:
        raise OSError(errno.EIO, os.strerror(errno.EIO))

    monkeypatch.setattr(os, "replace", crash)
    done = run("check", str(path), "--fix")
    assert [found.name for found in tmp_path.iterdir()] == ["a.json"]
    assert path.read_text() == BEFORE
    assert "not fixed" in done.err


def test_a_file_that_somebody_else_changes_meanwhile(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = tmp_path / "a.json"
    path.write_text(BEFORE)
    real = fixing.apply_fixes

    def slow(*arguments: object, **more: object) -> object:
        path.write_text(BEFORE + "\n")
        return real(*arguments, **more)  # type: ignore[arg-type]

    monkeypatch.setattr(fixing, "apply_fixes", slow)
    done = run("check", str(path), "--fix")
    assert path.read_text() == BEFORE + "\n"
    assert "not fixed: it was changed in the meantime" in done.err
