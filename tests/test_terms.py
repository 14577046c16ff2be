"""What the field knows stands once: terms and cell addresses typed elsewhere are counted."""

import sys
from pathlib import Path

import pytest

sys.path.insert(0, str(Path(__file__).resolve().parents[1] / "tools"))

import count_terms

from generator.field import zh
from generator.field.amounts import AMOUNTS, BY_NAME, cell_of
from generator.field.forms import FORM_BY_NUMBER

_MOST_TERMS = 25
_MOST_ADDRESSES = 10


def test_terms_are_typed_once() -> None:
    repeated = count_terms.repeated_terms()
    assert len(repeated) <= _MOST_TERMS, repeated


def test_addresses_are_typed_in_the_field() -> None:
    typed = count_terms.typed_addresses()
    assert len(typed) <= _MOST_ADDRESSES, typed


def test_a_term_has_one_name() -> None:
    terms = [value for name, value in vars(zh).items() if name.isupper()]
    assert len(terms) == len(set(terms))


def test_amounts_have_names_of_their_own() -> None:
    assert len(BY_NAME) == len(AMOUNTS)


@pytest.mark.parametrize("amount", AMOUNTS, ids=lambda amount: amount.name)
def test_amounts_stand_in_columns_of_their_form(amount: object) -> None:
    addresses = [one for one in (amount.address, amount.budget, *amount.also) if one]
    for address in addresses:
        form = FORM_BY_NUMBER[address.form]
        columns = form.income_columns if address.side.value == zh.INCOME else form.columns
        assert address.column in columns


def test_a_name_that_is_none_is_an_error() -> None:
    with pytest.raises(KeyError):
        cell_of("公用经费支出总额")
