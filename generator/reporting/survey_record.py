"""The survey of all departments as JSON; numbers are strings as printed."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from decimal import Decimal

    from generator.model.survey import KeyFigure, Measure, Pasted, Survey, Surveyed


def record_survey(survey: Survey) -> dict[str, object]:
    """Return what is said of all files together."""
    return {
        "years": list(survey.years),
        "kinds": [
            {
                "code": one.code,
                "title": one.title,
                "problems": one.problems,
                "files": one.files,
                "example": one.example,
                "department": one.department,
            }
            for one in survey.kinds
        ],
        "worst": [one.name for one in survey.worst],
        "departments": [_record_file(one) for one in survey.files],
        "measures": [_record_measure(one) for one in survey.measures],
        "pasted": [_record_pasted(one) for one in survey.pasted],
        "left_out": [{"document": name, "why": why} for name, why in survey.left_out],
        "bounds": list(survey.bounds),
    }


def _record_file(one: Surveyed) -> dict[str, object]:
    return {
        "document": one.name,
        "department": one.department,
        "year": one.year,
        "error": one.errors,
        "warning": one.warnings,
        "classes": {kind.value: count for kind, count in one.classes.items()},
        "figures": {name: _record_figure(figure) for name, figure in one.figures.items()},
    }


def _record_figure(one: KeyFigure) -> dict[str, object]:
    return {
        "unit": one.unit,
        "now": _print(one.now),
        "last": _print(one.last),
        "budget": _print(one.budget),
        "origins": [origin.name.lower() for origin in one.origins],
    }


def _record_measure(one: Measure) -> dict[str, object]:
    return {
        "name": one.name,
        "unit": one.unit,
        "rule": one.rule,
        "middle": _print(one.middle),
        "judged": len(one.rows) if not one.why_not else 0,
        "why_not": one.why_not,
        "outliers": [
            {
                "document": row.file,
                "department": row.department,
                "value": _print(row.value),
                "basis": row.basis,
            }
            for row in one.outliers
        ],
    }


def _record_pasted(one: Pasted) -> dict[str, object]:
    return {
        "text": one.text,
        "is_name": one.is_name,
        "document": one.here.file,
        "department": one.here.department,
        "section": one.here.where,
        "other_document": one.there.file,
        "other_department": one.there.department,
        "other_section": one.there.where,
        "source": one.source or None,
    }


def _print(value: Decimal | None) -> str | None:
    return None if value is None else f"{value:f}"
