"""Times the review of a document of forty pages, as .docx and as .pdf, without and with its data.

The document is that of the data folder in the tree with an evaluation report appended, turned into
PDF by LibreOffice. Exits 1 when the fastest of several rounds takes longer than the limit: one
second for the .docx, four for the .pdf.
"""

from __future__ import annotations

import argparse
import shutil
import subprocess
import sys
import tempfile
from pathlib import Path
from time import perf_counter

import pypdfium2

from generator.tasks.department import render_word, write_department
from generator.tasks.review import review_file

DATA = Path(__file__).resolve().parent.parent / "data"
PAGES = 40
ROUNDS = 5
LIMITS = {".docx": 1.0, ".pdf": 4.0}
# The report grows by so many paragraphs until the document has its pages.
PARAGRAPHS = 20
MOST = 400


def main() -> int:
    """Run the benchmark, print the figures and return the exit status."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0] if __doc__ else "")
    parser.add_argument("--rounds", type=int, default=ROUNDS, help="timed rounds")
    rounds = max(3, parser.parse_args().rounds)
    office = shutil.which("soffice") or shutil.which("libreoffice")
    if office is None:
        print("LibreOffice is missing")
        return 1
    with tempfile.TemporaryDirectory() as name:
        document, data, pages = make_document(Path(name), office)
        print(f"{pages} pages, fastest of {rounds} rounds, seconds")
        slow = False
        for file in (document, document.with_suffix(".pdf")):
            for given in (None, data):
                seconds, claims = time_review(file, given, rounds)
                limit = LIMITS[file.suffix]
                words = "with data" if given else "by its own tables"
                print(f"  {file.suffix:6} {words:18} {seconds:6.2f} of {limit}, {claims} numbers")
                slow = slow or seconds > limit
    return int(slow)


def make_document(folder: Path, office: str) -> tuple[Path, Path, int]:
    """Return a .docx of at least forty pages with its PDF beside it, its data and its pages."""
    document = folder / "送审.docx"
    pages = 0
    for count in range(PARAGRAPHS, MOST, PARAGRAPHS):
        data = folder / f"数据{count}"
        shutil.copytree(DATA, data)
        (data / "附件").mkdir(exist_ok=True)
        (data / "附件" / "绩效评价报告.md").write_text(write_report(count), encoding="utf-8")
        document.write_bytes(render_word(write_department(data))[0])
        convert(office, document)
        pages = len(pypdfium2.PdfDocument(document.with_suffix(".pdf")))
        if pages >= PAGES:
            return document, data, pages
    raise AssertionError(pages)


def write_report(count: int) -> str:
    """Return an evaluation report with numbers of every kind in each paragraph."""
    paragraphs = ["# 项目支出绩效自评报告"]
    for number in range(1, count + 1):
        budget = 100 + number
        paragraphs.append(
            f"{number}.第{number}类项目全年预算数为{budget}.00万元，执行数为{budget}.00万元，"
            f"完成预算的100.00%。该指标5分，得5分。项目按照年初确定的目标组织实施，"
            "由业务科室提出用款计划，经局长办公会研究后支付，资金使用符合有关管理办法的规定，"
            f"没有截留、挤占、挪用的情况，服务对象满意度达到{90 + number % 10}.5%，"
            "下一步继续加强预算编制的科学性，提高资金使用效益。"
        )
    return "\n\n".join(paragraphs)


def convert(office: str, document: Path) -> None:
    """Write the PDF of a document beside it."""
    profile = f"-env:UserInstallation={(document.parent / 'profile').as_uri()}"
    command = [office, profile, "--headless", "--convert-to", "pdf", "--outdir"]
    subprocess.run(  # noqa: S603 - the command is ours
        [*command, str(document.parent), str(document)],
        check=True,
        capture_output=True,
        timeout=180,
    )


def time_review(file: Path, data: Path | None, rounds: int) -> tuple[float, int]:
    """Return the seconds of the fastest review, and how many numbers it judged."""
    times = []
    claims = 0
    for _ in range(rounds):
        start = perf_counter()
        review = review_file(file, data)
        times.append(perf_counter() - start)
        claims = len(review.verdicts)
    return min(times), claims


if __name__ == "__main__":
    sys.exit(main())
