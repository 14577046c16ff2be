"""The straight line: reading → accounts → figures → checks and narrative → document."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from generator.accounts.build import build_accounts
from generator.figures.department import compute_figures
from generator.narrative.render import load_wording, make_charts, write_narrative, Writer
from generator.reading.folder import read_folder
from generator.reporting.text import format_text

if TYPE_CHECKING:
    from pathlib import Path


def quick(folder):
    inputs, f = read_folder(folder)
    accounts, g = build_accounts(inputs)
    figures = compute_figures(accounts)
    wording = load_wording(accounts, inputs.settings)
    writer = Writer(accounts, figures, wording)
    charts = make_charts(figures, writer, wording.settings)
    n = write_narrative(writer, wording, charts)
    return n, format_text(n.blocks), [*f, *g]
