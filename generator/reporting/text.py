"""The narrative as plain text (--text): a heading, paragraph or caption a line."""

from __future__ import annotations

from typing import TYPE_CHECKING

from generator.model.block import Chart, Paragraph

if TYPE_CHECKING:
    from collections.abc import Iterable

    from generator.model.block import Block


def format_text(blocks: Iterable[Block]) -> str:
    """Return the text of part three."""
    lines = []
    for block in blocks:
        if isinstance(block, Paragraph):
            lines.append(block.text)
        elif isinstance(block, Chart):
            lines.append(block.caption)
    return "".join(f"{line}\n" for line in lines)
