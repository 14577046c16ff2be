"""Install gen-narrative without internet, into a folder beside the installer: venv, or python.

The embeddable Python of Windows has neither venv nor pip: there pip runs from its wheel, and the
libraries go into that Python itself.
"""

import importlib.util
import os
import re
import subprocess
import sys
from pathlib import Path

PROGRAM = Path(__file__).absolute().parent
ROOT = PROGRAM.parent
WHEELS = PROGRAM / "wheels"
VERSIONS = ((3, 11), (3, 12), (3, 13))
WANTED = "gen-narrative[page,pdf]"
DONE = "installed.txt"


def is_embedded() -> bool:
    """Whether this is the embeddable Python of Windows."""
    return importlib.util.find_spec("venv") is None


def make_environment(target: Path) -> list[str]:
    """Make a virtual environment, and return how its pip is called."""
    import venv  # noqa: PLC0415 - the embeddable Python has none

    venv.EnvBuilder(with_pip=True, clear=True).create(target)
    python = target / ("Scripts/python.exe" if os.name == "nt" else "bin/python")
    return [str(python), "-m", "pip", "install"]


def prepare_embedded(target: Path) -> list[str]:
    """Let the embeddable Python find libraries, and return how pip is run from its wheel."""
    libraries = target / "Lib" / "site-packages"
    libraries.mkdir(parents=True, exist_ok=True)
    settings = next(target.glob("python3*._pth"))
    lines = settings.read_text("utf-8").splitlines()
    wanted = "Lib\\site-packages"
    if wanted not in lines:
        settings.write_text("\n".join([*lines, wanted, ""]), "utf-8")
    pip = next(WHEELS.glob("pip-*.whl")) / "pip"
    own = ("--upgrade", "--target", str(libraries))
    return [sys.executable, "-X", "utf8", str(pip), "install", *own]


def write_launcher(script: Path, target: Path) -> None:
    """Write what desktops of Linux start by a double click; it names the script by its path."""
    quoted = re.sub(r'([\\"`$])', r"\\\1", str(script))
    # The value of a key is unescaped once more, and % stands before a field.
    command = f'sh "{quoted}"'.replace("\\", "\\\\").replace("%", "%%")
    lines = ("[Desktop Entry]", "Type=Application", "Name=打开决算公开", f"Exec={command}")
    target.write_text("\n".join([*lines, "Terminal=true", ""]), "utf-8")
    target.chmod(0o755)


def main() -> int:
    """Make the environment, install from the wheels, and say what to do next."""
    sys.stdout.reconfigure(errors="replace")  # type: ignore[union-attr]
    embedded = is_embedded()
    target = ROOT / ("python" if embedded else "venv")
    if sys.version_info[:2] not in VERSIONS:
        print(
            f"Python {sys.version_info[0]}.{sys.version_info[1]} 不合用，应为 3.11、3.12 或 3.13。"
        )
        return 1
    print(f"正在安装到 {target}，约需一两分钟，请不要关闭窗口……", flush=True)
    try:
        install = prepare_embedded(target) if embedded else make_environment(target)
    except (OSError, subprocess.CalledProcessError) as error:
        print(f"无法建立文件夹 {target}：{error}")
        print("请把整个安装文件夹复制到自己能写入的地方（如 D 盘），再安装一次。")
        return 1
    options = ("--quiet", "--disable-pip-version-check", "--no-index", "--find-links", str(WHEELS))
    if subprocess.call([*install, *options, WANTED]) != 0:  # noqa: S603 - our own wheels
        print("安装没有完成。请把以上文字发给维护者；常见原因见 安装说明.txt。")
        return 1
    (target / DONE).write_text("gen-narrative\n", "utf-8")
    if os.name == "nt":
        print("安装完成。以后双击 打开.bat；用法见 使用方法.txt 和“说明”文件夹。")
    else:
        write_launcher(ROOT / "打开.sh", ROOT / "打开.desktop")
        print("安装完成。以后双击 打开.desktop（或运行 sh 打开.sh）；用法见“说明”文件夹。")
    return 0


if __name__ == "__main__":
    sys.exit(main())
