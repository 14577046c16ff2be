"""The texts of 文字/: a file each, as .md, .txt or .docx."""

from __future__ import annotations

from typing import TYPE_CHECKING

from generator.base.codes import L05, L12
from generator.field.data_folder import TEXT_NAMES, TEXTS, is_left_about
from generator.files.csv import read_text
from generator.files.formats import WORD
from generator.model.finding import Finding, finding
from generator.model.passage import PassageKind
from generator.model.place import Place

if TYPE_CHECKING:
    from collections.abc import Container, Iterator
    from pathlib import Path

_MARKDOWN = ".md"
# Of two files for one text the first of these counts.
TEXT_SUFFIXES = (_MARKDOWN, ".docx", ".txt")
_BESIDE = (PassageKind.FOOTNOTE, PassageKind.TEXTBOX)


def read_texts(
    folder: Path, refused: Container[Path]
) -> tuple[dict[str, str], dict[str, str], tuple[Finding, ...]]:
    """Return the texts of a data folder by name, the file of each, and what is wrong with them."""
    texts: dict[str, str] = {}
    files: dict[str, str] = {}
    findings: list[Finding] = []
    for path in _text_files(folder / TEXTS, refused):
        name = f"{TEXTS}/{path.name}"
        if path.stem in files:
            first = files[path.stem]
            message = f"“{path.stem}”有两份，使用 {first}，没有使用 {name}；请删去一份"
            findings.append(finding(L05, message, Place(name), Place(first)))
            continue
        text, problems = _read_word(path, name) if _is_word(path) else read_text(path, name)
        findings.extend(problems)
        if text is not None and text.strip():
            texts[path.stem], files[path.stem] = text, name
    return texts, files, tuple(findings)


def _text_files(folder: Path, refused: Container[Path]) -> Iterator[Path]:
    if not folder.is_dir() or folder in refused:
        return
    found = [path for path in sorted(folder.iterdir()) if path not in refused]
    for suffix in TEXT_SUFFIXES:
        for path in found:
            is_known = suffix == _MARKDOWN or path.stem in TEXT_NAMES
            hidden = is_left_about(path.name)
            if path.suffix.lower() == suffix and is_known and not hidden and not path.is_dir():
                yield path


def _is_word(path: Path) -> bool:
    return path.suffix.lower() in WORD.suffixes


def _read_word(path: Path, name: str) -> tuple[str | None, tuple[Finding, ...]]:
    """Return the paragraphs of a Word document; what is not taken over is named."""
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
    lines = [passage.text for passage in passages if passage.kind not in _BESIDE]
    return "\n\n".join(lines) or None, findings
