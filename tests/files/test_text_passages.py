"""Submitted text files as passages: a line each, those joined that a page break has parted."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from support.needs import find_reference

from generator.files.text.passages import read_text_passages
from generator.model.passage import Passage, PassageKind

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    Read = Callable[[str], tuple[Passage, ...]]


@pytest.fixture
def read(tmp_path: Path) -> Read:
    def read(text: str) -> tuple[Passage, ...]:
        path = tmp_path / "a.txt"
        path.write_text(text, encoding="utf-8")
        passages, findings = read_text_passages(path, "a.txt")
        assert findings == ()
        return passages

    return read


def test_each_line_is_a_passage(read: Read) -> None:
    passages = read(
        "# 部门决算\n\n  2024年度\u00a0支出1.00万元。  \n- 一、职责\n---\n**收入**2.00万元。\n"
    )
    assert [(x.paragraph, x.text, x.style) for x in passages] == [
        (1, "部门决算", "1"),
        (3, "2024年度 支出1.00万元。", ""),
        (4, "一、职责", ""),
        (6, "收入2.00万元。", ""),
    ]
    assert [x.kind.value for x in passages] == ["heading", "body", "heading", "body"]


def test_tables_are_left_out(read: Read) -> None:
    tabbed = "科目\t预算\t决算\n收入\t1.00\t2.00\n"
    piped = "| 科目 | 预算 | 决算 |\n|---|---|---|\n| 收入 | 1 | 2 |\n"
    passages = read(f"收入决算表\n{tabbed}注：尾差。\n{piped}文末。\n")
    assert [(x.paragraph, x.text, x.kind.value) for x in passages] == [
        (1, "收入决算表", "caption"),
        (4, "注：尾差。", "note"),
        (8, "文末。", "body"),
    ]


def test_lines_in_parts_are_rows(read: Read) -> None:
    passages = read("支付合规性\t按照计划支付\n正文。\n")
    assert [(x.text, x.kind) for x in passages] == [
        ("支付合规性 按照计划支付", PassageKind.ROW),
        ("正文。", PassageKind.BODY),
    ]


@pytest.mark.parametrize(
    ("first", "second"),
    [
        ("与上年度相比，收、支总计各增加3,590.27万元，增长52.76%。主", "要原因是新增项目。"),
        ("（项）。年初预算为84.85万元，支出决算为84.85万", "元，完成年初预算的100.00%。"),
        ("新乡市12345政务服务便民热线平台费经费项目绩效自评情", "况：根据年初设定的目标。"),
        ("合理安排，", "严格控制。"),
    ],
)
def test_broken_sentences_are_joined(read: Read, first: str, second: str) -> None:
    (passage,) = read(f"{first}\n\n{second}\n")
    assert passage.text == first + second
    assert passage.paragraph == 1


@pytest.mark.parametrize(
    "lines",
    [
        ("收入合计1.00万元，占100.00%。", "其中：财政拨款，1.00万元。"),
        ("我单位制定了如下年度目标及任务，共计三项，分别是下列各项工作", "（一）完成审批。"),
        ("年度总体目标包括提升服务能力，优化营商环境，抓好民生服务", "收入决算表"),
        ("项目名称 大厅", "项目单位，某局。"),
        ("一、收入支出决算总体情况说明", "2024年度，收入1.00万元。"),
    ],
)
def test_whole_lines_stay_apart(read: Read, lines: tuple[str, str]) -> None:
    assert tuple(x.text for x in read("\n\n".join(lines))) == lines


@pytest.mark.parametrize(
    ("data", "said"),
    [
        (b"", "没有文字"),
        (b"PK\x03\x04rest", "压缩包"),
        (b"abc\x01\n", "控制字符"),
        ("科目\t甲\t乙\n收\t1\t2\n".encode(), "没有文字（表格除外）"),
        (b"x\n" * 200_002, "20 万行"),
    ],
)
def test_what_cannot_be_read_is_said(data: bytes, said: str, tmp_path: Path) -> None:
    path = tmp_path / "a.txt"
    path.write_bytes(data)
    passages, findings = read_text_passages(path, "a.txt")
    assert passages == ()
    assert said in findings[0].message


@pytest.mark.parametrize("encoding", ["gb18030", "utf-16", "utf-8-sig"])
def test_encodings(encoding: str, tmp_path: Path) -> None:
    path = tmp_path / "a.txt"
    path.write_bytes("收入合计1.00万元。".encode(encoding))
    assert read_text_passages(path, "a.txt")[0][0].text == "收入合计1.00万元。"


@pytest.fixture(params=["000_6d6ee4970fc0bf0d.txt", "004_a6e454eec524713b.txt"])
def seed(request: pytest.FixtureRequest) -> Path:
    return find_reference("seeds", request.param)


# Where sentences break off in the two documents, found by reading them.
BROKEN = {
    "000_6d6ee4970fc0bf0d.txt": (432, 446, 540, 578, 700, 756),
    "004_a6e454eec524713b.txt": (
        *(69, 407, 442, 472, 510, 516, 526, 532, 540, 546, 554, 558, 562),
    ),
}


def test_real_documents(seed: Path) -> None:
    passages, findings = read_text_passages(seed, seed.name)
    assert findings == ()
    lines = seed.read_text(encoding="utf-8").replace("**", "").split("\n")
    found = {passage.paragraph: passage for passage in passages}
    for number in BROKEN[seed.name]:
        rest = next(line.strip() for line in lines[number:] if line.strip())
        assert found[number].text == (lines[number - 1].strip() + rest)
    joined = [x for x in passages if len(x.text) > len(lines[x.paragraph - 1].strip())]
    assert tuple(x.paragraph for x in joined) == BROKEN[seed.name]
    contents = [x.paragraph for x in passages if x.kind is PassageKind.CONTENTS]
    assert (contents[0], contents[-1]) == {"0": (13, 67), "4": (11, 49)}[seed.name[2]]
    sections = [f"{n}、" for n in (*"一二三四五六七八九十", "十一", "十二", "十三")]
    start = next(
        x.paragraph for x in passages if x.text.endswith("决算情况说明") and x.paragraph > 300
    )
    heads = [x.text for x in passages if x.paragraph > start and x.kind is PassageKind.HEADING]
    ordinals = [head[: head.index("、") + 1] for head in heads if "、" in head[:3]]
    assert ordinals[:13] == sections
