"""Findings without our own signs: for readers who have the document and no rules of ours."""

from __future__ import annotations

import re

# How formulas are written in reports for the bureau: Σ 各类, 公开02“合计”{财政拨款收入}, |a − b|.
_SUM = re.compile(r"Σ\s*([^\s，。；=≤≥+为]+)")
_COLUMN = re.compile(r"\{([^{}\n]*)\}")
_DISTANCE = re.compile(r"\|([^|\n]*)\|")
_CODE = re.compile(r"(?<![A-Za-z0-9.])[A-Z][0-9]{2}[a-z]?[ 　]+")
_LIST_FILE = re.compile(r"([\w（）()]+)\.(?:csv|CSV)(?![A-Za-z])")
_OPERATOR = re.compile(r"[=＝÷×+≤≥]|之和")


def say_plainly(text: str) -> str:
    """Return a text as a department reads it, without our marks of formulas."""
    return _SUM.sub(r"\1之和", _COLUMN.sub(r"的\1", text))


def say_to_department(text: str) -> str:
    """Return a text without marks of formulas, rule codes, and the suffixes of data files."""
    plain = _DISTANCE.sub(r"\1（取正数）", say_plainly(text))
    return _LIST_FILE.sub(r"“\1”", _CODE.sub("", plain))


def is_formula(text: str) -> bool:
    """Whether a text computes something; the bare name of a figure does not."""
    return _OPERATOR.search(text) is not None
