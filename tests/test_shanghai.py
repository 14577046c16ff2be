"""The profile shanghai, held to the published document of Putuo and to the official form."""

import shutil
from pathlib import Path

import pytest
from documents.clauses import SECTIONS, plain, section_of
from documents.deviation import compare
from documents.putuo import (
    SAMPLE,
    find_putuo,
    putuo_clauses,
    read_lines,
    submitted_clauses,
    write_putuo,
)
from documents.putuo_list import putuo_deviations
from support.folders import read_rows

from generator import build
from generator.importing import import_files
from generator.model.block import Grid, Paragraph, Role

# 四 is misprinted there: 0.3万元, 持平 and yet a reason.
_COMPARED = tuple(section for section in SECTIONS[:11] if section != "四")


@pytest.fixture(scope="module")
def putuo_text(tmp_path_factory: pytest.TempPathFactory) -> str:
    folder = tmp_path_factory.mktemp("putuo") / "数据"
    write_putuo(find_putuo(), folder)
    return build(folder).text


def test_putuo_differs_only_where_listed(putuo_text: str) -> None:
    submitted = submitted_clauses(find_putuo())
    generated = putuo_clauses(putuo_text)
    assert compare(submitted, generated, putuo_deviations(), _COMPARED) == []


def test_all_eleven_sections_are_read() -> None:
    submitted = submitted_clauses(find_putuo())
    assert list(dict.fromkeys(map(section_of, submitted))) == list(SECTIONS[:11])
    assert sum(len(words) for c, words in submitted.items() if section_of(c) in _COMPARED) > 3000


def test_the_fourth_section_is_that_of_the_table(putuo_text: str) -> None:
    total = next(row for row in read_rows(SAMPLE / "公开04.csv") if row[0] == "总计")
    amount = total[1].replace(",", "")
    sentence = f"上海市普陀区财政局2024年度财政拨款收入支出总计{amount}万元。"
    assert sentence in putuo_clauses(putuo_text)["四"]
    assert "财政拨款收入支出总计0.3万元" in submitted_clauses(find_putuo())["四"]
