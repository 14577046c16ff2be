"""The year, the department, the counts of part one and the codes, wherever they stand."""

from pathlib import Path

import pytest
from docx import Document
from support.needs import find_reference

from generator.base.severity import Severity
from generator.model.passage import Passage
from generator.model.submission import Mark, Standing, Submission
from generator.review.text.outline import read_submission
from generator.review.whole.codes import check_codes
from generator.review.whole.covered import check_covered
from generator.review.whole.owners import check_owners
from generator.review.whole.years import check_years
from generator.tasks.review import review_file

_YEAR = 2024
_NAME = "江河市某某局"
_HEAD = ("江河市某某局2024年度部门决算", "第一部分 部门概况")
_BODY = ("第三部分 2024年度部门决算情况说明", "二、收入决算情况说明")


def _submission(*lines: str) -> Submission:
    return read_submission(
        "文.txt", [Passage(line, at, locator=str(at)) for at, line in enumerate(lines, start=1)]
    )


def _words(marks: list[Mark]) -> list[str]:
    return [m.passage.text[m.start : m.end] if m.passage else "" for m in marks]


def _years(*lines: str) -> list[str]:
    return _words(list(check_years(_submission(*lines), _YEAR)))


@pytest.mark.parametrize(
    ("text", "years"),
    [
        ("2023年度收入合计900.00万元，其中：财政拨款收入900.00万元。", ["2023"]),
        ("江河市某某局2022年度收入总计900.00万元。", ["2022"]),
        ("2024年度收入合计9.00万元。较2022年度增加1.00万元，增长12.50%。", ["2022"]),
        ("与本单位2021年度相比，收入增加1.00万元。", ["2021"]),
        ("收入9.00万元，比2025年决算数减少1.00万元。", ["2025"]),
        ("同2024年度相比，收入增加1.00万元。", ["2024"]),
        ("收入与2020年持平。", ["2020"]),
        ("收入较上年（2022年度）减少2.00万元。", ["2022"]),
        ("本年度（2023年度）收入合计3.00万元。", ["2023"]),
        ("截至2023年12月31日，本单位共有车辆3辆。", ["2023"]),
        ("公务接待费。2022年度决算数3.00万元。", ["2022"]),
        ("2023年度年末结转和结余3.00万元。较上年决算数减少1.00万元。", ["2023"]),
        ("“科技交流与合作”（项）2022年度决算5.00万元。", ["2022"]),
        ("本单位2023年度没有国有资本经营预算财政拨款支出。", ["2023"]),
        ("2023年度组织因公出国（境）团组2个。", ["2023"]),
        ("支出3.00万元，其中：公务接待费2022年支出1.00万元。", ["2022"]),
        ("支出3.00万元，比2023年年初预算减少1.00万元。", ["2023"]),
        ("2023年度一般公共预算财政拨款支出主要用于以下方面：教育支出3.00万元。", ["2023"]),
        ("与2024年度相比，一般公共预算财政拨款支出增加3.00万元。", ["2024"]),
        ("2022年度“三公”经费财政拨款支出预算为4.00万元，支出决算为3.00万元。", ["2022"]),
        ("2024年度支出3.00万元，占9%。2023年度支出3.00万元。", ["2023"]),
        ("2024年度收入9.00万元，相比2021年度增加3.00万元，主要原因是2019年人员增加。", ["2021"]),
    ],
)
def test_the_year_of_a_figure_and_of_its_base_is_told(text: str, years: list[str]) -> None:
    assert _years(*_HEAD, *_BODY, text) == years


@pytest.mark.parametrize(
    "text",
    [
        "2024年度收入合计9.00万元。与2023年度相比，增加1.00万元。",
        "2024年度收入合计9.00万元。2023年度收入合计8.00万元。",
        "2023年度收入合计8.00万元，2024年度收入合计9.00万元。",
        "2023年结转资金收入20.00万元。",
        "2022年签订的合同收入3.00万元。",
        "收入比2024年年初预算减少2.00万元，比2023年末增加1.00万元。",
        "收入较2024年全年预算数减少2.00万元。",
        "收入9.00万元，增长3%，主要原因是2022年的合同较2021年度增加。二是与2019年度相比人员增加。",
        "收入9.00万元，增长3%，主要是2022年项目比2020年多。",
        "2022年占比为3%，同比增长3%。",
        "2025年预算收入为8.00万元。",
        "较上年（2023年度）增加3.00万元。",
        "“科技交流与合作”（项）2024年度决算5.00万元，比2023年决算数增加1.00万元。",
        "文化交流与合作（项）2024年度支出与上年持平。",
        "1.2010301行政运行（项）支出5.00万元，比2023年决算数增加1.00万元。",
        "公务接待费2023年支出5.00万元，2024年支出3.00万元。",
        "2023年度没有政府性基金支出，2024年度政府性基金支出3.00万元。",
        "收入比2023年度一般公共预算财政拨款收入增加3.00万元。",
        "2024年年初预算20.00万元，比2023年年初预算减少2.00万元。",
        "2023年购置的设备支出3.00万元。",
        "2023年度年末结转和结余3.00万元，已在本年使用。",
        "2022年度项目尾款支出3.00万元。",
        "自然资源局2024年度收入3.00万元。",
        "2022年、2023年收入分别为3.00万元、4.00万元，2024年收入5.00万元。",
        "收入比2023年初增加3.00万元。",
    ],
)
def test_years_of_other_things_are_free(text: str) -> None:
    assert not _years(*_HEAD, *_BODY, text)


@pytest.mark.parametrize(
    "lines",
    [
        ("江河市某某局2023年度部门决算", *_BODY),
        ("江河市某某局", "二〇二三年度部门决算", *_BODY),
        (*_HEAD, "纳入本部门2023年部门决算编制范围的单位共1个。", *_BODY),
        (*_HEAD, "2023年度，本部门纳入决算编制范围的单位共1个。", *_BODY),
        (_HEAD[0], "一、部门概况", "2022年度，我局纳入决算编制范围的单位有1个。", *_BODY),
        (*_HEAD, "第三部分 2023年度部门决算情况说明", _BODY[1]),
        (*_HEAD, _BODY[0], "二、2023年度收入决算情况说明"),
    ],
)
def test_the_year_of_a_title_is_told(lines: tuple[str, ...]) -> None:
    assert len(_years(*lines, "2024年度收入合计9.00万元。")) == 1


def test_the_year_of_the_own_evaluation_is_told() -> None:
    lines = (*_HEAD, _BODY[0], "十三、预算绩效情况说明")
    said = "本部门对{}年度项目支出全面开展了绩效自评，2022年度项目的部门评价另行公开。"
    assert _years(*lines, said.format(2023)) == ["2023"]
    assert not _years(*lines, said.format(2024))


def test_a_year_compared_with_is_none_of_a_title() -> None:
    heading = "三、支出决算说明：1.2010301行政运行（项）比2023年决算数增加1.00万元"
    assert not _years(*_HEAD, *_BODY, "2024年度收入合计9.00万元。", heading)


def test_the_accounts_of_another_year_after_a_reform_are_free() -> None:
    line = "2019年机构改革后纳入决算编制范围的单位共1个。"
    assert not _years(*_HEAD, line, *_BODY, "2024年度收入合计9.00万元。")


def _owners(*lines: str) -> list[str]:
    return _words(list(check_owners(_submission(*lines), _NAME)))


@pytest.mark.parametrize(
    ("lines", "name"),
    [
        ((*_HEAD, "江河市水利局内设办公室、法规科2个科室。", *_BODY), "江河市水利局"),
        ((*_HEAD, "江河市教育局的部门决算只含本级。", *_BODY), "江河市教育局"),
        ((*_HEAD, "纳入江河市教育局2024年部门决算范围的有1个。", *_BODY), "江河市教育局"),
        ((*_HEAD, *_BODY, "江河市卫健委2024年度收入合计9.00万元。"), "江河市卫健委"),
        ((*_HEAD, "纳入江河市教育局2024年度部门决算编制范围的有1个。", *_BODY), "江河市教育局"),
        ((*_HEAD, "江河市教育局负责教育工作。", *_BODY), "江河市教育局"),
        ((_HEAD[0], "一、基本情况", "江河市教育局承担教育工作。", *_BODY), "江河市教育局"),
        ((*_HEAD, *_BODY, "江河市教育局没有政府性基金收入。"), "江河市教育局"),
        ((*_HEAD, *_BODY, "江河市教育局未发生因公出国（境）费支出。"), "江河市教育局"),
        ((*_HEAD, "第三部分 东山县财政局2024年度部门决算情况说明", _BODY[1]), "东山县财政局"),
    ],
)
def test_another_department_is_told(lines: tuple[str, ...], name: str) -> None:
    assert _owners(*lines) == [name]


@pytest.mark.parametrize(
    "line",
    [
        "江河市某某局内设办公室。",
        "市某某局的部门决算包括本级。",
        "江河市某某局（本级）2024年度部门决算。",
        "根据江河市财政局2024年度部门决算编制要求。",
        "1.江河市某某中心内设综合科。",
        "负责江河市教育局移交的事项。",
        "承接江河市教育局负责的事项。",
        "江河市某某站负责监测。",
        "江河市财政局批准设立本单位。",
    ],
)
def test_others_may_be_spoken_of(line: str) -> None:
    assert not _owners(*_HEAD, line, *_BODY, "江河市某某局2024年度收入合计9.00万元。")


@pytest.mark.parametrize(
    "line", ["江河市财政局没有批复。", "江河市财政局安排专项资金3.00万元。", "经江河市财政局批复。"]
)
def test_an_authority_that_acts_is_no_owner_of_figures(line: str) -> None:
    assert not _owners(*_HEAD, *_BODY, "江河市某某局2024年度收入合计9.00万元。", line)


@pytest.mark.parametrize(
    "line",
    [
        "市级政务服务大厅运行经费项目绩效自评情况：自评得分为98.00分。",
        "江河市少年儿童图书馆运行经费项目全年预算数为30.00万元。",
        "县人民医院政府采购设备更新绩效自评情况：自评得分为95.00分。",
        "江河市文化馆公务接待场所改造项目绩效自评情况：自评得分为90.00分。",
    ],
)
def test_the_name_of_a_project_is_no_department(line: str) -> None:
    assert not _owners(*_HEAD, *_BODY, "江河市某某局2024年度收入合计9.00万元。", line)


@pytest.mark.parametrize(
    "line",
    [
        "江河市教育局2024年度一般公共预算项目支出全面开展绩效自评。",
        "江河市教育局项目支出绩效自评得分为98.00分。",
        "江河市教育局预算安排的项目绩效自评情况较好。",
    ],
)
def test_another_department_among_projects_is_told(line: str) -> None:
    assert _owners(*_HEAD, *_BODY, line) == ["江河市教育局"]


def test_departments_of_a_place_with_a_long_name_are_not_alike() -> None:
    lines = ("东方红县水利局2024年度部门决算", *_BODY, "东方红县司法局2024年度收入合计9.00万元。")
    assert _words(list(check_owners(_submission(*lines), "东方红县水利局"))) == ["东方红县司法局"]


@pytest.mark.parametrize(
    ("form", "count"),
    [
        ("决算由纳入独立核算的{}个单位决算组成：江河市某某局本级、江河市某某中心。", 2),
        ("部门决算包括{}个单位：江河市文化和旅游局本级、江河市图书馆。", 2),
        ("编制范围的有{}个单位，即江河市某某局本级。", 1),
        ("编制范围的单位共{}个，分别是：江河市某某局本级、江河市一站和江河市二队。", 3),
        ("编制范围的预算单位{}个，包括江河市某某局本级、江河市某某站，没有其他单位。", 2),
        ("编制范围的单位共{}个（江河市某某局（本级）、江河市某某站）。", 2),
        ("决算由江河市某某局本级、江河市某某站{}个单位组成。", 2),
    ],
)
@pytest.mark.parametrize("start", [_HEAD, (_HEAD[0], "一、基本情况")])
def test_the_list_of_a_count_is_found_in_many_wordings(
    form: str, count: int, start: tuple[str, ...]
) -> None:
    for stated in (count, count + 1, count + 2):
        found = check_covered(_submission(*start, form.format(stated), *_BODY))
        assert bool(found.marks) is (stated != count)


def test_a_count_of_units_in_words_is_read() -> None:
    line = "纳入编制范围的有三个单位，即江河市某某局本级、江河市某某站。"
    assert check_covered(_submission(*_HEAD, line, *_BODY)).marks


@pytest.mark.parametrize(
    ("lines", "wrong"),
    [
        (("纳入编制范围的单位共2个，包括：", "1.江河市某某局本级", "2.江河市某某中心"), False),
        (("纳入编制范围的单位共2个，包括：", "1.江河市某某局本级"), True),
        (("编制范围的单位共两家：", "（1）江河市某某局", "（2）某某站", "（3）某某队"), True),
        (("预算单位共3个，分别为：某某局（本级，含机关）、某某中心、某某站。",), False),
        (("预算单位共4个，分别为：某某局（本级，含机关）、某某中心、某某站。",), True),
        (("决算编制范围的单位共一个：江河市审批和服务局，没有下属单位。",), False),
        (("内设办公室、大气科、法规科3个科室。",), False),
        (("内设办公室、大气科、法规科4个科室。",), True),
        (("内设办公室、规划和建设科、法规科3个科室。",), False),
        (("内设办公室、法规科和财务科3个科室。",), False),
    ],
)
def test_a_count_is_held_against_its_list(lines: tuple[str, ...], *, wrong: bool) -> None:
    found = check_covered(_submission(*_HEAD, *lines, *_BODY))
    assert bool(found.marks) is wrong
    assert [verdict.standing for verdict in found.verdicts] == [Standing.RECOMPUTED]


@pytest.mark.parametrize(
    "lines",
    [
        ("内设办公室、法规科等5个科室。",),
        ("下属单位3个，其中行政单位1个、事业单位2个，分别是：", "1.一中心", "2.二站", "3.三队"),
        ("共有在职人员5个。",),
        ("纳入编制范围的单位共2个。",),
    ],
)
def test_a_count_without_a_whole_list_stays_open(lines: tuple[str, ...]) -> None:
    found = check_covered(_submission(*_HEAD, *lines, *_BODY))
    assert not found.marks
    assert not found.verdicts


@pytest.mark.parametrize(
    ("text", "codes"),
    [
        ("1.2010201住房公积金（项）支出30.00万元。", ["2010201"]),
        ("20102住房保障支出（类）支出50.00万元。", ["20102"]),
        ("行政单位医疗（2080101）支出2.00万元。", ["2080101"]),
        ("1.2130201行政运行（项）支出10.00万元；2.2130204事业机构（项）支出20.00万元。", []),
        ("2210201住房公积金30.00万元；行政运行（2240101）3.00万元。", []),
        ("221住房保障支出3.00万元，2130399水利其他工程3.00万元。", []),
        ("另有2010201元。", []),
        ("1.2080505行政运行（项）支出3.00万元。", ["2080505"]),
        ("2010301行政运行（项）支出3.00万元；2130101行政运行3.00万元。", []),
    ],
)
def test_a_code_goes_with_its_name(text: str, codes: list[str]) -> None:
    words = _words(list(check_codes(_submission(*_HEAD, *_BODY, text))))
    assert [next(code for code in codes if word.find(code) >= 0) for word in words] == codes


def test_the_header_of_another_document_is_told(tmp_path: Path) -> None:
    document = Document()
    for line in (*_HEAD, *_BODY, "2024年度收入合计9.00万元，其中：财政拨款收入9.00万元，占100%。"):
        document.add_paragraph(line)
    section = document.sections[0]
    section.header.is_linked_to_previous = False
    section.header.paragraphs[0].text = "江河市教育局2023年度部门决算"
    section.footer.is_linked_to_previous = False
    section.footer.paragraphs[0].text = "江河市某某局2024年度部门决算"
    path = tmp_path / "眉.docx"
    document.save(str(path))
    found = [f for f in review_file(path).findings if f.severity is Severity.ERROR]
    assert sorted(f.code for f in found) == ["R11", "R13"]
    assert all(f.places[0].section == "页眉" for f in found)


def _said(*parts: str) -> set[tuple[str, str]]:
    """Return the codes and the quoted words of the errors in a case of the reference."""
    (path,) = find_reference("cases", "review", parts[0]).glob(f"{parts[1]}*")
    found = [f for f in review_file(path).findings if f.severity is Severity.ERROR]
    return {(f.code, place.quote) for f in found for place in f.places[:1]}


@pytest.mark.parametrize(
    ("folder", "case", "wanted"),
    [
        ("desk", "c05", [("R13", "江河市教育局的部门决算")]),
        ("desk", "c07", [("R18", "五辆")]),
        ("desk", "c11", [("R11", "2023"), ("R18", "共2个"), ("R13", "江河市教育局2023")]),
        ("desk", "c15", [("R01", "图2")]),
        ("text", "pages-k11", [("R11", "2023年度部门决算编制范围"), ("R11", "2022年度收入合计")]),
        ("text", "files-k3", [("R11", "与2022年度"), ("R11", "与2025年度")]),
        ("text", "files-k11", [("R05", "20102住房保障支出"), ("R05", "2010201住房公积金")]),
        ("with-data", "d03", [("R11", "2023年度部门决算编制范围")]),
    ],
)
def test_the_cases_of_the_reference(folder: str, case: str, wanted: list[tuple[str, str]]) -> None:
    said = _said(folder, case)
    for code, words in wanted:
        assert any(code == one and words in quote for one, quote in said), said


def test_dashes_in_blank_cells_say_nothing() -> None:
    assert not _said("desk", "c12")
