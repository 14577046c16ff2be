"""Clauses of sections 一 … 十二 recomputed from the files alone, without the program.

Only for the folders in the tree, whose tables all have the columns in the published order.
"""

import re
from collections.abc import Iterable
from dataclasses import dataclass
from decimal import ROUND_HALF_UP, Decimal
from functools import cached_property
from itertools import pairwise
from pathlib import Path

from oracle.draw_facts import VEHICLE_CLASSES

from support.folders import read_rows

SECTIONS = ("一", "二", "三", "四", "五", "六", "七", "八", "九", "十", "十一", "十二")
_ORDINAL = re.compile(r"^[一二三四五六七八九十]+、")
_HEADING = re.compile(r"^([一二三四五六七八九十]+)、.*$", re.MULTILINE)
_CODE = re.compile(r"\d{3}|\d{5}|\d{7}")
_CENT = Decimal("0.01")
_SOURCES = ["财政拨款收入", "上级补助收入", "事业收入", "经营收入", "附属单位上缴收入", "其他收入"]
_KINDS = ["基本支出", "项目支出", "上缴上级支出", "经营支出", "对附属单位补助支出"]
_STAFF = ("301", "303")


def split_sections(text: str) -> dict[str, str]:
    """Return the text of each section by its numeral."""
    marks = list(_HEADING.finditer(text))
    ends = [*(mark.start() for mark in marks[1:]), len(text)]
    return {m.group(1): text[m.start() : end] for m, end in zip(marks, ends, strict=True)}


def _round(value: Decimal) -> Decimal:
    return value.quantize(_CENT, ROUND_HALF_UP)


def _number(text: str) -> Decimal:
    plain = text.strip().replace(",", "")
    return Decimal(plain) if re.fullmatch(r"-?\d+(\.\d+)?", plain) else Decimal(0)


@dataclass(frozen=True)
class Restated:
    """A data folder restated: what its narrative has to say."""

    folder: Path

    @cached_property
    def _identity(self) -> dict[str, str]:
        return {row[0]: row[1] for row in read_rows(self.folder / "单位信息.csv")[1:]}

    @property
    def _itemised(self) -> bool:
        return self._identity["行文"] == "henan-itemised"

    def _table(self, number: int, folder: str = "") -> list[list[str]]:
        """Return a table with its amounts in 万元."""
        rows = read_rows(self.folder / folder / f"公开0{number}.csv")
        in_yuan = any("单位：元" in cell for row in rows[:6] for cell in row)
        return [[self._converted(cell) for cell in row] for row in rows] if in_yuan else rows

    @staticmethod
    def _converted(cell: str) -> str:
        return str(_round(_number(cell) / 10000)) if re.fullmatch(r"[\d,]+\.\d\d", cell) else cell

    def _sided(self, number: int, label: str, offset: int = 2, folder: str = "") -> Decimal:
        """Return the amount beside a label of a two-sided table, the last such label of a row."""
        for row in self._table(number, folder):
            for column in reversed(range(len(row))):
                if _ORDINAL.sub("", row[column]) == label:
                    return _number(row[column + offset])
        raise AssertionError(label)

    def _coded(self, number: int, folder: str = "") -> dict[str, list[Decimal]]:
        """Return the amounts of a coded table by code; 合计 by that word."""
        found: dict[str, list[Decimal]] = {}
        for row in self._table(number, folder):
            if _CODE.fullmatch(row[0]) or "合计" in row[:2]:
                found[row[0] if _CODE.fullmatch(row[0]) else "合计"] = [_number(c) for c in row[2:]]
        return found or {"合计": [Decimal(0)] * 8}

    def _names(self) -> dict[str, str]:
        names: dict[str, str] = {}
        for number in (2, 3, 5):
            names |= {row[0]: row[1] for row in self._table(number) if _CODE.fullmatch(row[0])}
        return names

    @cached_property
    def _economic(self) -> list[tuple[str, str, Decimal]]:
        """Return code, name and amount of every code of 公开06, block by block."""
        found = []
        rows = self._table(6)
        for column in range(max(map(len, rows)) - 2):
            for row in rows:
                code, name, amount = (*row[column : column + 3], "", "", "")[:3]
                if re.fullmatch(r"3\d\d(\d\d)?", code):
                    found.append((code, name, _number(amount)))
        return found

    def _list(self, file: str, key: str) -> Decimal | None:
        """Return the number of a key in a list, in 万元; None where it is not given."""
        path = self.folder / file
        rows = read_rows(path)
        for row in rows[1:]:
            if key in row[:2]:
                place = 2 if file == "年初预算.csv" else 1
                in_yuan = "（元）" in rows[0][place] or row[2:] == ["元"]
                return _round(_number(row[place]) / 10000) if in_yuan else _number(row[place])
        return None

    def _fact(self, key: str) -> Decimal:
        found = self._list("事项.csv", key)
        assert found is not None, key
        return found

    def _amount(self, value: Decimal, section: str = "") -> str:
        zero = "0.00" if self._itemised and section == "九" else "0"
        if value == 0:
            return f"{zero}万元"
        return f"{value:.2f}万元" if self._itemised else f"{value:,.2f}万元"

    def _rate(self, part: Decimal, whole: Decimal, section: str = "") -> str:
        if part == 0:
            return "0.00%" if self._itemised and section == "九" else "0%"
        if part == whole:
            return "100%" if self._itemised else "100.00%"
        return f"{_round(part * 100 / whole)}%"

    def _budgeted(self, final: Decimal, budget: Decimal, word: str, section: str = "") -> str:
        text = f"{word}为{self._amount(budget, section)}，支出决算为{self._amount(final, section)}"
        if budget == 0:
            return text + ("，决算数" if final else "")
        return f"{text}，完成{word}的{self._rate(final, budget, section)}。"

    def _change(self, subject: str, each: str, now: Decimal, before: Decimal | None) -> str:
        if before is None:
            return "上年度无可比数据，不作对比。"
        if now == before:
            return f"与上年度相比，{subject}持平。"
        up = now > before
        rate = self._rate(abs(now - before), before)
        return (
            f"与上年度相比，{subject}{each}{'增加' if up else '减少'}"
            f"{self._amount(abs(now - before))}，{'增长' if up else '下降'}{rate}"
        )

    def _before(self, key: str, number: int, column: int) -> Decimal | None:
        """Return last year's amount: of 上年/, else of 上年数.csv."""
        if (self.folder / "上年" / f"公开0{number}.csv").exists():
            if number == 5:
                return self._coded(5, "上年")["合计"][column]
            return self._sided(number, "总计", folder="上年")
        for row in read_rows(self.folder / "上年数.csv"):
            if row[0] == key and row[1] == "无":
                return None
        return self._list("上年数.csv", key)

    def clauses(self, section: str) -> list[str]:
        """Return what the section must say, clause by clause."""
        return list(getattr(self, f"_section_{SECTIONS.index(section) + 1}")())

    def _section_1(self) -> Iterable[str]:
        total = self._sided(1, "总计")
        yield f"收、支总计均为{self._amount(total)}。"
        yield self._change("收、支总计", "各", total, self._before("收支总计", 1, 0))

    def _parts(self, names: list[str], amounts: list[Decimal]) -> Iterable[str]:
        for name, amount in zip(names, amounts[1:], strict=False):
            clause = f"{name}{self._amount(amount)}，占{self._rate(amount, amounts[0])}"
            if amount or self._itemised:
                yield clause

    def _section_2(self) -> Iterable[str]:
        row = self._coded(2)["合计"]
        yield f"收入合计{self._amount(self._sided(1, '本年收入合计'))}，其中："
        yield from self._parts(_SOURCES, row)

    def _section_3(self) -> Iterable[str]:
        row = self._coded(3)["合计"]
        yield f"支出合计{self._amount(self._sided(1, '本年支出合计'))}，其中："
        yield from self._parts(_KINDS, row)

    def _section_4(self) -> Iterable[str]:
        total = self._sided(4, "总计")
        yield f"财政拨款收、支总计均为{self._amount(total)}。"
        before = self._before("财政拨款收支总计", 4, 0)
        yield self._change("财政拨款收、支总计", "各", total, before)

    def _section_5(self) -> Iterable[str]:
        table, names = self._coded(5), self._names()
        total, _, projects = table["合计"][:3]
        whole = self._coded(3)["合计"][0]
        yield f"{self._amount(total)}，占支出合计的{self._rate(total, whole)}。"
        key = "一般公共预算财政拨款支出"
        yield self._change(key, "", total, self._before(key, 5, 0))
        if self._itemised and projects == 0:
            shown = [(name, v) for code, name, v in sorted(self._economic) if v and len(code) == 3]
        else:
            classes = [(names[code], row[0]) for code, row in table.items() if len(code) == 3]
            shown = [(name.removesuffix("支出") + "（类）支出", v) for name, v in classes]
        yield "；".join(f"{n}{self._amount(v)}，占{self._rate(v, total)}" for n, v in shown) + "。"
        yield from self._items(table)

    def _items(self, table: dict[str, list[Decimal]]) -> Iterable[str]:
        rows = [row for row in read_rows(self.folder / "年初预算.csv")[1:] if len(row[0]) == 7]
        other = ("政府性基金", "国有资本经营")
        given = {row[0]: self._list("年初预算.csv", row[0]) for row in rows if row[-1] not in other}
        codes = {code for code in table if len(code) == 7} | {
            code for code, v in given.items() if v
        }
        total = self._list("年初预算.csv", "一般公共预算财政拨款支出")
        if total is None:
            total = sum((v for v in given.values() if v), Decimal(0))
        yield self._budgeted(table["合计"][0], total, "年初预算") + "其中："
        for code in sorted(codes):
            budget, final = given.get(code), table.get(code, [Decimal(0)])[0]
            if budget is not None:
                yield "（项）。" + self._budgeted(final, budget, "年初预算")

    def _section_6(self) -> Iterable[str]:
        basic = self._coded(5)["合计"][1]
        rows = self._table(6)
        staff = office = Decimal(0)
        for row, following in pairwise([*rows, []]):
            for column, cell in enumerate(row):
                amounts = [v for v in map(_number, row[column + 1 :]) if v]
                below = [v for v in map(_number, following[column:]) if v]
                if cell == "人员经费合计":
                    staff = (amounts or below)[0]
                elif cell == "公用经费合计":
                    office = (amounts or below)[-1]
        yield f"一般公共预算财政拨款基本支出{self._amount(basic)}。"
        listed = [(code, name) for code, name, v in self._economic if len(code) == 5 and v]
        for word, amount, is_staff in (("人员", staff, True), ("公用", office, False)):
            names = "、".join(n for c, n in listed if (c[:3] in _STAFF) == is_staff)
            yield f"{word}经费{self._amount(amount)}"
            yield f"主要包括：{names}"

    def _none(self, key: str, number: int, words: str) -> Iterable[str]:
        row = self._coded(number)["合计"]
        budget = self._list("年初预算.csv", key) or Decimal(0)
        column = 2 if number == 7 else 0
        if row[column]:
            final = self._budgeted(row[column], budget, "年初预算")
            yield f"{key}{final.removesuffix('，决算数')}" + ("" if budget else "。") + "主要用于："
        elif any(row):
            left = self._amount(row[5])
            yield f"收入{self._amount(row[1])}，本年未安排支出，年末结转和结余{left}。"
        else:
            if not self._itemised:
                yield f"{key}年初预算为0万元，支出决算为0万元。"
            yield f"度没有{words}收入，也没有使用{words}安排的支出。"

    def _section_7(self) -> Iterable[str]:
        return self._none("政府性基金预算财政拨款支出", 7, "政府性基金")

    def _section_8(self) -> Iterable[str]:
        return self._none("国有资本经营预算财政拨款支出", 8, "国有资本经营")

    def _section_9(self) -> Iterable[str]:
        row = next(
            [_number(cell) for cell in row]
            for row in reversed(self._table(9))
            if len(row) == 12 and all(re.fullmatch(r"[\d.]+", cell) for cell in row)
        )
        word = "全年预算" if self._itemised else "预算"
        yield self._budgeted(row[6], row[0], word, "九")
        names = ("因公出国（境）费", "公务用车购置及运行费", "公务接待费")
        for name, place in zip(names, (1, 2, 5), strict=True):
            budget, final = row[place], row[place + 6]
            yield name + self._budgeted(final, budget, word, "九")
            rate = f"，完成{word}的{self._rate(final, budget, '九')}" if budget else ""
            share = f"，占{self._rate(final, row[6], '九')}"
            yield f"{name}支出决算{self._amount(final, '九')}{rate}{share}"
        yield (
            f"运行支出{self._amount(row[10], '九')}"
            if self._itemised
            else (f"运行维护支出{self._amount(row[10], '九')}")
        )
        domestic = row[11] - self._fact("外宾接待支出")
        yield f"其他国内公务接待支出{self._amount(domestic, '九')}。"
        groups, persons = self._fact("因公出国（境）团组数"), self._fact("因公出国（境）人次")
        yield f"团组{groups}个，累计{persons}人次。"

    def _section_10(self) -> Iterable[str]:
        if self._identity["单位性质"] == "事业":
            yield "我单位为事业单位，不涉及机关运行经费支出。"
            return
        amount = self._fact("机关运行经费")
        if self._itemised:
            budget = self._list("年初预算.csv", "机关运行经费")
            assert budget is not None
            yield "机关运行经费" + self._budgeted(amount, budget, "年初预算")
            return
        yield f"机关运行经费支出{self._amount(amount)}"
        before = self._before("机关运行经费", 0, 0)
        if before == amount:
            yield "，与2023年度持平。"
        elif before is not None:
            yield f"，比2023年度增加{self._amount(amount - before)}，增长"
            yield self._rate(amount - before, before)
        else:
            yield "上年度无可比数据，不作对比。"

    def _section_11(self) -> Iterable[str]:
        total, *parts = (
            self._fact(f"政府采购{kind}")
            for kind in ("支出总额", "货物支出", "工程支出", "服务支出")
        )
        assert total == sum(parts)
        goods = self._amount(parts[0])
        yield f"政府采购支出总额{self._amount(total)}，其中：政府采购货物支出{goods}"
        if total:
            medium, micro = self._fact("授予中小企业合同金额"), self._fact("授予小微企业合同金额")
            share = self._rate(medium, total)
            yield f"授予中小企业合同金额{self._amount(medium)}，占政府采购支出总额的{share}，其中："
            whole = total if self._itemised else medium
            yield f"授予小微企业合同金额{self._amount(micro)}，占"
            yield f"的{self._rate(micro, whole)}。"

    def _section_12(self) -> Iterable[str]:
        uses = [(use, self._fact(use)) for use in VEHICLE_CLASSES]
        yield f"共有车辆{sum(count for _, count in uses)}辆，其中："
        yield "、".join(f"{use}{count}辆" for use, count in uses)
