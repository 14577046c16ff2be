"""The guides of docs/ as pages for people who have no viewer of Markdown: said, with pictures.

What a guide says to programmers, below its rule (`---`), is left out; links to pages that are not
among these are only their words.
"""

from __future__ import annotations

import html
import re
import shutil
from pathlib import Path

from markdown_it import MarkdownIt

DOCS = Path(__file__).resolve().parents[1] / "docs"
FOLDER = "说明"
GUIDES = {
    "accountant.md": "会计.html",
    "reviewer.md": "审核人.html",
    "page.md": "本机的网页.html",
    "install.md": "安装.html",
}
_STYLE = (
    'body{max-width:46em;margin:2em auto;padding:0 1em;font:16px/1.8 "Microsoft YaHei",'
    '"Noto Sans CJK SC",sans-serif;color:#1b1b1b}img{max-width:100%;border:1px solid #bbb}'
    "table{border-collapse:collapse}td,th{border:1px solid #bbb;padding:.3em .6em;"
    "text-align:left;vertical-align:top}pre{overflow-x:auto;background:#f3f3f3;padding:.6em}"
)
_ANCHOR = re.compile(r'<a href="#[^"]*">(.*?)</a>', re.DOTALL)
_LINK = re.compile(r'<a href="([^":#]+)(?:#[^"]*)?">(.*?)</a>', re.DOTALL)


def render_guide(text: str) -> str:
    """Return the page of a guide, whole: no request leads elsewhere."""
    text = text.partition("\n---\n")[0]
    title = html.escape(text.partition("\n")[0].lstrip("# "))
    body = MarkdownIt("commonmark", {"html": False}).enable("table").render(text)
    body = _LINK.sub(_lead, _ANCHOR.sub(r"\1", body))
    return (
        f'<!doctype html>\n<html lang="zh-CN">\n<head>\n<meta charset="utf-8">\n'
        f'<meta name="viewport" content="width=device-width, initial-scale=1">\n'
        f"<title>{title}</title>\n<style>{_STYLE}</style>\n</head>\n<body>\n{body}</body>\n</html>\n"
    )


def _lead(link: re.Match[str]) -> str:
    target = GUIDES.get(link[1])
    return f'<a href="{target}">{link[2]}</a>' if target else link[2]


def write_guides(folder: Path) -> None:
    """Write the pages and their pictures into 说明/ of a folder."""
    place = folder / FOLDER
    (place / "images").mkdir(parents=True, exist_ok=True)
    for name, page in GUIDES.items():
        text = (DOCS / name).read_text(encoding="utf-8")
        (place / page).write_text(render_guide(text), encoding="utf-8")
        for picture in re.findall(r"\]\(images/([^)]+)\)", text):
            shutil.copy2(DOCS / "images" / picture, place / "images" / picture)
