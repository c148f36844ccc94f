"""Comments of YAML that accept findings: which they are, of which lines they speak, and what is wrong with one."""

from __future__ import annotations

import time

import pytest

from ce_lint.lint.result import FileResult
from ce_lint.violation import Violation
from tests.helpers import BOOK, lint_result

HEAD = "element: {key: zendesk}\nname: Support desk\n"
RULE = "missing-callback-url"
OTHER = "literal-secret"


def result(text: str) -> FileResult:
    return lint_result(HEAD + text, "a.yaml", BOOK)


def names(text: str) -> list[str]:
    return [violation.rule for violation in result(text).violations]


ON = "  event.notification.enabled: true\n"
WORKS = {
    "on the line": f"configuration: # ce-lint: allow {RULE} -- why\n{ON}",
    "above": f"# ce-lint: allow {RULE} -- why\nconfiguration:\n{ON}",
    "above, indented": f"   # ce-lint: allow {RULE} -- why\nconfiguration:\n{ON}",
    "above other comments": f"# ce-lint: allow {RULE} -- why\n# more\n\nconfiguration:\n{ON}",
    "two above": f"# ce-lint: allow {RULE} -- why\n# ce-lint: allow {RULE} -- again\nconfiguration:\n{ON}",
    "several rules": f"# ce-lint: allow {RULE} , {RULE} -- why\nconfiguration:\n{ON}",
    "until": f"# ce-lint: allow {RULE} until 9999-12-31 -- why\nconfiguration:\n{ON}",
    "tight": f"#ce-lint:allow {RULE} --why\nconfiguration:\n{ON}",
    "dashes in the reason": f"# ce-lint: allow {RULE} -- why -- and more\nconfiguration:\n{ON}",
    "crlf": f"# ce-lint: allow {RULE} -- why\r\nconfiguration:\r\n  event.notification.enabled: true\r\n",
    "flow": f"configuration: {{ # ce-lint: allow {RULE} -- why\n  event.notification.enabled: true}}\n",
}


@pytest.mark.parametrize("text", WORKS.values(), ids=WORKS)
def test_a_comment_accepts(text: str) -> None:
    got = result(text)
    assert (names(text), got.allowed) == ([], 1)


FAILS = {
    "no reason": f"configuration: # ce-lint: allow {RULE}\n{ON}",
    "blank reason": f"configuration: # ce-lint: allow {RULE} --  \n{ON}",
    "no rule": f"configuration: # ce-lint: allow -- why\n{ON}",
    "another word": f"configuration: # ce-lint: ignore {RULE} -- why\n{ON}",
    "no such rule": f"configuration: # ce-lint: allow missing-calback-url -- why\n{ON}",
    "no day": f"configuration: # ce-lint: allow {RULE} until May -- why\n{ON}",
    "impossible day": f"configuration: # ce-lint: allow {RULE} until 2027-02-30 -- why\n{ON}",
    "another line": f"configuration:\n{ON}  # ce-lint: allow {RULE} -- why\n",
    "below": f"configuration:\n  # ce-lint: allow {RULE} -- why\n{ON}",
}


@pytest.mark.parametrize("text", FAILS.values(), ids=FAILS)
def test_a_comment_that_accepts_nothing_is_a_finding(text: str) -> None:
    assert sorted(names(text)) == [RULE, "unused-allowance"]


def test_one_that_has_run_out() -> None:
    text = f"configuration: # ce-lint: allow {RULE} until 2020-01-31 -- why\n{ON}"
    assert sorted(names(text)) == ["expired-allowance", RULE]


NO_COMMENTS = {
    "quoted": f"configuration: {{}}\ndescription: 'x # ce-lint: allow {RULE} -- why'\n",
    "double quoted": f'configuration: {{}}\ndescription: "x # ce-lint: allow {RULE} -- why"\n',
    "literal": f"configuration: {{}}\ndescription: |\n  # ce-lint: allow {RULE} -- why\n  y\n",
    "folded": f"configuration: {{}}\ndescription: >-\n  x\n  # ce-lint: allow {RULE} -- why\n",
    "inside a plain word": f"configuration: {{}}\ndescription: x# ce-lint: allow {RULE} -- why\n",
    "key": f"configuration: {{}}\n'# ce-lint: allow {RULE} -- why': 1\ndescription: x\n",
}


@pytest.mark.parametrize("text", NO_COMMENTS.values(), ids=NO_COMMENTS)
def test_what_is_no_comment(text: str) -> None:
    assert not [one for one in result(text).violations if one.family == "allowances"]


def test_the_head_of_a_block_may_have_one() -> None:
    text = f"configuration: {{}}\ndescription: | # ce-lint: allow {OTHER} -- why\n  x\n"
    assert "unused-allowance" in names(text)


def test_it_speaks_of_all_of_a_text_that_begins_there() -> None:
    poller = 'event.poller.configuration: |\n    {"contacts": {\n      "url": "/c?x=${date:YYYY}"}}\n'
    head = (
        f"configuration:\n{ON}  event.notification.callback.url: https://example.com/e\n  event.vendor.type: polling\n"
    )
    found = result(f"{head}  {poller}").violations
    assert found
    rules = ", ".join(sorted({violation.rule for violation in found}))
    assert len({violation.span for violation in found}) > 1
    got = result(f"{head}  # ce-lint: allow {rules} -- why\n  {poller}")
    assert (list(got.violations), got.allowed) == ([], len(found))


def test_in_a_text_that_is_broken_nothing_is_called_unused() -> None:
    text = f"configuration: # ce-lint: allow {RULE} -- why\n{ON}  a: [1\n  b: c: d\n"
    rules = names(text)
    assert "invalid-yaml" in rules
    assert "unused-allowance" not in rules


def test_no_value_is_repeated() -> None:
    text = f"configuration: # ce-lint: allow hunter2 until hunter2 -- hunter2\n{ON}"
    assert not any("hunter2" in violation.message + violation.help for violation in result(text).violations)


def shown(violations: tuple[Violation, ...]) -> set[str]:
    return {violation.rule for violation in violations}


def test_many_comments_and_lines_take_no_time() -> None:
    lines = "".join(f"  key{number}: x # ce-lint: allow {RULE} -- why\n" for number in range(5000))
    start = time.monotonic()
    assert shown(result(f"configuration:\n{lines}").violations) >= {"unused-allowance"}
    assert time.monotonic() - start < 10


def test_a_bomb_of_aliases_takes_no_time() -> None:
    levels = "".join(
        f"k{n}: &b{n} [{','.join([f'*b{n - 1}' if n else '*a'] * 9)}] # ce-lint: allow {RULE} -- why\n"
        for n in range(12)
    )
    start = time.monotonic()
    result(f"configuration: &a [1,2,3]\n{levels}")
    assert time.monotonic() - start < 10
