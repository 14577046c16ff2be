"""What was typed into 待补充.csv where no reason was asked: counts, amounts, dates, texts."""

from __future__ import annotations

import re
from dataclasses import replace
from typing import TYPE_CHECKING, NamedTuple

from generator.accounts.misplaced import find_misplaced, former_of_lists
from generator.accounts.reasons import reason_key
from generator.base.codes import L06
from generator.base.labels import key_of, squash
from generator.field import evaluation, zh
from generator.field.data_folder import TEXT_NAMES, TEXTS, Lists, keeps_text, without_mark
from generator.field.hollow import describes
from generator.field.keys import FACT_TEXTS, FACT_UNITS, IDENTITY_KEYS, book_of, canonical
from generator.model.finding import Finding, finding
from generator.model.records import Record

if TYPE_CHECKING:
    from collections.abc import Mapping

    from generator.model.place import Place
    from generator.model.records import Inputs

# Where rows of 待补充.csv stand: the list itself, or 原因.csv, as which it may be used.
_ASKING = (Lists.REASONS, Lists.GAPS)
_ANSWERED = (Lists.FACTS, Lists.LAST_TOTALS, Lists.BUDGETS, Lists.IDENTITY)
_OWN_COLUMN = "本表"
_ANSWER_COLUMNS = (zh.REASON, zh.AMOUNT)
_NUMBER_AND_UNIT = re.compile(r"(?P<number>[-0-9.,]+)(?P<unit>[^-0-9.,]{1,5})")
_BUDGET_CODE = re.compile(r"[0-9]{3,7}")


class _Answer(NamedTuple):
    """What somebody typed for a key, where, and the file that was to be filled in."""

    key: str
    text: str
    place: Place
    key_place: Place
    target: str
    name: str


def place_answers(inputs: Inputs, findings: list[Finding]) -> Inputs:
    """Return the inputs with the answers of 待补充.csv in the lists and texts that they are of.

    What can be used nowhere is a finding. The lists of the folder go before: their rows come
    first. `inputs` itself is not changed.
    """
    lists = dict(inputs.lists)
    texts = dict(inputs.texts)
    blank: list[tuple[Record, str]] = []
    for name in _ASKING:
        kept: list[Record] = []
        for record in inputs.lists.get(name, ()):
            target = _target_of(record)
            if not _is_answered(record, target):  # still to be filled in
                if zh.FILL_IN in record.texts:
                    blank.append((record, target))
                kept += () if target else (record,)
                continue
            if not target:
                kept.append(record)
                continue
            answer = _read_answer(record, target)
            if answer is None or not _place(answer, lists, texts):
                kept.append(record)
                findings.append(_unused(record, answer, texts))
        if name in lists:
            lists[name] = tuple(kept)
    findings += find_misplaced(blank, former_of_lists(inputs))
    return replace(inputs, lists=lists, texts=texts)


def reason_records(inputs: Inputs) -> tuple[Record, ...]:
    """Return the rows that give a reason, 原因.csv first."""
    rows = (record for name in _ASKING for record in inputs.lists.get(name, ()))
    return tuple(record for record in rows if not _target_of(record))


def answered_rows(inputs: Inputs) -> tuple[Record, ...]:
    """Return the rows of a 待补充.csv in the data, be it renamed to 原因.csv."""
    renamed = (
        record for record in inputs.lists.get(Lists.REASONS, ()) if zh.FILL_IN in record.texts
    )
    return (*renamed, *inputs.lists.get(Lists.GAPS, ()))


def _is_answered(record: Record, target: str) -> bool:
    columns = _ANSWER_COLUMNS if target else (zh.REASON,)
    return any(record.text(column).strip() for column in columns)


def _target_of(record: Record) -> str:
    """Return the list, text or table that a row asks for, nothing for a reason."""
    where = record.text(zh.FILL_IN).strip()
    where = where.removesuffix(f"（{book_of(where)}）")
    key = record.text(zh.MATTER)
    stem = re.sub(r"\.(?:csv|md|toml)$", "", where.removeprefix("工作表").strip())
    if where and not where.startswith(_OWN_COLUMN) and stem != Lists.REASONS:
        return stem
    if where or reason_key(key):
        return ""
    if canonical(key, tuple(FACT_UNITS)):
        return Lists.FACTS
    return Lists.IDENTITY if canonical(key, IDENTITY_KEYS) else ""


def _read_answer(record: Record, target: str) -> _Answer | None:
    """Return what was typed: under 原因 or, as it is a number that is asked, under 金额.

    None where nothing was, or two different things.
    """
    typed = [name for name in _ANSWER_COLUMNS if record.text(name).strip()]
    if len({squash(record.text(name)) for name in typed}) != 1:
        return None
    column = typed[0]
    text = record.text(column).strip()
    name = record.text(zh.SUBJECT_NAME).strip()
    return _Answer(
        record.text(zh.MATTER), text, record.places[column], record.places[zh.MATTER], target, name
    )


def _place(answer: _Answer, lists: dict[str, tuple[Record, ...]], texts: dict[str, str]) -> bool:
    """Add an answer to the list or text that it is of; False where there is none for it."""
    name = answer.target
    if name in _ANSWERED:
        lists[name] = (*lists.get(name, ()), _record(answer))
        return True
    if evaluation.is_project_text(name) or evaluation.is_whole_text(name):
        return _place_report_text(answer, lists)
    stem = name.rpartition("/")[2]
    if stem not in TEXT_NAMES:
        return False
    former = without_mark(texts.get(stem, ""))
    if former is not None:
        texts[stem] = former if keeps_text(squash(answer.text)) else answer.text
        return True
    if not describes(texts.get(stem, "")):
        texts[stem] = answer.text
    return squash(texts[stem]) == squash(answer.text)


def _place_report_text(answer: _Answer, lists: dict[str, tuple[Record, ...]]) -> bool:
    """Add a text of a report to the list of such texts; False where it is not asked so."""
    owner, _, heading = answer.key.rpartition(evaluation.OF)
    text = answer.text
    if evaluation.is_project_text(answer.target) and owner and heading in evaluation.REPORT_TEXTS:
        name, row = evaluation.PROJECT_TEXTS, {zh.PROJECT_NAME: owner, heading: text}
    elif evaluation.is_whole_text(answer.target) and answer.key in evaluation.WHOLE_TEXTS:
        name, row = evaluation.WHOLE, {zh.ITEM: answer.key, zh.CONTENT: text}
        heading = zh.CONTENT
    else:
        return False
    lists[name] = (*lists.get(name, ()), _row(row, answer, heading))
    return True


def _unused(record: Record, answer: _Answer | None, texts: Mapping[str, str]) -> Finding:
    """Return the finding for what was typed and cannot be used."""
    typed = {name: text for name in _ANSWER_COLUMNS if (text := record.text(name).strip())}
    column = next(iter(typed))
    if answer is None:
        why = f"“原因”列写的是“{typed['原因']}”，“金额”列写的是“{typed['金额']}”，请只留一个"
    elif (stem := answer.target.rpartition("/")[2]) in texts:
        why = f"{TEXTS}/{stem}.md 已有另一段文字"
    else:
        why = f"请填到 {_file_of(answer.target)}"
    place = record.places[column]
    message = f"{place.file} 中“{record.text('事项')}”填的“{typed[column]}”没有使用：{why}"
    return finding(L06, message, place, found_text=typed[column])


def _file_of(stem: str) -> str:
    if stem.startswith(f"{TEXTS}/"):
        return f"{stem}.md"
    return stem if "." in stem or "（" in stem else f"{stem}.csv"


def _record(answer: _Answer) -> Record:
    """Return the row that the answer would be in its own list."""
    found = _NUMBER_AND_UNIT.fullmatch(squash(answer.text))
    number, unit = (found["number"], found["unit"]) if found else (answer.text.strip(), "")
    if answer.target == Lists.IDENTITY:
        return _row({zh.ITEM: answer.key, zh.CONTENT: answer.text.strip()}, answer, zh.CONTENT)
    if answer.target == Lists.BUDGETS:
        code = key_of(answer.key) if _BUDGET_CODE.fullmatch(key_of(answer.key)) else ""
        texts = {
            zh.SUBJECT_CODE: code,
            zh.SUBJECT_NAME: answer.name or answer.key,
            zh.INITIAL_BUDGET: number,
            zh.UNIT: unit,
        }
        return _row(texts, answer, zh.INITIAL_BUDGET)
    column = zh.VALUE if answer.target == Lists.FACTS else zh.AMOUNT
    if canonical(answer.key, FACT_TEXTS):
        number, unit = answer.text.strip(), ""
    return _row({zh.ITEM: answer.key, column: number, zh.UNIT: unit}, answer, column)


def _row(texts: Mapping[str, str], answer: _Answer, column: str) -> Record:
    places = {
        name: answer.place if name in (column, zh.UNIT) else answer.key_place for name in texts
    }
    return Record(texts, places, {})
