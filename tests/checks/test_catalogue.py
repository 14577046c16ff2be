"""The catalogue holds every rule once, and each rule says what it rests on."""

import pkgutil
import re
from collections import Counter
from collections.abc import Iterator
from importlib import import_module

import generator.checks
from generator.base.rules import Rule
from generator.base.severity import FindingClass
from generator.checks.catalogue import CHECKS, in_force
from generator.checks.relation import Check

_CODE = re.compile(r"[A-HNU][0-9]{2}[a-z]?")
# DOMAIN 2.2 to 2.7, the rows of 2.9 that need whole tables, and the deadline.
_REQUIRED = {
    *(f"A{number:02}" for number in range(1, 8)),
    *(f"B{number:02}" for number in range(1, 9)),
    *(f"C{number:02}" for number in range(1, 11)),
    *(f"D{number:02}" for number in range(1, 10)),
    *(f"E{number:02}" for number in range(1, 7)),
    *(f"F{number:02}" for number in range(1, 9)),
    *("H03", "H06", "H07", "H08", "G01"),
}


def _checks(value: object) -> Iterator[Check]:
    if isinstance(value, Check):
        yield value
    elif isinstance(value, tuple):
        for item in value:
            yield from _checks(item)


def _in_modules() -> dict[int, Check]:
    """Return every check that a module of the package holds, by identity."""
    found: dict[int, Check] = {}
    for module in pkgutil.iter_modules(generator.checks.__path__):
        if module.name == "catalogue":
            continue
        for value in vars(import_module(f"generator.checks.{module.name}")).values():
            found |= {id(check): check for check in _checks(value)}
    return found


def test_every_check_is_in_the_catalogue_once() -> None:
    assert Counter(map(id, CHECKS)) == Counter(_in_modules().keys())


def test_every_rule_has_a_function_of_its_own() -> None:
    assert len({check.examine for check in CHECKS}) == len(CHECKS)


def test_every_row_of_the_articulation_rules_is_there() -> None:
    assert _REQUIRED - {check.rule.code for check in CHECKS} == set()


def test_codes_are_unique_and_well_formed() -> None:
    codes = [check.rule.code for check in CHECKS]
    assert [code for code in codes if not _CODE.fullmatch(code)] == []
    assert [code for code, count in Counter(codes).items() if count > 1] == []


def test_a_rule_has_title_authority_class_and_years() -> None:
    for rule in (check.rule for check in CHECKS):
        assert rule.title
        assert rule.title[-1] not in "。.；"
        assert "：" not in rule.title
        assert rule.authority
        assert rule.finding_class not in {FindingClass.TAIL, FindingClass.EXTRACTION}
        assert rule.first_year <= 2024 <= (rule.last_year or 2024)


def test_a_rule_is_in_force_in_its_years() -> None:
    check = CHECKS[0]
    rule = Rule("A99", "题", "据", check.rule.finding_class, check.rule.severity, 2022, 2023)
    assert [rule.in_force(year) for year in (2021, 2022, 2023, 2024)] == [False, True, True, False]
    assert len(in_force(2024)) == len(CHECKS)
    assert in_force(1999) == ()
