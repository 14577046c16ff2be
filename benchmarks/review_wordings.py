"""Measures the review on texts of many wordings: errors planted, and true counterparts.

Prints, for every kind of error, how many were found with the place quoted, how many true texts
were accused, and both for every wording. The texts come from tests/wordings, which never sees the
tool; this is the only place where the two meet.
"""

from __future__ import annotations

import argparse
import json
import signal
import sys
import tempfile
from collections import Counter, defaultdict
from dataclasses import dataclass
from pathlib import Path
from time import process_time
from typing import TYPE_CHECKING

sys.path.insert(0, str(Path(__file__).resolve().parent.parent / "tests"))

from wordings.folder import write_data
from wordings.matching import covers
from wordings.sample import KINDS, Sample, plan_samples
from wordings.styles import WORDINGS

from generator.base.errors import GeneratorError
from generator.base.severity import Severity
from generator.tasks.review import review_file

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence
    from types import FrameType

    from generator.model.finding import Finding

TEXTS = 3000
# Seconds of processor time that one review may take.
BOUND = 30
_WIDTH = 22
# Letters up to this one stand in one column, Chinese characters in two.
_LAST_NARROW = 0x2E7F
_YEARS_ALIKE = "H11"  # true of a department drawn with the amounts of the year before


class OverBoundError(Exception):
    """A review that took longer than the bound."""


@dataclass(frozen=True, slots=True)
class Outcome:
    """What the review said of one sample."""

    sample: Sample
    found: bool
    others: tuple[Finding, ...]
    refused: str
    seconds: float

    @property
    def is_right(self) -> bool:
        """Whether an error was found, or a true text left alone."""
        if self.refused:
            return False
        return not self.others if self.sample.is_true else self.found


def main() -> int:
    """Run the benchmark and print the tables."""
    options = _options()
    kinds = tuple(kind for kind in KINDS if not options.kind or options.kind in kind)
    wordings = tuple(options.wording.split(",")) if options.wording else tuple(WORDINGS)
    outcomes = []
    shown = 0
    for sample in plan_samples(options.texts, options.seed, wordings, kinds):
        outcome = measure(sample)
        outcomes.append(outcome)
        if shown < options.show and not outcome.is_right:
            shown += 1
            print(*describe(outcome), sep="\n")
    print(*report(outcomes), sep="\n")
    if options.json:
        text = json.dumps(summarise(outcomes), ensure_ascii=False, indent=1)
        Path(options.json).write_text(text + "\n", encoding="utf-8")
    return int(_falls_short(outcomes, options.least_found, options.most_false))


def _falls_short(outcomes: Sequence[Outcome], least: float | None, most: int | None) -> bool:
    """Whether fewer errors were found, or more true texts accused, than is allowed."""
    planted = [o for o in outcomes if not o.sample.is_true]
    found = 100 * sum(o.is_right for o in planted)
    accused = sum(not o.is_right for o in outcomes if o.sample.is_true)
    missed = least is not None and found < least * len(planted)
    return missed or (most is not None and accused > most)


def _options() -> argparse.Namespace:
    parser = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    parser.add_argument("--texts", type=int, default=TEXTS, help="number of texts")
    parser.add_argument("--seed", default="1", help="another seed gives other texts")
    parser.add_argument("--wording", default="", help="some wordings only, by comma")
    parser.add_argument("--kind", default="", help="kinds whose name contains this")
    parser.add_argument("--show", type=int, default=0, help="print so many misses and false ones")
    parser.add_argument("--json", default="", help="write the counts to a file")
    parser.add_argument("--least-found", type=float, help="percent; fail when fewer are found")
    parser.add_argument("--most-false", type=int, help="fail when more true texts are accused")
    return parser.parse_args()


def measure(sample: Sample) -> Outcome:
    """Review one sample in a folder of its own."""
    start = process_time()
    findings: Sequence[Finding] = ()
    refused = ""
    with tempfile.TemporaryDirectory() as name:
        file = Path(name) / "送审稿.txt"
        file.write_text(sample.text, encoding="utf-8")
        data = None
        if sample.with_data:
            data = Path(name) / "数据"
            write_data(sample.figures, sample.wording, data)
        try:
            findings = _review(file, data)
        except GeneratorError as error:
            refused = str(error).splitlines()[0]
        except OverBoundError:
            refused = f"超过 {BOUND} 秒"
    figures = sample.figures
    true = {_YEARS_ALIKE} if figures.accounts == figures.last_accounts else set()
    loud = [f for f in findings if f.severity is not Severity.INFO and f.code not in true]
    hits = [f for f in loud if sample.spots and _covers(sample, f)]
    others = tuple(f for f in loud if f not in hits)
    return Outcome(sample, bool(hits), others, refused, process_time() - start)


def _review(file: Path, data: Path | None) -> Sequence[Finding]:
    """Return the findings; raises OverBoundError after the bound."""

    def stop(_number: int, _frame: FrameType | None) -> None:
        raise OverBoundError

    before = signal.signal(signal.SIGPROF, stop)
    signal.setitimer(signal.ITIMER_PROF, BOUND)
    try:
        return review_file(file, data).findings
    finally:
        signal.setitimer(signal.ITIMER_PROF, 0)
        signal.signal(signal.SIGPROF, before)


def _covers(sample: Sample, finding: Finding) -> bool:
    """Whether a finding stands where the error was planted."""
    return any(
        covers(sample.text, place.quote, place.paragraph, sample.spots)
        for place in finding.places
        if place.quote or place.paragraph
    )


def summarise(outcomes: Sequence[Outcome]) -> dict[str, object]:
    """Return the counts as they are written to the file."""
    cells: dict[str, dict[str, list[int]]] = defaultdict(lambda: defaultdict(lambda: [0] * 4))
    for outcome in outcomes:
        sample = outcome.sample
        cell = cells[sample.kind][sample.wording]
        cell[2 * sample.is_true] += 1
        cell[2 * sample.is_true + 1] += outcome.is_right
    planted = [o for o in outcomes if not o.sample.is_true]
    true = [o for o in outcomes if o.sample.is_true]
    return {
        "texts": len(outcomes),
        "planted": len(planted),
        "found": sum(o.is_right for o in planted),
        "true": len(true),
        "found_alone": sum(o.found and not o.others for o in planted),
        "silent": sum(o.is_right for o in true),
        "false_findings": sum(len(o.others) for o in true),
        "refused": sum(bool(o.refused) for o in outcomes),
        "slowest": round(max((o.seconds for o in outcomes), default=0), 2),
        "cells": {kind: dict(row) for kind, row in cells.items()},
    }


def report(outcomes: Sequence[Outcome]) -> Iterator[str]:
    """Yield the tables: by kind, by wording, kind × wording, and the codes of false findings."""
    yield from _table("种类", outcomes, list(KINDS))
    yield ""
    yield from _table("行文", outcomes, list(WORDINGS))
    yield ""
    yield from _crossed(outcomes)
    yield ""
    yield "正确的文字被报的（按代码，份数）：" + _codes(o for o in outcomes if o.sample.is_true)
    yield "有错的文字另报的（按代码，份数）：" + _codes(o for o in outcomes if not o.sample.is_true)
    refused = Counter(outcome.refused for outcome in outcomes if outcome.refused)
    yield f"没有审核的 {sum(refused.values())} 份：" + "；".join(
        f"{why} {count}" for why, count in refused.most_common(5)
    )
    yield f"最慢 {max((o.seconds for o in outcomes), default=0):.2f} 秒（处理器时间，含写出数据）"


def _codes(outcomes: Iterator[Outcome]) -> str:
    counts = Counter(
        code for outcome in outcomes for code in {finding.code for finding in outcome.others}
    )
    return "，".join(f"{code} {count}" for code, count in counts.most_common(20)) or "无"


def _table(title: str, outcomes: Sequence[Outcome], names: list[str]) -> Iterator[str]:
    """Yield one row a kind or wording, and the sum."""
    yield f"{_padded(title)}  有错  找到   比例  只报它 ｜ 正确  误报  误报条数"
    for name in [*names, "合计"]:
        rows = [o for o in outcomes if name in (o.sample.kind, o.sample.wording, "合计")]
        if not rows:
            continue
        planted = [o for o in rows if not o.sample.is_true]
        true = [o for o in rows if o.sample.is_true]
        found = sum(o.is_right for o in planted)
        rate = f"{100 * found / len(planted):5.1f}%" if planted else "      "
        alone = sum(o.found and not o.others for o in planted)
        accused = sum(not o.is_right for o in true)
        count = sum(len(o.others) for o in true)
        yield (
            f"{_padded(name)} {len(planted):5} {found:5} {rate} {alone:6} ｜"
            f"{len(true):5} {accused:5} {count:7}"
        )


def _crossed(outcomes: Sequence[Outcome]) -> Iterator[str]:
    """Yield kind × wording: found/planted, and false/true behind a slash where there are any."""
    names = [name for name in WORDINGS if any(o.sample.wording == name for o in outcomes)]
    yield _padded("找到/有错 误报/正确") + " ".join(f"{name[:9]:>9}" for name in names)
    for kind in KINDS:
        rows = [o for o in outcomes if o.sample.kind == kind]
        if rows:
            cells = [_cell([o for o in rows if o.sample.wording == name]) for name in names]
            yield _padded(kind) + " ".join(f"{cell:>9}" for cell in cells)


def _cell(rows: Sequence[Outcome]) -> str:
    planted = [o for o in rows if not o.sample.is_true]
    true = [o for o in rows if o.sample.is_true]
    found, false = sum(o.is_right for o in planted), sum(not o.is_right for o in true)
    return f"{found}/{len(planted)} {false}/{len(true)}" if rows else "-"


def _padded(text: str) -> str:
    """Return a name padded to the width of the first column, Chinese counting two."""
    width = sum(2 if ord(character) > _LAST_NARROW else 1 for character in text)
    return text + " " * (_WIDTH - width)


def describe(outcome: Outcome) -> Iterator[str]:
    """Yield what went wrong with one sample."""
    sample = outcome.sample
    what = "误报" if sample.is_true else "漏报"
    data = "有数据" if sample.with_data else "无数据"
    yield f"── {what} {sample.kind} · {sample.wording} · {data} · 种子 {sample.seed}"
    if outcome.refused:
        yield f"   没有审核：{outcome.refused}"
    if not sample.is_true:
        start, end = sample.at
        around = sample.text[max(0, start - 60) : end + 60].replace("\n", "⏎")
        yield f"   写的是“{sample.wrong}”，应为“{sample.right}”：…{around}…"
    for finding in outcome.others[:6]:
        quote = finding.places[0].quote if finding.places else ""
        yield f"   {finding.code} {finding.message} ｜ {quote[:80]}"


if __name__ == "__main__":
    sys.exit(main())
