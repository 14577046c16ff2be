"""The texts of 文字/ and of its folders: a file each, as .md, .txt or .docx."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from generator.base.codes import L05, L12
from generator.field.data_folder import TEXT_NAMES, TEXTS, is_left_about
from generator.field.evaluation import PROJECT_FOLDER, WHOLE_FOLDER, WHOLE_TEXTS
from generator.files.csv import read_text
from generator.files.formats import WORD
from generator.model.finding import Finding, finding
from generator.model.passage import PassageKind
from generator.model.place import Place
from generator.model.records import TextFile

if TYPE_CHECKING:
    from collections.abc import Callable, Container, Iterator
    from pathlib import Path

_MARKDOWN = ".md"
# Of two files for one text the first of these counts.
TEXT_SUFFIXES = (_MARKDOWN, ".docx", ".txt")
_GUIDE = re.compile(r"readme|license|(?:填写)?说明", re.IGNORECASE)
_BESIDE = (PassageKind.FOOTNOTE, PassageKind.TEXTBOX)


def read_texts(
    folder: Path, refused: Container[Path]
) -> tuple[dict[str, str], dict[str, str], tuple[Finding, ...]]:
    """Return the texts of a data folder by name, the file of each, and what is wrong with them."""
    texts: dict[str, str] = {}
    files: dict[str, str] = {}
    findings: list[Finding] = []
    for path in _text_files(folder / TEXTS, refused, _is_text):
        name = f"{TEXTS}/{path.name}"
        if path.stem in files:
            findings.append(_second(path.stem, files[path.stem], name))
            continue
        text, problems = _read_file(path, name)
        findings.extend(problems)
        if text is not None and text.strip():
            texts[path.stem], files[path.stem] = text, name
    return texts, files, tuple(findings)


def _is_text(path: Path) -> bool:
    return path.suffix.lower() == _MARKDOWN or path.stem in TEXT_NAMES


def _is_of_project(path: Path) -> bool:
    return _GUIDE.fullmatch(path.stem) is None


def _is_of_whole(path: Path) -> bool:
    return path.stem in WHOLE_TEXTS


def _second(stem: str, first: str, name: str) -> Finding:
    message = f"“{stem}”有两份，使用 {first}，没有使用 {name}；请删去一份"
    return finding(L05, message, Place(name), Place(first))


def read_project_texts(
    folder: Path, refused: Container[Path]
) -> tuple[tuple[TextFile, ...], tuple[Finding, ...]]:
    """Return the texts of 文字/项目/, whatever their files are called, and what is wrong."""
    return _read_inner(folder, PROJECT_FOLDER, refused, _is_of_project)


def read_whole_texts(
    folder: Path, refused: Container[Path]
) -> tuple[tuple[TextFile, ...], tuple[Finding, ...]]:
    """Return the texts of 文字/整体绩效/, each name once, and what is wrong."""
    found, findings = _read_inner(folder, WHOLE_FOLDER, refused, _is_of_whole)
    kept: dict[str, TextFile] = {}
    for one in found:
        first = kept.setdefault(one.name, one)
        if first is not one:
            findings = (*findings, _second(one.name, first.file, one.file))
    return tuple(kept.values()), findings


def _read_inner(
    folder: Path, inner: str, refused: Container[Path], is_known: Callable[[Path], bool]
) -> tuple[tuple[TextFile, ...], tuple[Finding, ...]]:
    if folder / TEXTS in refused:
        return (), ()
    texts: list[TextFile] = []
    findings: list[Finding] = []
    for path in _text_files(folder / TEXTS / inner, refused, is_known):
        name = f"{TEXTS}/{inner}/{path.name}"
        text, problems = _read_file(path, name, with_headings=True)
        findings.extend(problems)
        if text is not None and text.strip():
            texts.append(TextFile(name, path.stem, text))
    return tuple(texts), tuple(findings)


def _text_files(
    folder: Path, refused: Container[Path], is_known: Callable[[Path], bool]
) -> Iterator[Path]:
    if not folder.is_dir() or folder in refused:
        return
    found = [path for path in sorted(folder.iterdir()) if path not in refused]
    for suffix in TEXT_SUFFIXES:
        for path in found:
            hidden = is_left_about(path.name) or path.is_dir()
            if path.suffix.lower() == suffix and is_known(path) and not hidden:
                yield path


def _read_file(
    path: Path, name: str, *, with_headings: bool = False
) -> tuple[str | None, tuple[Finding, ...]]:
    return (
        _read_word(path, name, with_headings=with_headings)
        if _is_word(path)
        else read_text(path, name)
    )


def _is_word(path: Path) -> bool:
    return path.suffix.lower() in WORD.suffixes


def _read_word(
    path: Path, name: str, *, with_headings: bool
) -> tuple[str | None, tuple[Finding, ...]]:
    """Return the paragraphs of a Word document; what is not taken over is named.

    With headings, those that the file itself declares are marked as in Markdown.
    """
    from generator.files.docx.passages import read_docx_text  # noqa: PLC0415 - brings lxml along

    passages, findings, beside = read_docx_text(path, name)
    left = [
        word
        for word, is_there in (
            ("表格", beside.has_table),
            ("脚注、文本框", any(passage.kind in _BESIDE for passage in passages)),
        )
        if is_there
    ]
    if left:
        message = f"{name} 中的{'、'.join(left)}没有带入，请在生成后核对"
        findings = (*findings, finding(L12, message, Place(name)))
    lines = [
        f"{'#' * int(passage.style)} {passage.text}"
        if with_headings and passage.style
        else passage.text
        for passage in passages
        if passage.kind not in _BESIDE
    ]
    return "\n\n".join(lines) or None, findings
