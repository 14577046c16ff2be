"""Which document the maintainer looks at: a department, a profile, own templates."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING
from urllib.parse import urlencode

from flask import request

from generator.narrative.environment import builtin_templates, profile_names
from generator.server.house import house
from generator.server.workspace import TEMPLATES, OutsideError
from generator.tasks.templates.samples import sample_folders

if TYPE_CHECKING:
    from pathlib import Path

GIVEN = "given"  # the key of what stands on the command line
_SAMPLE = "sample:"


@dataclass(frozen=True, slots=True)
class Choice:
    """What is shown. `own` is the folder of own templates, which need not be there yet."""

    key: str
    data: Path
    profile: str
    own: Path | None

    @property
    def templates(self) -> Path | None:
        """Return the folder of own templates, None where there is none.

        One that was named on the command line is returned in any case: what is missing is told.
        """
        if self.own is None or self.key == GIVEN:
            return self.own
        # As `Workspace.own_templates`; the thread that watches has no request to ask it.
        return self.own if self.own.is_dir() and not self.own.is_symlink() else None

    @property
    def sources(self) -> tuple[Path, ...]:
        """Return all that the document is written from."""
        own = self.templates
        return (self.data, builtin_templates(), *((own,) if own is not None else ()))

    @property
    def query(self) -> str:
        """Return what addresses carry on to the next page."""
        return urlencode({"data": self.key, "profile": self.profile})


@dataclass(frozen=True, slots=True)
class Option:
    """A department that can be chosen."""

    key: str
    name: str


def list_options() -> tuple[Option, ...]:
    """Return the departments there are: what was given, those of the workspace, the samples."""
    given = house().given
    if given is not None:
        return (Option(GIVEN, given.data.resolve().name),)
    folders = house().workspace.list_data_folders().folders
    samples = (Option(f"{_SAMPLE}{one.name}", f"样例：{one.name}") for one in sample_folders())
    return (*(Option(one.key, one.name) for one in folders), *samples)


def read_choice() -> Choice:
    """Return what the address asks for, else the first department. Raises OutsideError."""
    key = request.args.get("data", "") or next((one.key for one in list_options()), "")
    profile = request.args.get("profile", "")
    given = house().given
    if given is not None:
        profile = profile if "profile" in request.args else given.profile
        return Choice(GIVEN, given.data, profile, given.templates)
    own = house().workspace.root / TEMPLATES
    if key.startswith(_SAMPLE):
        name = key.removeprefix(_SAMPLE)
        data = next((one for one in sample_folders() if one.name == name), None)
        if data is None:
            raise OutsideError
    else:
        data = house().workspace.data_folder(key).path
    return Choice(key, data, profile, own)


def list_profiles(choice: Choice) -> tuple[str, ...]:
    """Return the profiles that can be asked for."""
    return profile_names(choice.templates)
