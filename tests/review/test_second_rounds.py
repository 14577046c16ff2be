"""Second rounds of texts in many wordings: half corrected, some wrongly, renamed and moved about.

A sample; `benchmarks/second_rounds.py` measures more of them.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from support.said import Record, say
from support.second_rounds import judge_rounds, review_rounds
from wordings.folder import write_data
from wordings.sample import make_sample
from wordings.styles import WORDINGS

from generator.base.severity import Severity
from generator.model.rounds import RoundState
from generator.tasks.review_many.data import open_supply

if TYPE_CHECKING:
    from pathlib import Path

# One of each group: a name, a direction, an item left out, a year, what the form left.
_KINDS = ("名称：人员与公用", "方向全反", "主要包括漏项", "对比年度错", "留着XX")


def test_the_states_are_what_became_of_the_errors(tmp_path: Path, record_property: Record) -> None:
    told = []
    for number, wording in enumerate(list(WORDINGS)[::3]):
        folder = tmp_path / str(number)
        folder.mkdir()
        told += judge_rounds(f"CI{number}", wording, folder)
    wrong = [one for one in told if not one.is_right]
    say(record_property, "轮次状态", f"{len(told) - len(wrong)}/{len(told)}")
    assert len(told) > 30
    assert {one.fate.state for one in told} == {"fixed", "unchanged", "miscorrected", "new"}
    assert not wrong


@pytest.mark.parametrize("kind", _KINDS)
def test_errors_in_words_are_known_again(tmp_path: Path, kind: str) -> None:
    """A line more in front of them all; then put right."""
    sample = make_sample(f"words {kind}", "zhejiang", kind, is_true=False, with_data=True)
    if sample is None:
        sample = make_sample(f"words {kind}", "henan", kind, is_true=False, with_data=True)
    assert sample is not None
    write_data(sample.figures, sample.wording, tmp_path / "数据")
    supply = open_supply(tmp_path / "数据", None, None)
    one, same = review_rounds(sample.text, f"说明如下。\n{sample.text}", tmp_path, supply)
    assert one.review is not None
    assert any(f.severity is not Severity.INFO for f in one.review.findings)
    assert same.rounds is not None
    assert {s.state for s in same.rounds.standings.values()} == {RoundState.UNCHANGED}
    assert same.rounds.past == ()
    _, right = review_rounds(sample.text, sample.base, tmp_path, supply)
    assert right.rounds is not None
    assert right.review is not None
    gone = {f.message for f in one.review.findings} - {f.message for f in right.review.findings}
    states = {p.noted.message: p.state for p in right.rounds.past}
    serious = {f.message for f in one.review.findings if f.severity is not Severity.INFO}
    assert {states.get(message) for message in gone & serious} <= {RoundState.FIXED}
