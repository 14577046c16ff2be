"""Measures what `review` says of all departments together, over a pile of which that is known.

The pile comes from tests/piles/surveys.py, which never sees the program: departments near last
year's figures, some with one that is far away, some with a passage or a name of another; it is
reviewed by the command line in one run. Prints how many outliers, passages and names were found and
how many false ones, how many figures of the table agree with what the texts and tables print, the
time, and the memory of the process that gathers. Exits 1 where less than 98 of 100 are found, where
anything is false, where a figure differs, or where more than 2 of 100 are blank that are printed.
"""

from __future__ import annotations

import argparse
import sys
import tempfile
from collections import Counter
from decimal import Decimal
from pathlib import Path
from typing import TYPE_CHECKING, Any

TESTS = Path(__file__).resolve().parent.parent / "tests"
sys.path[:0] = [str(TESTS)]

from piles.surveys import plan_survey, stated, texts_of  # noqa: E402 - of the tests
from piles.writing import write_pile  # noqa: E402 - of the tests
from support.pile_run import review_pile  # noqa: E402 - of the tests

if TYPE_CHECKING:
    from collections.abc import Iterator

    from piles.model import Sent, Text
    from piles.surveys import Planted, SurveyPile

Record = dict[str, Any]
FILES, LEAST_FOUND = 100, 98.0
NAMES = {
    "total": "收支总计",
    "general": "一般公共预算财政拨款支出",
    "personnel": "人员经费",
    "public": "公用经费",
    "tp": "“三公”经费",
    "office": "机关运行经费",
}
# What the tables print beside the text.
_OF_TABLES = frozenset(NAMES) - {"office"}
UNREAD = "没有读出："
_CENT = Decimal("0.02")


def main() -> int:
    """Write the pile, review it, print the figures and return the exit status."""
    given = _options()
    part = min(16, max(4, given.files // 8))
    planned = plan_survey(given.files, given.seed, outliers=part, passages=part, names=part // 2)
    with tempfile.TemporaryDirectory() as name:
        room = Path(given.keep or name)
        room.mkdir(exist_ok=True)
        write_pile(planned.pile, room, 1)
        run = review_pile(room, 60.0, with_data=False)
    survey = run.result["survey"]
    found, lost, false = _judge(planned, survey)
    figures, wrong = _compare(planned, survey)
    for kind in ("离群", "段落", "名称"):
        print(f"{kind}：找到 {found[kind]}/{found[kind] + sum(o.kind == kind for o in lost)}")
    unread = [one for one in wrong if one.startswith(UNREAD)]
    wrong = [one for one in wrong if one not in unread]
    read = f"相符 {figures}，没有读出 {len(unread)}，不符 {len(wrong)}"
    print(f"误报 {len(false)}；表中的数{read}")
    print(f"用时 {run.seconds:.0f} 秒；主进程内存最多 {run.megabytes:.0f} MB")
    for line in [*map(str, lost), *false, *wrong, *unread][: given.show]:
        print(f"   {line}")
    planted = found.total() + len(lost)
    too_few = 100 * found.total() < given.least_found * planted
    too_few |= 100 * len(unread) > (100 - given.least_found) * figures
    return int(too_few or bool(false) or bool(wrong))


def _options() -> argparse.Namespace:
    parser = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    parser.add_argument("--files", type=int, default=FILES, help="files in the pile")
    parser.add_argument("--seed", default="1", help="another seed gives another pile")
    parser.add_argument("--least-found", type=float, default=LEAST_FOUND, help="percent")
    parser.add_argument("--show", type=int, default=12, help="print so many failures")
    parser.add_argument("--keep", default="", help="write the pile and the result into this folder")
    given = parser.parse_args()
    if given.keep and Path(given.keep).exists():
        parser.error(f"{given.keep} is there already")
    return given


def _judge(planned: SurveyPile, survey: Record) -> tuple[Counter[str], list[Planted], list[str]]:
    """Return how many of each kind were found, what was not, and what was told without reason."""
    told = {
        (row["document"], measure["name"])
        for measure in survey["measures"]
        for row in measure["outliers"]
    }
    pasted = [
        (one["is_name"], one["document"], one["other_document"], one["source"], one["text"])
        for one in survey["pasted"]
    ]
    found: Counter[str] = Counter()
    lost: list[Planted] = []
    explained: set[object] = set()
    for one in planned.planted:
        hits: list[object] = (
            [pair for pair in told if pair == (one.file, _measure_of(one))]
            if one.kind == "离群"
            else [paste for paste in pasted if _is_it(one, paste)]
        )
        explained.update(hits)
        if hits:
            found[one.kind] += 1
        else:
            lost.append(one)
    false = [str(one) for one in (*told, *pasted) if one not in explained]
    return found, lost, false


def _measure_of(one: Planted) -> str:
    return f"{NAMES[one.key]}{'增减率' if one.measure == 'l' else '完成率'}"


def _is_it(one: Planted, paste: tuple[bool, str, str, str | None, str]) -> bool:
    is_name, here, there, source, text = paste
    if one.kind == "名称":
        return is_name and (here, there, source) == (one.file, one.source, one.source_name)
    shares = any(piece in text for piece in one.words.split("，"))
    return not is_name and {here, there} == {one.file, one.source} and shares


def _compare(planned: SurveyPile, survey: Record) -> tuple[int, list[str]]:
    """Return how many figures agree with what is printed, and those that do not."""
    told = {one["document"]: one["figures"] for one in survey["departments"]}
    right, wrong = 0, []
    for one, text in texts_of(planned.pile):
        for said in _said(one, text, told[one.file]):
            if said is None:
                right += 1
            else:
                wrong.append(said)
    return right, wrong


def _said(one: Sent, text: Text, figures: Record) -> Iterator[str | None]:
    """Yield None for each figure that is what is printed, else what is wrong with it."""
    for key, name in NAMES.items():
        printed = stated(text.document, key)
        in_tables = one.prints_tables and key in _OF_TABLES
        now = {text.figures.now[key]} if in_tables else printed.get("a", set())
        last = printed.get("l", set())
        if not last and "d" in printed and now:
            last = {text.figures.last[key]}
        # What is as last year may be said in words (与上年一致), or not at all.
        as_last = now & {text.figures.last[key]}
        figure = figures.get(name) or {"now": None, "last": None}
        for measure, wanted, other in (("now", now, set()), ("last", last, as_last)):
            value = figure[measure]
            agrees = (
                any(abs(Decimal(value) - right) <= _CENT for right in wanted | other)
                if value is not None
                else not wanted
            )
            what = "" if value is not None else UNREAD
            told = f"{what}{one.file} {name} {measure}：{value}，应为 {wanted or '空'}"
            yield None if agrees else told


if __name__ == "__main__":
    sys.exit(main())
