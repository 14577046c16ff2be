"""What is dropped in the accountant's room, the check list, two pages that write at one place."""

from __future__ import annotations

import re
import time
from typing import TYPE_CHECKING, Any
from urllib.parse import quote

import pytest
from support.folders import copy_data, read_rows, write_rows
from support.two_years import last_years_document, workbook

from generator.server.runs import DONE

if TYPE_CHECKING:
    from pathlib import Path

    from support.serving import Client

    from generator.server.serving import Server

KEY = "部门/本局"
_PHOTO = ("照片.jpg", b"\xff\xd8\xff\xe0" + b"0" * 3000)


def address(page: str) -> str:
    return quote(f"/accountant/{page}/{KEY}")


@pytest.fixture
def folder(server: Server) -> Path:
    """A department that lacks the reason of 公务接待费."""
    place = server.house.workspace.root / KEY
    place.parent.mkdir()
    copy_data(place)
    rows = read_rows(place / "原因.csv")
    write_rows(place / "原因.csv", [row for row in rows if row[0] != "公务接待费"])
    return place


def test_what_is_dropped_on_a_department_is_used_or_named(
    client: Client, server: Server, folder: Path
) -> None:
    table = (folder / "公开09.csv").read_bytes()
    (folder / "公开09.csv").unlink()
    other = ("杂.csv", "甲,乙\n1,2\n".encode())
    batch = client.upload(("公开09.csv", table), ("副本.csv", table), _PHOTO, other)
    run = client.post(address("import"), {"batch": batch}).json["run"]
    lines = "\n".join(finished(server, run)["lines"])
    assert (folder / "公开09.csv").is_file()
    assert "内容相同" in lines
    assert "照片.jpg：文件无法读取" in lines
    assert "杂.csv 不是公开表" in lines


def finished(server: Server, run: str) -> Any:
    """Return what a run has told once it has ended."""
    until = time.monotonic() + 90
    while (found := server.house.runs.find(run)).is_open:
        assert time.monotonic() < until
        time.sleep(0.1)
    assert found.state == DONE, found.words
    return found.result


def begin(client: Client, server: Server, batch: str) -> tuple[str, Any]:
    """Have a folder made of a batch; return the page that tells of it, and what it tells."""
    answered = client.submit("/accountant/receive", batch=batch)
    run = answered.headers["Location"].rpartition("/")[2]
    result = finished(server, run)
    return client.get(f"/accountant/begun/{run}").text, result


def test_a_lone_document_waits_for_the_tables(
    client: Client, server: Server, tmp_path: Path
) -> None:
    word, book = last_years_document(tmp_path), workbook(tmp_path / "今年.xlsx")
    batch = client.upload((word.name, word.read_bytes()), _PHOTO)
    page, told = begin(client, server, batch)
    assert "请同时给出 2024 年度的表" in told["refused"]
    assert "2023 年度" in page
    assert "没有使用 照片.jpg：文件无法读取" in page
    assert not (server.house.workspace.root / "部门").exists()
    assert server.house.uploads.waiting() == (batch,)
    # The tables are put to it.
    assert client.send(batch, book.name, book.read_bytes()).status == 200
    page, told = begin(client, server, batch)
    assert (told["this"], told["last"]) == ([book.name], [word.name])
    assert [one["name"] for one in told["unused"]] == ["照片.jpg"]
    assert "没有使用 照片.jpg" in page
    assert server.house.uploads.waiting() == ()


def test_a_lone_workbook_begins_and_says_what_is_missing(
    client: Client, server: Server, tmp_path: Path
) -> None:
    book = workbook(tmp_path / "今年.xlsx")
    page, told = begin(client, server, client.upload((book.name, book.read_bytes())))
    assert told["tables"] == 9
    assert "没有给上年的文件" in page
    assert "已经有这个部门" not in page


def test_a_second_folder_of_a_department_is_said_to_be_one(
    client: Client, server: Server, tmp_path: Path
) -> None:
    book = workbook(tmp_path / "今年.xlsx")
    first, second = (
        begin(client, server, client.upload((book.name, book.read_bytes()))) for _ in range(2)
    )
    assert second[1]["former"] == first[1]["key"] != second[1]["key"]
    assert "已经有这个部门这一年的文件夹" in second[0]
    assert quote(f"/accountant/folder/{first[1]['key']}") in second[0]


def test_what_is_neither_makes_nothing(client: Client, server: Server) -> None:
    page, told = begin(client, server, client.upload(_PHOTO))
    assert told["recognised"] == []
    assert "没有今年的公开表" in page
    assert "没有使用 照片.jpg" in page


def _states(page: str) -> dict[str, str]:
    found = re.findall(r'class="is-([a-z-]+)"><b>[^<]*</b> ([^<]*)<', page)
    return {content.strip(): state for state, content in found}


def test_the_check_list_is_that_of_the_document_as_it_is(client: Client, folder: Path) -> None:
    page = client.get(address("duties")).text
    states = _states(page)
    assert len(states) == 26
    assert states["说明部门职责"] == "done"
    assert f"/accountant/folder/{quote(KEY)}?say=" in page
    (folder / "文字" / "主要职责.md").unlink()
    (folder / "原因.csv").unlink()
    states = _states(client.get(address("duties")).text)
    assert states["说明部门职责"] == "unchecked"
    assert states["各项增减变化、预决算差异说明原因（相等的不用说明）"] == "problem"
    for file in folder.glob("公开*.csv"):
        file.unlink()
    assert client.get(address("duties")).status == 200


def test_of_two_pages_that_write_at_one_place_the_second_is_told(
    client: Client, folder: Path
) -> None:
    rows = client.get(address("document")).json["told"]["rows"]
    row = next(one for one in rows if one["key"] == "公务接待费")

    def type_in(text: str, before: str = "") -> Any:
        sent = {"identity": row["identity"], "text": text, "before": before}
        return client.post(address("answer"), sent)

    assert type_in("来访的单位少了两家").status == 200
    second = type_in("压减了接待")
    assert second.status == 409
    assert second.json["conflict"]["now"] == "来访的单位少了两家"
    assert "来访的单位少了两家" in second.json["problem"]
    assert read_rows(folder / "待补充.csv")[-1][-1] == "来访的单位少了两家"
    assert type_in("压减了接待", "来访的单位少了两家").status == 200


def test_a_row_that_both_pages_propose_is_added_once(client: Client, folder: Path) -> None:
    rows = [row for row in read_rows(folder / "事项.csv") if row[0] != "其他用车"]
    write_rows(folder / "事项.csv", rows)
    texts = {"事项": "其他用车", "项目": "其他用车", "单位": "辆"}
    texts = {name: text for name, text in texts.items() if name in (*rows[0], "单位")}

    def type_in(text: str, number: int = -1, row: dict[str, str] | None = None) -> Any:
        sent = {"number": number, "column": "数值", "text": text, "row": row or texts}
        return client.post(quote(f"/accountant/cell/事项/{KEY}"), sent)

    assert type_in("3").status == 200
    second = type_in("4")
    assert second.status == 409
    told = second.json["conflict"]
    assert told["now"] == "3"
    assert type_in("4", told["number"], told["row"]).status == 200
    there = [row for row in read_rows(folder / "事项.csv") if row[0] == "其他用车"]
    assert [row[1] for row in there] == ["4"]


def test_a_row_that_is_of_something_else_now_is_not_written_over(
    client: Client, folder: Path
) -> None:
    rows = read_rows(folder / "事项.csv")
    texts = dict(zip(rows[0], rows[2], strict=True))
    write_rows(folder / "事项.csv", [rows[0], *rows[2:]])
    sent = {"number": 2, "column": "数值", "text": "77", "row": texts}
    answered = client.post(quote(f"/accountant/cell/事项/{KEY}"), sent)
    assert answered.status == 409
    assert "conflict" not in answered.json
    assert "77" not in (folder / "事项.csv").read_text("utf-8-sig")
