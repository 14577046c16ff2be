"""No number of the text hides in a template: each one printed comes from a figure."""

import csv
import re
from collections.abc import Iterator
from decimal import Decimal
from functools import cache
from pathlib import Path

import pytest
from published.clauses import COMPARED, section_of

from generator import build
from generator.base.decoding import decode
from generator.model.block import Paragraph
from generator.tasks.build import BuildResult

_ROOT = Path(__file__).resolve().parents[1]
_FOLDERS = [
    _ROOT / "data",
    *sorted(path for path in (_ROOT / "samples").iterdir() if path.is_dir()),
]
_ZH = _ROOT / "templates" / "zh"
_TEMPLATES = [*sorted(_ZH.rglob("[01][0-9]-*.md")), *sorted(_ZH.rglob("宏.md"))]
# Words of the form that hold a number: the size of equipment, the end of the fiscal year.
_STATUTORY = re.compile("100万元（含）以上设备|12月31日")
_ITEM = re.compile(r"^\d+(?:\. ?|、)")
_NUMBERED = re.compile(r"^\d+\{\{ 行文\.编号后 \}\}", re.MULTILINE)
_JINJA = re.compile(r"\{\{.*?\}\}|\{%.*?%\}|\{#.*?#\}", re.DOTALL)
_HALF_CENT = Decimal("0.005")


@cache
def _built(folder: Path) -> BuildResult:
    return build(folder)


def _rows(path: Path) -> Iterator[dict[str, str]]:
    lines = decode(path.read_bytes()).removeprefix("\ufeff").splitlines()
    return csv.DictReader(lines, delimiter="\t" if "\t" in lines[0] else ",")


def _own_words(folder: Path) -> list[str]:
    """Return the reasons and purposes of the user, the longest first."""
    words = {row["原因"].rstrip("。；，") for row in _rows(folder / "原因.csv")} - {""}
    return sorted(words, key=len, reverse=True)


def _paragraphs(folder: Path) -> list[Paragraph]:
    return [
        block
        for block in _built(folder).blocks
        if isinstance(block, Paragraph) and section_of(block.where) in COMPARED
    ]


@pytest.mark.parametrize("folder", _FOLDERS, ids=lambda folder: folder.name)
def test_numbers_come_from_figures(folder: Path) -> None:
    identity = {row["项目"]: row["内容"] for row in _rows(folder / "单位信息.csv")}
    year = int(identity["年度"])
    own_words = _own_words(folder)
    literals = []
    for paragraph in _paragraphs(folder):
        text = "\n".join(s.text for s in paragraph.spans if s.figure is None and s.gap is None)
        for words in own_words:
            text = text.replace(words, "")
        text = _STATUTORY.sub("", _ITEM.sub("", text))
        text = re.sub(rf"(?<!\d)({year}|{year - 1})(?=年)", "", text)
        literals += [(paragraph.where, found) for found in re.findall(r".{0,6}\d+.{0,6}", text)]
    assert literals == []


@pytest.mark.parametrize("folder", _FOLDERS, ids=lambda folder: folder.name)
def test_a_printed_number_is_its_figure(folder: Path) -> None:
    printed = [
        (span.figure, span.text)
        for paragraph in _paragraphs(folder)
        for span in paragraph.spans
        if span.figure is not None
    ]
    assert len(printed) > 50
    for figure, text in printed:
        assert figure.value is not None
        number = Decimal(text.replace(",", "").removesuffix("%"))
        assert abs(number - figure.value) <= _HALF_CENT, (figure.label, text)


@pytest.mark.parametrize("template", _TEMPLATES, ids=lambda path: path.stem)
def test_a_template_holds_no_number(template: Path) -> None:
    text = _NUMBERED.sub("", decode(template.read_bytes()))
    text = _STATUTORY.sub("", _JINJA.sub("", text))
    assert re.findall(r".{0,6}\d+.{0,6}", text) == []
