"""Work on another thread, so that messages are answered meanwhile."""

from __future__ import annotations

from collections.abc import Callable
from queue import SimpleQueue
from threading import Thread
from typing import Any, Generic, TypeVar

from ce_lint.lsp.transport import Event

T = TypeVar("T")
OnDone = Callable[[Any, Exception | None], None]


class Task(Generic[T]):
    """A piece of work whose outcome comes later: a result or an error.

    All methods but ``work`` belong to the main thread. A task that is settled or cancelled refers to nothing any more,
    so that neither it nor its document has to wait for the garbage collector.
    """

    def __init__(self, work: Callable[[], T], finish: Callable[[T], Any] | None = None) -> None:
        self.is_cancelled = False
        self._work: Callable[[], T] | None = work
        self._finish = finish
        self._on_done: OnDone | None = None

    def when_done(self, on_done: OnDone) -> None:
        """Have ``on_done`` called with the result, or with the error, unless the task is cancelled before."""
        self._on_done = on_done

    def cancel(self) -> None:
        """Drop the outcome. Work that has not begun is never done."""
        self.is_cancelled = True
        self._work = self._finish = self._on_done = None

    def work(self) -> T | None:
        """Do the work, unless the task was cancelled. Raises what the work raises."""
        work = self._work
        return work() if work is not None else None

    def settle(self, result: Any, error: Exception | None) -> None:
        """Take the outcome of the work."""
        finish, on_done = self._finish, self._on_done
        if self.is_cancelled:
            return
        self._work = self._finish = self._on_done = None
        if error is None and finish is not None:
            try:
                result = finish(result)
            except Exception as raised:
                error = raised.with_traceback(None)
        if on_done is not None:
            on_done(result, error)


class BackgroundRunner:
    """One thread that does one piece of work after the other. It never keeps the process from ending."""

    def __init__(self, post: Callable[[Event], None]) -> None:
        """``post`` hands an event to the main thread."""
        self._post = post
        self._tasks: SimpleQueue[Task[Any]] = SimpleQueue()
        self._thread: Thread | None = None

    def run(self, work: Callable[[], T], finish: Callable[[T], Any] | None = None) -> Task[T]:
        """Do ``work`` on the thread. Then ``finish`` makes of its result, on the main thread, that of the task."""
        task = Task(work, finish)
        self._tasks.put(task)
        if self._thread is None:
            self._thread = Thread(target=self._run_all, daemon=True)
            self._thread.start()
        return task

    def _run_all(self) -> None:
        while True:
            self._run_next(self._tasks.get())

    def _run_next(self, task: Task[Any]) -> None:
        if task.is_cancelled:
            return
        result: Any = None
        error: Exception | None = None
        try:
            result = task.work()
        except Exception as raised:
            error = raised.with_traceback(None)  # whose frames would keep the whole document alive
        self._post(lambda: task.settle(result, error))
