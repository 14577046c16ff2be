"""Inputs → Accounts."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from generator.accounts.answers import place_answers, reason_records
from generator.accounts.identity import read_identity, read_members
from generator.accounts.listed import (
    read_budgets,
    read_facts,
    read_last_year,
    read_own_facts,
)
from generator.accounts.own_names import read_own_names
from generator.accounts.projects import read_projects
from generator.accounts.reasons import printed_names, read_reasons
from generator.accounts.self_evaluation import read_evaluation
from generator.accounts.texts import check_texts
from generator.base.codes import L04
from generator.field import zh
from generator.field.keys import code_of
from generator.field.subjects import directory_of
from generator.model.accounts import Accounts
from generator.model.finding import Finding, finding
from generator.model.records import unknown_key

if TYPE_CHECKING:
    from generator.model.records import Inputs


def build_accounts(inputs: Inputs) -> tuple[Accounts, tuple[Finding, ...]]:
    """Return the accounts, and what is wrong with the lists of the folder."""
    findings: list[Finding] = []
    inputs = place_answers(inputs, findings)
    lists = inputs.lists
    unit = inputs.unit
    facts, fact_texts = read_facts(lists.get(zh.MATTER, ()), unit, findings)
    budgets, totals = read_budgets(lists.get(zh.INITIAL_BUDGETS, ()), inputs.tables, unit, findings)
    projects = read_projects(lists.get(zh.PROJECTS, ()), unit, findings)
    evaluation = read_evaluation(inputs, projects, facts, fact_texts, findings)
    identity = read_identity(inputs, findings)
    own_names = read_own_names(lists.get(zh.SUBJECT, ()), findings)
    directory = directory_of(identity.year, own_names)
    names = directory.names
    accounts = Accounts(
        identity=identity,
        tables=inputs.tables,
        last_year=inputs.last_year,
        last_totals=read_last_year(lists.get(zh.LAST_TOTALS, ()), unit, findings),
        item_budgets=budgets,
        budget_totals=totals,
        facts=facts,
        fact_texts=fact_texts,
        own_facts=read_own_facts(lists.get(zh.MATTER, ()), unit, findings),
        reasons=read_reasons(reason_records(inputs), printed_names(inputs.tables, names), findings),
        projects=projects,
        evaluation=evaluation,
        members=read_members(lists.get(zh.MEMBERS, ())),
        names=names,
        directory=directory,
        texts=check_texts(inputs.texts, inputs.text_files, findings),
        text_files=inputs.text_files,
        attachments=inputs.attachments,
    )
    _check_codes(accounts, findings)
    return _without_idle_answer(accounts, findings), tuple(findings)


def _without_idle_answer(accounts: Accounts, findings: list[Finding]) -> Accounts:
    """Return the accounts; only 事业单位 may say that 机关运行经费 does not concern them."""
    given = accounts.facts.get(zh.RUNNING_COSTS)
    if given is None or given.source.text != zh.NOT_CONCERNED or accounts.all_public_institutions:
        return accounts
    message = (
        f"“{zh.RUNNING_COSTS}”填的是“{zh.NOT_CONCERNED}”，没有使用：全部是事业单位的才这样填。"
        f"请在 {zh.IDENTITY_FILE} 写明{zh.UNIT_KIND}（事业），或填金额"
    )
    findings.append(finding(L04, message, given.source.place, found_text=given.source.text))
    facts = {key: amount for key, amount in accounts.facts.items() if key != zh.RUNNING_COSTS}
    return replace(accounts, facts=facts)


def _check_codes(accounts: Accounts, findings: list[Finding]) -> None:
    """Report reasons for codes that neither a table nor 年初预算.csv has: nothing prints them."""
    known = {item.code for item in accounts.item_budgets}
    known.update(row.code for table in accounts.tables.values() for row in table.rows)
    for (key, _), reason in accounts.reasons.items():
        code = code_of(key)
        if code and code not in known:
            place = reason.place
            what = "各表和 年初预算.csv 中都没有的科目编码"
            findings.append(unknown_key(code, tuple(sorted(known - {""})), place, what))
