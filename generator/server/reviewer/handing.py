"""What is handed over: letters, workbook, pages, the list of decisions."""

from __future__ import annotations

import io
from pathlib import Path
from typing import TYPE_CHECKING

from flask import Response, abort, jsonify, send_file

from generator.reporting.decision_book import DecisionRow, format_decisions
from generator.server.house import house
from generator.server.reviewer import blueprint
from generator.server.reviewer.decisions import (
    DECISION,
    KINDS,
    NOTE,
    STATES,
    list_decided,
    read_value,
    subject_of,
)
from generator.server.reviewer.desk import open_newest, read_object
from generator.server.reviewer.folder import find_pile
from generator.server.reviewer.making import MADE, MAKERS
from generator.server.reviewer.running import begin_review
from generator.server.reviewer.shown import newest_of
from generator.server.reviewer.work import NAME
from generator.server.runs import DONE
from generator.tasks.review_many.decided import list_keys, list_unchecked

if TYPE_CHECKING:
    from collections.abc import Iterator

    from generator.server.store.entries import Entry

_BOOK = "审核决定.xlsx"
_WORKBOOK = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


@blueprint.post("/piles/<pile>/make")
def make(pile: str) -> Response:
    """Begin to write what is handed over: {"what", "hints"}; what was decided is taken in first."""
    find_pile(house().workspace, pile)
    told = read_object()
    what = str(told.get("what"))
    if what not in MAKERS:
        abort(404)
    run = begin_review(pile, what, hints=told.get("hints") is True)
    return jsonify(run=run.id)


@blueprint.get("/piles/<pile>/made/<run>")
def download(pile: str, run: str) -> Response:
    """Send what a run has written."""
    found, own = house().runs.find(run), find_pile(house().workspace, pile).id
    if found.work != NAME or found.state != DONE or found.arguments.get("pile") != own:
        abort(404)
    told = found.result.get("file") if isinstance(found.result, dict) else ""
    name = Path(str(told)).name
    path = house().runs.room(found.id) / MADE / name
    if not name or not path.is_file():
        abort(404)
    return send_file(path, as_attachment=True, download_name=name)


@blueprint.get("/piles/<pile>/decisions.xlsx")
def download_decisions(pile: str) -> Response:
    """Send what was decided and noted, by whom and when, as a workbook."""
    find_pile(house().workspace, pile)
    book = io.BytesIO(format_decisions(tuple(_list_decisions(pile))))
    return send_file(book, mimetype=_WORKBOOK, as_attachment=True, download_name=_BOOK)


def _list_decisions(pile: str) -> Iterator[DecisionRow]:
    shared = house()
    identity = find_pile(shared.workspace, pile).id
    files = open_newest(newest_of(shared.runs, NAME, identity), identity)
    known = {one.summary.name: one for one in files}
    for name in list_decided(shared.entries, identity):
        one = known.get(name)
        rows = (
            {**dict(list_unchecked(one.kept.rows)), **dict(list_keys(one.kept.rows))} if one else {}
        )
        department = one.summary.department if one else ""
        for entry in shared.entries.history(subject_of(identity, name)):
            about = rows.get(entry.key, {})
            yield DecisionRow(name, department, about, *_word(entry), entry.who, entry.at)


def _word(entry: Entry) -> tuple[str, str, str]:
    """Return what was done, why and until when."""
    if not entry.value:
        return f"取消{KINDS[entry.kind]}", "", ""
    if entry.kind == NOTE:
        return KINDS[NOTE], entry.value, ""
    if entry.kind != DECISION:
        return KINDS[entry.kind], "", ""
    said = read_value(entry)
    word = STATES.get(str(said.get("state")), "")
    return word, str(said.get("reason") or ""), str(said.get("until") or "")
