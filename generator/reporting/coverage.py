"""The verdict of an audit, and how far it reached: said wherever findings are shown."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING

from generator.base.severity import Severity

# So many of several unchecked things are named where a line must stay short.
FEW = 6

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from generator.model.audit import Unchecked
    from generator.model.finding import Finding


def word_verdict(findings: Iterable[Finding], untested: int = 0) -> str:
    """Return 通过 or 有 3 处错误, with the number of warnings and remarks.

    Where `untested` comparisons could not be made nothing has passed: 未发现错误 then.
    """
    counts = Counter(finding.severity for finding in findings)
    errors = counts[Severity.ERROR]
    rest = [
        f"{counts[one]} 处{one.label}" for one in (Severity.WARNING, Severity.INFO) if counts[one]
    ]
    passed = f"未发现错误，{untested} 项没有核对" if untested else "通过"
    return "，".join([f"有 {errors} 处错误" if errors else passed, *rest])


def word_coverage(checked: int, unchecked: Sequence[Unchecked]) -> str:
    """Return in one line how many relations were checked, and what could not be and why."""
    done = f"核对了 {checked} 个关系（表内、表间，与清单、上年）"
    if not unchecked:
        return f"{done}；没有因缺少数据而未核对的内容。"
    worded = (word_unchecked(one, FEW) for one in unchecked)
    missed = "；".join(f"{what}（{why}）" for what, why in worded)
    return f"{done}；没有核对的：{missed}。"


def word_unchecked(one: Unchecked, most: int | None = None) -> tuple[str, str]:
    """Return what was not checked, and why, with the first `most` of several things; None: all."""
    if not one.items:
        return one.what, one.why
    more = f" 等 {len(one.items)} 个" if most is not None and len(one.items) > most else ""
    return one.what, f"{one.why}：{'、'.join(one.items[:most])}{more}"
