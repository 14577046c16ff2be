@echo off
set "PYTHON="
if exist "%~dp0..\python\installed.txt" set "PYTHON=%~dp0..\python\python.exe"
if exist "%~dp0..\venv\installed.txt" set "PYTHON=%~dp0..\venv\Scripts\python.exe"
