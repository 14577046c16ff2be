"""Reads filled 项目支出绩效自评表: sheets in, forms with the place of every value out."""

from generator.reading.evaluation_forms.reader import (
    holds_evaluation_forms,
    read_evaluation_form,
    read_evaluation_forms,
)
from generator.reading.evaluation_forms.records import form_records
from generator.reading.evaluation_forms.report_tables import is_report_table, total_amounts

__all__ = [
    "form_records",
    "holds_evaluation_forms",
    "is_report_table",
    "read_evaluation_form",
    "read_evaluation_forms",
    "total_amounts",
]
