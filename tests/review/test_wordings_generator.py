"""Proves the generator of submitted texts: what it calls true is true, what it plants is false."""

import ast
import json
import os
import subprocess
import sys
from collections.abc import Iterator, Mapping
from decimal import ROUND_HALF_UP, Decimal
from pathlib import Path

import pytest
from wordings.document import Document, Slot
from wordings.errors_numbers import NUMBER_ERRORS
from wordings.figures import Figures, draw_figures
from wordings.folder import write_data
from wordings.matching import covers
from wordings.names import SUMS
from wordings.planting import Case, is_known_wrong
from wordings.relations import DOWN, UP, broken, find_relations
from wordings.sample import ERRORS, KINDS, Sample, plan_samples, write_case
from wordings.styles import WORDINGS
from wordings.truths import TRUTHS

_HERE = Path(__file__).resolve().parents[1]
_SEEDS = range(6)
_CENT = Decimal("0.01")


def _cases() -> Iterator[tuple[str, Case]]:
    for wording in WORDINGS:
        for seed in _SEEDS:
            yield wording, write_case(f"prove {seed}", wording)


@pytest.fixture(scope="module")
def cases() -> list[tuple[str, Case]]:
    return list(_cases())


@pytest.fixture(scope="module")
def samples() -> list[Sample]:
    return list(plan_samples(2 * len(KINDS), "prove", tuple(WORDINGS), KINDS))


def test_never_sees_the_tool() -> None:
    paths = list((_HERE / "wordings").rglob("*.py"))
    assert paths
    for path in paths:
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            names = [alias.name for alias in node.names] if isinstance(node, ast.Import) else []
            if isinstance(node, ast.ImportFrom) and not node.level:
                names = [node.module or ""]
            assert not any(name.split(".")[0] == "generator" for name in names), path


def test_is_as_wide_as_asked() -> None:
    assert len(WORDINGS) >= 12
    assert len(KINDS) >= 35
    assert set(TRUTHS) == set(ERRORS)


@pytest.mark.parametrize("seed", range(30))
def test_figures_articulate(seed: int) -> None:
    """Each total is the sum of its parts, each part and the total rounded on its own."""
    figures = draw_figures(f"sum {seed}")
    for year in (figures.now, figures.last):
        for whole, parts in SUMS.items():
            there = [year[part] for part in parts if part in year]
            if len(there) == len(parts) and whole in year:
                tail = _CENT * (len([part for part in there if part]) // 2)
                assert abs(year[whole] - sum(there)) <= tail, (whole, figures.form)
        assert abs(year["total"] - year["income"] - year["opening"]) <= _CENT
        assert abs(year["total"] - year["spent"] - year["closing"]) <= _CENT
    assert figures.counts["vehicles"] == sum(
        count for key, count in figures.counts.items() if key.startswith("car_")
    )
    assert figures.form == "new" or abs(figures.now["opening"] - figures.last["closing"]) <= _CENT


def test_data_folders_pass_the_check(tmp_path: Path) -> None:
    """The tables of the data that go with the texts hold no error and no warning themselves."""
    for seed in range(2):
        folder = tmp_path / str(seed)
        write_data(draw_figures(f"check {seed}"), "henan", folder)
        command = [sys.executable, "-m", "generator", "check", str(folder), "--fail-on", "warning"]
        done = subprocess.run(command, capture_output=True, text=True, timeout=120, check=False)
        assert done.returncode == 0, done.stdout


def _round(value: Decimal, text: str) -> Decimal:
    """Return the value at the precision that a print shows."""
    _, _, decimals = text.partition(".")
    return value.quantize(Decimal(1).scaleb(-len(decimals)), ROUND_HALF_UP)


def _narrow(slot: Slot) -> str:
    plain = slot.text.translate(str.maketrans("０１２３４５６７８９．，", "0123456789.,"))
    return plain.replace(",", "").replace(" ", "")


def _base(figures: Figures, measure: str) -> Mapping[str, Decimal]:
    return figures.budget if measure in ("b", "db", "pb", "c", "wb", "vb", "g") else figures.last


def _recomputed(figures: Figures, slot: Slot) -> Decimal | None:
    """Return what a slot should print, computed from the printed amounts, not yet rounded."""
    now = figures.now.get(slot.key, Decimal(0))
    base = _base(figures, slot.measure).get(slot.key, Decimal(0))
    amounts = {"a": now, "l": base, "b": base, "d": abs(now - base), "db": abs(now - base)}
    if slot.measure in amounts:
        return amounts[slot.measure]
    quotients = {
        "p": (abs(now - base), base),
        "pb": (abs(now - base), base),
        "c": (now, base),
        "cl": (now, base),
        "s": (now, figures.now.get(slot.whole, Decimal(0))),
    }
    part, whole = quotients.get(slot.measure, (None, None))
    return None if part is None or whole is None else 100 * part / whole


def test_every_number_of_a_true_text_recomputes(cases: list[tuple[str, Case]]) -> None:
    """Amounts are the department's, rates the half-up quotient of the printed amounts."""
    for wording, case in cases:
        for slot in case.document.slots():
            expected = _recomputed(case.page.figures, slot)
            if expected is None:
                continue
            wanted = _round(expected, _narrow(slot)) if slot.unit == "%" else expected
            assert Decimal(_narrow(slot)) == wanted, (wording, slot)


def test_every_direction_word_of_a_true_text_agrees(cases: list[tuple[str, Case]]) -> None:
    for wording, case in cases:
        figures = case.page.figures
        for slot in case.document.slots():
            now = figures.now.get(slot.key)
            base = _base(figures, slot.measure).get(slot.key, Decimal(0))
            if slot.measure in ("w", "v", "wb", "vb", "g"):
                assert now is not None, slot
                assert now != base, (wording, slot)
                assert slot.text in (UP if now > base else DOWN), (wording, slot)


def test_no_rate_on_a_base_of_zero(cases: list[tuple[str, Case]]) -> None:
    for wording, case in cases:
        for slot in case.document.slots():
            if slot.measure in ("p", "pb", "c", "cl"):
                base = _base(case.page.figures, slot.measure)
                assert base.get(slot.key, 0) > 0, (wording, slot)


def test_true_texts_fulfil_every_relation(cases: list[tuple[str, Case]]) -> None:
    for wording, case in cases:
        relations = find_relations(case.document)
        assert len(relations) > 20, wording
        assert broken(relations, case.document) == [], wording


def test_true_texts_are_well_formed(cases: list[tuple[str, Case]]) -> None:
    """No doubled stop, no field left, no empty paragraph."""
    for wording, case in cases:
        text = case.document.render().text
        for wrong in ("。。", "，，", "，。", "：。", "；。", "。；", "、。", "{", "}", "支出支出"):
            assert wrong not in text, (wording, text[text.find(wrong) - 30 :][:60])
        assert all(paragraph.text.strip() for paragraph in case.document.paragraphs)


def test_quantities_in_one_clause_are_said_once(cases: list[tuple[str, Case]]) -> None:
    """Slots have ids of their own, and the places that the text gives them."""
    for _, case in cases:
        rendered = case.document.render()
        slots = list(case.document.slots())
        assert len({slot.id for slot in slots}) == len(slots)
        for slot in slots:
            start, end = rendered.spots[slot.id]
            assert rendered.text[start:end].replace(" ", "") == slot.printed.replace(" ", "")


def test_planted_errors_change_the_text_where_they_say(samples: list[Sample]) -> None:
    planted = [sample for sample in samples if not sample.is_true]
    assert {sample.kind for sample in planted} == set(KINDS)
    for sample in planted:
        assert sample.text != sample.base
        assert sample.spots, sample.kind
        if sample.wrong:
            around = [sample.text[start:end] for start, end in sample.spots]
            words = sample.wrong.strip("，。")
            told = any(words in there or there in words for there in around)
            assert told or words in sample.text, (sample.kind, sample.wrong, around)


def _base_document(sample: Sample) -> Document:
    return write_case(sample.seed, sample.wording).document


# Errors whose falsehood is in the words: no relation between numbers tells them.
_NUMERIC = frozenset(NUMBER_ERRORS) - frozenset(
    ("万元缺元", "金额缺单位", "比率缺%", "下降超过100%", "减少额大于上年", "单位个数与名单")
) | frozenset(("大于小于颠倒", "方向全反", "明细漏一项"))


def test_planted_numbers_break_a_relation_or_the_data(samples: list[Sample]) -> None:
    """Without data the text contradicts itself; with data the number is not the data's."""
    for sample in samples:
        if sample.is_true or sample.kind not in _NUMERIC:
            continue
        failed = broken(find_relations(_base_document(sample)), sample.document)
        wrong = [slot for slot in sample.document.slots() if is_known_wrong(slot)]
        assert failed or (sample.with_data and wrong), (sample.kind, sample.wrong)


def test_counterparts_are_true(samples: list[Sample]) -> None:
    true = [sample for sample in samples if sample.is_true]
    assert {sample.kind for sample in true} == set(KINDS)
    for sample in true:
        assert sample.text != sample.base, sample.kind
        assert sample.spots == ()
        assert broken(find_relations(sample.document), sample.document) == [], sample.kind
        wrong = [slot for slot in sample.document.slots() if is_known_wrong(slot)]
        assert wrong == [], sample.kind
        base = find_relations(_base_document(sample))
        assert broken(base, sample.document) == [], sample.kind


def test_same_seed_same_bytes(tmp_path: Path) -> None:
    """Another process with other hashes writes the same texts and the same folders."""
    program = (
        "import hashlib, sys; from pathlib import Path\n"
        "from wordings.sample import KINDS, plan_samples\n"
        "from wordings.styles import WORDINGS\n"
        "from wordings.folder import write_data\n"
        "digest = hashlib.sha256()\n"
        "for number, sample in enumerate(plan_samples(16, 'same', tuple(WORDINGS), KINDS)):\n"
        "    digest.update((sample.text + sample.wrong + str(sample.spots)).encode())\n"
        "    folder = Path(sys.argv[1]) / str(number)\n"
        "    write_data(sample.figures, sample.wording, folder)\n"
        "    for file in sorted(folder.rglob('*.csv')):\n"
        "        digest.update(file.read_bytes())\n"
        "print(digest.hexdigest())\n"
    )
    digests = set()
    for salt in ("1", "2"):
        environment = os.environ | {"PYTHONPATH": str(_HERE), "PYTHONHASHSEED": salt}
        command = [sys.executable, "-c", program, str(tmp_path / salt)]
        done = subprocess.run(
            command, capture_output=True, env=environment, timeout=120, check=True
        )
        digests.add(done.stdout)
    assert len(digests) == 1


def test_each_wording_offers_most_kinds(cases: list[tuple[str, Case]]) -> None:
    for wording in WORDINGS:
        own = [case for name, case in cases if name == wording]
        offered = {
            kind for kind, plant in ERRORS.items() if any(next(plant(case), None) for case in own)
        }
        assert len(offered) >= 40, (wording, sorted(set(KINDS) - offered))


def test_matching_needs_the_place() -> None:
    text = "一、甲\n收入合计 １００.00万元，占50%。\n支出合计100.00万元。\n"
    at = text.index("１")
    spot = ((at, at + 6),)
    assert covers(text, "收入合计100.00万元", 2, spot)
    assert covers(text, "", 2, spot)
    assert not covers(text, "", 3, spot)
    assert not covers(text, "支出合计100.00万元", 3, spot)
    assert not covers(text, "没有这一句", 2, spot)
    assert not covers(text, "占50%", 2, spot)


def test_the_runner_counts_every_text(tmp_path: Path) -> None:
    """The measuring program reviews as many texts as asked and counts each once."""
    counts = tmp_path / "counts.json"
    runner = _HERE.parent / "benchmarks" / "review_wordings.py"
    command = [sys.executable, str(runner), "--texts", "6", "--json", str(counts)]
    done = subprocess.run(command, capture_output=True, text=True, timeout=300, check=True)
    told = json.loads(counts.read_text(encoding="utf-8"))
    assert (told["texts"], told["planted"], told["true"]) == (6, 3, 3)
    cells = [cell for row in told["cells"].values() for cell in row.values()]
    assert sum(cell[0] + cell[2] for cell in cells) == 6
    assert "合计" in done.stdout
