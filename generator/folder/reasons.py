"""Every reason that the figures call for, those already given among them."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from generator.field.keys import code_of

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from generator.model.accounts import Former, ListedText
    from generator.model.block import Gap

REASONS_FILE = "原因.csv"
_IF_DIFFERENT = "有差异的才填"
_LATER = "年初预算数、上年数填上以后，与它有差异的才要写明原因"


class ReasonRow(NamedTuple):
    """A reason that is asked for (or given unasked): its key and what it has to explain.

    `base` is last year's amount or the budget; `former` is what last year's document said. One
    that is not `due` is asked for only if the amount turns out to differ.
    """

    key: str
    reason: str
    basis: str = ""
    section: str = ""
    name: str = ""
    amount: str = ""
    base: str = ""
    difference: str = ""
    direction: str = ""
    former: str = ""
    wording: str = ""
    due: bool = True


def list_reasons(
    asked: Iterable[Gap],
    still_open: Iterable[Gap],
    given: Mapping[tuple[str, str], ListedText],
    names: Mapping[str, str],
    former: Former,
    later: Iterable[Gap] = (),
) -> tuple[ReasonRow, ...]:
    """Return the reasons in the order of the text, then `later` ones, then those unasked for.

    `asked` are the gaps of the narrative without any reason, `still_open` those that remain with
    the reasons `given`. A gap that is neither open nor given itself is closed by another key (a
    reason that stands where a purpose could): it is not asked for. `names` are those of codes,
    `former` what was said last year. `later` are amounts whose budget is not given yet: once it
    is, the reason has its row. So has what was said last year of anything else.
    """
    left = {(gap.key, gap.basis) for gap in still_open}
    rows: dict[tuple[str, str], ReasonRow] = {}
    used: set[tuple[str, str]] = set()
    for gap in (*asked, *still_open):
        place = (gap.key, gap.basis)
        if gap.file != REASONS_FILE or place in rows:
            continue
        found = next((key for key in (place, (gap.key, "")) if key in given), None)
        if found is None and place not in left:
            continue
        if found is not None:
            used.add(found)
        reason = given[found].text if found is not None else ""
        rows[place] = _row_of(gap, reason, names, former)
    for gap in later:
        place = (gap.key, gap.basis)
        if place not in rows:
            row = _row_of(gap, "", names, former)
            rows[place] = row._replace(direction=_IF_DIFFERENT, wording=_LATER, due=False)
    shown = {key for key, _ in rows} | {key for key, _ in given}
    for (key, basis), said in former.reasons.items():
        if key not in shown:
            name = names.get(code_of(key), "")
            row = ReasonRow(key, "", basis, name=name, direction=_IF_DIFFERENT, former=said)
            rows[key, basis] = row._replace(due=False)
    unasked = (
        ReasonRow(key, text.text, basis)
        for (key, basis), text in given.items()
        if (key, basis) not in used
    )
    return (*rows.values(), *unasked)


def _row_of(gap: Gap, reason: str, names: Mapping[str, str], former: Former) -> ReasonRow:
    return ReasonRow(
        gap.key,
        reason,
        gap.basis,
        gap.section,
        names.get(code_of(gap.key), ""),
        gap.final,
        gap.base,
        gap.difference,
        gap.direction,
        former.reason(gap.key, gap.basis),
        gap.wording,
    )
