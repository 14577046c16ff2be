"""Tracked changes and comments in submitted Word documents; what is not wrong stays as it is."""

from __future__ import annotations

import io
import zipfile
from typing import TYPE_CHECKING, NamedTuple

import pytest
from lxml import etree
from support.package_check import check_package
from support.revision_reader import accepted, comments_of, document_of, marks_of, rejected, signs_of
from support.submission_writer import tbl
from support.word_writer import (
    W,
    deleted,
    field,
    ins,
    level,
    numbered,
    one_list,
    p,
    r,
    text_box,
    write_word,
)

from generator.files.docx.passages import read_docx_passages
from generator.model.passage import Edit, Passage
from generator.word.annotate.document import annotate_docx

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

AUTHOR, DATE = "决算审核", "2025-09-01"
_W = f"{{{W}}}"


class Case(NamedTuple):
    """A document, what was made of it, and the passages before and after."""

    before: bytes
    after: bytes
    texts: list[str]
    read_back: list[str]


if TYPE_CHECKING:
    Annotate = Callable[..., Case]


@pytest.fixture
def annotate(tmp_path: Path) -> Annotate:
    """Annotate a document; an edit is (passage, old text, new text or None, comment)."""

    def annotate(
        body: str,
        *wanted: tuple[int, str, str | None] | Edit,
        comment: str = "见公开01表",
        **parts: str,
    ) -> Case:
        path = tmp_path / "送审稿.docx"
        before = write_word(body, **parts)
        path.write_bytes(before)
        passages, _ = read_docx_passages(path, path.name)
        edits = [one if isinstance(one, Edit) else edit(passages, *one, comment) for one in wanted]
        after = annotate_docx(path, edits, AUTHOR, DATE)
        assert set(check_package(after)) == set(check_package(before))
        path.write_bytes(after)
        read_back, _ = read_docx_passages(path, path.name)
        original = document_of(before)
        assert signs_of(rejected(after, AUTHOR)) == signs_of(original)
        return Case(before, after, [x.text for x in passages], [x.text for x in read_back])

    return annotate


def edit(
    passages: tuple[Passage, ...], number: int, old: str, new: str | None, comment: str
) -> Edit:
    passage = passages[number]
    start = passage.text.index(old)
    return Edit(passage.locator, start, start + len(old), new, comment)


def changes(data: bytes) -> list[tuple[str, str]]:
    """Return the changes of ours in order: which kind, and their text."""
    return [
        (etree.QName(e).localname, "".join(e.itertext(f"{_W}t", f"{_W}delText")))
        for e in document_of(data).iter(f"{_W}ins", f"{_W}del")
        if e.get(f"{_W}author") == AUTHOR
    ]


def test_a_number_over_three_runs_is_one_change(annotate: Annotate) -> None:
    noise = '<w:proofErr w:type="gramStart"/>'
    body = p("收入", r("8,6", "<w:b/>"), noise, r("37", "<w:b/>"), r(".14万元", "<w:b/>"), "。")
    case = annotate(body, (0, "8,637.14", "8,637.41"))
    assert changes(case.after) == [("del", "8,6"), ("del", "37.14"), ("ins", "8,637.41")]
    assert case.read_back == ["收入8,637.41万元。"]
    inserted = next(e for e in document_of(case.after).iter(f"{_W}ins"))
    assert inserted.find(f"{_W}r/{_W}rPr/{_W}b") is not None
    assert inserted.get(f"{_W}date") == "2025-09-01T00:00:00Z"
    assert comments_of(case.after) == {"4": (AUTHOR, "见公开01表")}
    assert marks_of(case.after) == {
        "4": ["commentRangeStart", "commentRangeEnd", "commentReference"]
    }


def test_only_the_paragraph_and_the_comments_change(annotate: Annotate) -> None:
    other = "<w:p><w:r><w:t   xml:space='preserve'>怪</w:t></w:r></w:p>"
    odd = "<w:p ><w:r ><w:t>一样&#x4E00;&quot;</w:t></w:r ></w:p >\r\n<!-- 注 -->"
    case = annotate(other + odd + p("支出1.00万元") + "\n\n" + odd, (2, "1.00", "2.00"))
    before, after = (zipfile.ZipFile(io.BytesIO(data)) for data in (case.before, case.after))
    old, new = before.read("word/document.xml"), after.read("word/document.xml")
    start = old.index(p("支出1.00万元").encode())
    end = start + len(p("支出1.00万元").encode())
    assert new[:start] == old[:start]
    assert new.endswith(old[end:])
    changed = new[start : len(new) - len(old) + end]
    assert changed.startswith(b"<w:p ")
    assert changed.endswith(b"</w:p>")
    announcing = {"word/document.xml", "[Content_Types].xml", "word/_rels/document.xml.rels"}
    assert set(after.namelist()) - set(before.namelist()) == {"word/comments.xml"}
    for name in set(before.namelist()) - announcing:
        assert before.read(name) == after.read(name)


def test_same_input_same_bytes(tmp_path: Path) -> None:
    path = tmp_path / "a.docx"
    path.write_bytes(write_word(p("支出1.00万元")))
    edits = [Edit("p:0", 2, 6, "2.00", "公式"), Edit("p:0", 0, 2, None, "名称")]
    first = annotate_docx(path, edits, AUTHOR, DATE)
    assert first == annotate_docx(path, edits, AUTHOR, DATE)
    assert annotate_docx(path, edits, AUTHOR, "2025-09-02") != first


def test_without_edits_the_parts_are_the_same(tmp_path: Path) -> None:
    path = tmp_path / "a.docx"
    path.write_bytes(write_word(p("支出1.00万元")))
    after = zipfile.ZipFile(io.BytesIO(annotate_docx(path, [], AUTHOR, DATE)))
    before = zipfile.ZipFile(io.BytesIO(path.read_bytes()))
    assert after.namelist() == before.namelist()
    assert all(after.read(name) == before.read(name) for name in before.namelist())


def test_several_edits_of_one_run(annotate: Annotate) -> None:
    case = annotate(
        p("收入1.00万元，支出2.00万元，占3%"),
        (0, "2.00", "2.50"),
        (0, "1.00", "1.50"),
        (0, "3", "4"),
    )
    assert case.read_back == ["收入1.50万元，支出2.50万元，占4%"]
    assert len(comments_of(case.after)) == 3


def test_adjacent_edits_and_enclosing_comments(annotate: Annotate) -> None:
    case = annotate(
        p("增加1.00万元"),
        (0, "增加", "减少"),
        (0, "1.00", "2.00"),
        (0, "增加1.00万元", None),
        (0, "加1", None),
    )
    assert case.read_back == ["减少2.00万元"]
    assert len(comments_of(case.after)) == 4
    assert all(len(marks) == 3 for marks in marks_of(case.after).values())


def test_a_comment_encloses_the_new_text_as_well(annotate: Annotate) -> None:
    case = annotate(p("支出1.00万元"), (0, "1.00", "2.00"))
    names = [etree.QName(e).localname for e in document_of(case.after).find(f".//{_W}p")]
    assert names == ["r", "commentRangeStart", "del", "ins", "commentRangeEnd", "r", "r"]
    twice = annotate(p("支出1.00万元"), (0, "1.00", "2.00"), (0, "1.00", None))
    names = [etree.QName(e).localname for e in document_of(twice.after).find(f".//{_W}p")]
    marks = ["commentRangeEnd", "r"]
    assert names == ["r", *["commentRangeStart"] * 2, "del", "ins", *marks, *marks, "r"]


def test_of_overlapping_changes_the_first_is_made(annotate: Annotate) -> None:
    case = annotate(p("支出1.00万元"), (0, "1.00", "2.00"), (0, "0万元", "3元"))
    assert case.read_back == ["支出2.00万元"]
    said = [text for _, text in comments_of(case.after).values()]
    assert said[1].startswith("建议把“0万元”改为“3元”（此处不便直接修改）")


def test_nothing_is_put_into_what_is_replaced(annotate: Annotate) -> None:
    case = annotate(p("支出1.00万元"), (0, "1.00", "2.00"), Edit("p:0", 4, 4, "9", "漏字"))
    assert changes(case.after) == [("del", "1.00"), ("ins", "2.00")]
    said = [text for _, text in comments_of(case.after).values()]
    assert said[1] == "建议补入“9”（此处不便直接修改）\n漏字"


@pytest.mark.parametrize(
    ("place", "expected"), [(0, "，甲支出1.00"), (2, "支出，甲1.00"), (6, "支出1.00，甲")]
)
def test_missing_items_are_put_in(tmp_path: Path, place: int, expected: str) -> None:
    path = tmp_path / "a.docx"
    path.write_bytes(write_word(p("\u3000", "支出", r("1.00", "<w:i/>"))))
    edits = [Edit("p:0", place, place, "，甲", "漏列"), Edit("p:0", place, place, None, "另见")]
    after = annotate_docx(path, edits, AUTHOR, DATE)
    assert check_package(after) == []
    assert len(comments_of(after)) == 2
    path.write_bytes(after)
    assert read_docx_passages(path, "a")[0][0].text == expected
    assert changes(after) == [("ins", "，甲")]


def test_text_can_be_taken_out(annotate: Annotate) -> None:
    assert annotate(p("共XX个2个"), (0, "XX个", "")).read_back == ["共2个"]


def test_insertions_of_others_are_divided(annotate: Annotate) -> None:
    case = annotate(p("支出", ins("约1.00", r("万元", "<w:b/>")), "。"), (0, "1.00", "2.00"))
    assert case.read_back == ["支出约2.00万元。"]
    theirs = accepted(case.after, AUTHOR).iter(f"{_W}ins")
    assert ["".join(e.itertext(f"{_W}t")) for e in theirs] == ["约", "", "万元"]
    numbers = [e.get(f"{_W}id") for e in document_of(case.after).iter(f"{_W}ins", f"{_W}del")]
    assert len(numbers) == len(set(numbers))


def test_text_put_in_beside_an_insertion_is_ours(annotate: Annotate) -> None:
    case = annotate(p("支出", ins("1.00万元")), (0, "1.00万元", "无"))
    alone = [e for e in document_of(case.after).iter(f"{_W}ins") if e.get(f"{_W}author") == AUTHOR]
    assert [etree.QName(e.getparent()).localname for e in alone] == ["p"]


def test_text_is_put_into_the_insertion_of_somebody_else(annotate: Annotate) -> None:
    body = p("支出", ins("1.00", "万元"))
    tail = Edit("p:0", 6, 6, "（含）", "漏字")
    case = annotate(body, tail, Edit("p:0", 7, 7, "余", "漏字"), Edit("p:0", 2, 2, "约", "漏字"))
    assert case.read_back == ["支出约1.00（含）万余元"]
    assert [new for _, new in changes(case.after)] == ["约", "（含）", "余"]


def test_spaces_at_the_cuts_are_kept(annotate: Annotate) -> None:
    case = annotate(p("<w:r><w:t>支出 1.00 万元</w:t></w:r>"), (0, "1.00", "2.00"))
    pieces = [e for e in document_of(case.after).iter(f"{_W}t", f"{_W}delText") if e.text]
    assert [e.text for e in pieces] == ["支出 ", "1.00", "2.00", " 万元"]
    space = "{http://www.w3.org/XML/1998/namespace}space"
    assert [e.get(space) for e in pieces if e.text.strip() != e.text] == ["preserve"] * 2


def test_new_text_has_no_revision_of_looks(annotate: Annotate) -> None:
    change = (
        "<w:rPrChange w:id='3' w:author='x' w:date='2025-01-01T00:00:00Z'><w:rPr/></w:rPrChange>"
    )
    path = annotate(p(r("支出1.00", f"<w:b/>{change}")), (0, "1.00", "2.00"))
    new = next(document_of(path.after).iter(f"{_W}ins")).find(f"{_W}r/{_W}rPr")
    assert [etree.QName(e).localname for e in new] == ["b"]


def test_contents_are_commented(annotate: Annotate) -> None:
    close = '<w:r><w:fldChar w:fldCharType="end"/></w:r>'
    first = p(field("TOC \\o", "一、收入").removesuffix(close))
    body = first + p("二、支岀") + p(close) + p("二、支岀")
    case = annotate(body, (1, "支岀", "支出"), (2, "支岀", "支出"))
    assert case.read_back == ["一、收入", "二、支岀", "二、支出"]


def test_links_can_be_changed(annotate: Annotate) -> None:
    link = f'<w:hyperlink w:anchor="x">{r("见1.00")}</w:hyperlink>'
    mark = '<w:bookmarkStart w:id="1" w:name="x"/><w:bookmarkEnd w:id="1"/>'
    assert annotate(p(mark, link, "万元"), (0, "1.00万", "2")).read_back == ["见2元"]


NOTE = '<w:r><w:footnoteReference w:id="2"/></w:r>'
LOCKED = (
    '<w:sdt><w:sdtPr><w:lock w:val="contentLocked"/></w:sdtPr><w:sdtContent>'
    f"{r('1.00')}</w:sdtContent></w:sdt>"
)
MOVED = f"<w:moveTo w:id='8' w:author='x' w:date='2025-01-01T00:00:00Z'>{r('1.00')}</w:moveTo>"


@pytest.mark.parametrize(
    "body",
    [
        p("支出", field("REF x", "1.00"), "万元"),
        p("支出1", field("REF x", ".0"), "0万元"),
        p("支出", LOCKED, "万元"),
        p("支出", MOVED, "万元"),
        p(
            "支出",
            "<w:smartTag><w:ruby><w:rubyBase>" + r("1.00") + "</w:rubyBase></w:ruby></w:smartTag>",
        ),
    ],
)
def test_what_cannot_be_changed_is_commented(annotate: Annotate, body: str) -> None:
    case = annotate(body, (0, "1.00", "2.00"))
    assert changes(case.after) == []
    assert case.read_back == case.texts
    ((_, said),) = comments_of(case.after).values()
    assert said == "建议把“1.00”改为“2.00”（此处不便直接修改）\n见公开01表"


def test_a_footnote_within_a_number_is_not_deleted(annotate: Annotate) -> None:
    footnotes = f'<w:footnote w:id="2">{p("注一1.00")}</w:footnote>'
    whole = f"<w:r><w:t>1.0</w:t>{NOTE[5:-6]}<w:t>0</w:t></w:r>"
    case = annotate(p("支出", whole), (0, "1.00", "2.00"), footnotes=footnotes)
    assert changes(case.after) == []
    beside = annotate(p("支出1.00", NOTE), (0, "1.00", "2.00"), footnotes=footnotes)
    assert beside.read_back == ["支出2.00", "注一1.00"]


def test_footnotes_and_text_boxes_are_commented_where_they_hang(annotate: Annotate) -> None:
    footnotes = f'<w:footnote w:id="2">{p("注一1.00")}</w:footnote>'
    body = p("支出", NOTE) + p("框外", text_box(p("框中3.00")))
    case = annotate(body, (1, "1.00", "2.00"), (3, "3.00", "4.00"), footnotes=footnotes)
    assert changes(case.after) == []
    assert [text for _, text in comments_of(case.after).values()] == [
        "注释“注一1.00”建议把“1.00”改为“2.00”（此处不便直接修改）\n见公开01表",
        "文本框“框中3.00”建议把“3.00”改为“4.00”（此处不便直接修改）\n见公开01表",
    ]
    with zipfile.ZipFile(io.BytesIO(case.after)) as archive:
        assert footnotes in archive.read("word/footnotes.xml").decode()


def test_automatic_numbers_are_commented(annotate: Annotate) -> None:
    numbering = one_list(1, level(0, "chineseCounting", "%1、"))
    body = p("收入1.00", properties=numbered(1))
    case = annotate(body, (0, "一、", "二、"), (0, "1.00", "2.00"), numbering=numbering)
    assert case.read_back == ["一、收入2.00"]
    assert changes(case.after) == [("del", "1.00"), ("ins", "2.00")]


def test_paragraphs_joined_by_a_deleted_end(annotate: Annotate) -> None:
    mark = "<w:rPr><w:del w:id='5' w:author='x' w:date='2025-01-01T00:00:00Z'/></w:rPr>"
    body = p("支出1.", properties=mark) + p("00万元")
    assert annotate(body, (0, "1.00", "2.00")).read_back == ["支出2.00万元"]


def test_deletions_of_others_stay(annotate: Annotate) -> None:
    case = annotate(p("支出1", deleted("9"), ".00"), (0, "1.00", "2.00"))
    assert case.read_back == ["支出2.00"]
    theirs = [e for e in document_of(case.after).iter(f"{_W}del") if e.get(f"{_W}author") == "别人"]
    assert len(theirs) == 1


def test_comments_are_added_to_those_there(annotate: Annotate) -> None:
    old = (
        '<w:comment w:id="7" w:author="别人" w:date="2025-01-01T00:00:00Z">'
        f"{p('旧批注')}</w:comment>"
        '<w:comment w:id="1" w:author="别人" w:date="2025-01-01T00:00:00Z">'
        f"{p('无处')}</w:comment>"
    )
    marks = (
        '<w:commentRangeStart w:id="7"/>'
        f'{r("支出1.00")}<w:commentRangeEnd w:id="7"/><w:r><w:commentReference w:id="7"/></w:r>'
    )
    case = annotate(p(marks), (0, "1.00", None), comments=old)
    found = comments_of(case.after)
    assert found.pop("7") == ("别人", "旧批注")
    assert found.pop("1") == ("别人", "无处")
    assert list(found.values()) == [(AUTHOR, "见公开01表")]
    assert len(marks_of(case.after)) == 2


def test_comment_text_is_only_text(annotate: Annotate) -> None:
    text = "<script>alert(1)</script> & \x07“引”\n第二行"
    case = annotate(p("支出1.00"), (0, "1.00", "<2>&"), comment=text)
    ((_, said),) = comments_of(case.after).values()
    assert said == "<script>alert(1)</script> & “引”\n第二行"
    assert case.read_back == ["支出<2>&"]


def test_other_prefixes_and_encodings(tmp_path: Path) -> None:
    path = tmp_path / "a.docx"
    source = zipfile.ZipFile(io.BytesIO(write_word(p("支出1.00"))))
    with zipfile.ZipFile(path, "w") as target:
        for name in source.namelist():
            data = source.read(name)
            if name == "word/document.xml":
                text = data.decode().replace("w:", "x:").replace("xmlns:w=", "xmlns:x=")
                text = text.replace("UTF-8", "UTF-16").replace("xmlns:x14", "xmlns:w14")
                data = text.encode("utf-16")
            target.writestr(name, data)
    passages, _ = read_docx_passages(path, "a.docx")
    edits = [Edit(passages[0].locator, 2, 6, "2.00", "公式")]
    path.write_bytes(annotate_docx(path, edits, AUTHOR, DATE))
    assert [x.text for x in read_docx_passages(path, "a.docx")[0]] == ["支出2.00"]


def test_tables_are_left_alone(annotate: Annotate) -> None:
    body = tbl("支出|1.00", widths=(2000, 2000)) + p("支出1.00")
    assert annotate(body, (0, "1.00", "2.00")).read_back == ["支出2.00"]
