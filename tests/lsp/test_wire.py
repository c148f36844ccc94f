"""Messages in a stream of bytes, in whatever pieces it comes and whatever stands between them."""

from __future__ import annotations

import asyncio
import io
import os
import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ce_lint.lsp.beside import Beside
from ce_lint.lsp.wire import Frames, Wire


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
def test_what_stands_between_messages_is_passed_over(stream: bytes, bodies: list[bytes], sizes: list[int]) -> None:
    assert read(stream, sizes) == bodies


def test_a_client_that_reads_nothing_stops_nothing() -> None:
    """Whatever is written waits in memory, and messages still come in."""

    async def talk(source: io.RawIOBase, sink: io.RawIOBase, theirs: int, reader: int) -> tuple[bytes | None, float]:
        wire = Wire(source, sink)
        start = time.monotonic()
        for _ in range(100):
            wire.write(b"x" * 100_000)
        os.write(theirs, framed(b"{}"))
        body = await wire.next()
        took = time.monotonic() - start
        os.close(reader)  # it goes away: what is left to say is dropped
        wire.close()
        os.close(theirs)
        assert await wire.next() is None
        return body, took

    (ours, theirs), (reader, sink) = os.pipe(), os.pipe()
    with open(ours, "rb", 0) as source, open(sink, "wb", 0) as target:
        body, took = asyncio.run(talk(source, target, theirs, reader))
    assert body == b"{}"
    assert took < 10


def test_every_byte_is_written_by_a_sink_that_takes_a_few_at_a_time() -> None:
    class Narrow(io.RawIOBase):
        taken = b""

        def writable(self) -> bool:
            return True

        def write(self, data: memoryview) -> int:  # type: ignore[override]
            self.taken += bytes(data[:3])
            return min(3, len(data))

    async def talk(sink: Narrow) -> None:
        wire = Wire(io.BytesIO(), sink)  # type: ignore[arg-type]
        wire.write(b"some words")
        wire.write(b" and more")
        wire.close()

    sink = Narrow()
    asyncio.run(talk(sink))
    assert sink.taken == b"some words and more"


def test_work_beside_tells_its_result_or_its_mistake_and_skips_what_was_cancelled() -> None:
    done: list[str] = []

    async def talk() -> None:
        beside = Beside()
        slow = beside.run(lambda: time.sleep(0.2))
        never = beside.run(lambda: done.append("never"))
        never.cancel()
        broken = beside.run(lambda: 1 // 0)
        assert await beside.run(lambda: 6 * 7) == 42
        assert slow.done()
        with pytest.raises(ZeroDivisionError):
            await broken

    asyncio.run(talk())
    assert not done
