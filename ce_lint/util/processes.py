"""Calling a function for many items in several processes; the results come in the order of the items."""

from __future__ import annotations

import os
from collections import deque
from collections.abc import Callable, Iterable, Iterator
from itertools import islice
from typing import Any, TypeVar

CHUNK = 128
"""Items per call."""
FEW = 4 * CHUNK
"""The first items are worked on in this process: starting others would take longer."""

_MAX_PROCESSES = 61
"""Windows cannot wait for more processes at a time."""

T = TypeVar("T")
R = TypeVar("R")


def map_in_order(work: Callable[[list[T]], R], items: Iterable[T], processes: int) -> Iterator[R]:
    """Call ``work`` with one chunk of the items after the other and yield its results in that order.

    With ``processes`` above 1, chunks beyond the first few go to that many other processes, which get a copy of
    ``work`` when they start (so it must be picklable). Three chunks for each process are in flight at most, so that a
    long run needs no more memory than a short one. Raises what ``work`` raises.
    """
    chunks = _split_into_chunks(items)
    if processes > 1:
        yield from map(work, islice(chunks, FEW // CHUNK))
        first = next(chunks, None)
        if first is not None:
            yield from _map_in_processes(work, first, chunks, processes)
    else:
        yield from map(work, chunks)


def _split_into_chunks(items: Iterable[T]) -> Iterator[list[T]]:
    rest = iter(items)
    while chunk := list(islice(rest, CHUNK)):
        yield chunk


def _map_in_processes(
    work: Callable[[list[T]], R], first: list[T], chunks: Iterator[list[T]], processes: int
) -> Iterator[R]:
    from concurrent.futures import Future, ProcessPoolExecutor

    try:
        executor = ProcessPoolExecutor(min(processes, _MAX_PROCESSES), initializer=_initialize, initargs=(work,))
    except (ImportError, NotImplementedError, OSError):  # a system without semaphores
        yield work(first)
        yield from map(work, chunks)
        return
    with executor as pool:
        in_flight: deque[Future[R]] = deque([pool.submit(_work_on, first)])
        for chunk in chunks:
            in_flight.append(pool.submit(_work_on, chunk))
            if len(in_flight) > 3 * processes:
                yield in_flight.popleft().result()
        while in_flight:
            yield in_flight.popleft().result()


_work: list[Callable[[list[Any]], Any]] = []
"""In a worker process: the function it works with. It is sent once, not with every chunk."""


def _initialize(work: Callable[[list[Any]], Any]) -> None:
    """Prepare a new worker process. It ignores Ctrl-C: the first process ends, and ends the workers."""
    import signal

    signal.signal(signal.SIGINT, signal.SIG_IGN)
    _work[:] = [work]


def _work_on(chunk: list[Any]) -> Any:
    return _work[0](chunk)


def count_cores() -> int:
    """How many processor cores this process may use; at least 1."""
    if hasattr(os, "sched_getaffinity"):
        return len(os.sched_getaffinity(0))
    return os.cpu_count() or 1
