"""Which folders are data folders, told by the names of what is in them."""

from __future__ import annotations

from typing import TYPE_CHECKING

from generator.field.titles import form_in_name
from generator.files.formats import DELIMITED
from generator.reading.lists import LIST_BY_FILE

if TYPE_CHECKING:
    from pathlib import Path


def is_data_folder(path: Path) -> bool:
    """Whether a file of a data folder stands in a folder: a table or a list by its name."""
    return path.is_dir() and any(
        one.suffix.lower() in DELIMITED.suffixes
        and (form_in_name(one.stem) or one.stem in LIST_BY_FILE)
        for one in path.iterdir()
    )
