"""Files that are damaged, hostile or no Word files at all: findings, in bounded time."""

from __future__ import annotations

import io
import time
import zipfile
from typing import TYPE_CHECKING

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from support.sample_content import sample_content
from support.submission_writer import docx_with, p, tbl

from generator.files.docx import package as submission_package
from generator.files.docx.tables import read_docx
from generator.word.word import load_reference, render_document

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    Refuse = Callable[[bytes], str]


@pytest.fixture
def refuse(tmp_path: Path) -> Refuse:
    def refuse(data: bytes) -> str:
        path = tmp_path / "a.docx"
        path.write_bytes(data)
        sheets, findings = read_docx(path, "a.docx")
        assert sheets == ()
        assert [finding.code for finding in findings] == ["L02"]
        return findings[0].message

    return refuse


OLE2 = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"


@pytest.mark.parametrize(
    ("data", "said"),
    [
        (b"", "文件是空的"),
        (b"PK\x03\x04 broken", "已损坏"),
        (b"plain text", "不是 .docx 文件"),
        (OLE2 + b"\0" * 600, "另存为 .docx"),
        (OLE2 + "EncryptedPackage".encode("utf-16-le"), "取消密码"),
        (docx_with(p("没有表格")), "没有填了字的表格"),
        (docx_with("<w:tbl>"), "已损坏"),
        (docx_with("", head='<!DOCTYPE x [<!ENTITY e "1">]>'), "DOCTYPE"),
        (docx_with("<w:tbl/>" * 501), "没有填了字"),
        (docx_with((tbl("a|b") + p("另一张。")) * 501), "501 个表格"),
    ],
)
def test_what_cannot_be_read_is_said(data: bytes, said: str, refuse: Refuse) -> None:
    assert said in refuse(data)


def test_foreign_files_are_not_fetched(refuse: Refuse) -> None:
    head = '<!DOCTYPE x [<!ENTITY e SYSTEM "file:///etc/passwd">]>'
    assert "root" not in refuse(docx_with(tbl("a|&e;"), head=head))


def test_bombs_are_refused(refuse: Refuse, monkeypatch: pytest.MonkeyPatch) -> None:
    stream = io.BytesIO(docx_with(tbl("a|b")))
    with zipfile.ZipFile(stream, "a", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("word/media/x.png", bytes(201_000_000))
    assert "展开后超过 200 MB" in refuse(stream.getvalue())
    started = time.process_time()
    assert "100 万以上" in refuse(docx_with("<w:p/>" * 1_100_000))
    assert time.process_time() - started < 10
    monkeypatch.setattr(submission_package, "MOST_MARKUP", 100)
    assert "正文展开后超过" in refuse(docx_with(tbl("a|b")))


def test_missing_file_is_a_finding(tmp_path: Path) -> None:
    _, findings = read_docx(tmp_path / "nowhere.docx", "nowhere.docx")
    assert "系统拒绝打开" in findings[0].message


@settings(max_examples=60, deadline=None)
@given(data=st.binary(max_size=400), magic=st.sampled_from((b"", b"PK\x03\x04", OLE2)))
def test_arbitrary_bytes_give_findings(
    data: bytes, magic: bytes, tmp_path_factory: pytest.TempPathFactory
) -> None:
    path = tmp_path_factory.mktemp("bytes") / "a.docx"
    path.write_bytes(magic + data)
    sheets, findings = read_docx(path, "a.docx")
    assert (sheets, len(findings)) == ((), 1)


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
def test_changed_files_give_tables_or_findings(
    where: list[tuple[float, int]], cut: float, whole: bytes, tmp_path: Path
) -> None:
    data = bytearray(whole[: int(len(whole) * cut) + 1])
    for place, value in where:
        data[int(place * (len(data) - 1))] = value
    path = tmp_path / "a.docx"
    path.write_bytes(data)
    sheets, findings = read_docx(path, "a.docx")
    assert bool(sheets) != bool(findings)


@settings(
    max_examples=80, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
@given(data=st.data())
def test_strange_markup_gives_tables_or_findings(data: st.DataObject, tmp_path: Path) -> None:
    names = ("tbl", "tr", "tc", "p", "r", "t", "ins", "sdt", "tcPr", "gridSpan", "vMerge", "br")

    def draw(depth: int) -> str:
        count = data.draw(st.integers(0, 3)) if depth else 0
        name = data.draw(st.sampled_from(names))
        value = data.draw(st.sampled_from(("", "2", "-1", "99999999999", "restart", "１")))
        inner = "".join(draw(depth - 1) for _ in range(count))
        return f'<w:{name} w:val="{value}">{inner}</w:{name}>'

    body = "".join(draw(3) for _ in range(3))
    path = tmp_path / "a.docx"
    path.write_bytes(docx_with(f"<w:tbl>{body}</w:tbl>{body}"))
    sheets, findings = read_docx(path, "a.docx")
    assert bool(sheets) != bool(findings)
    for sheet in sheets:
        assert {len(row) for row in sheet.rows} == {sheet.width}
