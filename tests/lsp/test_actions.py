"""Code actions: applied by a client as the protocol has it, they do what their titles say."""

from __future__ import annotations

import json
import pathlib
from collections.abc import Callable, Sequence
from typing import Any
from urllib.parse import unquote, urlsplit

import pytest

from ce_lint.document.nodes import apply
from ce_lint.rulebook.loader import load_folder
from ce_lint.rulebook.shipped import find_data_folder
from tests.helpers import ALL_RULES, EVENTS, body, lint, run
from tests.lsp.client import Client, Message, rules, spread
from tests.lsp.model import applied

QUICK, ALL = "quickfix", "source.fixAll.ce-lint"
CAN_CREATE = {"workspace": {"workspaceEdit": {"documentChanges": True, "resourceOperations": ["create"]}}}
CAN_SHOW = {"window": {"showDocument": {"support": True}}}
TWICE = json.dumps(
    body(
        {"event.notification.enabled": "true", "event.notification.callback.url": "https//🤖.example.com"}, name="🤖 "
    ),
    indent=1,
    ensure_ascii=False,
)
YAML = """element: { key: zendesk }
configuration:
  # about it 🤖
  event.notifcation.enabled: true
  event.poller.refresh_interval: 99999
name: Support desk
"""
HEAD = "element: { key: zendesk }\nname: a\nconfiguration:\n"


def edits_of(action: Message, uri: str) -> list[Any]:
    edit = action["edit"]
    if "changes" in edit:
        assert list(edit["changes"]) == [uri]
        return list(edit["changes"][uri])
    (change,) = edit["documentChanges"]
    assert change["textDocument"] == {"uri": uri, "version": 1}
    return list(change["edits"])


def apply_action(text: str, action: Message, uri: str) -> str:
    return applied(text, edits_of(action, uri))


def quick(actions: Sequence[Message], word: str = "") -> list[Message]:
    return [one for one in actions if one.get("kind") == QUICK and word in one["title"]]


def test_each_finding_that_is_fixable_has_a_quick_fix(shared: Client) -> None:
    uri = shared.open("twice.json", TWICE)
    found = shared.published(uri)
    fixes = [one for one in quick(shared.actions(uri)) if not one["title"].startswith("Allow")]
    for fix in fixes:
        (solved,) = fix["diagnostics"]
        assert solved in found
        text = apply_action(TWICE, fix, uri)
        assert len(lint(text)) == len(found) - 1, fix["title"]
        assert solved["code"] not in [violation.rule for violation in lint(text)]
        assert fix["isPreferred"] == ("unsafe" not in fix["title"])
    fixable = {violation.rule for violation in lint(TWICE) if violation.fix}
    assert {fix["diagnostics"][0]["code"] for fix in fixes} == fixable
    assert len(fixable) >= 2


def test_every_fix_of_every_example_can_be_applied(shared: Client) -> None:
    """What the client makes of the edits is what the linter means, in JSON and in YAML, with CR LF and emoji."""
    count = 0
    for loaded in load_folder(find_data_folder("rules")):
        for number, bad in enumerate(loaded.file.bad):
            text = bad.text.replace("\n", "\r\n") if number % 2 else bad.text
            name = f"{loaded.rule.name}-{number}.{'json' if text.lstrip()[:1] in '{[' else 'yaml'}"
            fixes = [one for one in lint(text, name) if one.fix]
            if fixes:
                uri = shared.open(name, text)
                shared.published(uri)
                offered = [edits_of(one, uri) for one in quick(shared.actions(uri)) if "Allow" not in one["title"]]
                assert [applied(text, edits) for edits in offered] == [apply(text, one.fix.edits) for one in fixes]
                count += len(fixes)
    assert count > 10


def test_an_action_is_offered_where_its_finding_stands(shared: Client) -> None:
    uri = shared.open("where.json", TWICE)
    (url,) = [one for one in shared.published(uri) if one["code"] == "invalid-callback-url"]
    here = url["range"]
    assert {one["diagnostics"][0]["code"] for one in quick(shared.actions(uri, range_=here))} == {url["code"]}
    point = {"start": here["start"], "end": here["start"]}
    assert quick(shared.actions(uri, range_=point))
    assert not quick(shared.actions(uri, range_=spread(0, 0, 0, 0)))
    assert [one.get("kind") for one in shared.actions(uri, range_=spread(0, 0, 0, 0))] == [ALL]


@pytest.mark.parametrize(
    ("only", "kinds"),
    [
        (None, {QUICK, ALL, None}),
        ([], {QUICK, ALL, None}),
        ([""], {QUICK, ALL}),
        ([QUICK], {QUICK}),
        (["source"], {ALL}),
        (["source.fixAll"], {ALL}),
        ([ALL], {ALL}),
        (["source.fix"], set()),
        (["source.fixAll.ce-lint.more"], set()),
        (["source.organizeImports"], set()),
        (["refactor", "quickfix"], {QUICK}),
    ],
)
def test_only_what_is_asked_for_is_offered(only: list[str] | None, kinds: set[str | None], shared: Client) -> None:
    uri = shared.open("only.json", TWICE)
    shared.published(uri)
    assert {one.get("kind") for one in shared.actions(uri, only)} == kinds


def test_all_safe_fixes_are_applied_at_once(shared: Client) -> None:
    for name, text in (
        ("all.json", TWICE),
        ("all-crlf.json", TWICE.replace("\n", "\r\n")),
        ("all.yaml", 'element: {key: "zendesk "} # 🤖\nname: "🤖 "\nconfiguration: {a: 1}\n'),
        ("marked.json", "\ufeff" + TWICE),
    ):
        uri = shared.open(name, text)
        shared.published(uri)
        (action,) = shared.actions(uri, ["source.fixAll"])
        result = apply_action(text, action, uri)
        path = shared.folder / name
        path.write_bytes(text.encode())
        run("check", str(path), "--fix")
        assert result.encode() == path.read_bytes()
        shared.change(uri, 2, {"text": result})
        shared.published(uri, 2)
        assert shared.actions(uri, ["source.fixAll"]) == []
        assert shared.actions(uri, ["source.fixAll"]) == []


def test_where_there_is_no_safe_fix_none_is_offered(shared: Client) -> None:
    clean = shared.open("clean.json", json.dumps(body()))
    unsafe = shared.open("unsafe.json", json.dumps(body({**EVENTS, "event.poller.refresh_interval": 99999})))
    assert shared.actions(clean) == []
    assert shared.actions(unsafe, ["source.fixAll"]) == []


# -- explain


def test_a_rule_is_explained_by_its_file_or_in_words(connect: Callable[[], Client]) -> None:
    shows, tells = connect(), connect()
    shows.start(CAN_SHOW)
    tells.start()
    for client in (shows, tells):
        uri = client.open("twice.json", TWICE)
        found = client.published(uri)
        (broken,) = [one for one in found if one["code"] == "invalid-callback-url"]
        commands = [one for one in client.actions(uri) if one.get("command")]
        assert sorted(one["arguments"][0] for one in commands) == sorted({one["code"] for one in found})
        (command,) = [one for one in commands if one["arguments"][0] == "invalid-callback-url"]
        client.ask("workspace/executeCommand", {"command": command["command"], "arguments": command["arguments"]})
        said = client.until(lambda message: message.get("method", "").startswith("window/"))
        if client is shows:
            assert said["method"] == "window/showDocument"
            assert said["params"]["takeFocus"] is True
            assert said["params"]["uri"] == broken["codeDescription"]["href"]
            client.send({"jsonrpc": "2.0", "id": said["id"], "result": {"success": False}})
        else:
            assert said["method"] == "window/showMessage"
            assert "callback" in said["params"]["message"]
            assert "\n" not in said["params"]["message"]
    assert shows.leave() == tells.leave() == 0


# -- allow with a reason


def offered(client: Client, uri: str, rule: str) -> Message | None:
    found = quick(client.actions(uri), f"Allow `{rule}`")
    return found[0] if found else None


@pytest.mark.parametrize("end", ["\n", "\r\n"])
def test_in_yaml_a_comment_allows(end: str, shared: Client) -> None:
    text = YAML.replace("\n", end)
    uri = shared.open(f"allow-{len(end)}.yaml", text)
    before = shared.published(uri)
    assert rules(before) == ["extreme-refresh-interval", "unknown-event-key"]
    version = 1
    for rule in rules(before):
        action = offered(shared, uri, rule)
        assert action is not None
        (edit,) = edits_of({**action, "edit": json.loads(json.dumps(action["edit"]))}, uri)
        assert edit["newText"] == f"  # ce-lint: allow {rule} -- why this is right{end}"
        text = applied(text, [edit])
        version += 1
        shared.change(uri, version, {"text": text})
        before = [one for one in before if one["code"] != rule]
        assert rules(shared.published(uri, version)) == rules(before)
    assert text.replace(end, "\n").count("\n") == YAML.count("\n") + 2


@pytest.mark.parametrize(
    "text",
    [
        HEAD + '  event.poller.configuration: |\n    {"a": {"url": "/a",\n      "idFeld": "x"}}\n',
        HEAD[:-1] + " { a.b: 1,\n  event.notifcation.enabled: true }\n",
        HEAD
        + '  event.notification.callback.url: "https//a.example.com\n    /b"\n  event.notification.enabled: true\n',
        '\ufeffelement: { key: "zendesk " }\nname: a\nconfiguration: { a.b: 1 }\n',
        '--- { "element": { "key": "zendesk " }, "name": "a", "configuration": { "a.b": 1 } }\n',
        "---\nelement: { key: zendesk }\nname: a\nconfiguration:\n- event.notifcation.enabled: true\n...\n---\n",
    ],
)
def test_whatever_is_offered_allows_also_where_a_comment_is_hard_to_place(text: str, shared: Client) -> None:
    uri = shared.open("hard.yaml", text)
    found = shared.published(uri)
    assert found
    for one in found:
        action = offered(shared, uri, one["code"])
        if action is not None:
            after = lint(apply_action(text, action, uri), "hard.yaml")
            assert len(after) == len(found) - 1
            assert one["code"] not in [violation.rule for violation in after]


@pytest.mark.parametrize(
    ("name", "content"),
    [
        ("ce-lint.toml", ""),
        ("ce-lint.toml", "# 🤖 no line end"),
        ("ce-lint.toml", 'exclude = ["x"]\n'),
        ("ce-lint.toml", "[severity]\r\nliteral-secret = 'off'\r\n"),
        ("ce-lint.toml", '[tool.ce-lint]\nexclude = ["x"]\n'),
        ("ce-lint.toml", '[[allow]]\nrule = "literal-secret"\nreason = "a test"\n\n'),
        ("pyproject.toml", '[project]\nname = "🤖"\n\n[tool.ce-lint]\n'),
    ],
)
@pytest.mark.parametrize("is_open", [False, True])
def test_in_json_an_entry_of_the_configuration_allows(
    name: str, content: str, is_open: bool, shared: Client, tmp_path_factory: pytest.TempPathFactory
) -> None:
    root = tmp_path_factory.mktemp("root")
    folder = root / "a [b] folder!"
    folder.mkdir()
    (root / ".git").mkdir()
    config = root / name
    config.write_bytes(content.encode())
    if is_open:  # with a change that is not saved
        content = "# not saved 🤖\n" + content
        item = {"uri": config.as_uri(), "languageId": "toml", "version": 1, "text": content}
        shared.notify("textDocument/didOpen", {"textDocument": item})
    uri = shared.open((folder / "a.json").as_uri(), TWICE)
    found = shared.published(uri)
    action = offered(shared, uri, "invalid-callback-url")
    assert action is not None
    ((where, edits),) = action["edit"]["changes"].items()
    assert where == config.as_uri()
    config.write_bytes(applied(content, edits).encode())
    shared.notify("workspace/didChangeWatchedFiles", {"changes": [{"uri": where, "type": 2}]})
    after = shared.published(uri)
    assert rules(after) == [rule for rule in rules(found) if rule != "invalid-callback-url"]


def test_a_configuration_that_no_entry_can_be_added_to_is_left_alone(client: Client) -> None:
    entry = '{ rule = "literal-secret", reason = "a test" }'
    (client.folder / "ce-lint.toml").write_text(f"allow = [{entry}]\n", "utf-8")
    uri = client.open("a.json", TWICE)
    client.published(uri)
    assert offered(client, uri, "invalid-callback-url") is None
    assert quick(client.actions(uri))


def test_without_a_configuration_one_is_made_where_the_client_can(connect: Callable[[], Client]) -> None:
    able, unable = connect(), connect()
    able.start(CAN_CREATE)
    unable.start()
    uri = able.open("folder/a.json", TWICE)
    found = able.published(uri)
    action = offered(able, uri, "invalid-callback-url")
    assert action is not None
    create, change = action["edit"]["documentChanges"]
    config = able.folder / "ce-lint.toml"
    assert create == {"kind": "create", "uri": config.as_uri(), "options": {"ignoreIfExists": True}}
    assert change["textDocument"] == {"uri": config.as_uri(), "version": None}
    unable.open("folder/a.json", TWICE)
    unable.published(uri)
    assert offered(unable, uri, "invalid-callback-url") is None

    pathlib.Path(unquote(urlsplit(create["uri"]).path)).write_text(applied("", change["edits"]), "utf-8")
    able.notify("workspace/didChangeWatchedFiles", {"changes": [{"uri": create["uri"], "type": 1}]})
    assert rules(able.published(uri)) == [rule for rule in rules(found) if rule != "invalid-callback-url"]
    more = offered(able, uri, "text-boolean") or offered(able, uri, "surrounding-space")
    assert more is not None
    assert list(more["edit"].get("changes", {})) == [config.as_uri()]


def test_a_text_that_was_never_saved_has_no_place_in_a_configuration(connect: Callable[[], Client]) -> None:
    client = connect()
    client.start()
    (client.folder / "ce-lint.toml").write_text("", "utf-8")
    uri = client.open("untitled:new.json", TWICE, "json")
    client.published(uri)
    assert offered(client, uri, "invalid-callback-url") is None
    yaml = client.open("untitled:new.yaml", YAML, "yaml")
    client.published(yaml)
    assert offered(client, yaml, "unknown-event-key") is not None


def test_what_allows_is_not_allowed_itself(shared: Client) -> None:
    text = "# ce-lint: allow unknown-event-key -- there was one\n" + YAML.replace("event.notifcation.enabled", "a.b")
    uri = shared.open("unused.yaml", text)
    assert "unused-allowance" in rules(shared.published(uri))
    assert offered(shared, uri, "unused-allowance") is None
    assert "unused-allowance" in ALL_RULES
