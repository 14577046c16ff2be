"""Files that are no good, given to the program in a process of its own, with its time and memory.

Each ends with status 0 or 3 and names file, sheet and cell. What is written holds the texts of the
file, a bad cell as it stands there; the text made of a workbook holds no figure but those of the
good one.
"""

import datetime as dt
import re
from collections.abc import Callable
from pathlib import Path

import pytest
from support import bad_files
from support.folders import DATA, copy_data, parse_address, read_rows
from support.measured import Measured, start_measured
from support.program import Shell, start
from support.sheet_case import saved
from support.workbooks import without_edges, workbook_of

_SECONDS = 10
_MEGABYTES = 500
_FORMS = [f"公开0{number}" for number in range(1, 10)]
_FIGURE = re.compile(r"[0-9][0-9,.]*%?")
_GAP = re.compile("【待补充：[^】]*】")
_TABLE = "公开05"
_NAME = "决算.xlsx"

Run = Callable[..., Measured]
Tables = dict[str, list[list[str]]]
Maker = Callable[[], bytes]


@pytest.fixture
def run(tmp_path: Path, record_property: Callable[[str, object], None]) -> Run:
    """Run the program in the folder of the test and look at what holds for every bad input."""

    def run(*arguments: str, changing: str = "") -> Measured:
        found = start_measured(*arguments, folder=tmp_path, changing=changing)
        record_property("seconds", round(found.seconds, 2))
        record_property("megabytes", round(found.megabytes))
        assert found.seconds < _SECONDS
        assert found.megabytes < _MEGABYTES
        assert "Traceback" not in found.said
        assert "程序内部错误" not in found.said
        return found

    return run


def _printed() -> Tables:
    """Return the texts of the sheets that the good workbook is made of."""
    return {path.stem: without_edges(read_rows(path)) for path in sorted(DATA.glob("*.csv"))}


def _assert_written(folder: Path, expected: Tables) -> None:
    """The nine tables are there, and whatever is there has the texts of its sheet."""
    written = {path.stem: read_rows(path) for path in sorted(folder.iterdir())}
    assert written.keys() >= set(_FORMS)
    assert written == {name: expected[name] for name in written}


@pytest.fixture(scope="module")
def good_text(tmp_path_factory: pytest.TempPathFactory) -> str:
    """What the program writes of the good workbook."""
    folder = tmp_path_factory.mktemp("good")
    (folder / _NAME).write_bytes(bad_files.xlsx())
    found = start(_NAME, "--text", folder=folder)
    assert found.status == 0
    assert "411.02" in found.out
    return found.out


def _figures(text: str) -> set[str]:
    """Return the figures of a text; a mark of what is to be supplied quotes the cell."""
    return set(_FIGURE.findall(_GAP.sub("", text)))


# Cells: where, what is put there, and the text that has to arrive.
_CELLS: dict[str, tuple[str, object, str]] = {
    "#REF!": ("C10", "#REF!", "#REF!"),
    "formula": ("C11", "=#REF!+1", "（公式未计算）"),
    "date": ("C12", dt.date(2024, 1, 2), "2024-01-02"),
    "full width": ("D10", "４１１。０２", "４１１。０２"),
    "all full width": ("C8", "４，１１０，２０", "４，１１０，２０"),
    "letter": ("D7", "1,2O7.46", "1,2O7.46"),
    "two points": ("E7", "4.790.73", "4.790.73"),
    "numeral for a dash": ("E10", "一", "一"),
}


def _with_cells(*cases: str) -> bytes:
    workbook = workbook_of(DATA)
    for address, value, _ in map(_CELLS.__getitem__, cases):
        cell = workbook[_TABLE][address]
        cell.value = value
        if value == "#REF!":
            cell.data_type = "e"
    return saved(workbook)


def _expected_with_cells(*cases: str) -> Tables:
    expected = _printed()
    for address, _, text in map(_CELLS.__getitem__, cases):
        row, column = parse_address(address)
        expected[_TABLE][row][column] = text
    return expected


def test_bad_cells_are_named_and_stand_as_they_were(run: Run, tmp_path: Path) -> None:
    (tmp_path / _NAME).write_bytes(_with_cells(*_CELLS))
    found = run("import", _NAME, "-o", "数据")
    assert found.status == 0
    for address, _, _ in _CELLS.values():
        assert f"{_NAME}「{_TABLE}」 {address}" in found.out
    _assert_written(tmp_path / "数据", _expected_with_cells(*_CELLS))


@pytest.mark.parametrize("case", _CELLS)
def test_each_bad_cell_is_named_and_stands_as_it_was(case: str, shell: Shell) -> None:
    address, _, _ = _CELLS[case]
    (shell.folder / _NAME).write_bytes(_with_cells(case))
    found = shell.run("import", _NAME, "-o", "数据")
    assert found.status == 0
    assert f"{_NAME}「{_TABLE}」 {address}" in found.out
    _assert_written(shell.folder / "数据", _expected_with_cells(case))


def test_bad_cells_give_no_other_figures(run: Run, tmp_path: Path, good_text: str) -> None:
    (tmp_path / _NAME).write_bytes(_with_cells(*_CELLS))
    found = run(_NAME, "--text")
    assert found.status == 0
    assert _figures(found.out) < _figures(good_text)


@pytest.mark.parametrize("case", _CELLS)
def test_each_bad_cell_gives_no_other_figure(case: str, shell: Shell, good_text: str) -> None:
    address, _, _ = _CELLS[case]
    (shell.folder / _NAME).write_bytes(_with_cells(case))
    found = shell.run(_NAME, "--text")
    assert found.status == 0
    assert f"{_NAME}「{_TABLE}」 {address}" in found.err
    if case == "numeral for a dash":
        assert found.out == good_text
    else:
        assert _figures(found.out) <= _figures(good_text)


# Sheets.
_SHEETS: dict[str, tuple[Maker, tuple[str, ...]]] = {
    "100,000 rows": (bad_files.xlsx_with_long_sheet, ("工作表“流水”", "没有读取")),
    "two sheets": (bad_files.xlsx_with_rival, (f"{_NAME}「公开05」 与 {_NAME}「公开05 (2)」",)),
}


@pytest.mark.parametrize("case", _SHEETS)
@pytest.mark.parametrize("command", ["import", "build"])
def test_a_bad_sheet_is_named_and_the_others_are_used(
    case: str, command: str, run: Run, tmp_path: Path, good_text: str
) -> None:
    make, said = _SHEETS[case]
    (tmp_path / _NAME).write_bytes(make())
    if command == "import":
        found = run("import", _NAME, "-o", "数据")
        _assert_written(tmp_path / "数据", _printed())
    else:
        found = run(_NAME, "--text")
        assert found.out == good_text
    assert found.status == 0
    for word in said:
        assert word in found.said


def test_a_page_named_xls_is_read_as_what_it_is(run: Run, tmp_path: Path) -> None:
    (tmp_path / "决算.xls").write_bytes(bad_files.html())
    found = run("import", "决算.xls", "-o", "数据")
    assert found.status == 0
    (table,) = (tmp_path / "数据").iterdir()
    assert (table.stem, read_rows(table)) == (_TABLE, _printed()[_TABLE])


# Whole files, and what is said of each.
def _xlsx_bomb() -> bytes:
    return bad_files.bomb("xl/workbook.xml", "xl/media/a.png", bytes(1000))


def _understated_bomb() -> bytes:
    return bad_files.understated(bad_files.bomb("xl/workbook.xml", "xl/a.xml", b" " * 1000))


def _docx_bomb() -> bytes:
    return bad_files.bomb("[Content_Types].xml", "word/document.xml", b"<w:p/>" * 100)


_STOPS: dict[str, dict[str, tuple[Maker, str]]] = {
    "encrypted": {
        _NAME: (bad_files.locked_xlsx, "密码"),
        "决算.xls": (lambda: bad_files.xls(locked=True), "密码"),
    },
    "damaged": {
        _NAME: (lambda: bad_files.xlsx()[:9000], "损坏"),
        "决算.xls": (lambda: bad_files.xls()[:3000], "损坏"),
        "决算.docx": (lambda: bad_files.docx()[:9000], "损坏"),
        "决算.pdf": (lambda: bad_files.scan()[:300], "损坏"),
    },
    "other contents": {
        "扫描.pdf": (bad_files.scan, "没有文字"),
        "表.xls": (lambda: bad_files.XML_2003, "另存为"),
    },
    "old formats": {
        "决算.doc": (lambda: bad_files.OLE, "另存为 .docx"),
        "决算.wps": (lambda: bad_files.OLE, "另存为 .docx"),
        "决算.et": (lambda: bad_files.OLE, "另存为 .xlsx"),
    },
    "bomb .xlsx": {_NAME: (_xlsx_bomb, "200 MB")},
    "bomb of styles": {_NAME: (bad_files.xlsx_with_millions_of_styles, "xl/styles.xml")},
    "bomb with a false size": {_NAME: (_understated_bomb, "损坏")},
    "bomb .docx": {"决算.docx": (_docx_bomb, "MB，没有打开")},
    "100,000 rows .xlsx": {_NAME: (bad_files.long_xlsx, "“流水”")},
    "65,536 rows .xls": {"决算.xls": (bad_files.long_xls, "“流水”")},
    "100,000 rows .docx": {"决算.docx": (bad_files.long_docx, "没有")},
    "100,000 rows .html": {"决算.html": (bad_files.long_html, "没有")},
    "100,000 rows .csv": {"决算.csv": (lambda: b"1,2,3\r\n" * 100_000, "没有")},
    "4,900,000 rows .csv": {"决算.csv": (lambda: b"1,2\n" * 4_900_000, "4,900,001 行")},
    "100,000 rows .txt": {"决算.txt": (lambda: b"1\t2\t3\r\n" * 100_000, "没有")},
}


def _assert_said(found: Measured, files: dict[str, tuple[Maker, str]]) -> None:
    """Every file has a line that begins with its name and says what is wrong."""
    for name, (_, said) in files.items():
        assert any(line.startswith(name) and said in line for line in found.err.splitlines()), name


@pytest.mark.parametrize("case", _STOPS)
def test_a_file_that_cannot_be_used_stops_by_name(case: str, run: Run, tmp_path: Path) -> None:
    files = _STOPS[case]
    for name, (make, _) in files.items():
        (tmp_path / name).write_bytes(make())
    found = run("import", *files, "-o", "数据")
    assert found.status == 3
    _assert_said(found, files)
    assert not (tmp_path / "数据").exists()


@pytest.mark.parametrize(("case", "name"), [("encrypted", _NAME), ("damaged", "决算.xls")])
def test_a_workbook_that_cannot_be_used_stops_by_name(
    case: str, name: str, run: Run, tmp_path: Path
) -> None:
    make, said = _STOPS[case][name]
    (tmp_path / name).write_bytes(make())
    found = run(name, "--text")
    assert (found.status, found.out) == (3, "")
    assert name in found.err
    assert said in found.err


# Files that another program is writing.
_CHANGING: dict[str, Maker] = {
    "xlsx": bad_files.xlsx,
    "xls": bad_files.xls,
    "html": bad_files.html,
    "csv": (DATA / f"{_TABLE}.csv").read_bytes,
    "txt": lambda: b"1\t2\t3\r\n" * 100,
    "docx": bad_files.docx,
    "pdf": bad_files.scan,
}


def test_files_that_change_while_they_are_read_are_not_used(run: Run, tmp_path: Path) -> None:
    files = {f"变动.{suffix}": (make, "正被别的程序改动") for suffix, make in _CHANGING.items()}
    for name, (make, _) in files.items():
        (tmp_path / name).write_bytes(make())
    found = run("import", *files, "-o", "数据", changing="变动")
    assert found.status == 3
    _assert_said(found, files)
    assert not (tmp_path / "数据").exists()


def test_a_table_that_changes_while_it_is_read_is_missing_in_the_text(
    run: Run, tmp_path: Path
) -> None:
    """The other tables are used; what needs the changing one is still to be supplied."""
    copy_data(tmp_path / "数据")
    good = run("数据", "--text")
    found = run("数据", "--text", changing=_TABLE)
    assert (good.status, found.status) == (0, 0)
    assert f"[{_TABLE}.csv]" in found.err
    assert "正被别的程序改动" in found.err
    assert _figures(found.out) < _figures(good.out)
