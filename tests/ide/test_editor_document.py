"""An editor document uses the file as it was parsed for the diagnostics, if that tells all it needs."""

from __future__ import annotations

import pytest

from ce_lint.document.nodes import Span
from ce_lint.document.read import ParsedFile, read, read_as_text
from ce_lint.ide.editor_document import EditorDocument
from ce_lint.ide.hover import find_hover
from ce_lint.ide.inlay_hints import find_hints
from ce_lint.ide.outline import find_folds, find_symbols
from tests.ide.editors import NOW, TEXTS


@pytest.mark.parametrize("name", TEXTS)
def test_a_parsed_file_is_used_and_gives_the_same_answers(name: str) -> None:
    text = TEXTS[name]
    parsed = read(name, text.encode())
    given, own = EditorDocument(name, text, parsed), EditorDocument(name, text)
    assert given.parsed is parsed
    assert given.source is parsed.source
    whole = Span(0, len(text))
    assert find_symbols(given) == find_symbols(own)
    assert find_folds(given) == find_folds(own)
    assert find_hints(given, whole, NOW) == find_hints(own, whole, NOW)
    for offset in range(0, len(text), 7):
        assert find_hover(given, offset, NOW) == find_hover(own, offset, NOW)


def test_a_parsed_file_of_no_document_is_used_too() -> None:
    """Otherwise every hover in a file of something else would parse it again."""
    text = '{"configuration": {"name": "web"}, "openapi": "3.1.0"}'
    parsed = read("a.json", text.encode())
    assert parsed.documents == []
    assert EditorDocument("a.json", text, parsed).parsed is parsed


YAML = "element: {key: sfdc}\nconfiguration:\n  event.vendor.type: polling\nname: a\n"


@pytest.mark.parametrize("parsed", [read("instance", YAML.encode()), read_as_text(YAML.encode()), ParsedFile([], None)])
def test_a_file_whose_format_the_linter_did_not_know_is_parsed_again(parsed: ParsedFile) -> None:
    editor = EditorDocument("instance", YAML, parsed)
    assert editor.parsed is not parsed
    assert [symbol.name for symbol in find_symbols(editor)] == ["element", "configuration", "name"]


def test_half_of_a_surrogate_pair_has_no_places() -> None:
    """While a client sends one half of an emoji, keys are still explained; there is no outline for a moment."""
    text = '{"element": {"key": "a"}, "name": "\ud83d"}'
    editor = EditorDocument("a.json", text)
    assert editor.source is None
    assert find_symbols(editor) == []
    found = find_hover(editor, 3, NOW)
    assert found is not None
    assert "`element`" in found.markdown
