@echo off
setlocal
set "PYTHONUTF8=1"
set "PYTHON=%~dp0venv\Scripts\python.exe"
if not exist "%PYTHON%" call "%~dp0program\setup.cmd"
if not exist "%PYTHON%" goto end
if "%~1"=="" (
  start "" notepad.exe "%~dp0program\how-to.txt"
  goto end
)
:next
if "%~1"=="" goto end
if exist "%~f1\*" (
  "%PYTHON%" -m generator build "%~f1\." --docx -o "%~f1\.."
) else (
  "%PYTHON%" -m generator build "%~f1" --docx -o "%~dp1."
)
shift /1
goto next
:end
pause
