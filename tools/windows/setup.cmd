@echo off
setlocal
set "PYTHON_MANAGER_AUTOMATIC_INSTALL=false"
set "PY="
for %%V in (3.13 3.12 3.11) do (
  if not defined PY (
    py -%%V -c "import struct, sys; sys.exit(struct.calcsize('P') != 8)" >nul 2>nul && set "PY=py -%%V"
  )
)
if not defined PY (
  python -c "import struct, sys; sys.exit(struct.calcsize('P') != 8 or sys.version_info[:2] not in ((3, 11), (3, 12), (3, 13)))" >nul 2>nul && set "PY=python"
)
if not defined PY (
  echo 64-bit Python 3.11, 3.12 or 3.13 was not found.
  start "" notepad.exe "%~dp0no-python.txt"
  exit /b 1
)
%PY% "%~dp0install.py"
exit /b %errorlevel%
