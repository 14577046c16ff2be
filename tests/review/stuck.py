"""Data whose corrections were once sought for ever: a check and a review of it end in seconds."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
SECONDS = 20
FOLDER = "c20-卡住的数据"
_DEPARTMENT = "江河市东山区生态环境局"
_TEXT = f"""{_DEPARTMENT}2024年度部门决算情况说明
一、收入支出决算总体情况说明
2024年度收、支总计均为500.00万元。与上年度相比，收、支总计各增加100.00万元，增长25.00%。
"""


def measure_stuck(command: str, reference: Path, scratch: Path) -> list[str]:
    """Return what is wrong with a run on the data: that it does not end, or says nothing."""
    data = str(reference / "desk" / FOLDER)
    submitted = scratch / "送审.txt"
    submitted.write_text(_TEXT, encoding="utf-8")
    words = {"check": ["check", data], "review": ["review", str(submitted), "--data", data]}[
        command
    ]
    environment = {**os.environ, "PYTHONPATH": str(ROOT), "PYTHONIOENCODING": "utf-8"}
    try:
        done = subprocess.run(
            [sys.executable, "-m", "generator", *words],
            capture_output=True,
            env=environment,
            cwd=scratch,
            timeout=SECONDS,
            check=False,
        )
    except subprocess.TimeoutExpired:
        return [f"{command} {SECONDS} 秒没有结束"]
    said = done.stdout.decode("utf-8")
    if done.returncode not in {0, 1} or "错误" not in said:
        return [f"{command} 结束于 {done.returncode}，没有说出查到什么：{said[-200:]}"]
    return []
