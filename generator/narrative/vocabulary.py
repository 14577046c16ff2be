"""The Chinese names of a section: which figures its template sees, and under which name."""

from __future__ import annotations

from dataclasses import dataclass, replace
from functools import partial
from typing import TYPE_CHECKING, NamedTuple

from generator.field import zh
from generator.field.data_folder import without_mark
from generator.files.markdown import read_markdown, table_lines
from generator.model.block import Gap, Paragraph
from generator.model.comparison import Direction
from generator.narrative.marks import mark_paragraph, plain_text, strip_marks
from generator.narrative.numbers import Named, Printer

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

    from generator.model.accounts import Accounts, ListedText
    from generator.model.comparison import Budgeted, BudgetItem, Compared, PartOfWhole
    from generator.model.figure import Figure
    from generator.model.figures import Figures
    from generator.narrative.numbers import Field

PURPOSE = zh.PURPOSE
BY_YEAR = zh.LAST_YEAR
BY_BUDGET = zh.BUDGET
_EXCESS = {Direction.UP: zh.GREATER, Direction.DOWN: zh.SMALLER, Direction.EQUAL: "等于"}
_GROWTH = {Direction.UP: zh.GROWTH, Direction.DOWN: zh.FALL}


@dataclass(frozen=True, slots=True)
class Vocabulary:
    """Builds the template objects of one section."""

    accounts: Accounts
    printer: Printer

    def compared(self, item: Compared, **more: Field | Callable[[], Field]) -> Named:
        """An amount beside last year's."""
        return self.printer.number(item.current, **self.year_fields(item), **more)

    def year_fields(self, item: Compared) -> dict[str, Field | Callable[[], Field]]:
        """The fields that set an amount beside last year's."""
        printer = self.printer
        return {
            zh.LAST_YEAR: printer.number(item.last),
            "增减": printer.number(item.change),
            zh.CHANGE_RATE: printer.number(item.rate),
            "增减词": item.direction.value,
            "增长词": _GROWTH.get(item.direction, item.direction.value),
            zh.BASIS: item.direction.value,
            zh.REASON: partial(
                self.reason, Explained.by_year(item), f"{item.key}与上年度相比的主要原因"
            ),
        }

    def budgeted(
        self, item: Budgeted, name: str = "", **more: Field | Callable[[], Field]
    ) -> Named:
        """A final amount beside its budget: 预算, 完成率, 差异, 差异原因."""
        return self.printer.number(item.final, **self.budget_fields(item, name), **more)

    def budget_fields(
        self, item: Budgeted, name: str = ""
    ) -> dict[str, Field | Callable[[], Field]]:
        """The fields that set a final amount beside its budget."""
        return {
            zh.BUDGET: self.printer.number(item.budget),
            zh.COMPLETION_RATE: self.printer.number(item.completion),
            "差异": item.direction.value,
            "差异词": _EXCESS.get(item.direction, ""),
            "差异原因": partial(
                self.reason,
                Explained.by_budget(item),
                f"{name or item.key}决算数与预算数存在差异的主要原因",
                name,
            ),
        }

    def part(self, item: PartOfWhole) -> Named:
        """A part of a whole: 名称, 占比."""
        return self.printer.number(
            item.amount, 名称=plain_text(item.name), 占比=self.printer.number(item.share)
        )

    def parts(self, items: Iterable[PartOfWhole]) -> list[Named]:
        """Parts of a whole, in order."""
        return [self.part(item) for item in items]

    def budget_item(self, item: BudgetItem) -> Named:
        """One 项 of 五（三）: 类, 款, 项, what it was used for, and the budget."""
        name = plain_text(item.item_name)
        return self.budgeted(
            item.budgeted,
            name=item.item_name,
            编码=item.code,
            类=plain_text(item.class_name),
            款=plain_text(item.subclass_name),
            项=name,
            用途=self.purpose(f"{item.code}{PURPOSE}", f"{name}{PURPOSE}", name),
        )

    def reason(self, asked: Explained, wording: str, name: str = "") -> str:
        """Return the reason that the user gives, or the mark of a gap. Never an invented one.

        `name` is that of a code.
        """
        reasons = self.accounts.reasons
        given = reasons.get((asked.key, asked.basis)) or reasons.get((asked.key, ""))
        if given is not None:
            return self._given(given)
        final, base, difference = map(self._shown, (asked.final, asked.base, asked.difference))
        return self.printer.gap(
            Gap(
                asked.key,
                wording,
                section=self.printer.section,
                amount=difference if asked.basis == BY_YEAR else final,
                direction=asked.direction,
                basis=asked.basis,
                final=final,
                base=base,
                difference=difference,
                name=name,
            )
        )

    def _shown(self, amount: Figure) -> str:
        """Return an amount with its unit as a text prints it, nothing where there is none."""
        if amount.value is None:
            return ""
        return strip_marks(self.printer.text(amount)) + amount.unit

    def _given(self, reason: ListedText) -> str:
        self.printer.ledger.reasons.add(reason.place)
        return plain_text(reason.text)

    def purpose(self, key: str, wording: str, name: str = "") -> Named:
        """What money was used for: 有, and its text; the mark of a gap where it is not given.

        `name` is that of a code.
        """
        given = self.accounts.reasons.get((key, ""))

        def text() -> str:
            if given is not None:
                return self._given(given)
            return self.printer.gap(Gap(key, wording, section=self.printer.section, name=name))

        return Named({"有": given is not None}, text)

    def month_compiled(self) -> Named:
        """编制日期 as 2025年9月; the mark of a gap where it is not given."""
        given = self.accounts.identity.compiled
        gap = Gap(zh.COMPILED_ON, zh.COMPILED_ON, file=zh.IDENTITY_FILE)

        def text() -> str:
            return f"{given[0]}年{given[1]}月" if given else self.printer.gap(gap)

        return Named({"有": given is not None}, text)

    def fact_text(self, key: str) -> Named:
        """What 事项.csv says in words: 有, and the text; the mark of a gap where it is none."""
        given = self.accounts.fact_texts.get(key)

        def text() -> str:
            if given is not None:
                return plain_text(given.text).strip().rstrip("。；，")
            return self.printer.gap(Gap(key, key, file="事项.csv", section=self.printer.section))

        return Named({"有": given is not None}, text)

    def listed_text(self, given: ListedText | None, gap: Gap) -> Named:
        """A text of a list or of a folder below 文字/: 有, and its paragraphs; else the gap."""

        def paragraphs() -> str:
            asked = replace(gap, section=self.printer.section)
            if given is None:
                return self.printer.gap(asked)
            self.printer.ledger.reasons.add(given.place)
            return self._paragraphs(given.text, asked)

        return Named({"有": given is not None}, paragraphs)

    def _paragraphs(self, text: str, asked: Gap) -> str:
        """Return a text as paragraphs; above one of last year's stands the mark of a gap."""
        current = without_mark(text)
        if current is None:
            return marked_paragraphs(text)
        above = self.printer.gap(replace(asked, wording=f"核对上年的{asked.wording}"))
        return f"{above}\n\n{marked_paragraphs(current)}"

    def text(self, name: str, file: str) -> Named:
        """A text of the user's (文字/…md): 有, and its paragraphs."""
        given = self.accounts.texts.get(name, "")

        def paragraphs() -> str:
            gap = Gap(name, name, file=file, section=self.printer.section)
            if not given.strip():
                return self.printer.gap(gap)
            self.printer.ledger.texts.add(name)
            return self._paragraphs(given, gap)

        return Named({"有": bool(given.strip())}, paragraphs)


class Explained(NamedTuple):
    """What a reason has to explain: an amount, what it is compared with, how they differ."""

    key: str
    basis: str
    final: Figure
    base: Figure
    difference: Figure
    direction: str

    @classmethod
    def by_year(cls, item: Compared) -> Explained:
        """Return an amount beside last year's."""
        return cls(item.key, BY_YEAR, item.current, item.last, item.change, item.direction.value)

    @classmethod
    def by_budget(cls, item: Budgeted) -> Explained:
        """Return a final amount beside its budget."""
        word = _over_or_under(item.direction)
        return cls(item.key, BY_BUDGET, item.final, item.budget, item.difference, word)


def _over_or_under(direction: Direction) -> str:
    return {Direction.UP: "大于预算", Direction.DOWN: "小于预算"}.get(direction, "")


def marked_paragraphs(text: str) -> str:
    """Return the user's Markdown as paragraphs of a template; a table as lines, one a row."""
    lines: list[str] = []
    for block in read_markdown(strip_marks(text)).blocks:
        if isinstance(block, Paragraph):
            lines.append(mark_paragraph(block))
        else:
            lines += table_lines(block)
    return "\n\n".join(lines)


def fiscal_names(figures: Figures, vocabulary: Vocabulary) -> dict[str, Field]:
    """Names of sections 一 to 六."""
    general = figures.general
    compared, parts = vocabulary.compared, vocabulary.parts
    number = vocabulary.printer.number
    items = {item.code: vocabulary.budget_item(item) for item in general.items}
    return {
        zh.SUBJECT: {code: number(figure) for code, figure in general.subjects.items()} | items,
        zh.TOTALS_BOTH_SIDES: compared(figures.summary),
        zh.INCOME_SUM: number(figures.income.total),
        "收入来源": parts(figures.income.parts),
        zh.EXPENDITURE_SUM: number(figures.expenditure.total),
        "支出类别": parts(figures.expenditure.parts),
        zh.FISCAL_TOTALS_BOTH_SIDES: compared(figures.fiscal),
        zh.GENERAL_SPENDING: compared(
            general.spending,
            占支出合计=number(general.share_of_expenditure),
            **vocabulary.budget_fields(general.total),
        ),
        zh.GENERAL_PROJECT_SPENDING: number(general.projects),
        "功能分类": parts(general.classes),
        "经济分类": parts(general.economic_classes),
        "预算项目": list(items.values()),
        zh.GENERAL_BASIC_SPENDING: compared(general.basic),
        zh.STAFF_COSTS: compared(general.staff, 款名=list(general.staff_items)),
        zh.OFFICE_COSTS: compared(general.office, 款名=list(general.office_items)),
    }


def fund_names(figures: Figures, vocabulary: Vocabulary) -> dict[str, Field]:
    """Names of sections 七 and 八."""
    number = vocabulary.printer.number
    fund, capital = figures.fund, figures.capital
    return {
        zh.GOVERNMENT_FUND: vocabulary.budgeted(
            fund.spending,
            已支出=fund.is_spent,
            有余额=fund.is_idle,
            收入=number(fund.income),
            年初结转和结余=number(fund.opening),
            年末结转和结余=number(fund.closing),
            用途=vocabulary.purpose("政府性基金用途", "政府性基金用途"),
            有原因=_has_reason(vocabulary, fund.spending),
            科目=[vocabulary.budget_item(item) for item in fund.items],
        ),
        zh.STATE_CAPITAL: vocabulary.budgeted(
            capital.spending,
            已支出=capital.is_spent,
            有余额=capital.is_idle,
            收入=number(capital.income),
            年初结转和结余=number(capital.opening),
            年末结转和结余=number(capital.closing),
            用途=vocabulary.purpose("国有资本经营用途", "国有资本经营用途"),
            有原因=_has_reason(vocabulary, capital.spending),
            科目=[vocabulary.budget_item(item) for item in capital.items],
        ),
    }


def _has_reason(vocabulary: Vocabulary, item: Budgeted) -> bool:
    reasons = vocabulary.accounts.reasons
    return (item.key, BY_BUDGET) in reasons or (item.key, "") in reasons


def three_public_names(figures: Figures, vocabulary: Vocabulary) -> dict[str, Field]:
    """Names of section 九."""
    public = figures.three_public
    number, purpose = vocabulary.printer.number, vocabulary.purpose
    counts = {
        name.replace("（", "").replace("）", ""): number(figure)
        for name, figure in {**public.counts, **public.guests}.items()
    }

    def item(name: str, **more: Field) -> Named:
        budgeted: Budgeted = getattr(public, name)
        shares = {zh.SHARE: number(public.shares[name])} if name in public.shares else {}
        by_year = vocabulary.year_fields(public.by_year[name])
        by_budget = vocabulary.budget_fields(budgeted)
        return number(budgeted.final, **by_year, **by_budget, **shares, **more)

    return {
        "三公经费": item("total"),
        "因公出国境费": item("abroad", 用途=purpose("因公出国（境）用途", "因公出国（境）用途")),
        zh.VEHICLES: item("vehicles"),
        zh.VEHICLE_PURCHASE: item("purchase", 用途=purpose("公务用车购置用途", "公务用车购置用途")),
        zh.VEHICLE_RUNNING: item("running", 用途=purpose("公务用车运行用途", "公务用车运行用途")),
        zh.RECEPTION: item("reception"),
        zh.FOREIGN_RECEPTION: number(
            public.foreign_reception, 用途=purpose("外宾接待用途", "外宾接待用途")
        ),
        zh.DOMESTIC_RECEPTION: number(
            public.domestic_reception, 用途=purpose("国内接待用途", "国内接待用途")
        ),
        **counts,
    }


def outside_names(figures: Figures, vocabulary: Vocabulary) -> dict[str, Field]:
    """Names of sections 十, 十一, 十二."""
    number = vocabulary.printer.number
    operating, bought, assets = figures.operating, figures.procurement, figures.assets
    return {
        zh.RUNNING_COSTS: vocabulary.compared(
            operating.by_year,
            不涉及=operating.not_applicable,
            **vocabulary.budget_fields(operating.by_budget),
        ),
        zh.PROCUREMENT: number(bought.total),
        zh.PROCURED_GOODS: number(bought.goods),
        zh.PROCURED_WORKS: number(bought.works),
        zh.PROCURED_SERVICES: number(bought.services),
        zh.SMALL_AND_MEDIUM_CONTRACTS: number(
            bought.to_small_medium,
            占总额=number(bought.share_small_medium),
            已填报=bought.awards_given,
        ),
        zh.SMALL_CONTRACTS: number(
            bought.to_small_micro,
            占总额=number(bought.share_small_micro_of_total),
            占中小企业=number(bought.share_small_micro_of_small_medium),
        ),
        "车辆合计": number(assets.total),
        **{key: number(figure) for key, figure in figures.managed.items()},
        **{key: vocabulary.fact_text(key) for key in ("预算绩效管理制度", "预算绩效管理工作机制")},
        "车辆用途": [number(figure, 名称=name) for name, figure in assets.vehicles],
        "单位价值100万元含以上设备": number(assets.equipment),
    }
