#!/bin/sh
# Runs gen-narrative from the folder venv beside this file: sh gen-narrative.sh build 数据文件夹 --docx
here=$(CDPATH='' cd -- "$(dirname -- "$0")" && pwd) || exit 1
if [ ! -f "$here/venv/installed.txt" ]; then
  sh "$here/安装.sh" || exit 1
fi
exec "$here/venv/bin/python" -X utf8 -m generator "$@"
