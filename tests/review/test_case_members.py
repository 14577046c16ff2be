"""Other members of the kinds of the review cases: what is wrong is said, what is true is not."""

from pathlib import Path

import pytest
from case_judging import judge_member
from members import MEMBERS, Member
from members_together import TOGETHER

ROOT = Path(__file__).resolve().parents[2]
ALL = (*MEMBERS, *TOGETHER)


@pytest.mark.parametrize("member", ALL, ids=lambda member: member.name)
def test_an_error_is_said(member: Member, tmp_path: Path) -> None:
    reasons = judge_member(member, tmp_path, ROOT / "data", wrong=True)
    assert not reasons, "\n".join(reasons)


@pytest.mark.parametrize("member", ALL, ids=lambda member: member.name)
def test_the_truth_is_let_be(member: Member, tmp_path: Path) -> None:
    reasons = judge_member(member, tmp_path, ROOT / "data", wrong=False)
    assert not reasons, "\n".join(reasons)


def test_every_member_has_another_name() -> None:
    assert len({member.name for member in ALL}) == len(ALL)
