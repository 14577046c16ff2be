"""Writes one template by itself, no document of a department: what the review desk sends out."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, NamedTuple

import jinja2

from generator.base.errors import TemplateError
from generator.field import zh
from generator.model.block import Gap, Role
from generator.narrative.attachment_blocks import read_attachment
from generator.narrative.environment import (
    TEMPLATE_FAULTS,
    make_environment,
    word_fault,
    word_syntax_error,
)
from generator.narrative.fault_lines import find_template_line
from generator.narrative.faults import stop_on_faults
from generator.narrative.marks import MarkRegister
from generator.narrative.metering import Meter, Run, running

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Mapping
    from collections.abc import Set as AbstractSet

    from generator.model.block import Block
    from generator.narrative.environment import TemplateFolders
    from generator.narrative.numbers import Field
    from generator.narrative.settings import Settings

BUREAU_SWITCH = "审核单位"


class Written(NamedTuple):
    """A text as it is sent: its title, its blocks, and what was printed of it."""

    title: str
    blocks: tuple[Block, ...]
    ledger: MarkRegister


class SingleWriter:
    """Writes the template `name` over those of some folders. Traced, lines keep their origin.

    `known` are the names that the template may use. Raises TemplateError with every fault of it.
    """

    def __init__(
        self,
        name: str,
        known: AbstractSet[str],
        folders: TemplateFolders,
        settings: Settings,
        *,
        traced: bool = False,
        meter: Meter | None = None,
    ) -> None:
        stop_on_faults(folders, (name,), frozenset(known))
        self._name = name
        self._folders = folders
        self.switches = settings.of_section(zh.REVIEWED)
        self._environment = make_environment(folders, traced=traced)
        self._traced = traced
        self._meter = meter

    def render(
        self,
        names: Callable[[MarkRegister], Mapping[str, Field]],
        finish: Callable[[Iterable[Block]], Iterable[Block]],
    ) -> Written:
        """Return what the template gives with the names; `finish` does what is left to the blocks.

        Raises TemplateError.
        """
        ledger = MarkRegister()
        run = Run(self._meter or Meter(), ledger if self._traced else None)
        try:
            with running(run):
                template = self._environment.get_template(self._name)
                text = template.render(names(ledger))
        except jinja2.TemplateSyntaxError as error:
            problem = word_syntax_error(error.message)
            raise TemplateError([f"{error.name} 第 {error.lineno} 行：{problem}"]) from error
        except TEMPLATE_FAULTS as error:
            line = find_template_line(error, self._folders)
            raise TemplateError([f"{line or self._name}：{word_fault(error)}"]) from error
        opening, blocks = read_attachment(text, ledger, self._name)
        title = replace(opening.title, role=Role.COVER_TITLE)
        return Written(title.text, (replace(opening, title=title), *finish(blocks)), ledger)


def mark_gap(ledger: MarkRegister, name: str) -> str:
    """Return the mark of what a person must write."""
    gap = Gap(name, name, file="")
    return ledger.mark(gap, gap.mark)


def count(number: int) -> str:
    """Return a count as it is printed, nothing for none: templates ask whether there is any."""
    return str(number) if number else ""
