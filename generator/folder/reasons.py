"""Every reason that the figures call for, those already given among them."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from generator.model.accounts import ListedText
    from generator.model.block import Gap

REASONS_FILE = "原因.csv"


class ReasonRow(NamedTuple):
    """A reason that is asked for (or given unasked): its key and what it has to explain."""

    key: str
    reason: str
    basis: str = ""
    section: str = ""
    amount: str = ""
    direction: str = ""
    wording: str = ""


def list_reasons(
    asked: Iterable[Gap], still_open: Iterable[Gap], given: Mapping[tuple[str, str], ListedText]
) -> tuple[ReasonRow, ...]:
    """Return the reasons in the order of the text, then those given that nothing asks for.

    `asked` are the gaps of the narrative without any reason, `still_open` those that remain with
    the reasons `given`. A gap that is neither open nor given itself is closed by another key (a
    reason that stands where a purpose could): it is not asked for.
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
        rows[place] = ReasonRow(
            gap.key, reason, gap.basis, gap.section, gap.amount, gap.direction, gap.wording
        )
    unasked = (
        ReasonRow(key, text.text, basis)
        for (key, basis), text in given.items()
        if (key, basis) not in used
    )
    return (*rows.values(), *unasked)
