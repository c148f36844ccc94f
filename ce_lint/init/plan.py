"""What would be written into a repository, worked out from what is there; nothing is read or written here."""

from __future__ import annotations

import json
import re
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from typing import Any, NamedTuple

from ce_lint.config.discover import OWN_NAME
from ce_lint.init import ci, hooks
from ce_lint.init.ci import names_us
from ce_lint.init.inspect import ATTRIBUTES, with_merge
from ce_lint.lint.baseline import BASELINE_NAME
from ce_lint.report.summary import count

_PUBLIC = re.compile(r"(?:https?|ssh)://")
_WHO = re.compile(r"(?<=://)[^/@\s]*@")


def source() -> str | None:
    """What pip installs this very ce-lint by elsewhere, or None where nothing tells."""
    from importlib.metadata import PackageNotFoundError, distribution

    try:
        record = distribution("ce-lint").read_text("direct_url.json")
    except PackageNotFoundError:
        return None
    return requirement(json.loads(record)) if record else None


def requirement(record: dict[str, Any]) -> str | None:
    """The same, told pip's record of the installation: it came from a repository, or from a clone of one."""
    url, info = record.get("url", ""), record.get("vcs_info", {})
    if "commit_id" in info:
        return _pinned(url, info["commit_id"])
    if "dir_info" in record and url.startswith("file:"):
        from urllib.request import url2pathname

        folder = url2pathname(url.removeprefix("file:").removeprefix("//"))
        return _pinned(_git(folder, "remote", "get-url", "origin"), _git(folder, "rev-parse", "HEAD"))
    return None


def _pinned(url: str, commit: str) -> str | None:
    """A requirement that holds no password."""
    return f"ce-lint @ git+{_WHO.sub(_kept, url)}@{commit}" if _PUBLIC.match(url) and commit else None


def _kept(who: re.Match[str]) -> str:
    return "git@" if who[0] == "git@" else ""


def _git(folder: str, *arguments: str) -> str:
    import subprocess

    try:
        command = ["git", "-C", folder, *arguments]
        return subprocess.run(command, check=True, capture_output=True, encoding="utf-8", timeout=10).stdout.strip()
    except (OSError, subprocess.SubprocessError, UnicodeDecodeError):
        return ""


_MOST = 5
_TEXT = """\
# What ce-lint does in this repository; `ce-lint config FILE` shows what applies to a file.

# The lowest severity that fails a run: error, warning, info or never.
fail-on = "error"

# {found}
# With `include`, these are judged whatever they hold, and no others are.
# include = [{include}]

# Files that are never judged.
# exclude = ["/generated/"]

# Findings that are accepted, with the reason.
# [[allow]]
# rule = "insecure-oauth-callback-url"
# files = ["/local/"]
# reason = "Only for the machines of developers."

# [severity]
# text-boolean = "warning"
"""


def configuration(instances: Sequence[str]) -> str:
    """The text, told the paths of the files with instance documents."""
    folders = Counter(path.partition("/")[0] if "/" in path else "" for path in instances)
    names = sorted(folder for folder in folders if folder)[:_MOST] or ["instances"]
    found = f"Instance documents were found in {count(len(instances), 'file')}."
    return _TEXT.format(found=found, include=", ".join(_pattern(name) for name in names))


def _pattern(folder: str) -> str:
    """A folder as a pattern; a file's name may hold anything, also what is no text."""
    escaped = "".join(f"\\{character}" if character in "*?[]\\!#" else character for character in folder)
    return json.dumps(f"/{escaped}/".encode("utf-8", "replace").decode())


class Change(NamedTuple):
    """A file to write, named from the root with ``/``; ``before`` is None where there is none yet."""

    path: str
    before: str | None
    after: str
    note: str


class Plan(NamedTuple):
    """The changes, what is there already, and what a person has to do."""

    changes: tuple[Change, ...] = ()
    there: tuple[str, ...] = ()
    advice: tuple[str, ...] = ()


class Seen(NamedTuple):
    """What a repository has.

    ``texts`` are the files that matter, by path; ``config`` is the path of the configuration that applies, if any;
    ``instances`` are the paths of the files with instance documents. ``baseline`` is the text that a baseline of today
    would have, empty where there would be nothing in it. ``program`` is how a hook calls ce-lint here.
    """

    texts: Mapping[str, str]
    config: str | None
    instances: Sequence[str]
    baseline: str
    program: str
    is_repository: bool = True


class InitOptions(NamedTuple):
    """What is asked for: the CI systems, and what others install ce-lint from.

    ``hook_install`` is None for a hook that calls the ce-lint which is installed.
    """

    systems: Sequence[ci.System]
    install: str | None = None
    hook_install: str | None = None


def plan(seen: Seen, options: InitOptions) -> Plan:
    """What is missing, in the order in which it matters."""
    parts = [_configuration(seen), _hook(seen, options), *_steps(seen, options), _baseline(seen)]
    return Plan(
        tuple(change for part in parts for change in part.changes),
        tuple(there for part in parts for there in part.there),
        tuple(advice for part in parts for advice in part.advice),
    )


def _configuration(seen: Seen) -> Plan:
    if seen.config is not None:
        return Plan(there=(f"{seen.config}: the configuration",))
    return Plan((Change(OWN_NAME, None, configuration(seen.instances), "the configuration"),))


def _hook(seen: Seen, options: InitOptions) -> Plan:
    name = next((name for name in hooks.NAMES if name in seen.texts), hooks.NAME)
    before = seen.texts.get(name)
    if before is not None and names_us(before):
        return Plan(there=(f"{name}: the hook",))
    if before is None and not seen.is_repository:
        return Plan(advice=("This is no git repository: there is nothing to hook into.",))
    hook = hooks.Hook(seen.program, options.hook_install)
    after = hooks.with_hook(name, before or "", hook)
    if after is None:
        return Plan(advice=(f"Add this to the `repos` of {name} by hand:\n\n{hook.written(name)}",))
    return Plan((Change(name, before, after, "the hook"),))


def _steps(seen: Seen, options: InitOptions) -> Iterator[Plan]:
    """The step of each CI system."""
    for system in options.systems:
        there = [name for name, text in seen.texts.items() if system.is_file(name) and names_us(text)]
        blank = () if options.install else (f"{system.title}: {ci.BLANK_ADVICE}",)
        if there:
            yield Plan(there=(f"{there[0]}: the step of {system.title}",))
        elif system.is_own_file and system.file not in seen.texts:
            change = Change(system.file, None, system.text(options.install), f"the step of {system.title}")
            yield Plan((change,), advice=blank)
        else:
            yield Plan(advice=(f"Add this to {system.file} by hand:\n\n{system.text(options.install)}", *blank))


def _baseline(seen: Seen) -> Plan:
    if BASELINE_NAME in seen.texts:
        return Plan(there=(f"{BASELINE_NAME}: the known findings",))
    if not seen.baseline:
        return Plan()
    note = "what is found now: from then on, only new findings fail"
    changes = [Change(BASELINE_NAME, None, seen.baseline, note)]
    attributes = seen.texts.get(ATTRIBUTES)
    after = with_merge(attributes or "")
    if seen.is_repository and after != attributes:
        note = "two branches may add to the baseline without a conflict"
        changes.append(Change(ATTRIBUTES, attributes, after, note))
    return Plan(tuple(changes))
