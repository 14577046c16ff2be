"""How far rounding lets a relation be off: intervals of half a last printed digit (DOMAIN 2.1)."""

from decimal import Decimal
from pathlib import Path

import pytest
from support.folders import SAMPLES, copy_data, read_rows, set_cell, write_rows
from support.rule_case import cells, check

from generator.base.severity import Severity
from generator.checks.relation import Relation, at_most, fits, limit_of, same, sum_across, total_of
from generator.checks.term import Scale, Term
from generator.model.place import Place
from generator.reading.folder import read_folder

_CENT = 10_000
_FORMS = ("公开01", "公开02", "公开03", "公开04", "公开05", "公开06", "公开07", "公开08", "公开09")


def _term(amount: str, half: str = "0.005") -> Term:
    """Return a printed amount in 万元; `half` is half of its last digit."""
    value, reach = (int(Decimal(text) * 1_000_000) for text in (amount, half))
    scale = Scale(Decimal(1_000_000), reach, "万元")
    return Term(value, reach if value else 0, 0, scale, Place(), "公开01", "", "", "")


def _sum(total: str, *parts: str) -> Relation:
    return total_of(_term(total), [_term(part) for part in parts])


# 0.01·⌊n/2⌋ as DOMAIN 2.1 lists it for n = 1 … 9.
@pytest.mark.parametrize(
    ("addends", "cents"), [(1, 0), (2, 1), (3, 1), (4, 2), (5, 2), (6, 3), (7, 3), (8, 4), (9, 4)]
)
def test_bound_of_a_sum(addends: int, cents: int) -> None:
    parts = ["10.00"] * addends
    total = Decimal(10 * addends)
    for off, held in ((cents, True), (-cents, True), (cents + 1, False), (-cents - 1, False)):
        assert fits(_sum(str(total + Decimal(off) / 100), *parts)) is held, off


def test_blank_addends_do_not_widen_the_bound() -> None:
    assert fits(_sum("10.00", "10.00", "0", "0", "0"))
    assert not fits(_sum("10.01", "10.00", "0", "0", "0"))
    assert not fits(_sum("0", "0.01", "0"))


def test_one_figure_printed_twice_may_be_a_last_digit_off() -> None:
    assert fits(same(_term("10.00"), _term("10.01")))
    assert not fits(same(_term("10.00"), _term("10.02")))
    assert fits(sum_across(_term("10.00"), [_term("10.01"), _term("0")]))
    assert not fits(_sum("10.00", "10.01"))


def test_a_part_may_be_less_and_a_last_digit_more() -> None:
    assert fits(at_most([_term("1.00")], [_term("9.00")]))
    assert fits(at_most([_term("9.01")], [_term("9.00")]))
    assert not fits(at_most([_term("9.02")], [_term("9.00")]))
    four = [_term("1.00") for _ in range(4)]
    assert fits(at_most(four, [_term("3.98")]))
    assert not fits(at_most(four, [_term("3.97")]))


def test_both_sides_count() -> None:
    """收入 + 年初 = 支出 + 年末: four amounts rounded on their own may be 0.01 off."""
    left, right = (_term("3.00"), _term("2.00")), (_term("4.00"), _term("1.01"))
    assert limit_of(Relation(left, right)) // _CENT == 1


def test_precision_of_the_file_counts() -> None:
    """Four decimals leave 0.0001, one decimal 0.1, to a total of two addends."""
    fine = [_term("1.2345", "0.00005"), _term("1.0000", "0.00005")]
    assert fits(total_of(_term("2.2346", "0.00005"), fine))
    assert not fits(total_of(_term("2.2347", "0.00005"), fine))
    coarse = [_term("1.2", "0.05"), _term("1.0", "0.05")]
    assert fits(total_of(_term("2.3", "0.05"), coarse))
    assert not fits(total_of(_term("2.4", "0.05"), coarse))


def test_yuan_is_exact(tmp_path: Path) -> None:
    """A hundredth of a 元 is an error; the sums of the file are exact as they stand."""
    base = SAMPLES / "元单位2024"
    assert [f for f in check(base) if f.severity is Severity.ERROR] == []
    assert {f.places[0].file for f in check(base) if f.code == "T01"} <= {"公开09.csv"}
    folder = copy_data(tmp_path / "数据", base)
    text = read_rows(folder / "公开05.csv")[6][2].replace(",", "")
    set_cell(folder, "公开05.csv", "C7", str(Decimal(text) + Decimal("0.01")))
    (found,) = [f for f in check(folder) if f.severity is Severity.ERROR]
    assert (found.code, found.places[0].address) == ("D01", "C7")
    assert str(found.difference) == "0.01"


def _in_unit(folder: Path, form: str, factor: Decimal, places: int, *units: str) -> None:
    """Write the amounts of a table times `factor`, and the new unit in place of the old one."""

    def convert(text: str) -> str:
        plain = text.replace(",", "")
        if text.count(".") == 1 and plain.replace(".", "").isdigit():
            return f"{Decimal(plain) * factor:.{places}f}"
        return text.replace(*units)

    path = folder / f"{form}.csv"
    write_rows(path, [[convert(text) for text in row] for row in read_rows(path)])


def _strict(folder: Path) -> set[str]:
    """Return the rules of the tables that fail."""
    errors = {f.code for f in check(folder) if f.severity is Severity.ERROR}
    return {code for code in errors if code[0] in "ABCDEFU"}


@pytest.mark.parametrize("form", _FORMS)
def test_a_table_in_yuan_beside_others_is_compared(form: str, tmp_path: Path) -> None:
    folder = copy_data(tmp_path / "数据")
    _in_unit(folder, form, Decimal(10_000), 2, "万元", "元")
    inputs, _ = read_folder(folder)
    assert inputs.tables[form].file_unit == "元"
    assert _strict(folder) <= _EXACT_TAILS.get(form, set())


# 0.01 万元 that is a tail in a table of rounded amounts is 100 元 in an exact one.
_EXACT_TAILS = {
    "公开02": {"B04"},
    "公开03": {"B02", "B04"},
    "公开05": {"D01", "E03"},
    "公开06": {"E01", "E02"},
}


@pytest.mark.parametrize("form", _FORMS)
def test_a_table_rounded_to_ten_thousands_fits_those_in_yuan(form: str, tmp_path: Path) -> None:
    folder = copy_data(tmp_path / "数据", SAMPLES / "元单位2024")
    _in_unit(folder, form, Decimal("0.0001"), 2, "单位：元", "单位：万元")
    inputs, _ = read_folder(folder)
    assert inputs.tables[form].file_unit == "万元"
    assert _strict(folder) == set()


def test_rounding_does_not_hide_an_error_beside_yuan(tmp_path: Path) -> None:
    folder = copy_data(tmp_path / "数据", SAMPLES / "元单位2024")
    _in_unit(folder, "公开05", Decimal("0.0001"), 2, "单位：元", "单位：万元")
    cells(5, C7="1366.55")(folder)
    (found,) = [f for f in check(folder) if f.severity is Severity.ERROR and f.code != "L10"]
    assert found.places[0].address == "C7"


def test_more_than_two_decimals_are_compared_as_they_stand(tmp_path: Path) -> None:
    """Tables in 万元 with six decimals are exact to 0.01 元."""
    folder = copy_data(tmp_path / "数据", SAMPLES / "元单位2024")
    for form in _FORMS:
        _in_unit(folder, form, Decimal("0.0001"), 6, "单位：元", "单位：万元")
    assert _strict(folder) == set()
    stated = Decimal(read_rows(folder / "公开05.csv")[6][2])
    cells(5, C7=str(stated + Decimal("0.0001")))(folder)
    assert _strict(folder)
