"""The options of `batch`."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from generator.cli.options import (
    Profile,  # noqa: TC001 - typer reads the annotations
    ReferenceDoc,  # noqa: TC001 - see above
    Templates,  # noqa: TC001 - see above
)

BATCH = "一个文件夹下的全部部门：编制、核对、审核，做完一个写出一个，中断了可以接着做。"

Root = Annotated[
    str,
    typer.Argument(
        metavar="总文件夹",
        help="其中各层的数据文件夹、工作簿、送审文件，每一个都做；也可以是 s3:// 等存储",
    ),
]
Out = Annotated[
    str,
    typer.Option(
        "-o", "--output", metavar="文件夹", help="写出结果的文件夹；也可以是 s3:// 等存储"
    ),
]
Cluster = Annotated[
    str,
    typer.Option(
        "--cluster",
        metavar="地址",
        help="用已经运行的集群做，写调度程序的地址；省略为只用这台机器",
        show_default=False,
    ),
]
Cache = Annotated[
    Path | None,
    typer.Option(
        "--cache",
        metavar="文件夹",
        help="结果写到存储时，记录放在哪里；省略为系统的缓存文件夹",
        show_default=False,
    ),
]
Build = Annotated[bool, typer.Option("--build", help="编制：写出 Word 文档和 待补充.csv")]
Check = Annotated[bool, typer.Option("--check", help="核对九张表和清单")]
Review = Annotated[
    bool, typer.Option("--review", help="审核送审文件；数据文件夹审核由它写出的文档")
]
Jobs = Annotated[
    int,
    typer.Option(
        "--jobs", metavar="个", min=0, help="同时做几个；省略为处理器的个数", show_default=False
    ),
]
Seconds = Annotated[
    int, typer.Option("--timeout", metavar="秒", min=1, help="每个部门最多做多少秒")
]
Megabytes = Annotated[
    int,
    typer.Option(
        "--memory", metavar="MB", min=500, help="每个部门最多用多少内存（只在 Linux 上有效）"
    ),
]


def batch_command(  # noqa: PLR0913 - one parameter an option
    root: Root,
    *,
    output: Out,
    build: Build = False,
    check: Check = False,
    review: Review = False,
    jobs: Jobs = 0,
    cluster: Cluster = "",
    cache: Cache = None,
    profile: Profile = "",
    templates: Templates = None,
    reference_doc: ReferenceDoc = None,
    timeout: Seconds = 120,
    memory: Megabytes = 2000,
) -> None:
    """Build, check and review all departments below a folder; without a choice the latter two."""
    from generator.cli.batch import BatchRequest, run  # noqa: PLC0415 - keep `--help` light
    from generator.cli.ending import Status  # noqa: PLC0415 - see above
    from generator.tasks.batch.unit import Settings  # noqa: PLC0415 - see above
    from generator.tasks.supervised.worker import Bounds  # noqa: PLC0415 - see above

    asked = build or check or review
    settings = Settings(
        build,
        check or not asked,
        review or not asked,
        profile,
        templates and templates.absolute(),
        reference_doc and reference_doc.absolute(),
    )
    bounds = Bounds(timeout, memory)
    done = run(BatchRequest(root, output, settings, jobs, bounds, cluster, cache))
    raise typer.Exit(Status.DONE if done else Status.REFUSED)
