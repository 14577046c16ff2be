"""The audit lists of the published document of Mengjin, recomputed from its text and tables."""

import csv
import re
from collections import Counter
from decimal import Decimal

import pytest
from published.reference import Reference as Document
from published.reference import find_document
from support.folders import AUDITED
from support.mengjin_formulas import (
    NUMBER,
    Reference,
    economic_items,
    evaluate,
    holds,
    is_rounding,
    last_number,
    read_tables,
    round_like,
)
from support.mengjin_sections import body_headings, contents_entries, split_sections
from support.needs import find_reference

Row = dict[str, str]

_SEVERITIES = {"error", "warning", "info"}
_CLASSES = {
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
_AUDITED = re.compile(r"[一二三四五六七八九十]+(（[一二三]）\d?)?|自评报告|第三部分")
# Numbers that claim nothing: years, ordinals, the number of a document, a threshold, a hotline.
_NO_CLAIM = re.compile(
    r"\*{0,2}2024\*{0,2} ?年|^#* ?\**\d\.(?!\d)|\*\*\d\*\*|目标 \d|[（(]\d[）)]|〔2020〕10号|"
    r"“12345|附件 1|×100%|单位价值 100 万元",
    re.MULTILINE,
)
_ITEM = re.compile(r"\d\.(.+)（类）(.+)（款）(.+)（项）。")


def _read(name: str) -> list[Row]:
    with (AUDITED / name).open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


CLAIMS = _read("mengjin_claims.csv")
FINDINGS = _read("mengjin_document.csv")


@pytest.fixture(scope="module")
def document() -> Document:
    return find_document("000_*.txt", "mengjin-2024")


@pytest.fixture(scope="module")
def reference(document: Document) -> Reference:
    tables = read_tables(document.case / "tables")
    assert len(tables) == 9
    return Reference(tables, split_sections(document.seed))


def _number(text: str) -> Decimal:
    return Decimal(text.rstrip("%"))


def _found(section: str, **wanted: str) -> list[Row]:
    return [
        row
        for row in FINDINGS
        if row["section"] == section and all(row[key] == value for key, value in wanted.items())
    ]


@pytest.mark.parametrize(
    "row", CLAIMS + FINDINGS, ids=lambda row: str(row.get("id", row["section"]))
)
def test_quote_stands_once_in_its_section(row: Row, reference: Reference) -> None:
    assert reference.sections[row["section"]].count(row["quote"]) == 1


def test_findings_are_well_formed(reference: Reference) -> None:
    identifiers = [row["id"] for row in FINDINGS]
    assert identifiers == sorted(set(identifiers))
    for row in FINDINGS:
        assert row["severity"] in _SEVERITIES
        assert row["class"] in _CLASSES
        assert row["note"]
        for place in filter(None, row["also"].split("；；")):
            section, _, quote = place.partition("|")
            assert reference.sections[section].count(quote) == 1, place


def test_every_number_of_the_narrative_is_a_claim(reference: Reference) -> None:
    for section, text in reference.sections.items():
        if not _AUDITED.fullmatch(section):
            continue
        idle = {at for match in _NO_CLAIM.finditer(text) for at in range(*match.span())}
        numbers = [m.start() for m in NUMBER.finditer(text) if m.start() not in idle]
        claimed = []
        for row in (row for row in CLAIMS if row["section"] == section):
            assert last_number(row["quote"]) == row["stated"].rstrip("%")
            start = text.index(row["quote"])
            claimed.append(start + [m.start() for m in NUMBER.finditer(row["quote"])][-1])
        assert claimed == numbers, section


@pytest.mark.parametrize(
    "row",
    [row for row in CLAIMS if row["verdict"] != "unchecked" and row["operands"][0] not in "<>"],
    ids=lambda row: f"{row['section']} {row['stated']}",
)
def test_verdict_follows_from_the_operands(row: Row, reference: Reference) -> None:
    if row["operands"].startswith("公开03无"):
        assert row["verdict"] == "wrong"
        assert "其他支出" not in reference.tables["公开03"][0]
        return
    outcome = evaluate(row["operands"], reference)
    if outcome is None:
        assert (row["verdict"], row["expected"]) == ("wrong", "")
        return
    stated = _number(row["stated"])
    if row["kind"] in {"share", "rate"}:
        right = is_rounding(row["stated"], outcome)
        assert row["verdict"] == ("ok" if right else "wrong")
    else:
        gap = abs(stated - outcome.value)
        bound = Decimal("0.01") * (outcome.addends // 2)
        verdict = "wrong" if gap > bound else "tail" if gap else "ok"
        assert row["verdict"] == verdict
    if row["verdict"] == "wrong":
        assert _number(row["expected"]) == round_like(outcome.value, row["expected"])
        assert row["expected"] != row["stated"]
    else:
        assert row["expected"] == ""


def test_relations_hold_where_the_verdict_says_so(reference: Reference) -> None:
    related = [row for row in CLAIMS if row["operands"][0] in "<>"]
    assert Counter(row["verdict"] for row in related) == {"ok": 20, "wrong": 3}
    for row in related:
        assert holds(row["operands"], row["stated"], reference) == (row["verdict"] == "ok")
    received = evaluate("公开09{12}", reference)
    assert received is not None
    assert received.value > 0  # which is why guests must be more than none


def test_unchecked_claims_say_why() -> None:
    unchecked = [row for row in CLAIMS if row["verdict"] == "unchecked"]
    assert all(re.search(r"[一-龥]{4}", row["operands"]) for row in unchecked)
    assert all(row["expected"] == "" for row in unchecked)


def _overlap(text: str, one: str, other: str) -> bool:
    start, begin = text.index(one), text.index(other)
    return start < begin + len(other) and begin < start + len(one)


def test_every_wrong_claim_is_a_finding(reference: Reference) -> None:
    for claim in (row for row in CLAIMS if row["verdict"] == "wrong"):
        text = reference.sections[claim["section"]]
        reported = [
            row
            for row in _found(claim["section"])
            if row["severity"] != "info" and _overlap(text, row["quote"], claim["quote"])
        ]
        assert reported, claim
        if claim["expected"]:
            assert claim["expected"] in {row["expected"] for row in reported}


def test_every_wrong_number_among_the_errors_is_a_wrong_claim(reference: Reference) -> None:
    wrong = [row for row in CLAIMS if row["verdict"] == "wrong"]
    for finding in FINDINGS:
        if finding["severity"] != "error" or not finding["expected"] or finding["class"] == "unit":
            continue
        text = reference.sections[finding["section"]]
        assert any(
            claim["section"] == finding["section"]
            and claim["expected"] == finding["expected"]
            and _overlap(text, finding["quote"], claim["quote"])
            for claim in wrong
        ), finding


@pytest.mark.parametrize(
    "row", [row for row in FINDINGS if row["expected"]], ids=lambda row: str(row["id"])
)
def test_expected_number_follows_from_the_formula(row: Row, reference: Reference) -> None:
    outcome = evaluate(row["formula"], reference)
    assert outcome is not None
    expected = row["expected"].removesuffix("万元")
    assert _number(expected) == round_like(outcome.value, expected)
    assert row["stated"] in row["quote"]
    assert row["stated"] != row["expected"]


def _spent(reference: Reference) -> dict[str, dict[str, str]]:
    """Return code and name of the 款 of 公开06 with spending, by part of the basic expenditure."""
    parts: dict[str, dict[str, str]] = {"人员": {}, "公用": {}}
    for code, name, amount in economic_items(reference.tables["公开06"]):
        if len(code) == 5 and amount and Decimal(amount):
            parts["人员" if code[:3] in {"301", "303"} else "公用"][code] = name
    return parts


def test_lists_of_section_six_against_table_six(reference: Reference) -> None:
    listed = re.findall(r"主要包括：(.+?)。", reference.sections["六"].replace("\n", ""))
    names = {name: code for code, name, _ in economic_items(reference.tables["公开06"])}
    zero, unknown, missing = [], [], []
    for text, spent in zip(listed, _spent(reference).values(), strict=True):
        items = text.split("、")
        assert len(items) == len(set(items))
        zero += [item for item in items if item in names and item not in spent.values()]
        unknown += [item for item in items if item not in names]
        missing += [f"{code} {name}" for code, name in spent.items() if name not in items]
    reported = [row for row in _found("六", severity="error") if "主要包括" in row["note"]]
    notes = [row["note"].partition("：")[2] for row in reported]
    assert Counter(re.sub(r"（2018.*", "", note) for note in notes) == Counter(
        [
            *zero,
            *(name for name in unknown if name != "其他对个人和家庭的补助支出"),
            *(name.split()[1] for name in missing if not name.startswith("30399")),
        ]
    )
    assert len(_found("六", quote="其他对个人和家庭的补助支出", severity="warning")) == 1
    assert (len(zero), len(unknown), len(missing)) == (21, 3, 3)
    for row in reported:
        code = re.search(r"\[(\d{5})\](?:=([\d.]+)| 空白)", row["formula"])
        if code is not None:
            printed = next(
                a for c, _, a in economic_items(reference.tables["公开06"]) if c == code[1]
            )
            assert printed == (code[2] or "")


def test_items_of_section_five_name_every_account(reference: Reference) -> None:
    rows = [row for row in reference.tables["公开05"] if len(row[0]) == 7]
    names = {row[0]: row[1] for row in reference.tables["公开05"]}
    names["20805"] = "行政事业单位养老支出"  # the 款 row is not printed in the table
    names["20129"] = names["20103"]  # 2012901 stands under 20103 in the table
    for number, row in enumerate(rows, start=1):
        match = _ITEM.match(reference.sections[f"五（三）{number}"])
        assert match is not None
        assert match.groups() == (names[row[0][:3]], names[row[0][:5]], row[1])
    assert f"五（三）{len(rows) + 1}" not in reference.sections


def test_account_names_are_those_of_the_dictionary() -> None:
    with (find_reference() / "codes.csv").open(encoding="utf-8", newline="") as file:
        names = {row["code"]: row["name"] for row in csv.DictReader(file)}
    assert names["20805"] == "行政事业单位养老支出"
    assert names["302"] == "商品和服务支出"
    assert names["303"] == "对个人和家庭的补助"
    assert names["30399"] == "其他对个人和家庭的补助"
    for quote in ("商品服务支出", "对个人和家庭补助支出"):
        assert quote not in names.values()
        assert _found("五（二）", quote=quote)


def test_contents_against_headings(reference: Reference) -> None:
    entries = contents_entries(reference.sections["目录"])
    pairs = zip(entries["第三部分"][1:], body_headings(reference.sections), strict=True)
    unequal = [pair for pair in pairs if pair[0] != pair[1]]
    assert unequal == [("十三、预算绩效情况说明", "十三、预算绩效评价情况说明")]
    assert _found("十三", quote=unequal[0][1], severity="error")
    titles = [
        re.sub(r"[#\s]", "", reference.sections[f"公开{number:02d}"].splitlines()[0])
        for number in range(1, 10)
    ]
    assert [entry.partition("、")[2] for entry in entries["第二部分"][1:]] == titles
    overview = re.sub(r"[#*\s]", "", reference.sections["第一部分"])
    for entry in entries["第一部分"]:
        assert entry not in overview.replace("政务服务和大数据管理局部门所属", "")
    assert (
        len([row for row in _found("目录") + _found("第一部分") if row["class"] == "structure"])
        == 3
    )


def test_statements_under_the_tables(document: Document, reference: Reference) -> None:
    stated = {name for name, text in reference.sections.items() if "故本表无数据" in text}
    assert stated == {"公开08", "公开09"}
    empty = {
        name
        for name in ("公开07", "公开08", "公开09")
        if all(not Decimal(cell) for cell in reference.tables[name][-1] if NUMBER.fullmatch(cell))
    }
    assert empty == {"公开07", "公开08"}
    for name in stated ^ empty:
        assert _found(name, severity="error", **{"class": "structure"})
    assert document.seed.count("本表部门反映") == len(_found("公开03")) == 1


def test_rates_on_a_base_of_zero(reference: Reference) -> None:
    based = [
        row
        for row in CLAIMS
        if row["kind"] in {"share", "rate"}
        and row["verdict"] != "unchecked"
        and evaluate(row["operands"], reference) is None
    ]
    assert len(based) == 5
    for claim in based:
        severity = "error" if _number(claim["stated"]) else "warning"
        found = _found(claim["section"], severity=severity, **{"class": "zero-base"})
        assert any(row["quote"] in claim["quote"] for row in found), claim


def test_integer_rates_are_noted() -> None:
    plain = [
        row
        for row in CLAIMS
        if re.fullmatch(r"[1-9]\d*%", row["stated"]) and row["stated"] != "100%"
    ]
    for claim in plain:
        if claim["kind"] != "amount":
            assert any(row["stated"] == claim["stated"] for row in _found(claim["section"]))
    assert [row["stated"] for row in plain] == ["142%", "163%", "63%", "163%", "33%"]


def test_statements_of_equality(reference: Reference) -> None:
    for section, text in reference.sections.items():
        if not re.search(r"无差异|不存在差异", text):
            continue
        printed = re.search(r"预算为 ([\d.]+) 万元，支出决算为\s+([\d.]+) 万元", text)
        assert printed is not None
        unequal = Decimal(printed[1]) != Decimal(printed[2])
        found = _found(section, severity="error", **{"class": "direction"})
        assert bool(found) == unequal, section


def test_scores_and_grades(reference: Reference) -> None:
    report = reference.sections["自评报告"]
    marks = re.findall(r"指标 ?(\d+) ?分?，得 ?([\d.]+) ?分", report)
    assert len(marks) == 19
    assert sum(Decimal(most) for most, _ in marks) == 100
    assert sum(Decimal(score) for _, score in marks) == Decimal("85.5")
    assert "93.38 分，评价等级为良" in reference.sections["十三（一）"]
    assert _found("十三（一）", quote="评价等级为良", severity="error")
    assert "87.50分，评价等级为“一般”" in report
    assert _found("自评报告", quote="评价等级为“一般”", severity="error")
    aspects = re.search(r"二级指标从(.+)7 个方面", report)
    assert aspects is not None
    assert len(aspects[1].strip().split("、")) == 7


def test_names_of_place_and_department(document: Document, reference: Reference) -> None:
    report = reference.sections["自评报告"]
    places = [match.start() for match in re.finditer("县", document.seed)]
    slips = _found("自评报告", severity="error", **{"class": "stale-name"})
    county = [row["quote"] for row in slips]
    assert len(places) == report.count("县") == 4  # 县委、县政府 has two
    assert sum(quote.count("县") for quote in county) == 4
    assert document.seed.count("管理局管理局") == 1
    assert _found("自评报告", severity="error", **{"class": "leftover"})


def test_leftovers_of_the_form(document: Document) -> None:
    # Nothing of the usual kinds but the one instruction that is listed.
    assert not re.search(r"[Xx×]{2}|（ *）|\( *\)|增加（减少）|下降（增长）|【", document.seed)
    instructions = re.findall("没有就写无", document.seed)
    listed = [row for row in FINDINGS if "没有就写无" in row["quote"]]
    assert len(instructions) == len(listed) == 1
    assert listed[0]["severity"] == "error"


def test_units_of_the_narrative(reference: Reference) -> None:
    bare = []
    for section, text in reference.sections.items():
        if _AUDITED.fullmatch(section):
            bare += re.findall(r"\d+(?:\.\d+)?%?(?:元|%万元|万(?!元))", text)
    reported = [row["quote"] for row in FINDINGS if row["class"] == "unit"]
    assert Counter(bare) == Counter(["954.72%万元", "0.3元", "0.1元"])
    assert set(bare) < set(reported)
