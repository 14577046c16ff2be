"""Every address there is, asked with anything: no bug, and no change without our own word.

The addresses are those of the application, the names of fields those that its code reads, so that
what is added later is asked as well.
"""

from __future__ import annotations

import json
import random
import re
import shutil
import urllib.parse
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest
from support.digests import digest
from support.folders import copy_data
from support.letters import TOTAL, write_department
from support.reviewing import PILE, read_drop, sit_down
from support.serving import Client, open_server

import generator.server
from generator.server.application import create_app
from generator.server.runs import DONE

if TYPE_CHECKING:
    from collections.abc import Iterator

    from werkzeug.routing import Rule

    from generator.server.serving import Server

_NAME = "江河市图书馆"
_DEPARTMENT = "部门/甲"
_SEED, _DRAWS = 20261128, 12
_FIELD = re.compile(
    r"""(?:get|getlist|_text|_sent|_object)\((?:[\w().]+,\s*)?"(\w+)"|"(\w+)"[],]"""
)
_DEEP: Any = json.loads("[" * 200 + "]" * 200)
_VALUES: tuple[Any, ...] = (
    None, True, 0, -1, 1.5, 10**300, float("nan"), "", "x", "\x00", "\ud800", "../..", "x" * 3000,
    [], [None], [[], []], ["a", "b", "c"], {}, {"": {}}, {"state": []}, _DEEP,
    _DEPARTMENT, PILE, "一", "均为", "decision", "note", "new", "12-国有资产占用.md",
)  # fmt: skip
_BODIES = (
    b"", b"{", b"null", b"[]", b"7", b'"x"', b"[" * 100_000, b"\xff\xfe", b"\x00",
    b'{"a":' * 50_000, b"1" * 100_000,
)  # fmt: skip
_KINDS = (
    "application/json",
    "application/json; charset=nothing",
    "application/x-www-form-urlencoded",
    "multipart/form-data",
    "multipart/form-data; boundary=x",
    "text/plain",
    "",
)


@pytest.fixture(scope="module")
def workspace(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A workspace with a department and a pile that was reviewed."""
    folder = tmp_path_factory.mktemp("任意")
    write_department(folder / "送" / f"{_NAME}2024.docx", _NAME, TOTAL)
    place = folder / "工作"
    copy_data(place / _DEPARTMENT)
    with open_server(place) as server:
        assert sit_down(server, "王").drop(read_drop(folder / "送")).state == DONE
    return place


@pytest.fixture
def server(workspace: Path, tmp_path: Path) -> Iterator[Server]:
    """A server on a copy of it that begins works and does none."""
    shutil.copytree(workspace, tmp_path / "内" / "工作")
    with open_server(tmp_path / "内" / "工作") as opened:
        opened.house.runs._ending.set()
        yield opened


def _rules(server: Server, method: str) -> list[Rule]:
    rules = create_app(server.house).url_map.iter_rules()
    return sorted((one for one in rules if method in (one.methods or ())), key=str)


def _addresses(client: Client, rule: Rule) -> Iterator[str]:
    """Yield the address of a rule with what there is, then with what there is not."""
    house = client.server.house
    run = house.runs.list()[0].id
    document = run
    for told in client.post(f"/reviewer/piles/{urllib.parse.quote(PILE)}/state").json["rows"]:
        document = told["id"]
    for waiting in house.uploads.waiting():
        house.uploads.close(waiting)
    batch = client.upload(("甲.docx", b"x"))
    there = {
        "key": _DEPARTMENT, "pile": PILE, "run": run, "identity": run, "document": document,
        "batch": batch, "name": "项目", "filename": "house.js",
    }  # fmt: skip
    for value in (None, "无", "..", "\x00", "~", "'\"<b>"):
        parts = {one: value if value is not None else there.get(one, "x") for one in rule.arguments}
        text = "".join(
            parts[name.rpartition(":")[2]] if number % 2 else name
            for number, name in enumerate(re.split("[<>]", rule.rule))
        )
        yield urllib.parse.quote(text, errors="surrogatepass")
        if not rule.arguments:
            return


def _fields() -> list[str]:
    """Return every word that the code may read from a request."""
    folder = Path(generator.server.__file__).parent
    texts = [one.read_text("utf-8") for one in sorted(folder.rglob("*.py"))]
    found = {name for text in texts for pair in _FIELD.findall(text) for name in pair if name}
    assert {"text", "before", "identity", "row", "number", "section", "value", "batch"} <= found
    return sorted(found)


def _snapshot(folder: Path) -> dict[str, str]:
    return {
        str(one.relative_to(folder)): digest(one.read_bytes())
        for one in sorted(folder.rglob("*"))
        if one.is_file() and one.suffix not in {".sqlite3-wal", ".sqlite3-shm", ".lock"}
    }


def test_no_content_of_any_shape_is_a_bug(server: Server, tmp_path: Path) -> None:
    (tmp_path / "外.txt").write_text("外")
    client = Client(server).enter()
    names, draw = _fields(), random.Random(_SEED)
    for rule in _rules(server, "POST"):
        for number, address in enumerate(_addresses(client, rule)):
            sent: list[Any] = [dict.fromkeys(names, value) for value in _VALUES]
            sent += [{one: draw.choice(_VALUES) for one in names} for _ in range(_DRAWS)]
            for value in sent if number == 0 else sent[-2:]:
                answer = client.post(address, value)
                assert answer.status < 500, (address, value, answer.text)
    assert {one.name for one in tmp_path.iterdir()} == {"内", "外.txt"}
    assert {one.name for one in (tmp_path / "内").iterdir()} == {"工作"}


def test_no_bytes_of_any_kind_are_a_bug(server: Server) -> None:
    client = Client(server).enter()
    for rule in _rules(server, "POST"):
        address = next(_addresses(client, rule))
        for body in _BODIES:
            for kind in _KINDS if len(body) < 100 else _KINDS[:1]:
                answer = client.ask("POST", address, body, Content_Type=kind)
                assert answer.status < 500, (address, body[:20], kind, answer.text)


def test_no_form_of_any_shape_is_a_bug(server: Server) -> None:
    client = Client(server).enter()
    names, draw = _fields(), random.Random(_SEED)
    texts = [one for one in _VALUES if isinstance(one, str) and one != "\ud800"]
    for rule in _rules(server, "POST"):
        address = next(_addresses(client, rule))
        for _ in range(_DRAWS):
            fields = {one: draw.choice(texts) for one in names}
            body = urllib.parse.urlencode(fields).encode()
            answer = client.ask("POST", address, body, Content_Type=_KINDS[2])
            assert answer.status < 500, (address, answer.text)


def test_no_question_of_any_shape_is_a_bug(server: Server) -> None:
    client = Client(server).enter()
    names, draw = _fields(), random.Random(_SEED)
    texts = [one for one in _VALUES if isinstance(one, str) and len(one) < 100 and one != "\ud800"]
    for rule in _rules(server, "GET"):
        for address in _addresses(client, rule):
            chosen = {one: draw.choice(texts) for one in names if draw.random() < 0.3}
            asked = urllib.parse.urlencode(chosen)
            for query in ("", "?%FF=%FF&data=%FF&file=%ED%A0%80", f"?{asked}"):
                answer = client.get(address + query)
                assert answer.status < 500, (address, query, answer.text)


@pytest.mark.parametrize(
    "missing", [{"X_CSRF_Token": None}, {"Cookie": None}, {"Origin": "null"}, {"Host": "evil.test"}]
)
def test_nothing_is_changed_by_strangers(missing: dict[str, str | None], server: Server) -> None:
    client = Client(server).enter()
    names = _fields()
    addresses = {str(one): next(_addresses(client, one)) for one in _rules(server, "POST")}
    before = _snapshot(server.house.workspace.root)
    runs, waiting = server.house.runs.list(), server.house.uploads.waiting()
    for address in addresses.values():
        for value in ("", "x", _DEPARTMENT):
            answer = client.post(address, dict.fromkeys(names, value), **missing)
            assert answer.status in {400, 403}, address
    assert _snapshot(server.house.workspace.root) == before
    assert server.house.runs.list() == runs
    assert server.house.uploads.waiting() == waiting
    assert server.house.changes.list("模板") == ()


def test_what_reads_changes_nothing(server: Server) -> None:
    """A link, a picture, a page fetched ahead: none of them may change anything."""
    client = Client(server).enter()
    addresses = [next(_addresses(client, one)) for one in _rules(server, "GET")]
    before = _snapshot(server.house.workspace.root)
    runs = server.house.runs.list()
    for address in addresses:
        for method in ("GET", "HEAD"):
            assert client.ask(method, address).status < 500
    assert _snapshot(server.house.workspace.root) == before
    assert server.house.runs.list() == runs
