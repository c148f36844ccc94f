"""Tokens that are known by their form, which their providers document: secrets under any key, in any text."""

from __future__ import annotations

import re
from functools import cache
from typing import Any, NamedTuple

from ce_lint.secrets.words import is_made_up
from ce_lint.util.lazy_pattern import lazy_pattern


class FoundSecret(NamedTuple):
    """A secret in a text: ``text[start:end]``, and what to call it."""

    start: int
    end: int
    name: str


# A part of every such token (searching for it is faster than the pattern), the pattern, the name, and its source.
_ROWS: tuple[tuple[str, str, str, str], ...] = (
    ("AKIA", "AKIA[A-Z2-7]{16}(?![A-Za-z0-9])", "AWS access key", "docs.aws.amazon.com/IAM"),
    ("ASIA", "ASIA[A-Z2-7]{16}(?![A-Za-z0-9])", "AWS access key", "docs.aws.amazon.com/IAM"),
    ("AccountKey=", r"AccountKey=[A-Za-z0-9+/]{40,100}={0,2}", "Azure storage key", "learn.microsoft.com/azure"),
    ("AccessKey=", r"SharedAccessKey=[A-Za-z0-9+/]{40,100}={0,2}", "Azure key", "learn.microsoft.com/azure"),
    ("ATATT3", r"ATATT3[\w\-=]{40,}", "Atlassian token", "support.atlassian.com: manage API tokens"),
    ("dapi", r"dapi[0-9a-f]{32}(?:-\d)?(?![A-Za-z0-9])", "Databricks token", "docs.databricks.com: auth/pat"),
    (
        "api/webhooks/",
        r"discord(?:app)?\.com/api/webhooks/\d+/[\w\-]{40,}",
        "Discord webhook",
        "discord.com/developers",
    ),
    ("_v1_", r"do[opr]_v1_[0-9a-f]{64}", "DigitalOcean token", "docs.digitalocean.com/reference/api"),
    (
        "dp.",
        r"dp\.(?:pt|st|ct|sa|scim|audit)\.(?:[\w\-]{2,40}\.)?[A-Za-z0-9]{40,44}",
        "Doppler token",
        "docs.doppler.com",
    ),
    ("sl.", r"sl\.(?:u\.)?[\w\-]{60,}", "Dropbox token", "developers.dropbox.com/oauth-guide"),
    ("ghp_", r"ghp_[A-Za-z0-9]{36,251}", "GitHub token", "github.blog/2021-04-05"),
    ("gho_", r"gho_[A-Za-z0-9]{36,251}", "GitHub token", "github.blog/2021-04-05"),
    ("ghu_", r"ghu_[A-Za-z0-9]{36,251}", "GitHub token", "github.blog/2021-04-05"),
    ("ghs_", r"ghs_[A-Za-z0-9]{36,251}", "GitHub token", "github.blog/2021-04-05"),
    ("ghr_", r"ghr_[A-Za-z0-9]{36,251}", "GitHub token", "github.blog/2021-04-05"),
    ("github_pat_", r"github_pat_[A-Za-z0-9_]{50,}", "GitHub token", "docs.github.com: access tokens"),
    ("glpat-", r"glpat-[\w\-.]{20,}", "GitLab token", "docs.gitlab.com/security/tokens"),
    ("gldt-", r"gldt-[\w\-.]{20,}", "GitLab token", "docs.gitlab.com/security/tokens"),
    ("glptt-", r"glptt-[\w\-.]{20,}", "GitLab token", "docs.gitlab.com/security/tokens"),
    ("glrt-", r"glrt-[\w\-.]{20,}", "GitLab token", "docs.gitlab.com/security/tokens"),
    ("glsoat-", r"glsoat-[\w\-.]{20,}", "GitLab token", "docs.gitlab.com/security/tokens"),
    ("AIza", r"AIza[\w\-]{35}(?![\w\-])", "Google API key", "cloud.google.com/docs: api-keys"),
    ("GOCSPX-", r"GOCSPX-[\w\-]{28}", "Google client secret", "developers.google.com/identity"),
    ("ya29.", r"ya29\.[\w\-.]{20,}", "Google token", "developers.google.com/identity"),
    ("hvs.", r"hvs\.[\w\-]{24,}", "Vault token", "developer.hashicorp.com/vault"),
    (
        "pat-",
        r"pat-(?:na|eu|ap)\d-[0-9a-f]{8}-(?:[0-9a-f]{4}-){3}[0-9a-f]{12}",
        "HubSpot token",
        "developers.hubspot.com",
    ),
    ("hf_", r"hf_[A-Za-z]{30,40}(?![A-Za-z0-9])", "Hugging Face token", "huggingface.co/docs/hub/security-tokens"),
    ("-us", r"(?<![0-9a-f])[0-9a-f]{32}-us\d{1,2}(?!\d)", "Mailchimp key", "mailchimp.com/developer: fundamentals"),
    ("key-", r"key-[0-9a-z]{32}(?![A-Za-z0-9])", "Mailgun key", "documentation.mailgun.com: authentication"),
    ("NRAK-", r"NRAK-[A-Z0-9]{27}", "New Relic key", "docs.newrelic.com: API keys"),
    ("npm_", r"npm_[A-Za-z0-9]{36}", "npm token", "github.blog/2021-09-23 npm token format"),
    (
        "sk-",
        r"sk-(?:proj|svcacct|admin|ant-[a-z0-9]{3,8})-[\w\-]{40,}",
        "API key",
        "openai.com, anthropic.com",
    ),
    ("T3BlbkFJ", r"sk-[A-Za-z0-9]{20}T3BlbkFJ[A-Za-z0-9]{20}", "OpenAI key", "platform.openai.com/docs"),
    ("PMAK-", r"PMAK-[0-9a-f]{24}-[0-9a-f]{34}", "Postman key", "learning.postman.com: API authentication"),
    ("pypi-", r"pypi-AgE[\w\-]{50,}", "PyPI token", "pypi.org/help/#apitoken"),
    ("!A", r"00D[A-Za-z0-9]{12,15}![A-Za-z0-9._]{40,}", "Salesforce session", "developer.salesforce.com"),
    ("SG.", r"SG\.[\w\-]{16,32}\.[\w\-]{32,64}", "SendGrid key", "docs.sendgrid.com: API keys"),
    ("shpat_", r"shpat_[0-9a-fA-F]{32}", "Shopify token", "shopify.dev: token prefixes"),
    ("shpca_", r"shpca_[0-9a-fA-F]{32}", "Shopify token", "shopify.dev: token prefixes"),
    ("shppa_", r"shppa_[0-9a-fA-F]{32}", "Shopify token", "shopify.dev: token prefixes"),
    ("shpss_", r"shpss_[0-9a-fA-F]{32}", "Shopify secret", "shopify.dev: token prefixes"),
    ("xox", r"xox[abeoprs]-[A-Za-z0-9\-]{10,}", "Slack token", "api.slack.com/concepts/token-types"),
    ("xapp-", r"xapp-\d-[A-Za-z0-9\-]{20,}", "Slack token", "api.slack.com/concepts/token-types"),
    ("hooks.slack", r"hooks\.slack\.com/services/T\w+/B\w+/\w{20,}", "Slack webhook", "api.slack.com/messaging"),
    ("sq0", r"sq0(?:atp|csp)-[\w\-]{22,43}", "Square secret", "developer.squareup.com"),
    ("EAAA", r"EAAA[\w\-]{60}(?![\w\-])", "Square token", "developer.squareup.com"),
    ("k_live_", r"[sr]k_live_[A-Za-z0-9]{10,}", "Stripe key", "docs.stripe.com/keys"),
    ("k_test_", r"[sr]k_test_[A-Za-z0-9]{10,}", "Stripe key", "docs.stripe.com/keys"),
    ("whsec_", r"whsec_[A-Za-z0-9+/]{24,}={0,2}", "webhook secret", "docs.stripe.com/webhooks"),
    (":AA", r"(?<!\d)\d{8,10}:AA[\w\-]{33}(?![\w\-])", "Telegram token", "core.telegram.org/bots/api"),
    ("SK", r"SK[0-9a-f]{32}(?![A-Za-z0-9])", "Twilio key", "twilio.com/docs/iam/api-keys"),
    ("tfp_", r"tfp_[\w\-]{30,}", "Typeform token", "typeform.com/developers"),
    ("xkeysib-", r"xkeysib-[0-9a-f]{64}-[A-Za-z0-9]{16}", "Brevo key", "developers.brevo.com: API keys"),
    (".eyJ", r"eyJ[\w\-]{8,}\.eyJ[\w\-]{8,}\.[\w\-]{16,}", "JSON web token", "RFC 7519"),
)
_KEY_MARK = "PRIVATE KEY"


def _group_by_character() -> dict[str, list[str]]:
    """The marks by a character that each of them contains: a text without it contains none of them."""
    found: dict[str, list[str]] = {}
    for mark in (_KEY_MARK, *(mark for mark, *_ in _ROWS)):
        rarest = next((character for character in "!= :/._-" if character in mark), "")
        found.setdefault(rarest, []).append(mark)
    return found


_MARKS = tuple((rarest, tuple(marks)) for rarest, marks in _group_by_character().items())
_KEY_BLOCK = lazy_pattern(r"-----BEGIN [A-Z0-9 ]{0,40}PRIVATE KEY(?: BLOCK)?-----")
_KEY_BODY = lazy_pattern(r"[A-Za-z0-9+/=]{20}")
_SHORTEST = 16
_RUN = re.compile(r"[A-Za-z0-9_\-+]{15}")  # every form contains one


def find_provider_tokens(text: str) -> list[FoundSecret]:
    """Every token of a known form and every private key in a text, in no order."""
    found: list[FoundSecret] = []
    if len(text) < _SHORTEST:
        return found
    for rarest, marks in _MARKS:
        if rarest in text:
            for mark in marks:
                if mark in text:
                    found.extend(_find_tokens(mark, text))
    return found


def may_contain_token(value: Any) -> bool:
    """Whether a value contains the mark of a provider's token. Fast; True does not mean that it contains the token."""
    if value.__class__ is not str or len(value) < _SHORTEST or _RUN.search(value) is None:
        return False
    text: str = value
    for rarest, marks in _MARKS:
        if rarest in text:
            for mark in marks:
                if mark in text:
                    return True
    return False


def _find_tokens(mark: str, text: str) -> list[FoundSecret]:
    if mark == _KEY_MARK:
        return _find_private_keys(text)
    pattern, name = _pattern(mark)
    return [
        FoundSecret(token.start(), token.end(), name)
        for token in pattern.finditer(text)
        if not text[max(0, token.start() - 1) : token.start()].isalnum() and not _is_example(token[0])
    ]


@cache
def _pattern(mark: str) -> tuple[re.Pattern[str], str]:
    """The compiled pattern of a mark, and the name of its token.

    Compiled at first use, because few texts contain a mark and compiling all patterns would slow every start.
    """
    pattern, name = next((pattern, name) for of, pattern, name, _ in _ROWS if of == mark)
    return re.compile(pattern), name


def _find_private_keys(text: str) -> list[FoundSecret]:
    found: list[FoundSecret] = []
    at = 0
    while opened := _KEY_BLOCK.search(text, at):
        at = text.find("-----END", opened.end())
        at = len(text) if at < 0 else at
        if _KEY_BODY.search(text, opened.end(), at):
            found.append(FoundSecret(opened.start(), at, "private key"))
    return found


def _is_example(token: str) -> bool:
    return "xxxx" in token or "XXXX" in token or is_made_up(token)
