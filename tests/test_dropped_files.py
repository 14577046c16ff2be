"""What is dropped on the .bat files of a Windows computer becomes commands of the program."""

import re
import shutil
from pathlib import Path

import pytest
from support.folders import ROOT
from support.loading import load_file

_PARTS = ROOT / "tools" / "windows"
_VERBS = {
    "开始.bat": "start",
    "生成情况说明.bat": "build",
    "核对.bat": "check",
    "审核.bat": "review",
    "定稿.bat": "final",
}
tool = load_file(ROOT / "tools" / "make_wheelhouse.py")
drop = load_file(_PARTS / "drop.py")


@pytest.mark.parametrize(("name", "verb"), _VERBS.items())
def test_each_bat_has_its_command(name: str, verb: str) -> None:
    line = (_PARTS / name).read_text("utf-8").splitlines()[-1]
    found = re.fullmatch(r'"%~dp0program\\run\.cmd" (\w+) %\*', line)
    assert found is not None
    assert found[1] == verb
    usage = (_PARTS / "使用方法.txt").read_text("utf-8")
    assert name in usage


def _commands(verb: str, *paths: Path) -> list[list[str]]:
    return list(drop.commands(verb, paths))


def test_a_folder_of_data_is_built_checked_and_made_final(tmp_path: Path) -> None:
    data, other = tmp_path / "某局", tmp_path / "某站"
    assert _commands("build", data, other) == [
        ["build", str(data), "--docx", "-o", str(tmp_path)],
        ["build", str(other), "--docx", "-o", str(tmp_path)],
    ]
    assert _commands("final", data) == [
        ["build", str(data), "--docx", "--final", "-o", str(tmp_path)]
    ]
    (check,) = _commands("check", data)
    assert check == ["check", str(data), "--format", "html", "-o", str(tmp_path / "某局-核对.html")]


def test_files_of_two_years_start_one_new_folder(tmp_path: Path) -> None:
    files = [tmp_path / "今年.xlsx", tmp_path / "去年.docx"]
    wanted = ["start", *map(str, files), "-o"]
    assert _commands("start", *files) == [[*wanted, str(tmp_path / "决算数据")]]
    (tmp_path / "决算数据").mkdir()
    assert _commands("start", *files) == [[*wanted, str(tmp_path / "决算数据2")]]


def test_a_folder_of_data_among_submitted_files_is_what_they_are_held_against(
    tmp_path: Path,
) -> None:
    data, pile = tmp_path / "数据", tmp_path / "送审"
    data.mkdir()
    (data / "公开01.csv").write_text("", "utf-8")
    pile.mkdir()
    file = tmp_path / "稿.docx"
    review = [*("--format", "html"), "-o", str(tmp_path)]
    assert _commands("review", data, file) == [["review", str(file), "--data", str(data), *review]]
    assert _commands("review", pile) == [["review", str(pile), *review]]
    assert _commands("review", data) == []


def test_two_folders_of_data_are_not_one(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    folders = [tmp_path / "甲局", tmp_path / "乙局"]
    for folder in folders:
        folder.mkdir()
        (folder / "公开01.csv").write_text("", "utf-8")
    dropped = [*map(str, folders), str(tmp_path / "稿.docx")]
    assert drop.main(["review", *dropped]) != 0
    said = capsys.readouterr().out
    assert "甲局" in said
    assert "乙局" in said


def test_a_drop_runs_the_program(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    data = shutil.copytree(ROOT / "data", tmp_path / "某局")
    monkeypatch.chdir(tmp_path)
    assert drop.main(["check", str(data)]) == 0
    assert (tmp_path / "某局-核对.html").is_file()


def test_opening_serves_a_folder_beside_the_program_or_the_one_dropped(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    calls: list[list[str]] = []
    monkeypatch.setattr(drop.subprocess, "call", lambda command: calls.append(command) or 0)
    assert drop.main(["open"]) == 0
    assert drop.main(["open", str(tmp_path)]) == 0
    assert [command[-2:] for command in calls] == [
        ["serve", str(_PARTS.parent / "决算工作")],
        ["serve", str(tmp_path)],
    ]


def test_nothing_dropped_says_what_to_drop(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    tool.write_parts(tmp_path)
    assert load_file(tmp_path / tool.PROGRAM / "drop.py").main(["build"]) == 0
    assert "生成情况说明.bat" in capsys.readouterr().out
