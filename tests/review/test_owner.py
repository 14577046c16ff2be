"""Whose accounts of which year a text is: the whole of it says so, no single title."""

import csv
from collections.abc import Callable
from pathlib import Path

import pytest
from piles.drawing import draw_text
from piles.media import format_text, has_room
from piles.model import Known, Text
from support.submission_writer import docx_with, p
from wordings.folder import write_data

from generator.base.severity import Severity
from generator.model.review import Review
from generator.tasks.review import review_file
from generator.tasks.submitted import read_own

_NAME, _OTHER = "江河市水利局", "江河市民政局"
_YEAR, _FORMER = "2024", "2023"
_LINES = (
    "江河市水利局2024年度部门决算",
    "目录",
    "第一部分 江河市水利局概况",
    "第二部分 2024年度部门决算表",
    "第三部分 2024年度部门决算情况说明",
    "第一部分 江河市水利局概况",
    "江河市水利局负责全市水资源的管理和监督。",
    "纳入江河市水利局2024年度部门决算编制范围的单位共1个：江河市水利局本级。",
    "第二部分 2024年度部门决算表",
    "各表见附件。",
    "第三部分 2024年度部门决算情况说明",
    "一、收入支出决算总体情况说明",
    (
        "江河市水利局2024年度收入总计、支出总计均为500.00万元。与2023年度相比，收入、支出总计各增加"
        "100.00万元，增长25.00%，主要原因是项目增加。"
    ),
    "二、收入决算情况说明",
    "2024年度本年收入合计500.00万元，其中：财政拨款收入500.00万元，占100.00%。",
    "三、支出决算情况说明",
    (
        "2024年度本年支出合计500.00万元，其中：基本支出300.00万元，占60.00%；"
        "项目支出200.00万元，占40.00%。"
    ),
    "十、机关运行经费支出情况说明",
    (
        "江河市水利局2024年度机关运行经费支出50.00万元，比2023年度增加10.00万元，增长25.00%，"
        "主要原因是业务增加。"
    ),
    "十一、政府采购支出情况说明",
    "江河市水利局2024年度政府采购支出总额20.00万元，其中：政府采购货物支出20.00万元。",
)
_COVERED = frozenset({0})
_LAST_PART = frozenset({10})
_LAST_FIGURES = frozenset({18, 20})


def _write_txt(folder: Path, stem: str, lines: tuple[str, ...]) -> Path:
    path = folder / f"{stem}.txt"
    path.write_text("\n".join(lines), encoding="utf-8")
    return path


def _write_docx(folder: Path, stem: str, lines: tuple[str, ...]) -> Path:
    path = folder / f"{stem}.docx"
    path.write_bytes(docx_with("".join(map(p, lines))))
    return path


_WRITERS = (_write_txt, _write_docx)
Write = Callable[[Path, str, tuple[str, ...]], Path]
_by_writer = pytest.mark.parametrize("write", _WRITERS)


def _wrong(where: frozenset[int], right: str, wrong: str) -> tuple[str, ...]:
    return tuple(
        line.replace(right, wrong) if at in where else line for at, line in enumerate(_LINES)
    )


def _told(review: Review, code: str) -> list[str]:
    return [
        one.message
        for one in review.findings
        if one.code == code and one.severity is not Severity.INFO
    ]


@_by_writer
def test_a_text_says_whose_it_is(tmp_path: Path, write: Write) -> None:
    owner = read_own(write(tmp_path, "报送件", _LINES)).owner
    assert (owner.name, owner.year) == (_NAME, int(_YEAR))
    review = review_file(write(tmp_path, "报送件", _LINES))
    assert not [one for code in ("R10", "R11", "R13") for one in _told(review, code)]


@_by_writer
@pytest.mark.parametrize(
    ("where", "told"),
    [(_COVERED, 1), (_LAST_PART, 1), (_LAST_FIGURES, 2), (frozenset({8, 10}), 2)],
)
def test_a_wrong_year_somewhere_is_told_there_alone(
    tmp_path: Path, write: Write, where: frozenset[int], told: int
) -> None:
    path = write(tmp_path, "报送件", _wrong(where, "2024", "2023"))
    assert read_own(path).owner.year == int(_YEAR)
    review = review_file(path)
    assert _told(review, "R11") == ["年度写作2023，应为2024"] * told
    assert not _told(review, "R10")


def test_a_wrong_year_in_the_contents_is_told_there(tmp_path: Path) -> None:
    review = review_file(_write_txt(tmp_path, "报送件", _wrong(frozenset({4}), "2024", "2023")))
    assert not _told(review, "R11")
    (told,) = _told(review, "R10")
    assert told.startswith("目录“第三部分 2023年度")


@_by_writer
@pytest.mark.parametrize("stem", ["江河市水利局2023年度部门决算公开", "2023年度决算（定稿）"])
def test_the_name_of_a_file_is_no_year_of_the_text(tmp_path: Path, write: Write, stem: str) -> None:
    path = write(tmp_path, stem, _LINES)
    assert read_own(path).owner.year == int(_YEAR)
    assert not _told(review_file(path), "R11")


@_by_writer
def test_a_text_of_the_year_before_under_a_new_title_is_of_the_year_before(
    tmp_path: Path, write: Write
) -> None:
    former = tuple(line.replace("2023", "2022").replace("2024", "2023") for line in _LINES)
    assert read_own(write(tmp_path, "报送件", former)).owner.year == int(_FORMER)
    path = write(tmp_path, "2024年度", (_LINES[0], *former[1:]))
    assert read_own(path).owner.year == int(_FORMER)
    assert _told(review_file(path), "R11") == ["年度写作2024，应为2023"]


def test_what_a_text_compares_itself_with_tells_its_year(tmp_path: Path) -> None:
    lines = [line.replace("2024年度", "").replace("部门决算", "决算") for line in _LINES]
    lines[0] = "江河市水利局2023年度部门决算"
    assert read_own(_write_txt(tmp_path, "报送件", tuple(lines))).owner.year == int(_YEAR)


@_by_writer
@pytest.mark.parametrize(
    "where",
    [
        frozenset({0}),
        frozenset({0, 2}),
        frozenset({5}),
        frozenset({18, 20}),
        frozenset({6}),
        frozenset({7}),
    ],
)
def test_a_wrong_name_somewhere_is_told_once(
    tmp_path: Path, write: Write, where: frozenset[int]
) -> None:
    path = write(tmp_path, "报送件", _wrong(where, _NAME, _OTHER))
    assert read_own(path).owner.name == _NAME
    (told,) = _told(review_file(path), "R13")
    assert f"“{_OTHER}”" in told


@_by_writer
def test_one_sentence_does_not_take_a_text_from_its_title(tmp_path: Path, write: Write) -> None:
    """A text that elsewhere calls itself 本部门: its title against a sentence that was pasted."""
    bare = tuple(
        line if at == 0 else line.replace(_NAME, "本部门") for at, line in enumerate(_LINES)
    )
    path = write(tmp_path, "报送件", (*bare[:6], f"{_OTHER}负责行业管理工作。", *bare[7:]))
    assert read_own(path).owner.name == _NAME
    (told,) = _told(review_file(path), "R13")
    assert f"“{_OTHER}”" in told


@_by_writer
def test_the_name_of_a_file_is_no_name_of_the_text(tmp_path: Path, write: Write) -> None:
    path = write(tmp_path, f"{_OTHER}送审稿", _LINES)
    assert read_own(path).owner.name == _NAME
    assert not _told(review_file(path), "R13")


@pytest.mark.parametrize("wrong", ["江河市东山县水利局", "江河市东山区水利局"])
def test_the_office_of_another_place_is_another_department(tmp_path: Path, wrong: str) -> None:
    path = _write_txt(tmp_path, "报送件", _wrong(_COVERED, _NAME, wrong))
    assert read_own(path).owner.name == _NAME
    assert len(_told(review_file(path), "R13")) == 1


def test_a_name_with_words_left_out_is_no_other(tmp_path: Path) -> None:
    long, short = "江河市教育体育局", "江河市教体局"
    lines = tuple(line.replace(_NAME, short) for line in _LINES)
    path = _write_txt(tmp_path, "报送件", (lines[0].replace(short, long), *lines[1:]))
    assert read_own(path).owner.name in {long, short}
    assert not _told(review_file(path), "R13")


@pytest.mark.parametrize("unit", ["江河市水利局水文站", "江河市水利局水政监察局"])
def test_a_unit_is_not_its_department(tmp_path: Path, unit: str) -> None:
    """The unit has copied a cover, the overview, tables of its department; and the reverse."""
    lines = tuple(line.replace(_NAME, unit) for line in _LINES)
    tables = ("公开01表", f"部门：{_NAME}", f"编制单位：{_NAME}", f"部门名称：{_NAME}")
    for own, other in ((lines, _NAME), (_LINES, unit)):
        name = unit if own is lines else _NAME
        cover = (f"{other}2024年度部门决算", *own[1:])
        path = _write_txt(tmp_path, "报送件", cover)
        assert read_own(path).owner.name == name
    printed = _write_txt(tmp_path, "报送件", (*lines[:9], *tables, *lines[9:]))
    assert read_own(printed).owner.name == unit


@pytest.mark.parametrize("long", ["江河市残疾人联合会", "江河市水利局（局机关）"])
def test_the_rest_of_a_word_makes_no_other(tmp_path: Path, long: str) -> None:
    short = "江河市残联" if long.endswith("会") else _NAME
    lines = tuple(line.replace(_NAME, short) for line in _LINES)
    path = _write_txt(tmp_path, "报送件", (lines[0].replace(short, long), *lines[1:]))
    assert read_own(path).owner.name in {long, short}
    assert not _told(review_file(path), "R13")


def test_a_cover_with_the_name_on_a_line_of_its_own(tmp_path: Path) -> None:
    lines = (_OTHER, "2024年度部门决算", *_LINES[1:])
    path = _write_txt(tmp_path, "报送件", lines)
    assert read_own(path).owner.name == _NAME
    assert len(_told(review_file(path), "R13")) == 1
    # That of an authority stands beside the own one.
    both = ("江河市人民政府", *_LINES)
    assert not _told(review_file(_write_txt(tmp_path, "报送件", both)), "R13")


@pytest.fixture(scope="module")
def drawn() -> Text:
    texts = (draw_text("owner", number, Known.NOTHING) for number in range(60))
    return next(one for one in texts if has_room(one.document) and one.wording == "guangdong")


@pytest.mark.parametrize("what", ["name", "year"])
def test_wrong_tables_are_told_at_the_tables(tmp_path: Path, drawn: Text, what: str) -> None:
    other = drawn.figures.other_name
    right, wrong = (drawn.name, other) if what == "name" else (_YEAR, _FORMER)
    write_data(drawn.figures, drawn.wording, tmp_path)
    for path in tmp_path.glob("公开0*.csv"):
        with path.open(encoding="utf-8-sig", newline="") as file:
            rows = [[cell.replace(right, wrong) for cell in row] for row in csv.reader(file)]
        with path.open("w", encoding="utf-8-sig", newline="") as file:
            csv.writer(file).writerows(rows)
    path = tmp_path / "报送件.docx"
    path.write_bytes(format_text(drawn.document, ".docx", tmp_path))
    owner = read_own(path).owner
    assert (owner.name, owner.year) == (drawn.name, int(_YEAR))
    review = review_file(path)
    code = "R13" if what == "name" else "R11"
    marks = [mark for mark in review.marks if mark.finding.code == code]
    assert marks
    assert all(mark.passage in review.submission.tables for mark in marks)
    assert all(wrong in mark.finding.message for mark in marks)


def test_data_of_the_year_are_used_under_a_wrong_title(tmp_path: Path, drawn: Text) -> None:
    write_data(drawn.figures, drawn.wording, tmp_path / "数据")
    text = drawn.document.render().text
    first, _, rest = text.partition("\n")
    path = tmp_path / "报送件.txt"
    path.write_text(f"{first.replace(_YEAR, _FORMER)}\n{rest}", encoding="utf-8")
    review = review_file(path, tmp_path / "数据")
    assert not any("没有用它核对" in one.message for one in review.findings)
    assert len(_told(review, "R11")) == 1
