"""The small review cases, one record a file: what must be said of each, and what must not.

Every number here was computed by hand from the amounts that the file prints.
"""

from __future__ import annotations

from dataclasses import replace

from case_record import DATA, FOUND, HINT, WARNING, WITH_DATA, Case, Said, code, rate
from desk_cases import DESK_CASES

# True of the department of data/, and so of every text about it.
_OF_DATA = (Said(r"90\.4分", codes=frozenset({"R23"}), severities=WARNING),)

_BASE = (
    Case("pages-k01-budget-between.txt", read=("10.00万元", "80%", "20%")),
    Case(
        "pages-k01b-budget-between-completion-wrong.txt",
        # 8.00 / 10.00
        (rate("60%", "80"),),
        read=("20%",),
    ),
    Case("pages-k01c-control-no-budget.txt", read=("20%",)),
    Case("pages-k01e-budget-then-yoy.txt", read=("80%", "20%")),
    Case("pages-k22-budget-change-then-yoy.txt", read=("13.8%", "20.0%")),
    # 2.40 / (3.46 - 2.40) = 226.415… %; the middle of the interval of the true values is 226.45.
    Case("pages-k13-expected-value.txt", (rate("10%", "226.42"),), never=(r"226\.4[^2]",)),
    Case("pages-k06-zero-base.txt", (code("R04", "增长100%"),)),
    Case(
        "files-k3_wrong_base_year.txt",
        (
            code("R11", "2022年度"),
            code("R11", "2025年度"),
            code("R20", "主要原因是", "2025年度|财政拨款收、支总计", FOUND),
        ),
    ),
    Case(
        "pages-k19-zero-zero-rate.txt",
        (
            code("R04", "完成全年预算0万元的0%", severities=FOUND),
            code("R04", "增长0%", severities=FOUND),
            code("R04", "支出决算为0万元，完成预算的0%", severities=FOUND),
        ),
    ),
    Case("pages-k20-unequal-budget-word.txt", (Said("小于预算数"),)),
    Case("pages-k12-leftover-or.txt", (Said("或与预算数持平"),)),
    Case(
        "files-k10_direction_and_impossible.txt",
        (
            Said("增长37.50%|减少60.00|减少.*增长", within="收、支总计"),
            Said("增长92.92%|减少221.68|减少.*增长", within="其他支出"),
            Said(r"308\.51"),
            # 5 + 0 + 20
            Said("31辆|31", "25", "车辆"),
        ),
    ),
    Case("d01-budget-between.txt", folder=WITH_DATA, read=("28%", "30%", "20.00%", "0.50万元")),
    Case(
        "d01b-completion-wrong.txt",
        # 0.14 / 0.50
        (rate("82%", "28"),),
        folder=WITH_DATA,
        read=("30%", "20.00%"),
    ),
)

_SHARES = (rate(r"占?80\.0%", "90"), rate(r"占?20\.0%", "10"))
_PARTS = (
    Case("pages-k03-share-after-stop.txt", _SHARES, read=("25.0%",)),
    Case("pages-k03b-share-same-sentence.txt", _SHARES),
    # 500 + 50 = 550
    Case("pages-k04-basic-parts.txt", (Said(r"900\.00|550\.00", within="基本支出"),)),
    Case(
        "pages-k05-three-public-parts.txt",
        (
            # 0 + 4 + 1 = 5; 4.00 is 44.44 % of 9 and 80 % of 5, 1.00 is 11.11 % or 20 %
            Said(r"9\.00|(?<![0-9])5\.00", corrected=False),
            Said(r"0\.02%", corrected=False),
            Said(r"0\.95%", corrected=False),
        ),
        never=("占0%",),
    ),
    Case("pages-k25-zhejiang-nested.txt", read=("90%", "10%", "270.00万元")),
    Case("pages-k26-nested-car.txt", read=("85.88%", "500.00万元", "100.00万元")),
    Case("d02-nested-brackets.txt", folder=WITH_DATA, read=("5,998.19万元", "2,638.95万元")),
    Case(
        "pages-k16-sichuan-split-totals.txt",
        # 100 of 500, 50 of 500
        (rate(r"30\.00%", "20"), rate(r"40\.00%", "10")),
    ),
)

_K08 = (
    # 100 of 1,000; 900 of 900
    rate(r"0\.1%", "10"),
    rate("占50%|50%", "100"),
)
_K1 = (rate(r"52\.00%", "25"),)
_READ = (
    Case("pages-k02-chongqing-heading.txt", read=("25.0%", "90.0%", "10.0%", "300.00万元")),
    Case("pages-k02b-title-shuoming.txt", (rate(r"33\.3%", "25"),)),
    Case("pages-k02c-qingkuang.txt", (rate(r"33\.3%", "25"),)),
    Case(
        "d06-chongqing.txt",
        folder=WITH_DATA,
        read=(
            *("10,394.91万元", "3,590.27万元", "52.8%", "8,637.14万元", "26.9%"),
            *("100.0%", "2.24万元", "0.36万元", "13.8%", "0.56万元", "20.0%"),
        ),
    ),
    Case("pages-k08-contents-page-numbers.txt", _K08),
    Case("pages-k08b-no-contents.txt", _K08),
    Case("pages-k08c-contents-with-title.txt", _K08),
    Case(
        "pages-k28-contents-dot-leaders.txt",
        # 100 of 300; 400 of 400
        (rate("增长50%|50%", "33.33"), rate("占90%|90%", "100")),
    ),
    Case("files-k1j_henan_toc_without_mulu.txt", _K1, read=("100.00%",)),
    Case("files-k1k_henan_toc_without_mulu.docx", _K1, read=("100.00%",)),
    Case(
        "files-k1g_part_numbered.txt",
        _K1,
        read=("80.00%", "20.00%"),
        numbers=8,
    ),
    Case("files-k1f_unnumbered.txt", (*_K1, rate(r"90\.00%", "80")), read=("20.00%",), numbers=8),
    Case("files-k6_one_line.txt", read=("25.00%", "80.00%", "60.00%", "40.00%")),
    Case("files-k7_formfeed.txt", _K1),
    # 100 of 800
    Case("pages-k14-traditional.txt", (rate("50%", "12.5"),), numbers=3),
    Case("pages-k17-year-as-number.txt", read=("33.33%",), numbers=3),
    Case(
        "files-k11_ordinal_code.txt",
        (Said("20102(?![0-9])", within="住房保障支出"), Said("2010201", within="住房公积金")),
        read=("30.00万元", "50.00万元"),
        numbers=6,
    ),
    Case("pages-k09-contents-table-entry.txt", read=("12.50%",)),
    Case("pages-k10-standalone-statement.txt", read=("80%",)),
    Case("files-k1a_other_outline_r09.txt", read=("33.33%", "150.00%")),
    Case("files-k8_table_rows_in_text.txt", read=("25.00%", "100.00%")),
    Case(
        "pages-k11-stale-year.txt",
        (
            code("R11", "2022年度"),
            replace(code("R11", "2023年度", "编制范围"), becomes=("2024年度",)),
        ),
        read=("12.50%", "100%"),
    ),
    Case(
        "d03-stale-year-part-one.txt",
        (replace(code("R11", "2023年度", "编制范围"), becomes=("2024年度",)),),
        folder=WITH_DATA,
    ),
    Case("d05-reason-with-colon.txt", folder=WITH_DATA),
    Case(
        "files-k5_slips.txt",
        (
            Said("。。", severities=HINT),
            Said(
                r"占20\.00%|句号|句末|没有。", severities=HINT, within="其他收入|收入决算情况说明"
            ),
            Said("”|引号", severities=HINT, within="优秀案例|引号"),
        ),
        read=("25.00%", "80.00%", "20.00%"),
    ),
    Case("pages-k18-cut-word.txt"),
)


def _with_data(case: Case) -> Case:
    """Return a case as it stands in its folder, with what is true of that department."""
    if case.folder != WITH_DATA:
        return case
    return replace(case, allowed=(*case.allowed, *_OF_DATA), ways=(DATA,))


CASES = (*map(_with_data, (*_BASE, *_PARTS, *_READ)), *DESK_CASES)
