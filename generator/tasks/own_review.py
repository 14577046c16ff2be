"""The review of a document that was just written, before it leaves the house."""

from __future__ import annotations

from pathlib import Path
from tempfile import TemporaryDirectory
from typing import TYPE_CHECKING

from generator.tasks.review import review_material
from generator.tasks.submitted import read_material

if TYPE_CHECKING:
    from generator.model.duty import DutyJudgement
    from generator.model.finding import Finding

NAME = "定稿.docx"  # how findings and duties call the document


def review_written(
    document: bytes, data: Path, *, profile: str, templates: Path | None
) -> tuple[tuple[Finding, ...], tuple[DutyJudgement, ...]]:
    """Return what a review says of a document just written from `data`, and its check list.

    It is compared with the wording that it was written in.
    """
    with TemporaryDirectory() as folder:
        file = Path(folder) / NAME
        file.write_bytes(document)
        material = read_material(file, data)._replace(profile=profile, templates=templates)
        review = review_material(material)
    return (material.problems, ()) if review is None else (review.findings, review.duties)
