"""Switches of one's own: a name that no built-in 行文.toml has, and that a template prints."""

from __future__ import annotations

from functools import cached_property
from typing import TYPE_CHECKING

from generator.base.errors import TemplateError
from generator.base.numerals import chinese_numeral
from generator.field import zh
from generator.narrative.environment import (
    ATTACHMENT_TEMPLATES,
    FRAME_TEMPLATES,
    LETTER_TEMPLATES,
    MACROS,
    REPORT_TEMPLATES,
    read_template,
)
from generator.narrative.faults import FaultSurroundings, inspect_template
from generator.narrative.fields import SWITCHES, known_shapes
from generator.narrative.settings import GENERAL

if TYPE_CHECKING:
    from generator.narrative.environment import TemplateFolders

_FRONT = f"{SWITCHES}."
_OF_FRAME = {zh.COVER_FILE: zh.COVER, zh.OVERVIEW_FILE: zh.OVERVIEW, zh.GLOSSARY_FILE: zh.GLOSSARY}


class UsedSwitches:
    """Which switches the templates of some folders print, by section of 行文.toml.

    The templates are read when it is first asked: most folders have no switch of their own.
    """

    def __init__(self, folders: TemplateFolders) -> None:
        self._folders = folders

    def of_section(self, section: str) -> frozenset[str]:
        """Return what a section's own template and the shared macros print; [通用]: any does."""
        if section == GENERAL:
            return frozenset(name for names in self._by_section.values() for name in names)
        found = self._by_section
        return found.get(section, frozenset()) | found.get(MACROS, frozenset())

    @cached_property
    def _by_section(self) -> dict[str, frozenset[str]]:
        found: dict[str, frozenset[str]] = {}
        names = (
            *FRAME_TEMPLATES,
            MACROS,
            *ATTACHMENT_TEMPLATES,
            *LETTER_TEMPLATES,
            *REPORT_TEMPLATES,
        )
        for name in (*self._folders.sections(), *names):
            section = section_of_template(name)
            found[section] = found.get(section, frozenset()) | self._printed_by(name)
        return found

    def _printed_by(self, name: str) -> frozenset[str]:
        """Return the switches in a template; its faults are told where documents are written."""
        try:
            path = self._folders.find(name)
            source = "" if path is None else read_template(path)
        except TemplateError:
            return frozenset()
        around = FaultSurroundings(frozenset(known_shapes()))
        paths = inspect_template(source, around, thorough=False).usage.paths
        return frozenset(p.removeprefix(_FRONT) for p in paths if p.startswith(_FRONT))


def section_of_template(name: str) -> str:
    """Return the section of 行文.toml whose switches a template sees; macros see any."""
    if name[:2].isdigit():
        return chinese_numeral(int(name[:2]))
    if name in ATTACHMENT_TEMPLATES:
        return zh.ATTACHMENTS
    if name in {*LETTER_TEMPLATES, *REPORT_TEMPLATES}:
        return zh.REVIEWED
    return MACROS if name == MACROS else _OF_FRAME.get(name, GENERAL)
