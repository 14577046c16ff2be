"""A Word file says the same to every reader: of tables, passages, drafts, annotation."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from support.word_writer import write_word

from generator.files.docx.characters import FieldState, read_paragraphs
from generator.files.docx.draft import read_draft
from generator.files.docx.package import open_package
from generator.files.docx.parts import load_parts
from generator.files.docx.passages import read_docx_passages
from generator.files.docx.story import open_story
from generator.files.docx.tables import read_docx

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

_BY = 'w:id="9" w:author="甲" w:date="2025-01-01T00:00:00Z"'
_HIDDEN = "<w:rPr><w:vanish/></w:rPr>"


def run(text: str, look: str = "") -> str:
    return f'<w:r>{look}<w:t xml:space="preserve">{text}</w:t></w:r>'


def mark(kind: str, look: str = "") -> str:
    return f'<w:r>{look}<w:fldChar w:fldCharType="{kind}"/></w:r>'


def field(result: str, look: str = "") -> str:
    code = f"<w:r>{look}<w:instrText> REF 甲 999 </w:instrText></w:r>"
    return f"{mark('begin')}{code}{mark('separate', look)}{run(result)}{mark('end', look)}"


PIECES = {
    "deleted": (f"<w:del {_BY}><w:r><w:delText>9</w:delText></w:r></w:del>", ""),
    "moved away": (f"<w:moveFrom {_BY}>{run('8')}</w:moveFrom>", ""),
    "moved here": (f"<w:moveTo {_BY}>{run('1')}</w:moveTo>", "1"),
    "inserted": (f"<w:ins {_BY}>{run('2')}</w:ins>", "2"),
    "hidden": (run("7", _HIDDEN), ""),
    "not hidden": (run("3", '<w:rPr><w:vanish w:val="0"/></w:rPr>'), "3"),
    "control": (
        f"<w:sdt><w:sdtPr><w:alias/></w:sdtPr><w:sdtContent>{run('4')}</w:sdtContent></w:sdt>",
        "4",
    ),
    "link": (f"<w:hyperlink>{run('5')}</w:hyperlink>", "5"),
    "smart tag": (f"<w:smartTag>{run('6')}</w:smartTag>", "6"),
    "ruby": (
        f"<w:r><w:ruby><w:rt>{run('yi')}</w:rt><w:rubyBase>{run('一')}</w:rubyBase></w:ruby></w:r>",
        "一",
    ),
    "field": (field("12"), "12"),
    "field with hidden marks": (field("13", _HIDDEN), "13"),
    "simple field": (f'<w:fldSimple w:instr=" REF 甲 ">{run("14")}</w:fldSimple>', "14"),
    "no width": (run("1\u200b5.\u20600\ufeff0\u00ad"), "15.00"),
    "radicals": (run("⽀出"), "支出"),
    "hyphen": ("<w:r><w:noBreakHyphen/><w:t>16</w:t></w:r>", "-16"),
}
ALL = ("".join(code for code, _ in PIECES.values()), "".join(text for _, text in PIECES.values()))


def of_table(path: Path, markup: str) -> str:
    head = "".join(f"<w:tc><w:p>{run(text)}</w:p></w:tc>" for text in ("科目", "合计"))
    cells = f"<w:tc><w:p>{run('甲')}</w:p></w:tc><w:tc>{markup}</w:tc>"
    grid = '<w:tblGrid><w:gridCol w:w="900"/><w:gridCol w:w="900"/></w:tblGrid>'
    path.write_bytes(
        write_word(f"<w:tbl>{grid}<w:tr>{head}</w:tr><w:tr>{cells}</w:tr></w:tbl><w:p/>")
    )
    sheets, findings = read_docx(path, "a.docx")
    assert findings == ()
    return sheets[0].rows[1][1]


def of_passages(path: Path, markup: str) -> str:
    path.write_bytes(write_word(markup))
    passages, findings = read_docx_passages(path, "a.docx")
    assert findings == ()
    return "|".join(passage.text for passage in passages)


def of_draft(path: Path, markup: str) -> str:
    path.write_bytes(write_word(markup))
    lines, findings = read_draft(path, "a.docx")
    assert findings == ()
    return "|".join(line.text for line in lines)


def of_annotation(path: Path, markup: str) -> str:
    path.write_bytes(write_word(markup))
    parts, _ = open_package(path, "a.docx", load_parts)
    assert parts is not None
    read = [
        read_paragraphs(one.anchor, FieldState({}), one.label) for one in open_story(parts).read()
    ]
    return "|".join("".join(sign.text for sign in text.characters()) for text in read)


READERS = (of_table, of_passages, of_draft, of_annotation)


@pytest.mark.parametrize("read", READERS)
@pytest.mark.parametrize(("code", "text"), [*PIECES.values(), ALL], ids=[*PIECES, "all"])
def test_every_reader_reads_the_same(
    read: Callable[[Path, str], str], code: str, text: str, tmp_path: Path
) -> None:
    markup = f"<w:p>{run('收')}{code}{run('入')}</w:p>"
    assert read(tmp_path / "a.docx", markup) == f"收{text}入"


@pytest.mark.parametrize("read", READERS)
@pytest.mark.parametrize("kind", ["del", "moveFrom"])
def test_paragraph_whose_end_is_deleted_goes_on(
    read: Callable[[Path, str], str], kind: str, tmp_path: Path
) -> None:
    gone = f"<w:pPr><w:rPr><w:{kind} {_BY}/></w:rPr></w:pPr>"
    markup = f"<w:p>{gone}{run('总计1')}</w:p><w:p>{run('2.00')}</w:p>"
    assert read(tmp_path / "a.docx", markup) == "总计12.00"


def test_frame_beside_a_deleted_cell_is_read(tmp_path: Path) -> None:
    deleted = f"<w:tc><w:tcPr><w:cellDel {_BY}/></w:tcPr><w:p>{run('旧')}</w:p></w:tc>"
    table = f"<w:tbl><w:tr>{deleted}<w:tc><w:p>{run('新')}</w:p></w:tc></w:tr></w:tbl><w:p/>"
    assert of_passages(tmp_path / "a.docx", table) == "新"


def test_frame_in_a_hidden_row_is_not(tmp_path: Path) -> None:
    row = f"<w:tr><w:trPr><w:hidden/></w:trPr><w:tc><w:p>{run('藏')}</w:p></w:tc></w:tr>"
    markup = f"<w:tbl>{row}</w:tbl><w:p>{run('正文')}</w:p>"
    assert of_passages(tmp_path / "a.docx", markup) == "正文"
