"""The workbook .xlsx as sheets."""
