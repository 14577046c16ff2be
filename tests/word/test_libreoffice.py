"""Documents as an office program prints them, with the fonts that different machines have."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pypdfium2
import pytest
from support import sample_content as sample
from support.font_sets import FONT_SETS, print_with
from support.sample_content import DEPARTMENT

from generator.model.block import DocumentContent, Grid, Part, Role
from generator.word.word import load_reference, render_document

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

pytestmark = pytest.mark.slow

WIDE = "-123,456,789,012.34"
# As a sentence prints them: digits, signs and separators that must stay on one line.
SAID = ("1,234.56", "123,456,789,012.34", "12.34%", "2010301")


@pytest.fixture(scope="module", params=FONT_SETS)
def printed(
    request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[dict[str, pypdfium2.PdfDocument]]:
    """The sample, the nine tables with the widest amounts, and sentences, by file name."""
    folder = tmp_path_factory.mktemp("office")
    documents = {"a": sample.sample_content(), "wide": wide_tables(), "said": sentences()}
    files = [write(folder / f"{name}.docx", content) for name, content in documents.items()]
    opened = {
        path.stem: pypdfium2.PdfDocument(path) for path in print_with(request.param, files, folder)
    }
    yield opened
    for document in opened.values():
        document.close()


@pytest.fixture
def pdf(printed: dict[str, pypdfium2.PdfDocument]) -> pypdfium2.PdfDocument:
    return printed["a"]


def write(path: Path, content: DocumentContent) -> Path:
    path.write_bytes(render_document(content, load_reference()))
    return path


def of_blocks(*blocks: object) -> DocumentContent:
    return DocumentContent(sample.sample_content().cover, "目录", (Part("第一部分", blocks),))


def wide_tables() -> DocumentContent:
    """Return the nine tables; every amount that they have room for is the widest."""
    plain = sample.amount
    with pytest.MonkeyPatch.context() as patch:
        wide = plain(WIDE.replace(",", ""))
        patch.setattr(sample, "amount", lambda text: plain(text) if text == "—" else wide)
        return of_blocks(*map(sample.print_table, sample.nine_tables()))


def sentences() -> DocumentContent:
    """Return sentences in which each number stands at every place of a line."""
    return of_blocks(
        *(
            sample.text(Role.BODY, f"{'甲' * shift}支出为{said}，支出为{said}，减少{said}。")
            for said in SAID
            for shift in range(30)
        )
    )


def lines_of(pdf: pypdfium2.PdfDocument) -> str:
    return "\n".join(page.get_textpage().get_text_range().replace("\r", "") for page in pdf)


def test_no_amount_of_a_table_is_broken(printed: dict[str, pypdfium2.PdfDocument]) -> None:
    grids = [block for block in wide_tables().parts[0].blocks if isinstance(block, Grid)]
    wanted = sum(cell.text == WIDE for grid in grids for row in grid.rows for cell in row)
    assert len(grids) == 9
    assert wanted > 50
    assert lines_of(printed["wide"]).count(WIDE) == wanted


@pytest.mark.parametrize("said", SAID)
def test_no_number_of_a_sentence_is_broken(
    said: str, printed: dict[str, pypdfium2.PdfDocument]
) -> None:
    text = lines_of(printed["said"]).replace("\n", "|")
    whole, broken = text.count(said), text.replace("|", "").count(said)
    assert whole == broken >= 90


def page_texts(pdf: pypdfium2.PdfDocument) -> list[str]:
    return ["".join(page.get_textpage().get_text_bounded().split()) for page in pdf]


def test_pages_are_few_and_turned_where_wide(pdf: pypdfium2.PdfDocument) -> None:
    sizes = [tuple(round(side / 72 * 25.4) for side in page.get_size()) for page in pdf]
    assert set(sizes) == {(210, 297), (297, 210)}
    assert sizes.count((297, 210)) == 8
    # Cover, two or fewer of contents, overview, divider, 公开01, the narrative with its charts.
    assert 8 + 7 <= len(sizes) <= 8 + 10


def test_each_table_fills_one_page(pdf: pypdfium2.PdfDocument) -> None:
    pages = page_texts(pdf)
    for number in range(1, 10):
        assert sum(f"公开0{number}表" in text for text in pages) == 1


def test_text_is_there_and_no_field_code_shows(pdf: pypdfium2.PdfDocument) -> None:
    pages = page_texts(pdf)
    assert DEPARTMENT in pages[0]
    assert "目录" in pages[1]
    whole = "".join(pages)
    assert "【待补充：收支总计与上年度相比增加的主要原因】" in whole
    assert "TOC\\o" not in whole
    assert 'TC"' not in whole


def test_every_legend_entry_is_shown(pdf: pypdfium2.PdfDocument) -> None:
    whole = "".join(page_texts(pdf))
    assert whole.count("8.33%") == 1 + 2 + 6 + 12
