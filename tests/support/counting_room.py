"""A room whose long work counts, one file a step: what was counted before a kill is not again."""

from __future__ import annotations

import sys
import time
from pathlib import Path
from typing import TYPE_CHECKING

from flask import Blueprint, request
from markupsafe import escape

from generator.base.errors import FolderMissingError
from generator.server.house import Room, house
from generator.server.runs import Work
from generator.tasks.supervised.worker import Bounds

if TYPE_CHECKING:
    from generator.server.running import Order, Reporter

_HERE = "support.counting_room"
blueprint = Blueprint("counting", __name__, url_prefix="/counting")
ROOM = Room(
    "counting",
    "数数",
    "数到所说的数。",
    blueprint,
    (
        Work("count", f"{_HERE}:count", Bounds(seconds=60)),
        Work("refuse", f"{_HERE}:refuse"),
        Work("break", f"{_HERE}:break_down"),
        Work("sleep", f"{_HERE}:sleep", Bounds(seconds=1)),
    ),
    receives="数这些文件",
)


@blueprint.get("/")
def index() -> str:
    """Fail where it is told to, as a bug does."""
    if request.args.get("fail"):
        raise ZeroDivisionError(request.args["fail"])
    return ""


@blueprint.post("/receive")
def receive() -> str:
    """Take a batch over."""
    batch = request.form["batch"]
    names = "、".join(one.name for one in house().uploads.files(batch))
    house().uploads.close(batch)
    head = "<!doctype html><html lang=zh><link rel=icon href=data:,><title>数</title>"
    return f"{head}<main><h1>{escape(names)}</h1></main>"


def count(order: Order, reporter: Reporter) -> object:
    """Count to `to`, a step every `pause` seconds; each number is written down where it is."""
    numbers = range(order.arguments["to"])
    for number in numbers:
        mark = order.room / str(number)
        if not mark.exists():
            with (order.workspace / "counted.txt").open("a") as target:
                target.write(f"{number}\n")
            mark.write_bytes(b"")
            time.sleep(order.arguments["pause"])
        reporter.say(number + 1, len(numbers), f"数到 {number}")
    return {"counted": len(numbers)}


def refuse(order: Order, reporter: Reporter) -> object:
    """Say that the data are missing."""
    raise FolderMissingError(order.workspace / "没有")


def break_down(order: Order, reporter: Reporter) -> object:
    """Fail as a bug does."""
    raise ZeroDivisionError("秘密的内容")


def sleep(order: Order, reporter: Reporter) -> object:
    """Take longer than it may."""
    time.sleep(60)
    return None


def main() -> None:
    """Serve a workspace with the counting room until killed, the address on standard output."""
    from generator.server.serving import Server, serve  # noqa: PLC0415 - only as a program

    server = Server(Path(sys.argv[1]), rooms=(ROOM,))

    def announce(address: str) -> None:
        sys.stdout.write(f"{address} {server.house.guard.csrf}\n")
        sys.stdout.flush()

    serve(server, browse=False, announce=announce)


if __name__ == "__main__":
    main()
