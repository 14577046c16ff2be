"""Each rule: changes that it must notice, at the right cell, and data that it must pass."""

from pathlib import Path

import pytest
from checks.cases_allowed import ALLOWED
from checks.cases_evaluation import EVALUATION_ALLOWED, EVALUATION_CASES
from checks.cases_lists import LIST_CASES
from checks.cases_tables import TABLE_CASES
from support.findings import line_of, place_of
from support.rule_case import Case, changed, codes_of

from generator.base.severity import Severity
from generator.checks.catalogue import CHECKS

_NOTICED = [*TABLE_CASES, *LIST_CASES, *EVALUATION_CASES]
_PASSED = [*ALLOWED, *EVALUATION_ALLOWED]


def _name(case: Case) -> str:
    return f"{case.code}-{case.place[-8:]}" if case.place else case.code


@pytest.mark.parametrize("case", _NOTICED, ids=_name)
def test_a_change_is_noticed(case: Case, tmp_path: Path) -> None:
    found = changed(case, tmp_path)
    lines = [line_of(finding) for finding in found]
    own = [finding for finding in found if case.code in codes_of(finding)]
    assert case.place in [place_of(finding.places[0]) for finding in own], lines
    if case.single:
        grave = [finding for finding in found if finding.severity is Severity.ERROR]
        assert len(grave) == _is_error(case.code), lines


def _is_error(code: str) -> bool:
    (severity,) = [check.rule.severity for check in CHECKS if check.rule.code == code]
    return severity is Severity.ERROR


@pytest.mark.parametrize("case", _PASSED, ids=_name)
def test_what_is_allowed_is_not_noticed(case: Case, tmp_path: Path) -> None:
    found = changed(case, tmp_path)
    assert [line_of(f) for f in found if f.severity is not Severity.INFO] == []
    assert [line_of(f) for f in found if case.code in codes_of(f)] == []


def test_every_rule_has_a_case() -> None:
    rules = {check.rule.code for check in CHECKS}
    assert {case.code for case in _NOTICED} == rules
    assert {case.code for case in _PASSED} == rules
