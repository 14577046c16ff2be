"""Random departments below one folder, runs of `batch` over them, and what these leave."""

from __future__ import annotations

import csv
import hashlib
import io
import os
import signal
import subprocess
import sys
import time
from typing import TYPE_CHECKING

from oracle.department import random_department
from oracle.folder import write_folder

from generator.tasks.batch import work

if TYPE_CHECKING:
    from pathlib import Path

    from generator.tasks.batch.unit import Order, Outcome

TASK = "support.batches:perform"
ALL = ("--build", "--check", "--review")
JOURNAL = ".gen-narrative"
_PATIENCE = 120.0


def write_departments(root: Path, count: int) -> list[str]:
    """Write departments of the independent generator in folders of several depths."""
    names = []
    for seed in range(count):
        name = (f"部门{seed}", f"东区/部门{seed}", f"西区/南街/部门{seed}")[seed % 3]
        write_folder(random_department(seed), root / name, variant=seed)
        names.append(name)
    return names


def begin(root: Path, out: Path, *options: str, quiet: bool = False) -> subprocess.Popen[bytes]:
    """Start a run in a process of its own; nobody hears what a quiet one says."""
    command = [sys.executable, "-m", "generator", "batch", str(root), "-o", str(out), *options]
    said = subprocess.DEVNULL if quiet else subprocess.PIPE
    return subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=said)


def stop_after(running: subprocess.Popen[bytes], out: Path, pages: int, how: int) -> int:
    """Send a signal as soon as there are so many pages of checks; return the status."""
    ends = time.monotonic() + _PATIENCE
    while len(list(out.rglob("核对.html"))) < pages:
        assert running.poll() is None, "it was done before it could be stopped"
        assert time.monotonic() < ends
        time.sleep(0.01)
    os.kill(running.pid, how)
    running.communicate(timeout=_PATIENCE)
    return running.returncode


def finish(root: Path, out: Path, *options: str) -> tuple[int, str]:
    """Run to the end; return the status and what was said."""
    running = begin(root, out, *options)
    _, said = running.communicate(timeout=300)
    return running.returncode, said.decode("utf-8")


def read_tree(folder: Path) -> dict[str, str]:
    """Return the digests of all files but the journal, by name."""
    return {
        path.relative_to(folder).as_posix(): hashlib.sha256(path.read_bytes()).hexdigest()
        for path in sorted(folder.rglob("*"))
        if path.is_file() and JOURNAL not in path.parts
    }


def read_times(folder: Path) -> dict[str, tuple[int, int]]:
    """Return what the system knows of each result: another one has another number."""
    return {
        path.relative_to(folder).as_posix(): (path.stat().st_ino, path.stat().st_mtime_ns)
        for path in sorted(folder.rglob("*"))
        if path.is_file() and JOURNAL not in path.parts and len(path.parts) > len(folder.parts) + 1
    }


def read_summary(out: Path) -> list[dict[str, str]]:
    """Return the rows of the summary."""
    data = (out / "汇总.csv").read_bytes()
    assert data.startswith(b"\xef\xbb\xbf")
    return list(csv.DictReader(io.StringIO(data.decode("utf-8-sig"))))


def perform(order: Order) -> Outcome:
    """Do a unit; where its name says an ill, that happens: the task of a process of a test."""
    name = order.unit.path.name
    if name.endswith("不停"):
        time.sleep(600)
    if name.endswith("崩溃"):
        os.kill(os.getpid(), signal.SIGSEGV)
    if name.endswith("缺陷"):
        raise IndexError(name)
    return work.perform(order)
