"""Tables of a Word file with pending changes, hidden rows and characters nobody sees."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from support.word_writer import write_word

from generator.base.decoding import fold_radicals
from generator.files.docx.passages import read_docx_passages
from generator.files.docx.tables import read_docx

if TYPE_CHECKING:
    from pathlib import Path

_BY = 'w:id="9" w:author="甲" w:date="2025-01-01T00:00:00Z"'


def cell(text: str, properties: str = "", look: str = "") -> str:
    run = f"<w:r><w:rPr>{look}</w:rPr><w:t>{text}</w:t></w:r>"
    return f"<w:tc><w:tcPr>{properties}</w:tcPr><w:p>{run}</w:p></w:tc>"


def row(*cells: str, properties: str = "") -> str:
    return f"<w:tr><w:trPr>{properties}</w:trPr>{''.join(cells)}</w:tr>"


def table(*rows: str) -> bytes:
    grid = "<w:tblGrid>" + '<w:gridCol w:w="1700"/>' * 3 + "</w:tblGrid>"
    return write_word(f"<w:tbl>{grid}{''.join(rows)}</w:tbl><w:p/>")


HEAD = row(cell("科目编码"), cell("科目名称"), cell("合计"))
LAST = row(cell("205"), cell("教育支出"), cell("3.00"))
KEPT = (
    ("科目编码", "科目名称", "合计"),
    ("201", "一般公共服务支出", "12.00"),
    ("205", "教育支出", "3.00"),
)


def rows_of(data: bytes, path: Path) -> tuple[tuple[str, ...], ...]:
    path.write_bytes(data)
    sheets, findings = read_docx(path, "a.docx")
    assert findings == ()
    return sheets[0].rows


@pytest.mark.parametrize(
    "middle",
    [
        row(
            cell("201"),
            cell("一般公共服务支出"),
            cell("999.99", f"<w:cellDel {_BY}/>"),
            cell("12.00"),
        ),
        row(cell("201"), cell("一般公共服务支出"), cell("12.00", f"<w:cellIns {_BY}/>")),
        row(cell("201"), cell("一般公共服务支出"), cell("1\u200b2.\u20600\ufeff0")),
        row(cell("201"), cell("⼀般公共服务⽀出"), cell("12.00")),
        row(
            cell("201"),
            cell("一般公共服务支出"),
            cell("12.00</w:t></w:r><w:r><w:rPr><w:vanish/></w:rPr><w:t>5"),
        ),
    ],
    ids=["cellDel", "cellIns", "unseen", "radicals", "vanish"],
)
def test_row_is_read_as_it_is_seen(middle: str, tmp_path: Path) -> None:
    assert rows_of(table(HEAD, middle, LAST), tmp_path / "a.docx") == KEPT


@pytest.mark.parametrize(
    "properties", [f"<w:del {_BY}/>", f"<w:moveFrom {_BY}/>", "<w:hidden/>"], ids=str
)
def test_row_that_goes_is_not_read(properties: str, tmp_path: Path) -> None:
    gone = row(cell("203"), cell("国防支出"), cell("7.00"), properties=properties)
    kept = row(cell("201"), cell("一般公共服务支出"), cell("12.00"), properties="<w:cantSplit/>")
    assert rows_of(table(HEAD, kept, gone, LAST), tmp_path / "a.docx") == KEPT


def test_radicals_are_read_as_characters(tmp_path: Path) -> None:
    path = tmp_path / "a.docx"
    path.write_bytes(write_word("<w:p><w:r><w:t>⼆、收⼊决算情况说明，⺠⽣</w:t></w:r></w:p>"))
    passages, _ = read_docx_passages(path, "a.docx")
    assert [p.text for p in passages] == ["二、收入决算情况说明，民生"]


def test_folding_keeps_places_and_all_else() -> None:
    text = "⼀⼆⼊⽀⾏⾦⻋⻓一二①㎡ℂ０Ａ"
    assert fold_radicals(text) == "一二入支行金车长一二①㎡ℂ０Ａ"
