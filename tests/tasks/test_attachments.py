"""Forms and reports of the self-evaluation: in part five, as files, with the figures of 十三."""

import csv
import io
import re
import zipfile
from decimal import ROUND_HALF_UP, Decimal
from pathlib import Path

import docx
import pytest
from docx.document import Document
from docx.text.paragraph import Paragraph as Line
from support.folders import DATA, copy_data, read_rows, without_evaluation, write_rows
from support.package_check import check_package
from support.program import Shell

from generator import build
from generator.base.errors import EditedDocumentError, TemplateError
from generator.model.block import Grid, Opening, Paragraph
from generator.narrative.fields import known_shapes
from generator.tasks.attachments import name_files
from generator.tasks.build import BuildResult
from generator.tasks.explain import explain_clause
from generator.tasks.templates.inspection import inspect_all
from generator.word.reference import GAP_STYLE

FORM, REPORT, WHOLE = "项目支出绩效自评表", "财政项目支出绩效自评报告", "部门整体绩效自评报告"
# How the contents call them.
LISTED = {FORM: "绩效自评表", REPORT: "绩效自评报告"}
HALL, LINES = "大厅运行经费", "市级电子政务外网（线路租赁费）"
CENT = Decimal("0.01")


def rows_of(name: str, folder: Path = DATA) -> list[dict[str, str]]:
    text = (folder / f"{name}.csv").read_text(encoding="utf-8-sig")
    return list(csv.DictReader(io.StringIO(text)))


def project(name: str) -> dict[str, str]:
    return next(row for row in rows_of("项目绩效") if row["项目名称"] == name)


def points(list_name: str, name: str, column: str) -> Decimal:
    rows = [row for row in rows_of(list_name) if row["项目"] == name]
    return sum((Decimal(row[column]) for row in rows), Decimal(0))


def execution_score(row: dict[str, str]) -> Decimal:
    rate = Decimal(row["全年执行数"]) / Decimal(row["全年预算数"])
    return (10 * rate).quantize(CENT, ROUND_HALF_UP)


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> tuple[BuildResult, Path]:
    folder = tmp_path_factory.mktemp("附件")
    return build(DATA, docx=folder / "全文.docx", attachments=folder / "单独"), folder


def blocks_of(result: BuildResult, name: str, form: str) -> tuple[object, ...]:
    return next(
        one.blocks
        for one in result.department.attachments
        if (one.project, one.planned.form) == (name, form)
    )


def form_rows(result: BuildResult, name: str) -> list[list[str]]:
    (grid,) = (block for block in blocks_of(result, name, FORM) if isinstance(block, Grid))
    return [[cell.text for cell in row] for row in grid.rows]


def report_text(result: BuildResult, name: str) -> str:
    blocks = blocks_of(result, name, REPORT)
    return "\n".join(block.text for block in blocks if isinstance(block, Paragraph))


# One source: 十三, form and report say the same


@pytest.mark.parametrize("name", [HALL, LINES])
def test_the_form_has_the_figures_of_the_lists(made: tuple[BuildResult, Path], name: str) -> None:
    rows, listed = form_rows(made[0], name), project(name)
    total = next(row for row in rows if "年度资金总额" in row)
    amounts = [f"{Decimal(listed[c]):.2f}" for c in ("年初预算数", "全年预算数", "全年执行数")]
    rate = Decimal(listed["全年执行数"]) / Decimal(listed["全年预算数"]) * 100
    score = execution_score(listed)
    assert total == [
        "年度资金总额",
        *amounts,
        "10",
        f"{rate.quantize(CENT, ROUND_HALF_UP)}%",
        f"{score.normalize():f}",
    ]
    assert next(row for row in rows if "政府预算资金（财政拨款）" in row)[1:4] == amounts
    assert next(row for row in rows if "单位资金" in row)[1:4] == ["0.00"] * 3
    for row in rows_of("绩效指标"):
        if row["项目"] == name:
            goal = f"{row['指标符号']}{row['年度指标值']}{row['计量单位']}"
            done = f"{row['实际完成值']}{row['计量单位']}"
            line = [
                row["三级指标"],
                goal,
                done,
                row["分值"],
                row["得分"],
                row["偏差原因及改进措施"],
            ]
            assert any(found[-6:] == line for found in rows), line
    full, got = (
        points("绩效指标", name, c) + points("资金管理", name, c) for c in ("分值", "得分")
    )
    summed = f"{(got + score).normalize():f}"
    assert rows[-1][:3] == ["总分", f"{full + 10:f}", summed]
    assert Decimal(summed) == Decimal(listed["自评得分"])


@pytest.mark.parametrize("name", [HALL, LINES])
def test_section_and_report_and_form_agree(made: tuple[BuildResult, Path], name: str) -> None:
    result, report = made[0], report_text(made[0], name)
    line = next(line for line in result.text.splitlines() if line.startswith(f"{name}项目绩效"))
    said = re.search(
        r"得分为([0-9.]+)分。项目全年预算数为([0-9.]+)万元，执行数为([0-9.]+)万元，完成预算的([0-9.]+%)",
        line,
    )
    assert said is not None
    score, budget, executed, rate = said.groups()
    rows = form_rows(result, name)
    assert rows[-1][2] == score
    total = next(row for row in rows if "年度资金总额" in row)
    assert [total[2], total[3], total[5]] == [budget, executed, rate]
    assert f"{name}绩效自评价结果为：总得分{score}分，属于“优”。" in report
    grids = [block for block in blocks_of(result, name, REPORT) if isinstance(block, Grid)]
    assert [cell.text for cell in grids[0].rows[1]][2:] == [budget, executed, rate]
    assert grids[0].unit == "单位：万元"


@pytest.mark.parametrize("name", [HALL, LINES])
def test_the_report_has_a_sentence_an_indicator(made: tuple[BuildResult, Path], name: str) -> None:
    report = report_text(made[0], name)
    for row in rows_of("绩效指标"):
        if row["项目"] != name:
            continue
        unit = row["计量单位"]
        sentence = (
            f"{row['三级指标']}指标值{row['指标符号']}{row['年度指标值']}{unit}，"
            f"完成值{row['实际完成值']}{unit}，分值{row['分值']}分，得分{row['得分']}分"
        )
        if row["得分"] != row["分值"]:
            sentence += f"，扣分原因为：{row['偏差原因及改进措施']}"
        assert re.search(f"{re.escape(sentence)}[；。]$", report, re.MULTILINE), sentence


def test_every_number_of_a_form_leads_to_its_cells() -> None:
    explained = explain_clause(DATA, HALL)
    places = {number.where for number in explained}
    assert places == {f"附件　{HALL}{LISTED[form]}" for form in (FORM, REPORT)}
    total = [one for one in explained if one.explanation.label == "大厅运行经费自评得分"]
    assert {one.printed for one in total} == {"98.45"}
    assert {s.source.place.file for one in total for s in one.explanation.sources} == {
        "项目绩效.csv"
    }
    assert explain_clause(DATA, "附件") != explained


# In the document


def style_of(paragraph: Line) -> str:
    return "" if paragraph.style is None else str(paragraph.style.name)


def opened(path: Path) -> Document:
    data = path.read_bytes()
    assert check_package(data) == []
    return docx.Document(io.BytesIO(data))


def test_each_begins_a_page_and_stands_in_the_contents_once(
    made: tuple[BuildResult, Path],
) -> None:
    document = opened(made[1] / "全文.docx")
    entries = [p.text for p in document.paragraphs if style_of(p).lower().startswith("toc")]
    wanted = [f"{name}{LISTED[form]}" for form in (FORM, REPORT) for name in (HALL, LINES)]
    assert [entry for entry in entries if "自评" in entry] == wanted
    titles = [p for p in document.paragraphs if p.text in {f"2024年度{FORM}", REPORT}]
    assert len(titles) == 4
    assert all(p.paragraph_format.page_break_before for p in titles)
    headings = [p for p in document.paragraphs if p.text == "一、项目基本情况"]
    assert len(headings) == 2
    assert all(p.paragraph_format.page_break_before for p in headings)
    assert not any("项目基本情况" in entry for entry in entries)


def test_forms_are_merged_both_ways_and_repeat_their_head(
    made: tuple[BuildResult, Path],
) -> None:
    document = opened(made[1] / "单独" / f"{HALL}-{FORM}.docx")
    (table,) = document.tables
    cells = [row.cells for row in table.rows]
    first = next(n for n, row in enumerate(cells) if row[3].text == "机房")
    assert [row[1].text for row in cells[first : first + 8]] == ["产出指标"] * 8
    assert [row[2].text for row in cells[first : first + 7]] == ["数量指标"] * 6 + ["质量指标"]
    assert {cell.text for cell in cells[0][:3]} == {"项目名称"}
    xml = table._tbl.xml
    assert xml.count("<w:tblHeader/>") == 1
    assert table.rows[0]._tr.xml.count("<w:tblHeader/>") == 1
    assert all("<w:cantSplit/>" in row._tr.xml for row in table.rows)


def test_own_attachments_follow_on_a_page_of_their_own(tmp_path: Path) -> None:
    data = copy_data(tmp_path / "data")
    (data / "附件").mkdir()
    (data / "附件" / "说明.md").write_text("自己的附件。\n", encoding="utf-8")
    build(data, docx=tmp_path / "甲.docx")
    document = opened(tmp_path / "甲.docx")
    own = next(p for p in document.paragraphs if p.text == "说明" and style_of(p) == "一级标题")
    assert own.paragraph_format.page_break_before
    assert document.paragraphs[-1].text == "自己的附件。"


# Switches


def settings(folder: Path, *lines: str) -> Path:
    text = "\n".join(["[附件]", *lines, ""])
    (folder / "行文.toml").write_text(text, encoding="utf-8")
    return folder


@pytest.mark.parametrize(
    ("placement", "in_document", "as_file"),
    [
        ("第五部分", True, False),
        ("单独文件", False, True),
        ("都", True, True),
        ("不印", False, False),
    ],
)
def test_where_a_form_goes(
    tmp_path: Path,
    placement: str,
    in_document: bool,  # noqa: FBT001
    as_file: bool,  # noqa: FBT001
) -> None:
    data = settings(copy_data(tmp_path / "data"), f'自评表印在 = "{placement}"')
    result = build(data, docx=tmp_path / "甲.docx", attachments=tmp_path / "单独")
    printed = [
        block.entry
        for part in result.department.content.parts
        for block in part.blocks
        if isinstance(block, Opening)
    ]
    assert (f"{HALL}{LISTED[FORM]}" in printed) == in_document
    assert f"{HALL}{LISTED[REPORT]}" in printed
    assert (tmp_path / "单独" / f"{HALL}-{FORM}.docx").exists() == as_file
    said = "2024年度《项目支出绩效自评表》详见“第五部分 附件”。"
    assert (said in result.text.splitlines()) == in_document
    assert "2024年度项目支出绩效自评报告详见“第五部分 附件”。" in result.text.splitlines()


def test_nothing_is_said_of_attachments_where_a_switch_says_so(tmp_path: Path) -> None:
    data = copy_data(tmp_path / "data")
    (data / "行文.toml").write_text("[十三]\n详见附件 = false\n", encoding="utf-8")
    assert "详见" not in build(data).text


def test_a_placement_that_is_none_is_told(tmp_path: Path) -> None:
    data = settings(copy_data(tmp_path / "data"), '自评表印在 = "附录"')
    told = [finding for finding in build(data).findings if finding.code == "L06"]
    assert "应是第五部分、单独文件、都、不印之一" in told[0].message


def test_without_lists_there_is_no_form_and_no_part_five(tmp_path: Path) -> None:
    data = without_evaluation(copy_data(tmp_path / "data"))
    result = build(data)
    assert result.department.attachments == ()
    assert len(result.department.content.parts) == 4
    assert "详见“第五部分 附件”" not in result.text


# Gaps


def test_gaps_of_forms_are_marked_and_listed_and_stop_a_final_document(tmp_path: Path) -> None:
    data = copy_data(tmp_path / "data")
    rows = read_rows(data / "绩效指标.csv")
    head = rows[0]
    for row in rows[1:]:
        if row[head.index("三级指标")] == "设置服务窗口":
            row[head.index("偏差原因及改进措施")] = ""
    write_rows(data / "绩效指标.csv", rows)
    path = data / "文字" / "项目" / f"{HALL}.md"
    text = path.read_text(encoding="utf-8")
    path.write_text(text.partition("# 其他建议")[0], encoding="utf-8")
    result = build(data, docx=tmp_path / "甲.docx")
    asked = {(gap.section, gap.wording) for gap in result.gaps}
    deviation = f"{HALL}设置服务窗口的偏差原因及改进措施"
    assert asked == {
        (f"附件　{HALL}{LISTED[FORM]}", deviation),
        (f"附件　{HALL}{LISTED[REPORT]}", deviation),
        (f"附件　{HALL}{LISTED[REPORT]}", f"{HALL}的其他建议"),
    }
    listed = (data / "待补充.csv").read_text(encoding="utf-8-sig")
    assert f"{HALL}：设置服务窗口" in listed
    runs = [
        run.style.name
        for table in opened(tmp_path / "甲.docx").tables
        for row in table.rows
        for run in (r for cell in row.cells for p in cell.paragraphs for r in p.runs)
        if "偏差原因" in run.text and "【待补充" in run.text
    ]
    assert set(runs) == {GAP_STYLE}
    final = build(data, docx=tmp_path / "乙.docx", attachments=tmp_path / "单独", final=True)
    assert final.refused
    assert not (tmp_path / "单独").exists()


def test_a_project_without_rows_of_management_has_a_gap_in_their_place(tmp_path: Path) -> None:
    data = copy_data(tmp_path / "data")
    (data / "资金管理.csv").unlink()
    result = build(data)
    assert f"{HALL}的资金管理情况" in {gap.wording for gap in result.gaps}
    assert any("【待补充" in cell for row in form_rows(result, HALL) for cell in row)


def test_the_unit_of_a_project_is_asked_for_where_there_are_several(tmp_path: Path) -> None:
    data = copy_data(tmp_path / "data")
    write_rows(
        data / "单位构成.csv",
        [["单位名称", "单位性质", "备注"], ["甲局本级", "行政", ""], ["甲中心", "事业", ""]],
    )
    assert f"{HALL}的实施单位" in {gap.wording for gap in build(data).gaps}
    rows = read_rows(data / "项目绩效.csv")
    rows[0].append("实施单位")
    for row in rows[1:]:
        row.append("甲中心")
    write_rows(data / "项目绩效.csv", rows)
    result = build(data)
    assert result.gaps == ()
    assert "甲中心" in form_rows(result, HALL)[1]


# Files of their own


def test_the_files_are_named_for_any_system(tmp_path: Path) -> None:
    data = copy_data(tmp_path / "data")
    evil = 'A/B:*?"<>|' + "很长的项目名称" * 20
    for name in ("项目绩效", "绩效指标", "资金管理"):
        rows = read_rows(data / f"{name}.csv")
        write_rows(data / f"{name}.csv", [[evil if c == HALL else c for c in row] for row in rows])
    folder = tmp_path / "单独"
    files = list(name_files(build(data).department.attachments, folder))
    assert len(files) == 4 - 1  # the text of the report still has the old name
    for path in files:
        assert path.parent == folder
        assert not re.search(r'[\\/:*?"<>|]', path.name)
        assert len(path.name.encode()) <= 200
        assert path.stem.endswith((FORM, REPORT))


def test_two_files_never_have_one_name(made: tuple[BuildResult, Path], tmp_path: Path) -> None:
    written = made[0].department.attachments
    names = [path.name for path in name_files((*written, *written), tmp_path)]
    assert len({name.casefold() for name in names}) == len(names) == 2 * len(written)
    assert f"{HALL}-{FORM}（2）.docx" in names


def test_every_file_is_sound_and_the_same_each_time(
    made: tuple[BuildResult, Path], tmp_path: Path
) -> None:
    build(DATA, attachments=tmp_path)
    for path in sorted((made[1] / "单独").iterdir()):
        opened(path)
        assert (tmp_path / path.name).read_bytes() == path.read_bytes()


def test_a_file_that_was_edited_is_not_replaced(tmp_path: Path) -> None:
    build(DATA, attachments=tmp_path)
    path = tmp_path / f"{HALL}-{FORM}.docx"
    document = docx.Document(str(path))
    document.paragraphs[0].add_run("改过")
    document.save(str(path))
    with pytest.raises(EditedDocumentError):
        build(DATA, attachments=tmp_path)
    build(DATA, attachments=tmp_path, force=True)
    assert "改过" not in zipfile.ZipFile(path).read("word/document.xml").decode()


def test_the_command_tells_what_it_wrote_and_what_it_left_out(shell: Shell) -> None:
    data = settings(copy_data(shell.folder / "data"), '自评表印在 = "单独文件"')
    left_out = shell.run(data, "--docx").out
    assert "另有 2 份附件只印成单独文件" in left_out
    found = shell.run(data, "--attachments", "单独")
    assert found.status == 0
    assert f"单独/{HALL}-{FORM}.docx" in found.out.replace("\n", "").replace(" ", "")
    settings(data, *(f'{name}印在 = "不印"' for name in ("自评表", "自评报告", "整体报告")))
    assert "没有要写成单独文件的附件" in shell.run(data, "--attachments", "别处").out


# Templates


def test_own_templates_take_the_place_of_the_built_in_ones(tmp_path: Path) -> None:
    own = tmp_path / "我的模板"
    (own / "附件").mkdir(parents=True)
    (own / "附件" / f"{FORM}.md").write_text(
        "::目录 {{ 本项目.名称 }}的表\n\n# 我的表\n\n| 得分 | {{ 本项目.总分.得分 }} |\n",
        encoding="utf-8",
    )
    result = build(DATA, templates=own)
    first = result.department.attachments[0]
    assert first.entry == f"{HALL}的表"
    (grid,) = (block for block in first.blocks if isinstance(block, Grid))
    assert [cell.text for cell in grid.rows[0]] == ["得分", "98.45"]


FAULTS = {
    "no title": ("正文。\n", "写出", "要先写标题"),
    "two titles": ("# 甲\n\n# 乙\n", "写出", "只能有一个标题"),
    "unknown sign": ("# 甲\n\n::封底\n", "图", "不认识“::封底”"),
    "cover behind the title": ("# 甲\n\n::封面\n", "写出", "要写在标题之前"),
    "unknown part": ("# {{ 本项目.名秤 }}\n", "名称的部分", "“名称”"),
    "too deep": ("# 甲\n\n## 乙\n\n### 丙\n\n#### 丁\n\n##### 戊\n", "标题", "最多四级"),
    "width": ("# 甲\n\n| 1 | 2 |\n| 3 |\n", "表格", "这一行有 1 格"),
}


@pytest.mark.parametrize("kind", FAULTS)
def test_faults_of_templates_are_found(tmp_path: Path, kind: str) -> None:
    source, fault_kind, words = FAULTS[kind]
    own = tmp_path / "我的模板"
    (own / "附件").mkdir(parents=True)
    (own / "附件" / f"{FORM}.md").write_text(source, encoding="utf-8")
    if fault_kind == "写出":
        with pytest.raises(TemplateError, match=words) as raised:
            build(DATA, templates=own)
        assert raised.value.problems[0].startswith(f"附件/{FORM}.md：")
        return
    faults = inspect_all(own, frozenset(known_shapes())).faults
    assert [(fault.file, fault.kind.value) for fault in faults] == [
        (f"我的模板/附件/{FORM}.md", fault_kind)
    ]
    assert words in faults[0].message


def test_a_file_that_no_form_uses_is_told(tmp_path: Path) -> None:
    own = tmp_path / "我的模板"
    (own / "附件").mkdir(parents=True)
    (own / "附件" / "项目支出自评表.md").write_text("# 甲\n", encoding="utf-8")
    (fault,) = inspect_all(own, frozenset(known_shapes())).faults
    assert f"是否应为“{FORM}.md”" in fault.message


def test_a_link_out_of_the_folder_is_not_followed(tmp_path: Path) -> None:
    outside, own = tmp_path / "外面", tmp_path / "我的模板"
    outside.mkdir()
    own.mkdir()
    (outside / f"{FORM}.md").write_text("# 外面\n", encoding="utf-8")
    (own / "附件").symlink_to(outside, target_is_directory=True)
    with pytest.raises(TemplateError, match="链接"):
        build(DATA, templates=own)
