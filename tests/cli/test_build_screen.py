"""The screen after a build: verdict and errors first, gaps by file, the rest in one line."""

import io
import re
from collections import Counter
from decimal import Decimal
from pathlib import Path

import pytest
from oracle.draw_facts import VEHICLE_CLASSES
from rich.cells import cell_len
from rich.console import Console
from support.folders import DATA, SAMPLES, copy_data, drop_key, read_rows, write_rows
from support.program import Shell

from generator.cli.build import BuildRequest, run_build
from generator.reporting import screen

FAULTY = SAMPLES / "孟津2024-原样"
GAPS = "待补充.csv"
_EXPECTED = FAULTY / "预期" / "问题.txt"
_COUNTS = re.compile(r"还差 (\d+) 项，已填 (\d+) 项。")
_LISTS = ("原因.csv", "事项.csv", "年初预算.csv", "上年数.csv")
_CODE = re.compile(r"^  (?:错误|警告|提示) ([A-Z][0-9]{2}[a-z]?) ", re.MULTILINE)


def _bare(folder: Path) -> Path:
    data = copy_data(folder)
    for name in _LISTS:
        (data / name).unlink()
    return data


def _expected() -> list[list[str]]:
    """Return severity and code of every finding that the sample is known to have."""
    return [line.split(" | ")[:2] for line in _EXPECTED.read_text(encoding="utf-8").splitlines()]


def _counts(out: str) -> tuple[int, int]:
    """Return how many things are missing and how many are filled in, as the screen says."""
    found = _COUNTS.search(out)
    assert found is not None
    missing, filled = found.groups()
    return int(missing), int(filled)


def _asked(shell: Shell, data: Path) -> list[dict[str, str]]:
    """Return the rows of 待补充.csv, which lies in the data folder or beside the document."""
    path = next(path for path in (data / GAPS, shell.folder / GAPS) if path.exists())
    head, *rows = read_rows(path)
    return [dict(zip(head, row, strict=True)) for row in rows]


def test_errors_come_before_everything_but_the_verdict(shell: Shell) -> None:
    found = shell.run(copy_data(shell.folder / FAULTY.name, FAULTY), "--docx")
    lines = found.out.splitlines()
    count = Counter(severity for severity, _ in _expected())
    said = f"有 {count['error']} 处错误，{count['warning']} 处警告，{count['info']} 处提示；"
    assert lines[1].startswith(f"这是草稿。核对：{said}")
    assert _COUNTS.search(lines[1])
    kinds = [
        next((n for n, one in enumerate(lines) if one.startswith(word)), -1)
        for word in (
            "已写出",
            "  错误",
            "  警告",
            "下一步：",
            "还差（",
            "  提示",
            "核对了",
        )
    ]
    assert kinds == sorted(kinds)
    assert -1 not in kinds


def test_what_is_missing_and_filled_in_is_counted(shell: Shell) -> None:
    """The number of vehicles kept by a department is printed once, and asked for where absent."""
    data = copy_data(shell.folder / "数据", FAULTY)
    missing, filled = _counts(shell.run(data, "--docx").out)
    assert missing == len(_asked(shell, data))
    drop_key(data, "事项.csv", "公务用车保有量")
    assert _counts(shell.run(data, "--docx").out) == (missing + 1, filled - 1)
    assert "公务用车保有量" in {row["事项"] for row in _asked(shell, data)}


def test_gaps_are_counted_by_file(shell: Shell) -> None:
    data = _bare(shell.folder / "数据")
    found = shell.run(data, "--docx")
    rows = _asked(shell, data)
    asked = Counter(row["填写位置"].replace("本表“原因”列", "原因.csv") for row in rows)
    assert asked["事项.csv"] > 12
    for file, count in asked.items():
        assert re.search(rf"^  {file}：{count} 项", found.out, re.MULTILINE), file
    # Nothing but the texts is given; one of a project has a text below each heading but the name.
    texts = [path for path in (data / "文字").iterdir() if path.is_file()]
    reports = [path.read_text(encoding="utf-8") for path in (data / "文字" / "项目").iterdir()]
    headings = sum(len(re.findall("^# ", text, re.MULTILINE)) - 1 for text in reports)
    assert _counts(found.out) == (len(rows), len(texts) + headings)


def test_verbose_lists_everything(shell: Shell) -> None:
    data = _bare(shell.folder / "数据")
    short, long = (shell.run(data, "--docx", *more).out for more in ([], ["--verbose"]))
    keys = [row["事项"] for row in _asked(shell, data)]
    assert [key for key in keys if key not in long] == []
    assert [key for key in keys if key not in short] != []
    assert "T01" in long
    assert "T01" not in short
    assert "尾差 4 条" in short


def test_reasons_that_wait_for_budgets_are_announced(shell: Shell) -> None:
    """What has a reason already is not asked for one; what agrees with its budget needs none."""
    data = copy_data(shell.folder / "数据")
    given = "2010301"
    reasons = read_rows(data / "原因.csv")
    write_rows(data / "原因.csv", [row for row in reasons if row[0] in ("事项", given)])
    budgets = data / "年初预算.csv"
    codes = {row[0]: Decimal(row[2]) for row in read_rows(budgets) if row[0].isdigit()}
    kept = budgets.read_bytes()
    budgets.unlink()
    found = shell.run(data, "--docx").out
    asked = _asked(shell, data)
    waiting = {row["事项"] for row in asked if row["填写位置"] == "年初预算.csv"} - {given}
    assert waiting > codes.keys() - {given}
    assert re.findall(r"最多 (\d+) 项", found) == [str(len(waiting))]
    budgets.write_bytes(kept)
    assert "最多" not in shell.run(data, "--docx").out
    explained = {row["事项"] for row in _asked(shell, data) if "预算" in row["方向"]} & waiting
    spent = {row[0]: row[2] for row in read_rows(data / "公开05.csv") if row[0] in waiting}
    differing = {key for key, amount in spent.items() if _amount(amount) != codes[key]}
    assert explained == differing


def _amount(text: str) -> Decimal:
    return Decimal(text.replace(",", ""))


def test_a_workbook_says_the_same_in_the_same_order(shell: Shell) -> None:
    data = copy_data(shell.folder / "数据", FAULTY)
    shell.run("init", data, "--xlsx")
    (shell.folder / "另").mkdir()
    (shell.folder / "数据.xlsx").rename(shell.folder / "另" / "某局.xlsx")
    folder, book = (
        shell.run(source, "--docx", "--verbose", "-o", "稿").out
        for source in (data, shell.folder / "另" / "某局.xlsx")
    )
    assert _CODE.findall(folder) == _CODE.findall(book)
    assert sorted(_CODE.findall(folder)) == sorted(code for _, code in _expected())
    assert "  工作表 原因：2 项" in book


def test_a_final_document_is_called_so(shell: Shell) -> None:
    draft = shell.run(DATA, "--docx").out
    assert "这是草稿。" in draft
    assert f"可以定稿：gen-narrative {DATA} --docx --final" in draft
    final = shell.run(DATA, "--docx", "--final").out
    assert "这是定稿。核对：没有错误" in final
    assert "下一步" not in final
    assert "定稿未写出" in shell.run(FAULTY, "--docx", "--final").out


def test_lines_fit_a_terminal_and_lose_nothing(monkeypatch: pytest.MonkeyPatch) -> None:
    def screen_of(console: Console) -> list[str]:
        monkeypatch.setattr(screen, "open_console", lambda _: console)
        request = BuildRequest(
            FAULTY,
            docx=False,
            pdf=False,
            html=False,
            text=False,
            output=None,
            final=True,
            templates=None,
            profile="",
            reference_doc=None,
            force=False,
        )
        monkeypatch.setattr(screen, "print_plain", lambda _: None)
        assert not run_build(request)
        assert isinstance(console.file, io.StringIO)
        return console.file.getvalue().splitlines()

    wide = screen_of(Console(file=io.StringIO(), soft_wrap=True, highlight=False))
    narrow = screen_of(
        Console(
            file=io.StringIO(),
            soft_wrap=True,
            highlight=False,
            force_terminal=True,
            width=80,
            color_system=None,
        )
    )
    assert max(map(cell_len, wide)) > 80 >= max(map(cell_len, narrow))
    assert "".join(map("".join, map(str.split, wide))) == "".join(
        map("".join, map(str.split, narrow))
    )


def test_the_mark_of_a_total_names_the_total(shell: Shell) -> None:
    data = copy_data(shell.folder / "数据")
    for key in VEHICLE_CLASSES[:3]:
        drop_key(data, "事项.csv", key)
    found = shell.run(data, "--docx")
    text = shell.run(data, "--text").out
    assert "共有车辆【待补充：车辆合计，由八项相加，不用填】辆" in text
    assert [row["事项"] for row in _asked(shell, data)] == list(VEHICLE_CLASSES[:3])
    assert "还差 3 项" in found.out
    assert shell.run(data, "--docx", "--final").status == 1


def test_a_total_of_budgets_is_not_asked_where_its_items_are(shell: Shell) -> None:
    data = copy_data(shell.folder / "数据")
    (data / "年初预算.csv").unlink()
    shell.run(data, "--docx")
    asked = [row["事项"] for row in _asked(shell, data)]
    assert "2010301" in asked
    assert "一般公共预算财政拨款支出" not in asked


@pytest.mark.parametrize(
    "name", ["甲" * (length // 2) + "a" * (length % 2) for length in range(16, 72)]
)
def test_no_blank_at_the_end_of_a_line_makes_it_too_wide(name: str) -> None:
    out = io.StringIO()
    console = Console(file=out, soft_wrap=True, force_terminal=True, width=40, color_system=None)
    screen.print_line(console, f"运行 {name} --docx 再运行 {name} --final", hang=4)
    lines = out.getvalue().splitlines()
    assert max(map(cell_len, lines)) <= 40
    assert "".join(lines).replace(" ", "") == f"运行{name}--docx再运行{name}--final"
