"""Files are named from the root of the repository, whatever leads to them."""

from __future__ import annotations

import json
import os
import pathlib
import re
from urllib.parse import unquote_to_bytes, urlsplit

import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st

from ce_lint.lint.result import FileResult
from ce_lint.report.formats import create_report
from ce_lint.report.paths import Places
from tests.report.samples import parsed, violation

_URI = re.compile(r"(?:file://)?(?:[A-Za-z0-9\-._~/]|%[0-9A-F]{2})+\Z")  # the unreserved characters of RFC 3986

NAMES = [
    ("a.json", "a.json"),
    ("a b.json", "a%20b.json"),
    ("ä/😀.json", "%C3%A4/%F0%9F%98%80.json"),
    ("#1.json", "%231.json"),
    ("100%.json", "100%25.json"),
    ("%20.json", "%2520.json"),
    ("a:b.json", "a%3Ab.json"),
    ("a?b=c&d.json", "a%3Fb%3Dc%26d.json"),
    ("-.json", "-.json"),
]


@pytest.fixture
def root(tmp_path: pathlib.Path, monkeypatch: pytest.MonkeyPatch) -> pathlib.Path:
    made = tmp_path / "repository"
    (made / "sub").mkdir(parents=True)
    monkeypatch.chdir(made)
    return made


@pytest.mark.parametrize(("name", "uri"), NAMES)
def test_names_within_the_root(name: str, uri: str, root: pathlib.Path, monkeypatch: pytest.MonkeyPatch) -> None:
    places = Places(str(root))
    for path in (name, f"./{name}", f"sub/../{name}", str(root / name)):
        assert places.path(path) == name
        assert places.uri(path) == uri
    monkeypatch.chdir(root / "sub")
    assert places.path(name) == f"sub/{name}"
    assert places.path(f"../{name}") == name


@settings(derandomize=True, deadline=None, database=None)
@given(st.text(st.characters(exclude_characters="/\\\0"), min_size=1, max_size=40))
def test_any_name_is_a_uri_and_back(name: str) -> None:
    assume(name.strip(".") and len(name) < 40)
    try:
        raw = os.fsencode(name)
    except UnicodeEncodeError:  # no file system hands out such a name
        return
    for places in (Places("."), Places("/elsewhere")):
        uri = places.uri(name)
        assert _URI.match(uri), uri
        assert unquote_to_bytes(urlsplit(uri).path).rpartition(b"/")[2] == raw
        places.path(name).encode()


def test_outside_of_the_root_a_path_is_absolute(root: pathlib.Path) -> None:
    places = Places(str(root / "sub"))
    real = os.path.realpath(root).replace(os.sep, "/")
    assert places.path("a b.json") == f"{real}/a b.json"
    assert places.uri("a b.json") == f"file://{real}/a%20b.json"
    assert not places.is_inside("a b.json")
    assert not Places(str(root)).is_inside(f"{root}2/a.json")


@pytest.mark.skipif(os.name == "nt", reason="symbolic links need a right on Windows")
def test_links_are_followed(tmp_path: pathlib.Path, root: pathlib.Path) -> None:
    (root / "sub" / "a.json").touch()
    (tmp_path / "out.json").touch()
    (tmp_path / "checkout").symlink_to(root)
    (root / "folder").symlink_to("sub")
    (root / "link.json").symlink_to("sub/a.json")
    (root / "leads-out.json").symlink_to("../out.json")
    for start in (str(root), str(tmp_path / "checkout")):
        places = Places(start)
        for path in ("sub/a.json", "folder/a.json", "link.json", str(tmp_path / "checkout" / "folder" / "a.json")):
            assert places.path(path) == "sub/a.json"
        assert places.path("folder/new.json") == "sub/new.json"
        assert places.path("leads-out.json") == "leads-out.json"
        assert not places.is_inside("../out.json")


def test_sarif_bases_on_the_root_what_is_inside(root: pathlib.Path) -> None:
    result = FileResult("sub/a b.json", parsed("{}"), (violation(path="sub/a b.json"),))
    for at, uri in ((root, "sub/a%20b.json"), (root / "sub", "a%20b.json")):
        (entry,) = create_report("sarif", [], str(at)).entries(result)
        artifact = json.loads(entry)["locations"][0]["physicalLocation"]["artifactLocation"]
        assert artifact == {"uri": uri, "uriBaseId": "SRCROOT"}
    (entry,) = create_report("sarif", [], str(root / "other")).entries(result)
    artifact = json.loads(entry)["locations"][0]["physicalLocation"]["artifactLocation"]
    assert set(artifact) == {"uri"}
    assert artifact["uri"].startswith("file:///")
