"""Reads filled 项目支出绩效自评表: sheets in, forms with the place of every value out."""

from generator.reading.evaluation_forms.reader import (
    holds_evaluation_forms,
    read_evaluation_form,
    read_evaluation_forms,
)
from generator.reading.evaluation_forms.records import form_records

__all__ = [
    "form_records",
    "holds_evaluation_forms",
    "read_evaluation_form",
    "read_evaluation_forms",
]
