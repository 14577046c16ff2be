"""A file that LibreOffice reads for us does nothing: no macro, no link, no request."""

from __future__ import annotations

import http.server
import io
import threading
import zipfile
from typing import TYPE_CHECKING

import pytest
from support.needs import find_office

from generator.tasks.submitted import read_passages

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path


@pytest.fixture(autouse=True)
def office() -> str:
    return find_office()


_TEXT = "application/vnd.oasis.opendocument.text"
_SPACES = " ".join(
    f'xmlns:{short}="urn:oasis:names:tc:opendocument:xmlns:{name}:1.0"'
    for short, name in (
        ("office", "office"),
        ("text", "text"),
        ("draw", "drawing"),
        ("script", "script"),
    )
)
_MODULE = 'xmlns:script="http://openoffice.org/2000/script"'
_LINKS = 'xmlns:xlink="http://www.w3.org/1999/xlink"'


def odt_with(body: str, scripts: str = "", parts: dict[str, str] | None = None) -> bytes:
    made = io.BytesIO()
    parts = parts or {}
    listed = "".join(
        f'<manifest:file-entry manifest:full-path="{name}" manifest:media-type="text/xml"/>'
        for name in ("content.xml", *parts)
    )
    with zipfile.ZipFile(made, "w") as archive:
        archive.writestr("mimetype", _TEXT)
        archive.writestr(
            "content.xml",
            f'<office:document-content {_SPACES} {_LINKS} office:version="1.3">{scripts}'
            f"<office:body><office:text>{body}</office:text></office:body>"
            "</office:document-content>",
        )
        archive.writestr(
            "META-INF/manifest.xml",
            '<manifest:manifest xmlns:manifest="urn:oasis:names:tc:opendocument:xmlns:manifest:1.0"'
            f' manifest:version="1.3"><manifest:file-entry manifest:full-path="/" '
            f'manifest:media-type="{_TEXT}"/>{listed}</manifest:manifest>',
        )
        for name, content in parts.items():
            archive.writestr(name, content)
    return made.getvalue()


@pytest.fixture
def asked() -> Iterator[tuple[str, list[str]]]:
    """A server on this machine: its address, and what it is asked for."""
    paths: list[str] = []

    class Handler(http.server.BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            paths.append(self.path)
            self.send_error(404)

        do_HEAD = do_OPTIONS = do_PROPFIND = do_GET  # noqa: N815 - names of the library

        def log_message(self, *_: object) -> None:
            pass

    with http.server.ThreadingHTTPServer(("127.0.0.1", 0), Handler) as server:
        threading.Thread(target=server.serve_forever, daemon=True).start()
        yield f"http://127.0.0.1:{server.server_port}", paths
        server.shutdown()


def test_nothing_is_fetched_and_no_other_file_is_read(
    asked: tuple[str, list[str]], tmp_path: Path
) -> None:
    address, paths = asked
    secret = tmp_path / "别的文件.txt"
    secret.write_text("别人的内容", encoding="utf-8")
    picture = '<draw:image xlink:href="{}" xlink:type="simple" xlink:actuate="onLoad"/>'
    linked = (
        '<text:section text:name="甲"><text:section-source xlink:href="{}" xlink:type="simple" '
        'text:filter-name="Text"/><text:p>节内原文</text:p></text:section>'
    )
    body = (
        "<text:p>正文一段</text:p>"
        f"<text:p><draw:frame>{picture.format(f'{address}/a.png')}</draw:frame></text:p>"
        f"{linked.format(secret.as_uri())}{linked.format(f'{address}/b.txt').replace('甲', '乙')}"
    )
    path = tmp_path / "连着别处.odt"
    path.write_bytes(odt_with(body))
    passages, _ = read_passages(path)
    texts = [one.text for one in passages]
    assert "正文一段" in texts
    assert not any("别人的内容" in text for text in texts)
    assert paths == []


def test_a_linked_picture_of_an_rtf_is_not_fetched(
    asked: tuple[str, list[str]], tmp_path: Path
) -> None:
    address, paths = asked
    path = tmp_path / "连着别处.rtf"
    field = f'{{\\field{{\\*\\fldinst INCLUDEPICTURE "{address}/a.png" \\\\d}}{{\\fldrslt}}}}'
    path.write_text(f"{{\\rtf1\\ansi text\\par{field}\\par}}", encoding="ascii")
    assert [one.text for one in read_passages(path)[0]][:1] == ["text"]
    assert paths == []


def test_no_macro_runs(tmp_path: Path) -> None:
    ran = tmp_path / "ran"
    macro = f'Sub Main\nOpen "{ran}" For Output As #1\nPrint #1, "x"\nClose #1\nEnd Sub'
    script = "vnd.sun.star.script:Standard.Module1.Main?language=Basic&amp;location=document"
    event = (
        "<office:scripts><office:event-listeners>"
        '<script:event-listener script:language="ooo:script" script:event-name="dom:load" '
        f'xlink:href="{script}" xlink:type="simple"/></office:event-listeners></office:scripts>'
    )
    space = 'xmlns:library="http://openoffice.org/2000/library"'
    library = 'library:name="Standard" library:readonly="false" library:passwordprotected="false"'
    parts = {
        "Basic/script-lc.xml": f"<library:libraries {space}>"
        '<library:library library:name="Standard" library:link="false"/></library:libraries>',
        "Basic/Standard/script-lb.xml": f"<library:library {space} {library}>"
        '<library:element library:name="Module1"/></library:library>',
        "Basic/Standard/Module1.xml": f"<script:module {_MODULE} "
        f'script:name="Module1" script:language="StarBasic">{macro.replace(chr(34), "&quot;")}'
        "</script:module>",
    }
    path = tmp_path / "带宏.odt"
    path.write_bytes(odt_with("<text:p>正文一段</text:p>", event, parts))
    assert [one.text for one in read_passages(path)[0]] == ["正文一段"]
    assert not ran.exists()
