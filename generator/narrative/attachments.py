"""The forms and reports of the self-evaluation (第五部分 附件), written out as blocks."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from generator.base.errors import TemplateError
from generator.field import zh
from generator.narrative.attachment_blocks import read_attachment
from generator.narrative.attachment_plan import KINDS, OWN_PROJECT
from generator.narrative.environment import ATTACHMENT_TEMPLATES
from generator.narrative.numbers import Named

if TYPE_CHECKING:
    from collections.abc import Iterable

    from generator.model.block import Block
    from generator.narrative.attachment_plan import PlannedAttachment
    from generator.narrative.numbers import Field
    from generator.narrative.render import Writer

_TEMPLATES = dict(zip(KINDS, ATTACHMENT_TEMPLATES, strict=True))


@dataclass(frozen=True, slots=True)
class WrittenAttachment:
    """A form or report as blocks; the first of them has its line in the contents (`entry`).

    `project` is the name of its project, empty for the whole.
    """

    planned: PlannedAttachment
    project: str
    entry: str
    blocks: tuple[Block, ...]


def write_attachments(
    writer: Writer, planned: Iterable[PlannedAttachment]
) -> tuple[WrittenAttachment, ...]:
    """Return the forms and reports written out. Raises TemplateError with what is wrong in all."""
    written: list[WrittenAttachment] = []
    problems: list[str] = []
    for one in planned:
        template = _TEMPLATES[one.form]
        try:
            own = _own_project(writer, one.project)
            text = writer.render(template, zh.ATTACHMENTS, "", **own)
            opening, blocks = read_attachment(text, writer.ledger, template)
        except TemplateError as error:
            problems += error.problems
            if writer.meter.stopped:
                break
            continue
        project = own.get(OWN_PROJECT)
        name = str(project[zh.NAME]) if isinstance(project, Named) else ""
        written.append(WrittenAttachment(one, name, opening.entry, (opening, *blocks)))
    if problems:
        raise TemplateError(list(dict.fromkeys(problems)))
    return tuple(written)


def _own_project(writer: Writer, number: int | None) -> dict[str, Field]:
    """Return the name of the project that a form is written of."""
    if number is None:
        return {}
    projects = writer.names(zh.ATTACHMENTS)[zh.ITEM]
    if not isinstance(projects, list):
        raise TypeError(zh.ITEM)
    return {OWN_PROJECT: projects[number]}
