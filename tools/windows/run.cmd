@echo off
setlocal
call "%~dp0find-python.cmd"
if not defined PYTHON call "%~dp0setup.cmd"
if not defined PYTHON call "%~dp0find-python.cmd"
if not defined PYTHON goto end
"%PYTHON%" -X utf8 "%~dp0drop.py" %*
:end
pause
