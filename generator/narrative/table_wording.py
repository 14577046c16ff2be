"""The switches of [公开表]: how the nine tables are printed."""

from __future__ import annotations

from typing import TYPE_CHECKING

from generator.base.errors import TemplateError
from generator.base.labels import nearest
from generator.field.forms import FORM_BY_NUMBER
from generator.model.printing import PrintedForm, TablePrinting

if TYPE_CHECKING:
    from collections.abc import Iterable

    from generator.narrative.settings import Settings

SECTION = "公开表"


def table_printing(settings: Settings) -> TablePrinting:
    """Return how the tables are printed. Raises TemplateError for a form that there is not."""
    switches = settings.of_section(SECTION)
    return TablePrinting(
        forms=_forms(settings.texts(SECTION, "各表")),
        number=str(switches["编号"]),
        department=str(switches["部门行"]),
        year=str(switches["年度行"]),
        unit=str(switches["单位行"]),
        amount=str(switches["金额栏"]),
        ordinals=bool(switches["行次栏次"]),
        total_last=bool(switches["合计在末行"]),
        paired=bool(switches["预决算相邻"]),
        flows=bool(switches["公开08写收支"]),
        two_blocks=bool(switches["基本支出分两栏"]),
    )


def _forms(entries: Iterable[str]) -> tuple[PrintedForm, ...]:
    """Return the forms of 各表: 公开06, or 公开06 with the title to be printed."""
    forms: list[PrintedForm] = []
    problems: list[str] = []
    for entry in entries:
        number, _, title = entry.strip().partition(" ")
        if number not in FORM_BY_NUMBER:
            near = nearest(number, FORM_BY_NUMBER)
            hint = f"，是否应为“{near}”？" if near else ""
            problems.append(f"行文.toml 的“各表”：没有“{number}”{hint}")
        elif any(form.number == number for form in forms):
            problems.append(f"行文.toml 的“各表”：“{number}”出现两次")
        else:
            forms.append(PrintedForm(number, title.strip()))
    if problems:
        raise TemplateError(problems)
    return tuple(forms)
