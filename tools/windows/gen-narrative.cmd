@echo off
setlocal
call "%~dp0program\find-python.cmd"
if not defined PYTHON call "%~dp0program\setup.cmd"
if not defined PYTHON call "%~dp0program\find-python.cmd"
if not defined PYTHON exit /b 1
"%PYTHON%" -X utf8 -m generator %*
