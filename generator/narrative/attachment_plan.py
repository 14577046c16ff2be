"""Which forms and reports of the self-evaluation (第五部分 附件) there are, and where they go."""

from __future__ import annotations

from dataclasses import dataclass
from enum import Enum
from typing import TYPE_CHECKING

from generator.field import zh
from generator.field.evaluation import SELF_FORM, SELF_REPORT, WHOLE_REPORT
from generator.narrative.numbers import Named

if TYPE_CHECKING:
    from collections.abc import Iterable

    from generator.model.accounts import Accounts
    from generator.model.figures import Figures
    from generator.narrative.settings import Settings

# The project of which a form or report is written, one of 项目.
OWN_PROJECT = "本项目"
# The switches of [附件] and the parts of the name 附件, by form.
KINDS = {SELF_FORM: "自评表", SELF_REPORT: "自评报告", WHOLE_REPORT: "整体报告"}


class Placement(Enum):
    """Where a form or report is printed (印在)."""

    PART_FIVE = "第五部分"
    OWN_FILE = "单独文件"
    BOTH = "都"
    NOWHERE = "不印"


PLACEMENTS = tuple(placement.value for placement in Placement)


# The switches that say where a form is printed.
_SWITCHES = {form: f"{name}印在" for form, name in KINDS.items()}
PLACED = tuple(_SWITCHES.values())


@dataclass(frozen=True, slots=True)
class PlannedAttachment:
    """A form or report that there is to write: of which project (its index), and for where."""

    form: str
    project: int | None
    placement: Placement

    @property
    def in_document(self) -> bool:
        """Whether it is printed in part five."""
        return self.placement in {Placement.PART_FIVE, Placement.BOTH}

    @property
    def as_file(self) -> bool:
        """Whether it may be a file of its own."""
        return self.placement in {Placement.OWN_FILE, Placement.BOTH}


def plan_attachments(
    accounts: Accounts, figures: Figures, settings: Settings
) -> tuple[PlannedAttachment, ...]:
    """Return the forms and reports of which there is something to say, in the order of printing.

    A project without indicators has no form, one without texts no report.
    """
    projects = list(enumerate(figures.performance.projects))
    has_whole = bool(figures.performance.form.levels or accounts.evaluation.whole_texts)
    wanted: dict[str, list[int | None]] = {
        SELF_FORM: [number for number, one in projects if one.form.is_filled],
        SELF_REPORT: [number for number, one in projects if one.form.report is not None],
        WHOLE_REPORT: [None] if has_whole else [],
    }
    switches = settings.of_section(zh.ATTACHMENTS)
    placed = {form: Placement(switches[_SWITCHES[form]]) for form in wanted}
    return tuple(
        PlannedAttachment(form, number, placed[form])
        for form, numbers in wanted.items()
        for number in numbers
        if placed[form] is not Placement.NOWHERE
    )


def attachment_names(planned: Iterable[PlannedAttachment]) -> Named:
    """Return which forms and reports part five has: 自评表, 自评报告, 整体报告."""
    printed = {one.form for one in planned if one.in_document}
    return Named({name: form in printed for form, name in KINDS.items()}, None)
