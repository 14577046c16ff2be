"""What the program under test writes for a data folder."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from generator.pipeline import quick

if TYPE_CHECKING:
    from pathlib import Path

    from generator.model.block import Block


@dataclass(frozen=True, slots=True)
class Built:
    text: str
    blocks: tuple[Block, ...]


def build(folder: Path) -> Built:
    narrative, text, _ = quick(folder)
    return Built(text, narrative.blocks)
