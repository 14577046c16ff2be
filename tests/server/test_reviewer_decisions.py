"""Decisions in the reviewer's room: kept, taken in, handed on, and agreed with the command line."""

from __future__ import annotations

import io
import json
import shutil
import zipfile
from typing import TYPE_CHECKING

import openpyxl
import pytest
from support.digests import digest, packed
from support.letters import OUTCOME, RATE, TOTAL, write_department
from support.program import start
from support.reviewing import DAY, PILE, Desk, read_drop, sit_down
from support.serving import open_server

from generator.tasks.review_many.accepted import read_accepted

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

LIBRARY, WATER = "江河市图书馆", "江河市水利馆"
FIRST, SECOND = f"{LIBRARY}2024.docx", f"{WATER}2024.docx"
REASON = "已核实，含上年结转 <b>&</b>"


@pytest.fixture(scope="module")
def room(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Two departments with errors."""
    folder = tmp_path_factory.mktemp("收到") / "送"
    write_department(folder / FIRST, LIBRARY, TOTAL, OUTCOME)
    write_department(folder / SECOND, WATER, RATE)
    return folder


@pytest.fixture(scope="module")
def reviewed(room: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A workspace in which the pile was reviewed."""
    place = tmp_path_factory.mktemp("工作")
    with open_server(place) as server:
        sit_down(server).drop(read_drop(room))
    return place


@pytest.fixture
def desk(reviewed: Path, tmp_path: Path) -> Iterator[Desk]:
    """A reviewer at a copy of it."""
    shutil.copytree(reviewed, tmp_path / "工作")
    with open_server(tmp_path / "工作") as server:
        yield sit_down(server)


def _book(data: bytes, sheet: str) -> list[dict[str, str]]:
    rows = list(openpyxl.load_workbook(io.BytesIO(data))[sheet].iter_rows(values_only=True))
    head = list(map(str, rows[0]))
    return [dict(zip(head, (str(v or "") for v in row), strict=True)) for row in rows[1:]]


def _review(desk: Desk, *more: str) -> Path:
    """Run the command line on the files of the pile."""
    place = desk.server.house.workspace.root
    target = place.parent / "命令行"
    target.mkdir(exist_ok=True)
    files = place / "送审" / PILE / "送审文件"
    done = start("review", str(files), "--date", DAY, *more, folder=target)
    assert done.status in {0, 1}, done.said
    return target


def test_what_was_accepted_leaves_verdict_and_letter_as_on_the_command_line(desk: Desk) -> None:
    document = desk.document(FIRST)
    before = desk.rows()[FIRST]
    key = document.items()["findings"][0]
    told = document.decide(key, "accepted", REASON, "2026-12-31")
    said = told["decisions"][key]
    assert (said["state"], said["reason"], said["who"]) == ("accepted", REASON, "王审")
    assert desk.rows()[FIRST]["decided"] == 1
    # The verdict follows when it is asked for; the desk says so until then.
    assert "1 份的决定还没有计入" in desk.client.get(desk.address("")).text
    book = desk.make("workbook")
    after = desk.rows()[FIRST]
    assert int(after["texts"][2]) == int(before["texts"][2]) - 1
    assert "还没有计入" not in desk.client.get(desk.address("")).text
    (row,) = [one for one in _book(book, "问题") if one["理由"]]
    assert (row["理由"], row["接受人"], row["有效期至"]) == (REASON, "王审", "2026-12-31")
    # The command line, given the workbook, says the same.
    path = desk.server.house.workspace.root.parent / "决定.xlsx"
    path.write_bytes(book)
    letters = desk.make("letters")
    target = _review(
        desk, "--accepted", str(path), "--letters", "意见", "--format", "json", "-o", "a.json"
    )
    made = {name.partition("/")[2]: one for name, one in packed(letters).items()}
    folder = target / "意见" / "审核意见书"
    assert made == {one.name: digest(one.read_bytes()) for one in folder.iterdir()}
    documents = {
        one["document"]: one for one in json.loads((target / "a.json").read_bytes())["documents"]
    }
    assert documents[FIRST]["summary"]["error"] == int(after["texts"][2])
    assert [one["reason"] for one in documents[FIRST]["accepted"]] == [REASON]


def test_the_list_of_the_room_is_what_the_command_line_reads(desk: Desk) -> None:
    from generator.server.reviewer.decisions import read_decided, subject_of  # noqa: PLC0415
    from generator.server.reviewer.folder import find_pile, reviews_of  # noqa: PLC0415
    from generator.tasks.review_many.decided import fill_rows, list_accepted  # noqa: PLC0415
    from generator.tasks.review_many.kept import KeptFile  # noqa: PLC0415

    document = desk.document(FIRST)
    items = document.items()
    document.decide(items["findings"][0], "accepted", "一")
    document.decide(items["findings"][1], "false")
    if items["unchecked"]:
        document.confirm(items["unchecked"][0])
    base = desk.rows()[FIRST]["key"]
    house = desk.server.house
    pile = find_pile(house.workspace, PILE).id
    rows = KeptFile(reviews_of(house.workspace, pile) / base).rows
    filled = fill_rows(rows, read_decided(house.entries, subject_of(pile, FIRST), {}))
    path = house.workspace.root.parent / "决定.xlsx"
    path.write_bytes(desk.make("workbook"))
    read = read_accepted(path)
    own = list_accepted(filled)
    assert set(own.rows) == {row for row in read.rows if FIRST in row.file}
    assert set(own.confirmed) == {row for row in read.confirmed if FIRST in row.file}
    assert [row.reason for row in own.rows if row.reason] == ["一", "误报：不是问题"]


def test_undo_redo_and_notes(desk: Desk) -> None:
    document = desk.document(FIRST)
    one, two, *_ = document.items()["findings"]
    document.decide(one, "upheld")
    document.decide(two, "false", "是去年的数")
    document.note(two, "电话问过")
    assert document.post("undo")["notes"] == {}
    assert set(document.post("undo")["decisions"]) == {one}
    told = document.post("redo")
    assert told["decisions"][two]["reason"] == "是去年的数"
    assert document.post("redo")["notes"][two]["text"] == "电话问过"
    # Taken back by hand, it is in the record all the same.
    document.post("decide", {"kind": "decision", "key": two, "value": ""})
    assert set(document.items()["decisions"]) == {one}
    rows = _book(desk.client.get(desk.address("decisions.xlsx")).body, "审核决定")
    assert [row["决定"] for row in rows] == ["应改", "误报", "备注", "取消决定"]
    assert {row["何人"] for row in rows} == {"王审"}
    assert rows[0]["问题" if "问题" in rows[0] else "说明"]


def test_the_record_says_what_was_confirmed(desk: Desk) -> None:
    document = desk.document(FIRST)
    document.confirm(document.items()["unchecked"][0])
    asked = [row["没有核对的"] for row in _book(desk.make("workbook"), "未核对") if row["确认人"]]
    rows = _book(desk.client.get(desk.address("decisions.xlsx")).body, "审核决定")
    assert [(row["决定"], row["说明"]) for row in rows] == [("确认", *asked)]


@pytest.mark.parametrize(
    ("value", "said"),
    [
        ({"state": "accepted", "reason": " "}, "接受要写理由"),
        ({"state": "accepted", "reason": "好", "until": "2026-02-30"}, "有效期"),
        ({"state": "gone"}, "没有这种决定"),
        ({"state": "false", "reason": "长" * 1001}, "最多写 1000 个字"),
        ([1], "没有这种决定"),
    ],
)
def test_what_cannot_be_kept_is_said(value: object, said: str, desk: Desk) -> None:
    document = desk.document(FIRST)
    key = document.items()["findings"][0]
    told = {"kind": "decision", "key": key, "value": value}
    answer = desk.client.post(desk.address(document.id, "decide"), told)
    assert answer.status == 409
    assert said in answer.json["problem"]
    assert document.items()["decisions"] == {}


def test_nobody_decides_without_a_name(desk: Desk) -> None:
    desk.client.post("/reviewer/me", {"name": "  "})
    document = desk.document(FIRST)
    told = {
        "kind": "decision",
        "key": document.items()["findings"][0],
        "value": {"state": "upheld"},
    }
    answer = desk.client.post(desk.address(document.id, "decide"), told)
    assert "审核人" in answer.json["problem"]


def test_what_a_person_confirmed_is_of_that_very_file(desk: Desk) -> None:
    document = desk.document(FIRST)
    key = document.items()["unchecked"][0]
    assert document.confirm(key)["confirmed"][key]["void"] is False
    rows = [row for row in _book(desk.make("workbook"), "未核对") if row["确认人"]]
    assert [(row["文件"], row["确认人"]) for row in rows] == [(FIRST, "王审")]
    # The page tells it as the command line does.
    assert "由人确认" in document.page() or "确认" in document.page()
    path = desk.server.house.workspace.root / "送审" / PILE / "送审文件" / FIRST
    with zipfile.ZipFile(path, "a") as packed:
        packed.comment = b"another byte"
    desk.review()
    assert document.items()["confirmed"][key]["void"] is True
    assert not [row for row in _book(desk.make("workbook"), "未核对") if row["确认人"]]


def test_the_next_round_knows_what_was_decided(desk: Desk, tmp_path: Path) -> None:
    document = desk.document(FIRST)
    items = document.items()
    document.decide(items["findings"][0], "accepted", REASON)
    # One error is put right, the accepted one stays; files have other names.
    sent = tmp_path / "二"
    write_department(sent / "改后.docx", LIBRARY, TOTAL)
    write_department(sent / "水利改后.docx", WATER, RATE)
    run = desk.drop(read_drop(sent), target=f"next:{PILE}")
    assert (desk.pile, run.state) == (f"{PILE}-第2轮", "done")
    folder = desk.server.house.workspace.root / "送审" / desk.pile
    assert (folder / "上一轮.xlsx").is_file()
    rows = desk.rows()
    assert set(rows["水利改后.docx"]["states"]) >= {"unchanged"}
    assert "fixed" in rows["改后.docx"]["states"]
    assert "1 处已接受" in _told(desk, "改后.docx")
    target = tmp_path / "命令行"
    target.mkdir()
    arguments = ("--previous", str(folder / "上一轮.xlsx"), "--date", DAY, "--format", "xlsx")
    done = start("review", str(folder / "送审文件"), *arguments, "-o", "a.xlsx", folder=target)
    assert done.status in {0, 1}, done.said
    assert digest(desk.make("workbook")) == digest((target / "a.xlsx").read_bytes())
    # What was accepted in the round before can be taken back in this one.
    second = desk.document("改后.docx")
    (carried,) = second.items()["accepted"]
    second.decide(carried, "upheld")
    desk.review()
    assert "已接受" not in _told(desk, "改后.docx")


def test_what_is_said_of_a_round_after_the_next_has_begun(desk: Desk, tmp_path: Path) -> None:
    first = desk.document(FIRST)
    stays, noted = first.items()["findings"][0], first.items()["findings"][1]
    first.note(noted, "下一轮再看")
    first.decide(noted, "upheld")
    sent = tmp_path / "二"
    write_department(sent / "改后.docx", LIBRARY, TOTAL, OUTCOME)
    write_department(sent / SECOND, WATER)
    desk.drop(read_drop(sent), target=f"next:{PILE}")
    later = desk.document("改后.docx")
    told = later.items()
    assert told["notes"][noted]["text"] == "下一轮再看"
    assert told["decisions"][noted]["state"] == "upheld"
    assert told["decisions"][noted]["before"] is True
    assert "还没有计入" not in desk.client.get(desk.address("")).text
    assert "已接受" not in later.page()
    # The reviewer goes back to the first round, and accepts what stands in both.
    second_name, desk.pile = desk.pile, PILE
    first.decide(stays, "accepted", REASON)
    desk.pile = second_name
    assert "还没有计入" in desk.client.get(desk.address("")).text
    desk.review()
    assert "还没有计入" not in desk.client.get(desk.address("")).text
    assert stays in desk.document("改后.docx").items()["accepted"]
    # What is said last, in the later round, holds.
    later.post("decide", {"kind": "decision", "key": stays, "value": None})
    desk.review()
    items = desk.document("改后.docx").items()
    assert stays in items["findings"]
    assert stays not in items["decisions"]


def test_a_pile_whose_folder_is_renamed_keeps_what_was_said(desk: Desk) -> None:
    document = desk.document(FIRST)
    key = document.items()["findings"][0]
    document.decide(key, "accepted", REASON)
    desk.review()
    before = {name: row["key"] for name, row in desk.rows().items()}
    place = desk.server.house.workspace.root / "送审"
    (place / PILE).rename(place / "改名")
    desk.pile = "改名"
    assert desk.document(FIRST).items()["decisions"][key]["reason"] == REASON
    # Nothing is reviewed again for the name.
    assert desk.review().state == "done"
    assert {name: row["key"] for name, row in desk.rows().items()} == before
    # A copy is a pile of its own: nobody has said anything of it.
    shutil.copytree(place / "改名", place / "另一批")
    desk.pile = "另一批"
    desk.review()
    assert desk.document(FIRST).items()["decisions"] == {}
    desk.pile = "改名"
    assert desk.document(FIRST).items()["decisions"][key]["reason"] == REASON


def _told(desk: Desk, name: str) -> str:
    rows = _book(desk.make("workbook"), "汇总")
    return next(row["结论"] for row in rows if row["文件"] == name)
