"""The step of each CI system, as text: a file of its own, or lines for a person to add."""

from __future__ import annotations

import json
import re
from typing import NamedTuple

BLANK = "ce-lint @ git+<the URL of ce-lint's repository>@<a tag or a commit>"
BLANK_ADVICE = "say in CE_LINT what pip installs there; `--install` of `ce-lint init` fills it in."
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
      - uses: actions/checkout@v4
        with:
          persist-credentials: false
      - uses: actions/setup-python@v5
        with:
          python-version: 3.x
      - run: pip install "$CE_LINT"
        env:
          CE_LINT: $$INSTALL
      - run: ce-lint check --format github --report "markdown=$GITHUB_STEP_SUMMARY"
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


class System(NamedTuple):
    """A CI system: its name in prose, the file that its step goes into, and the step.

    ``is_own_file`` tells whether the step, alone, is a whole file of that name.
    """

    title: str
    file: str
    template: str
    is_own_file: bool = True

    def is_file(self, path: str) -> bool:
        """Whether this system reads the file."""
        return path == self.file or (self.file.startswith(".github/") and _WORKFLOW.match(path) is not None)

    def text(self, install: str | None = None) -> str:
        """The step; without a word on what to install, with a blank for a person to fill in."""
        return self.template.replace(_INSTALL, json.dumps(install or BLANK, ensure_ascii=False))


SYSTEMS = {
    "github": System("GitHub Actions", ".github/workflows/ce-lint.yml", _GITHUB),
    "gitlab": System("GitLab CI", ".gitlab-ci.yml", _GITLAB),
    "jenkins": System("Jenkins", "Jenkinsfile", _JENKINS, is_own_file=False),
    "azure": System("Azure Pipelines", "azure-pipelines.yml", _AZURE),
    "bitbucket": System("Bitbucket Pipelines", "bitbucket-pipelines.yml", _BITBUCKET),
}


_NAME = re.compile(r"^[^#\n]*\bce[-_]lint\b(?!-baseline|\.toml)", re.MULTILINE)


def names_us(text: str) -> bool:
    """Whether a line that is no comment names the program; its configuration and its baseline are not it."""
    return _NAME.search(text) is not None
