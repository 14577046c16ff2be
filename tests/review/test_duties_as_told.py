"""The check list in other wordings: what is told in other words, and what only seems to be told."""

from collections.abc import Mapping
from pathlib import Path

import pytest
from support import duty_document as document
from support.submitted import write_text

from generator.model.duty import DutyJudgement, DutyState
from generator.tasks.review import review_file

_SPENT = "三、“三公”经费支出决算情况说明\n"
_ALL = "年初预算32.00万元，决算28.50万元，完成预算的89.06%，低于预算主要是压减出访和接待。\n"
_ABROAD = "因公出国（境）费4.00万元，团组2个、7人次。\n"
_CARS = "公务用车购置费18.00万元，购置1辆；公务用车运行维护费5.00万元，保有量3辆。\n"
_GUESTS = "公务接待费1.50万元，国内公务接待12批次、96人次。\n"
_NOTHING = document.spend("0 0 0 0 0 0 0 0 0 0 0 0") + "\n说明：没有此项支出，本表无数据。\n"
_NOT_BOUGHT = document.spend("8.00 0 6.00 0 6.00 2.00 6.50 0 5.00 0 5.00 1.50")
_TOTALS = "一、收入支出决算总体情况说明\n2024年度收入总计100.00万元，支出总计100.00万元"


def _spent(*paragraphs: str, table: str = document.PARTS["09"]) -> Mapping[str, str]:
    text = _SPENT + "".join(paragraphs)
    return {"spent": text, "abroad": "", "vehicles": "", "reception": "", "09": table}


def _in(part: str, text: str) -> Mapping[str, str]:
    """Return a part with another text below its own heading."""
    return {part: f"{document.PARTS[part].partition(chr(10))[0]}\n{text}"}


def _overview(text: str) -> Mapping[str, str]:
    return {"overview": f"第一部分 部门概况\n{text}", "contents": ""}


# What is told, or told to be nothing, in words that the duty does not name.
TOLD = (
    ("J03", {"07": document.T07 + "\n注：本单位不涉及政府性基金，此表为空表。\n"}),
    ("J03", {"07": document.T07 + "\n（本单位2024年无政府性基金预算财政拨款收支）\n"}),
    ("J08", _overview("一、职责\n负责接收全市的档案。\n二、所属单位\n本馆没有所属单位。")),
    ("J09", {"totals": f"{_TOTALS}。本馆当年新成立，没有上年数据。", "general": ""}),
    ("J11", _spent(_ALL, _ABROAD, _CARS, _GUESTS)),
    ("J11", _spent("“三公”经费预算数、决算数均为零。", table=_NOTHING)),
    ("J12", _spent("“三公”经费：当年未列支。", table=_NOTHING)),
    (
        "J12",
        _spent(
            "公务用车购置及运行费5.00万元，均为公务用车运行维护费，当年未更新车辆，保有量2辆。",
            table=_NOT_BOUGHT,
        ),
    ),
    ("J13", _spent(_ALL, "因公出国（境）费4.00万元，出国（境）2批7人。\n", _CARS, _GUESTS)),
    ("J15", _spent(_ALL, _ABROAD, _CARS.replace("，保有量", "，年末保有量与上年持平，为"))),
    ("J16", _spent(_ALL, _GUESTS, "上年公务接待14批次、110人次。")),
    ("J17", _in("running", "本馆为公益一类事业单位，不在机关运行经费统计范围内。")),
    ("J17", _in("running", "机关运行经费支出为零。")),
    ("J17", _in("running", "本馆是公益一类事业单位，本项无数据。")),
    ("J18", _in("procurement", "2024年度政府采购总额为0。")),
    ("J18", _in("procurement", "当年未实施政府采购。")),
    ("J18", _in("procurement", "政府采购支出总额9.00万元，均为服务类采购。")),
    ("J19", _in("procurement", "政府采购总额9.00万元，未授予中小企业合同。")),
    (
        "J19",
        _in("procurement", "政府采购总额9.00万元。中小企业合同金额占比66.67%，计6.00万元。"),
    ),
    ("J20", _in("assets", "本单位无公务用车。")),
    ("J20", _in("assets", "本单位不占有车辆。")),
    ("J21", _in("assets", "共有车辆3辆；单价100万元以上设备：无。")),
    ("J22", _in("performance", "市财政局委托第三方对项目进行重点评价，等级为“良”。")),
    ("J23", _in("glossary", "一、财政拨款收入\n本级财政当年拨付的资金。")),
    ("J23", _in("glossary", "一、基本支出，是指保障机构正常运转的支出。")),
    ("J23", _in("glossary", "无形资产：指没有实物形态的资产。")),
)
# What has its words, and does not tell it.
ONLY_SEEMS = (
    ("J03", {"07": document.T07 + "\n注：国有资本经营预算财政拨款支出决算表为空表。\n"}),
    ("J03", {"07": document.T07 + "\n注：本表无数据的栏目不填。\n"}),
    ("J03", {"07": document.T07 + "\n注：本表反映没有列入一般公共预算的基金收支。\n"}),
    ("J07", _overview("一、主要职能\n详见市政府门户网站。\n二、机构设置\n内设2个科。")),
    ("J08", _overview("一、主要职能\n负责接收档案。\n二、机构设置\n内设××科，下设单位×个。")),
    ("J08", _overview("一、主要职能\n负责接收档案，指导各单位组成档案网络。")),
    ("J10", {"totals": f"{_TOTALS}，与上年相比各增加10.00万元，主要原因是××××。"}),
    ("J07", _overview("一、主要职能\n【待补充：主要职责】\n二、机构设置\n内设2个科。")),
    ("J10", {"totals": f"{_TOTALS}，与上年相比各增加10.00万元，主要原因是【待补充：原因】。"}),
    ("J11", _spent(_ALL.replace("压减出访和接待", "【待补充：原因】"), _GUESTS)),
    ("J11", _spent(_ALL.replace("低于预算主要是压减出访和接待", "主要原因是××"), _GUESTS)),
    ("J12", _spent(_ALL, "公务用车运行维护费5.00万元，本年未购置公务用车，保有量3辆。")),
    ("J12", _spent(_ALL, "上年公务用车购置费18.00万元、公务用车运行维护费5.00万元。")),
    ("J13", _spent(_ALL, "因公出国（境）费4.00万元，原计划出访团组3个、9人次。")),
    ("J13", _spent(_ALL, "因公出国（境）费4.00万元，赴2个国家，共7人次。")),
    ("J14", _spent(_ALL, _CARS.replace("购置1辆", "上年购置1辆"))),
    ("J15", _spent(_ALL, _CARS.replace("保有量", "2023年末保有量"))),
    ("J15", _spent(_ALL, _CARS.replace("保有量", "核定车辆编制"))),
    ("J16", _spent(_ALL, "公务接待费1.50万元，接待12批次，本单位在职人员20人。")),
    ("J16", _spent(_ALL, "公务接待费0万元，没有公务接待。")),
    ("J17", _in("running", "2023年度机关运行经费支出19.00万元。")),
    ("J17", _in("running", "机关运行经费比上年增加1.00万元，主要是租用库房。")),
    ("J17", _in("running", "本年没有调整机关运行经费的口径。")),
    ("J18", _in("procurement", "2024年度政府采购预算总额9.00万元，均为服务采购。")),
    ("J18", _in("procurement", "没有发生政府采购投诉。")),
    ("J19", _in("procurement", "政府采购总额9.00万元，没有中小企业投诉。")),
    (
        "J19",
        _in(
            "procurement",
            "政府采购总额9.00万元。授予中小企业合同6.00万元，货物占总额的44.44%。",
        ),
    ),
    ("J20", _in("assets", "2023年末共有车辆3辆。")),
    ("J20", _in("assets", "本年报废车辆1辆，没有违规使用车辆的情况。")),
    ("J21", _in("assets", "共有车辆3辆，单价50万元以上设备1台，没有闲置设备。")),
    ("J22", _in("performance", "绩效评价是指对财政支出进行的综合性考核。")),
    ("J22", _in("performance", "下一步，将逐步开展绩效评价工作。")),
    ("J23", _in("glossary", "一、财政拨款收入：\n二、基本支出：")),
    ("J23", _in("glossary", "联系电话：0371-1234567")),
)


def _judge(folder: Path, code: str, parts: Mapping[str, str]) -> DutyJudgement:
    path = write_text(folder / "送审稿.txt", document.write_document(parts))
    return next(one for one in review_file(path).duties if one.duty.code == code)


@pytest.mark.parametrize(("code", "parts"), TOLD)
def test_what_is_told_in_other_words_is_no_problem(
    code: str, parts: Mapping[str, str], tmp_path: Path
) -> None:
    judged = _judge(tmp_path, code, parts)
    assert judged.state in {DutyState.DONE, DutyState.NOT_APPLICABLE}, judged


@pytest.mark.parametrize(("code", "parts"), ONLY_SEEMS)
def test_what_only_seems_to_be_told_is_not_done(
    code: str, parts: Mapping[str, str], tmp_path: Path
) -> None:
    judged = _judge(tmp_path, code, parts)
    assert judged.state in {DutyState.PROBLEM, DutyState.UNCHECKED}, judged
