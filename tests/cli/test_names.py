"""Names of files that hold line breaks, escape sequences and bidirectional overrides: no output shows them raw."""

from __future__ import annotations

import json
import pathlib
import sys
import tomllib
from urllib.parse import unquote

import pytest

from ce_lint.config.discover import OWN_NAME
from tests.helpers import EVENTS, Run, body, run
from tests.projects import make

pytestmark = pytest.mark.skipif(sys.platform == "win32", reason="Windows has no such names")

POLLED = json.dumps(
    body({**EVENTS, "event.poller.configuration": {"contacts": {"url": "/a?x='${daet}'", "idField": "\x1b[31mid"}}})
)
FIXABLE = json.dumps(body({**EVENTS, "event.notification.callback.url": "https//example.com/events"}), indent=1)
NAMES = [
    "a\n::error::forged\r\x85::error::x\x1b[2J\x1b]0;title\x07\x9b31m\u202e",
    "::error::f",
    "  ::notice::##[error]g",
]
HARMFUL = set("\r\x1b\x07\x85\x9b\u202e")


@pytest.fixture(params=NAMES, ids=ascii)
def name(request: pytest.FixtureRequest, tmp_path: pathlib.Path, monkeypatch: pytest.MonkeyPatch) -> str:
    """The stem of the files of a project, whose folder has that name too."""
    monkeypatch.chdir(tmp_path)
    stem = str(request.param)
    make(
        tmp_path,
        {
            f"{stem}/{stem}.json": FIXABLE,
            f"{stem}.json": FIXABLE,
            f"{stem}.yaml": "element: {key: x\n",
            f"{stem}-poll.json": POLLED,
            f"{stem}-other.json": "{}",
        },
    )
    (tmp_path / f"{stem}-loop.json").symlink_to(f"{stem}-nowhere.json")
    return stem


def assert_harmless(shown: Run) -> None:
    """No character of a name reached the streams raw, and no line is a workflow command."""
    text = shown.out + shown.err
    assert not set(text) & HARMFUL, ascii(text)
    assert not [line for line in text.split("\n") if line.lstrip().startswith("::")], ascii(text)
    assert "##[" not in text, ascii(text)


COMMANDS: list[list[str]] = [
    ["check"],
    ["check", "-q"],
    ["check", "-v", "--show-allow"],
    ["check", "--diff", "--unsafe-fixes"],
    ["check", "--format", "markdown"],
    ["check", "--format", "junit"],
    ["check", "N.json", "N-absent.json", "N-loop.json"],
    ["check", "N"],
    ["check", "--config", "N-absent.toml"],
    ["check", "--report", "json=N"],
    ["check", "--report", "json=N.json", "N.json"],
    ["check", "--rules", "N"],
    ["check", "--select", "N"],
    ["check", "--N"],
    ["config", "N.json"],
    ["config", "N"],
    ["poll", "N-poll.json"],
    ["poll", "N-other.json"],
    ["poll", "N-absent.json"],
    ["poll", "N-poll.json", "--resource", "N"],
    ["baseline", "--output", "N-known.json"],
    ["explain", "N"],
    ["test-rules", "N"],
    ["init", "N"],
    ["N"],
]


@pytest.mark.parametrize("arguments", COMMANDS, ids=" ".join)
def test_nothing_shows_them_raw(name: str, arguments: list[str]) -> None:
    assert_harmless(run(*[part.replace("N", name) for part in arguments]))


def test_a_configuration_and_a_baseline_may_have_such_a_folder(name: str) -> None:
    folder = pathlib.Path(name)
    (folder / OWN_NAME).write_text('exclude = ["old/"]\nfail-on = "worst"\n', "utf-8")
    assert_harmless(run("check", name))
    (folder / OWN_NAME).write_text('exclude = ["a.json"]\n', "utf-8")
    assert_harmless(run("config", f"{name}/a.json"))
    (folder / "ce-lint-baseline.json").write_text("[]", "utf-8")
    assert_harmless(run("check", name))


def test_a_fix_that_cannot_be_written_is_told(name: str, monkeypatch: pytest.MonkeyPatch) -> None:
    import ce_lint.cli.fixing

    def refuse(*_: object) -> None:
        raise PermissionError(13, "Permission denied")

    monkeypatch.setattr(ce_lint.cli.fixing, "replace_file", refuse)
    shown = run("check", "--fix", "--unsafe-fixes", name)
    assert "not fixed: permission denied" in shown.err
    assert_harmless(shown)


def test_an_annotation_is_one_command_for_each_finding(name: str) -> None:
    shown = run("check", "--format", "github")
    *commands, last = shown.out.splitlines()
    assert not set(shown.out) & HARMFUL
    assert all(line.startswith(("::error file=", "::warning file=", "::notice file=")) for line in commands)
    assert len(commands) == len(json.loads(run("check", "--format", "json").out)["violations"]) > 3
    assert "instance document" in last


def test_programs_read_the_real_name(name: str) -> None:
    paths = {found["path"] for found in json.loads(run("check", "--format", "json").out)["violations"]}
    assert f"{name}.json" in paths
    (sarif,) = json.loads(run("check", "--format", "sarif").out)["runs"]
    uris = {
        place["physicalLocation"]["artifactLocation"]["uri"] for one in sarif["results"] for place in one["locations"]
    }
    assert f"{name}.json" in map(unquote, uris)


def test_a_name_in_colours_and_a_link(name: str) -> None:
    shown = run("check", "--color", "always", f"{name}.json").out
    assert not set(shown.replace("\x1b[", "")) & HARMFUL
    assert "\x1b[2J" not in shown


def test_the_lines_that_allow_a_finding_are_valid(name: str) -> None:
    lines = run("check", "--show-allow", f"{name}.json").out.splitlines()
    start = lines.index("          [[allow]]")
    entry = "\n".join(line[10:] for line in lines[start : start + 5])
    pathlib.Path(OWN_NAME).write_text(entry, "utf-8")
    (allowed,) = tomllib.loads(entry)["allow"]
    assert [pattern.replace("\\", "") for pattern in allowed["files"]] == [f"/{name}.json"]
    assert "1 allowed" in run("check", f"{name}.json").out
