"""A finished year rolled forward: what stays, what is emptied, what has to be filled in again."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from generator.field import zh
from generator.field.data_folder import TEXT_NAMES, TEXTS, Lists
from generator.field.evaluation import PROJECT_FOLDER
from generator.field.forms import (
    BASIC_DETAIL,
    FISCAL_SUMMARY,
    FORMS,
    GENERAL_BUDGET,
    INCOME_EXPENDITURE,
)
from generator.folder.contents import FolderContents, rows_of
from generator.folder.recurring import EVALUATION_LISTS, keep_recurring, to_check
from generator.folder.report_texts import roll_texts, texts_to_check
from generator.folder.skeleton import (
    BY_BUDGET,
    BY_YEAR,
    COLUMNS,
    DERIVED_FACTS,
    budget_total,
    fact_keys,
    reason_rows,
    total_rows,
)

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from generator.folder.contents import Known, Rows
    from generator.model.records import Inputs, Record

_DATES = (zh.COMPILED_ON, zh.APPROVED_ON, zh.PUBLISHED_ON)
_KEPT_TEXTS = (zh.DUTIES, zh.ORGANISATION, zh.GLOSSARY)
_PURPOSE = zh.PURPOSE
# The totals of last year that a narrative uses, and the table of last year that has them.
_TOTAL_TABLES = {
    zh.TOTALS_BOTH_SIDES: INCOME_EXPENDITURE,
    zh.FISCAL_TOTALS_BOTH_SIDES: FISCAL_SUMMARY,
    zh.GENERAL_SPENDING: GENERAL_BUDGET,
    zh.GENERAL_BASIC_SPENDING: BASIC_DETAIL,
    zh.STAFF_COSTS: BASIC_DETAIL,
    zh.OFFICE_COSTS: BASIC_DETAIL,
    zh.RUNNING_COSTS: "",
}


class ToFill(NamedTuple):
    """A key that has to be filled in this year, and the file (as in the folder) it stands in."""

    file: str
    key: str


class ToCheck(NamedTuple):
    """Something that was taken over and may be out of date: where it stands, and why."""

    file: str
    text: str
    why: str


class Carried(NamedTuple):
    """An amount that last year's narrative printed and no table holds, by key of 上年数.csv."""

    key: str
    amount: str
    unit: str


class Rolled(NamedTuple):
    """The new year's folder, and what its accountant has to do."""

    contents: FolderContents
    to_fill: tuple[ToFill, ...]
    to_check: tuple[ToCheck, ...]


def roll_contents(
    last: Inputs,
    known: Known,
    *,
    year: int,
    carried: tuple[Carried, ...] = (),
    report_texts: Mapping[str, str] | None = None,
) -> Rolled:
    """Return the folder of `year` that follows the finished folder `last`.

    `year` is 0 where neither the folder nor the user tells it; `report_texts` are last year's
    files of 文字/项目/ and 文字/整体绩效/.
    """
    lists = {
        Lists.IDENTITY: _roll_identity(last, known, year),
        Lists.MEMBERS: _keep(last, Lists.MEMBERS),
        Lists.LAST_TOTALS: total_rows(known, {one.key: (one.amount, one.unit) for one in carried}),
        Lists.BUDGETS: _roll_budgets(last, known),
        Lists.FACTS: _roll_facts(last, known),
        Lists.REASONS: _roll_reasons(last, known),
        Lists.PROJECTS: _recurring(last, Lists.PROJECTS),
        **{name: _recurring(last, name) for name in EVALUATION_LISTS},
        Lists.SUBJECTS: _keep(last, Lists.SUBJECTS),
    }
    texts = {name: last.texts.get(name, "") if name in _KEPT_TEXTS else "" for name in TEXT_NAMES}
    kept = roll_texts(report_texts or {})
    contents = FolderContents(lists, texts, last.settings, report_texts=kept)
    to_fill = (*_list_to_fill(contents, last),)
    return Rolled(contents, to_fill, (*_list_to_check(contents, year),))


def _records(last: Inputs, name: str) -> tuple[Record, ...]:
    return last.lists.get(name, ())


def _keep(last: Inputs, name: str) -> Rows:
    return rows_of(_records(last, name), COLUMNS[name])


def _roll_identity(last: Inputs, known: Known, year: int) -> Rows:
    """Return the identity with the new year and without dates; keys of the user's own stay."""
    said: dict[str, str] = {}
    other: list[tuple[str, str]] = []
    for record in _records(last, Lists.IDENTITY):
        text, content = record.text(zh.ITEM), record.text(zh.CONTENT)
        key = known.canonical(text, known.identity)
        if not key:
            other.append((text, content))
        elif not said.get(key):
            said[key] = content
    said.update(dict.fromkeys(_DATES, ""))
    said[zh.YEAR] = str(year) if year else ""
    rows = ((key, said.get(key, "")) for key in known.identity)
    return (COLUMNS[Lists.IDENTITY], *rows, *other)


def _roll_budgets(last: Inputs, known: Known) -> Rows:
    """Return codes and names without amounts; the totals that may be given are all there."""
    records = _records(last, Lists.BUDGETS)
    columns = COLUMNS[Lists.BUDGETS]
    if any(record.text(zh.UNIT) for record in records):
        columns = (*columns, zh.UNIT)
    head, *rows = rows_of(records, columns)
    at = columns.index(zh.INITIAL_BUDGET)
    kept = [(*row[:at], "", *row[at + 1 :]) for row in rows]
    there = {known.canonical(row[1], known.budgets) for row in kept if not row[0]}
    missing = (budget_total(known, key) for key in known.budgets if key not in there)
    padding = ("",) * (len(columns) - len(COLUMNS[Lists.BUDGETS]))
    return (head, *((*row, *padding) for row in missing), *kept)


def _roll_facts(last: Inputs, known: Known) -> Rows:
    """Return the facts without numbers, each with the unit that it had (台, 辆)."""
    rows: list[tuple[str, ...]] = []
    there: set[str] = set()
    for record in _records(last, Lists.FACTS):
        text = record.text(zh.ITEM)
        key = known.canonical(text, tuple(known.facts))
        if key in DERIVED_FACTS or key in there:
            continue
        there.add(key or text)
        unit = record.text(zh.UNIT) or record.units.get(zh.VALUE, "") or known.facts.get(key, "")
        rows.append((text, "", unit))
    rows += [(key, "", known.facts[key]) for key in fact_keys(known) if key not in there]
    return (COLUMNS[Lists.FACTS], *rows)


def _roll_reasons(last: Inputs, known: Known) -> Rows:
    """Return the keys without reasons, and the purposes as they were."""
    head, *rows = reason_rows(known)
    given: dict[tuple[str, str], str] = {}
    for record in (*_records(last, Lists.REASONS), *_records(last, Lists.GAPS)):
        key = known.reason_key(record.text(zh.MATTER))
        if not key:
            continue
        basis = next((one for one in (BY_YEAR, BY_BUDGET) if one in record.text(zh.BASIS)), "")
        text = record.text(zh.REASON) if key.endswith(_PURPOSE) else ""
        given[key, basis] = given.get((key, basis)) or text
    ours = {(row[0], row[2]) for row in rows}
    filled = [(key, given.get((key, basis), ""), basis) for key, _, basis in rows]
    more = [(key, text, basis) for (key, basis), text in given.items() if (key, basis) not in ours]
    return (head, *filled, *more)


def _recurring(last: Inputs, name: str) -> Rows:
    return keep_recurring(name, rows_of(_records(last, name), COLUMNS[name]))


def _list_to_fill(contents: FolderContents, last: Inputs) -> Iterator[ToFill]:
    """Yield what is empty now and was given, or is needed in any year."""
    yield from (ToFill(f"{form.number}.csv", form.title) for form in FORMS)
    for row in contents.lists[Lists.IDENTITY][1:]:
        if not row[1] and row[0] in (zh.DEPARTMENT_NAME, zh.YEAR, *_DATES):
            yield ToFill(f"{Lists.IDENTITY}.csv", row[0])
    amounts = {row[0]: row[1] for row in contents.lists[Lists.LAST_TOTALS][1:]}
    for key, form in _TOTAL_TABLES.items():
        if not amounts[key] and form not in last.tables:
            yield ToFill(f"{Lists.LAST_TOTALS}.csv", key)
    for row in contents.lists[Lists.BUDGETS][1:]:
        yield ToFill(f"{Lists.BUDGETS}.csv", f"{row[0]} {row[1]}".strip())
    for row in contents.lists[Lists.FACTS][1:]:
        yield ToFill(f"{Lists.FACTS}.csv", row[0])
    yield ToFill(f"{Lists.REASONS}.csv", "各项增减、差异的原因（先生成一次，程序会列出）")
    yield from _evaluation_to_fill(contents, last)
    for name, text in contents.texts.items():
        if not text and (name in last.texts or name in (zh.DUTIES, zh.RATING_RESULTS)):
            yield ToFill(f"{TEXTS}/{name}.md", name)


def _evaluation_to_fill(contents: FolderContents, last: Inputs) -> Iterator[ToFill]:
    for row in contents.lists[Lists.PROJECTS][1:]:
        yield ToFill(f"{Lists.PROJECTS}.csv", row[0])
    for name in EVALUATION_LISTS:
        if any(sum(map(bool, record.texts.values())) > 1 for record in _records(last, name)):
            yield ToFill(f"{name}.csv", "各行的完成情况、得分等")
    for path in contents.report_texts:
        if path.startswith(f"{PROJECT_FOLDER}/"):
            yield ToFill(f"{TEXTS}/{path}.md", "完成情况、问题和建议")


def _list_to_check(contents: FolderContents, year: int) -> Iterator[ToCheck]:
    """Yield purposes that were kept, and every line that still names last year."""
    for key, text, _ in contents.lists[Lists.REASONS][1:]:
        if text:
            yield ToCheck(f"{Lists.REASONS}.csv", f"{key}：{text}", "沿用上年的用途")
    for name, text in to_check(contents.lists):
        yield ToCheck(f"{name}.csv", text, "沿用上年的")
    for path, text in texts_to_check(contents.report_texts):
        yield ToCheck(f"{TEXTS}/{path}.md", text, "沿用上年的")
    if not year:
        return
    former = str(year - 1)
    for file, line in _kept_lines(contents.lists, contents):
        if former in line:
            yield ToCheck(file, line, f"仍写着 {former}")


def _kept_lines(lists: Mapping[str, Rows], contents: FolderContents) -> Iterator[tuple[str, str]]:
    kept = (Lists.IDENTITY, Lists.MEMBERS, Lists.BUDGETS, Lists.PROJECTS, Lists.SUBJECTS)
    for name in (*kept, *EVALUATION_LISTS):
        for row in lists[name][1:]:
            yield f"{name}.csv", "，".join(filter(None, row))
    for name, text in (*contents.texts.items(), *contents.report_texts.items()):
        for line in text.splitlines():
            yield f"{TEXTS}/{name}.md", line.strip()
    for line in contents.settings.splitlines():
        yield "行文.toml", line.strip()
