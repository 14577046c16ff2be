"""十三 on its projects together, in wordings of our own: counts, grades, what was evaluated.

Three projects: 100.00 + 60.00 of the general budget and 40.00 of the government funds.
"""

import pytest
from edited import review_of

from generator.base.severity import Severity

_DREDGING = "河道清淤"
_SAID = (
    "1.河道清淤项目绩效自评情况：自评得分为95.00分。全年预算数为100.00万元，执行数为100.00万元。\n"
    "2.路灯更换（二期）项目绩效自评情况：自评得分为88.00分。全年预算数为75.00万元，执行数为60.00万元。\n"
    "3.棚改安置房及配套项目绩效自评情况：自评得分为91.00分。全年预算数为40.00万元，执行数为40.00万元。\n"
)
_ALL = "本年度所有自评项目共3个。\n"
_GENERAL = "对本级一般公共预算项目支出开展绩效自评，其中：项目2个，涉及资金160.00万元。\n"
_FUND = "对2024年度棚改安置房及配套1个政府性基金预算项目进行绩效自评，涉及资金40.00万元。\n"
_CHOSEN = (
    "我局对河道清淤、路灯更换（二期）2个项目组织开展了部门绩效评价，"
    "其中一般公共预算支出160.00万元，政府性基金预算支出0.00万元。\n"
)
_WORK = f"{_GENERAL}{_FUND}{_ALL}{_CHOSEN}"


def _told(work: str, said: str = _SAID) -> list[tuple[Severity, str]]:
    text = (
        "第三部分 2024年度部门决算情况说明\n十三、预算绩效情况说明\n（一）绩效评价工作开展情况\n"
        f"{work}（二）项目绩效自评结果\n{said}"
    )
    marks = review_of(text, alone=True).marks
    return [(m.finding.severity, m.finding.message) for m in marks if m.finding.code == "R18"]


def test_what_hangs_together_is_silent() -> None:
    assert _told(_WORK) == []


@pytest.mark.parametrize(
    ("old", "new"),
    [
        # 共 that is part of a name counts nothing.
        ("河道清淤", "公共停车场共建"),
        # A sign that ends another word is no grade.
        ("所有自评项目共3个", "所有自评项目共3个，其中3个得分在80分以上"),
        ("所有自评项目共3个", "所有自评项目共3个，当中2个得分在90分以上"),
        # Two numbers of all projects: nobody knows which is meant.
        ("所有自评项目共3个", "全部项目5个，安排自评项目3个"),
    ],
)
def test_what_only_looks_like_a_count_is_let_be(old: str, new: str) -> None:
    assert old in _WORK
    assert _told(_WORK.replace(old, new), _SAID.replace(old, new)) == []


@pytest.mark.parametrize(
    ("old", "new", "words"),
    [
        ("项目2个，涉及", "项目3个，涉及", "合计 4 个"),
        ("项目2个，涉及", "项目1个，涉及", "合计 2 个"),
        ("配套1个政府", "配套2个政府", "合计 4 个"),
        ("二期）2个项目", "二期）3个项目", "列出名称的有 2 个"),
        ("二期）2个项目", "二期）等12个项目", "全部项目只有 3 个"),
        ("二期）2个项目", "二期）等1个项目", "列出名称的有 2 个"),
        ("基金预算支出0.00", "基金预算支出55.00", "共涉及 40万元"),
        ("预算支出160.00万元，政府", "预算支出180.00万元，政府", "共涉及 160万元"),
        ("基金预算支出0.00", "基金预算支出40.00", "最多 160万元"),
        ("对河道清淤、", "对河道淤清、", f"相近的是“{_DREDGING}”"),
    ],
)
def test_what_does_not_is_asked_about(old: str, new: str, words: str) -> None:
    assert old in _WORK
    told = _told(_WORK.replace(old, new))
    assert [severity for severity, _ in told if severity is not Severity.WARNING] == []
    assert any(words in message for _, message in told), told


def test_all_projects_chosen_have_all_the_money() -> None:
    both = "对河道清淤等3个项目组织实施部门评价，其中一般公共预算支出{}万元。\n"
    assert _told(_GENERAL + _FUND + _ALL + both.format("160.00")) == []
    ((severity, message),) = _told(_GENERAL + _FUND + _ALL + both.format("150.00"))
    assert severity is Severity.WARNING
    assert "全部项目都作了部门评价" in message


@pytest.mark.parametrize(
    "work",
    [
        # Nothing says how many there are, or that each is written of.
        f"{_GENERAL}{_CHOSEN}",
        # A project of the department's own money is of no fund.
        f"{_GENERAL}{_FUND}本年度所有自评项目共4个。\n",
        # 等 names some of them; a name with 及 is one name.
        _ALL + "对棚改安置房及配套等2个项目开展部门评价，其中一般公共预算支出60.00万元。\n",
        # Amounts of one list alone say nothing of funds that are not spoken of.
        _ALL + "对路灯更换（二期）1个项目开展部门评价，其中政府性基金预算支出60.00万元。\n",
        # The year before a name may be left out.
        _ALL + "对2024年河道清淤、路灯更换（二期）2个项目开展部门评价。\n",
        # 一级项目 and 二级项目 are counted apart.
        "对一般公共预算项目支出全面开展绩效自评，其中，一级项目2个，二级项目5个。\n" + _ALL,
    ],
)
def test_what_is_open_is_not_asked_about(work: str) -> None:
    assert _told(work) == []


@pytest.mark.parametrize(
    ("score", "grade", "wrong"),
    [
        ("91.33", "优", False),
        ("91.33", "优秀", False),
        ("91.33", "良", True),
        ("79.99", "中", False),
        ("80", "中", True),
        ("59.50", "良好", True),
    ],
)
@pytest.mark.parametrize(
    "words",
    [
        "，自评平均得分为{}分，评价结果为“{}”。\n",
        "；各项目平均分{}分，综合等级评定为{}。\n",
        "。平均自评得分达到{}分，属于“{}”等次。\n",
    ],
)
def test_the_grade_of_a_mean(words: str, score: str, grade: str, *, wrong: bool) -> None:
    said = _SAID.splitlines(keepends=True)[0]
    text = "项目实施情况总体较好" + words.format(score, grade)
    told = [message for _, message in _told(text, said) if "平均得分" in message]
    assert bool(told) is wrong


def test_a_text_may_have_its_own_bands_and_counts_are_no_grade() -> None:
    bands = "85-100分为优，70-85分为良。"
    assert _told(f"{bands}各项目平均分86.00分，等级为优。\n", "") == []
    assert _told("各项目平均分86.00分，等级为优的项目3个。\n", "") == []
    assert _told("各项目平均分86.00分，评价等级为优3个。\n", "") == []


@pytest.mark.parametrize(
    ("said", "words"),
    [
        ("等级为“优”的2个。\n", ""),
        ("等级为“优”的3个。\n", "按各项目的得分是 2 个"),
        ("等级为“良”的5个。\n", "全部项目只有 3 个"),
    ],
)
def test_the_count_of_one_grade(said: str, words: str) -> None:
    told = [message for _, message in _told(f"所有自评项目共3个，其中{said}")]
    assert bool(told) is bool(words)
    assert all(words in message for message in told)
