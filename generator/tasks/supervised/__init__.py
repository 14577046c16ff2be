"""Tasks run for one input after the other in a process of its own, within bounds.

`worker` is the side that gives the tasks and waits, `process` the side that does them, `pool`
several of them side by side, `failure` what is said of an input for which there is no result.
"""
