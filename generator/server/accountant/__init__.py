"""The accountant's room: from dropped files to the final document."""

from __future__ import annotations

from flask import Blueprint

from generator.server.house import Room
from generator.server.runs import Work
from generator.tasks.supervised.worker import Bounds

blueprint = Blueprint(
    "accountant",
    __name__,
    url_prefix="/accountant",
    template_folder="templates",
    static_folder="static",
)
BEGIN, IMPORT, WRITE = "accountant-begin", "accountant-import", "accountant-write"
_WORKS = "generator.server.accountant.works"
ROOM = Room(
    "accountant",
    "编制决算公开",
    "放入今年的表和去年公开的文件，补上缺的内容，写出情况说明。",
    blueprint,
    works=(
        Work(BEGIN, f"{_WORKS}:begin", Bounds(seconds=900)),
        Work(IMPORT, f"{_WORKS}:import_more", Bounds(seconds=900)),
        Work(WRITE, f"{_WORKS}:write_document", Bounds(seconds=900)),
    ),
    receives="建立一个部门的数据文件夹",
    opens="accountant.show_folder",
)

from generator.server.accountant import duties, filling, pages, writing  # noqa: E402, F401 - its routes
