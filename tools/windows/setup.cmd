@echo off
setlocal
set "PYTHON_MANAGER_AUTOMATIC_INSTALL=false"
set "PYTHON_ZIP="
set "EMBEDDED=%~dp0..\python"
for %%Z in ("%~dp0..\python-3*-embed-amd64.zip") do set "PYTHON_ZIP=%%~fZ"
if not defined PYTHON_ZIP goto installed
if exist "%EMBEDDED%\python.exe" goto embedded
if not exist "%EMBEDDED%" mkdir "%EMBEDDED%"
tar -xf "%PYTHON_ZIP%" -C "%EMBEDDED%" >nul 2>nul
if exist "%EMBEDDED%\python.exe" goto embedded
powershell -NoProfile -Command "Expand-Archive -LiteralPath $env:PYTHON_ZIP -DestinationPath $env:EMBEDDED -Force"
if exist "%EMBEDDED%\python.exe" goto embedded
echo The Python archive could not be unpacked: "%PYTHON_ZIP%"
exit /b 1
:embedded
"%EMBEDDED%\python.exe" -X utf8 "%~dp0install.py"
exit /b %errorlevel%
:installed
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
%PY% -X utf8 "%~dp0install.py"
exit /b %errorlevel%
