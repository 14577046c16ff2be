"""The long work of the room: every template tried on every department, in a process of its own."""

from __future__ import annotations

from dataclasses import asdict
from pathlib import Path
from typing import TYPE_CHECKING

from generator.tasks.templates.checking import check_all

if TYPE_CHECKING:
    from generator.server.running import Order, Reporter


def check(order: Order, reporter: Reporter) -> object:
    """Return what `templates check` says."""
    reporter.say(0, 1, "正在用样例和由它们变化出的情形试写每个模板")
    given = order.arguments
    templates = Path(given["templates"]) if given["templates"] else None
    report = check_all(templates, [Path(one) for one in given["data"]])
    return {
        "faults": [{**asdict(one), "kind": one.kind.value} for one in report.faults],
        "unreached": [asdict(one) for one in report.unreached],
        "files": report.files,
        "profiles": report.profiles,
        "untried": report.untried,
        "tried": report.tried,
        "lines": report.lines,
        "unused_switches": report.unused_switches,
        "unused_names": report.unused_names,
        "halts": [asdict(one) for one in report.halts],
    }
