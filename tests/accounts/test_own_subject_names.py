"""科目.csv: names by year, beside the dictionary."""

import pytest

from generator.accounts.own_names import read_own_names
from generator.base.labels import key_of
from generator.field.subjects import Directory, directory_of, known_names
from generator.files.csv import parse_sheet
from generator.model.finding import Finding
from generator.reading.lists import LIST_BY_FILE, read_records

_HEAD = "科目编码,科目名称,年度,起始年度,终止年度"


def _read(*rows: str, year: int = 2024) -> tuple[Directory, list[Finding]]:
    sheet, _ = parse_sheet("\n".join((_HEAD, *rows)), "科目.csv")
    assert sheet is not None
    records, problems = read_records(sheet, LIST_BY_FILE["科目"])
    findings = list(problems)
    return directory_of(year, read_own_names(records, findings)), findings


def _told(findings: list[Finding]) -> list[tuple[str, str, str]]:
    return [(f.code, f.severity.value, f.places[0].address) for f in findings]


def test_a_name_of_years() -> None:
    rows = ("2139901,旧名,,,2022", "2139901,新名,,2023,", "2139902,一年,2024年度,,")
    for year, expected in ((2019, "旧名"), (2022, "旧名"), (2023, "新名"), (2030, "新名")):
        directory, findings = _read(*rows, year=year)
        assert directory.names["2139901"] == expected
        assert ("2139902" in directory.names) is (year == 2024)
        assert findings == []
    assert _read(*rows, year=2024)[0].names["2139902"] == "一年"


def test_a_year_goes_before_all_years() -> None:
    rows = ("2139901,平时", "2139901,那年,2024,,")
    for year, expected in ((2023, "平时"), (2024, "那年")):
        directory, findings = _read(*rows, year=year)
        assert (directory.names["2139901"], findings) == (expected, [])


def test_what_contradicts_the_dictionary_is_said_and_counts() -> None:
    directory, findings = _read("2080501,某名", "2080502,事业单位离退休", "2130199,某农业支出")
    assert _told(findings) == [("L18", "info", "A2")]
    assert "自带名录为“行政单位离退休”" in findings[0].message
    assert "以 科目.csv 为准" in findings[0].message
    assert directory.has("2080501", "某名") is True
    assert directory.has("2080501", "行政单位离退休") is False
    assert "2080501" in directory.own


def test_a_former_name_contradicts_from_its_year_on() -> None:
    former = "行政事业单位离退休"
    assert _told(_read(f"20805,{former},2019,,")[1]) == []
    assert _told(_read(f"20805,{former},2020,,")[1]) == [("L18", "info", "A2")]


@pytest.mark.parametrize(
    ("rows", "told"),
    [
        (("21399,甲", "2139,乙"), [("H01", "error", "A3")]),
        (("21399,甲", "2139901,（）"), [("L09", "error", "A3")]),
        (("21399,甲,二十四,,",), [("L04", "error", "C2")]),
        (("21398,甲,,2024,2023",), [("L04", "error", "E2")]),
        (("21398,甲", "21398,乙"), [("L05", "error", "A3")]),
        (("21398,甲", "21398,甲"), [("L05", "info", "A3")]),
        (("21398,甲,,2020,", "21398,乙,2024,,"), [("L05", "error", "A3")]),
    ],
)
def test_what_cannot_be_used(rows: tuple[str, ...], told: list[tuple[str, str, str]]) -> None:
    directory, findings = _read(*rows)
    assert _told(findings) == told
    assert "乙" not in directory.names.values()


def test_names_of_a_year() -> None:
    for year, code, name, right in (
        (2019, "20805", "行政事业单位离退休", True),
        (2024, "20805", "行政事业单位离退休", False),
        (2024, "20805", "行政事业单位养老支出", True),
        (2023, "21305", "巩固脱贫衔接乡村振兴", True),
        (2025, "21305", "巩固脱贫衔接乡村振兴", False),
        (2018, "207", "文化体育与传媒支出", True),
        # Seen in 2017 alone: it agrees, and proves nothing against another name.
        (2024, "2050201", "学前教育", True),
        (2024, "2050201", "幼儿教育", None),
        (2024, "2019876", "行政运行", None),
    ):
        assert directory_of(year).has(code, key_of(name)) is right, (year, code, name)
    assert directory_of(0).names == known_names()
