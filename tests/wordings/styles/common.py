"""What several wordings share: plain empty statements and the listing of 项."""

from ..page import Page


def item_path(code: str) -> str:
    """Return the form of 类（类）款（款）项（项）."""
    return f"{{n class:{code[:3]}}}（类）{{n kuan:{code[:5]}}}（款）{{n item:{code}}}（项）"


def say_units(page: Page, form: str) -> None:
    """Write the units whose accounts are included."""
    page.para(form)
    page.add("、".join(page.figures.units) + "。")


def classes(page: Page) -> list[str]:
    """Return the 类 of 公开05 as quantities."""
    return [f"class:{code}" for code in page.figures.classes]
