"""The check list of three published documents, against lists made by hand from the documents."""

import csv

import pytest
from support.folders import AUDITED
from support.needs import find_reference
from support.said import Record, say

from generator.tasks.review import review_file

_DOCUMENTS = {
    "mengjin": "seeds/000_6d6ee4970fc0bf0d.txt",
    "xinxiang": "seeds/004_a6e454eec524713b.txt",
    "putuo": "pdf/putuo-czj-2024.pdf",
}


def _read(name: str) -> dict[str, str]:
    with (AUDITED / f"duties_{name}.csv").open(encoding="utf-8", newline="") as file:
        return {row["检查项"]: row["状态"] for row in csv.DictReader(file)}


@pytest.mark.parametrize("name", _DOCUMENTS)
def test_the_list_made_by_hand_is_met(name: str, record_property: Record) -> None:
    duties = review_file(find_reference(_DOCUMENTS[name])).duties
    judged = {one.duty.code: one.state.label for one in duties}
    by_hand = _read(name)
    say(record_property, name, f"{sum(by_hand[c] == s for c, s in judged.items())}/{len(judged)}")
    assert judged == by_hand


def test_what_is_found_already_is_referred_to() -> None:
    duties = review_file(find_reference(_DOCUMENTS["mengjin"])).duties
    found = {one.duty.code: {finding.code for finding in one.findings} for one in duties}
    assert found["J03"] == {"D09"}
    assert found["J10"] == {"R20"}
    assert "R17" in found["J11"]
    assert found["J24"] == {"R10"}
