"""Write docs/rules.md, the rules of the checks, from the catalogue of the program.

python tools/write_rules.py                write docs/rules.md
"""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from generator.checks.catalogue import CHECKS

if TYPE_CHECKING:
    from generator.base.rules import Rule

PAGE = Path(__file__).parents[1] / "docs" / "rules.md"
_GROUPS = (
    ("A", "公开01 收入支出决算总表"),
    ("B", "公开02 收入决算表、公开03 支出决算表"),
    ("C", "公开04 财政拨款收入支出决算总表"),
    ("D", "公开05、07、08：一般公共预算、政府性基金、国有资本经营预算财政拨款"),
    ("E", "公开06 一般公共预算财政拨款基本支出决算明细表"),
    ("F", "公开09 “三公”经费支出决算表"),
    ("H", "科目、名称、格式，空表"),
    ("U", "金额单位"),
    ("N", "清单：上年数、年初预算、事项、项目绩效"),
    ("G", "时限"),
)
_HEAD = (
    "# 核对规则\n\n"
    "本页由程序的规则目录生成（`make docs`），不要手工修改。"
    "读取时的问题（L、H01、H02 等）见 [findings.md](findings.md)，"
    "怎样读懂一个问题见 [check.md](check.md)。\n\n"
    "- **级别**：错误，数之间确实不符；警告，多半有问题，或应当说明原因；提示，告诉你一声。\n"
    "- **尾差**：表中每个数都是由元四舍五入来的，印出的数代表前后各半个末位。"
    "各数在这个范围里可以相等的，不是错误：n 个不为 0 的加数，合计最多相差 0.01×⌊n÷2⌋ 万元；"
    "只有一个加数的必须相等；同一个数印在两张表中的，最多相差一个末位。"
    "允许范围内的差额每张表合为一行 T01。以元为单位的表必须完全相等。\n"
    "- **一个原因一个问题**：一个数错了，往往有几个关系不成立。"
    "程序找出改了它就能使最多关系成立的那一格，只报一次，其余的列在“连带”里；"
    "分不清是哪一格的，报出合计、明细之和与各明细。"
    "缺了行的，先认出是缺哪一行、应有多少，一张表报一次；算不出应有多少的，列出其他表有的行。\n"
    "- **年度**：规则自哪个年度的决算起适用。\n"
)


def render_rules() -> str:
    """Return the page: one table a group, one row a rule, in the order of the catalogue."""
    rules = [check.rule for check in CHECKS]
    parts = [_HEAD]
    for letter, title in _GROUPS:
        rows = [_row(rule) for rule in rules if rule.code.startswith(letter)]
        head = ["| 代码 | 应当成立 | 级别 | 种类 | 依据 | 年度 |", "|---|---|---|---|---|---|"]
        parts.append("\n".join([f"## {letter}：{title}", "", *head, *sorted(rows), ""]))
    return "\n".join(parts)


def _row(rule: Rule) -> str:
    years = (
        f"{rule.first_year} 起"
        if rule.last_year is None
        else (f"{rule.first_year}–{rule.last_year}")
    )
    cells = (
        rule.code,
        rule.title,
        rule.severity.label,
        rule.finding_class.label,
        rule.authority,
        years,
    )
    return f"| {' | '.join(cells)} |"


if __name__ == "__main__":
    PAGE.write_text(render_rules(), encoding="utf-8")
    print(f"已写出 {PAGE}")
