"""Where in a template an error arose while it was written."""

from __future__ import annotations

from typing import TYPE_CHECKING

from generator.narrative.environment import INNER_FOLDERS, SUFFIX

if TYPE_CHECKING:
    from pathlib import Path

    from generator.narrative.environment import TemplateFolders


def find_template_line(error: Exception, folders: TemplateFolders) -> str:
    """Return file and line of the template in which an error arose, nothing outside of any."""
    names = {str(folder / name): name for folder in folders.folders for name in _names_in(folder)}
    found = ""
    trace = error.__traceback__
    while trace is not None:
        file = trace.tb_frame.f_code.co_filename
        if file in names:
            found = f"{names[file]} 第 {trace.tb_lineno} 行"
        trace = trace.tb_next
    return found


def _names_in(folder: Path) -> list[str]:
    own = [path.name for path in folder.glob(f"*{SUFFIX}")]
    below = [path for inner in INNER_FOLDERS for path in (folder / inner).glob(f"*{SUFFIX}")]
    return [*own, *(f"{path.parent.name}/{path.name}" for path in below)]
