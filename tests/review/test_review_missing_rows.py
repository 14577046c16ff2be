"""Rows that a submitted table or the data lack: named once, and nothing is said to be 0 for it."""

from dataclasses import replace
from decimal import Decimal
from pathlib import Path

from support.folders import DATA, copy_data
from support.needs import find_reference
from support.rule_case import without

import generator
from generator.base.severity import Severity
from generator.checks.catalogue import run_checks
from generator.review.ours.corrected import correct_tables
from generator.review.whole.printed_tables import compare_tables
from generator.tasks.department import check_folder


def test_a_submitted_document_without_one_row_of_a_table() -> None:
    file = find_reference() / "cases/reliability/01-endless-check/送审稿-公开04缺一行.docx"
    review = generator.review(file)
    of_table = [
        finding
        for finding in review.others
        if finding.severity is Severity.ERROR and finding.places[0].table == "公开04"
    ]
    (found,) = of_table
    assert "公开04缺收入“一般公共预算财政拨款”一行，应有金额5998.19" in found.message
    assert "支出“一般公共服务支出”一行，应有合计1488.40" in found.message


def test_a_row_that_a_file_does_not_print_is_one_finding() -> None:
    tables = check_folder(DATA).accounts.tables
    printed = dict(tables)
    table = tables["公开05"]
    rows = tuple(row for row in table.rows if row.code != "2010301")
    printed["公开05"] = replace(table, rows=rows, _index={})
    (found,) = compare_tables(printed, tables)
    assert "公开05缺“2010301 行政运行”一行（数据为小计411.02、基本支出411.02）" in found.message
    assert list(compare_tables(tables, tables)) == []


def test_a_row_that_the_data_lacks_is_put_in_for_the_comparison(tmp_path: Path) -> None:
    folder = copy_data(tmp_path / "数据")
    without("公开05.csv", "2101101,")(folder)
    accounts = check_folder(folder).accounts
    tables = correct_tables(accounts.tables, run_checks(accounts).corrections)
    codes = [row.code for row in tables["公开05"].coded_rows()]
    assert codes == sorted(codes)
    cell = tables["公开05"].cell("2101101", "小计")
    assert cell is not None
    assert cell.value == Decimal("15.66")
