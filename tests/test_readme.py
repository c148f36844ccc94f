"""README says what the program says: every ``$ ce-lint`` of a console block is run, and its output compared.

``python -m tests.test_readme`` writes what the program says now into README and CONTRIBUTING: read the difference.
"""

from __future__ import annotations

import os
import pathlib
import re
import shlex
from typing import NamedTuple

import pytest

from ce_lint.cli.main import main
from ce_lint.rulebook.shipped import load_shipped_rules
from tests.helpers import run

ROOT = pathlib.Path(__file__).parents[1]
README = (ROOT / "README.md").read_text("utf-8")
CONTRIBUTING = (ROOT / "CONTRIBUTING.md").read_text("utf-8")
NOT_RUN = "<!-- not run by the tests: it installs -->"
_BLOCK = re.compile(rf"(?P<marker>{re.escape(NOT_RUN)}\n)?```console\n(?P<text>.*?)^```$", re.DOTALL | re.MULTILINE)


class Shown(NamedTuple):
    """A command of a document and the output that stands below it."""

    command: str
    output: str


def shown(document: str) -> tuple[list[Shown], list[str]]:
    """The commands to run with their outputs, and those that only install."""
    commands, installs = [], []
    for block in _BLOCK.finditer(document):
        for piece in re.split(r"^\$ ", block["text"], flags=re.MULTILINE)[1:]:
            command, _, output = piece.partition("\n")
            if block["marker"]:
                installs.append(command)
            else:
                commands.append(Shown(command, output.strip("\n")))
    return commands, installs


COMMANDS, INSTALLS = shown(README)
MORE_COMMANDS, _ = shown(CONTRIBUTING)


def said(command: str) -> str:
    """What the program says, run in the root of the project; ``<`` gives it a file to read."""
    command, _, source = command.partition(" < ")
    program, *arguments = shlex.split(command)
    assert program == "ce-lint"
    done = run(*arguments, stdin=(ROOT / source.strip()).read_bytes() if source else b"")
    return "\n".join(line.rstrip() for line in (done.out + done.err).strip("\n").splitlines())


@pytest.mark.parametrize("example", [*COMMANDS, *MORE_COMMANDS], ids=lambda example: example.command)
def test_a_console_block_is_what_the_program_says(example: Shown, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(ROOT)
    assert said(example.command).splitlines() == example.output.splitlines()


def test_there_is_something_to_run() -> None:
    assert len(COMMANDS) >= 5
    assert len(INSTALLS) == 2


def test_a_wrong_block_would_be_noticed() -> None:
    wrong = shown(f"```console\n$ ce-lint --version\nce-lint 9\n```\n\n{NOT_RUN}\n```console\n$ pip install .\n```\n")
    assert wrong == ([Shown("ce-lint --version", "ce-lint 9")], ["pip install ."])


def test_every_command_is_named(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["--help"]) == 0
    listed = capsys.readouterr().out.partition("Commands:")[2]
    for name in re.findall(r"^  ([\w-]+) ", listed, re.MULTILINE):
        assert f"| `ce-lint {name}" in README


def test_the_configuration_is_one(tmp_path: pathlib.Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (block,) = re.findall(r"^```toml\n(.*?)^```$", README, re.DOTALL | re.MULTILINE)
    (tmp_path / "ce-lint.toml").write_text(block, "utf-8")
    (tmp_path / "lint-rules").mkdir()
    monkeypatch.chdir(tmp_path)
    (tmp_path / "a.json").write_text("{}", "utf-8")
    assert run("check", ".").err == ""
    (tmp_path / "ce-lint.toml").write_text(block.replace("fail-on", "fail-no"), "utf-8")
    assert "Did you mean `fail-on`?" in run("check", ".").err


def test_the_numbers_are_right() -> None:
    (told,) = re.findall(r"\*\*(\d+) rules\*\*", README)
    assert int(told) == len(load_shipped_rules())


@pytest.mark.parametrize("document", ["README.md", "CONTRIBUTING.md", "SECURITY.md", "examples/README.md"])
def test_a_link_leads_somewhere(document: str) -> None:
    path = ROOT / document
    for target in re.findall(r"\]\(([^)#:]+)\)", path.read_text("utf-8")):
        assert (path.parent / target).exists(), target


def _rewritten(document: str) -> str:
    def block(match: re.Match[str]) -> str:
        if match["marker"]:
            return match[0]
        commands, _ = shown(match[0])
        return "".join(["```console\n", *(f"$ {one.command}\n{said(one.command)}\n" for one in commands), "```"])

    return _BLOCK.sub(block, document)


if __name__ == "__main__":
    os.chdir(ROOT)
    for path, text in {"README.md": README, "CONTRIBUTING.md": CONTRIBUTING}.items():
        pathlib.Path(path).write_text(_rewritten(text), "utf-8")
