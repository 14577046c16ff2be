"""绩效指标.csv, 整体绩效指标.csv, 资金管理.csv: the rows of the self-evaluation forms."""

from __future__ import annotations

import re
from collections import Counter
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, NamedTuple

from generator.accounts.listed import read_amount, repeated
from generator.base.codes import L04, L06, L09, L10, L14
from generator.base.labels import key_of, nearest, squash
from generator.base.severity import Severity
from generator.field import evaluation, zh
from generator.field.evaluation import FIRST_LEVEL, POINTS, SECOND_LEVEL, THIRD_LEVEL
from generator.model.evaluation import Indicator, ManagementItem
from generator.model.finding import Finding, finding

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from generator.model.accounts import Project
    from generator.model.place import Place
    from generator.model.records import Record

_TOTALS = {zh.TOTAL, zh.GRAND_TOTAL, zh.SUBTOTAL, evaluation.POINTS_TOTAL, "总得分", "得分合计"}
_SHOWN = 6
_LEVELS = (FIRST_LEVEL, SECOND_LEVEL, THIRD_LEVEL)
_FILLED = (evaluation.TARGET, evaluation.ACTUAL, evaluation.FULL_MARKS, zh.SCORE)
_SIGN_WORDS = sorted(
    {*evaluation.SIGN_SYNONYMS, *evaluation.SIGNS} - {evaluation.IN_WORDS, "定性指标"},
    key=lambda word: (-len(word), word),
)
_LEADING_SIGN = re.compile("|".join(map(re.escape, _SIGN_WORDS)))
_NUMBER_AND_UNIT = re.compile(r"(?P<number>-?[0-9][0-9,]*(?:\.[0-9]+)?)(?P<unit>[^0-9,.]{1,6})")


@dataclass(slots=True)
class ProjectNames:
    """The projects of 项目绩效.csv by name, and what of the lists belongs to none of them.

    `unknown` are the cells of names that no project has, by file and name, `varied` those of names
    that have other brackets or quotes than the project's; `unnamed` the cells in which a name
    should stand, by file.
    """

    findings: list[Finding]
    names: dict[str, str]
    unknown: dict[tuple[str, str], list[Place]] = field(default_factory=dict)
    varied: dict[tuple[str, str], list[Place]] = field(default_factory=dict)
    unnamed: dict[str, list[Place]] = field(default_factory=dict)

    @classmethod
    def of(cls, projects: Iterable[Project], findings: list[Finding]) -> ProjectNames:
        """Return the names of the projects; of two with one name the first counts.

        Brackets do not matter unless they alone tell two projects apart.
        """
        names: dict[str, str] = {}
        for project in projects:
            names.setdefault(squash(project.name), project.name)
        loose = Counter(map(key_of, names))
        alone = {key_of(name): name for name in names.values() if loose[key_of(name)] == 1}
        return cls(findings, alone | names)

    def find(self, text: str, place: Place) -> str:
        """Return the project's name as 项目绩效.csv has it, nothing for one that it has not."""
        if not squash(text):
            self.unnamed.setdefault(place.file, []).append(place)
            return ""
        name = self._known(text)
        if not name:
            self.unknown.setdefault((place.file, squash(text)), []).append(place)
        elif squash(name) != squash(text):
            self.varied.setdefault((place.file, squash(text)), []).append(place)
        return name

    def _known(self, text: str) -> str:
        return self.names.get(squash(text)) or self.names.get(key_of(text), "")

    def report_unknown(self) -> None:
        """Add a finding for each unknown or varied name of a list, and for rows without a name."""
        for file, places in self.unnamed.items():
            rows = "、".join(str(place.row_number) for place in places[:_SHOWN])
            more = f" 等 {len(places)} 行" if len(places) > _SHOWN else " 行"
            message = f"{file} 第 {rows}{more}没有写项目名称，没有使用；每一行都要写项目"
            self.findings.append(finding(L09, message, *places))
        for (file, name), places in self.unknown.items():
            near = nearest(name, self.names.values())
            hint = f"；是否应为“{near}”？" if near else ""
            message = (
                f"{file} 的项目“{name}”{_count(places)}在 {zh.PROJECTS}.csv 中没有，没有使用{hint}"
            )
            error = Severity.ERROR
            self.findings.append(finding(L06, message, *places, severity=error, found_text=name))
        for (file, name), places in self.varied.items():
            message = (
                f"{file} 的项目写作“{name}”{_count(places)}，"
                f"按 {zh.PROJECTS}.csv 的“{self._known(name)}”读；请写成一样"
            )
            self.findings.append(finding(L14, message, *places, found_text=name))


def _count(places: Sequence[Place]) -> str:
    return f"（{len(places)} 行）" if len(places) > 1 else ""


def find_doubled(
    projects: Sequence[Project], given: Iterable[tuple[str, Place]]
) -> Iterator[Finding]:
    """Yield a finding for each name of two projects that indicators or texts are given for."""
    rows: dict[str, list[Project]] = {}
    for project in projects:
        rows.setdefault(squash(project.name), []).append(project)
    told: set[str] = set()
    for name, place in given:
        same = rows.get(squash(name), [])
        if len(same) > 1 and squash(name) not in told:
            told.add(squash(name))
            yield finding(
                L06,
                f"有 {len(same)} 个项目都叫“{name}”，{place.file} 的内容只算第一个的；"
                "请给项目取不同的名称",
                *(project.place for project in same),
                place,
                severity=Severity.ERROR,
                found_text=name,
            )


def read_indicators(
    records: tuple[Record, ...], names: ProjectNames | None, findings: list[Finding]
) -> tuple[Indicator, ...]:
    """Return the indicators of projects or, without `names`, of the department as a whole.

    A row without a project, or of an unknown one, is not used. A blank 一级 or 二级指标 below a
    filled one of the same project continues it, which is one warning a list.
    """
    rows = _Levels()
    found: list[Indicator] = []
    for record in records:
        if _is_total(record, _LEVELS, findings):
            continue
        project = "" if names is None else names.find(record.text(zh.ITEM), record.places[zh.ITEM])
        if names is not None and not project:
            continue
        first, second = rows.read(project, record)
        if not record.text(THIRD_LEVEL) and not any(map(record.text, _FILLED)):
            continue  # a heading of a level
        found.append(_indicator(record, (project, first, second), findings))
    if rows.continued:
        places = rows.continued
        message = (
            f"{places[0].file} 有 {len(places)} 格一级、二级指标空着（合并过的单元格），"
            "按上一行的读；请核对"
        )
        findings.append(finding(L14, message, *places))
    return tuple(found)


@dataclass(slots=True)
class _Levels:
    """What 一级 and 二级指标 of a row are, merged cells filled; `continued` are those cells."""

    project: str = ""
    first: str = ""
    second: str = ""
    continued: list[Place] = field(default_factory=list)

    def read(self, project: str, record: Record) -> tuple[str, str]:
        """Return the levels of a row."""
        first, second = record.text(FIRST_LEVEL).strip(), record.text(SECOND_LEVEL).strip()
        if project != self.project:
            self.project, self.first, self.second = project, "", ""
        if not first and self.first:
            first = self.first
            self.continued.append(record.places[FIRST_LEVEL])
        if not second and self.second and first == self.first:
            second = self.second
            self.continued.append(record.places[SECOND_LEVEL])
        self.first, self.second = first, second
        return first, second


def _indicator(record: Record, owner: tuple[str, str, str], findings: list[Finding]) -> Indicator:
    project, first, second = owner
    third = record.text(THIRD_LEVEL).strip()
    for level, name in zip(_LEVELS, (first, second, third), strict=True):
        if not name:
            place = record.places[level]
            message = f"{place.file} 第 {place.row_number} 行没有写{level}；请补上"
            findings.append(finding(L04, message, place))
    goal = _read_goal(record, findings)
    return Indicator(
        project=project,
        first_level=first,
        second_level=second,
        third_level=third,
        sign=goal.sign,
        target=goal.target,
        measured_in=goal.measured_in,
        actual=record.text(evaluation.ACTUAL).strip(),
        full_marks=read_amount(
            record, evaluation.FULL_MARKS, POINTS, zh.TEN_THOUSAND_YUAN, findings
        ),
        score=read_amount(record, zh.SCORE, POINTS, zh.TEN_THOUSAND_YUAN, findings),
        deviation=record.text(evaluation.DEVIATION).strip(),
        place=record.places[THIRD_LEVEL],
        places=record.places,
    )


class _Goal(NamedTuple):
    """What an indicator is to reach."""

    sign: str
    target: str
    measured_in: str


def _read_goal(record: Record, findings: list[Finding]) -> _Goal:
    """Return sign, target and unit, each from its column or as typed together (≥95%)."""
    sign = _sign_of(record, findings)
    target = record.text(evaluation.TARGET).strip()
    unit = squash(record.text(evaluation.MEASURED_IN))
    plain = squash(target)
    leading = _LEADING_SIGN.match(plain)
    if leading:
        typed = evaluation.SIGN_SYNONYMS.get(leading[0], leading[0])
        if sign in {"", typed}:
            sign = typed
        else:
            place = record.places[evaluation.TARGET]
            message = (
                f"{place.row}：{evaluation.SIGN}是“{sign}”，{evaluation.TARGET}却写作“{target}”；"
                "请只留一个"
            )
            findings.append(finding(L04, message, place, found_text=target))
        plain = plain[leading.end() :]
        target = plain
    number = _NUMBER_AND_UNIT.fullmatch(plain)
    if number is None:
        return _Goal(sign, target, unit)
    if unit not in {"", number["unit"]}:
        place = record.places[evaluation.TARGET]
        message = (
            f"{place.row}：{evaluation.TARGET}写作“{target}”，"
            f"{evaluation.MEASURED_IN}却是“{unit}”；请只留一个"
        )
        findings.append(finding(L10, message, place, found_text=target))
    return _Goal(sign, number["number"], number["unit"])


def _sign_of(record: Record, findings: list[Finding]) -> str:
    """Return the sign of the column 指标符号; an unknown one as it stands, and a finding."""
    text = squash(record.text(evaluation.SIGN))
    sign = evaluation.SIGN_SYNONYMS.get(text, text)
    if sign and sign not in evaluation.SIGNS:
        place = record.places[evaluation.SIGN]
        message = (
            f"{place.row}的{evaluation.SIGN}“{text}”不认识，照原样印出；"
            f"应为 {'、'.join(evaluation.SIGNS)}"
        )
        findings.append(finding(L06, message, place, found_text=text))
    return sign


def read_management(
    records: tuple[Record, ...], names: ProjectNames, findings: list[Finding]
) -> tuple[ManagementItem, ...]:
    """Return the rows of 资金管理.csv; of two rows for one matter of a project the first counts."""
    found: dict[tuple[str, str], ManagementItem] = {}
    for record in records:
        if _is_total(record, (zh.MATTER,), findings):
            continue
        project = names.find(record.text(zh.ITEM), record.places[zh.ITEM])
        if not project:
            continue
        place = record.places[zh.MATTER]
        matter = record.text(zh.MATTER).strip()
        if not matter:
            message = f"{place.file} 第 {place.row_number} 行没有写{zh.MATTER}，没有使用"
            findings.append(finding(L09, message, place))
            continue
        key = (project, key_of(matter))
        if key in found:
            first = found[key].place
            findings.append(repeated(f"{project}：{matter}", place, first, Severity.ERROR))
            continue
        found[key] = ManagementItem(
            project=project,
            matter=matter,
            situation=record.text(evaluation.SITUATION).strip(),
            full_marks=read_amount(
                record, evaluation.FULL_MARKS, POINTS, zh.TEN_THOUSAND_YUAN, findings
            ),
            score=read_amount(record, zh.SCORE, POINTS, zh.TEN_THOUSAND_YUAN, findings),
            problems=record.text(evaluation.MANAGEMENT_PROBLEMS).strip(),
            place=place,
        )
    return tuple(found.values())


def _is_total(record: Record, columns: Iterable[str], findings: list[Finding]) -> bool:
    """Whether a row is the total of a form: it is computed, and the row is named."""
    for column in (zh.ITEM, *columns):
        if squash(record.text(column)) in _TOTALS:
            place = record.places[column]
            message = (
                f"{place.file} 第 {place.row_number} 行（“{record.text(column)}”）是合计，"
                "没有计入；总分由程序计算"
            )
            findings.append(finding(L09, message, place, severity=Severity.WARNING))
            return True
    return False
