"""Work on another thread: its outcome comes back to the main one, unless nobody wants it any more."""

from __future__ import annotations

import gc
import threading
import weakref
from typing import Any

from ce_lint.lsp.background import BackgroundRunner, Task
from ce_lint.lsp.transport import EventQueue

Outcomes = list[tuple[Any, Exception | None]]


def outcomes_of(task: Task[Any], outcomes: Outcomes) -> None:
    task.when_done(lambda result, error: outcomes.append((result, error)))


def test_results_and_errors_come_in_order_on_the_main_thread() -> None:
    events, outcomes = EventQueue(), Outcomes()
    runner = BackgroundRunner(events.put)
    outcomes_of(runner.run(lambda: threading.current_thread() is threading.main_thread()), outcomes)
    outcomes_of(runner.run(lambda: 1 // 0), outcomes)
    outcomes_of(runner.run(lambda: 6, lambda result: result * 7), outcomes)
    outcomes_of(runner.run(lambda: 0, lambda result: 1 // result), outcomes)
    outcomes_of(runner.run(threading.get_ident, lambda ident: ident != threading.get_ident()), outcomes)
    for _ in range(5):
        events.next()()
    assert [result for result, error in outcomes if error is None] == [False, 42, True]
    assert [type(error) for _, error in outcomes if error is not None] == [ZeroDivisionError] * 2


def test_what_is_cancelled_before_it_begins_is_never_done_and_later_it_is_dropped() -> None:
    events, outcomes = EventQueue(), Outcomes()
    done: list[str] = []
    runner = BackgroundRunner(events.put)
    has_begun, may_end = threading.Event(), threading.Event()

    def work() -> None:
        has_begun.set()
        may_end.wait(60)
        done.append("begun")

    first = runner.run(work)
    never = runner.run(lambda: done.append("never"))
    last = runner.run(lambda: done.append("last"))
    for task in (first, never, last):
        outcomes_of(task, outcomes)
    assert has_begun.wait(60)
    first.cancel()
    never.cancel()
    may_end.set()
    events.next()()
    events.next()()
    assert done == ["begun", "last"]
    assert outcomes == [(None, None)]


def test_nothing_that_failed_keeps_its_document_alive() -> None:
    """An error refers to the frames that it passed, and cycles are seldom collected in the server."""

    class Document:
        pass

    def fail(document: Document) -> None:
        raise ValueError

    events, outcomes = EventQueue(), Outcomes()
    runner = BackgroundRunner(events.put)
    document = Document()
    alive = weakref.ref(document)
    gc.disable()
    try:
        outcomes_of(runner.run(lambda document=document: fail(document)), outcomes)  # type: ignore[misc]
        del document
        events.next()()
        runner.run(lambda: None)
        events.next()()
        assert isinstance(outcomes[0][1], ValueError)
        assert alive() is None
    finally:
        gc.enable()
