"""Hostile and damaged submissions: findings or a stop, in bounded time; their text is only text."""

from __future__ import annotations

import contextlib
import io
import time
import zipfile
from typing import TYPE_CHECKING

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from support.sample_content import sample_content
from support.submission_writer import docx_with
from support.word_writer import numbered, p, r, write_word

from generator.base.errors import AnnotationError, GeneratorError
from generator.files.docx import parts as submission_parts
from generator.files.docx.passages import read_docx_passages
from generator.model.passage import Edit
from generator.word.annotate.document import annotate_docx
from generator.word.word import load_reference, render_document

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    Refuse = Callable[[bytes], str]


@pytest.fixture
def refuse(tmp_path: Path) -> Refuse:
    """Return why a file is refused; the annotator refuses it as well."""

    def refuse(data: bytes) -> str:
        path = tmp_path / "a.docx"
        path.write_bytes(data)
        passages, findings = read_docx_passages(path, "a.docx")
        assert passages == ()
        assert [finding.code for finding in findings] == ["L02"]
        with pytest.raises(AnnotationError):
            annotate_docx(path, [Edit("p:0", 0, 0, None, "")], "审核", "2025-09-01")
        return findings[0].message

    return refuse


@pytest.mark.parametrize(
    ("data", "said"),
    [
        (b"", "文件是空的"),
        (b"PK\x03\x04 broken", "已损坏"),
        (docx_with(p()), "没有文字"),
        (docx_with("<w:p>"), "已损坏"),
        (docx_with("", head='<!DOCTYPE x [<!ENTITY e "1">]>'), "DOCTYPE"),
        (
            docx_with(p("&e;"), head='<!DOCTYPE x [<!ENTITY e SYSTEM "file:///etc/passwd">]>'),
            "外部",
        ),
    ],
)
def test_what_cannot_be_read_is_said(data: bytes, said: str, refuse: Refuse) -> None:
    assert said in refuse(data)


def test_entities_in_other_parts_are_refused(refuse: Refuse) -> None:
    bomb = '<!DOCTYPE x [<!ENTITY a "1234567890"><!ENTITY b "&a;&a;&a;&a;&a;&a;">]>'
    for part in ("styles", "numbering", "footnotes"):
        stream = io.BytesIO(write_word(p("正文"), numbering="<w:x/>", footnotes="<w:x/>"))
        changed = io.BytesIO()
        with zipfile.ZipFile(stream) as source, zipfile.ZipFile(changed, "w") as target:
            for name in source.namelist():
                data = source.read(name)
                if name == f"word/{part}.xml":
                    data = data.replace(b"?>\r\n", f"?>{bomb}".encode()).replace(b"<w:x/>", b"&b;")
                target.writestr(name, data)
        assert "DOCTYPE" in refuse(changed.getvalue())


def test_bombs_are_refused(refuse: Refuse, monkeypatch: pytest.MonkeyPatch) -> None:
    started = time.process_time()
    stream = io.BytesIO(write_word(p("正文")))
    with zipfile.ZipFile(stream, "a", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("word/media/x.png", bytes(201_000_000))
    assert "展开后超过 200 MB" in refuse(stream.getvalue())
    assert "内容过多" in refuse(docx_with("<w:p/>" * 2_100_000))
    assert time.process_time() - started < 10
    monkeypatch.setattr(submission_parts, "MOST_MARKUP", 100)
    assert "内容过多" in refuse(write_word(p("正文")))


def test_deep_nesting_is_a_finding(refuse: Refuse) -> None:
    assert "已损坏" in refuse(docx_with("<w:ins>" * 5000 + "</w:ins>" * 5000))


def test_script_is_only_text(tmp_path: Path) -> None:
    path = tmp_path / "a.docx"
    path.write_bytes(write_word(p("&lt;script&gt;alert(1)&lt;/script&gt;{{ 7*7 }}")))
    (passage,) = read_docx_passages(path, "a.docx")[0]
    assert passage.text == "<script>alert(1)</script>{{ 7*7 }}"


def test_numbers_of_lists_are_bounded(tmp_path: Path) -> None:
    path = tmp_path / "a.docx"
    levels = (
        '<w:abstractNum w:abstractNumId="1"><w:numStyleLink w:val="S"/><w:styleLink w:val="S"/>'
        '<w:lvl w:ilvl="0"><w:start w:val="99999999999999999999"/><w:numFmt w:val="upperLetter"/>'
        '<w:lvlText w:val="%1%9."/></w:lvl></w:abstractNum>'
        '<w:num w:numId="1"><w:abstractNumId w:val="1"/></w:num>'
    )
    path.write_bytes(write_word(p("正文", properties=numbered(1)), numbering=levels))
    (passage,) = read_docx_passages(path, "a.docx")[0]
    assert passage.text.endswith("正文")
    assert len(passage.text) < 30


def test_four_hundred_pages_are_read_and_annotated_in_time(tmp_path: Path) -> None:
    path = tmp_path / "a.docx"
    line = p("年初预算为", r("100.", "<w:b/>"), r("00", "<w:b/>"), "万元，" * 30)
    path.write_bytes(write_word(line * 4000))
    started = time.process_time()
    passages, findings = read_docx_passages(path, "a.docx")
    assert (len(passages), findings) == (4000, ())
    edits = [Edit(passage.locator, 5, 11, "1.00", "公式") for passage in passages[::4]]
    annotate_docx(path, edits, "审核", "2025-09-01")
    assert time.process_time() - started < 20


NAMES = "p r t ins del hyperlink sdt sdtContent fldChar instrText br tab pPr rPr numPr txbxContent"
KINDS = "pict tbl tr tc moveFrom footnoteReference commentRangeStart smartTag vanish numId delText"


@settings(
    max_examples=150, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
@given(data=st.data())
def test_strange_markup_gives_passages_or_findings(data: st.DataObject, tmp_path: Path) -> None:
    names = (*NAMES.split(), *KINDS.split())

    def draw(depth: int) -> str:
        count = data.draw(st.integers(0, 3)) if depth else 0
        name = data.draw(st.sampled_from(names))
        value = data.draw(st.sampled_from(("", "1", "-1", "begin", "end", "separate", "１")))
        text = data.draw(st.sampled_from(("", "1.00", " "))) if name == "t" else ""
        inner = "".join(draw(depth - 1) for _ in range(count))
        kind = f'w:val="{value}" w:fldCharType="{value}" w:id="{value}"'
        return f"<w:{name} {kind}>{text}{inner}</w:{name}>"

    body = p("".join(draw(4) for _ in range(3)) or "<w:r/>", "元") + draw(4)
    path = tmp_path / "a.docx"
    path.write_bytes(write_word(body))
    passages, findings = read_docx_passages(path, "a.docx")
    assert bool(passages) != bool(findings)
    edits = [
        Edit(passage.locator, start, end, "9.99", "公式")
        for passage in passages
        for start, end in ((0, len(passage.text)), (0, 0), (len(passage.text), len(passage.text)))
    ]
    after = annotate_docx(path, edits, "审核", "2025-09-01")
    path.write_bytes(after)
    assert bool(read_docx_passages(path, "a.docx")[0]) == bool(passages)


@pytest.fixture(scope="module")
def whole() -> bytes:
    return render_document(sample_content(), load_reference())


@settings(
    max_examples=80, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
@given(
    where=st.lists(st.tuples(st.floats(0, 1), st.integers(0, 255)), min_size=1, max_size=8),
    cut=st.one_of(st.just(1.0), st.floats(0, 1)),
)
def test_changed_files_give_passages_or_findings(
    where: list[tuple[float, int]], cut: float, whole: bytes, tmp_path: Path
) -> None:
    data = bytearray(whole[: int(len(whole) * cut) + 1])
    for place, value in where:
        data[int(place * (len(data) - 1))] = value
    path = tmp_path / "a.docx"
    path.write_bytes(data)
    passages, findings = read_docx_passages(path, "a.docx")
    assert bool(passages) != bool(findings)
    edits = [Edit(passage.locator, 0, 1, "x", "") for passage in passages]
    with contextlib.suppress(GeneratorError):
        annotate_docx(path, edits, "审核", "2025-09-01")


@pytest.mark.parametrize(
    "edit",
    [
        Edit("p:7", 0, 1, "x", ""),
        Edit("p:0", 3, 9, "x", ""),
        Edit("p:0", -1, 2, "x", ""),
        Edit("p:0", 3, 2, None, ""),
        Edit("", 0, 0, None, ""),
    ],
)
def test_edits_that_do_not_fit_are_refused(tmp_path: Path, edit: Edit) -> None:
    path = tmp_path / "a.docx"
    path.write_bytes(write_word(p("支出1.00")))
    with pytest.raises(AnnotationError, match="重新审核"):
        annotate_docx(path, [edit], "审核", "2025-09-01")


def test_files_that_cannot_be_opened_are_refused(tmp_path: Path) -> None:
    path = tmp_path / "a.docx"
    for data in (b"", b"no zip", write_word(p("x"))[:200]):
        path.write_bytes(data)
        with pytest.raises(AnnotationError, match=r"无法批注 a\.docx"):
            annotate_docx(path, [], "审核", "2025-09-01")
