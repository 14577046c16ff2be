"""Build, check and review of all departments below a folder, so that a stop loses nothing.

`finding` lists the units, `work` does one of them (a pure function: unit and settings in, named
files and one row out, both pickled), `journal` knows what is done, `engine` joins them: it alone
writes. `summary` tells of all of them.
"""
