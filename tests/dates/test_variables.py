"""Time variables of poller URLs: the known forms have no error, misspelt ones have one with a help."""

from __future__ import annotations

import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ce_lint.dates.variables import find_time_variables

SOUND = [
    ("${gmtDate:yyyy-MM-dd'T'HH:mm:ss'Z'}", "gmtDate", None, "yyyy-MM-dd'T'HH:mm:ss'Z'"),
    ("${date}", "date", None, None),
    ("${date:MM/dd/yyyy HH:mm:ss}", "date", None, "MM/dd/yyyy HH:mm:ss"),
    ("${date:10 digit integer Unix time}", "date", None, "10 digit integer Unix time"),
    ("${epoch}", "epoch", None, None),
    ("${epoch:s}", "epoch", None, None),
    ("${epoch:ms}", "epoch", None, None),
    ("${epoch:us}", "epoch", None, None),
    ("${milliseconds}", "milliseconds", None, None),
    ("${dateTimeZone:PST:yyyy-MM-dd HH:mm:ss -0800}", "dateTimeZone", "PST", "yyyy-MM-dd HH:mm:ss -0800"),
    ("${dateTimeZone:-6:00:HH:mm}", "dateTimeZone", "-6:00", "HH:mm"),
    ("${dateTimeZone:+0530:HH:mm}", "dateTimeZone", "+0530", "HH:mm"),
    ("${dateTimeZone:GMT-6:HH:mm}", "dateTimeZone", "GMT-6", "HH:mm"),
    ("${dateTimeZone:GMT-6:00:HH:mm}", "dateTimeZone", "GMT-6:00", "HH:mm"),
    ("${dateTimeZone:America/Denver:ss'Z'}", "dateTimeZone", "America/Denver", "ss'Z'"),
    ("${dateTimeZone:EET:HH}", "dateTimeZone", "EET", "HH"),
    ("${dateTimeZone:{TimeZone}:yyyy HH:mm}", "dateTimeZone", "{TimeZone}", "yyyy HH:mm"),
    ("${dateTimeZone:${configuration.tz}:yyyy}", "dateTimeZone", "${configuration.tz}", "yyyy"),
    ("${nowTimeZone:GMT:yyyy-MM-dd'T'HH:mm:ss}", "nowTimeZone", "GMT", "yyyy-MM-dd'T'HH:mm:ss"),
    ("${configuration.page.size}", "configuration.page.size", None, None),
    ("${{page.pollObject}}", "{page.pollObject}", None, None),
]


@pytest.mark.parametrize(("written", "name", "zone", "format"), SOUND)
def test_known_forms(written: str, name: str, zone: str | None, format: str | None) -> None:
    text = f"/hubs/crm/x?where=a>='{written}' and b>='${{date}}'"
    variable, last = find_time_variables(text)
    assert (variable.name, variable.zone, variable.format, variable.error) == (name, zone, format, None)
    assert text[variable.start : variable.end] == written
    assert last.name == "date"
    if zone is not None:
        assert text[variable.zone_start :].startswith(zone + ":")
    if format is not None:
        assert text[variable.format_start :].startswith(format + "}")


@pytest.mark.parametrize(
    "text",
    [
        "/hubs/crm/accounts",
        "/hubs/general/calendars/{calendarId}/changed-events",
        "/hubs/{{page.hdOrcrm}}/{{page.pollObject}}?where=x",
        "/a?$filter=x gt 1&$top=5",
        "/a?$filter=x eq '{id}'",
        "/a/{date}",
        '/a?where={"a":{"b":1}}',
        "/a?cost=5$",
    ],
)
def test_no_variable(text: str) -> None:
    assert find_time_variables(text) == []


@pytest.mark.parametrize(
    ("text", "span", "message", "help"),
    [
        (
            "a='${DateTimeZone:PST:yyyy}'",
            "${DateTimeZone:PST:yyyy}",
            "`DateTimeZone` is not a known time variable: upper and lower case",
            "`dateTimeZone`",
        ),
        ("a='${gtmDate:yyyy}'", "${gtmDate:yyyy}", "`gtmDate` is not a known time variable", "Did you mean `gmtDate`?"),
        ("a='${timestamp}'", "${timestamp}", "`timestamp` is not a known time variable", "Did you mean `epoch`?"),
        ("a='${fooBarBaz}'", "${fooBarBaz}", "`fooBarBaz` is not a known time variable", "`nowTimeZone`"),
        ("a=${518862600}", "${518862600}", "A number", "`${epoch:s}`"),
        ("a=${epoch:0}", "${epoch:0}", "`epoch` has an unknown unit", "`${epoch:s}`"),
        ("a=${milliseconds:s}", "${milliseconds:s}", "does not take a format", "`${milliseconds}`"),
        (
            "a='${yyyy-MM-dd'T'HH:mm}'",
            "${yyyy-MM-dd'T'HH:mm}",
            "The name of the time variable is missing",
            "`${gmtDate:`",
        ),
        ("a='$yyyy-MM-dd'T'HH:mm'Z'}'", "$yyyy-MM-dd'T'HH:mm'Z'}", "The name and the opening brace", "`${gmtDate:`"),
        ("a='$gmtDate:yyyy}'", "$gmtDate:yyyy}", "The opening brace of `gmtDate`", "Add `{` after `$`."),
        ("a='$gmtDate:yyyy'", "$gmtDate:yyyy", "The braces of `gmtDate`", "`}`"),
        ("a='{gmtDate:yyyy}'", "{gmtDate:yyyy}", "The dollar sign of `gmtDate`", "`$`"),
        ("a='$ {gmtDate:yyyy}'", "$ {gmtDate:yyyy}", "Unexpected whitespace", "Remove"),
        ("a='${gmtDate:ss'Z''", "${gmtDate:ss'Z'", "`gmtDate` is not closed", "`}`"),
        ("a='${gmtDate:yyyy' and c='{id}'", "${gmtDate:yyyy", "`gmtDate` is not closed", "`}`"),
        ("a='${what", "${what", "The time variable is not closed", "`}`"),
        ("a='${gmtDate}'", "${gmtDate}", "`gmtDate` has no date format", "`yyyy-MM-dd"),
        ("a='${date:}'", "${date:}", "`date` has no date format", "`yyyy-MM-dd"),
        ("a='${date: }'", "${date: }", "`date` has no date format", "`yyyy-MM-dd"),
        ("a='${dateTimeZone:PST}'", "${dateTimeZone:PST}", "`dateTimeZone` has no date format", "`yyyy"),
        ("a='${dateTimeZone:yyyy-MM-dd HH:mm}'", "${dateTimeZone:yyyy-MM-dd HH:mm}", "has no time zone", "ZONE"),
        ("a='${nowTimeZone}'", "${nowTimeZone}", "`nowTimeZone` has no time zone", "ZONE"),
        ("a='${gmtDate;yyyy}'", "${gmtDate;yyyy}", "`gmtDate` is not followed by a colon", "`gmtDate:`"),
        ("a='${ date }'", "${ date }", "`date` is surrounded by whitespace", "whitespace"),
        ("a='${}'", "${}", "The time variable is empty", "`${gmtDate:yyyy-MM-dd}`"),
        ("/hubs/general/contacts}'", "}", "This closing brace has no opening brace", "`${`"),
    ],
)
def test_misspelt_variables(text: str, span: str, message: str, help: str) -> None:
    (variable,) = find_time_variables(text)
    assert text[variable.start : variable.end] == span
    assert message in (variable.error or "")
    assert help in (variable.help or "")


@pytest.mark.parametrize(
    ("written", "replacement"),
    [
        ("${DateTimeZone:PST:ss}", "${dateTimeZone:PST:ss}"),
        ("${GMTDATE:HH}", "${gmtDate:HH}"),
        ("${epoch:MS}", "${epoch:ms}"),
        ("${DateTimeZone:PST}", None),
        ("${gtmDate:HH}", None),
    ],
)
def test_only_letter_case_is_safe_to_replace(written: str, replacement: str | None) -> None:
    (variable,) = find_time_variables(written)
    assert variable.replacement == replacement


def test_an_unclosed_variable_does_not_hide_the_next() -> None:
    unclosed, sound = find_time_variables("a>='${gmtDate:yyyy-MM-dd' and b='${date}'")
    assert unclosed.error is not None
    assert sound == find_time_variables("a>='${gmtDate:yyyy-MM-dd' and b='${date}'")[1]
    assert sound.error is None


def test_a_brace_behind_a_variable_is_left_to_others() -> None:
    assert [variable.error for variable in find_time_variables("a='${date}}'")] == [None]


@given(st.text(alphabet="${}': yMdgmtDaeTZonpch/-0", max_size=60))
def test_spans_are_ordered_and_whole(text: str) -> None:
    end = 0
    for variable in find_time_variables(text):
        assert end <= variable.start < variable.end <= len(text)
        assert variable.zone is None or text.startswith(variable.zone, variable.zone_start)
        assert variable.format is None or text.startswith(variable.format, variable.format_start)
        end = variable.end


UNITS = [
    "${",
    "{",
    "}",
    "{{",
    "$a",
    "${a",
    "${date:'",
    "{date:",
    "$yy",
    "$date:",
    "$ {",
    "yM",
    "y'a",
    "a/",
    "a-",
    "'",
    "-6:",
]


@pytest.mark.parametrize("unit", UNITS)
@pytest.mark.parametrize("before", ["", "${", "${dateTimeZone:", "${date:"])
def test_long_texts_take_linear_time(before: str, unit: str) -> None:
    text = before + unit * (100_000 // len(unit))
    begin = time.process_time()
    find_time_variables(text)
    find_time_variables(text + "}")
    assert time.process_time() - begin < 5
