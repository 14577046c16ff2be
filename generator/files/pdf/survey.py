"""Goes through the pages of a PDF file: those with ruled lines are read, the others looked at."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from generator.files.pdf.characters import count_written
from generator.files.pdf.drawing import count_objects, read_drawing
from generator.files.pdf.page import read_page
from generator.files.pdf.spread import split_spread

if TYPE_CHECKING:
    from generator.files.pdf.page import PageContent

MOST_PAGES = 1000
MOST_OBJECTS_OF_ALL = 250_000  # on all pages together: a page of tables has some thousands
_LEAST_RULES = 4
_FEW_CHARACTERS = 8
_DRAWN_TEXT = 60  # shapes on a page without a character: its text was turned into them
_MARGIN = 0.12  # of the height, above and below, where running heads stand


@dataclass(slots=True)
class Survey:
    """The pages of a file: what is on those with tables, and the numbers of some others.

    `failed` could not be read; `pictures` have no text, or no more than a running head over a
    picture of the page; `spreads` are two pages on one sheet, both read under one number; `pages`
    counts all. From page `stopped` on none was looked at,
    because there was too much on those before; 0 where all were.
    """

    pages: int
    read: list[PageContent] = field(default_factory=list)
    failed: list[int] = field(default_factory=list)
    pictures: list[int] = field(default_factory=list)
    spreads: list[int] = field(default_factory=list)
    stopped: int = 0
    has_text: bool = False


def survey_pages(document: Any, *, every_page: bool = False) -> Survey:
    """Return what is on the pages with tables, or on every page that has a text."""
    import pypdfium2  # noqa: PLC0415 - an extra

    survey = Survey(len(document))
    left = MOST_OBJECTS_OF_ALL
    for number in range(1, min(survey.pages, MOST_PAGES) + 1):
        try:
            page = document[number - 1]
        except pypdfium2.PdfiumError:
            survey.failed.append(number)
            continue
        try:
            left -= pypdfium2.raw.FPDFPage_CountObjects(page)
            if left < 0:
                survey.stopped = number
                return survey
            _survey_page(page, number, survey, every_page=every_page)
        except pypdfium2.PdfiumError:
            survey.failed.append(number)
        finally:
            page.close()
    return survey


def _survey_page(page: Any, number: int, survey: Survey, *, every_page: bool) -> None:
    from pypdfium2 import raw  # noqa: PLC0415 - an extra

    ruled = every_page or count_objects(page, raw.FPDF_PAGEOBJ_PATH, _LEAST_RULES) >= _LEAST_RULES
    pictured = count_objects(page, raw.FPDF_PAGEOBJ_IMAGE, 1) > 0
    # The notes of a table that fills its page stand on the next one.
    follows = bool(survey.read) and survey.read[-1].ends_with_table(number - 1)
    if not (ruled or pictured or follows or not survey.has_text):
        return
    textpage = page.get_textpage()
    try:
        # A page may hold no more than the last row of a table; on a picture it is a page number.
        few = _FEW_CHARACTERS if pictured else 0
        written = count_written(textpage, few + 1) > few
        survey.has_text = survey.has_text or written
        drawn = not written and count_objects(page, raw.FPDF_PAGEOBJ_PATH, _DRAWN_TEXT)
        if not written and (pictured or drawn >= _DRAWN_TEXT):
            survey.pictures.append(number)
        if not (written and (ruled or follows or pictured)):
            return
        drawing = read_drawing(page, textpage)
    finally:
        textpage.close()
    drawings = split_spread(drawing) if drawing is not None else ()
    contents = [content for one in drawings if (content := read_page(one, number)) is not None]
    if not contents or len(contents) < len(drawings):
        survey.failed.append(number)
        return
    if all(map(_is_headed_picture, contents)):
        survey.pictures.append(number)
        return
    if not (ruled or follows):
        return
    survey.read += contents
    if len(contents) > 1:
        survey.spreads.append(number)


def _is_headed_picture(page: PageContent) -> bool:
    """Whether nothing is written on a scanned page but a running head and the page number."""
    return (
        page.scanned
        and not page.tables
        and all(is_in_margin(line.middle, page.height) for line in page.lines)
    )


def is_in_margin(middle: float, height: float) -> bool:
    """Whether a line stands where running heads and page numbers do."""
    return not height * _MARGIN <= middle <= height * (1 - _MARGIN)
