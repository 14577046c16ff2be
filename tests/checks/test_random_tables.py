"""Five hundred random departments whose tables are right: nothing is called wrong."""

from pathlib import Path

import pytest
from oracle.department import random_department
from oracle.folder import write_folder
from support.findings import line_of
from support.rule_case import check

from generator.base.severity import FindingClass, Severity

_STRICT = {FindingClass.ARITHMETIC, FindingClass.CROSS_TABLE, FindingClass.STRUCTURE}
_CHUNK = 25


def _false_alarms(seed: int, folder: Path) -> list[str]:
    write_folder(random_department(seed), folder, variant=seed)
    return [
        f"seed {seed}: {line_of(finding)}"
        for finding in check(folder)
        if finding.finding_class in _STRICT and finding.severity is not Severity.INFO
    ]


@pytest.mark.parametrize("first", range(0, 500, _CHUNK))
def test_right_tables_are_not_faulted(first: int, tmp_path: Path) -> None:
    seeds = range(first, first + _CHUNK)
    assert [alarm for seed in seeds for alarm in _false_alarms(seed, tmp_path / str(seed))] == []
