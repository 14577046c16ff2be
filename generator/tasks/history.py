"""Earlier versions of a file of the data folder: kept in 历史/, the last twenty of each."""

from __future__ import annotations

from datetime import datetime
from typing import TYPE_CHECKING, NamedTuple

from generator.field.data_folder import HISTORY

if TYPE_CHECKING:
    from pathlib import Path

KEPT = 20


class Kept(NamedTuple):
    """The version to be written into 历史/, and those that are one too many."""

    files: dict[Path, bytes]
    outdated: tuple[Path, ...]


NOTHING_KEPT = Kept({}, ())


def keep_version(path: Path, root: Path | None = None) -> Kept:
    """Return what keeps the file at `path` before it is replaced; nothing where there is none.

    `root` is the data folder where the file lies in a folder below it (上年/公开01.csv).
    """
    if not path.is_file():
        return NOTHING_KEPT
    root = root or path.parent
    folder = root / HISTORY
    stem = "-".join((*path.relative_to(root).parts[:-1], path.stem))
    stamp = datetime.now().astimezone().strftime("%Y%m%d-%H%M%S")
    earlier = sorted(
        (one for one in folder.glob(f"*{path.suffix}") if _is_version(one, stem)),
        key=_order,
    )
    same = [order for order in map(_order, earlier) if order.startswith(stamp)]
    more = f"_{int(same[-1].partition('_')[2] or '1') + 1:03d}" if same else ""
    kept = folder / f"{stem} {stamp}{more}{path.suffix}"
    surplus = len(earlier) + 1 - KEPT
    return Kept({kept: path.read_bytes()}, tuple(earlier[: max(surplus, 0)]))


def is_history(path: Path) -> bool:
    """Whether a file is an earlier version that is kept."""
    return path.parent.name == HISTORY


def _is_version(path: Path, stem: str) -> bool:
    name, _, stamp = path.stem.rpartition(" ")
    return name == stem and stamp[:1].isdigit()


def _order(path: Path) -> str:
    return path.stem.rpartition(" ")[2]
