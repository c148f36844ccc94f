"""Messages over two streams. They are read and written beside the work, so that neither side ever waits for the other.

The threads are daemons that touch nothing but raw streams: one that waits for the client never keeps the process from
ending, and holds no lock that the interpreter wants by then.
"""

from __future__ import annotations

import asyncio
import re
from collections.abc import Iterator
from contextlib import suppress
from io import RawIOBase
from queue import SimpleQueue
from threading import Semaphore, Thread

_LENGTH = re.compile(rb"content-length:[ \t]*(\d{1,9})[ \t]*\r?\n\Z", re.IGNORECASE)
_CHUNK = 64 * 1024
_LONGEST_LINE = 4096
_MOST_WAITING = 256
_PATIENCE = 1.0
"""Seconds for which a client that does not read may keep the process from ending."""


class Frames:
    """Finds the bodies of messages in a stream of bytes. After a wrong length it finds its way back to a header."""

    def __init__(self) -> None:
        self._left = bytearray()
        self._length: int | None = None
        self._is_body = False

    def feed(self, chunk: bytes) -> Iterator[bytes]:
        """The bodies that are whole now."""
        self._left += chunk
        while (body := self._next()) is not None:
            yield body

    def _next(self) -> bytes | None:
        while not self._is_body:
            if not self._read_line():
                return None
        length = self._length or 0
        if len(self._left) < length:
            return None
        body = bytes(self._left[:length])
        del self._left[:length]
        self._length, self._is_body = None, False
        return body

    def _read_line(self) -> bool:
        """Read a line of the header, where there is one."""
        end = self._left.find(b"\n") + 1
        if not end:
            del self._left[:-_LONGEST_LINE]
            return False
        line = bytes(self._left[:end])
        del self._left[:end]
        if found := _LENGTH.search(line):
            self._length = int(found[1])
        self._is_body = not line.strip() and self._length is not None
        return True


class Wire:
    """The two streams to a client."""

    def __init__(self, source: RawIOBase, sink: RawIOBase) -> None:
        self._source = source
        self._sink = sink
        self._loop = asyncio.get_running_loop()
        self._came: asyncio.Queue[bytes | None] = asyncio.Queue()
        self._room = Semaphore(_MOST_WAITING)
        self._goes: SimpleQueue[bytes | None] = SimpleQueue()
        self._writer = Thread(target=self._write, daemon=True)
        self._writer.start()
        Thread(target=self._read, daemon=True).start()

    @property
    def is_idle(self) -> bool:
        """Whether no message waits."""
        return self._came.empty()

    async def next(self) -> bytes | None:
        """The next message, or None where there will be no more."""
        body = await self._came.get()
        self._room.release()
        return body

    def write(self, data: bytes) -> None:
        """Send bytes, some time soon."""
        self._goes.put(data)

    def close(self) -> None:
        """Send what is left."""
        self._goes.put(None)
        self._writer.join(_PATIENCE)

    def _read(self) -> None:
        frames = Frames()
        with suppress(OSError, RuntimeError):  # RuntimeError: the loop is closed
            while chunk := self._source.read(_CHUNK):
                for body in frames.feed(chunk):
                    self._room.acquire()
                    self._loop.call_soon_threadsafe(self._came.put_nowait, body)
        with suppress(RuntimeError):
            self._loop.call_soon_threadsafe(self._came.put_nowait, None)

    def _write(self) -> None:
        is_there = True
        while (data := self._goes.get()) is not None:
            if is_there:
                is_there = self._written(memoryview(data))

    def _written(self, data: memoryview) -> bool:
        """Write everything; False where nobody reads any more."""
        try:
            while data:
                data = data[self._sink.write(data) or 0 :]
        except OSError:
            return False
        return True
