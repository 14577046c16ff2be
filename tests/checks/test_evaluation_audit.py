"""The self-evaluations of both published documents as data: the rules say what the audit lists.

Every number is taken from the documents at run time; the reports that print no points for the
management of the money have all 20, as the forms do that belong to them.
"""

import csv
import re
from dataclasses import dataclass
from pathlib import Path

import pytest
from published.reference import find_document
from support.findings import line_of
from support.folders import AUDITED, DATA, SAMPLES, copy_data, drop_key, write_rows
from support.mengjin_sections import split_sections
from support.rated import (
    INDICATOR_COLUMNS,
    INDICATORS,
    MANAGEMENT,
    PROJECT_COLUMNS,
    PROJECTS,
    WHOLE,
    WHOLE_INDICATORS,
)
from support.rule_case import check
from support.xinxiang_text import cut_into_sections

from generator.base.severity import Severity
from generator.model.finding import Finding

_PROJECT = re.compile(
    r"(?:。|结果)([^。]*?)项目绩效自评情况：[^。]*得分为([\d.]+)分。"
    r"项目全年预算数为([\d.]+)万元，执行数为([\d.]+)万元"
)
_LEVEL = re.compile(r"(?:\d\. ?|[（(]\d[）)] ?)(\S+)")
_ROW = re.compile(
    r"(?P<name>.+?)指标值 ?\$?(?:\\(?P<tex>\w+)|(?P<sign>[≤≥=])) ?"
    r"(?P<target>[\d.]+)(?P<unit>\D*?)\$?[ ，]+"
    r"完成值 ?(?P<actual>.+?)，分值 (?P<full>[\d.]+) 分，得分 (?P<score>[\d.]+) 分"
    r"(?:，扣分原因为：(?P<reason>.+))?$"
)
_SIGNS = {"leq": "≤", "geq": "≥"}
_NAMES = {
    "附件（自评报告1）": "市级电子政务外网（线路租赁费）",
    "附件（自评报告2）": "大厅运行经费",
}
_WHOLE_ROW = re.compile(r"[①-⑳](.+?)，指标 ?(\d+) ?分?，得 ?([\d.]+) ?分")
_ROWS_OF_FORM = {
    "附件（自评报告1）": 8,
    "附件（自评报告2）": 12,
}


@dataclass(frozen=True)
class Said:
    """What the audit says that a rule must find, or must let pass."""

    severity: str
    form: str
    row: str
    stated: str
    expected: str


def _audited(document: str, say: str) -> set[Said]:
    with (AUDITED / "evaluation_rules.csv").open(encoding="utf-8", newline="") as file:
        return {
            Said(*(row[name] for name in ("severity", "form", "row", "stated", "expected")))
            for row in csv.DictReader(file)
            if row["document"] == document and row["say"] == say
        }


def _told(folder: Path) -> list[Finding]:
    found = [f for f in check(folder) if f.severity is not Severity.INFO]
    return [f for f in found if f.code.startswith(("N13", "U03"))]


def _matches(finding: Finding, said: Said) -> bool:
    """Whether a finding is an entry: it names form, row, value, and of an error what is right."""
    words = [said.form, said.row, _plain(said.stated)]
    if said.severity == "error":
        words.append(_plain(said.expected))
    message = finding.message.replace(" ", "")
    named = all(word in message for word in words if word)
    return named and finding.severity.value == said.severity


def _plain(number: str) -> str:
    return number.rstrip("0").rstrip(".") if "." in number else number


def _agree(told: list[Finding], wanted: set[Said]) -> None:
    """Assert that each entry is told once and nothing else is."""
    lines = [line_of(finding) for finding in told]
    for said in wanted:
        assert sum(_matches(finding, said) for finding in told) == 1, (said, lines)
    assert len(told) == len(wanted), lines


def _read_form(text: str) -> list[list[str]]:
    """Return the rows of 绩效指标 that a report tells one by one."""
    rows: list[list[str]] = []
    levels = ["", ""]
    for line in text[text.index("（二）指标分析") :].splitlines():
        row = _ROW.match(line.strip().rstrip("；。"))
        level = _LEVEL.match(line.strip())
        if row is None:
            if level:
                levels = [levels[0], level[1]] if line.strip()[0] in "（(" else [level[1], ""]
            continue
        sign = row["sign"] or _SIGNS[row["tex"]]
        unit = row["unit"].replace("\\", "").strip()
        actual = re.sub(r"[\\$ ]|geq", "", row["actual"].replace("\\geq", "≥"))
        cells = [row["name"], sign, row["target"], unit, actual, row["full"], row["score"]]
        rows.append([*levels, *cells, row["reason"] or ""])
    return rows


@pytest.fixture
def xinxiang(tmp_path: Path) -> Path:
    """Return the data of Xinxiang with the 15 projects of 十三 and the forms of its two reports."""
    sections = cut_into_sections(find_document("004_*.txt", "xinxiang-2024").seed)
    folder = copy_data(tmp_path / "数据", DATA)
    told = sections["十三（二）"].replace("\n", "")
    projects = [[PROJECT_COLUMNS[i] for i in (0, 1, 4, 5, 6)]]
    for name, score, budget, spent in _PROJECT.findall(told):
        fund = "政府性基金" if "专项债券" in name else "一般公共预算"
        projects.append([name, fund, budget, spent, score])
    assert len(projects) == 1 + 15
    write_rows(folder / PROJECTS, projects)
    rows, managed = [INDICATOR_COLUMNS], [["项目", "事项", "情况说明", "分值", "得分", "存在问题"]]
    for section, name in _NAMES.items():
        own = _read_form(sections[section])
        assert len(own) == _ROWS_OF_FORM[section], own
        rows += [[name, *row] for row in own]
        managed += [
            [name, matter, "按制度办理", "5", "5", ""]
            for matter in ("安排科学性", "拨付合规性", "使用规范性", "预算绩效管理情况")
        ]
    write_rows(folder / INDICATORS, rows)
    write_rows(folder / MANAGEMENT, managed)
    return folder


def test_the_contradictions_of_xinxiang_are_told_and_nothing_else(xinxiang: Path) -> None:
    _agree(_told(xinxiang), _audited("xinxiang", "yes"))


@pytest.fixture
def mengjin(tmp_path: Path) -> Path:
    """Return the data of Mengjin with the report on the department as a whole."""
    text = split_sections(find_document("000_*.txt", "mengjin-2024").seed)["自评报告"]
    folder = copy_data(tmp_path / "数据", SAMPLES / "孟津2024-更正")
    for key in ("部门整体自评得分", "部门整体自评等级"):
        drop_key(folder, "事项.csv", key)
    plain = re.sub(r"[#*\n]", "", text)
    stated = re.search(r"整体自评得分为([\d.]+)分，评价等级为“(\S+?)”", plain)
    money = re.search(
        r"年初预算资金([\d.]+)万元；经年中调整，增加预算资金(\d+)万元.*?"
        r"全年预算资金总额([\d.]+)万元。全年实际执行数([\d.]+)万元.*?年底结余(\d+)万元",
        plain,
    )
    assert stated
    assert money
    names = ["年初预算", "预算调整", "全年预算", "执行数", "年末结转结余"]
    counts = {"项目总数": 20, "绩效目标填报项目数": 20, "应监控项目数": 20, "实际监控项目数": 20}
    counts |= {"应自评项目数": 20, "实际自评项目数": 20, "应评价项目数": 1, "实际评价项目数": 1}
    facts = [["自评得分", stated[1]], ["评价等级", stated[2]]]
    facts += [list(pair) for pair in zip(names, money.groups(), strict=True)]
    facts += [[name, str(count)] for name, count in counts.items()]
    heads = list(_WHOLE_ROW.finditer(plain))
    assert len(heads) == 19
    ends = [head.start() for head in heads[1:]] + [plain.index("2.产出指标")]
    notes = [
        f"# {head[1]}\n{plain[head.end() : end]}" for head, end in zip(heads, ends, strict=True)
    ]
    write_rows(folder / WHOLE, [["项目", "内容"], *facts, ["指标情况", "\n".join(notes)]])
    rows = [["投入管理", "管理", h[1], "", "", "", "", h[2], h[3], ""] for h in heads]
    write_rows(folder / WHOLE_INDICATORS, [INDICATOR_COLUMNS[1:], *rows])
    return folder


def test_the_contradictions_of_mengjin_are_told_and_nothing_else(mengjin: Path) -> None:
    _agree(_told(mengjin), _audited("mengjin", "yes"))


@pytest.mark.parametrize("document", ["xinxiang", "mengjin"])
def test_the_audit_lists_what_must_not_be_told_as_well(document: str) -> None:
    assert len(_audited(document, "no")) > 2
