"""The check list of a run (--checklist): 检查表.xlsx, or the bureau's own sheet filled in."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from generator.base.decoding import UndecodableError, decode
from generator.base.errors import (
    ChecklistFormError,
    ChecklistTakenError,
    SettingsError,
)
from generator.base.labels import nearest
from generator.base.links import real_path
from generator.base.output import refuse_no_file
from generator.field import zh
from generator.field.duties import DUTIES
from generator.files.snapshot import take_snapshot
from generator.files.xlsx.archive import UnusableError, check_archive
from generator.model.checklist import ChecklistForm
from generator.model.duty import DutyState
from generator.model.finding import notes_of
from generator.narrative.settings import GENERAL, parse_settings
from generator.reporting.checklist import MOST_SHEETS, format_checklist, was_written
from generator.reporting.checklist_form import fill_checklist
from generator.reporting.columns import FILE
from generator.reporting.duty_words import CHECKED_CONTENT, CHECKLIST

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from pathlib import Path

    from generator.narrative.settings import Value
    from generator.reporting.duty_words import FileDuties

_MAPPING, _BOOK = ".toml", ".xlsx"
_MOST_FILLED = 200  # sheets of one workbook
_TARGET, _SHEET, _HEAD = "写到", "工作表", "表头行"
_ANSWER, _ROWS, _WORDS = "结果", "行", "结果用语"
_KEYS = (
    FILE,
    _TARGET,
    _SHEET,
    _HEAD,
    CHECKED_CONTENT,
    _ANSWER,
    zh.PROBLEM,
    zh.DEPARTMENT_NAME,
)


class Checklist(NamedTuple):
    """Where the check list of a run goes; `form` is the bureau's own sheet, None for ours."""

    target: Path
    form: ChecklistForm | None = None
    blank: bytes = b""


class WrittenChecklist(NamedTuple):
    """The file, and what is to be said of it."""

    data: bytes
    remarks: tuple[str, ...]


def open_checklist(path: Path, inputs: Sequence[Path]) -> Checklist:
    """Return where a check list goes; of a .toml what it says of the bureau's sheet.

    Raises ChecklistFormError, ChecklistTakenError before anything is reviewed.
    """
    suffix = path.suffix.lower()
    if suffix == _MAPPING:
        form = _read_mapping(path)
        checklist = Checklist(form.target, form, _read_blank(form.blank))
    elif suffix == _BOOK:
        checklist = Checklist(path)
    else:
        why = f"请写 {CHECKLIST}{_BOOK}，或者说明局里的表的 {_MAPPING} 文件"
        raise ChecklistFormError(path, [why])
    _protect(checklist, inputs)
    return checklist


def blank_of(path: Path) -> Path | None:
    """Return where a .toml says that the bureau's sheet is, None where it is no such file."""
    try:
        tables = parse_settings(decode(take_snapshot(path, path.name)[0]), path)
    except (UndecodableError, SettingsError):
        return None
    name = str(tables.get(GENERAL, {}).get(FILE, "")).strip()
    return path.parent / name if name else None


def make_checklist(checklist: Checklist, files: Sequence[FileDuties]) -> WrittenChecklist:
    """Return the check list of the files. Raises ChecklistFormError, OversizedCellError."""
    if checklist.form is None:
        many = len(files) > MOST_SHEETS
        note = f"超过 {MOST_SHEETS} 份，没有一份一张工作表，全部在“逐项”里。" if many else ""
        return WrittenChecklist(format_checklist(files), (note,) if note else ())
    if len(files) > _MOST_FILLED:
        why = f"一共 {len(files)} 份，一本最多填 {_MOST_FILLED} 张，请分几次审核"
        raise ChecklistFormError(checklist.form.blank, [why])
    filled = fill_checklist(checklist.blank, checklist.form, files)
    remarks = []
    if filled.without_row:
        remarks.append(f"局里的表没有问到的：{'；'.join(filled.without_row)}。")
    if filled.without_duty:
        remarks.append(f"没有写明对应哪一项、没有填的：{'；'.join(filled.without_duty)}。")
    return WrittenChecklist(filled.data, tuple(remarks))


def _protect(checklist: Checklist, inputs: Sequence[Path]) -> None:
    """Raise where the target is something that must stay."""
    target, form = checklist.target, checklist.form
    if form is not None and real_path(target) == real_path(form.blank):
        why = f"“{_TARGET}”就是局里的空表，空表不改动，请另写一个文件名"
        raise ChecklistFormError(form.blank, [why])
    refuse_no_file(target)
    is_input = any(real_path(target) == real_path(one) for one in inputs)
    if is_input or (target.exists() and not was_written(target)):
        raise ChecklistTakenError(target)


def _read_blank(path: Path) -> bytes:
    data, findings = take_snapshot(path, path.name)
    if not data:
        raise ChecklistFormError(path, notes_of(findings))
    try:
        check_archive(data)
    except UnusableError as error:
        raise ChecklistFormError(path, [str(error)]) from error
    return data


def _read_mapping(path: Path) -> ChecklistForm:
    """Return what a .toml says; every fault of it is told at once."""
    data, findings = take_snapshot(path, path.name)
    if not data:
        raise ChecklistFormError(path, notes_of(findings))
    try:
        tables = parse_settings(decode(data), path)
    except UndecodableError as error:
        raise ChecklistFormError(path, [str(error)]) from error
    except SettingsError as error:
        raise ChecklistFormError(path, [error.detail]) from error
    faults: list[str] = []
    general = tables.get(GENERAL, {})
    _check_names(tables, general, faults)
    words = _read_words(tables.get(_WORDS, {}), faults)
    rows = _read_rows(tables.get(_ROWS, {}), faults)
    texts = {key: str(general.get(key, "")).strip() for key in _KEYS}
    needed = (FILE, CHECKED_CONTENT, _ANSWER)
    faults += [f"没有写“{key}”" for key in needed if not texts[key]]
    head = texts[_HEAD] or "1"
    if not head.isdecimal() or not int(head):
        faults.append(f"“{_HEAD}”应是行号，现在是“{head}”")
    if faults:
        raise ChecklistFormError(path, faults)
    blank = path.parent / texts[FILE]
    target = path.parent / (texts[_TARGET] or f"{blank.stem}-已填{_BOOK}")
    return ChecklistForm(
        blank,
        target,
        texts[_SHEET],
        int(head),
        texts[CHECKED_CONTENT],
        texts[_ANSWER],
        texts[zh.PROBLEM],
        texts[zh.DEPARTMENT_NAME],
        words,
        rows,
    )


def _check_names(
    tables: Mapping[str, Mapping[str, Value]], general: Mapping[str, Value], faults: list[str]
) -> None:
    known = (*_KEYS, _ROWS, _WORDS)
    for name in (*general, *(name for name in tables if name != GENERAL)):
        if name not in known or (name in (_ROWS, _WORDS)) != (name in tables):
            near = nearest(name, known)
            hint = f"，是否“{near}”" if near else f"，可以写的是：{'、'.join(known)}"
            faults.append(f"不认识“{name}”{hint}")


def _read_words(table: Mapping[str, Value], faults: list[str]) -> dict[DutyState, str]:
    """Return what the sheet says for each state; 是, 否 … where the table does not tell."""
    by_label = {state.label: state for state in DutyState}
    words = {state: state.answer for state in DutyState}
    for label, text in table.items():
        if label in by_label:
            words[by_label[label]] = str(text)
        else:
            faults.append(f"[{_WORDS}] 不认识“{label}”，可以写的是：{'、'.join(by_label)}")
    return words


def _read_rows(table: Mapping[str, Value], faults: list[str]) -> dict[str, tuple[str, ...]]:
    """Return the duties of each row of the bureau's sheet."""
    known = [duty.code for duty in DUTIES]
    rows: dict[str, tuple[str, ...]] = {}
    if not table:
        faults.append(f'没有 [{_ROWS}]：请写明表里的每一行是哪一项，如 公开表是否齐全 = ["J01"]')
    for key, value in table.items():
        codes = value if isinstance(value, tuple) else (str(value),)
        rows[key] = tuple(dict.fromkeys(code.strip().upper() for code in codes))
        for code in rows[key]:
            if code not in known:
                near = nearest(code, known)
                hint = f"，是否 {near}" if near else ""
                faults.append(
                    f"[{_ROWS}] “{key}”写的 {code} 不是检查内容{hint}；有 {known[0]} 至 {known[-1]}"
                )
        if not rows[key]:
            faults.append(f"[{_ROWS}] “{key}”没有写是哪一项")
    return rows
