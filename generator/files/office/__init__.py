"""Text files of other office programs, turned into .docx by LibreOffice before they are read.

`converting` does it, `intact` looks at what is given to it.
"""
