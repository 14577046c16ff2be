"""Options that several commands share, and what stands for itself."""

from __future__ import annotations

from datetime import datetime
from enum import StrEnum
from pathlib import Path
from typing import Annotated

import typer

from generator.reporting.formats import ReviewFormat


class ReviewFailOn(StrEnum):
    """From which verdict or severity on a review makes the exit status 1."""

    ERROR = "error"
    WARNING = "warning"
    UNCHECKED = "unchecked"
    NEVER = "never"


Data = Annotated[Path, typer.Argument(metavar="数据文件夹", help="放有 公开01.csv … 的文件夹")]
Profile = Annotated[str, typer.Option("--profile", metavar="名称", help="行文方案，如 henan")]
Templates = Annotated[
    Path | None, typer.Option("--templates", metavar="文件夹", help="优先使用的模板文件夹")
]
Attachments = Annotated[
    Path | None,
    typer.Option("--attachments", metavar="文件夹", help="自评表、自评报告另存为单独的 Word 文件"),
]
ReferenceDoc = Annotated[
    Path | None, typer.Option("--reference-doc", metavar="文件", help="样式文件 .docx")
]
Verbose = Annotated[bool, typer.Option("--verbose", help="在屏幕上逐条列出，不归并")]
Timeout = Annotated[
    int, typer.Option("--timeout", metavar="秒", min=1, help="几份文件时，每份最多审核多少秒")
]
Memory = Annotated[
    int,
    typer.Option(
        "--memory",
        metavar="MB",
        min=500,
        help="几份文件时，每份最多用多少内存（只在 Linux 上有效）",
    ),
]
ReviewData = Annotated[
    Path | None,
    typer.Option(
        "--data",
        metavar="数据",
        help="数据文件夹、工作簿或财决导出；按部门分放的，或一行一个部门的工作簿",
    ),
]
ReviewOutput = Annotated[
    ReviewFormat,
    typer.Option(
        "--format", metavar=ReviewFormat.offered(), help="屏幕、JSON、网页、Word 批注或工作簿"
    ),
]
ReviewFails = Annotated[
    ReviewFailOn,
    typer.Option(
        "--fail-on",
        metavar="error|warning|unchecked|never",
        help="（给脚本用）有这一级的问题时退出状态为 1；unchecked：不是通过就算",
    ),
]
Roster = Annotated[
    Path | None,
    typer.Option(
        "--list", metavar="名单", help="部门名单（CSV 或工作簿）：谁送了、谁没有送、还有几天"
    ),
]
LastYear = Annotated[
    Path | None,
    typer.Option("--last", metavar="文件夹", help="去年公开的文件或数据：各部门按名称用自己的一份"),
]
Letters = Annotated[
    Path | None,
    typer.Option("--letters", metavar="文件夹", help="给每个部门写审核意见书和反馈表，放在这里"),
]
Hints = Annotated[bool, typer.Option("--hints", help="意见书里也写提示，不只错误和警告")]
ReturnedForms = Annotated[
    Path | None,
    typer.Option("--replies", metavar="反馈", help="部门填回的反馈表，或放它们的文件夹"),
]
AllFigures = Annotated[
    Path | None,
    typer.Option(
        "--figures",
        metavar="文件",
        help="全部部门的数字写成一张表（.xlsx、.csv 或 .parquet）：一个部门一行",
    ),
]
SummaryReport = Annotated[
    Path | None,
    typer.Option("--summary-report", metavar="通报.docx", help="给领导的情况通报，Word 草稿"),
]
Previous = Annotated[
    Path | None,
    typer.Option(
        "--previous",
        metavar="上一轮结果",
        help="上一轮审核写出的文件夹、JSON 或工作簿：哪些已改、未改、改错、新出现",
    ),
]
Accepted = Annotated[
    Path | None,
    typer.Option(
        "--accepted", metavar="清单", help="以前接受的问题、确认的数字（CSV 或填好的工作簿）"
    ),
]
Checklist = Annotated[
    Path | None,
    typer.Option(
        "--checklist",
        metavar="检查表",
        help="写出检查表（.xlsx）；给的是填表说明，就填局里自己的检查表",
    ),
]
Day = Annotated[
    datetime | None,
    typer.Option(
        "--date",
        metavar="日期",
        formats=["%Y-%m-%d"],
        help="Word 批注、意见书、名单剩余天数的日期，如 2025-09-19；省略为今天",
    ),
]


def refuse_alone(
    *, hints: bool, templates: Path | None, letters: Path | None, report: Path | None
) -> None:
    """Raise BadParameter for an option that does nothing without another."""
    if hints and letters is None:
        raise typer.BadParameter("只和 --letters 一起用", param_hint="--hints")
    if templates and letters is None and report is None:
        message = "只和 --letters 一起用，或和 --summary-report"
        raise typer.BadParameter(message, param_hint="--templates")


class FailOn(StrEnum):
    """From which severity on findings make the exit status 1."""

    ERROR = "error"
    WARNING = "warning"
    NEVER = "never"
