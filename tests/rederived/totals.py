"""DOMAIN 2.2 to 2.4: the totals tables 公开01 to 公开04 and what ties them together."""

from collections.abc import Iterable, Iterator

from rederived.relation import Comparer, Failure, Level
from rederived.sheets import Book, Cell, Sheet

CARRIED_IN, CARRIED_OUT = "年初结转和结余", "年末结转和结余"
GRANT_IN, GRANT_OUT = "年初财政拨款结转和结余", "年末财政拨款结转和结余"
INCOME, SPENDING, TOTAL, SUM = "本年收入合计", "本年支出合计", "总计", "合计"
_SUBROWS = (
    "一般公共预算财政拨款",
    "政府性基金预算财政拨款",
    "国有资本经营预算财政拨款",
)
# The 类 of the 26 spending rows, in printed order.
CLASS_CODES = [
    str(code) for code in (*range(201, 209), *range(210, 218), *range(219, 225), 229, 231, 232, 234)
]


def left_rows(sheet: Sheet) -> list[Cell]:
    """Return the cells of the numbered income rows of 公开01 or 公开04."""
    return [
        Cell(sheet.name, line.key, sheet.columns[0])
        for line in sheet.lines
        if "、" in line.label and sheet.columns[0] in line.cells
    ]


def class_rows(sheet: Sheet) -> list[str]:
    """Return the labels of the numbered spending rows, in the order of CLASS_CODES."""
    side = sheet.columns[1]
    return [x.label for x in sheet.lines if "、" in x.label and side in x.cells]


def class_label(sheet: Sheet, code: str) -> str:
    """Return the label of the spending row of a 类."""
    return class_rows(sheet)[CLASS_CODES.index(code)]


def three(sheet: str, form: Sheet, column: str, length: int) -> list[Cell]:
    """Return the cells of a column in the lines whose code has this length."""
    return [Cell(sheet, line.code, column) for line in form.coded() if len(line.code) == length]


def check_overall(book: Book, compare: Comparer) -> Iterator[Failure]:
    """A01 to A06."""
    form = book["公开01"]
    get, spend = form.columns

    def left(row: str) -> Cell:
        return Cell("公开01", row, get)

    def right(row: str) -> Cell:
        return Cell("公开01", row, spend)

    used = next(x.label for x in form.lines if x.label.startswith("使用非财政拨款结余"))
    yield from compare.total("A01", left(INCOME), left_rows(form))
    yield from compare.total("A02", right(SPENDING), [right(x) for x in class_rows(form)])
    yield from compare.total("A03", left(TOTAL), [left(INCOME), left(used), left(CARRIED_IN)])
    yield from compare.total(
        "A04", right(TOTAL), [right(SPENDING), right("结余分配"), right(CARRIED_OUT)]
    )
    yield from compare.equal("A05", left(TOTAL), right(TOTAL))
    for sheet in book.sheets.values():
        for cell in sheet.matching("*", "*"):
            if book.amount(cell) < 0:
                yield Failure("A06", Level.WARNING, (cell,), book.text(cell), "")
    for cell in (left(used), right("结余分配")):
        if book.amount(cell):
            yield Failure("A06", Level.WARNING, (cell,), book.text(cell), "")


def check_rows(compare: Comparer, sheet: Sheet, rule: str) -> Iterator[Failure]:
    """B01, B02: the first column is the sum of the others, on every line."""
    whole, *parts = sheet.columns
    for line in sheet.lines:
        cells = [Cell(sheet.name, line.key, column) for column in parts]
        yield from compare.total(rule, Cell(sheet.name, line.key, whole), cells)


def check_hierarchy(compare: Comparer, sheet: Sheet, rules: tuple[str, str]) -> Iterator[Failure]:
    """合计 = Σ 类 (first rule), 类 = Σ 款 and 款 = Σ 项 (second rule), in every column.

    Where a 类 has no 款 line at all, its 项 stand in for them.
    """
    for column in sheet.columns:
        tops = three(sheet.name, sheet, column, 3)
        if sheet.line(SUM, column) is not None:
            yield from compare.total(rules[0], Cell(sheet.name, SUM, column), tops)
        for line in sheet.coded():
            parts: list[Cell] = []
            for length in range(len(line.code) + 2, 8, 2):
                below = three(sheet.name, sheet, column, length)
                parts = parts or [x for x in below if x.row.startswith(line.code)]
            if parts:
                yield from compare.total(rules[1], Cell(sheet.name, line.code, column), parts)


def check_income_spending(book: Book, compare: Comparer) -> Iterator[Failure]:
    """B01 to B08."""
    overall, income, spending = book["公开01"], book["公开02"], book["公开03"]
    get, spend = overall.columns
    yield from check_rows(compare, income, "B01")
    yield from check_rows(compare, spending, "B02")
    yield from check_hierarchy(compare, income, ("B03", "B04"))
    yield from check_hierarchy(compare, spending, ("B03", "B04"))
    whole, granted, *others = [Cell("公开02", SUM, column) for column in income.columns]
    rows = left_rows(overall)
    yield from compare.same("B05", whole, Cell("公开01", INCOME, get))
    yield from compare.total("B05", granted, rows[:3])
    for one, other in zip(others, rows[3:], strict=True):
        yield from compare.same("B05", one, other)
    first = spending.columns[0]
    yield from compare.same("B06", Cell("公开03", SUM, first), Cell("公开01", SPENDING, spend))
    for code in CLASS_CODES:
        cell = Cell("公开01", class_label(overall, code), spend)
        mine = Cell("公开03", code, first)
        yield from compare.same("B06", mine, cell)
        if bool(book.amount(mine)) != bool(book.amount(cell)):
            yield Failure("B07", Level.ERROR, (mine, cell), book.text(mine), book.text(cell))
    yield from _carried(book, compare)


def _carried(book: Book, compare: Comparer) -> Iterator[Failure]:
    """B08 per code; what 公开07 carries in and out explains a difference."""
    income, spending, fund = book["公开02"], book["公开03"], book["公开07"]
    codes = dict.fromkeys(x.code for x in (*income.coded(), *spending.coded()))
    for code in codes:
        left = [
            Cell("公开02", code, income.columns[0]),
            Cell("公开07", code, fund.columns[0]),
        ]
        right = [
            Cell("公开03", code, spending.columns[0]),
            Cell("公开07", code, fund.columns[-1]),
        ]
        for failure in compare.balance("B08", left, right):
            advice = Level.WARNING if failure.level is Level.ERROR else failure.level
            yield failure._replace(level=advice)


def check_grants(book: Book, compare: Comparer) -> Iterator[Failure]:
    """C01 to C10."""
    form, overall = book["公开04"], book["公开01"]
    get, whole, *funds = form.columns

    def left(row: str) -> Cell:
        return Cell("公开04", row, get)

    for line in form.lines:
        if whole in line.cells:
            parts = [Cell("公开04", line.key, fund) for fund in funds]
            yield from compare.total("C01", Cell("公开04", line.key, whole), parts)
    incomes = left_rows(form)
    yield from compare.total("C03", left(INCOME), incomes)
    yield from compare.total("C04", left(GRANT_IN), [left(row) for row in _SUBROWS])
    yield from compare.total("C05", left(TOTAL), [left(INCOME), left(GRANT_IN)])
    yield from compare.equal("C06", left(TOTAL), Cell("公开04", TOTAL, whole))
    for column in (whole, *funds):
        rows = [Cell("公开04", row, column) for row in class_rows(form)]
        spent, kept = Cell("公开04", SPENDING, column), Cell("公开04", GRANT_OUT, column)
        yield from compare.total("C02", spent, rows)
        yield from compare.total("C05", Cell("公开04", TOTAL, column), [spent, kept])
    for income, row, fund in zip(incomes, _SUBROWS, funds, strict=True):
        pair = [Cell("公开04", SPENDING, fund), Cell("公开04", GRANT_OUT, fund)]
        yield from compare.balance("C07", [income, left(row)], pair)
    for mine, theirs in zip(incomes, left_rows(overall)[:3], strict=True):
        yield from compare.same("C08", mine, theirs)
    granted = Cell("公开02", SUM, book["公开02"].columns[1])
    yield from compare.total("C08", left(INCOME), [granted])
    yield from _against_overall(book, compare)


def only_grants(book: Book) -> bool:
    """Whether the department had no money but 财政拨款."""
    overall = book["公开01"]
    other = left_rows(overall)[3:]
    used = [x for x in overall.lines if x.label.startswith("使用非财政拨款结余")]
    cells = [*other, *(Cell("公开01", x.label, overall.columns[0]) for x in used)]
    return not any(book.amount(cell) for cell in cells)


def _against_overall(book: Book, compare: Comparer) -> Iterable[Failure]:
    """C09, C10."""
    form, overall = book["公开04"], book["公开01"]
    get, whole = form.columns[:2]
    for mine, theirs in zip(class_rows(form), class_rows(overall), strict=True):
        pair = (Cell("公开04", mine, whole), Cell("公开01", theirs, overall.columns[1]))
        if only_grants(book):
            yield from compare.same("C09", *pair)
        else:
            yield from compare.at_most("C09", [pair[0]], pair[1])
    carried = Cell("公开01", CARRIED_IN, overall.columns[0])
    for row in (GRANT_IN, *_SUBROWS):
        yield from compare.at_most("C10", [Cell("公开04", row, get)], carried)
    kept = Cell("公开01", CARRIED_OUT, overall.columns[1])
    yield from compare.at_most("C10", [Cell("公开04", GRANT_OUT, whole)], kept)
