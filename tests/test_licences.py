"""Under which licences the libraries are: none that binds whoever passes the program on."""

from email.message import Message

import pytest
from support.folders import ROOT
from support.loading import load_file

tool = load_file(ROOT / "tools" / "write_licences.py")


def _metadata(**told: str) -> Message:
    message = Message()
    for name, value in told.items():
        message[name.replace("_", "-")] = value
    return message


def test_the_page_lists_every_library_that_is_installed() -> None:
    page = (ROOT / "docs" / "licences.md").read_text("utf-8")
    missing = [one.name for one in tool.list_libraries() if f"| {one.name} |" not in page]
    assert not missing, "tools/write_licences.py writes the page anew"


@pytest.mark.parametrize(
    "told",
    [
        {"License_Expression": "GPL-3.0-or-later"},
        {"License_Expression": "MIT AND AGPL-3.0-only"},
        {"License": "GPLv3", "Classifier": "License :: OSI Approved :: GNU GPL v3"},
        {"License": "a licence of our own"},
        {"Name": "nothing is told"},
    ],
)
def test_a_licence_that_nobody_allowed_stops(told: dict[str, str]) -> None:
    with pytest.raises(tool.LicenceError, match="some-library"):
        tool.read_licence("some-library", _metadata(**told))


@pytest.mark.parametrize(
    ("told", "expected"),
    [
        ({"License_Expression": "MIT OR Apache-2.0"}, "MIT OR Apache-2.0"),
        (
            {"License": "long words", "Classifier": "License :: OSI Approved :: BSD License"},
            "BSD-3-Clause",
        ),
    ],
)
def test_a_licence_is_read_where_it_is_told(told: dict[str, str], expected: str) -> None:
    assert tool.read_licence("some-library", _metadata(**told)) == expected
