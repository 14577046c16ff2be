"""What a Word file has in place of its tables, seen as its paragraphs are."""

from pathlib import Path

import pytest
from support.word_writer import p, write_word

from generator.files.docx.passages import read_docx_text
from generator.model.passage import StandIn

_IMAGE = (
    '<w:r><w:drawing><a:blip xmlns:a="http://schemas.openxmlformats.org/drawingml/2006/main" '
    'r:embed="rId9"/></w:drawing></w:r>'
)
_BY = 'w:id="7" w:author="a" w:date="2025-01-01T00:00:00Z"'
_TITLE = "收入支出决算总表"


def _read(path: Path, body: str, **parts: str) -> tuple[StandIn, ...] | None:
    path.write_bytes(write_word(body, **parts))
    return read_docx_text(path, "a.docx").beside.stand_ins


def _table(*cells: str) -> str:
    row = "".join(f"<w:tc>{cell}</w:tc>" for cell in cells)
    return f"<w:tbl><w:tr>{row}</w:tr></w:tbl>"


_GONE = f"<w:tcPr><w:cellDel {_BY}/></w:tcPr>{p('旧')}"


@pytest.mark.parametrize(
    "body",
    [
        p(_TITLE) + p(_IMAGE),
        _table(p(_TITLE) + p(_IMAGE)) + "<w:p/>",
        _table(_GONE, p(_TITLE) + p(_IMAGE)) + "<w:p/>",
        p(_TITLE) + _table(p(_IMAGE)) + "<w:p/>",
    ],
    ids=["text", "frame", "frame beside a deleted cell", "title above the frame"],
)
def test_a_picture_under_a_title_is_seen(body: str, tmp_path: Path) -> None:
    assert _read(tmp_path / "a.docx", body) == (StandIn("图片", (_TITLE,)),)


@pytest.mark.parametrize(
    "body",
    [
        p(_TITLE) + p(f"<w:del {_BY}>{_IMAGE}</w:del>"),
        p(_TITLE) + p(f"<w:moveFrom {_BY}>{_IMAGE}</w:moveFrom>"),
        p(_TITLE) + _table(p(_IMAGE), p("1.00")) + "<w:p/>",
    ],
    ids=["deleted", "moved away", "in a table"],
)
def test_what_is_not_seen_stands_for_nothing(body: str, tmp_path: Path) -> None:
    assert _read(tmp_path / "a.docx", body) == ()


def test_of_an_unreadable_file_nothing_is_known(tmp_path: Path) -> None:
    path = tmp_path / "a.docx"
    path.write_bytes(b"PK\x03\x04 no package")
    read = read_docx_text(path, "a.docx")
    assert read.beside.stand_ins is None
    assert read.findings


def test_a_note_in_a_frame_is_a_passage_and_no_note_of_a_table(tmp_path: Path) -> None:
    note = f'<w:footnote w:id="5">{p("注中的数1.00元")}</w:footnote>'
    reference = '<w:r><w:footnoteReference w:id="5"/></w:r>'
    path = tmp_path / "a.docx"
    for cells, where in (
        ((p("文字", reference),), "passage"),
        ((_GONE, p("文字", reference)), "passage"),
        ((p("文字", reference), p("1.00")), "aside"),
    ):
        path.write_bytes(write_word(_table(*cells) + p("正文"), footnotes=note))
        read = read_docx_text(path, "a.docx")
        passages = [x.text for x in read.passages if "注中" in x.text]
        asides = [x.text for x in read.beside.asides if "注中" in x.text]
        assert (len(passages), len(asides)) == ((1, 0) if where == "passage" else (0, 1))
