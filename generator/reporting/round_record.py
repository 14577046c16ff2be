"""What of a review the next round reads again: written into its JSON, and read back from there."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any, NamedTuple

from generator.base.output import encode_text
from generator.model.rounds import (
    Acceptance,
    Confirmation,
    Fact,
    Member,
    Noted,
    RoundState,
    Text,
    Unit,
)
from generator.reporting.round_words import word_wanted

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from generator.model.finding import Finding
    from generator.model.reviewed_file import ReviewedFile
    from generator.model.roll import RollCall
    from generator.model.rounds import PastFinding, Rounds, TextChange

# Counts the changes of what the next round reads; a record of another number is not read.
RECORD = 2
MOST_CHANGES = 1000
# Whether a file is the one of its department that counts; absent where that is not known.
COUNTS = "counts"


class PastFile(NamedTuple):
    """A file of the round before as its record has it.

    `accepted` are the findings that somebody had accepted, by who and why.
    """

    name: str
    department: str
    year: int
    digest: str
    number: int
    was_read: bool
    findings: tuple[Noted, ...]
    accepted: tuple[tuple[Noted, Acceptance], ...]
    confirmed: tuple[Confirmation, ...]
    text: Text


def record_rounds(one: ReviewedFile) -> dict[str, object]:
    """Return what the object of a file has for the next round, and of the round before."""
    text = one.kept.text if one.kept else Text(())
    return {
        "record": RECORD,
        "sha256": one.digest,
        "round": one.rounds.number if one.rounds else 1,
        "comparison": _record_comparison(one.rounds) if one.rounds else None,
        "lapsed": list(one.lapsed),
        "confirmed": [
            {"what": c.what, "who": c.who, "day": c.day, "sha256": c.digest} for c in one.confirmed
        ],
        "text": {"limit": text.limit, "units": [list(unit) for unit in text.units]},
    }


def record_state(one: ReviewedFile, finding: Finding) -> dict[str, object]:
    """Return what the object of a finding has: its state, null in a first round, and its marks."""
    standing = one.rounds.standings.get(finding) if one.rounds else None
    return {
        "round_state": standing.state.value if standing else None,
        "round_before": (standing.before or None) if standing else None,
        "noted": _record_noted(one.kept.noted[finding]) if one.kept else None,
    }


def _record_noted(noted: Noted) -> dict[str, object]:
    return {
        "fact": list(noted.fact) if noted.fact else None,
        "unit": noted.unit,
        "start": noted.start,
        "number": noted.number,
        "written": noted.written,
        "stated": noted.stated,
        "wanted": noted.wanted,
        "cells": list(noted.cells),
        "relation": noted.is_relation,
        "slight": noted.is_slight,
        "wanted_value": noted.wanted_value,
        "members": [[*one[:-1], list(one.fact) if one.fact else None] for one in noted.members],
    }


def _record_comparison(rounds: Rounds) -> dict[str, object]:
    return {
        "previous": rounds.document,
        "same_file": rounds.is_same_file,
        "first": rounds.is_first,
        "counts": {state.value: rounds.counts[state] for state in RoundState},
        "past": [_record_past(one) for one in rounds.past],
        "changes": [_record_change(one) for one in rounds.changes[:MOST_CHANGES]],
        "more_changes": max(0, len(rounds.changes) - MOST_CHANGES),
        "notes": list(rounds.notes),
    }


def _record_past(one: PastFinding) -> dict[str, object]:
    noted = one.noted
    return {
        "round_state": one.state.value,
        "note": one.note,
        "code": noted.code,
        "severity": noted.severity,
        "class": noted.kind,
        "section": noted.clause,
        "quote": noted.quote,
        "places": [{"section": where, "quote": quote} for where, quote in noted.quotes],
        "message": noted.message,
        "written": noted.written,
        "wanted": word_wanted(noted),
    }


def _record_change(one: TextChange) -> dict[str, object]:
    return {
        "kind": one.kind.value,
        "section": one.clause,
        "before": one.before,
        "now": one.now,
        "numbers": [list(pair) for pair in one.numbers],
    }


def mark_counting(record: bytes, roll: RollCall | None) -> bytes:
    """Return the object of a file with whether it is the one of its department that counts.

    It is left as it is without a list of departments, and where no file counts for certain.
    """
    document = json.loads(record)
    counting = [] if roll is None else [(one.counting, one.others) for one in roll.departments]
    counts = _counts(document["document"], counting)
    if counts is None:
        return record
    return encode_text(json.dumps({**document, COUNTS: counts}, ensure_ascii=False))


def restore_counting(documents: Iterable[dict[str, Any]], roll: object) -> None:
    """Mark the objects of files by the list of departments that stands beside them in JSON.

    Raises KeyError, TypeError or AttributeError where that is no such list.
    """
    if not isinstance(roll, dict):
        return
    counting = [(one["file"] or "", tuple(one["others"])) for one in roll["departments"]]
    for document in documents:
        counts = _counts(document["document"], counting)
        if counts is not None:
            document[COUNTS] = counts


def _counts(file: str, counting: Iterable[tuple[str, Sequence[str]]]) -> bool | None:
    told = [file == own for own, others in counting if own and file in (own, *others)]
    return any(told) if told else None


def restore_file(record: Mapping[str, Any]) -> PastFile:
    """Return a file of the round before from its object in JSON.

    Raises KeyError, TypeError or ValueError where something is missing or of another kind.
    """
    findings = record["findings"]
    accepted = record["accepted"]
    text = record["text"]
    return PastFile(
        name=str(record["document"]),
        department=str(record["department"] or ""),
        year=int(record["year"] or 0),
        digest=str(record["sha256"]),
        number=int(record["round"]),
        was_read=findings is not None,
        findings=(
            *(_restore(one) for one in findings or ()),
            *(_restore(one, is_accepted=True) for one in accepted),
        ),
        accepted=tuple(
            (_restore(one), Acceptance(one["reason"], one["who"], one["until"])) for one in accepted
        ),
        confirmed=tuple(
            Confirmation(one["what"], one["who"], one["day"], one["sha256"])
            for one in record["confirmed"]
        ),
        text=Text(tuple(Unit(*map(str, unit)) for unit in text["units"]), str(text["limit"])),
    )


def _restore(record: Mapping[str, Any], *, is_accepted: bool = False) -> Noted:
    noted = record["noted"]
    place = (*record["places"], {})[0]
    return Noted(
        code=record["code"],
        severity=record["severity"],
        kind=record["class"],
        message=record["message"],
        fact=Fact(*noted["fact"]) if noted["fact"] else None,
        clause=place.get("section") or place.get("table") or "",
        quote=place.get("quote") or "",
        unit=int(noted["unit"]),
        start=int(noted["start"]),
        number=int(noted["number"]),
        written=noted["written"],
        stated=noted["stated"],
        wanted=noted["wanted"],
        cells=tuple(noted["cells"]),
        also=tuple(record["also"]),
        is_relation=bool(noted["relation"]),
        is_slight=bool(noted["slight"]),
        is_accepted=is_accepted,
        members=tuple(map(_restore_member, noted["members"])),
        wanted_value=str(noted["wanted_value"]),
        quotes=tuple(
            (one.get("section") or "", one["quote"]) for one in record["places"] if one.get("quote")
        ),
    )


def _restore_member(record: Sequence[Any]) -> Member:
    unit, start, number, written, value, counted_in, fact = record
    known = Fact(*map(str, fact)) if fact else None
    return Member(
        int(unit), int(start), int(number), str(written), str(value), str(counted_in), known
    )
