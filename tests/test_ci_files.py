"""The files for CI systems: they are what the systems' schemas say, and their commands do what they promise."""

from __future__ import annotations

import io
import json
import os
import pathlib
import re
import shutil
import subprocess
import sys
from typing import Any

import pytest
from ruamel.yaml import YAML

from ce_lint.init.ci import INSTALL_PLACEHOLDER, SYSTEMS
from ce_lint.init.hooks import Hook
from tests.helpers import EVENTS, body
from tests.shipping import BORROWED, ROOT, SITE, attempt, new_repository

DOCS = (ROOT / "docs" / "ci.md").read_text("utf-8")
ACTION = (ROOT / "action.yml").read_text("utf-8")
COMPONENT = (ROOT / "templates" / "ce-lint.yml").read_text("utf-8")
CLEAN = json.dumps(body(EVENTS))
BAD = json.dumps(body({"event.notification.enabled": True}))
WARNED = json.dumps(body({"oauth.callback.url": "http://acme.example.com/auth"}))

slow = pytest.mark.packaging
posix = pytest.mark.skipif(os.name == "nt", reason="the commands are those of a POSIX shell")


def load(text: str) -> Any:
    return YAML(typ="safe", pure=True).load(io.StringIO(text))


# --- the schemas of the systems, as check-jsonschema brings them


def validate(schema: str, text: str, folder: pathlib.Path) -> subprocess.CompletedProcess[str]:
    file = folder / "file.yml"
    file.write_text(text, "utf-8")
    return attempt([sys.executable, "-m", "check_jsonschema", "--builtin-schema", f"vendor.{schema}", file], folder)


def component_job() -> str:
    """The job of the component as it is when its inputs are filled in."""
    head, job = COMPONENT.split("\n---\n")
    inputs = load(head)["spec"]["inputs"]
    filled = re.sub(
        r"\$\[\[ inputs\.(\w+) \]\]",
        lambda found: json.dumps(inputs[found[1]].get("default", INSTALL_PLACEHOLDER)),
        job,
    )
    assert "$[[" not in filled
    return filled


VALID = {
    "action": ("github-actions", ACTION),
    "github": ("github-workflows", SYSTEMS["github"].render(None)),
    "gitlab": ("gitlab-ci", SYSTEMS["gitlab"].render(None)),
    "the component's inputs": ("gitlab-ci", COMPONENT.split("\n---\n")[0]),
    "the component's job": ("gitlab-ci", component_job()),
    "azure": ("azure-pipelines", SYSTEMS["azure"].render(None)),
    "bitbucket": ("bitbucket-pipelines", SYSTEMS["bitbucket"].render(None)),
}
BROKEN = {
    "github-actions": "runs:\n  using: composite\n  steps: [{run: ls}]\n",
    "github-workflows": "on: push\njobs: {a: {steps: []}}\n",
    "gitlab-ci": "ce-lint: {script: [ls], artifacts: {when: often}}\n",
    "azure-pipelines": "steps: [{task: PublishTestResults@2, input: {}}]\n",
    "bitbucket-pipelines": "pipelines: {default: [{steps: {script: [ls]}}]}\n",
}


@pytest.mark.parametrize("name", VALID)
def test_the_system_takes_it(name: str, tmp_path: pathlib.Path) -> None:
    done = validate(*VALID[name], tmp_path)
    assert done.returncode == 0, done.stdout + done.stderr


@pytest.mark.parametrize("schema", BROKEN)
def test_the_schema_would_notice(schema: str, tmp_path: pathlib.Path) -> None:
    assert "validation errors were encountered" in validate(schema, BROKEN[schema], tmp_path).stdout


# --- an auditor of workflows


def audit(
    folder: pathlib.Path, text: str, name: str = ".github/workflows/ce-lint.yml"
) -> subprocess.CompletedProcess[str]:
    program = shutil.which("zizmor", path=f"{pathlib.Path(sys.executable).parent}{os.pathsep}{os.environ['PATH']}")
    if program is None:
        pytest.skip("there is no zizmor")
    file = folder / name
    file.parent.mkdir(parents=True, exist_ok=True)
    file.write_text(text, "utf-8")
    return attempt([program, "--offline", "--no-config", "--no-progress", "--persona", "regular", file], folder)


@pytest.mark.parametrize("name", ["workflow", "action"])
def test_zizmor_finds_nothing(name: str, tmp_path: pathlib.Path) -> None:
    workflow = SYSTEMS["github"].render("ce-lint @ git+https://git.example.com/ce-lint@v1")
    done = audit(tmp_path, workflow) if name == "workflow" else audit(tmp_path, ACTION, "action.yml")
    assert done.returncode == 0, done.stdout + done.stderr
    assert "No findings to report" in done.stdout


@pytest.mark.parametrize(
    ("old", "new", "finding"),
    [
        (r"@[0-9a-f]{40} # v\S+", "@v4", "unpinned-uses"),
        (r" +with:\n +persist-credentials: false\n", "", "artipacked"),
        (r"permissions:\n  contents: read\n", "", "excessive-permissions"),
    ],
)
def test_zizmor_would_notice(old: str, new: str, finding: str, tmp_path: pathlib.Path) -> None:
    text = SYSTEMS["github"].render(None)
    assert re.sub(old, new, text) != text
    done = audit(tmp_path, re.sub(old, new, text))
    assert (done.returncode != 0, f"[{finding}]" in done.stdout) == (True, True)


def test_every_action_is_pinned_and_its_release_named() -> None:
    for text in (SYSTEMS["github"].render(None), ACTION, DOCS):
        for line in re.findall(r"uses: ((?!<owner>).*)", text):
            assert re.search(r"@[0-9a-f]{40} # v\d+\.\d+\.\d+", line), line


# --- the page


def blocks() -> dict[str, str]:
    """The blocks of the page that begin with the name of a file."""
    found = re.findall(r"^```\w+\n(?:#|//) (\S+)\n(.*?)^```$", DOCS, re.MULTILINE | re.DOTALL)
    return dict(reversed(found))  # the first of equal names counts


@pytest.mark.parametrize("system", SYSTEMS)
def test_the_page_shows_what_init_writes(system: str) -> None:
    assert blocks()[SYSTEMS[system].file] == SYSTEMS[system].render(None)


def test_the_page_shows_the_hook_that_init_writes() -> None:
    assert Hook(install=INSTALL_PLACEHOLDER).render_yaml("  ") in DOCS


def test_a_link_of_the_page_leads_somewhere() -> None:
    for target in re.findall(r"\]\((?!https:)([^)#]+)", DOCS):
        assert (ROOT / "docs" / target).exists(), target


def test_the_page_knows_every_input_of_the_action() -> None:
    told = dict(re.findall(r"^\| `([\w-]+)` \|.*\| (.*?)\|$", DOCS, re.MULTILINE))
    inputs = load(ACTION)["inputs"]
    assert told.keys() == inputs.keys()
    for name, said in told.items():
        assert inputs[name]["default"] in said.strip().strip("`")


# --- the step of the action


def step(name: str) -> dict[str, Any]:
    (found,) = [step for step in load(ACTION)["runs"]["steps"] if step.get("name") == name]
    return found


def test_no_input_is_part_of_a_script() -> None:
    for step in load(ACTION)["runs"]["steps"]:
        assert "${{" not in step.get("run", "")
    for system in SYSTEMS.values():
        assert "${{" not in system.render(None)


class Job:
    """A runner of GitHub as the steps see it: variables, a folder for temporary files, a summary."""

    def __init__(self, folder: pathlib.Path) -> None:
        self.work = new_repository(folder / "work")
        self.temporary = folder / "temporary folder"
        self.temporary.mkdir()
        self.output = folder / "output"
        self.summary = folder / "summary"
        self.summary.write_text("before\n", "utf-8")

    def install(self) -> None:
        done = self._do(step("Install ce-lint")["run"], {"PYTHON": sys.executable, **BORROWED})
        assert done.returncode == 0, done.stdout + done.stderr

    def lint(self, **inputs: str) -> subprocess.CompletedProcess[str]:
        defaults = load(ACTION)["inputs"]
        given = {name.replace("_", "-"): value for name, value in inputs.items()}
        lint = step("Lint")
        outputs = dict(line.split("=", 1) for line in self.output.read_text("utf-8").splitlines())
        env = {"PYTHONPATH": SITE}
        for variable, expression in lint["env"].items():
            found = re.fullmatch(r"\$\{\{ (steps\.install\.outputs|inputs)\.([\w-]+) \}\}", expression)
            assert found
            known = given.get(found[2], defaults[found[2]]["default"]) if found[1] == "inputs" else outputs[found[2]]
            env[variable] = known
        return self._do(lint["run"], env)

    def _do(self, script: str, env: dict[str, str]) -> subprocess.CompletedProcess[str]:
        github = {
            "GITHUB_ACTIONS": "true",
            "GITHUB_ACTION_PATH": str(ROOT),
            "GITHUB_OUTPUT": str(self.output),
            "GITHUB_STEP_SUMMARY": str(self.summary),
            "RUNNER_TEMP": str(self.temporary),
        }
        return attempt(["bash", "--noprofile", "--norc", "-eo", "pipefail", "-c", script], self.work, github | env)


@pytest.fixture(scope="module")
def job(tmp_path_factory: pytest.TempPathFactory) -> Job:
    if shutil.which("bash") is None:
        pytest.skip("there is no bash")
    made = Job(tmp_path_factory.mktemp("job"))
    for name, text in {"clean.json": CLEAN, "bad one.json": BAD, "-x.json": BAD, "warned.json": WARNED}.items():
        (made.work / name).write_text(text, "utf-8")
    made.install()
    return made


@slow
@posix
def test_the_step_annotates_summarizes_and_keeps_the_status(job: Job) -> None:
    done = job.lint()
    assert done.returncode == 1, done.stderr
    assert len(re.findall(r"^::error file=bad one\.json,line=1", done.stdout, re.MULTILINE)) == 1
    assert "bad one.json:1:" in done.stdout
    assert len(re.findall(r"^::warning file=warned\.json,line=1", done.stdout, re.MULTILINE)) == 1
    summary = job.summary.read_text("utf-8")
    assert summary.startswith("before\n## ce-lint\n")
    assert "### bad one.json" in summary


@slow
@posix
@pytest.mark.parametrize(
    ("inputs", "status", "files"),
    [
        ({"paths": "clean.json"}, 0, ""),
        ({"paths": "clean.json\nbad one.json\n"}, 1, "bad one.json"),
        ({"paths": "-x.json"}, 1, "-x.json"),
        ({"paths": "warned.json"}, 0, "warned.json"),
        ({"paths": "warned.json", "fail_on": "warning"}, 1, "warned.json"),
        ({"paths": "bad one.json", "args": "--ignore  missing-callback-url"}, 0, ""),
        ({"paths": "bad one.json", "args": "--ignore *"}, 2, ""),
        ({"paths": "$(touch stolen)\n`touch stolen`\n'; touch stolen; '"}, 2, ""),
        ({"paths": "clean.json", "args": "$(touch stolen) ; touch stolen"}, 2, ""),
        ({"fail_on": "x; touch stolen"}, 2, ""),
    ],
)
def test_inputs_are_data(inputs: dict[str, str], status: int, files: str, job: Job) -> None:
    done = job.lint(**inputs)
    assert done.returncode == status, done.stdout + done.stderr
    assert re.findall(r"^::\w+ file=([^,]+),", done.stdout, re.MULTILINE) == ([files] if files else [])
    assert not (job.work / "stolen").exists()


@slow
@posix
def test_the_step_writes_sarif(job: Job) -> None:
    done = job.lint(paths="bad one.json", sarif="out of it.sarif")
    assert done.returncode == 1
    (run,) = json.loads((job.work / "out of it.sarif").read_text("utf-8"))["runs"]
    assert [result["ruleId"] for result in run["results"]] == ["missing-callback-url"]


# --- the commands of every other system


def commands(text: str) -> list[str]:
    """The shell commands of a step, in order."""
    if "stage(" in text:
        return re.findall(r"^ *sh '(.*)'$", text, re.MULTILINE)
    found: list[str] = []

    def collect(value: Any) -> None:
        if isinstance(value, dict):
            for key, inner in value.items():
                if key in {"run", "script"}:
                    found.extend([inner] if isinstance(inner, str) else inner)
                else:
                    collect(inner)
        for item in value if isinstance(value, list) else ():
            collect(item)

    collect(load(text))
    return found


REPORTS = {
    "github": ("summary.md", "missing-callback-url"),
    "gitlab": ("gl-code-quality-report.json", '"check_name": "missing-callback-url"'),
    "jenkins": ("ce-lint.xml", "missing-callback-url"),
    "azure": ("ce-lint.xml", "missing-callback-url"),
    "bitbucket": ("test-results/ce-lint.xml", "missing-callback-url"),
    "component": ("gl-code-quality-report.json", '"check_name": "missing-callback-url"'),
}


@pytest.fixture(scope="module")
def environment(tmp_path_factory: pytest.TempPathFactory) -> pathlib.Path:
    """An environment with pip and nothing else, as an image of a CI system has it."""
    folder = tmp_path_factory.mktemp("environment")
    assert attempt([sys.executable, "-m", "venv", folder], folder).returncode == 0
    return folder


@slow
@posix
@pytest.mark.parametrize("system", REPORTS)
def test_the_commands_install_lint_and_report(system: str, environment: pathlib.Path, tmp_path: pathlib.Path) -> None:
    work = new_repository(tmp_path / "work")
    (work / "bad.json").write_text(BAD, "utf-8")
    text = component_job() if system == "component" else SYSTEMS[system].render(str(ROOT))
    variables = load(text)["ce-lint"]["variables"] if system == "component" else {}
    env = {
        **BORROWED,
        **variables,
        "PATH": f"{environment / 'bin'}{os.pathsep}{os.environ['PATH']}",
        "CE_LINT": str(ROOT),
        "GITHUB_STEP_SUMMARY": str(work / "summary.md"),
    }
    done = attempt(["bash", "-eo", "pipefail", "-c", "\n".join(commands(text))], work, env)
    assert done.returncode == 1, done.stdout + done.stderr
    assert "bad.json" in done.stdout
    name, said = REPORTS[system]
    assert said in (work / name).read_text("utf-8")
    assert name in text or name == "summary.md"
