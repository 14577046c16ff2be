"""What was typed into a column of 待补充.csv that is not the one to be filled in."""

from __future__ import annotations

import re
from dataclasses import replace
from typing import TYPE_CHECKING

from generator.accounts.former import read_former
from generator.accounts.reasons import reason_key
from generator.base.codes import L06
from generator.base.labels import squash
from generator.base.severity import Severity
from generator.field import zh
from generator.field.data_folder import HISTORY, Lists, is_pointer
from generator.field.keys import FACT_UNITS, basis_of, canonical
from generator.model.finding import finding

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping

    from generator.model.accounts import Former
    from generator.model.finding import Finding
    from generator.model.place import Place
    from generator.model.records import Inputs, Record

_AMOUNTS = (zh.AMOUNT, zh.BASE_AMOUNT, zh.DIFFERENCE)
_AN_AMOUNT = re.compile(r"[-−]?[0-9][0-9.,]*\D{0,5}")
_MOST_SHOWN = 3


def former_of_lists(inputs: Inputs) -> Former:
    """Return what the lists keep of last year's document, without what 待补充.csv repeats of it."""
    lists = {name: rows for name, rows in inputs.lists.items() if name != Lists.GAPS}
    return read_former(replace(inputs, lists=lists))


def find_misplaced(rows: Iterable[tuple[Record, str]], former: Former) -> Iterator[Finding]:
    """Yield a finding for each column with something that this program did not write there.

    Where nothing is known of last year's reason, one that stands there may be last year's all the
    same, written when a list still had it: that is a remark.
    `rows` are those without an answer, each with the list or text that it asks for, empty for a
    reason.
    """
    found: dict[tuple[str, str, bool], list[tuple[Place, str, str]]] = {}
    for record, target in rows:
        typed = _beside_number(record, former) if target else _beside_reason(record, former)
        for column, text in typed.items():
            place = record.places[column]
            doubtful = column == zh.LAST_REASON and not target and not _known(record, former)
            cells = found.setdefault((place.file, column, doubtful), [])
            cells.append((place, record.text(zh.MATTER), text))
    for (file, column, doubtful), cells in found.items():
        shown = "、".join(f"{matter}“{text}”" for _, matter, text in cells[:_MOST_SHOWN])
        more = f"等 {len(cells)} 处" if len(cells) > _MOST_SHOWN else ""
        message = f"{file} 的“{column}”列里填的{shown}{more}没有使用，" + (
            f"清单里也没有这样的{zh.LAST_REASON}；是今年的原因的，请填到“{zh.REASON}”列"
            if doubtful
            else f"请填到“{zh.REASON}”列；再写出{Lists.GAPS}.csv 时，填过的这份存入 {HISTORY}/"
        )
        places = [place for place, _, _ in cells]
        severity = Severity.INFO if doubtful else None
        yield finding(L06, message, *places, severity=severity, found_text=cells[0][2])


def _beside_number(record: Record, former: Former) -> Mapping[str, str]:
    """Return what stands beside a number or text that is asked for; nothing should but 上年数."""
    key = canonical(record.text(zh.MATTER), tuple(FACT_UNITS))
    told = {
        zh.BASE_AMOUNT: former.counts.get(key, ""),
        zh.DIFFERENCE: "",
        zh.LAST_REASON: "",
    }
    cells = {column: record.text(column).strip() for column in told}
    return {
        column: text
        for column, text in cells.items()
        if text and squash(text) != squash(told[column]) and not is_pointer(text)
    }


def _beside_reason(record: Record, former: Former) -> Mapping[str, str]:
    """Return words among the amounts, and a 上年原因 that is not the one that is known."""
    cells = {column: record.text(column).strip() for column in _AMOUNTS}
    typed = {
        column: text
        for column, text in cells.items()
        if text and not _AN_AMOUNT.fullmatch(squash(text))
    }
    said = record.text(zh.LAST_REASON).strip()
    if said and squash(said) != squash(_known(record, former)):
        typed[zh.LAST_REASON] = said
    return typed


def _known(record: Record, former: Former) -> str:
    """Return last year's reason for what a row asks, as far as the lists have it."""
    basis = basis_of(record.text(zh.BASIS) or record.text(zh.DIRECTION))
    return former.reason(reason_key(record.text(zh.MATTER)), basis)
