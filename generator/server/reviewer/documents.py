"""The review of one document, with what a person decides on each finding and open number."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any

from flask import Response, jsonify, render_template, url_for

from generator.base.output import encode_text
from generator.reporting.review_links import PageLinks, PageName, set_links
from generator.server.house import house
from generator.server.reviewer import blueprint
from generator.server.reviewer.before import Before
from generator.server.reviewer.decisions import (
    CONFIRMED,
    DECISION,
    NOTE,
    STATES,
    decide,
    merge_said,
    read_value,
    subject_of,
    who_is_here,
)
from generator.server.reviewer.desk import open_newest, read_object
from generator.server.reviewer.folder import find_pile
from generator.server.reviewer.shown import newest_of, open_files
from generator.server.reviewer.work import NAME
from generator.server.workspace import OutsideError

if TYPE_CHECKING:
    from collections.abc import Sequence

    from generator.server.reviewer.folder import PileFolder
    from generator.server.reviewer.shown import ShownFile
    from generator.server.store.entries import Entry
    from generator.tasks.review_many.kept import Items

_POLICY = re.compile(
    rb'<meta http-equiv="Content-Security-Policy" content="default-src \'none\'; '
    rb"style-src '(sha256-[A-Za-z0-9+/=]+)'; script-src '(sha256-[A-Za-z0-9+/=]+)'; [^\"]*\">"
)
_HEAD_END, _BODY = b"</head>", b"<body>"


def _find(pile: str, document: str) -> tuple[PileFolder, ShownFile]:
    """Return a pile and a file of it. Raises OutsideError."""
    shared = house()
    folder = find_pile(shared.workspace, pile)
    newest = newest_of(shared.runs, NAME, folder.id)
    done = [one for one in newest.read() if one.id == document] if newest else []
    for one in open_files(shared.workspace, folder.id, done):
        return folder, one
    raise OutsideError


@blueprint.get("/piles/<pile>/<document>/")
def show_document(pile: str, document: str) -> Response:
    """Show the page of a review as the command line writes it, with what is decided on it."""
    folder, one = _find(pile, document)
    page = one.kept.page
    if not page:
        raise OutsideError
    files = open_newest(newest_of(house().runs, NAME, folder.id), folder.id)
    page = set_links(page, _link(one, [other for other in files if other.summary.was_read]))
    found = _POLICY.search(page)
    if found is None:
        raise OutsideError
    style, script = (digest.decode() for digest in found.groups())
    page = page.replace(found.group(), b"", 1)
    values = {"pile": pile, "document": document, "me": who_is_here(house().entries)}
    head = render_template("reviewer/document_head.html.jinja")
    bar = render_template("reviewer/document_bar.html.jinja", **values)
    page = page.replace(_HEAD_END, encode_text(head) + _HEAD_END, 1)
    # It stands below, but comes first for the keyboard: a text has hundreds of stops.
    page = page.replace(_BODY, _BODY + encode_text(bar), 1)
    answer = Response(page, mimetype="text/html")
    answer.headers["Content-Security-Policy"] = (
        f"default-src 'none'; script-src 'self' '{script}'; style-src 'self' '{style}'; "
        "img-src 'self' data:; connect-src 'self'; form-action 'self'; base-uri 'none'; "
        "frame-ancestors 'self'"
    )
    return answer


def _link(one: ShownFile, pages: Sequence[ShownFile]) -> PageLinks:
    """Return the links of a page; they are relative to its own address."""
    at = next(number for number, other in enumerate(pages) if other.done.id == one.done.id)

    def name(number: int) -> PageName | None:
        if not 0 <= number < len(pages):
            return None
        return PageName(f"../{pages[number].done.id}/", pages[number].summary.name)

    return PageLinks("../", at + 1, len(pages), name(at - 1), name(at + 1))


@blueprint.get("/piles/<pile>/<document>/items")
def tell_items(pile: str, document: str) -> Response:
    """Tell what can be decided on, and what was."""
    folder, one = _find(pile, document)
    return _tell(folder, one)


@blueprint.post("/piles/<pile>/<document>/decide")
def decide_on(pile: str, document: str) -> Response:
    """Keep a decision, note or confirmation: {"kind", "key", "value"}; no value takes it back."""
    folder, one = _find(pile, document)
    entries = house().entries
    subject = subject_of(folder.id, one.summary.name)
    decide(entries, subject, one.kept.items, read_object(), who_is_here(entries))
    return _tell(folder, one)


@blueprint.post("/piles/<pile>/<document>/undo")
def undo(pile: str, document: str) -> Response:
    """Take back what was said last."""
    folder, one = _find(pile, document)
    house().entries.undo(subject_of(folder.id, one.summary.name))
    return _tell(folder, one)


@blueprint.post("/piles/<pile>/<document>/redo")
def redo(pile: str, document: str) -> Response:
    """Say once more what was taken back last."""
    folder, one = _find(pile, document)
    house().entries.redo(subject_of(folder.id, one.summary.name))
    return _tell(folder, one)


def _tell(folder: PileFolder, one: ShownFile) -> Response:
    entries = house().entries
    items: Items = one.kept.items
    subject = subject_of(folder.id, one.summary.name)
    said = Before(house().workspace, entries, folder).said_of(one.summary)
    merged = merge_said(entries, subject, said)
    current = [entry for entry in merged if entry.value]
    return jsonify(
        findings=items.findings,
        accepted=items.accepted,
        unchecked=items.unchecked,
        states=STATES,
        decisions={
            e.key: _signed(e, subject, **read_value(e)) for e in current if e.kind == DECISION
        },
        notes={e.key: _signed(e, subject, text=e.value) for e in current if e.kind == NOTE},
        confirmed={
            e.key: _signed(e, subject, void=read_value(e).get("digest") != items.digest)
            for e in current
            if e.kind == CONFIRMED
        },
        desk=url_for("reviewer.show_desk", pile=folder.name),
    )


def _signed(entry: Entry, subject: str, **told: Any) -> dict[str, Any]:
    carried = entry.subject != subject
    return {**told, "before": carried, "who": entry.who, "at": entry.at[:16].replace("T", " ")}
