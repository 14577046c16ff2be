"""Damaged tables: the check ends, and no figure of the text changes without an error that names
the table. A sample; benchmarks/harm_tables.py tries them all."""

from pathlib import Path
from random import Random
from typing import TYPE_CHECKING

import pytest
from harm.cases import DEPARTMENTS, random_damages, single_damages
from harm.trial import Outcome, Patient

if TYPE_CHECKING:
    from harm.damage import Damage

_LIMIT = 3.0
_SINGLE = 20
_RANDOM = 10


def _say(outcome: Outcome) -> str:
    return f"{outcome.damage.what}: {outcome.changed[:2]}"


@pytest.mark.parametrize("source", DEPARTMENTS, ids=lambda path: path.name)
def test_no_damage_is_silent_or_endless(source: Path, tmp_path: Path) -> None:
    dice = Random(20_241_127)
    patient = Patient(source, tmp_path / "数据", _LIMIT)
    single = [damage for damage in single_damages(patient.tables, dice) if damage.data]
    damages: list[Damage] = [
        *dice.sample(single, _SINGLE),
        *random_damages(patient.tables, dice, _RANDOM),
    ]
    outcomes = [patient.suffer(damage) for damage in damages]
    assert [_say(outcome) for outcome in outcomes if outcome.hangs] == []
    assert [_say(outcome) for outcome in outcomes if outcome.is_silent] == []
    assert any(outcome.changed for outcome in outcomes)
    assert max(outcome.seconds for outcome in outcomes) < _LIMIT
