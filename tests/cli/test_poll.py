"""``ce-lint poll``: what will be called, as a person and as a program reads it."""

from __future__ import annotations

import json
import pathlib

import pytest

from tests.helpers import EVENTS, body, run

URL = (
    "/hubs/crm/contacts?where=lastModified>='${gmtDate:yyyy-MM-dd'T'HH:mm:ss'Z'}'"
    "&until='${nowTimeZone:America/Denver:HH:mm}'"
)
POLLER = {
    "contacts": {
        "url": URL,
        "idField": "id",
        "datesConfiguration": {
            "updatedDateField": "lastModified",
            "updatedDateFormat": "EEE, dd MMM yyyy HH:mm:ss Z",
            "updatedDateTimezone": "America/Denver",
            "createdDateField": "created",
            "createdDateFormat": "milliseconds",
        },
    },
    "leads": {"url": "/hubs/crm/leads?where=x>'${date:YYYY-MM-dd}'", "idField": "id"},
    "broken": {"url": "/hubs/crm/broken?where=x>'${gmtdate:yyyy}'"},
}
NOW = ("--now", "2026-11-23T08:00:00Z")


@pytest.fixture
def folder(tmp_path: pathlib.Path, monkeypatch: pytest.MonkeyPatch) -> pathlib.Path:
    monkeypatch.chdir(tmp_path)
    (tmp_path / "a.json").write_text(
        json.dumps(body({**EVENTS, "event.poller.configuration": POLLER, "event.poller.refresh_interval": "30"}))
    )
    return tmp_path


def test_for_people(folder: pathlib.Path) -> None:
    shown = run("poll", "a.json", *NOW).out
    for line in (
        "a.json",
        "  interval    30 minutes",
        "  last poll   2026-11-23T07:30:00Z",
        "  next polls  2026-11-23T08:00:00Z",
        "    GET       /hubs/crm/contacts?where=lastModified>='2026-11-23T07:30:00Z'&until='01:00'",
        "    updated   lastModified as EEE, dd MMM yyyy HH:mm:ss Z in America/Denver,"
        " such as Mon, 23 Nov 2026 00:30:00 -0700",
        "    created   created as milliseconds, such as 1795419000000",
        "    GET       /hubs/crm/leads?where=x>'2026-11-23'",
        "    GET       /hubs/crm/broken?where=x>'${gmtdate:yyyy}'",
    ):
        assert line in shown.splitlines()
    assert (
        "    error     `gmtdate` is not a known time variable: upper and lower case matter. [invalid-time-variable]"
        in shown
    )
    assert "    warning   In `${date}`, `YYYY`" in shown


def test_for_programs(folder: pathlib.Path) -> None:
    shown = run("poll", "a.json", "--format", "json", "--last-poll", "2026-11-23T06:10:00", *NOW)
    (document,) = json.loads(shown.out)["documents"]
    assert document["minutes"] == 30
    assert document["last_poll"] == "2026-11-23T06:10:00Z"
    assert document["next_polls"][0] == "2026-11-23T08:10:00Z"
    assert [poll["resource"] for poll in document["polls"]] == ["contacts", "leads", "broken"]
    assert {violation["rule"] for violation in document["polls"][2]["violations"]} == {
        "invalid-time-variable",
        "missing-id-field",
    }


def test_one_resource(folder: pathlib.Path) -> None:
    shown = run("poll", "a.json", "--resource", "leads", *NOW).out
    assert "leads" in shown
    assert "contacts" not in shown
    wrong = run("poll", "a.json", "--resource", "lead")
    assert (
        wrong.status,
        "'lead' is not a resource of the poller. The resources are contacts, leads, broken." in wrong.err,
    ) == (
        2,
        True,
    )


def test_lines_show_the_map_that_says_the_same(folder: pathlib.Path) -> None:
    dates = "LastModifiedDate|yyyy-MM-dd'T'HH:mm:ssZ||CreatedDate|yyyy-MM-dd"
    line = f"contacts|/hubs/crm/contacts?where=x>='${{date}}'||{dates}"
    (folder / "lines.json").write_text(json.dumps(body({**EVENTS, "event.poller.urls": line})))
    shown = run("poll", "lines.json", *NOW).out
    assert "the same as a poller map" in shown
    assert '"updatedDateFormat": "yyyy-MM-dd\'T\'HH:mm:ssZ",' in shown
    assert "LastModifiedDate as yyyy-MM-dd'T'HH:mm:ssZ, such as 2026-11-23T07:45:00+0000" in shown
    (document,) = json.loads(run("poll", "lines.json", "--format", "json", *NOW).out)["documents"]
    assert document["equivalent"]["contacts"]["datesConfiguration"]["createdDateField"] == "CreatedDate"


def test_names_alone_and_objects(folder: pathlib.Path) -> None:
    settings = {**EVENTS, "event.poller.urls": "contacts|leads", "event.objects": "Account, Case"}
    (folder / "names.json").write_text(json.dumps(body(settings, element={"key": "sagelive"})))
    shown = run("poll", "names.json", *NOW).out
    assert "polled with the settings of the element: Account, Case, contacts, leads" in shown


def test_an_interval_that_is_none(folder: pathlib.Path) -> None:
    settings = {**EVENTS, "event.poller.configuration": POLLER, "event.poller.refresh_interval": "soon"}
    (folder / "soon.json").write_text(json.dumps(body(settings)))
    shown = run("poll", "soon.json", *NOW).out
    assert "interval    unknown" in shown
    assert "next polls" not in shown
    assert "[invalid-refresh-interval]" in shown


@pytest.mark.parametrize(
    ("arguments", "words"),
    [
        (["poll", "absent.json"], "absent.json: no such file or directory"),
        (["poll", "a.json", "--now", "yesterday"], "it is not a time such as 2026-11-23T08:00:00Z"),
    ],
)
def test_misuse(folder: pathlib.Path, arguments: list[str], words: str) -> None:
    shown = run(*arguments)
    assert (shown.status, words in shown.err) == (2, True)


def test_nothing_is_polled(folder: pathlib.Path) -> None:
    (folder / "none.json").write_text(json.dumps(body()))
    (folder / "other.json").write_text("{}")
    assert run("poll", "none.json").out == "none.json: it defines nothing to poll\n"
    assert (
        run("poll", "other.json").out
        == "other.json: it defines nothing to poll: it contains nothing that instances contain\n"
    )


def test_standard_input_and_extremes(folder: pathlib.Path) -> None:
    data = (folder / "a.json").read_bytes()
    assert run("poll", "-", *NOW, stdin=data).out.startswith("stdin.json\n")
    assert run("poll", "a.json", "--now", "2999-12-31T23:59:00Z", "--last-poll", "1970-01-01").status == 0
    for year in ("9999", "0001"):
        assert "it is not a time such as" in run("poll", "a.json", "--now", f"{year}-01-01T00:00:00Z").err


def test_secrets_in_a_url_are_masked(folder: pathlib.Path) -> None:
    secret = "tR9vKq27LmZx84Wp"
    poller = {"contacts": {"url": f"/hubs/crm/contacts?access_token={secret}&where=x>'${{date}}'", "idField": "id"}}
    (folder / "s.json").write_text(json.dumps(body({**EVENTS, "event.poller.configuration": poller})))
    for format_ in ("text", "json"):
        shown = run("poll", "s.json", "--format", format_, *NOW)
        assert not any(secret[at : at + 4] in shown.out for at in range(len(secret) - 3))
