"""A text as a submission, and what was harvested from it as plain rows."""

from pathlib import Path

from generator.files.text.passages import read_text_passages
from generator.model.submission import Submission
from generator.review.harvest.harvest import Harvest
from generator.review.text.outline import read_submission


def read_text(path: Path) -> Submission:
    passages, findings = read_text_passages(path, path.name)
    assert not findings
    return read_submission(path.name, passages)


def submit(text: str, tmp_path: Path) -> Submission:
    path = tmp_path / "送审.txt"
    path.write_text(text, encoding="utf-8")
    return read_text(path)


def values_of(found: Harvest, name: str, key: str, value: str) -> dict[str, str]:
    return {record.text(key): record.text(value) for record in found.lists.get(name, ())}
