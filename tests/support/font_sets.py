"""Sets of fonts to print with: what stands in for Times New Roman, wide or as narrow as it is."""

from __future__ import annotations

import os
import shutil
import subprocess
from pathlib import Path

from support.needs import find_office, give_up

# The family each set adds; DejaVu is wider by a quarter.
FONT_SETS = {"DejaVu": ("DejaVu Serif",), "Liberation": ("DejaVu Serif", "Liberation Serif")}
_CONFIG = """<?xml version="1.0"?><!DOCTYPE fontconfig SYSTEM "fonts.dtd">
<fontconfig>{folders}<cachedir>{cache}</cachedir>
<include ignore_missing="yes">/etc/fonts/conf.d</include></fontconfig>
"""


def folders_of(pattern: str) -> set[Path]:
    """Return the folders of the fonts that a pattern of fontconfig finds."""
    command = ["fc-list", pattern, "file"]
    found = subprocess.run(command, check=True, capture_output=True, text=True, timeout=60)
    return {Path(line.rpartition(": ")[0]).parent for line in found.stdout.splitlines()}


def write_config(name: str, folder: Path) -> Path:
    """Write the configuration that leaves no other fonts than those of a set; return it."""
    if shutil.which("fc-list") is None:
        give_up("没有 fontconfig")
    used: set[Path] = set()
    for pattern in (":lang=zh-cn", *FONT_SETS[name]):
        found = folders_of(pattern)
        if not found:
            give_up(f"没有字体 {pattern}")
        used |= found
    config = folder / "fonts.conf"
    listed = "".join(f"<dir>{path}</dir>" for path in sorted(used))
    config.write_text(_CONFIG.format(folders=listed, cache=folder / "cache"), encoding="utf-8")
    return config


def print_with(name: str, documents: list[Path], folder: Path) -> list[Path]:
    """Print documents to PDF with no other fonts than those of a set; return the files."""
    office = find_office()
    config = write_config(name, folder)
    profile = f"-env:UserInstallation={(folder / 'profile').as_uri()}"
    command = [office, profile, "--headless", "--convert-to", "pdf", "--outdir", str(folder)]
    subprocess.run(
        [*command, *map(str, documents)],
        check=True,
        capture_output=True,
        timeout=300,
        env={**os.environ, "FONTCONFIG_FILE": str(config)},
    )
    return [folder / f"{path.stem}.pdf" for path in documents]
