"""Where the independent evaluations meet the program: built, checked, reviewed, changed.

`expected` and what is planted come from tests/evaluations, which never sees the program.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from random import Random
from time import process_time
from typing import TYPE_CHECKING, NamedTuple

from evaluations import folder
from evaluations.changing import Change, change_in, pick_kinds
from evaluations.evaluation import random_evaluation
from evaluations.expectation import KINDS, Expected, Spot
from evaluations.figures import grade_of, total_money, total_score
from evaluations.list_changes import LIST, ListCell, change_list, list_cells
from evaluations.matching import is_about
from evaluations.page import read_page
from evaluations.places import Places, expected_figures
from oracle.folder import write_folder

import generator
from generator.base.severity import Severity

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence
    from pathlib import Path

    from evaluations.model import Evaluation

    from generator.model.finding import Finding

# How a change is looked for: in the lists alone, in the document alone, in both.
CHECKED, ALONE, WITH_DATA = "check", "review", "review --data"
WAYS = (CHECKED, ALONE, WITH_DATA)
_BEST = "优"


class Found(NamedTuple):
    """What became of one change: how it was looked for, whether it was found, what was said."""

    seed: int
    change: Change
    how: str
    found: bool
    said: tuple[Finding, ...]
    seconds: float


@dataclass
class Trial:
    """One department: its folder and document, and what the program says of them unchanged.

    `said` has what is louder than a hint, by the way it was looked for, without what is said of
    the same department without an evaluation.
    """

    evaluation: Evaluation
    data: Path
    document: Path
    gaps: tuple[str, ...]
    said: dict[str, tuple[Finding, ...]]
    seconds: float
    known: dict[str, set[tuple[str, str]]]
    spots: list[tuple[Expected, Spot | None]] = field(default_factory=list)

    @property
    def wrong(self) -> list[tuple[Expected, Spot | None]]:
        """Return the figures that do not stand where they should."""
        return [(expected, spot) for expected, spot in self.spots if not expected.is_met(spot)]

    @property
    def false(self) -> list[tuple[str, Finding]]:
        """Return what is said of a folder and a document that are as they should be."""
        asked = unspent_and_best(self.evaluation)
        return [
            (how, finding)
            for how, findings in self.said.items()
            for finding in findings
            if not (
                finding.severity is Severity.WARNING and any(n in finding.message for n in asked)
            )
        ]

    @property
    def unasked(self) -> list[str]:
        """Return the projects that spent nothing and are 优, of which the check says nothing."""
        messages = [finding.message for finding in self.said[CHECKED]]
        names = unspent_and_best(self.evaluation)
        return [name for name in names if not any(name in message for message in messages)]


def unspent_and_best(evaluation: Evaluation) -> list[str]:
    """Return the projects that spent nothing and are 优 all the same: that is asked for."""
    return [
        project.name
        for project in evaluation.projects
        if not total_money(project).executed and grade_of(total_score(project)) == _BEST
    ]


def try_evaluation(seed: int, place: Path) -> Trial:
    """Write, build, check and review the evaluation of a seed in a folder of its own."""
    evaluation = random_evaluation(seed)
    plain, data, document = place / "原有", place / "数据", place / "送审稿.docx"
    write_folder(evaluation.department, plain, variant=evaluation.department.seed)
    folder.write_other_texts(plain)
    before = _all_said(plain, place / "没有自评" / document.name)
    folder.write_evaluation(evaluation, data)
    start = process_time()
    result = generator.build(data, docx=document)
    (data / "待补充.csv").unlink(missing_ok=True)
    seconds = process_time() - start
    gaps = tuple(gap.mark for gap in result.gaps)
    said = {
        how: tuple(finding for finding in findings if _key(finding) not in before[how])
        for how, findings in _looked_at(data, document)
    }
    trial = Trial(evaluation, data, document, gaps, said, seconds, before)
    places = Places(read_page(document))
    trial.spots = [(one, places.locate(one)) for one in expected_figures(evaluation)]
    return trial


def _all_said(data: Path, document: Path) -> dict[str, set[tuple[str, str]]]:
    document.parent.mkdir()
    generator.build(data, docx=document)
    (data / "待补充.csv").unlink(missing_ok=True)
    return {how: set(map(_key, findings)) for how, findings in _looked_at(data, document)}


def _looked_at(data: Path, document: Path) -> Iterator[tuple[str, tuple[Finding, ...]]]:
    yield CHECKED, _loud(generator.check(data).findings)
    yield ALONE, _loud(generator.review(document).findings)
    yield WITH_DATA, _loud(generator.review(document, data).findings)


def _loud(findings: Iterable[Finding]) -> tuple[Finding, ...]:
    return tuple(finding for finding in findings if finding.severity is not Severity.INFO)


def _key(finding: Finding) -> tuple[str, str]:
    return finding.code, finding.message


def plant_in_document(trial: Trial, count: int, place: Path) -> Iterator[Found]:
    """Change one figure of the document at a time, of as many kinds and places as it has."""
    dice = Random(f"document {trial.evaluation.seed}")
    spots = [(one, spot) for one, spot in trial.spots if spot is not None and one.is_met(spot)]
    kinds = sorted({(one.kind, one.place) for one, _ in spots if one.kind in KINDS})
    # Under the same name: findings that name the file are the same as before.
    file = place / "改动" / trial.document.name
    file.parent.mkdir(exist_ok=True)
    for pair in pick_kinds(kinds, count, dice):
        expected, _ = dice.choice([one for one in spots if (one[0].kind, one[0].place) == pair])
        page = read_page(trial.document)
        spot = Places(page).locate(expected)
        assert spot is not None
        change = change_in(page, expected, spot, dice, file)
        for how, data in ((ALONE, None), (WITH_DATA, trial.data)):
            start = process_time()
            findings = _new(trial, how, generator.review(file, data).findings)
            hit = any(is_about(change, f.message, _quotes(f)) for f in findings)
            seconds = process_time() - start
            yield Found(trial.evaluation.seed, change, how, hit, findings, seconds)


def plant_in_lists(trial: Trial, count: int) -> Iterator[Found]:
    """Change one cell of the lists at a time: the check finds it where the lists contradict it.

    Any change is found where the document, which has the figure as it was, is reviewed with them.
    """
    dice = Random(f"lists {trial.evaluation.seed}")
    cells = [one for one in list_cells(trial.evaluation) if one.is_told or one.is_printed]
    kinds = sorted({(cell.kind, LIST) for cell in cells})
    for kind, _ in pick_kinds(kinds, count, dice):
        cell = dice.choice([cell for cell in cells if cell.kind == kind])
        change, rows = change_list(trial.evaluation, cell, dice)
        file = trial.data / cell.file
        kept = file.read_bytes()
        folder.write_list(file, rows, "utf-8")
        try:
            yield from _look_for(trial, change, cell)
        finally:
            file.write_bytes(kept)


def _look_for(trial: Trial, change: Change, cell: ListCell) -> Iterator[Found]:
    for how in (CHECKED, WITH_DATA):
        if not (cell.is_told if how == CHECKED else cell.is_printed):
            continue
        start = process_time()
        if how == CHECKED:
            found = generator.check(trial.data).findings
        else:
            found = generator.review(trial.document, trial.data).findings
        findings = _new(trial, how, found)
        hit = any(
            any((p.file, p.row_number) == (cell.file, cell.row + 1) for p in finding.places)
            or is_about(change, finding.message, _quotes(finding))
            or (how == WITH_DATA and change.before in finding.message)
            for finding in findings
        )
        yield Found(trial.evaluation.seed, change, how, hit, findings, process_time() - start)


def _new(trial: Trial, how: str, findings: Iterable[Finding]) -> tuple[Finding, ...]:
    """Return what was not said of the department unchanged."""
    known = {_key(finding) for finding in trial.said[how]} | trial.known[how]
    return tuple(finding for finding in _loud(findings) if _key(finding) not in known)


def _quotes(finding: Finding) -> Sequence[str]:
    return [text for p in finding.places for text in (p.quote, p.row, p.column, p.table) if text]
