"""The binary workbook .xls as sheets."""
