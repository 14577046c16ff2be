"""Tables that a submitted file lacks: what it has in their place, as a reviewer needs it."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from generator.base.codes import L01, L02
from generator.field.forms import FORM_BY_NUMBER
from generator.field.titles import form_in_name
from generator.model.passage import EMBEDDED_FILE

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from generator.model.finding import Finding
    from generator.model.passage import StandIn

_ADVICE = "与它有关的没有核对；请送审单位改成普通表格"


def lacks_tables(findings: Iterable[Finding]) -> bool:
    """Whether one of the findings is on a table that is not there."""
    return any(map(_missing_form, findings))


def word_missing_tables(
    findings: Sequence[Finding], stand_ins: Sequence[StandIn] | None
) -> tuple[Finding, ...]:
    """Return the findings; one on a table that the file lacks says what there is instead.

    Nobody puts a file into a folder for a submission. `stand_ins` is None where the format does
    not tell. The warning that files are embedded is told with the tables that all of them are.
    """
    instead = _name(stand_ins or ())
    embedded = {f"{f.code} {f.message}": f for f in findings if f.code == L02.code}
    told = [instead[form] for finding in findings if (form := _missing_form(finding)) in instead]
    files = [stand_in.what for stand_in in stand_ins or () if stand_in.what == EMBEDDED_FILE]
    folded = bool(files) and told.count(EMBEDDED_FILE) == len(files)
    worded = []
    for finding in findings:
        form = _missing_form(finding)
        if not form:
            worded += [] if folded and finding.code == L02.code else [finding]
            continue
        what = instead.get(form, "")
        detail = _word(form, what, is_told=stand_ins is not None)
        also = tuple(embedded) if folded and what == EMBEDDED_FILE else ()
        worded.append(replace(finding, detail=detail, also=also))
    return tuple(worded)


def _name(stand_ins: Iterable[StandIn]) -> dict[str, str]:
    """Return what the file has under the title of each form."""
    found: dict[str, str] = {}
    for stand_in in stand_ins:
        titles = (form for line in reversed(stand_in.above) if (form := form_in_name(line)))
        form = next(titles, "")
        if form:
            found.setdefault(form, stand_in.what)
    return found


def _missing_form(finding: Finding) -> str:
    table = finding.places[0].table if finding.places else ""
    return table if finding.code == L01.code and table in FORM_BY_NUMBER else ""


def _word(form: str, what: str, *, is_told: bool) -> str:
    name = f"缺少{form}（{FORM_BY_NUMBER[form].title}）"
    if what:
        return f"{name}：它的表题下是{what}，不能当作表格读，{_ADVICE}"
    if is_told:
        return f"{name}：文件中没有这张表，表题下也没有图片、文本框或嵌入的对象，与它有关的没有核对"
    return f"{name}：文件中没有读到这张表；如在文件中看得到，它是图片或嵌入的对象，{_ADVICE}"
