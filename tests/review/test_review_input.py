"""`review` of what does not fit: other data, no narrative, hostile and very long files."""

import io
import json
import shutil
import time
import zipfile
from collections.abc import Callable
from decimal import Decimal
from pathlib import Path

import pytest
from support.bad_files import bomb, docx, locked_xlsx, scan
from support.folders import DATA, files_in, set_key
from support.program import Outcome, Shell, assert_stopped
from support.submitted import (
    DEPARTMENT,
    SAMPLE,
    right_text,
    right_total,
    write_text,
    write_word,
    wrong_text,
    wrong_total,
)

RIGHT, WRONG = right_total(), wrong_total()
EXPECTED, STATED = Decimal(RIGHT.replace(",", "")), Decimal(WRONG.replace(",", ""))


@pytest.fixture(scope="module")
def right(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The text of the sample, as it should be."""
    return write_text(tmp_path_factory.mktemp("送审") / f"{DEPARTMENT}.txt", right_text())


@pytest.fixture(scope="module")
def wrong(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The same with another 收支总计."""
    return write_text(tmp_path_factory.mktemp("送审") / f"{DEPARTMENT}.txt", wrong_text())


@pytest.fixture(scope="module")
def word(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The Word document of the sample, with the same mistake made in its body."""
    path = write_word(tmp_path_factory.mktemp("送审") / "送审稿.docx")
    parts = _parts(path)
    body = parts["word/document.xml"].decode()
    at = body.index("收、支总计均为")
    found = body.index(RIGHT, at)
    assert found - at < 200
    changed = body[:found] + WRONG + body[found + len(RIGHT) :]
    _pack(path, {**parts, "word/document.xml": changed.encode()})
    return path


def _parts(path: Path) -> dict[str, bytes]:
    with zipfile.ZipFile(path) as archive:
        return {name: archive.read(name) for name in archive.namelist()}


def _pack(path: Path, parts: dict[str, bytes]) -> Path:
    path.parent.mkdir(parents=True, exist_ok=True)
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, data in parts.items():
            archive.writestr(name, data)
    return path


def _json(found: Outcome) -> dict:
    return json.loads(found.out)


def _errors(document: dict) -> list[dict]:
    return [one for one in document["findings"] if one["severity"] == "error"]


def test_data_of_another_department_are_named_and_set_aside(shell: Shell, word: Path) -> None:
    found = shell.run("review", word, "--data", DATA, "--format", "json")
    errors = _errors(_json(found))
    named = [one for one in errors if one["code"] == "R13"]
    assert len(named) == 1
    assert "新乡市行政审批和政务信息管理局" in named[0]["message"]
    assert DEPARTMENT in named[0]["message"]
    assert len(errors) == 2  # that, and the mistake in the text
    assert found.status == 1


def test_data_of_another_year_are_named_and_set_aside(shell: Shell, word: Path) -> None:
    data = shutil.copytree(SAMPLE, shell.folder / "数据")
    for file in data.glob("*.csv"):
        raw = file.read_text(encoding="utf-8-sig", errors="surrogateescape")
        file.write_text(raw.replace("2024", "2023"), encoding="utf-8", errors="surrogateescape")
    set_key(data, "单位信息.csv", "年度", "2023", "")
    errors = _errors(_json(shell.run("review", word, "--data", data, "--format", "json")))
    named = [one for one in errors if one["code"] == "R11"]
    assert len(named) == 1
    assert "2023年度" in named[0]["message"]
    assert len(errors) == 2


_SPACE = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"


def _word_with(head: str, body: str) -> bytes:
    data = io.BytesIO()
    markup = f'{head}<w:document xmlns:w="{_SPACE}"><w:body>{body}</w:body></w:document>'
    with zipfile.ZipFile(data, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("word/document.xml", markup)
    return data.getvalue()


_ENTITY = '<!DOCTYPE x [<!ENTITY e SYSTEM "file:///etc/hostname">]>'
_SWELLING = b"<w:p><w:r><w:t>1</w:t></w:r></w:p>"
_BAD: dict[str, Callable[[], bytes]] = {
    "表.csv": "项目,金额\n1,2\n".encode,
    "图.png": lambda: b"\x89PNG\r\n\x1a\n",
    "没有节.txt": "关于召开会议的通知\n请准时参加。\n".encode,
    "空.txt": lambda: b"",
    "乱.txt": lambda: bytes(range(256)) * 40,
    "没有节.docx": docx,
    "空.docx": lambda: b"",
    "锁.docx": locked_xlsx,
    "实体.docx": lambda: _word_with(_ENTITY, "<w:p><w:r><w:t>&e;</w:t></w:r></w:p>"),
    "炸弹.docx": lambda: bomb("[Content_Types].xml", "word/document.xml", _SWELLING),
    "半.docx": lambda: _word_with("", "<w:p>")[:200],
    "扫描.pdf": scan,
    "坏.pdf": lambda: b"%PDF-1.7 nothing",
    "旧.doc": lambda: b"\xd0\xcf\x11\xe0" + bytes(600),
}


@pytest.mark.parametrize("name", _BAD)
@pytest.mark.parametrize("output_format", ["text", "html"])
def test_what_is_no_submission_stops_with_a_reason(
    shell: Shell, name: str, output_format: str
) -> None:
    Path(name).write_bytes(_BAD[name]())
    found = shell.run("review", name, "--format", output_format)
    assert_stopped(found, name)
    assert list(files_in(shell.folder)) == [name]


def test_a_text_of_400_pages_is_read(shell: Shell) -> None:
    """400 pages of some 700 characters, most of them in an attachment."""
    report = "\n".join(
        f"第{n}个项目预算{n}.00万元，执行{n}.00万元，执行率100.00%，得分90分。" * 4
        for n in range(1, 2000)
    )
    file = write_text(shell.folder / "长.txt", f"{wrong_text()}\n附件\n自评报告\n{report}\n")
    assert len(file.read_text(encoding="utf-8")) > 400 * 700
    begin = time.perf_counter()
    found = shell.run("review", file, "--data", SAMPLE)
    assert found.status == 1
    assert f"应为　{EXPECTED}" in found.out
    assert time.perf_counter() - begin < 60
