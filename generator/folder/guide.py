"""What the accountant reads beside the empty files: what to put where."""

from __future__ import annotations

from typing import TYPE_CHECKING

from generator.field import evaluation, zh
from generator.field.data_folder import LAST_YEAR, TEXTS, Lists

if TYPE_CHECKING:
    from collections.abc import Iterable

# The file (or sheet), whether it is needed, and what goes into it.
FILES: tuple[tuple[str, str, str], ...] = (
    (
        "公开01 … 公开09",
        "必需",
        "九张公开表，由决算软件导出后放进来；没有数据的表也要放空表。这里没有预先建立",
    ),
    (
        Lists.IDENTITY,
        "必需",
        "部门名称、年度、口径（部门或单位）、单位性质（行政、参公、事业）、日期等",
    ),
    (
        Lists.LAST_TOTALS,
        "没有上年表时必需",
        "上年的几个合计数。新设单位写“无”。上年的公开表也可以放入“上年”子文件夹，这里就不用填",
    ),
    (
        Lists.BUDGETS,
        "必需",
        "每个项级科目一行：科目编码、名称、年初预算数、资金性质。预算是零也要写 0",
    ),
    (Lists.FACTS, "必需", "表外的数量和金额：车辆、出国、接待、政府采购、设备等。是零也要写 0"),
    (Lists.REASONS, "按需", "增减、差异的原因和资金的用途。先生成一次，程序会列出需要写哪些"),
    (Lists.MEMBERS, "可选", "纳入决算编制范围的单位，一行一个"),
    (
        Lists.PROJECTS,
        "可选",
        "绩效自评的项目，一行一个，用于第十三条和自评表。自评表可以导入，不用手填",
    ),
    (
        evaluation.INDICATORS,
        "可选",
        "各项目的指标，一行一个，每一行都写项目：≥95% 的符号、95、% 分三栏填，定性的写“定性”和文字",
    ),
    (
        evaluation.MANAGEMENT,
        "可选",
        f"各项目的资金管理情况，每个项目四行：{'、'.join(evaluation.MANAGEMENT_ROWS)}",
    ),
    (
        evaluation.PROJECT_TEXTS,
        "可选",
        "项目自评报告的文字，一行一个项目；长的可以写成“文字/项目”里的文件，第一行是项目名称",
    ),
    (
        evaluation.WHOLE,
        "可选",
        "部门整体绩效自评的数和文字；长的文字可以写成“文字/整体绩效”里的文件",
    ),
    (evaluation.WHOLE_INDICATORS, "可选", "部门整体绩效自评的指标，一行一个"),
    (Lists.SUBJECTS, "可选", "补充或更正科目名称"),
    (TEXTS, "必需", "主要职责、机构设置、绩效评价等成段的文字，一行一段"),
    (LAST_YEAR, "可选", "上年的 公开01 … 公开09，有几张放几张"),
)
RULES = (
    "空着的格子等于没有提供：正文在那里留【待补充】，不会当作零。是零的请写 0。",
    "金额用半角数字，如 1207.46；不写单位的按万元，写“元”的程序会换算。",
    "各表第一行的列名请不要改；行可以增加、删除、调换次序。",
)
_TEXT_FILES = (
    ("主要职责.md", "第一部分的主要职责，必需"),
    ("机构设置.md", "第一部分的机构设置；填了 单位构成 可以不写"),
    (
        "绩效评价工作开展情况.md",
        "第十三条（一）；填了 项目绩效，或在 事项 中填了整体评价的数，可以不写",
    ),
    ("项目绩效自评结果.md", "第十三条（二）；填了 项目绩效 可以不写"),
    ("部门评价结果.md", "第十三条（三）"),
    (zh.GLOSSARY_FILE, "第四部分；空着就用程序自带的十八条"),
)


def guide_text(more: Iterable[str] = ()) -> str:
    """Return 说明.md; `more` are lines that are added at the end."""
    lines = [
        "# 数据文件夹说明",
        "",
        "一个部门一年的数据都放在这个文件夹里。各 .csv 文件可用 Excel 或 WPS 打开填写，",
        "保存时仍选 CSV 格式。填好后运行：gen-narrative 本文件夹 --docx",
        "",
        "## 各文件填什么",
        "",
        *(f"- {name}（{need}）：{what}。" for name, need, what in FILES),
        "",
        "## 填写规则",
        "",
        *(f"- {rule}" for rule in RULES),
        "- 文件也可以另存为 GBK 编码的 CSV；本文件（说明.md）不会印入决算文字。",
        *more,
    ]
    return "\n".join(lines) + "\n"


def texts_guide() -> str:
    """Return 文字/说明.txt, which the program does not read."""
    lines = [
        "本文件夹中的 .md 文件用记事本打开填写，一行一段。空文件等于没有提供。",
        "也可以换成同名的 Word 文件（.docx）或文本文件（.txt），原来的 .md 删去或空着。",
        "",
        *(f"{name}：{what}。" for name, what in _TEXT_FILES),
        "",
        "本说明（.txt）不会印入决算文字。",
    ]
    return "\n".join(lines) + "\n"
