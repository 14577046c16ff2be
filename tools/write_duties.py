"""Write docs/duties.md, the check list of a public document, from the catalogue of the program.

python tools/write_duties.py               write docs/duties.md
"""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from generator.field.duties import DUTIES

if TYPE_CHECKING:
    from generator.field.duties import Duty

PAGE = Path(__file__).parents[1] / "docs" / "duties.md"
_HEAD = (
    "# 检查表\n\n"
    "本页由程序的目录生成（`make docs`），不要手工修改。"
    "怎样看检查表、怎样填局里自己的表，见 [review.md](review.md#检查表)。\n\n"
    "年度是决算的年度。依据只写到所列的规定；各省另有规定的，以各省的为准。\n"
)


def render_duties() -> str:
    """Return the page: one table a group, one row a duty, in the order of the catalogue."""
    groups: dict[str, list[Duty]] = {}
    for duty in DUTIES:
        groups.setdefault(duty.group, []).append(duty)
    parts = [_HEAD]
    for group, duties in groups.items():
        head = ["| 编号 | 检查内容 | 依据 | 年度 |", "|---|---|---|---|"]
        parts.append("\n".join([f"## {group}", "", *head, *map(_row, duties), ""]))
    return "\n".join(parts)


def _row(duty: Duty) -> str:
    last = "" if duty.last_year is None else f"–{duty.last_year}"
    years = f"{duty.first_year}{last or ' 起'}"
    return f"| {duty.code} | {duty.content} | {duty.authority} | {years} |"


if __name__ == "__main__":
    PAGE.write_text(render_duties(), encoding="utf-8")
    print(f"已写出 {PAGE}")
