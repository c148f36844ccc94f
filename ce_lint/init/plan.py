"""What ``init`` writes into a repository, worked out from what it has. Reads and writes nothing."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping, Sequence
from typing import NamedTuple

from ce_lint.config.discover import OWN_NAME
from ce_lint.files.patterns import escape_pattern
from ce_lint.init.ci import CiSystem, mentions_ce_lint
from ce_lint.init.hooks import DEFAULT_HOOK_FILE, HOOK_FILES, Hook, insert_hook
from ce_lint.init.inspect import ATTRIBUTES_FILE, add_union_merge
from ce_lint.lint.baseline import BASELINE_NAME
from ce_lint.report.summary import count

_MAX_FOLDERS = 5
_CONFIG = """\
# The configuration of ce-lint. `ce-lint config FILE` shows what applies to a file.

# The lowest severity that fails a run: error, warning, info or never.
fail-on = "error"

# Instance documents were found in {files}.
# With `include`, only these files are linted, whatever they contain.
# include = [{include}]

# Files that are never linted.
# exclude = ["/generated/"]

# Findings that are accepted, with the reason.
# [[allow]]
# rule = "insecure-oauth-callback-url"
# files = ["/local/"]
# reason = "Used only on developers' machines."

# [severity]
# text-boolean = "warning"
"""


class FileChange(NamedTuple):
    """A file to write: its path relative to the root, with ``/``, its text before and after, and what it is for.

    ``before`` is None if the file does not exist yet.
    """

    path: str
    before: str | None
    after: str
    note: str


class InitPlan(NamedTuple):
    """The files to write, a line for each part that is set up already, and texts about what a person has to do."""

    changes: tuple[FileChange, ...] = ()
    existing: tuple[str, ...] = ()
    advice: tuple[str, ...] = ()


class RepositoryState(NamedTuple):
    """What a repository has; paths are relative to its root, with ``/``.

    ``texts`` are the files of ``inspect.read_files``, ``config`` is the path of the configuration that applies, or
    None, and ``instances`` are the paths of the files with instance documents. ``baseline`` is the text of a baseline
    with the findings of today, "" if there are none. ``program`` is the command by which a hook calls ce-lint.
    """

    texts: Mapping[str, str]
    config: str | None
    instances: Sequence[str]
    baseline: str
    program: str
    is_repository: bool = True


class InitOptions(NamedTuple):
    """What the user asked for.

    ``systems`` are the CI systems; ``install`` is the pip requirement for their steps, or None if it is not known;
    ``hook_install`` is that for the hook, or None for a hook that calls an installed ce-lint.
    """

    systems: Sequence[CiSystem]
    install: str | None = None
    hook_install: str | None = None


def make_plan(state: RepositoryState, options: InitOptions) -> InitPlan:
    """What is missing in a repository: first the configuration, then the hook, the CI steps and the baseline."""
    parts = [_plan_config(state), _plan_hook(state, options), *_plan_ci(state, options), _plan_baseline(state)]
    return InitPlan(
        tuple(change for part in parts for change in part.changes),
        tuple(line for part in parts for line in part.existing),
        tuple(text for part in parts for text in part.advice),
    )


def _plan_config(state: RepositoryState) -> InitPlan:
    if state.config is not None:
        return InitPlan(existing=(f"{state.config}: the configuration",))
    return InitPlan((FileChange(OWN_NAME, None, render_config(state.instances), "the configuration"),))


def render_config(instances: Sequence[str]) -> str:
    """The text of a new configuration for a repository with instance documents in these files."""
    folders = {path.partition("/")[0] for path in instances if "/" in path}
    include = ", ".join(_format_folder(folder) for folder in sorted(folders)[:_MAX_FOLDERS] or ["instances"])
    return _CONFIG.format(files=count(len(instances), "file"), include=include)


def _format_folder(folder: str) -> str:
    """The pattern of a folder as a TOML string. A name that is not valid UTF-8 gets ``?`` for each wrong byte."""
    return json.dumps(f"{escape_pattern(folder)}/".encode("utf-8", "replace").decode())


def _plan_hook(state: RepositoryState, options: InitOptions) -> InitPlan:
    file = next((name for name in HOOK_FILES if name in state.texts), DEFAULT_HOOK_FILE)
    before = state.texts.get(file)
    if before is not None and mentions_ce_lint(before):
        return InitPlan(existing=(f"{file}: the hook",))
    if before is None and not state.is_repository:
        return InitPlan(advice=("No hook was added: this folder is not in a git repository.",))
    hook = Hook(state.program, options.hook_install)
    after = insert_hook(file, before or "", hook)
    if after is None:
        return InitPlan(advice=(f"Add this to `repos` in {file} by hand:\n\n{hook.render(file)}",))
    return InitPlan((FileChange(file, before, after, "the hook"),))


def _plan_ci(state: RepositoryState, options: InitOptions) -> Iterator[InitPlan]:
    """A plan for the step of each CI system."""
    for system in options.systems:
        existing = [name for name, text in state.texts.items() if system.is_file(name) and mentions_ce_lint(text)]
        step = system.render(options.install)
        advice = () if options.install else (_advise_on_install(system),)
        if existing:
            yield InitPlan(existing=(f"{existing[0]}: the step for {system.title}",))
        elif system.is_whole_file and system.file not in state.texts:
            change = FileChange(system.file, None, step, f"the step for {system.title}")
            yield InitPlan((change,), advice=advice)
        else:
            yield InitPlan(advice=(f"Add this to {system.file} by hand:\n\n{step}", *advice))


def _advise_on_install(system: CiSystem) -> str:
    return (
        f"In the step for {system.title}, set CE_LINT to the requirement by which pip installs ce-lint there. "
        "`ce-lint init --install REQUIREMENT` fills it in."
    )


def _plan_baseline(state: RepositoryState) -> InitPlan:
    if BASELINE_NAME in state.texts:
        return InitPlan(existing=(f"{BASELINE_NAME}: the baseline",))
    if not state.baseline:
        return InitPlan()
    note = "the findings of today; from now on, only new ones fail a run"
    changes = [FileChange(BASELINE_NAME, None, state.baseline, note)]
    attributes = state.texts.get(ATTRIBUTES_FILE)
    after = add_union_merge(attributes or "")
    if state.is_repository and after != attributes:
        note = "branches that both change the baseline merge without a conflict"
        changes.append(FileChange(ATTRIBUTES_FILE, attributes, after, note))
    return InitPlan(tuple(changes))
