"""A pile as it lies in the workspace: 送审/<name>/ with the files, and what the bureau has."""

from __future__ import annotations

import hashlib
import json
import secrets
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Any

from generator.base.output import encode_text, write_atomically
from generator.base.regular import read_regular
from generator.field import zh
from generator.model.reply import SHEET
from generator.server.workspace import PILES, OutsideError
from generator.tasks.review_many.checklist import blank_of
from generator.tasks.review_many.desk import PilePaths
from generator.tasks.review_many.dropped import Kind, sort_dropped

if TYPE_CHECKING:
    from collections.abc import Mapping

    from generator.server.workspace import Workspace

FILES = "送审文件"
MANIFEST = "送审.json"
PREVIOUS = "上一轮.xlsx"
REPLIES = SHEET
LAST = "去年公开"
_REVIEWS, _ID = "reviews", 16
_SINGLE = (Kind.ROSTER, Kind.DATA, Kind.LAST, Kind.PREVIOUS, Kind.REPLIES, Kind.CHECKLIST)


@dataclass(frozen=True, slots=True)
class PileFolder:
    """A pile: `named` are the paths of what the bureau has, below its folder, by kind.

    `day` is that of letters and from which days are counted, None for today; `after` is the pile
    of the round before (its id), empty in a first one; `number` is that of the round. `id` is what
    decisions and reviews are kept under, so that the folder can be renamed: its name until it was
    reviewed first.
    """

    name: str
    root: Path
    files: str = ""
    named: dict[Kind, str] = field(default_factory=dict)
    beside: tuple[str, ...] = ()
    day: date | None = None
    after: str = ""
    number: int = 1
    id: str = ""

    @property
    def today(self) -> date:
        """The day that the run is on."""
        return self.day or date.today()  # noqa: DTZ011 - the day of the user, wherever

    def write(self) -> None:
        """Keep what is what in the folder itself."""
        told = {
            **_identify(self.id, self.name),
            "files": self.files,
            **{kind.value: path for kind, path in self.named.items()},
            Kind.BESIDE.value: list(self.beside),
            "day": self.day.isoformat() if self.day else "",
            "after": self.after,
            "number": self.number,
        }
        _write_manifest(self.root, told)


def list_piles(place: Workspace) -> tuple[str, ...]:
    """Return the names of the piles, the newest first."""
    root = place.root / PILES
    if not root.is_dir():
        return ()
    found = []
    for one in root.iterdir():
        try:
            if place.inside(f"{PILES}/{one.name}").is_dir():
                found.append(one)
        except OutsideError:
            continue
    found.sort(key=lambda one: one.stat().st_mtime, reverse=True)
    return tuple(one.name for one in found)


def find_pile(place: Workspace, name: str) -> PileFolder:
    """Return the pile of a name. Raises OutsideError.

    A folder that was put there by hand has no manifest: what is what is looked up.
    """
    root = place.inside(f"{PILES}/{name}")
    if not root.is_dir() or "/" in name:
        raise OutsideError
    told = _read_manifest(root) or {}
    identity = _own_id(root, told) or name
    if "files" not in told:
        return _look_up(name, root, identity)
    named = {kind: str(told[kind.value]) for kind in _SINGLE if told.get(kind.value)}
    beside = told.get(Kind.BESIDE.value)
    return PileFolder(
        name,
        root,
        str(told.get("files") or ""),
        named,
        tuple(map(str, beside)) if isinstance(beside, list) else (),
        _read_day(told.get("day")),
        str(told.get("after") or ""),
        number if isinstance(number := told.get("number"), int) else 1,
        identity,
    )


def find_by_id(place: Workspace, identity: str) -> PileFolder:
    """Return the pile of an id, whatever its folder is called now. Raises OutsideError."""
    for name in list_piles(place):
        folder = find_pile(place, name)
        if folder.id == identity:
            return folder
    raise OutsideError


def keep_id(place: Workspace, name: str) -> PileFolder:
    """Return a pile whose folder says itself which one it is. Raises OutsideError."""
    folder = find_pile(place, name)
    told = _read_manifest(folder.root) or {}
    own = _identify(_own_id(folder.root, told), name)
    if any(told.get(key) != value for key, value in own.items()):
        _write_manifest(folder.root, {**told, **own})
    return find_pile(place, name)


def _identify(identity: str, name: str) -> dict[str, str]:
    return {"id": identity or secrets.token_hex(_ID // 2), "name": name}


def _own_id(root: Path, told: Mapping[str, Any]) -> str:
    """Return the id that a manifest has; empty where the folder is a copy of another pile's."""
    identity, name = str(told.get("id") or ""), str(told.get("name") or "")
    if not identity or name == root.name:
        return identity
    at_home = root.parent / Path(name).name / MANIFEST
    original = _read_manifest(at_home.parent) if at_home.is_file() else None
    return "" if original and original.get("id") == identity else identity


def paths_of(place: Workspace, folder: PileFolder) -> PilePaths:
    """Return where everything lies; what is not there, or not in the workspace, is left out."""

    def inside(path: str) -> Path | None:
        try:
            return place.inside(f"{PILES}/{folder.name}/{path}") if path else folder.root
        except OutsideError:
            return None

    named = {kind: inside(path) for kind, path in folder.named.items()}
    beside = filter(None, map(inside, folder.beside))
    aside = (inside(MANIFEST), named.get(Kind.CHECKLIST))
    return PilePaths(
        (inside(folder.files) or folder.root,),
        named.get(Kind.ROSTER),
        named.get(Kind.DATA),
        named.get(Kind.LAST),
        named.get(Kind.PREVIOUS),
        named.get(Kind.REPLIES),
        beside=tuple(beside),
        aside=tuple(path for path in aside if path is not None),
    )


def checklist_of(place: Workspace, folder: PileFolder) -> Path | None:
    """Return what says how the bureau's check list is filled in; None where nothing does.

    Raises OutsideError where it, or the sheet that it names, is not in the folder of the pile.
    """
    path = folder.named.get(Kind.CHECKLIST)
    if path is None:
        return None
    found = place.inside(f"{PILES}/{folder.name}/{path}")
    blank = blank_of(found)
    if blank is not None and not blank.resolve().is_relative_to(folder.root.resolve()):
        raise OutsideError
    return found


def reviews_of(place: Workspace, pile: str) -> Path:
    """Return the folder in which the reviews of the pile of an id are kept."""
    identity = hashlib.sha256(pile.encode(errors="replace")).hexdigest()[:_ID]
    return place.hidden / _REVIEWS / identity


def own_templates(place: Workspace) -> Path | None:
    """Return the folder of the user's own templates, None without one."""
    return place.own_templates


def read_day(text: str) -> date | None:
    """Return the day that a form or a manifest has (2025-09-20), None for none."""
    return _read_day(text)


def _write_manifest(root: Path, told: Mapping[str, Any]) -> None:
    text = json.dumps(told, ensure_ascii=False, indent=1)
    write_atomically(root / MANIFEST, encode_text(text + "\n"))


def _read_day(text: object) -> date | None:
    try:
        return date.fromisoformat(str(text))
    except ValueError:
        return None


def _read_manifest(root: Path) -> dict[str, Any] | None:
    try:
        told = json.loads(read_regular(root / MANIFEST))
    except (OSError, ValueError, RecursionError):
        return None
    return told if isinstance(told, dict) else None


def _look_up(name: str, root: Path, identity: str) -> PileFolder:
    named: dict[Kind, str] = {}
    beside = []
    for one in sort_dropped(root):
        if one.kind in _SINGLE and one.kind not in named:
            named[one.kind] = one.path
        elif one.path:
            beside.append(one.path)
    return PileFolder(name, root, "", named, tuple(beside), id=identity)


KIND_WORDS = {
    Kind.FILES: FILES,
    Kind.ROSTER: f"{zh.ROSTER}（应当送审的部门）",
    Kind.DATA: "局里的数据",
    Kind.LAST: "去年公开的文件",
    Kind.PREVIOUS: "上一轮审核的结果",
    Kind.REPLIES: "各部门的反馈",
    Kind.CHECKLIST: "局里的检查表怎样填（.toml）",
    Kind.BESIDE: f"{zh.ROSTER}指到的{zh.DATA}，或不用",
}
