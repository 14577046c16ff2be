"""What stands in the data is text, never a template, and no mark of ours."""

from pathlib import Path

import pytest
from support.findings import line_of
from support.folders import DATA, ROOT, copy_data, read_rows, set_key, write_rows

from generator import build
from generator.model.block import Chart, Paragraph, Role

ZH = ROOT / "templates" / "zh"
FIRST = "01-收入支出决算总体情况.md"
SECOND = "02-收入决算情况.md"
TENTH = "10-机关运行经费.md"
SETTINGS = "行文.toml"


INJECTIONS = [
    "{{ 1 + 1 }}",
    "{% for 项 in 收入来源 %}甲{% endfor %}",
    "{# 注 #}收入增加",
    "# 一、收入支出",
    "（一）总体情况",
    "::图 收入结构",
    "<script>alert(1)</script>",
    "\U00100000\U00100010\U00100002一\U00100001",
    "\U00100001甲\U00100000",
    "& <b>粗</b> \" ' ]]>",
    "收入\t增加",
    "收入\u200b增加",
    "2.甲",
    "$甲 %s {0} \\n \\1",
    "收入\n\n# 十四、伪造\n\n::图 收入结构\n\n（四）伪造",
]


def _plain(text: str) -> str:
    """Return the text without what no text of a user may hold."""
    return "".join(c for c in text if c < "\U00100000" and c not in "\u200b\n")


def _shape(data: Path, **options: object) -> list[tuple[Role | str, str, int]]:
    """Return role, clause and numbers of each block."""
    return [
        (block.role, block.where, sum(span.figure is not None for span in block.spans))
        if isinstance(block, Paragraph)
        else ("图" if isinstance(block, Chart) else "", getattr(block, "caption", ""), 0)
        for block in build(data).blocks
    ]


@pytest.mark.parametrize("words", INJECTIONS)
def test_reasons_are_text(words: str, tmp_path: Path) -> None:
    data = copy_data(tmp_path / "数据")
    words = f"{words}，机构改革"
    set_key(data, "原因.csv", "收支总计", words, "上年")
    set_key(data, "原因.csv", "2010301", words, "预算")
    set_key(data, "原因.csv", "政府性基金用途", words, "")
    result = build(data, docx=tmp_path / "a.docx", html=tmp_path / "a.html")
    shown = _plain(words).strip().rstrip("。；，").replace("\t", "")
    text = result.text.replace("\t", "")
    assert f"主要原因是{shown}。" in text
    assert f"主要用于：{shown}。" in text
    assert _shape(data) == _shape(DATA)
    assert not any(char >= "\U00100000" for char in result.text)
    assert "<script>alert" not in (tmp_path / "a.html").read_text(encoding="utf-8")


@pytest.mark.parametrize("words", INJECTIONS)
def test_names_are_text(words: str, tmp_path: Path) -> None:
    data = copy_data(tmp_path / "数据")
    set_key(data, "单位信息.csv", "部门名称", words)
    rows = read_rows(data / "项目绩效.csv")
    rows[1][0] = rows[1][8] = words
    write_rows(data / "项目绩效.csv", rows)
    set_key(data, "单位构成.csv", words, "行政", words)
    result = build(data, docx=tmp_path / "a.docx", html=tmp_path / "a.html")
    assert _shape(data) == _shape(DATA)
    assert not any(char >= "\U00100000" for char in result.text)
    assert "<script>alert" not in (tmp_path / "a.html").read_text(encoding="utf-8")


@pytest.mark.parametrize("words", INJECTIONS)
def test_subject_names_are_text(words: str, tmp_path: Path) -> None:
    data = copy_data(tmp_path / "数据")
    for number in (2, 3, 5):
        rows = read_rows(data / f"公开0{number}.csv")
        for row in rows:
            if row[0] in {"2010301", "206"}:
                row[1] = words
        write_rows(data / f"公开0{number}.csv", rows)
    assert _shape(data) == _shape(DATA)


@pytest.mark.parametrize("words", INJECTIONS)
def test_texts_are_text(words: str, tmp_path: Path) -> None:
    data = copy_data(tmp_path / "数据")
    (data / "文字" / "部门评价结果.md").write_text(
        f"甲\n\n{words}\n\n开展了评价工作\n", encoding="utf-8"
    )
    result = build(data, html=tmp_path / "a.html")
    section = result.text.rsplit("（三）部门评价结果\n", 1)[1]
    assert section.startswith("甲\n")
    charts = [block for block in result.blocks if isinstance(block, Chart)]
    assert len(charts) == 3
    headings = [
        b.text for b in result.blocks if isinstance(b, Paragraph) and b.role is Role.HEADING
    ]
    assert len(headings) == 13
    assert section[2:4] != "2\n"
    assert "<script>alert" not in (tmp_path / "a.html").read_text(encoding="utf-8")


def test_control_characters_stop_only_their_file(tmp_path: Path) -> None:
    data = copy_data(tmp_path / "数据")
    (data / "原因.csv").write_bytes("事项,原因\n收支总计,甲\x07乙\n".encode())
    result = build(data, docx=tmp_path / "a.docx")
    assert any("控制字符" in line_of(finding) for finding in result.findings)
    assert "【待补充：" in result.text


def test_gaps_are_no_figures(tmp_path: Path) -> None:
    """A mark that the user copies into a reason is no reason: it is asked for again."""
    data = copy_data(tmp_path / "数据")
    set_key(data, "原因.csv", "收支总计", "【待补充：甲】", "上年")
    assert [gap.key for gap in build(data).gaps] == ["收支总计"]
