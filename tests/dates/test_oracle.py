"""The JDK's verdicts, zones and formatted dates: those on record, and fresh ones where a JDK is there."""

from __future__ import annotations

import json
import pathlib
import shutil
import subprocess
import sys
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest

from ce_lint.dates.format import format_date
from ce_lint.dates.patterns import find_error
from ce_lint.dates.zones import is_known_zone, list_zone_ids, resolve_zone

ORACLE = pathlib.Path(__file__).parents[1] / "oracle"


def recorded(name: str) -> dict[str, Any]:
    table: dict[str, Any] = json.loads((ORACLE / name).read_text(encoding="ascii"))
    return table


def test_verdicts() -> None:
    table = recorded("patterns.json")
    assert len(table["accepted"]) > 500
    assert len(table["refused"]) > 500
    assert [pattern for pattern in table["accepted"] if find_error(pattern) is not None] == []
    assert [pattern for pattern in table["refused"] if find_error(pattern) is None] == []


def test_zones() -> None:
    table = recorded("zones.json")
    assert {id for id in table["ids"] if not is_known_zone(id)} == set()
    assert list_zone_ids() >= set(table["ids"]) - {
        id for id in table["ids"] if len(id) == 3 or id.startswith("SystemV/")
    }
    assert {id: resolve_zone(id).id for id in table["resolved"]} == table["resolved"]


def test_formatted_dates() -> None:
    begin = datetime(1970, 1, 1, tzinfo=UTC)
    rows = recorded("formats.json")["rows"]
    assert len(rows) > 500
    wrong = [
        (pattern, zone, milliseconds, text)
        for pattern, zone, milliseconds, text in rows
        if format_date(pattern, begin + timedelta(milliseconds=milliseconds), resolve_zone(zone)) != text
    ]
    assert wrong == []


def _java_version() -> str:
    if shutil.which("java") is None:
        return ""
    return subprocess.run(["java", "-version"], capture_output=True, text=True, check=True).stderr


@pytest.mark.skipif('version "17' not in _java_version(), reason="no JDK 17 on this machine")
def test_the_jdk_itself() -> None:
    command = [sys.executable, str(ORACLE / "record.py"), "--check", "20000"]
    run = subprocess.run(command, capture_output=True, text=True, check=False)
    assert run.returncode == 0, run.stdout + run.stderr
