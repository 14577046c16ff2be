"""What the rules say of the self-evaluations on the tables of a submitted file."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

from generator.accounts.build import build_accounts
from generator.checks.catalogue import run_checks
from generator.field import zh
from generator.model.records import Inputs
from generator.reading.evaluation_forms import form_records
from generator.review.adoption import reword
from generator.review.evaluation.forms import compare_with_data
from generator.review.evaluation.listed_money import compare_money_with_data
from generator.review.evaluation.listed_points import compare_points_with_data
from generator.review.evaluation.tables import readable_forms

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from generator.model.accounts import Accounts
    from generator.model.evaluation_form import EvaluationForm
    from generator.model.finding import Finding
    from generator.model.submission import Submission
    from generator.tasks.submitted import Material


def check_all_forms(material: Material) -> Iterator[Finding]:
    """Yield what the rules say of the forms of a file without accounts."""
    return _check(readable_forms(material.others), material.name)


def judge_forms(
    material: Material, submission: Submission, accounts: Accounts
) -> Iterator[Finding]:
    """Yield what is wrong of the forms of a file that are no part of its accounts.

    With data that are all of them: they are held against its projects. Without, the others are
    the accounts' own.
    """
    if material.given is None:
        unit = accounts.identity.unit
        others = (form for form in readable_forms(material.others) if form.unit != unit)
        yield from _check(others, material.name)
        return
    yield from check_all_forms(material)
    yield from compare_with_data(material.others, accounts.projects)
    yield from compare_money_with_data(material.others, submission, accounts.projects)
    yield from compare_points_with_data(material.others, accounts.projects, accounts.evaluation)


def forms_in(material: Material, unit: str) -> list[EvaluationForm]:
    """Return the forms that are printed in a unit."""
    return [form for form in readable_forms(material.others) if form.unit == unit]


def without_funds(accounts: Accounts, file: str) -> Accounts:
    """Return the accounts; of which fund the projects of the forms of a file are nobody says."""
    projects = (
        replace(project, fund="", default_fund="") if project.place.file == file else project
        for project in accounts.projects
    )
    return replace(accounts, projects=tuple(projects))


def _check(forms: Iterable[EvaluationForm], name: str) -> Iterator[Finding]:
    """Check forms, those of each unit by themselves: turned into another one digits are lost."""
    by_unit: dict[str, list[EvaluationForm]] = {}
    for form in forms:
        by_unit.setdefault(form.unit or zh.TEN_THOUSAND_YUAN, []).append(form)
    for unit, own in by_unit.items():
        inputs = Inputs(Path(name), unit=unit, lists=form_records(own))
        accounts, found = build_accounts(inputs)
        for one in (*found, *run_checks(accounts).findings):
            if any(place.file == name for place in one.places):
                yield reword(one)
