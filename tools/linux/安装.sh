#!/bin/sh
# Installs gen-narrative without internet, into the folder venv beside this file.
here=$(CDPATH='' cd -- "$(dirname -- "$0")" && pwd) || exit 1
for python in python3.13 python3.12 python3.11 python3; do
  if "$python" -c 'import sys, venv, ensurepip; sys.exit(not (3, 11) <= sys.version_info[:2] <= (3, 13))' 2>/dev/null; then
    exec "$python" -X utf8 "$here/program/install.py"
  fi
done
echo '没有找到带 venv 的 Python 3.11、3.12 或 3.13，请先安装（见 安装说明.txt），再运行 sh 安装.sh。' >&2
exit 1
