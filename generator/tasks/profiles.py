"""Our text of a department in each wording, and which of them a submitted text is most like."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from generator.figures.department import compute_figures
from generator.model.block import Paragraph
from generator.narrative.wording import load_wording
from generator.review.ours.comparison import likeness, wordings
from generator.tasks.department import write_sections

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence
    from pathlib import Path

    from generator.model.accounts import Accounts
    from generator.model.block import Block
    from generator.model.submission import Submission

_POINTER = re.compile(r"详见[^。；]{0,12}附件")


@dataclass(frozen=True, slots=True)
class ProfileText:
    """What our templates write in one profile; the clauses are called as its templates do."""

    profile: str
    blocks: Sequence[Block]
    idle_words: tuple[str, ...]


def write_most_alike(
    submission: Submission,
    accounts: Accounts,
    names: Iterable[str],
    *,
    settings: str = "",
    templates: Path | None = None,
) -> ProfileText:
    """Return our text in the one of some profiles that is most like a text, the first of equals.

    `settings` is the 行文.toml of the department. Raises what loading a wording raises.
    """
    figures = compute_figures(accounts)
    # Forms and reports may be published by themselves: only a text that points to them has to.
    attaches = any(_POINTER.search(passage.text) for passage in submission.passages)
    drafts = []
    for name in dict.fromkeys(names):
        wording = load_wording(accounts, settings, name, templates)
        _, narrative = write_sections(accounts, figures, wording, attaches=attaches)
        blocks = [
            replace(block, where=wording.plan.own_clause(block.where))
            if isinstance(block, Paragraph)
            else block
            for block in narrative.blocks
        ]
        drafts.append(ProfileText(wording.profile, blocks, wording.idle_words))
    if len(drafts) == 1:
        return drafts[0]
    theirs = wordings(submission)
    return max(drafts, key=lambda draft: likeness(theirs, draft.blocks))
