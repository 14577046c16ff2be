"""The reviewer's room: a pile of submitted documents, decisions, letters, rounds.

`folder` is a pile on the disk, `receiving` takes files in, `work` reviews in a process of its own
and writes what is handed over, `journal` says what of a run is done, `decisions` what people said;
`desk`, `documents` and `handing` are the pages.
"""

from __future__ import annotations

from flask import Blueprint

from generator.server.house import Room
from generator.server.reviewer.work import WORK

blueprint = Blueprint(
    "reviewer",
    __name__,
    url_prefix="/reviewer",
    template_folder="templates",
    static_folder="static",
)
ROOM = Room(
    "reviewer",
    "审核送审文件",
    "放入各部门送审的文件，逐个数字核对，记下意见，写出审核意见书。",
    blueprint,
    (WORK,),
    receives="用来审核：送审文件、名单、局里的数据、上一轮的结果",
)

# The routes name the blueprint.
from generator.server.reviewer import desk, documents, handing, receiving  # noqa: E402, F401
