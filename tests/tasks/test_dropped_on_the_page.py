"""Files dropped in any number: each is used, or named with the reason why it is not."""

from __future__ import annotations

import shutil
from typing import TYPE_CHECKING

import pytest
from support.two_years import last_years_document, workbook

from generator.tasks.start.dropped import describe_given, sort_dropped

if TYPE_CHECKING:
    from pathlib import Path


@pytest.fixture(scope="module")
def files(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """This year's tables, documents of two years, and what is neither."""
    place = tmp_path_factory.mktemp("放入")
    workbook(place / "今年.xlsx")
    last_years_document(place)
    last_years_document(place, "今年的.docx", 2024)
    workbook(place / "前年.xlsx", year=2022)
    shutil.copy(place / "去年.docx", place / "副本.docx")
    (place / "照片.jpg").write_bytes(b"\xff\xd8\xff\xe0" + b"0" * 3000)
    (place / "通知.txt").write_text("请各单位于周五前报送材料。\n", encoding="utf-8")
    return place


@pytest.mark.parametrize(
    ("names", "used", "unused"),
    [
        ("今年.xlsx 去年.docx", "今年.xlsx 去年.docx", {}),
        ("去年.docx", "去年.docx", {}),
        ("今年.xlsx", "今年.xlsx", {}),
        ("去年.docx 副本.docx 今年.xlsx", "去年.docx 今年.xlsx", {"副本.docx": "内容相同"}),
        (
            "今年.xlsx 照片.jpg 通知.txt",
            "今年.xlsx",
            {"照片.jpg": "是图片", "通知.txt": "没有找到表格"},
        ),
        ("今年.xlsx 今年的.docx", "今年.xlsx", {"今年的.docx": "上年的应是 2023 年度"}),
        ("今年.xlsx 去年.docx 前年.xlsx", "今年.xlsx 去年.docx", {"前年.xlsx": "是 2022 年度的"}),
        ("照片.jpg", "", {"照片.jpg": "是图片"}),
    ],
)
def test_every_file_is_used_or_named(
    names: str, used: str, unused: dict[str, str], files: Path
) -> None:
    found = sort_dropped(files / name for name in names.split())
    assert [one.path.name for one in found.used] == used.split()
    assert [one.name for one in found.unused] == list(unused)
    for one in found.unused:
        assert unused[one.name] in one.why
        assert one.name not in one.why


def test_a_file_is_told_by_its_year_and_what_it_holds(files: Path) -> None:
    found = sort_dropped([files / "今年.xlsx", files / "去年.docx"])
    assert [describe_given(one) for one in found.used] == [
        "2024 年度，9 张公开表",
        "2023 年度，9 张公开表，公开文件的正文",
    ]
