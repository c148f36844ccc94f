"""Messages over two byte streams, framed by ``Content-Length`` headers (LSP 3.17, "Base Protocol").

One thread reads and one writes, so that a slow client never blocks the server. Both are daemons that touch only raw
streams: a thread that waits for the client neither keeps the process alive nor holds a lock the interpreter needs to
exit.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from contextlib import suppress
from io import RawIOBase
from queue import SimpleQueue
from threading import Semaphore, Thread

Event = Callable[[], None]
"""Something for the main thread to do."""

_LENGTH = re.compile(rb"content-length:[ \t]*(\d{1,9})[ \t]*\r?\n\Z", re.IGNORECASE)
_CHUNK = 64 * 1024
_LONGEST_LINE = 4096
_MOST_WAITING = 256
_CLOSE_TIMEOUT = 1.0
"""Seconds for which a client that does not read may delay the end of the process."""


class Frames:
    """Finds the bodies of messages in a stream of bytes. After a wrong length it resumes at the next header."""

    def __init__(self) -> None:
        self._buffer = bytearray()
        self._length: int | None = None
        self._is_in_body = False

    def feed(self, chunk: bytes) -> Iterator[bytes]:
        """Take the next bytes of the stream and yield the bodies that are complete now."""
        self._buffer += chunk
        while (body := self._take_body()) is not None:
            yield body

    def _take_body(self) -> bytes | None:
        while not self._is_in_body:
            if not self._read_header_line():
                return None
        length = self._length or 0
        if len(self._buffer) < length:
            return None
        body = bytes(self._buffer[:length])
        del self._buffer[:length]
        self._length, self._is_in_body = None, False
        return body

    def _read_header_line(self) -> bool:
        """Consume one line of a header; False if none is complete yet."""
        end = self._buffer.find(b"\n") + 1
        if not end:
            del self._buffer[:-_LONGEST_LINE]
            return False
        line = bytes(self._buffer[:end])
        del self._buffer[:end]
        if found := _LENGTH.search(line):
            self._length = int(found[1])
        self._is_in_body = not line.strip() and self._length is not None
        return True


class EventQueue:
    """What the main thread has to do, in order. Any thread may add to it."""

    def __init__(self) -> None:
        self._events: SimpleQueue[Event] = SimpleQueue()

    @property
    def is_empty(self) -> bool:
        return self._events.empty()

    def put(self, event: Event) -> None:
        self._events.put(event)

    def next(self) -> Event:
        """The next event; blocks until there is one."""
        return self._events.get()


class Transport:
    """The two streams of a client.

    Call ``start`` once. ``on_message`` then gets the body of each message and ``on_end`` is called when there will be
    no more, both as events of ``events``, that is, on the main thread.
    """

    def __init__(self, source: RawIOBase, sink: RawIOBase, events: EventQueue) -> None:
        self._source = source
        self._sink = sink
        self._events = events
        self._room = Semaphore(_MOST_WAITING)
        self._outgoing: SimpleQueue[bytes | None] = SimpleQueue()
        self._writer = Thread(target=self._write_all, daemon=True)

    def start(self, on_message: Callable[[bytes], None], on_end: Event) -> None:
        self._writer.start()
        Thread(target=self._read_all, args=(on_message, on_end), daemon=True).start()

    def send(self, body: bytes) -> None:
        """Send a message. Returns at once, and may be called from any thread."""
        self._outgoing.put(b"Content-Length: %d\r\n\r\n%b" % (len(body), body))

    def close(self) -> None:
        """Send what is left, and then nothing more."""
        self._outgoing.put(None)
        self._writer.join(_CLOSE_TIMEOUT)

    def _read_all(self, on_message: Callable[[bytes], None], on_end: Event) -> None:
        def deliver(body: bytes) -> None:
            self._room.release()
            on_message(body)

        frames = Frames()
        with suppress(OSError):
            while chunk := self._source.read(_CHUNK):
                for body in frames.feed(chunk):
                    self._room.acquire()
                    self._events.put(lambda body=body: deliver(body))  # type: ignore[misc]
        self._events.put(on_end)

    def _write_all(self) -> None:
        is_open = True
        while (data := self._outgoing.get()) is not None:
            is_open = is_open and self._write(memoryview(data))

    def _write(self, data: memoryview) -> bool:
        """Write all of the data; False if nobody reads any more."""
        try:
            while data:
                data = data[self._sink.write(data) or 0 :]
        except OSError:
            return False
        return True
