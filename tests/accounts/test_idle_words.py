"""行文.toml may name more words that are no reason; a draft and a review take them for none."""

from pathlib import Path

import pytest
from support.folders import DATA, copy_data, set_key

from generator import build, review
from generator.field.hollow import explains

_IDLE = ("按实际列支", "工作需要")


@pytest.mark.parametrize(
    ("reason", "expected"),
    [
        ("按实际列支", False),
        ("根据工作需要，按实际列支", False),
        ("本年度支出按实际列支，略有增加", False),
        ("按 实际 列支。", False),
        ("按实际列支，新增三名工作人员", True),
        ("工作需要购置执法设备", True),
        ("人员增加", True),
    ],
)
def test_words_laid_down_are_cut_out(reason: str, expected: bool) -> None:  # noqa: FBT001
    assert explains(reason)
    assert explains(reason, idle=_IDLE) is expected


def _with_idle_reason(folder: Path, settings: str) -> Path:
    data = copy_data(folder)
    set_key(data, "原因.csv", "收支总计", "根据工作需要，按实际列支", "上年")
    (data / "行文.toml").write_text(settings, encoding="utf-8")
    return data


def test_a_draft_asks_for_the_reason(tmp_path: Path) -> None:
    silent = build(_with_idle_reason(tmp_path / "一", ""))
    assert silent.gaps == ()
    assert "主要原因是根据工作需要，按实际列支。" in silent.text
    told = build(_with_idle_reason(tmp_path / "二", '[通用]\n空话 = ["按实际列支", "工作需要"]\n'))
    assert [gap.key for gap in told.gaps] == ["收支总计"]
    assert [f.found_text for f in told.findings if f.code == "L09"] == ["根据工作需要，按实际列支"]


def test_templates_of_ones_own_may_lay_them_down(tmp_path: Path) -> None:
    data = _with_idle_reason(tmp_path / "数据", "")
    templates = tmp_path / "模板"
    templates.mkdir()
    settings = '[通用]\n空话 = ["按实际列支", "工作需要"]\n'
    (templates / "行文.toml").write_text(settings, encoding="utf-8")
    assert [gap.key for gap in build(data, templates=templates).gaps] == ["收支总计"]


def test_a_review_says_the_same(tmp_path: Path) -> None:
    data = _with_idle_reason(tmp_path / "数据", "")
    text = tmp_path / "说明.txt"
    text.write_text(build(data).text, encoding="utf-8")
    assert not [f for f in review(text, data=data).findings if f.code == "L09"]
    told = _with_idle_reason(tmp_path / "又", '[通用]\n空话 = ["按实际列支", "工作需要"]\n')
    found = [f for f in review(text, data=told).findings if f.code == "L09"]
    assert found
    assert all("按实际列支" in finding.message for finding in found)
    assert not [f for f in review(text, data=DATA).findings if f.code == "L09"]
