"""The narrative of random departments in Shanghai's form is, line by line, that of the oracle."""

import difflib
import re
from pathlib import Path

import pytest
from oracle.claim import MARK
from oracle.folder import write_folder
from oracle.shanghai import shanghai_department
from oracle.shanghai_text import expected_lines

from generator import build

_CHUNK = 5


def _written(text: str) -> list[str]:
    """Return the lines of a narrative with the mark in the place of every 【待补充】."""
    return [re.sub(r"【待补充[^】]*】", MARK, line) for line in text.splitlines() if line]


@pytest.mark.parametrize("first", range(0, 40, _CHUNK))
def test_every_line_is_the_expected_one(first: int, tmp_path: Path) -> None:
    differences: list[str] = []
    for seed in range(first, first + _CHUNK):
        department = shanghai_department(seed)
        folder = tmp_path / str(seed)
        write_folder(department, folder, variant=seed)
        written = _written(build(folder).text)
        found = list(difflib.unified_diff(expected_lines(department), written, lineterm="", n=0))
        differences += [f"seed {seed}", *found] if found else []
    assert not differences, "\n".join(differences)
