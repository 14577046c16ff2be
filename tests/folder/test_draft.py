"""Reasons typed into the Word draft are read back; nothing is guessed, nothing overwritten."""

import copy
import zipfile
from collections.abc import Callable
from pathlib import Path

import docx
import pytest
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.oxml.text.paragraph import CT_P
from docx.text.paragraph import Paragraph
from docx.text.run import Run
from hypothesis import given, settings
from hypothesis import strategies as st
from support.drafts import change_draft, drop_run, gap_run, typing
from support.folders import SAMPLES, copy_data, set_cell
from support.written import merge_draft

from generator import build
from generator.base.severity import Severity
from generator.files.docx.draft import read_draft
from generator.folder.draft import Expected, align_draft
from generator.model.block import Gap, Role, Span
from generator.model.block import Paragraph as Written
from generator.model.finding import Finding
from generator.tasks.init import read_draft_reasons

_OPENING = "与上年度相比，收、支总计"


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """data/ without any reason."""
    target = copy_data(tmp_path / "数据")
    (target / "原因.csv").unlink()
    return target


@pytest.fixture
def draft(folder: Path, tmp_path: Path) -> Path:
    """The draft of that folder."""
    build(folder, docx=tmp_path / "草稿.docx")
    return tmp_path / "草稿.docx"


def _messages(findings: tuple[Finding, ...]) -> list[str]:
    return [finding.message for finding in findings]


def _read(draft: Path, folder: Path) -> tuple[dict[tuple[str, str], str], list[str]]:
    reasons, findings = read_draft_reasons(draft, folder)
    return {(one.key, one.basis): one.reason for one in reasons}, _messages(findings)


def test_an_untouched_draft_gives_nothing(draft: Path, folder: Path) -> None:
    assert _read(draft, folder) == ({}, [])


def test_every_mark_replaced(draft: Path, folder: Path) -> None:
    document = docx.Document(str(draft))
    typed = 0
    for paragraph in document.paragraphs:
        for run in paragraph.runs:
            if run.text.startswith("【待补充"):
                typed += 1
                run.text = f"第{typed}份合同付款"
    document.save(str(draft))
    gaps = build(folder).gaps
    reasons, messages = _read(draft, folder)
    assert messages == []
    assert list(reasons) == [(gap.key, gap.basis) for gap in gaps]
    assert list(reasons.values()) == [f"第{n}份合同付款" for n in range(1, typed + 1)]
    merged = merge_draft(draft, folder)
    assert list(merged.files) == [folder / "原因.csv"]
    assert len(merged.added) == typed == 21
    assert build(folder).gaps == ()
    assert merge_draft(draft, folder).added == ()


def _split_runs(paragraph: Paragraph) -> None:
    run = gap_run(paragraph)
    run.text = ""
    for piece in ("人员", "增", "加，", "项目 12345 增加"):
        added = copy.deepcopy(run._r)
        run._r.addprevious(added)
        Run(added, paragraph).text = piece


def _whole_paragraph_retyped(paragraph: Paragraph) -> None:
    text = paragraph.text
    start = text.index("【")
    kept = text[:start] + "人员增加，项目 12345 增加" + text[text.index("】") + 1 :]
    for run in paragraph.runs[1:]:
        drop_run(run)
    paragraph.runs[0].text = kept


def _tracked(paragraph: Paragraph) -> None:
    """Replace the mark with tracked changes: the mark deleted, the reason inserted."""
    run = gap_run(paragraph)._r
    inserted, deleted = OxmlElement("w:ins"), OxmlElement("w:del")
    for number, element in enumerate((inserted, deleted), start=900):
        element.set(qn("w:id"), str(number))
        element.set(qn("w:author"), "会计")
    added = copy.deepcopy(run)
    Run(added, paragraph).text = "人员增加，项目 12345 增加"
    inserted.append(added)
    run.addprevious(inserted)
    run.addprevious(deleted)
    deleted.append(run)
    for text in run.findall(qn("w:t")):
        text.tag = qn("w:delText")


def _within_brackets(paragraph: Paragraph) -> None:
    gap_run(paragraph).text = "【人员增加，项目 12345 增加】"


def _with_full_stop(paragraph: Paragraph) -> None:
    gap_run(paragraph).text = "人员增加，项目 12345 增加。"


def _without_any_full_stop(paragraph: Paragraph) -> None:
    gap_run(paragraph).text = "人员增加，项目 12345 增加"
    paragraph.runs[-1].text = paragraph.runs[-1].text.removesuffix("。")


def _line_break(paragraph: Paragraph) -> None:
    gap_run(paragraph).text = "人员增加，\n项目 12345 增加"


def _in_a_content_control(paragraph: Paragraph) -> None:
    run = gap_run(paragraph)
    run.text = "人员增加，项目 12345 增加"
    control, content = OxmlElement("w:sdt"), OxmlElement("w:sdtContent")
    control.append(content)
    run._r.addprevious(control)
    content.append(run._r)


@pytest.mark.parametrize(
    "change",
    [
        _split_runs,
        _whole_paragraph_retyped,
        _tracked,
        _within_brackets,
        _with_full_stop,
        _without_any_full_stop,
        _line_break,
        _in_a_content_control,
    ],
    ids=lambda change: change.__name__,
)
def test_ways_to_replace_a_mark(
    change: Callable[[Paragraph], None], draft: Path, folder: Path
) -> None:
    expected = {("收支总计", "上年"): "人员增加，项目 12345 增加"}
    assert _read(change_draft(draft, change), folder) == (expected, [])


def test_a_reason_of_two_sentences_in_the_middle(draft: Path, folder: Path) -> None:
    change_draft(draft, typing("接待减少。其中：外宾没有来访"), "公务接待费预算为")
    reasons, messages = _read(draft, folder)
    assert reasons == {("公务接待费", "预算"): "接待减少。其中：外宾没有来访"}
    assert messages == []


def test_a_paragraph_split_with_enter_before_our_text(draft: Path, folder: Path) -> None:
    """What follows the mark was pushed into a paragraph of its own."""

    def change(paragraph: Paragraph) -> None:
        gap_run(paragraph).text = "燃料和维修"
        rest = copy.deepcopy(paragraph._p)
        paragraph._p.addnext(rest)
        second = Paragraph(rest, paragraph._parent)
        at = next(n for n, run in enumerate(paragraph.runs) if run.text == "燃料和维修")
        for run in paragraph.runs[at + 1 :]:
            drop_run(run)
        for run in second.runs[: at + 1]:
            drop_run(run)

    change_draft(draft, change, "公务用车运行维护支出")
    assert _read(draft, folder) == ({("公务用车运行用途", ""): "燃料和维修"}, [])


def _before(paragraph: Paragraph) -> CT_P:
    element = paragraph._p.getprevious()
    assert isinstance(element, CT_P)
    return element


def test_a_paragraph_joined_by_a_tracked_deletion(draft: Path, folder: Path) -> None:
    def change(paragraph: Paragraph) -> None:
        paragraph._p.addprevious(copy.deepcopy(paragraph._p))
        first = Paragraph(_before(paragraph), paragraph._parent)
        for run in first.runs[1:]:
            drop_run(run)
        for run in paragraph.runs[:1]:
            drop_run(run)
        mark = OxmlElement("w:rPr")
        mark.append(OxmlElement("w:del"))
        first._p.get_or_add_pPr().append(mark)
        gap_run(paragraph).text = "人员增加"

    change_draft(draft, change)
    assert _read(draft, folder) == ({("收支总计", "上年"): "人员增加"}, [])


def test_text_beside_a_mark_is_not_taken(draft: Path, folder: Path) -> None:
    def change(paragraph: Paragraph) -> None:
        run = gap_run(paragraph)
        run.text = f"人员增加{run.text}"

    reasons, messages = _read(change_draft(draft, change), folder)
    assert reasons == {}
    assert [text for text in messages if "仍留有待补充的标记" in text]


def test_a_mark_deleted_without_a_reason_is_reported(draft: Path, folder: Path) -> None:
    reasons, messages = _read(change_draft(draft, typing("")), folder)
    assert reasons == {}
    assert messages == ["“收支总计”处的标记已经删去，但没有填写原因"]


def test_a_changed_amount_is_not_guessed_over(draft: Path, folder: Path) -> None:
    def change(paragraph: Paragraph) -> None:
        gap_run(paragraph).text = "人员增加"
        for run in paragraph.runs:
            run.text = run.text.replace("52.76%", "52.77%")

    change_draft(draft, change)
    reasons, findings = read_draft_reasons(draft, folder)
    assert reasons == ()
    first = findings[0]
    assert (first.code, first.severity, first.places[0].section) == ("L14", Severity.WARNING, "一")
    assert "人员增加" in first.found_text


def test_tables_changed_since_the_draft(draft: Path, folder: Path) -> None:
    change_draft(draft, typing("人员增加"))
    set_cell(folder, "上年数.csv", "B2", "6804.65")
    reasons, messages = _read(draft, folder)
    assert reasons == {}
    assert "收支总计" in messages[0]


def test_a_paragraph_added_after_a_reason_is_reported(draft: Path, folder: Path) -> None:
    def change(paragraph: Paragraph) -> None:
        gap_run(paragraph).text = "人员增加"
        added = copy.deepcopy(paragraph._p)
        paragraph._p.addnext(added)
        new = Paragraph(added, paragraph._parent)
        for run in new.runs[1:]:
            drop_run(run)
        new.runs[0].text = "还有一个原因是调资。"

    change_draft(draft, change)
    reasons, findings = read_draft_reasons(draft, folder)
    assert {one.reason for one in reasons} == {"人员增加"}
    assert [one.found_text for one in findings] == ["还有一个原因是调资。"]


def test_other_changes_are_said_not_to_return(draft: Path, folder: Path) -> None:
    document = docx.Document(str(draft))
    found = next(p for p in document.paragraphs if p.text.startswith("2024年度收入合计"))
    found.runs[0].text = "改写："
    document.save(str(draft))
    _, findings = read_draft_reasons(draft, folder)
    assert [(one.severity, one.places[0].quote[:3]) for one in findings] == [
        (Severity.INFO, "改写：")
    ]


def test_the_draft_of_another_folder_gives_one_finding(draft: Path, tmp_path: Path) -> None:
    other = copy_data(tmp_path / "别的", SAMPLES / "孟津2024-更正")
    reasons, findings = read_draft_reasons(draft, other)
    assert reasons == ()
    assert [(one.code, one.severity) for one in findings] == [("L14", Severity.ERROR)]


def test_another_profile_is_asked_for_by_name(folder: Path, tmp_path: Path) -> None:
    build(folder, docx=tmp_path / "稿.docx", profile="henan-itemised")
    draft = change_draft(tmp_path / "稿.docx", typing("甲"), "收、支总计")
    reasons, _ = read_draft_reasons(draft, folder, profile="henan-itemised")
    assert [one.reason for one in reasons] == ["甲"]


@pytest.mark.parametrize("content", [b"", b"PK\x03\x04 broken", b"\xd0\xcf\x11\xe0", b"text"])
def test_what_is_no_draft_is_a_finding(content: bytes, folder: Path, tmp_path: Path) -> None:
    path = tmp_path / "坏.docx"
    path.write_bytes(content)
    reasons, findings = read_draft_reasons(path, folder)
    assert reasons == ()
    assert [one.code for one in findings] == ["L02"]


def test_a_missing_draft_is_a_finding(folder: Path, tmp_path: Path) -> None:
    _, findings = read_draft_reasons(tmp_path / "没有.docx", folder)
    assert [one.code for one in findings] == ["L02"]


def test_a_bomb_is_not_unpacked(tmp_path: Path) -> None:
    path = tmp_path / "大.docx"
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("word/document.xml", b"0" * 210_000_000)
    lines, findings = read_draft(path, path.name)
    assert lines == ()
    assert "展开后超过" in findings[0].message


def _written(*pieces: str | Gap) -> Written:
    return Written(
        Role.BODY,
        tuple(Span(one) if isinstance(one, str) else Span(one.mark, gap=one) for one in pieces),
        where="一",
    )


_FIRST, _SECOND = Gap("收支总计", "第一个原因", basis="上年"), Gap("人员经费", "第二个原因")
_BEFORE, _BETWEEN = "2024年度共1,207.46万元，主要原因是", "。其中：主要用于"
_TWO_GAPS = _written(_BEFORE, _FIRST, _BETWEEN, _SECOND, "。")


@settings(max_examples=300, deadline=None)
@given(*[st.text("甲乙丙，。；：其中主要用于原因是【】待补充12 \t", min_size=1, max_size=12)] * 2)
def test_what_is_typed_arrives_or_is_reported(first: str, second: str) -> None:
    line = f"{_BEFORE}{first}{_BETWEEN}{second}。"
    expected = Expected((_TWO_GAPS,), (_TWO_GAPS,))
    reasons, findings = align_draft(((line, 1),), expected, "稿.docx")
    read = {one.key: one.reason for one in reasons}
    typed = {"收支总计": first, "人员经费": second}
    for key, text in typed.items():
        if key in read:
            bare = text.strip().rstrip("。；，;,. \t")
            assert read[key] in (bare, bare[1:-1].strip().rstrip("。；，;,. \t"))
        else:
            assert findings


def test_two_reasons_for_one_key_are_neither_taken() -> None:
    paragraphs = tuple(_written(f"{name}情况的主要原因是", _FIRST, "。") for name in "收支")
    lines = (("收情况的主要原因是甲。", 1), ("支情况的主要原因是乙。", 2))
    reasons, findings = align_draft(lines, Expected(paragraphs, paragraphs), "稿.docx")
    assert reasons == ()
    assert [[place.quote for place in one.places] for one in findings] == [["甲", "乙"]]
    same = (lines[0], ("支情况的主要原因是甲。", 2))
    reasons, findings = align_draft(same, Expected(paragraphs, paragraphs), "稿.docx")
    assert ([one.reason for one in reasons], findings) == (["甲"], ())


def test_a_paragraph_that_comes_twice_is_not_read() -> None:
    paragraph = _written("收入情况的主要原因是", _FIRST, "。")
    lines = (("收入情况的主要原因是甲。", 1), ("收入情况的主要原因是乙。", 2))
    reasons, findings = align_draft(lines, Expected((paragraph,), (paragraph,)), "稿.docx")
    assert reasons == ()
    assert "2 处" in findings[0].message


def test_an_automatic_number_may_be_gone() -> None:
    paragraph = _written("12. 一般公共服务支出（类）的主要原因是", _FIRST, "。")
    lines = (("一般公共服务支出（类）的主要原因是甲。", 1),)
    reasons, _ = align_draft(lines, Expected((paragraph,), (paragraph,)), "稿.docx")
    assert [one.reason for one in reasons] == ["甲"]


def test_a_draft_without_reasons_to_give_is_silent() -> None:
    paragraph = _written("没有原因要写的一段。")
    assert align_draft((("别的", 1),), Expected((paragraph,), (paragraph,)), "稿.docx")[0] == ()
