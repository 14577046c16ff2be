"""The targets: how an input is drawn, and what of the program reads it."""

import shutil
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from random import Random

from support.folders import ROOT
from support.submitted import SAMPLE

import generator
from fuzz import seeds
from fuzz.bytewise import change_bytes
from fuzz.grids import change_grid, write_delimited
from fuzz.markup import change_html
from fuzz.packages import change_package, pack
from fuzz.pdfs import change_pdf
from fuzz.texts import change_text, odd
from generator.files.formats import tell_format
from generator.narrative.fields import known_shapes
from generator.tasks.import_files.importing import import_files
from generator.tasks.review import review_file
from generator.tasks.review_many.sources import gather
from generator.tasks.templates.inspection import inspect_all

IDENTITY = "单位信息.csv"
_WHOLE = 0.3  # how many inputs go on through checks, review or the whole text
_NAMES = (
    "a.docx",
    "b/c.txt",
    "../d.txt",
    "/e.txt",
    "CON.txt",
    "x" * 250 + ".txt",
    "a\\b.txt",
    "坏\0.txt",
    "b",
    "b/",
    "é.pdf",
    "e\u0301.pdf",
    "A.DOCX",
    ".txt",
    "~$a.docx",
    "__MACOSX/a.docx",
    "深/" * 90 + "f.txt",
    "a:b?.txt",
    " .txt",
    "z.zip",
)


@dataclass(frozen=True)
class Target:
    """One kind of input: `draw` gives its name and bytes, `run` reads it below a new folder."""

    name: str
    draw: Callable[[Random], tuple[str, bytes]]
    run: Callable[[Path, Random], None]


def _read(path: Path) -> None:
    """Give a file to the readers of its format."""
    form = tell_format(path)
    if form.read_sheets is not None:
        form.read_sheets(path, path.name)
    if form.read_passages is not None:
        form.read_passages(path, path.name)


def _import(path: Path, dice: Random) -> None:
    import_files([path], path.parent / "数据")


def _submit(path: Path, dice: Random) -> None:
    """Read a submitted file; some are reviewed, some imported."""
    _read(path)
    if dice.random() < _WHOLE:
        review_file(path)
    elif dice.random() < _WHOLE:
        _import(path, dice)


def _draw_csv(dice: Random) -> tuple[str, bytes]:
    if dice.random() < 0.4:
        source = dice.choice(sorted(SAMPLE.glob("*.csv")))
        grid = [list(row) for row in seeds.grid_of(SAMPLE, source.stem)]
        name = source.name
    else:
        form, grid = seeds.draw_grid(dice)
        name = f"{form}.csv"
    data = write_delimited(dice, change_grid(dice, grid))
    return name, change_bytes(dice, data) if dice.random() < 0.1 else data


def _check_folder(path: Path, dice: Random) -> None:
    """Put the file among those of a department, or alone beside who it is of; check it."""
    folder = path.parent
    whole = dice.random() < _WHOLE or "公开" not in path.name
    for one in SAMPLE.glob("*.csv") if whole else (SAMPLE / IDENTITY,):
        if one.name != path.name:
            shutil.copy(one, folder)
    generator.check(folder)
    if dice.random() < _WHOLE:
        generator.build(folder)


def _named(
    suffix: str, made: tuple[str, bytes], change: Callable[[bytes], bytes]
) -> tuple[str, bytes]:
    return f"{made[0]}{suffix}", change(made[1])


def _draw_workbook(dice: Random) -> tuple[str, bytes]:
    made = dice.choice(seeds.workbooks())
    return _named(".xlsx", made, lambda data: change_package(dice, data))


def _draw_old_workbook(dice: Random) -> tuple[str, bytes]:
    made = dice.choice(seeds.old_workbooks())
    return _named(".xls", made, lambda data: change_bytes(dice, data))


def _draw_page(dice: Random) -> tuple[str, bytes]:
    made = dice.choice(seeds.table_seeds("html"))
    return _named(dice.choice((".html", ".xls")), made, lambda data: change_html(dice, data))


def _check_book(path: Path, dice: Random) -> None:
    """Read a workbook; some as data of a department, some by an import."""
    _read(path)
    if dice.random() < _WHOLE and path.suffix in {".xlsx", ".xls"}:
        generator.check(path)
    elif dice.random() < _WHOLE:
        _import(path, dice)


def _draw_word(dice: Random) -> tuple[str, bytes]:
    data = dice.choice(seeds.documents())
    return dice.choice(("送审.docx", "公开05.docx")), change_package(dice, data)


def _draw_print(dice: Random) -> tuple[str, bytes]:
    return "送审.pdf", change_pdf(dice, dice.choice(seeds.prints()))


def _draw_text(dice: Random) -> tuple[str, bytes]:
    text = change_text(dice, dice.choice(seeds.narratives()))
    encoding = dice.choice(("utf-8", "utf-8", "utf-8-sig", "gb18030", "utf-16"))
    return dice.choice(("送审.txt", "送审.md")), text.encode(encoding, errors="replace")


def _review(path: Path, dice: Random) -> None:
    review_file(path, SAMPLE if dice.random() < _WHOLE else None)


def _draw_archive(dice: Random) -> tuple[str, bytes]:
    text = change_text(dice, seeds.short_narrative()).encode(errors="replace")
    contents = (
        text,
        b"",
        dice.choice(seeds.documents()),
        dice.choice(seeds.prints()),
        b"PK\x05\x06" + bytes(18),
    )
    parts = [(dice.choice(_NAMES), dice.choice(contents)) for _ in range(dice.randint(0, 6))]
    parts = [(name.replace("\0", "") or "a", content) for name, content in parts]
    data = pack(dice, parts)
    if dice.random() < 0.3:
        data = pack(dice, [("z.zip", data), *parts])
    if dice.random() < 0.5:
        return "送审.zip", change_package(dice, data) if parts else change_bytes(dice, data)
    return "送审.zip", data


def _gather(path: Path, dice: Random) -> None:
    """Take the files out of an archive, and read the first that is a text."""
    with gather([path]) as gathered:
        for one in gathered.files[:1]:
            if not one.problem:
                review_file(one.path)


TEMPLATES = ROOT / "templates" / "zh"
_TAGS = (
    "{{",
    "}}",
    "{%",
    "%}",
    "{% if x %}",
    "{% endif %}",
    "{% else %}",
    "{{ 收支总计 }}",
    "{{ 收支总计.增减 }}",
    "{{ 收支总计|万元 }}",
    "{% for 行 in 科目 %}",
    "{% endfor %}",
    "{{ 行 }}",
    "{% set a = a %}",
    "{# ",
    " #}",
    "{% macro a() %}{{ a() }}{% endmacro %}{{ a() }}",
    "{{ 'x' * 999999999 }}",
    "{{ 9 ** 9 ** 9 }}",
    "{{ ''.__class__.__mro__ }}",
    "{% include '宏.md' %}",
    "{% import 'x' as y %}",
    "{{ range(10**9)|list }}",
    "{% extends '封面.md' %}",
    "::图 收入结构",
    "# 一、",
    "::图",
    "| a | b |",
    "{{ 科目[0] }}",
    "{{ 科目['x'] }}",
    "{{ loop.index }}",
    "{% break %}",
    "{{ x|y }}",
    "{{ 1/0 }}",
    "{{ 收支总计 ~ 收支总计 }}",
    "{{ (1,) * 10**8 }}",
    "{% for a in range(10**7) %}{% for b in range(10**7) %}x{% endfor %}{% endfor %}",
    "{{ '%s' % 收支总计 }}",
    "{{ '%999999999d' % 1 }}",
    "{{ '{:>999999999}'.format(1) }}",
    "{{ [] | sum }}",
    "{{ 'a'|center(10**9) }}",
    "((" * 200,
    "{{ " + "(" * 300 + "1" + ")" * 300 + " }}",
    "{{ " + "-" * 3000 + "1 }}",
    "{% raw %}",
)


def _draw_template(dice: Random) -> tuple[str, bytes]:
    source = dice.choice(
        sorted(path for path in TEMPLATES.iterdir() if path.suffix in {".md", ".toml"})
    )
    text = source.read_text(encoding="utf-8")
    for _ in range(dice.randint(1, 3)):
        at = dice.randrange(len(text) + 1)
        match dice.randrange(4):
            case 0 | 1:
                text = text[:at] + dice.choice((*_TAGS, odd(dice))) + text[at:]
            case 2:
                text = text[:at] + text[at + dice.randint(1, 40) :]
            case _:
                other = dice.randrange(len(text) + 1)
                text = text[:at] + text[other : other + 60] + text[at:]
    data = text.encode(dice.choice(("utf-8", "utf-8-sig", "gb18030")), errors="replace")
    return f"模板/{source.name}", change_bytes(dice, data) if dice.random() < 0.1 else data


def _write_by(path: Path, dice: Random) -> None:
    """Write a text by the template, or find its faults without writing, as `templates check`."""
    if dice.random() < 0.8:
        generator.build(SAMPLE, templates=path.parent)
    else:
        inspect_all(path.parent, frozenset(known_shapes()))


TARGETS = {
    one.name: one
    for one in (
        Target("csv", _draw_csv, _check_folder),
        Target("xlsx", _draw_workbook, _check_book),
        Target("xls", _draw_old_workbook, _check_book),
        Target("html", _draw_page, _check_book),
        Target("docx", _draw_word, _submit),
        Target("pdf", _draw_print, _submit),
        Target("zip", _draw_archive, _gather),
        Target("text", _draw_text, _review),
        Target("templates", _draw_template, _write_by),
    )
}
