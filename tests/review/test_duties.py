"""Each duty of the check list: a document that fulfils it, one that does not, one it leaves out."""

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

import pytest
from support import duty_document as document
from support.submitted import write_text
from wordings.sample import write_case
from wordings.styles import WORDINGS

from generator.field.duties import DUTIES
from generator.model.duty import DutyJudgement, DutyState
from generator.model.review import Review
from generator.review.duties.judging import JUDGES
from generator.tasks.review import review_file

DONE, PROBLEM = DutyState.DONE, DutyState.PROBLEM
LEFT_OUT, UNCHECKED = DutyState.NOT_APPLICABLE, DutyState.UNCHECKED
_NO_SPENDING = {
    "09": document.spend("0 0 0 0 0 0 0 0 0 0 0 0"),
    "spent": "三、“三公”经费支出决算情况说明\n本单位2024年度没有发生“三公”经费支出。",
    "abroad": "",
    "vehicles": "",
    "reception": "",
}
_OLD = {name: text.replace("2024", "2021") for name, text in document.PARTS.items()}
_ALONE = "三、“三公”经费支出决算情况说明\n2024年度“三公”经费支出决算28.50万元。"
_NOTHING_RECEIVED = document.spend("30.00 5.00 25.00 20.00 5.00 0 27.00 4.00 23.00 18.00 5.00 0")


@dataclass(frozen=True)
class Case:
    """A duty, how a document stands to it, and the parts that differ from the whole one."""

    code: str
    state: DutyState
    parts: Mapping[str, str]
    says: str = ""

    def __str__(self) -> str:
        """Return what pytest shows."""
        return f"{self.code} {self.state.value} {'、'.join(self.parts)[:40]}"


_TOTALS = "一、收入支出决算总体情况说明\n"
_PROCURED = "五、政府采购情况说明\n"
_ASSETS = "六、国有资产占用情况说明\n"
_TABLES_GONE = {f"0{number}": "" for number in range(1, 10)}
CASES = (
    Case("J01", PROBLEM, {"03": ""}, "支出决算表"),
    Case("J01", UNCHECKED, {**_TABLES_GONE, "tables": ""}, "没有公开表"),
    Case("J02", PROBLEM, {"08": ""}, "国有资本"),
    Case("J02", LEFT_OUT, {**_OLD, "08": ""}, "2022年度起"),
    Case("J03", PROBLEM, {"07": document.T07}, "政府性基金"),
    Case("J03", LEFT_OUT, {"07": "", "08": ""}, "都有数据"),
    Case("J04", PROBLEM, {"05": document.T05_HEAD}, "201"),
    Case(
        "J04",
        PROBLEM,
        {"05": document.T05_HEAD + document.T05_ITEMS.splitlines()[0] + "\n"},
        "20126",
    ),
    Case("J04", LEFT_OUT, {"05": document.T05_HEAD.replace("100.00\t80.00\t20.00", "0\t0\t0")}),
    Case("J04", UNCHECKED, {"05": ""}, "没有读到"),
    Case("J05", PROBLEM, {"06": document.T06_HEAD + document.T06_END}, "301"),
    Case(
        "J05",
        LEFT_OUT,
        {"06": (document.T06_HEAD + document.T06_END).replace("60.00", "0").replace("20.00", "0")},
    ),
    Case("J06", UNCHECKED, {"09": ""}, "没有读到"),
    Case(
        "J07",
        PROBLEM,
        {
            "overview": document.OVERVIEW.replace("职能", "情况").replace(
                "接收、整理、保管全市的档案，并向社会提供利用。", "见网站。"
            )
        },
    ),
    Case(
        "J07",
        UNCHECKED,
        {
            "overview": document.OVERVIEW.replace("职能", "情况").replace(
                "接收、整理、保管全市的档案，并向社会提供利用。",
                "管理公共文化设施，组织非物质文化遗产的保护和传承。",
            )
        },
        "没有写明是不是部门职责",
    ),
    Case(
        "J07",
        UNCHECKED,
        {
            **dict.fromkeys(document.PARTS, ""),
            "totals": document.TOTALS,
            "general": document.GENERAL,
        },
        "只有情况说明",
    ),
    Case("J08", PROBLEM, {"overview": document.OVERVIEW.partition("\n二、")[0]}),
    Case(
        "J08",
        DONE,
        {
            "overview": document.OVERVIEW.partition("\n二、")[0]
            + "\n二、基本情况\n从单位构成看，决算由馆本级和下属的1个单位组成。"
        },
    ),
    Case(
        "J09",
        PROBLEM,
        {
            "totals": _TOTALS + "收入总计100.00万元，支出总计100.00万元。",
            "general": document.GENERAL.partition("，较")[0] + "。",
        },
    ),
    Case(
        "J09",
        DONE,
        {"totals": _TOTALS + "收入总计100.00万元，支出总计100.00万元，与上年持平。"},
    ),
    Case("J10", PROBLEM, {"general": document.GENERAL.partition("，主要")[0] + "。"}, "没有写原因"),
    Case(
        "J10",
        LEFT_OUT,
        {
            "totals": _TOTALS + "收入总计100.00万元，支出总计100.00万元，与上年持平。",
            "general": document.GENERAL.partition("，较")[0] + "，与上年持平。",
        },
    ),
    Case(
        "J10",
        DONE,
        {
            "running": document.RUNNING.replace(
                "与上年持平", "比上年减少1.00万元，下降4.76%，原因是会议改在线上开"
            )
        },
    ),
    Case(
        "J11", PROBLEM, {"spent": document.SPENT.partition("，决算数小于")[0] + "。"}, "公务接待费"
    ),
    Case(
        "J11",
        PROBLEM,
        {"spent": _ALONE, "abroad": document.ABROAD.replace("，年初预算5.00万元", "")},
        "没有与预算对比",
    ),
    Case("J11", LEFT_OUT, _NO_SPENDING),
    Case(
        "J11",
        DONE,
        {
            **_NO_SPENDING,
            "spent": "三、“三公”经费支出决算情况说明\n"
            "“三公”经费预算0万元，支出决算0万元，决算与预算持平。",
        },
    ),
    Case(
        "J12",
        PROBLEM,
        {"vehicles": "公务用车购置及运行维护费决算23.00万元，年末保有3辆。"},
        "购置费",
    ),
    Case(
        "J12",
        PROBLEM,
        {"vehicles": "公务用车购置及运行维护费决算5.00万元，其中公务用车运行维护费5.00万元。"},
        "购置费",
    ),
    Case(
        "J12",
        DONE,
        {
            "09": document.spend("32.00 5.00 25.00 20.00 5.00 2.00 10.50 4.00 5.00 0 5.00 1.50"),
            "vehicles": "公务用车购置及运行维护费决算5.00万元，全部是公务用车运行维护费5.00万元，"
            "本年未购置公务用车。",
        },
    ),
    Case("J12", LEFT_OUT, _NO_SPENDING),
    Case(
        "J13",
        PROBLEM,
        {"abroad": "因公出国（境）费决算4.00万元，年初预算5.00万元，全年2个团组。"},
        "人次",
    ),
    Case("J13", PROBLEM, {"abroad": document.ABROAD.replace("2个、7人次", "0个、0人次")}, "0个"),
    Case("J13", DONE, {"abroad": "因公出国（境）费决算4.00万元，共组织两批次、七人次出访。"}),
    Case("J13", LEFT_OUT, _NO_SPENDING),
    Case("J14", PROBLEM, {"vehicles": document.VEHICLES.replace("，购入1辆", "")}, "购置数"),
    Case("J14", LEFT_OUT, _NO_SPENDING),
    Case("J15", PROBLEM, {"vehicles": document.VEHICLES.replace("，年末保有3辆", "")}, "保有量"),
    Case("J15", DONE, {"vehicles": document.VEHICLES.replace("年末保有3辆", "共有公务用车三辆")}),
    Case("J15", LEFT_OUT, _NO_SPENDING),
    Case("J16", PROBLEM, {"reception": "公务接待费决算1.50万元，国内公务接待96人次。"}, "批次"),
    Case("J16", PROBLEM, {"reception": "公务接待费决算1.50万元，接待0批次、0人次。"}, "0批次"),
    Case("J16", DONE, {"reception": "公务接待费决算1.50万元，全年来访团组12个、来宾96人。"}),
    Case("J16", LEFT_OUT, {"09": _NOTHING_RECEIVED, "reception": "全年未发生公务接待费支出。"}),
    Case("J17", PROBLEM, {"running": ""}),
    Case(
        "J17",
        LEFT_OUT,
        {"running": "四、机关运行经费情况说明\n本单位为事业单位，不涉及机关运行经费。"},
    ),
    Case(
        "J18",
        PROBLEM,
        {"procurement": document.PROCUREMENT.replace("货物采购4.00万元、工程采购0万元、", "")},
        "货物",
    ),
    Case(
        "J18",
        DONE,
        {"procurement": _PROCURED + "政府采购支出总额9.00万元，全部是政府采购服务支出9.00万元。"},
    ),
    Case("J18", PROBLEM, {"procurement": ""}),
    Case("J18", LEFT_OUT, {"procurement": _PROCURED + "本年度未发生政府采购支出。"}),
    Case("J19", PROBLEM, {"procurement": document.PROCUREMENT.partition("授予")[0]}),
    Case("J19", PROBLEM, {"procurement": document.PROCUREMENT.partition("，占")[0] + "。"}, "比例"),
    Case("J19", LEFT_OUT, {"procurement": _PROCURED + "本年度未发生政府采购支出。"}),
    Case("J20", PROBLEM, {"assets": document.ASSETS.replace("单位共有车辆3辆。", "")}),
    Case(
        "J20",
        DONE,
        {"assets": _ASSETS + "本单位没有车辆，也没有单价100万元以上的设备。"},
    ),
    Case("J21", PROBLEM, {"assets": document.ASSETS.partition("单价")[0]}),
    Case(
        "J21",
        DONE,
        {"assets": _ASSETS + "车辆0辆；单位价值100万元以上专用设备（不含车辆）0台。"},
    ),
    Case("J22", PROBLEM, {"performance": ""}),
    Case(
        "J22",
        LEFT_OUT,
        {"performance": "七、预算绩效情况说明\n本单位没有项目支出，未开展绩效评价。"},
    ),
    Case("J23", PROBLEM, {"glossary": ""}),
    Case(
        "J23",
        UNCHECKED,
        {
            **dict.fromkeys(document.PARTS, ""),
            "totals": document.TOTALS,
            "general": document.GENERAL,
        },
    ),
    Case(
        "J24",
        PROBLEM,
        {"contents": document.CONTENTS.replace("四、机关运行经费", "四、机关行政经费")},
    ),
    Case("J24", LEFT_OUT, {"contents": ""}),
    Case("J25", PROBLEM, {"procurement": document.PROCUREMENT.replace("五、", "六、")}),
    Case(
        "J26", DONE, {"cover": document.COVER + "\n批复时间：2025年9月8日\n公开时间：2025年9月28日"}
    ),
    Case(
        "J26",
        PROBLEM,
        {"cover": document.COVER + "\n批复时间：2025年9月8日\n公开时间：2025年9月29日"},
        "21 天",
    ),
    Case("J26", UNCHECKED, {"cover": document.COVER + "\n批复时间：2025年9月8日"}, "2025-09-28"),
)
# Why a duty has no document that it leaves out, or none that breaks it.
NEVER_LEFT_OUT = {
    "J01": "八张表自2016年度起都要公开",
    "J06": "“三公”经费表总要公开，没有数也列出各栏",
    "J07": "每个部门都有职责",
    "J08": "每个部门都有机构",
    "J09": "每个部门都有收入、支出；没有上年的，写明也算做到",
    "J20": "没有车辆也要写明",
    "J21": "没有设备也要写明",
    "J23": "每份文件都有专业名词",
    "J25": "每份文件都有次序",
    "J26": "每份文件都有期限",
}
NEVER_BROKEN = {"J06": "少了这几栏的表不当作“三公”经费表，只说没有读到"}


def _review(folder: Path, changes: Mapping[str, str]) -> Review:
    return review_file(write_text(folder / "送审稿.txt", document.write_document(changes)))


def _judge(folder: Path, code: str, changes: Mapping[str, str]) -> DutyJudgement:
    return next(one for one in _review(folder, changes).duties if one.duty.code == code)


def test_a_whole_document_fulfils_every_duty(tmp_path: Path) -> None:
    states = {one.duty.code: one.state for one in _review(tmp_path, {}).duties}
    assert states.pop("J26") is UNCHECKED
    assert set(states.values()) == {DONE}


@pytest.mark.parametrize("case", CASES, ids=str)
def test_a_document_is_judged(case: Case, tmp_path: Path) -> None:
    judged = _judge(tmp_path, case.code, case.parts)
    assert judged.state is case.state, judged
    assert case.says in judged.note


@pytest.mark.parametrize("duty", DUTIES, ids=lambda duty: duty.code)
def test_every_duty_has_its_documents(duty: object) -> None:
    code = getattr(duty, "code", "")
    states = {case.state for case in CASES if case.code == code}
    assert PROBLEM in states or code in NEVER_BROKEN
    assert LEFT_OUT in states or code in NEVER_LEFT_OUT


def test_the_catalogue_is_whole() -> None:
    codes = [duty.code for duty in DUTIES]
    assert codes == [f"J{number:02}" for number in range(1, len(DUTIES) + 1)]
    assert list(JUDGES) == list(DUTIES)
    assert all(duty.content and duty.authority and duty.group for duty in DUTIES)


def test_nothing_is_done_without_evidence(tmp_path: Path) -> None:
    for one in _review(tmp_path, {}).duties:
        place = one.place
        assert one.state is not DONE or (place and (place.quote or place.table)), one.duty.code
    with pytest.raises(ValueError, match="J01"):
        DutyJudgement(DUTIES[0], DONE)
    with pytest.raises(ValueError, match="J01"):
        DutyJudgement(DUTIES[0], UNCHECKED)


# What true texts of every wording say; 设备, 绩效 and parts are not in all of them.
_SAID = ("J09", "J12", "J14", "J15", "J16", "J17", "J18", "J20")


@pytest.mark.parametrize("wording", WORDINGS)
@pytest.mark.parametrize("seed", ["d1", "d2", "d3"])
def test_no_wording_is_taken_for_silence(wording: str, seed: str, tmp_path: Path) -> None:
    text = write_case(seed, wording).document.render().text
    judged = review_file(write_text(tmp_path / "送审稿.txt", text)).duties
    wrong = [one for one in judged if one.duty.code in _SAID and one.state is PROBLEM]
    assert wrong == []
