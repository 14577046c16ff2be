"""Data whose corrections were once sought for ever: a check and a review of it end in seconds."""

from __future__ import annotations

import os
import re
import signal
import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
SECONDS = 20  # of a processor
# A process that waits for ever uses no processor.
_HANGS = 300
_LIMITED = f"""
import resource, runpy
resource.setrlimit(resource.RLIMIT_CPU, ({SECONDS}, {SECONDS + 1}))
runpy.run_module("generator", run_name="__main__", alter_sys=True)
"""
FOLDER = "c20-卡住的数据"
_DEPARTMENT = "江河市东山区生态环境局"
# A total is wrong and so is said; which number of its sum is at fault, nothing tells.
_FOUND = re.compile(r"错误 [A-Z]\d\d .*21011 行政事业单位医疗.*487693\.26")
_UNTOLD = "合计与明细中有一个数不对或漏填"
_UNCHECKED = "没有核对的："
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
            [sys.executable, "-c", _LIMITED, *words],
            capture_output=True,
            env=environment,
            cwd=scratch,
            timeout=_HANGS,
            check=False,
        )
    except subprocess.TimeoutExpired:
        return [f"{command} {_HANGS} 秒没有结束"]
    if done.returncode == -signal.SIGXCPU:
        return [f"{command} {SECONDS} 秒没有结束"]
    if done.returncode != 1:
        said = done.stderr.decode("utf-8")
        return [f"{command} 结束于 {done.returncode}：{said}"]
    lines = done.stdout.decode("utf-8").splitlines()
    found = [line for line in lines if _FOUND.search(line)]
    reasons = [] if found else [f"{command} 没有说出合计不等于各项之和"]
    reasons += [f"{command} 没有说明哪个数不对：{one}" for one in found if _UNTOLD not in one]
    if not any(_UNCHECKED in line for line in lines):
        reasons.append(f"{command} 没有说出什么没有核对")
    return reasons
