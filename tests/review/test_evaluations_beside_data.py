"""What the lists of evaluations give is the data's; of which fund a form is nobody says."""

from dataclasses import replace
from pathlib import Path

import pytest
from harvested import submit
from support.folders import DATA

from generator.accounts.build import build_accounts
from generator.checks.catalogue import run_checks
from generator.field import zh
from generator.field.funds import FUND, GENERAL
from generator.model.accounts import Accounts, ListedAmount
from generator.review.harvest.completing import keep_unknown
from generator.review.harvest.harvest import harvest
from generator.tasks.department import read_inputs
from generator.tasks.submitted_forms import without_funds

_SAID = (
    "十三、预算绩效情况说明\n2024年年初预算500.00万元，年中预算调增{}万元，"
    "全年预算500.00万元，全年实际执行490.00万元，预算执行率为98.00%。\n"
)
_CHANGE = "整体预算调整"


@pytest.mark.parametrize("said", ["0", "0.00", "20.00"])
@pytest.mark.parametrize("given", [True, False])
def test_a_change_that_the_data_gives_is_not_taken_from_the_text(
    said: str, tmp_path: Path, *, given: bool
) -> None:
    accounts = _accounts()
    facts = {key: value for key, value in accounts.facts.items() if key != _CHANGE}
    if given:
        facts[_CHANGE] = next(iter(facts.values()))
    found = harvest(submit(_SAID.format(said), tmp_path), {})
    kept = keep_unknown(found, replace(accounts, facts=facts))
    keys = {record.text(zh.ITEM) for record in kept.lists.get(zh.MATTER, ())}
    assert (_CHANGE in keys) is not given


def _accounts() -> Accounts:
    return build_accounts(read_inputs(DATA)[0])[0]


def _codes(accounts: Accounts) -> set[str]:
    return {one.code for one in run_checks(accounts).findings}


def _spent(listed: ListedAmount | None, factor: int) -> ListedAmount | None:
    if listed is None or listed.value is None:
        return listed
    return listed._replace(value=listed.value * factor)


def test_projects_of_an_unknown_fund_are_held_against_all_funds() -> None:
    accounts = _accounts()
    file = accounts.projects[0].place.file
    known = _codes(accounts)
    assert {GENERAL, FUND} <= {project.fund for project in accounts.projects}
    # Taken for 一般公共预算 what the other funds paid would be too much.
    wrong = replace(
        accounts, projects=tuple(replace(one, fund=GENERAL) for one in accounts.projects)
    )
    assert "N13v" in _codes(wrong)
    unknown = without_funds(accounts, file)
    assert {project.fund for project in unknown.projects} == {""}
    assert "N13v" not in known | _codes(unknown)
    assert without_funds(accounts, "别的.docx") == accounts


def test_more_than_all_funds_paid_is_asked_about() -> None:
    accounts = _accounts()
    projects = tuple(
        replace(
            one,
            executed=_spent(one.executed, 10),
            money=tuple(replace(part, executed=_spent(part.executed, 10)) for part in one.money),
        )
        for one in accounts.projects
    )
    file = accounts.projects[0].place.file
    assert "N13v" in _codes(without_funds(replace(accounts, projects=projects), file))
