"""The workbench of the template maintainer: list, fields, check, diff, preview."""
