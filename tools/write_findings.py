"""Write docs/findings.md and the codes part of docs/review.md from the records of the program.

python tools/write_findings.py             write both pages
"""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from generator.base.codes import CODES
from generator.review.rules import RULES

if TYPE_CHECKING:
    from collections.abc import Iterable

    from generator.base.codes import Code

DOCS = Path(__file__).parents[1] / "docs"
_GROUPS = (("L", "读取"), ("H", "科目和栏次"), ("T", "尾差"))
_HEAD = """# 核对问题一览

本页由程序的问题目录生成（`make docs`），不要手工修改。

生成时程序顺便核对数据，每个问题一行：级别、代码、说明、位置（文件和单元格，或正文的节）。

```
错误 N12a 公务用车保有量不应大于车辆合计：公务用车保有量为3，大于各类车辆之和的2\
　[事项.csv B5、事项.csv B21、正文十二]
```

- **错误**：数字之间确实不符，或文件不能用。加了 `--final` 就不写出。
- **警告**：多半有问题，请核对；不影响写出。
- **提示**：告诉你一声，一般不用处理。

由同一个原因造成的几处不符只报一次，其余列在“连带”里。\
程序核对的全部关系见 [rules.md](rules.md)，`check` 的各种输出见 [check.md](check.md)；\
本页是读取时的问题和尾差。\
有的代码有几个级别：先写通常的级别，其后是别的级别和它的情形。
"""
_TAIL = """## 还没有核对的

每次核对都列出没能核对的内容和原因：缺的表和要用它的规则、缺的栏、不是数字的格、缺一边的关系、没有上年数、没有批复日期等。\
因缺表、缺栏、缺数而没有核对的，结论不写“通过”。\
别人写好的说明（Word、PDF）与表是否相符，用 `review` 审核，见 [review.md](review.md)。
"""
_CODES = """
## 代码

本节由程序的规则目录生成（`make docs`）。\
表中的问题用 `check` 的代码（[rules.md](rules.md)、[findings.md](findings.md)），正文的问题如下。\
级别是通常的级别：没有十分把握的错误降为警告。

"""


def render_findings() -> str:
    """Return the page of the findings outside the rules: one table a group."""
    parts = [_HEAD]
    for letter, title in _GROUPS:
        rows = [_row(code) for code in CODES if code.code.startswith(letter)]
        head = ("代码", "名称", "级别", "含义", "怎么办", "例")
        parts.append(f"## {letter}：{title}\n\n{_table(head, rows)}")
    return "\n".join([*parts, _TAIL])


def render_review(page: str) -> str:
    """Return docs/review.md with its last part, the codes, as the rules of the review are."""
    rows = [(rule.code, rule.severity.label, rule.title, rule.covers) for rule in RULES]
    before = page.partition(_CODES[: _CODES.index("\n\n", 1)])[0]
    return before + _CODES + _table(("代码", "级别", "应当", "报的是"), rows)


def _row(code: Code) -> tuple[str, ...]:
    others = (f"{severity.label}（{case}）" for severity, case in code.others)
    level = "；".join((code.severity.label, *others))
    return code.code, code.title, level, code.covers, code.remedy, code.example


def _table(head: tuple[str, ...], rows: Iterable[tuple[str, ...]]) -> str:
    first, *rest = (f"| {' | '.join(row)} |\n" for row in (head, *rows))
    return "".join((first, "|---" * len(head) + "|\n", *rest))


if __name__ == "__main__":
    review = DOCS / "review.md"
    (DOCS / "findings.md").write_text(render_findings(), encoding="utf-8")
    review.write_text(render_review(review.read_text(encoding="utf-8")), encoding="utf-8")
    print(f"已写出 {DOCS / 'findings.md'}、{review}")
