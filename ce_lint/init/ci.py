"""The CI systems for which ``init`` has a step, and the text of each step."""

from __future__ import annotations

import json
import re
from typing import NamedTuple

INSTALL_PLACEHOLDER = "ce-lint @ git+<the URL of ce-lint's repository>@<a tag or a commit>"
"""What a step installs where it is not known what pip can install ce-lint from; a person must replace it."""
_INSTALL = "$$INSTALL"
_WORKFLOW = re.compile(r"\.github/workflows/[^/]+\.ya?ml\Z")

_GITHUB = """\
name: ce-lint
on:
  push:
    branches: [main, master]
  pull_request:
permissions:
  contents: read
jobs:
  ce-lint:
    runs-on: ubuntu-latest
    steps:
      - uses: actions/checkout@11bd71901bbe5b1630ceea73d27597364c9af683 # v4.2.2
        with:
          persist-credentials: false
      - uses: actions/setup-python@a26af69be951a213d495a4c3e4e4022e16d87065 # v5.6.0
        with:
          python-version: 3.x
      - run: pip install "$CE_LINT"
        env:
          CE_LINT: $$INSTALL
      - run: ce-lint check --report "markdown=$GITHUB_STEP_SUMMARY"
"""

_GITLAB = """\
ce-lint:
  image: python:3.13
  variables:
    CE_LINT: $$INSTALL
  script:
    - pip install --quiet "$CE_LINT"
    - ce-lint check --report gitlab=gl-code-quality-report.json
  artifacts:
    when: always
    reports:
      codequality: gl-code-quality-report.json
"""

_JENKINS = """\
stage('ce-lint') {
  environment {
    CE_LINT = $$INSTALL
  }
  steps {
    sh 'python3 -m venv .venv'
    sh '.venv/bin/pip install --quiet "$CE_LINT"'
    sh '.venv/bin/ce-lint check --report junit=ce-lint.xml'
  }
  post {
    always {
      junit testResults: 'ce-lint.xml', allowEmptyResults: true
    }
  }
}
"""

_AZURE = """\
steps:
  - task: UsePythonVersion@0
    inputs:
      versionSpec: 3.x
  - script: pip install --quiet "$CE_LINT"
    env:
      CE_LINT: $$INSTALL
  - script: ce-lint check --report junit=ce-lint.xml
  - task: PublishTestResults@2
    condition: succeededOrFailed()
    inputs:
      testResultsFiles: ce-lint.xml
      testRunTitle: ce-lint
"""

_BITBUCKET = """\
pipelines:
  default:
    - step:
        name: ce-lint
        image: python:3.13
        script:
          - export CE_LINT=$$INSTALL
          - pip install --quiet "$CE_LINT"
          - mkdir -p test-results
          - ce-lint check --report junit=test-results/ce-lint.xml
"""


class CiSystem(NamedTuple):
    """A CI system: its name in prose, the file its step belongs in (relative to the root), and the step.

    ``is_whole_file`` tells whether the step, alone, is a complete file of that name.
    """

    title: str
    file: str
    template: str
    is_whole_file: bool = True

    def is_file(self, path: str) -> bool:
        """Whether the system reads the file at ``path``, which is relative to the root, with ``/``."""
        return path == self.file or (self.file.startswith(".github/") and _WORKFLOW.match(path) is not None)

    def render(self, install: str | None) -> str:
        """The step. It installs the pip requirement ``install``, or a placeholder where that is None."""
        return self.template.replace(_INSTALL, json.dumps(install or INSTALL_PLACEHOLDER, ensure_ascii=False))


SYSTEMS = {
    "github": CiSystem("GitHub Actions", ".github/workflows/ce-lint.yml", _GITHUB),
    "gitlab": CiSystem("GitLab CI", ".gitlab-ci.yml", _GITLAB),
    "jenkins": CiSystem("Jenkins", "Jenkinsfile", _JENKINS, is_whole_file=False),
    "azure": CiSystem("Azure Pipelines", "azure-pipelines.yml", _AZURE),
    "bitbucket": CiSystem("Bitbucket Pipelines", "bitbucket-pipelines.yml", _BITBUCKET),
}


_PROGRAM = re.compile(r"^[^#\n]*\bce[-_]lint\b(?!-baseline|\.toml)", re.MULTILINE)


def mentions_ce_lint(text: str) -> bool:
    """Whether a line of a file, before any comment, names the program.

    The names of its configuration and its baseline do not count.
    """
    return _PROGRAM.search(text) is not None
