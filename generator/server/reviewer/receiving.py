"""Files that were dropped: what each is, said and to be put right, then taken into a pile."""

from __future__ import annotations

import os
import re
import secrets
import shutil
from dataclasses import replace
from pathlib import Path, PurePosixPath
from typing import TYPE_CHECKING, NamedTuple

from flask import abort, redirect, render_template, request, url_for

from generator.base.errors import GeneratorError
from generator.base.output import is_temporary
from generator.server.house import house
from generator.server.names import clean_name
from generator.server.reviewer import blueprint
from generator.server.reviewer.folder import (
    FILES,
    KIND_WORDS,
    LAST,
    PREVIOUS,
    REPLIES,
    PileFolder,
    find_pile,
    keep_id,
    list_piles,
)
from generator.server.reviewer.running import begin_review
from generator.server.workspace import PILES
from generator.tasks.review_many.dropped import (
    Dropped,
    Kind,
    list_tables,
    list_texts,
    sort_dropped,
)

if TYPE_CHECKING:
    from collections.abc import Iterable

    from werkzeug.wrappers import Response as AnyResponse

    from generator.server.workspace import Workspace

_NEW, _ADD, _NEXT = "new", "add:", "next:"
_MAKING = "making"
_EXAMPLES = 8  # files that are named
_NAMELESS = "这一批"
_ROUND = re.compile(r"-第\d+轮$")
_COPIED = (Kind.ROSTER, Kind.DATA, Kind.LAST)
_FOLDERS = {Kind.LAST: LAST, Kind.REPLIES: REPLIES}


class NothingDroppedError(GeneratorError):
    """There is no submitted file among what was dropped."""

    def __init__(self) -> None:
        super().__init__("其中没有送审文件。请把各部门送审的 Word、PDF 或文本文件也放进来。")


class Parcel(NamedTuple):
    """Something that goes into a pile: where it lies now, what it is, its path there."""

    source: Path
    kind: Kind
    target: str


@blueprint.post("/receive")
def receive() -> AnyResponse:
    """Take over a batch of the first page, or of a drop in the room."""
    batch = request.form.get("batch", "")
    # What stays packed is named by the review, with the reason.
    house().uploads.unpack(batch)
    return redirect(url_for("reviewer.show_received", batch=batch), 303)


@blueprint.get("/received/<batch>")
def show_received(batch: str) -> str:
    """Say what was recognised, and ask where it goes."""
    uploads, place = house().uploads, house().workspace
    root = uploads.folder(batch)
    found = sort_dropped(root)
    piles = list_piles(place)
    texts = list_texts(root)
    tables = list_tables(root)
    plain = tuple(one for one in texts if one.relative_to(root).as_posix() not in _paths(tables))
    inside = _common(root, plain)
    if found and not found[0].path:
        found = (*((found[0]._replace(files=len(plain)),) if plain else ()), *found[1:])
    examples = [one.relative_to(inside).as_posix() for one in plain[:_EXAMPLES]]
    return render_template(
        "reviewer/received.html.jinja",
        batch=batch,
        found=(*found, *tables),
        kinds=KIND_WORDS,
        files_kind=Kind.FILES,
        examples=examples,
        piles=piles,
        name=_suggest(root, inside, plain),
        has_texts=bool(plain),
        wanted=request.args.get("pile", "") or (piles[0] if piles and not plain else ""),
    )


@blueprint.post("/place")
def place_received() -> AnyResponse:
    """Take a batch into a pile, and begin to review it."""
    shared = house()
    batch, target = request.form.get("batch", ""), request.form.get("target", _NEW)
    root = shared.uploads.folder(batch)
    parcels = _pack(root, _read_choices(root))
    if target.startswith(_ADD):
        folder = _add(shared.workspace, target.removeprefix(_ADD), parcels)
    elif target.startswith(_NEXT):
        folder = _begin_next(shared.workspace, target.removeprefix(_NEXT), parcels)
    elif target == _NEW:
        name = request.form.get("name", "").strip() or _NAMELESS
        folder = _begin(shared.workspace, PileFolder(name, root), name, parcels)
    else:
        abort(404)
    begin_review(folder.name)
    shared.uploads.close(batch)
    return redirect(url_for("reviewer.show_desk", pile=folder.name), 303)


def _paths(found: Iterable[Dropped]) -> set[str]:
    return {one.path for one in found}


def _read_choices(root: Path) -> tuple[Dropped, ...]:
    """Return what was found with the kinds that the user has chosen; never another path."""
    chosen = dict(zip(request.form.getlist("path"), request.form.getlist("kind"), strict=False))
    known = {kind.value: kind for kind in Kind}
    found = (*sort_dropped(root), *list_tables(root))
    return tuple(
        one._replace(kind=known.get(chosen.get(one.path, ""), one.kind)) if one.path else one
        for one in found
    )


def _pack(root: Path, found: Iterable[Dropped]) -> list[Parcel]:
    """Return where everything goes in a pile; texts keep their folders, but the one they share."""
    chosen = {root / one.path for one in found if one.path and one.kind is not Kind.FILES}
    texts = tuple(one for one in list_texts(root) if one not in chosen)
    inside = _common(root, texts)
    parcels = [
        Parcel(one, Kind.FILES, f"{FILES}/{one.relative_to(inside).as_posix()}") for one in texts
    ]
    for one in found:
        if not one.path:
            continue
        name = PurePosixPath(one.path).name
        if root / one.path in texts:
            continue
        if one.kind is Kind.FILES:
            parcels.append(Parcel(root / one.path, Kind.FILES, f"{FILES}/{name}"))
            continue
        is_folder = (root / one.path).is_dir()
        folder = _FOLDERS.get(one.kind) if not is_folder else None
        parcels.append(Parcel(root / one.path, one.kind, f"{folder}/{name}" if folder else name))
    return parcels


def _common(root: Path, texts: tuple[Path, ...]) -> Path:
    """Return the innermost folder that holds all texts."""
    return Path(os.path.commonpath([one.parent for one in texts])) if texts else root


def _suggest(root: Path, inside: Path, texts: tuple[Path, ...]) -> str:
    """Return what a pile may be called: like the folder that was dropped, or the only .zip."""
    if inside != root:
        return clean_name(inside.relative_to(root).parts[0])
    return clean_name(texts[0].stem) if len(texts) == 1 else ""


def _begin(
    place: Workspace, like: PileFolder, name: str, parcels: list[Parcel], former: Path | None = None
) -> PileFolder:
    """Make a pile, the whole of it or nothing. Raises NothingDroppedError."""
    if all(one.kind is not Kind.FILES for one in parcels):
        raise NothingDroppedError
    target = place.free_folder(PILES, name)
    making = place.hidden / _MAKING / secrets.token_hex(8)
    making.mkdir(parents=True)
    try:
        folder = replace(like, name=target.name, root=making, files=FILES, id="")
        if former is not None:
            for path in (*like.named.values(), *like.beside):
                _copy(former / path, making / path)
        folder = _put(folder, parcels)
        if like.after:
            folder.named[Kind.PREVIOUS] = PREVIOUS
        folder.write()
        target.parent.mkdir(exist_ok=True)
        os.replace(making, target)  # noqa: PTH105 - a folder, as write_atomically has it
    finally:
        shutil.rmtree(making, ignore_errors=True)
    return find_pile(place, target.name)


def _begin_next(place: Workspace, pile: str, parcels: list[Parcel]) -> PileFolder:
    """Make the pile of the next round, with the list and the data of the one before.

    The result of that one is written by the run, with what was decided until then.
    """
    before = find_pile(place, pile)
    number = before.number + 1
    named = {kind: path for kind, path in before.named.items() if kind in _COPIED}
    like = replace(before, named=named, day=None, after=keep_id(place, pile).id, number=number)
    parcels = [one for one in parcels if one.kind is not Kind.PREVIOUS]
    return _begin(place, like, f"{_ROUND.sub('', pile)}-第{number}轮", parcels, before.root)


def _add(place: Workspace, pile: str, parcels: list[Parcel]) -> PileFolder:
    """Put more into a pile; what there was of a kind stays beside it and is not used."""
    folder = find_pile(place, pile)
    if not folder.files:
        parcels = [one._replace(target=one.target.removeprefix(f"{FILES}/")) for one in parcels]
    folder = _put(folder, parcels)
    folder.write()
    return folder


def _put(folder: PileFolder, parcels: Iterable[Parcel]) -> PileFolder:
    """Put parcels into the folder of a pile, and return it with what they are."""
    named: dict[Kind, str] = {}
    beside = list(folder.beside)
    for one in parcels:
        path = _free(folder.root / one.target, replaces=_is_same(folder, one))
        _copy(one.source, path)
        at = path.relative_to(folder.root).as_posix()
        if one.kind is Kind.BESIDE or (one.kind in named and one.kind not in _FOLDERS):
            beside.append(at)
        elif one.kind is not Kind.FILES:
            named[one.kind] = _FOLDERS.get(one.kind, at) if "/" in at else at
    unused = [path for kind, path in folder.named.items() if named.get(kind, path) != path]
    return replace(
        folder, named={**folder.named, **named}, beside=tuple(dict.fromkeys([*beside, *unused]))
    )


def _is_same(folder: PileFolder, one: Parcel) -> bool:
    """Whether a file with the very same content is there already."""
    target = folder.root / one.target
    return (
        target.is_file() and one.source.is_file() and target.read_bytes() == one.source.read_bytes()
    )


def _free(path: Path, *, replaces: bool) -> Path:
    number, wanted = 1, path
    while path.exists() and not replaces:
        number += 1
        path = wanted.with_name(f"{wanted.stem}-{number}{wanted.suffix}")
    return path


def _copy(source: Path, target: Path) -> None:
    """Copy with the times: which of two files counts is told by them. Links are not followed."""
    if source.is_symlink():
        return
    if source.is_dir():
        for one in sorted(source.iterdir()):
            if not is_temporary(one):
                _copy(one, target / one.name)
    elif source.is_file():
        target.parent.mkdir(parents=True, exist_ok=True)
        partial = target.with_name(f".~{secrets.token_hex(8)}")
        shutil.copy2(source, partial)
        os.replace(partial, target)  # noqa: PTH105 - as write_atomically
