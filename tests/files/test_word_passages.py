"""Submitted Word documents as passages: what their reader sees, each in its place."""

from __future__ import annotations

import io
import zipfile
from typing import TYPE_CHECKING

import pytest
from support.submission_writer import tbl
from support.word_writer import (
    deleted,
    field,
    ins,
    level,
    numbered,
    one_list,
    p,
    r,
    style,
    text_box,
    write_word,
)

from generator.files.docx.passages import read_docx_passages
from generator.model.passage import Passage, PassageKind

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    Read = Callable[..., tuple[Passage, ...]]


@pytest.fixture
def read(tmp_path: Path) -> Read:
    def read(*body: str, **parts: str) -> tuple[Passage, ...]:
        path = tmp_path / "a.docx"
        path.write_bytes(write_word("".join(body), **parts))
        passages, findings = read_docx_passages(path, "a.docx")
        assert findings == ()
        return passages

    return read


def texts(passages: tuple[Passage, ...]) -> list[str]:
    return [passage.text for passage in passages]


def test_runs_are_one_text(read: Read) -> None:
    noise = '<w:proofErr w:type="spellStart"/><w:bookmarkStart w:id="0" w:name="x"/>'
    body = p("收入合计", noise, r("8,6", "<w:b/>"), '<w:bookmarkEnd w:id="0"/>', "37.14", "万元")
    assert texts(read(body)) == ["收入合计8,637.14万元"]


def test_spaces_tabs_and_breaks(read: Read) -> None:
    body = p(
        "\u3000\u3000甲\u00a0乙\u200b丙",
        "<w:r><w:tab/><w:t>丁</w:t><w:softHyphen/><w:t>戊</w:t><w:noBreakHyphen/><w:br/>"
        "<w:t>己</w:t></w:r>",
        " ",
    )
    assert texts(read(body)) == ["甲 乙丙 丁戊-\n己"]


def test_paragraphs_are_counted_as_they_stand(read: Read) -> None:
    passages = read(p("一段"), p(), tbl("表|格", "1|2"), p("三段"))
    assert [(x.paragraph, x.text) for x in passages] == [(1, "一段"), (3, "三段")]


def test_revisions_are_read_as_accepted(read: Read) -> None:
    moved = "<w:moveFrom w:id='1' w:author='x'><w:r><w:t>旧处</w:t></w:r></w:moveFrom>"
    arrived = "<w:moveTo w:id='2' w:author='x'><w:r><w:t>新处</w:t></w:r></w:moveTo>"
    body = p("支出", deleted("1.00"), ins("2.00"), "万元", moved, arrived)
    assert texts(read(body)) == ["支出2.00万元新处"]


def test_a_deleted_end_joins_paragraphs(read: Read) -> None:
    mark = "<w:rPr><w:del w:id='5' w:author='x'/></w:rPr>"
    passages = read(
        p("前半", properties=mark), p("后半"), p(deleted("全删"), properties=mark), p("末")
    )
    assert [(x.paragraph, x.text) for x in passages] == [(1, "前半后半"), (2, "末")]


def test_hidden_text_is_not_read(read: Read) -> None:
    assert texts(read(p("看得见", r("看不见", "<w:vanish/>")))) == ["看得见"]


def test_of_fields_the_result_is_read(read: Read) -> None:
    nested = field("IF 1 = 1", "是", field("PAGE", "3"))
    simple = '<w:fldSimple w:instr="DATE"><w:r><w:t>今日</w:t></w:r></w:fldSimple>'
    assert texts(read(p("见第", nested, "页", simple))) == ["见第是3页今日"]


def test_contents_are_known_by_field_style_and_heading(read: Read) -> None:
    whole = field("TOC \\o", r("一、收入情况"), "<w:r><w:tab/></w:r>", r("3"))
    close = '<w:r><w:fldChar w:fldCharType="end"/></w:r>'
    passages = read(
        p("目录"),
        p(whole.removesuffix(close)),
        p("二、支出情况", "<w:r><w:tab/></w:r>", "12", properties=style("11")),
        p("三、采购情况 13"),
        p(close),
        p("一、收入情况", properties=style("1")),
        p("收入合计1.00万元。"),
    )
    assert [(x.text, x.kind) for x in passages[1:]] == [
        ("一、收入情况", PassageKind.CONTENTS),
        ("二、支出情况", PassageKind.CONTENTS),
        ("三、采购情况", PassageKind.CONTENTS),
        ("一、收入情况", PassageKind.HEADING),
        ("收入合计1.00万元。", PassageKind.BODY),
    ]
    assert passages[4].style == "1"


def test_typed_contents_end_where_the_text_begins(read: Read) -> None:
    entries = ("第一部分 概况", "一、职责", "第二部分 说明", "一、收入情况……8", "二、支出情况")
    body = ("第一部分 某局概况", "一、职责", "负责审批。", "第二部分 说明", "一、收入情况")
    passages = read(p("目 录"), *map(p, entries), *map(p, body))
    kinds = [x.kind for x in passages]
    assert kinds[1:6] == [PassageKind.CONTENTS] * 5
    assert PassageKind.CONTENTS not in kinds[6:]
    assert passages[4].text == "一、收入情况"


def test_an_open_field_does_not_swallow_the_text(read: Read) -> None:
    opening = field("TOC \\o", "x").partition('<w:r><w:fldChar w:fldCharType="end"')[0]
    passages = read(f"<w:p>{opening}</w:p>", p("正文在此，支出1.00万元。"))
    assert passages[-1].kind is PassageKind.BODY


def test_text_boxes_are_read_once(read: Read) -> None:
    passages = read(p("正文", text_box(p("框中支出2.00万元"), p("框二"))), p("后文"))
    assert [(x.text, x.kind, x.paragraph) for x in passages] == [
        ("正文", PassageKind.BODY, 1),
        ("框中支出2.00万元", PassageKind.TEXTBOX, 1),
        ("框二", PassageKind.TEXTBOX, 1),
        ("后文", PassageKind.BODY, 2),
    ]


def test_footnotes_follow_their_paragraph(read: Read) -> None:
    note = '<w:r><w:footnoteReference w:id="2"/></w:r>'
    footnotes = (
        f'<w:footnote w:id="-1" w:type="separator">{p()}</w:footnote>'
        f'<w:footnote w:id="2">{p(" 含上年结转。")}</w:footnote>'
        f'<w:footnote w:id="3">{p("无人引用。")}</w:footnote>'
    )
    passages = read(p("收入", note, "合计"), p("后文"), footnotes=footnotes)
    assert [(x.text, x.kind) for x in passages] == [
        ("收入合计", PassageKind.BODY),
        ("含上年结转。", PassageKind.FOOTNOTE),
        ("后文", PassageKind.BODY),
    ]


def test_a_frame_of_one_cell_is_read(read: Read) -> None:
    assert texts(read(tbl("框里的说明，支出3.00万元。"), p("外"))) == [
        "框里的说明，支出3.00万元。",
        "外",
    ]


CHINESE = level(0, "chineseCountingThousand", "%1、") + level(1, "japaneseCounting", "（%2）")


def test_automatic_numbers_are_part_of_the_text(read: Read) -> None:
    numbering = one_list(1, CHINESE, level(2, "decimal", "%3."))
    passages = read(
        p("收入支出情况", properties=numbered(1)),
        p("总体情况", properties=numbered(1, 1)),
        p("结构情况", properties=numbered(1, 1)),
        p("\u3000行政运行", properties=numbered(1, 2)),
        p("收入情况", properties=numbered(1)),
        p("总体", properties=numbered(1, 1)),
        p("无编号", properties=numbered(0)),
        numbering=numbering,
    )
    assert texts(passages) == [
        "一、收入支出情况",
        "（一）总体情况",
        "（二）结构情况",
        "1.行政运行",
        "二、收入情况",
        "（一）总体",
        "无编号",
    ]
    assert passages[0].kind is PassageKind.HEADING


def test_numbers_in_tables_and_deleted_ones(read: Read) -> None:
    numbering = one_list(1, CHINESE)
    row = f"<w:tc>{p('表中', properties=numbered(1))}</w:tc><w:tc>{p('乙')}</w:tc>"
    gone = numbered(1) + "<w:rPr><w:del w:id='7' w:author='x'/></w:rPr>"
    passages = read(
        p("甲", properties=numbered(1)),
        tbl(row),
        p(deleted("删去"), properties=gone),
        p("丙", properties=numbered(1)),
        numbering=numbering,
    )
    assert texts(passages) == ["一、甲", "三、丙"]


@pytest.mark.parametrize(
    ("form", "text", "start", "printed"),
    [
        ("chineseCounting", "第%1部分", 12, "第十二部分 甲"),
        ("decimal", "%1", 3, "3 甲"),
        ("decimalFullWidth", "（%1）", 10, "（１０）甲"),
        ("decimalEnclosedCircle", "%1", 2, "② 甲"),
        ("decimalZero", "%1、", 7, "07、甲"),
        ("upperLetter", "%1.", 28, "BB.甲"),
        ("lowerRoman", "%1)", 14, "xiv)甲"),
        ("chineseLegalSimplified", "%1、", 23, "贰拾叁、甲"),
        ("ideographTraditional", "%1、", 3, "丙、甲"),
        ("ideographDigital", "%1、", 20, "二〇、甲"),
        ("none", "附：", 1, "附：甲"),
        ("bullet", "●", 1, "甲"),
        ("unheardOf", "%1.", 4, "4.甲"),
    ],
)
def test_formats_of_numbers(read: Read, form: str, text: str, start: int, printed: str) -> None:
    numbering = one_list(1, level(0, form, text, start=start))
    assert texts(read(p("甲", properties=numbered(1)), numbering=numbering)) == [printed]


def test_lists_started_anew_and_of_styles(read: Read) -> None:
    styled = (
        '<w:style w:type="paragraph" w:styleId="H"><w:name w:val="标题 2"/>'
        '<w:pPr><w:numPr><w:numId w:val="1"/></w:numPr></w:pPr></w:style>'
        '<w:style w:type="paragraph" w:styleId="S"><w:name w:val="子"/><w:basedOn w:val="H"/>'
        "</w:style>"
    )
    levels = CHINESE.replace('（%2）"/>', '（%2）"/>', 1).replace(
        '<w:numFmt w:val="japaneseCounting"/>',
        '<w:numFmt w:val="japaneseCounting"/><w:pStyle w:val="H"/>',
    )
    again = (
        '<w:num w:numId="2"><w:abstractNumId w:val="1"/><w:lvlOverride w:ilvl="0">'
        '<w:startOverride w:val="1"/></w:lvlOverride></w:num>'
    )
    passages = read(
        p("甲", properties=numbered(1)),
        p("乙", properties=numbered(1)),
        p("式", properties=style("H")),
        p("另起", properties=numbered(2)),
        p("接着", properties=numbered(2)),
        styles=styled,
        numbering=one_list(1, levels) + again,
    )
    assert texts(passages) == ["一、甲", "二、乙", "（一）式", "一、另起", "二、接着"]
    assert passages[2].style == "2"


def test_legal_levels_and_nested_numbers(read: Read) -> None:
    numbering = one_list(
        1,
        level(0, "chineseCounting", "%1、"),
        level(1, "decimal", "%1.%2", "<w:isLgl/>"),
        level(2, "decimal", "%1.%2.%3", '<w:lvlRestart w:val="0"/>'),
    )
    order = (0, 1, 2, 1, 2)
    passages = read(
        *(p("甲", properties=numbered(1, depth)) for depth in order), numbering=numbering
    )
    assert texts(passages) == ["一、甲", "1.1 甲", "一.1.1 甲", "1.2 甲", "一.2.2 甲"]


def test_kinds_of_lines(read: Read) -> None:
    lines = {
        "收入决算表": PassageKind.CAPTION,
        "部门名称：某局": PassageKind.CAPTION,
        "单位：万元": PassageKind.CAPTION,
        "图1：收入决算结构图": PassageKind.CAPTION,
        "注：本表反映部门本年度收入情况。": PassageKind.NOTE,
        "（二）“三公”经费支出决算具体情况说明。": PassageKind.HEADING,
        "1.负责审批。": PassageKind.BODY,
        "2024年度收入合计1.00万元，其中：财政拨款1.00万元。": PassageKind.BODY,
    }
    assert {x.text: x.kind for x in read(*map(p, lines))} == lines


def test_strict_documents_are_read(tmp_path: Path) -> None:
    path = tmp_path / "a.docx"
    transitional = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
    strict = "http://purl.oclc.org/ooxml/wordprocessingml/main"
    source = zipfile.ZipFile(io.BytesIO(write_word(p("正文", ins("新")))))
    with zipfile.ZipFile(path, "w") as target:
        for name in source.namelist():
            target.writestr(name, source.read(name).replace(transitional.encode(), strict.encode()))
    passages, _ = read_docx_passages(path, "a.docx")
    assert texts(passages) == ["正文新"]
