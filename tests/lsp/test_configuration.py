"""The configuration in an editor: that of the command line, read anew when it changes, survived when it is broken."""

from __future__ import annotations

import json
import os
import pathlib
import time
from collections.abc import Callable

from tests.helpers import body, run
from tests.lsp.client import Client, Message, rules

BAD = json.dumps(body({"event.notifcation.enabled": True}, name="Support "))
BOTH, KEY, NAME = ["surrounding-space", "unknown-event-key"], ["unknown-event-key"], ["surrounding-space"]
WATCHES = {"workspace": {"didChangeWatchedFiles": {"dynamicRegistration": True}}}


def changed(client: Client, path: pathlib.Path, text: str | None, kind: int = 2) -> None:
    """Write a file (or remove it), as another program does, and tell a server that has it watched."""
    if text is None:
        path.unlink()
    else:
        path.write_text(text, "utf-8")
    client.notify("workspace/didChangeWatchedFiles", {"changes": [{"uri": path.as_uri(), "type": kind}]})


def words(client: Client) -> list[str]:
    """What was shown to the user."""
    return [one["params"]["message"] for one in client.said if one.get("method") == "window/showMessage"]


def test_a_watched_configuration_is_read_anew(connect: Callable[[], Client]) -> None:
    client = connect()
    client.start(WATCHES)
    asked = client.until(lambda message: message.get("method") == "client/registerCapability")
    (registration,) = asked["params"]["registrations"]
    assert registration["method"] == "workspace/didChangeWatchedFiles"
    globs = [watcher["globPattern"] for watcher in registration["registerOptions"]["watchers"]]
    assert {"**/ce-lint.toml", "**/pyproject.toml", "**/ce-lint-baseline.json", "**/*.toml"} == set(globs)
    client.send({"jsonrpc": "2.0", "id": asked["id"], "result": None})

    config = client.folder / "ce-lint.toml"
    one, two = client.open("one.json", BAD), client.open("two.json", BAD)
    assert rules(client.published(one)) == rules(client.published(two)) == BOTH
    changed(client, config, '[severity]\nunknown-event-key = "off"\n', 1)
    assert rules(client.published(one)) == rules(client.published(two)) == NAME
    changed(client, config, 'exclude = ["two.json"]\n[severity]\nsurrounding-space = "off"\n')
    assert rules(client.published(one)) == KEY
    assert client.published(two) == []
    changed(client, config, None, 3)
    assert rules(client.published(one)) == rules(client.published(two)) == BOTH
    assert words(client) == []


def test_a_client_that_watches_nothing_has_it_read_anew_when_a_document_is_saved_or_changed(client: Client) -> None:
    config = client.folder / "ce-lint.toml"
    uri = client.open("a.json", BAD)
    assert rules(client.published(uri)) == BOTH
    config.write_text('[severity]\nunknown-event-key = "off"\n', "utf-8")
    client.notify("textDocument/didSave", {"textDocument": {"uri": uri}})
    assert rules(client.published(uri)) == NAME
    config.write_text('[severity]\nsurrounding-space = "off"\n', "utf-8")
    end = time.monotonic() + 60
    version, found = 1, NAME
    while found != KEY:  # by then it is looked at again
        assert time.monotonic() < end
        version += 1
        client.change(uri, version, {"text": BAD + " " * version})
        found = rules(client.published(uri, version))
        time.sleep(0.05)


def test_a_client_that_pulls_is_asked_to_pull_again(connect: Callable[[], Client]) -> None:
    client = connect()
    client.start({"textDocument": {"diagnostic": {}}, "workspace": {"diagnostics": {"refreshSupport": True}}})
    params: Message = {"textDocument": {"uri": client.open("a.json", BAD)}}
    first = client.request("textDocument/diagnostic", params)
    changed(client, client.folder / "ce-lint.toml", '[severity]\nunknown-event-key = "off"\n', 1)
    asked = client.until(lambda message: message.get("method") == "workspace/diagnostic/refresh")
    client.send({"jsonrpc": "2.0", "id": asked["id"], "result": None})
    second = client.request("textDocument/diagnostic", {**params, "previousResultId": first["resultId"]})
    assert (second["kind"], rules(second["items"])) == ("full", NAME)


def test_a_broken_configuration_is_shown_once_and_recovers(client: Client) -> None:
    config = client.folder / "ce-lint.toml"
    config.write_text("[severity\n", "utf-8")
    uri = client.open("a.json", BAD)
    assert client.published(uri) == []
    (shown,) = words(client)
    assert shown.startswith("ce-lint: ")
    assert "ce-lint.toml:1:" in shown
    assert "\n" not in shown
    for version in range(2, 9):
        client.change(uri, version, {"text": BAD + "\n" * version})
        assert client.published(uri, version) == []
    assert client.actions(uri) == []
    assert (
        client.request("textDocument/hover", {"textDocument": {"uri": uri}, "position": {"line": 0, "character": 0}})
        is None
    )
    changed(client, client.folder / "other.toml", "")
    assert client.published(uri) == []
    assert words(client) == [shown]

    changed(client, config, '[severity]\nno-such-rule = "off"\nnor-such = "off"\n')
    assert client.published(uri) == []
    assert len(words(client)) == 2
    assert "no-such-rule" in words(client)[1]
    changed(client, config, '[severity]\nunknown-event-key = "off"\n')
    assert rules(client.published(uri)) == NAME
    changed(client, config, "[severity\n")
    assert client.published(uri) == []
    assert words(client) == [shown, words(client)[1], shown], "it is broken anew, and shown anew"
    changed(client, config, None, 3)
    assert rules(client.published(uri)) == BOTH


def test_own_rules_are_read_anew_and_a_broken_one_is_shown(client: Client) -> None:
    (client.folder / "own" / "ownership").mkdir(parents=True)
    rule = client.folder / "own" / "ownership" / "missing-tags.toml"
    example = pathlib.Path(__file__).parents[2] / "examples" / "own-rules" / "ownership" / "missing-tags.toml"
    (client.folder / "ce-lint.toml").write_text('rules = "own"\n', "utf-8")
    uri = client.open("a.json", BAD)
    assert rules(client.published(uri)) == BOTH
    changed(client, rule, example.read_text("utf-8"), 1)
    found = client.published(uri)
    assert rules(found) == ["missing-tags", *BOTH]
    (own,) = [one for one in found if one["code"] == "missing-tags"]
    assert own["codeDescription"]["href"] == rule.as_uri()
    rule.write_text("title = 7\n", "utf-8")
    client.notify("textDocument/didSave", {"textDocument": {"uri": uri}})
    assert client.published(uri) == []
    assert len(words(client)) == 1
    assert "missing-tags.toml" in words(client)[0]
    rule.write_text(example.read_text("utf-8").replace('severity = "warning"', 'severity = "error"'), "utf-8")
    client.notify("textDocument/didSave", {"textDocument": {"uri": uri}})
    assert [one["severity"] for one in client.published(uri) if one["code"] == "missing-tags"] == [1]


def test_each_file_has_the_configuration_that_is_nearest(client: Client) -> None:
    for name, off in (("one", "unknown-event-key"), ("two", "surrounding-space")):
        (client.folder / name).mkdir()
        (client.folder / name / "ce-lint.toml").write_text(f'[severity]\n{off} = "off"\n', "utf-8")
    assert rules(client.shown("one/a.json", BAD)) == NAME
    assert rules(client.shown("two/a.json", BAD)) == KEY
    assert rules(client.shown("a.json", BAD)) == BOTH
    (client.folder / "one" / "ce-lint.toml").write_text("[", "utf-8")
    client.notify("textDocument/didSave", {"textDocument": {"uri": client.uri("one/a.json")}})
    assert client.published(client.uri("one/a.json")) == []
    assert rules(client.shown("two/b.json", BAD)) == KEY
    assert len(words(client)) == 1


def test_what_is_excluded_or_known_is_not_shown(client: Client) -> None:
    (client.folder / "ce-lint.toml").write_text('exclude = ["generated/"]\n', "utf-8")
    assert client.shown("generated/a.json", BAD) == []
    (client.folder / "known.json").write_text(BAD, "utf-8")
    before = pathlib.Path.cwd()
    os.chdir(client.folder)
    try:
        assert run("baseline", "known.json").status == 0
    finally:
        os.chdir(before)
    assert client.shown("known.json", BAD) == []
    worse = BAD.replace('"name"', '"createdDate": 1, "name"').replace("site.address", "event.poller.refrsh")
    assert len(client.shown("known.json", worse)) == len(client.shown("new.json", worse)) - len(BOTH)
    changed(client, client.folder / "ce-lint-baseline.json", "{", 2)
    client.published(client.uri("known.json"))
    assert "ce-lint-baseline.json" in words(client)[0]


def test_named_files_are_ours_whatever_they_hold(client: Client) -> None:
    text = '{"configuration": {"event.notifcation.enabled": true}}'
    assert client.shown("a.conf", "configuration:\n  event.notifcation.enabled: true\n", "yaml") == []
    (client.folder / "ce-lint.toml").write_text('include = ["*.conf"]\n', "utf-8")
    assert "unknown-event-key" in rules(client.shown("b.conf", text, "json"))
    assert client.shown("c.json", BAD) == []


def test_the_first_folder_is_that_of_documents_that_were_never_saved(connect: Callable[[], Client]) -> None:
    client = connect()
    inner = client.folder / "inner"
    inner.mkdir()
    (inner / "ce-lint.toml").write_text('[severity]\nunknown-event-key = "off"\n', "utf-8")
    client.start(rootUri=None, workspaceFolders=[{"uri": inner.as_uri(), "name": "inner"}])
    assert rules(client.shown("untitled:Untitled-1", BAD, "json")) == NAME
    assert rules(client.shown("a.json", BAD)) == BOTH
