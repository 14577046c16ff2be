"""The data folders in the tree, and small changes to copies of them."""

import csv
import io
import shutil
from collections.abc import Iterator
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
DATA = ROOT / "data"
SAMPLES = ROOT / "samples"
EXPECTED = ROOT / "tests" / "expected"
AUDITED = ROOT / "tests" / "audited"
SAMPLE_FOLDERS = (DATA, *sorted(path for path in SAMPLES.iterdir() if path.is_dir()))

# The head of 待补充.csv.
GAP_COLUMNS = [
    "事项",
    "章节",
    "科目名称",
    "金额",
    "对比数",
    "差额",
    "方向",
    "填写位置",
    "上年原因",
    "原因",
]

_ENCODINGS = ("utf-8", "gb18030")
_COLUMNS = "ABCDEFGHIJKLMNOPQRSTUVWXYZ"


def decode(data: bytes) -> str:
    """Return the text of a file, independently of the program's own decoding."""
    if data.startswith((b"\xff\xfe", b"\xfe\xff")):
        return data.decode("utf-16")
    data = data.removeprefix(b"\xef\xbb\xbf")
    for encoding in _ENCODINGS:
        try:
            return data.decode(encoding)
        except UnicodeDecodeError:
            continue
    raise AssertionError(data[:40])


def read_rows(path: Path) -> list[list[str]]:
    """Return the cells of a CSV file, line by line."""
    text = decode(path.read_bytes())
    first = text.split("\n", 1)[0]
    return list(csv.reader(io.StringIO(text), delimiter="\t" if "\t" in first else ","))


def write_rows(path: Path, rows: list[list[str]]) -> None:
    """Write a CSV file in UTF-8."""
    stream = io.StringIO()
    csv.writer(stream, lineterminator="\n").writerows(rows)
    path.write_text(stream.getvalue(), encoding="utf-8")


def parse_address(address: str) -> tuple[int, int]:
    """Return row and column (from 0) of a spreadsheet address (F2)."""
    letters = address.rstrip("0123456789")
    column = 0
    for letter in letters:
        column = column * 26 + _COLUMNS.index(letter) + 1
    return int(address[len(letters) :]) - 1, column - 1


def without_evaluation(folder: Path) -> Path:
    """Take indicators, management and the texts of reports out of a copy of data/."""
    for name in ("绩效指标.csv", "资金管理.csv"):
        (folder / name).unlink()
    shutil.rmtree(folder / "文字" / "项目")
    return folder


def set_cell(folder: Path, file: str, address: str, text: str) -> None:
    """Change one cell of a file."""
    rows = read_rows(folder / file)
    row, column = parse_address(address)
    rows[row][column] = text
    write_rows(folder / file, rows)


def find_cell(folder: Path, file: str, label: str, offset: int) -> str:
    """Return the address of the cell `offset` columns right of the first cell that is `label`."""
    for number, row in enumerate(read_rows(folder / file), start=1):
        for column, text in enumerate(row):
            if text == label:
                return f"{_COLUMNS[column + offset]}{number}"
    raise AssertionError((file, label))


def change(folder: Path, file: str, label: str, offset: int, text: str) -> str:
    """Change the cell `offset` columns right of `label`; return its address."""
    address = find_cell(folder, file, label, offset)
    set_cell(folder, file, address, text)
    return address


def set_key(folder: Path, file: str, key: str, *cells: str) -> None:
    """Replace the row of a list whose first cell is `key`, or add it."""
    rows = [row for row in read_rows(folder / file) if row[:1] != [key]]
    write_rows(folder / file, [*rows, [key, *cells]])


def drop_key(folder: Path, file: str, key: str) -> None:
    """Take the rows out of a list that hold `key`."""
    rows = [row for row in read_rows(folder / file) if key not in row[:2]]
    write_rows(folder / file, rows)


def copy_data(folder: Path, source: Path = DATA) -> Path:
    """Copy a data folder and return the copy."""
    shutil.copytree(source, folder)
    return folder


def files_in(folder: Path) -> Iterator[str]:
    """Yield the paths of all files below a folder, relative to it."""
    for path in sorted(folder.rglob("*")):
        if path.is_file():
            yield path.relative_to(folder).as_posix()
