"""The desk: the piles, and one pile with its table while it is reviewed and after."""

from __future__ import annotations

from dataclasses import replace
from importlib.util import find_spec
from typing import TYPE_CHECKING, Any

from flask import Response, jsonify, redirect, render_template, request, url_for

from generator.base.severity import FindingClass
from generator.field import zh
from generator.model.rounds import RoundState
from generator.reporting.review_index import NEEDS
from generator.reporting.review_summary import COLUMNS
from generator.reporting.survey_words import FIGURES
from generator.server.house import house
from generator.server.reviewer import blueprint
from generator.server.reviewer.decisions import name_reviewer, who_is_here
from generator.server.reviewer.folder import KIND_WORDS, find_pile, list_piles, read_day
from generator.server.reviewer.rows import count_all, lay_beside, tell_rows
from generator.server.reviewer.running import begin_review
from generator.server.reviewer.shown import list_stale, newest_of, open_files, sort_files
from generator.server.reviewer.work import NAME
from generator.server.runs import DONE, FAILED, RUNNING, STOPPED, WAITING
from generator.tasks.review_many.dropped import Kind

if TYPE_CHECKING:
    from werkzeug.wrappers import Response as AnyResponse

    from generator.server.reviewer.shown import Newest, ShownFile
    from generator.server.runs import Run

_STATES = {
    WAITING: "等待审核",
    RUNNING: "正在审核",
    DONE: "审核完成",
    FAILED: "没有做成",
    STOPPED: "已停止",
}


@blueprint.get("/")
def index() -> str:
    """Show the piles."""
    shared = house()
    piles = []
    for name in list_piles(shared.workspace):
        newest = newest_of(shared.runs, NAME, find_pile(shared.workspace, name).id)
        files = len(newest.read()) if newest else 0
        piles.append((name, _STATES[newest.run.state] if newest else "还没有审核", files))
    return render_template("reviewer/index.html.jinja", piles=piles)


def _label(run: Run, done: int) -> str:
    """Return how a run is; of one that was stopped, how much is missing.

    `done` are the files that the table has. Stopped before they were counted, nobody knows.
    """
    if run.state == STOPPED and not run.total:
        return f"{_STATES[STOPPED]}，没有审完"
    if run.state == STOPPED and done < run.total:
        return f"{_STATES[STOPPED]}：审完 {done} 份，还有 {run.total - done} 份没有审核"
    return _STATES[run.state]


@blueprint.post("/me")
def name_me() -> Response:
    """Keep the name of the reviewer: {"name": …}."""
    return jsonify(name=name_reviewer(house().entries, str(read_object().get("name", ""))))


def read_object() -> dict[str, Any]:
    """Return the object that a script has sent, an empty one for anything else."""
    told = request.get_json(silent=True)
    return told if isinstance(told, dict) else {}


@blueprint.get("/piles/<pile>/")
def show_desk(pile: str) -> str:
    """Show the desk of a pile."""
    shared = house()
    folder = find_pile(shared.workspace, pile)
    newest = newest_of(shared.runs, NAME, folder.id)
    files = open_newest(newest, folder.id)
    return render_template(
        "reviewer/desk.html.jinja",
        pile=folder,
        beside=[
            *((KIND_WORDS[kind], path) for kind, path in folder.named.items()),
            *((KIND_WORDS[Kind.BESIDE], path) for path in folder.beside),
        ],
        run=newest.run if newest else None,
        state=_label(newest.run, len(files)) if newest else "",
        is_to_go_on=newest is not None and newest.run.state in {STOPPED, FAILED},
        columns=COLUMNS,
        needs={need.name.lower(): label for need, label in NEEDS.items()},
        kinds={one.value: one.label for one in FindingClass},
        states={one.value: one.label for one in RoundState},
        me=who_is_here(shared.entries),
        stale=list_stale(shared.entries, shared.workspace, folder, files),
        files=len(files),
        figures=FIGURES,
        summary_report=zh.SUMMARY_REPORT,
        has_parquet=find_spec("pyarrow") is not None,
        **lay_beside(pile, newest, files),
    )


def open_newest(newest: Newest | None, pile: str) -> tuple[ShownFile, ...]:
    """Return what the newest run has of the pile of an id, in the order of the index."""
    if newest is None:
        return ()
    return sort_files(open_files(house().workspace, pile, newest.read()))


@blueprint.post("/piles/<pile>/state")
def tell_state(pile: str) -> Response:
    """Tell how far the run is, and the rows that are not as the page has them.

    The page says what it has: {"known": {id: key}}.
    """
    shared = house()
    folder = find_pile(shared.workspace, pile)
    newest = newest_of(shared.runs, NAME, folder.id)
    if newest is None:
        return jsonify(run=None, rows=[], gone=[])
    known = read_object().get("known")
    known = known if isinstance(known, dict) else {}
    done = newest.read()
    changed = [one for one in done if known.get(one.id) != one.key]
    run = newest.run
    return jsonify(
        run={
            "id": run.id,
            "open": run.is_open,
            "label": _label(run, len(done)),
            "failed": run.state == FAILED,
            "stopped": run.state == STOPPED,
            "done": run.done,
            "total": run.total,
            "words": run.words,
        },
        rows=tell_rows(folder, open_files(shared.workspace, folder.id, changed)),
        gone=sorted(set(known).difference(one.id for one in done)),
    )


@blueprint.post("/piles/<pile>/begin")
def begin(pile: str) -> AnyResponse:
    """Review a pile, also again: with the files and data as they are now, on the day given."""
    folder = find_pile(house().workspace, pile)
    if "day" in request.form:
        day = read_day(request.form["day"])
        if day != folder.day:
            replace(folder, day=day).write()
    begin_review(pile)
    return redirect(url_for("reviewer.show_desk", pile=pile), 303)


@blueprint.get("/piles/<pile>/statistics")
def show_statistics(pile: str) -> str:
    """Show how often what was found, and where most of it is."""
    identity = find_pile(house().workspace, pile).id
    files = open_newest(newest_of(house().runs, NAME, identity), identity)
    return render_template(
        "reviewer/statistics.html.jinja", pile=pile, files=len(files), **count_all(pile, files)
    )
