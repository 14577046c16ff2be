"""DOMAIN 2.5 to 2.7 and 2.9: 公开05 to 公开09, codes, names, places of figures, notes."""

import re
import unicodedata
from collections.abc import Iterator
from decimal import Decimal

from rederived.relation import Comparer, Failure, Level
from rederived.sheets import AMOUNT, DATA_ROW, RULER, TWO_SIDED, Book, Cell, Sheet, is_blank
from rederived.totals import (
    CLASS_CODES,
    GRANT_OUT,
    SPENDING,
    SUM,
    check_hierarchy,
    class_label,
    left_rows,
    only_grants,
)

CODE, WHOLE_ROW, STATEMENT, NAME = "功能分类科目编码", "整行", "说明", "科目名称"
FUNCTIONAL = ("公开02", "公开03", "公开05", "公开07", "公开08")
_FUND = re.compile(
    r"207(?:07|09|10)|208(?:22|23|29)|211(?:60|61)|212(?:08|1[0-9])|213(?:66|67|69)"
    r"|214(?:6[02-489])|21562|22198|229(?:04|08|60)|23104|23204|23304|234"
)
_CAPITAL = "223"
_STAFF, _OFFICE = ("301", "303"), ("302", "307", "309", "310", "312", "313", "399")
_STAFF_TOTAL, _OFFICE_TOTAL = "人员经费合计", "公用经费合计"
_TWINS = (
    ("30108", ("2080505",)),
    ("30109", ("2080506",)),
    ("30110", ("2101101", "2101102")),
    ("30111", ("2101103",)),
    ("30113", ("2210201",)),
)
_PARTS = (("30212", 8), ("31013", 10), ("30231", 11), ("30217", 12))


def check_grant_tables(book: Book, compare: Comparer) -> Iterator[Failure]:
    """D01 to D08."""
    budget, form = book["公开05"], book["公开04"]
    fund, capital = book["公开07"], book["公开08"]
    funds = form.columns[2:]
    for sheet, rule in ((budget, "D01"), (capital, "D08")):
        whole, *parts = sheet.columns
        for line in sheet.lines:
            cells = [Cell(sheet.name, line.key, part) for part in parts]
            yield from compare.total(rule, Cell(sheet.name, line.key, whole), cells)
        yield from check_hierarchy(compare, sheet, (rule, rule))
    yield from check_hierarchy(compare, fund, ("D06", "D06"))
    start, got, spent, basic, project, end = fund.columns
    for line in fund.lines:
        cell = {column: Cell("公开07", line.key, column) for column in fund.columns}
        yield from compare.balance("D06", [cell[start], cell[got]], [cell[spent], cell[end]])
        yield from compare.total("D06", cell[spent], [cell[basic], cell[project]])
    pairs = (
        ("D02", budget, budget.columns[0], funds[0]),
        ("D07", fund, spent, funds[1]),
        ("D08", capital, capital.columns[0], funds[2]),
    )
    for rule, sheet, mine, theirs in pairs:
        total = Cell(sheet.name, SUM, mine)
        yield from compare.same(rule, total, Cell("公开04", SPENDING, theirs))
        for code in CLASS_CODES:
            row = Cell("公开04", class_label(form, code), theirs)
            yield from compare.same(rule, Cell(sheet.name, code, mine), row)
    others = (
        (start, Cell("公开04", "政府性基金预算财政拨款", form.columns[0])),
        (got, left_rows(form)[1]),
        (end, Cell("公开04", GRANT_OUT, funds[1])),
    )
    for column, theirs_cell in others:
        yield from compare.same("D07", Cell("公开07", SUM, column), theirs_cell)
    yield from _against_spending(book, compare)
    yield from _funds_in_place(book)


def _against_spending(book: Book, compare: Comparer) -> Iterator[Failure]:
    """D03, D04."""
    budget, spending = book["公开05"], book["公开03"]
    columns = list(zip(budget.columns, spending.columns, strict=False))
    for line in budget.lines:
        for mine, theirs in columns:
            whole = Cell("公开03", line.key, theirs)
            yield from compare.at_most("D03", [Cell("公开05", line.key, mine)], whole)
    tables = (
        ("公开05", budget.columns[0]),
        ("公开07", book["公开07"].columns[2]),
        ("公开08", book["公开08"].columns[0]),
    )
    rows = dict.fromkeys(x.key for name in ("公开03", *FUNCTIONAL[2:]) for x in book[name].lines)
    for row in rows:
        parts = [Cell(name, row, column) for name, column in tables]
        whole = Cell("公开03", row, spending.columns[0])
        if only_grants(book):
            yield from compare.total("D04", whole, parts)
        else:
            yield from compare.at_most("D04", parts, whole)


def _funds_in_place(book: Book) -> Iterator[Failure]:
    """D05: fund and capital codes stand in their own tables only."""
    for name, fits in (("公开05", False), ("公开07", True)):
        for line in book[name].coded():
            special = bool(_FUND.match(line.code)) or line.code.startswith(_CAPITAL)
            if len(line.code) > len(_CAPITAL) and special is not fits:
                yield Failure("D05", Level.ERROR, (Cell(name, line.key, CODE),), line.code, "")


def check_basic(book: Book, compare: Comparer) -> Iterator[Failure]:
    """E01 to E06."""
    sheet, budget = book["公开06"], book["公开05"]

    def cell(row: str) -> Cell:
        return Cell("公开06", row, AMOUNT)

    for top in [x.code for x in sheet.coded() if len(x.code) == len(_CAPITAL)]:
        parts = [cell(x.code) for x in sheet.coded() if len(x.code) == 5 and x.code[:3] == top]
        yield from compare.total("E01", cell(top), parts)
        filled = [part for part in parts if book.amount(part)]
        pasted = [part for part in filled if book.amount(part) == book.amount(cell(top))]
        if pasted and len(filled) > 1:
            yield Failure("E06", Level.ERROR, (pasted[0], cell(top)), book.text(pasted[0]), "")
    yield from compare.total("E02", cell(_STAFF_TOTAL), map(cell, _STAFF))
    yield from compare.total("E02", cell(_OFFICE_TOTAL), map(cell, _OFFICE))
    basic = Cell("公开05", SUM, budget.columns[1])
    both = [cell(_STAFF_TOTAL), cell(_OFFICE_TOTAL)]
    yield from compare.balance("E03", [basic], both)
    for code, number in _PARTS:
        limit = Cell("公开09", DATA_ROW, book["公开09"].columns[number - 1])
        yield from compare.at_most("E04", [cell(code)], limit)
    for code, functions in _TWINS:
        theirs = [Cell("公开05", function, budget.columns[1]) for function in functions]
        booked = any(budget.line(x.row, x.column) for x in theirs)
        elsewhere = code == "30113" and not booked
        level = Level.INFO if elsewhere else Level.WARNING
        yield from compare.advise("E05", cell(code), theirs, level)


def check_three_public(book: Book, compare: Comparer) -> Iterator[Failure]:
    """F01 to F06."""
    sheet = book["公开09"]
    cell = [Cell("公开09", DATA_ROW, column) for column in ("", *sheet.columns)]
    sums = (
        ("F01", 1, (2, 3, 6)),
        ("F02", 3, (4, 5)),
        ("F03", 7, (8, 9, 12)),
        ("F04", 9, (10, 11)),
    )
    for rule, whole, parts in sums:
        yield from compare.total(rule, cell[whole], [cell[part] for part in parts])
    for number in range(1, 7):
        budget, final = cell[number], cell[number + 6]
        if book.amount(final) > book.amount(budget):
            pair = (book.text(final), book.text(budget))
            yield Failure("F05", Level.WARNING, (final, budget), *pair)


def check_statements(book: Book) -> Iterator[Failure]:
    """D09 and F06; a table whose notes are not given stays unchecked."""
    for name, rule in (("公开07", "D09"), ("公开08", "D09"), ("公开09", "F06")):
        statement = book[name].statement
        if statement is None:
            continue
        empty = not any(book.amount(cell) for cell in book[name].matching("*", "*"))
        if empty != ("本表无数据" in statement):
            cells = (Cell(name, STATEMENT, STATEMENT),)
            yield Failure(rule, Level.ERROR, cells, statement, "")


def check_places(book: Book) -> Iterator[Failure]:
    """H02: no figure in a 栏次 row, nor in a line that has no label on its side."""
    for sheet in book.sheets.values():
        for number, column in enumerate(sheet.columns, 1):
            text = sheet.ruler.get(column, "")
            if text not in ("", str(number)):
                yield Failure("H02", Level.ERROR, (Cell(sheet.name, RULER, column),), text, "")
        for line in sheet.lines:
            for column, text in line.cells.items():
                if not line.code and not line.label and sheet.name in TWO_SIDED and text:
                    place = Cell(sheet.name, line.key, column)
                    yield Failure("H02", Level.ERROR, (place,), text, "")


def check_lines(book: Book) -> Iterator[Failure]:
    """H04: no line twice on one side; the 行次 of 公开01 and 公开04 run on from left to right."""
    for sheet in book.sheets.values():
        keys = [(x.key, tuple(x.cells)) for x in sheet.lines]
        for key in dict.fromkeys(key for key, side in keys if keys.count((key, side)) > 1):
            yield Failure("H04", Level.ERROR, (Cell(sheet.name, key, CODE),), key, "")
        numbers = [
            line.number
            for side in (sheet.columns[:1], sheet.columns[1:])
            for line in sheet.lines
            if line.number and list(line.cells) == side
        ]
        if numbers != [str(number) for number in range(1, len(numbers) + 1)]:
            yield Failure("行次", Level.ERROR, (Cell(sheet.name, "", RULER),), "", "")


def check_codes(book: Book, names: dict[str, str]) -> Iterator[Failure]:
    """H01, H03, order, and names against each other and the dictionary."""
    seen: dict[str, tuple[str, str]] = {}
    for name in (*FUNCTIONAL, "公开06"):
        sheet = book[name]
        lengths = (3, 5) if name == "公开06" else (3, 5, 7)
        for line in sheet.coded():
            place = Cell(name, line.code, CODE)
            if len(line.code) not in lengths:
                yield Failure("H01", Level.ERROR, (place,), line.code, "")
        yield from _orphans(sheet)
        codes = [line.code for line in sheet.coded()]
        if name != "公开06" and codes != sorted(codes):
            yield Failure("顺序", Level.ERROR, (Cell(name, "", CODE),), "", "")
        for line in sheet.coded():
            plain = plain_name(line.label)
            known, where = seen.setdefault(line.code, (plain, name))
            cells = (Cell(name, line.code, NAME), Cell(where, line.code, NAME))
            if known != plain:
                yield Failure("名称", Level.ERROR, cells, line.label, known)
            if plain != plain_name(names.get(line.code, line.label)):
                yield Failure("名称", Level.WARNING, cells[:1], line.label, names[line.code])


def _orphans(sheet: Sheet) -> Iterator[Failure]:
    """H03: every 项 has its 款, every 款 its 类; one failure for each line that is missing."""
    codes = [line.code for line in sheet.coded()]
    missing: dict[str, list[str]] = {}
    for code in codes:
        for length in range(3, len(code), 2):
            if code[:length] not in codes:
                missing.setdefault(code[:length], []).append(code)
    for parent, children in missing.items():
        cells = (
            Cell(sheet.name, parent, WHOLE_ROW),
            *(Cell(sheet.name, child, CODE) for child in children),
        )
        yield Failure("H03", Level.ERROR, cells, "", parent)


def check_decimals(book: Book) -> Iterator[Failure]:
    """DOMAIN 3.3: 624 or 0.3 in a table whose other amounts have two decimals."""
    for sheet in book.sheets.values():
        for cell in sheet.matching("*", "*"):
            text = book.text(cell)
            whole = is_blank(text) or book.amount(cell) == 0
            if not whole and Decimal(text.replace(",", "")).as_tuple().exponent != -2:
                yield Failure("3.3", Level.INFO, (cell,), text, f"{book.amount(cell):.2f}")


def plain_name(label: str) -> str:
    """Return a name with brackets of one width and without spaces."""
    return re.sub(r"\s", "", unicodedata.normalize("NFKC", label))
