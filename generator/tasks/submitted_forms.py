"""What the rules say of the self-evaluations on the tables of a submitted file."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from generator.accounts.build import build_accounts
from generator.checks.catalogue import run_checks
from generator.model.records import Inputs
from generator.reading.evaluation_forms import form_records
from generator.review.adoption import reword
from generator.review.evaluation.tables import readable_forms

if TYPE_CHECKING:
    from collections.abc import Iterator

    from generator.model.finding import Finding
    from generator.tasks.submitted import Material


def check_forms(material: Material) -> Iterator[Finding]:
    """Yield what the rules say of the forms of a file that are no part of its accounts."""
    forms = readable_forms(material.others)
    if not forms:
        return
    accounts, found = build_accounts(Inputs(Path(material.name), lists=form_records(forms)))
    for one in (*found, *run_checks(accounts).findings):
        if any(place.file == material.name for place in one.places):
            yield reword(one)
