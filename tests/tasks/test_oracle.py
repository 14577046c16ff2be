"""Proves the oracle itself: its reading of two real documents, and the accounts it draws."""

from collections.abc import Iterator
from decimal import Decimal
from pathlib import Path

import pytest
from oracle import mutation, tables
from oracle.accounts import Accounts
from oracle.claims import (
    SECTIONS,
    Claim,
    UnreadNumberError,
    read_claims,
    split_sections,
)
from oracle.codes import PERSONNEL_BLOCK, PUBLIC_BLOCK
from oracle.department import random_department
from oracle.expected import expected_claims
from oracle.folder import write_folder
from oracle.grids import TITLES, Printer, Shape, build_grid
from oracle.seed_claims import ITEMISED, PLAIN, SEED_CLAIMS
from oracle.sentences import SENTENCES
from support.needs import find_reference

_DOCUMENTS = {ITEMISED: "000_*.txt", PLAIN: "004_*.txt"}
_READ = SECTIONS[:12]


@pytest.fixture(scope="module")
def documents() -> dict[str, dict[str, str]]:
    """Return profile -> sections of the real document of that profile."""
    folder = find_reference("seeds")
    found = {profile: next(folder.glob(name)) for profile, name in _DOCUMENTS.items()}
    return {p: split_sections(path.read_text(encoding="utf-8")) for p, path in found.items()}


@pytest.mark.parametrize(("profile", "section"), list(SEED_CLAIMS))
def test_reads_what_was_typed_from_the_document(
    documents: dict[str, dict[str, str]], profile: str, section: str
) -> None:
    """The claims read are the claims typed by hand (五（三） is the end of 五)."""
    typed = SEED_CLAIMS[profile, section]
    whole, _, part = section.partition("（")
    claims = read_claims(whole, documents[profile][whole], profile)
    assert (claims[-len(typed) :] if part else claims) == typed


@pytest.mark.parametrize("profile", list(_DOCUMENTS))
def test_leaves_no_word_of_the_documents_unread(
    documents: dict[str, dict[str, str]], profile: str
) -> None:
    """Both documents split into thirteen sections, and twelve are read to the last word."""
    sections = documents[profile]
    assert tuple(sections) == SECTIONS
    labels = {c.label for s in _READ for c in read_claims(s, sections[s], profile)}
    assert "未读文字" not in labels


@pytest.mark.parametrize("profile", list(_DOCUMENTS))
@pytest.mark.parametrize(
    "mutate", [mutation.swap_two_figures, mutation.drop_figure, mutation.flip_direction]
)
def test_every_small_error_changes_the_claims(
    documents: dict[str, dict[str, str]], profile: str, mutate: mutation.Mutation
) -> None:
    """Two figures exchanged, a figure dropped, a direction turned: each is noticed."""
    mutated = 0
    for section in _READ:
        text = documents[profile][section]
        claims = read_claims(section, text, profile)
        for seed in range(60):
            wrong = mutate(text, seed)
            if wrong is not None:
                mutated += 1
                assert _read_or_none(section, wrong, profile) != claims, (section, seed)
    assert mutated > 60


def _read_or_none(section: str, text: str, profile: str) -> list[Claim] | None:
    """Return the claims, None where a number cannot be read."""
    try:
        return read_claims(section, text, profile)
    except UnreadNumberError:
        return None


def test_a_number_outside_every_clause_is_an_error() -> None:
    """A figure that no clause of the section knows does not pass in silence."""
    text = "2024年度收、支总计均为1.00万元。另有5.00万元。"
    with pytest.raises(UnreadNumberError, match="一"):
        read_claims("一", text, PLAIN)


@pytest.mark.parametrize(("profile", "section", "text", "claims"), SENTENCES)
def test_reads_the_cases_the_documents_do_not_have(
    profile: str, section: str, text: str, claims: list[Claim]
) -> None:
    """Equal, new, missing, unspent, not applicable: sentence by sentence."""
    assert read_claims(section, text, profile) == claims


@pytest.mark.parametrize("first", range(0, 200, 20))
def test_random_accounts_articulate(first: int) -> None:
    """The relations of the nine tables hold in 元 to the 分."""
    for seed in range(first, first + 20):
        department = random_department(seed)
        years = [department.accounts]
        if department.prior.accounts is not None:
            years.append(department.prior.accounts)
        for accounts in years:
            broken = [name for name, left, right in _relations(accounts) if left != right]
            assert broken == [], seed
            assert min(_amounts(accounts)) >= 0, seed


def _grid(accounts: Accounts, number: int) -> list[list[str]]:
    """Return a grid whose cells are exact 元."""
    return build_grid(accounts, number, Printer(lambda yuan: f"{yuan:.2f}", Shape()))


def _amounts(accounts: Accounts) -> list[Decimal]:
    """Return all amounts of the nine tables."""
    cells = [c for n in TITLES for row in _grid(accounts, n) for c in row if "." in c]
    return [Decimal(cell) for cell in cells]


def _side(accounts: Accounts, number: int, column: int, value: int) -> dict[str, Decimal]:
    """Return label -> amount of one side of 公开01 or 公开04."""
    rows = _grid(accounts, number)[3:]
    return {row[column]: Decimal(row[value]) for row in rows if row[column]}


def _code_rows(accounts: Accounts, number: int) -> dict[str, list[Decimal]]:
    """Return code -> amounts of a table by code; 合计 has the code ''."""
    rows = [row for row in _grid(accounts, number) if row[1] == "合计" or row[0].isdigit()]
    return {row[0]: [Decimal(cell) for cell in row[2:]] for row in rows}


Relation = tuple[str, Decimal, Decimal]


def _relations(accounts: Accounts) -> Iterator[Relation]:
    """Yield (rule, one side, other side) of the rules A01 … F04 that are equalities."""
    income, spending = _side(accounts, 1, 0, 2), _side(accounts, 1, 3, 5)
    two, three = _code_rows(accounts, 2)[""], _code_rows(accounts, 3)[""]
    yield "A01", sum(list(income.values())[:8], Decimal(0)), income["本年收入合计"]
    yield "A02", sum(list(spending.values())[:26], Decimal(0)), spending["本年支出合计"]
    yield "A03", sum(list(income.values())[8:11], Decimal(0)), income["总计"]
    yield "A04", sum(list(spending.values())[26:29], Decimal(0)), spending["总计"]
    yield "A05", income["总计"], spending["总计"]
    yield "B05", two[0], income["本年收入合计"]
    yield "B05.2", two[1], sum(list(income.values())[:3], Decimal(0))
    yield "B06", three[0], spending["本年支出合计"]
    for number in (2, 3, 5, 7, 8):
        yield from _hierarchy(accounts, number)
    yield from _fiscal(accounts)
    yield from _economic(accounts)


def _hierarchy(accounts: Accounts, number: int) -> Iterator[Relation]:
    """Yield B01-B04, D01, D06, D08: rows and levels of a table by code."""
    rows = _code_rows(accounts, number)
    for code, row in rows.items():
        if number == 7:
            yield f"D06 {code}", row[0] + row[1], row[2] + row[5]
            yield f"D06 {code}", row[2], row[3] + row[4]
        else:
            yield f"B01 {number} {code}", row[0], sum(row[1:], Decimal(0))
        below = {"": 3, "xxx": 5, "xxxxx": 7}.get("x" * len(code))
        if below:
            children = [r for c, r in rows.items() if len(c) == below and c.startswith(code)]
            sums = [sum(column, Decimal(0)) for column in zip(*children, strict=True)]
            for left, right in zip(row, sums or [Decimal(0)] * len(row), strict=True):
                yield f"B03 {number} {code}", left, right


def _fiscal(accounts: Accounts) -> Iterator[Relation]:
    """Yield C01-C08, D02, D07, D08: 公开04 in itself and against 公开01, 05, 07, 08."""
    left = _grid(accounts, 4)[3:]
    amounts = [Decimal(row[2]) for row in left if row[2]]
    right = {row[3]: [Decimal(cell) for cell in row[5:]] for row in left if row[3]}
    received, total, opening = amounts[:3], amounts[3], amounts[4:8]
    spent, closing = right["本年支出合计"], right["年末财政拨款结转和结余"]
    yield "C03", sum(received, Decimal(0)), total
    yield "C04", opening[0], sum(opening[1:], Decimal(0))
    yield "C05", total + opening[0], amounts[8]
    yield "C06", amounts[8], right["总计"][0]
    yield "D02", spent[1], _code_rows(accounts, 5)[""][0]
    yield "D07", spent[2], _code_rows(accounts, 7)[""][2]
    yield "D08", spent[3], _code_rows(accounts, 8)[""][0]
    for fund in range(3):
        use = spent[fund + 1] + closing[fund + 1]
        yield f"C07 {fund}", received[fund] + opening[fund + 1], use
    for label, row in right.items():
        yield f"C01 {label}", row[0], sum(row[1:], Decimal(0))
    one = _side(accounts, 1, 0, 2)
    for name, amount in zip(list(one)[:3], received, strict=True):
        yield f"C08 {name}", one[name], amount


def _economic(accounts: Accounts) -> Iterator[Relation]:
    """Yield E01-E03 and F01-F04."""
    blocks = {
        code: tables.economic_amount(accounts, code) for code in PERSONNEL_BLOCK + PUBLIC_BLOCK
    }
    leaves = sum((a for code, a in blocks.items() if len(code) == 5), Decimal(0))
    last = _grid(accounts, 6)[-1]
    yield "E01", sum((a for code, a in blocks.items() if len(code) == 3), Decimal(0)), leaves
    yield "E03", Decimal(last[2]) + Decimal(last[8]), _code_rows(accounts, 5)[""][1]
    nine = [Decimal(cell) for cell in _grid(accounts, 9)[-1]]
    for start in (0, 6):
        yield "F01", nine[start], nine[start + 1] + nine[start + 2] + nine[start + 5]
        yield "F02", nine[start + 2], nine[start + 3] + nine[start + 4]


def test_random_departments_hold_every_case() -> None:
    """Equal, unequal, zero, missing and new cases all occur in both profiles."""
    seen: dict[str, set[str]] = {ITEMISED: set(), PLAIN: set()}
    for seed in range(200):
        department = random_department(seed)
        for section in _READ:
            for claim in expected_claims(department, section):
                name = claim.direction or claim.label.rpartition("）")[2]
                seen[department.profile].add(f"{section} {name}")
    for profile, cases in seen.items():
        assert [case for case in _CASES if case not in cases] == [], profile


_CASES = (
    *(f"一 {case}" for case in ("增加", "减少", "持平", "收支总计无可比数据", "待补充", "原因")),
    *(f"五 {case}" for case in ("年初预算", "完成率", "无差异", "待补充", "原因")),
    *("七 政府性基金用途", "七 没有政府性基金收入", "七 政府性基金预算财政拨款本年未安排支出"),
    *("八 国有资本经营用途", "八 没有国有资本经营收入"),
    *("九 三公经费无差异", "九 原因", "九 待补充"),
    *("十 不涉及机关运行经费", "十 待补充", "十 原因", "十一 待补充", "十二 待补充"),
)


@pytest.mark.parametrize("variant", range(8))
def test_folder_is_written_the_same_each_time(tmp_path: Path, variant: int) -> None:
    """The same seed and variant give the same bytes."""
    for name in ("one", "two"):
        write_folder(random_department(variant), tmp_path / name, variant=variant)
    one = {p.relative_to(tmp_path / "one"): p.read_bytes() for p in _files(tmp_path / "one")}
    two = {p.relative_to(tmp_path / "two"): p.read_bytes() for p in _files(tmp_path / "two")}
    assert one == two
    assert {f"公开0{number}.csv" for number in TITLES} <= {str(path) for path in one}


def _files(folder: Path) -> list[Path]:
    """Return all files below a folder."""
    return sorted(path for path in folder.rglob("*") if path.is_file())
