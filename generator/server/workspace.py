"""The folder of the user's work: what is in it, and that no path leads out of it."""

from __future__ import annotations

import os
from dataclasses import dataclass
from itertools import count
from pathlib import Path
from typing import TYPE_CHECKING

from generator.base.errors import GeneratorError, OutputFolderError
from generator.base.refusals import word_refusal
from generator.field.data_folder import HISTORY, LAST_YEAR, is_left_about
from generator.server.names import clean_name, is_plain
from generator.tasks.data_folders import is_data_folder

if TYPE_CHECKING:
    from collections.abc import Iterator

HIDDEN = ".gen-narrative"
DEPARTMENTS, PILES, TEMPLATES = "部门", "送审", "模板"
HERE = "~"  # the key of the workspace itself, where it is a data folder
_DEEPEST = 4
_MOST_FOLDERS = 5000
_APART = {PILES, TEMPLATES, HISTORY, LAST_YEAR}


class OutsideError(GeneratorError):
    """A path that is not in the workspace, or is not there; it is told without saying which."""

    def __init__(self) -> None:
        super().__init__("工作文件夹中没有这个文件或文件夹。")


@dataclass(frozen=True, slots=True)
class DataFolder:
    """A data folder of the workspace: `key` is its path as addresses have it, `name` its name."""

    key: str
    name: str
    path: Path


@dataclass(frozen=True, slots=True)
class Listed:
    """The data folders that were found.

    `cut` where there are more folders than are looked at; `refused` are names of folders that are
    not looked into, because no address can have them.
    """

    folders: tuple[DataFolder, ...]
    cut: bool
    refused: tuple[str, ...]


class Workspace:
    """The folder that one server works in."""

    def __init__(self, root: Path) -> None:
        """Take a folder, made where it is not there. Raises OutputFolderError."""
        try:
            root.mkdir(parents=True, exist_ok=True)
            self.root = root.resolve(strict=True)
            self.hidden = self.root / HIDDEN
            self.hidden.mkdir(exist_ok=True)
            links = [one for one in (self.hidden, *self.hidden.iterdir()) if one.is_symlink()]
        except OSError as error:
            raise OutputFolderError(root, word_refusal(error)) from error
        if links:  # what the program writes of its own must not lead anywhere either
            raise OutputFolderError(links[0], "这是一个链接，请把它移走")

    @property
    def own_templates(self) -> Path | None:
        """Return the folder of the user's own templates, None without one.

        They write every document of the workspace, as `--templates` does on the command line. A
        link to a folder elsewhere is none.
        """
        folder = self.root / TEMPLATES
        return folder if folder.is_dir() and not folder.is_symlink() else None

    def inside(self, key: str) -> Path:
        """Return what a key of an address stands for. Raises OutsideError.

        Nothing hidden, no link that leads out, no name that Windows reads as something else; what
        is returned is there.
        """
        path = self.root
        if key != HERE:
            parts = key.split("/")
            if not all(map(is_plain, parts)):
                raise OutsideError
            path = self.root.joinpath(*parts)
        try:
            real = path.resolve(strict=True)
        except (OSError, RuntimeError, ValueError) as error:
            raise OutsideError from error
        if not real.is_relative_to(self.root) or real.is_relative_to(self.hidden):
            raise OutsideError
        return path

    def key_of(self, path: Path) -> str:
        """Return the key of something in the workspace."""
        return path.relative_to(self.root).as_posix() if path != self.root else HERE

    def data_folder(self, key: str) -> DataFolder:
        """Return the data folder of a key. Raises OutsideError where it is none."""
        path = self.inside(key)
        if not is_data_folder(path):
            raise OutsideError
        return self._describe(path)

    def list_data_folders(self) -> Listed:
        """Return the data folders of the workspace, by name."""
        walk = _Walk()
        found = sorted(walk.below(self.root, _DEEPEST))
        return Listed(tuple(map(self._describe, found)), walk.cut, tuple(sorted(walk.refused)))

    def free_folder(self, kind: str, name: str) -> Path:
        """Return a folder below 部门/ or 送审/ that is not there yet, called like `name`.

        Raises OutputFolderError where that leads out of the workspace.
        """
        base = clean_name(name)
        if (self.root / kind).is_symlink():
            raise OutputFolderError(self.root / kind, "这是一个链接，请换成文件夹")
        for number in count(1):
            path = self.root / kind / (base if number == 1 else f"{base}-{number}")
            if not path.exists():
                return path
        raise AssertionError

    def _describe(self, path: Path) -> DataFolder:
        return DataFolder(self.key_of(path), path.name, path)


class _Walk:
    """One look through the folders, bounded in depth and number."""

    def __init__(self) -> None:
        self.cut = False
        self.refused: list[str] = []
        self._looked_at = 0

    def below(self, folder: Path, depth: int) -> Iterator[Path]:
        """Yield the data folders; what is in one is its own."""
        self._looked_at += 1
        if self._looked_at > _MOST_FOLDERS:
            self.cut = True
            return
        try:
            if is_data_folder(folder):
                yield folder
                return
            inner = [
                Path(one.path) for one in os.scandir(folder) if one.is_dir(follow_symlinks=False)
            ]
        except OSError:
            return  # taken away between two looks, or closed to us
        if depth:
            for one in inner:
                if not is_plain(one.name):
                    if not is_left_about(one.name):
                        self.refused.append(one.name)
                elif one.name not in _APART:
                    yield from self.below(one, depth - 1)
