"""The accountant's room as a script asks it: what is typed, what is written, what is refused."""

from __future__ import annotations

import time
from typing import TYPE_CHECKING, Any
from urllib.parse import quote

import docx
import pytest
from support.digests import digest, digests
from support.folders import SAMPLES, copy_data, read_rows, set_key, write_rows
from support.serving import Client, open_server
from support.two_years import last_years_document, workbook

import generator
from generator.figures.explain import explain_figure
from generator.reporting.page import format_page
from generator.server.runs import DONE
from generator.tasks.start.making import start_folder

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from generator.server.serving import Server

GAPS = "待补充.csv"
KEY = "部门/本局"
_EVIL = "来访的单位<img src=x onerror=alert(1)><script>alert(2)</script>减少了两家"


@pytest.fixture
def folder(server: Server) -> Path:
    """A department that lacks the reason of 公务接待费 and the number of cars."""
    place = server.house.workspace.root / KEY
    place.parent.mkdir()
    copy_data(place)
    for file, key in (("原因.csv", "公务接待费"), ("事项.csv", "其他用车")):
        write_rows(place / file, [row for row in read_rows(place / file) if row[0] != key])
    return place


def address(page: str, key: str = KEY) -> str:
    return quote(f"/accountant/{page}/{key}")


def document(client: Client, key: str = KEY) -> dict[str, Any]:
    found: dict[str, Any] = client.get(address("document", key)).json
    return found


def row_of(told: dict[str, Any], key: str) -> dict[str, Any]:
    return next(row for row in told["rows"] if row["key"] == key)


def answer(client: Client, row: dict[str, Any], text: str, before: str = "") -> Any:
    sent = {"identity": row["identity"], "text": text, "before": before}
    return client.post(address("answer"), sent)


def finished(server: Server, run: str) -> Any:
    """Return the run once it has ended."""
    until = time.monotonic() + 90
    while (found := server.house.runs.find(run)).is_open:
        assert time.monotonic() < until
        time.sleep(0.1)
    assert found.state == DONE, found.words
    return found.result


def write(client: Client, server: Server, key: str = KEY, **options: bool) -> Any:
    return finished(server, client.post(address("write", key), options).json["run"])


def test_two_dropped_files_make_the_folder_that_start_makes(
    client: Client, server: Server, tmp_path: Path
) -> None:
    word, book = last_years_document(tmp_path), workbook(tmp_path / "今年.xlsx")
    batch = client.upload((book.name, book.read_bytes()), (word.name, word.read_bytes()))
    answered = client.submit("/accountant/receive", batch=batch)
    assert answered.status == 303
    run = answered.headers["Location"].rpartition("/")[2]
    told = finished(server, run)
    assert (told["this"], told["last"], told["tables"]) == ([book.name], [word.name], 9)
    made = server.house.workspace.root / told["key"]
    same = tmp_path / "一样"
    made_of = start_folder([book, word], same).files
    there = {path.relative_to(made): path.read_bytes() for path in made.rglob("*.*")}
    wanted = {path.relative_to(same): data for path, data in made_of.items()}
    assert digests(there) == digests(wanted)
    page = client.get(f"/accountant/begun/{run}").text
    assert "9 张公开表" in page
    assert book.name in page
    assert server.house.uploads.waiting() == ()


def test_an_answer_stands_in_the_list_and_in_the_document(client: Client, folder: Path) -> None:
    before = document(client)["told"]
    row = row_of(before, "公务接待费")
    assert row["kind"] == "reason"
    assert row["direction"] == "小于预算"
    assert row["open"]
    said = answer(client, row, "严格执行接待标准，接待的批次少")
    assert said.json["saved"], said.text
    rows = read_rows(folder / GAPS)
    assert [one[-1] for one in rows if one[0] == "公务接待费"] == ["严格执行接待标准，接待的批次少"]
    after = document(client)
    assert "主要原因是严格执行接待标准，接待的批次少" in after["document"]
    assert after["told"]["progress"]["asked"] == before["progress"]["asked"] - 1
    assert after["told"]["version"] != before["version"]
    assert row_of(after["told"], "公务接待费")["value"] == "严格执行接待标准，接待的批次少"


def test_a_number_is_counted_and_one_that_is_none_is_told(client: Client, folder: Path) -> None:
    row = row_of(document(client)["told"], "其他用车")
    assert (row["kind"], row["unit"]) == ("number", "辆")
    answer(client, row, "两辆吧")
    told = document(client)["told"]
    assert row_of(told, "其他用车")["open"]
    (remark,) = [one for one in told["remarks"] if "两辆吧" in one["message"]]
    assert remark["spots"][0]["answer"] == "其他用车"
    answer(client, row, "1", before="两辆吧")
    assert not row_of(document(client)["told"], "其他用车")["open"]
    assert folder.is_dir()


def test_what_was_changed_elsewhere_is_not_written_over(client: Client, folder: Path) -> None:
    row = row_of(document(client)["told"], "公务接待费")
    answer(client, row, "接待的批次比计划少")
    other = answer(client, row, "取消了一次会议")
    assert other.status == 409
    assert "接待的批次比计划少" in other.json["problem"]
    assert "取消了一次会议" not in (folder / GAPS).read_text(encoding="utf-8-sig")


def test_undo_redo_and_versions(client: Client, folder: Path) -> None:
    row = row_of(document(client)["told"], "公务接待费")
    answer(client, row, "甲类接待减少")
    first = (folder / GAPS).read_bytes()
    answer(client, row, "乙类接待减少", before="甲类接待减少")
    assert client.post(address("undo")).json["what"] == "填写：公务接待费"
    assert digest((folder / GAPS).read_bytes()) == digest(first)
    client.post(address("redo"))
    assert "乙类接待减少" in (folder / GAPS).read_text(encoding="utf-8-sig")
    kept = [path for path in (folder / "历史").iterdir() if path.name.startswith("待补充 ")]
    assert [digest(path.read_bytes()) for path in kept] == [digest(first)]
    page = client.get(address("versions")).text
    assert kept[0].name in page
    assert client.post(address("restore"), {"name": kept[0].name}).json["saved"]
    assert digest((folder / GAPS).read_bytes()) == digest(first)
    assert client.post(address("restore"), {"name": "../原因.csv"}).status == 409


def test_a_file_changed_outside_is_followed(client: Client, folder: Path) -> None:
    seen = client.get(address("state")).json["version"]
    rows = read_rows(folder / "原因.csv")
    write_rows(folder / "原因.csv", [*rows, ["公务接待费", "来访的单位少了两家", "预算"]])
    assert client.get(address("state")).json["version"] != seen
    after = document(client)
    assert "来访的单位少了两家" in after["document"]
    assert not any(row["key"] == "公务接待费" for row in after["told"]["rows"])


def test_a_folder_without_tables_says_so(client: Client, folder: Path) -> None:
    for path in folder.glob("公开0*.csv"):
        path.unlink()
    told = document(client)["told"]
    assert "公开" in told["problem"]
    assert client.get(address("folder")).status == 200
    assert client.get(address("summary")).json["problem_of_folder"] == told["problem"]


@pytest.mark.parametrize(
    "page", ["folder", "texts", "versions", "finish", "list/事项", "list/原因"]
)
def test_every_page_of_a_folder_opens(page: str, client: Client, folder: Path) -> None:
    assert client.get(address(page)).status == 200
    assert folder.name in client.get("/accountant/").text


def test_a_cell_of_a_list(client: Client, folder: Path) -> None:
    rows = read_rows(folder / "事项.csv")
    number = next(n for n, row in enumerate(rows) if row[0] == "公务用车保有量")
    head = dict(zip(rows[0], rows[number], strict=True))
    sent = {"number": number, "column": "数值", "row": head, "text": "3"}
    assert client.post(address("cell/事项"), sent).json["number"] == number
    assert read_rows(folder / "事项.csv")[number] == [head["项目"], "3", head["单位"]]
    assert client.post(address("cell/事项"), {**sent, "text": "4"}).status == 409
    new = {"项目": "其他用车", "数值": "", "单位": "辆"}
    added = client.post(
        address("cell/事项"), {"number": -1, "column": "数值", "row": new, "text": "0"}
    )
    assert added.json["number"] == len(rows)
    assert read_rows(folder / "事项.csv")[-1] == ["其他用车", "0", "辆"]
    gone = {"number": len(rows), "row": {**new, "数值": "0"}}
    assert client.post(address("remove/事项"), gone).json["saved"]
    assert read_rows(folder / "事项.csv")[-1] == rows[-1]


def test_a_text_of_the_folder(client: Client, folder: Path) -> None:
    before = (folder / "文字" / "主要职责.md").read_text(encoding="utf-8-sig")
    sent = {"name": "主要职责", "text": "一、负责政务服务。\n二、负责数据管理。", "before": before}
    assert client.post(address("text"), sent).json["saved"]
    assert "负责数据管理" in document(client)["document"]
    assert client.post(address("text"), {**sent, "text": "三"}).status == 409
    assert client.post(address("text"), {**sent, "name": "../单位信息"}).status == 409


def test_what_keeps_a_final_back_leads_to_the_text(
    client: Client, server: Server, folder: Path
) -> None:
    text = folder / "文字" / "机构设置.md"
    old = "纳入本部门2019年度部门决算编制范围的单位共一个。"
    text.write_text(f"{text.read_text('utf-8-sig')}\n\n{old}\n", "utf-8")
    told = document(client)["told"]
    answer(client, row_of(told, "公务接待费"), "来访的批次比计划少")
    answer(client, row_of(told, "其他用车"), "0")
    found = write(client, server, final=True)["findings"]
    (year,) = (one for one in found if "2019" in one["message"])
    assert year["file"] == "文字/机构设置.md"
    page = client.get(address("finish")).text
    assert "到“文字”里改 文字/机构设置.md" in page
    assert page.count(f'href="{address("texts")}"') == 2  # in the row of pages, and beside it


def test_draft_and_final_are_those_of_the_command_line(
    client: Client, server: Server, folder: Path, tmp_path: Path
) -> None:
    refused = write(client, server, final=True)
    assert refused["refused"]
    assert refused["files"] == []
    assert refused["gaps"] == 2
    assert not (server.house.workspace.root / "成稿").exists()
    draft = write(client, server)
    assert draft["gaps"] == 2
    told = document(client)["told"]
    answer(client, row_of(told, "公务接待费"), "来访的批次比计划少")
    answer(client, row_of(told, "其他用车"), "0")
    final = write(client, server, final=True)
    assert not final["refused"]
    (key,) = final["files"]
    sent = client.get(address("out", key))
    same = generator.build(folder, docx=tmp_path / "同.docx", final=True)
    assert not same.refused
    assert digest(sent.body) == digest((tmp_path / "同.docx").read_bytes())
    assert any("来访的批次比计划少" in one["after"] for one in final["changes"])
    assert any("【待补充" in one["before"] for one in final["changes"])
    page = client.get(address("finish")).text
    assert client.get(address("out", final["letter"])).body.startswith(b"PK")
    assert "以前的一份" in page
    before = (folder / GAPS).read_bytes()
    for what in ("填写：其他用车", "填写：公务接待费", "写出时改写 待补充.csv"):
        assert client.post(address("undo")).json["what"] == what
    assert not (folder / GAPS).exists()
    for _ in range(3):
        client.post(address("redo"))
    assert (folder / GAPS).read_bytes() == before
    assert "来访的批次比计划少" in page


def test_a_word_changed_by_hand_is_kept(client: Client, server: Server, folder: Path) -> None:
    (key,) = write(client, server)["files"]
    place = server.house.workspace.root / key
    changed = docx.Document(str(place))
    changed.add_paragraph("手工加的一段")
    changed.save(str(place))
    by_hand = place.read_bytes()
    run = server.house.runs.find(client.post(address("write")).json["run"])
    while run.is_open:
        time.sleep(0.1)
        run = server.house.runs.find(run.id)
    assert "勾选" in run.words
    assert run.words in client.get(address("finish")).text
    assert place.read_bytes() == by_hand
    told = write(client, server, force=True)
    assert [one["before"] for one in told["changes"]] == ["手工加的一段"]
    kept = [path.read_bytes() for path in (place.parent / "历史").iterdir()]
    assert by_hand in kept
    assert folder.is_dir()


def test_a_workspace_that_is_a_data_folder_itself(tmp_path: Path) -> None:
    """Our records and the documents in it are no part of what the document is made of."""
    copy_data(tmp_path / "本局")
    with open_server(tmp_path / "本局") as server:
        client = Client(server).enter()
        seen = document(client, "~")["told"]["version"]
        written = write(client, server, key="~")["files"]
        assert [path.startswith("成稿/本局/") for path in written] == [True]
        assert client.get(address("state", "~")).json["version"] == seen


def test_what_users_write_is_never_markup(client: Client, server: Server) -> None:
    key = "部门/<b>坏</b>"
    place = server.house.workspace.root / "部门" / "坏名"
    copy_data(place)
    write_rows(
        place / "原因.csv",
        [
            [row[0], _EVIL, *row[2:]] if row[0] == "公务接待费" else row
            for row in read_rows(place / "原因.csv")
        ],
    )
    (place / "文字" / "主要职责.md").write_text(_EVIL, encoding="utf-8")
    set_key(place, "单位信息.csv", "部门名称", _EVIL)
    assert client.get(address("folder", key)).status == 404
    assert "&lt;script&gt;alert(2)" in document(client, "部门/坏名")["document"]
    for page in ("folder", "texts", "list/原因", "versions", "finish"):
        text = client.get(address(page, "部门/坏名")).text
        assert "<img src=x" not in text, page
        assert "<script>alert" not in text, page


@pytest.mark.parametrize(
    "path",
    [
        address("folder", "部门/../../etc"),
        address("folder", "部门/没有"),
        address("list/没有的清单"),
        address("list/单位信息", "送审"),
        address("out", f"{KEY}/单位信息.csv"),
        "/accountant/look/page.html.jinja",
        "/accountant/begun/0123456789abcdef",
    ],
)
def test_nothing_else_is_shown(path: str, client: Client, folder: Path) -> None:
    assert folder.is_dir()
    assert client.get(path).status == 404


def test_a_text_folder_that_leads_out_is_not_written(
    client: Client, folder: Path, tmp_path: Path
) -> None:
    outside = tmp_path / "外"
    (folder / "文字").rename(outside)
    (folder / "文字").symlink_to(outside)
    before = (outside / "主要职责.md").read_bytes()
    sent = {
        "name": "主要职责",
        "text": "别的",
        "before": before.decode("utf-8-sig").replace("\r\n", "\n"),
    }
    assert client.post(address("text"), sent).status == 404
    assert (outside / "主要职责.md").read_bytes() == before


def test_a_file_dropped_on_a_folder_is_read_into_it(
    client: Client, server: Server, folder: Path
) -> None:
    table = (folder / "公开09.csv").read_bytes()
    (folder / "公开09.csv").unlink()
    batch = client.upload(("公开09.csv", table))
    run = client.post(address("import"), {"batch": batch}).json["run"]
    assert any("公开09.csv" in line for line in finished(server, run)["lines"])
    assert (folder / "公开09.csv").is_file()
    client.post(address("undo"))
    assert not (folder / "公开09.csv").exists()


@pytest.fixture(scope="module")
def samples(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Client]:
    """The samples as departments of one workspace."""
    root = tmp_path_factory.mktemp("工作")
    for path in SAMPLES.iterdir():
        if path.is_dir():
            copy_data(root / "部门" / path.name, path)
    with open_server(root) as server:
        yield Client(server).enter()


@pytest.mark.parametrize("name", sorted(path.name for path in SAMPLES.iterdir() if path.is_dir()))
def test_the_document_is_that_of_the_page(name: str, samples: Client) -> None:
    """What `--html` shows of the document, byte for byte, and a row for every mark."""
    found = document(samples, f"部门/{name}")
    built = generator.build(SAMPLES / name)
    page = format_page(built.department.content, built.findings, explain_figure)
    assert found["document"] in page
    known = {tuple(row["identity"]) for row in found["told"]["rows"]}
    for field in found["told"]["fields"]:
        assert {tuple(one) for one in field["asks"]} <= known
        assert field["asks"], field
