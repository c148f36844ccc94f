"""Where open documents are judged: as ``ce-lint check`` judges files, by the configuration that applies now."""

from __future__ import annotations

import os
import time
from collections.abc import Callable, Iterator
from typing import NamedTuple

from ce_lint.config.discover import OWN_NAME, SHARED_NAME, upwards
from ce_lint.document.read import MAX_BYTES
from ce_lint.files.walk import File
from ce_lint.lint.baseline import BASELINE_NAME
from ce_lint.lint.check_file import FileResult, check_bytes
from ce_lint.lint.context import CliOverrides, FileContext, Project
from ce_lint.lint.fix import apply_fixes
from ce_lint.lsp.documents import OpenDocument
from ce_lint.util.errors import UserError

_NAMES = (OWN_NAME, SHARED_NAME, BASELINE_NAME)
_PATIENCE = 1.0
"""Seconds for which what was read of the configuration is taken to be what stands there."""

Stamp = tuple[tuple[str, int, int], ...]


class _Kept(NamedTuple):
    document: OpenDocument
    generation: int
    result: FileResult


class _FixedText(NamedTuple):
    document: OpenDocument
    generation: int
    text: str


class Workshop:
    """Judges documents. ``generation`` counts how often the configuration was read anew."""

    def __init__(self, overrides: CliOverrides = CliOverrides()) -> None:  # noqa: B008 (it never changes)
        self._overrides = overrides
        self._project = Project(overrides)
        self._stamps: dict[str, tuple[float, Stamp]] = {}
        self._results: dict[str, _Kept] = {}
        self._mended: dict[str, _FixedText] = {}
        self.generation = 0

    def result(self, document: OpenDocument) -> FileResult:
        """What comes of a version of a text. Raises UserError for a configuration that cannot be used."""
        kept = self._results.get(document.uri)
        if kept is None or not self.has(document):
            kept = self.keep(document, self.generation, check_document(document, self.context(document)))
        return kept.result

    def has(self, document: OpenDocument) -> bool:
        """Whether this version was judged already."""
        kept = self._results.get(document.uri)
        return kept is not None and kept.document is document and kept.generation == self.generation

    def keep(self, document: OpenDocument, generation: int, result: FileResult) -> _Kept:
        """Remember what came of a version."""
        kept = self._results[document.uri] = _Kept(document, generation, result)
        return kept

    def fixed(self, document: OpenDocument, insist: Callable[[OpenDocument], None]) -> str:
        """The text of a document after all fixes that are safe. ``insist`` raises where nobody wants it any more."""
        kept, generation = self._mended.get(document.uri), self.generation
        if kept is not None and kept.document is document and kept.generation == generation:
            return kept.text
        context = self.context(document)

        def check(data: bytes) -> FileResult:
            insist(document)
            return check_document(document.with_text(data.decode("utf-8"), 0), context)

        text = apply_fixes(document.data, self.result(document), check).data.decode("utf-8")
        self._mended[document.uri] = _FixedText(document, generation, text)
        return text

    def context(self, document: OpenDocument) -> FileContext:
        """What applies to a document. Raises UserError."""
        folder = os.path.dirname(document.name)
        if folder not in self._stamps:  # before anything is read: what changes from now on is noticed
            self._stamps[folder] = time.monotonic(), self._stamp(document)
        return self._project.context(document.name)

    def forget(self, uri: str) -> None:
        """A document was closed."""
        self._results.pop(uri, None)
        self._mended.pop(uri, None)

    def reload(self) -> None:
        """Read configurations, rules and baselines anew when they are next asked for."""
        self._project = Project(self._overrides)
        self._stamps.clear()
        self._results.clear()
        self.generation += 1

    def notice(self, document: OpenDocument, at_once: bool = False) -> bool:
        """Reload where what applies to a document changed on the disk: not every client can watch. Whether it did.

        Unless it must be known ``at_once``, the disk is looked at no more than once a second.
        """
        folder = os.path.dirname(document.name)
        if folder not in self._stamps:
            return False
        seen, before = self._stamps[folder]
        now = time.monotonic()
        if now - seen < _PATIENCE and not at_once:
            return False
        stamp = self._stamp(document)
        self._stamps[folder] = now, stamp
        if stamp == before:
            return False
        self.reload()
        return True

    def _stamp(self, document: OpenDocument) -> Stamp:
        """What can be told at a glance of all that applies to a document; of what cannot be used, also why."""
        folder = os.path.dirname(document.name)
        paths = [os.path.join(parent, name) for parent in upwards(folder) for name in _NAMES]
        try:
            settings = self._project.context(document.name).settings
        except UserError:
            return *_stamps(paths), (self._complaint(document), 0, 0)
        paths += [file.path for file in settings.chain]
        folders = [os.path.join(file.folder, file.data["rules"]) for file in settings.chain if "rules" in file.data]
        for rules in folders:
            for parent, _, names in os.walk(rules):
                paths += [os.path.join(parent, name) for name in sorted(names)]
        return tuple(_stamps(paths))

    def _complaint(self, document: OpenDocument) -> str:
        """Why the configuration cannot be used now: nobody knows which of its files would have to change."""
        try:
            Project(self._overrides).context(document.name)
        except UserError as error:
            return str(error)
        return ""


def check_document(document: OpenDocument, context: FileContext) -> FileResult:
    """Judge a version of a text, wherever it runs."""
    file = File(document.name, True)
    name = context.settings.relative(document.name)
    if skip_reason := context.settings.skip_reason(name):
        return FileResult(document.name, skip_reason=skip_reason)
    data = document.data
    if len(data) > MAX_BYTES:
        return FileResult(document.name, skip_reason="no instance document is as large")
    return check_bytes(file, data, context)


def _stamps(paths: list[str]) -> Iterator[tuple[str, int, int]]:
    for path in paths:
        try:
            found = os.stat(path)
        except OSError:
            continue
        yield path, found.st_mtime_ns, found.st_size
