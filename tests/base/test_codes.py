"""The records of findings: every code that is raised has one, and every one is raised."""

import ast
import re
from collections.abc import Iterator
from pathlib import Path

import pytest

from generator.base import codes
from generator.base.codes import CODES, L04, L14, Code
from generator.base.severity import FindingClass, Severity
from generator.checks.catalogue import CHECKS
from generator.model.finding import finding
from generator.model.place import Place
from generator.review.rules import RULES

_PACKAGE = Path(codes.__file__).parents[1]
_SEVERITY = re.compile(r"Severity\.([A-Z]+)")
_MODULES = {
    path: ast.parse(path.read_text(encoding="utf-8"))
    for path in sorted(_PACKAGE.rglob("*.py"))
    if path != Path(codes.__file__)
}


def _calls() -> Iterator[tuple[Path, ast.Call]]:
    for path, tree in _MODULES.items():
        for node in ast.walk(tree):
            if isinstance(node, ast.Call):
                yield path, node


def test_codes_are_unique_and_well_formed() -> None:
    listed = [code.code for code in CODES]
    others = [check.rule.code for check in CHECKS] + [rule.code for rule in RULES]
    assert len(set(listed + others)) == len(listed + others)
    assert [code for code in listed if not re.fullmatch(r"[LHT][0-9]{2}", code)] == []
    assert {name: getattr(codes, name) for name in listed} == {one.code: one for one in CODES}
    assert {one for one in vars(codes).values() if isinstance(one, Code)} == set(CODES)


@pytest.mark.parametrize("code", CODES, ids=lambda code: code.code)
def test_a_record_tells_what_to_do(code: Code) -> None:
    texts = (code.title, code.covers, code.remedy, code.example, *(why for _, why in code.others))
    assert all(text and "|" not in text and "\n" not in text for text in texts)
    severities = [code.severity, *(severity for severity, _ in code.others)]
    assert len(set(severities)) == len(severities)
    assert code.finding_class not in code.classes


def test_findings_are_made_of_records() -> None:
    """One constructor makes them, and no code is spelled outside its record."""
    made = {
        path.relative_to(_PACKAGE).as_posix()
        for path, call in _calls()
        if isinstance(call.func, ast.Name) and call.func.id == "Finding"
    }
    assert made == {"model/finding.py"}
    names = {code.code for code in CODES}
    spelled = [
        f"{path.relative_to(_PACKAGE)}: {node.value}"
        for path, tree in _MODULES.items()
        for node in ast.walk(tree)
        if isinstance(node, ast.Constant) and node.value in names
    ]
    assert spelled == []


def test_every_record_is_raised() -> None:
    raised = {arg.id for _, call in _calls() for arg in call.args if isinstance(arg, ast.Name)}
    defaults = {
        value.id
        for tree in _MODULES.values()
        for node in ast.walk(tree)
        if isinstance(node, ast.FunctionDef)
        for value in node.args.defaults
        if isinstance(value, ast.Name)
    }
    assert [code.code for code in CODES if code.code not in raised | defaults] == []


def test_severities_that_are_raised_are_in_the_record() -> None:
    """Those that stand in the call itself."""
    by_name = {code.code: code for code in CODES}
    missing = []
    for path, call in _calls():
        record = next(
            (by_name[a.id] for a in call.args if isinstance(a, ast.Name) and a.id in by_name), None
        )
        if record is None:
            continue
        text = " ".join(map(ast.unparse, [*call.args, *(word.value for word in call.keywords)]))
        known = {record.severity, *(severity for severity, _ in record.others)}
        missing += [
            f"{path.relative_to(_PACKAGE)}:{call.lineno} {record.code} {name}"
            for name in _SEVERITY.findall(text)
            if Severity[name] not in known
        ]
    assert missing == []


def test_a_finding_has_the_usual_severity_and_class_unless_it_says_otherwise() -> None:
    cell = Place("公开05.csv", 7, 3)
    usual = finding(L04, "不是一个数", cell, found_text="一二")
    assert (usual.code, usual.severity, usual.finding_class) == (
        "L04",
        Severity.ERROR,
        FindingClass.EXTRACTION,
    )
    assert (usual.message, usual.places, usual.found_text) == ("不是一个数", (cell,), "一二")
    other = finding(L14, "请核对", severity=Severity.INFO, kind=FindingClass.FORMAT)
    assert (other.severity, other.finding_class) == (Severity.INFO, FindingClass.FORMAT)
    assert other.places == ()


def test_a_message_is_the_relation_and_what_is_wrong() -> None:
    found = finding(L04, "甲：为1，应为2", title="甲乙应相等")
    assert (found.title, found.detail) == ("甲乙应相等", "甲：为1，应为2")
    assert found.message == "甲乙应相等：甲：为1，应为2"
