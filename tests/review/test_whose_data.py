"""Data of many departments: whose are used, whose with a question, whose never.

江河市教育局 and its units, sisters with a word more, names that are shortened or of one level.
"""

import shutil
from pathlib import Path

import pytest
from support.piles import submit
from support.program import start
from support.submitted import SAMPLE

from generator.base.labels import squash
from generator.tasks.review_many.naming import may_be_same, same_but_place


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("江河市教育局", "江河市教育局幼儿园"),
        ("江河市公安局", "江河市公安局交通警察支队"),
        ("江河市公安局", "江河市森林公安局"),
        ("江河市人民医院", "江河市第二人民医院"),
        ("江河市体育局", "江河市教育体育局"),
        ("江河市人民法院", "江河市中级人民法院"),
        ("江河市政府", "江河市政府办公室"),
        ("江河市水利局", "江河市东山县水利局"),
        ("人民法院", "江河市中级人民法院"),
    ],
)
def test_a_unit_or_a_sister_is_never_the_department(one: str, other: str) -> None:
    for first, second in ((one, other), (other, one)):
        assert not may_be_same(squash(first), squash(second))


@pytest.mark.parametrize(
    ("one", "other", "is_certain"),
    [
        ("教育局", "江河市教育局", True),
        ("东山县教育局", "江河市东山县教育局", True),
        ("教育局", "江河市东山县教育局", False),  # may be that of the city
        ("江河市教体局", "江河市教育体育局", False),
        ("江河市卫健委", "江河市卫生健康委员会", False),
        ("江河市财政局", "江河市财政局（本级）", False),
        ("江河市民政局本级", "江河市民政局", False),
        ("江河市民政局（局机关）", "江河市民政局", False),
    ],
)
def test_a_form_of_the_name_may_be_it(one: str, other: str, *, is_certain: bool) -> None:
    for first, second in ((one, other), (other, one)):
        assert may_be_same(squash(first), squash(second))
        assert same_but_place(squash(first), squash(second)) is is_certain


def _said(room: Path) -> str:
    found = start("review", "送审", "--data", "数据", "--format", "text", folder=room)
    return "".join(f"{found.out}{found.err}".split())


def _room(room: Path, data: str, file: str, owner: str) -> Path:
    shutil.copytree(SAMPLE, room / "数据" / data)
    shutil.copytree(SAMPLE, room / "数据" / "江河市审计局")
    (room / "送审").mkdir()
    submit(room / "送审" / file, owner)
    submit(room / "送审" / "江河市统计局.txt", "江河市统计局")
    return room


def test_a_kindergarten_does_not_get_the_data_of_its_department(tmp_path: Path) -> None:
    owner = "江河市教育局幼儿园"
    said = _said(_room(tmp_path, "江河市教育局", f"{owner}.txt", owner))
    assert "与所给数据" not in said
    assert "数据/江河市教育局" not in said
    assert "数据中没有“江河市教育局幼儿园”，是否“江河市教育局”？没有用它核对" in said


def test_a_shortened_name_is_used_with_a_question(tmp_path: Path) -> None:
    said = _said(_room(tmp_path, "江河市教体局", "江河市教体局.txt", "江河市教育体育局"))
    assert "用了名称相近的“江河市教体局”的数据，请核对" in said


def test_the_same_name_is_used_without_a_question(tmp_path: Path) -> None:
    said = _said(_room(tmp_path, "教育局", "报送件.txt", "江河市教育局"))
    assert "名称相近" not in said
