"""Forms (自评表) in a submitted Word file, beside 十三 and the report on the same project."""

from collections.abc import Callable
from pathlib import Path

import pytest
from docx import Document
from support.evaluation_forms import Cell, Form, Wide, write_document
from support.evaluation_shapes import xinxiang_form

from generator.base.severity import Severity
from generator.model.review import Review
from generator.tasks.review import review_file

_BEFORE = (
    "第三部分 2024年度部门决算情况说明",
    "十三、预算绩效情况说明",
    "（一）绩效评价工作开展情况",
    "对2024年度项目开展绩效自评。",
    "（二）项目绩效自评结果",
    "大厅运行经费项目绩效自评情况：自评得分为98.45分。全年预算数为84.80万元，执行数为76.32万元。",
    "第五部分 附件",
)
_REPORT = (
    "财政项目支出绩效自评报告",
    "项目名称：大厅运行经费",
    "总得分98.45分，属于“优”。",
    "机房指标值≥2个，完成值2个，分值5分，得分5分；",
    "设置服务窗口指标值≥130个，完成值115个，分值3分，得分2.65分，扣分原因为：合并。",
)


def _with(old: str, new: str) -> Callable[[Form], Form]:
    """Return a change of the cells of a form that hold one text."""

    def swap(cell: Cell) -> Cell:
        if isinstance(cell, Wide):
            return cell._replace(text=new) if cell.text == old else cell
        return new if cell == old else cell

    return lambda form: [[swap(cell) for cell in row] for row in form]


def _review(
    folder: Path,
    change: Callable[[Form], Form] = lambda form: form,
    said: Callable[[str], str] = lambda text: text,
) -> Review:
    path = write_document(
        folder / "送审稿.docx", [([said(line) for line in _BEFORE], change(xinxiang_form()))]
    )
    document = Document(str(path))
    for line in _REPORT:
        document.add_paragraph(said(line))
    document.save(str(path))
    return review_file(path)


def _told(review: Review) -> list[str]:
    marks = [mark.finding for mark in review.marks if mark.finding.severity is not Severity.INFO]
    return sorted(one.message for one in marks if one.code in {"R16", "R18", "R24", "R02"})


def test_a_form_that_agrees_is_silent_and_its_numbers_are_counted(tmp_path: Path) -> None:
    review = _review(tmp_path)
    assert _told(review) == []
    assert [one for one in review.others if one.severity is Severity.ERROR] == []
    left = [number.text for number in review.open_numbers if "自评" in number.section]
    assert left == []


@pytest.mark.parametrize(
    ("old", "new", "messages"),
    [
        (
            "76.32",
            "76.23",
            [
                "“大厅运行经费”的全年执行数写作76.32万元，自评表为76.23万元",
                "“大厅运行经费”自评表年度资金总额的执行率写作90.0%，按所列的数应为 89.89%",
                "“大厅运行经费”自评表政府预算资金的执行率写作90.0%，按所列的数应为 89.89%",
            ],
        ),
        (
            "98.45",
            "97.45",
            [
                "“大厅运行经费”的自评得分写作98.45分，自评表为97.45",
                "总得分写作98.45分，自评表为97.45",
            ],
        ),
        ("2.65", "2.95", ["设置服务窗口的得分写作2.65，自评表为2.95"]),
        ("115个", "151个", ["设置服务窗口的实际完成值写作115，自评表为151个"]),
        ("≥130个", "≥120个", ["设置服务窗口的年度指标值写作130，自评表为120"]),
    ],
)
def test_what_a_form_has_otherwise_is_told(
    old: str, new: str, messages: list[str], tmp_path: Path
) -> None:
    assert _told(_review(tmp_path, _with(old, new))) == messages


def test_a_report_that_section_thirteen_contradicts_is_told(tmp_path: Path) -> None:
    review = _review(tmp_path, said=lambda text: text.replace("自评得分为98.45", "自评得分为96.45"))
    assert _told(review) == [
        "“大厅运行经费”的自评得分写作96.45分，自评表为98.45",
        "总得分写作98.45分，十三（二）写作96.45分",
    ]


def test_a_form_whose_fixed_words_are_damaged_accuses_nobody(tmp_path: Path) -> None:
    damaged = _with("拨付合规性", "拨付合理性")
    review = _review(tmp_path, lambda form: damaged(_with("76.32", "16.23")(form)))
    assert _told(review) == []
    warned = [one for one in review.others if one.code == "R24"]
    assert [one.severity for one in warned] == [Severity.WARNING]
    left = {number.text: number.bars for number in review.open_numbers}
    assert left["16.23"] is False
