"""The text that we generate, held character by character to two published documents."""

from collections import Counter
from collections.abc import Callable
from pathlib import Path

import pytest
from published import mengjin, xinxiang
from published.clauses import (
    COMPARED,
    paragraph_openings,
    part_three,
    plain,
    section_of,
    split_clauses,
)
from published.deviation import Deviation, Kind, compare
from published.mengjin_list import mengjin_deviations
from published.reference import Reference, find_document
from published.xinxiang_list import xinxiang_deviations
from support.needs import REQUIRED, VARIABLE

from generator import build

_HEADING = "十三、预算绩效情况说明"


@pytest.fixture(scope="module")
def xinxiang_text(tmp_path_factory: pytest.TempPathFactory) -> str:
    folder = tmp_path_factory.mktemp("xinxiang")
    xinxiang.write_xinxiang(xinxiang.find_xinxiang(), folder)
    return build(folder).text


@pytest.fixture(scope="module")
def mengjin_text(tmp_path_factory: pytest.TempPathFactory) -> str:
    folder = tmp_path_factory.mktemp("mengjin")
    mengjin.write_mengjin(mengjin.find_mengjin(), folder)
    return build(folder).text


def test_xinxiang_differs_only_where_listed(xinxiang_text: str) -> None:
    reference = xinxiang.find_xinxiang()
    listed = xinxiang_deviations(reference)
    submitted = xinxiang.submitted_clauses(reference)
    assert compare(submitted, split_clauses(xinxiang_text), listed) == []


def test_mengjin_differs_only_where_listed(mengjin_text: str) -> None:
    reference = mengjin.find_mengjin()
    listed = mengjin_deviations(reference)
    submitted = mengjin.submitted_clauses(reference)
    assert compare(submitted, split_clauses(mengjin_text), listed) == []


def test_no_reason_is_asked_for_that_the_documents_give(
    xinxiang_text: str, mengjin_text: str
) -> None:
    def marks(text: str) -> Counter[str]:
        clauses = split_clauses(text).items()
        return Counter(c for c, words in clauses if "【待补充" in words and "十三" not in c)

    assert marks(xinxiang_text) == Counter()
    assert marks(mengjin_text) == Counter(["九（一）", "九（二）3"])


@pytest.mark.parametrize("find", [xinxiang.find_xinxiang, mengjin.find_mengjin])
def test_all_twelve_sections_are_read(find: Callable[[], Reference]) -> None:
    submitted = split_clauses(part_three(find().seed))
    assert [section for section in COMPARED if section in submitted] == list(COMPARED)
    assert sum(len(words) for c, words in submitted.items() if section_of(c) in COMPARED) > 2000


def test_paragraphs_begin_where_those_of_the_documents_begin(
    xinxiang_text: str, mengjin_text: str
) -> None:
    for seed, text in (
        (xinxiang.find_xinxiang().seed, xinxiang_text),
        (mengjin.find_mengjin().seed, mengjin_text),
    ):
        submitted = part_three(seed).partition("情况说明")[2]
        ours = paragraph_openings(text, broken_by_pages=False)
        assert ours == paragraph_openings(submitted, broken_by_pages=True)


@pytest.mark.parametrize("find", [xinxiang.find_xinxiang, mengjin.find_mengjin])
def test_both_documents_head_the_thirteenth_section_in_two_ways(
    find: Callable[[], Reference],
) -> None:
    lines = [plain(line) for line in find().seed.splitlines()]
    assert [line for line in lines if line.startswith("十三、预算")] == [
        _HEADING,
        "十三、预算绩效评价情况说明",
    ]


def test_our_thirteenth_heading_is_that_of_the_contents(
    xinxiang_text: str, mengjin_text: str
) -> None:
    for text in (xinxiang_text, mengjin_text):
        headings = [line for line in text.splitlines() if line.startswith("十三、")]
        assert headings == [_HEADING]


def _entry(submitted: str, generated: str) -> Deviation:
    return Deviation("试", "一", Kind.FIGURE, submitted, generated, "试")


def test_an_unlisted_difference_is_shown_with_its_clause() -> None:
    problems = compare({"一": "总计1.00万元"}, {"一": "总计2.00万元"}, [])
    assert problems == ["一 未列明的差异：公布“总计1.00万元” 生成“总计2.00万元”"]


def test_a_listed_difference_is_none() -> None:
    entry = _entry("1.00", "2.00")
    assert compare({"一": "总计1.00万元"}, {"一": "总计2.00万元"}, [entry]) == []


def test_an_entry_that_no_longer_differs_is_a_problem() -> None:
    entry = _entry("1.00", "2.00")
    problems = compare({"一": "总计1.00万元"}, {"一": "总计1.00万元"}, [entry])
    assert problems == ["一 已无此差异：“1.00” → “2.00”"]


def test_an_entry_must_stand_once_in_its_clause() -> None:
    problems = compare({"一": "1.00与1.00"}, {"一": "2.00与2.00"}, [_entry("1.00", "2.00")])
    assert problems == ["一 公布的文本中“1.00”有 2 处"]


def test_a_clause_that_is_missing_or_added_is_a_problem() -> None:
    problems = compare({"一": "甲", "二": "乙"}, {"一": "甲", "三": "乙"}, [])
    assert any("条款不同" in problem for problem in problems)


def test_without_the_documents_the_test_is_skipped_or_fails(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.setenv(VARIABLE, str(tmp_path))
    monkeypatch.delenv(REQUIRED, raising=False)
    with pytest.raises(pytest.skip.Exception, match=VARIABLE):
        find_document("000_*.txt", "mengjin-2024")
    monkeypatch.setenv(REQUIRED, "1")
    with pytest.raises(pytest.fail.Exception, match=VARIABLE):
        find_document("000_*.txt", "mengjin-2024")
