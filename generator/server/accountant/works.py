"""The long works of the room, each in a process of its own: a new folder, the document."""

from __future__ import annotations

import contextlib
import json
import os
import shutil
from collections import Counter
from typing import TYPE_CHECKING, Any

from generator.base.errors import (
    EditedDocumentError,
    GeneratorError,
    NothingImportedError,
    OfficeMissingError,
    YearsUnclearError,
)
from generator.base.output import write_atomically, write_files, write_new_files
from generator.base.severity import Severity
from generator.field import zh
from generator.reporting.formats import BuildFormat
from generator.server.accountant.desk import DOCUMENTS
from generator.server.names import clean_name
from generator.server.store import Store
from generator.server.store.changes import Changes
from generator.server.uploads import UploadError, Uploads
from generator.server.workspace import DEPARTMENTS, HERE, Workspace
from generator.tasks.build import Options, build_department, output_name
from generator.tasks.data_folders import is_data_folder
from generator.tasks.filling.changed import list_changes, write_letter
from generator.tasks.history import keep_version
from generator.tasks.import_files.importing import import_files
from generator.tasks.start.dropped import describe_given, part_copies, sort_dropped
from generator.tasks.start.making import start_given

if TYPE_CHECKING:
    from pathlib import Path

    from generator.model.accounts import Identity
    from generator.model.finding import Finding
    from generator.server.running import Order, Reporter
    from generator.server.workspace import DataFolder
    from generator.tasks.build import BuildResult
    from generator.tasks.start.dropped import Dropped
    from generator.tasks.start.making import Started

_TARGET = "target"
_LEAST_TABLES = 9
_NOTHING_USED = "放入的文件里没有今年的公开表；请放入今年的决算表（工作簿）和去年公开的文件"
_MOST_LINES = 30  # lines of a report that are shown
_MOST_TOLD = 200  # findings and changes that a result carries


class NotWrittenError(GeneratorError):
    """Why nothing was written, said to somebody who has a page and no command line."""

    def __init__(self, error: EditedDocumentError | OfficeMissingError) -> None:
        if isinstance(error, EditedDocumentError):
            words = (
                "写出过的 Word 在那之后被人改过，没有覆盖。"
                "要覆盖，请勾选“写出的 Word 在别处改过也覆盖”，再写一次。"
            )
        else:
            words = (
                "这台电脑上没有 LibreOffice 或 Word，不能写出 PDF，什么也没有写出。"
                "请安装 LibreOffice；或者只写 Word，再在 WPS 中另存为 PDF。"
            )
        super().__init__(words)


def begin(order: Order, reporter: Reporter) -> object:
    """Make the data folder of a year from a batch of dropped files; return what was recognised.

    The folder is made whole beside the others and then put in its place, so that a kill leaves
    none that is half made.
    """
    workspace = Workspace(order.workspace)
    uploads = Uploads(workspace)
    told, target = order.room / "told.json", order.room / _TARGET
    made = order.room / zh.DATA
    batch = order.arguments["batch"]
    if told.is_file() and not made.exists() and target.is_file():
        with contextlib.suppress(UploadError):
            uploads.close(batch)
        return json.loads(told.read_text("utf-8"))
    reporter.say(0, 3, "解开压缩包")
    packed = uploads.unpack(batch)
    reporter.say(1, 3, "辨认今年和上年的文件")
    dropped = sort_dropped(one.path for one in uploads.files(batch))
    shutil.rmtree(made, ignore_errors=True)
    try:
        started = start_given(dropped.used, made)
    except (YearsUnclearError, NothingImportedError) as error:
        return _tell_refused(dropped, packed, batch, error)
    reporter.say(2, 3, "建立数据文件夹")
    write_new_files(started.files)
    name = f"{started.department}{started.year}" if started.year else started.department
    path = workspace.free_folder(DEPARTMENTS, name or "未命名")
    result = _tell_started(started, workspace.key_of(path), packed)
    former = path.with_name(clean_name(name)) if name else path
    result["former"] = workspace.key_of(former) if is_data_folder(former) else ""
    result["unused"] = [one._asdict() for one in dropped.unused]
    write_atomically(told, json.dumps(result, ensure_ascii=False).encode())
    write_atomically(target, workspace.key_of(path).encode())
    path.parent.mkdir(parents=True, exist_ok=True)
    os.replace(made, path)  # noqa: PTH105 - a folder
    uploads.close(batch)
    return result


def _tell_refused(
    dropped: Dropped, packed: tuple[str, ...], batch: str, error: GeneratorError
) -> dict[str, Any]:
    """Return what was recognised and what is missing; the files wait for those that belong to them.

    A file that none can be made of alone, as last year's document, is kept.
    """
    return {
        "refused": str(error) if dropped.used else _NOTHING_USED,
        "batch": batch,
        "recognised": [(one.path.name, describe_given(one)) for one in dropped.used],
        "unused": [one._asdict() for one in dropped.unused],
        "packed": packed,
    }


def _tell_started(started: Started, key: str, packed: tuple[str, ...]) -> dict[str, Any]:
    asked = dict.fromkeys((gap.file, gap.key, gap.basis) for gap in started.gaps)
    return {
        "key": key,
        "department": started.department,
        "year": started.year,
        "this": started.this,
        "last": started.last,
        "tables": started.tables,
        "tables_missing": max(_LEAST_TABLES - started.tables, 0),
        "taken": started.taken,
        "assumed": started.assumed,
        "packed": packed,
        "asked": list(Counter(file for file, _, _ in asked).items()),
        "findings": _tell_findings(started.findings),
    }


def import_more(order: Order, reporter: Reporter) -> object:
    """Read a batch of dropped files into a folder that there is; it can be undone."""
    workspace = Workspace(order.workspace)
    folder = workspace.data_folder(order.arguments["key"])
    uploads = Uploads(workspace)
    batch = order.arguments["batch"]
    reporter.say(0, 1, "读放入的文件")
    lines = list(uploads.unpack(batch))
    files, copies = part_copies(one.path for one in uploads.files(batch))
    report = import_files(files, folder.path)
    if report.files:
        Changes(Store(order.store), workspace.root).write(folder.key, "放入文件", report.files)
    landed = (*(one.file for one in report.tables), *report.others)
    lines += [f"{one.path.name}：{one.landed.value}" for one in landed]
    lines += [f"{one.name}：{one.why}" for one in copies]
    lines += [_word_finding(one) for one in report.findings if one.severity is not Severity.INFO]
    uploads.close(batch)
    return {"lines": lines[:_MOST_LINES]}


def _word_finding(finding: Finding) -> str:
    """Return a finding on a dropped file, the file named."""
    file = finding.places[0].file if finding.places else ""
    named = not file or file in finding.message
    return finding.message if named else f"{file}：{finding.message}"


def write_document(order: Order, reporter: Reporter) -> object:
    """Write Word (and PDF) of a folder as the command line does; return what came of it.

    What stood there before goes into 历史/, and what has changed since is told.
    """
    workspace = Workspace(order.workspace)
    folder = workspace.data_folder(order.arguments["key"])
    final, force = bool(order.arguments["final"]), bool(order.arguments["force"])
    kinds = [BuildFormat.DOCX, *([BuildFormat.PDF] if order.arguments["pdf"] else [])]
    out = place_of_documents(workspace, folder)
    reporter.say(0, 2, "排版" if order.arguments["pdf"] else "写出 Word")

    def targets(identity: Identity) -> dict[BuildFormat, Path]:
        name = output_name(identity)
        return {kind: out / f"{name}{kind.suffix}" for kind in kinds}

    try:
        own = workspace.own_templates
        options = Options(targets, templates=own, final=final, force=force)
        result = build_department(folder.path, options)
    except (EditedDocumentError, OfficeMissingError) as error:
        raise NotWrittenError(error) from error
    if result.refused:
        return _tell_built(result, workspace)
    word = targets(result.department.accounts.identity)[BuildFormat.DOCX]
    before = word.read_bytes() if word.is_file() else b""
    files, outdated = dict(result.files), list(result.outdated)
    if before and before != files[word]:
        for path in targets(result.department.accounts.identity).values():
            kept = keep_version(path)
            files, outdated = {**kept.files, **files}, [*outdated, *kept.outdated]
    _write(order, folder, files, outdated)
    reporter.say(1, 2, "与上一次比较")
    told = _tell_built(result, workspace)
    if not before:
        return {**told, "first": True}
    compared = list_changes(before, files[word])
    shown = [one._asdict() for one in compared.changes[:_MOST_TOLD]]
    if shown:
        letter = word.with_name(f"{word.stem}-修改说明.docx")
        kept = keep_version(letter)
        department = result.department.accounts.identity.department
        data = write_letter(compared, word.stem, department)
        write_files({**kept.files, letter: data}, kept.outdated)
        told["letter"] = workspace.key_of(letter)
    return {**told, "changes": shown, "changed": len(compared.changes), "cut": compared.cut}


def _write(
    order: Order, folder: DataFolder, files: dict[Path, bytes], outdated: list[Path]
) -> None:
    """Write the documents; what is written into the data folder can be undone as what is typed."""
    own = {path: data for path, data in files.items() if path.is_relative_to(folder.path)}
    gone = {path: None for path in outdated if path.is_relative_to(folder.path)}
    if folder.key == HERE:  # the documents lie in it, too
        own, gone = {}, {}
    changes = Changes(Store(order.store), order.workspace)
    changes.write(folder.key, "写出时改写 待补充.csv", {**own, **gone})
    write_files(
        {path: data for path, data in files.items() if path not in own},
        [path for path in outdated if path not in gone],
    )


def place_of_documents(workspace: Workspace, folder: DataFolder) -> Path:
    """Return the folder of a department's documents, named as its data folder."""
    name = folder.path.name if folder.key == HERE else folder.key
    return workspace.root / DOCUMENTS / name.removeprefix(f"{DEPARTMENTS}/")


def _tell_built(result: BuildResult, workspace: Workspace) -> dict[str, Any]:
    kinds = {kind.suffix for kind in BuildFormat}
    written = [path for path in result.shown if path.suffix in kinds]
    gaps = dict.fromkeys((gap.file, gap.key, gap.basis) for gap in result.gaps)
    return {
        "refused": result.refused,
        "files": [] if result.refused else [workspace.key_of(path) for path in written],
        "gaps": len(gaps),
        "errors": sum(one.severity is Severity.ERROR for one in result.findings),
        "numbered": result.numbered,
        "findings": _tell_findings(
            tuple(one for one in result.findings if one.severity is not Severity.INFO)
        ),
        "changes": [],
        "letter": "",
        "changed": 0,
        "cut": False,
        "first": False,
    }


def _tell_findings(findings: tuple[Finding, ...]) -> list[dict[str, str]]:
    ordered = sorted(findings, key=lambda one: one.severity.rank)
    return [
        {
            "severity": one.severity.value,
            "label": one.severity.label,
            "code": one.code,
            "message": one.message,
            "quote": next((place.quote for place in one.places if place.quote), ""),
            "file": next((place.file for place in one.places if place.file), ""),
        }
        for one in ordered[:_MOST_TOLD]
    ]
