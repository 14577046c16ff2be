"""Changes of tables that mean nothing: the amounts stay, or what is wrong is named."""

from pathlib import Path

from support.mutation_run import ALARMED, SILENT, run_changes
from support.table_mutations import KINDS

ROOT = Path(__file__).resolve().parents[2]


def test_no_change_without_meaning_changes_an_amount_in_silence(tmp_path: Path) -> None:
    departments = [ROOT / "data", *sorted(p.parent for p in ROOT.glob("samples/*/公开01.csv"))]
    found = list(run_changes(departments, 2 * len(KINDS) + 24, tmp_path, seed=20250919))
    assert {kind for one in found for kind in one.kinds} == set(KINDS)
    assert [one.detail for one in found if one.result == SILENT] == []
    # H02: a figure printed in the 栏次 row of one sample is quoted as the change writes it.
    alarms = [one.detail for one in found if one.result == ALARMED and " H02 " not in one.detail]
    assert alarms == []
