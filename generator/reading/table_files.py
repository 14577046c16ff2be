"""The table files of a folder: which file is which table, which are doubled or missing."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, NamedTuple

from generator.base.codes import L01, L03
from generator.base.labels import nearest, squash
from generator.base.severity import Severity
from generator.field import evaluation
from generator.field.data_folder import TEXT_NAMES, Lists
from generator.field.forms import FORM_BY_NUMBER, FORMS
from generator.field.titles import form_in_name
from generator.model.finding import Finding, finding
from generator.model.place import Place
from generator.reading.amounts import is_amount
from generator.reading.choosing import (
    Candidate,
    Choice,
    choose,
    copy_used,
    dropped_findings,
    held_back,
    misnamed,
)
from generator.reading.evaluation_forms import is_report_table
from generator.reading.heading import Surroundings
from generator.reading.lists import LIST_BY_FILE
from generator.reading.recognise import recognise
from generator.reading.table import read_table

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from generator.model.sheet import Sheet
    from generator.reading.recognise import Recognition
    from generator.reading.table import TableRead

_ITEM = re.compile("2[0-9]{6}")


class TableEntry(NamedTuple):
    """A CSV file or a sheet of a workbook: its name without suffix, and as findings print it.

    `sheet` is None where it could not be read; `findings` say why.
    """

    stem: str
    name: str
    sheet: Sheet | None
    findings: tuple[Finding, ...] = ()


@dataclass(slots=True)
class TableFiles:
    """The tables read from the files of one folder.

    `read`, `names` (as findings print them) and `sheets` are keyed by form; `claimed` are forms
    that an unusable file claims by its name: they are not missing but unreadable; `unused` are the
    names of sheets of a workbook that are no table.
    """

    read: dict[str, TableRead] = field(default_factory=dict)
    names: dict[str, str] = field(default_factory=dict)
    sheets: dict[str, Sheet] = field(default_factory=dict)
    claimed: set[str] = field(default_factory=set)
    findings: list[Finding] = field(default_factory=list)
    unused: list[str] = field(default_factory=list)

    def all_findings(self) -> list[Finding]:
        """Return what is wrong with the files, then what is wrong inside the tables used."""
        return [*self.findings, *(f for read in self.read.values() for f in read.findings)]


def read_table_files(
    entries: Sequence[TableEntry], unit: str, apart: Mapping[str, Surroundings]
) -> TableFiles:
    """Read every entry that is a table; of two for one table the better named one counts.

    `apart` holds the notes by form.
    """
    files = TableFiles()
    candidates: list[Candidate] = []
    for stem, name, sheet, problems in entries:
        files.findings.extend(problems)
        found = recognise(sheet, stem) if sheet is not None else None
        if sheet is None or found is None or not found.form:
            files.claimed.add(form_in_name(stem))
            if sheet is not None:
                files.findings.append(not_a_table(name, stem, sheet, found))
                files.unused.append(sheet.name)
            continue
        candidates.append(Candidate(stem, name, sheet, found))
        files.findings += misnamed(candidates[-1])
    unreadable = {squash(stem) for stem, _, sheet, _ in entries if sheet is None}
    for form, choice in choose(candidates).items():
        files.findings += dropped_findings(choice)
        if form in unreadable:
            files.findings += held_back(choice)
            continue
        _use(files, form, choice, unit, apart.get(form, Surroundings()))
    return files


def _use(
    files: TableFiles, form: str, choice: Choice, unit: str, surroundings: Surroundings
) -> None:
    """Read the table that was chosen; one whose unit is not understood is not used."""
    kept = choice.kept
    files.findings += copy_used(choice)
    read = read_table(kept.sheet, kept.found, unit, surroundings)
    if not read.usable:
        files.claimed.add(form)
        files.findings += read.findings
        return
    files.read[form] = read
    files.names[form] = kept.name
    files.sheets[form] = kept.sheet


def missing_tables(files: TableFiles) -> list[Finding]:
    """Return one finding for each of the nine tables that no file of the folder holds."""
    return [
        finding(
            L01,
            f"缺少{form.number}（{form.title}）：请把该表存为 {form.number}.csv 放入数据"
            "文件夹；没有数据的表也应列出空表并说明",
            Place(table=form.number),
        )
        for form in FORMS
        if form.number not in files.read and form.number not in files.claimed
    ]


def not_a_table(
    name: str, stem: str, sheet: Sheet | None = None, found: Recognition | None = None
) -> Finding:
    """Return the finding for a file or sheet that nothing is made of.

    An error where its name claims a table, a warning where it is a table of a budget, a remark
    where a workbook has a sheet more.
    """
    form = form_in_name(stem)
    if sheet is not None and not form and is_report_table(sheet):
        return _of_report(name, sheet)
    title = found.title if found is not None else ""
    titled = f"（表题“{title}”）" if title else ""
    near = "" if form or title else nearest(stem, (*LIST_BY_FILE, *FORM_BY_NUMBER, *TEXT_NAMES))
    severity = Severity.ERROR if form else Severity.WARNING
    like = 0 if form or title or sheet is None or near else _data_rows(sheet)
    if found is not None and found.budget:
        message = f"{name}{titled} 是预算表，不是决算表，没有使用；这里只要决算的九张公开表"
    elif title:
        message = f"{name} 的表题是“{title}”，不是九张公开表中的一张，没有使用"
        if form:
            message += f"；应为“{FORM_BY_NUMBER[form].title}”，请核对文件"
    elif form:
        wanted = FORM_BY_NUMBER[form].title
        message = f"{name} 的内容认不出是{form}（{wanted}），没有使用；表的上方请写明表题“{wanted}”"
    else:
        hint = f"；是否应取名“{near}”？" if near else ""
        if like:
            hint = f"；其中有 {like} 行像公开表的数据行，请核对是不是某张表的一部分，并写明表题"
        message = f"{name} 不是公开表，也不是数据文件夹的清单，没有使用{hint}"
    in_workbook = sheet is not None and sheet.name and not near
    if in_workbook and not form and not like and not (found is not None and found.budget):
        severity = Severity.INFO
    return finding(
        L03,
        message,
        Place(sheet.file, sheet=sheet.name) if sheet else Place(name, table=form),
        severity=severity,
    )


def _of_report(name: str, sheet: Sheet) -> Finding:
    message = (
        f"{name} 是项目自评报告中的表，没有使用；项目的资金填在 {Lists.PROJECTS}.csv，"
        f"资金管理情况填在 {evaluation.MANAGEMENT}.csv"
    )
    severity = Severity.INFO if sheet.name else Severity.WARNING
    return finding(L03, message, Place(sheet.file, sheet=sheet.name), severity=severity)


def _data_rows(sheet: Sheet) -> int:
    """Return how many rows begin with the code of an item and hold an amount."""
    return sum(
        bool(_ITEM.fullmatch(squash(next((text for text in row if text), ""))))
        and any("." in text and is_amount(text) for text in row if text)
        for row in sheet.rows
    )
