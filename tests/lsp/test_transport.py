"""Messages in a stream of bytes, in whatever pieces it comes and whatever stands between them."""

from __future__ import annotations

import io
import os
import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ce_lint.lsp.transport import EventQueue, Frames, Transport


def framed(body: bytes) -> bytes:
    return b"Content-Length: %d\r\n\r\n%b" % (len(body), body)


def read(stream: bytes, sizes: list[int]) -> list[bytes]:
    frames, found, at = Frames(), [], 0
    for size in [*sizes, len(stream)]:
        found += frames.feed(stream[at : at + size])
        at += size
    return found


@given(st.lists(st.binary(max_size=60)), st.lists(st.integers(0, 40)))
def test_messages_come_out_as_they_went_in(bodies: list[bytes], sizes: list[int]) -> None:
    assert read(b"".join(framed(body) for body in bodies), sizes) == bodies


@pytest.mark.parametrize(
    ("stream", "bodies"),
    [
        (b"content-length:2\r\n\r\n{}", [b"{}"]),
        (b"Content-Length: 2\n\n{}", [b"{}"]),
        (b"Content-Type: application/vscode-jsonrpc; charset=utf-8\r\nContent-Length: 2\r\n\r\n{}", [b"{}"]),
        (b"Content-Length: 2\r\nContent-Type: x\r\n\r\n{}" + framed(b"[]"), [b"{}", b"[]"]),
        (b"\r\n\r\nnonsense\r\n\r\n" + framed(b"{}"), [b"{}"]),
        (b"GET / HTTP/1.1\r\nHost: localhost\r\n\r\n" + framed(b"{}"), [b"{}"]),
        (b'Content-Length: 3\r\n\r\n{"id": 1}' + framed(b"{}"), [b'{"i', b"{}"]),  # too short, and found again
        (b"Content-Length: -2\r\n\r\n" + framed(b"{}"), [b"{}"]),
        (b"Content-Length: two\r\n\r\n" + framed(b"{}"), [b"{}"]),
        (b"Content-Length: 99999999999999999999\r\n\r\n" + framed(b"{}"), [b"{}"]),
        (b"Content-Length: 0\r\n\r\n" + framed(b"{}"), [b"", b"{}"]),
        (b"x" * 100_000 + b"\r\n" + framed(b"{}"), [b"{}"]),
        (b"Content-Length: 20\r\n\r\n{}", []),
    ],
)
@given(sizes=st.lists(st.integers(1, 30), max_size=20))
def test_what_is_between_messages_is_skipped(stream: bytes, bodies: list[bytes], sizes: list[int]) -> None:
    assert read(stream, sizes) == bodies


class Connected:
    """A transport over two pipes, and the ends of them that a client has."""

    def __init__(self) -> None:
        (ours, self.write_end), (self.read_end, sink) = os.pipe(), os.pipe()
        self.source, self.sink = open(ours, "rb", 0), open(sink, "wb", 0)  # noqa: SIM115
        self.events = EventQueue()
        self.transport = Transport(self.source, self.sink, self.events)
        self.bodies: list[bytes | None] = []
        self.transport.start(self.bodies.append, lambda: self.bodies.append(None))

    def close(self) -> None:
        self.transport.close()
        self.source.close()
        self.sink.close()


def test_a_client_that_reads_nothing_stops_nothing() -> None:
    """Whatever is sent waits in memory, and messages still come in."""
    connected = Connected()
    start = time.monotonic()
    for _ in range(100):
        connected.transport.send(b"x" * 100_000)
    os.write(connected.write_end, framed(b"{}"))
    connected.events.next()()
    assert connected.bodies == [b"{}"]
    assert time.monotonic() - start < 10
    os.close(connected.read_end)  # the client goes away: what is left to send is dropped
    os.close(connected.write_end)
    connected.events.next()()
    assert connected.bodies == [b"{}", None]
    connected.close()
    assert time.monotonic() - start < 10


@pytest.mark.skipif(os.name == "nt", reason="pipes of Windows always block")
def test_a_client_that_is_too_fast_has_to_wait() -> None:
    """A few hundred messages are read ahead, and no more than that."""
    connected = Connected()
    flood, sent = framed(b"[" + b" " * 1000 + b"]"), 0
    os.set_blocking(connected.write_end, False)
    idle_since = time.monotonic()
    while time.monotonic() - idle_since < 0.5:
        try:
            sent += os.write(connected.write_end, flood)
            idle_since = time.monotonic()
        except BlockingIOError:
            time.sleep(0.01)
    assert sent < 1000 * len(flood)
    os.close(connected.write_end)
    while None not in connected.bodies:
        connected.events.next()()
    assert len(connected.bodies) == sent // len(flood) + 1
    os.close(connected.read_end)
    connected.close()


def test_every_byte_is_written_by_a_sink_that_takes_a_few_at_a_time() -> None:
    class Narrow(io.RawIOBase):
        taken = b""

        def writable(self) -> bool:
            return True

        def write(self, data: memoryview) -> int:  # type: ignore[override]
            self.taken += bytes(data[:3])
            return min(3, len(data))

    sink = Narrow()
    transport = Transport(io.BytesIO(), sink, EventQueue())  # type: ignore[arg-type]
    transport.start(lambda _: None, lambda: None)
    transport.send(b"some words")
    transport.send(b"more words")
    transport.close()
    assert sink.taken == framed(b"some words") + framed(b"more words")
