"""The data folder: which file is what, and everything that is in it (DESIGN 2)."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from generator.errors import FolderMissingError
from generator.labels import squash
from generator.model.finding import Finding, FindingClass, Severity
from generator.model.forms import FORM_BY_NUMBER, FORMS
from generator.model.place import Place
from generator.model.records import Inputs
from generator.reading.lists import LIST_BY_FILE, read_records
from generator.reading.recognise import form_in_name, recognise
from generator.reading.sheet import read_sheet, read_text
from generator.reading.tables import DEFAULT_UNIT, read_table

if TYPE_CHECKING:
    from pathlib import Path

    from generator.model.table import Table

LAST_YEAR = "上年"
TEXTS = "文字"
ATTACHMENTS = "附件"
SETTINGS = "行文.toml"
_SHEET_SUFFIXES = {".csv", ".tsv", ".txt"}
_LEFT_ABOUT = re.compile(r"^(~\$|\.|desktop\.ini$|thumbs\.db$)", re.IGNORECASE)
_NOTES_FILE = "公开表_附注"
_GAPS_FILE = "待补充"
_UNITS = {"元", "万元"}


def read_folder(folder: Path) -> tuple[Inputs, tuple[Finding, ...]]:
    """Return everything in the data folder, and what is wrong with its files.

    Raises FolderMissingError. Files that Windows leaves about are passed over; the folder is
    never changed.
    """
    if not folder.is_dir():
        raise FolderMissingError(folder)
    inputs = Inputs(folder)
    findings: list[Finding] = []
    files = [path for path in sorted(folder.iterdir()) if path.is_file() and not _skip(path)]
    lists = [path for path in files if path.stem in LIST_BY_FILE and _is_sheet(path)]
    for path in lists:
        findings.extend(_read_list(path, inputs))
    inputs.unit = _published_unit(inputs, findings)
    tables = [path for path in files if _is_sheet(path) and path not in lists]
    findings.extend(_read_tables(tables, "", inputs.tables, inputs.unit))
    last = folder / LAST_YEAR
    if last.is_dir():
        paths = [p for p in sorted(last.iterdir()) if p.is_file() and _is_sheet(p) and not _skip(p)]
        paths = [p for p in paths if p.stem not in LIST_BY_FILE]
        findings.extend(_read_tables(paths, f"{LAST_YEAR}/", inputs.last_year, inputs.unit))
    findings.extend(_read_texts(folder, inputs))
    return inputs, tuple(findings)


def _skip(path: Path) -> bool:
    return bool(_LEFT_ABOUT.match(path.name)) or path.stem == _NOTES_FILE


def _is_sheet(path: Path) -> bool:
    return path.suffix.lower() in _SHEET_SUFFIXES


def _read_list(path: Path, inputs: Inputs) -> list[Finding]:
    sheet, findings = read_sheet(path, path.name)
    if sheet is None:
        return list(findings)
    records, more = read_records(sheet, LIST_BY_FILE[path.stem])
    inputs.lists[path.stem] = records
    return [*findings, *more]


def _published_unit(inputs: Inputs, findings: list[Finding]) -> str:
    for record in inputs.lists.get("单位信息", ()):
        if squash(record.text("项目")) == "单位" and record.text("内容"):
            unit = squash(record.text("内容"))
            if unit in _UNITS:
                return unit
            findings.append(
                Finding(
                    code="L06",
                    finding_class=FindingClass.UNIT,
                    severity=Severity.ERROR,
                    message=f"单位信息.csv 的“单位”写作“{unit}”，应为 万元 或 元；按万元处理",
                    places=(record.places["内容"],),
                    found_text=unit,
                )
            )
    return DEFAULT_UNIT


def _read_tables(
    paths: list[Path], prefix: str, tables: dict[str, Table], unit: str
) -> list[Finding]:
    """Read every table file into `tables`; of two files for one table the better named counts."""
    findings: list[Finding] = []
    chosen: dict[str, tuple[bool, str]] = {}
    for path in paths:
        name = prefix + path.name
        sheet, problems = read_sheet(path, name)
        findings.extend(problems)
        if sheet is None:
            continue
        found = recognise(sheet, path.stem)
        if not found.form:
            findings.append(_not_a_table(name, path.stem))
            continue
        well_named = found.named == found.form
        if found.named and not well_named:
            findings.append(_misnamed(name, found.named, found.form))
        earlier = chosen.get(found.form)
        if earlier is not None:
            keep_earlier = earlier[0] or not well_named
            kept, dropped = (earlier[1], name) if keep_earlier else (name, earlier[1])
            findings.append(_twice(kept, dropped, found.form))
            if keep_earlier:
                continue
        table, more = read_table(sheet, found, unit)
        if earlier is not None:
            findings = [f for f in findings if not _is_about(f, earlier[1])]
        findings.extend(more)
        tables[found.form] = table
        chosen[found.form] = (well_named, name)
    return findings


def _is_about(finding: Finding, file: str) -> bool:
    """Whether a finding is about cells of a file that is not used after all."""
    return (
        finding.code in {"L04", "L09", "L10"}
        and bool(finding.places)
        and (finding.places[0].file == file)
    )


def _not_a_table(name: str, stem: str) -> Finding:
    if stem == _GAPS_FILE:
        message = "填好“原因”一列之后，请把文件改名为 原因.csv（或并入 原因.csv），否则不会使用"
        return Finding(
            code="L03",
            finding_class=FindingClass.EXTRACTION,
            severity=Severity.WARNING,
            message=f"{name}：{message}",
            places=(Place(name),),
        )
    titles = "、".join(form.title for form in FORMS)
    return Finding(
        code="L03",
        finding_class=FindingClass.EXTRACTION,
        severity=Severity.ERROR if form_in_name(stem) else Severity.WARNING,
        message=f"{name} 不是九张公开表之一，也不是数据文件夹的清单，没有使用。表名应为：{titles}",
        places=(Place(name),),
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


def _read_texts(folder: Path, inputs: Inputs) -> list[Finding]:
    findings: list[Finding] = []
    texts = folder / TEXTS
    if texts.is_dir():
        for path in sorted(texts.iterdir()):
            if path.suffix.lower() != ".md" or _skip(path):
                continue
            text, problems = read_text(path, f"{TEXTS}/{path.name}")
            findings.extend(problems)
            if text is not None and text.strip():
                inputs.texts[path.stem] = text
    attachments = folder / ATTACHMENTS
    if attachments.is_dir():
        inputs.attachments = tuple(
            path
            for path in sorted(attachments.iterdir())
            if path.suffix.lower() in {".md", ".docx"} and not _skip(path)
        )
    settings = folder / SETTINGS
    if settings.is_file():
        text, problems = read_text(settings, SETTINGS)
        findings.extend(problems)
        inputs.settings = text or ""
    return findings
