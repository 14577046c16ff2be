"""What became of a statement between two rounds, however it is written in the second one."""

from __future__ import annotations

from typing import TYPE_CHECKING

import docx
import pytest
from support.portable_writer import write_pdf
from support.second_rounds import review_rounds
from support.typesetter import Typesetter
from support.written_rounds import NAME, SLIPS, STYLES, TRUE, Slip

from generator.base.severity import Severity
from generator.reporting.formats import ReviewFormat
from generator.reporting.review_record import format_review_json
from generator.tasks.review_many.data import open_supply
from generator.tasks.review_many.job import Job
from generator.tasks.review_many.previous import open_previous
from generator.tasks.review_many.run import review_one
from generator.tasks.review_many.sources import Submitted

if TYPE_CHECKING:
    from pathlib import Path

    from generator.model.reviewed_file import ReviewedFile
    from generator.model.rounds import PastFinding, Rounds
    from generator.tasks.review_many.data import Supply
    from generator.tasks.review_many.previous import PreviousRound

STATES = ("fixed", "unchanged", "miscorrected")
# Each kind of relation once: a sum, two counts, two places, words and amounts, a rate.
SOME = ("明细与占比", "人次", "总计", "大于", "比率的依据")


@pytest.fixture(scope="module")
def supply() -> Supply:
    return open_supply(None, None, None)


def compare(first: str, second: str, folder: Path, supply: Supply) -> Rounds:
    one, other = review_rounds(first, second, folder, supply)
    assert one.review is not None
    assert other.rounds is not None
    assert other.rounds.document
    return other.rounds


def told_now(rounds: Rounds) -> set[str]:
    return {
        standing.state.value
        for finding, standing in rounds.standings.items()
        if finding.severity is not Severity.INFO
    }


def told_past(rounds: Rounds) -> set[str]:
    return {one.state.value for one in rounds.past if one.noted.severity != Severity.INFO.value}


def assert_state(rounds: Rounds, state: str) -> None:
    if state == "fixed":
        assert (told_now(rounds), told_past(rounds)) == (set(), {"fixed"})
    else:
        assert told_now(rounds) == {state}
        assert not told_past(rounds) & {"fixed", "untold"}


def only_past(rounds: Rounds) -> PastFinding:
    (one,) = (one for one in rounds.past if one.noted.severity != Severity.INFO.value)
    return one


def test_the_text_is_true(tmp_path: Path, supply: Supply) -> None:
    rounds = compare(TRUE, TRUE, tmp_path, supply)
    assert not told_now(rounds) | told_past(rounds)


@pytest.mark.parametrize("state", STATES)
@pytest.mark.parametrize("kind", SLIPS)
def test_each_relation(kind: str, state: str, tmp_path: Path, supply: Supply) -> None:
    slip = SLIPS[kind]
    if slip.second(state) != TRUE.replace(slip.right, ""):
        assert_state(compare(slip.first(), slip.second(state), tmp_path, supply), state)


@pytest.mark.parametrize("style", STYLES)
@pytest.mark.parametrize("kind", SOME)
def test_each_way_to_say_it(kind: str, style: str, tmp_path: Path, supply: Supply) -> None:
    slip = SLIPS[kind]
    for state in STATES:
        if state == "miscorrected" and not slip.other:
            continue
        second = STYLES[style](slip.second(state))
        rounds = compare(slip.first(), second, tmp_path, supply)
        if (kind, style, state) == ("大于", "换说法", "unchanged"):
            # Its reason is not read in these words: that is not put right.
            assert told_past(rounds) == {"untold"}
            assert told_now(rounds) == {"unchanged"}
        else:
            assert_state(rounds, state)


@pytest.mark.parametrize("kind", SLIPS)
def test_a_new_error_is_new(kind: str, tmp_path: Path, supply: Supply) -> None:
    rounds = compare(TRUE, SLIPS[kind].first(), tmp_path, supply)
    assert (told_now(rounds), told_past(rounds)) == ({"new"}, set())


def test_a_new_error_beside_one_that_is_left(tmp_path: Path, supply: Supply) -> None:
    """Another number of the same sum, rate or sentence was never told of."""
    old, new = SLIPS["一项明细"], SLIPS["占比"]
    second = old.first().replace(new.right, new.wrong)
    rounds = compare(old.first(), second, tmp_path, supply)
    assert told_now(rounds) == {"unchanged", "new"}


def test_an_error_beside_one_that_is_put_right(tmp_path: Path, supply: Supply) -> None:
    left, mended = SLIPS["占比"], SLIPS["一项明细"]
    first = mended.first().replace(left.right, left.wrong)
    rounds = compare(first, left.first(), tmp_path, supply)
    assert (told_now(rounds), told_past(rounds)) == ({"unchanged"}, {"fixed"})


def test_the_part_that_was_changed_is_named(tmp_path: Path, supply: Supply) -> None:
    """The sum was quoted by its whole, which nobody has touched."""
    slip = SLIPS["明细与占比"]
    one = only_past(compare(slip.first(), TRUE, tmp_path, supply))
    assert "842.00万元" in one.note
    assert "824.00万元" in one.note
    assert any("842.00万元" in quote for _, quote in one.noted.quotes)


def test_the_number_that_was_turned_into_another_is_named(tmp_path: Path, supply: Supply) -> None:
    """The rate beside it is told of, and is what it was."""
    slip = SLIPS["比率的依据"]
    rounds = compare(slip.first(), slip.second("miscorrected"), tmp_path, supply)
    before = {one.before for one in rounds.standings.values() if one.before}
    assert len(before) == 1
    assert "66.00万元" in before.pop()


def drop(text: str, words: str) -> str:
    """Take the line that holds the words out of a text."""
    lines = text.split("\n")
    kept = [line for line in lines if words not in line]
    assert len(kept) == len(lines) - 1
    return "\n".join(kept)


def test_a_sentence_that_is_gone_is_put_right(tmp_path: Path, supply: Supply) -> None:
    slip = SLIPS["比率的依据"]
    one = only_past(compare(slip.first(), drop(slip.first(), "66.00"), tmp_path, supply))
    assert (one.state.value, one.note) == ("fixed", "原句已删去")


# The wrong number still stands, in words that are not read, or that nothing can be held against.
UNREAD = {
    "明细的名称不认得": ("明细与占比", "社会保障和就业支出206", "社保就业206"),
    "句号没有了": ("明细与占比", "占81.75%；社会保障", "占81.75%保障"),
    "合计不认得": ("一项明细", "政府采购", "集采"),
    "没有单位": ("增长率", "增长22.00%", "增长22.00"),
    "数字断开": ("总计", "1,020.00", "1,02 0.0 0"),
    "另外的比较词": ("大于", "小于预算数的", "低于预算数的"),
    "整句重写": (
        "比率的依据",
        "2024年度机关运行经费支出66.00万元，比2023年减少15.00万元，下降20.00%",
        "办公等方面一共花了66.00万元，和前一年比，少花15.00万元，降两成",
    ),
    "批次不认得": ("人次", "国内公务接待30批次、15人次", "来访30批、共15位"),
}


@pytest.mark.parametrize("case", UNREAD)
def test_what_is_no_longer_read_is_not_put_right(case: str, tmp_path: Path, supply: Supply) -> None:
    kind, words, others = UNREAD[case]
    first = SLIPS[kind].first()
    assert words in first
    rounds = compare(first, first.replace(words, others), tmp_path, supply)
    past = told_past(rounds)
    assert "fixed" not in past
    assert past or told_now(rounds)


def test_a_name_that_is_put_right(tmp_path: Path, supply: Supply) -> None:
    """The number was right: it was said to be another's."""
    wrong = TRUE.replace("项目支出472.00万元", "基本支出472.00万元")
    rounds = compare(wrong, TRUE, tmp_path, supply)
    assert (told_now(rounds), told_past(rounds)) == (set(), {"fixed"})


def write(path: Path, text: str) -> Submitted:
    """Write a text as a file of the format that its name says."""
    lines = text.split("\n")
    if path.suffix == ".docx":
        document = docx.Document()
        for line in lines:
            document.add_paragraph(line)
        document.save(str(path))
    elif path.suffix == ".pdf":
        pages = Typesetter()
        for line in filter(None, lines):
            pages.paragraph(line)
        path.write_bytes(write_pdf(pages.pages))
    else:
        path.write_text(text, encoding="utf-8")
    return Submitted(path.name, path)


def review(file: Submitted, supply: Supply, previous: PreviousRound | None = None) -> ReviewedFile:
    job = Job(file, supply, None, ReviewFormat.JSON, "2025-09-01", previous)
    return review_one(job, alone=True)


@pytest.mark.parametrize(
    ("before", "now"), [(".docx", ".pdf"), (".pdf", ".txt"), (".txt", ".docx")]
)
@pytest.mark.parametrize("kind", ["明细与占比", "保有量", "大于"])
def test_a_file_of_another_format(
    kind: str, before: str, now: str, tmp_path: Path, supply: Supply
) -> None:
    slip = SLIPS[kind]
    one = review(write(tmp_path / f"送审{before}", slip.first()), supply)
    result = tmp_path / "一.json"
    result.write_text(format_review_json(one), encoding="utf-8")
    for state in STATES:
        if state == "miscorrected" and not slip.other:
            continue
        file = write(tmp_path / f"{state}{now}", slip.second(state))
        with open_previous(result) as previous:
            other = review(file, supply, previous)
        assert other.rounds is not None
        assert_state(other.rounds, state)


def test_a_department_that_was_renamed(tmp_path: Path, supply: Supply) -> None:
    """The text is the same but for the name: it is compared, and that is said."""
    slip: Slip = SLIPS["完成率"]
    renamed = slip.second("miscorrected").replace(NAME, "青禾市档案馆")
    rounds = compare(slip.first(), renamed, tmp_path, supply)
    assert told_now(rounds) == {"miscorrected"}
    assert any(NAME in note and "请核对" in note for note in rounds.notes)


def test_another_department_is_compared_with_nothing(tmp_path: Path, supply: Supply) -> None:
    """Most amounts are others: that is no name of the same one."""
    other = TRUE.replace(NAME, "青禾市图书馆").replace("1", "3").replace("0.00", "7.00")
    _, second = review_rounds(TRUE, other, tmp_path, supply)
    assert second.rounds is not None
    assert second.rounds.document == ""
