"""`init`: the lists of self-evaluation empty and explained, rolled forward, as sheets."""

from pathlib import Path

import pytest
from openpyxl import Workbook, load_workbook
from support.evaluation_forms import write_workbook
from support.evaluation_shapes import HALL, xinxiang_form
from support.folders import copy_data, read_rows, without_evaluation, write_rows
from support.written import import_files, init_folder, roll_forward, write_accountant_workbook

from generator import build
from generator.reading.lists import LIST_BY_FILE, read_records
from generator.tasks.init import RolledForward
from generator.tasks.init.sources import read_source
from generator.tasks.opening import open_sheets

_EVALUATION = ("绩效指标", "资金管理", "项目文字", "整体绩效", "整体绩效指标")
_WHOLE_KEPT = {
    "年度总体目标": "保障全市政务服务平稳运行",
    "评价方法": "定量与定性相结合",
}


def _data(folder: Path) -> Path:
    """Return data/ with a form, and what is said of the department as a whole."""
    data = without_evaluation(copy_data(folder / "数据"))
    import_files([write_workbook(folder / "自评表.xlsx", {"自评": [xinxiang_form()]})], data)
    given = {
        "自评得分": "92.45",
        "项目总数": "15",
        **_WHOLE_KEPT,
        "存在的问题和建议": "预算执行偏慢",
    }
    write_rows(data / "整体绩效.csv", [["项目", "内容"], *map(list, given.items())])
    head = read_rows(data / "绩效指标.csv")[0][1:]
    row = ["产出指标", "数量指标", "办件量", "≥", "1000", "件", "1200件", "10", "10", ""]
    write_rows(data / "整体绩效指标.csv", [head, row])
    return data


@pytest.fixture
def rolled(tmp_path: Path) -> RolledForward:
    """The year after."""
    return roll_forward(_data(tmp_path), tmp_path / "2025年")


def _rows(target: Path, name: str) -> list[dict[str, str]]:
    head, *rows = read_rows(target / f"{name}.csv")
    return [{c: t for c, t in zip(head, row, strict=True) if t} for row in rows]


def test_a_new_folder_has_the_lists_with_their_heads(tmp_path: Path) -> None:
    init_folder(tmp_path / "d", name="某局", year=2024)
    for name in _EVALUATION:
        head, *rows = read_rows(tmp_path / "d" / f"{name}.csv")
        layout = LIST_BY_FILE[name]
        assert set(layout.required) <= set(head), name
        assert [row for row in rows if any(row[1:])] == [], name
    guide = (tmp_path / "d" / "说明.md").read_text(encoding="utf-8-sig")
    assert all(f"- {name}（可选）" in guide for name in _EVALUATION)
    whole = [row[0] for row in read_rows(tmp_path / "d" / "整体绩效.csv")[1:]]
    assert {"自评得分", "项目总数", "年度总体目标", "指标情况"} <= set(whole)


def test_names_indicators_and_targets_recur(rolled: RolledForward) -> None:
    hall = next(one for one in _rows(rolled.target, "项目绩效") if one["项目名称"] == HALL.project)
    assert hall == {
        "项目名称": HALL.project,
        "资金性质": "一般公共预算",
        "科目编码": "2010302",
        "预算执行分值": "10",
    }
    rows = _rows(rolled.target, "绩效指标")
    assert rows[0] == {
        "项目": HALL.project,
        "一级指标": "成本指标",
        "二级指标": "经济成本指标",
        "三级指标": "24年大厅运行经费",
        "指标符号": "≤",
        "年度指标值": "70.4",
        "计量单位": "万元",
        "分值": "5",
    }
    assert len(rows) == 12
    assert not any({"实际完成值", "得分", "偏差原因及改进措施"} & row.keys() for row in rows)
    assert _rows(rolled.target, "资金管理")[1] == {
        "项目": HALL.project,
        "事项": "拨付合规性",
        "情况说明": "按照支付计划，及时拨付",
        "分值": "5",
    }
    assert _rows(rolled.target, "项目文字") == [
        {"项目名称": HALL.project, "年度绩效目标": HALL.expected}
    ]


def test_of_the_whole_department_methods_and_goals_recur(rolled: RolledForward) -> None:
    rows = _rows(rolled.target, "整体绩效")
    assert {row["项目"]: row["内容"] for row in rows if "内容" in row} == _WHOLE_KEPT
    (row,) = _rows(rolled.target, "整体绩效指标")
    assert (row["三级指标"], row["年度指标值"], row["分值"]) == ("办件量", "1000", "10")
    assert not {"实际完成值", "得分"} & row.keys()


def test_what_was_kept_is_to_be_checked(rolled: RolledForward) -> None:
    said = {(one.file, one.text) for one in rolled.to_check}
    assert {
        ("绩效指标.csv", "12 个指标的年度指标值"),
        ("整体绩效指标.csv", "1 个指标的年度指标值"),
        ("资金管理.csv", "4 处情况说明"),
        ("项目文字.csv", "1 处年度绩效目标"),
        ("整体绩效.csv", "年度总体目标"),
        ("整体绩效.csv", "评价方法"),
    } <= said
    asked = {one.file for one in rolled.to_fill}
    assert {f"{name}.csv" for name in _EVALUATION} <= asked


def _offered(book: Workbook, sheet: str, address: str) -> list[str]:
    for validation in book[sheet].data_validations.dataValidation:
        if validation.type == "list" and address in validation.cells:
            name, _, cells = validation.formula1.strip("=").partition("!")
            column = book[name.strip("'")][cells.replace("$", "")]
            return [str(cell.value) for (cell,) in column if cell.value]
    return []


def test_the_workbook_offers_what_may_be_chosen(tmp_path: Path) -> None:
    path = tmp_path / "表.xlsx"
    write_accountant_workbook(path, source=_data(tmp_path))
    book = load_workbook(path)
    assert _offered(book, "绩效指标", "E5") == ["≥", "≤", "=", "定性"]
    assert _offered(book, "绩效指标", "B100") == ["成本指标", "产出指标", "效益指标", "满意度指标"]
    assert _offered(book, "整体绩效指标", "D5") == ["≥", "≤", "=", "定性"]
    matters = ["安排科学性", "拨付合规性", "使用规范性", "预算绩效管理情况"]
    assert _offered(book, "资金管理", "B9") == matters
    for sheet in ("绩效指标", "资金管理", "项目文字"):
        assert HALL.project in _offered(book, sheet, "A9")
    assert "项目总数" in _offered(book, "整体绩效", "A2")
    assert [row[1].value for row in book["资金管理"].iter_rows(min_row=2)] == matters


def test_the_workbook_is_read_back_the_same(tmp_path: Path) -> None:
    """As data in place of the folder, and imported into a new one."""
    data = _data(tmp_path)
    path = tmp_path / "表.xlsx"
    write_accountant_workbook(path, source=data)
    sheets = {sheet.name: sheet for sheet in open_sheets(path)[0]}
    inputs = read_source(data).inputs
    for name in ("项目绩效", *_EVALUATION):
        records, findings = read_records(sheets[name], LIST_BY_FILE[name])
        assert findings == ()
        mine = [{c: t for c, t in record.texts.items() if t} for record in records]
        theirs = [{c: t for c, t in record.texts.items() if t} for record in inputs.lists[name]]
        assert [one for one in mine if len(one) > 1] == theirs, name
    import_files([path], tmp_path / "新")
    for name in ("绩效指标", "资金管理", "项目文字", "整体绩效指标"):
        assert _rows(tmp_path / "新", name) == _rows(data, name)
    assert build(path).text == build(data).text


def test_a_filled_workbook_goes_into_the_empty_lists(tmp_path: Path) -> None:
    data = _data(tmp_path)
    write_accountant_workbook(tmp_path / "表.xlsx", source=data)
    init_folder(tmp_path / "新", name="某局", year=2024)
    import_files([tmp_path / "表.xlsx"], tmp_path / "新")
    for name in ("绩效指标", "资金管理", "项目文字", "整体绩效指标"):
        assert _rows(tmp_path / "新", name) == _rows(data, name)
    given = {
        row["项目"]: row["内容"] for row in _rows(tmp_path / "新", "整体绩效") if "内容" in row
    }
    assert given == {row["项目"]: row["内容"] for row in _rows(data, "整体绩效")}


_REPORT = """大厅运行经费

# 项目概况

全年保障政务大厅运转，财政批复预算84.8万元。

分大厅运行和机房维护两部分。

# 年度绩效目标

提升政务服务的质量

# 存在的问题

机房维护费一笔未能支付

# 其他建议

无
"""


def _with_reports(folder: Path) -> Path:
    data = _data(folder)
    for path, text in {
        "项目/大厅.md": _REPORT,
        "整体绩效/工作程序.md": "先自评，后汇总",
        "整体绩效/指标情况.md": "# 办件量\n\n全年办件1200件",
    }.items():
        (data / "文字" / path).parent.mkdir(exist_ok=True)
        (data / "文字" / path).write_text(text, encoding="utf-8")
    return data


def test_texts_of_reports_recur_without_results(tmp_path: Path) -> None:
    rolled = roll_forward(_with_reports(tmp_path), tmp_path / "2025年")
    texts = rolled.target / "文字"
    assert (texts / "项目" / "大厅.md").read_text(encoding="utf-8-sig").split() == [
        *("大厅运行经费", "#", "项目概况", "全年保障政务大厅运转，财政批复预算84.8万元。"),
        *("分大厅运行和机房维护两部分。", "#", "年度绩效目标", "提升政务服务的质量"),
    ]
    assert (texts / "整体绩效" / "工作程序.md").read_text(encoding="utf-8-sig") == "先自评，后汇总"
    assert not (texts / "整体绩效" / "指标情况.md").exists()
    said = {(one.file, one.text) for one in rolled.to_check}
    assert ("文字/项目/大厅.md", "项目概况、年度绩效目标") in said
    assert ("文字/整体绩效/工作程序.md", "工作程序") in said


def test_texts_of_reports_are_cells_of_the_workbook(tmp_path: Path) -> None:
    write_accountant_workbook(tmp_path / "表.xlsx", source=_with_reports(tmp_path))
    book = load_workbook(tmp_path / "表.xlsx")
    head, row = [[cell.value or "" for cell in line] for line in book["项目文字"].iter_rows()]
    told = dict(zip(head, row, strict=True))
    assert told["项目名称"] == HALL.project
    assert told["年度绩效目标"] == HALL.expected
    assert told["存在的问题"] == "机房维护费一笔未能支付"
    assert str(told["项目概况"]).splitlines() == [
        "全年保障政务大厅运转，财政批复预算84.8万元。",
        "分大厅运行和机房维护两部分。",
    ]
    whole = {row[0].value: row[1].value for row in book["整体绩效"].iter_rows()}
    assert whole["工作程序"] == "先自评，后汇总"
    assert not whole["指标情况"]


def test_the_workbook_has_the_rows_of_a_project_without_management(tmp_path: Path) -> None:
    data = _data(tmp_path)
    rows = read_rows(data / "绩效指标.csv")
    write_rows(data / "绩效指标.csv", [*rows, ["2024年驻村工作队经费", *rows[-1][1:]]])
    write_accountant_workbook(tmp_path / "表.xlsx", source=data)
    sheet = load_workbook(tmp_path / "表.xlsx")["资金管理"]
    told = [tuple(cell.value for cell in row) for row in sheet.iter_rows(min_row=6)]
    matters = ("安排科学性", "拨付合规性", "使用规范性", "预算绩效管理情况")
    assert told == [("2024年驻村工作队经费", matter, *[None] * 4) for matter in matters]
