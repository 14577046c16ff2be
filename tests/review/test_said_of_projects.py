"""What the data has wrong of a project is told where the text says it, and once."""

from pathlib import Path

import pytest

from generator.model.review import Review
from generator.tasks.review import review_file

ROOT = Path(__file__).resolve().parents[2]
# Of this project the sample has 0 executed and 90.4 points.
NAME = "新乡市大数据产业园建设项目（二期）（2023年结转）专项债券资金"
TEXT = """新乡市行政审批和政务信息管理局
2024年度决算公开说明
一、部门基本情况
负责某某工作。
二、收支情况说明
2024年度收入总计10,394.91万元，支出总计10,394.91万元。
三、预算绩效情况说明
{told}
"""
SAID = {
    "同一得分": "1.{name}项目自评综述：全年预算数7761.84万元，执行数0万元，自评得分90.4分。",
    "两位小数": "1.{name}项目自评综述：全年预算数7,761.84万元，执行数0.00万元，得分为90.40分。",
    "名称另起一行": "1.{name}\n该项目全年预算数7761.84万元，执行数0万元，自评得分90.4分。",
    "正文另有得分": "1.{name}项目自评综述：全年预算数7761.84万元，执行数0万元，自评得分92分。",
}
UNSAID = {
    "没有写项目": "本部门组织对2024年度项目支出开展了绩效自评。",
    "没有写得分": "1.{name}项目全年预算数7761.84万元，资金没有支出。",
    "别的项目同分": (
        "1.党群服务中心项目自评综述：全年预算数55万元，执行数50万元，自评得分90.4分。"
    ),
}


def _review(told: str, folder: Path) -> Review:
    file = folder / "送审.txt"
    file.write_text(TEXT.format(told=told.format(name=NAME)), encoding="utf-8")
    return review_file(file, ROOT / "data")


def _told(review: Review) -> list[str]:
    found = [one.finding for one in review.marks] + list(review.others)
    return [one.code for one in found if one.code == "N13r" or "没有支出" in one.message]


@pytest.mark.parametrize("told", SAID.values(), ids=SAID)
def test_what_the_text_says_is_told_once(told: str, tmp_path: Path) -> None:
    assert len(_told(_review(told, tmp_path))) == 1


@pytest.mark.parametrize("told", UNSAID.values(), ids=UNSAID)
def test_what_it_does_not_say_is_the_matter_of_the_data(told: str, tmp_path: Path) -> None:
    assert not _told(_review(told, tmp_path))
