"""What is said about cells, rows and sheets of a workbook that are not as they should be."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING, NamedTuple

from generator.base.codes import L04, L10, L14, L15
from generator.base.severity import FindingClass, Severity
from generator.field import zh
from generator.files.xlsx.outline import TooLargeError
from generator.model.finding import Finding, finding
from generator.model.place import Place, column_letters
from generator.model.sheet import Doubt, Sheet, unreadable

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

    from generator.base.codes import Code
    from generator.files.xlsx.shown import Shown

    Read = tuple[tuple[Sheet, ...], tuple[Finding, ...]]

_PLACES = 50
_SHOWN = 5
NumberCell = tuple[int, int, str]


class _Kind(NamedTuple):
    """What is said about cells of one kind; `why` stands at the doubtful cell itself."""

    code: Code
    finding_class: FindingClass
    severity: Severity
    message: str
    why: str = ""


_KINDS = {
    "error": _Kind(
        L04,
        FindingClass.EXTRACTION,
        Severity.ERROR,
        "是错误值 {text}；请在 Excel 中改正公式",
        "错误值",
    ),
    "boolean": _Kind(
        L04, FindingClass.EXTRACTION, Severity.ERROR, "是逻辑值 {text}，不是一个数", "逻辑值"
    ),
    "date": _Kind(
        L04,
        FindingClass.EXTRACTION,
        Severity.ERROR,
        "是日期（{text}），不是一个数；如本是金额，请把单元格格式改为数值",
        zh.DATE,
    ),
    "uncalculated": _Kind(
        L15,
        FindingClass.EXTRACTION,
        Severity.ERROR,
        "的公式没有计算结果，读不到数；请在 Excel 中打开保存一次",
        "公式没有计算结果",
    ),
    "empty": _Kind(
        L15,
        FindingClass.EXTRACTION,
        Severity.WARNING,
        "的公式没有结果，按空白读取；如应有数，请在 Excel 中打开保存一次",
        "公式没有结果",
    ),
    "covered": _Kind(
        L15,
        FindingClass.EXTRACTION,
        Severity.WARNING,
        "被合并的单元格遮住，其中的“{text}”没有使用",
        "被合并的单元格遮住",
    ),
    "format": _Kind(L14, FindingClass.FORMAT, Severity.WARNING, "：{text}；请核对"),
    "beyond": _Kind(
        L10,
        FindingClass.FORMAT,
        Severity.INFO,
        "在显示的小数位之后还有数字，按显示的四舍五入读取（如实为 {text}）",
    ),
}
# Kinds that are one finding for each text, not one for the whole sheet.
_BY_TEXT = frozenset({"error", "boolean", "format"})


@dataclass(slots=True)
class CellNotes:
    """Collects what is to be said about the cells of one sheet (0-based rows and columns)."""

    file: str
    sheet: str
    doubts: list[Doubt] = field(default_factory=list)
    _found: dict[tuple[str, str], list[NumberCell]] = field(default_factory=dict)

    def add(self, kind: str, row: int, column: int, text: str, why: str = "") -> None:
        """Note a cell; where the kind or `why` says that it may be misread it is doubtful."""
        why = why or _KINDS[kind].why
        key = (kind, text if kind in _BY_TEXT else "")
        self._found.setdefault(key, []).append((row, column, text))
        if why:
            self.doubts.append(Doubt(row, column, text, why, _KINDS[kind].severity))

    def add_shown(self, row: int, column: int, shown: Shown) -> None:
        """Note what the text of a number leaves out, or why it may be another one."""
        if shown.why:
            self.add("format", row, column, shown.why, shown.why)
        if shown.beyond:
            self.add("beyond", row, column, shown.beyond)

    def findings(self) -> tuple[Finding, ...]:
        """Return one finding for each kind, with the addresses of its cells."""
        return tuple(self._finding(_KINDS[kind], cells) for (kind, _), cells in self._found.items())

    def _finding(self, kind: _Kind, cells: list[NumberCell]) -> Finding:
        places = tuple(
            Place(self.file, row + 1, column + 1, sheet=self.sheet)
            for row, column, _ in cells[:_PLACES]
        )
        named = "、".join(place.address for place in places[:_SHOWN])
        more = f"等 {len(cells)} 格" if len(cells) > _SHOWN else ""
        text = cells[0][2]
        return finding(
            kind.code,
            f"工作表“{self.sheet}”的 {named}{more}{kind.message.format(text=text)}",
            *places,
            kind=kind.finding_class,
            severity=kind.severity,
            found_text=text,
        )

    def sheet_of(self, rows: list[list[str]]) -> Sheet:
        """Return the sheet of these texts, with the doubts."""
        return Sheet(self.file, tuple(map(tuple, rows)), self.sheet, tuple(self.doubts))


def too_large(file: str, sheet: str, detail: str) -> Finding:
    """Return the finding for a sheet that is not read because of its size."""
    found = unreadable(file, f"工作表“{sheet}”{detail}")
    return replace(found, places=(Place(file, sheet=sheet),))


def collect_sheets(
    file: str, readers: Iterable[tuple[str, Callable[[], Read]]], findings: Iterable[Finding]
) -> Read:
    """Return the sheets of a workbook; one that is too large is named and left out.

    `readers` read one sheet each, under its name; `findings` are those on the whole workbook.
    """
    sheets: tuple[Sheet, ...] = ()
    found = list(findings)
    for name, read in readers:
        try:
            new, more = read()
        except TooLargeError as error:
            found.append(too_large(file, name, str(error)))
            continue
        sheets += new
        found += more
    if not sheets and not found:
        found.append(unreadable(file, "工作簿中没有内容"))
    return sheets, tuple(found)


def hidden_sheets(file: str, names: list[str]) -> tuple[Finding, ...]:
    """Return the note on sheets that are hidden and have not been read."""
    if not names:
        return ()
    listed = "”“".join(names)
    places = tuple(Place(file, sheet=name) for name in names)
    return (_note(f"工作表“{listed}”是隐藏的，没有读取；如有要用的表，请取消隐藏", places),)


def hidden_lines(
    file: str, sheet: str, rows: set[int], columns: set[int], texts: list[list[str]]
) -> tuple[Finding, ...]:
    """Return the note on hidden rows and columns (1-based) that hold anything: they are read."""
    shown_rows = [row for row in sorted(rows) if row <= len(texts) and any(texts[row - 1])]
    shown_columns = [
        column
        for column in sorted(columns)
        if any(column <= len(row) and row[column - 1] for row in texts)
    ]
    parts = []
    if shown_rows:
        parts.append(f"第 {'、'.join(_spans(shown_rows))} 行")
    if shown_columns:
        letters = (span.split("–") for span in _spans(shown_columns))
        named = ("–".join(column_letters(int(part)) for part in span) for span in letters)
        parts.append(f"{'、'.join(named)} 列")
    if not parts:
        return ()
    places = tuple(Place(file, row, sheet=sheet) for row in shown_rows[:_PLACES])
    message = f"工作表“{sheet}”的{'和'.join(parts)}是隐藏的，已一并读取；请核对是否要用"
    return (_note(message, places or (Place(file, sheet=sheet),)),)


def _note(message: str, places: tuple[Place, ...]) -> Finding:
    return finding(L15, message, *places)


def _spans(numbers: list[int]) -> list[str]:
    """Return 3–7 for the run 3 4 5 6 7."""
    spans: list[list[int]] = []
    for number in numbers:
        if spans and number == spans[-1][1] + 1:
            spans[-1][1] = number
        else:
            spans.append([number, number])
    return [f"{a}–{b}" if a < b else f"{a}" for a, b in spans]
