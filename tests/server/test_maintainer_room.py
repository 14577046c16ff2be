"""The maintainer's room without a browser: what is read, what is written, and what never is."""

from __future__ import annotations

import urllib.parse
from typing import TYPE_CHECKING

import pytest
from support.folders import ROOT, copy_data
from support.serving import Client, open_server

from generator.server.house import Given
from generator.server.maintainer import ROOM

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from generator.server.serving import Server

_ZH = ROOT / "templates" / "zh"
_TWELVE = "12-国有资产占用.md"
_QUERY = "data=%E9%83%A8%E9%97%A8/%E7%94%B2&profile="  # 部门/甲


@pytest.fixture
def server(tmp_path: Path) -> Iterator[Server]:
    """A server on a workspace with one department."""
    copy_data(tmp_path / "工作" / "部门" / "甲")
    with open_server(tmp_path / "工作") as opened:
        yield opened


def _get(client: Client, page: str, **asked: str) -> str:
    return f"/maintainer/{page}?{_QUERY}&{urllib.parse.urlencode(asked)}"


def _template(client: Client, file: str) -> dict[str, str]:
    found: dict[str, str] = client.get(_get(client, "template", file=file)).json
    return found


def _save(client: Client, file: str, text: str, digest: str) -> int:
    sent = {"file": file, "text": text, "digest": digest}
    return client.post(f"/maintainer/template?{_QUERY}", sent).status


@pytest.mark.parametrize("page", ["preview", "files", "switches", "diff", "check", "diff/page"])
def test_every_page_is_shown(page: str, client: Client) -> None:
    answer = client.get(_get(client, page))
    assert answer.status == 200
    assert "<title>" in answer.text


@pytest.mark.parametrize(
    "key", ["..", "部门/..", "/etc", ".gen-narrative", "sample:..", "sample:../..", "given", "无"]
)
@pytest.mark.parametrize("page", ["preview", "page", "news", "template", "diff/page"])
def test_no_other_folder_is_shown(page: str, key: str, client: Client) -> None:
    asked = urllib.parse.urlencode({"data": key, "file": "宏.md"})
    assert client.get(f"/maintainer/{page}?{asked}").status == 404


def test_a_profile_that_is_none_is_told(client: Client) -> None:
    answer = client.get("/maintainer/switches?profile=../../..", Accept="application/json")
    assert answer.status == 409
    assert "没有名为" in answer.json["problem"]


@pytest.mark.parametrize(
    "file", ["../pyproject.toml", "/etc/passwd", "模板/../../x.md", "无.md", "", "\x00"]
)
def test_no_other_file_is_read_or_written(file: str, client: Client, server: Server) -> None:
    assert client.get(_get(client, "template", file=file)).status == 404
    before = sorted(server.house.workspace.root.rglob("*"))
    assert _save(client, file, "x", "") == 404
    assert sorted(server.house.workspace.root.rglob("*")) == before


def test_a_template_is_copied_saved_and_undone(client: Client, server: Server) -> None:
    told = _template(client, _TWELVE)
    assert told["text"] == (_ZH / _TWELVE).read_text("utf-8")
    assert _save(client, _TWELVE, "# 甲\n", told["digest"]) == 200
    own = server.house.workspace.root / "模板" / _TWELVE
    assert own.read_text("utf-8") == "# 甲\n"
    # Whoever asks for the built-in one gets the copy, which takes its place.
    assert _template(client, _TWELVE)["text"] == "# 甲\n"
    assert _save(client, _TWELVE, "# 乙\n", told["digest"]) == 409
    assert client.post(f"/maintainer/undo?{_QUERY}").json == {"what": f"改了 {_TWELVE}"}
    assert not own.exists()
    assert client.post(f"/maintainer/undo?{_QUERY}").json == {"what": ""}


def test_one_number_is_one_section(client: Client, server: Server) -> None:
    own = server.house.workspace.root / "模板" / "12-另一个名字.md"
    own.parent.mkdir()
    own.write_text("# 我们的\n", "utf-8")
    told = _template(client, _TWELVE)
    assert told["file"] == "模板/12-另一个名字.md"
    assert _save(client, _TWELVE, "# 改过\n", told["digest"]) == 200
    assert [one.name for one in own.parent.iterdir()] == [own.name]


def test_a_template_that_is_too_large_or_half_a_character_is_harmless(
    client: Client, server: Server
) -> None:
    digest = _template(client, _TWELVE)["digest"]
    assert _save(client, _TWELVE, "x" * 200_000, digest) == 409
    assert not (server.house.workspace.root / "模板").exists()
    assert _save(client, _TWELVE, "# \ud800\n", digest) == 200
    assert (server.house.workspace.root / "模板" / _TWELVE).read_bytes() == b"# ?\n"


@pytest.mark.parametrize("body", [None, [], "x", 1, {"file": 1}, {"file": _TWELVE, "text": []}])
def test_a_change_of_another_shape_is_refused(body: object, client: Client) -> None:
    for page in ("template", "switches"):
        assert client.post(f"/maintainer/{page}?{_QUERY}", body).status == 400


def test_a_link_among_own_templates_is_not_followed(
    client: Client, server: Server, tmp_path: Path
) -> None:
    secret = tmp_path / "secret.md"
    secret.write_text("# 秘密\n", "utf-8")
    own = server.house.workspace.root / "模板"
    own.mkdir()
    (own / _TWELVE).symlink_to(secret)
    answer = client.get(_get(client, "template", file=f"模板/{_TWELVE}"))
    assert "秘密" not in answer.text
    assert _save(client, f"模板/{_TWELVE}", "x", "") in {404, 409}
    assert secret.read_text("utf-8") == "# 秘密\n"


def test_a_switch_is_saved_among_own_templates(client: Client, server: Server) -> None:
    sent = {"section": "一", "name": "均为", "value": "都是"}
    assert client.post(f"/maintainer/switches?{_QUERY}", sent).json == {"saved": True}
    own = server.house.workspace.root / "模板" / "行文.toml"
    assert own.read_text("utf-8") == '[一]\n均为 = "都是"\n'
    shown = client.get(_get(client, "switches/example", section="一", name="均为")).json
    assert "都是" in "".join(text for text, _ in shown["changes"][0]["before"])


@pytest.mark.parametrize(
    ("sent", "status"),
    [
        ({"section": "一", "name": "没有", "value": "x"}, 409),
        ({"section": "没有", "name": "均为", "value": "x"}, 409),
        ({"section": "通用", "name": "百分比位数", "value": "x"}, 400),
    ],
)
def test_a_switch_that_is_none_is_not_saved(
    sent: dict[str, str], status: int, client: Client, server: Server
) -> None:
    assert client.post(f"/maintainer/switches?{_QUERY}", sent).status == status
    assert client.get(_get(client, "switches/example", **sent)).status == status
    assert not (server.house.workspace.root / "模板").exists()


def test_a_value_that_cannot_be_used_is_not_saved(client: Client, server: Server) -> None:
    sent = {"section": "附件", "name": "自评表印在", "value": "某处"}
    answer = client.post(f"/maintainer/switches?{_QUERY}", sent)
    assert answer.status == 409
    assert "之一" in answer.json["problem"]
    assert not (server.house.workspace.root / "模板").exists()


def test_without_a_folder_of_own_templates_nothing_is_written(tmp_path: Path) -> None:
    data = copy_data(tmp_path / "数据")
    given = Given(data)
    with open_server(tmp_path / "工作", rooms=(ROOM,), given=given) as server:
        client = Client(server).enter()
        assert client.get("/").status == 303
        digest = _template(client, _TWELVE)["digest"]
        assert _save(client, _TWELVE, "x", digest) == 409
        sent = {"section": "一", "name": "均为", "value": "都是"}
        answer = client.post("/maintainer/switches", sent)
        assert "--templates" in answer.json["problem"]
    assert sorted(one.name for one in tmp_path.iterdir()) == ["工作", "数据"]
