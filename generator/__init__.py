"""gen-narrative: the narrative (情况说明) of a department's final accounts, written and checked.

`build(folder)` returns everything that the program makes of a data folder, `check(folder)` what is
wrong with its tables and lists. They print nothing.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    import os

    from generator.building import BuildResult
    from generator.checking import CheckResult

__version__ = "0.1.0"
__all__ = ["__version__", "build", "check"]


def build(  # noqa: PLR0913 - one parameter an option
    folder: str | os.PathLike[str],
    *,
    docx: str | os.PathLike[str] | None = None,
    html: str | os.PathLike[str] | None = None,
    text: str | os.PathLike[str] | None = None,
    profile: str = "",
    templates: str | os.PathLike[str] | None = None,
    reference_doc: str | os.PathLike[str] | None = None,
    final: bool = False,
    force: bool = False,
) -> BuildResult:
    """Write the narrative of a data folder and return it with its findings and gaps.

    Files are written only where a path is given. Raises generator.errors.GeneratorError.
    """
    from pathlib import Path  # noqa: PLC0415 - keep `--help` light

    from generator.building import Options, build_department  # noqa: PLC0415 - keep `--help` light

    def path(value: str | os.PathLike[str] | None) -> Path | None:
        return None if value is None else Path(value)

    given = {"docx": path(docx), "html": path(html), "text": path(text)}
    targets = {kind: target for kind, target in given.items() if target is not None}
    options = Options(
        targets=lambda _identity: targets,
        profile=profile,
        templates=path(templates),
        reference_doc=path(reference_doc),
        final=final,
        force=force,
    )
    return build_department(Path(folder), options)


def check(folder: str | os.PathLike[str]) -> CheckResult:
    """Return what is wrong with a data folder, or a workbook in its place; nothing is written.

    Raises generator.errors.GeneratorError where the input cannot be used.
    """
    from pathlib import Path  # noqa: PLC0415 - keep `--help` light

    from generator.checking import check_data  # noqa: PLC0415 - keep `--help` light

    return check_data(Path(folder))
