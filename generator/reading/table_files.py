"""The table files of a folder: which file is which table, which are doubled or missing."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, NamedTuple

from generator.labels import nearest
from generator.model.data_folder import TEXT_NAMES
from generator.model.finding import Finding, FindingClass, Severity
from generator.model.forms import FORM_BY_NUMBER, FORMS
from generator.model.place import Place
from generator.reading.heading import Surroundings
from generator.reading.lists import LIST_BY_FILE
from generator.reading.recognise import form_in_name, recognise
from generator.reading.tables import read_table

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from generator.model.sheet import Sheet
    from generator.reading.recognise import Recognition
    from generator.reading.tables import TableRead


class Entry(NamedTuple):
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

    `read` and `names` (as findings print them) are keyed by form; `well_named` are forms whose
    file bears the right name; `claimed` are forms that an unusable file claims by its name: they
    are not missing but unreadable; `unused` are the names of sheets of a workbook that are no
    table.
    """

    read: dict[str, TableRead] = field(default_factory=dict)
    names: dict[str, str] = field(default_factory=dict)
    well_named: set[str] = field(default_factory=set)
    claimed: set[str] = field(default_factory=set)
    findings: list[Finding] = field(default_factory=list)
    unused: list[str] = field(default_factory=list)

    def all_findings(self) -> list[Finding]:
        """Return what is wrong with the files, then what is wrong inside the tables used."""
        return [*self.findings, *(f for read in self.read.values() for f in read.findings)]


def read_table_files(
    entries: Sequence[Entry], unit: str, apart: Mapping[str, Surroundings]
) -> TableFiles:
    """Read every entry that is a table; of two for one table the better named one counts.

    `apart` holds the notes by form.
    """
    files = TableFiles()
    for stem, name, sheet, problems in entries:
        files.findings.extend(problems)
        found = recognise(sheet, stem) if sheet is not None else None
        if sheet is None or found is None or not found.form:
            files.claimed.add(form_in_name(stem))
            if sheet is not None and any(map(any, sheet.rows)):
                files.findings.append(not_a_table(name, stem, sheet))
                files.unused.append(sheet.name)
            continue
        if _is_chosen(files, found, name):
            surroundings = apart.get(found.form, Surroundings())
            files.read[found.form] = read_table(sheet, found, unit, surroundings)
            files.names[found.form] = name
    return files


def _is_chosen(files: TableFiles, found: Recognition, name: str) -> bool:
    """Whether the file is the one to use for its form; says where names and contents differ."""
    well_named = found.named == found.form
    if found.named and not well_named:
        files.findings.append(_misnamed(name, found.named, found.form))
    earlier = files.read.get(found.form)
    if earlier is not None:
        other = files.names[found.form]
        keep_earlier = found.form in files.well_named or not well_named
        kept, dropped = (other, name) if keep_earlier else (name, other)
        files.findings.append(_twice(kept, dropped, found.form))
        if keep_earlier:
            return False
    if well_named:
        files.well_named.add(found.form)
    return True


def missing_tables(files: TableFiles) -> list[Finding]:
    """Return one finding for each of the nine tables that no file of the folder holds."""
    return [
        Finding(
            code="L01",
            finding_class=FindingClass.MISSING,
            severity=Severity.ERROR,
            message=f"缺少{form.number}（{form.title}）：请把该表存为 {form.number}.csv 放入数据"
            "文件夹；没有数据的表也应列出空表并说明",
            places=(Place(table=form.number),),
        )
        for form in FORMS
        if form.number not in files.read and form.number not in files.claimed
    ]


def not_a_table(name: str, stem: str, sheet: Sheet | None = None) -> Finding:
    """Return the finding for a file or sheet that nothing is made of.

    An error where its name claims a table, a remark where a workbook has a sheet more.
    """
    form = form_in_name(stem)
    if form:
        title = FORM_BY_NUMBER[form].title
        message = f"{name} 的内容认不出是{form}（{title}），没有使用；表的上方请写明表题“{title}”"
        severity = Severity.ERROR
    else:
        near = nearest(stem, (*LIST_BY_FILE, *FORM_BY_NUMBER, *TEXT_NAMES))
        hint = f"；是否应取名“{near}”？" if near else ""
        message = f"{name} 不是公开表，也不是数据文件夹的清单，没有使用{hint}"
        in_workbook = sheet is not None and sheet.name and not near
        severity = Severity.INFO if in_workbook else Severity.WARNING
    return Finding(
        code="L03",
        finding_class=FindingClass.EXTRACTION,
        severity=severity,
        message=message,
        places=(Place(sheet.file, sheet=sheet.name) if sheet else Place(name, table=form),),
    )


def _misnamed(name: str, named: str, form: str) -> Finding:
    return Finding(
        code="L07",
        finding_class=FindingClass.STRUCTURE,
        severity=Severity.WARNING,
        message=f"{name} 的文件名是{named}（{FORM_BY_NUMBER[named].title}），"
        f"内容却是{form}（{FORM_BY_NUMBER[form].title}）；按内容读取",
        places=(Place(name, table=form),),
    )


def _twice(kept: str, dropped: str, form: str) -> Finding:
    return Finding(
        code="L05",
        finding_class=FindingClass.STRUCTURE,
        severity=Severity.ERROR,
        message=f"{kept} 与 {dropped} 是同一张表（{form} {FORM_BY_NUMBER[form].title}）；"
        f"本次使用 {kept}，请删去其中一个",
        places=(Place(dropped, table=form), Place(kept, table=form)),
    )
