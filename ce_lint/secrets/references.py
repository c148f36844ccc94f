"""References to a place where a secret is kept: what a file should hold instead of the secret."""

from __future__ import annotations

import re

from ce_lint.util.lazy_pattern import lazy_pattern

_STORE = lazy_pattern(
    r"""\s*(?:
      \$\{[^{}]*\}\s*\Z                                     # the shell, docker compose, Spring
    | \$\{\{.*\}\}\s*\Z                                     # GitHub Actions
    | \{\{.*\}\}\s*\Z                                       # Ansible, Helm, Postman; CloudFormation's resolve:
    | \$\([\w.\- ]+\)\s*\Z                                  # Azure Pipelines
    | \(\([\w.\-/:" ]+\)\)\s*\Z                             # Concourse
    | \$[A-Z_][A-Z0-9_]*\s*\Z
    | !\w[\w:/.\-]*(?:\s|\Z)                                # a YAML tag: !secret x, !vault |, !env NAME, !GetAtt
    | \$ANSIBLE_VAULT;
    | ENC\[                                                 # SOPS, Jasypt, eyaml
    | arn:aws[\w\-]*:(?:secretsmanager|ssm|kms):
    | @Microsoft\.KeyVault\(
    | https://[\w\-]+\.vault\.(?:azure\.net|azure\.cn|usgovcloudapi\.net)/
    | (?:projects/[\w\-]+/)?secrets/[\w\-]+(?:/versions/\w+)?\s*\Z # Google
    | (?:op|sm|gcpsm|gcp|awssm|aws-sm|akv|azurekv|keyvault|vault|hcvault|doppler|bws|bw|keeper|keychain|lastpass
        |pass|kv|secret|secrets|secretref|infisical|conjur|berglas|chamber|ssm|ref\+\w+)://
    | (?:vault|keyvault|akv|secretref|valueFrom|conjur|doppler|lookup|ssm|env|ENV|file|secretsmanager|keyring)
        :[/\w.\-$\#:]+\s*\Z
    | process\.env\b | os\.environ\b | System\.getenv\b | ENV\[ | env\.[A-Z]
    )""",
    re.VERBOSE,
)
_MARKS = frozenset("$({!:[./")


def is_reference(text: str) -> bool:
    """Whether a value points at a secret store, an environment variable or an encrypted value."""
    head = text[:2000]
    return not _MARKS.isdisjoint(head) and _STORE.match(head) is not None
