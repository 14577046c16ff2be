"""The sample departments: beside the source, and in the installed package."""

from __future__ import annotations

from pathlib import Path

import generator


def sample_folders() -> tuple[Path, ...]:
    """Return the data folders of the samples, none where the program came without them."""
    package = Path(generator.__file__).resolve().parent
    installed = package / "samples"
    if installed.is_dir():
        return _folders(installed)
    tree = package.parent
    example = tree / "data"
    folders = _folders(tree / "samples")
    return (example, *folders) if folders and example.is_dir() else folders


def _folders(base: Path) -> tuple[Path, ...]:
    if not base.is_dir():
        return ()
    return tuple(sorted(path for path in base.iterdir() if path.is_dir()))
