"""gen-narrative: the narrative (情况说明) of a department's final accounts, written and checked.

`build(folder)` returns everything that the program makes of a data folder, `check(folder)` what is
wrong with its tables and lists, `review(file)` what is wrong with a submitted document,
`figure_table(folder)` all its figures as one table. They print nothing.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import generator.review as _package  # noqa: F401 - first, so that its name is the function's below
from generator.version import __version__

if TYPE_CHECKING:
    import os

    from pandas import DataFrame

    from generator.model.review import Review
    from generator.tasks.build import BuildResult
    from generator.tasks.check import CheckResult

__all__ = ["__version__", "build", "check", "figure_table", "review"]


def build(  # noqa: PLR0913 - one parameter an option
    folder: str | os.PathLike[str],
    *,
    docx: str | os.PathLike[str] | None = None,
    pdf: str | os.PathLike[str] | None = None,
    html: str | os.PathLike[str] | None = None,
    text: str | os.PathLike[str] | None = None,
    profile: str = "",
    templates: str | os.PathLike[str] | None = None,
    reference_doc: str | os.PathLike[str] | None = None,
    final: bool = False,
    force: bool = False,
    attachments: str | os.PathLike[str] | None = None,
) -> BuildResult:
    """Write the narrative of a data folder and return it with its findings and gaps.

    Files are written only where a path is given; `attachments` is a folder for the forms and
    reports of the self-evaluation as files of their own. Raises
    generator.base.errors.GeneratorError.
    """
    from pathlib import Path  # noqa: PLC0415 - keep `--help` light

    from generator.base.output import write_files  # noqa: PLC0415 - keep `--help` light
    from generator.reporting.formats import BuildFormat  # noqa: PLC0415 - keep `--help` light
    from generator.tasks.build import Options, build_department  # noqa: PLC0415 - keep `--help` light

    def path(value: str | os.PathLike[str] | None) -> Path | None:
        return None if value is None else Path(value)

    given = {
        BuildFormat.DOCX: path(docx),
        BuildFormat.PDF: path(pdf),
        BuildFormat.HTML: path(html),
        BuildFormat.TEXT: path(text),
    }
    targets = {kind: target for kind, target in given.items() if target is not None}
    options = Options(
        targets=lambda _identity: targets,
        profile=profile,
        templates=path(templates),
        reference_doc=path(reference_doc),
        final=final,
        force=force,
        attachments=path(attachments),
    )
    result = build_department(Path(folder), options)
    write_files(result.files, result.outdated)
    return result


def check(folder: str | os.PathLike[str]) -> CheckResult:
    """Return what is wrong with a data folder, or a workbook in its place; nothing is written.

    Raises generator.base.errors.GeneratorError where the input cannot be used.
    """
    from pathlib import Path  # noqa: PLC0415 - keep `--help` light

    from generator.tasks.check import check_data  # noqa: PLC0415 - keep `--help` light

    return check_data(Path(folder))


def review(file: str | os.PathLike[str], data: str | os.PathLike[str] | None = None) -> Review:
    """Return the review of a submitted .docx, .pdf, .txt or .md; nothing is written.

    `data` is a data folder, a workbook, the internal export, or what a bureau has of many
    departments; without it the tables in the file are used. Raises
    generator.base.errors.GeneratorError where the input cannot be used.
    """
    from pathlib import Path  # noqa: PLC0415 - keep `--help` light

    from generator.tasks.review_many.data import open_supply  # noqa: PLC0415 - keep `--help` light
    from generator.tasks.review_many.run import review_supplied  # noqa: PLC0415 - keep `--help` light

    return review_supplied(Path(file), open_supply(None if data is None else Path(data)))


def figure_table(folder: str | os.PathLike[str], where: str = "", profile: str = "") -> DataFrame:
    """Return all figures of a data folder, or those of a clause, as one table: a row a figure.

    The columns are 节, 名称, 数值, 单位, 本年, 上年, 预算, 公式, 来源, 缺少; numbers are Decimals
    of two places, counts and scores as given. Nothing is written. Raises
    generator.base.errors.GeneratorError.
    """
    from pathlib import Path  # noqa: PLC0415 - keep `--help` light

    from generator.tasks import figure_table as tables  # noqa: PLC0415 - keep `--help` light

    return tables.figure_table(Path(folder), where, profile=profile)
