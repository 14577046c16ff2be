"""Part four explains the terms that the document uses, and no others."""

from generator.model.block import Paragraph, Role, Span
from generator.narrative.glossary import keep_used_terms


def _paragraph(text: str) -> Paragraph:
    return Paragraph(Role.BODY, (Span(text),))


_GLOSSARY = (_paragraph("一、事业收入：甲。"), _paragraph("二、经营收入：乙。"))


def _kept(text: str) -> list[str]:
    return [block.text for block in keep_used_terms(_GLOSSARY, [_paragraph(text)], {})]


def test_a_term_that_the_text_uses_is_explained_and_numbered_anew() -> None:
    assert _kept("经营收入3.00万元。") == ["一、经营收入：乙。"]


def test_a_longer_name_is_no_use_of_the_term_within_it() -> None:
    """国有资本经营收入 is none of the 经营收入 of institutions."""
    assert _kept("没有国有资本经营收入，也没有国有资本经营预算收入。") == []
    assert _kept("没有国有资本经营收入；经营收入3.00万元。") == ["一、经营收入：乙。"]


def test_a_second_paragraph_goes_with_its_term() -> None:
    glossary = (_GLOSSARY[0], _paragraph("包括丙。"), _GLOSSARY[1], _paragraph("包括丁。"))
    kept = keep_used_terms(glossary, [_paragraph("经营收入3.00万元。")], {})
    assert [block.text for block in kept] == ["一、经营收入：乙。", "包括丁。"]
