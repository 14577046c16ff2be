"""`--final` reviews what it is about to write, and writes nothing where that finds an error."""

from pathlib import Path

import pytest
from docx import Document
from support.folders import copy_data
from support.submitted import SAMPLE

import generator
from generator.base.severity import Severity
from generator.model.accounts import Identity
from generator.reporting.formats import BuildFormat
from generator.tasks.build import BuildResult, Options, build_department
from generator.tasks.init.folders import make_accountant_workbook


def _build(
    folder: Path, target: Path, templates: Path | None = None, *, final: bool
) -> BuildResult:
    def targets(_: Identity) -> dict[BuildFormat, Path]:
        return {BuildFormat.DOCX: target}

    return build_department(folder, Options(targets=targets, templates=templates, final=final))


def test_a_right_document_is_written(tmp_path: Path) -> None:
    result = _build(SAMPLE, tmp_path / "定稿.docx", final=True)
    assert not result.refused
    assert tmp_path / "定稿.docx" in result.files


def test_a_mistake_of_a_text_stands_against_it(tmp_path: Path) -> None:
    """No check of the data sees it: it stands in words that the user has written."""
    data = copy_data(tmp_path / "数据", SAMPLE)
    text = data / "文字" / "机构设置.md"
    text.write_text("本馆设办公室办公室、借阅部。\n", encoding="utf-8")
    assert not _build(data, tmp_path / "稿.docx", final=False).refused
    result = _build(data, tmp_path / "稿.docx", final=True)
    assert result.refused
    assert not result.files
    assert [f.code for f in result.findings if "办公室办公室" in f.message] == ["R14"]


@pytest.mark.parametrize("form", ["folder", "workbook"])
def test_the_place_of_such_a_mistake_is_one_that_can_be_opened(tmp_path: Path, form: str) -> None:
    """The document is not written: the words are quoted, and the text of the data is named."""
    data = copy_data(tmp_path / "数据", SAMPLE)
    text = data / "文字" / "机构设置.md"
    text.write_text("本馆设办公室。\n纳入2023年度决算编制范围的单位共1个。\n", encoding="utf-8")
    if form == "workbook":
        book = make_accountant_workbook(tmp_path / "数据.xlsx", source=data)
        (tmp_path / "数据.xlsx").write_bytes(book.data)
        data = tmp_path / "数据.xlsx"
    result = _build(data, tmp_path / "稿.docx", final=True)
    assert result.refused
    (year,) = (f for f in result.findings if f.code == "R11")
    assert "“纳入2023年度决算编制范围的单位共1个”" in year.message
    wanted = ("文字/机构设置.md", "") if form == "folder" else ("数据.xlsx", "机构设置")
    assert [(place.file, place.sheet) for place in year.places] == [wanted]


def test_the_own_wording_is_what_it_is_compared_with(tmp_path: Path) -> None:
    """A sentence that the wording of the program would miss is not missed in one without it."""
    own = tmp_path / "模板"
    own.mkdir()
    template = "# {{ 节次 }}、{{ 行文.标题 }}\n\n{{ 行文.开头 }}收入合计{{ 收入合计 | 万元 }}。\n"
    (own / "02-收入决算情况.md").write_text(template, encoding="utf-8")
    file = tmp_path / "稿.docx"
    result = _build(SAMPLE, file, own, final=True)
    assert not result.refused
    file.write_bytes(result.files[file])
    missed = [f for f in generator.review(file, SAMPLE).findings if f.severity is Severity.ERROR]
    assert [f.code for f in missed] == ["R08"]
    assert "其中：财政拨款收入" in missed[0].message


@pytest.mark.parametrize(("switch", "terms"), [("true", False), ("false", True)])
def test_the_glossary_has_the_terms_in_use(tmp_path: Path, switch: str, *, terms: bool) -> None:
    data = copy_data(tmp_path / "数据", SAMPLE)
    settings = data / "行文.toml"
    settings.write_text(f"[名词解释]\n只列用到的 = {switch}\n", encoding="utf-8")
    result = _build(data, tmp_path / "稿.docx", final=False)
    (tmp_path / "稿.docx").write_bytes(result.files[tmp_path / "稿.docx"])
    texts = [p.text for p in Document(str(tmp_path / "稿.docx")).paragraphs]
    start = max(index for index, text in enumerate(texts) if text.startswith("第四部分"))
    entries = [text.partition("：")[0] for text in texts[start + 1 :] if "：" in text]
    # This library has paid 5.00 to its superior and given nothing to a subordinate.
    assert any(entry.endswith("、上缴上级支出") for entry in entries)
    assert any(entry.endswith("、对附属单位补助支出") for entry in entries) == terms
    assert [entry.partition("、")[0] for entry in entries[:3]] == ["一", "二", "三"]
