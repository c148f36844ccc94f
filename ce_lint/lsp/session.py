"""What the server knows: the open documents, the configuration of each, and what was found in their versions."""

from __future__ import annotations

import gc
import os
import time
from collections.abc import Callable, Iterator, Mapping
from typing import NamedTuple

from ce_lint.config.discover import OWN_NAME, SHARED_NAME, list_parents
from ce_lint.document.read import MAX_BYTES
from ce_lint.files.walk import File
from ce_lint.lint.baseline import BASELINE_NAME
from ce_lint.lint.check_file import check_bytes
from ce_lint.lint.context import CliOverrides, FileContext, Project
from ce_lint.lint.fix import apply_fixes
from ce_lint.lint.result import FileResult
from ce_lint.lsp.documents import OpenDocument
from ce_lint.lsp.protocol import ClientCapabilities
from ce_lint.lsp.rpc import CONTENT_MODIFIED, RpcError
from ce_lint.rulebook.rule import Rule
from ce_lint.util.errors import UserError

CONFIG_NAMES = (OWN_NAME, SHARED_NAME, BASELINE_NAME)
_CHECK_INTERVAL = 1.0
"""Seconds for which the files of a configuration are taken to be unchanged."""

FileStamp = tuple[str, int, int]
"""Path, modification time in nanoseconds and size in bytes."""


class _Cached(NamedTuple):
    """What was made of one version of a document under one state of the configuration."""

    document: OpenDocument
    generation: int
    result: FileResult


class _CachedFix(NamedTuple):
    document: OpenDocument
    generation: int
    text: str


class Session:
    """One client with its documents.

    ``folder`` is where documents are that were never saved. ``generation`` counts how often the configuration was read
    again. ``show_error`` shows a sentence to the user. Methods that lint may run on any thread.
    """

    def __init__(self, show_error: Callable[[str], None] = lambda _: None) -> None:
        self.capabilities = ClientCapabilities()
        self.folder = os.getcwd()
        self.documents: dict[str, OpenDocument] = {}
        self.generation = 0
        self._show_error = show_error
        self._shown_errors: set[str] = set()
        self._errors_before_reload: set[str] = set()
        self._project = Project(CliOverrides())
        self._stamps: dict[str, tuple[float, tuple[FileStamp, ...]]] = {}
        self._results: dict[str, _Cached] = {}
        self._fixed_texts: dict[str, _CachedFix] = {}

    # -- documents

    def set_document(self, document: OpenDocument) -> None:
        """Open a document, or replace its last version."""
        self.documents[document.uri] = document

    def close(self, uri: str) -> None:
        self.documents.pop(uri, None)
        self._results.pop(uri, None)
        self._fixed_texts.pop(uri, None)

    def is_current(self, document: OpenDocument) -> bool:
        """Whether this is the version that the editor shows."""
        return self.documents.get(document.uri) is document

    def raise_if_stale(self, document: OpenDocument) -> None:
        """Raise RpcError (content modified) if the document has changed: nobody needs the answer any more."""
        if not self.is_current(document):
            raise RpcError(CONTENT_MODIFIED)

    def read_text(self, uri: str, path: str) -> str | None:
        """The text of a file as the editor has it, or else the disk; None if it cannot be read."""
        if uri in self.documents:
            return self.documents[uri].text
        try:
            with open(path, encoding="utf-8-sig", newline="") as file:
                return file.read()
        except (OSError, UnicodeDecodeError):
            return None

    # -- linting

    def lint(self, document: OpenDocument) -> FileResult:
        """What is found in this version. With an unusable configuration it is nothing, and the user sees why once."""
        try:
            return self._lint_cached(document)
        except UserError as error:
            self._show_error_once(str(error))
            return FileResult(document.name, skip_reason="the configuration cannot be used")

    def lint_text(self, document: OpenDocument, text: str) -> FileResult:
        """What would be found if the document had another text. Raises UserError."""
        return _lint(document.with_text(text, 0), self.file_context(document))

    def fix(self, document: OpenDocument) -> str:
        """The text after all safe fixes. Raises UserError, and RpcError as soon as the document has changed."""
        cached, generation = self._fixed_texts.get(document.uri), self.generation
        if cached is not None and cached.document is document and cached.generation == generation:
            return cached.text
        context = self.file_context(document)

        def lint(data: bytes) -> FileResult:
            self.raise_if_stale(document)
            return _lint(document.with_text(data.decode("utf-8"), 0), context)

        text = apply_fixes(document.data, self._lint_cached(document), lint).data.decode("utf-8")
        self._fixed_texts[document.uri] = _CachedFix(document, generation, text)
        return text

    def _lint_cached(self, document: OpenDocument) -> FileResult:
        cached, generation = self._results.get(document.uri), self.generation
        if cached is not None and cached.document is document and cached.generation == generation:
            return cached.result
        result = _lint(document, self.file_context(document))
        if self.is_current(document):
            self._results[document.uri] = _Cached(document, generation, result)
        return result

    # -- configuration

    def file_context(self, document: OpenDocument) -> FileContext:
        """What applies to a document. Raises UserError."""
        folder = os.path.dirname(document.name)
        if folder not in self._stamps:  # before anything is read, so that every later change is noticed
            self._stamps[folder] = time.monotonic(), self._stamp_files(document)
        return self._project.context(document.name)

    def rules_for(self, document: OpenDocument) -> Mapping[str, Rule]:
        """The rules that apply to a document, by their names. Raises UserError."""
        return {rule.name: rule for rule in self.file_context(document).settings.rules}

    def find_rule(self, name: str) -> Rule | None:
        """The rule of this name in the configuration of any open document."""
        for document in list(self.documents.values()):
            try:
                rule = self.rules_for(document).get(name)
            except UserError:
                continue
            if rule is not None:
                return rule
        return None

    def reload(self) -> None:
        """Forget configurations, rules and baselines, and all that was found by them."""
        self._project = Project(CliOverrides())
        self._stamps.clear()
        self._results.clear()
        self._fixed_texts.clear()
        self._errors_before_reload, self._shown_errors = self._shown_errors, set()
        self.generation += 1
        gc.collect()  # rules refer to each other, and automatic collection is rare here

    def reload_if_changed(self, document: OpenDocument, is_urgent: bool = False) -> bool:
        """Reload if the files of a document's configuration changed, since not every client watches them.

        Says whether it did. Unless it ``is_urgent``, the disk is read no more than once a second.
        """
        folder = os.path.dirname(document.name)
        if folder not in self._stamps:
            return False
        checked, before = self._stamps[folder]
        now = time.monotonic()
        if now - checked < _CHECK_INTERVAL and not is_urgent:
            return False
        stamp = self._stamp_files(document)
        self._stamps[folder] = now, stamp
        if stamp == before:
            return False
        self.reload()
        return True

    def _show_error_once(self, text: str) -> None:
        """Show the first line of an error, unless it was shown before and was true ever since."""
        if text in self._shown_errors:
            return
        self._shown_errors.add(text)
        if text not in self._errors_before_reload:
            sentence, _, rest = text.partition("\n")
            more = f" (and {rest.count(chr(10)) + 1} more)" if rest else ""
            self._show_error(f"ce-lint: {sentence}{more}")

    def _stamp_files(self, document: OpenDocument) -> tuple[FileStamp, ...]:
        """The state of all files that apply to a document, and the error if they cannot be used."""
        folder = os.path.dirname(document.name)
        paths = [os.path.join(parent, name) for parent in list_parents(folder) for name in CONFIG_NAMES]
        try:
            settings = self._project.context(document.name).settings
        except UserError:
            return *_stat_files(paths), (self._find_config_error(document), 0, 0)
        paths += [file.path for file in settings.chain]
        for file in settings.chain:
            if "rules" in file.data:
                for parent, _, names in os.walk(os.path.join(file.folder, file.data["rules"])):
                    paths += [os.path.join(parent, name) for name in sorted(names)]
        return tuple(_stat_files(paths))

    @staticmethod
    def _find_config_error(document: OpenDocument) -> str:
        """Why the configuration cannot be used now. It may come from a file that is not known by name."""
        try:
            Project(CliOverrides()).context(document.name)
        except UserError as error:
            return str(error)
        return ""


def _lint(document: OpenDocument, context: FileContext) -> FileResult:
    """Lint a version of a text as ``ce-lint check`` lints a file of that content."""
    name = context.settings.relative_path(document.name)
    if reason := context.settings.skip_reason(name):
        return FileResult(document.name, skip_reason=reason)
    data = document.data
    if len(data) > MAX_BYTES:
        return FileResult(document.name, skip_reason="it is larger than any instance document")
    return check_bytes(File(document.name, True), data, context)


def _stat_files(paths: list[str]) -> Iterator[FileStamp]:
    for path in paths:
        try:
            found = os.stat(path)
        except OSError:
            continue
        yield path, found.st_mtime_ns, found.st_size
