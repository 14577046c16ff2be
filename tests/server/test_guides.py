"""The guides with pictures name what the pages have, and show what the script takes."""

from __future__ import annotations

import ast
import re
import struct
import zlib
from functools import cache
from typing import TYPE_CHECKING, Any
from urllib.parse import quote

import numpy as np
import pytest
from support.folders import DATA, ROOT, copy_data
from support.loading import load_file

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from support.serving import Client

GUIDES = {"accountant": "docs/accountant.md", "reviewer": "docs/reviewer.md"}
IMAGES = ROOT / "docs" / "images"
_SOURCES = ("server", "reporting")
_NARROW, _WIDEST, _LARGEST = 390, 1400, 150_000
_CHINESE = re.compile(r"[\u4e00-\u9fff]")


def pieces_of_jinja(text: str) -> Iterator[str]:
    """Yield the texts between tags, the values of attributes, the strings in expressions."""
    text = re.sub(r"\{#.*?#\}", "", text, flags=re.DOTALL)
    yield from re.findall(r'="([^"{}]+)"', text)
    for expression in re.findall(r"\{[{%].*?[}%]\}", text, flags=re.DOTALL):
        yield from re.findall(r'"([^"]+)"', expression)
    plain = re.sub(r"\{[{%].*?[}%]\}", "\n", text, flags=re.DOTALL)
    yield from re.sub(r"<[^>]*>", "\n", plain).split("\n")


def pieces_of_python(text: str) -> Iterator[str]:
    for node in ast.walk(ast.parse(text)):
        if isinstance(node, ast.Constant) and isinstance(node.value, str):
            yield node.value


def pieces_of_script(text: str) -> Iterator[str]:
    for found in re.findall(r'"([^"\n]+)"|`([^`]+)`', text):
        yield from re.split(r"\$\{[^}]*\}", "".join(found))


_READERS = {".jinja": pieces_of_jinja, ".js": pieces_of_script, ".py": pieces_of_python}


@cache
def labels() -> frozenset[str]:
    """Return every whole text that the pages may show."""
    found = set()
    for folder in _SOURCES:
        for path in (ROOT / "generator" / folder).rglob("*"):
            if path.suffix in _READERS:
                found |= set(_READERS[path.suffix](path.read_text(encoding="utf-8")))
    # Names of levels, lists and columns stand with the field.
    for path in (ROOT / "generator" / "field").rglob("*.py"):
        found |= set(pieces_of_python(path.read_text(encoding="utf-8")))
    return frozenset(one.strip(" \n　：") for one in found if _CHINESE.search(one))


def named(guide: str) -> set[str]:
    """Return the labels that a guide names: in 「」, or bold but for the heads of list items."""
    found: set[str] = set()
    for line in (ROOT / guide).read_text(encoding="utf-8").splitlines():
        found |= set(re.findall(r"「([^」]+)」", line))
        heads = re.findall(r"^(?:- |[0-9]+\. )\*\*[^*]+\*\*", line)
        bold = re.findall(r"\*\*([^*]+)\*\*", line)
        found |= set(bold[len(heads) :])
    return found


@pytest.mark.parametrize("guide", GUIDES.values())
def test_every_label_that_a_guide_names_is_on_a_page(guide: str) -> None:
    assert len(named(guide)) > 15
    assert named(guide) - labels() == set()


def test_a_label_that_no_page_has_is_found() -> None:
    assert {"建立一个部门的数据文件夹", "下一处", "应改", "待填", "错误"} <= labels()
    assert not {"生成文档", "一处", "建立一个部门"} & labels()


def pictures(guide: str) -> list[str]:
    text = (ROOT / guide).read_text(encoding="utf-8")
    return re.findall(r"!\[[^\]]+\]\(images/([^)]+)\)", text)


def size_of(path: Path) -> tuple[int, int]:
    width, height = struct.unpack(">II", path.read_bytes()[16:24])
    return width, height


@pytest.mark.parametrize(("name", "guide"), GUIDES.items())
def test_the_pictures_of_a_guide_are_there_and_small(name: str, guide: str) -> None:
    shown = pictures(guide)
    assert sorted(shown) == sorted(path.name for path in IMAGES.glob(f"{name}-*.png"))
    widths = {one: size_of(IMAGES / one)[0] for one in shown}
    assert _NARROW in widths.values()
    assert max(widths.values()) <= _WIDEST
    assert [one for one in shown if (IMAGES / one).stat().st_size > _LARGEST] == []


@pytest.mark.parametrize(("name", "guide"), GUIDES.items())
def test_every_picture_is_taken_by_the_script(name: str, guide: str) -> None:
    script = (ROOT / "tools" / "take_pictures.py").read_text(encoding="utf-8")
    taken = set(re.findall(r'camera\.take\(page, "(\w+)"', script))
    assert {one.removeprefix(f"{name}-").removesuffix(".png") for one in pictures(guide)} <= taken


def decode(png: bytes) -> np.ndarray[Any, np.dtype[np.uint8]]:
    """Return the pixels of a PNG with a palette and rows without a filter."""
    chunks, at = {}, 8
    while at < len(png):
        (length,) = struct.unpack(">I", png[at : at + 4])
        chunks[png[at + 4 : at + 8]] = png[at + 8 : at + 8 + length]
        at += length + 12
    width, height = struct.unpack(">II", chunks[b"IHDR"][:8])
    rows = np.frombuffer(zlib.decompress(chunks[b"IDAT"]), np.uint8).reshape(height, width + 1)
    return np.frombuffer(chunks[b"PLTE"], np.uint8).reshape(-1, 3)[rows[:, 1:]]


def test_a_small_picture_looks_the_same() -> None:
    """A page: white, two colours of text with their smooth edges."""
    tool = load_file(ROOT / "tools" / "small_png.py")
    shades = np.linspace(0, 255, 60)
    page = np.full((40, 120, 3), 255, np.uint8)
    page[3:9, :60] = np.stack([shades, shades, shades], axis=1)
    page[20:30, 60:] = np.stack([shades, np.full(60, 90), np.full(60, 160)], axis=1)
    seen = decode(tool.encode(page))
    assert seen.shape == page.shape
    assert np.abs(seen.astype(int) - page.astype(int)).max() <= 4
    assert tuple(seen[0, 0]) == (255, 255, 255)


def test_more_colours_than_a_palette_has_come_near() -> None:
    tool = load_file(ROOT / "tools" / "small_png.py")
    grid = np.arange(0, 256, 16)
    page = np.stack(np.meshgrid(grid, grid, grid), axis=-1).reshape(64, 64, 3).astype(np.uint8)
    seen = decode(tool.encode(page))
    assert len(np.unique(seen.reshape(-1, 3), axis=0)) <= 256


def test_the_first_page_can_be_reached_from_everywhere(client: Client, tmp_path: Path) -> None:
    root = client.server.house.workspace.root
    copy_data(root / "部门" / "某局", DATA)
    (root / "送审" / "首批" / "送审文件").mkdir(parents=True)
    places = ["/accountant/", "/accountant/folder/部门/某局", "/reviewer/", "/reviewer/piles/首批/"]
    places += ["/reviewer/piles/首批/statistics", "/maintainer/files"]
    for place in places:
        assert '<a href="/">首页</a>' in client.get(quote(place)).text, place
