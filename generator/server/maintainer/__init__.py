"""The maintainer's room: templates, switches, the document as they write it.

`session` is what is shown and watched, `choice` which department and profile; `views` are the
pages, `editing` what changes a template or a switch, `trying` what takes longer (check, diff).
"""

from __future__ import annotations

from flask import Blueprint

from generator.server.house import House, Room
from generator.server.maintainer.sessions import sessions_of
from generator.server.runs import Work
from generator.tasks.supervised.worker import Bounds

_CHECK_SECONDS = 900


def _close(house: House) -> None:
    sessions_of(house).close()


blueprint = Blueprint(
    "maintainer",
    __name__,
    url_prefix="/maintainer",
    template_folder="templates",
    static_folder="static",
)
ROOM = Room(
    "maintainer",
    "修改模板和用语",
    "边改模板和开关边看文档，比较改动前后的句子，检查错误。",
    blueprint,
    works=(
        Work(
            "check-templates",
            "generator.server.maintainer.checking:check",
            Bounds(seconds=_CHECK_SECONDS),
        ),
    ),
    close=_close,
)

# The routes name the blueprint.
from generator.server.maintainer import editing, trying, views  # noqa: E402, F401
