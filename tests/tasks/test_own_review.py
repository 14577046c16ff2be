"""Documents that we write pass our own review: every word that is said of one stands here.

Built in the profile of the folder and in the other one, reviewed by themselves and with the data.
The folders of 孟津 are left out: their errors are what they are for.
"""

from functools import cache
from pathlib import Path
from tempfile import TemporaryDirectory

import pytest
from support.folders import DATA, ROOT, SAMPLE_FOLDERS, copy_data

import generator
from generator.base.severity import Severity
from generator.model.block import Gap
from generator.model.finding import Finding

_FOLDERS = [folder for folder in SAMPLE_FOLDERS if "孟津" not in folder.name]
_PROFILES = ("", "henan", "shanghai")
_IDLE = "新乡市大数据产业园建设项目（二期）（2023年结转）专项债券资金项目"
_NO_EXECUTION = ("R23", f"“{_IDLE}”没有支出，自评却得90.4分（优），请核实")
# What was given for the text of 绩效 counts a fund with it that 公开05 does not.
_OF_TWO_FUNDS = (
    "R16",
    "一般公共预算财政拨款支出写作6001.65万元，公开表为5998.19万元；口径可以不同，请核实",
)
_SAID = {
    ("data", "", False): {_NO_EXECUTION, _OF_TWO_FUNDS},
    ("data", "henan", False): {_NO_EXECUTION, _OF_TWO_FUNDS},
    ("data", "", True): {_NO_EXECUTION},
    ("data", "henan", True): {_NO_EXECUTION},
}
# What nobody has given is marked in the document; the review says so of each mark.
_WITHOUT_GAPS = {"data", "事业单位2024", "元单位2024"}


@cache
def _built(folder: Path, profile: str) -> tuple[tuple[Gap, ...], dict[bool, tuple[Finding, ...]]]:
    with TemporaryDirectory() as place:
        file = Path(place) / "送审.docx"
        result = generator.build(
            copy_data(Path(place) / "数据", folder), docx=file, profile=profile
        )
        reviews = {
            given: generator.review(file, folder if given else None).findings
            for given in (False, True)
        }
    return result.gaps, reviews


@pytest.mark.parametrize("given", [False, True], ids=["无数据", "有数据"])
@pytest.mark.parametrize("profile", _PROFILES)
@pytest.mark.parametrize("folder", _FOLDERS, ids=lambda folder: folder.name)
def test_nothing_else_is_said(folder: Path, profile: str, *, given: bool) -> None:
    gaps, reviews = _built(folder, profile)
    said = [(f.code, f.message) for f in reviews[given] if f.severity is not Severity.INFO]
    marked = [("R14", f"残留没有补充的内容：“{gap.mark}”") for gap in gaps]
    expected = [*marked, *_SAID.get((folder.name, profile, given), ())]
    assert sorted(said) == sorted(expected)


@pytest.mark.parametrize("folder", _FOLDERS, ids=lambda folder: folder.name)
def test_gaps_are_those_of_folders_that_lack_something(folder: Path) -> None:
    gaps, _ = _built(folder, "")
    assert bool(gaps) == (folder.name not in _WITHOUT_GAPS)


@pytest.mark.parametrize("folder", _FOLDERS, ids=lambda folder: folder.name)
def test_no_term_is_left_unexplained(folder: Path) -> None:
    for profile in _PROFILES[1:]:
        _, reviews = _built(folder, profile)
        assert not [f for found in reviews.values() for f in found if "名词解释" in f.message]


def test_the_folders_are_all_there() -> None:
    assert DATA in _FOLDERS
    assert {folder.name for folder in (ROOT / "samples").iterdir() if folder.is_dir()} - {
        folder.name for folder in _FOLDERS
    } == {"孟津2024-原样", "孟津2024-更正"}
