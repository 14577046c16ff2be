"""The check list of duties of a document as it is now (检查表), before it is written."""

from __future__ import annotations

import threading
from typing import TYPE_CHECKING, NamedTuple

from flask import render_template

from generator.model.duty import DutyState
from generator.reporting.duty_words import list_duty_rows, word_duties
from generator.server.accountant import blueprint
from generator.server.accountant.desk import desk
from generator.server.house import house
from generator.tasks.department import render_word
from generator.tasks.own_review import NAME, review_written

if TYPE_CHECKING:
    from generator.server.accountant.desk import Worded
    from generator.server.workspace import DataFolder

_KEPT = "accountant-duties"
_MOST_KEPT = 6  # departments whose list is kept
_ORDER = (DutyState.PROBLEM, DutyState.UNCHECKED, DutyState.DONE, DutyState.NOT_APPLICABLE)
_judging = threading.Lock()  # a review takes a core for a second


class _Entry(NamedTuple):
    """A duty as the page shows it; `quote` are the words of the document that it is seen in."""

    state: str
    label: str
    content: str
    note: str
    place: str
    quote: str
    authority: str


class _Listed(NamedTuple):
    """The duties, those that are open first, and how many there are of each state."""

    words: str
    entries: tuple[_Entry, ...]


@blueprint.get("/duties/<path:key>")
def show_duties(key: str) -> str:
    """Answer with the check list of a folder as it is now, to be put into the page."""
    folder = house().workspace.data_folder(key)
    opened = desk().open(folder)
    listed = None
    if opened.worded is not None:
        listed = _list(folder, opened.version, opened.worded)
    return render_template(
        "accountant/duties.html.jinja", folder=folder, problem=opened.problem, listed=listed
    )


def _list(folder: DataFolder, version: str, worded: Worded) -> _Listed:
    """Return the list of a version of a folder; it is worked out once."""
    kept: dict[str, tuple[str, _Listed]] = house().kept.setdefault(_KEPT, {})
    with _judging:
        found = kept.get(folder.key)
        if found is not None and found[0] == version:
            return found[1]
        listed = _judge(folder, worded)
        kept.pop(folder.key, None)
        kept[folder.key] = (version, listed)
        while len(kept) > _MOST_KEPT:
            del kept[next(iter(kept))]
        return listed


def _judge(folder: DataFolder, worded: Worded) -> _Listed:
    department = worded.department
    data, _ = render_word(department, None)
    _, duties = review_written(data, folder.path, profile=department.profile, templates=None)
    entries = [
        _Entry(
            one.state.value,
            one.state.label,
            one.duty.content,
            row.note,
            row.place,
            one.place.quote if one.place is not None else "",
            one.duty.authority,
        )
        for one, row in zip(duties, list_duty_rows(duties, NAME), strict=True)
    ]
    states = [state.value for state in _ORDER]
    entries.sort(key=lambda one: states.index(one.state))
    return _Listed(word_duties(duties), tuple(entries))
