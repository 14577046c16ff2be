"""Texts of the generated piles as files of other office programs, and what reviews say of them."""

from __future__ import annotations

import io
import subprocess
import tempfile
import zipfile
from collections import Counter
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

from docx import Document
from docx.oxml import parse_xml
from lxml import etree
from piles.media import format_text, has_room
from piles.model import Fate
from piles.planning import plan_pile
from wordings.folder import write_data

from generator.base.codes import L14
from generator.base.severity import Severity
from generator.tasks.review import review_file

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from piles.model import Sent

    from generator.model.finding import Finding

# How LibreOffice calls the formats; WPS writes that of Word for its .wps.
WRITTEN = {".doc": "doc:MS Word 97", ".rtf": "rtf", ".odt": "odt"}
TWINS = {".wps": ".doc"}
_WAIT = 900


class Told(NamedTuple):
    """A finding by what a reader sees of it, but for the number of the paragraph."""

    code: str
    severity: str
    stated: str
    expected: str
    places: tuple[tuple[str, ...], ...]


class Said(NamedTuple):
    """What a review says of a file: its findings, the paragraphs they name, what was checked."""

    findings: Counter[Told]
    paragraphs: Counter[tuple[Told, tuple[int, ...]]]
    checked: int
    verdict: str


def write_originals(folder: Path, count: int, seed: str) -> tuple[Path, ...]:
    """Write so many .docx of a pile, with their tables where they have room, most with errors."""
    sent = [one for one in plan_pile(count * 3, seed).sent if one.fate in _FATES]
    sent.sort(key=lambda one: one.fate is Fate.CLEAN)
    paths = []
    for number, one in enumerate(sent[:count]):
        path = folder / f"送审{number:02}.docx"
        path.write_bytes(_write(one))
        paths.append(path)
    return tuple(paths)


_FATES = frozenset({Fate.PLANTED, Fate.CLEAN})


def _write(one: Sent) -> bytes:
    """Return a whole package: the pile writes the text alone, which LibreOffice does not open."""
    assert one.text is not None
    with tempfile.TemporaryDirectory() as room:
        tables = Path(room) if has_room(one.text.document) else None
        if tables is not None:
            write_data(one.text.figures, one.text.wording, tables)
        return whole_docx(format_text(one.text.document, ".docx", tables))


def whole_docx(bare: bytes) -> bytes:
    """Return a package with styles and settings around the body of a bare one."""
    with zipfile.ZipFile(io.BytesIO(bare)) as archive:
        (body,) = etree.fromstring(archive.read("word/document.xml"))
    document = Document()
    last = document.element.body[-1]  # the section
    for block in body:
        last.addprevious(parse_xml(etree.tostring(block)))
    made = io.BytesIO()
    document.save(made)
    return made.getvalue()


def save_as(office: str, paths: Sequence[Path], suffix: str, folder: Path) -> tuple[Path, ...]:
    """Return the files as LibreOffice writes them in another format."""
    written = TWINS.get(suffix, suffix)
    with tempfile.TemporaryDirectory() as profile:
        command = [office, f"-env:UserInstallation={Path(profile).as_uri()}", "--headless"]
        command += ["--convert-to", WRITTEN[written], "--outdir", str(folder), *map(str, paths)]
        subprocess.run(command, check=True, capture_output=True, timeout=_WAIT)
    made = [folder / f"{path.stem}{written}" for path in paths]
    return tuple(path.rename(path.with_suffix(suffix)) for path in made)


def say(path: Path) -> Said:
    """Return what the review of a file says; that it was converted is no finding of its text."""
    review = review_file(path)
    findings = [one for one in review.findings if not is_about_conversion(one)]
    told = [_tell(one) for one in findings]
    numbers = [tuple(place.paragraph for place in one.places) for one in findings]
    return Said(
        Counter(told), Counter(zip(told, numbers, strict=True)), review.checked, review.verdict
    )


def is_about_conversion(one: Finding) -> bool:
    """Whether a finding says no more than that the file was converted."""
    return one.code == L14.code and one.severity is Severity.INFO and "LibreOffice" in one.message


def _tell(one: Finding) -> Told:
    places = tuple(
        (place.section, place.quote, place.table, place.row, place.column) for place in one.places
    )
    return Told(one.code, one.severity.value, str(one.stated), str(one.expected), places)


def differences(before: Said, after: Said) -> Iterator[str]:
    """Yield what is said of one file alone, the paragraphs left out."""
    for which, one, other in (("少了", before, after), ("多了", after, before)):
        for told in (one.findings - other.findings).elements():
            yield f"{which} {told.code} {told.severity} {told.stated}/{told.expected} {told.places}"
    for what, was, now in (
        ("核对数", before.checked, after.checked),
        ("结论", before.verdict, after.verdict),
    ):
        if was != now:
            yield f"{what} {was} → {now}"
