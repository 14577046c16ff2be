"""A unit as bytes: all that is read to do it, so that a machine without its files can.

What cannot be carried so that reading it says the same (links, what the system does not let be
read, what is being written) is not packed: it is done where it lies.
"""

from __future__ import annotations

import os
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

from generator.base.regular import read_regular
from generator.tasks.batch.fingerprint import list_inputs, mark_inputs
from generator.tasks.batch.unit import Order
from generator.version import __version__

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping

    from generator.tasks.batch.unit import Settings, Unit
    from generator.tasks.supervised.worker import Bounds

    Files = Mapping[str, bytes]

_MOST = 50_000_000  # bytes: more would fill the memory of scheduler and parent
_ROOT, _TEMPLATES, _STYLES = "root", "templates", "styles"


class Parcel(NamedTuple):
    """A unit with the bytes of its files by their names below the root.

    `root` is where they lie, for what is said of them. `folders` are there besides, `names` are
    files of which nothing but the name counts. `templates` and `styles` are the user's own.
    """

    root: str
    unit: Unit
    settings: Settings
    bounds: Bounds
    files: Files
    folders: tuple[str, ...] = ()
    names: tuple[str, ...] = ()
    templates: Files | None = None
    styles: Files | None = None
    version: str = __version__


def pack(order: Order, bounds: Bounds) -> Parcel | None:
    """Return a unit with all its bytes, None where it has to be done here."""
    if order.unit.problem:
        return None
    before = mark_inputs(order)
    try:
        files = _read(order.root, (path for path in list_inputs(order) if path.exists()))
        folders, names = _list_around(order)
        parcel = Parcel(str(order.root), order.unit, order.settings, bounds, files, folders, names)
        templates, styles = order.settings.templates, order.settings.reference_doc
        if templates is not None:
            inner = (path for path in sorted(templates.rglob("*")) if path.is_file())
            parcel = parcel._replace(templates=_read(templates, inner))
        if styles is not None:
            parcel = parcel._replace(styles=_read(styles.parent, (styles,)))
    except (OSError, _NotCarriedError):
        return None
    return parcel if mark_inputs(order) == before else None


def unpack(parcel: Parcel, room: Path) -> Order:
    """Write a unit into an empty folder, and return the order to do it there."""
    root = room / _ROOT / (Path(parcel.root).name or _ROOT)
    settings = parcel.settings
    _write(root, parcel.files)
    _write(root, dict.fromkeys(parcel.names, b""))
    for name in parcel.folders:
        (root / name).mkdir(parents=True, exist_ok=True)
    if settings.templates is not None:
        templates = room / _TEMPLATES / settings.templates.name
        _write(templates, parcel.templates or {})
        settings = settings._replace(templates=templates)
    if settings.reference_doc is not None:
        _write(room / _STYLES, parcel.styles or {})
        settings = settings._replace(reference_doc=room / _STYLES / settings.reference_doc.name)
    return Order(root, parcel.unit, settings)


class _NotCarriedError(Exception):
    """Something that is not the same elsewhere."""


def _read(root: Path, paths: Iterable[Path]) -> dict[str, bytes]:
    files: dict[str, bytes] = {}
    total = 0
    for path in paths:
        if path.is_symlink() or total + path.stat().st_size > _MOST:
            raise _NotCarriedError
        data = read_regular(path)
        total += len(data)
        files[path.relative_to(root).as_posix()] = data
    return files


def _list_around(order: Order) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """Return folders, and names of files that are not read but named: those of folders beside."""
    own = order.path if order.path.is_dir() else order.data
    if own is None:
        return (), ()
    carried = set(list_inputs(order))
    folders, names = [], []
    for path in _walk(own, carried):
        if path.is_symlink():
            raise _NotCarriedError
        inner = path.relative_to(order.root).as_posix()
        if path.is_dir():
            folders.append(inner)
        elif path not in carried:
            names.append(inner)
    return tuple(folders), tuple(names)


def _walk(own: Path, carried: set[Path]) -> Iterator[Path]:
    """Yield what lies in a data folder; of another department's folder no more than a level."""
    read = {path.relative_to(own).parts[0] for path in carried if path.is_relative_to(own)}
    for at, folders, files in os.walk(own):
        here = Path(at)
        yield from (here / name for name in (*sorted(folders), *sorted(files)))
        if here.parent == own and here.name not in read:
            folders.clear()


def _write(root: Path, files: Files) -> None:
    root.mkdir(parents=True, exist_ok=True)
    for name, data in files.items():
        path = root / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(data)
