"""Damaged forms: nothing fails, and no number of a form is lost without a word."""

from random import Random

import pytest
from support.evaluation_forms import Form, grid_of
from support.evaluation_shapes import ministry_form, shanghai_form, xinxiang_form

from generator.model.evaluation_form import EvaluationForm
from generator.model.sheet import Sheet
from generator.reading.evaluation_forms import form_records, read_evaluation_forms

_SHAPES = (xinxiang_form, shanghai_form, ministry_form)
_STRAYS = ("12.5", "某项情况", "小计", "7")
_SEEDS = 400


def _damaged(dice: Random) -> list[list[str]]:
    """Return a form with cells, rows or columns missing, added or written over."""
    form: Form = dice.choice(_SHAPES)()
    rows = grid_of(form)
    for _ in range(dice.randint(1, 4)):
        row, column = dice.randrange(len(rows)), dice.randrange(len(rows[0]))
        kind = dice.choice(("drop", "blank", "write", "column", "row", "strays"))
        if kind == "drop":
            del rows[row]
        elif kind == "blank":
            rows[row][column] = ""
        elif kind == "write":
            rows[row][column] = dice.choice(_STRAYS)
        elif kind == "column":
            for line in rows:
                line.insert(column, "")
        else:
            stray = kind == "strays"
            rows.insert(row, [dice.choice(("", *_STRAYS)) if stray else "" for _ in rows[0]])
    return rows


def _told(form: EvaluationForm) -> set[tuple[int, int]]:
    """Return the cells that a form has as values, or that its findings point to."""
    rows = (*form.money, *form.management, *form.indicators)
    cells = [form.project, form.full_marks, form.score]
    cells += [*form.departments.values(), *form.goals.values()]
    cells += [cell for row in rows for cell in row.cells.values()]
    places = [cell.place for cell in cells if cell is not None] + [row.place for row in rows]
    places += [place for one in form.findings for place in one.places]
    return {(place.row_number, place.column_number) for place in places}


@pytest.mark.parametrize("seed", range(_SEEDS))
def test_no_number_is_lost_in_silence(seed: int) -> None:
    rows = _damaged(Random(seed))
    sheet = Sheet("自评.xlsx", tuple(map(tuple, rows)), "自评")
    forms = read_evaluation_forms(sheet)
    form_records(forms)
    if not forms:
        return
    told = {place for form in forms for place in _told(form)}
    said = " ".join(one.message for form in forms for one in form.findings)
    said += " ".join(cell.text for form in forms for cell in form.goals.values())
    lost = {
        (row, column, text)
        for row, line in enumerate(rows, start=1)
        for column, text in enumerate(line, start=1)
        if text.replace(".", "").replace(",", "").rstrip("%").isdigit()
        if (row, column) not in told and text not in said
    }
    assert lost == set()


@pytest.mark.parametrize(
    "rows", [(), (("",),), (("项目名称",),), (("三级指标", "得分", "执行数"),)]
)
def test_a_sheet_without_anything_is_no_form(rows: tuple[tuple[str, ...], ...]) -> None:
    assert read_evaluation_forms(Sheet("空.xlsx", rows)) == ()
