"""What the desk lays out: a row a file, what stands below the table, how often what was found."""

from __future__ import annotations

import contextlib
import pickle
from collections import Counter
from typing import TYPE_CHECKING, Any, NamedTuple

from flask import url_for

from generator.base.severity import Severity
from generator.field import zh
from generator.model.roll import NO_DESK
from generator.model.rounds import RoundState
from generator.reporting.columns import KIND
from generator.reporting.review_index import NEEDS
from generator.reporting.review_summary import (
    group_skipped,
    summary_row,
    word_bases,
    word_replies,
)
from generator.reporting.review_words import word_pile_verdict
from generator.reporting.review_workbook import REASON
from generator.reporting.roll_words import (
    FILE,
    OWN_DATA,
    REPLY_FAULTS,
    ROLL_COLUMNS,
    STRANGERS,
    list_roll,
    word_day,
)
from generator.reporting.round_words import word_desk
from generator.reporting.screen import place_text
from generator.server.house import house
from generator.server.reviewer.before import Before
from generator.server.reviewer.decisions import DECISION, merge_said, subject_of
from generator.server.reviewer.journal import identify_file
from generator.tasks.review_many.decided import list_keys

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from generator.model.finding import Finding
    from generator.server.reviewer.before import Carried
    from generator.server.reviewer.folder import PileFolder
    from generator.server.reviewer.shown import Newest, ShownFile

_MOST_NAMED = 10


def tell_rows(folder: PileFolder, files: Iterable[ShownFile]) -> list[dict[str, Any]]:
    """Return the rows of the table as the script lays them out."""
    before = Before(house().workspace, house().entries, folder)
    return [_tell_row(folder, one, before.said_of(one.summary)) for one in files]


def _tell_row(folder: PileFolder, one: ShownFile, before: Carried) -> dict[str, Any]:
    summary, items = one.summary, one.kept.items
    current = merge_said(house().entries, subject_of(folder.id, summary.name), before)
    said = {entry.key for entry in current if entry.kind == DECISION and entry.value}
    counts = summary.rounds.counts if summary.rounds else {}
    return {
        "id": one.done.id,
        "key": one.done.key,
        "texts": summary_row(summary),
        "shares": summary.shares,
        "need": summary.need.name.lower(),
        "attention": list(summary.attention),
        "kinds": [kind.value for kind in summary.kinds],
        "states": [state.value for state in RoundState if counts.get(state)],
        "link": _address(folder.name, one.done.id) if summary.was_read else "",
        "decided": len(said.intersection(items.findings)),
        "findings": len(set(items.findings)),
    }


def _address(pile: str, identity: str) -> str:
    return url_for("reviewer.show_document", pile=pile, document=identity)


def lay_beside(pile: str, newest: Newest | None, files: Sequence[ShownFile]) -> dict[str, Any]:
    """Return what stands beside the table: the verdict on all, the list, the bureau's own."""
    desk = newest.beside.desk if newest else NO_DESK
    skipped = newest.beside.skipped if newest else ()
    summaries = [one.summary for one in files]
    links = {one.summary.name for one in files if one.summary.was_read}
    rows = list_roll(desk.roll, summaries) if desk.roll else ()

    def link(name: str) -> str:
        return _address(pile, identify_file(name)) if name in links else ""

    return {
        "verdict": word_pile_verdict(summaries, skipped, desk.roll) if files else "",
        "basis": word_bases(summaries) if files else "",
        "replied": word_replies(summaries),
        "rounds": word_desk(desk.rounds, summaries) if desk.rounds else (),
        "departments": sorted({one.department for one in summaries if one.department}),
        "skipped": group_skipped(skipped),
        "skipped_count": len(skipped),
        "roll_columns": ROLL_COLUMNS,
        "roll": [(row.presence.value, row.texts, link(row.texts[FILE])) for row in rows],
        "roll_file": FILE,
        "today": word_day(desk.roll.today) if desk.roll else "",
        "strangers": desk.roll.nobodys if desk.roll else (),
        "strangers_title": STRANGERS,
        "own_title": OWN_DATA,
        "own": [(finding, _word_places(finding)) for finding in desk.findings],
        "replies_title": REPLY_FAULTS,
        "replies": [(finding, _word_places(finding)) for finding in desk.replies or ()],
    }


def _word_places(finding: Finding) -> str:
    return "、".join(dict.fromkeys(place_text(place) for place in finding.places))


class KindCount(NamedTuple):
    """How often a kind of error was found, and in how many files."""

    kind: str
    files: int
    errors: int
    warnings: int


def count_all(pile: str, files: Sequence[ShownFile]) -> dict[str, Any]:
    """Return how often what was found, without what was accepted, and where most of it is."""
    levels: dict[str, Counter[str]] = {
        one.label: Counter() for one in (Severity.ERROR, Severity.WARNING)
    }
    where: dict[str, set[str]] = {}
    for one in files:
        with contextlib.suppress(OSError, pickle.UnpicklingError):
            for _, named in list_keys(one.kept.rows):
                if named[zh.LEVEL] in levels and not named[REASON]:
                    levels[named[zh.LEVEL]][named[KIND]] += 1
                    where.setdefault(named[KIND], set()).add(one.summary.name)
    errors, warnings = levels.values()
    kinds = sorted(where, key=lambda kind: (-len(where[kind]), kind))
    needs = Counter(one.summary.need for one in files)
    rounds: Counter[str] = Counter()
    for one in files:
        if one.summary.rounds:
            rounds.update({s.label: n for s, n in one.summary.rounds.counts.items()})
    return {
        "needs": [(label, needs[need]) for need, label in NEEDS.items() if needs[need]],
        "kinds": [KindCount(k, len(where[k]), errors[k], warnings[k]) for k in kinds],
        "most": [
            (one.summary, _address(pile, one.done.id)) for one in files if one.summary.counts[0]
        ][:_MOST_NAMED],
        "rounds": [(label, count) for label, count in rounds.items() if count],
    }
