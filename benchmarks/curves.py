"""Measures the speeds that are asked for, side by side in one run, and writes docs/benchmarks.md.

Everything is processor time, so that other work on the machine counts as little as it can; what is
a ratio is measured in pairs, in turn, and the median of the pairs is told. The departments are the
random ones of the tests, and one with 10 to 2,000 项; the texts are the demonstration document with
a report behind it. `--small` measures less of everything.
"""

from __future__ import annotations

import argparse
import os
import platform
import shutil
import statistics
import subprocess
import sys
import tempfile
from functools import partial
from pathlib import Path
from time import process_time
from typing import TYPE_CHECKING, NamedTuple

from bench_build import WARM_UP, build, run_in_turn, time_once, write_departments
from bench_review import DATA, write_report
from curve_drawing import Curve, Panel, draw

from generator.tasks.department import check_folder, render_word, write_department
from generator.tasks.review import review_file

ROOT = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT / "tests"))

from oracle.folder import write_folder  # noqa: E402 - of the tests
from oracle.large import large_department  # noqa: E402 - of the tests

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping, Sequence

PAGE = ROOT / "docs" / "benchmarks.md"
PICTURE = ROOT / "docs" / "images" / "benchmarks.svg"
ITEMS, ITEMS_SMALL = (10, 30, 100, 300, 1000, 2000), (10, 100, 500)
PAGES, PAGES_SMALL = (10, 25, 50, 100, 200, 400), (10, 40, 100)
ON_A_PAGE = 22 * 28  # characters, by GB/T 9704
_PARAGRAPH = 150  # characters of a paragraph of the report
_REVIEWED, _REVIEW = 45, 0.3  # pages of the document whose review has a bound, in seconds
_EACH_SECOND = 30  # departments
_LINEAR = 1.15  # the largest exponent that passes as linear
_CALL = "import sys; from generator.cli.app import main; main(sys.argv[1:])"
_LIST = """
import sys
from generator.cli.app import main
try:
    main(sys.argv[1:])
finally:
    print(*sorted(sys.modules), file=sys.stderr)
"""
_IMPORT = """
import importlib, sys
for name in sys.argv[1:]:
    try:
        importlib.import_module(name)
    except ImportError:  # what a library makes up for itself while it is imported
        pass
"""


class Target(NamedTuple):
    """What is asked, as words and bound, and what was measured."""

    what: str
    asked: str
    measured: float
    shown: str
    met: bool


def main() -> int:
    """Measure, write page and picture, print the table; 1 with `--strict` where one is missed."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    parser.add_argument("--small", action="store_true", help="measure less of everything")
    parser.add_argument("--strict", action="store_true", help="exit 1 where a target is missed")
    parser.add_argument("--out", default="", help="a folder for page and picture, not docs/")
    given = parser.parse_args()
    with tempfile.TemporaryDirectory() as name:
        targets, panels = measure(Path(name), small=given.small)
    page, picture = PAGE, PICTURE
    if given.out:
        page, picture = Path(given.out) / PAGE.name, Path(given.out) / "images" / PICTURE.name
    picture.parent.mkdir(parents=True, exist_ok=True)
    picture.write_text(draw(panels), encoding="utf-8")
    text = "\n".join(word_page(targets, panels, small=given.small)) + "\n"
    page.write_text(text, encoding="utf-8")
    print(text)
    return int(given.strict and not all(target.met for target in targets))


def measure(folder: Path, *, small: bool) -> tuple[list[Target], list[Panel]]:
    """Return all that is asked for, with the curves."""
    rounds = 15 if small else 40
    departments = write_departments(folder / "部门", WARM_UP + rounds)
    ours, theirs = run_in_turn(departments)
    checking, building = time_pairs(departments[WARM_UP:])
    targets = [
        at_most("全文（热）÷ docxtpl 填九张表 1,624 格", 0.5, median_ratio(ours, theirs)),
        at_most("冷启动 data --docx ÷ 它所需的导入", 1.35, time_cold(folder, 3 if small else 7)),
        at_most("核对 ÷ 生成", 0.4, median_ratio(checking, building)),
    ]
    speed = 1 / statistics.mean(building)
    shown = f"{speed:.1f} 份"
    targets.append(
        Target("每核每秒生成并核对的部门", "≥ 30 份", speed, shown, speed >= _EACH_SECOND)
    )
    panels = [
        measure_items(folder, ITEMS_SMALL if small else ITEMS),
        measure_pages(folder, PAGES_SMALL if small else PAGES),
    ]
    document = write_text(folder, _REVIEWED)
    seconds = min(time_once(partial(review_file, document)) for _ in range(3 if small else 5))
    shown = f"{seconds:.2f} 秒"
    what = f"审核 {_REVIEWED} 页 .docx（热）"
    targets.append(Target(what, "≤ 0.3 秒", seconds, shown, seconds <= _REVIEW))
    targets += [
        at_most(f"{panel.title}：{curve.name}随大小增长的指数（1 为成正比）", _LINEAR, curve.growth)
        for panel in panels
        for curve in panel.curves
    ]
    return targets, panels


def at_most(what: str, bound: float, measured: float) -> Target:
    """Return a target that is a bound from above."""
    return Target(what, f"≤ {bound:g}", measured, f"{measured:.2f}", measured <= bound)


def median_ratio(ones: Sequence[float], others: Sequence[float]) -> float:
    """Return the median of the ratios of pairs."""
    return statistics.median(one / other for one, other in zip(ones, others, strict=True))


def time_pairs(departments: Sequence[Path]) -> tuple[list[float], list[float]]:
    """Return the seconds of checking and of building each department, in turn."""
    times: tuple[list[float], list[float]] = ([], [])
    works: tuple[Callable[[Path], object], ...] = (check_folder, build)
    for number, folder in enumerate(departments):
        for at in (0, 1) if number % 2 else (1, 0):
            times[at].append(time_once(partial(works[at], folder)))
    return times


def time_cold(folder: Path, rounds: int) -> float:
    """Return the median ratio of a new process that writes the sample to one that only imports."""
    command = (str(DATA), "--docx")
    environment = {**os.environ, "PYTHONPATH": str(ROOT)}
    listed = subprocess.run(  # noqa: S603 - our own program
        [sys.executable, "-c", _LIST, *command],
        check=True,
        capture_output=True,
        text=True,
        cwd=folder,
        env=environment,
    )
    modules = [name for name in listed.stderr.splitlines()[-1].split() if name != "__main__"]
    runs = ([sys.executable, "-c", _CALL, *command], [sys.executable, "-c", _IMPORT, *modules])
    pairs = [[_seconds_of(run, folder, environment) for run in runs] for _ in range(rounds + 1)][1:]
    return statistics.median(ours / imports for ours, imports in pairs)


def _seconds_of(command: Sequence[str], folder: Path, environment: Mapping[str, str]) -> float:
    """Return the processor seconds of a process."""
    with subprocess.Popen(  # noqa: S603 - our own program
        command, stdout=subprocess.DEVNULL, cwd=folder, env=environment
    ) as process:
        _, status, usage = os.wait4(process.pid, 0)
        process.returncode = os.waitstatus_to_exitcode(status)
    return usage.ru_utime + usage.ru_stime


def measure_items(folder: Path, sizes: Sequence[int]) -> Panel:
    """Return how building and checking grow with the 项 of a department."""
    building, checking = [], []
    for size in sizes:
        data = folder / f"{size}项"
        write_folder(large_department(size, 1), data, variant=0)
        building.append(_best(partial(build, data)))
        checking.append(_best(partial(check_folder, data)))
    curves = (
        Curve("生成", tuple(sizes), tuple(building)),
        Curve("核对", tuple(sizes), tuple(checking)),
    )
    return Panel("一个部门", "项级科目", curves)


def measure_pages(folder: Path, sizes: Sequence[int]) -> Panel:
    """Return how a review grows with the pages of a document."""
    seconds = [_best(partial(review_file, write_text(folder, size))) for size in sizes]
    return Panel(
        "一份送审文件", "页（每页 616 字）", (Curve("审核", tuple(sizes), tuple(seconds)),)
    )


def _best(work: Callable[[], object]) -> float:
    return min(time_once(work) for _ in range(2))


def write_text(folder: Path, pages: int) -> Path:
    """Return the demonstration document with a report behind it, so many pages of characters."""
    document = folder / f"{pages}页.docx"
    data = folder / f"数据{pages}页"
    shutil.copytree(DATA, data)
    (data / "附件").mkdir(exist_ok=True)
    count = max(1, (pages * ON_A_PAGE - _length_of(data)) // _PARAGRAPH)
    report = data / "附件" / "绩效评价报告.md"
    report.write_text(write_report(count), encoding="utf-8")
    document.write_bytes(render_word(write_department(data))[0])
    return document


def _length_of(data: Path) -> int:
    """Return how many characters the text of a department has without its report."""
    return sum(len(block.text) for block in write_department(data).blocks if hasattr(block, "text"))


def word_page(targets: Sequence[Target], panels: Sequence[Panel], *, small: bool) -> Iterator[str]:
    """Yield the lines of docs/benchmarks.md."""
    yield "# 速度"
    yield ""
    yield "`make bench` 中的 `benchmarks/curves.py` 写出这一页：同一次运行，都是处理器时间；"
    yield "比值是成对轮流测得的中位数。部门是测试中的随机部门，送审文件是示例文档后附评价报告。"
    yield ""
    yield f"机器：{platform.machine()}，{os.cpu_count()} 核，Python {platform.python_version()}。"
    if small:
        yield "这一次只测了一小部分（`--small`）。"
    yield ""
    yield "| 项目 | 要求 | 测得 | 达到 |"
    yield "|---|---|---|---|"
    for one in targets:
        yield f"| {one.what} | {one.asked} | {one.shown} | {'是' if one.met else '否'} |"
    yield ""
    yield "![费用随大小的增长](images/benchmarks.svg)"
    yield ""
    yield "虚线是成正比的增长；指数按较大的一半求得。"
    for panel in panels:
        yield ""
        yield f"| {panel.title}：{panel.across} | {' | '.join(c.name for c in panel.curves)} |"
        yield f"|---|{'---|' * len(panel.curves)}"
        for at, size in enumerate(panel.curves[0].sizes):
            cells = " | ".join(f"{curve.seconds[at]:.2f} 秒" for curve in panel.curves)
            yield f"| {size:,} | {cells} |"


if __name__ == "__main__":
    started = process_time()
    status = main()
    print(f"{process_time() - started:.0f} 秒处理器时间")
    sys.exit(status)
