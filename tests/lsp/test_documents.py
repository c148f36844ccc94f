"""Open documents: their changes against a naive model, and the names that their URIs give them."""

from __future__ import annotations

import os

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ce_lint.lsp.documents import OpenDocument, find_root_folder, path_of
from ce_lint.lsp.protocol import ContentChange, Position, PositionEncoding, Range
from tests.lsp import model

TEXTS = st.text(st.sampled_from('ab{}"é🤖\n\r\u2028\ufeff'), max_size=25)
PLACES = st.tuples(st.integers(0, 5), st.integers(0, 8))
CHANGES = st.lists(st.tuples(st.none() | st.tuples(PLACES, PLACES), TEXTS), max_size=5)


def place(where: tuple[int, int]) -> Position:
    return {"line": where[0], "character": where[1]}


@given(TEXTS, CHANGES, st.sampled_from(["utf-8", "utf-16", "utf-32"]))
def test_changes_make_the_text_that_a_naive_model_makes(text: str, changes: list, encoding: PositionEncoding) -> None:
    events: list[ContentChange] = []
    expected = text
    for change in changes:
        where, new = change
        if where is None:
            expected = new
            events.append(ContentChange(None, new))
        else:
            range_: Range = {"start": place(where[0]), "end": place(where[1])}
            expected = model.changed(expected, range_, new, encoding)
            events.append(ContentChange(range_, new))
    before = OpenDocument("file:///a.json", "/a.json", text, 1, encoding)
    after = before.apply_changes(events, 2)
    assert after.text == expected.removeprefix("\ufeff")
    assert bool(after.mark_width) == expected.startswith("\ufeff")
    assert before.text == text.removeprefix("\ufeff"), "a version never changes"
    assert after.version == (2 if changes else 1)


@given(TEXTS, st.sampled_from(["utf-8", "utf-16", "utf-32"]))
def test_a_place_is_where_the_client_counts_it_to_be(text: str, encoding: PositionEncoding) -> None:
    document = OpenDocument("file:///a.json", "/a.json", text, 1, encoding)
    mark = len(text) - len(document.text)
    for offset in range(len(document.text) + 1):
        if document.text[max(0, offset - 1) : offset + 1] == "\r\n":
            continue
        position = document.position_of(offset)
        assert model.offset(text, position["line"], position["character"], encoding) == offset + mark
        assert document.offset_of(position) == offset


@pytest.mark.parametrize(
    ("uri", "language", "name"),
    [
        ("file:///work/a.json", "json", "/work/a.json"),
        ("file:///work/two%20words/%C3%A9%F0%9F%A4%96.json", "json", "/work/two words/é🤖.json"),
        ("file:///work/a%23b%3Fc%25.json", "json", "/work/a#b?c%.json"),
        ("file:///work/a;b.json", "json", "/work/a;b.json"),
        ("file://localhost/work/a.json", "json", "/work/a.json"),
        ("file:///work/a.conf", "yaml", "/work/a.conf"),  # a file has the name that it has
        ("file:///work/folder/", "json", "/work/folder/"),
        ("untitled:Untitled-1", "json", "Untitled-1.json"),
        ("untitled:Untitled-1", "plaintext", "Untitled-1"),
        ("untitled:new.yaml", "yaml", "new.yaml"),
        ("untitled:/work/new.json", "json", "new.json"),
        ("vscode-notebook-cell:/work/book.ipynb#W0sZmlsZQ%3D%3D", "json", "book.ipynb.json"),
        ("", "json", "untitled.json"),
        ("file://", "json", "untitled.json"),
        ("file:///a%00b.json", "json", "ab.json"),
        ("http://[broken/a.json", "json", "untitled.json"),
        ("no uri at all", "yaml", "no uri at all.yaml"),
    ],
)
@pytest.mark.skipif(os.name == "nt", reason="paths of POSIX")
def test_the_name_that_a_uri_gives(uri: str, language: str, name: str) -> None:
    assert path_of(uri, language) == name


@pytest.mark.parametrize(
    ("uri", "name"),
    [
        ("file:///c%3A/Users/me/a.json", "c:\\Users\\me\\a.json"),
        ("file:///C:/Users/me/a.json", "C:\\Users\\me\\a.json"),
        ("file://server/share/a.json", "\\\\server\\share\\a.json"),
    ],
)
def test_the_name_that_a_uri_of_windows_gives(uri: str, name: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("ce_lint.lsp.documents.os.name", "nt")
    assert path_of(uri, "json") == name


@pytest.mark.parametrize(
    ("params", "folder"),
    [
        ({"rootUri": "file:///work/a%20b"}, "/work/a b"),
        ({"rootUri": "file:///work", "rootPath": "/other", "workspaceFolders": [{"uri": "file:///more"}]}, "/work"),
        ({"rootUri": None, "rootPath": "/work", "workspaceFolders": [{"uri": "file:///more"}]}, "/work"),
        (
            {"rootUri": None, "workspaceFolders": [{"uri": "file:///more", "name": "more"}, {"uri": "file:///b"}]},
            "/more",
        ),
        ({"rootUri": "vscode-vfs://github/a/b", "workspaceFolders": [{"uri": "file:///more"}]}, "/more"),
        ({"rootUri": 7, "rootPath": "here", "workspaceFolders": [[]]}, ""),
        ({"rootUri": "http://[broken", "rootPath": "a\0b", "workspaceFolders": {}}, ""),
        ({}, ""),
        (7, ""),
    ],
)
@pytest.mark.skipif(os.name == "nt", reason="paths of POSIX")
def test_the_folder_that_an_editor_shows(params: object, folder: str) -> None:
    assert find_root_folder(params) == folder
