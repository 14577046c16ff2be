"""The texts of the self-evaluation: 文字/项目/, 文字/整体绩效/, 项目文字, 整体绩效.csv."""

from __future__ import annotations

import re
from dataclasses import replace
from typing import TYPE_CHECKING, NamedTuple

from generator.accounts.listed import keep_first, read_amount
from generator.accounts.texts import usable_text
from generator.accounts.typed import unit_of
from generator.base.codes import L05, L06, L09
from generator.base.labels import key_of, nearest, squash
from generator.base.severity import FindingClass
from generator.field import zh
from generator.field.data_folder import LAST_YEARS_TEXT, without_mark
from generator.field.evaluation import (
    INDICATOR_NOTES,
    REPORT_TEXTS,
    WHOLE,
    WHOLE_KEYS,
    WHOLE_TEXTS,
)
from generator.field.hollow import describes, holds_blank
from generator.field.keys import FACT_TEXTS
from generator.files.markdown import without_comments
from generator.model.accounts import ListedText
from generator.model.evaluation import ReportTexts
from generator.model.finding import Finding, finding
from generator.model.place import Place
from generator.model.records import unknown_key

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping

    from generator.accounts.evaluations import ProjectNames
    from generator.model.accounts import ListedAmount
    from generator.model.records import Record, TextFile

_HEADING = re.compile(r"\s*(?P<level>#{1,6})\s*(?P<words>[^#].*?)\s*#*\s*")
_ORDINAL = re.compile(
    r"(?:（[一二三四五六七八九十0-9]{1,3}）|[一二三四五六七八九十0-9]{1,3}[、.．])"
)
_NAME_LABEL = re.compile(r"项目名称[:：]")
_SHOWN = 20


class _Part(NamedTuple):
    """A heading of a text, how deep it is (0: a line without #), its line, what follows it."""

    heading: str
    level: int
    line: int
    lines: list[str]

    @property
    def text(self) -> str:
        """What stands below the heading."""
        return "\n".join(self.lines).strip()


def read_reports(
    files: Iterable[TextFile],
    records: Iterable[Record],
    names: ProjectNames,
    findings: list[Finding],
) -> tuple[ReportTexts, ...]:
    """Return the texts of the projects' reports, each project once, files before the list.

    Two sources that say the same heading differently are a finding.
    """
    reports: dict[str, ReportTexts] = {}
    found = (*_from_files(files, names, findings), *_from_list(records, names, findings))
    for report in found:
        first = reports.setdefault(report.project, report)
        if first is not report:
            reports[report.project] = _merge(first, report, findings)
    return tuple(reports.values())


def _merge(first: ReportTexts, second: ReportTexts, findings: list[Finding]) -> ReportTexts:
    """Return the texts of both; what the second says differently is named and not used."""
    both = [name for name in second.texts if name in first.texts]
    if any(squash(second.texts[n].text) != squash(first.texts[n].text) for n in both):
        message = (
            f"“{first.project}”的{'、'.join(both)}有两份，使用 {first.place.file}，"
            f"没有使用 {second.place.file}；请合成一份"
        )
        findings.append(finding(L05, message, second.place, first.place))
    return replace(first, texts={**second.texts, **first.texts})


def _from_files(
    files: Iterable[TextFile], names: ProjectNames, findings: list[Finding]
) -> Iterator[ReportTexts]:
    for file in files:
        top, *parts = _split(file.text, REPORT_TEXTS)
        name, rest, is_former = _read_top(top, parts)
        place = Place(file.file, row_number=1)
        if not name:
            message = f"{file.file} 的第一行应是项目名称，没有使用"
            findings.append(finding(L09, message, place))
            continue
        project = names.find(name, place)
        if not project:
            continue
        if rest:
            message = f"{file.file} 中“{_shorten(rest)}”不在任何标题之下，没有使用"
            findings.append(finding(L09, message, place, found_text=_shorten(rest)))
        texts = _usable_parts(parts, REPORT_TEXTS, file.file, findings)
        if is_former:
            texts = {
                key: one._replace(text=f"{LAST_YEARS_TEXT}\n{one.text}")
                for key, one in texts.items()
            }
        yield ReportTexts(project, texts, place)


def _read_top(top: _Part, parts: list[_Part]) -> tuple[str, str, bool]:
    """Return the project's name, what else stands above all headings, if it is last year's.

    `parts` loses the heading that is the name.
    """
    bare = without_mark(top.text)
    lines = [line for line in (top.text if bare is None else bare).splitlines() if line.strip()]
    if not lines and parts and key_of(parts[0].heading) not in map(key_of, REPORT_TEXTS):
        first = parts.pop(0)
        former = without_mark(first.text)
        lines = [first.heading, *(first.text if former is None else former).splitlines()]
        bare = former if bare is None else bare
    name = _NAME_LABEL.sub("", lines[0].strip().strip("#*").strip()) if lines else ""
    return name, "\n".join(lines[1:]).strip(), bare is not None


def _split(text: str, known: tuple[str, ...]) -> list[_Part]:
    """Return the parts of a text; the first one is what stands above all headings.

    A heading begins with # or is a line that says nothing but a known one. A deeper heading below
    a known one belongs to its text.
    """
    by_key = {key_of(name): name for name in known}
    parts = [_Part("", 0, 1, [])]
    for number, line in enumerate(without_comments(text).splitlines(), start=1):
        found = _HEADING.fullmatch(line)
        words = found["words"] if found else line.strip()
        name = by_key.get(key_of(_bare(words)), "")
        level = len(found["level"]) if found else 0
        within = parts[-1].level and level > parts[-1].level and parts[-1].heading in known
        if name or (found and not within):
            parts.append(_Part(name or words.strip("* "), level, number, []))
        else:
            parts[-1].lines.append(line)
    return parts


def _bare(words: str) -> str:
    """Return a heading without its ordinal and the colon behind it."""
    plain = squash(words).strip("*").rstrip("：:")
    return _ORDINAL.sub("", plain, count=1) if _ORDINAL.match(plain) else plain


def _usable_parts(
    parts: Iterable[_Part], known: tuple[str, ...], file: str, findings: list[Finding]
) -> dict[str, ListedText]:
    """Return what stands below known headings; the rest is named."""
    texts: dict[str, ListedText] = {}
    for part in parts:
        place = Place(file, row_number=part.line, row=part.heading)
        if part.heading not in known:
            if part.text:
                findings.append(unknown_key(part.heading, known, place, f"{file} 的标题"))
        elif part.text and part.heading in texts:
            message = f"{file} 中“{part.heading}”写了两次，使用前一个"
            findings.append(finding(L05, message, place, texts[part.heading].place))
        elif part.text and _says_something(part.text, place, findings):
            texts[part.heading] = ListedText(part.text, place)
    return texts


def _says_something(text: str, place: Place, findings: list[Finding]) -> bool:
    """Whether a text can be printed; a place left to be filled in is named, and printed."""
    body = without_mark(text) or text
    shown = _shorten(body)
    if not describes(body):
        message = f"{place.file}“{place.row}”写作“{shown}”，没有内容，没有使用；确实没有的写“无”"
        findings.append(_leftover(message, place, shown))
        return False
    if holds_blank(body):
        message = f"{place.file}“{place.row}”还有没填的地方（【待补充】、XX、____），请补齐"
        findings.append(_leftover(message, place, shown))
    return True


def _leftover(message: str, place: Place, text: str) -> Finding:
    return finding(L09, message, place, kind=FindingClass.LEFTOVER, found_text=text)


def _shorten(text: str) -> str:
    plain = " ".join(text.split())
    return plain if len(plain) <= _SHOWN else f"{plain[:_SHOWN]}……"


def _from_list(
    records: Iterable[Record], names: ProjectNames, findings: list[Finding]
) -> Iterator[ReportTexts]:
    for record in records:
        name, place = record.text(zh.PROJECT_NAME), record.places[zh.PROJECT_NAME]
        texts = {
            column: ListedText(text, record.places[column])
            for column in REPORT_TEXTS
            if (text := usable_text(record, column, findings).strip())
        }
        project = names.find(name, place) if texts else ""
        if project:
            yield ReportTexts(project, texts, place)


class WholeRows(NamedTuple):
    """The rows of 整体绩效.csv that are texts: facts by key, those of the report by name."""

    facts: dict[str, ListedText]
    texts: dict[str, ListedText]


def read_whole(
    records: Iterable[Record],
    published: str,
    facts: dict[str, ListedAmount],
    findings: list[Finding],
) -> WholeRows:
    """Add the numbers of 整体绩效.csv to `facts`, those of 事项.csv first; return its texts.

    A number that both lists give, and differently, is an error.
    """
    by_key = {key_of(row): key for row, (key, _) in WHOLE_KEYS.items()}
    by_key |= {key_of(key): key for key, _ in WHOLE_KEYS.values()}
    units = dict(WHOLE_KEYS.values())
    names = {key_of(name): name for name in WHOLE_TEXTS}
    rows = WholeRows({}, {})
    for record in records:
        asked, place = record.text(zh.ITEM), record.places[zh.ITEM]
        if not record.text(zh.CONTENT).strip():
            continue
        name, key = names.get(key_of(asked), ""), by_key.get(key_of(asked), "")
        if name or key in FACT_TEXTS:
            target, kept = (rows.texts, name) if name else (rows.facts, key)
            _keep_text(target, kept, record, findings)
        elif key:
            unit = unit_of(record, zh.CONTENT, units[key], findings)
            amount = read_amount(record, zh.CONTENT, unit, published, findings)
            if amount is not None:
                keep_first(facts, key, amount, findings)
        else:
            known = (*WHOLE_KEYS, *WHOLE_TEXTS)
            findings.append(unknown_key(asked, known, place, f"{WHOLE}.csv 的项目"))
    return rows


def _keep_text(
    target: dict[str, ListedText], key: str, record: Record, findings: list[Finding]
) -> None:
    text = usable_text(record, zh.CONTENT, findings).strip()
    place = record.places[zh.CONTENT]
    if text and key in target:
        findings.append(given_twice(key, place, target[key].place))
    elif text:
        target[key] = ListedText(text, place)


def given_twice(key: str, place: Place, first: Place) -> Finding:
    """Return the finding for a text that two places give differently."""
    message = f"“{key}”有两份，使用 {first.file}，没有使用 {place.file}；请删去一份"
    return finding(L05, message, place, first)


def merge_texts(
    files: Iterable[TextFile], listed: Mapping[str, ListedText], findings: list[Finding]
) -> dict[str, ListedText]:
    """Return the texts of the department's report by name: files of 文字/整体绩效/ first."""
    texts: dict[str, ListedText] = {}
    for file in files:
        place = Place(file.file, row=file.name)
        text = file.text.strip()
        if _says_something(text, place, findings):
            texts[file.name] = ListedText(text, place)
    for name, one in listed.items():
        first = texts.setdefault(name, one)
        if first is not one and squash(first.text) != squash(one.text):
            findings.append(given_twice(name, one.place, first.place))
    return texts


def read_notes(
    text: ListedText | None, indicators: Iterable[str], findings: list[Finding]
) -> dict[str, ListedText]:
    """Return what 指标情况 says of each 三级指标, by its name; an unknown one is named."""
    if text is None:
        return {}
    known = tuple(dict.fromkeys(indicators))
    file = text.place.file
    top, *parts = _split(text.text, known)
    notes: dict[str, ListedText] = {}
    if top.text:
        message = f"{file}“{INDICATOR_NOTES}”中“{_shorten(top.text)}”不在任何指标之下，没有使用"
        findings.append(finding(L09, message, text.place, found_text=_shorten(top.text)))
    for part in parts:
        place = text.place._replace(row=part.heading)
        if text.place.column_number == 0:
            place = place._replace(row_number=part.line)
        if part.heading not in known and part.text:
            near = nearest(part.heading, known)
            hint = f"；是否应为“{near}”？" if near else ""
            message = f"{file}“{INDICATOR_NOTES}”的标题“{part.heading}”不是三级指标，没有使用{hint}"
            findings.append(finding(L06, message, place, found_text=part.heading))
        elif part.text and _says_something(part.text, place, findings):
            notes.setdefault(part.heading, ListedText(part.text, place))
    return notes
