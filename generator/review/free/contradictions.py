"""What a text says twice, or denies in one place and states in another (前后不一)."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, NamedTuple

from generator.base.money import CENT, HUNDRED, UNIT_SIZES, ZERO, format_number
from generator.base.severity import FindingClass, Severity
from generator.field import sections, zh
from generator.field.amounts import amount_of, cell_of
from generator.field.grades import GRADES
from generator.model.submission import MentionKind
from generator.review import rules
from generator.review.marking import Evidence, Spot, mark

if TYPE_CHECKING:
    from collections.abc import Container, Iterator, Sequence

    from generator.field.amount import Address
    from generator.model.accounts import Accounts
    from generator.model.submission import Mark, Submission
    from generator.model.table import Cell
    from generator.review.text.statements import Claim, Statement

_WHOLE_SCORE = re.compile(r"整体[^。]{0,200}?(?:自评)?得分|整体自评")
_NOT_EVALUATED = re.compile(r"(?:未|没有)开展[^，。；]{0,8}?绩效(?:自评|评价)[^，。；]{0,4}")
_EVALUATED = re.compile(r"(?<!未)(?<!没有)(?<!应)开展[^，。；]{0,14}?绩效自评|纳入绩效自评")
_IDLE = re.compile(r"执行数(?:为|是)?\s*0(?:\.0+)?\s*万元")
_EXCELLENT = dict(GRADES)["优"]
_COMPARED = tuple("一二三四五六七八九十")
_NO_KEY_PROJECT = re.compile(r"(?:无|没有)重点绩效评价项目")
_KEY_PROJECT = re.compile(r"重点绩效评价\s{0,4}([0-9]{1,9})\s{0,4}个项目")


class _Tie(NamedTuple):
    """A named quantity of the free text and the cell that it should print."""

    passage: re.Pattern[str]
    label: re.Pattern[str]
    cell: Address
    name: str


_WHOLE = re.compile(r"整体支出|部门整体")
# Money of an evaluation may legally be of another scope: where the text says so, nothing is asked.
_SCOPE = re.compile(r"\s{0,4}[（(](?:含|包含|包括|不含|其中|剔除|扣除)")
_EXPLAINED = re.compile(r"口径|与决算数?[^，。；]{0,8}(?:不同|不一致|不等|差异)")
_TIES = (
    _Tie(
        re.compile("三公"),
        re.compile(r"三公[”\"]?(?:经费)?(?:全年)?预算数?(?:为)?$"),
        amount_of(zh.THREE_PUBLIC).budget_cell,
        "公开09“三公”经费预算数合计",
    ),
    _Tie(
        re.compile("三公"),
        re.compile(r"三公[”\"]?(?:经费)?(?:执行|决算|支出)数?(?:为)?$"),
        cell_of(zh.THREE_PUBLIC),
        "公开09“三公”经费决算数合计",
    ),
    _Tie(
        _WHOLE,
        re.compile(r"涉及一般公共预算(?:财政拨款)?支出$"),
        cell_of(zh.GENERAL_SPENDING),
        "公开05合计",
    ),
    _Tie(
        _WHOLE,
        re.compile(r"(?:全年)?实际执行(?:总)?数(?:为)?$"),
        cell_of(zh.SPENDING_TOTAL),
        "公开03本年支出合计",
    ),
)


def check_contradictions(
    submission: Submission,
    statements: Sequence[Statement],
    accounts: Accounts | None,
    given: Container[tuple[str, int]] = frozenset(),
) -> Iterator[Mark]:
    """Yield what the free text has otherwise than the tables, or than itself elsewhere.

    `given` are the numbers (locator, position) for which the data itself has a figure.
    """
    yield from _check_scores(statements)
    yield from _check_denials(submission)
    yield from _check_idle_projects(submission)
    if accounts is not None:
        yield from _check_ties(statements, accounts, given)


def _spot(statement: Statement, claim: Claim) -> Spot:
    mention = claim.mention
    return Spot(statement.file, statement.where, statement.passage, mention.start, mention.end)


def _check_scores(statements: Sequence[Statement]) -> Iterator[Mark]:
    """部门整体自评得分, stated in two places."""
    scores = [
        (statement, claim)
        for statement in statements
        for claim in statement.claims
        if claim.kind is MentionKind.SCORE
        and zh.SCORE in claim.label
        and _WHOLE_SCORE.search(statement.text)
    ]
    values = {claim.mention.value for _, claim in scores}
    if len(values) < 2:  # noqa: PLR2004 - two values contradict each other
        return
    first, claim = scores[0]
    other, again = next((s, c) for s, c in scores if c.mention.value != claim.mention.value)
    message = f"部门整体自评得分写作{claim.mention.text}分，{other.where}写作{again.mention.text}分"
    evidence = Evidence(claim.mention.value, again.mention.value, cells=[_spot(other, again).place])
    yield mark(rules.CONTRADICTION, message, _spot(first, claim), evidence)


def _check_denials(submission: Submission) -> Iterator[Mark]:
    """未开展绩效评价 beside an evaluation that was carried out."""
    paragraphs = list(submission.paragraphs())
    carried_out = [p for p in paragraphs if _EVALUATED.search(p.passage.text)]
    key_projects = [
        p
        for p in paragraphs
        if any(int(match.group(1)) for match in _KEY_PROJECT.finditer(p.passage.text))
    ]
    for paragraph in paragraphs:
        text = paragraph.passage.text
        for denial, said in (
            (_NOT_EVALUATED.search(text), carried_out),
            (_NO_KEY_PROJECT.search(text), key_projects),
        ):
            other = next((p for p in said if p is not paragraph), None)
            if denial and other:
                where = other.where or zh.ATTACHMENTS
                spot = Spot(
                    submission.file,
                    paragraph.where,
                    paragraph.passage,
                    denial.start(),
                    denial.end(),
                )
                message = f"写作“{denial.group()}”，而{where}说已经开展"
                yield mark(rules.CONTRADICTION, message, spot)


def _check_idle_projects(submission: Submission) -> Iterator[Mark]:
    """A project that spent nothing and is graded 优: its execution alone costs it ten points."""
    for paragraph in submission.paragraphs():
        text = paragraph.passage.text
        idle = _IDLE.search(text)
        if not idle:
            continue
        for mention in paragraph.mentions:
            words = text[max(0, mention.start - 8) : mention.start]
            excellent = mention.kind is MentionKind.SCORE and _EXCELLENT <= mention.value <= HUNDRED
            if excellent and zh.SCORE in words:
                spot = Spot(
                    submission.file,
                    paragraph.where,
                    paragraph.passage,
                    mention.start,
                    mention.unit_end,
                )
                message = f"“{idle.group()}”，自评却得{mention.text}分（优），请核实"
                yield mark(rules.PLAUSIBLE, message, spot)
                break


def _check_ties(
    statements: Sequence[Statement], accounts: Accounts, given: Container[tuple[str, int]]
) -> Iterator[Mark]:
    """Quantities that the free text names as the tables do."""
    unit = accounts.identity.unit
    for statement in statements:
        if statement.where.startswith(_COMPARED) and not statement.where.startswith(
            sections.PERFORMANCE
        ):
            continue
        for tie in _TIES:
            form, row, column, _ = tie.cell
            table = accounts.tables.get(form)
            cell = table.cell(row, column) if table else None
            if cell is None or not tie.passage.search(statement.passage.text):
                continue
            for claim in statement.claims:
                found = _compare(statement, claim, tie, cell, unit)
                if found and (statement.passage.locator, claim.mention.start) not in given:
                    yield found


def _compare(statement: Statement, claim: Claim, tie: _Tie, cell: Cell, unit: str) -> Mark | None:
    """Return the mark where a named amount is not that of its cell."""
    if not tie.label.search(claim.label.replace(" ", "")):
        return None
    stated_unit = (
        zh.TEN_THOUSAND_YUAN if claim.mention.unit in {"万", "元", ""} else claim.mention.unit
    )
    if stated_unit not in UNIT_SIZES:
        return None
    expected = (cell.value or ZERO) * UNIT_SIZES[unit] / UNIT_SIZES[stated_unit]
    if abs(claim.mention.value - expected) <= CENT:
        return None
    if _SCOPE.match(statement.passage.text, claim.mention.unit_end) or _EXPLAINED.search(
        statement.passage.text
    ):
        return None
    stated = f"{claim.label}{claim.mention.text}{claim.mention.unit}"
    return mark(
        rules.CONTRADICTION,
        f"{stated}，{tie.name}为{format_number(expected)}；口径可以不同，请核实",
        _spot(statement, claim),
        Evidence(claim.mention.value, expected, tie.name, [cell.place]),
        severity=Severity.WARNING,
        kind=FindingClass.INTERNAL,
    )
