"""`templates check`: every kind of fault, in each template, with file, line and proposal."""

import shutil
from pathlib import Path

import pytest
from support.folders import DATA, ROOT, copy_data
from support.program import Shell
from support.template_slips import SLIPS, slip

from generator import build
from generator.narrative.fields import known_shapes
from generator.tasks.templates import trial
from generator.tasks.templates.checking import check_all
from generator.tasks.templates.coverage import lines_to_reach, reached_spots
from generator.tasks.templates.files import template_files
from generator.tasks.templates.inspection import inspect_all

ZH = ROOT / "templates" / "zh"
_FILES = sorted(path.relative_to(ZH).as_posix() for path in ZH.rglob("*.md"))
_FIRST = "01-收入支出决算总体情况.md"


# In these the rest of the file is swallowed, or belongs to the planted block: last of all.
_LAST = ("unclosed loop", "unclosed block")


def _plant(folder: Path, kinds: list[str], *, at_start: bool) -> set[tuple[str, int, str]]:
    """Plant faults in a copy of every template; return file, line and kind of each."""
    own = folder / "我的模板"
    shutil.copytree(ZH, own)
    expected = set()
    for name in _FILES:
        path = own / name
        lines = path.read_text(encoding="utf-8").splitlines()
        first = 0 if at_start else len(lines)
        added: list[str] = []
        for kind in kinds:
            added += ["", *slip(kind, name).lines]
            expected.add((f"我的模板/{name}", first + len(added), kind))
        lines[first:first] = [*added, ""]
        path.write_text("\n".join([*lines, ""]), encoding="utf-8")
    return expected


def _compare(folder: Path, expected: set[tuple[str, int, str]]) -> None:
    """Each planted fault is told at its line with its words, and nothing else is told."""
    report = inspect_all(folder / "我的模板", frozenset(known_shapes()))
    told = {(fault.file, fault.line) for fault in report.faults}
    wanted = {(file, line) for file, line, _ in expected}
    assert told == wanted, sorted(told ^ wanted)[:5]
    for file, line, kind in expected:
        messages = [s.message for s in report.faults if (s.file, s.line) == (file, line)]
        assert any(all(word in m for word in slip(kind, file).words) for m in messages), (
            file,
            kind,
            messages,
        )
    for fault in report.faults:
        source = (folder / fault.file).read_text(encoding="utf-8").splitlines()
        assert fault.excerpt == source[fault.line - 1].strip()


def test_the_built_in_templates_are_without_fault() -> None:
    assert inspect_all(None, frozenset(known_shapes())).faults == ()


@pytest.mark.parametrize("kind", SLIPS)
def test_a_slip_in_every_template(kind: str, tmp_path: Path) -> None:
    expected = _plant(tmp_path, [kind], at_start=kind in {"unclosed block", "superfluous end"})
    assert len(expected) == len(_FILES) >= 19
    _compare(tmp_path, expected)


@pytest.mark.parametrize("at_start", [False, True], ids=["end", "start"])
def test_every_slip_in_every_template_in_one_run(at_start: bool, tmp_path: Path) -> None:  # noqa: FBT001
    kinds = [kind for kind in SLIPS if kind not in _LAST]
    kinds += [] if at_start else _LAST
    expected = _plant(tmp_path, kinds, at_start=at_start)
    assert len(expected) == len(kinds) * len(_FILES)
    _compare(tmp_path, expected)


@pytest.mark.parametrize("encoding", ["utf-8-sig", "gb18030", "utf-16"])
@pytest.mark.parametrize("newline", ["\r\n", "\r"])
def test_lines_are_those_of_the_editor_whatever_the_encoding(
    encoding: str, newline: str, tmp_path: Path
) -> None:
    own = tmp_path / "我的模板"
    own.mkdir()
    for name, text in (
        ("01-甲.md", "# 一、甲\n\n甲。\n\n{{ 收支总记 }}\n"),
        ("行文.toml", "# 甲\n\n[通用]\n编号后 = '.'\n千分为 = true\n"),
    ):
        (own / name).write_bytes(text.replace("\n", newline).encode(encoding))
    faults = inspect_all(own, frozenset(known_shapes())).faults
    assert [(fault.file, fault.line) for fault in faults] == [
        ("我的模板/01-甲.md", 5),
        ("我的模板/行文.toml", 5),
    ]


# 行文.toml


@pytest.mark.parametrize(
    ("line", "words"),
    [
        ("千分为 = true", ("[通用] 千分为", "“千分位”")),
        ("千分位 = '是'", ("类型不对",)),
        ("千分位 = 是", ("格式有误",)),
        ("自称 = “我局”", ("格式有误",)),
    ],
)
def test_slips_in_switches(line: str, words: tuple[str, ...], tmp_path: Path) -> None:
    for place in ("", "profiles/我市/"):
        own = tmp_path / "我的模板"
        path = own / place / "行文.toml"
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(f"# 我市\n\n[通用]\n编号后 = '.'\n{line}\n", encoding="utf-8")
    faults = inspect_all(own, frozenset(known_shapes())).faults
    assert {(s.file, s.line) for s in faults} == {
        ("我的模板/行文.toml", 5),
        ("我的模板/profiles/我市/行文.toml", 5),
    }
    assert all(word in fault.message for fault in faults for word in words)
    assert all(fault.excerpt == line for fault in faults)


def test_a_section_that_there_is_not(tmp_path: Path) -> None:
    own = tmp_path / "我的模板"
    own.mkdir()
    (own / "行文.toml").write_text("[通用]\n千分位 = false\n\n[三十]\n绘图 = true\n", "utf-8")
    (fault,) = inspect_all(own, frozenset(known_shapes())).faults
    assert fault.line == 4
    assert "[三十]" in fault.message


# Files that nothing uses


def test_a_misnamed_file_and_a_twin(tmp_path: Path) -> None:
    own = tmp_path / "我的模板"
    own.mkdir()
    for name in ("名词解析.md", "07-甲.md", "07-乙.md", "7-丙.md"):
        (own / name).write_text("# 七、甲\n\n甲。\n", encoding="utf-8")
    faults = {s.file: s.message for s in inspect_all(own, frozenset(known_shapes())).faults}
    assert "“名词解释.md”" in faults.pop("我的模板/名词解析.md")
    assert "编号相同" in faults.pop("我的模板/07-甲.md")
    assert "两位编号" in faults.pop("我的模板/7-丙.md")
    assert faults == {}


# Reaching every line


def test_every_line_is_reached() -> None:
    report = check_all(None, ())
    assert report.faults == ()
    assert report.unreached == ()
    assert report.untried == ()
    assert report.unused_switches == ()
    assert report.lines > 200


def test_a_line_that_nothing_reaches_is_told(tmp_path: Path) -> None:
    own = tmp_path / "我的模板"
    own.mkdir()
    (own / "12-资产.md").write_text(
        "# 十二、资产\n\n{% if 口径 == '别的' %}\n写不到\n{% endif %}\n"
        "{{ '甲' if 年度 else '写不到' }}\n",
        encoding="utf-8",
    )
    report = check_all(own, [DATA])
    assert [(u.file, u.line, u.note, u.excerpt) for u in report.unreached if "12" in u.file] == [
        ("我的模板/12-资产.md", 4, "", "写不到"),
        ("我的模板/12-资产.md", 6, "（否则写的）", "{{ '甲' if 年度 else '写不到' }}"),
    ]


def test_a_fault_of_rendering_has_its_line(tmp_path: Path) -> None:
    """A rate that is not defined is printed: no department of the samples is spared."""
    own = tmp_path / "我的模板"
    own.mkdir()
    text = "# 七、基金\n\n甲。\n\n{{ 政府性基金.完成率 }}\n"
    (own / "07-基金.md").write_text(text, encoding="utf-8")
    faults = check_all(own, [DATA]).faults
    assert {(fault.file, fault.line) for fault in faults} == {("我的模板/07-基金.md", 5)}
    assert "没有定义" in faults[0].message
    assert faults[0].excerpt == "{{ 政府性基金.完成率 }}"


def test_lines_to_reach_are_those_that_write(tmp_path: Path) -> None:
    path = tmp_path / "甲.md"
    path.write_text("# 甲\n\n{% if 1 %}\n乙{{ 丙 }}\n{% endif %}\n{#- 注 -#}\n", encoding="utf-8")
    assert {(spot.line, spot.arm) for spot in lines_to_reach([path])} == {(1, 0), (4, 0)}
    assert reached_spots([(str(path), 1, 0)]) <= lines_to_reach([path])


def test_unused_names_and_switches_are_told(tmp_path: Path) -> None:
    report = check_all(None, [DATA])
    assert "有附件" in report.unused_names
    assert "收支总计" not in report.unused_names
    own = tmp_path / "我的模板"
    own.mkdir()
    text = "# 十二、资产\n\n{{ 车辆合计 | 数量 }}。\n"
    shutil.copytree(ZH, own, dirs_exist_ok=True)
    (own / "12-国有资产占用.md").write_text(text, encoding="utf-8")
    assert len(template_files(own)) == 2 * len(template_files(None))


# The command


def test_the_command_tells_all_and_ends_with_1(shell: Shell) -> None:
    own = shell.folder / "我的模板"
    own.mkdir()
    (own / "01-总体.md").write_text("# 一、总体\n\n{{ 收支总记 ｜ 万元 }}\n", encoding="utf-8")
    (own / "02-收入.md").write_text("# 二、收入\n\n{{ 收入合计 | 万圆 }}\n", encoding="utf-8")
    found = shell.run("templates", "check", "--templates", own)
    assert found.status == 1
    assert "我的模板/01-总体.md 第 3 行：用了全角符号" in found.out
    assert "没有名为“收支总记”的名称，是否应为“收支总计”？" in found.out
    assert "我的模板/02-收入.md 第 3 行：没有名为“万圆”的过滤器" in found.out
    assert "{{ 收入合计 | 万圆 }}" in found.out
    assert "没有试写" in found.out
    assert "模板有 3 处错误" in found.out


def test_the_command_without_fault_ends_with_0(shell: Shell) -> None:
    found = shell.run("templates", "check", DATA)
    assert found.status == 0
    assert "模板没有错误" in found.out
    assert "试写" in found.out


def test_a_folder_that_is_not_there(shell: Shell) -> None:
    found = shell.run("templates", "check", "--templates", "没有")
    assert found.status == 3
    assert "找不到模板文件夹" in found.err


def test_list_names_the_files_that_take_another_place(shell: Shell) -> None:
    own = shell.folder / "我的模板"
    (own / "profiles" / "我市").mkdir(parents=True)
    (own / "profiles" / "我市" / "09-三公.md").write_text("# 九、三公\n", encoding="utf-8")
    (own / "14-其他.md").write_text("# 十四、其他\n\n无。\n", encoding="utf-8")
    found = shell.run("templates", "list", "--templates", own)
    assert found.status == 0
    assert "01  01-收入支出决算总体情况.md　一、收入支出决算总体情况说明" in found.out
    assert "我市：我的模板/profiles/我市/09-三公.md" in found.out
    assert "14  我的模板/14-其他.md　十四、其他" in found.out
    assert "henan-itemised：profiles/henan-itemised/行文.toml" in found.out


# All of it has a budget


def test_a_template_without_end_stops_its_profile_and_no_more_is_tried(tmp_path: Path) -> None:
    own = tmp_path / "我的模板"
    own.mkdir()
    loops = "{% for 甲 in range(9999) %}" * 3 + "{% endfor %}" * 3
    (own / _FIRST).write_text(f"# 一、总体\n\n{loops}\n", encoding="utf-8")
    report = check_all(own, [DATA])
    assert [(halt.profile, halt.tried) for halt in report.halts] == [
        (profile, 1) for profile in report.profiles
    ]
    assert report.tried == len(report.profiles)
    assert {(fault.file, fault.line) for fault in report.faults} == {(f"我的模板/{_FIRST}", 3)}
    assert report.unreached
    assert all(spot.untried for spot in report.unreached)


def test_what_was_not_tried_any_more_is_said(shell: Shell, monkeypatch: pytest.MonkeyPatch) -> None:
    """No fault was found, but not everything was tried: that is no “模板没有错误”."""
    monkeypatch.setattr(trial, "MAX_DOCUMENTS", 4)
    found = shell.run("templates", "check", DATA)
    assert found.status == 1
    assert "方案 henan 没有试写完：试了 2 次，试写合计用完了限额" in found.out
    assert "方案 shanghai 没有试写完：试了 1 次" in found.out
    assert "没有试到 " in found.out
    assert "没有写到 " not in found.out
    assert "模板没有错误" not in found.out


def test_the_budget_leaves_the_samples_far_behind() -> None:
    """Three profiles, eight departments with their variations: a tenth of what is allowed."""
    run = trial.Trial(None, template_files(None), ["henan"])
    run.run([DATA])
    assert 0 < run._shares * 100 < trial.MAX_SHARES * 10
    assert 0 < run.tried < trial.MAX_DOCUMENTS / 10


# 行文.toml


ODD_VALUES = {
    "千分位 = " + "9" * 5_000: "数字过长",
    "千分位 = 0x" + "f" * 9_000: "很长的数",
    "百分比位数 = 1e9999999": "类型不对",
    "百分比位数 = nan": "类型不对",
    "百分比位数 = -1": "0 至 6",
    "百分比位数 = 1000000": "0 至 6",
    "自称 = 2024-01-01": "类型不对",
    "自称 = {a = 1}": "类型不对",
    "自称 = ['我局']": "类型不对",
    "各节 = '01'": "类型不对",
    '自称 = "\\U00100003"': "不能印出的字符",
    "自称 = '我局'\n自称 = '本局'": "写了两次",
}


@pytest.mark.parametrize("written", ODD_VALUES, ids=lambda text: text[:16])
def test_odd_values_of_switches(written: str, shell: Shell) -> None:
    """In a template folder a stop, in a data folder a warning; both with the line."""
    line = 3 + written.count("\n")
    source = f"# 我市\n[通用]\n{written}\n"
    own = shell.folder / "模板"
    own.mkdir()
    (own / "行文.toml").write_text(source, encoding="utf-8")
    stopped = shell.run(DATA, "--templates", own)
    assert stopped.status == 3, stopped.err
    data = copy_data(shell.folder / "数据")
    (data / "行文.toml").write_text(source, encoding="utf-8")
    warned = build(data)
    told = [finding.message for finding in warned.findings if "行文.toml" in finding.message]
    for message in (stopped.err, *told):
        flat = "".join(message.split())
        assert f"第{line}行" in flat
        assert "".join(ODD_VALUES[written].split()) in flat
    assert len(told) == 1


def test_a_file_of_switches_with_thousands_of_faults(tmp_path: Path) -> None:
    own = tmp_path / "我的模板"
    own.mkdir()
    lines = [f"没有{number} = 1" for number in range(5_000)]
    (own / "行文.toml").write_text("\n".join(["[通用]", *lines]), encoding="utf-8")
    faults = inspect_all(own, frozenset(known_shapes())).faults
    assert [fault.line for fault in faults[:2]] == [2, 3]
    assert "其余没有再查" in faults[-1].message
