"""Two projects with forms and reports in one file: their names, and the money of each source.

河道清淤: 120.00 of 150.00, of which 100.00 of 130.00 is public. 路灯更换: all of 36.00.
"""

from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path

import pytest
from docx import Document
from support.evaluation_forms import write_document
from support.evaluation_shapes import Facts, Row, xinxiang_form

from generator.base.severity import Severity
from generator.model.review import Review
from generator.tasks.review import review_file

_Money = tuple[tuple[str, ...], ...]
_DREDGED: _Money = (
    ("年度资金总额", "140.00", "150.00", "120.00", "10", "80.00%", "8"),
    ("政府预算资金", "130.00", "130.00", "100.00", "-", "76.92%", "-"),
    ("财政专户管理资金", "0.00", "0.00", "0.00", "-", "-", "-"),
    ("单位资金", "10.00", "20.00", "20.00", "-", "100%", "-"),
)
_LAMPS: _Money = (
    ("年度资金总额", "36.00", "36.00", "36.00", "10", "100.00%", "10"),
    ("政府预算资金", "36.00", "36.00", "36.00", "-", "100.00%", "-"),
    ("财政专户管理资金", "0.00", "0.00", "0.00", "-", "0.00%", "-"),
    ("单位资金", "", "", "", "-", "", "-"),
)
_ROWS = (Row("产出指标", "数量指标", "完成数量", "≥6处", "6处", "90", "90"),)


@dataclass
class _File:
    """What the places say: the names in 十三, the forms, the reports; the money of both."""

    said: list[str] = field(default_factory=lambda: ["河道清淤工程", "路灯更换"])
    forms: list[str] = field(default_factory=lambda: ["河道清淤工程", "路灯更换"])
    reports: list[str] = field(default_factory=lambda: ["河道清淤工程", "路灯更换"])
    money: list[_Money] = field(default_factory=lambda: [_DREDGED, _LAMPS])
    printed: list[_Money] = field(default_factory=lambda: [_DREDGED, _LAMPS])
    rate: str = "80%"


_SCORES = ("98", "100")
_FIGURES = (
    "自评得分为98分。全年预算数为150.00万元，执行数为120.00万元，完成预算的{rate}。",
    "自评得分为100分。全年预算数为36.00万元，执行数为36.00万元，完成预算的100.00%。",
)


def _write(path: Path, file: _File) -> Path:
    lines = [
        "第三部分 2024年度部门决算情况说明",
        "十三、预算绩效情况说明",
        "（二）项目绩效自评结果",
        *(
            f"{name}项目绩效自评情况：{_FIGURES[at].format(rate=file.rate)}"
            for at, name in enumerate(file.said)
        ),
        "第五部分 附件",
    ]
    forms = [
        Facts(name, "某县水利局", "2024", file.money[at], (), "清淤", "已清淤", _ROWS, "100", score)
        for at, (name, score) in enumerate(zip(file.forms, _SCORES, strict=False))
    ]
    titled = [(lines if not at else [""], xinxiang_form(form)) for at, form in enumerate(forms)]
    document = Document(str(write_document(path, titled)))
    for at, name in enumerate(file.reports):
        document.add_paragraph("财政项目支出绩效自评报告")
        document.add_paragraph(f"项目名称：{name}")
        document.add_paragraph("项目单位：某县水利局")
        document.add_paragraph("（二）项目预算安排及使用情况")
        document.add_paragraph("单位：万元")
        heads = ("", "年初预算数", "全年预算数", "全年执行数", "执行率")
        rows = [heads, *((*row[:4], row[5]) for row in file.printed[at])]
        table = document.add_table(len(rows), len(heads))
        for cells, texts in zip(table.rows, rows, strict=True):
            for cell, text in zip(cells.cells, texts, strict=True):
                cell.text = text
        document.add_paragraph("二、总体评价结论")
        document.add_paragraph(f"经评价，总得分{_SCORES[at]}分。")
    document.save(str(path))
    return path


def _told(review: Review) -> list[tuple[str, Severity, str]]:
    found = [mark.finding for mark in review.marks]
    codes = {"R02", "R16", "R18"}
    return [(f.code, f.severity, f.message) for f in found if f.code in codes]


def _review(folder: Path, change: Callable[[_File], None] = lambda _: None) -> Review:
    file = _File()
    change(file)
    return review_file(_write(folder / "送审稿.docx", file))


def test_a_file_that_agrees_is_silent(tmp_path: Path) -> None:
    assert _told(_review(tmp_path)) == []


@pytest.mark.parametrize(
    ("place", "name"),
    [
        ("said", "河道清淤工程（二期）"),
        ("forms", "河道清工程"),
        ("forms", "2023年河道清淤工程（结转）"),
        ("reports", "河道清淤工程一期"),
        ("reports", "水系连通"),  # All figures are alike.
    ],
)
def test_a_name_without_counterpart_is_asked_about_once(
    place: str, name: str, tmp_path: Path
) -> None:
    told = _told(_review(tmp_path, lambda file: getattr(file, place).__setitem__(0, name)))
    assert [(code, severity) for code, severity, _ in told] == [("R16", Severity.WARNING)]
    assert name in told[0][2]


def _names(**places: list[str]) -> Callable[[_File], None]:
    return lambda file: file.__dict__.update(places)


@pytest.mark.parametrize(
    "change",
    [
        _names(said=["河道清淤工程"]),  # 十三 writes of some.
        _names(forms=["河道清淤工程"], reports=["河道清淤工程"]),
        _names(said=["河道 清淤工程", "“路灯”更换"]),
        _names(forms=["2024年河道清淤工程", "路灯更换项目"]),
        _names(
            said=["河道(清淤)工程", "路灯更换"], forms=["河道（清淤）工程", "路灯更换"], reports=[]
        ),
        # Another project by its figures as well.
        _names(said=["河道清淤工程"], forms=["河道清淤工程", "河道清淤工程（二期）"], reports=[]),
    ],
)
def test_names_that_may_be_so_are_not_asked_about(
    change: Callable[[_File], None], tmp_path: Path
) -> None:
    assert _told(_review(tmp_path, change)) == []


def _with(money: _Money, row: int, column: int, text: str) -> _Money:
    rows = [list(one) for one in money]
    rows[row][column] = text
    return tuple(map(tuple, rows))


@pytest.mark.parametrize(
    ("row", "column", "text", "words"),
    [
        (0, 5, "82.00%", "年度资金总额的执行率写作82.00%，按所列的数应为 80.00%"),
        (1, 5, "79.62%", "政府预算资金的执行率写作79.62%，按所列的数应为 76.92%"),
        (3, 5, "10%", "单位资金的执行率写作10%，按所列的数应为 100.00%"),
    ],
)
def test_a_rate_of_a_form_is_that_of_its_row(
    row: int, column: int, text: str, words: str, tmp_path: Path
) -> None:
    money = _with(_DREDGED, row, column, text)
    told = _told(_review(tmp_path, lambda file: file.money.__setitem__(0, money)))
    assert any(code == "R02" and words in message for code, _, message in told)


@pytest.mark.parametrize(
    ("row", "text"), [(0, "80%"), (0, "0.8"), (1, "76.9%"), (1, "77%"), (1, "0.77")]
)
@pytest.mark.parametrize("place", ["money", "printed"])
def test_a_rate_may_be_printed_otherwise(place: str, row: int, text: str, tmp_path: Path) -> None:
    money = _with(_DREDGED, row, 5, text)
    assert _told(_review(tmp_path, lambda file: getattr(file, place).__setitem__(0, money))) == []


def test_many_projects_have_the_full_score_and_spent_all(tmp_path: Path) -> None:
    assert _told(_review(tmp_path, lambda file: file.reports.__setitem__(1, "校舍维修"))) == []


def test_the_rate_of_thirteen_is_that_of_the_form(tmp_path: Path) -> None:
    told = _told(_review(tmp_path, lambda file: setattr(file, "rate", "80.02%")))
    assert any("自评表为80.00%" in message for _, _, message in told)


@pytest.mark.parametrize(
    ("row", "column", "text", "words"),
    [
        (0, 1, "150.00", "年初预算数写作150.00，各项资金合计 140"),
        (2, 3, "0.50", "全年执行数写作120.00，各项资金合计 120.5"),
        (3, 2, "12.00", "全年预算数写作150.00，各项资金合计 142"),
    ],
)
def test_sources_of_a_report_make_the_whole(
    row: int, column: int, text: str, words: str, tmp_path: Path
) -> None:
    printed = _with(_DREDGED, row, column, text)
    told = _told(_review(tmp_path, lambda file: file.printed.__setitem__(0, printed)))
    assert any(code == "R18" and words in message for code, _, message in told)


def test_a_report_has_the_money_of_the_form(tmp_path: Path) -> None:
    printed = _with(_with(_DREDGED, 0, 1, "141.00"), 1, 1, "131.00")
    told = _told(_review(tmp_path, lambda file: file.printed.__setitem__(0, printed)))
    assert [(code, severity) for code, severity, _ in told] == [("R16", Severity.ERROR)] * 2
    assert "政府预算资金的年初预算数写作131.00，自评表为130.00万元" in told[1][2]


def test_some_sources_may_be_less_than_the_whole(tmp_path: Path) -> None:
    some = _DREDGED[:2]
    review = _review(tmp_path, lambda file: file.printed.__setitem__(0, some))
    assert _told(review) == []


@pytest.mark.parametrize(
    ("rate", "codes"), [("90.14%", ["R16"]), ("88.89%", []), ("88.9%", []), ("0.8889", [])]
)
def test_a_source_has_one_rate_in_form_and_report(
    rate: str, codes: list[str], tmp_path: Path
) -> None:
    """0.56 of 0.63 may be 90.14 % of amounts with more digits, but not in one of two places."""
    small = ("单位资金", "0.55", "0.63", "0.56", "-", "88.89%", "-")
    public = ("政府预算资金", "139.45", "149.37", "119.44", "-", "79.96%", "-")

    def change(file: _File) -> None:
        file.money[0] = (_DREDGED[0], public, _DREDGED[2], small)
        file.printed[0] = (*file.money[0][:3], (*small[:5], rate, "-"))

    told = _told(_review(tmp_path, change))
    assert [code for code, _, _ in told] == codes
    assert not codes or "单位资金的执行率写作90.14%，自评表为88.89%" in told[0][2]
