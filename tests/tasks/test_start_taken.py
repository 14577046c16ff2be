"""`start`: what of last year's document is taken over, what is not, and what is said of it."""

import re
import shutil
from pathlib import Path

import docx
import pytest
from support.folders import DATA, SAMPLES, copy_data, read_rows, write_rows
from support.needs import find_reference
from support.program import Shell
from support.two_years import MARK, last_years_document, workbook

from generator.model.records import Record
from generator.review.harvest.harvest import Harvest
from generator.tasks.start.sorting import Given
from generator.tasks.start.taking import take_reasons

GAPS = "待补充.csv"
# What the two published texts say, read by eye.
_REASONS = {
    "000*.txt": {
        ("收支总计", "上年"): "财政管理优化，压缩项目支出",
        ("人员经费", "上年"): "工资、社保上调",
        ("公务用车购置及运行费", "预算"): "跨年度支付",
    },
    "004*.txt": {
        ("收支总计", "上年"): "新增新乡市政务云采购服务项目，追加安排项目资金",
        ("2010350", "预算"): "当年新增16名事业人员",
        ("2080505", "预算"): "年度养老保险基数正常调基，同时当年新进人员导致年度养老保险支出增加",
    },
}
_COUNTS = {
    "000*.txt": {"公务用车保有量": "2辆", "部门整体自评得分": "93.38分"},
    "004*.txt": {"国内接待人次": "14人次", "机要通信用车": "2辆"},
}


@pytest.mark.parametrize(
    ("seed", "sample", "name", "itself"),
    [
        (
            "000*.txt",
            SAMPLES / "孟津2024-更正",
            "洛阳市孟津区政务服务和大数据管理局",
            "本部门",
        ),
        # 八 and 十二 of the narrative; 本部门 stands in the texts around it.
        ("004*.txt", DATA, "新乡市行政审批和政务信息管理局", "我部门"),
    ],
)
def test_a_published_document_is_used_whole(
    shell: Shell, seed: str, sample: Path, name: str, itself: str
) -> None:
    (published,) = find_reference("seeds").glob(seed)
    shutil.copy(published, shell.folder / "去年.txt")
    book = workbook(shell.folder / "今年.xlsx", sample, year=2025, twice=True)
    found = shell.run("start", book, "去年.txt", "-o", "新年")
    assert found.status == 0, found.said
    data = shell.folder / "新年"
    identity = dict(row[:2] for row in read_rows(data / "单位信息.csv")[1:])
    assert (identity["部门名称"], identity["年度"]) == (name, "2025")
    assert (identity["自称"], identity["单位性质"]) == (itself, "行政")
    text = published.read_text(encoding="utf-8").replace("*", "")
    for file in ("主要职责", "机构设置", "绩效评价工作开展情况", "部门评价结果"):
        mark, *lines = (data / "文字" / f"{file}.md").read_text(encoding="utf-8-sig").splitlines()
        assert mark == MARK
        assert lines
        squashed = "".join(text.split())
        assert all("".join(line.split())[4:30] in squashed for line in lines)
    reasons = {(row[0], row[2]): row[3] for row in read_rows(data / "原因.csv")}
    counts = {row[0]: row[3] for row in read_rows(data / "事项.csv")}
    assert {key: reasons[key] for key in _REASONS[seed]} == _REASONS[seed]
    assert {key: counts[key] for key in _COUNTS[seed]} == _COUNTS[seed]
    asked = {row[7] for row in read_rows(data / GAPS)[1:]}
    assert "上年数.csv" not in asked
    assert not [row for row in read_rows(data / GAPS)[1:] if row[0] in ("年度", "部门名称")]


def _started(shell: Shell, word: Path, tables: Path = DATA) -> str:
    found = shell.run("start", workbook(shell.folder / "今年.xlsx", tables), word, "-o", "新年")
    return found.out


def _retype(word: Path, old: str, new: str) -> Path:
    """Change a text wherever a paragraph of a Word file has it."""
    document = docx.Document(str(word))
    found = [one for one in document.paragraphs if old in one.text]
    assert found
    for paragraph in found:
        paragraph.text = paragraph.text.replace(old, new)
    document.save(str(word))
    return word


@pytest.mark.parametrize(("stated", "nature"), [("146.48", "行政"), ("146.49", "")])
def test_running_costs_tell_an_institution(shell: Shell, stated: str, nature: str) -> None:
    """公用经费 of data/ is 73.24; last year's is twice that."""
    word = last_years_document(shell.folder)
    before = "机关运行经费支出146.48万元"
    _started(shell, _retype(word, before, before.replace("146.48", stated)))
    rows = read_rows(shell.folder / "新年" / "单位信息.csv")
    assert [row[1] for row in rows if row[0] == "单位性质"] == [nature]


def test_another_name_in_this_years_tables_is_told(shell: Shell) -> None:
    word = last_years_document(shell.folder)
    last, this = "新乡市行政审批和政务信息管理局", "新乡市数据局"
    tables = copy_data(shell.folder / "改名")
    for path in tables.glob("公开0*.csv"):
        rows = read_rows(path)
        write_rows(path, [[text.replace(last, this) for text in row] for row in rows])
    said = _started(shell, word, tables)
    message = f"今年的表写的是“{this}”，上年的公开文件写的是“{last}”；请核对是不是同一个部门"
    assert f"警告 L11 {message}" in said


def test_one_name_in_both_is_not_told(shell: Shell) -> None:
    assert "请核对是不是同一个部门" not in _started(shell, last_years_document(shell.folder))


def test_a_text_that_is_not_found_is_named(shell: Shell) -> None:
    word = _retype(last_years_document(shell.folder), "二、机构设置", "二、其他情况")
    said = _started(shell, word)
    assert re.findall("上年的文件里没有认出：(.*)", said) == ["机构设置"]


def test_reasons_of_items_that_this_year_lacks_are_told(shell: Shell) -> None:
    word = last_years_document(shell.folder)
    tables = copy_data(shell.folder / "今年")
    for form in ("公开02", "公开03", "公开05"):
        rows = read_rows(tables / f"{form}.csv")
        write_rows(tables / f"{form}.csv", [row for row in rows if not row[0].startswith("213")])
    said = _started(shell, word, tables)
    assert "\n  另有 1 条属于今年的表没有的科目：2130599\n" in said
    keys = [row[0] for row in read_rows(shell.folder / "新年" / "原因.csv")]
    assert "2010301" in keys
    assert "2130599" not in keys


def _given(*rows: tuple[str, str, str]) -> Given:
    columns = ("事项", "对比", "原因")
    records = [Record(dict(zip(columns, row, strict=True)), {}, {}) for row in rows]
    return Given(Path("去年.txt"), 2023, "", None, harvest=Harvest({"原因": tuple(records)}))


def test_many_items_that_this_year_lacks_are_not_all_listed(tmp_path: Path) -> None:
    """Two files that say the same count once; a purpose and a reason of one 项 are two."""
    codes = [f"201030{number}" for number in range(1, 7)]
    last = _given(*((code, "预算", "新增") for code in codes), ("2010301用途", "", "日常"))
    taken = take_reasons(tmp_path, [last, last], frozenset({"2010399"}))
    assert taken.files == {}
    listed = "2010301、2010302、2010303、2010304、2010305等 6 个"
    assert taken.lines == [f"另有 7 条属于今年的表没有的科目：{listed}"]


def test_all_items_of_this_year_leave_nothing_to_tell(tmp_path: Path) -> None:
    last = _given(("2010301", "预算", "新增"))
    taken = take_reasons(tmp_path, [last], frozenset({"2010301"}))
    assert taken.lines == ["原因.csv：1 条上年的原因和用途（上年原因一列）"]
