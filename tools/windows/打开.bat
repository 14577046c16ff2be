@echo off
"%~dp0program\run.cmd" open %*
