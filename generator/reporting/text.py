"""The narrative as plain text (--text): a heading, paragraph, caption or row of a table a line."""

from __future__ import annotations

from typing import TYPE_CHECKING

from generator.model.block import Chart, list_lines

if TYPE_CHECKING:
    from collections.abc import Iterable

    from generator.model.block import Block


def format_text(blocks: Iterable[Block]) -> str:
    """Return the text of part three."""
    lines = []
    for block in blocks:
        if isinstance(block, Chart):
            lines.append(block.caption)
        else:
            lines += [text for _, text, _ in list_lines((block,))]
    return "".join(f"{line}\n" for line in lines)
