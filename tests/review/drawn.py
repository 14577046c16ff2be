"""Random departments whose texts have no gap, with their Word files and what a reader gets back."""

import csv
import io
from dataclasses import replace
from functools import cache
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import NamedTuple

from oracle.department import random_department
from oracle.folder import write_folder
from oracle.model import Department as Drawn
from oracle.model import Fact
from oracle.shanghai import shanghai_department
from support.folders import decode

from generator.field.keys import FACT_TEXTS
from generator.model.block import Gap
from generator.model.passage import Passage
from generator.model.records import Inputs
from generator.reporting.text import format_text
from generator.review.text.outline import read_submission
from generator.tasks.department import Department, read_inputs, render_word, write_department
from generator.tasks.submitted import Material, read_material

PROFILES = ("henan", "henan-itemised", "shanghai")
_HEADS = {
    "单位信息.csv": ["项目", "内容"],
    "原因.csv": ["事项", "原因", "对比"],
    "事项.csv": ["项目", "数值", "单位"],
    "上年数.csv": ["项目", "金额"],
    "年初预算.csv": ["科目编码", "科目名称", "年初预算数", "资金性质"],
}
_TEXTS = {
    "主要职责": "负责贯彻执行有关方针政策，承担本行业的管理和服务工作。",
    "机构设置": "内设机构4个，包括办公室、财务科、业务一科、业务二科。",
    "绩效评价工作开展情况": "按照预算绩效管理要求，对年度项目开展了绩效自评。",
    "项目绩效自评结果": "各项目均按计划完成，绩效目标基本实现。",
    "部门评价结果": "本年度没有开展部门评价的项目。",
}
_COUNTS = {
    "绩效自评项目数": 9,
    "绩效自评优项目数": 6,
    "绩效自评良项目数": 2,
    "绩效自评合格项目数": 1,
    "绩效自评不合格项目数": 0,
    "绩效自评问题数": 5,
    "绩效自评已整改问题数": 3,
    "绩效自评整改中问题数": 2,
}
_MOST_ROUNDS = 5


class Written(NamedTuple):
    """A department without gaps: what the program writes of it, and the data it rests on."""

    department: Department
    given: Inputs
    text: str


def draw(seed: int, profile: str) -> Drawn:
    """Return the department of a seed in a profile; its counts agree with one another."""
    if profile == "shanghai":
        department = shanghai_department(seed)
        counts = {key: Fact(number, "个") for key, number in _COUNTS.items()}
        return replace(department, facts={**department.facts, **counts})
    return replace(random_department(seed), profile=profile)


@cache
def written(seed: int, profile: str) -> Written:
    """Return the department of a seed with every gap filled."""
    with TemporaryDirectory() as name:
        folder = Path(name) / "数据"
        write_folder(draw(seed, profile), folder)
        with (folder / "单位信息.csv").open("a", encoding="utf-8") as file:
            file.write("编制日期,2025年9月\n")
        department = write_complete(folder)
        given, _ = read_inputs(folder)
    return Written(department, given, format_text(department.blocks))


def write_complete(folder: Path) -> Department:
    """Return the department of a folder after filling its lists until nothing is missing."""
    (folder / "文字").mkdir(exist_ok=True)
    for name, words in _TEXTS.items():
        path = folder / "文字" / f"{name}.md"
        if not path.exists():
            path.write_text(words, encoding="utf-8")
    for _ in range(_MOST_ROUNDS):
        department = write_department(folder)
        if not department.gaps:
            return department
        for file in _HEADS:
            gaps = [gap for gap in department.gaps if gap.file == file]
            if gaps:
                _add_rows(folder / file, file, gaps)
    raise AssertionError(department.gaps)


def _add_rows(path: Path, file: str, gaps: list[Gap]) -> None:
    """Add one row for every key that is missing; a row that leaves its number out is replaced."""
    rows = list(csv.reader(io.StringIO(decode(path.read_bytes())))) if path.exists() else []
    rows = rows or [_HEADS[file]]
    for gap in gaps:
        cells = _cells(file, gap)[: len(rows[0])]
        rows = [row for row in rows if row[:2] != cells[:2] and not _is_bare(row, gap, file)]
        rows.append(cells)
    text = io.StringIO()
    csv.writer(text, lineterminator="\n").writerows(rows)
    path.write_text(text.getvalue(), encoding="utf-8")


def _is_bare(row: list[str], gap: Gap, file: str) -> bool:
    return file != "原因.csv" and row[0] == gap.key and not "".join(row[1:]).strip()


def _cells(file: str, gap: Gap) -> list[str]:
    if file == "原因.csv":
        return [gap.key, "日常工作开支" if gap.key.endswith("用途") else "据实列支", ""]
    if file == "单位信息.csv":
        return [gap.key, "2025年9月"]
    if file == "年初预算.csv":
        return [gap.key, "", "31.07"] if gap.key.isdigit() else ["", gap.key, "31.07"]
    if gap.key in FACT_TEXTS:
        return [gap.key, "预算管理办法", ""]
    return [gap.key, "0" if file == "事项.csv" else "45.86", ""]


def in_text(seed: int, profile: str, folder: Path) -> Material:
    """Return what a review reads of the text as a .txt file."""
    file = folder / f"{profile}-{seed}.txt"
    own = written(seed, profile)
    file.write_text(own.text, encoding="utf-8")
    return _with_data(read_material(file), own)


def in_word(seed: int, profile: str, folder: Path) -> Material:
    """Return what a review reads of the Word file."""
    file = folder / f"{profile}-{seed}.docx"
    own = written(seed, profile)
    file.write_bytes(render_word(own.department)[0])
    return _with_data(read_material(file), own)


def _with_data(material: Material, own: Written) -> Material:
    return material._replace(given=own.given)


def with_passages(material: Material, passages: tuple[Passage, ...]) -> Material:
    """Return the same material with other passages."""
    return material._replace(submission=read_submission(material.name, passages))
