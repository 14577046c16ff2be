"""The audit of 新乡 2024: its findings and claims hold against the document and its tables.

The lists were made by reading; this proves each quote and recomputes each figure that has operands.
"""

from __future__ import annotations

import csv
import re
from dataclasses import dataclass
from decimal import Decimal
from pathlib import Path

import pytest
from published.reference import find_document
from support.xinxiang_figures import (
    evaluate,
    judge,
    read_cell,
    read_number,
    read_operands,
)
from support.xinxiang_text import cut_into_sections, read_contents

AUDITED = Path(__file__).parents[1] / "audited"
FINDINGS, CLAIMS = "xinxiang_document.csv", "xinxiang_claims.csv"
SEVERITIES = {"error", "warning", "info"}
CLASSES = {
    "arithmetic",
    "cross-table",
    "narrative-vs-table",
    "internal",
    "direction",
    "zero-base",
    "stale-name",
    "unit",
    "structure",
    "leftover",
    "format",
    "plausibility",
    "tail",
    "extraction",
    "missing",
}
NUMBER = re.compile(r"\d[\d,]*(?:\.\d+)?%?")
NO_CLAIM = re.compile(
    r"\d{4} ?年(?:\d+ ?月)?|(?<!\d)24 ?(?:年|号)|(?m:^\d+\. ?)|\d\. ?(?=[^\d\s])|[（(]\d[）)]|12345"
    r"|【2020】31号|（2023）|图\d：|表 1-2-\d|100万元（含）以上"
)
# 名词解释 has no figures; the tables are the source; 第一部分 is checked for its two counts.
WITHOUT_CLAIMS = ("封面", "目录", "第四部分", "公开")
FORM_CLASSES = ("format", "unit", "stale-name", "extraction")


@dataclass(frozen=True, slots=True)
class Document:
    """The document, its tables and what the audit lists of it."""

    text: str
    sections: dict[str, str]
    tables: Path
    findings: list[dict[str, str]]
    claims: list[dict[str, str]]


@pytest.fixture(scope="module")
def document() -> Document:
    reference = find_document("004_*.txt", "xinxiang-2024")
    sections = cut_into_sections(reference.seed)
    tables = reference.case / "tables"
    return Document(reference.seed, sections, tables, _read(FINDINGS), _read(CLAIMS))


def _read(name: str) -> list[dict[str, str]]:
    with (AUDITED / name).open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def _belongs(finding: dict[str, str], claim: dict[str, str]) -> bool:
    return (
        finding["section"] == claim["section"]
        and finding["stated"].removesuffix("万") == claim["stated"]
        and (finding["quote"] in claim["quote"] or claim["quote"] in finding["quote"])
    )


def test_each_quote_stands_once_in_its_section(document: Document) -> None:
    for row in [*document.findings, *document.claims]:
        assert document.sections[row["section"]].count(row["quote"]) == 1, row
        assert row["stated"] in row["quote"], row


def test_the_findings_are_well_formed(document: Document) -> None:
    ids = [row["id"] for row in document.findings]
    assert len(ids) == len(set(ids)) > 100
    for row in document.findings:
        assert row["severity"] in SEVERITIES, row
        assert row["class"] in CLASSES, row
        assert row["note"], row
        if row["class"] in ("tail", "format"):
            assert row["severity"] == "info", row


def test_each_verdict_follows_from_its_operands(document: Document) -> None:
    recomputed = 0
    for row in document.claims:
        if not row["operands"]:
            assert (row["verdict"], row["expected"]) == ("unchecked", ""), row
            continue
        found = judge(row["stated"], row["operands"], document.tables, row["kind"])
        assert found == (row["verdict"], row["expected"]), row
        recomputed += 1
    assert recomputed > 300


def test_each_operand_is_printed_where_the_formula_says(document: Document) -> None:
    for row in document.claims:
        _, operands = read_operands(row["operands"], document.tables, row["kind"])
        alone = len(operands) == 1
        for operand in operands:
            if not operand.printed:
                continue
            place = operand.section or row["section"]
            printed = [read_number(n) for n in NUMBER.findall(document.sections[place])]
            least = 2 if alone and place == row["section"] else 1
            assert printed.count(operand.value) >= least, (row, operand)


def test_every_number_of_the_text_has_a_claim(document: Document) -> None:
    for name, text in document.sections.items():
        if name.startswith(WITHOUT_CLAIMS):
            continue
        covered = [
            (text.index(row["quote"]), text.index(row["quote"]) + len(row["quote"]), row["stated"])
            for row in document.claims
            if row["section"] == name
        ]
        masked = NO_CLAIM.sub(lambda found: " " * len(found[0]), text)
        for found in NUMBER.finditer(masked):
            # "95\%" is how two reports print their percentages
            held = [s for start, end, s in covered if start <= found.start() and found.end() <= end]
            assert found[0] in held, (name, found[0], masked[found.start() - 15 : found.end() + 9])


def test_each_wrong_claim_is_a_finding(document: Document) -> None:
    for claim in document.claims:
        if claim["verdict"] not in ("wrong", "tail"):
            continue
        expected = [f for f in document.findings if _belongs(f, claim)]
        assert any(f["expected"] == claim["expected"] for f in expected), claim
        if claim["verdict"] == "tail":
            assert all(f["severity"] == "info" for f in expected), claim


def test_each_expected_figure_is_proved(document: Document) -> None:
    for finding in document.findings:
        if not finding["expected"]:
            continue
        claims = [claim for claim in document.claims if _belongs(finding, claim)]
        proved = any(
            claim["expected"] == finding["expected"] and claim["verdict"] in ("wrong", "tail")
            for claim in claims
        )
        assert proved or _is_slip_of_form(finding), finding


def _is_slip_of_form(finding: dict[str, str]) -> bool:
    """The figure is right and only printed badly, or the year is not that of the document."""
    stated, expected = finding["stated"], finding["expected"]
    if finding["class"] not in FORM_CLASSES:
        return False
    if expected == "2024":
        return stated in ("2023", "2025")
    numbers = [read_number(NUMBER.findall(text)[0]) for text in (stated, expected)]
    return stated != expected and numbers[0] == numbers[1]


def test_a_rate_on_nothing_is_never_called_right(document: Document) -> None:
    zero = [row for row in document.findings if row["class"] == "zero-base"]
    assert {row["section"] for row in zero} >= {"七", "八", "九（二）", "九（二）1", "十三（一）"}
    assert [row["section"] for row in zero if row["severity"] == "error"] == ["七"]
    assert all(not row["expected"] for row in zero)


def test_the_headings_differ_from_the_contents_only_where_listed(document: Document) -> None:
    lines = {line.strip().removeprefix("- ") for line in _body(document).splitlines()}
    titles = {
        re.sub(r"^[一二三四五六七八九]、(?=.+表$)", "", entry): entry
        for entry in read_contents(document.text)
    }
    missing = [entry for title, entry in titles.items() if title not in lines]
    assert missing == ["第一部分 部门概况", "十三、预算绩效情况说明"]
    listed = [row for row in document.findings if "目录" in row["formula"]]
    assert [(row["severity"], row["section"]) for row in listed] == [
        ("info", "第一部分"),
        ("error", "十三"),
    ]


def _body(document: Document) -> str:
    return document.text[document.text.index("第五部分 附件") + 1 :]


def test_the_lists_of_section_six_are_the_items_of_table_six(document: Document) -> None:
    with (document.tables / "公开06_原版式.csv").open(encoding="utf-8-sig", newline="") as file:
        rows = list(csv.reader(file))[1:-2]
    staff = [row[1] for row in rows if len(row[0]) == 5 and row[2]]
    running = [row[4] for row in rows if len(row[3]) == 5 and row[5]]
    running += [row[7] for row in rows if len(row[6]) == 5 and row[8]]
    lists = re.findall(r"主要包括：(.+?)[；。]", document.sections["六"])
    assert [names.split("、") for names in lists] == [staff, running]


def test_the_names_of_the_items_differ_only_in_the_twelfth(document: Document) -> None:
    with (document.tables / "公开05.csv").open(encoding="utf-8-sig", newline="") as file:
        names = {row[0]: row[1] for row in list(csv.reader(file))[1:] if row[0]}
    codes = [code for code in names if len(code) == 7]
    expected = [f"{names[c[:3]]}（类）{names[c[:5]]}（款）{names[c]}（项）" for c in codes]
    wrong = [
        number
        for number, name in enumerate(expected, 1)
        if f"{number}. {name}。" not in document.sections[f"五（三）{number}"]
    ]
    assert (len(expected), wrong) == (12, [12])
    stale = [row for row in document.findings if row["section"] == "五（三）12"]
    assert [row["quote"] for row in stale] == [
        "巩固脱贫攻坚衔接乡村振兴（款）",
        "其他扶贫支出（项）",
    ]
    assert all(row["severity"] == "error" for row in stale)


@pytest.mark.parametrize(
    ("section", "word"),
    [
        ("七", "决算数大于年初预算数"),
        ("九（一）", "决算数小于年初预算数"),
        ("九（二）3", "决算数小于年初预算数"),
        ("五（三）7", "养老保险支出增加"),
        ("五（三）8", "当年实际支出减少"),
        ("五（三）9", "基本医疗保险支出减少"),
        ("五（三）10", "基本医疗保险支出增加"),
        ("五（三）11", "比年初预算稍有增加"),
    ],
)
def test_the_direction_of_a_reason_is_that_of_the_figures(
    document: Document, section: str, word: str
) -> None:
    text = document.sections[section].replace("\n", "")
    budget, final = (
        read_number(text.split(mark)[1].split("万")[0]) for mark in ("预算为", "决算为")
    )
    assert word in text
    assert (final > budget) == ("大于" in word or "增加" in word)


def test_the_carry_over_of_the_bonds_is_not_that_of_the_tables(document: Document) -> None:
    carried = re.findall(r"该笔为2023年结转([\d.]+)万元", document.sections["十三（二）"])
    assert sum(map(Decimal, carried)) == Decimal("40517.38")
    assert read_cell(document.tables, "公开07[合计,年初结转和结余]") == Decimal("1757.77")
    assert read_cell(document.tables, "公开07[合计,年末结转和结余]") == 0
    assert read_cell(document.tables, "公开01[年末结转和结余,支出/决算数]") == 0


def test_the_departments_of_other_years_are_all_listed(document: Document) -> None:
    for name in ("政务服务和大数据管理局", "行政效能和政务服务管理局", "行政审批和政务服务管理局"):
        places = {section for section, text in document.sections.items() if name in text}
        listed = {row["section"] for row in document.findings if name in row["quote"]}
        assert places == listed, name


def test_judge_by_hand(document: Document) -> None:
    tables = document.tables
    assert judge("52.76%", "3,590.27/(10,394.91-3,590.27)", tables, "change") == ("ok", "52.76%")
    assert judge("28.57%", "0.14/0.50", tables, "rate") == ("tail", "28.00%")
    assert judge("30.00%", "0.14/0.50", tables, "rate") == ("wrong", "28.00%")
    assert judge("99.00%", "4,396.72/4,400.00", tables, "rate") == ("wrong", "99.93%")
    assert judge("100.00%", "1/0", tables, "rate") == ("wrong", "")
    assert judge("10.01", "4.00+6.00", tables, "amount") == ("tail", "10.00")
    assert judge("10.02", "4.00+6.00", tables, "amount") == ("wrong", "10.00")
    assert judge("2", "(90>=#90)+(89>=#90)", tables, "count") == ("wrong", "1")
    assert evaluate("#1+#2", tables, "count").middle == 3
    with pytest.raises(LookupError):
        read_cell(tables, "公开05[没有,本年支出/小计]")
