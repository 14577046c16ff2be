"""What the user gives and the document does not print: nothing is passed over in silence."""

from __future__ import annotations

from typing import TYPE_CHECKING

from generator.base.codes import L17
from generator.base.severity import Severity
from generator.field.data_folder import TEXT_NAMES, TEXTS
from generator.field.evaluation import INDICATOR_NOTES
from generator.field.keys import EXPLAINED_KEYS
from generator.model.finding import Finding, finding
from generator.model.place import Place

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from generator.model.accounts import Accounts, ListedText
    from generator.model.block import Gap
    from generator.model.records import Used

_SHOWN = 6


def find_unused(
    accounts: Accounts, used: Used, gaps: Iterable[Gap], reported: frozenset[Place]
) -> Iterator[Finding]:
    """Yield the reasons, amounts and texts that are printed nowhere, one finding a file.

    A 0 need not be printed, and where a figure is missing its reason, and what it is compared
    with, wait for it. `reported` are cells that a finding has named already.
    """
    asked = {gap.key: gap.basis for gap in gaps}
    reasons: list[tuple[str, Place]] = []
    for (key, basis), reason in accounts.reasons.items():
        if reason.place in used.reasons | reported:
            continue
        if key in EXPLAINED_KEYS:
            continue
        if key not in asked:
            reasons.append((key, reason.place))
        elif basis and asked[key] and asked[key] != basis:
            yield _other_basis(key, basis, asked[key], reason)
    yield from _unused(reasons, "没有写进正文（没有差异的、这种行文不要的，不写原因）")
    amounts = [
        (key, amount.source.place)
        for listed in (accounts.last_totals, accounts.budget_totals, accounts.facts)
        for key, amount in listed.items()
        if amount.value and key not in asked
    ]
    rest = [one for one in amounts if one[1] not in used.cells | reported]
    yield from _unused(rest, "没有写进正文（可能只用于核对，或另有优先的来源）")
    yield from _unused(_unprinted_rows(accounts, used), "没有写进正文（没有印自评表、自评报告）")
    yield from _unused(_unprinted_texts(accounts, used), "没有写进正文（没有印自评报告）")
    texts = [name for name in TEXT_NAMES if accounts.texts.get(name, "").strip()]
    yield from _unused(
        [
            (name, Place(accounts.text_files.get(name, f"{TEXTS}/{name}.md")))
            for name in texts
            if name not in used.texts
        ],
        "没有写进正文（这一条已由清单写出）",
    )


def _unprinted_rows(accounts: Accounts, used: Used) -> Iterator[tuple[str, Place]]:
    """Yield indicators and rows of 资金管理 none of whose points went into a printed number."""
    listed = accounts.evaluation
    rows = [
        *((one.third_level, one.place, one.score) for one in listed.indicators),
        *((one.matter, one.place, one.score) for one in listed.management),
        *((one.third_level, one.place, one.score) for one in listed.whole_indicators),
    ]
    for name, place, score in rows:
        if score is not None and score.source.place not in used.cells:
            yield name, place


def _unprinted_texts(accounts: Accounts, used: Used) -> Iterator[tuple[str, Place]]:
    """Yield the texts of reports that no template has printed."""
    listed = accounts.evaluation
    notes = {note.place for note in listed.whole_notes.values()}
    texts = [
        *(
            (f"{one.project}：{name}", text)
            for one in listed.reports
            for name, text in one.texts.items()
        ),
        *listed.whole_texts.items(),
    ]
    for name, text in texts:
        printed = notes if name == INDICATOR_NOTES else {text.place}
        if not printed & used.reasons and text.place not in used.reasons:
            yield name, text.place


def _other_basis(key: str, basis: str, asked: str, reason: ListedText) -> Finding:
    return finding(
        L17,
        f"“{key}”的原因写的是对比{basis}，正文要的是对比{asked}，没有用上",
        reason.place,
        severity=Severity.WARNING,
    )


def _unused(found: Iterable[tuple[str, Place]], why: str) -> Iterator[Finding]:
    by_file: dict[str, list[tuple[str, Place]]] = {}
    for key, place in found:
        by_file.setdefault(place.file, []).append((key, place))
    for file, items in by_file.items():
        listed = "、".join(dict.fromkeys(key for key, _ in items[:_SHOWN]))
        more = f"等 {len(items)} 项" if len(items) > _SHOWN else ""
        yield finding(L17, f"{file} 的 {listed}{more} {why}", *(place for _, place in items))
