"""Every format, letter by letter: ``python -m tests.report.test_golden`` writes tests/data/reports anew."""

from __future__ import annotations

import pathlib

import pytest

from ce_lint import __version__
from tests.report.samples import NAMES, ROOT, report, samples, whole

FOLDER = ROOT / "tests" / "data" / "reports"
ENDINGS = {"github": "txt", "sarif": "sarif", "junit": "xml", "markdown": "md"}


def golden(name: str) -> pathlib.Path:
    return FOLDER / f"{name}.{ENDINGS.get(name, 'json')}"


def written(name: str) -> str:
    return whole(report(name), samples()).replace(f'"{__version__}"', '"VERSION"')


@pytest.mark.parametrize("name", NAMES)
def test_a_report_is_as_it_was(name: str) -> None:
    assert written(name) == golden(name).read_text("utf-8")


if __name__ == "__main__":
    FOLDER.mkdir(exist_ok=True)
    for format_ in NAMES:
        golden(format_).write_text(written(format_), "utf-8", newline="\n")
