"""Every number of a file is read or counted, wherever it stands and however it is written."""

import re
import zipfile
from collections.abc import Callable, Iterator
from io import BytesIO
from pathlib import Path

import pytest
from docx import Document
from docx.document import Document as DocumentFile
from docx.oxml import parse_xml
from docx.oxml.ns import nsdecls
from hypothesis import given, settings
from hypothesis import strategies as st

from generator.model.passage import Passage
from generator.model.passage_kind import cut_page_number
from generator.model.submission import Submission
from generator.review.text.mentions import find_all_numbers, find_mentions
from generator.review.text.outline import read_submission
from generator.review.text.outline_headings import is_contents_title, is_page_number
from generator.review.whole.census import count_numbers
from generator.tasks.review import review_file

_DIGITS = re.compile("[0-9０-９]")
_LINES = st.lists(
    st.one_of(
        st.sampled_from(
            [
                "目录",
                "第一部分 部门概况",
                "一、收入支出决算总体情况说明",
                "二、收入决算情况说明 7",
                "第四部分 名词解释",
                "附件：部门评价报告",
                "十三、预算绩效情况说明",
                "12",
            ]
        ),
        st.lists(
            st.one_of(
                st.sampled_from(
                    [
                        "万元",
                        "%",
                        "辆",
                        "年度",
                        "支出",
                        "2024",
                        "1.",
                        "、",
                        "。",
                        "（",
                        "）",
                        ",",
                        "，",
                        "1,234.50",
                        "0,123",
                        "伍仟万",
                        "五辆",
                        "两三人",
                        "〔",
                        "〕",
                        "号",
                        "-",
                        "６",
                    ]
                ),
                st.text(alphabet="0123456789.,，-年元个收支", max_size=6),
                st.text(max_size=4),
            ),
            max_size=8,
        ).map("".join),
    ),
    max_size=14,
)


def _spans(submission: Submission) -> Iterator[tuple[str, int, int, bool, tuple[str, int]]]:
    """Yield the mentions of all texts: where each stands, whether it claims, its key."""
    texts = {p.locator: p for p in (*submission.passages, *submission.contents)}
    texts |= {p.passage.locator: p.passage for p in submission.paragraphs()}
    for passage in texts.values():
        claims = {(m.start, m.unit_end) for m in find_all_numbers(passage.text)}
        labels = {(m.start, m.unit_end) for m in find_mentions(passage.text) if not m.is_claim}
        for start, end in claims | labels:
            own = (start, end) in claims
            yield passage.locator, start, end, own, (passage.locator, start)


@settings(deadline=None, max_examples=150)
@given(_LINES)
def test_every_digit_is_counted_or_part_of_a_label(lines: list[str]) -> None:
    """The digits are found here by themselves; what counts them is what the review uses."""
    passages = [
        Passage(line.strip(), number, locator=str(number))
        for number, line in enumerate("\n".join(lines).splitlines(), start=1)
        if line.strip()
    ]
    submission = read_submission("随便.txt", passages)
    census = count_numbers(submission, (), ())
    counted = {(verdict.locator, verdict.start) for verdict in census.verdicts}
    assert len(counted) == len(census.verdicts) == len(census.open_numbers)
    texts = {p.passage.locator: p.passage for p in submission.paragraphs()}
    texts |= {p.locator: p for p in submission.contents if p.locator not in texts}
    reached: set[tuple[str, int]] = set()
    for locator, start, end, claims, key in _spans(submission):
        passage = texts.get(locator) or next(p for p in submission.passages if p.locator == locator)
        if claims and key not in counted:
            continue
        for at in range(start, end):
            piece, place, _ = submission.locate(passage, at, at + 1)
            reached.add((piece.locator, place))
    for passage in passages:
        if is_page_number(passage.text) or is_contents_title(passage.text):
            continue
        listed = any(entry.locator == passage.locator for entry in submission.contents)
        text = cut_page_number(passage.text) if listed else passage.text
        for match in _DIGITS.finditer(text):
            assert (passage.locator, match.start()) in reached, (lines, passage.text, match)


_WORDS = "另有 8,765.43 万元"
_RUN = f"<w:p {nsdecls('w')}><w:r><w:t>{_WORDS}</w:t></w:r></w:p>"
_BOX = (
    f'<w:p {nsdecls("w")} xmlns:v="urn:schemas-microsoft-com:vml"><w:r><w:pict><v:shape>'
    f"<v:textbox><w:txbxContent>{_RUN}</w:txbxContent></v:textbox></v:shape></w:pict></w:r></w:p>"
)


def _document() -> DocumentFile:
    document = Document()
    for line in (
        "江河市某某局2024年度部门决算",
        "第三部分 2024年度部门决算情况说明",
        "一、收入支出决算总体情况说明",
        "2024年度收、支总计均为500.00万元。与2023年度相比，收、支总计各增加100.00万元，增长25.00%。",
        "第四部分 名词解释",
        "一、财政拨款收入：从财政部门取得的资金。",
    ):
        document.add_paragraph(line)
    return document


def _in_footer(document: DocumentFile) -> None:
    document.sections[0].footer.is_linked_to_previous = False
    document.sections[0].footer.paragraphs[0].text = _WORDS


def _in_first_header(document: DocumentFile) -> None:
    section = document.sections[0]
    section.different_first_page_header_footer = True
    section.first_page_header.paragraphs[0].text = _WORDS


def _in_header_table(document: DocumentFile) -> None:
    header = document.sections[0].header
    header.is_linked_to_previous = False
    header.add_table(1, 1, document.sections[0].page_width).cell(0, 0).text = _WORDS


def _in_header_box(document: DocumentFile) -> None:
    header = document.sections[0].header
    header.is_linked_to_previous = False
    header._element.append(parse_xml(_BOX))


def _in_box(document: DocumentFile) -> None:
    document.element.body.insert(0, parse_xml(_BOX))


def _in_box_of_a_cell(document: DocumentFile) -> None:
    table = document.add_table(2, 2)
    table.cell(0, 0)._element.append(parse_xml(_BOX))


def _in_table_of_a_cell(document: DocumentFile) -> None:
    inner = document.add_table(2, 2).cell(0, 0).add_table(1, 2)
    inner.cell(0, 0).text, inner.cell(0, 1).text = "其他", _WORDS


def _in_heading(document: DocumentFile) -> None:
    document.paragraphs[2].add_run(f"（{_WORDS}）")


@pytest.mark.parametrize(
    "put",
    [
        _in_footer,
        _in_first_header,
        _in_header_table,
        _in_header_box,
        _in_box,
        _in_box_of_a_cell,
        _in_table_of_a_cell,
        _in_heading,
    ],
)
def test_a_number_is_counted_wherever_it_stands(
    put: Callable[[DocumentFile], None], tmp_path: Path
) -> None:
    document = _document()
    put(document)
    path = tmp_path / "改.docx"
    document.save(str(path))
    review = review_file(path)
    found = [n for n in review.open_numbers if "8,765.43" in n.text]
    assert len(found) == 1, [n.text for n in review.open_numbers]


def test_a_footnote_of_a_table_is_counted(tmp_path: Path) -> None:
    document = _document()
    mark = f'<w:r {nsdecls("w")}><w:footnoteReference w:id="2"/></w:r>'
    table = document.add_table(1, 2)
    table.cell(0, 0).text = "事项"
    table.cell(0, 0).paragraphs[0]._element.append(parse_xml(mark))
    stream = BytesIO()
    document.save(stream)
    path = tmp_path / "改.docx"
    notes = f'<w:footnotes {nsdecls("w")}><w:footnote w:id="2">{_RUN}</w:footnote></w:footnotes>'
    kind = "application/vnd.openxmlformats-officedocument.wordprocessingml.footnotes+xml"
    with zipfile.ZipFile(stream) as old, zipfile.ZipFile(path, "w") as new:
        for name in old.namelist():
            data = old.read(name)
            if name == "[Content_Types].xml":
                part = f'<Override PartName="/word/footnotes.xml" ContentType="{kind}"/></Types>'
                data = data.replace(b"</Types>", part.encode())
            if name == "word/_rels/document.xml.rels":
                link = (
                    '<Relationship Id="rId99" Type="http://schemas.openxmlformats.org/officeDocument'
                    '/2006/relationships/footnotes" Target="footnotes.xml"/></Relationships>'
                )
                data = data.replace(b"</Relationships>", link.encode())
            new.writestr(name, data)
        new.writestr("word/footnotes.xml", notes)
    review = review_file(path)
    assert any("8,765.43" in number.text for number in review.open_numbers)
