"""Word drafts with marks, edited as an accountant edits them."""

from collections.abc import Callable
from pathlib import Path

import docx
from docx.text.paragraph import Paragraph
from docx.text.run import Run


def gap_run(paragraph: Paragraph) -> Run:
    """Return the run that holds the mark of a paragraph."""
    return next(run for run in paragraph.runs if run.text.startswith("【待补充"))


def drop_run(run: Run) -> None:
    """Take a run out of its paragraph."""
    parent = run._r.getparent()
    assert parent is not None
    parent.remove(run._r)


def change_draft(
    draft: Path, change: Callable[[Paragraph], None], words: str = "与上年度相比，收、支总计"
) -> Path:
    """Change the first paragraph of the draft that holds `words` and a mark."""
    document = docx.Document(str(draft))
    found = [p for p in document.paragraphs if words in p.text and "【待补充" in p.text]
    change(found[0])
    document.save(str(draft))
    return draft


def typing(text: str) -> Callable[[Paragraph], None]:
    """Return the change that types `text` over the mark."""

    def change(paragraph: Paragraph) -> None:
        gap_run(paragraph).text = text

    return change
