"""The campaign in short: what it found before, a few seconds of it with new documents, and that it can find anything.

``python -m tests.attack`` is the long form. A document that shows a fault is kept under ``tests/data/attack``; while it
is listed in ``known.txt`` there, it must go on failing: whoever repairs it takes it off the list.
"""

from __future__ import annotations

import base64
import hashlib
import json
import pathlib
from collections.abc import Iterator
from functools import partial
from random import Random

import pytest

from tests.attack import corpus, oracle
from tests.attack.campaign import Campaign, Found, examine
from tests.attack.grammar import PLACES, Document, document, documents, make
from tests.attack.mutations import MUTATIONS
from tests.attack.oracle import read_values
from tests.attack.planted import ANY, SHAPES, plant
from tests.attack.shrink import shrunk
from tests.attack.surfaces import SURFACES, Output, Surfaces
from tests.attack.writers import END, NAME, START, Marked, Span

KNOWN = corpus.known()
SEED, COUNT = 20261123, 25


@pytest.fixture(scope="module")
def surfaces() -> Iterator[Surfaces]:
    made = Surfaces()
    yield made
    made.close()


# -- what was found


def cases() -> list[object]:
    marks = {name: [pytest.mark.xfail(strict=True, reason="known")] for name in KNOWN}
    return [pytest.param(case, id=case.name, marks=marks.get(case.name, ())) for case in corpus.cases()]


@pytest.mark.parametrize("case", cases())
def test_what_was_found_is_not_found_again(case: corpus.Case, surfaces: Surfaces) -> None:
    assert not examine(surfaces, case.surface, case.document, with_mirror=True)


def test_the_list_of_what_is_known_names_documents() -> None:
    assert {case.name for case in corpus.cases()} >= KNOWN


# -- new documents


@pytest.mark.parametrize("number", range(COUNT))
def test_no_crash_no_hang_no_wrong_place(number: int, surfaces: Surfaces) -> None:
    made = document(SEED, number)
    if made is None:
        pytest.skip("the mirror has another form")
    for surface in SURFACES:
        found = [fault for fault in examine(surfaces, surface, made) if fault.kind in {"crash", "hang", "place"}]
        assert not found, (found, made.text)


def test_no_secret_is_shown(surfaces: Surfaces) -> None:
    campaign = Campaign(surfaces)
    for number, made in documents(SEED, 80):
        campaign.attack(made, f"{SEED}/{number}")
    assert not campaign.kept, campaign.summary(0)


# -- the parts of the campaign


@pytest.mark.parametrize("shape", SHAPES)
def test_a_secret_and_its_mirror_have_no_piece_in_common(shape: str) -> None:
    for seed in range(50):
        one = plant(Random(seed), (shape,))
        assert len(one.value) == len(one.mirror)
        assert list(map(str.isalpha, one.value)) == list(map(str.isalpha, one.mirror))
        same = [mine == yours for mine, yours in zip(one.value, one.mirror, strict=True)]
        fixed = {"private key", "google", "stripe", "github", "gitlab", "aws", "slack", "sendgrid", "jwt"}
        pieces = [(same[at : at + 4], one.value[at : at + 4]) for at in range(len(same) - 3)]
        assert shape in fixed or not any(all(equal) and any(map(str.isalnum, piece)) for equal, piece in pieces)


def test_a_document_is_made_again() -> None:
    for number, made in documents(7, 30):
        assert document(7, number) == made


@pytest.mark.parametrize("place", PLACES)
def test_every_place_holds_a_secret(place: str) -> None:
    count = 0
    for number in range(40):
        try:
            made = make(partial(Random, f"{place}/{number}"), 0.0, [place])
        except ValueError:
            continue
        count += made.text != made.mirror
        assert len(made.text) == len(made.mirror)
    assert count > 20


def test_other_readers_read_what_the_grammar_writes() -> None:
    """All of what is not torn, but for comments that stand in the middle of a block of text."""
    sound = [made for _, made in documents(11, 200, mutated=0.0) if made.is_sound]
    refused = [made for made in sound if read_values(made.name or "a.json", made.data) is None]
    assert len(sound) > 120
    assert len(refused) <= len(sound) // 50, refused[0].text


@pytest.mark.parametrize("name", MUTATIONS)
def test_a_mutation_does_the_same_to_the_mirror(name: str) -> None:
    changed = 0
    for seed in range(40):
        pair = []
        for secret in ("Zq7Xw9Kv2Lp8Tn4c", "Bm3Rf5Dz6Gh1Js7k"):
            text = f'{{\n  {NAME}"password": "{START}{secret}{END}",\n  "name": "Sales"\n}}\n'
            torn = MUTATIONS[name][0](text, Random(seed))
            assert "password" in torn or name in {"cut", "beheaded"}
            pair.append(Marked.of(torn).text.replace(secret, "#"))
            changed += torn != text
        assert len(pair[0]) == len(pair[1])
    assert changed


def _document(text: str, mirror: str, secret: str, other: str) -> Document:
    return Document("a.json", text, mirror, "utf-8", (secret,), (other,), ("body", "json"))


SECRET, OTHER = 'Zq7"Xw9&Kv2/Lp8=Tn4', 'Bm3"Rf5&Dz6/Gh1=Js7'
VIEWS = [
    SECRET,
    SECRET[3:7],
    f"see {json.dumps(SECRET)} there",
    json.dumps(json.dumps(SECRET)),
    "Zq7%22Xw9%26Kv2%2FLp8%3DTn4",
    "Zq7&quot;Xw9&amp;Kv2/Lp8",
    '\x1b[31mZq7\x1b[0m"Xw9',
    "\\u0058\\u0077\\u0039\\u0026Kv2",
    base64.b64encode(f"a{SECRET}".encode()).decode(),
    base64.b64encode(f"jane:{SECRET}".encode()).decode(),
    SECRET.encode().hex(),
    hashlib.sha256(SECRET.encode()).hexdigest(),
    hashlib.md5(SECRET.encode()).hexdigest(),
    "${ZQ7_XW9_KV2}",
]


@pytest.mark.parametrize("text", VIEWS)
def test_a_piece_of_a_secret_is_found(text: str) -> None:
    made = _document(SECRET, OTHER, SECRET, OTHER)
    found = oracle.leaks(Output("text", text), made)
    assert found
    assert not oracle.leaks(Output("text", "nothing of it: Xw9, Zq7, Kv2"), made)
    assert not oracle.by_chance(found, [Output("text", "other text")])
    assert oracle.by_chance(found, [Output("text", text)]) == found


def test_what_takes_the_place_of_a_text_may_repeat_it() -> None:
    made = _document(SECRET, OTHER, SECRET, OTHER)
    assert oracle.leaks(Output("edit", SECRET), made)
    assert not oracle.leaks(Output("edit", SECRET, allowed=f"x {SECRET}"), made)


def test_other_faults_are_found() -> None:
    made = _document('{"a": 1}', '{"a": 1}', "", "")
    outputs = {
        "crash": Output("text", "ce-lint: internal error: KeyError at a.py:1. Please report it."),
        "status": Output("text", "", 3),
        "place": Output("json", "{}", 0, "json", stray="5:1 is outside of the text"),
        "control": Output("text", "a\x07b", 0, "text"),
        "form": Output("json", "{", 0, "json"),
        "fix": Output("fix", "", 0, "text", fixed=b'{"a": '),
    }
    for kind, output in outputs.items():
        assert [fault.kind for fault in oracle.faults(made, output)] == [kind]
    assert not list(oracle.faults(made, Output("text", "\x1b[31ma\x1b[0m\n", 1, "colour")))


def test_a_hash_that_a_secret_has_a_part_in_is_found() -> None:
    one, other = (Output("gitlab", f"fingerprint: {hashlib.sha1(text).hexdigest()}") for text in (b"a", b"b"))
    assert [fault.kind for fault in oracle.hash_faults([one], [other])] == ["hash"]
    assert not list(oracle.hash_faults([one], [one]))


def test_a_document_shrinks_to_what_shows_a_fault() -> None:
    text = '{\n  "element": {"key": "sfdc"},\n  "password": "Zq7Xw9Kv",\n  "tags": [1, 2],\n  "name": "Sales"\n}\n'
    start = text.index("password")
    made = _document(text, text.replace("Zq7Xw9Kv", "Bm3Rf5Dz"), "Zq7Xw9Kv", "Bm3Rf5Dz")
    made = made._replace(kept=(Span(start, text.index("Kv") + 2),))
    small = shrunk(made, lambda one: "tags" in one.text, 10.0)
    assert small.text == 'password": "Zq7Xw9Kvtags'
    assert small.mirror == 'password": "Bm3Rf5Dztags'


def test_a_document_is_kept_and_comes_back(tmp_path: pathlib.Path) -> None:
    saved = {}
    for number, made in documents(3, 25):
        fault = oracle.Fault("leak", "text", "", "abcd")
        saved[corpus.save(Found(fault, "text", made, f"3/{number}"), tmp_path).name] = made
    for case in corpus.cases(tmp_path):
        made = saved[case.name]
        assert (tmp_path / case.name).read_bytes() == made.data == case.document.data
        assert case.document.mirror_data == made.mirror_data
        assert case.document.secrets == made.secrets
    assert len(corpus.cases(tmp_path)) == len(saved) > 20


def test_every_surface_says_something(surfaces: Surfaces) -> None:
    configuration = {"event.vendor.type": "pollng", "event.objects": "a"}
    text = json.dumps({"element": {"key": "sfdc"}, "configuration": configuration, "name": "x "}).encode()
    for surface in SURFACES:
        outputs = surfaces.run(surface, "a.json", text)
        assert any(output.text for output in outputs), surface
        assert all(output.status in (None, 0, 1, 2) for output in outputs)


def test_the_shapes_are_those_of_real_secrets() -> None:
    assert len({plant(Random(seed), ANY).value for seed in range(200)}) == 200
