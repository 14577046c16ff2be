"""Who of the list has sent what: names, copies, years, files of nobody; the days left."""

from dataclasses import replace
from datetime import date, datetime, timedelta
from pathlib import Path

import pytest
from support.piles import titled, write_list
from support.submitted import write_text

from generator.model.review import Review
from generator.model.reviewed_file import ReviewedFile, SkippedFile
from generator.model.roll import Attendance, Presence, RollCall
from generator.model.submission import Owner
from generator.reporting.review_summary import summarise
from generator.tasks.review import review_file
from generator.tasks.review_many.attendance import call_roll, read_sender
from generator.tasks.review_many.roster import read_roster
from generator.tasks.review_many.sources import Submitted

TODAY = date(2025, 9, 20)
NOON = datetime(2025, 9, 12, 12, 0, 0)  # noqa: DTZ001 - files have no zone
EDUCATION, WATER, HEALTH = "江河市教育局", "江河市水利局", "江河市卫生健康委员会"
APPROVED = "2025-09-10"


@pytest.fixture(scope="module")
def review(tmp_path_factory: pytest.TempPathFactory) -> Review:
    """A review, of whatever department."""
    return review_file(write_text(tmp_path_factory.mktemp("甲") / "甲.txt", titled("江河市档案馆")))


class Pile:
    """Files that say whose they are, in a folder of their own."""

    def __init__(self, folder: Path, review: Review) -> None:
        self.folder, self.review = folder, review
        self.submitted: list[Submitted] = []
        self.files: list[ReviewedFile] = []
        self.skipped: list[SkippedFile] = []

    def add(
        self, name: str, department: str = "", year: int = 2024, time: datetime | None = NOON
    ) -> None:
        path = write_text(self.folder / "送审" / name, name)
        review = replace(self.review, owner=Owner(department, year))
        self.submitted.append(Submitted(name, path, time=time))
        self.files.append(ReviewedFile(name, path, review))

    def add_unread(self, name: str) -> None:
        path = write_text(self.folder / "送审" / name, "")
        self.submitted.append(Submitted(name, path, "打不开", NOON))
        self.files.append(ReviewedFile(name, path, None, "打不开"))

    def call(self, *rows: tuple[str, ...]) -> RollCall:
        listed = rows or (
            (EDUCATION, "市教育局", APPROVED),
            (WATER, "", APPROVED),
            (HEALTH, "市卫健委", APPROVED),
        )
        roster = read_roster(write_list(self.folder / "名单.csv", *listed), TODAY)
        read = [
            read_sender(*pair)
            for pair in zip(self.submitted, map(summarise, self.files), strict=True)
        ]
        return call_roll(roster, read, TODAY, self.skipped)


@pytest.fixture
def pile(tmp_path: Path, review: Review) -> Pile:
    return Pile(tmp_path, review)


def _of(roll: RollCall, name: str) -> Attendance:
    return next(one for one in roll.departments if one.listed.name == name)


def _states(roll: RollCall) -> list[str]:
    return [one.presence.label for one in roll.departments]


def test_who_has_sent_and_who_not(pile: Pile) -> None:
    pile.add("a.docx", EDUCATION)
    pile.add("b.docx", "市卫健委")
    roll = pile.call()
    assert _states(roll) == ["已送", "未送", "已送"]
    assert [one.counting for one in roll.departments] == ["a.docx", "", "b.docx"]
    assert all(not one.remarks and not one.others for one in roll.departments)
    assert (roll.strangers, roll.findings) == ((), ())
    assert not roll.is_complete


def test_all_have_sent(pile: Pile) -> None:
    for name in (EDUCATION, WATER, HEALTH):
        pile.add(f"{name}.docx", name)
    assert pile.call().is_complete
    pile.add("别的.docx", "江河市档案馆")
    assert not pile.call().is_complete


@pytest.mark.parametrize(
    ("approved", "deadline", "left"),
    [
        ("2025-09-10", "2025-09-30", 10),
        ("2025-08-31", "2025-09-20", 0),
        ("2025-08-30", "2025-09-19", -1),
        ("2025-09-15", "2025-10-05", 15),
        ("2024-12-20", "2025-01-09", -254),
    ],
)
def test_the_days_left_are_twenty_from_the_approval(
    pile: Pile, approved: str, deadline: str, left: int
) -> None:
    roll = pile.call((EDUCATION, "", approved), (WATER,))
    education, water = roll.departments
    assert education.deadline is not None
    assert (education.deadline.isoformat(), roll.days_left(education)) == (deadline, left)
    assert (water.deadline, roll.days_left(water)) == (None, None)


@pytest.mark.parametrize(
    ("listed", "sent", "asked"),
    [
        (WATER, "江河市东山县水利局", False),
        ("江河市东山县水利局", WATER, False),
        ("江河市东山县水利局", "江河市西河区水利局", False),
        ("江河市东山县水利局", "江河市东川县水利局", True),
        ("江河市东山县水利局", "东山县水利局", True),
        ("江河市东山县市场监督管理局", "江河市东山县应急管理局", False),
        ("江河市东山县市场监督管理局", "江河市东山县市场监管局", True),
        ("江河市城市管理局", "江河市城管局", True),
        ("江河市社区服务中心", "江河市服务中心", True),
    ],
)
def test_the_office_of_another_place_is_not_asked_about(
    pile: Pile, listed: str, sent: str, *, asked: bool
) -> None:
    pile.add("a.docx", sent)
    roll = pile.call((listed, "", APPROVED))
    assert _of(roll, listed).presence is (Presence.UNSURE if asked else Presence.MISSING)
    assert [bool(one.asked) for one in roll.strangers] == [asked]


def test_a_name_that_is_only_like_one_is_a_question(pile: Pile) -> None:
    pile.add("a.docx", "江河市教育体育局")
    roll = pile.call()
    education = _of(roll, EDUCATION)
    assert (education.presence, education.counting) == (Presence.UNSURE, "")
    assert education.others == ("a.docx",)
    question = f"名单中没有“江河市教育体育局”，是否“{EDUCATION}”？"
    assert education.remarks == (f"“a.docx”：{question}",)
    assert [(one.file, one.question, one.asked) for one in roll.strangers] == [
        ("a.docx", question, (EDUCATION,))
    ]


def test_of_like_names_one_that_still_waits_is_asked_about(pile: Pile) -> None:
    pile.add("a.docx", "江河市教育体育局")
    pile.add("b.docx", EDUCATION)
    roll = pile.call((EDUCATION,), ("江河市体育局",))
    assert _states(roll) == ["已送", "待确认"]
    assert roll.strangers[0].asked == ("江河市体育局",)


def test_a_like_name_does_not_unsettle_who_has_sent(pile: Pile) -> None:
    pile.add("a.docx", EDUCATION)
    pile.add("b.docx", "江河市教育体育局")
    education = _of(pile.call(), EDUCATION)
    assert (education.presence, education.counting) == (Presence.SENT, "a.docx")
    assert education.others == ("b.docx",)
    assert "名单中没有“江河市教育体育局”" in education.remarks[0]


def test_an_alias_of_two_departments_is_asked_about(pile: Pile) -> None:
    pile.add("a.docx", "市局")
    roll = pile.call((EDUCATION, "市局"), (WATER, "市局"))
    assert _states(roll) == ["待确认", "待确认"]
    assert roll.strangers[0].question == f"名单中没有“市局”，是否“{EDUCATION}”或“{WATER}”？"


def test_a_file_of_nobody(pile: Pile) -> None:
    pile.add("a.docx", "江河市档案馆")
    roll = pile.call()
    assert _states(roll) == ["未送"] * 3
    (stranger,) = roll.strangers
    assert (stranger.department, stranger.asked) == ("江河市档案馆", ())
    assert "名单中没有“江河市档案馆”" in stranger.question


@pytest.mark.parametrize("name", [f"{WATER}2024决算.docx", f"{WATER}/决算.docx"])
def test_the_name_of_a_file_is_a_question(pile: Pile, name: str) -> None:
    pile.add(name)
    water = _of(pile.call(), WATER)
    assert (water.presence, water.others) == (Presence.UNSURE, (name,))
    assert f"文中没有部门名称；文件名像“{WATER}”，是不是？" in water.remarks[0]


def test_a_file_that_was_not_read_is_known_by_its_name_alone(pile: Pile) -> None:
    pile.add_unread(f"{WATER}.doc")
    pile.add_unread("决算.doc")
    roll = pile.call()
    assert _of(roll, WATER).presence is Presence.UNSURE
    assert "文件没有读成" in _of(roll, WATER).remarks[0]
    assert [one.file for one in roll.strangers] == [f"{WATER}.doc", "决算.doc"]
    assert [bool(one.asked) for one in roll.strangers] == [True, False]


def test_a_file_that_is_not_reviewed_is_asked_about_where_it_is_all_there_is(pile: Pile) -> None:
    pile.add("教育.docx", EDUCATION)
    pile.skipped += [
        SkippedFile(f"{name}.xlsx", "是表格，没有情况说明的文字") for name in (EDUCATION, WATER)
    ]
    roll = pile.call()
    assert _states(roll) == ["已送", "待确认", "未送"]
    assert _of(roll, EDUCATION).remarks == ()
    water = _of(roll, WATER)
    assert water.others == (f"{WATER}.xlsx",)
    assert water.remarks == (f"“{WATER}.xlsx”没有审核：是表格，没有情况说明的文字",)
    assert roll.strangers == ()


def test_what_is_no_file_is_nobodys(pile: Pile) -> None:
    for name in ("没有的", WATER):
        pile.submitted.append(Submitted(name, pile.folder / name, "找不到"))
        pile.files.append(ReviewedFile(name, pile.folder / name, None, "找不到"))
    roll = pile.call()
    assert [one.file for one in roll.strangers] == [WATER]


def test_a_file_named_as_another_department_is_asked_about(pile: Pile) -> None:
    pile.add(f"{WATER}.docx", EDUCATION)
    roll = pile.call()
    assert _states(roll) == ["已送", "待确认", "未送"]
    said = f"文件名像“{WATER}”，文中写的是“{EDUCATION}”"
    assert all(said in _of(roll, name).remarks[0] for name in (EDUCATION, WATER))


def test_of_two_files_the_newest_counts_and_that_is_said(pile: Pile) -> None:
    pile.add("旧.docx", EDUCATION, time=NOON)
    pile.add("新.docx", EDUCATION, time=NOON + timedelta(days=3))
    pile.add("中.docx", "市教育局", time=NOON + timedelta(hours=1))
    education = _of(pile.call(), EDUCATION)
    assert (education.presence, education.counting) == (Presence.SENT, "新.docx")
    assert education.others == ("旧.docx", "中.docx")
    assert education.remarks == (
        (
            "送了 3 份，以较新的“新.docx”（2025-09-15 12:00:00）为准；"
            "不计“旧.docx”（2025-09-12 12:00:00）、“中.docx”（2025-09-12 13:00:00）"
        ),
    )


def test_where_the_times_tie_it_is_asked_and_both_are_listed(pile: Pile) -> None:
    pile.add("甲.docx", EDUCATION)
    pile.add("乙.docx", EDUCATION)
    pile.add("旧.docx", EDUCATION, time=NOON - timedelta(days=1))
    education = _of(pile.call(), EDUCATION)
    assert (education.presence, education.counting) == (Presence.UNSURE, "")
    assert education.others == ("甲.docx", "乙.docx", "旧.docx")
    (said,) = education.remarks
    assert "时间相同：" in said
    assert "“甲.docx”" in said
    assert "“乙.docx”" in said
    assert "请确认" in said


def test_copies_that_tie_are_said_to_be_the_same(pile: Pile) -> None:
    pile.add("甲.docx", EDUCATION)
    pile.add("乙.docx", EDUCATION)
    for one in pile.submitted:
        write_text(one.path, "同样")
    assert "时间相同（内容相同）" in _of(pile.call(), EDUCATION).remarks[0]


def test_without_a_time_nothing_is_newest(pile: Pile) -> None:
    pile.add("甲.docx", EDUCATION, time=None)
    pile.add("乙.docx", EDUCATION)
    education = _of(pile.call(), EDUCATION)
    assert education.presence is Presence.UNSURE
    assert "分不出先后" in education.remarks[0]


def test_a_file_of_another_year_does_not_count(pile: Pile) -> None:
    pile.add("去年.docx", EDUCATION, 2023, NOON + timedelta(days=1))
    pile.add("今年.docx", EDUCATION, 2024)
    pile.add("水利.docx", WATER, 2023)
    pile.add("卫健.docx", HEALTH)
    pile.add("别的.docx", "江河市档案馆")
    roll = pile.call()
    assert _states(roll) == ["已送", "年度不符", "已送"]
    education = _of(roll, EDUCATION)
    assert (education.counting, education.others) == ("今年.docx", ("去年.docx",))
    assert education.remarks == ("“去年.docx”是 2023 年度的，送审文件多是 2024 年度的",)


def test_the_year_is_that_before_the_approval_where_files_tell_none(pile: Pile) -> None:
    pile.add("a.docx", EDUCATION, 2023)
    education = _of(pile.call(), EDUCATION)
    assert education.presence is Presence.OTHER_YEAR
    assert education.remarks == ("“a.docx”是 2023 年度的，按批复日期应是 2024 年度的",)
    pile.add("b.docx", WATER, 2024)
    assert _states(pile.call()) == ["年度不符", "已送", "未送"]


def test_without_dates_and_a_usual_year_no_file_is_wrong(pile: Pile) -> None:
    pile.add("a.docx", EDUCATION, 2023)
    pile.add("b.docx", WATER, 2024)
    pile.add("c.docx", HEALTH, 0)
    assert _states(pile.call((EDUCATION,), (WATER,), (HEALTH,))) == ["已送"] * 3


def test_dates_of_another_year_than_most_files_are_doubted(pile: Pile) -> None:
    for name in (EDUCATION, WATER, HEALTH):
        pile.add(f"{name}.docx", name, 2024)
    roll = pile.call((EDUCATION, "", "2024-09-10"), (WATER, "", APPROVED), (HEALTH,))
    assert _states(roll) == ["已送"] * 3
    (found,) = roll.findings
    assert (found.severity.value, found.places[0].row_number) == ("warning", 2)
    assert f"{EDUCATION}的批复日期不在 2025 年" in found.message
    assert "请核对批复日期" in found.message
