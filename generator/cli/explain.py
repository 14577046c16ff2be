"""`explain`: formula and source cells of each number, on the screen or in a file."""

from __future__ import annotations

import sys
from dataclasses import dataclass
from typing import TYPE_CHECKING

from generator.base.output import write_atomically
from generator.cli.targets import name_report, place_report, refuse_input
from generator.reporting import screen
from generator.reporting.explanations import print_explanations
from generator.reporting.formats import ExplainFormat
from generator.tasks.explain import explain_as_file, explain_clause

if TYPE_CHECKING:
    from pathlib import Path

_ON_SCREEN = frozenset({ExplainFormat.TEXT, ExplainFormat.JSON})


@dataclass(frozen=True, slots=True)
class ExplainRequest:
    """The options of `explain` as given; without `where` all numbers are meant."""

    data: Path
    where: str
    output_format: ExplainFormat
    output: Path | None
    profile: str
    templates: Path | None


def run_explain(request: ExplainRequest) -> None:
    """Print formula and source cells of each number of a clause, or write them."""
    data, where, file_format = request.data, request.where, request.output_format
    profile, templates = request.profile, request.templates
    if request.output is None and file_format is ExplainFormat.TEXT:
        numbers = explain_clause(data, where, profile=profile, templates=templates)
        print_explanations(screen.open_console(sys.stdout), numbers)
        return
    made = explain_as_file(data, where, file_format, profile=profile, templates=templates)
    if request.output is None and file_format in _ON_SCREEN:
        screen.print_plain(made.data.decode())
        return
    target = place_report(request.output, name_report(made.identity, "决算数字", file_format))
    refuse_input(target, data, file_format)
    write_atomically(target, made.data)
    screen.print_written(screen.open_console(sys.stderr), (target,))
