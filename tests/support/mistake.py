"""A data folder with one mistake whose right value is known."""

from decimal import Decimal
from pathlib import Path

from support.folders import DATA, copy_data, read_rows, set_cell

RIGHT = read_rows(DATA / "公开02.csv")[6][3].replace(",", "")
WRONG = f"{Decimal(RIGHT) + 1:.2f}"


def copy_mistaken(folder: Path) -> Path:
    """Copy data/; the total of the 财政拨款收入 in 公开02 (D7) is 1.00 too high."""
    copy_data(folder)
    set_cell(folder, "公开02.csv", "D7", WRONG)
    return folder
