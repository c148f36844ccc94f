"""The hook put into somebody's file: everything else stays, and another reader of the format agrees."""

from __future__ import annotations

import io
import tomllib
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from ruamel.yaml import YAML

from ce_lint.init.ci import mentions_ce_lint
from ce_lint.init.hooks import DEFAULT_HOOK_FILE, Hook, insert_hook

HOOKS = [Hook(), Hook(program=".venv/bin/ce-lint"), Hook(install="ce-lint @ git+https://git.example.com/ce-lint@1.0")]
NEAT = """\
# what we check
repos:
- repo: https://github.com/pre-commit/pre-commit-hooks
  rev: v5.0.0   # keep
  hooks:
  - id: check-json
    # - id: check-yaml

# how
ci:
  autofix: false
"""
SETS = {
    "neat": NEAT,
    "windows": NEAT.replace("\n", "\r\n"),
    "deep": "repos:\n    - repo: meta\n      hooks:\n          - id: identity\n",
    "no end": "repos:\n  - repo: meta\n    hooks: [{id: identity}]",
    "block scalar": "repos:\n- repo: meta\n  hooks:\n  - id: x\n    exclude: |\n      (a|b)$\n\n\nci: {}\n",
    "anchors": "x: &x {id: a}\nrepos:\n- repo: local\n  hooks:\n  - <<: *x\n    name: a\n",
    "bom": "\ufeff" + NEAT,
    "empty": "",
    "comment": "# nothing yet\n",
    "no repos": "fail_fast: true\n",
}


def plain(text: str) -> Any:
    return YAML(typ="safe", pure=True).load(io.StringIO(text.removeprefix("\ufeff"))) or {}


@pytest.mark.parametrize("hook", HOOKS, ids=["called", "called here", "installed"])
@pytest.mark.parametrize("name", SETS)
def test_the_hook_is_the_last_entry_and_nothing_else_is_touched(name: str, hook: Hook) -> None:
    before = SETS[name]
    after = insert_hook(DEFAULT_HOOK_FILE, before, hook)
    assert after is not None
    assert plain(after) == {**plain(before), "repos": [*plain(before).get("repos", []), hook.entry]}
    assert is_put_in(before, after)
    assert "\r\n" not in before or "\n" not in after.replace("\r\n", "")
    assert mentions_ce_lint(after)


def is_put_in(before: str, after: str) -> bool:
    """Whether the text grew in one place, by whole lines."""
    at = next((at for at, (old, new) in enumerate(zip(before, after, strict=False)) if old != new), len(before))
    return any(
        before[:cut] + after[cut : cut + len(after) - len(before)] + before[cut:] == after for cut in range(at + 1)
    )


def test_a_comment_that_belongs_to_the_last_entry_stays_with_it() -> None:
    after = insert_hook(DEFAULT_HOOK_FILE, NEAT, Hook())
    assert after is not None
    assert after.index("# - id: check-yaml") < after.index("ce-lint") < after.index("# how")


@pytest.mark.parametrize(
    "text",
    [
        "repos: []\n",
        "repos: [{repo: meta, hooks: [{id: identity}]}]\n",
        "- a\n",
        "repos: {}\n",
        "repos: [\n",
        "a: 1\n---\nb: 2\n",
    ],
)
def test_where_there_is_no_safe_place_there_is_none(text: str) -> None:
    assert insert_hook(DEFAULT_HOOK_FILE, text, Hook()) is None


@pytest.mark.parametrize("hook", HOOKS)
@pytest.mark.parametrize(
    "text", ["", "# c\n[[repos]]\nrepo = 'meta'\nhooks = [{ id = 'identity' }]", "fail_fast = true\r\n"]
)
def test_prek_reads_toml(text: str, hook: Hook) -> None:
    after = insert_hook("prek.toml", text, hook)
    assert after is not None
    assert after.startswith(text)
    before = tomllib.loads(text)
    assert tomllib.loads(after) == {**before, "repos": [*before.get("repos", []), hook.entry]}


@pytest.mark.parametrize("text", ["repos = []\n", "repos = [\n"])
def test_a_toml_list_in_brackets_has_no_safe_place(text: str) -> None:
    assert insert_hook("prek.toml", text, Hook()) is None


WORDS = st.text("ab-:#'\" {[,", max_size=6)
ENTRIES = st.fixed_dictionaries(
    {
        "repo": WORDS,
        "hooks": st.lists(st.fixed_dictionaries({"id": WORDS, "args": st.lists(WORDS, max_size=2)}), max_size=2),
    }
)
FILES = st.fixed_dictionaries(
    {"repos": st.lists(ENTRIES, min_size=1, max_size=3)}, optional={"exclude": WORDS, "ci": ENTRIES}
)


@given(FILES, st.sampled_from([(2, 2, 0), (2, 4, 2), (4, 6, 4)]), st.randoms(use_true_random=False))
def test_whatever_another_program_writes(value: dict[str, Any], indents: tuple[int, int, int], chance: Any) -> None:
    yaml, text = YAML(), io.StringIO()
    yaml.indent(*indents)
    yaml.dump(dict(sorted(value.items(), key=lambda _: chance.random())), text)
    before = text.getvalue()
    after = insert_hook(DEFAULT_HOOK_FILE, before, Hook())
    assert after is not None
    assert plain(after) == {**value, "repos": [*value["repos"], Hook().entry]}
    assert is_put_in(before, after)


@pytest.mark.parametrize(
    ("text", "does"),
    [
        ("  - id: ce-lint\n", True),
        ("entry: uvx ce-lint check\n", True),
        ("run: python -m ce_lint check\n", True),
        ("- repo: https://git.example.com/team/ce-lint\n", True),
        ("# - id: ce-lint\n", False),
        ("exclude: ^ce-lint-baseline\\.json$\n", False),
        ("paths: [ce-lint.toml]\n", False),
        ("- id: nice-linter\n", False),
    ],
)
def test_who_names_us(text: str, does: bool) -> None:
    assert mentions_ce_lint(f"repos:\n{text}") is does
