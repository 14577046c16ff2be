"""The names of templates: described one and all, found by a word, with values and cells."""

import re
from collections.abc import Iterator
from pathlib import Path

import pytest
from support.folders import DATA, ROOT, SAMPLE_FOLDERS
from support.program import Shell

from generator.model.figure import Figure, FigureKind
from generator.narrative.blocks import ChartBook
from generator.narrative.environment import FILTERS
from generator.narrative.fields import (
    CHARTS,
    GROUPS,
    SUBJECTS,
    SWITCHES,
    Shape,
    entries_of,
    known_shapes,
    letter_only_names,
    load_entries,
    named_entries,
    report_only_names,
    split_kind,
)
from generator.narrative.fields import FILTERS as FILTER_ENTRIES
from generator.narrative.marks import split_marks
from generator.narrative.numbers import Named
from generator.narrative.render import EXTRA_NAMES, Writer, make_charts
from generator.tasks.department import open_wording, read_sources
from generator.tasks.templates.lookup import expand_names, find_fields, format_fields_page


def _writer(folder: Path) -> Writer:
    sources = read_sources(folder)
    return Writer(sources.accounts, sources.figures, open_wording(sources, "", None))


@pytest.fixture(scope="module")
def writers() -> list[Writer]:
    return [_writer(folder) for folder in SAMPLE_FOLDERS]


def _shape_of(value: object) -> tuple[set[str], object]:
    """Return the parts of a value, and the first member where it is a list."""
    if isinstance(value, list):
        return set(), (value[0] if value else None)
    if isinstance(value, Named):
        return set(value.field_names), None
    return (set(value), None) if isinstance(value, dict) else (set(), None)


def _differences(path: str, shape: Shape, value: object) -> Iterator[str]:
    """Yield where the description and what a template really sees differ."""
    if shape.item is not None:
        if not isinstance(value, list):
            yield f"{path}: described as a list"
        elif value:
            yield from _differences(f"{path}[]", shape.item, value[0])
        return
    if isinstance(value, list):
        yield f"{path}: a list, not described as one"
        return
    parts, _ = _shape_of(value)
    if parts != set(shape.parts):
        yield f"{path}: {sorted(parts ^ set(shape.parts))}"
    for name in parts & set(shape.parts):
        inner = value[name]  # type: ignore[index]
        yield from _differences(f"{path}.{name}", shape.parts[name], inner)


def test_every_name_and_part_is_described_and_nothing_else(writers: list[Writer]) -> None:
    shapes = known_shapes()
    seen = set()
    for writer in writers:
        names = writer.names("十三")
        elsewhere = letter_only_names() | report_only_names()
        assert set(names) | set(EXTRA_NAMES) | elsewhere == set(shapes)
        for name, value in names.items():
            if name in {SWITCHES, SUBJECTS}:
                continue
            assert list(_differences(name, shapes[name], value)) == []
            if value:
                seen.add(name)
        for code, value in names[SUBJECTS].items():
            whole = shapes[SUBJECTS].by_code
            assert whole is not None
            if len(code) == 7:
                assert set(value.field_names) == set(whole.parts)
    unseen = {
        *EXTRA_NAMES,
        *letter_only_names(),
        *report_only_names(),
        "有附件",
        SWITCHES,
        SUBJECTS,
        "按经济分类",
    }
    assert set(shapes) - seen <= unseen


def test_every_row_is_complete() -> None:
    kinds = {entry.name for entry in entries_of(GROUPS)}
    kinds |= {"文字", "是否", "对象", "开关", "过滤器", "图"}
    for entry in load_entries():
        assert entry.meaning, entry
        assert set(split_kind(entry.kind)[1]) <= kinds, entry
        numeric = entry.kind != "资金" and "数" in split_kind(entry.kind)[1]
        assert bool(entry.unit) == (numeric and entry.section != GROUPS) or entry.section == GROUPS
    keys = [(entry.section, entry.name, entry.part) for entry in load_entries()]
    assert len(keys) == len(set(keys))


def _figures(writer: Writer) -> Iterator[tuple[str, str, Figure]]:
    """Yield name, part and figure of every number that is described with a source."""
    for entry in named_entries():
        value = writer.names("十三").get(entry.name)
        if isinstance(value, list):
            value = value[0] if value else None
        if entry.part:
            value = value[entry.part] if isinstance(value, Named) else None
        if not isinstance(value, Named):
            continue
        try:
            spans = split_marks(str(value), writer.ledger)
        except TypeError:
            continue
        for span in spans:
            if span.figure is not None:
                yield entry.name, entry.part, span.figure


def test_sources_and_units_are_those_of_the_figures(writers: list[Writer]) -> None:
    """Every table or list that a figure of a sample comes from is named in its row."""
    rows = {(entry.name, entry.part): entry for entry in named_entries()}
    checked = set()
    for writer in writers:
        for name, part, figure in _figures(writer):
            entry = rows[name, part]
            files = {re.sub(r"\.\w+$", "", source.place.file) for source in figure.sources()}
            for file in files:
                assert file.rpartition("/")[2] in entry.source, (name, part, file)
            if figure.kind is FigureKind.RATE:
                assert entry.unit == "%", (name, part)
            elif figure.kind is FigureKind.AMOUNT:
                assert entry.unit == "金额", (name, part)
            elif figure.kind is FigureKind.SCORE:
                assert entry.unit == "分", (name, part)
            checked.add((name, part))
    assert len(checked) > 60


def test_filters_and_charts_are_described() -> None:
    assert {entry.name for entry in entries_of(FILTER_ENTRIES)} == set(FILTERS)
    sources = read_sources(DATA)
    settings = open_wording(sources, "", None).settings
    book = make_charts(sources.figures, _writer(DATA), settings)
    assert isinstance(book, ChartBook)
    assert {entry.name for entry in entries_of(CHARTS)} == set(book.charts)


def test_the_page_is_in_step() -> None:
    page = (ROOT / "docs" / "fields.md").read_text(encoding="utf-8")
    assert page == format_fields_page(), "make docs"
    for entry in load_entries():
        assert f"{entry.part or entry.name}`" in page


# Looking up


def _written(word: str, data: Path | None = None) -> dict[str, str]:
    return {field.written: field.value for field in find_fields(word, data)}


def test_a_name_is_found_with_all_its_parts() -> None:
    found = _written("收支总计")
    assert list(found)[:2] == ["收支总计", "收支总计.有"]
    assert {"收支总计.上年", "收支总计.增减率", "收支总计.原因"} <= set(found)
    assert not any(name.startswith("财政拨款收支总计") for name in found)


@pytest.mark.parametrize(
    ("word", "name"),
    [
        ("三公", "三公经费"),
        ("“三公”经费", "三公经费"),
        ("因公出国（境）费", "因公出国境费"),
        ("完成率", "三公经费.完成率"),
        ("保有量", "公务用车保有量"),
        ("项目绩效.csv", "项目平均得分"),
        ("改进措施", "项目 的每一项.改进措施"),
        ("占比", "收入来源 的每一项.占比"),
        ("千分位", "行文.千分位"),
        ("同比", '句.同比(项, 主语, 各="", 原因前="。")'),
        ("万元", "万元"),
        ("收入结构", "收入结构"),
        ("资金.", "资金.一般公共预算"),
    ],
)
def test_a_word_finds_what_it_is_about(word: str, name: str) -> None:
    assert name in _written(word.rstrip("."))


def test_values_and_cells_in_a_data_folder() -> None:
    """公开01.csv C37 is 10,394.91, 上年数.csv B2 is 6804.64: the rest by hand."""
    found = {field.written: field for field in find_fields("收支总计", DATA)}
    assert found["收支总计"].value == "10,394.91万元"
    assert found["收支总计"].cells == ("公开01.csv C37",)
    assert found["收支总计.增减"].value == "3,590.27万元"
    assert found["收支总计.增减"].cells == ("公开01.csv C37", "上年数.csv B2")
    assert found["收支总计.增减词"].value == "增加"
    assert found["收支总计.有"].value == "是"


def test_values_of_lists_gaps_and_undefined_rates() -> None:
    fund = {field.written: field.value for field in find_fields("政府性基金", DATA)}
    assert fund["政府性基金.完成率"].startswith("（没有值")  # 年初预算 is 0
    basic = _written("一般公共预算财政拨款基本支出", DATA)
    assert basic["一般公共预算财政拨款基本支出.上年"].startswith("【待补充：")
    kinds = _written("支出类别", DATA)
    assert kinds["支出类别"].startswith("5 项，第一项：1,207.46万元")
    assert kinds["支出类别 的每一项.名称"] == "基本支出"


def test_every_name_has_a_value_or_says_why(tmp_path: Path) -> None:
    for folder in SAMPLE_FOLDERS:
        for field in find_fields("", folder):
            plain = field.kind in {"过滤器", "图", "宏"} or field.written == SWITCHES
            assert field.value or plain or field.kind == "文字", (folder.name, field.written)


def test_expanded_names_follow_the_order_of_the_form() -> None:
    names = [described.written for described in expand_names()]
    order = ["年度", "收支总计", "收入来源 的每一项.占比", "三公经费", "机关运行经费", "项目"]
    assert [names.index(name) for name in order] == sorted(names.index(name) for name in order)
    assert len(names) == len(set(names))


def test_the_command(shell: Shell) -> None:
    found = shell.run("templates", "fields", "公务接待费", "--data", DATA)
    assert found.status == 0
    assert "第九节" in found.out
    assert "公务接待费.占比　占“三公”经费的百分比（%）　← 公开09" in found.out
    assert "值：6.25%　[公开09.csv L8、公开09.csv G8]" in found.out
    assert "没有与" in shell.run("templates", "fields", "没有这个词").out
    everything = shell.run("templates", "fields").out
    for entry in named_entries():
        assert entry.name in everything
