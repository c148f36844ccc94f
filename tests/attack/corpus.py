"""Documents that showed a fault, kept as files: the document, and a note on it as JSON beside it.

The note holds the secrets, and of the mirror only what differs: pairs of an offset and of the text there.
"""

from __future__ import annotations

import hashlib
import json
import pathlib
from collections.abc import Iterator
from typing import Any, NamedTuple

from tests.attack.campaign import Found
from tests.attack.grammar import Document

FOLDER = pathlib.Path(__file__).parents[1] / "data" / "attack"
KNOWN = FOLDER / "known.txt"
"""The names of those that still show their fault, a line each."""
_ENCODINGS = ("utf-8-sig", "utf-16-le", "utf-16-be", "utf-8")


class Case(NamedTuple):
    """A kept document, the surface that showed the fault, and its kind."""

    name: str
    document: Document
    surface: str
    kind: str


def save(found: Found, folder: pathlib.Path = FOLDER) -> pathlib.Path:
    """Write a document and its note; the path of the document."""
    folder.mkdir(parents=True, exist_ok=True)
    document, fault = found.document, found.fault
    suffix = document.name.removeprefix("a") or ".json"
    digest = hashlib.sha256(f"{fault.surface}\0{document.text}".encode("utf-8", "surrogatepass")).hexdigest()[:8]
    path = folder / f"{fault.kind}-{digest}{suffix}"
    path.write_bytes(document.data)
    note = {
        "kind": fault.kind,
        "surface": found.surface,
        "shown": fault.surface,
        "name": document.name,
        "encoding": document.encoding,
        "labels": list(document.labels),
        "detail": fault.detail,
        "piece": fault.piece,
        "secrets": list(document.secrets),
        "mirrors": list(document.mirrors),
        "mirror": [list(pair) for pair in _differences(document.text, document.mirror)],
        "is_sound": document.is_sound,
    }
    note_path(path).write_text(json.dumps(note, indent=1, ensure_ascii=True) + "\n", "utf-8")
    return path


def note_path(path: pathlib.Path) -> pathlib.Path:
    """Where the note on a document stands."""
    return path.with_name(f"{path.name}.note.json")


def _differences(text: str, mirror: str) -> Iterator[tuple[int, str]]:
    at = 0
    while at < len(text):
        end = at
        while end < len(text) and text[end] != mirror[end]:
            end += 1
        if end > at:
            yield at, mirror[at:end]
        at = end + 1


def cases(folder: pathlib.Path = FOLDER) -> list[Case]:
    """Everything that was kept."""
    notes = sorted(folder.glob("*.note.json"))
    return [
        _case(path.with_name(path.name.removesuffix(".note.json")), json.loads(path.read_text("utf-8")))
        for path in notes
    ]


def _case(path: pathlib.Path, note: dict[str, Any]) -> Case:
    encoding = note["encoding"]
    codec = "utf-8" if encoding == "utf-8-sig" else encoding
    text = path.read_bytes().decode(codec, "surrogatepass").removeprefix("\ufeff" if encoding != "utf-8" else "")
    mirror = list(text)
    for at, piece in note["mirror"]:
        mirror[at : at + len(piece)] = piece
    document = Document(
        note["name"],
        text,
        "".join(mirror),
        encoding,
        tuple(note["secrets"]),
        tuple(note["mirrors"]),
        tuple(note["labels"]),
        is_sound=note["is_sound"],
        visible=(("unknown-event-type", "pollng"),),
    )
    return Case(path.name, document, note["surface"], note["kind"])


def known() -> set[str]:
    """The names of the documents that are known to show their fault still."""
    lines = KNOWN.read_text("utf-8").splitlines() if KNOWN.exists() else []
    return {line.strip() for line in lines if line.strip() and not line.startswith("#")}
