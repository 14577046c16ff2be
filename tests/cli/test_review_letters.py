"""`review --letters`: a letter a department, read back: what it says, to whom, what it hides."""

import os
import re
import shutil
from dataclasses import dataclass
from pathlib import Path

import docx
import openpyxl
import pytest
from support.letters import (
    CERTAIN,
    LEFTOVER,
    OUTCOME,
    RATE,
    SHARE,
    TOTAL,
    Planted,
    ReadLetter,
    read_form,
    read_letter,
    write_department,
)
from support.piles import write_list
from support.program import Outcome, Shell, assert_stopped, start

from generator.model.reviewed_file import ReviewedFile
from generator.reporting.letter_words import write_file_letter
from generator.review.rules import RULES

EDUCATION, WATER, HEALTH, CLEAN = "江河市图书馆", "江河市水利馆", "江河市健康馆", "江河市档案馆"
PLANTED: dict[str, tuple[Planted, ...]] = {
    EDUCATION: (TOTAL, OUTCOME),
    WATER: (SHARE, RATE, LEFTOVER),
    HEALTH: (TOTAL,),
    # Hints, no errors.
    CLEAN: (
        ("均为1,249.60万元。", "均为1,249.60万元。。", "一"),
        ("上缴上级支出：", "上缴的支出：", "第四部分"),
    ),
}
LETTERS = Path("意见") / "审核意见书"
DAY = ("--date", "2025-09-20")
_CODE = re.compile(r"(?<![0-9A-Za-z.])[A-Z][0-9]{2}[a-z]?(?![0-9A-Za-z])")
_TOOL = re.compile(r"--[a-z]|\.csv|gen-narrative|\{|\}|Σ|程序|/tmp|数据/")


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Four departments, one without errors, and a file that nothing can read."""
    room = tmp_path_factory.mktemp("材料")
    for name, planted in PLANTED.items():
        write_department(room / "送审" / f"{name}2024.docx", name, *planted)
    (room / "送审" / "江河市审计馆决算.pdf").write_bytes(b"no pdf")
    return room


@dataclass(frozen=True)
class Sent:
    """What a run said, and the folder of its letters."""

    outcome: Outcome
    folder: Path

    def letter(self, name: str) -> ReadLetter:
        """Read the letter of a department."""
        return read_letter(self.folder / f"{name}.docx")

    @property
    def letters(self) -> dict[str, ReadLetter]:
        """All letters by the names of their files."""
        return {path.stem: read_letter(path) for path in sorted(self.folder.glob("*.docx"))}


def _send(room: Path, folder: str, *more: str | Path) -> Sent:
    arguments = ("review", "送审", "--letters", folder, *DAY, *more)
    return Sent(start(*arguments, folder=room), room / folder / "审核意见书")


@pytest.fixture(scope="module")
def sent(made: Path) -> Sent:
    """The letters without hints."""
    return _send(made, "意见")


@pytest.fixture(scope="module")
def hinted(made: Path) -> Sent:
    """The letters with hints, of departments whose data the bureau has, some of it wrong."""
    shutil.copytree(made / "各部门", made / "数据")
    shutil.rmtree(made / "数据" / HEALTH)
    facts = made / "数据" / WATER / "事项.csv"
    text = facts.read_bytes().decode("gb18030" if _is_gb(facts) else "utf-8-sig")
    assert "58.10" in text
    facts.write_text(text.replace("58.10", "59.10"), encoding="utf-8")
    return _send(made, "全部", "--hints", "--data", "数据")


def _is_gb(path: Path) -> bool:
    try:
        path.read_bytes().decode("utf-8-sig")
    except UnicodeDecodeError:
        return True
    return False


@pytest.fixture
def pile(shell: Shell, made: Path) -> Path:
    """The file of one department, in the working directory."""
    folder = shell.folder / "送审"
    folder.mkdir()
    shutil.copy(made / "送审" / f"{HEALTH}2024.docx", folder)
    return folder


def _run(shell: Shell, *more: str | Path) -> Outcome:
    return shell.run("review", "送审", "--letters", "意见", *DAY, *more)


def test_each_department_gets_its_errors_and_clean_ones_no_letter(sent: Sent) -> None:
    assert sent.outcome.status == 1
    assert "审核意见书 4 封，没有要告知的 1 个部门不写" in sent.outcome.err
    assert set(sent.letters) == {EDUCATION, WATER, HEALTH, "江河市审计馆决算"}
    for name in (EDUCATION, WATER, HEALTH):
        letter = sent.letter(name)
        assert letter.paragraphs[:2] == ["部门决算公开审核意见书", f"{name}："]
        assert f"2024年度部门决算公开文件“{name}2024.docx”" in letter.paragraphs[2]
        assert len(letter.remarks) == len(PLANTED[name])
        for remark, one in zip(letter.remarks, PLANTED[name], strict=True):
            right, wrong, clause = one
            assert wrong in remark["原文"]
            assert remark["位置"].startswith(f"第三部分 {clause}")
            if one in CERTAIN:
                assert remark["请改为"] == remark["原文"].replace(wrong, right)
                assert "请核对" not in remark


def test_remarks_are_numbered_in_the_order_of_the_text(sent: Sent) -> None:
    remarks = sent.letter(WATER).remarks
    assert [r["序号"] for r in remarks] == ["1", "2", "3"]
    assert [r["位置"].split()[1].partition("（")[0] for r in remarks] == ["三", "四", "五"]


def test_what_is_not_sure_is_a_question(sent: Sent) -> None:
    (remark,) = [r for r in sent.letter(WATER).remarks if "XX" in r["原文"]]
    assert "请改为" not in remark
    assert "请查明" in remark["请核对"]


def test_the_basis_is_a_cell_of_the_tables_in_words(sent: Sent) -> None:
    (remark,) = sent.letter(HEALTH).remarks
    assert re.search(r"公开01表“总计”行“[^”]+”栏为1249\.60", remark["依据"])


def test_no_codes_no_paths_no_tool_speak(made: Path, sent: Sent, hinted: Sent) -> None:
    codes = {rule.code for rule in RULES}
    for letter in (*sent.letters.values(), *hinted.letters.values()):
        assert not _CODE.search(letter.text), _CODE.search(letter.text)
        assert not any(code in letter.text for code in codes)
        assert not _TOOL.search(letter.text), _TOOL.search(letter.text)
        assert str(made) not in letter.text


def test_hints_are_told_only_where_they_are_wanted(sent: Sent, hinted: Sent) -> None:
    assert CLEAN not in sent.letters
    assert "供参考的2处" in hinted.letter(CLEAN).paragraphs[2]
    assert all("无需处理" not in letter.text for letter in hinted.letters.values())
    for name in (EDUCATION, WATER, HEALTH):
        grave = [r["原文"] for r in hinted.letter(name).remarks if "（提示）" not in r["位置"]]
        remarks = sent.letter(name).remarks
        assert grave == [r["原文"] for r in remarks]
        assert all("（提示）" not in r["位置"] for r in remarks)


def test_a_clause_with_many_counts_is_quoted_once(shell: Shell) -> None:
    (shell.folder / "送审.txt").write_text(
        "第三部分 2024年度部门决算情况说明\n"
        "一、收入支出决算总体情况说明\n2024年度收、支总计均为90.00万元。\n"
        "十二、国有资产占用情况说明\n我部门共有车辆9辆，其中：机要通信用车1辆、"
        "应急保障用车2辆、执法执勤用车3辆。\n",
        encoding="utf-8",
    )
    shell.run("review", "送审.txt", "--letters", "意见", *DAY)
    *_, remark = read_letter(LETTERS / "送审.docx").remarks
    assert "车辆9辆" in remark["原文"]
    assert remark["依据"].count("正文") == 1


def test_all_parts_of_a_sum_are_named(shell: Shell) -> None:
    """Any of them may be what is wrong."""
    parts = "一般公共服务 教育 科学技术 文化旅游体育与传媒 社会保障和就业 卫生健康 城乡社区 农林水"
    listed = [f"{part}支出（类）{at}0.00万元" for at, part in enumerate(parts.split(), start=1)]
    (shell.folder / "送审.txt").write_text(
        "第三部分 2024年度部门决算情况说明\n"
        "五、一般公共预算财政拨款支出决算情况说明\n"
        "（二）一般公共预算财政拨款支出决算结构情况\n"
        "2024年度一般公共预算财政拨款支出300.00万元，主要用于以下方面："
        f"{'；'.join(listed)}。\n",
        encoding="utf-8",
    )
    shell.run("review", "送审.txt", "--letters", "意见", *DAY)
    (remark,) = [one for one in read_letter(LETTERS / "送审.docx").remarks if "之和" in one["问题"]]
    assert all(amount in remark["依据"] for amount in listed)


def test_a_part_without_clauses_is_named_once(hinted: Sent) -> None:
    _, term = hinted.letter(CLEAN).remarks
    assert term["位置"] == "第四部分（提示）"
    assert "没有“上缴上级支出”" in term["问题"]


def test_the_bureaus_own_faults_are_told_to_the_bureau_alone(hinted: Sent) -> None:
    assert "局里的数据" in hinted.outcome.err
    assert "没有与本文件部门同名" not in hinted.letter(HEALTH).text
    assert "59.10" not in hinted.letter(WATER).text


def test_a_file_that_nothing_reads_has_a_letter_that_says_what_to_send(sent: Sent) -> None:
    letter = sent.letter("江河市审计馆决算")
    assert letter.paragraphs[1] == "【待补充：部门名称】："
    text = "".join(letter.paragraphs)
    assert "不是 PDF 文件" in text
    assert "请另存为 .docx" in text
    assert not letter.remarks
    assert not (sent.folder / "江河市审计馆决算-反馈.xlsx").exists()
    assert "不知是哪个部门的，请补上部门名称后再发：江河市审计馆决算" in sent.outcome.err


def test_the_form_has_a_row_a_remark_and_offers_the_answers(sent: Sent) -> None:
    path = sent.folder / f"{WATER}-反馈.xlsx"
    name, rows = read_form(path)
    remarks = sent.letter(WATER).remarks
    assert name == WATER
    for row, remark in zip(rows, remarks, strict=True):
        asked = remark.get("请改为") or remark["请核对"]
        told = (remark["序号"], remark["原文"], remark["问题"], asked, "", "")
        assert tuple(row.values()) == told
    sheet = openpyxl.load_workbook(path).active
    assert sheet is not None
    (offered,) = sheet.data_validations.dataValidation
    assert offered.formula1 == '"已改,未改,不需改"'
    assert str(offered.sqref) == f"E5:E{4 + len(rows)}"


def test_the_reply_is_asked_for_with_signature_and_seal(sent: Sent) -> None:
    letter = sent.letter(HEALTH)
    cells = {cell for row in letter.reply for cell in row}
    assert {"反馈意见", "经办人（签字）", "负责人（签字）", "单位（盖章）", "反馈日期"} <= cells
    assert "2025年9月20日" in letter.paragraphs
    assert "【待补充：审核单位】" in letter.paragraphs
    assert "落款印作【待补充：审核单位】，请补上后再发" in sent.outcome.err


def test_letters_are_the_same_bytes(made: Path, sent: Sent) -> None:
    again = _send(made, "再次")
    for path in sent.folder.iterdir():
        assert (again.folder / path.name).read_bytes() == path.read_bytes()


def test_a_second_round_says_what_has_become_of_each_remark(shell: Shell, made: Path) -> None:
    folder = shell.folder / "送审"
    folder.mkdir()
    first = write_department(folder / f"{WATER}2024.docx", WATER, TOTAL, OUTCOME, SHARE)
    assert _run(shell, "--format", "json", "-o", "第一轮.json").status == 1
    first.unlink()
    right, _, clause = OUTCOME
    again = (right, right.replace("835.87", "859.78"), clause)
    write_department(folder / "改后.docx", WATER, TOTAL, again, RATE)
    shutil.rmtree(shell.folder / "意见")
    assert _run(shell, "--previous", "第一轮.json").status == 1
    letter = read_letter(shell.folder / "意见" / "审核意见书" / f"{WATER}.docx")
    states = [one["位置"].partition("（错误")[2] for one in letter.remarks]
    assert "上一轮审核的意见已经改正1处。" in letter.paragraphs
    assert states[0] == "，未改）"
    assert [state for state in states if state.startswith("，改错，原为")], states
    assert "，新出现）" in states


def test_the_list_gives_the_department_of_a_file_that_nothing_reads(
    shell: Shell, pile: Path
) -> None:
    (pile / "江河市审计馆决算.pdf").write_bytes(b"no pdf")
    write_list(shell.folder / "名单.csv", (HEALTH,), ("江河市审计馆",))
    found = _run(shell, "--list", "名单.csv")
    letter = read_letter(LETTERS / "江河市审计馆.docx")
    assert letter.paragraphs[1] == "江河市审计馆："
    assert "按文件名认的部门，请核对后再发：江河市审计馆" in found.err


def test_of_two_files_of_a_department_the_one_that_counts_is_told(
    shell: Shell, made: Path, pile: Path
) -> None:
    os.utime(pile / f"{HEALTH}2024.docx", (0, 1_700_000_000))
    write_department(pile / "健康馆-改.docx", HEALTH, RATE)
    _run(shell)
    letter = read_letter(LETTERS / f"{HEALTH}.docx")
    assert [r["序号"] for r in letter.remarks] == ["1", "2"]
    assert sum("健康馆" in line and ".docx" in line for line in letter.paragraphs) == 2
    assert len(read_form(LETTERS / f"{HEALTH}-反馈.xlsx")[1]) == 2
    write_list(shell.folder / "名单.csv", (HEALTH,))
    _run(shell, "--list", "名单.csv")
    (remark,) = read_letter(LETTERS / f"{HEALTH}.docx").remarks
    assert RATE[1] in remark["原文"]


def test_what_an_earlier_run_has_left_is_said(shell: Shell, pile: Path) -> None:
    _run(shell)
    (LETTERS / f"{HEALTH}.docx").rename(LETTERS / "别的馆.docx")
    found = _run(shell)
    assert "另有 1 个文件不是这次写的：别的馆.docx" in found.err


@pytest.mark.parametrize(
    ("reason", "told"),
    [
        ("程序的缺陷（IndexError：x，版本 0.1.0），不是文件的问题；请发给维护者", ""),
        ("系统打不开（拒绝访问）", ""),
        ("是旧格式的 Word 文件（.doc）；请另存为 .docx", "是旧格式的 Word 文件（.doc）"),
        (
            "文件无法读取：是旧格式的 Word 文件（.doc）；LibreOffice：超时；请另存",
            "文件无法读取：是旧格式的 Word 文件（.doc）",
        ),
        ("文件无法读取：已损坏，请用 Word 打开后另存。请换一份", "文件无法读取：已损坏"),
        ("甲.docx：文件无法读取：文件设有密码。请用 --data", "文件无法读取：文件设有密码"),
    ],
)
def test_only_what_a_department_can_mend_is_told_to_it(reason: str, told: str) -> None:
    letter = write_file_letter(ReviewedFile("甲.docx", Path("/a/甲.docx"), None, reason), {})
    assert letter.unread == told
    assert letter.is_withheld is not bool(told)
    assert bool(letter.to_send(hints=True)) is bool(told)


def test_a_single_file_has_a_letter_too(shell: Shell, pile: Path) -> None:
    found = shell.run("review", f"送审/{HEALTH}2024.docx", "--letters", "意见", *DAY)
    assert found.status == 1
    (remark,) = read_letter(LETTERS / f"{HEALTH}.docx").remarks
    assert TOTAL[1] in remark["原文"]


def test_a_bureaus_own_template_and_name(shell: Shell, pile: Path) -> None:
    own = shell.folder / "模板"
    (own / "审核").mkdir(parents=True)
    (own / "行文.toml").write_text('[审核]\n审核单位 = "江河市财政局"\n', encoding="utf-8")
    assert "落款" not in _run(shell, "--templates", "模板").err
    letter = read_letter(LETTERS / f"{HEALTH}.docx")
    assert "江河市财政局" in letter.paragraphs
    assert "待补充" not in letter.text
    (own / "审核" / "审核意见书.md").write_text("# 意见\n\n{{ 部门名 }}\n", encoding="utf-8")
    shutil.rmtree("意见")
    found = _run(shell, "--templates", "模板")
    assert_stopped(found, "审核/审核意见书.md 第 3 行", "部门名称")
    assert not LETTERS.exists()


@pytest.mark.parametrize("option", [("--hints",), ("--templates", "模板")])
def test_options_of_letters_without_letters_are_a_mistake(
    shell: Shell, pile: Path, option: tuple[str, ...]
) -> None:
    found = shell.run("review", "送审", *option)
    assert found.status == 2
    assert "只和 --letters 一起用" in found.err


def test_what_somebody_has_written_is_not_overwritten(shell: Shell, pile: Path) -> None:
    _run(shell)
    path = LETTERS / f"{HEALTH}.docx"
    document = docx.Document(str(path))
    document.paragraphs[0].add_run("（第一次）")
    document.save(str(path))
    kept = path.read_bytes()
    assert_stopped(_run(shell), f"{HEALTH}.docx", "人工修改过", "--letters")
    assert path.read_bytes() == kept
    path.unlink()
    form = LETTERS / f"{HEALTH}-反馈.xlsx"
    book = openpyxl.load_workbook(form)
    assert book.active is not None
    book.active["E5"] = "已改"
    book.save(form)
    assert_stopped(_run(shell), f"{HEALTH}-反馈.xlsx", "已经填有反馈")


def test_letters_in_the_folder_of_files_are_no_files_to_review(shell: Shell, pile: Path) -> None:
    shell.run("review", "送审", "--letters", "送审", *DAY)
    found = shell.run("review", "送审", *DAY)
    assert f"{HEALTH}2024.docx" in found.out
    assert "份无法审核" not in found.out
    assert "没有审核" not in found.out


def test_a_table_of_the_texts_own_is_no_finding(shell: Shell, pile: Path) -> None:
    """The units in part one, say: neither of the nine nor a list of a data folder."""
    path = pile / f"{HEALTH}2024.docx"
    document = docx.Document(str(path))
    table = document.add_table(rows=3, cols=2)
    for number, name in enumerate(("单位名称", f"{HEALTH}本级", "江河市保健所")):
        table.rows[number].cells[0].text = str(number) if number else "序号"
        table.rows[number].cells[1].text = name
    document.save(str(path))
    _run(shell, "--hints")
    (remark,) = read_letter(LETTERS / f"{HEALTH}.docx").remarks
    assert TOTAL[1] in remark["原文"]
