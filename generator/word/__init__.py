"""The Word document: roles to styles, tables, charts, contents, sections; the finished package."""
