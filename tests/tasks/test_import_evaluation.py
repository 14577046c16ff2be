"""`import` and `start` of filled 项目支出绩效自评表: rows of the lists, nothing overwritten."""

import csv
from collections.abc import Callable
from pathlib import Path

import pytest
from support.evaluation_forms import Form, write_document, write_workbook
from support.evaluation_shapes import (
    CULVERT,
    HALL,
    SPORTS,
    Facts,
    ministry_form,
    shanghai_form,
    xinxiang_form,
)
from support.folders import copy_data, read_rows, write_rows
from support.program import Shell
from support.two_years import last_years_document, workbook
from support.written import import_files, init_folder

from generator import build
from generator.base.severity import Severity
from generator.tasks.import_files.report import ImportReport

_LISTS = ("项目绩效", "绩效指标", "资金管理", "项目文字")


def _records(path: Path) -> list[dict[str, str]]:
    with path.open(encoding="utf-8-sig", newline="") as stream:
        return [{key: text for key, text in row.items() if text} for row in csv.DictReader(stream)]


def _book(folder: Path, *forms: Form, name: str = "自评表.xlsx") -> Path:
    return write_workbook(folder / name, {"自评": forms})


def _document(folder: Path, *forms: Form) -> Path:
    return write_document(folder / "自评表.docx", [((), form) for form in forms])


_WRITERS = pytest.mark.parametrize("write", [_book, _document])


def _messages(report: ImportReport) -> list[str]:
    return [one.message for one in report.findings if one.severity is not Severity.INFO]


def _indicators(facts: Facts) -> list[tuple[str, ...]]:
    return [
        (facts.project, row.first, row.second, row.third, row.actual, row.marks, row.score)
        for row in facts.indicators
    ]


_MONEY = ("年初预算数", "全年预算数", "全年执行数")
_KEPT = "与读入的不同，保留已有的；请核对；要用读入的，加上 --replace"
_TOLD = ("项目", "一级指标", "二级指标", "三级指标", "实际完成值", "分值", "得分")


@_WRITERS
def test_forms_become_the_lists(write: Callable[..., Path], tmp_path: Path) -> None:
    data = tmp_path / "数据"
    culvert = CULVERT._replace(money=(*CULVERT.money[:2], *CULVERT.money[3:]))
    report = import_files([write(tmp_path, xinxiang_form(), ministry_form(culvert))], data)
    assert _messages(report) == []
    assert [path.stem for path in sorted(data.iterdir())] == sorted(_LISTS)
    hall, repair = _records(data / "项目绩效.csv")
    assert hall == {
        "项目名称": "大厅运行经费",
        "年初预算数": "84.80",
        "全年预算数": "84.80",
        "全年执行数": "76.32",
        "自评得分": "98.45",
        "目标完成情况": "保障政务办事大厅正常运转",
        "预算执行分值": "10",
        "预算执行得分": "9.00",
        "政府预算资金年初预算数": "84.80",
        "政府预算资金全年预算数": "84.80",
        "政府预算资金全年执行数": "76.32",
        **{
            f"财政专户管理资金{name}": "0.00" for name in ("年初预算数", "全年预算数", "全年执行数")
        },
        **{f"单位资金{name}": "0.00" for name in ("年初预算数", "全年预算数", "全年执行数")},
    }
    assert repair["政府预算资金全年执行数"] == "88.00"
    assert (repair["预算执行分值"], repair["预算执行得分"]) == ("10", "7.50")
    rows = _records(data / "绩效指标.csv")
    told = [tuple(row[name] for name in _TOLD) for row in rows]
    assert told == [*_indicators(HALL), *_indicators(CULVERT)]
    assert [row.get("指标符号", "") for row in rows[12:]] == ["", "≥", "定性", "≥"]
    assert [row["年度指标值"] for row in rows[12:]] == ["6", "98", "提升", "95"]
    assert [row.get("计量单位", "") for row in rows[12:]] == ["座", "%", "", "%"]
    assert _records(data / "资金管理.csv") == [
        {"项目": HALL.project, "事项": matter, "情况说明": said, "分值": marks, "得分": score}
        for matter, said, marks, score, _ in HALL.management
    ]
    assert _records(data / "项目文字.csv") == [
        {"项目名称": facts.project, "年度绩效目标": facts.expected} for facts in (HALL, CULVERT)
    ]


def test_a_sign_alone_needs_no_apostrophe(tmp_path: Path) -> None:
    import_files([_book(tmp_path, xinxiang_form())], tmp_path / "数据")
    row = (tmp_path / "数据" / "绩效指标.csv").read_text(encoding="utf-8-sig").splitlines()[9]
    assert row == "大厅运行经费,产出指标,质量指标,服务质量达标率,=,100,%,100%,5,5,"


def test_amounts_in_yuan_are_the_same_in_the_text(tmp_path: Path) -> None:
    """250000.00 and 215,457.6 元 of the form are 25.00 and 21.55 万元 of the text."""
    data = copy_data(tmp_path / "数据")
    sports = SPORTS._replace(year="2024")
    report = import_files([_book(tmp_path, shanghai_form(sports))], data)
    assert _messages(report) == []
    row = _records(data / "项目绩效.csv")[-1]
    assert (row["全年预算数"], row["全年执行数"]) == ("250000.00元", "215,457.6元")
    text = build(data).text
    assert f"{SPORTS.project}项目绩效自评情况" in text
    assert "项目全年预算数为25.00万元，执行数为21.55万元，完成预算的86.20%" in text


def test_what_stands_in_a_list_is_kept(tmp_path: Path) -> None:
    data = tmp_path / "数据"
    import_files([_book(tmp_path, xinxiang_form())], data)
    before = {name: (data / f"{name}.csv").read_bytes() for name in _LISTS}
    again = import_files([tmp_path / "自评表.xlsx"], data)
    assert _messages(again) == []
    assert not again.refused
    lower = HALL._replace(
        score="97.45", indicators=(HALL.indicators[0]._replace(score="4"), *HALL.indicators[1:])
    )
    changed = import_files([_book(tmp_path, xinxiang_form(lower))], data)
    assert changed.refused
    assert {name: (data / f"{name}.csv").read_bytes() for name in _LISTS} == before
    assert _messages(changed) == [
        f"绩效指标.csv 中已有 大厅运行经费 24年大厅运行经费的得分，{_KEPT}",
        f"项目绩效.csv 中已有 大厅运行经费的自评得分，{_KEPT}",
    ]


def test_replace_takes_the_form_and_keeps_the_earlier_list(shell: Shell) -> None:
    data = shell.folder / "数据"
    book = _book(shell.folder, xinxiang_form(), ministry_form())
    assert shell.run("import", book, "-o", data).status == 0
    rows = read_rows(data / "项目绩效.csv")
    rows[1][1] = "政府性基金"
    write_rows(data / "项目绩效.csv", rows)
    fewer = HALL._replace(score="93.45", indicators=HALL.indicators[1:])
    book = _book(shell.folder, xinxiang_form(fewer))
    assert shell.run("import", book, "-o", data).status == 1
    assert len(_records(data / "绩效指标.csv")) == 16
    assert shell.run("import", book, "-o", data, "--replace").status == 0
    assert [row["项目"] for row in _records(data / "绩效指标.csv")] == [
        *["大厅运行经费"] * 11,
        *["涵洞维修"] * 4,
    ]
    hall = _records(data / "项目绩效.csv")[0]
    assert (hall["自评得分"], hall["资金性质"]) == ("93.45", "政府性基金")
    kept = sorted(path.name.split()[0] for path in (data / "历史").iterdir())
    assert kept == ["绩效指标", "项目绩效"]


def test_blank_results_are_filled_in(tmp_path: Path) -> None:
    """Names and targets that `init --from` has carried get this year's results."""
    data = tmp_path / "数据"
    import_files([_book(tmp_path, xinxiang_form())], data)
    head, *rows = read_rows(data / "绩效指标.csv")
    whole = [head, *rows]
    results = [head.index(name) for name in ("实际完成值", "得分", "偏差原因及改进措施")]
    emptied = [["" if at in results else text for at, text in enumerate(row)] for row in rows]
    write_rows(data / "绩效指标.csv", [head, *emptied])
    report = import_files([tmp_path / "自评表.xlsx"], data)
    assert _messages(report) == []
    assert read_rows(data / "绩效指标.csv") == whole


def test_merged_levels_of_a_list_are_the_same_rows(tmp_path: Path) -> None:
    """A list whose levels are blank below the first of them has the same indicators."""
    data = tmp_path / "数据"
    import_files([_book(tmp_path, xinxiang_form())], data)
    head, *rows = read_rows(data / "绩效指标.csv")
    before = [""] * 4
    blanked = []
    for row in rows:
        levels = row[1:3]
        same = [text if text != old else "" for text, old in zip(levels, before, strict=False)]
        blanked.append([row[0], *same, *row[3:]])
        before = levels
    write_rows(data / "绩效指标.csv", [head, *blanked])
    report = import_files([tmp_path / "自评表.xlsx"], data)
    assert _messages(report) == []
    assert read_rows(data / "绩效指标.csv") == [head, *blanked]


def test_a_form_of_another_year_stays_out(tmp_path: Path) -> None:
    data = copy_data(tmp_path / "数据")
    before = read_rows(data / "项目绩效.csv")
    report = import_files([_book(tmp_path, shanghai_form())], data)
    (message,) = [one for one in _messages(report) if "年度" in one]
    assert message == (
        "自评表 “体育中心与委托运营方结算费用”（2022 年度） 不是 2024 年度的，没有写入；"
        "请换成这一年的自评表"
    )
    assert report.refused
    assert read_rows(data / "项目绩效.csv") == before


def test_two_forms_of_one_project(tmp_path: Path) -> None:
    other = HALL._replace(score="90.00")
    report = import_files([_book(tmp_path, xinxiang_form(), xinxiang_form(other))], tmp_path / "甲")
    (message,) = _messages(report)
    assert message.startswith("项目“大厅运行经费”有两份自评表，内容不同，使用前一份")
    assert _records(tmp_path / "甲" / "项目绩效.csv")[0]["自评得分"] == "98.45"
    same = import_files([_book(tmp_path, xinxiang_form(), xinxiang_form())], tmp_path / "乙")
    assert _messages(same) == []


def test_a_form_without_a_name_is_told_and_not_written(tmp_path: Path) -> None:
    form = [row for row in xinxiang_form() if "项目名称" not in str(row)]
    report = import_files([_book(tmp_path, form, ministry_form())], tmp_path / "数据")
    assert "自评表没有写项目名称，请补上" in _messages(report)
    assert [row["项目名称"] for row in _records(tmp_path / "数据" / "项目绩效.csv")] == ["涵洞维修"]


def test_a_sheet_named_as_a_list_may_hold_forms(tmp_path: Path) -> None:
    path = write_workbook(tmp_path / "项目绩效.xlsx", {"项目绩效": [xinxiang_form()]})
    report = import_files([path], tmp_path / "数据")
    assert _messages(report) == []
    assert [form.project.text for form in report.forms_used if form.project] == ["大厅运行经费"]


def test_forms_with_titles_of_their_own_are_all_read(tmp_path: Path) -> None:
    """Titles that differ part the tables of a sheet; forms stay what they are."""
    forms = [xinxiang_form(HALL._replace(project=f"项目{name}")) for name in "甲乙丙"]
    for form, name in zip(forms, "甲乙丙", strict=True):
        form[0] = [f"2024年度{name}项目支出绩效自评表"]
    report = import_files([_book(tmp_path, *forms)], tmp_path / "数据")
    assert _messages(report) == []
    assert [form.project.text for form in report.forms_used if form.project] == [
        "项目甲",
        "项目乙",
        "项目丙",
    ]


def test_the_command_names_the_forms(shell: Shell) -> None:
    done = shell.run("import", _book(shell.folder, xinxiang_form()), "-o", "数据")
    assert done.status == 0
    assert "读入 1 份项目自评表：大厅运行经费" in done.out
    assert "没有找到" not in done.out


def test_into_an_empty_folder_that_init_has_made(tmp_path: Path) -> None:
    data = tmp_path / "数据"
    init_folder(data, name="某局", year=2024)
    report = import_files([_book(tmp_path, xinxiang_form())], data)
    assert _messages(report) == []
    assert len(_records(data / "绩效指标.csv")) == 12
    assert len(_records(data / "资金管理.csv")) == 4


def test_start_takes_this_years_forms(shell: Shell) -> None:
    word = last_years_document(shell.folder)
    book = workbook(shell.folder / "今年.xlsx")
    forms = _book(shell.folder, xinxiang_form())
    started = shell.run("start", book, word, forms, "-o", "2024年")
    assert started.status == 0, started.said
    data = shell.folder / "2024年"
    assert [row["自评得分"] for row in _records(data / "项目绩效.csv")] == ["98.45"]
    assert len(_records(data / "绩效指标.csv")) == 12


def test_last_years_forms_give_names_and_targets(shell: Shell) -> None:
    word = last_years_document(shell.folder)
    book = workbook(shell.folder / "今年.xlsx")
    forms = _book(shell.folder, xinxiang_form(HALL._replace(year="2023")), name="上年自评.xlsx")
    started = shell.run("start", book, word, forms, "-o", "2024年")
    assert started.status == 0, started.said
    data = shell.folder / "2024年"
    assert _records(data / "项目绩效.csv") == [{"项目名称": "大厅运行经费", "预算执行分值": "10"}]
    row = _records(data / "绩效指标.csv")[0]
    assert row["年度指标值"] == "70.4"
    assert row["分值"] == "5"
    assert not {"实际完成值", "得分"} & row.keys()
    assert _records(data / "项目文字.csv")[0]["年度绩效目标"] == HALL.expected
    assert "上年 1 个项目的" in started.out
