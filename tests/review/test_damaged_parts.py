"""A part of a Word file that cannot be read is named and bars 通过; all others are read."""

import shutil
from collections.abc import Mapping
from pathlib import Path

import pytest
from review.repacked import LINKS, Change, linked, repack
from support.submitted import SAMPLE, write_word

from generator.base.severity import Severity
from generator.model.review import Conclusion
from generator.tasks.review import review_file
from generator.tasks.submitted import read_material

_CUT = b"<w:hdr><w:p>"
_FOREIGN = b'<!DOCTYPE a [<!ENTITY b "c">]><w:hdr xmlns:w="w"><w:p>&b;</w:p></w:hdr>'
_CHARTS = 3

_DAMAGES: Mapping[str, tuple[Mapping[str, Change], str, int]] = {
    "footer": ({"word/footer1.xml": _CUT}, "页脚：word/footer1.xml 已损坏", _CHARTS),
    "header": (
        {"word/header9.xml": _FOREIGN, LINKS: linked("rId901", "header", "header9.xml")},
        "页眉：word/header9.xml 文件含有不允许的外部声明",
        _CHARTS,
    ),
    "footnotes": (
        {
            "word/footnotes.xml": b"<w:footnotes",
            LINKS: linked("rId902", "footnotes", "footnotes.xml"),
        },
        "脚注：footnotes 已损坏",
        _CHARTS,
    ),
    "chart": ({"word/charts/chart2.xml": b"<c:chartSpace>"}, "word/charts/chart2.xml 已损坏", 2),
    "place of a point": (
        {"word/charts/chart2.xml": lambda old: old.replace(b'idx="0"', b'idx="first"')},
        "word/charts/chart2.xml 已损坏",
        2,
    ),
    "links of a chart": (
        {"word/charts/_rels/chart1.xml.rels": b"<Relationships"},
        "word/charts/chart1.xml 已损坏",
        2,
    ),
    "missing chart": ({"word/charts/chart3.xml": None}, "图的内容不在文件中", 2),
    "workbook": ({"word/embeddings/chart1.xlsx": b"PK no"}, "图后面的数据表已损坏", _CHARTS),
    "diagram": (
        {"word/d.xml": b"<dgm:", LINKS: linked("rId903", "diagramData", "d.xml")},
        "示意图（SmartArt）：word/d.xml 已损坏",
        _CHARTS,
    ),
}


@pytest.fixture(scope="module")
def whole(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return write_word(tmp_path_factory.mktemp("a") / "送审.docx")


def test_the_whole_file_passes(whole: Path) -> None:
    assert review_file(whole, SAMPLE).conclusion is Conclusion.PASSED


@pytest.mark.parametrize("kind", _DAMAGES)
def test_a_damaged_part_bars_passing_and_is_named(kind: str, whole: Path, tmp_path: Path) -> None:
    changes, words, charts = _DAMAGES[kind]
    path = repack(Path(shutil.copy(whole, tmp_path / "送审.docx")), changes)
    review = review_file(path, SAMPLE)
    assert review.conclusion is Conclusion.UNCHECKED
    assert [words in blind for blind in review.blind] == [True]
    told = [finding for finding in review.findings if finding.code == "R24"]
    assert [(words in one.message, one.severity) for one in told] == [(True, Severity.WARNING)]
    assert sum(bool(aside.points) for aside in read_material(path).beside.asides) == charts


def test_all_damaged_parts_are_named(whole: Path, tmp_path: Path) -> None:
    changes = {
        name: part
        for kind in ("footer", "chart", "workbook")
        for name, part in _DAMAGES[kind][0].items()
    }
    path = repack(Path(shutil.copy(whole, tmp_path / "送审.docx")), changes)
    assert len(review_file(path, SAMPLE).blind) == len(changes)


def test_a_file_without_tables_is_reviewed_without_its_header(whole: Path, tmp_path: Path) -> None:
    """What stands beside the text is not why a text cannot be reviewed at all."""
    path = repack(
        Path(shutil.copy(whole, tmp_path / "送审.docx")),
        {
            "word/footer1.xml": _CUT,
            "word/document.xml": lambda old: old.replace(b"<w:tbl>", b"<w:lbt>").replace(
                b"</w:tbl>", b"</w:lbt>"
            ),
        },
    )
    review = review_file(path)
    assert review.accounts is None
    assert review.conclusion is not Conclusion.UNREAD
    assert len(review.blind) == 1
