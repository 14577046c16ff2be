"""No wrong correction: every tracked change turns what was planted into the true words."""

from pathlib import Path

import pytest
from corrected import Case, draw_cases, review_case, sample_cases, true_documents
from correcting import KINDS
from drafting import Draft, judge, text_of
from support.said import Record, say

from generator.model.passage import Edit
from generator.word.annotate.document import annotate_docx

_STEP = 4


@pytest.mark.parametrize("with_data", [True, False], ids=["data", "alone"])
def test_no_tracked_change_is_wrong(
    tmp_path: Path, record_property: Record, *, with_data: bool
) -> None:
    """A sample of what benchmarks/corrections.py counts."""
    right, wrong, planted = 0, [], 0
    for case in sample_cases(true_documents(tmp_path, samples=2, seeds=1), _STEP):
        tally = review_case(case, tmp_path, with_data=with_data)
        planted += case.errors
        right += tally.right
        wrong += tally.wrong
    say(record_property, "修订", [f"处 {planted}", f"改对 {right}", f"改错 {len(wrong)}"])
    assert wrong == []
    assert planted >= 20
    assert right >= (3 if with_data else 1)


@pytest.mark.parametrize("kind", ["数字颠倒", "项目的数"])
def test_with_data_a_wrong_amount_is_put_right(tmp_path: Path, kind: str) -> None:
    """Silence is no way to be right: a number that its name makes certain is changed."""
    documents = true_documents(tmp_path, samples=1, seeds=0)
    case = next(case for case in draw_cases(documents) if case.planted.kind == kind)
    tally = review_case(case, tmp_path, with_data=True)
    assert (tally.right, tally.wrong) == (1, ())


def _cases(tmp_path: Path) -> dict[str, Case]:
    return {c.planted.kind: c for c in draw_cases(true_documents(tmp_path, samples=1, seeds=0))}


def test_every_kind_of_error_has_a_place(tmp_path: Path) -> None:
    assert set(KINDS) <= set(_cases(tmp_path))


def test_a_wrong_change_would_be_noticed(tmp_path: Path) -> None:
    """The judge itself: a change to other words is wrong, one to the true words is right."""
    case = _cases(tmp_path)["数字颠倒"]
    path = tmp_path / "稿.docx"
    path.write_bytes(case.planted.document)
    ((number, (span,)),) = case.planted.spans.items()
    paragraph = Draft(case.planted.document).paragraphs[number]
    for words, expected in ((span.true, (1, 0)), ("1.00", (0, 1))):
        edit = Edit(f"p:{number}", span.start, span.end, words, "说明")
        tally = judge(case.planted, annotate_docx(path, [edit], "审核", "2025-09-01"))
        assert (tally.right, len(tally.wrong)) == expected, text_of(paragraph)
