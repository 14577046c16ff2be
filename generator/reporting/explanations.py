"""Explained numbers: on the screen, as plain text, as JSON."""

from __future__ import annotations

import io
import json
from typing import TYPE_CHECKING

from generator.reporting.screen import open_console, print_explanation

if TYPE_CHECKING:
    from collections.abc import Iterable

    from rich.console import Console

    from generator.model.explanation import ExplainedNumber


def print_explanations(console: Console, numbers: Iterable[ExplainedNumber]) -> None:
    """Print each paragraph, and below it formula and source cells of each of its numbers."""
    shown = ""
    for number in numbers:
        if number.paragraph != shown:
            shown = number.paragraph
            console.print(f"\n{number.where}　{shown}", style="bold")
        print_explanation(console, number.printed, number.explanation)


def format_explanations(numbers: Iterable[ExplainedNumber]) -> str:
    """Return what `print_explanations` prints, without colours."""
    stream = io.StringIO()
    print_explanations(open_console(stream), numbers)
    return stream.getvalue()


def format_explanations_json(
    document: str, version: str, numbers: Iterable[ExplainedNumber]
) -> str:
    """Return the numbers as JSON, with the program's version and the data they are of."""
    payload = {
        "document": document,
        "version": version,
        "numbers": [_to_json(number) for number in numbers],
    }
    return json.dumps(payload, ensure_ascii=False, indent=1) + "\n"


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
