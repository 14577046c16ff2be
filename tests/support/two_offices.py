"""A department of the oracle with last year's tables: this year's document, last year's data."""

import shutil
import zipfile
from pathlib import Path

from oracle.department import random_department
from oracle.folder import write_folder
from oracle.model import Department

import generator

# Departments that have all nine tables of last year, in 万元 and in 元.
SEED, IN_YUAN = 23, 1


def write_years(place: Path, seed: int = SEED) -> Department:
    """Write 送审.docx and last year's data folder 去年公开/<name>; return the department."""
    department = random_department(seed)
    write_folder(department, place / "数据")
    generator.build(place / "数据", docx=place / "送审.docx", profile=department.profile)
    last = place / "去年公开" / department.name
    last.mkdir(parents=True)
    for path in (place / "数据" / "上年").iterdir():
        shutil.copy(path, last)
    info = (place / "数据" / "单位信息.csv").read_text(encoding="utf-8")
    info = info.replace(str(department.year), str(department.year - 1))
    (last / "单位信息.csv").write_text(info, encoding="utf-8")
    return department


def change_word(path: Path, old: str, new: str, *, after: str) -> None:
    """Replace the first `old` behind some words in the body of a Word file."""
    with zipfile.ZipFile(path) as archive:
        parts = {name: archive.read(name) for name in archive.namelist()}
    body = parts["word/document.xml"].decode()
    at = body.index(old, body.index(after))
    parts["word/document.xml"] = f"{body[:at]}{new}{body[at + len(old) :]}".encode()
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, data in parts.items():
            archive.writestr(name, data)
