"""What 十三 and the attachments of two published documents contradict: a closed list, by hand."""

import pytest
from audit_match import read_entries
from published.reference import find_document
from support.mengjin_sections import split_sections
from support.xinxiang_text import cut_into_sections

_SEEDS = {"mengjin": ("000_*.txt", split_sections), "xinxiang": ("004_*.txt", cut_into_sections)}
_NAMES = tuple(_SEEDS)
_PART = "evaluation"


@pytest.mark.parametrize("name", _NAMES)
def test_each_quote_stands_once_in_its_section(name: str) -> None:
    pattern, cut = _SEEDS[name]
    sections = cut(find_document(pattern, f"{name}-2024").seed)
    for entry in read_entries(name, _PART):
        assert sections[entry.section].count(entry.quote) == 1, entry
        assert entry.review in {"told", "asked", "silent"}
