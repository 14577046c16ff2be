"""The place of a finding is named as the submitted text numbers its sections."""

from pathlib import Path

import pytest
from support.folders import SAMPLES

import generator
from generator.model.passage import Passage
from generator.model.place import Place
from generator.model.review import Review
from generator.review.printed import PrintedClauses
from generator.review.text.outline import read_submission

_PUTUO = SAMPLES / "普陀财政2024"


def _passages(*lines: str) -> list[Passage]:
    return [Passage(line, at, locator=f"p{at}") for at, line in enumerate(lines, start=1)]


def _review(folder: Path, old: str, new: str) -> Review:
    text = generator.build(_PUTUO).text
    assert text.count(old) == 1
    file = folder / "送审.txt"
    file.write_text(f"2024年度部门决算\n\n{text.replace(old, new)}", encoding="utf-8")
    return generator.review(file, data=_PUTUO)


@pytest.mark.parametrize(
    ("old", "new", "section"),
    [
        ("设备（不含车辆）2台", "设备（不含车辆）3台", "十一（三）"),
        ("比2023年度增加2.55万元", "比2023年度增加3.55万元", "十一（一）"),
        ("年初预算为0.95万元", "年初预算为9.50万元", "七（一）"),
        ("预算为1560.05万元", "预算为1650.05万元", "五（三）1"),
    ],
)
def test_a_finding_names_the_section_as_printed(
    old: str, new: str, section: str, tmp_path: Path
) -> None:
    """In the form of Shanghai “三公” is 七 and 机关运行经费 stands in 十一（一）."""
    places = {mark.finding.places[0].section for mark in _review(tmp_path, old, new).marks}
    assert section in places


def test_numbers_of_the_text() -> None:
    submission = read_submission(
        "稿.txt",
        _passages(
            "一、收入支出决算总体情况说明",
            "2024年度收入总计100.00万元。",
            "二、国有资本经营预算财政拨款支出决算情况说明",
            "2024年度没有国有资本经营预算财政拨款支出，支出0.00万元。",
            "三、其他重要事项情况说明",
            "（一）机关运行经费支出情况",
            "机关运行经费支出12.00万元。",
            "（二）政府采购支出情况",
            "政府采购支出总额3.00万元。",
        ),
    )
    printed = PrintedClauses(submission)
    found = {topic: printed.clause(topic) for topic in ("一", "八", "十", "十一", "十一2")}
    assert found == {
        "一": "一",
        "八": "二",
        "十": "三（一）",
        "十一": "三（二）",
        "十一2": "三（二）2",
    }
    # A section that the text does not have, and titles, stay as they are.
    assert printed.clause("九（一）") == "九（一）"
    assert printed.clause("三公经费支出情况") == "三公经费支出情况"


def test_a_heading_without_a_number_is_named_by_its_words() -> None:
    submission = read_submission(
        "稿.txt",
        _passages(
            "收入支出决算总体情况说明",
            "2024年度收入总计100.00万元，支出总计100.00万元。",
            "政府采购支出情况说明",
            "2024年度政府采购支出总额3.00万元。",
        ),
    )
    assert PrintedClauses(submission).clause("十一") == "政府采购支出情况说明"


def test_one_matter_in_two_sections_is_named_by_the_place() -> None:
    """“三公” is told in 三, and once more under 五: each sentence has the number above it."""
    passages = _passages(
        "一、收入支出决算总体情况说明",
        "2024年度收入总计100.00万元。",
        "二、收入决算情况说明",
        "2024年度收入合计100.00万元。",
        "三、财政拨款“三公”经费支出决算情况说明",
        "2024年度“三公”经费支出预算为3.00万元，支出决算为2.00万元。",
        "四、机关运行经费支出情况",
        "机关运行经费支出12.00万元。",
        "五、其他重要事项情况说明",
        "（一）政府采购支出情况",
        "政府采购支出总额3.00万元。",
        "（二）“三公”经费支出情况",
        "2024年度公务接待费支出决算为1.00万元。",
    )
    printed = PrintedClauses(read_submission("稿.txt", passages))
    first, again = passages[5], passages[12]
    assert printed.clause("九", first) == "三"
    assert printed.clause("九", again) == "五（二）"
    # One inside another has no finer clauses in brackets, but numbers of its own.
    assert printed.clause("九（二）3", first) == "三（二）3"
    assert printed.clause("九（二）3", again) == "五（二）"
    assert printed.clause("九2", again) == "五（二）2"
    assert printed.clause("九") == "三"

    def placed(paragraph: int) -> str:
        return printed.place(Place("稿.txt", section="九", paragraph=paragraph)).section

    assert placed(first.paragraph) == "三"
    assert placed(again.paragraph) == "五（二）"
