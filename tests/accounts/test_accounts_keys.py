"""The keys that the lists may use, and the dictionary of codes."""

import pytest

from generator.accounts.reasons import reason_key
from generator.field.funds import fund_of
from generator.field.keys import BUDGET_KEYS, FACT_UNITS, IDENTITY_KEYS, LAST_YEAR_KEYS, canonical
from generator.field.subjects import known_names


@pytest.mark.parametrize(
    ("text", "key"),
    [
        ("因公出国(境)费", "因公出国（境）费"),
        ("三公经费", "“三公”经费"),
        ("公务用车购置及运行维护费", "公务用车购置及运行费"),
        ("公务用车运行维护费用途", "公务用车运行用途"),
        ("公务接待费用途", "国内接待用途"),
        ("2010601用途", "2010601用途"),
        ("20106 01", "2010601"),
        ("收支总计用途", "收支总计用途"),
        ("别的", ""),
        ("", ""),
    ],
)
def test_keys_of_reasons(text: str, key: str) -> None:
    assert reason_key(text) == key


def test_every_known_key_is_its_own_canonical_form() -> None:
    for keys in (IDENTITY_KEYS, LAST_YEAR_KEYS, BUDGET_KEYS, tuple(FACT_UNITS)):
        for key in keys:
            assert canonical(key, keys) == key
            bare = key.translate(str.maketrans("", "", "“”（）"))
            assert canonical(bare, keys) == key
            assert canonical(f" {key[:2]} {key[2:]}", keys) == key


def test_a_key_of_another_list_is_unknown() -> None:
    assert canonical("公务用车保有量", LAST_YEAR_KEYS) == ""
    assert canonical("部门名称", tuple(FACT_UNITS)) == ""


@pytest.mark.parametrize(
    ("code", "fund"),
    [
        ("2010301", "一般公共预算"),
        ("2120803", "政府性基金"),
        ("2120101", "一般公共预算"),
        ("2290402", "政府性基金"),
        ("2296003", "政府性基金"),
        ("2299999", "一般公共预算"),
        ("2230105", "国有资本经营"),
        ("2340101", "政府性基金"),
        ("2070904", "政府性基金"),
        ("2070999", "政府性基金"),
    ],
)
def test_funds_by_code(code: str, fund: str) -> None:
    assert fund_of(code) == fund


def test_the_dictionary_is_well_formed() -> None:
    names = known_names()
    assert len(names) > 200
    assert all(code.isdigit() and len(code) in {3, 5, 7} for code in names)
    assert all(name == name.strip() and name for name in names.values())
    assert names["2010301"] == "行政运行"
