"""Finds the two published documents and their figures; they are not part of the project."""

from __future__ import annotations

import os
from dataclasses import dataclass
from pathlib import Path

import pytest

VARIABLE = "GEN_NARRATIVE_REFERENCE"
REQUIRED = "REQUIRE_REFERENCE"


@dataclass(frozen=True, slots=True)
class Reference:
    """One published document: its text, and the folder with its figures as CSV."""

    seed: str
    case: Path


def find_reference(seed_pattern: str, case: str) -> Reference:
    """Return a published document; without it the test is skipped, or fails where required."""
    beside = Path(__file__).resolve().parents[3] / "shared"
    root = Path(os.environ.get(VARIABLE, beside))
    seeds = sorted((root / "seeds").glob(seed_pattern))
    figures = root / "cases" / case
    if len(seeds) != 1 or not figures.is_dir():
        message = f"找不到参考文档 {seed_pattern}、{case}：请用环境变量 {VARIABLE} 指明所在文件夹"
        if os.environ.get(REQUIRED) == "1":
            pytest.fail(message)
        pytest.skip(message)
    return Reference(seeds[0].read_text(encoding="utf-8"), figures)


def reference_folder() -> Path:
    """Return the folder of the reference documents; skip, or fail where they are required."""
    folder = Path(os.environ.get(VARIABLE, Path(__file__).resolve().parents[3] / "shared"))
    if not (folder / "seeds").is_dir():
        message = f"找不到参考文档：请用环境变量 {VARIABLE} 指明所在文件夹"
        if os.environ.get(REQUIRED) == "1":
            pytest.fail(message)
        pytest.skip(message)
    return folder
