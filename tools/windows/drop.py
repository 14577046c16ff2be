"""What was dropped on a .bat: the commands for it, with the Chinese names that no .bat can hold."""

import re
import subprocess
import sys
from collections.abc import Iterator, Sequence
from pathlib import Path

HOW_TO = Path(__file__).absolute().parent.parent / "使用方法.txt"
NEW_FOLDER = "决算数据"
WORKSPACE = "决算工作"
_TABLE = re.compile(r"公开0?[1-9].*|单位信息.*")


def is_data_folder(path: Path) -> bool:
    """Whether a folder holds tables or lists, and no submitted documents."""
    return path.is_dir() and any(_TABLE.fullmatch(one.name) for one in path.iterdir())


def free_folder(folder: Path) -> Path:
    """Return a folder that is not there yet: 决算数据, else 决算数据2 and so on."""
    found, number = folder / NEW_FOLDER, 1
    while found.exists():
        number += 1
        found = folder / f"{NEW_FOLDER}{number}"
    return found


def commands(verb: str, paths: Sequence[Path]) -> Iterator[list[str]]:
    """Yield what gen-narrative is called with; what is written stands beside what was dropped."""
    names = list(map(str, paths))
    if verb == "start":
        yield ["start", *names, "-o", str(free_folder(paths[0].parent))]
    elif verb == "review":
        data = [path for path in paths if is_data_folder(path)]
        files = [str(path) for path in paths if path not in data]
        given = ["--data", str(data[0])] if data else []
        if files:
            target = str(Path(files[0]).parent)
            yield ["review", *files, *given, "--format", "html", "-o", target]
    elif verb == "check":
        for path in paths:
            page = path.parent / f"{path.stem}-核对.html"
            yield ["check", str(path), "--format", "html", "-o", str(page)]
    else:
        final = ["--final"] if verb == "final" else []
        for path in paths:
            yield ["build", str(path), "--docx", *final, "-o", str(path.parent)]


def run(command: Sequence[str]) -> int:
    """Run gen-narrative, and return its exit status."""
    whole = [sys.executable, "-X", "utf8", "-m", "generator", *command]
    return subprocess.call(whole)  # noqa: S603 - our own program


def main(arguments: Sequence[str]) -> int:
    """Run the commands one after the other, and return the worst exit status."""
    sys.stdout.reconfigure(errors="replace")  # type: ignore[union-attr]
    verb, *dropped = arguments
    if verb == "open":
        return run(["serve", *(dropped[:1] or [str(HOW_TO.parent / WORKSPACE)])])
    if not dropped:
        print(HOW_TO.read_text("utf-8-sig"))
        return 0
    paths = [Path(one).absolute() for one in dropped]
    folders = [path.name for path in paths if is_data_folder(path)]
    if verb == "review" and len(folders) > 1:
        print(f"没有审核：一次只能放一个数据文件夹，放了 {len(folders)} 个（{'、'.join(folders)}）")
        return 2
    wanted = list(commands(verb, paths))
    if not wanted:  # a folder of data, and nothing to be reviewed
        print(HOW_TO.read_text("utf-8-sig"))
    worst = 0
    for command in wanted:
        worst = max(worst, run(command))
    return worst


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
