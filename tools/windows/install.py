"""Install gen-narrative on Windows without internet, into the folder venv beside 安装.bat."""

import subprocess
import sys
import venv
from pathlib import Path

PROGRAM = Path(__file__).absolute().parent
TARGET = PROGRAM.parent / "venv"


def main() -> int:
    """Make the environment, install from the wheels, and say what to do next."""
    sys.stdout.reconfigure(errors="replace")  # type: ignore[union-attr]
    print(f"正在安装到 {TARGET}，约需一两分钟，请不要关闭窗口……", flush=True)
    try:
        venv.EnvBuilder(with_pip=True, clear=True).create(TARGET)
    except (OSError, subprocess.CalledProcessError) as error:
        print(f"无法建立文件夹 {TARGET}：{error}")
        print("请把整个安装文件夹复制到自己能写入的地方（如 D 盘），再双击 安装.bat。")
        return 1
    python = TARGET / "Scripts" / "python.exe"
    options = ("--quiet", "--disable-pip-version-check", "--no-index", "--find-links")
    wheels = str(PROGRAM / "wheels")
    command = [str(python), "-m", "pip", "install", *options, wheels, "gen-narrative[pdf,preview]"]
    if subprocess.call(command) != 0:  # noqa: S603 - our own interpreter and wheels
        print("安装没有完成。请把以上文字发给维护者；常见原因见 安装说明.txt。")
        return 1
    print("安装完成。以后把数据文件夹拖到 生成情况说明.bat 上即可。")
    return 0


if __name__ == "__main__":
    sys.exit(main())
