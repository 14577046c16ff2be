"""Random edits of random paragraphs, as Word writes them: made where they can be, and undone."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple
from xml.sax.saxutils import escape

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from support.package_check import check_package
from support.revision_reader import comments_of, document_of, marks_of, rejected, signs_of
from support.word_writer import deleted, field, ins, p, r, write_word

from generator.files.docx.passages import read_docx_passages
from generator.model.passage import Edit, Passage, PassageKind
from generator.word.annotate.document import annotate_docx, annotate_plain

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

AUTHOR, DATE = "决算审核", "2025-09-01"
WORDS = st.text("收入万元0123456789.,%，。& <\u3000\u00a0\xad", min_size=1, max_size=6)
SPACES = str.maketrans({"\u00a0": " ", "\xad": ""})


class Part(NamedTuple):
    """A part of a paragraph: its markup, what is seen of it, and whether it can be changed."""

    markup: str
    seen: str
    free: bool = True


def run(text: str, look: str = "") -> str:
    return r(escape(text), look)


PARTS: dict[str, Callable[[str], Part]] = {
    "run": lambda text: Part(run(text), text),
    "bold": lambda text: Part(run(text, "<w:b/><w:sz w:val='32'/>"), text),
    "inserted": lambda text: Part(ins(run(text[:2]), run(text[2:], "<w:b/>")), text),
    "link": lambda text: Part(f'<w:hyperlink w:history="1">{run(text)}</w:hyperlink>', text),
    "deleted": lambda text: Part(deleted(escape(text)), ""),
    "field": lambda text: Part(field("REF x", run(text)), text, free=False),
    "hidden": lambda text: Part(run(text, "<w:vanish/>"), ""),
    "noise": lambda _: Part('<w:proofErr w:type="spellStart"/>', ""),
    "tab": lambda _: Part("<w:r><w:tab/></w:r>", "\t"),
    "break": lambda _: Part("<w:r><w:br/><w:t>行</w:t></w:r>", "\n行"),
    "page": lambda _: Part("<w:r><w:lastRenderedPageBreak/><w:t>页</w:t></w:r>", "页"),
}
PARTS_DRAWN = st.builds(lambda kind, text: (kind, text), st.sampled_from(sorted(PARTS)), WORDS)
PARAGRAPHS = st.lists(st.lists(PARTS_DRAWN, max_size=7), min_size=1, max_size=3)


class Seen(NamedTuple):
    """A character that a reader sees, and whether it can be changed."""

    text: str
    free: bool


def build(parts: list[tuple[str, str]]) -> tuple[str, list[Seen]]:
    """Return a paragraph and what is seen of it."""
    made = [PARTS[kind](text) for kind, text in parts]
    seen = [
        Seen(shown, part.free)
        for part in made
        for shown in part.seen.translate(SPACES).replace("\t", " ")
    ]
    while seen and not seen[0].text.strip():
        seen.pop(0)
    while seen and not seen[-1].text.strip():
        seen.pop()
    return p(*(part.markup for part in made)), seen


def expected_text(seen: list[Seen], edits: list[Edit]) -> tuple[str, int]:
    """Return the text after the edits that can be made, and how many these are."""
    pieces, place, made = [], 0, 0
    for edit in sorted(edits, key=lambda edit: (edit.start, edit.end)):
        old = "".join(one.text for one in seen[edit.start : edit.end])
        if edit.replacement in {None, old} or edit.start < place:
            continue
        if edit.start == edit.end:
            before = edit.start > 0 and seen[edit.start - 1].free
            possible = before or (edit.start < len(seen) and seen[edit.start].free)
        else:
            possible = all(one.free for one in seen[edit.start : edit.end])
        if possible:
            pieces += [*(one.text for one in seen[place : edit.start]), edit.replacement]
            place, made = edit.end, made + 1
    return "".join([*pieces, *(one.text for one in seen[place:])]), made


@st.composite
def edits_of(draw: st.DrawFn, texts: dict[str, int]) -> list[Edit]:
    """Draw edits of passages, given by locator and length."""
    edits = []
    for _ in range(draw(st.integers(0, 6)) if texts else 0):
        locator = draw(st.sampled_from(sorted(texts)))
        start = draw(st.integers(0, texts[locator]))
        end = draw(st.one_of(st.just(start), st.integers(start, min(texts[locator], start + 6))))
        replacement = draw(st.one_of(st.none(), st.sampled_from(("", "9.99", "元", "<&>"))))
        edits.append(
            Edit(locator, start, end, replacement, draw(st.sampled_from(("甲", "乙\n丙"))))
        )
    return edits


@settings(
    max_examples=250, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
@given(data=st.data(), paragraphs=PARAGRAPHS)
def test_random_edits_are_made_and_undone(
    data: st.DataObject, paragraphs: list[list[tuple[str, str]]], tmp_path: Path
) -> None:
    built = [build(parts) for parts in paragraphs]
    before = write_word("".join(markup for markup, _ in built))
    path = tmp_path / "a.docx"
    path.write_bytes(before)
    passages, _ = read_docx_passages(path, "a.docx")
    texts = ["".join(one.text for one in seen) for _, seen in built]
    assert [passage.text for passage in passages] == [text for text in texts if text]

    edits = data.draw(edits_of({passage.locator: len(passage.text) for passage in passages}))
    after = annotate_docx(path, edits, AUTHOR, DATE)
    assert check_package(after) == check_package(before)
    assert signs_of(rejected(after, AUTHOR)) == signs_of(document_of(before))

    path.write_bytes(after)
    read_back, _ = read_docx_passages(path, "a.docx")
    kept = [seen for _, seen in built if seen]
    wanted = [
        expected_text(seen, [edit for edit in edits if edit.locator == passage.locator])
        for passage, seen in zip(passages, kept, strict=True)
    ]
    texts = [text.strip() for text, _ in wanted]
    assert [passage.text for passage in read_back] == [text for text in texts if text]
    proposals = sum("不便直接修改" in text for _, text in comments_of(after).values())
    made = sum(count for _, count in wanted)
    same = sum(is_no_change(edit, passages) for edit in edits)
    assert made + proposals + same == len(edits)
    assert len(comments_of(after)) == len(edits)
    expected = ["commentRangeStart", "commentRangeEnd", "commentReference"]
    assert list(marks_of(after).values()) == [expected] * len(edits)


def is_no_change(edit: Edit, passages: tuple[Passage, ...]) -> bool:
    passage = next(passage for passage in passages if passage.locator == edit.locator)
    return edit.replacement in {None, passage.text[edit.start : edit.end]}


TEXTS = st.lists(
    st.tuples(
        st.text("收入支出万元0123456789.,% &<\n", min_size=1).map(str.strip).filter(bool),
        st.sampled_from(sorted(PassageKind, key=lambda kind: kind.value)),
    ),
    min_size=1,
    max_size=5,
)


@settings(
    max_examples=100, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
@given(data=st.data(), drawn=TEXTS)
def test_read_texts_become_documents(
    data: st.DataObject, drawn: list[tuple[str, PassageKind]], tmp_path: Path
) -> None:
    passages = [
        Passage(text, number, kind=kind, locator=f"line:{number}")
        for number, (text, kind) in enumerate(drawn, start=1)
    ]
    edits = data.draw(edits_of({passage.locator: len(passage.text) for passage in passages}))
    after = annotate_plain(passages, edits, AUTHOR, DATE)
    assert check_package(after) == []
    assert after == annotate_plain(passages, edits, AUTHOR, DATE)
    plain = "".join(
        sign
        for paragraph in signs_of(rejected(after, AUTHOR))
        for sign, *_ in paragraph
        if len(sign) == 1
    )
    assert plain == "".join(text.replace("\n", "") for text, _ in drawn)
    path = tmp_path / "a.docx"
    path.write_bytes(after)
    read_back, _ = read_docx_passages(path, "a.docx")
    wanted = []
    for passage in passages:
        seen = [Seen(sign, free=True) for sign in passage.text]
        own = [edit for edit in edits if edit.locator == passage.locator]
        wanted.append((expected_text(seen, own)[0].strip(), passage.kind))
    found = [passage.text for passage in read_back]
    if all(kind is not PassageKind.CONTENTS for _, kind in wanted):
        assert found == [text for text, _ in wanted if text]
    assert len(comments_of(after)) == len(edits)
