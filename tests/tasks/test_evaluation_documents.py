"""Documents with forms and reports of 绩效自评 say what the lists imply; changes are found.

benchmarks/evaluations.py does the same for many departments and prints the counts.
"""

from pathlib import Path

import pytest
from support.evaluation_run import Trial, plant_in_document, plant_in_lists, try_evaluation

# With one project and with several; in 元; without a report on the whole.
_SEEDS = (20, 5, 21, 47)
_PLANTED = 6
_LEAST = 97


@pytest.fixture(scope="module")
def trials(tmp_path_factory: pytest.TempPathFactory) -> tuple[Trial, ...]:
    return tuple(try_evaluation(seed, tmp_path_factory.mktemp("自评")) for seed in _SEEDS)


def test_every_figure_stands_in_its_place(trials: tuple[Trial, ...]) -> None:
    for trial in trials:
        wrong = [(one.place, one.owner, one.label, one.value) for one, _ in trial.wrong]
        assert wrong == []
        assert len(trial.spots) > 100


def test_nothing_is_said_of_what_is_right(trials: tuple[Trial, ...]) -> None:
    for trial in trials:
        said = [(how, finding.code, finding.message) for how, finding in trial.false]
        assert said == []
        assert trial.unasked == []


def test_a_change_is_found_where_it_is(trials: tuple[Trial, ...], tmp_path: Path) -> None:
    tried = []
    for number, trial in enumerate(trials):
        room = tmp_path / str(number)
        room.mkdir()
        tried += [*plant_in_document(trial, _PLANTED, room), *plant_in_lists(trial, _PLANTED)]
    missed = [
        (one.how, one.change.expected.place, one.change.expected.label, one.change.after)
        for one in tried
        if not one.found
    ]
    assert len(tried) > 80
    assert 100 * (len(tried) - len(missed)) >= _LEAST * len(tried), missed
