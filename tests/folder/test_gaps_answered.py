"""待补充.csv: numbers, dates and texts typed into it are used or named; no round loses another."""

import shutil
from pathlib import Path

import pytest
from support.folders import DATA, GAP_COLUMNS, copy_data, files_in, read_rows, write_rows
from support.program import NAME, Shell
from support.written import build_department

from generator.reporting.formats import BuildFormat
from generator.tasks.build import Options
from generator.tasks.department import write_department

GAPS = "待补充.csv"
WORD = f"{NAME}.docx"
_KEY, _AMOUNT, _DIRECTION, _WHERE, _REASON = map(
    GAP_COLUMNS.index, ("事项", "金额", "方向", "填写位置", "原因")
)


def _build(data: Path, document: Path) -> list[list[str]]:
    """Write the draft; return the rows of 待补充.csv in the data folder."""
    build_department(data, Options(targets=lambda _: {BuildFormat.DOCX: document}))
    path = data / GAPS
    return read_rows(path) if path.exists() else [GAP_COLUMNS]


def _text(data: Path) -> str:
    return build_department(data, Options(targets=lambda _: {})).text


def _answers(data: Path) -> dict[tuple[str, str], str]:
    """Return what the lists of a folder give, by key and file."""
    given: dict[tuple[str, str], str] = {}
    for file, key, value in (
        ("事项.csv", 0, 1),
        ("上年数.csv", 0, 1),
        ("年初预算.csv", 0, 2),
        ("单位信息.csv", 0, 1),
    ):
        for row in read_rows(data / file)[1:]:
            unit = row[2] if file == "事项.csv" else ""
            given[row[key] or row[key + 1], file] = f"{row[value]}{unit}"
    return given


def _without_lists(folder: Path) -> Path:
    data = copy_data(folder)
    for file in ("事项.csv", "上年数.csv", "年初预算.csv"):
        # 整体评价 is written only where it is given: nothing asks for it.
        head, *rows = read_rows(data / file)
        write_rows(data / file, [head, *(row for row in rows if "整体" in row[0])])
    dated = read_rows(data / "单位信息.csv")
    write_rows(data / "单位信息.csv", [row for row in dated if row[0] != "编制日期"])
    (data / "文字" / "主要职责.md").unlink()
    return data


def test_every_number_date_and_text_can_be_given_in_the_list(tmp_path: Path) -> None:
    """What was given in seven files, given in 待补充.csv alone, makes the same text."""
    data = _without_lists(tmp_path / "数据")
    answers = _answers(DATA)
    duties = (DATA / "文字" / "主要职责.md").read_text(encoding="utf-8-sig").strip()
    answers["主要职责", "文字/主要职责.md"] = duties
    unanswered: set[str] = set()
    for _ in range(4):
        rows = _build(data, tmp_path / WORD)
        if len(rows) == 1:
            break
        for row in rows[1:]:
            answer = answers.get((row[_KEY], row[_WHERE]), "")
            if row[_WHERE] != "本表“原因”列" and not row[_REASON]:
                row[_REASON] = answer
                unanswered |= set() if answer else {row[_KEY]}
        write_rows(data / GAPS, rows)
    assert unanswered == set()
    department = write_department(data)
    assert department.gaps == ()
    assert _text(data) == _text(DATA)
    compiled = write_department(DATA).accounts.identity.compiled
    assert department.accounts.identity.compiled == compiled


def _asked(key: str, answer: str, where: str, amount: str = "") -> list[str]:
    return [key, "九", "", amount, "", "", "", where, "", answer]


def _with_row(folder: Path, *rows: list[str], drop: tuple[str, str] | None = None) -> Path:
    data = copy_data(folder)
    if drop is not None:
        file, key = drop
        kept = [row for row in read_rows(data / file) if key not in row[:2]]
        write_rows(data / file, kept)
    write_rows(data / GAPS, [GAP_COLUMNS, *rows])
    return data


@pytest.mark.parametrize(
    ("answer", "amount", "printed"),
    [("7", "", "7个"), ("7个", "", "7个"), ("", "7", "7个"), ("7批", "", "7批")],
)
def test_a_count_is_taken_over(tmp_path: Path, answer: str, amount: str, printed: str) -> None:
    key = "国内接待团组数"
    row = _asked(key, answer, "事项.csv", amount)
    data = _with_row(tmp_path / "数据", row, drop=("事项.csv", key))
    tables = read_rows(data / "公开09.csv")
    assert not any("团组" in cell for line in tables for cell in line)
    assert f"国内来访团组{printed}" in _text(data)


@pytest.mark.parametrize(
    ("answer", "printed"),
    [("300.5", "300.50万元"), ("300.5万元", "300.50万元"), ("3005000元", "300.50万元")],
)
def test_an_amount_is_taken_over(tmp_path: Path, answer: str, printed: str) -> None:
    row = _asked("政府采购货物支出", answer, "事项.csv")
    data = _with_row(tmp_path / "数据", row, drop=("事项.csv", "政府采购货物支出"))
    assert f"政府采购货物支出{printed}" in _text(data)


def test_without_the_column_that_says_where_the_key_decides(tmp_path: Path) -> None:
    data = copy_data(tmp_path / "数据")
    rows = [row for row in read_rows(data / "事项.csv") if row[0] != "政府采购货物支出"]
    write_rows(data / "事项.csv", rows)
    write_rows(data / GAPS, [["事项", "原因"], ["政府采购货物支出", "300.5"]])
    assert "政府采购货物支出300.50万元" in _text(data)


def test_the_list_itself_goes_before(tmp_path: Path) -> None:
    row = _asked("政府采购货物支出", "1.00", "事项.csv")
    data = _with_row(tmp_path / "数据", row)
    assert _text(data) == _text(DATA)
    findings = write_department(data).findings
    assert [(f.code, f.places[0].file) for f in findings if f.code == "L05"] == [("L05", GAPS)]


@pytest.mark.parametrize(
    ("row", "word"),
    [
        (_asked("公开05 一般公共预算财政拨款支出决算表", "12.5", "公开05.csv"), "公开05.csv"),
        (_asked("某项目", "98", "项目绩效.csv"), "项目绩效.csv"),
        (_asked("政府采购货物支出", "1.00", "事项.csv", amount="2.00"), "请只留一个"),
        (_asked("机构设置", "另一段机构设置的文字", "文字/机构设置.md"), "已有另一段文字"),
    ],
)
def test_what_cannot_be_used_is_named(tmp_path: Path, row: list[str], word: str) -> None:
    data = _with_row(tmp_path / "数据", row)
    found = [
        f for f in write_department(data).findings if f.places[:1] and f.places[0].file == GAPS
    ]
    assert [f.code for f in found] == ["L06"]
    assert word in found[0].message


@pytest.mark.parametrize("answer", ["不清楚", "三个", "1,2", "约7"])
def test_a_number_that_is_none_is_named(tmp_path: Path, answer: str) -> None:
    key = "国内接待团组数"
    data = _with_row(tmp_path / "数据", _asked(key, answer, "事项.csv"), drop=("事项.csv", key))
    department = write_department(data)
    assert [f.code for f in department.findings if f.places[:1] and f.places[0].file == GAPS] == [
        "L04"
    ]
    assert key in [gap.key for gap in department.gaps]


def test_final_refuses_numbers_as_reasons(shell: Shell) -> None:
    data = copy_data(shell.folder / "数据")
    rows = read_rows(data / "原因.csv")
    rows[1][1] = "810.23"
    write_rows(data / "原因.csv", rows)
    found = shell.run(data, "--docx", "--final", "-o", "说明.docx")
    assert found.status == 1
    assert "L09" in found.out
    assert "收支总计：本年10,394.91万元，上年6,804.64万元，增加3,590.27万元" in found.out
    assert not (shell.folder / "说明.docx").exists()


@pytest.mark.parametrize(
    "text", ["略", "# 主要职责\n\n（略）", "待补充。", "负责【待补充：职责】", "承办XX工作"]
)
def test_final_refuses_texts_without_content(shell: Shell, text: str) -> None:
    data = copy_data(shell.folder / "数据")
    (data / "文字" / "主要职责.md").write_text(text, encoding="utf-8")
    found = shell.run(data, "--docx", "--final", "-o", "说明.docx")
    assert found.status == 1
    assert "文字/主要职责.md" in found.out
    assert not (shell.folder / "说明.docx").exists()


def _fill(rows: list[list[str]], keys: slice, words: str) -> list[list[str]]:
    """Return the rows with reasons typed into some of those that are still blank."""
    blank = [row for row in rows[1:] if not row[_REASON]]
    for row in blank[keys]:
        row[_REASON] = f"{words}：{row[_KEY]}按合同付款"
    return rows


def _basis(row: list[str]) -> str:
    """Return what a reason explains, as its row says it in words."""
    if "预算" in row[_DIRECTION]:
        return "预算"
    return "上年" if row[_DIRECTION] else ""


def _typed(rows: list[list[str]]) -> dict[tuple[str, str], str]:
    return {(row[_KEY], _basis(row)): row[_REASON] for row in rows[1:] if row[_REASON]}


@pytest.mark.parametrize("way", ["in the folder", "moved", "copied", "renamed", "taken along"])
def test_three_rounds_lose_nothing(tmp_path: Path, way: str) -> None:
    """Wherever the accountant fills the list in, and however it comes back."""
    data = copy_data(tmp_path / "数据")
    (data / "原因.csv").unlink()
    desk = tmp_path / "桌面"
    desk.mkdir()
    typed: dict[tuple[str, str], str] = {}
    for number in (1, 2, 3):
        rows = _build(data, tmp_path / WORD)
        if way in ("moved", "copied"):
            shutil.move(data / GAPS, desk) if way == "moved" else shutil.copy(data / GAPS, desk)
            _build(data, tmp_path / WORD)  # meanwhile a draft is written
        if way == "taken along":
            data = data.rename(tmp_path / f"数据{number}")
        _fill(rows, slice(0, 4), f"第{number}轮")
        typed |= _typed(rows)
        target = data / ("原因.csv" if way == "renamed" else GAPS)
        write_rows(target if way not in ("moved", "copied") else desk / GAPS, rows)
        if way in ("moved", "copied"):
            shutil.copy(desk / GAPS, data / GAPS)
            (desk / GAPS).unlink()
    assert len(typed) == 12
    reasons = write_department(data).accounts.reasons
    assert {key: said.text for key, said in reasons.items()} == typed
    assert _typed(_build(data, tmp_path / WORD)) == typed


def test_a_carried_row_has_the_amounts_of_now(tmp_path: Path) -> None:
    """公开05 2010301 is 411.02, its budget 401.87; 收支总计 was 6,804.64 and grew by 3,590.27."""
    data = copy_data(tmp_path / "数据")
    reasons = [[*row, ""] for row in read_rows(data / "原因.csv")]
    reasons[0][-1] = "上年原因"
    for row in reasons[1:]:
        row[1], row[-1] = "", f"上年：{row[1]}"
    write_rows(data / "原因.csv", reasons)
    _build(data, tmp_path / WORD)
    write_rows(
        data / GAPS,
        [
            ["事项", "原因", "对比", "经办人"],
            ["2010301", "年中调资", "预算", "王"],
            ["收支总计", "专项增加", "", ""],
        ],
    )
    rows = _build(data, tmp_path / WORD)
    assert rows[0] == [*GAP_COLUMNS, "经办人"]
    by_key = {row[_KEY]: row for row in rows[1:]}
    former = {row[0]: row[-1] for row in reasons}
    assert by_key["2010301"][1:] == [
        "五（三）1",
        "行政运行",
        "411.02万元",
        "401.87万元",
        "9.15万元",
        "大于预算",
        "本表“原因”列",
        former["2010301"],
        "年中调资",
        "王",
    ]
    whole = by_key["收支总计"]
    assert whole[-2] == "专项增加"
    total = next(row for row in rows if row[_KEY] == "财政拨款收支总计")
    assert total[3:7] == ["10,394.91万元", "6,804.64万元", "3,590.27万元", "增加"]
    assert total[_WHERE + 1] == former["财政拨款收支总计"]
    assert total[_REASON] == ""


def test_each_write_keeps_the_version_before(tmp_path: Path) -> None:
    """Twenty at most; a build that changes nothing keeps nothing."""
    data = copy_data(tmp_path / "数据")
    (data / "原因.csv").unlink()
    versions: list[str] = []
    for number in range(23):
        rows = _build(data, tmp_path / WORD)
        before = sorted(files_in(data / "历史"))
        _build(data, tmp_path / WORD)
        assert sorted(files_in(data / "历史")) == before
        rows[1][_REASON] = f"第{number}版：按合同付款"
        rows[2][_AMOUNT] = "1.00"  # put right by the next build
        write_rows(data / GAPS, rows)
        versions.append(rows[1][_REASON])
    _build(data, tmp_path / WORD)
    kept = [read_rows(path)[1][_REASON] for path in sorted((data / "历史").iterdir())]
    assert kept == versions[-20:]


def test_two_figures_of_one_name_are_two_rows(tmp_path: Path) -> None:
    data = copy_data(tmp_path / "数据")
    for file in ("事项.csv", "上年数.csv"):
        rows = [row for row in read_rows(data / file) if row[0] != "机关运行经费"]
        write_rows(data / file, rows)
    rows = _build(data, tmp_path / WORD)
    asked = [(row[_KEY], row[_WHERE]) for row in rows[1:]]
    assert len(set(asked)) == len(asked)
