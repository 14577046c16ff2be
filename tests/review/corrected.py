"""True documents, those with errors planted in them, and what a review changes in each."""

import shutil
from collections.abc import Iterator
from itertools import islice
from pathlib import Path
from random import Random
from typing import NamedTuple

from correcting import KINDS, plant, plant_several
from drafting import Planted, Tally, judge
from drawn import write_complete, written
from support.folders import DATA, SAMPLES

from generator.model.records import Inputs
from generator.model.reviewed_file import ReviewedFile
from generator.reporting.review_comments import AUTHOR, list_edits
from generator.tasks.department import read_inputs, render_word, write_department
from generator.tasks.review import review_material
from generator.tasks.submitted import read_material
from generator.word.annotate.document import annotate_docx

_TOGETHER = 6
_FIRST_SEED = 300


class TrueDocument(NamedTuple):
    """A document without errors, and the data it was made of."""

    name: str
    document: bytes
    given: Inputs


class Case(NamedTuple):
    """A document with errors."""

    name: str
    planted: Planted
    given: Inputs

    @property
    def errors(self) -> int:
        """How many errors it has: changed words, else the one thing that is out of place."""
        return sum(map(len, self.planted.spans.values())) or 1


def true_documents(folder: Path, *, samples: int, seeds: int) -> Iterator[TrueDocument]:
    """Yield the documents of sample departments, then of random ones."""
    sources = (DATA, SAMPLES / "特殊情形2024", SAMPLES / "事业单位2024", SAMPLES / "元单位2024")
    for source in sources[:samples]:
        data = folder / source.name
        shutil.copytree(source, data)
        has_gaps = source.name in {DATA.name, "特殊情形2024"}
        department = write_department(data) if has_gaps else write_complete(data)
        yield TrueDocument(source.name, render_word(department)[0], read_inputs(data)[0])
    for seed in range(_FIRST_SEED, _FIRST_SEED + seeds):
        own = written(seed, "henan")
        yield TrueDocument(str(seed), render_word(own.department)[0], own.given)


def draw_cases(documents: Iterator[TrueDocument]) -> Iterator[Case]:
    """Yield each document with one error of each kind, then with several kinds together."""
    for name, document, given in documents:
        for kind in KINDS:
            planted = plant(document, kind, Random(f"{name}{kind}"))
            if planted is not None:
                yield Case(name, planted, given)
        dice = Random(name)
        planted = plant_several(document, dice.sample(list(KINDS), _TOGETHER), dice)
        if planted is not None:
            yield Case(name, planted, given)


def sample_cases(documents: Iterator[TrueDocument], step: int) -> Iterator[Case]:
    """Yield every so-many-th case."""
    return islice(draw_cases(documents), 0, None, step)


def review_case(case: Case, folder: Path, *, with_data: bool) -> Tally:
    """Return what the tracked changes of a review make of the errors."""
    path = folder / "稿.docx"
    path.write_bytes(case.planted.document)
    material = read_material(path)._replace(given=case.given if with_data else None)
    review = review_material(material)
    assert review is not None
    edits = list_edits(ReviewedFile(path.name, path, review), review)
    return judge(case.planted, annotate_docx(path, edits, AUTHOR, "2025-09-01"))
