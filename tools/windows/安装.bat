@echo off
call "%~dp0program\setup.cmd"
pause
