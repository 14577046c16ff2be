"""A small pile of generated submissions, reviewed by the command line in one run and judged."""

import pytest
from piles.model import Fate, Pile
from piles.planning import plan_pile
from piles.rounds import Became, plan_second
from piles.writing import write_pile
from support.pile_run import Judged, Run, describe, judge, review_pile

SEED = "21"
# Seconds that a file may take, and the copies of a text that are certainly not read in them.
BOUND, COPIES = 8.0, 700


@pytest.fixture(scope="module")
def pile() -> Pile:
    return plan_pile(24, SEED)


@pytest.fixture(scope="module")
def run(pile: Pile, tmp_path_factory: pytest.TempPathFactory) -> Run:
    room = tmp_path_factory.mktemp("案头")
    write_pile(pile, room, COPIES)
    return review_pile(room, BOUND)


@pytest.fixture(scope="module")
def judged(pile: Pile, run: Run) -> Judged:
    return judge(pile, run)


def test_every_error_is_found_and_nothing_else_is_told(judged: Judged) -> None:
    wrong = [] if not (judged.lost or judged.false) else list(describe(judged, 9))
    assert wrong == []
    assert len(judged.found) > 20


def test_what_is_not_read_or_missing_is_named(judged: Judged) -> None:
    assert judged.unnamed == {}
    assert {"读不了", "读不完", "没有送的", "别的年度", "送过两次，较旧的一份", "名单之外"} <= set(
        judged.named
    )


def test_the_run_tells_of_every_file(pile: Pile, run: Run) -> None:
    told = run.documents.keys() | run.skipped.keys()
    assert told == {one.file for one in pile.sent}
    assert run.status == 1
    assert "Traceback" not in run.said


def test_the_same_seed_gives_the_same_pile(pile: Pile) -> None:
    assert plan_pile(24, SEED) == pile
    assert plan_pile(24, "8").listed != pile.listed


def test_the_second_round_says_what_became_of_every_error() -> None:
    pile = plan_pile(60, SEED)
    second, followed = plan_second(pile, SEED)
    assert len(second.sent) == len(pile.of(Fate.CLEAN, Fate.PLANTED))
    assert not {one.file for one in second.sent} & {one.file for one in pile.sent}
    assert {became for one in followed for _, became in one.became} == set(Became)
    for one in followed:
        before, now = one.before.text, one.now.text
        assert before is not None
        assert now is not None
        left = [error for error, became in one.became if became is not Became.CORRECTED]
        assert sorted(left, key=repr) == sorted(now.errors, key=repr)
        new = [error for error, became in one.became if became is Became.NEW]
        assert len(one.became) == len(before.errors) + len(new)
        if not now.errors:
            assert now.document == now.true
