"""The digest of all that the results of a unit depend on: inputs, templates, settings, program."""

from __future__ import annotations

import hashlib
import os
from typing import TYPE_CHECKING

from generator.base.digests import digest_file
from generator.field.data_folder import HISTORY, Lists, is_left_about
from generator.files.snapshot import mark_of
from generator.narrative.environment import builtin_templates
from generator.tasks.batch.finding import OWN_FOLDERS
from generator.tasks.batch.unit import Kind
from generator.version import __version__

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator
    from pathlib import Path

    from generator.tasks.batch.unit import Order, Settings

_READ = OWN_FOLDERS - {HISTORY}


def with_key(settings: Settings) -> Settings:
    """Return settings with their key: the digest of all templates, of the styles, the version."""
    given = (settings.templates, settings.reference_doc, builtin_templates())
    files = [path for place in given if place is not None for path in _list_all(place)]
    wanted = (settings.build, settings.check, settings.review, settings.profile, __version__)
    return settings._replace(key=_digest((repr(wanted), *_tell(files))))


def make_key(order: Order) -> str:
    """Return the key of a unit as it is now. What cannot be read counts as such."""
    return _digest((order.settings.key, *_tell(list_inputs(order))))


def mark_inputs(order: Order) -> tuple[tuple[str, int, int], ...]:
    """Return size and time of each file that a unit is read from."""
    return tuple((str(path), *mark_of(path)) for path in list_inputs(order))


def list_inputs(order: Order) -> tuple[Path, ...]:
    """Return the files that a unit is read from, in the order of their paths."""
    if order.unit.kind is Kind.FOLDER:
        return tuple(_list_data(order.path))
    beside = (order.path.parent / f"{Lists.GAPS}.csv",) if order.unit.kind is Kind.BOOK else ()
    data = () if order.data is None else tuple(_list_data(order.data))
    return tuple(dict.fromkeys((order.path, *beside, *data)))


def _list_data(folder: Path) -> Iterator[Path]:
    """Yield the files of a data folder, whatever is not of another department."""
    for at, folders, files in os.walk(folder):
        here = type(folder)(at)
        if here == folder:
            folders[:] = [name for name in folders if name in _READ]
        folders.sort()
        yield from (here / name for name in sorted(files) if not is_left_about(name))


def _list_all(place: Path) -> Iterator[Path]:
    if place.is_file():
        yield place
        return
    for at, folders, files in os.walk(place):
        folders.sort()
        yield from (type(place)(at) / name for name in sorted(files))


def _tell(files: Iterable[Path]) -> Iterator[str]:
    """Yield name and digest of each file; where they lie does not count."""
    for path in files:
        yield f"{path.name}\0{path.parent.name}\0{digest_file(path)}"


def _digest(parts: Iterable[str]) -> str:
    digest = hashlib.sha256()
    for part in parts:
        digest.update(part.encode(errors="surrogateescape") + b"\n")
    return digest.hexdigest()
