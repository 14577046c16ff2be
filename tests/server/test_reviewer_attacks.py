"""Attacks on the reviewer's room: names that are markup, paths that lead out, values that act."""

from __future__ import annotations

import json
import os
import pickle
import shutil
import urllib.parse
from typing import TYPE_CHECKING

import pytest
from support.letters import TOTAL, write_department
from support.piles import write_list
from support.reviewing import PILE, Desk, read_drop, sit_down
from support.serving import Client, open_server

from generator.server.runs import DONE
from generator.tasks.plain_values import read_values
from generator.tasks.review_many.kept import KeptReviews

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

EVIL = "<img src=x onerror=alert(1)>&\"'"
NAME, FILE = "江河市图书馆", "江河市图书馆2024.docx"


@pytest.fixture(scope="module")
def reviewed(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A workspace with a pile whose names, list and texts are markup."""
    folder = tmp_path_factory.mktemp("收到")
    write_department(folder / "做" / FILE, NAME, TOTAL)
    drop = folder / "送"
    shutil.copytree(folder / "做", drop)
    (drop / "</script><script>alert(1)</script>.txt").parent.mkdir(parents=True)
    (drop / "</script><script>alert(1)</script>.txt").write_text(
        f"{EVIL}\n2024年度部门决算\n一、收入支出决算总体情况说明\n2024年度收入总计1万元。\n",
        encoding="utf-8",
    )
    write_list(drop / "名单.csv", (NAME, "", "2025-09-10", EVIL), (EVIL, "", "2025-09-10"))
    place = tmp_path_factory.mktemp("工作")
    with open_server(place) as server:
        assert sit_down(server, EVIL).drop(read_drop(drop)).state == DONE
    return place


@pytest.fixture
def desk(reviewed: Path, tmp_path: Path) -> Iterator[Desk]:
    """A reviewer at a copy of it."""
    shutil.copytree(reviewed, tmp_path / "工作")
    with open_server(tmp_path / "工作") as server:
        yield Desk(Client(server).enter())


def test_no_name_and_no_reason_is_markup(desk: Desk) -> None:
    document = desk.document(FILE)
    key = document.items()["findings"][0]
    document.decide(key, "accepted", EVIL)
    document.note(key, EVIL)
    desk.make("letters")
    batch = desk.client.upload((f"{EVIL}.docx", b"x"), (f"{EVIL}/名单.csv", b"a"))
    pages = [
        desk.client.get(path)
        for path in (
            "/reviewer/",
            f"/reviewer/received/{batch}?pile={urllib.parse.quote(EVIL)}",
            desk.address(""),
            desk.address("statistics"),
            *(row["link"] for row in desk.rows().values() if row["link"]),
        )
    ]
    for page in pages:
        assert page.status == 200
        assert "<img src=x" not in page.text
        assert "<script>alert" not in page.text
        policy = page.headers["Content-Security-Policy"]
        assert "unsafe" not in policy
        assert "default-src 'none'" in policy
    # JSON is no page, whatever it says.
    told = desk.client.post(desk.address("state"), {"known": {}})
    assert told.headers["Content-Type"] == "application/json"
    assert told.headers["X-Content-Type-Options"] == "nosniff"


def test_a_page_of_a_review_runs_its_own_scripts_only(desk: Desk) -> None:
    row = desk.rows()[FILE]
    page = desk.client.get(row["link"])
    policy = page.headers["Content-Security-Policy"]
    assert "script-src 'self' 'sha256-" in policy
    assert "http-equiv" not in page.text.partition("</head>")[0]
    assert page.text.count('name="csrf"') == 1


@pytest.mark.parametrize(
    "pile",
    ["..", ".", "../..", "a/../..", ".gen-narrative", "%2e%2e", "没有", "CON", "送审", EVIL],
)
def test_no_pile_leads_out(pile: str, desk: Desk) -> None:
    desk.pile = pile
    for part in ("", "statistics", "decisions.xlsx"):
        assert desk.client.get(desk.address(part)).status in {303, 308, 404}
    for part in ("state", "make"):
        assert desk.client.post(desk.address(part), {"what": "letters"}).status in {404, 405}
    assert desk.client.submit(desk.address("begin")).status in {404, 405}


@pytest.mark.parametrize(
    "told",
    [
        {"files": "../../..", "roster": "/etc/passwd", "beside": ["../.."]},
        {"files": 7, "beside": 7, "day": [], "number": "x", "after": None},
        {"data": ".gen-narrative/store.sqlite3", "previous": "../../.gen-narrative"},
        [],
        "x",
    ],
)
def test_a_manifest_names_nothing_outside(told: object, desk: Desk) -> None:
    folder = desk.server.house.workspace.root / "送审" / PILE
    (folder / "送审.json").write_text(json.dumps(told), encoding="utf-8")
    assert desk.client.get(desk.address("")).status == 200
    run = desk.review()
    assert "passwd" not in run.words
    assert not [name for name in desk.rows() if "store" in name or "passwd" in name]


@pytest.mark.skipif(os.name == "nt", reason="links need a right there")
def test_links_are_not_followed(desk: Desk, tmp_path: Path) -> None:
    secret = tmp_path / "外面"
    write_department(secret / "秘密.docx", "江河市秘密馆", TOTAL)
    folder = desk.server.house.workspace.root / "送审"
    (folder / "链").symlink_to(secret)
    (folder / PILE / "送审文件" / "链.docx").symlink_to(secret / "秘密.docx")
    assert "链" not in desk.client.get("/reviewer/").text.partition("piles-title")[2]
    desk.pile, own = "链", desk.pile
    assert desk.client.get(desk.address("")).status == 404
    desk.pile = own
    desk.review()
    assert desk.rows()["链.docx"]["need"] == "unread"
    assert "秘密馆" not in json.dumps(desk.rows(), ensure_ascii=False)


class _Acts:
    def __reduce__(self) -> object:
        return (os.system, ("touch acted",))


def test_what_was_kept_does_nothing_when_it_is_read(desk: Desk) -> None:
    root = desk.server.house.workspace.hidden
    bombs = [pickle.dumps(_Acts()), b"cos\nsystem\n(S'touch acted'\ntR.", b"", b"\x80\x05N."]
    bombs += [pickle.dumps(getattr), b"cgenerator.model.review\nUNUSABLE.join\n."]
    for bomb in bombs[:3]:
        with pytest.raises(pickle.UnpicklingError):
            read_values(bomb)
    whole = {path: path.read_bytes() for path in root.glob("reviews/*/*/*")}
    for bomb in bombs:
        for path in root.glob("reviews/*/*/*"):
            path.write_bytes(bomb)
        for path in root.glob("runs/*/desk"):
            path.write_bytes(bomb)
        assert desk.client.get(desk.address("")).status == 200
        assert desk.client.post(desk.address("state"), {"known": {}}).json["rows"] == []
    assert not any(root.parent.rglob("acted"))
    # The next run makes them anew.
    assert desk.review().state == DONE
    assert len(desk.rows()) == 2
    assert whole
    assert set(root.glob("reviews/*/*/*")) == set(whole)


def test_values_of_any_shape_are_refused(desk: Desk) -> None:
    document = desk.document(FILE)
    key = document.items()["findings"][0]
    address = desk.address(document.id, "decide")
    for told in (
        [],
        "x",
        None,
        7,
        {"kind": "decision"},
        {"kind": ["decision"], "key": key, "value": {"state": "upheld"}},
        {"kind": "decision", "key": {"a": 1}, "value": {"state": "upheld"}},
        {"kind": "decision", "key": key, "value": {"state": ["upheld"]}},
        {
            "kind": "decision",
            "key": key,
            "value": {"state": "accepted", "reason": {"a": []}, "until": []},
        },
        {"kind": "note", "key": "no", "value": "x"},
        {"kind": "confirmed", "key": key, "value": True},
    ):
        answer = desk.client.post(address, told)
        assert answer.status in {200, 400, 409}, (told, answer.text)
        assert "程序的缺陷" not in answer.text
    for told in ({"known": []}, {"known": {"a": {"b": 1}}}, [], "x"):
        assert desk.client.post(desk.address("state"), told).status == 200
    for told in ({"what": "../x"}, {"what": ["letters"]}, [], {}):
        assert desk.client.post(desk.address("make"), told).status == 404


def test_a_decision_with_half_a_character_is_kept_or_refused(desk: Desk) -> None:
    document = desk.document(FILE)
    document.decide(document.items()["findings"][0], "accepted", "\ud800\x00\x07理由")
    desk.make("workbook")
    assert desk.client.get(desk.address("decisions.xlsx")).status == 200


def test_only_what_a_run_of_this_pile_made_is_sent(desk: Desk) -> None:
    desk.make("letters")
    run = desk.server.house.runs.list()[0].id
    first = desk.server.house.runs.list()[-1].id
    assert desk.client.get(desk.address("made", run)).status == 200
    assert desk.client.get(desk.address("made", first)).status == 404
    for other in ("none", "..", "%2e%2e%2fstore.sqlite3"):
        assert desk.client.get(desk.address("made", other)).status in {308, 404}
    shutil.copytree(
        desk.server.house.workspace.root / "送审" / PILE,
        desk.server.house.workspace.root / "送审" / "别的",
    )
    desk.pile = "别的"
    assert desk.client.get(desk.address("made", run)).status == 404


def test_changes_need_the_word_of_our_pages(desk: Desk) -> None:
    document = desk.document(FILE)
    for address in (
        "/reviewer/me",
        "/reviewer/receive",
        "/reviewer/place",
        desk.address("begin"),
        desk.address("make"),
        desk.address("state"),
        desk.address(document.id, "decide"),
        desk.address(document.id, "undo"),
    ):
        assert desk.client.post(address, {}, X_CSRF_Token=None).status == 403
        assert desk.client.post(address, {}, Cookie=None).status in {400, 403}
        assert desk.client.get(address).status in {308, 404, 405}


def test_a_batch_is_placed_where_piles_are(desk: Desk) -> None:
    content = (desk.server.house.workspace.root / "送审" / PILE / "送审文件" / FILE).read_bytes()
    for name in ("../../外", "/etc/x", "", "CON", ".gen-narrative", EVIL):
        batch = desk.client.upload(("甲.docx", content))
        answer = desk.client.submit("/reviewer/place", batch=batch, target="new", name=name)
        assert answer.status == 303
        for run in desk.server.house.runs.list():
            desk.server.house.runs.stop(run.id)
    root = desk.server.house.workspace.root
    assert {one.name for one in root.iterdir()} == {"送审", ".gen-narrative"}
    assert len(list((root / "送审").iterdir())) == 7
    batch = desk.client.upload(("甲.docx", content))
    for target in ("add:../..", "next:..", "add:", "x", "new:"):
        answer = desk.client.submit("/reviewer/place", batch=batch, target=target)
        assert answer.status == 404, target
    # It is still there.
    assert desk.client.get(f"/reviewer/received/{batch}").status == 200
    other = desk.client.upload(("图.jpg", b"\xff\xd8"), ("名单.csv", b"a,b\n"))
    shutil.rmtree(desk.server.house.uploads.folder(other))
    assert desk.client.get(f"/reviewer/received/{other}").status == 409


def test_kept_reviews_are_whole_or_not_there(tmp_path: Path) -> None:
    kept = KeptReviews(tmp_path)
    (tmp_path / "a").mkdir()
    (tmp_path / "a" / "summary").write_bytes(pickle.dumps(1))
    assert kept.find("a") is None
    assert kept.find("没有") is None
    kept.prune({"b"})
    assert list(tmp_path.iterdir()) == []
