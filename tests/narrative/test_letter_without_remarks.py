"""A letter that has no numbered remark: it promises neither remarks below nor a form enclosed."""

from datetime import date

import pytest

from generator.base.severity import Severity
from generator.model.letter import DutyRemark, FileLetter, Letter, Remark
from generator.narrative.environment import DEFAULT_PROFILE, template_folders
from generator.narrative.letter import LetterWriter
from generator.narrative.wording import load_settings

FORM = "反馈表"
MISSING = DutyRemark("解释专业名词", "没有名词解释", ())
WRONG = Remark(Severity.ERROR, "一", "合计1万元", "合计不符", "", "请查明", "", "", "", "")


def _write(**more: object) -> str:
    file = FileLetter("甲局决算.docx", "甲局", 2024, DEFAULT_PROFILE, **{"remarks": (), **more})  # type: ignore[arg-type]
    folders = template_folders(DEFAULT_PROFILE, None)
    writer = LetterWriter(folders, load_settings(folders))
    return repr(writer.write(Letter("甲局", (file,), date(2025, 9, 20))).blocks)


@pytest.mark.parametrize("told", [{"duties": (MISSING,)}, {"due": 2025}])
def test_without_remarks_no_form_is_promised(told: dict[str, object]) -> None:
    text = _write(**told)
    assert "请处理后重新报送" in text
    assert FORM not in text
    assert "逐条" not in text


def test_with_a_remark_the_form_is_asked_for() -> None:
    text = _write(remarks=(WRONG,), duties=(MISSING,))
    assert f"填写随附的{FORM}" in text
    assert "应当改正的1处" in text
