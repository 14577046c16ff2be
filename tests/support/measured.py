"""The program in a process of its own that tells how long it took and how much memory it had."""

import subprocess
import sys
from dataclasses import dataclass
from pathlib import Path

from .program import Outcome

_HANGS = 90
_NOTE = "measured.txt"
# The peak is read by the process itself: what the system keeps for its parent would hold the
# parent's own memory too. Files whose names begin so are touched each time that they are opened, as
# a program does that is just writing them.
_WITHIN = """
import atexit, os, re, resource, runpy, sys, time

def note():
    try:
        with open("/proc/self/status") as stream:
            peak = int(re.search(r"VmHWM:\\s+(\\d+) kB", stream.read())[1])
    except OSError:
        peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024
    with open({note!r}, "w") as stream:
        stream.write(f"{{time.process_time()}} {{peak}}")

times = iter(range(1, 1_000_000))

def touch(event, arguments):
    if event == "open" and {changing!r}:
        if os.path.basename(str(arguments[0])).startswith({changing!r}):
            os.utime(arguments[0], (0, next(times)))

atexit.register(note)
sys.addaudithook(touch)
runpy.run_module("generator", run_name="__main__", alter_sys=True)
"""


@dataclass(frozen=True)
class Measured(Outcome):
    """An outcome with the seconds of a processor and the peak of resident memory (MB) it took."""

    seconds: float
    megabytes: float


def start_measured(*arguments: str | Path, folder: Path, changing: str = "") -> Measured:
    """Run `python -m generator` in `folder`; what hangs is ended.

    A file whose name begins with `changing` has another time each time that the program opens it.
    """
    note = folder / _NOTE
    note.unlink(missing_ok=True)
    within = _WITHIN.format(note=str(note), changing=changing)
    done = subprocess.run(
        [sys.executable, "-c", within, *map(str, arguments)],
        cwd=folder,
        capture_output=True,
        check=False,
        timeout=_HANGS,
    )
    out, err = done.stdout.decode("utf-8"), done.stderr.decode("utf-8")
    seconds, kilobytes = note.read_text().split()
    return Measured(done.returncode, out, err, float(seconds), int(kilobytes) / 1024)
