"""Reviews as JSON: what scripts read."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

from generator.model.review import NOBODY
from generator.model.roll import NO_DESK, Presence
from generator.model.submission import Standing
from generator.reporting.duty_words import list_duty_rows
from generator.reporting.record import count_severities, record_finding, record_unchecked
from generator.reporting.review_marks import order_findings
from generator.reporting.review_words import list_unchecked
from generator.reporting.roll_words import word_roll
from generator.reporting.round_record import record_rounds, record_state
from generator.reporting.survey_record import record_survey
from generator.version import __version__

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from generator.model.finding import Finding
    from generator.model.review import Review
    from generator.model.reviewed_file import ReviewedFile, SkippedFile
    from generator.model.roll import Desk, RollCall
    from generator.model.rounds import RoundDesk

_STANDINGS = {
    Standing.MATCHED: "matched",
    Standing.RECOMPUTED: "recomputed",
    Standing.UNCHECKED: "unchecked",
}


def format_review_json(
    one: ReviewedFile, skipped: Sequence[SkippedFile] = (), desk: Desk = NO_DESK
) -> str:
    """Return a review as an object, with `skipped` where something was not reviewed beside it.

    Every other key is always there. `own_data` is what is wrong with what the bureau has given.
    `verdict` is error, unchecked, passed or unread, `summary.verdict` the same in Chinese. A file
    that cannot be used has the reason in `unusable`, nothing but the verdict in its summary, and
    null for the findings. The same reviews give the same text.
    """
    return _dump({**_record(one), **_record_own(desk), **_record_skipped(skipped)}) + "\n"


def format_one_of_many(one: ReviewedFile) -> str:
    """Return a review as it stands in the list of several, to be given to `join_documents`."""
    return _indent(_dump(_record(one)), 2)


def join_documents(
    documents: Iterable[str], skipped: Sequence[SkippedFile] = (), desk: Desk = NO_DESK
) -> Iterator[str]:
    """Yield the JSON of several reviews piece by piece: the list `documents` of their objects.

    `roll` is who of a list of departments has sent, null without one; `rounds` which departments
    are in one of two rounds alone, null in a first one; `survey` what is said of all
    files together, left out where that was not asked for.
    """
    yield f'{{\n "version": {_dump(__version__)},\n "documents": ['
    separator = "\n"
    for document in documents:
        yield f"{separator}{document}"
        separator = ",\n"
    yield "\n ]"
    roll = _record_roll(desk.roll) if desk.roll is not None else None
    rounds = _record_desk(desk.rounds) if desk.rounds is not None else None
    beside = {"roll": roll, "rounds": rounds, **_record_own(desk), **_record_skipped(skipped)}
    if desk.survey is not None:
        beside["survey"] = record_survey(desk.survey)
    for key, value in beside.items():
        yield f',\n "{key}": {_indent(_dump(value), 1).lstrip()}'
    yield "\n}\n"


def _dump(value: object) -> str:
    return json.dumps(value, ensure_ascii=False, indent=1)


def _indent(text: str, depth: int) -> str:
    """Return the text of a value as it stands `depth` levels deep; no line break is in a string."""
    return "\n".join(f"{' ' * depth}{line}" for line in text.split("\n"))


def _record_skipped(skipped: Sequence[SkippedFile]) -> dict[str, object]:
    return {"skipped": [{"document": s.name, "why": s.why} for s in skipped]} if skipped else {}


def _record_own(desk: Desk) -> dict[str, object]:
    own: dict[str, object] = {"own_data": [record_finding(finding) for finding in desk.findings]}
    if desk.replies is None:
        return own
    return {**own, "replies": [record_finding(finding) for finding in desk.replies]}


def _record_desk(rounds: RoundDesk) -> dict[str, object]:
    return {
        "previous": rounds.result,
        "missing": list(rounds.missing),
        "newcomers": list(rounds.newcomers),
        "twice": [{"department": name, "files": list(files)} for name, files in rounds.twice],
        "same": rounds.is_same,
    }


def _record_roll(roll: RollCall) -> dict[str, object]:
    """Return who of the list has sent; days and dates are null without a date of approval."""
    return {
        "today": roll.today.isoformat(),
        "summary": word_roll(roll),
        "counts": {one.value: roll.count(one) for one in Presence},
        "departments": [
            {
                "department": one.listed.name,
                "state": one.presence.value,
                "file": one.counting or None,
                "others": list(one.others),
                "deadline": one.deadline.isoformat() if one.deadline else None,
                "days_left": roll.days_left(one),
                "contact": one.listed.contact,
                "remarks": list(one.remarks),
            }
            for one in roll.departments
        ],
        "strangers": [one._asdict() for one in roll.strangers],
    }


def _record(one: ReviewedFile) -> dict[str, object]:
    review = one.review
    identity = review.accounts.identity if review and review.accounts else None
    owner = review.owner if review else NOBODY
    return {
        "document": one.name,
        "version": __version__,
        "year": (identity.year if identity else owner.year) or None,
        "department": identity.department if identity else owner.name,
        "verdict": one.conclusion.value,
        "unusable": one.why_unread or None,
        "summary": _summarise(review) if review else {"verdict": one.verdict},
        "findings": _record_all(one, review) if review else None,
        "duties": _record_duties(one) if review else None,
        "accepted": [_record_accepted(one, f) for f in (review.accepted if review else ())],
        "gone": list(one.gone),
        **record_rounds(one),
    }


def _record_duties(one: ReviewedFile) -> list[dict[str, object]]:
    """Return the check list; `place` is where the document shows it, null where it does not."""
    judgements = one.review.duties if one.review else ()
    return [
        {
            "code": row.code,
            "content": row.content,
            "authority": row.authority,
            "state": row.state,
            "note": row.note,
            "place": row.place or None,
            "findings": list(row.refers),
        }
        for row in list_duty_rows(judgements, one.path.name)
    ]


def _record_accepted(one: ReviewedFile, finding: Finding) -> dict[str, object]:
    signed = one.acceptances[finding]
    who = {"reason": signed.reason, "who": signed.who, "until": signed.until}
    return {**record_finding(finding), **who, **record_state(one, finding)}


def _summarise(review: Review) -> dict[str, object]:
    standings = review.standings
    numbers = {name: standings[standing] for standing, name in _STANDINGS.items()}
    return {
        **count_severities(review.findings),
        "verdict": review.verdict,
        "numbers": {
            "total": sum(numbers.values()),
            **numbers,
            "barring": len(review.barring),
            "apart": len(review.open_numbers) - len(review.barring),
        },
        "checked": review.checked,
        "unchecked": record_unchecked(list_unchecked(review, most=None)),
    }


def _record_all(one: ReviewedFile, review: Review) -> list[dict[str, object]]:
    replacements = {mark.finding: mark.replacement for mark in review.marks}
    return [
        _record_one(one, finding, replacements.get(finding)) for finding in order_findings(review)
    ]


def _record_one(one: ReviewedFile, finding: Finding, replacement: str | None) -> dict[str, object]:
    """Return a finding; `replacement` is what should stand there where that is certain."""
    new = one.is_new(finding) if one.new is not None else None
    state = record_state(one, finding)
    record = {**record_finding(finding), "replacement": replacement, "new": new, **state}
    return record if one.replies is None else {**record, "reply": _record_reply(one, finding)}


def _record_reply(one: ReviewedFile, finding: Finding) -> dict[str, str] | None:
    """Return what the department has answered, None where nothing."""
    reply = one.reply_to(finding)
    return None if reply is None else {"answer": reply.answer.value, "note": reply.note}
