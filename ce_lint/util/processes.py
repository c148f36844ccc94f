"""Work on many items with several processes, in the order of the items."""

from __future__ import annotations

import os
from collections import deque
from collections.abc import Callable, Iterable, Iterator
from itertools import islice
from typing import Any, TypeVar

CHUNK = 128
FEW = 4 * CHUNK
"""As many items are done in this process first: it would take longer to start others."""

_MOST = 61
"""Windows waits for no more processes at a time."""

T = TypeVar("T")
R = TypeVar("R")


def in_order(work: Callable[[list[T]], R], items: Iterable[T], processes: int) -> Iterator[R]:
    """What ``work`` makes of the items, chunk by chunk.

    Other processes get a copy of ``work`` when they start. No more than a few chunks are under way at a time, so that a
    long run needs no more memory than a short one.
    """
    chunks = _chunks(items)
    if processes > 1:
        yield from map(work, islice(chunks, FEW // CHUNK))
        first = next(chunks, None)
        if first is not None:
            yield from _in_processes(work, first, chunks, processes)
    else:
        yield from map(work, chunks)


def _chunks(items: Iterable[T]) -> Iterator[list[T]]:
    rest = iter(items)
    while chunk := list(islice(rest, CHUNK)):
        yield chunk


def _in_processes(
    work: Callable[[list[T]], R], first: list[T], chunks: Iterator[list[T]], processes: int
) -> Iterator[R]:
    from concurrent.futures import Future, ProcessPoolExecutor

    try:
        made = ProcessPoolExecutor(min(processes, _MOST), initializer=_keep, initargs=(work,))
    except (ImportError, NotImplementedError, OSError):  # a system without semaphores
        yield work(first)
        yield from map(work, chunks)
        return
    with made as pool:
        in_flight: deque[Future[R]] = deque([pool.submit(_do, first)])
        for chunk in chunks:
            in_flight.append(pool.submit(_do, chunk))
            if len(in_flight) > 3 * processes:
                yield in_flight.popleft().result()
        while in_flight:
            yield in_flight.popleft().result()


_kept: list[Callable[[list[Any]], Any]] = []


def _keep(work: Callable[[list[Any]], Any]) -> None:
    """What a new process does first. Ctrl-C ends the first process, which ends the others."""
    import signal

    signal.signal(signal.SIGINT, signal.SIG_IGN)
    _kept[:] = [work]


def _do(chunk: list[Any]) -> Any:
    return _kept[0](chunk)


def cores() -> int:
    """How many processes this machine runs at a time, as far as this process may use them."""
    if hasattr(os, "sched_getaffinity"):
        return len(os.sched_getaffinity(0))
    return os.cpu_count() or 1
