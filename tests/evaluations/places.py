"""All figures of an evaluation, and the part of a document in which each of them stands."""

from collections.abc import Iterator
from itertools import pairwise

from .expectation import FORM, REPORT, SECTION, WHOLE_REPORT, Expected, Spot
from .expected_forms import form_figures, report_figures
from .expected_section import section_figures
from .expected_whole import whole_figures
from .model import Evaluation
from .page import Grid, Line, Page, squeeze

_SECTION = "十三、预算绩效"
_REPORT_TITLES = ("财政项目支出绩效自评报告", "项目支出绩效自评报告")
_WHOLE_TITLE = "部门整体绩效自评报告"
_NAME = "项目名称"


def expected_figures(evaluation: Evaluation) -> Iterator[Expected]:
    """Yield every figure and name, in section 十三, in the forms and in the reports."""
    yield from section_figures(evaluation)
    for project in evaluation.projects:
        yield from form_figures(project)
        yield from report_figures(project)
    if evaluation.whole is not None:
        yield from whole_figures(evaluation, evaluation.whole)


class Places:
    """The parts of one document: where section 十三, each form and each report stand."""

    def __init__(self, page: Page) -> None:
        self.page = page
        self._ranges: dict[tuple[str, str], tuple[int, int]] = {
            (SECTION, ""): page.section(_SECTION)
        }
        titles = [*self._titles(), (len(page.blocks), "", "")]
        for (start, place, owner), (end, _, _) in pairwise(titles):
            self._ranges.setdefault((place, owner), (start, end))

    def _titles(self) -> Iterator[tuple[int, str, str]]:
        """Yield where each form and report begins, and of which project it is."""
        since = self.page.last("第五部分") or 0
        for index in range(since, len(self.page.blocks)):
            block = self.page.blocks[index]
            if isinstance(block, Grid):
                cell = block.beside(_NAME)
                if cell is not None:
                    yield index, FORM, squeeze(cell.text)
            elif _is_title(block, _WHOLE_TITLE):
                yield index, WHOLE_REPORT, ""
            elif squeeze(block.text).startswith((f"{_NAME}：", f"{_NAME}:")):
                yield index, REPORT, squeeze(block.text)[len(_NAME) + 1 :]

    def locate(self, expected: Expected) -> Spot | None:
        """Return where a figure stands, None where it is not found."""
        owner = "" if expected.place in (SECTION, WHOLE_REPORT) else squeeze(expected.owner)
        blocks = self._ranges.get((expected.place, owner))
        return expected.locate(self.page, blocks) if blocks else None


def _is_title(line: Line, title: str) -> bool:
    return squeeze(line.text).endswith(title)
