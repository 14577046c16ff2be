"""The process in which tasks are done: started by the path of this file, ended by its parent.

A frame is eight bytes of length and a pickle. The first one on standard input is an `Order`; once
the task is loaded an empty frame answers it. Then each argument is answered by a result, or by why
there is none. Nothing but the standard library is imported before the order has said from where.
"""

from __future__ import annotations

import contextlib
import importlib
import os
import pickle
import queue
import signal
import sys
import threading
from typing import IO, TYPE_CHECKING, Any, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Callable
    from types import FrameType

RESULT, FAILURE, NO_MEMORY = "result", "failure", "memory"
_LENGTH = 8
_MEGABYTE = 1_000_000


class Order(NamedTuple):
    """What the process is for: the task (`package.module:function`), and its bounds.

    `path` is where modules are found. The parent ends what takes too long; `alarm` is the number
    of seconds after which the system does, where the parent has gone. `megabytes` of addresses
    may be mapped; neither is bounded on systems that cannot.
    """

    path: tuple[str, ...]
    task: str
    alarm: int
    megabytes: int


def read_frame(stream: IO[bytes]) -> bytes | None:
    """Return the next frame, None where the other side has gone."""
    head = _read_whole(stream, _LENGTH)
    return None if head is None else _read_whole(stream, int.from_bytes(head, "big"))


def _read_whole(stream: IO[bytes], length: int) -> bytes | None:
    pieces: list[bytes] = []
    while length:
        piece = stream.read(length)
        if not piece:
            return None
        pieces.append(piece)
        length -= len(piece)
    return b"".join(pieces)


def write_frame(stream: IO[bytes], data: bytes) -> None:
    """Send a frame. Raises OSError where the other side has gone."""
    stream.write(len(data).to_bytes(_LENGTH, "big"))
    stream.write(data)
    stream.flush()


def main() -> None:
    """Do what is asked until nobody asks any more."""
    source, target = _take_streams()
    order = Order(*pickle.loads(read_frame(source) or b""))  # noqa: S301 - from our own parent
    sys.path[:] = order.path
    _bound_memory(order.megabytes)
    signal.signal(signal.SIGTERM, _unwind)
    module, _, name = order.task.partition(":")
    task = getattr(importlib.import_module(module), name)
    write_frame(target, b"")
    asked: queue.SimpleQueue[bytes] = queue.SimpleQueue()
    threading.Thread(target=_receive, args=(source, asked), daemon=True).start()
    alarm: Callable[[int], object] = getattr(signal, "alarm", lambda _: None)  # none on Windows
    while True:
        data = asked.get()
        alarm(order.alarm)
        answer = _do(task, data)
        alarm(0)
        write_frame(target, answer)
        if answer == _NO_MEMORY:  # what is left of it is in pieces
            return


def _take_streams() -> tuple[IO[bytes], IO[bytes]]:
    """Return the pipes to the parent; whatever prints, prints to standard error from now on.

    The first has no buffer: its lock would be held by a thread while the process ends.
    """
    source, target = os.fdopen(os.dup(0), "rb", buffering=0), os.fdopen(os.dup(1), "wb")
    nowhere = os.open(os.devnull, os.O_RDONLY)
    os.dup2(nowhere, 0)
    os.dup2(2, 1)
    os.close(nowhere)
    return source, target


def _bound_memory(megabytes: int) -> None:
    """Let the system refuse more addresses, where it can (Linux)."""
    with contextlib.suppress(ImportError, ValueError, OSError):
        import resource  # noqa: PLC0415 - not known on Windows

        limit = megabytes * _MEGABYTE
        resource.setrlimit(resource.RLIMIT_AS, (limit, limit))


def _unwind(_number: int, _frame: FrameType | None) -> None:
    """End as an error would end it, so that nothing is left behind."""
    sys.exit(1)


def _receive(source: IO[bytes], asked: queue.SimpleQueue[bytes]) -> None:
    """Take what is asked; where the parent has gone, whatever is being done is of no use."""
    while True:
        data = read_frame(source)
        if data is None:
            os._exit(0)
        asked.put(data)


def _do(task: Callable[[Any], object], data: bytes) -> bytes:
    try:
        return pickle.dumps((RESULT, task(pickle.loads(data))))  # noqa: S301 - from our own parent
    except MemoryError:
        return _NO_MEMORY
    except Exception as error:  # noqa: BLE001 - whatever it is, the parent must know
        from generator.tasks.supervised.failure import describe_bug  # noqa: PLC0415 - see above

        return pickle.dumps((FAILURE, describe_bug(error)))


_NO_MEMORY = pickle.dumps((NO_MEMORY, None))

if __name__ == "__main__":
    main()
