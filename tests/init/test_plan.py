"""What is planned for what is there."""

from __future__ import annotations

import pytest

from ce_lint.init.ci import INSTALL_PLACEHOLDER, SYSTEMS
from ce_lint.init.plan import InitOptions, InitPlan, RepositoryState, make_plan

BASELINE = '{\n"version": 1,\n"entries": [\nnull\n]\n}\n'
INSTALL = "ce-lint @ git+https://git.example.com/ce-lint@1.0"
HOOKED = "repos:\n- repo: local\n  hooks:\n  - {id: ce-lint, name: ce-lint, entry: ce-lint check, language: system}\n"


def planned(
    texts: dict[str, str] | None = None, systems: str = "", install: str | None = INSTALL, **seen: object
) -> InitPlan:
    known = {
        "texts": texts or {},
        "config": None,
        "instances": ["a/b.json"],
        "baseline": BASELINE,
        "program": "ce-lint",
    }
    return make_plan(
        RepositoryState(**{**known, **seen}), InitOptions([SYSTEMS[name] for name in systems.split()], install)
    )  # type: ignore[arg-type]


def paths(made: InitPlan) -> list[str]:
    return [change.path for change in made.changes]


def test_a_bare_repository_gets_everything() -> None:
    made = planned(systems="github")
    assert paths(made) == [
        "ce-lint.toml", ".pre-commit-config.yaml", ".github/workflows/ce-lint.yml", "ce-lint-baseline.json",
        ".gitattributes",
    ]  # fmt: skip
    assert all(change.before is None for change in made.changes)
    assert made.existing == made.advice == ()


def test_what_is_there_stays() -> None:
    texts = {
        "ce-lint-baseline.json": BASELINE,
        ".pre-commit-config.yaml": HOOKED,
        ".github/workflows/test.yaml": "jobs: {a: {steps: [{run: ce-lint check}]}}\n",
    }
    made = planned(texts, "github", config="pyproject.toml")
    assert made.changes == made.advice == ()
    assert [line.partition(":")[0] for line in made.existing] == [
        "pyproject.toml", ".pre-commit-config.yaml", ".github/workflows/test.yaml", "ce-lint-baseline.json",
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("names", "chosen"),
    [
        ([".pre-commit-config.yaml"], ".pre-commit-config.yaml"),
        ([".pre-commit-config.yml"], ".pre-commit-config.yml"),
        ([".pre-commit-config.yaml", "prek.toml"], "prek.toml"),
        ([], ".pre-commit-config.yaml"),
    ],
)
def test_the_hook_goes_where_hooks_are(names: list[str], chosen: str) -> None:
    made = planned(dict.fromkeys(names, ""))
    assert chosen in paths(made)
    assert len(paths(made)) == 4


@pytest.mark.parametrize("system", SYSTEMS)
def test_a_file_of_a_ci_system_that_exists_is_left_to_a_person(system: str) -> None:
    file = SYSTEMS[system].file
    made = planned({file: "# ours\n"}, system)
    assert file not in paths(made)
    assert made.advice == (f"Add this to {file} by hand:\n\n{SYSTEMS[system].render(INSTALL)}",)
    there = planned({file: SYSTEMS[system].render(None)}, system)
    assert there.advice == ()
    assert f"{file}: the step for {SYSTEMS[system].title}" in there.existing


def test_an_unknown_requirement_is_a_placeholder_and_advice() -> None:
    made = planned(systems="gitlab", install=None)
    (step,) = [change for change in made.changes if change.path == ".gitlab-ci.yml"]
    assert INSTALL_PLACEHOLDER in step.after
    assert len(made.advice) == 1
    assert "CE_LINT" in made.advice[0]
    assert INSTALL in next(
        change.after for change in planned(systems="gitlab").changes if change.path == ".gitlab-ci.yml"
    )


def test_a_form_without_a_safe_place_is_left_to_a_person() -> None:
    made = planned({".pre-commit-config.yaml": "repos: []\n"})
    assert ".pre-commit-config.yaml" not in paths(made)
    assert "- id: ce-lint" in made.advice[0]
    assert "[[repos]]" in planned({"prek.toml": "repos = []\n"}).advice[0]


def test_nothing_found_needs_no_baseline() -> None:
    assert paths(planned(baseline="")) == ["ce-lint.toml", ".pre-commit-config.yaml"]


def test_without_git_there_is_no_hook() -> None:
    made = planned(is_repository=False)
    assert paths(made) == ["ce-lint.toml", "ce-lint-baseline.json"]
    assert len(made.advice) == 1


def test_attributes_are_added_to() -> None:
    made = planned({".gitattributes": "* text=auto"})
    (change,) = [change for change in made.changes if change.path == ".gitattributes"]
    assert change.after == "* text=auto\nce-lint-baseline.json merge=union\n"
    assert ".gitattributes" not in paths(planned({".gitattributes": change.after}))
