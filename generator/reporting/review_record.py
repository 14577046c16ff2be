"""Reviews as JSON: what scripts read."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

from generator.model.submission import Standing
from generator.reporting.record import count_severities, record_finding, record_unchecked
from generator.reporting.review_marks import order_findings
from generator.reporting.review_words import list_unchecked
from generator.version import __version__

if TYPE_CHECKING:
    from collections.abc import Sequence

    from generator.model.finding import Finding
    from generator.model.review import Review
    from generator.model.reviewed_file import ReviewedFile

_STANDINGS = {
    Standing.MATCHED: "matched",
    Standing.RECOMPUTED: "recomputed",
    Standing.UNCHECKED: "unchecked",
}


def format_review_json(files: Sequence[ReviewedFile]) -> str:
    """Return one review as an object; several as the list `documents` of such objects.

    Every key is always there. `verdict` is error, unchecked, passed or unread, `summary.verdict`
    the same in Chinese. A file that cannot be used has the reason in `unusable`, nothing but the
    verdict in its summary, and null for the findings. The same reviews give the same text.
    """
    documents = [_record(one) for one in files]
    payload: object = documents[0]
    if len(documents) != 1:
        payload = {"version": __version__, "documents": documents}
    return json.dumps(payload, ensure_ascii=False, indent=1) + "\n"


def _record(one: ReviewedFile) -> dict[str, object]:
    review = one.review
    identity = review.accounts.identity if review and review.accounts else None
    return {
        "document": one.name,
        "version": __version__,
        "year": (identity.year or None) if identity else None,
        "department": identity.department if identity else "",
        "verdict": one.conclusion.value,
        "unusable": one.why_unread or None,
        "summary": _summarise(review) if review else {"verdict": one.verdict},
        "findings": _record_all(one, review) if review else None,
        "accepted": [
            {**record_finding(finding), "reason": reason}
            for finding, reason in (review.accepted.items() if review else ())
        ],
        "gone": list(one.gone),
    }


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
    return {**record_finding(finding), "replacement": replacement, "new": new}
