"""Every small review case: what must be said of it is said, and nothing else."""

from pathlib import Path

import pytest
from case_judging import Run, judge_run, plan_runs
from cases import CASES
from stuck import measure_stuck
from support.needs import find_reference

ROOT = Path(__file__).resolve().parents[2]
REVIEWED = ("cases", "review")


@pytest.mark.parametrize("run", plan_runs(CASES), ids=lambda run: run.name)
def test_case(run: Run) -> None:
    reasons = judge_run(run, find_reference(*REVIEWED), ROOT / "data")
    assert not reasons, "\n".join(reasons)


def test_every_file_is_a_case() -> None:
    folder = find_reference(*REVIEWED)
    files = {
        (path.parent.name, path.name)
        for path in folder.glob("*/*")
        if path.is_file() and path.parent.name != "data"
    }
    assert files == {(case.folder, case.file) for case in CASES}


@pytest.mark.parametrize("command", ["check", "review"])
def test_data_that_once_never_ended(command: str, tmp_path: Path) -> None:
    reasons = measure_stuck(command, find_reference(*REVIEWED), tmp_path)
    assert not reasons, "\n".join(reasons)
