"""Options that several commands share."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

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
