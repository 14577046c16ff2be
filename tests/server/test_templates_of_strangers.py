"""Own templates that want more than to write: the room lets them do no more than the command line.

Both render them in the sandbox of `narrative`: they read nothing, call nothing, and end.
"""

from __future__ import annotations

import threading
import time
import urllib.parse
from typing import TYPE_CHECKING, Any

import pytest
from support.folders import copy_data
from support.serving import Client, open_server

from generator.base.errors import TemplateError
from generator.tasks.department import write_department

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from generator.server.serving import Server

_TWELVE = "12-国有资产占用.md"
_QUERY = f"data={urllib.parse.quote('部门/甲')}&profile="
_PATIENCE = 60.0
_HIDDEN = "密码一二三"
_LOOP = "{% for a in range(9999) %}"
_WANTS_MORE = (
    "{{ ''.__class__.__mro__[1].__subclasses__() }}",
    "{{ cycler.__init__.__globals__.os.popen('id').read() }}",
    "{{ self._TemplateReference__context }}",
    "{{ lipsum.__globals__['os'].system('touch ran') }}",
    "{% include '../../秘密.md' %}",
    "{% include '/etc/passwd' %}",
    "{% import '..\\\\..\\\\秘密.md' as x %}{{ x }}",
    "{% extends '秘密.md' %}",
    "{{ 'x' * 1000000000 }}",
    f"{_LOOP}{_LOOP}{_LOOP}x{'{% endfor %}' * 3}",
    "{% macro m() %}{{ m() }}{% endmacro %}{{ m() }}",
    "{{ '%s' | format(1) }}{{ request }}{{ config }}",
    "{% set x = joiner.__init__.__globals__ %}{{ x }}",
)


@pytest.fixture
def server(tmp_path: Path) -> Iterator[Server]:
    """A server on a workspace with one department, and a secret beside it."""
    copy_data(tmp_path / "工作" / "部门" / "甲")
    (tmp_path / "秘密.md").write_text(_HIDDEN, "utf-8")
    (tmp_path / "工作" / "秘密.md").write_text(_HIDDEN, "utf-8")
    with open_server(tmp_path / "工作") as opened:
        yield opened


def _save(client: Client, text: str) -> None:
    file = urllib.parse.quote(_TWELVE)
    told = client.get(f"/maintainer/template?{_QUERY}&file={file}").json
    sent = {"file": told["file"], "text": text, "digest": told["digest"]}
    answer = client.post(f"/maintainer/template?{_QUERY}", sent)
    assert answer.status == 200, answer.text


def _news(client: Client, *, stops: bool) -> dict[str, Any]:
    """Wait until what is shown stops, or goes on."""
    end = time.monotonic() + _PATIENCE
    seen = -1
    while True:
        news: dict[str, Any] = client.get(f"/maintainer/news?{_QUERY}&seen={seen}").json
        seen = news["version"]
        if seen and news["stops"] == stops:
            return news
        assert time.monotonic() < end


def test_no_template_reaches_out(server: Server, tmp_path: Path) -> None:
    client = Client(server).enter()
    own = server.house.workspace.root / "模板"
    _news(client, stops=False)
    for text in _WANTS_MORE:
        _save(client, f"# 十二、国有资产\n\n{text}\n")
        news = _news(client, stops=True)
        begun = time.monotonic()
        assert client.get("/").status == 200
        assert time.monotonic() - begun < 5
        page = client.get(f"/maintainer/page?{_QUERY}").text
        for told in (page, str(news)):
            assert _HIDDEN not in told, text
            assert "root:" not in told
            assert "uid=" not in told
        # The command line says the same of the same templates.
        with pytest.raises(TemplateError) as raised:
            write_department(server.house.workspace.root / "部门" / "甲", templates=own)
        shown = {one["message"] for one in news["problems"]}
        assert any(message in str(raised.value) for message in shown), text
        assert client.post(f"/maintainer/undo?{_QUERY}").json["what"]
        _news(client, stops=False)
    assert not list(tmp_path.rglob("ran"))


def test_of_two_who_save_at_once_one_is_told(server: Server) -> None:
    client = Client(server).enter()
    file = urllib.parse.quote(_TWELVE)
    told = client.get(f"/maintainer/template?{_QUERY}&file={file}").json
    found: list[int] = []

    def save(number: int) -> None:
        sent = {"file": _TWELVE, "text": f"# {number}\n", "digest": told["digest"]}
        found.append(client.post(f"/maintainer/template?{_QUERY}", sent).status)

    threads = [threading.Thread(target=save, args=(number,)) for number in range(8)]
    for one in threads:
        one.start()
    for one in threads:
        one.join()
    assert sorted(found) == [200] + [409] * 7


def test_own_templates_write_what_the_accountant_sees_and_gets(server: Server) -> None:
    """One workspace, one wording: what is changed in one room is not another in the next."""
    client = Client(server).enter()
    key = urllib.parse.quote("部门/甲")
    version = client.get(f"/accountant/state/{key}").json["version"]
    assert "另有说法" not in client.get(f"/accountant/document/{key}").json["document"]
    _save(client, "# 十二、国有资产\n\n另有说法。\n")
    assert client.get(f"/accountant/state/{key}").json["version"] != version
    assert "另有说法" in client.get(f"/accountant/document/{key}").json["document"]
    _save(client, "# 十二、国有资产\n\n{{ 没有 }}\n")
    assert "没有名为“没有”" in client.get(f"/accountant/folder/{key}").text
    assert "没有名为“没有”" in client.get(f"/state/{key}").json["words"]


def test_a_linked_folder_of_templates_is_none(server: Server, tmp_path: Path) -> None:
    outside = tmp_path / "别处"
    outside.mkdir()
    (outside / _TWELVE).write_text("# 十二\n\n别处的话。\n", "utf-8")
    (server.house.workspace.root / "模板").symlink_to(outside, target_is_directory=True)
    client = Client(server).enter()
    key = urllib.parse.quote("部门/甲")
    assert "别处的话" not in client.get(f"/accountant/document/{key}").json["document"]
    assert server.house.workspace.own_templates is None


def test_a_bug_of_the_program_is_told_and_the_watching_goes_on(
    server: Server, monkeypatch: pytest.MonkeyPatch
) -> None:
    client = Client(server).enter()
    _news(client, stops=False)

    def fail(*_given: object, **_more: object) -> None:
        raise ZeroDivisionError

    with monkeypatch.context() as patched:
        patched.setattr("generator.server.maintainer.session.word_department", fail)
        _save(client, "# 十二、国有资产\n")
        assert "程序的缺陷" in _news(client, stops=True)["problems"][0]["message"]
    _save(client, "# 十二、国有资产\n\n又好了。\n")
    _news(client, stops=False)
    assert "又好了。" in client.get(f"/maintainer/page?{_QUERY}").text
