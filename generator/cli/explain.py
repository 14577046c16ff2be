"""`explain`: formula and source cells of each number, as text or JSON."""

from __future__ import annotations

import json
import sys
from typing import TYPE_CHECKING

from generator.reporting import screen
from generator.tasks.explain import explain_clause
from generator.version import __version__

if TYPE_CHECKING:
    from pathlib import Path

    from generator.tasks.explain import ExplainedNumber


def run_explain(
    data: Path, where: str, *, profile: str, templates: Path | None, as_json: bool
) -> None:
    """Print formula and source cells of each number of a clause."""
    numbers = explain_clause(data, where, profile=profile, templates=templates)
    if as_json:
        payload = {
            "document": str(data),
            "version": __version__,
            "numbers": [_to_json(number) for number in numbers],
        }
        screen.print_plain(json.dumps(payload, ensure_ascii=False, indent=1) + "\n")
        return
    console = screen.open_console(sys.stdout)
    shown = ""
    for number in numbers:
        if number.paragraph != shown:
            shown = number.paragraph
            console.print(f"\n{number.where}　{shown}", style="bold")
        screen.print_explanation(console, number.printed, number.explanation)


def _to_json(number: ExplainedNumber) -> dict[str, object]:
    explanation = number.explanation
    return {
        "where": number.where,
        "printed": number.printed,
        "label": explanation.label,
        "formula": explanation.formula,
        "words": explanation.words,
        "sources": [
            {
                "number": line.number,
                "label": line.label,
                "file": line.source.place.file,
                "cell": line.source.place.address,
                "row": line.source.place.row,
                "column": line.source.place.column,
                "text": line.source.text,
            }
            for line in explanation.sources
        ],
    }
