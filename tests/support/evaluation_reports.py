"""The two whole reports (财政项目支出绩效自评报告) of 新乡 2024, read from the document itself."""

from __future__ import annotations

import re
from decimal import Decimal

from support.evaluation_shapes import Facts, Row
from support.needs import find_reference

_SEED = "004_a6e454eec524713b.txt"
_TITLE = "财政项目支出绩效自评报告"
_MARKS = {"\\geq": "≥", "\\leq": "≤", "\\%": "%", "$": ""}
_FIRST = re.compile(r"[0-9]\.(.{2,6}指标)")
_SECOND = re.compile(r"[（(][0-9][)）](.+)")
_INDICATOR = re.compile(
    r"(?P<name>.+?)指标值(?P<target>[≥≤=].+?)，完成值(?P<actual>.+?)，"
    r"分值(?P<marks>[0-9.]+)分，得分(?P<score>[0-9.]+)分(?:，扣分原因为：(?P<why>.+?))?[；。]?"
)
_MATTERS = ("安排科学性", "拨付合规性", "使用规范性", "预算绩效管理情况")
_SOURCES = ("年度资金总额", "政府预算资金", "财政专户管理资金", "单位资金")
_POINTS_A_MATTER = Decimal(5)


def xinxiang_reports() -> tuple[Facts, ...]:
    """Return what the reports state; the points for the execution are what the total leaves."""
    text = (find_reference() / "seeds" / _SEED).read_text(encoding="utf-8")
    for mark, plain in _MARKS.items():
        text = text.replace(mark, plain)
    return tuple(map(_read_report, text.split(_TITLE)[1:]))


def _read_report(text: str) -> Facts:
    rows = [line.split("\t") for line in text.splitlines() if "\t" in line]
    indicators = tuple(_indicators(text))
    score = Decimal(_search(r"总得分 ?([0-9.]+) ?分", text))
    matters = tuple((row[0], row[1], "5", "5", "") for row in rows if row[0] in _MATTERS)
    management = _POINTS_A_MATTER * len(matters)
    execution = score - management - sum(Decimal(row.score) for row in indicators)
    money = []
    for label in _SOURCES:
        (row,) = (row for row in rows if row[0].rstrip("：:") == label)
        points = ("10", str(execution)) if label == _SOURCES[0] else ("-", "-")
        money.append((label, *row[1:4], points[0], row[4], points[1]))
    return Facts(
        _search(r"项目名称：(.+)", text),
        _search(r"项目单位：(.+)", text),
        "2024",
        tuple(money),
        matters,
        _between(text, "1. 项目年度绩效目标", "2.项目年度绩效目标完成情况"),
        _between(text, "2.项目年度绩效目标完成情况", "二、总体评价结论"),
        indicators,
        "100",
        str(score),
    )


def _search(pattern: str, text: str) -> str:
    found = re.search(pattern, text)
    assert found is not None, pattern
    return found[1].strip()


def _between(text: str, start: str, end: str) -> str:
    body = text.partition(start)[2].partition(end)[0]
    return "".join(body.split())


def _indicators(text: str) -> list[Row]:
    body = text.partition("（二）指标分析")[2].partition("三、存在的问题和建议")[0]
    first, second = "", ""
    rows: list[Row] = []
    for line in ("".join(line.split()) for line in body.splitlines()):
        level = _FIRST.fullmatch(line)
        below = _SECOND.fullmatch(line)
        found = _INDICATOR.fullmatch(line)
        if level:
            first = level[1]
        elif below:
            second = below[1]
        elif found:
            name, target, actual = found["name"], found["target"], found["actual"]
            marks, score, why = found["marks"], found["score"], found["why"] or ""
            rows.append(Row(first, second, name, target, actual, marks, score, why))
        else:
            assert not line, line
    return rows
